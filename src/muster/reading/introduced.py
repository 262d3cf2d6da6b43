"""What a text says that it is going to tell: "Here is what each side has lost since 6 August", "They went through 2,144 cases of January".

Invariant: only one of its first sentences speaks for all that follows, and only a time that is still open holds for it.
"""

from __future__ import annotations

import re
from collections.abc import Set

from muster.reading.asked import Timed
from muster.reading.context import TIME, Item, Page, Sentence
from muster.reading.dates import Relation
from muster.reading.measuring import View

_INTRODUCES = re.compile(r"\bhere(?:['’]s| is| are)\b|\bbelow\b|\bthe following\b", re.IGNORECASE)
_INTRO = 6  # sentences in which a text says what it will tell


def days_of_text(page: Page, sentence: Sentence, *, view: View) -> Timed | None:
    """The days of all that the text goes on to tell, where a sentence at its head says since when that is."""
    opens = sentence.end <= page.sentences[min(_INTRO, len(page.sentences)) - 1].end
    if not opens or not _INTRODUCES.search(page.text, sentence.start, sentence.end):
        return None
    for item in view:
        if item.time is not None and item.time.relation is Relation.SINCE and item.time.period.start is not None:
            return Timed(item.time.period, ((item.start, item.end),), 0.5, "the days the text is of", is_open=True)
    return None


def time_of_study(view: View, *, stated: Set[int]) -> Item | None:
    """ "Went through the notes of 2,144 men admitted between January and March": the time of those who were studied."""
    if not any(word in _STUDIED for item in view for word in item.low.split(" ")):
        return None
    times = [item for j, item in enumerate(view) if item.kind == TIME and j not in stated and _long(item)]
    return times[0] if len(times) == 1 else None


def _long(item: Item) -> bool:
    time = item.time
    return time is not None and time.relation is Relation.DURING and (time.period.days or 0) >= _A_MONTH


_A_MONTH = 28
_STUDIED = frozenset(
    "admitted treated evacuated followed examined studied patients notes sample cohort surveyed".split()
)
