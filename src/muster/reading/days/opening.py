"""Times that begin with one said before: "between then and 1 May", "from that day until the end of the year".

Invariant: the first day stands in the same paragraph, before the words; the last is said in full beside them.
"""

from __future__ import annotations

import datetime as dt
import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import replace

from muster.claims.period import Period
from muster.reading.days.phrases import Relation
from muster.reading.days.times import Time

_POINTS = r"(?:then|that (?:day|date|moment|point|time|month|week))"
_LEADS = re.compile(
    rf"\b(?:between {_POINTS} and|from {_POINTS}(?: on| onwards)?(?=,? (?:to|until|till|up to|through)\b)) ?",
    re.IGNORECASE,
)
_FAR = 400


def closed(text: str, times: Sequence[Time]) -> list[Time]:
    """The times of a text, with each that only closes such words lengthened to hold them."""
    low = text.lower()
    out = _came_and_left(text, _between(low, times) if "between " in low else list(times))
    if " then " not in low and " that " not in low:
        return out
    starts = [time.start for time in out]
    gone: set[int] = set()
    for match in _LEADS.finditer(text):
        at = bisect_left(starts, match.start())
        closing = bisect_right(starts, match.end() + 3, at) - 1
        before = _opening(text, out[max(0, at - 4) : at], to=match.start())
        if closing < at or before is None or out[closing].start < match.end() - 8:
            continue
        end = out[closing].period.end
        if end is not None and end > before:
            out[closing] = replace(
                out[closing], start=match.start(), period=Period(before, end), relation=Relation.DURING, relative=True
            )
            gone.update(range(at, closing))
    return [time for k, time in enumerate(out) if k not in gone]


def _between(low: str, times: Sequence[Time]) -> list[Time]:
    """ "Between the start of the invasion and the end of 2024": the first is no time of its own."""
    out: list[Time] = []
    for time in times:
        before = out[-1] if out else None
        if before is not None and before.grain == "war" and low.startswith("between ", before.start):
            out.pop()
            start, end = before.period.start, time.period.end
            joined = (
                _AND.fullmatch(low[before.end : time.start]) and start is not None and end is not None and start < end
            )
            if joined and time.relation in (Relation.DURING, Relation.UNTIL):
                time = replace(
                    time,
                    start=before.start,
                    period=Period(start, end),
                    relation=Relation.DURING,
                    relative=time.relative,
                )
        out.append(time)
    return [time for time in out if time.grain != "war" or not low.startswith("between ", time.start)]


def _came_and_left(text: str, times: Sequence[Time]) -> list[Time]:
    """ "Came in 1987 and left in 1990", "from the first raid, in March 2022, until today": two ends of one time."""
    out: list[Time] = []
    for time in times:
        before = out[-1] if out else None
        if (
            before is not None
            and before.relation is Relation.DURING
            and time.relation in (Relation.DURING, Relation.UNTIL)
        ):
            gap, lead = text[before.end : time.start], text[max(0, before.start - _LEAD) : before.start]
            start, end = before.period.start, time.period.end
            two = (_LEFT.fullmatch(gap) and _CAME.search(lead)) or (
                gap == ", " and _UNTIL.match(text, time.start) and _FROM.search(lead)
            )
            if two and start is not None and end is not None and start < end:
                out[-1] = replace(
                    before, end=time.end, period=Period(start, end), relative=before.relative or time.relative
                )
                continue
        out.append(time)
    return out


_LEAD = 70  # characters
_CAME = re.compile(
    r"\b(?:came|arrived|went in|entered|landed|deployed|began|begins|started|starts|opened|opens|runs|set out)\s$",
    re.IGNORECASE,
)
_LEFT = re.compile(
    r"\s(?:and|but)\s(?:(?:had|were|was)\s)?(?:left|withdrew|withdrawn|pulled out|departed|sailed home|ended|ends|finished|"
    r"finishes|closes|closed|"
    r"went home|returned)\s(?:on\s)?",
    re.IGNORECASE,
)
_UNTIL = re.compile(r"(?:until|till|up to|to)\s", re.IGNORECASE)
_FROM = re.compile(r"\b(?:from|since)\s(?:[\w’'-]+\s){0,7}[\w’'-]+,\s$", re.IGNORECASE)
_AND = re.compile(r",?\s+and\s+(?:the\s+)?")


def _opening(text: str, times: Sequence[Time], *, to: int) -> dt.date | None:
    """The day told last in the paragraph, the first of a longer time."""
    for time in reversed(times):
        if to - time.end > _FAR or "\n\n" in text[time.end : to]:
            return None
        if time.relation in (Relation.DURING, Relation.SINCE, Relation.UNTIL) and (
            day := time.period.start or time.period.end
        ):
            return day
    return None
