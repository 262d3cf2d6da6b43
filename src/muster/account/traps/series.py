"""Running tolls as the traps use them: the toll of one body at a day, and the day on which it was told to have passed a number.

Invariant: a toll is given only for a day that the series reaches, never extrapolated, and never falls.
"""

from __future__ import annotations

import datetime as dt
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import accumulate

from muster.account import known
from muster.account.bodies import Body, named_body
from muster.account.dating import ONE_DAY
from muster.account.statement import Statement
from muster.claims.measures import Measure
from muster.claims.party import Party

LONG = 12  # totals that make a series where they are not told day by day
GAP = 4  # days without a total over which a toll is still that of the day before


@dataclass(frozen=True, slots=True)
class Toll:
    """The running toll of a body: last days, in order, totals; `late` is how long after they were told, `daily` that it was every day.
    `members` are the claims that make it, `followers` are bodies that are said to take their data from it."""

    body: Body
    measure: Measure
    party: Party | None
    war: str | None
    start: dt.date
    ends: tuple[dt.date, ...]
    totals: tuple[float, ...]
    late: dt.timedelta
    daily: bool
    members: frozenset[str]
    followers: frozenset[str]

    def at(self, day: dt.date) -> float | None:
        """The toll through this day."""
        at = bisect_right(self.ends, day) - 1
        if at < 0 or (day - self.ends[at]).days > GAP:
            return None
        return self.totals[at]

    def least(self, day: dt.date) -> tuple[float, dt.date] | None:
        """The last total that was told for this day or one before, and its day: a toll never falls."""
        at = bisect_right(self.ends, day) - 1
        return None if at < 0 else (self.totals[at], self.ends[at])

    def over(self, start: dt.date, end: dt.date) -> float | None:
        """What it grew by from one day through another."""
        before, last = self.at(start - ONE_DAY), self.at(end)
        return None if before is None or last is None else last - before

    def passed(self, number: float) -> dt.date | None:
        """The day on which it was told that the toll had passed the number; None where it is above it from the first day that it has,
        and that is not the first of the war."""
        at = bisect_left(self.totals, True, key=lambda total: total > number)
        if at == 0 and (self.ends[0] - self.start).days > GAP:
            return None
        return self.ends[at] + self.late if at < len(self.ends) else None


def tolls_of(statements: Iterable[Statement], series: Sequence[known.Known] | None) -> list[Toll]:
    """The daily tolls, and those of a dozen totals or more, of the known series, which are made of the statements where none are given."""
    its = list(statements)
    followers = _followers(its)
    found = known.known(its) if series is None else series
    return [
        _toll(one, run, followers.get(one.body.key, frozenset()))
        for one in found
        if one.scope is None and not one.civilian
        for run in one.runs
        if run.daily or len(run.ends) >= LONG
    ]


def _toll(one: known.Known, run: known.Run, followers: frozenset[str]) -> Toll:
    return Toll(
        body=one.body,
        measure=one.measure,
        party=one.party,
        war=one.war,
        start=run.start,
        ends=run.ends,
        totals=tuple(accumulate((total.value for total in run.totals), max)),
        late=ONE_DAY if run.morning else 0 * ONE_DAY,
        daily=run.daily,
        members=frozenset(told.id for told in one.statements),
        followers=followers,
    )


def _followers(its: Iterable[Statement]) -> dict[str, frozenset[str]]:
    """Bodies whose own figures are said to be another's data, by that other's key."""
    found: dict[str, set[str]] = defaultdict(set)
    for one in its:
        if one.claim.speaker and one.claim.source:
            found[one.body.key].add(named_body(one.claim.speaker).key)
    return {key: frozenset(keys) for key, keys in found.items()}
