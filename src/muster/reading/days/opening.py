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
    out = _between(low, times) if "between " in low else list(times)
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
