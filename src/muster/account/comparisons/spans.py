"""Days, months, quarters and years that a sentence names, and the calendar units that a comparison runs over.

Invariant: a span is given only where its year is told or follows from the year that the report speaks in; a unit before or after another
is the whole calendar unit next to it.
"""

from __future__ import annotations

import calendar
import datetime as dt
import re
from collections.abc import Iterator
from typing import NamedTuple

from muster.account.dating import ONE_DAY
from muster.claims.period import Period

NUMBERS = {
    word: n for n, word in enumerate("one two three four five six seven eight nine ten eleven twelve".split(), 1)
}

_NAMES = {name.lower(): n for n, name in enumerate(calendar.month_name) if name}
_NAMES |= {name.lower(): n for n, name in enumerate(calendar.month_abbr) if name} | {"sept": 9}
_MONTH = "(?:" + "|".join(sorted(map(re.escape, _NAMES), key=len, reverse=True)) + r")\b\.?"
_YEAR = r"(?:19|20)\d\d"
_WHICH = (
    rf"(?:,?\s+(?:of\s+|in\s+)?(?P<year>{_YEAR}|last\s+year|this\s+year|the\s+year\s+before|the\s+previous\s+year))?"
)
_SPAN = re.compile(
    rf"\b(?:"
    rf"(?:(?P<day>\d{{1,2}})(?:st|nd|rd|th)?\s+(?:of\s+)?(?P<month_of_day>{_MONTH})|(?P<month_day>{_MONTH})\s+(?P<day_after>\d{{1,2}})(?:st|nd|rd|th)?\b(?!\s*(?:,\d|%|percent)))"
    rf"|(?P<from>{_MONTH})(?:\s+(?P<from_year>{_YEAR}))?\s*(?:to|and|until|through|[-–—])\s*(?P<to>{_MONTH})"
    rf"|(?P<month>{_MONTH})"
    rf"|(?P<quarter>first|second|third|fourth|last)[\s-]+quarter"
    rf"|Q(?P<q>[1-4])"
    rf"|(?P<opening>first|last)\s+(?P<months>{'|'.join(list(NUMBERS)[1:11])})\s+months(?=\s+of)"
    rf"|(?P<half>first|second)[\s-]+half"
    rf"){_WHICH}"
    rf"|\b(?P<bare>{_YEAR})\b(?!\s*(?:km|square|soldiers|troops|people|men))",
    re.IGNORECASE,
)
_QUARTERS = {"first": 1, "second": 2, "third": 3, "fourth": 4, "last": 4}
_SMALL = re.compile(r"(?:may|march|mar|sept?|dec|jan)\b")  # the verbs "may" and "march", and scraps of other words


class Unit(NamedTuple):
    """A unit of the calendar: its name, and how many months it has (0 for those of days)."""

    name: str
    months: int
    days: int = 0


DAY, WEEK = Unit("day", 0, 1), Unit("week", 0, 7)
MONTH, QUARTER, YEAR = Unit("month", 1), Unit("quarter", 3), Unit("year", 12)
UNITS = {unit.name: unit for unit in (DAY, WEEK, MONTH, QUARTER, YEAR)}


class Span(NamedTuple):
    """A period that words name, and where in the text they stand."""

    period: Period
    start: int
    end: int


def unit_of(period: Period) -> Unit | None:
    """The unit that a period is one whole of."""
    start, end = period.start, period.end
    if start is None or end is None:
        return None
    days = (end - start).days + 1
    if days in (1, 7):
        return DAY if days == 1 else WEEK
    if start.day == 1 and (end + ONE_DAY).day == 1:
        months = (end.year - start.year) * 12 + end.month - start.month + 1
        for unit in (MONTH, QUARTER, YEAR):
            if unit.months == months and (start.month - 1) % months == 0:
                return unit
    return None


def containing(unit: Unit, day: dt.date) -> Period:
    """The whole unit of the calendar that a day lies in; a week is the seven days that end with it."""
    if unit.months == 0:
        return Period(day - (unit.days - 1) * ONE_DAY, day)
    start = dt.date(day.year, (day.month - 1) // unit.months * unit.months + 1, 1)
    return Period(start, later(start, unit.months) - ONE_DAY)


def before(period: Period, unit: Unit) -> Period:
    """The unit just before this one."""
    assert period.start is not None
    return containing(unit, period.start - ONE_DAY)


def later(day: dt.date, months: int) -> dt.date:
    """The same day so many months later (or earlier), the last of the month where that has no such day."""
    index = day.year * 12 + day.month - 1 + months
    year, month = divmod(index, 12)
    return dt.date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def year_earlier(period: Period) -> Period:
    """The same days of the calendar a year before."""
    assert period.start is not None
    assert period.end is not None
    end = later(period.end + ONE_DAY, -12) - ONE_DAY if (period.end + ONE_DAY).day == 1 else later(period.end, -12)
    return Period(later(period.start, -12), end)


def spans(text: str, *, today: dt.date | None) -> list[Span]:
    """The periods that the text names, in its order. A month without a year is the last such one before `today`, and none without one."""
    return list(_spans(text, today))


def _spans(text: str, today: dt.date | None) -> Iterator[Span]:
    for match in _SPAN.finditer(text):
        if _SMALL.match(match[0]):
            continue
        try:
            period = _period(match, today)
        except ValueError:
            continue
        if period is not None:
            yield Span(period, match.start(), match.end())


def _period(match: re.Match[str], today: dt.date | None) -> Period | None:
    if match["bare"]:
        return Period(dt.date(int(match["bare"]), 1, 1), dt.date(int(match["bare"]), 12, 31))
    first, last, day = _months(match)
    year = _year(match["year"], today, last=last)
    if year is None:
        return None
    if day is not None:
        return Period(dt.date(year, first, day), dt.date(year, first, day))
    start = int(match["from_year"]) if match["from_year"] else year if first <= last else year - 1
    return Period(dt.date(start, first, 1), later(dt.date(year, last, 1), 1) - ONE_DAY)


def _months(match: re.Match[str]) -> tuple[int, int, int | None]:
    """First and last month, and the day where one is told."""
    if name := match["month_of_day"] or match["month_day"]:
        return _number(name), _number(name), int(match["day"] or match["day_after"])
    if match["from"]:
        return _number(match["from"]), _number(match["to"]), None
    if match["month"]:
        return _number(match["month"]), _number(match["month"]), None
    if match["opening"]:
        n = NUMBERS[match["months"].lower()]
        return (1, n, None) if match["opening"].lower() == "first" else (13 - n, 12, None)
    if match["half"]:
        return (1, 6, None) if match["half"].lower() == "first" else (7, 12, None)
    quarter = int(match["q"]) if match["q"] else _QUARTERS[match["quarter"].lower()]
    return quarter * 3 - 2, quarter * 3, None


def _number(name: str) -> int:
    return _NAMES[name.lower().rstrip(".")]


def _year(words: str | None, today: dt.date | None, *, last: int) -> int | None:
    if words and words.isdigit():
        return int(words)
    if today is None:
        return None
    if words:
        return today.year if words.lower().startswith("this") else today.year - 1
    return today.year if last <= today.month else today.year - 1
