"""An observation: what was told of a quantity, in the form that a likelihood wants. `observed` makes them of a system's rows."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from muster.account.bodies import what_differs
from muster.account.stances import Stance
from muster.claims.measures import Measure


@dataclass(frozen=True, slots=True, kw_only=True)
class Observation:
    """Between `low` and `high` (open: None) lies what was told of a measure of a party from `start` to `end`, both inside; for a level on
    `end`. `basis` is the key of whose data it is, `name` its name. `base` is the measure a ratio is taken over, `above` the party of its
    upper end. `listed` is a count of named people, which is never whole; `part` a figure of a part, and so a floor; `assumed` that its
    days were. `less` is the claims of the total before, where it is what was added since, and `known` the day that a list's total before
    was of."""

    claims: tuple[str, ...]
    party: str
    civilian: bool
    measure: Measure
    basis: str
    name: str
    stance: Stance
    start: dt.date
    end: dt.date
    published: dt.date | None
    low: float | None
    high: float | None
    level: bool = False
    base: Measure | None = None
    above: str = ""
    listed: bool = False
    part: bool = False
    assumed: bool = False
    less: tuple[str, ...] = ()
    known: dt.date | None = None

    @property
    def middle(self) -> float:
        """One number for it: the middle of its two ends, or the end it has."""
        ends = [one for one in (self.low, self.high) if one is not None]
        return sum(ends) / len(ends)

    @property
    def as_of(self) -> dt.date:
        """The day that a list of names is of."""
        return max(self.published or self.end, self.end) if self.listed else self.end

    @property
    def days(self) -> int:
        """How many days it is of."""
        return (self.end - self.start).days + 1

    @property
    def since(self) -> dt.date:
        """The first of the days in which it came about: of what was added to a list the day after the total before."""
        return self.start if self.known is None else self.known + dt.timedelta(days=1)

    @property
    def span(self) -> int:
        """In how many days it came about."""
        return max((self.as_of - self.since).days + 1, 1) if self.known is not None else self.days

    @property
    def order(self) -> tuple[object, ...]:
        """Always the same order."""
        return (self.party, self.measure.value, self.basis, self.end, self.start, self.claims)


def set_apart(its: Iterable[Observation]) -> dict[str, str]:
    """By basis what tells it from another of its name; empty for one alone of its name, or where nothing does."""
    named: dict[str, set[str]] = defaultdict(set)
    for one in its:
        named[one.name].add(one.basis)
    return {
        basis: what_differs(basis) if len(bases) > 1 else "" for _, bases in sorted(named.items()) for basis in bases
    }
