"""What a sentence says of a change: the two windows, which way it went, and by how much.

Invariant: both windows are told by the text, or the second follows from the first by the calendar: the unit before it, or the same a year
before, where a size is told and nothing that it is measured against.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from typing import NamedTuple

from muster.account import wording
from muster.account.comparisons.about import Subject, pattern, period_of
from muster.account.comparisons.spans import (
    MONTH,
    NUMBERS,
    QUARTER,
    YEAR,
    before,
    containing,
    later,
    unit_of,
    year_earlier,
)
from muster.account.dating import ONE_DAY
from muster.account.widths import unit_of as digit
from muster.claims.figure import Bound, Figure
from muster.claims.period import Period
from muster.claims.remark import Direction, RemarkKind, direction

SAME = re.compile(
    r"\bsame (?:period|months?|quarter|time|span|stretch|days|weeks|timeframe|three months|six months|season)\b(?:\s+(?:of|in|the|a))*\s*"
    r"(?P<year>(?:19|20)\d\d|last year|previous year|year before|year earlier|year ago|year prior)?",
    re.IGNORECASE,
)
_YEAR_AGO = re.compile(
    r"\b(?:a year (?:earlier|ago|before|prior)|the (?:year|spring|summer|autumn|fall|winter) before|year[- ]on[- ]year|year over year|"
    r"(?:in|within|inside|over) (?:a|one|the (?:past|last)) year|(?:in|over) (?:the (?:past|last) )?twelve months)\b",
    re.IGNORECASE,
)
_BEFORE = re.compile(
    r"\b(?:(?:the )?(?:previous|preceding|prior) (?P<unit>day|week|month|quarter|year)|the (?P<last>day|week|month|quarter) before|"
    r"(?P<on>day|week|month|quarter)[- ]on[- ](?:day|week|month|quarter))\b",
    re.IGNORECASE,
)
_AGAINST = re.compile(
    r"(?:\b(?:compared (?:to|with)|than(?: (?:in|during|for|over))?|as (?:in|during|over|for)|"
    r"against|versus|in comparison (?:to|with)|relative to|"
    r"(?:down|up) (?:from|on)|from|"
    r"(?:exceed|surpass|outstrip|overtak|overtook)\w*(?: (?:the|those|that|its|all)(?: \w+)?(?: (?:of|for|in|from))?)?)|"
    r"(?:%|\b(?:per ?cent|points?|third|quarter|half|fifth|tenth|more|fewer|less|higher|lower|above|below|larger|smaller))"
    r"\s+(?:on|over|from|than|than in)|\b(?:above|below))"
    r"\s*(?:the\s+)?(?P<whole>(?:all|whole|entire|entirety|rest)(?: of)?\s+(?:the\s+)?)?$",
    re.IGNORECASE,
)
_N = rf"(?:{'|'.join(NUMBERS)}|\d+)"
_FORMER = re.compile(
    rf"\bthan (?:in|during|over|for) (?:all of |the whole of )?(?:the |its )?(?:(?:previous|preceding|last|past) (?P<n>{_N})|"
    rf"(?P<m>{_N}) (?:previous|preceding|earlier)|(?P<k>{_N})(?= \w+ before)) "
    r"(?P<unit>month|quarter|year)s(?: before)?(?P<whole> (?:combined|together|put together|altogether|in all))?",
    re.IGNORECASE,
)
_TURNED = re.compile(
    r"\b(?:doubled|doubling|trebled|trebling|tripled|tripling|quadrupled|quadrupling|halved|halving)\b", re.IGNORECASE
)
_FRACTION = re.compile(r"\b(?:half|thirds?|quarters?|fifths?|sixth|eighth|tenth)\b", re.IGNORECASE)
_TOGETHER = re.compile(r"\s+(?:combined|together|put together|altogether|as a whole)\b", re.IGNORECASE)
_AS_MANY = re.compile(r"\b(?:(?P<almost>almost|nearly|about|roughly|practically)\s+)?as (?:many|much)\b", re.IGNORECASE)
_BETWEEN = re.compile(r"\b(?:between|from)\s+$", re.IGNORECASE)
MOST = 100.0  # times, for "more than doubled"
_LOOSE = 0.1  # of a fraction in words ("a third"), by which it is meant loosely


class Change(NamedTuple):
    """That a window was above (`up`) or below another one; `factor` the least and most that the first was of the second, where it says.
    `whole` that the totals of the two are meant, however long they are; `guessed` that the text names no second window."""

    now: Period
    then: Period
    up: bool | None
    factor: tuple[float, float] | None
    said: str
    whole: bool = False
    guessed: bool = False


def changes_said(its: Sequence[Subject]) -> list[Change]:
    """What the remarks of one sentence say of a change; several where the second window can be one of several, none where nothing is
    told that can be tried."""
    head = its[0]
    up = _direction(its)
    then_at = _then(head)
    factor = _factor(its, up) or _times(its, then_at)
    if up is None and factor is None:
        return []
    quotes = wording.listed(list(dict.fromkeys(f"“{one.remark.quote}”" for one in its)))
    if then_at is None:
        pairs = _ends_of(head) or _guessed(its) if factor is not None else []
        return [Change(now, then, up, factor, quotes, guessed=True) for now, then in pairs if _comparable(now, then)]
    if all(one.remark.kind is RemarkKind.BENCHMARK for one in its) and not then_at.whole:
        return []
    now = _now(its, then_at)
    if now is None or now.start is None or now.end is None:
        return []
    then = _resolved(then_at, now)
    if then is None or then == now or not (then_at.whole or _comparable(now, then)):
        return []
    then = in_war(then, head)
    return [Change(now, then, up, factor, quotes, whole=then_at.whole)] if then is not None else []


def in_war(then: Period, subject: Subject) -> Period | None:
    """As much of a window as the war had begun in; None of one before it."""
    start = subject.war.start if subject.war else None
    if start is None or then.start is None or then.end is None or then.start >= start:
        return then
    return Period(start, then.end) if then.end >= start else None


def _ends_of(subject: Subject) -> list[tuple[Period, Period]]:
    """ "Between December and May losses fell by a quarter": the last month against the first."""
    for one in subject.named:
        start, end = one.period.start, one.period.end
        if start and end and _BETWEEN.search(subject.text[max(0, one.start - 9) : one.start]):
            first, last = containing(MONTH, start), containing(MONTH, end)
            return [(last, first)] if first != last else []
    return []


def _guessed(its: Sequence[Subject]) -> list[tuple[Period, Period]]:
    """A month, quarter or year that rose or fell by so much, with nothing to measure it against: the one before it, or a year before."""
    head = its[0]
    units = [one.period for one in head.named if unit_of(one.period) in (MONTH, QUARTER, YEAR)]
    turned = any(one.remark.kind is RemarkKind.CHANGE or _TURNED.search(one.remark.quote) for one in its)
    if len(units) != 1 or len(head.named) != 1 or not turned or head.near[1:]:
        return []
    now, unit = units[0], unit_of(units[0])
    assert unit is not None
    return [(now, before(now, unit)), *([(now, year_earlier(now))] if unit is not YEAR else [])]


def _direction(its: Sequence[Subject]) -> bool | None:
    for one in its:
        if one.remark.kind is RemarkKind.CHANGE and (way := direction(one.remark)):
            return way is Direction.UP
        quote = one.remark.quote
        ups, downs = pattern("up").search(quote), pattern("down").search(quote)
        if (ups is None) != (downs is None):
            return ups is not None
    text = its[0].text
    found = [(abs(match.start() - its[0].at), way) for way in ("up", "down") for match in pattern(way).finditer(text)]
    ways = {way for _, way in found}
    return min(found)[1] == "up" if len(ways) == 1 else None


def _factor(its: Sequence[Subject], up: bool | None) -> tuple[float, float] | None:
    for one in its:
        figure = one.remark.figure
        if figure is not None and figure.unit == "percent" and up is not None:
            low, high = _ends(figure, loose=_FRACTION.search(one.remark.quote) is not None)
            if figure.bound is Bound.AT_LEAST:
                return (1 + low / 100, MOST) if up else (0.0, 1 - low / 100)
            if figure.bound is Bound.AT_MOST:
                return (1.0, 1 + high / 100) if up else (1 - high / 100, 1.0)
            return tuple(sorted(1 + (end if up else -end) / 100 for end in (low, high)))  # type: ignore[return-value]
    for one in its:
        figure, quote = one.remark.figure, one.remark.quote
        if one.remark.kind is RemarkKind.MULTIPLE and figure is not None and _TURNED.search(quote):
            return _about(figure)
    return None


def _times(its: Sequence[Subject], then: Then | None) -> tuple[float, float] | None:
    """So many times as many as in the same period, or about as many as in the whole of another."""
    if then is None:
        return None
    if SAME.match(its[0].text, then.at):
        for one in its:
            if (
                one.remark.kind is RemarkKind.MULTIPLE
                and (figure := one.remark.figure)
                and _AS_MANY.search(one.remark.quote)
            ):
                return _about(figure)
    if then.whole and (alike := _AS_MANY.search(its[0].text, 0, then.at)):
        return (0.8, 1.05) if alike["almost"] else (0.9, MOST)
    return None


def _about(figure: Figure) -> tuple[float, float]:
    n = float(figure.numbers[0])
    if figure.bound is Bound.AT_LEAST:
        return (n, MOST) if n > 1 else (0.0, n)
    if figure.bound is Bound.AT_MOST:
        return (1.0, n) if n > 1 else (n, 1.0)
    slack = 0.15 if figure.bound is Bound.ABOUT else 0.05
    return n * (1 - slack), n * (1 + slack)


def _ends(figure: Figure, *, loose: bool) -> tuple[float, float]:
    numbers = figure.numbers
    if figure.bound in (Bound.AT_LEAST, Bound.AT_MOST):
        return float(numbers[0]), float(numbers[-1])
    half = digit(numbers[0]) / 2 * (2 if figure.bound is Bound.ABOUT else 1)
    half = (
        min(half, max(0.5, 0.05 * numbers[0]))
        if figure.bound is not Bound.ABOUT
        else min(half, max(1.0, 0.1 * numbers[0]))
    )
    half = max(half, _LOOSE * numbers[0]) if loose else half
    return max(0.0, numbers[0] - half), numbers[-1] + half


def _comparable(now: Period, then: Period) -> bool:
    """Whether the second window lies before the first and is not of quite another length."""
    if then.start is None or then.end is None or now.start is None or then.start >= now.start:
        return False
    lengths = sorted((now.days or 1, then.days or 1))
    return lengths[1] <= 13 * lengths[0]


class Then(NamedTuple):
    """The other window: named outright, or by how it lies to the first; `at` where its words stand."""

    period: Period | None
    year: int | None
    unit: str | None
    at: int
    until: int
    whole: bool = False
    n: int = 1


def _then(subject: Subject) -> Then | None:
    text = subject.text
    if former := _FORMER.search(text):
        said = (former["n"] or former["m"] or former["k"]).lower()
        n, whole = NUMBERS.get(said) or int(said), former["whole"] is not None
        return Then(None, None, former["unit"].lower(), former.start(), former.end(), whole=whole, n=n)
    if same := SAME.search(text):
        year = same["year"]
        return Then(None, int(year) if year and year.isdigit() else -1, None, same.start(), same.end())
    if ago := _YEAR_AGO.search(text):
        return Then(None, -1, None, ago.start(), ago.end())
    if back := _BEFORE.search(text):
        unit = (back["unit"] or back["last"] or back["on"]).lower()
        return Then(None, None, unit, back.start(), back.end())
    for named in subject.named:
        if against := _AGAINST.search(text[max(0, named.start - 60) : named.start]):
            whole = bool(against["whole"]) or _TOGETHER.match(text, named.end) is not None
            return Then(named.period, None, None, named.start, named.end, whole=whole)
    for named in subject.named:  # "from 41,980 in October"
        if re.search(
            r"\bfrom\s+[\d,.]+(?:\s+\w+){0,3}\s+in\s+$", text[max(0, named.start - 60) : named.start], re.IGNORECASE
        ):
            return Then(named.period, None, None, named.start, named.end)
    return None


def moved_back(text: str, now: Period) -> tuple[Period, int] | None:
    """Days moved back as words say that name none ("a year earlier", "the month before"), and where these stand; None without them."""
    if now.start is None or now.end is None:
        return None
    if ago := _YEAR_AGO.search(text):
        return year_earlier(now), ago.start()
    unit, back = unit_of(now), _BEFORE.search(text)
    if unit is None or back is None or unit.name != (back["unit"] or back["last"] or back["on"]).lower():
        return None
    return before(now, unit), back.start()


def _now(its: Sequence[Subject], then: Then) -> Period | None:
    head = its[0]
    named = [one for one in head.named if one.end <= then.at or one.start >= then.until]
    whole = [one for one in named if one.period.days and one.period.days < 365] or named
    if whole:
        chosen = min(whole, key=lambda one: abs(one.start - head.at)).period
        return next((one.claim.period for one in head.near if _part_of(one.claim.period, chosen)), chosen)
    return None if head.named and then.period is not None and not head.near else period_of(head)


def _part_of(one: Period, year: Period) -> bool:
    """Whether the days of a figure are some months of the year that its sentence names: "in the first six months of 2024"."""
    if not (one.start and one.end and year.start and year.end) or unit_of(year) != YEAR:
        return False
    return year.start <= one.start and one.end <= year.end and 25 < (one.days or 0) < 360


def _resolved(then: Then, now: Period) -> Period | None:
    assert now.start is not None
    if then.period is not None:
        return then.period
    if then.unit is not None:
        unit = unit_of(now)
        if unit is None or unit.name != then.unit:
            return None
        first = now
        for _ in range(then.n):
            first = before(first, unit)
        return Period(first.start, now.start - ONE_DAY)
    moved = year_earlier(now)
    if then.year == -1 or moved.start is None or moved.end is None:
        return moved
    months = ((then.year or 0) - moved.start.year) * 12
    shifted = later(moved.end + dt.timedelta(days=1), months) - dt.timedelta(days=1)
    return Period(later(moved.start, months), shifted)
