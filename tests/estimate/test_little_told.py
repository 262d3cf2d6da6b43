"""Ledgers that give an estimate little, or nonsense, to go on: each is fitted, and what comes out is finite and makes sense."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pytest

from muster.account.flows import Flow
from muster.account.functional import Sense
from muster.claims.measures import Measure
from muster.estimate.centring import coordinates
from muster.estimate.observation import Observation
from muster.estimate.priors import Priors, anchoring, shipped
from muster.estimate.sampling import Effort, Fit, density_of, gathered, sampled
from tests.estimate.told import about, design, month, told

pytest.importorskip("nutpie")
BRIEF = Effort(tune=200, draws=150, final=True)
DEAD = Sense("dead", flows=((Flow.KILLED, 1.0), (Flow.DIED_OF_WOUNDS, 1.0)))
YEAR = (month(0)[0], month(11)[1])


def fitted(its: Sequence[Observation], *, months: int = 12, priors: Priors | None = None) -> Fit:
    of = design(its, months=months, priors=priors)
    density = density_of(of, priors=priors or shipped())
    given = density.given(coordinates(of, priors=priors or shipped()))
    return gathered(density, sampled(density, given, seed=1, effort=BRIEF, chains=2), seed=1)


def the_dead(fit: Fit) -> float:
    """The middle of the dead of all months."""
    return float(np.median(fit.draws.monthly(DEAD, party="RU").sum(axis=1)))


@pytest.mark.parametrize(
    ("its", "low", "high"),
    [
        pytest.param([about("paper", Measure.KILLED, YEAR, 12_000)], 9_000, 16_000, id="one claim"),
        pytest.param([about("paper", Measure.KILLED, month(at), 1000) for at in range(12)], 9_000, 16_000, id="one measure"),
        pytest.param(
            [about("paper", Measure.KILLED, month(0), 1000), about("paper", Measure.KILLED, month(23), 1000)],
            9_000, 120_000, id="nothing for a year and more",
        ),
        pytest.param(
            [told("paper", Measure.KILLED, month(0), 0, 0), about("paper", Measure.KILLED, month(1), 1000)],
            500, 120_000, id="nought",
        ),
        pytest.param([about("paper", Measure.KILLED, YEAR, 1e9)], 1_000, 1e10, id="a billion"),
        pytest.param(
            [about("paper", Measure.KILLED, YEAR, 12_000), about("mistaken", Measure.KILLED, YEAR, 1e9)],
            9_000, 1e9, id="a billion against one that is none",
        ),
    ],
)  # fmt: skip
def test_little_or_nonsense_still_gives_numbers(its: list[Observation], low: float, high: float) -> None:
    fit = fitted(its, months=24 if its[-1].end > YEAR[1] else 12)
    assert np.isfinite(fit.draws.flows).all()
    assert low < the_dead(fit) < high


def test_recruits_alone_say_nothing_of_losses() -> None:
    fit = fitted([about("ministry", Measure.RECRUITED, YEAR, 60_000)])
    assert fit.draws.flow_names == (Flow.RECRUITED,)
    recruited = fit.draws.monthly(Sense("in", flows=((Flow.RECRUITED, 1.0),)), party="RU").sum(axis=1)
    assert np.median(recruited) == pytest.approx(60_000, rel=0.25)


def test_two_anchors_that_contradict_leave_more_open() -> None:
    its = [about("registry", Measure.KILLED, YEAR, 10_000), about("registry", Measure.KILLED, month(3), 800)]
    other = [
        replace(one, basis="church", name="church", low=3 * (one.low or 0), high=3 * (one.high or 0)) for one in its
    ]
    both = anchoring(shipped(), {"registry": (Measure.KILLED,), "church": (Measure.KILLED,)})
    one, two = (
        fitted(told_of, priors=both).draws.monthly(DEAD, party="RU").sum(axis=1) for told_of in (its, its + other)
    )
    assert 9_000 < np.median(two) < 32_000
    wide, narrow = (np.ptp(np.quantile(np.log(its), [0.1, 0.9])) for its in (two, one))
    assert wide > 2 * narrow
