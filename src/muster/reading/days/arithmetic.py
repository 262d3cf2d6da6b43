"""Sums with days, months and years.

Invariant: a period that no calendar has, or that lies outside 1800 to 2200, is None.
"""

from __future__ import annotations

import datetime as dt

from muster.claims.period import FIRST_YEAR, LAST_YEAR, Period
from muster.reading.days.words import UNIT_DAYS

ONE_DAY = dt.timedelta(days=1)
THIRDS = {"early": 0, "mid": 1, "late": 2, "end": 2}


def days(first: tuple[int, int, int], last: tuple[int, int, int]) -> Period | None:
    """The period between two days, None where the calendar has no such days."""
    if not (FIRST_YEAR <= first[0] <= LAST_YEAR and FIRST_YEAR <= last[0] <= LAST_YEAR):
        return None
    try:
        return Period(dt.date(*first), dt.date(*last)) if first <= last else None
    except ValueError:
        return None


def months(year: int, month: int, count: int = 1) -> Period | None:
    """`count` whole months from this one on."""
    year, month = year + (month - 1) // 12, (month - 1) % 12 + 1
    after = month + count - 1
    first_after = (year + after // 12, after % 12 + 1, 1)
    if not (year >= FIRST_YEAR and first_after[0] <= LAST_YEAR):
        return None
    return Period(dt.date(year, month, 1), dt.date(*first_after) - ONE_DAY)


def moved(day: dt.date, *, months_on: int) -> dt.date:
    """The same day of another month, or that month's last."""
    period = months(day.year, day.month + months_on)
    if period is None or period.start is None or period.end is None:
        return day
    return period.start.replace(day=min(day.day, period.end.day))


def part_of(period: Period | None, part: str) -> Period | None:
    """The early, middle or late third of a period of months or of a month; its first day for its start."""
    if period is None or period.start is None or period.end is None or part not in ("start", *THIRDS):
        return period
    start, end, length = period.start, period.end, period.days or 1
    if part == "start":
        return Period(start, start)
    third = THIRDS[part]
    if length > 85:
        whole = round(length / 30.44)
        if whole == 12 and third == 2:
            return months(start.year, start.month + 9, 3)
        return months(start.year, start.month + third * whole // 3, whole // 3)
    if 27 < length < 32:
        first = start + third * 10 * ONE_DAY
        return Period(first, end if third == 2 else first + 9 * ONE_DAY)
    return period


def around(day: dt.date, unit: str) -> Period | None:
    """The calendar day, week, month or year that holds a day."""
    if unit == "week":
        monday = day - day.weekday() * ONE_DAY
        return Period(monday, monday + 6 * ONE_DAY)
    if unit == "month":
        return months(day.year, day.month)
    if unit == "year":
        return months(day.year, 1, 12)
    if unit == "decade":
        return days((day.year // 10 * 10, 1, 1), (day.year // 10 * 10 + 9, 12, 31))
    return Period(day, day)


def stepped(day: dt.date, unit: str, *, count: float) -> dt.date:
    """So many units on, or back where the count is negative."""
    in_months = {"month": 1, "year": 12, "decade": 120}.get(unit)
    if in_months and float(count * in_months).is_integer() and abs(count * in_months) < 2400:
        return moved(day, months_on=int(count * in_months))
    length = count * UNIT_DAYS[unit]
    return day + dt.timedelta(days=round(length)) if abs(length) < 70_000 else day


def gap(one: Period, other: Period) -> int:
    """Days between two periods, 0 where they overlap."""
    if one.start is None or one.end is None or other.start is None or other.end is None:
        return 0
    return max((other.start - one.end).days, (one.start - other.end).days, 0)
