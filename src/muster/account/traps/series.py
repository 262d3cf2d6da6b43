"""Daily series as the traps use them: the running toll of one body at a day, and the day on which it passed a number.

Invariant: a toll is given only for a day that the series reaches, never extrapolated.
"""

from __future__ import annotations

import datetime as dt
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple, Protocol

from muster.account.bodies import Body, named_body
from muster.account.statement import NO_FACT, Statement
from muster.account.traps.telling import POINTS, subject
from muster.claims.figure import Per
from muster.claims.measures import Measure
from muster.claims.party import Party

DAILY = 30  # totals from one start, told nearly day by day, that make a series
GAP = 4  # days without a total over which a toll is still that of the day before


class Told(Protocol):
    """A total of a known run."""

    @property
    def value(self) -> float: ...


class KnownRun(Protocol):
    """A run of running tolls of a known series."""

    @property
    def start(self) -> dt.date: ...
    @property
    def ends(self) -> tuple[dt.date, ...]: ...
    @property
    def totals(self) -> Sequence[Told]: ...
    @property
    def morning(self) -> bool: ...


class Known(Protocol):
    """What a known series must tell."""

    @property
    def body(self) -> Body: ...
    @property
    def measure(self) -> Measure: ...
    @property
    def party(self) -> Party | None: ...
    @property
    def war(self) -> str | None: ...
    @property
    def civilian(self) -> bool: ...
    @property
    def scope(self) -> str | None: ...
    @property
    def statements(self) -> tuple[Statement, ...]: ...
    @property
    def runs(self) -> Sequence[KnownRun]: ...


class Total(NamedTuple):
    """A running toll and the day on which it was told."""

    value: float
    told: dt.date


@dataclass(frozen=True, slots=True)
class Run:
    """The running toll of a body: last days, in order, and totals; `followers` are bodies that are said to take their data from it."""

    body: Body
    measure: Measure
    party: Party | None
    war: str | None
    start: dt.date
    ends: tuple[dt.date, ...]
    totals: tuple[float, ...]
    told: tuple[dt.date, ...]
    documents: frozenset[str]
    followers: frozenset[str]

    def at(self, day: dt.date) -> float | None:
        """The toll through this day."""
        at = bisect_right(self.ends, day) - 1
        if at < 0 or (day - self.ends[at]).days > GAP:
            return None
        return self.totals[at]

    def passed(self, number: float) -> dt.date | None:
        """The day on which it was told that the toll had passed the number."""
        at = bisect_left(self.totals, True, key=lambda total: total > number)
        return self.told[at] if at < len(self.told) else None


def runs_of(statements: Iterable[Statement], series: Sequence[Known] | None) -> list[Run]:
    """The daily runs, out of the known series or, where none are given, out of the statements themselves."""
    its = list(statements)
    followers = _followers(its)
    made = list(_known(series) if series is not None else _own(its))
    return [
        _run(head, start, by_end, followers=followers.get(head.body.key, frozenset()))
        for head, start, by_end in made
        if len(by_end) >= DAILY and len(by_end) * 2 >= (max(by_end) - min(by_end)).days
    ]


def _known(series: Sequence[Known]) -> Iterator[tuple[Statement, dt.date, dict[dt.date, Total]]]:
    for one in series:
        if one.scope is None and not one.civilian and one.statements:
            for run in one.runs:
                late = dt.timedelta(days=1 if run.morning else 0)
                told = zip(run.ends, run.totals, strict=True)
                yield one.statements[0], run.start, {end: Total(total.value, end + late) for end, total in told}


def _own(its: Iterable[Statement]) -> Iterator[tuple[Statement, dt.date, dict[dt.date, Total]]]:
    groups: dict[tuple[object, ...], list[Statement]] = defaultdict(list)
    for one in its:
        claim = one.claim
        if (
            claim.figure.per is None
            and claim.figure.bound in POINTS
            and claim.status not in NO_FACT
            and not (claim.civilian or one.level or one.scope or one.assumed)
            and one.period.end
        ):
            groups[(*subject(one), one.body.key, one.period.start)].append(one)
    for key in sorted(groups, key=str):
        held = sorted(groups[key], key=lambda one: (str(one.published), one.id))
        start = held[0].period.start
        if start is not None and held[0].claim.figure.per is not Per.KM2:
            yield (
                held[0],
                start,
                {end: Total(one.middle, one.published or end) for one in held if (end := one.period.end)},
            )


def _run(head: Statement, start: dt.date, by_end: dict[dt.date, Total], *, followers: frozenset[str]) -> Run:
    ends = tuple(sorted(by_end))
    totals, most = [], 0.0
    for end in ends:
        most = max(most, by_end[end].value)
        totals.append(most)
    claim = head.claim
    return Run(
        head.body,
        claim.measure,
        claim.party,
        claim.war,
        start,
        ends,
        tuple(totals),
        tuple(by_end[end].told for end in ends),
        frozenset({head.report.document.id}),
        followers,
    )


def _followers(its: Iterable[Statement]) -> dict[str, frozenset[str]]:
    """Bodies whose own figures are said to be another's data, by that other's key."""
    found: dict[str, set[str]] = defaultdict(set)
    for one in its:
        if one.claim.speaker and one.claim.source:
            found[one.body.key].add(named_body(one.claim.speaker).key)
    return {key: frozenset(keys) for key, keys in found.items()}
