"""What is held out informs nothing, is predicted as if it had never been told, and is scored by the rule as it is defined."""

from __future__ import annotations

import datetime as dt
import math
from dataclasses import replace

import numpy as np
import pytest

from muster.account.stances import Stance
from muster.claims.measures import Measure
from muster.estimate.centring import coordinates
from muster.estimate.foretold import crps
from muster.estimate.priors import shipped
from muster.estimate.sampling import Effort, density_of, sampled, scouted
from tests.estimate.told import about, design, month

pytest.importorskip("jax")
pytest.importorskip("nutpie")
pytest.importorskip("scipy")

from benchmarks.peers import Told, gam, inside, median

KEPT = [
    *(about("staff", Measure.KILLED, month(at), 2000 + 100 * at) for at in range(4)),
    *(about("paper", Measure.KILLED, month(at), 2600 - 50 * at) for at in range(4)),
]
HELD = [about("liar", Measure.KILLED, month(at), 9000 + 3000 * at, stance=Stance.ENEMY) for at in range(3)]
SHORT = Effort(tune=300, draws=700, final=True, care=0.99)


def test_without_weight_the_posterior_is_that_of_the_others() -> None:
    both, alone = design([*KEPT, *HELD], months=4), design(KEPT, months=4)
    found = []
    for of, seed in ((both, 1), (alone, 2)):
        density = density_of(of, priors=shipped())
        weight = np.array([float(one.basis != "liar") for one in of.order])
        where = scouted(density, seed=seed, weight=weight)
        drawn = sampled(density, density.given(where, weight=weight), seed=seed, effort=SHORT)
        assert drawn.divergences == 0
        found.append((drawn.x.shape, density.read(drawn.x.reshape(-1, density.size), drawn.given)))
    column = both.books.flows.index(alone.books.flows[0])
    totals = [np.log(read.flows[:, :, at].sum(axis=1)) for (_, read), at in zip(found, (column, 0), strict=True)]
    error = [values.std() / effective(values, shape) ** 0.5 for values, (shape, _) in zip(totals, found, strict=True)]
    assert abs(totals[0].mean() - totals[1].mean()) < 4 * math.hypot(*error)
    assert np.ptp([values.std() / totals[0].std() for values in totals]) < 0.2
    # of the held-out basis the prior is left: a habit of none, as wide as habits are
    (place,) = [at for at, (basis, _) in enumerate(both.plain.houses) if basis == "liar"]
    habit, shape = found[0][1].standard["house"][:, place], found[0][0]
    assert abs(habit.mean()) < 4 * habit.std() / effective(habit, shape) ** 0.5
    assert habit.std() == pytest.approx(1.0, abs=0.1)


def effective(values: np.ndarray, shape: tuple[int, ...]) -> float:
    """The bulk ESS of draws of so many chains."""
    arviz = pytest.importorskip("arviz")
    return float(arviz.ess(values.reshape(shape[:2])))


def test_what_is_held_out_shapes_no_coordinate() -> None:
    of = design([*KEPT, *HELD], months=4)
    weight = np.array([float(one.basis != "liar") for one in of.order])
    where = coordinates(of, priors=shipped(), weight=weight)
    assert not where.lean[:, weight[: of.plain.size] == 0].any()
    assert where.lean.any()
    plain = of.plain
    shift = np.where(weight[: plain.size] == 0, 2.0, 0.0)
    closed = shift[: plain.closed]
    told = replace(plain, low=plain.low + closed, high=plain.high + closed, middle=plain.middle + shift)
    other = replace(of, plain=told)
    again = coordinates(other, priors=shipped(), weight=weight)
    assert (again.steps == where.steps).all()
    density = density_of(of, priors=shipped())
    x = density.start(1, density.given(where))
    first, slope = density.with_gradient(x, density.given(where, weight=weight))
    second, steep = density.with_gradient(x, density.given(again, design=other, weight=weight))
    assert float(first) == pytest.approx(float(second), rel=1e-12)
    assert np.asarray(slope) == pytest.approx(np.asarray(steep), rel=1e-9, abs=1e-9)


@pytest.mark.parametrize("told", [-2.5, -0.3, 0.0, 1.0, 4.0])
def test_the_score_is_that_of_the_normal(told: float) -> None:
    from scipy.stats import norm

    ensemble = norm.ppf((np.arange(4000) + 0.5) / 4000)
    closed = told * (2 * norm.cdf(told) - 1) + 2 * norm.pdf(told) - 1 / math.sqrt(math.pi)
    assert crps(ensemble, told) == pytest.approx(closed, abs=1e-3)
    some = np.random.default_rng(3).normal(size=40)
    pairs = np.abs(some[:, None] - some[None, :]).mean() / 2
    assert crps(some, told) == pytest.approx(np.abs(some - told).mean() - pairs)
    assert inside(ensemble, told, share=0.8) == (abs(told) < 1.2816)


def claims(count: int, *, noise: float, seed: int) -> tuple[list[Told], list[float]]:
    """Claims of months and of longer spans about a rate that swings, and each one's true log rate."""
    random = np.random.default_rng(seed)
    first, found, true = dt.date(2020, 1, 1).toordinal(), [], []
    for _ in range(count):
        start, days = int(random.integers(0, 1000)), int(random.choice([30, 90, 300]))
        at = np.arange(start, start + days)
        true.append(float(np.log(np.mean(np.exp(8 + np.sin(at / 150))))))
        span = [dt.date.fromordinal(first + int(day)) for day in (at[0], at[-1])]
        found.append(Told(span[0], span[1], "killed", true[-1] + noise * random.normal()))
    return found, true


def test_the_peers_know_a_swing_when_they_see_one() -> None:
    told, true = claims(80, noise=0.1, seed=5)
    known, asked, there = told[:60], told[60:], true[60:]
    smooth, plain = gam(known, asked), median(known, asked)
    assert smooth is not None
    assert plain is not None
    misses = [abs(float(np.median(one)) - at) for one, at in zip(smooth, there, strict=True)]
    assert np.mean(misses) < 0.1
    held = [inside(one, other.rate, share=0.8) for one, other in zip(smooth, asked, strict=True)]
    assert 0.5 < np.mean(held) <= 1
    assert np.mean(misses) < np.mean([abs(float(np.median(one)) - at) for one, at in zip(plain, there, strict=True)])
    assert gam(known[:3], asked) is None
    assert median(known[:3], asked) is None
