"""Accounts carried forward: people conserved, nothing below nought, steps halved, seeds kept."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from muster.account.draws import Draws
from muster.account.flows import FLOWS, Flow, Stock
from muster.claims.errors import ScenarioError, UsageError
from muster.outlook import projection
from muster.outlook.projection import project
from muster.outlook.quantity import Kind, Quantity
from muster.outlook.scenario import LEVERS, Change, Lever, Mobilisation, Pay, Scenario
from tests.outlook.carried import LEVELS, RATES, draws

PLAIN = Scenario(name="plain", title="Plain", why="", horizon=24)
FIRST = dt.date(2026, 3, 1)


def flow(of: Draws, name: Flow) -> np.ndarray:
    return of.flows[:, 0, of.flow_names.index(name), :]


def stock(of: Draws, name: Stock) -> np.ndarray:
    return of.stocks[:, 0, of.stock_names.index(name), :]


def exactly(value: float, kind: Kind) -> Quantity:
    return Quantity(value, value, kind)


def change(lever: Lever, start: int, *, lasts: int, over: float, factor: float) -> Change:
    first = dt.date(2026, start, 11 if lasts % 2 else 1)
    return Change(
        lever=lever, start=first, until=dt.date(2026, min(start + lasts, 12), 28) if lasts else None, over=over,
        by=Quantity(factor, factor * 1.5, Kind.TIMES),
    )  # fmt: skip


def called(people: float, start: dt.date, *, training: float, exempt: float) -> Mobilisation:
    return Mobilisation(
        people=exactly(people, Kind.PEOPLE), start=start, over=2.0, training=training, exempt=Quantity(0.0, exempt, Kind.SHARE)
    )  # fmt: skip


def paid(pool: float, times: float) -> Pay:
    return Pay(
        start=dt.date(2026, 4, 20),
        bonus=(Quantity(1e6, 2e6, Kind.MONEY), Quantity(1e6 * times, 2e6 * times, Kind.MONEY)),
        wage=(exactly(5e4, Kind.MONEY_RATE), exactly(7e4, Kind.MONEY_RATE)),
        pool=exactly(pool, Kind.PEOPLE),
        refill=exactly(pool / 50, Kind.RATE),
    )


changes = st.builds(
    lambda lever, start, lasts, over, factor: change(lever, start, lasts=lasts, over=over, factor=factor),
    st.sampled_from(list(Lever)),
    st.integers(3, 12),
    st.integers(0, 5),
    st.floats(0, 6),
    st.floats(0, 30),
)
levels = st.builds(
    lambda lever, value: Change(lever=lever, start=FIRST, to=Quantity(value, value * 2, LEVERS[lever][0])),
    st.sampled_from([one for one in Lever if LEVERS[one][0] is Kind.RATE]),
    st.floats(0, 200_000),
)
times = st.builds(
    lambda lever, value: Change(lever=lever, start=FIRST, to=Quantity(value, value + 2, Kind.TIME)),
    st.sampled_from([Lever.TRAINING, Lever.DELAY]),
    st.floats(0, 9),
)
scenarios = st.builds(
    lambda its, horizon, ceasefire, people, pay, tempo: replace(
        PLAIN,
        horizon=horizon,
        changes=tuple({one.lever: one for one in its}.values()),
        ceasefire=dt.date(2026, 5, 15) if ceasefire else None,
        mobilisations=(
            called(people, dt.date(2026, 4, 9), training=2.5, exempt=0.3),
            called(people / 3, dt.date(2026, 6, 9), training=0.0, exempt=0.0),
        ) if people else (),
        pay=paid(*pay) if pay else None,
        tempo=(0.5, 1.5, *(0.2 * at for at in range(10))) if tempo else (),
    ),
    st.lists(st.one_of(changes, levels, times), max_size=5),
    st.integers(1, 30),
    st.booleans(),
    st.sampled_from([0, 300_000]),
    st.sampled_from([None, (0.0, 1.0), (1000.0, 2.0), (400_000.0, 0.3)]),
    st.booleans(),
)  # fmt: skip


@settings(max_examples=60, deadline=None)
@given(scenarios, st.integers(1, 3))
def test_people_are_conserved_and_no_stock_falls_below_nought(scenario: Scenario, steps: int) -> None:
    made = project(draws(20, rates=MORE), scenario, party="RU", seed=1, steps=steps)
    assert np.isfinite(made.stocks).all()
    assert (made.stocks >= -1e-6).all()
    assert (made.flows >= -1e-6).all()
    net = np.zeros((20, len(made.months)))
    for name in made.flow_names:
        its = FLOWS[name]
        net += flow(made, name) * (bool(its.into) - bool(its.out_of))
    total = made.stocks.sum(axis=(1, 2))
    assert np.diff(total, axis=1) == pytest.approx(net, abs=1e-3)


MORE = {
    **RATES,
    Flow.CONSCRIPTED: 11_000.0,
    Flow.MOBILISED: 500.0,
    Flow.CONVICTS: 900.0,
    Flow.FOREIGN: 300.0,
    Flow.DESERTED: 700.0,
}
# Of flows that could leave either of two stocks, the one that they leave or enter in an outlook.
_ONE = {Flow.DESERTED: Stock.THEATRE, Flow.OTHER_IN: Stock.THEATRE, Flow.OTHER_OUT: Stock.THEATRE}


@settings(max_examples=40, deadline=None)
@given(scenarios)
def test_each_stock_is_what_was_there_and_what_moved(scenario: Scenario) -> None:
    made = project(draws(10, rates=MORE), scenario, party="RU", seed=3)
    apart = [Stock.HOSPITAL, Stock.MISSING, Stock.CAPTIVE, Stock.THEATRE, Stock.ELSEWHERE]
    if any(one.lever is Lever.DISCHARGE for one in scenario.changes):
        apart = apart[:3]  # these are discharged out of both

    def moved(name: Flow, stocks: tuple[Stock, ...], of: Stock) -> np.ndarray | float:
        touched = _ONE.get(name, Stock.ELSEWHERE) if len(stocks) > 1 else next(iter(stocks), None)
        return flow(made, name) if touched is of else 0.0

    for of in apart:
        came = sum(moved(one, FLOWS[one].into, of) for one in made.flow_names)
        went = sum(moved(one, FLOWS[one].out_of, of) for one in made.flow_names)
        assert np.diff(stock(made, of), axis=1) == pytest.approx(came - went, abs=1e-3), of


def test_without_changes_or_straying_all_goes_on_as_it_went() -> None:
    before = draws(50)
    made = project(before, PLAIN, party="RU", seed=1, calm=True)
    for name in (Flow.KILLED, Flow.WOUNDED, Flow.RECRUITED, Flow.GONE_MISSING, Flow.CAPTURED, Flow.DIED_OF_WOUNDS):
        last = before.flows[:, 0, before.flow_names.index(name), -1]
        assert flow(made, name) == pytest.approx(np.repeat(last[:, None], 24, axis=1)), name
    assert flow(made, Flow.SENT)[:, 1:] == pytest.approx(flow(made, Flow.RECRUITED)[:, :-1])
    assert stock(made, Stock.THEATRE)[:, 0] == pytest.approx(before.stocks[:, 0, 0, -1])


def test_the_same_seed_gives_the_same_bytes_and_another_lever_leaves_the_luck_of_the_rest() -> None:
    one, same, other = (project(draws(50), PLAIN, party="RU", seed=seed) for seed in (5, 5, 6))
    assert one.flows.tobytes() == same.flows.tobytes()
    assert one.flows.tobytes() != other.flows.tobytes()
    more = replace(PLAIN, changes=(Change(lever=Lever.CONTRACT, start=FIRST, by=exactly(1.5, Kind.TIMES)),))
    changed = project(draws(50), more, party="RU", seed=5)
    assert flow(changed, Flow.KILLED) == pytest.approx(flow(one, Flow.KILLED))
    assert flow(changed, Flow.RECRUITED) == pytest.approx(1.5 * flow(one, Flow.RECRUITED))


def test_steps_halved_give_the_same_answer() -> None:
    whole, half, quarter = (
        project(draws(100), PLAIN, party="RU", seed=1, steps=steps, calm=True) for steps in (1, 2, 4)
    )
    for name in (Stock.THEATRE, Stock.HOSPITAL):
        assert stock(half, name)[:, -1] == pytest.approx(stock(whole, name)[:, -1], rel=0.03)
        assert stock(quarter, name)[:, -1] == pytest.approx(stock(half, name)[:, -1], rel=0.015)


def test_a_force_that_runs_out_loses_no_more_than_it_has() -> None:
    few = draws(20, levels={**LEVELS, Stock.THEATRE: 50_000})
    doom = replace(PLAIN, changes=(Change(lever=Lever.LOSSES, start=FIRST, to=exactly(200_000, Kind.RATE)),))
    made = project(few, doom, party="RU", seed=1)
    assert (stock(made, Stock.THEATRE) >= 0).all()
    assert (stock(made, Stock.THEATRE)[:, -1] < 100_000).all()
    asked = flow(made, Flow.KILLED) + flow(made, Flow.WOUNDED)
    assert (asked[:, 6:] < 200_000).all()


def test_recruits_train_and_the_mobilised_longer() -> None:
    called = replace(
        PLAIN,
        changes=(Change(lever=Lever.CONTRACT, start=FIRST, to=exactly(0, Kind.RATE)),),
        mobilisations=(
            Mobilisation(
                people=exactly(300_000, Kind.PEOPLE), start=dt.date(2026, 5, 1), over=2.0, training=2.0,
                exempt=exactly(0.1, Kind.SHARE),
            ),
        ),
    )  # fmt: skip
    made = project(draws(20), called, party="RU", seed=1, calm=True)
    assert flow(made, Flow.MOBILISED).mean(axis=0)[:6] == pytest.approx([0, 0, 150_000, 150_000, 0, 0])
    assert flow(made, Flow.SENT).mean(axis=0)[1:8] == pytest.approx([0, 0, 0, 135_000, 135_000, 0, 0])
    assert flow(made, Flow.DISCHARGED).mean(axis=0)[3:7] == pytest.approx([0, 15_000, 15_000, 0])


def test_a_ceasefire_ends_losses_within_its_month_and_the_wounded_still_return() -> None:
    made = project(draws(20), replace(PLAIN, ceasefire=dt.date(2026, 5, 16)), party="RU", seed=1, calm=True)
    killed = flow(made, Flow.KILLED)
    assert killed[:, 2] == pytest.approx(killed[:, 1] * 15 / 31)
    assert (killed[:, 3:] == 0).all()
    back = flow(made, Flow.RETURNED).mean(axis=0)
    assert back[3] > back[8] > 0
    assert back[-1] == pytest.approx(0, abs=1)


def test_a_pool_that_empties_brings_fewer() -> None:
    small = replace(PLAIN, pay=Pay(start=FIRST, pool=exactly(400_000, Kind.PEOPLE)))
    made = project(draws(20), small, party="RU", seed=1, calm=True)
    signed = flow(made, Flow.RECRUITED)
    assert (np.diff(signed, axis=1) < 0).all()
    assert signed.sum(axis=1) + made.beside["pool: 2028-02"] == pytest.approx(np.full(20, 400_000))


def test_pay_calls_as_its_elasticity_says() -> None:
    cut = Pay(
        start=FIRST,
        bonus=(exactly(2e6, Kind.MONEY), exactly(1e6, Kind.MONEY)),
        elasticity=exactly(0.5, Kind.PLAIN),
    )
    one, other = (project(draws(20), replace(PLAIN, pay=pay), party="RU", seed=1) for pay in (None, cut))
    assert flow(other, Flow.RECRUITED) == pytest.approx(flow(one, Flow.RECRUITED) * 0.5**0.5)


def test_faster_evacuation_turns_dead_into_wounded() -> None:
    quick = replace(PLAIN, changes=(Change(lever=Lever.EVACUATION, start=FIRST, by=exactly(0.5, Kind.TIMES)),))
    one, other = (project(draws(50), its, party="RU", seed=1) for its in (PLAIN, quick))
    hit = [flow(its, Flow.KILLED) + flow(its, Flow.WOUNDED) for its in (one, other)]
    assert hit[0] == pytest.approx(hit[1])
    assert (flow(other, Flow.KILLED) < flow(one, Flow.KILLED)).all()
    died = [flow(its, Flow.DIED_OF_WOUNDS) / flow(its, Flow.WOUNDED) for its in (one, other)]
    assert (died[1] < died[0]).all()


def test_a_force_that_was_not_estimated_still_has_a_balance() -> None:
    only = draws(20, levels={Stock.HOSPITAL: 40_000})
    made = project(only, PLAIN, party="RU", seed=1, calm=True)
    assert Stock.THEATRE not in made.stock_names
    assert flow(made, Flow.KILLED).mean() == pytest.approx(RATES[Flow.KILLED], rel=0.1)


def test_what_is_over_cannot_be_changed_nor_another_party_be_carried() -> None:
    late = replace(
        PLAIN,
        changes=(
            Change(lever=Lever.LOSSES, start=dt.date(2025, 6, 1), by=exactly(2, Kind.TIMES), place="x.toml, line 4"),
        ),
    )
    with pytest.raises(
        ScenarioError, match="line 4: losses would change in 2025-06, but the account goes to 2026-02-28"
    ):
        project(draws(5), late, party="RU", seed=1)
    with pytest.raises(UsageError, match="not of UA"):
        project(draws(5), PLAIN, party="UA", seed=1)


def test_ground_goes_on_as_it_went_until_the_fire_ceases() -> None:
    known = draws(300, rates={**RATES, Flow.GROUND_TAKEN: 400.0, Flow.GROUND_LOST: 20.0})
    as_now = project(known, PLAIN, party="RU", seed=1, calm=True)
    lately = flow(known, Flow.GROUND_TAKEN)[:, -1]
    assert np.allclose(flow(as_now, Flow.GROUND_TAKEN), lately[:, None])
    over = project(known, replace(PLAIN, ceasefire=dt.date(2026, 5, 1)), party="RU", seed=1)
    assert (flow(over, Flow.GROUND_TAKEN)[:, :2] > 0).all()
    assert not flow(over, Flow.GROUND_TAKEN)[:, 2:].any()
    astray = project(known, PLAIN, party="RU", seed=1)
    ratio = flow(astray, Flow.GROUND_LOST) / flow(astray, Flow.GROUND_TAKEN)
    assert np.allclose(ratio, ratio[:, :1])  # what is lost again of what is taken is a share of the draw's own
    people = replace(known, flows=known.flows[:, :, :-2], flow_names=known.flow_names[:-2])
    assert np.array_equal(flow(astray, Flow.KILLED), flow(project(people, PLAIN, party="RU", seed=1), Flow.KILLED))


def test_many_draws_are_carried_in_parts_that_do_not_show(monkeypatch: pytest.MonkeyPatch) -> None:
    known = draws(50)
    whole = project(known, PLAIN, party="RU", seed=1, calm=True)
    monkeypatch.setattr(projection, "AT_ONCE", 20)
    parts = project(known, PLAIN, party="RU", seed=1, calm=True)
    assert np.array_equal(parts.flows, whole.flows)  # what strays not is the same in any parts
    assert np.array_equal(parts.stocks, whole.stocks)
    assert parts.beside.keys() == whole.beside.keys()
    astray = project(known, PLAIN, party="RU", seed=1)
    assert astray.flows.tobytes() == project(known, PLAIN, party="RU", seed=1).flows.tobytes()
    ratio = flow(astray, Flow.KILLED)[:, -1] / flow(parts, Flow.KILLED)[:, -1]
    assert len(set(np.round(ratio, 9))) == 50  # and no part has another's luck
