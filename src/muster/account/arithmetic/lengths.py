"""How long the times are that words tell: "in April", "over twelve months", "between 1 and 26 October", "since January".

Invariant: a length holds every number of days or months that the words can mean, to one day; what tells no length gives none.
"""

from __future__ import annotations

import calendar
import datetime as dt
import re
from collections.abc import Callable
from typing import NamedTuple

from muster.account.widths import Width
from muster.claims.figure import Per
from muster.numbers import find

_NAMES = [name.lower() for name in calendar.month_name[1:]]
_SHORT = [name[:3] for name in _NAMES]
_MONTH = "|".join([*_NAMES, r"sept\b\.?", *(rf"{name}\b\.?" for name in _SHORT)])
_DAYS = {"day": 1.0, "week": 7.0, "fortnight": 14.0, "month": 30.44, "year": 365.25}
_BEFORE = re.compile(
    r"\b(?:in|over|for|during|within|after|the|these|those|last(?:ed|s)?|past|first|of|all|its|across|took|by|after)\s+(?:the\s+)?(?:\w+\s+)?$",
    re.IGNORECASE,
)
_AFTER = re.compile(
    r"\W{1,2}(?:in all|in total|all told|altogether|long|of (?:fighting|battle|war|combat|bombing|siege))\b",
    re.IGNORECASE,
)
_TO = r"\s?(?:[–-]|to|and|until|till|through)\s?"
_DATES = re.compile(
    rf"\b(?P<first>\d{{1,2}})(?:st|nd|rd|th)?(?: (?P<from>{_MONTH}))?{_TO}"
    rf"(?P<last>\d{{1,2}})(?:st|nd|rd|th)? (?P<month>{_MONTH})(?!\w)",
    re.IGNORECASE,
)
_MONTHS = re.compile(
    rf"\b(?P<first>{_MONTH})(?:,? (?P<from>(?:19|20)\d\d))?{_TO}(?P<last>{_MONTH})(?!\w)(?:,? (?P<to>(?:19|20)\d\d))?",
    re.IGNORECASE,
)
_ONE = re.compile(
    rf"(?<!\d )(?<!\d)\b(?P<month>{_MONTH})(?!\w)(?! \d{{1,2}}\b(?!\d))(?:,? (?P<year>(?:19|20)\d\d))?", re.IGNORECASE
)
_SINCE = re.compile(
    rf"\b(?:since|from)(?: the (?:start|beginning) of)? "
    rf"(?:(?P<month>{_MONTH})(?!\w)(?:,? (?P<in>(?:19|20)\d\d))?|(?:the|this) (?:start of the )?(?:new )?year)|"
    r"\bthis year\b|\bso far in (?:19|20)\d\d\b",
    re.IGNORECASE,
)
_QUARTER = re.compile(
    r"\b(?:first|second|third|fourth|last|final|same|that|the|this) quarter\b|\bQ[1-4]\b", re.IGNORECASE
)
_HALF = re.compile(r"\b(?:first|second|last|this) half\b(?! an?\b)|\bhalf[ -]year\b|\bH[12]\b", re.IGNORECASE)
_YEAR = re.compile(
    r"\b(?:in|of|during|throughout|over|for|the (?:course|whole) of) (?:all of |the (?:whole|course) of )?(?:19|20)\d\d\b|"
    r"\b(?:last|that|the (?:whole|full|entire|same|previous|past)) year\b",
    re.IGNORECASE,
)
_WEEK = re.compile(
    r"\b(?:in|over|during|for) (?:the|a|that|one) (?:past |last |same |whole )?week\b|\blast week\b|\bthe week\b",
    re.IGNORECASE,
)


class Length(NamedTuple):
    """Between how many days and how many months it lasts."""

    days: Width
    months: Width

    def units(self, per: Per) -> Width:
        """How many of a rate's units it holds."""
        if per is Per.MONTH:
            return self.months
        each = {Per.DAY: 1.0, Per.WEEK: 7.0, Per.YEAR: 365.25}[per]
        return self.days.times(1 / each)

    def like(self, other: Length) -> bool:
        """Whether both can be of one time."""
        return self.days.meets(other.days)


def lengths(words: str, *, published: dt.date | None) -> list[Length]:
    """The lengths that words tell; what is inside a longer phrase is not told again."""
    found: list[Length] = []
    left = words
    steps: list[tuple[re.Pattern[str], Callable[[re.Match[str]], Length | None]]] = [
        (_DATES, _between),
        (_MONTHS, _months),
        (_SINCE, lambda match: _since(match, published)),
        (_QUARTER, lambda _: Length(Width(90, 92), Width(3, 3))),
        (_HALF, lambda _: Length(Width(181, 184), Width(6, 6))),
        (_YEAR, lambda _: Length(Width(365, 366), Width(12, 12))),
        (_ONE, lambda match: _month(match, published)),
        (_WEEK, lambda _: _of_days(7.0)),
    ]
    for shape, made in steps:
        found += [length for match in shape.finditer(left) if (length := made(match))]
        left = shape.sub(lambda match: " " * len(match[0]), left)
    return [*found, *_counted(words)]


def _of_days(days: float) -> Length:
    return Length(Width(days, days), Width(days / 31, days / 28))


def _counted(words: str) -> list[Length]:
    """ "in 26 days", "over twelve months", "the eleven weeks", "141 days in all"."""
    found = []
    for one in find(words):
        unit = one.unit.lower()
        if unit not in _DAYS or one.low is None or one.low != one.high:
            continue
        if not (_BEFORE.search(words[: one.start]) or _AFTER.match(words, one.noun[1] if one.noun else one.end)):
            continue
        days = one.low * _DAYS[unit]
        if unit in ("month", "year"):
            months = one.low * (12 if unit == "year" else 1)
            found.append(Length(Width(days * 0.97, days * 1.03), Width(months, months)))
        elif days > 1:
            found.append(_of_days(days))
    return found


def _number(month: str) -> int:
    return _SHORT.index(month[:3].lower()) + 1


def _between(match: re.Match[str]) -> Length | None:
    first, last, month = int(match["first"]), int(match["last"]), _number(match["month"])
    before = _number(match["from"]) if match["from"] else month
    if not 1 <= first <= 31 or not 1 <= last <= 31 or (before == month and last <= first):
        return None
    days = last - first + 1 + sum(_length(at)[1] for at in _from(before, month)[:-1])
    return Length(Width(days - 1, days), Width((days - 1) / 31, days / 28))


def _from(first: int, last: int) -> list[int]:
    """The months from one to another."""
    return [(first - 1 + at) % 12 + 1 for at in range((last - first) % 12 + 1)]


def _length(month: int, year: int | None = None) -> tuple[int, int]:
    if month != 2:
        days = calendar.monthrange(2023, month)[1]
        return days, days
    if year:
        days = calendar.monthrange(year, 2)[1]
        return days, days
    return 28, 29


def _months(match: re.Match[str]) -> Length:
    first, last = _number(match["first"]), _number(match["last"])
    its = [_length(month) for month in _from(first, last)]
    if match["from"] and match["to"]:
        whole = (int(match["to"]) - int(match["from"])) * 12 + last - first + 1
        its += [_length(month) for month in range(1, 13)] * ((whole - len(its)) // 12)
    return Length(Width(sum(low for low, _ in its), sum(high for _, high in its)), Width(len(its), len(its)))


def _month(match: re.Match[str], published: dt.date | None) -> Length | None:
    if match["month"] == "may" or (match["month"].lower() == "mar" and not match["year"]):
        return None  # the verb
    year = int(match["year"]) if match["year"] else published.year if published else None
    low, high = _length(_number(match["month"]), year)
    return Length(Width(low, high), Width(1, 1))


def _since(match: re.Match[str], published: dt.date | None) -> Length | None:
    """Up to the day of publication, or to the end of the month before it, whole months or not."""
    if published is None:
        return None
    first = _number(match["month"]) if match["month"] else 1
    year = int(match["in"]) if match["in"] else published.year - (first > published.month)
    start = dt.date(year, first, 1)
    if start > published:
        return None
    gone = (published.year - start.year) * 12 + published.month - start.month
    days = (published - start).days
    return Length(Width(days - published.day, days + 1), Width(max(gone, 0), gone + 1))
