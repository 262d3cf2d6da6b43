"""The days of a battle that a text is about, and of what was lost "in the battle".

Invariant: only a battle whose beginning the text's first sentences date has days, and only a figure that is said to be of it has them.
"""

from __future__ import annotations

import datetime as dt
import re

from muster.claims.period import Period
from muster.reading.context import FIGURE, Page
from muster.reading.dates import Relation
from muster.reading.gates import gate
from muster.reading.timing import TOLLS, Asked, Timed

_HEAD = 6  # sentences in which a text says of which battle it tells
_BATTLE = r"(?:battle|siege|storming|defence|defense|campaign)"
_RAN = re.compile(rf"\b{_BATTLE}\b[^.;]{{0,60}}$", re.IGNORECASE)
_BEGAN = re.compile(
    rf"\b{_BATTLE}\b[^.;]{{0,50}}\b(?:began|begun|started|opened|broke out)\b[^.;]{{0,20}}$", re.IGNORECASE
)
_IN_IT = re.compile(
    rf"\b(?:in|during|for|over) (?:the|that|this) (?:whole (?:of the )?|entire )?{_BATTLE}\b|\b(?:killed|dead|died|lost|fell) in it\b"
)
_LONG = 2  # days
BATTLE = gate("it", holds="battle siege storming defence defense campaign".split())


def of_battle(asked: Asked) -> Timed | None:
    """ "Killed in the battle: 19,547": from the battle's first day to its last, or to the day on which it was told."""
    if asked.measure not in TOLLS or asked.rate or not _IN_IT.search(_clause(asked)):
        return None
    span = _span(asked.page)
    end = (span.end or asked.said or asked.page.day) if span is not None else None
    if span is None or span.start is None or end is None or end < span.start:
        return None
    return Timed(Period(span.start, end), (), 0.5, "the days of the battle", asked.said)


def _clause(asked: Asked) -> str:
    """The words around a figure, up to the next clause."""
    first, last = max(0, asked.at - _REACH), min(len(asked.view), asked.at + _REACH)
    for j in range(asked.at - 1, first - 1, -1):
        if asked.view[j].low in (";", ",") or asked.view[j].kind == FIGURE:
            first = j + 1
            break
    for j in range(asked.at + 1, last):
        if asked.view[j].low == ";" or asked.view[j].kind == FIGURE:
            last = j
            break
    return " ".join(item.low for item in asked.view[first:last])


_REACH = 12  # words


def _span(page: Page) -> Period | None:
    """First and last day of the battle, the last None where the text does not tell it."""
    began: dt.date | None = None
    for sentence in page.sentences[:_HEAD]:
        for item in sentence.view:
            time = item.time
            if time is None or time.relation is not Relation.DURING or time.period.start is None:
                continue
            before = page.text[sentence.start : time.start]
            if (time.period.days or 0) > _LONG and time.grain == "day" and _RAN.search(before):
                return time.period
            if began is None and time.period.days == 1 and _BEGAN.search(before):
                began = time.period.start
    return Period(began, None) if began is not None else None
