"""Biases before and after the claims: the prior's band is that of the prior, and what has moved is seen to have."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import replace

import numpy as np
import pytest

from muster.account.draws import Array, Draws
from muster.account.flows import Flow
from muster.account.stances import Stance
from muster.claims.measures import Measure
from muster.estimate.criticism import bearing, counted, unsettled
from muster.estimate.habits import COMMON, HABIT, LIST, Bias, biases, prior_of
from muster.estimate.health import Health
from muster.estimate.observation import Observation
from muster.estimate.priors import anchoring, shipped
from muster.estimate.sampling import Fit
from tests.estimate.told import about, month, told

HEALTH = Health(rhat=1.0, rhat_of="", bulk=900, bulk_of="", tail=900, tail_of="", divergences=0, draws=4000)
SIZE = 4000
RANDOM = np.random.default_rng(11)


def a_fit(observations: tuple[Observation, ...], beside: Mapping[str, Array] = {}) -> Fit:
    return Fit(
        draws=Draws(
            flows=RANDOM.uniform(1, 2, size=(SIZE, 1, 1, 1)),
            stocks=np.zeros((SIZE, 1, 0, 2)),
            parties=("RU",),
            flow_names=(Flow.KILLED,),
            stock_names=(),
            months=(month(0)[0],),
            beside=beside,
        ),
        observations=observations,
        told=RANDOM.normal(size=(SIZE, len(observations))),
        rank=np.full(len(observations), 0.5),
        health=HEALTH,
        seed=1,
    )


def only(found: list[Bias], kind: str) -> Bias:
    (one,) = (bias for bias in found if bias.kind == kind)
    return one


@pytest.mark.parametrize(("anchor", "common"), [(False, True), (False, False), (True, False)])
def test_the_prior_band_holds_80_of_100_of_the_prior(anchor: bool, common: bool) -> None:
    priors, draws = shipped(), np.random.default_rng(5).normal(size=(3, 200_000))
    house = priors["house"]
    scale = priors["anchored"].at if anchor else house.at * np.exp(house.spread * draws[0])
    bias = scale * draws[1] + (priors["class"].at * draws[2] if common else 0.0)
    half = prior_of(priors, anchor=anchor, common=common)
    assert np.mean(np.abs(bias) < half) == pytest.approx(0.8, abs=0.005)


def test_a_bias_is_a_basis_s_habit_with_what_its_stance_has_in_common() -> None:
    its = tuple(about("staff", Measure.KILLED, month(at), 3000, stance=Stance.ENEMY) for at in range(2))
    common = RANDOM.normal(0.2, 0.1, size=SIZE)
    # What moves against what is in common leaves a bias that is known well though neither part of it is.
    fit = a_fit(its, {"house: staff: killed": math.log(2) - common, "class: other side: loss": common})
    found = biases(fit, priors=shipped())
    habit, shared = only(found, HABIT), only(found, COMMON)
    assert habit.middle == pytest.approx(2.0)
    assert habit.after == (pytest.approx(2.0), pytest.approx(2.0))
    assert (habit.whom, habit.what, habit.figures, habit.settled) == ("staff", "killed", 2, True)
    assert habit.narrower == pytest.approx(1.0)
    assert shared.middle == pytest.approx(math.exp(0.2), rel=0.02)
    assert (shared.whom, shared.what) == ("other side", "loss")
    assert 0.5 < shared.narrower < 0.7  # 0.1 in place of 0.25


def test_where_the_claims_teach_nothing_the_band_is_the_prior_s() -> None:
    priors = shipped()
    its = tuple(about("staff", Measure.KILLED, month(at), 3000) for at in range(2))
    house = priors["house"].at * np.exp(priors["house"].spread * RANDOM.normal(size=SIZE)) * RANDOM.normal(size=SIZE)
    fit = a_fit(its, {"house: staff: killed": house, "class: independent: loss": 0.25 * RANDOM.normal(size=SIZE)})
    for one in biases(fit, priors=priors):
        assert one.after == (pytest.approx(one.before[0], rel=0.06), pytest.approx(one.before[1], rel=0.06))
        assert abs(one.narrower) < 0.06
        assert not one.settled


def test_an_anchor_has_a_narrow_prior_and_no_stance() -> None:
    priors = anchoring(shipped(), {"registry": (Measure.KILLED,)})
    its = tuple(about("registry", Measure.KILLED, month(at), 3000) for at in range(2))
    fit = a_fit(its, {"house: registry: killed": np.full(SIZE, 0.02), "class: independent: loss": np.ones(SIZE)})
    one = only(biases(fit, priors=priors), HABIT)
    assert one.anchor
    assert one.before == (pytest.approx(math.exp(-0.0641), rel=1e-3), pytest.approx(math.exp(0.0641), rel=1e-3))
    assert one.middle == pytest.approx(math.exp(0.02))


def test_a_list_has_a_share_and_who_told_once_has_no_habit() -> None:
    its = (
        told("list", Measure.OBITUARIES, month(0), 900, 900, listed=True),
        about("passer-by", Measure.KILLED, month(0), 3000),
    )
    share = np.full(SIZE, 0.6)
    share[::2] = 0.62
    found = biases(a_fit(its, {"list share: list": share}), priors=shipped())
    (one,) = found
    assert one.kind == LIST
    assert one.before == (pytest.approx(0.62, abs=0.01), pytest.approx(0.908, abs=0.01))
    assert one.after == (pytest.approx(0.6), pytest.approx(0.62))
    assert one.narrower > 0.9


@pytest.mark.parametrize(("common", "share"), [(0.0, 0.0), (0.6, 0.36), (1.0, 1.0)])
def test_what_stances_have_in_common_is_the_share_of_the_variance_that_it_makes(common: float, share: float) -> None:
    its = (about("staff", Measure.KILLED, month(0), 3000),)
    random = np.random.default_rng(3)
    shared, own = random.normal(size=SIZE), random.normal(size=SIZE)
    fit = a_fit(its, {"class: independent: loss": shared})
    answer = 5000 * np.exp(0.2 * (common * shared + math.sqrt(1 - common**2) * own))
    assert unsettled(fit, answer) == pytest.approx(share, abs=0.03)
    # The same of a balance, which has no logarithm.
    assert unsettled(fit, np.log(answer) - np.log(5000)) == pytest.approx(share, abs=0.03)


def test_what_bears_on_a_balance_is_seen_below_nought_too() -> None:
    its = (about("a", Measure.KILLED, month(0), 3000), about("b", Measure.KILLED, month(0), 9))
    fit = a_fit(its)
    balance = fit.told[:, 1] - 3.0
    assert np.mean(balance < 0) > 0.9
    first = bearing(fit, balance)[0]
    assert (first.name, first.up, first.observation) == ("b", True, its[1])
    assert first.share > 0.9


def test_bases_of_one_name_are_told_apart_by_what_differs_and_are_one_where_nothing_does() -> None:
    named = [
        ("reuters", "Reuters"),
        ("outlet reuters", "Reuters"),
        ("officials in Le Monde", "officials"),
        ("officials in 0123456789abcdef", "officials"),
        ("staff", "Staff"),
        ("the staff", "Staff"),
        ("institute in kyiv", "Institute in Kyiv"),
    ]
    observations = tuple(
        replace(about(basis, Measure.KILLED, month(0), 1000 + at), basis=basis, name=name, claims=(f"c{at}",))
        for at, (basis, name) in enumerate(named)
    )
    found = counted(a_fit(observations), RANDOM.uniform(1, 2, size=SIZE))
    assert sorted((one.name, one.apart, one.claims) for one in found) == [
        ("Institute in Kyiv", "", ("c6",)),
        ("Reuters", "", ("c0",)),
        ("Reuters", "in its own name", ("c1",)),
        ("Staff", "", ("c4", "c5")),
        ("officials", "in Le Monde", ("c2",)),
        ("officials", "in report 0123456789", ("c3",)),
    ]
    assert sum(one.share for one in found) == pytest.approx(1)
