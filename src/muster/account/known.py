"""A known series: what one body has told of one measure of one party, in runs of cumulative totals and in totals of periods.

Invariant: a total is given only where the series itself tells it, as a difference of two of its totals or as a sum of periods that adjoin,
never by interpolation; its `error` is what rounding may have done to it. A daily total that was published in the morning is read in both
conventions: for the day before, and by the day of publication.
"""

from __future__ import annotations

import datetime as dt
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from statistics import median
from typing import NamedTuple

from muster.account.bodies import Body
from muster.account.dating import ONE_DAY
from muster.account.statement import Statement
from muster.account.widths import rounding
from muster.claims.figure import Bound
from muster.claims.measures import Measure
from muster.claims.party import Party

RUN = 3  # cumulative totals from one start that make a run
DAILY = 10  # days that make a daily run
AROUND = 7  # days to either side that a day is held against
CATCH_UP = 3.0  # times their median, from which a day looks like a catch-up


class Convention(StrEnum):
    """What day a figure that was published in the morning speaks for."""

    DAY_BEFORE = "for the day before"
    PUBLICATION = "by day of publication"


class Sum(NamedTuple):
    """A total, and how far rounding may have moved it."""

    value: float
    error: float

    def per(self, days: int) -> Sum:
        """The same over so many days."""
        return Sum(self.value / days, self.error / days)

    def above(self, other: Sum) -> bool:
        """Whether it is more than the other, whatever was rounded."""
        return self.value - self.error > other.value + other.error


@dataclass(frozen=True, slots=True)
class Run:
    """Cumulative totals from one first day: the last days they reach, in order, and the totals. `morning` that they were published the
    morning after."""

    start: dt.date
    ends: tuple[dt.date, ...]
    totals: tuple[Sum, ...]
    morning: bool

    @property
    def daily(self) -> bool:
        """Whether it is told day by day, with few gaps."""
        return _daily(self.ends)

    def upto(self, day: dt.date, convention: Convention) -> Sum | None:
        """The total from the start through this day, nought before it began."""
        if self.morning and convention is Convention.PUBLICATION:
            day -= ONE_DAY
        if day < self.start:
            return Sum(0.0, 0.0) if day == self.start - ONE_DAY else None
        at = bisect_left(self.ends, day)
        return self.totals[at] if at < len(self.ends) and self.ends[at] == day else None

    def total(self, start: dt.date, end: dt.date, *, convention: Convention) -> Sum | None:
        """The total from one day through another."""
        before, last = self.upto(start - ONE_DAY, convention), self.upto(end, convention)
        if before is None or last is None:
            return None
        return Sum(last.value - before.value, last.error + before.error)


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """A body's series of a measure of a party in a war. `runs` are its cumulative totals, `pieces` its totals of periods by first and
    last day, `statements` what it was made of."""

    body: Body
    measure: Measure
    party: Party | None
    war: str | None
    civilian: bool
    scope: str | None
    statements: tuple[Statement, ...]
    runs: tuple[Run, ...]
    pieces: dict[tuple[dt.date, dt.date], Sum]
    starting: dict[dt.date, tuple[dt.date, ...]] = field(repr=False)

    @property
    def daily(self) -> bool:
        """Whether it has a run told day by day."""
        return any(run.daily for run in self.runs)

    @property
    def first(self) -> dt.date:
        """The first day that it speaks of."""
        return min([*(run.start for run in self.runs), *(start for start, _ in self.pieces)])

    @property
    def last(self) -> dt.date:
        """The last day that it speaks of."""
        return max([*(run.ends[-1] for run in self.runs), *(end for _, end in self.pieces)])

    @property
    def conventions(self) -> tuple[Convention, ...]:
        """The conventions in which its totals differ; only the first where they do not."""
        return tuple(Convention) if any(run.morning for run in self.runs) else (Convention.DAY_BEFORE,)

    def total(self, start: dt.date, end: dt.date, *, convention: Convention = Convention.DAY_BEFORE) -> Sum | None:
        """What it tells of the days from start through end; None where it does not tell."""
        found = [one for run in self.runs if (one := run.total(start, end, convention=convention)) is not None]
        if (piece := self._tiled(start, end)) is not None:
            found.append(piece)
        return min(found, key=lambda one: one.error, default=None)

    def average(self, start: dt.date, end: dt.date, *, convention: Convention = Convention.DAY_BEFORE) -> Sum | None:
        """The same for each of those days."""
        total = self.total(start, end, convention=convention)
        return total and total.per((end - start).days + 1)

    def _tiled(self, start: dt.date, end: dt.date) -> Sum | None:
        """Periods that adjoin from start to end, the longest first."""
        value = error = 0.0
        while start <= end:
            last = next((one for one in reversed(self.starting.get(start, ())) if one <= end), None)
            if last is None:
                return None
            piece = self.pieces[start, last]
            value, error, start = value + piece.value, error + piece.error, last + ONE_DAY
        return Sum(value, error)

    def days(self, *, convention: Convention = Convention.DAY_BEFORE) -> Iterator[tuple[dt.date, Sum]]:
        """Every day that it tells by itself. The opening total of a run is none: it holds all that went before it was begun."""
        for run in self.runs:
            shift = ONE_DAY if run.morning and convention is Convention.PUBLICATION else ONE_DAY * 0
            for (end, total), (after, later) in _pairs(zip(run.ends, run.totals, strict=True)):
                if after - end == ONE_DAY:
                    yield after + shift, Sum(later.value - total.value, later.error + total.error)
        for (start, end), piece in sorted(self.pieces.items()):
            if start == end:
                yield start, piece

    def catch_ups(self, *, convention: Convention = Convention.DAY_BEFORE) -> dict[dt.date, float]:
        """Days that look like a catch-up on days before, with how many times the days around them they are."""
        days = list(self.days(convention=convention))
        found = {}
        for at, (day, total) in enumerate(days):
            near = days[max(0, at - AROUND) : at] + days[at + 1 : at + 1 + AROUND]
            usual = median(one.value for _, one in near) if len(near) >= AROUND else 0.0
            if usual > 0 and total.value >= CATCH_UP * usual:
                found[day] = total.value / usual
        return found


def _pairs(
    items: Iterable[tuple[dt.date, Sum]],
) -> Iterator[tuple[tuple[dt.date, Sum], tuple[dt.date, Sum]]]:
    last = None
    for one in items:
        if last is not None:
            yield last, one
        last = one


def known(statements: Iterable[Statement]) -> list[Known]:
    """Every series that the statements make, those that tell most first. What is no fact, a repeat, a bound or a level is left out."""
    groups: dict[tuple[str, ...], list[Statement]] = defaultdict(list)
    for one in statements:
        if _tells(one):
            claim = one.claim
            key = (str(claim.war), str(claim.party), claim.measure, str(claim.civilian), str(one.scope), one.body.key)
            groups[key].append(one)
    made = [(key, _series(groups[key])) for key in sorted(groups)]
    return [one for _, one in sorted(made, key=lambda pair: (-len(pair[1].statements), pair[0]))]


def _tells(one: Statement) -> bool:
    figure = one.claim.figure
    return (
        figure.bound in (Bound.EXACT, Bound.ABOUT, Bound.BETWEEN)
        and figure.unit in ("person", "km2")
        and not one.level
        and one.fact
        and one.period.start is not None
        and (not one.assumed or one.rate is False)
        and not (one.below and (not one.claim.period.start or one.assumed))
    )


def _series(its: Sequence[Statement]) -> Known:
    its = sorted(its, key=_order)
    told: dict[dt.date, list[Statement]] = defaultdict(list)
    pieces: dict[tuple[dt.date, dt.date], Sum] = {}
    for one in its:  # the one published last stands
        start, end = one.period.start, one.period.end
        assert start is not None
        assert end is not None
        pieces[start, end] = _sum(one)
        if not one.rate and one.claim.figure.bound is not Bound.BETWEEN:
            told[start].append(one)
    runs = []
    for start, totals in sorted(told.items()):
        daily, others = _by_end(totals)
        runs += [_run(start, by_end) for by_end in (daily, others) if len(by_end) >= RUN]
        for end in {one.period.end for one in totals if one.period.end} - others.keys():
            pieces.pop((start, end), None)
    for run in runs:
        for end in run.ends:
            pieces.pop((run.start, end), None)
    starting: dict[dt.date, list[dt.date]] = defaultdict(list)
    for start, end in sorted(pieces):
        starting[start].append(end)
    head = its[0]
    return Known(
        body=head.body,
        measure=head.claim.measure,
        party=head.claim.party,
        war=head.claim.war,
        civilian=head.claim.civilian,
        scope=head.scope,
        statements=tuple(its),
        runs=tuple(runs),
        pieces=pieces,
        starting={start: tuple(ends) for start, ends in starting.items()},
    )


def _by_end(totals: Sequence[Statement]) -> tuple[dict[dt.date, Statement], dict[dt.date, Statement]]:
    """By their last days the totals from one first day that documents tell day by day, and those that lie beyond them. A day's figure is
    a difference of two totals of one way of dating: no other text's total stands among them, nor a document's that is put out sooner or
    later after the day than the longest."""
    documents: dict[str, dict[dt.date, Statement]] = defaultdict(dict)
    ends: dict[dt.date, Statement] = {}
    for one in totals:
        assert one.period.end is not None
        documents[one.report.document.id][one.period.end] = ends[one.period.end] = one
    daily = [by_end for by_end in documents.values() if _daily(tuple(sorted(by_end)))]
    if not daily:
        return {}, ends
    longest = _lag(max(daily, key=len))
    its = {end: one for by_end in daily if _lag(by_end) == longest for end, one in by_end.items()}
    return its, {end: one for end, one in ends.items() if not min(its) <= end <= max(its)}


def _lag(by_end: dict[dt.date, Statement]) -> float | None:
    lags = [(one.published - end).days for end, one in by_end.items() if one.published is not None]
    return median(lags) if lags else None


def _order(one: Statement) -> tuple[object, ...]:
    published = one.published or dt.date.min
    return (published, one.report.document.id, one.claim.place.start, one.id)


def _sum(one: Statement) -> Sum:
    claim = one.claim
    wide = 2.0 if claim.figure.bound is Bound.ABOUT else 1.0
    error = max(rounding(claim, number) for number in claim.figure.numbers) * wide * one.per_unit
    spread = (claim.figure.numbers[-1] - claim.figure.numbers[0]) / 2 * one.per_unit
    return Sum(one.middle, error + spread)


def _run(start: dt.date, by_end: dict[dt.date, Statement]) -> Run:
    ends = tuple(sorted(by_end))
    morning = _daily(ends) and _lag(by_end) == 1
    totals = [_sum(by_end[end]) for end in ends]
    return Run(start, ends, tuple(_as_fine(totals)) if _daily(ends) else tuple(totals), morning)


def _as_fine(totals: Sequence[Sum]) -> Iterator[Sum]:
    """Totals told day by day, each as fine as those around it: one that happens to end in noughts is not rounded more than they are."""
    for at, one in enumerate(totals):
        around = median(other.error for other in totals[max(0, at - AROUND) : at + AROUND + 1])
        yield Sum(one.value, min(one.error, around))


def _daily(ends: Sequence[dt.date]) -> bool:
    return len(ends) >= DAILY and len(ends) >= 0.9 * ((ends[-1] - ends[0]).days + 1)
