"""What a worded date means in days.

Invariant: nothing here looks at a clock. What is not said in full is placed by a `Setting` (the publication date, dates said before), and
where that gives no ground the answer is None. Days outside 1800 to 2200, and days that no calendar has, are None too.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import NamedTuple

from muster.claims.period import FIRST_YEAR, LAST_YEAR, Period
from muster.reading.days.arithmetic import ONE_DAY, around, days, gap, months, moved, part_of, stepped


class Setting(NamedTuple):
    """What a date that is not said in full is placed by.

    `anchor` is a date said in full a little earlier, `year` the year being spoken of, `previous` the period named last, `future`
    whether the words look ahead, and then `ahead_of` is the day they look ahead from where it is not the publication date; `near` is a
    time that stands in for an unknown publication date, `back` whether the words look back from the anchor ("in May it said … since June").
    """

    published: dt.date | None = None
    anchor: Period | None = None
    year: int | None = None
    previous: Period | None = None
    future: bool = False
    ahead_of: dt.date | None = None
    near: Period | None = None
    back: bool = False
    told: Period | None = None


class Item(NamedTuple):
    """A date as it is worded. `shift` is -1, 0, 1 for last, this, next; `tail` the same for "of last year".

    `the_year` is "of the year", whichever is spoken of; `part` the early, middle or late third, or an end; `base` what a share is of.
    """

    kind: str
    year: int | None = None
    month: int | None = None
    day: int | None = None
    last_day: int | None = None
    weekday: int | None = None
    which: int = 0
    unit: str = ""
    many: float | None = None
    shift: int | None = None
    rolling: bool = False
    tail: int | None = None
    the_year: bool = False
    part: str = ""
    base: Item | None = None
    told: bool = False

    @property
    def grain(self) -> str:
        """How fine the date is."""
        if self.kind == "years":
            return "year"
        return {
            "days": "day",
            "weekday": "day",
            "today": "day",
            "new year": "day",
            "unit": self.unit,
            "ago": self.unit,
            "part": "part",
        }.get(self.kind, self.kind)

    @property
    def dated(self) -> bool:
        """Whether it says its own year."""
        return self.year is not None or (self.base is not None and self.base.dated)


def place(item: Item, at: Setting) -> tuple[Period | None, bool]:
    """The days an item means and whether they hang on the setting; None where they cannot be known."""
    year, hangs = item.year, item.year is None
    if year is None and at.published is not None and item.tail is not None:
        year = at.published.year + item.tail
    if year is None and item.the_year and item.told:
        year = at.year or (at.previous.end.year if at.previous and at.previous.end else None)
        if year is None:
            return None, True
    if year is None and item.the_year:
        year = at.year or (at.published.year if at.published else None)
        if year is None:
            return None, True
    placer = _PLACERS.get(item.kind)
    if placer is not None:
        return placer(item, at), hangs and not (item.base and item.base.dated)
    if item.kind == "quarter" and not item.which:
        return _place_quarter(item, at), True
    of_year = _of_year(item)
    if year is not None:
        period = of_year(year)
        if (
            item.kind == "season"
            and item.which == 12
            and period
            and period.start
            and at.published
            and period.start > at.published
        ):
            period = of_year(year - 1)
        return period, hangs
    if item.tail is not None:
        return None, True
    return (_shifted(of_year, item.shift, at) if item.shift is not None else _settled(of_year, item, at)), True


def _of_year(item: Item) -> Callable[[int], Period | None]:
    """The item's days in a given year."""

    def of_year(year: int) -> Period | None:
        match item.kind:
            case "day" | "days":
                month, day = item.month or 0, item.day or 0
                return days((year, month, day), (year, month, item.last_day or day))
            case "month":
                return part_of(months(year, item.month or 1), item.part)
            case "half month":
                whole = months(year, item.month or 1)
                if whole is None or whole.start is None or whole.end is None:
                    return None
                return (
                    Period(whole.start, whole.start.replace(day=15))
                    if item.which == 1
                    else Period(whole.start.replace(day=16), whole.end)
                )
            case "season":
                return part_of(months(year, item.which, 3), item.part)
            case "quarter":
                return months(year, item.which * 3 - 2, 3)
            case "half":
                return months(year, item.which * 6 - 5, 6)
            case "years":
                return months(year, 1, 12 * int(item.many or 1))
            case "decade":
                return days((year, 1, 1), (year + 9, 12, 31))
            case _:
                return part_of(months(year, 1, 12), item.part)

    return of_year


_LONG_AGO = 2  # years: a month named after such a year is one of it


def _settled(of_year: Callable[[int], Period | None], item: Item, at: Setting) -> Period | None:
    """A date without a year: near a date said before, else the last one before publication, or the next where the words look ahead."""
    if at.anchor is None and at.published and at.year and at.published.year - at.year >= _LONG_AGO and not at.future:
        return of_year(at.year)
    ground = at.anchor or (Period(at.published, at.published) if at.published else None)
    if ground is None or ground.start is None or ground.end is None:
        return _beside(of_year, at.near)
    if at.anchor is None and not at.future and item.weekday is None:
        return _latest(of_year, ground.end)
    some = [
        period
        for year in (ground.end.year - 1, ground.end.year, ground.end.year + 1)
        if (period := of_year(year)) and period.start and period.end
    ]
    if item.weekday is not None and item.kind == "day":
        fitting = [period for period in some if period.start and period.start.weekday() == item.weekday]
        some = fitting if len(fitting) == 1 else some
    anchored = at.anchor is not None and not (at.published and at.anchor.end == at.published)  # the dateline's own day
    if not anchored and at.future:
        seen_from = at.ahead_of or ground.end
        return next((p for p in some if p.end and p.end >= seen_from), None)
    past = [p for p in some if p.start and (at.published is None or p.start <= at.published)]
    if at.anchor is None:
        return past[-1] if past else None
    low, high = ground.start - dt.timedelta(days=125), ground.end + dt.timedelta(days=245)
    if at.back and (earlier := [p for p in past if p.start and p.start <= ground.end]):
        return earlier[-1]
    near = [p for p in past if p.start and low <= p.start <= high]
    said = ground.end
    return min(near or past, key=lambda p: abs((p.start or said) - said), default=None)


def _beside(of_year: Callable[[int], Period | None], near: Period | None) -> Period | None:
    """The one that overlaps a time or lies nearest to it, the later of two as near."""
    if near is None or near.start is None or near.end is None:
        return None
    first, last = near.start, near.end
    latest = last + (_SOON if near.days == 1 else _LATER)
    years = range(last.year + 1, first.year - 2, -1)
    some = [
        period for year in years if (period := of_year(year)) is not None and period.start and period.start <= latest
    ]
    return min(some, key=lambda one: gap(one, near), default=None)


_SOON, _LATER = (
    dt.timedelta(days=20),
    dt.timedelta(days=75),
)  # how much later than a day, or a month, a text goes on to speak of


def _latest(of_year: Callable[[int], Period | None], day: dt.date) -> Period | None:
    """The last one that had begun by this day."""
    for year in (day.year, day.year - 1):
        period = of_year(year)
        if period is not None and period.start is not None and period.start <= day:
            return period
    return None


def _shifted(of_year: Callable[[int], Period | None], shift: int | None, at: Setting) -> Period | None:
    """ "last November", "this spring", "next March"."""
    today = at.published
    if today is None:
        return None
    some = [
        period
        for year in (today.year - 2, today.year - 1, today.year, today.year + 1)
        if (period := of_year(year)) and period.start and period.end
    ]
    if shift == -1:
        return next((p for p in reversed(some) if p.end and p.end < today), None)
    if shift == 1:
        return next((p for p in some if p.start and p.start > today), None)
    return next(
        (p for p in some if p.end and p.end >= today and p.start and p.start.year <= today.year), None
    ) or _in_year(some, today.year)


def _in_year(some: list[Period], year: int) -> Period | None:
    return next((p for p in some if p.start and p.start.year == year), None)


def _place_unit(item: Item, at: Setting) -> Period | None:
    today = at.published
    if item.shift is None:
        year = at.year or (today.year if today else None)
        if item.unit == "year":
            return None if year is None else part_of(months(year, 1, 12), item.part)
        ground = (at.anchor and at.anchor.end) or today
        return part_of(around(ground, item.unit), item.part) if ground else None
    if item.told and at.told is not None:
        return _beside_told(item, at.told, today)
    if today is None:
        return None
    if item.rolling:
        return _rolling(item, today)
    period = around(stepped(today, item.unit, count=item.shift), item.unit)
    if item.shift == 0 and period and period.start and period.end:
        if item.part == "later" or (item.part == "" and at.future):
            return Period(today if item.part else period.start, period.end)
        if item.part in ("", "earlier"):
            return Period(period.start, today)
    return part_of(period, item.part)


def _beside_told(item: Item, told: Period, today: dt.date | None) -> Period | None:
    """ "In May it lost 30, the previous month 20": so many units before or after the time just named."""
    assert told.start is not None
    assert told.end is not None
    count, unit = item.many or 1.0, item.unit
    if item.rolling:
        if item.shift == -1:
            return Period(stepped(told.start, unit, count=-count), told.start - ONE_DAY)
        first = told.end + ONE_DAY
        return Period(first, stepped(first, unit, count=count) - ONE_DAY)
    ground = told.start if item.shift == -1 else told.end
    period = around(stepped(ground, unit, count=item.shift or 0), unit)
    begun = period is not None and period.start is not None and (today is None or period.start <= today)
    return period if begun else around(stepped(today, unit, count=item.shift or 0), unit) if today else None


def _rolling(item: Item, today: dt.date) -> Period | None:
    """ "the past two weeks": so many units up to publication, or from it on."""
    count = item.many or 1.0
    if item.shift == 1:
        end = stepped(today, item.unit, count=count) - ONE_DAY
        return Period(today, max(end, today)) if end.year <= LAST_YEAR else None
    start = stepped(today, item.unit, count=-count)
    if item.unit not in ("hour", "day") or (item.unit == "day" and count > 1):
        start += ONE_DAY
    return Period(min(start, today), today) if start.year >= FIRST_YEAR else None


def _place_quarter(item: Item, at: Setting) -> Period | None:
    """ "Last quarter", "the preceding quarter": beside the one that holds the day of writing, or the time just named."""
    told = at.told if item.told else None
    ground = told.start if told is not None else at.published
    if ground is None:
        return None
    first = (ground.month - 1) // 3 * 3 + 1
    if told is None and not item.shift and at.published is not None and not at.future:
        return Period(ground.replace(month=first, day=1), at.published)
    return months(ground.year, first + 3 * (item.shift or 0), 3)


def _place_ago(item: Item, at: Setting) -> Period | None:
    if at.published is None:
        return None
    count = item.many or 1.0
    day = stepped(at.published, item.unit, count=-count)
    if day == at.published or day.year < FIRST_YEAR:
        return None
    if item.which:
        return Period(day, day)
    whole = {"decade": "year", "fortnight": "week", "hour": "day"}.get(item.unit, item.unit)
    return around(day, "month" if count == 0.5 and whole == "year" else whole)


def _place_weekday(item: Item, at: Setting) -> Period | None:
    if at.published is None or item.weekday is None:
        return None
    back = (at.published.weekday() - item.weekday) % 7
    if item.shift == -1 and back == 0:
        back = 7
    if item.shift == 1 or (item.shift in (None, 0) and at.future and back):
        back -= 7
    day = at.published - back * ONE_DAY
    return Period(day, day)


def _place_weekend(item: Item, at: Setting) -> Period | None:
    saturday = _place_weekday(item, at)
    return Period(saturday.start, saturday.start + ONE_DAY) if saturday and saturday.start else None


def _place_today(item: Item, at: Setting) -> Period | None:
    if at.published is None:
        return None
    day = at.published + item.which * ONE_DAY
    return Period(day, day)


def _place_new_year(item: Item, at: Setting) -> Period | None:
    """The last New Year before publication, the next where the words look ahead, or that after the year spoken of."""
    today = at.published
    if item.year is not None:
        day = dt.date(item.year - item.which, 1, 1) + item.which * ONE_DAY
        return Period(day, day)
    if today is None:
        return None
    spoken_of = at.year is not None and at.year < today.year
    year = (at.year or 0) + 1 if spoken_of and item.which else today.year + int(at.future)
    day = dt.date(year, 1, 1) + item.which * ONE_DAY
    return Period(day, day)


def _place_year_to_date(item: Item, at: Setting) -> Period | None:
    if at.published is None:
        return None
    start = dt.date(item.year or at.published.year, 1, 1)
    return Period(start, at.published) if start <= at.published else None


def _place_part(item: Item, at: Setting) -> Period | None:
    if item.base is None:
        return None
    whole = item.base.kind not in ("month", "season")  # the year that goes on is taken whole; May is the last May
    base, _ = place(item.base, at._replace(future=True) if whole else at)
    if base is None or base.start is None or base.end is None:
        return None
    count = item.many or 1.0
    if item.which < 0:
        start = stepped(base.end + ONE_DAY, item.unit, count=-count)
        return Period(start, base.end) if start >= base.start else None
    start = stepped(base.start, item.unit, count=item.which - 1)
    end = stepped(start, item.unit, count=count) - ONE_DAY
    return Period(start, max(start, end)) if end <= base.end else None


def _place_same(item: Item, at: Setting) -> Period | None:
    before = at.previous
    year = (
        item.year
        if item.year is not None
        else (at.published.year + item.tail if at.published and item.tail is not None else None)
    )
    if before is None or before.start is None or before.end is None or year is None:
        return None
    years = year - before.end.year
    start, end = moved(before.start, months_on=12 * years), moved(before.end, months_on=12 * years)
    return Period(start, end) if start <= end else None


_PLACERS: dict[str, Callable[[Item, Setting], Period | None]] = {
    "unit": _place_unit,
    "ago": _place_ago,
    "weekday": _place_weekday,
    "weekend": _place_weekend,
    "today": _place_today,
    "new year": _place_new_year,
    "year to date": _place_year_to_date,
    "part": _place_part,
    "same": _place_same,
}
