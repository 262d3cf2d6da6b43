"""Two times of speaking in one sentence: "In May it told of 40,000 recruited this year, in July of 36,000".

Invariant: a second time is one of speaking only where the first is, and where the words right behind it go on with the first one's verb.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Set

from muster.reading import sayings
from muster.reading.context import FIGURE, TIME, Page
from muster.reading.dates import Relation
from muster.reading.measuring import View

_JOINS = frozenset([",", ";", "and", "but", "while"])
_GOES_ON = frozenset(["at", "of", "that", "to"])


def stated_again(view: View, stated: frozenset[int]) -> frozenset[int]:
    """The times of speaking, with those that go on with the verb of one before them: "put it at 310 in March, in June at 420"."""
    found = set(stated)
    for j, item in enumerate(view):
        if item.kind == TIME and j not in found and item.time is not None and _goes_on(view, j, found):
            found.add(j)
    return frozenset(found)


def _goes_on(view: View, j: int, stated: Set[int]) -> bool:
    before = max((k for k in stated if k < j), default=None)
    time, told = view[j].time, view[before].time if before is not None else None
    if (
        before is None
        or time is None
        or told is None
        or time.grain != told.grain
        or time.relation is not Relation.DURING
    ):
        return False
    if not any(item.kind == FIGURE for item in view[before:j]) or view[j - 1].low not in _JOINS or j + 1 >= len(view):
        return False
    return view[j + 1].low in _GOES_ON or view[j + 1].kind == FIGURE


def said_on(view: View, at: int, *, stated: Set[int], page: Page) -> dt.date | None:
    """The day on which a figure was said, by the last time of speaking before it, in a sentence that has several."""
    told = [(j, view[j].time) for j in sorted(stated) if 0 <= j < len(view)]
    if len(told) < _SEVERAL:
        return None
    before = [time for j, time in told if j < at and time is not None and not sayings.vague(time)]
    return sayings.spoken_on(before[-1], page) if before else None


_SEVERAL = 2
