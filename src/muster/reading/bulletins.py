"""The days a bulletin is for, and the day of a report that tells of one day only.

Invariant: both come from the text's first headings, never from its prose.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence

from muster.claims.period import Period
from muster.reading.context import TIME, Item, Page, Sentence
from muster.reading.dates import Relation, Time
from muster.reading.days.datelines import Line, opens_by_month
from muster.reading.layout import Kind
from muster.reading.measuring import View
from muster.reading.timing import Timed


def whole_period(page: Page) -> Timed | None:
    """The days a bulletin is for: a span of several days in one of its first headings."""
    for sentence in page.sentences[:4]:
        if _is_prose(page, sentence):
            return None
        view = sentence.view
        if not _heads_bulletin(view):
            continue
        for j, item in enumerate(view):
            time = item.time
            if item.low == ":" and item.start - sentence.start < _LABEL_MOST and not _is_called(view[j + 1 :]):
                break  # a label of one entry
            if time is None or _is_dateline(page, sentence, time):
                continue
            if time.relation is Relation.DURING and 1 < (time.period.days or 0) < _BULLETIN and _is_over(page, time):
                return Timed(time.period, ((time.start, time.end),), 0.6, "the days the bulletin is for")
    return None


def _is_over(page: Page, time: Time) -> bool:
    """Whether the days were over, or all but over, when the text was written: "Four days in April" heads no bulletin on the 2nd."""
    day, end = page.document.published, time.period.end
    return day is None or end is None or end <= day + dt.timedelta(days=_EARLY)


_EARLY = 7


def _is_prose(page: Page, sentence: Sentence) -> bool:
    """Whether a sentence stands in a paragraph, and is no title that only ends in a name's closing quotation mark."""
    block = page.blocks[sentence.block]
    titled = sentence.block == 0 and block.end - block.start < _TITLE_MOST and page.text[block.end - 1] not in ".!?"
    return block.kind is Kind.PARAGRAPH and not titled


_TITLE_MOST = 90  # characters


def _is_dateline(page: Page, sentence: Sentence, time: Time) -> bool:
    """ "LONDON, Nov. 2024": when the text was published, and not what it is for."""
    line = Line(page.text[sentence.start : sentence.end], 0)
    return time.grain == "month" and opens_by_month(
        line, start=time.start - sentence.start, end=time.end - sentence.start
    )


def _heads_bulletin(view: View) -> bool:
    """Whether a heading says that what is below is for its days: it is called a summary or update, or says little but the days."""
    said = [item for item in view if item.kind != TIME and item.low[:1].isalpha()]
    return len(said) <= _LITTLE or _is_called(said)


def _is_called(said: Sequence[Item]) -> bool:
    """Whether a word for a bulletin is among these: "Press service: weekly bulletin, 12–18 May"."""
    return any(word in _BULLETINS for item in said for word in item.low.split(" "))


_LITTLE = 3
_BULLETINS = frozenset(
    "summary update bulletin report briefing review digest monthly weekly quarterly losses figures numbers data register sheet log "
    "communique communiqué sitrep monitor tracker".split()
)
_LABEL_MOST = 20  # characters
_BULLETIN = 100
_DAILY = re.compile(
    r"\blive\b|\boperational (?:information|update)|\bdaily\b|\bas of \d{1,2}[:.]\d{2}"
    r"|\b(?:morning|evening) (?:update|summary|report|briefing)\b",
    re.IGNORECASE,
)


_MORNING = re.compile(r"\bmorning (?:update|summary|report|briefing)\b|\bas of 0\d[:.]\d{2}", re.IGNORECASE)


def today(page: Page) -> Timed | None:
    """The day of a report that tells of one day only."""
    if page.document.published is None or not page.sentences:
        return None
    head = page.text[: page.sentences[min(2, len(page.sentences) - 1)].end]
    if not _DAILY.search(head[:200]):
        return None
    day = page.document.published
    first = day - dt.timedelta(days=1) if _MORNING.search(head[:200]) else day
    return Timed(Period(first, day), (), 0.45, "the day the report is of")
