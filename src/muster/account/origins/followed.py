"""The series that are known: cumulative totals day by day, and averages month by month, and what they come to over a period.

A day's cumulative total speaks, in one convention, for the day before it was published (`NEXT_MORNING`), in the other for its day of
publication (`BY_PUBLICATION`); both are kept, since institutions sum in either. Invariant: a sum is given only where the series has both
its ends, and averages have every month between.
"""

from __future__ import annotations

import calendar
import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from muster.account.dating import ONE_DAY
from muster.account.origins.chance import finest, place
from muster.account.origins.graph import Node, Subject, alike, family, subject, voice
from muster.account.statement import Statement
from muster.claims.figure import Per
from muster.claims.period import Period

NEXT_MORNING = "each morning's figure counted for the day before"
BY_PUBLICATION = "each figure counted for its day of publication"
EITHER = "in either day convention"
LEAST = 8  # totals that make a series
MONTHS = 3  # months that make one of averages
_FALLS = 0.05  # of the steps of a series may go down
_START = 3  # days by which two may date the start of one war apart
_MISSING = 0.01  # of a period's days that a sum of months may lack at its start, where no month covers them


@dataclass(frozen=True, slots=True, kw_only=True)
class Sum:
    """What a series comes to over a period, and the statements that its ends, or all its months, are."""

    value: float
    convention: str
    of: tuple[Statement, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Series:
    """A body's cumulative totals since one day: `days` by convention and day."""

    node: Node
    subject: Subject
    start: dt.date
    days: Mapping[str, Mapping[dt.date, Statement]]

    def sums(self, period: Period) -> list[Sum]:
        """What it comes to over a period in each convention, one where both give one number."""
        found: dict[float, Sum] = {}
        assert period.start is not None
        assert period.end is not None
        for convention, days in self.days.items():
            last = days.get(period.end)
            whole = abs((period.start - self.start).days) <= _START
            first = None if whole else days.get(period.start - ONE_DAY)
            if last is None or (first is None and not whole):
                continue
            value = last.middle - (first.middle if first else 0.0)
            its = (first, last) if first else (last,)
            found[value] = Sum(value=value, convention=EITHER if value in found else convention, of=its)
        return list(found.values())


@dataclass(frozen=True, slots=True, kw_only=True)
class Averages:
    """A body's daily averages by calendar month, and by other spans of a week or more."""

    node: Node
    subject: Subject
    months: Mapping[tuple[int, int], Statement]
    spans: tuple[Statement, ...]

    def sums(self, period: Period) -> list[Sum]:
        """What they come to over a period of whole months; a total "by 1 January" runs to the end of December."""
        assert period.start is not None
        assert period.end is not None
        end = period.end - ONE_DAY if period.end.day == 1 else period.end
        start = period.start
        if start.day != 1:
            start = dt.date(start.year + start.month // 12, start.month % 12 + 1, 1)
        if start > end or (start - period.start).days > _MISSING * (end - period.start).days:
            return []
        if (end + ONE_DAY).day != 1:
            return []
        months = list(_months(start, end))
        parts = [self.months.get(month) for month in months]
        its = tuple(part for part in parts if part is not None)
        if len(its) < len(months) or len(its) < MONTHS:
            return []
        return [Sum(value=sum(part.middle for part in its), convention="", of=its)]


def _months(start: dt.date, end: dt.date) -> Iterable[tuple[int, int]]:
    year, month = start.year, start.month
    while (year, month) <= (end.year, end.month):
        yield year, month
        year, month = (year, month + 1) if month < 12 else (year + 1, 1)


def series(statements: Iterable[Statement]) -> list[Series]:
    """Every series of cumulative totals: at least `LEAST` of one body and quantity since one day."""
    groups: dict[tuple[str, Subject, dt.date], list[Statement]] = defaultdict(list)
    nodes: dict[str, Node] = {}
    for one in statements:
        if one.claim.figure.per is None and not one.level and one.point and one.period.start:
            node = nodes.setdefault(voice(one).key, voice(one))
            if node.kind == "body":
                groups[(node.key, alike(subject(one)), one.period.start)].append(one)
    found = []
    for (key, of, start), its in sorted(groups.items(), key=lambda group: group[0]):
        if len({one.period.end for one in its}) < LEAST:
            continue
        days = _days(its)
        if _rises(days[NEXT_MORNING]):
            found.append(Series(node=nodes[key], subject=family(of), start=start, days=days))
    return found


def _days(its: Sequence[Statement]) -> dict[str, dict[dt.date, Statement]]:
    """By day in each convention; where two documents give one day two numbers, the one with more of the series is right about it."""
    held = Counter(one.report.document.id for one in its)
    days: dict[str, dict[dt.date, Statement]] = {NEXT_MORNING: {}, BY_PUBLICATION: {}}
    for one in sorted(its, key=lambda one: (-held[one.report.document.id], *place(one))):
        assert one.period.end is not None
        days[NEXT_MORNING].setdefault(one.period.end, one)
        if one.published is not None and 0 <= (one.published - one.period.end).days <= 1:
            days[BY_PUBLICATION].setdefault(one.published, one)
    return days


def _rises(days: Mapping[dt.date, Statement]) -> bool:
    """Whether it is one series and no heap of estimates: a total to date does not fall, but for a slip."""
    values = [days[day].middle for day in sorted(days)]
    return sum(later < earlier for earlier, later in pairwise(values)) <= _FALLS * len(values)


def averages(statements: Iterable[Statement]) -> list[Averages]:
    """Every body's daily averages over at least `MONTHS` spans of a week or more."""
    groups: dict[tuple[str, Subject], list[Statement]] = defaultdict(list)
    nodes: dict[str, Node] = {}
    for one in statements:
        if one.claim.figure.per is Per.DAY and one.point and (one.period.days or 0) >= 7:
            node = nodes.setdefault(voice(one).key, voice(one))
            groups[(node.key, family(subject(one)))].append(one)
    found = []
    for (key, of), its in sorted(groups.items(), key=lambda group: group[0]):
        by_period: dict[Period, list[Statement]] = defaultdict(list)
        for one in its:
            by_period[one.period].append(one)
        if len(by_period) < MONTHS:
            continue
        spans = {period: finest(same) for period, same in by_period.items()}
        months = {month: one for period, one in spans.items() if (month := calendar_month(period)) is not None}
        rest = sorted((one for period, one in spans.items() if calendar_month(period) is None), key=place)
        found.append(Averages(node=nodes[key], subject=of, months=months, spans=tuple(rest)))
    return found


def calendar_month(period: Period) -> tuple[int, int] | None:
    """The year and month that a period is, whole."""
    start, end = period.start, period.end
    if start is None or end is None or start.day != 1 or (start.year, start.month) != (end.year, end.month):
        return None
    return (start.year, start.month) if end.day == calendar.monthrange(end.year, end.month)[1] else None


def by_subject(found: Sequence[Series | Averages]) -> dict[Subject, list[Series | Averages]]:
    """Series by what they are of."""
    groups: dict[Subject, list[Series | Averages]] = defaultdict(list)
    for one in found:
        groups[one.subject].append(one)
    return groups
