"""For what days a figure speaks, once a date had to be settled, and over how many of its units it runs.

Invariant: a period that the text gives in full is never altered; what was assumed is said in words.
"""

from __future__ import annotations

import calendar
import datetime as dt
import math
from dataclasses import dataclass

from muster.claims.figure import Per
from muster.claims.period import UNDATED, Period
from muster.claims.war import War

PRESENT = 30  # days before publication that an undated rate or level in the present tense speaks for
LONG_RUN = 3  # units from which a broken one at the end is left out or taken for whole
EVEN = 0.005  # by which a number of units is whole
ONE_DAY = dt.timedelta(days=1)
MONTH = 30.4375  # days, over the years
RATES = frozenset({Per.DAY, Per.WEEK, Per.MONTH, Per.YEAR})


@dataclass(frozen=True, slots=True, kw_only=True)
class Dated:
    """`period` has both ends, or none where nothing could be settled. `assumed` says what was assumed, empty where nothing was;
    `below` that the figure then bounds its quantity from below only."""

    period: Period
    assumed: str = ""
    below: bool = False


def dated(period: Period, *, per: Per | None, level: bool, published: dt.date | None, war: War | None) -> Dated:
    """The days that a claim of this period speaks for; `level` where it tells a state and no flow."""
    if period.start and period.end:
        return Dated(period=period)
    if level:
        return _level(period, published, war=war)
    if period.start is None and period.end is None:
        return _undated(per, published, war)
    if period.start is None and period.end is not None:
        start = war.start if war and war.start <= period.end else None
        return _settled(start, period.end, "from the start of the war", rate=per in RATES)
    assert period.start is not None
    if published is not None and published >= period.start:
        return Dated(period=Period(period.start, published), assumed="to the day it was published")
    return Dated(period=UNDATED, assumed="no end is told, and when it was published is not known")


def _settled(start: dt.date | None, end: dt.date, how: str, *, rate: bool) -> Dated:
    if start is not None:
        return Dated(period=Period(start, end), assumed=how)
    if rate:
        return Dated(period=Period(end - (PRESENT - 1) * ONE_DAY, end), assumed=f"the {PRESENT} days before")
    return Dated(period=UNDATED, assumed="no start is told, and the war's is not known")


def _over(war: War | None, published: dt.date) -> bool:
    """Whether a war was over for so long when a text was published that no day just before it is one of the war's."""
    return war is not None and war.end is not None and published - PRESENT * ONE_DAY > war.end


_LONG_OVER = "no date is told, and the war was over when it was published"


def _level(period: Period, published: dt.date | None, *, war: War | None) -> Dated:
    day = period.start or period.end
    if day is not None:
        return Dated(period=Period(day, day))
    if published is None:
        return Dated(period=UNDATED, assumed="a level with no date in a document with none")
    if _over(war, published):
        return Dated(period=UNDATED, assumed=_LONG_OVER)
    return Dated(
        period=Period(published - (PRESENT - 1) * ONE_DAY, published),
        assumed=f"some day of the {PRESENT} before it was published",
    )


def _undated(per: Per | None, published: dt.date | None, war: War | None) -> Dated:
    if published is None:
        return Dated(period=UNDATED, assumed="no date is told, and when it was published is not known")
    if per in RATES and _over(war, published):
        return Dated(period=UNDATED, assumed=_LONG_OVER)
    if per in RATES:
        days = 365 if per is Per.YEAR else PRESENT
        return Dated(
            period=Period(published - (days - 1) * ONE_DAY, published),
            assumed=f"the {days} days before it was published",
        )
    end = min(published, war.end) if war and war.end else published
    if war is None or war.start > end:
        return Dated(period=UNDATED, assumed="no date is told, and the war's start is not known")
    return Dated(
        period=Period(war.start, end), assumed="from the start of the war to the day it was published", below=True
    )


def units(period: Period, per: Per | None) -> float:
    """How many of a rate's units the period holds: days, weeks, calendar months or years; 1 for a total."""
    if per not in RATES or period.start is None or period.end is None:
        return 1.0
    days = (period.end - period.start).days + 1
    if per is Per.DAY:
        return float(days)
    if per is Per.WEEK:
        return days / 7
    return _calendar(period.start, period.end, months=per is Per.MONTH)


def meant_units(period: Period, per: Per | None) -> tuple[float, float]:
    """The fewest and the most units that a rate's period can be meant to hold: whoever gives an average "since January" in early November
    divides by ten months or by eleven, seldom by the part of one that has gone."""
    held = units(period, per)
    whole = round(held)
    if per not in RATES or per is Per.DAY or held < LONG_RUN or abs(held - whole) < EVEN:
        return held, held
    return float(math.floor(held)), float(math.ceil(held))


def _calendar(start: dt.date, end: dt.date, *, months: bool) -> float:
    """Calendar months or years between two days, both inside; a part counts by its days."""
    total, first = 0.0, start
    while first <= end:
        if months:
            length = calendar.monthrange(first.year, first.month)[1]
            last = first.replace(day=length)
        else:
            length = 366 if calendar.isleap(first.year) else 365
            last = dt.date(first.year, 12, 31)
        last = min(last, end)
        total += ((last - first).days + 1) / length
        first = last + ONE_DAY
    return total
