"""Days that adjoin others: a count that runs on from where another began, or the week before a bulletin's own.

Invariant: a beginning is only given to what has an end and none yet, and never one after that end.
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import replace

from muster.claims.measures import Measure
from muster.claims.period import Period
from muster.reading import begun, timing
from muster.reading.leads import Days
from muster.reading.measuring import GAIN
from muster.reading.timing import Asked, Timed

_THEN = ("then", "that day", "that date", "that time", "that point")
_DAYS_OF_WEEK = 7
_LAST_WEEK = re.compile(
    r"\b(?:the week before|a week earlier|(?:in|during|over) the previous week|the preceding week)\b"
)


def opened(days: Days, found: Timed, *, asked: Asked) -> Timed:
    """ "280,000 so far this year and 343,000 by December": the second begins where the first did, or where the thing itself began."""
    starts = (one.period.start for of, one in reversed(days.here) if of not in timing.LEVELS)
    start = next((day for day in starts if day), None)
    end = found.period.end
    points = any(days.page.text[a:b].lower().endswith(_THEN) for a, b in found.words)
    if start is None and points and days.before is not None and days.before.period.end == end:
        start = days.before.period.start  # "4,300 taken since 2014 … by then 1,900 had been freed"
    first = _beginning(days, asked)
    start = start or first or _of_lead(days, end, measure=asked.measure)
    if start is None or end is None or not start <= end:
        return found
    if start.year != end.year and not points and first is None:
        return found
    return replace(found, period=Period(start, end))


def _beginning(days: Days, asked: Asked) -> dt.date | None:
    """When that opened of which a gain counts what came."""
    if asked.measure not in GAIN:
        return None
    return begun.first_day(asked) or (days.opening[0] if days.opening is not None else None)


def _of_lead(days: Days, end: dt.date | None, *, measure: Measure) -> dt.date | None:
    """The first day of the stretch that the paragraph is about, for what was gained until a day within it."""
    if days.lead is None or end is None or measure not in GAIN | {Measure.AREA_TAKEN}:
        return None
    first, last = days.lead.period.start, days.lead.period.end
    return first if first and last and first <= end <= last else None


def week_before(whole: Timed, asked: Asked) -> Timed:
    """ "The week before, the enemy lost 1,130": in a bulletin for a week, the week that its own adjoins."""
    start, length = whole.period.start, whole.period.days
    before = " ".join(item.low for item in asked.view[: asked.at])
    if start is None or length != _DAYS_OF_WEEK or not _LAST_WEEK.search(before):
        return whole
    week = dt.timedelta(days=_DAYS_OF_WEEK)
    return replace(whole, period=Period(start - week, start - dt.timedelta(days=1)))
