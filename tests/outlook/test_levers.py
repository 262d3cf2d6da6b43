"""Every lever moves the answer that it must move, and the way it must; and what pay, mobilisations, seasons and training do in between."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import numpy as np
import pytest

from muster.account.draws import Draws
from muster.account.flows import Flow, Stock
from muster.outlook.answers import Outlook, outlook
from muster.outlook.continuing import strayed
from muster.outlook.projection import project
from muster.outlook.quantity import Kind, Quantity
from muster.outlook.scenario import LEVERS, Change, Lever, Mobilisation, Pay, Scenario
from tests.outlook.carried import RATES, draws

PLAIN = Scenario(name="plain", title="Plain", why="", horizon=12)
FIRST = dt.date(2026, 3, 1)


def flow(of: Draws, name: Flow) -> np.ndarray:
    return of.flows[:, 0, of.flow_names.index(name), :]


def theatre(of: Draws) -> np.ndarray:
    return of.stocks[:, 0, of.stock_names.index(Stock.THEATRE), :]


def exactly(value: float, kind: Kind) -> Quantity:
    return Quantity(value, value, kind)


def carried(scenario: Scenario, *, steps: int = 1, size: int = 20, of: Draws | None = None) -> Draws:
    return project(of or draws(size, spread=0.0), scenario, party="RU", seed=1, steps=steps, calm=True)


def to(lever: Lever, value: float, **more: object) -> Change:
    return Change(lever=lever, start=dt.date.min, to=exactly(value, LEVERS[lever][0]), **more)  # type: ignore[arg-type]


def by(lever: Lever, value: float, **more: object) -> Change:
    return Change(**{"lever": lever, "start": dt.date.min, "by": exactly(value, Kind.TIMES), **more})  # type: ignore[arg-type]


# ------------------------------------------------------------------ each lever
ANSWERS = {
    "recruits": lambda one: one.recruits.middle,
    "lost": lambda one: one.lost.middle,
    "back": lambda one: one.returning.middle,
    "end": lambda one: one.strength[-1].middle,
}
MOVES = [
    (to(Lever.CONTRACT, 40_000), {"recruits": 1, "lost": 0, "end": 1}),
    (to(Lever.CONVICTS, 4_000), {"recruits": 1, "lost": 0, "end": 1}),
    (to(Lever.FOREIGN, 4_000), {"recruits": 1, "lost": 0, "end": 1}),
    (to(Lever.OCCUPIED, 4_000), {"recruits": 1, "lost": 0, "end": 1}),
    (to(Lever.MOBILISED, 4_000), {"recruits": 1, "lost": 0, "end": 1}),
    (to(Lever.KEPT_ON, 4_000), {"recruits": 1, "lost": 0, "end": 1}),
    (to(Lever.TRAINING, 4), {"recruits": 0, "lost": 0, "end": -1}),
    (by(Lever.LOSSES, 1.5), {"recruits": 0, "lost": 1, "back": 1, "end": -1}),
    (by(Lever.RATIO, 2), {"recruits": 0, "back": 1, "end": 1}),
    (to(Lever.RETURNING, 0.9), {"lost": 0, "back": 1, "end": 1}),
    (to(Lever.DELAY, 5), {"lost": 0, "back": -1, "end": -1}),
    (by(Lever.EVACUATION, 0.5), {"recruits": 0, "back": 1, "end": 1}),
    (to(Lever.DESERTION, 3_000), {"recruits": 0, "lost": 1, "end": -1}),
    (to(Lever.DISCHARGE, 3_000), {"recruits": 0, "lost": 1, "end": -1}),
]


def test_the_table_has_every_lever() -> None:
    assert [change.lever for change, _ in MOVES] == list(Lever)


@pytest.mark.parametrize(("change", "moves"), MOVES, ids=[change.lever.value for change, _ in MOVES])
def test_a_lever_moves_its_answers_the_way_it_must(change: Change, moves: dict[str, int]) -> None:
    plain, other = (_said(one) for one in (PLAIN, replace(PLAIN, changes=(change,))))
    for answer, way in moves.items():
        before, after = (ANSWERS[answer](one) for one in (plain, other))
        assert np.sign(round(after - before, 3)) == way, answer


def _said(scenario: Scenario) -> Outlook:
    return outlook(draws(20, spread=0.0), scenario, party="RU", seed=1, calm=True)


# ------------------------------------------------------------------ hospital
def test_a_delay_from_the_first_month_holds_from_the_first_month() -> None:
    plain, slow, later = (
        flow(carried(replace(PLAIN, changes=its)), Flow.RETURNED).mean(axis=0)
        for its in ((), (to(Lever.DELAY, 6),), (Change(lever=Lever.DELAY, start=dt.date(2026, 4, 1), to=exactly(6, Kind.TIME)),))
    )  # fmt: skip
    assert slow[0] < 0.9 * plain[0]
    assert later[0] == pytest.approx(plain[0])
    assert slow[:6].sum() < later[:6].sum() < plain[:6].sum()


def test_evacuation_told_as_now_and_then_is_the_factor_between() -> None:
    told = Change(lever=Lever.EVACUATION, start=dt.date.min, now=exactly(14.5, Kind.TIME), to=exactly(7.25, Kind.TIME))
    one, other = (carried(replace(PLAIN, changes=(its,))) for its in (told, by(Lever.EVACUATION, 0.5)))
    assert one.flows == pytest.approx(other.flows)


# ------------------------------------------------------------------ training
def called(people: float, start: dt.date, training: float, **more: object) -> Mobilisation:
    its = {"over": 1.0, "exempt": exactly(0, Kind.SHARE), **more}
    return Mobilisation(people=exactly(people, Kind.PEOPLE), start=start, training=training, **its)  # type: ignore[arg-type]


def test_each_mobilisation_trains_as_long_as_it_says_and_others_as_they_do() -> None:
    two = replace(
        PLAIN,
        changes=(to(Lever.CONTRACT, 0), to(Lever.OCCUPIED, 1_000)),
        mobilisations=(
            called(90_000, dt.date(2026, 3, 1), 1.0),
            called(60_000, dt.date(2026, 5, 1), 4.0, exempt=exactly(0.5, Kind.SHARE)),
        ),
    )
    made = carried(two)
    sent = flow(made, Flow.SENT).mean(axis=0)
    assert sent[1:8] == pytest.approx([91_000, 1_000, 1_000, 1_000, 1_000, 31_000, 1_000])
    assert flow(made, Flow.MOBILISED).mean(axis=0)[:4] == pytest.approx([91_000, 1_000, 61_000, 1_000])


def test_who_is_in_training_when_the_account_ends_is_sent_when_the_estimate_would_send_them() -> None:
    its = draws(20, spread=0.0)
    joined = its.flows[:, 0, its.flow_names.index(Flow.RECRUITED)]
    joined[:, -3:] = [10_000, 20_000, 30_000]
    its = replace(its, beside={**its.beside, "training months: all": np.full(20, 3.0)})
    made = carried(PLAIN, of=its)
    assert flow(made, Flow.SENT)[:, :5].mean(axis=0) == pytest.approx([10_000, 20_000, 30_000, 20_000, 20_000])


def test_every_draw_is_trained_for_a_time_of_its_own() -> None:
    range_ = Change(lever=Lever.TRAINING, start=dt.date.min, to=Quantity(1.0, 5.0, Kind.TIME))
    ends = theatre(carried(replace(PLAIN, changes=(range_,)), size=200))[:, -1]
    least, most = (theatre(carried(replace(PLAIN, changes=(to(Lever.TRAINING, its),))))[0, -1] for its in (5, 1))
    assert least < ends.min() < ends.max() < most
    assert len(np.unique(np.round(ends))) > 150


# ------------------------------------------------------------------ pay
MONEY, MONTHLY = Kind.MONEY, Kind.MONEY_RATE


def test_pay_that_stays_changes_nothing_though_nobody_knows_what_it_is() -> None:
    unsure = Quantity(1e6, 3e6, MONEY)
    same = replace(PLAIN, pay=Pay(start=dt.date(2026, 6, 1), bonus=(unsure, unsure)))
    one, other = (project(draws(50), its, party="RU", seed=1) for its in (PLAIN, same))
    assert one.flows == pytest.approx(other.flows)
    sooner = replace(same, pay=Pay(start=dt.date.min, bonus=(unsure, unsure)))
    costs = [outlook(draws(50), its, party="RU", seed=1).roubles for its in (same, sooner)]
    assert costs[0] == costs[1]


def test_volunteers_follow_pay_as_so_many_times_the_civil_wage() -> None:
    bonus = (exactly(1e6, MONEY), exactly(2e6, MONEY))
    wage = (exactly(50_000, MONTHLY), exactly(100_000, MONTHLY))
    half = exactly(0.5, Kind.PLAIN)

    def signed(pay: Pay | None) -> float:
        return float(flow(carried(replace(PLAIN, pay=pay)), Flow.RECRUITED).mean())

    start = dt.date.min
    plain = signed(None)
    assert signed(Pay(start=start, bonus=bonus, elasticity=half)) == pytest.approx(plain * 2**0.5)
    assert signed(Pay(start=start, bonus=bonus, wage=wage, elasticity=half)) == pytest.approx(plain)
    assert signed(Pay(start=start, wage=wage, elasticity=half)) == pytest.approx(plain * 0.5**0.5)


def test_a_pool_fills_up_again_and_a_level_that_is_named_comes_until_it_is_empty() -> None:
    size = exactly(100_000, Kind.PEOPLE)
    drying = flow(carried(replace(PLAIN, pay=Pay(start=dt.date.min, pool=size))), Flow.RECRUITED).mean(axis=0)
    refill = Pay(start=dt.date.min, pool=size, refill=exactly(32_000, Kind.RATE))
    filled = flow(carried(replace(PLAIN, pay=refill)), Flow.RECRUITED).mean(axis=0)
    level = replace(PLAIN, pay=Pay(start=dt.date.min, pool=size), changes=(to(Lever.CONTRACT, 30_000),))
    stated = flow(carried(level), Flow.RECRUITED).mean(axis=0)
    assert drying[-1] < 2_000
    assert filled == pytest.approx([32_000] * 12)
    assert stated[:5] == pytest.approx([30_000, 30_000, 30_000, 10_000, 0])


def test_conscripts_who_stay_are_gained_and_paid_and_those_who_go_are_no_loss() -> None:
    rates = {**RATES, Flow.CONSCRIPTED: 11_000.0}
    price = (exactly(1e6, MONEY),) * 2
    kept = replace(
        PLAIN,
        changes=(to(Lever.KEPT_ON, 5_000),),
        pay=Pay(start=dt.date.min, bonus=price),
        mobilisations=(called(12_000, FIRST, 1.0, exempt=exactly(0.5, Kind.SHARE)),),
    )
    plain, said = (
        outlook(draws(20, rates=rates, spread=0.0), its, party="RU", seed=1, calm=True) for its in (PLAIN, kept)
    )
    assert said.recruits.middle == pytest.approx(plain.recruits.middle + 5_000 + 1_000)
    assert said.lost.middle == pytest.approx(plain.lost.middle + 500)  # of the mobilised half were let go
    assert said.roubles is not None
    assert said.roubles.middle == pytest.approx(12 * 37_000 * 1e6)


# ------------------------------------------------------------------ seasons
def test_a_season_is_laid_over_a_usual_month_and_not_over_its_own() -> None:
    # January and February, by which things go on, have twice the usual losses.
    tempo = (2.0, 2.0, *(1.0 for _ in range(10)))
    lately = replace(PLAIN, recent=2, tempo=tempo)
    killed = flow(carried(lately), Flow.KILLED).mean(axis=0)
    assert killed == pytest.approx([5_000] * 10 + [10_000] * 2)
    stated = flow(carried(replace(lately, changes=(to(Lever.LOSSES, 35_000),))), Flow.KILLED).mean(axis=0)
    assert stated == pytest.approx([10_000] * 10 + [20_000] * 2)  # a level is that of a usual month


def test_deserters_go_on_leaving_after_a_ceasefire() -> None:
    over = replace(PLAIN, ceasefire=dt.date(1, 3, 1), changes=(to(Lever.DESERTION, 2_000),))
    made = carried(over)
    assert not flow(made, Flow.KILLED)[:, 2:].any()
    assert flow(made, Flow.DESERTED) == pytest.approx(np.full((20, 12), 2_000.0))


def test_what_is_a_months_own_does_not_stay() -> None:
    scale = np.full(20_000, 0.2)
    ways = {
        passing: np.log(strayed(np.random.default_rng(1), scale, count=12, steps=1, passing=passing))
        for passing in (0.0, 0.75)
    }
    assert ways[0.0][0].std() == pytest.approx(0.2, rel=0.03)
    assert ways[0.0][11].std() == pytest.approx(0.2 * 12**0.5, rel=0.03)
    assert ways[0.75][11].std() == pytest.approx(0.2 * (0.25 * 12 + 0.375) ** 0.5, rel=0.03)
    steps = np.diff(ways[0.75], axis=0)
    assert steps.std() == pytest.approx(0.2, rel=0.03)
