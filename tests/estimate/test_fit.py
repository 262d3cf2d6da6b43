"""Fits of small ledgers whose truth is known, and the hard cases: echoes, an adversary, a single source, none at all.

Every fit costs some seconds, so that each here serves several questions.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

import numpy as np
import pytest

from muster.account.draws import Array, band
from muster.account.flows import Flow
from muster.account.functional import Sense
from muster.account.stances import Stance
from muster.claims.measures import Measure
from muster.estimate.centring import coordinates
from muster.estimate.criticism import bearing, counted, surprises
from muster.estimate.observation import Observation
from muster.estimate.once import counted_once
from muster.estimate.posterior import outcome, shapes
from muster.estimate.priors import shipped
from muster.estimate.sampling import Effort, Fit, density_of, gathered, sampled, scouted
from tests.estimate.told import START, about, design, month

pytest.importorskip("nutpie")
DEAD = Sense("dead", flows=((Flow.KILLED, 1.0), (Flow.DIED_OF_WOUNDS, 1.0)))
SHORT = Effort(tune=500, draws=600)
MONTHS = 12


def fitted(observations: Sequence[Observation], *, seed: int = 1, months: int = MONTHS) -> Fit:
    of = design(observations, months=months)
    density = density_of(of, priors=shipped())
    given = density.given(scouted(density, seed=seed))
    return gathered(density, sampled(density, given, seed=seed, effort=SHORT), seed=seed)


def dead(fit: Fit) -> Array:
    """The dead of all months: shape (draw,)."""
    return fit.draws.monthly(DEAD, party="RU").sum(axis=1)


@cache
def a_known_war() -> tuple[float, Fit]:
    """Three honest bases of two stances and one that doubles all it tells, over a year whose dead are known."""
    random = np.random.default_rng(4)
    killed = 3000 * np.exp(np.cumsum(random.normal(scale=0.15, size=MONTHS)))
    wounded = killed * 3.2
    its = []
    for at in range(MONTHS):
        for basis, stance, bias in (
            ("registry", Stance.INDEPENDENT, 1.0),
            ("institute", Stance.INDEPENDENT, 1.1),
            ("ally", Stance.STATE, 0.9),
            ("braggart", Stance.ENEMY, 2.0),
        ):
            noise = np.exp(random.normal(scale=0.1))
            its.append(about(basis, Measure.KILLED, month(at), killed[at] * 1.15 * bias * noise, stance=stance))
        total = (killed[at] + wounded[at]) * np.exp(random.normal(scale=0.1))
        its.append(about("ally", Measure.KILLED_WOUNDED, month(at), total, stance=Stance.STATE))
    return float(killed.sum() * 1.15), fitted(its)


def test_a_hidden_truth_is_found_and_the_fit_is_healthy() -> None:
    truth, fit = a_known_war()
    low, high = band(dead(fit), 0.95)
    assert low < truth < high
    assert high < 3 * low
    assert fit.health.divergences == 0
    assert fit.health.rhat <= 1.05
    assert fit.health.bulk >= 100


def test_who_inflates_twofold_is_found_and_named() -> None:
    _, fit = a_known_war()
    habits = {name: float(np.median(values)) for name, values in fit.draws.beside.items() if name.startswith("house: ")}
    stance = float(np.median(fit.draws.beside[f"class: {Stance.ENEMY.value}: loss"]))
    braggart = habits["house: braggart: killed"] + stance
    assert max(habits, key=lambda name: habits[name]) == "house: braggart: killed"
    assert braggart > 0.4
    others = [value for name, value in habits.items() if "braggart" not in name]
    assert braggart - max(others) > 0.2


def test_shares_of_what_bears_on_an_answer_add_up() -> None:
    _, fit = a_known_war()
    by_claim, by_basis = bearing(fit, dead(fit)), counted(fit, dead(fit))
    assert sum(one.share for one in by_claim) == pytest.approx(1)
    assert sum(one.share for one in by_basis) == pytest.approx(1)
    assert {one.name for one in by_basis} == {"registry", "institute", "ally", "braggart"}


def test_the_same_seed_gives_the_same_draws() -> None:
    of = design([about("paper", Measure.KILLED, month(2), 2000)], months=3)
    density = density_of(of, priors=shipped())
    given = density.given(coordinates(of, priors=shipped()))
    brief = Effort(tune=100, draws=50)
    first, again, other = (sampled(density, given, seed=seed, effort=brief).x for seed in (3, 3, 4))
    assert np.array_equal(first, again)
    assert not np.array_equal(first, other)


@cache
def single() -> Fit:
    return fitted([about("paper", Measure.KILLED, (START, month(5)[1]), 12_000)], months=6)


def test_a_single_source_returns_its_number_with_the_priors_width() -> None:
    answer = dead(single())
    assert np.median(answer) == pytest.approx(12_000, rel=0.15)
    prior = shipped()
    wanted = np.sqrt(prior["house"].at ** 2 + prior["class"].at ** 2 + prior["noise"].at ** 2)
    low, high = band(np.log(answer), 0.8)
    assert (high - low) / 2.56 == pytest.approx(wanted, rel=0.4)


def test_twelve_echoes_are_one_figure_as_wide_as_they_lie_apart() -> None:
    """So that they move the posterior as one claim of that width does."""
    echoes = [about("paper", Measure.KILLED, (START, month(5)[1]), 12_000 + 30 * (at - 6)) for at in range(13)]
    (one,) = counted_once(echoes, first=None, aside={})
    assert one.low is not None
    assert one.high is not None
    assert 12_000 * 0.97 < one.low < 12_000 < one.high < 12_000 * 1.03


def test_without_a_claim_of_it_a_flow_is_its_prior() -> None:
    fit = single()
    at = fit.draws.flow_names.index(Flow.CAPTURED)
    killed = fit.draws.flow_names.index(Flow.KILLED)
    ratio = np.log(fit.draws.flows[:, 0, at, 0] / fit.draws.flows[:, 0, killed, 0])
    prior = shipped()["captured_ratio"]
    assert ratio.mean() == pytest.approx(np.log(prior.at), abs=0.15)
    assert ratio.std() == pytest.approx(prior.spread, rel=0.1)
    assert Flow.CAPTURED not in fit.draws.informed["RU"]


def test_no_claims_return_the_prior() -> None:
    random = np.random.default_rng(2)
    of = design([about("paper", Measure.KILLED, (START, month(5)[1]), 12_000)], months=6)
    drawn = [
        outcome(
            of, priors=shipped(), raw={name: random.normal(size=shape) for name, shape in shapes(of).items()}, of=np
        )
        for _ in range(2000)
    ]
    at = [of.books.flow("RU", flow) for flow in (Flow.KILLED, Flow.WOUNDED)]
    level = np.log([one.flows[:, at].sum(axis=1).mean() for one in drawn])
    prior = shipped()["casualties_level"]
    assert np.median(level) == pytest.approx(np.log(prior.at), abs=0.2)
    assert level.std() == pytest.approx(prior.spread, rel=0.1)


def test_the_odd_one_among_those_that_agree_is_named() -> None:
    agreeing = [about(f"paper {at}", Measure.KILLED, (START, month(5)[1]), 12_000 + 100 * at) for at in range(5)]
    odd = about("odd", Measure.KILLED, (START, month(5)[1]), 90_000)
    torn = fitted([*agreeing, odd], months=6)
    assert [one.observation.name for one in surprises(torn)] == ["odd"]
    assert surprises(torn)[0].high


def test_contradictory_figures_leave_more_open_than_those_that_agree() -> None:
    whole = (START, month(5)[1])
    agreeing = [about(f"paper {at}", Measure.KILLED, whole, 12_000 + 100 * at) for at in range(4)]
    torn = [about(f"paper {at}", Measure.KILLED, whole, 5_000 * 2.2**at) for at in range(4)]
    widths = []
    for its in (agreeing, torn):
        low, high = band(np.log(dead(fitted(its, months=6))), 0.8)
        widths.append(high - low)
    assert widths[1] > 1.3 * widths[0]


def test_twelve_echoes_of_one_upstream_move_the_posterior_no_more_than_one_claim() -> None:
    whole = (START, month(5)[1])
    own = [about("registry", Measure.KILLED, whole, 6_000), about("institute", Measure.KILLED, whole, 6_500)]
    echoes = [about("paper", Measure.KILLED, whole, 12_000 + 30 * (at - 6)) for at in range(13)]
    without, once, often = (
        fitted(counted_once([*own, *its], first=None, aside={}), months=6) for its in ([], echoes[6:7], echoes)
    )
    moved = [np.log(np.median(dead(fit)) / np.median(dead(without))) for fit in (once, often)]
    assert moved[0] > 0.05
    assert moved[1] == pytest.approx(moved[0], rel=0.1, abs=0.03)
