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
from muster.reading.context import FIGURE, MARK
from muster.reading.dates import Relation
from muster.reading.leads import Days
from muster.reading.measuring import GAIN, LOSS
from muster.reading.spreading import going_on
from muster.reading.timing import Asked, Timed
from muster.reading.tolls import RUNNING

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
    start = (
        start
        or first
        or _of_its_year(asked, end)
        or _of_goal(days, asked, end)
        or _of_lead(days, end, measure=asked.measure)
    )
    if start is None or end is None or not start <= end:
        return found
    if start.year != end.year and not points and first is None:
        return found
    return replace(found, period=Period(start, end))


def _beginning(days: Days, asked: Asked) -> dt.date | None:
    """When that opened of which a gain counts what came, or a unit arrived of which a loss tells what it cost."""
    if asked.measure not in GAIN | LOSS:
        return None
    return begun.first_day(asked) or (days.opening[0] if days.opening is not None else None)


def _of_its_year(asked: Asked, end: dt.date | None) -> dt.date | None:
    """ "This year it was 1,870 by the end of May": the first day of the year that the figure's sentence opens with."""
    if end is None or asked.rate or asked.measure in timing.LEVELS | timing.PAY:
        return None
    for j, item in enumerate(asked.view[: asked.at]):
        time = item.time
        if time is None or j in asked.stated or time.grain != "year" or time.relation is not Relation.DURING:
            continue
        if any(one.kind in (FIGURE, MARK) and one.low != "," for one in asked.view[j + 1 : asked.at]):
            continue
        start, last = time.period.start, time.period.end
        if start is not None and last is not None and start < end <= dt.date(start.year, 12, 31):
            return start
    return None


def _of_goal(days: Days, asked: Asked, end: dt.date | None) -> dt.date | None:
    """ "12,500 have joined since January. He wants 20,000 by the end of the year": a goal counted from where what has come is."""
    before = days.before.period.start if days.before is not None else None
    if end is None or (before, end) != (dt.date(end.year, 1, 1), dt.date(end.year, 12, 31)) or asked.rate:
        return None
    if days.before is None or asked.measure not in GAIN:
        return None
    near = [item.low for item in asked.view[max(0, asked.at - _NEAR) : asked.at + 3]]
    left = any(word in _STILL_WANTED for low in near for word in low.split(" "))
    close = 0 <= asked.view[asked.at].start - days.before_end < _PARAGRAPH
    return before if close and not left and timing.looks_ahead(asked.view, asked.at) else None


_NEAR, _PARAGRAPH = 6, 300  # words and characters before a figure
_STILL_WANTED = frozenset("missing left remaining remain more another further short leaves leaving rest".split())


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


def some_of_them(days: Days, asked: Asked) -> Timed | None:
    """ "Twenty-one of them died when two houses fell": of those whom the paragraph above told of, with the days of that."""
    if days.before is None or asked.at > 1 or asked.measure not in LOSS:
        return None
    if asked.view[asked.at].start - days.before_end > _ABOVE:
        return None
    after = " ".join(item.low for item in asked.view[asked.at + 1 : asked.at + 3])
    if not after.startswith(("of them", "of these", "of those", "others", "of the dead")) or going_on(
        asked.view, asked.at
    ):
        return None
    return replace(days.before, rule="as the figure before", confidence=0.5)


_ABOVE = 300  # characters to the figure of which it tells a part


def until_said(inherited: Timed, asked: Asked) -> Timed:
    """The days of the figure before, ending on the day this one was said where that comes earlier."""
    start, end, said = inherited.period.start, inherited.period.end, asked.said
    period = inherited.period
    row = any(item.low == "|" for item in asked.view)
    later = bool(end and said and end < said) and (inherited.rule == RUNNING or inherited.is_open)
    if start and end and said and start < said and asked.stated and ((row and end != said) or later):
        period = Period(start, said)  # "8 | 23 March | Russia, killed", below a row of the 12th
    elif start and end and said and start < said < end and (inherited.is_open or inherited.rule == RUNNING):
        period = Period(start, said)
    return replace(inherited, period=period, rule="as the figure before", confidence=0.5)
