"""What a carried account answers, against forces whose answer is known."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import numpy as np
import pytest

from muster.account.flows import Flow, Stock
from muster.outlook.answers import Outlook, outlook
from muster.outlook.projection import project
from muster.outlook.quantity import Kind, Quantity
from muster.outlook.scenario import Change, Floor, Lever, Pay, Scenario
from tests.outlook.carried import LEVELS, RATES, draws

PLAIN = Scenario(name="plain", title="Plain", why="", horizon=24)
FIRST = dt.date(2026, 3, 1)


def exactly(value: float, kind: Kind) -> Quantity:
    return Quantity(value, value, kind)


def answered(
    scenario: Scenario, *, size: int = 400, spread: float = 0.0, calm: bool = True, **given: object
) -> Outlook:
    made = project(draws(size, spread=spread, **given), scenario, party="RU", seed=1, calm=calm)  # type: ignore[arg-type]
    return outlook(made, scenario, party="RU")


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
    made = project(its, PLAIN, party="RU", seed=1, calm=True)
    first, *_ = outlook(made, PLAIN, party="RU").drivers
    assert first.name == "recruits"
    assert first.rank > 0.9
    assert first.most > first.least
    losses = next(one for one in outlook(made, PLAIN, party="RU").drivers if one.name == "killed and wounded")
    assert losses.rank < 0


def test_more_who_return_leave_more_though_the_wounded_return_most_where_most_are_hurt() -> None:
    its = draws(2000, spread=0.0)
    random = np.random.default_rng(4)
    hurt, back = np.exp(0.3 * random.standard_normal((2, 2000, 1)) * [[[1.0]], [[0.3]]])
    for flow, factor in ((Flow.WOUNDED, hurt), (Flow.RETURNED, hurt * back), (Flow.INVALIDED, hurt)):
        its.flows[:, 0, its.flow_names.index(flow), :] *= factor
    made = project(its, PLAIN, party="RU", seed=1, calm=True)
    said = {one.name: one for one in outlook(made, PLAIN, party="RU").drivers}
    assert said["share of the wounded who return"].rank > 0.1
    assert said["killed and wounded"].rank < -0.5


def test_the_dead_are_held_against_the_dead_of_earlier_wars() -> None:
    said = {one.name: one for one in answered(PLAIN).earlier}
    soviet = said["the Soviet Union in Afghanistan"]
    assert soviet.a_month == pytest.approx(14_453 / 109.8, rel=0.01)
    assert soviet.times.middle == pytest.approx(
        (RATES[Flow.KILLED] + RATES[Flow.DIED_OF_WOUNDS]) / soviet.a_month, rel=0.01
    )
    assert said["the United States in Korea, killed and wounded"].scope == "killed and wounded"
