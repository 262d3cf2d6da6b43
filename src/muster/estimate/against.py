"""Two estimates held against each other, and a number against one: differences, ratios and chances.

Two runs share no draws, so any pair of theirs is a draw of both. Chances are over all pairs; bands of differences over `SHIFTS` pairings,
none of which puts draws of one number beside each other, since runs of one seed can begin alike. Invariant: a run against itself differs by
nothing in the middle, and is as likely above as below.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from muster.account.chart import Chart
from muster.account.draws import Array, Banded, Draws, banded
from muster.account.functional import Sense
from muster.account.system import Row, Series
from muster.claims.errors import UsageError
from muster.claims.period import Period
from muster.estimate.priors import Priors
from muster.estimate.senses import of_civilians

SHIFTS = 16


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """The second less the first, its ratio to it (None where a draw of either is not above nought), and the chance that it is greater."""

    less: Banded
    times: Banded | None
    greater: float


def difference(first: Array, second: Array) -> Difference:
    """How two answers differ, each of draws of its own: shapes (draws,), which need not be as many."""
    a, b = _paired(first, second)
    return Difference(
        less=banded(b - a),
        times=banded(b / a) if min(float(first.min()), float(second.min())) > 0 else None,
        greater=chance_above(first, second),
    )


def chance_above(first: Array, second: Array) -> float:
    """The share of all pairs in which the second is greater; of equal ones half."""
    ordered = np.sort(first)
    below = np.searchsorted(ordered, second, side="left") + np.searchsorted(ordered, second, side="right")
    return float(below.mean() / (2 * len(ordered)))


def _paired(first: Array, second: Array) -> tuple[Array, Array]:
    size = max(len(first), len(second))
    at = np.arange(size)
    shifts = [1 + (size - 1) * step // SHIFTS for step in range(SHIFTS)]
    pairs = [(first[at % len(first)], second[(at + shift) % len(second)]) for shift in shifts]
    return np.concatenate([a for a, _ in pairs]), np.concatenate([b for _, b in pairs])


def share_below(values: Array, number: float) -> float:
    """Where a number lies among draws: the share that is less, and half of those equal."""
    return chance_above(values, np.array([number]))


@dataclass(frozen=True, slots=True, kw_only=True)
class Meant:
    """What a measure is taken to mean where a run is asked for it: a `sense` of the people of `party`, for a ratio over a `base` of
    those of `base_party`."""

    sense: Sense
    party: str
    base: Sense | None = None
    base_party: str = ""

    def over(self, draws: Draws, *, period: Period) -> Array:
        """What each draw says of it over a period, of a level at its end: shape (draw,). Raises `UsageError` for days not covered."""
        return draws.of(self.sense, party=self.party, period=period, base=self.base, base_party=self.base_party)


def meant(row: Row, draws: Draws, *, chart: Chart, priors: Priors) -> Meant:
    """What a row of the account asks of draws: of its measure the likeliest sense that was modelled, as the priors have it. Raises
    `UsageError` where none was."""
    its = row.base or row.series
    sense = _likeliest(row.series, draws, chart=chart, priors=priors)
    base = None if row.base is None else _likeliest(row.base, draws, chart=chart, priors=priors)
    return Meant(sense=sense, party=row.series.party, base=base, base_party=its.party)


def _likeliest(series: Series, draws: Draws, *, chart: Chart, priors: Priors) -> Sense:
    if series.party not in draws.parties:
        raise UsageError(f"the run is of {', '.join(draws.parties)} and not of {series.party}")
    entry = chart[series.measure]
    senses = [of_civilians(one) if series.civilian else one for one in (entry.levels if series.level else entry.flows)]
    known = [
        one
        for one in senses
        if (one.flows or one.stocks) and draws.knows(one) and np.any(draws.monthly(one, party=series.party))
    ]
    if not known:
        raise UsageError(f"the run says nothing of {series.measure.value.replace('_', ' ')} of {series.party}")
    weights = priors.weights(series.measure, tuple(one.name for one in known))
    return known[max(range(len(known)), key=lambda at: (weights[at], -at))]
