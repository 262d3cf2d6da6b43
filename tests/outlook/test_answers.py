"""What a carried account answers, against forces whose answer is known."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import replace

import numpy as np
import pytest

from muster.account.flows import Flow, Stock
from muster.outlook.answers import Outlook, outlook
from muster.outlook.quantity import Kind, Quantity
from muster.outlook.scenario import Change, Floor, Lever, Pay, Scenario
from muster.outlook.wording import sentences
from tests.outlook.carried import LEVELS, RATES, draws

PLAIN = Scenario(name="plain", title="Plain", why="", horizon=24)
FIRST = dt.date(2026, 3, 1)


def exactly(value: float, kind: Kind) -> Quantity:
    return Quantity(value, value, kind)


def answered(
    scenario: Scenario, *, size: int = 400, spread: float = 0.0, calm: bool = True, **given: object
) -> Outlook:
    return outlook(draws(size, spread=spread, **given), scenario, party="RU", seed=1, calm=calm)  # type: ignore[arg-type]


def recruits(level: float) -> Change:
    return Change(lever=Lever.CONTRACT, start=FIRST, to=exactly(level, Kind.RATE))


def test_the_recruits_that_are_said_to_hold_the_strength_hold_it() -> None:
    said = answered(replace(PLAIN, changes=(recruits(5_000),)))
    assert said.needed is not None
    assert said.opening is not None
    assert said.strength[-1].middle < said.opening.middle - 100_000
    held = answered(replace(PLAIN, changes=(recruits(said.needed.middle),)))
    # Who signs in the last month is not sent within the horizon, and those of before the first still are.
    assert held.strength[-1].middle == pytest.approx(said.opening.middle, abs=32_000)


@pytest.mark.parametrize("lag", [1, 4])
def test_however_long_recruits_train_those_said_to_hold_the_strength_hold_it(lag: int) -> None:
    training = Change(lever=Lever.TRAINING, start=dt.date.min, to=exactly(lag, Kind.TIME))
    scenario = replace(PLAIN, changes=(training, recruits(25_000)))
    said = answered(scenario)
    assert said.needed is not None
    assert said.opening is not None
    held = answered(replace(scenario, changes=(training, recruits(said.needed.middle))))
    assert held.strength[-1].middle == pytest.approx(said.opening.middle, rel=1e-6)


def test_where_nobody_is_sent_within_the_horizon_it_cannot_be_told_what_would_hold() -> None:
    training = Change(lever=Lever.TRAINING, start=dt.date.min, to=exactly(30, Kind.TIME))
    said = answered(replace(PLAIN, changes=(training,)))
    assert said.needed is None
    assert any("cannot be told: who signs is not sent within the horizon" in line for line in sentences(said))


def test_where_the_force_runs_out_it_cannot_be_told_what_would_hold() -> None:
    doom = Change(lever=Lever.LOSSES, start=FIRST, to=exactly(150_000, Kind.RATE))
    said = answered(replace(PLAIN, changes=(doom,)))
    assert (said.needed, said.ran_out) == (None, 1.0)
    assert any("in 100% of the possible accounts more would be lost" in line for line in sentences(said))


def test_a_few_draws_that_run_out_leave_the_band_open_above_and_the_rest_as_it_is() -> None:
    its = draws(400, spread=0.05)
    its.stocks[:4, 0, its.stock_names.index(Stock.THEATRE)] = 1_000.0
    heavy = replace(PLAIN, changes=(recruits(1_000),))
    said, clean = (outlook(of, heavy, party="RU", seed=1, calm=True) for of in (its, draws(400, spread=0.05)))
    assert said.ran_out == pytest.approx(0.01)
    assert clean.ran_out == 0
    assert said.needed is not None
    assert clean.needed is not None
    assert said.needed.middle == pytest.approx(clean.needed.middle, rel=0.01)
    assert np.isfinite(said.needed.bands).all()


def test_a_floor_above_todays_strength_is_no_fall_to_come() -> None:
    scenario = replace(PLAIN, floors=(Floor(people=900_000), Floor(people=600_000)))
    said = [line for line in sentences(answered(scenario)) if "elow" in line]
    assert said[0].startswith(
        "Already below 900,000 (900,000), which is almost certain (more than 99 of 100); at the end that is"
    )
    assert said[1].startswith("Below 600,000 (600,000): not within the horizon")


def test_losses_and_cost_are_told_with_their_bands_and_what_is_missing_is_named() -> None:
    pay = Pay(start=dt.date.min, bonus=(exactly(2e6, Kind.MONEY),) * 2)
    said = list(
        sentences(answered(replace(PLAIN, pay=pay, exchange=Quantity(80, 100, Kind.EXCHANGE)), spread=0.1, calm=False))
    )
    assert re.search(r"against 3\d,\d00 \(2\d,\d00 – [45]\d,\d00\) killed", said[0])
    (cost,) = [line for line in said if "billion" in line]
    assert re.search(r"1,\d\d\d \(1,\d+ – 2,\d+\) billion roubles, 1\d \(1\d – 2\d\) billion dollars", cost), cost
    assert said[-1].startswith(
        "Not told here: what share of the pool has signed; that takes a scenario that names a pool"
    )
    plain = list(sentences(answered(PLAIN)))
    assert plain[-1].startswith("Not told here: what bonuses cost and what share of the pool has signed;")


def test_a_floor_is_passed_in_the_month_it_is_passed() -> None:
    falling = replace(
        PLAIN,
        changes=(recruits(0),),
        floors=(Floor(people=600_000), Floor(share=0.5), Floor(people=1_000), Floor(people=900_000)),
    )
    said = answered(falling)
    ends = [its.middle for its in said.strength]
    month = next(at for at, end in enumerate(ends) if end < 600_000)
    first, half, never, above = said.floors
    assert first.even == first.most == said.months[month]
    assert (first.now, first.last) == (0.0, 1.0)
    assert half.people == pytest.approx(LEVELS[Stock.THEATRE] / 2)
    assert never.even is None
    assert never.most is None
    assert (above.now, above.even) == (1.0, said.months[0])


def test_an_unsure_fall_passes_half_before_it_passes_four_fifths() -> None:
    falling = replace(PLAIN, changes=(recruits(12_000),), floors=(Floor(people=600_000),))
    (floor,) = answered(falling, spread=0.08, calm=False).floors
    assert floor.even is not None
    assert floor.most is None or floor.most > floor.even


def test_the_balance_is_what_came_less_what_went() -> None:
    said = answered(PLAIN)
    its = said.balances[3]
    lost = sum(RATES[flow] for flow in (Flow.KILLED, Flow.WOUNDED, Flow.GONE_MISSING, Flow.CAPTURED))
    assert its.lost.middle == pytest.approx(lost)
    assert its.without.middle == pytest.approx(RATES[Flow.RECRUITED] - lost)
    assert (its.chance_without, its.chance_with) == (1.0, 0.0)
    assert its.with_return.middle > 10_000


def test_bonuses_cost_what_they_cost() -> None:
    pay = Pay(
        start=dt.date(1, 7, 1),
        bonus=(exactly(2e6, Kind.MONEY), exactly(1e6, Kind.MONEY)),
        elasticity=exactly(0.0, Kind.PLAIN),
    )
    said = answered(replace(PLAIN, horizon=12, pay=pay, exchange=exactly(80, Kind.EXCHANGE)))
    assert said.roubles is not None
    assert said.dollars is not None
    assert said.roubles.middle == pytest.approx(32_000 * (6 * 2e6 + 6 * 1e6))
    assert said.dollars.middle == pytest.approx(said.roubles.middle / 80)


def test_what_varies_most_moves_most() -> None:
    its = draws(2000, spread=0.0)
    random = np.random.default_rng(2)
    its.flows[:, 0, its.flow_names.index(Flow.RECRUITED), :] *= np.exp(0.3 * random.standard_normal((2000, 1)))
    its.flows[:, 0, its.flow_names.index(Flow.KILLED), :] *= np.exp(0.05 * random.standard_normal((2000, 1)))
    said = outlook(its, PLAIN, party="RU", seed=1, calm=True)
    first, *_ = said.drivers
    assert first.name == "recruits"
    assert first.rank > 0.9
    assert first.most > first.least
    losses = next(one for one in said.drivers if one.name == "killed and wounded")
    assert losses.rank < 0


def test_more_who_return_leave_more_though_the_wounded_return_most_where_most_are_hurt() -> None:
    its = draws(2000, spread=0.0)
    random = np.random.default_rng(4)
    hurt, back = np.exp(0.3 * random.standard_normal((2, 2000, 1)) * [[[1.0]], [[0.3]]])
    for flow, factor in ((Flow.WOUNDED, hurt), (Flow.RETURNED, hurt * back), (Flow.INVALIDED, hurt)):
        its.flows[:, 0, its.flow_names.index(flow), :] *= factor
    said = {one.name: one for one in outlook(its, PLAIN, party="RU", seed=1, calm=True).drivers}
    assert said["share of the wounded who return"].rank > 0.1
    assert said["killed and wounded"].rank < -0.5


def test_the_dead_are_held_against_the_dead_of_earlier_wars() -> None:
    said = {one.name: one for one in answered(PLAIN).earlier}
    chechnya = said["Russia in Chechnya, the first war"]
    assert chechnya.a_month == pytest.approx(5042 / 20.7, rel=0.01)
    assert chechnya.times.middle == pytest.approx(
        (RATES[Flow.KILLED] + RATES[Flow.DIED_OF_WOUNDS]) / chechnya.a_month, rel=0.01
    )
    korea = said["the United States in Korea, killed and wounded"]
    assert korea.scope == "killed and wounded"
    assert korea.a_month == pytest.approx((33_739 + 103_284) / 37.1, rel=0.01)


def test_earlier_wars_are_held_against_what_was_and_not_what_is_assumed() -> None:
    worse = Change(lever=Lever.LOSSES, start=FIRST, by=exactly(3.0, Kind.TIMES))
    plain, other = (answered(one).earlier for one in (PLAIN, replace(PLAIN, changes=(worse,))))
    assert plain == other
