"""The accounts as arrays: walks, flows that conserve people, and what the figures are likeliest under."""

from __future__ import annotations

import datetime as dt
from collections import Counter

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from muster.account.chart import shipped as chart
from muster.account.draws import Array
from muster.account.flows import FLOWS, Flow, Stock
from muster.claims.measures import Measure
from muster.estimate.design import Design, designed
from muster.estimate.layout import books, laid_out, unrest, walk_basis
from muster.estimate.posterior import outcome, shapes
from muster.estimate.priors import shipped
from tests.estimate.told import about, design, month, told

EVERYTHING = [
    about("staff", Measure.LOSSES, month(0), 9000),
    about("staff", Measure.LOSSES, month(1), 9500),
    told("paper", Measure.KILLED, month(1), 2000, None),
    told("list", Measure.OBITUARIES, (month(0)[0], month(3)[1]), 3000, None, listed=True),
    about("minister", Measure.RECRUITED, (month(0)[0], month(5)[1]), 60_000),
    about("minister", Measure.CONSCRIPTED, month(3), 20_000),
    about("spy", Measure.STRENGTH, month(4), 300_000, level=True),
    about("spy", Measure.DESERTED, month(2), 500),
    about("institute", Measure.LOSSES_PER_AREA, month(2), 60, base=Measure.AREA_TAKEN, above="RU"),
]


def drawn(of: Design, seed: int) -> dict[str, Array]:
    random = np.random.default_rng(seed)
    return {name: random.normal(size=shape) for name, shape in shapes(of).items()}


@pytest.mark.parametrize("months", [1, 2, 3, 12, 60])
def test_the_basis_is_that_of_a_walk_about_its_mean(months: int) -> None:
    steps = np.diff(np.eye(months), axis=0)
    wanted = np.linalg.pinv(steps.T @ steps) if months > 1 else np.zeros((1, 1))
    basis = walk_basis((1.0,) * (months - 1))
    assert basis @ basis.T == pytest.approx(wanted, abs=1e-9)


@given(st.lists(st.floats(0.2, 30.0), min_size=1, max_size=12))
def test_steps_vary_as_they_are_told_to(rates: list[float]) -> None:
    basis = walk_basis(tuple(rates))
    walked = basis @ basis.T
    steps = np.diff(np.eye(len(rates) + 1), axis=0)
    assert steps @ walked @ steps.T == pytest.approx(np.diag(rates), abs=1e-9)
    assert walked.sum(axis=0) == pytest.approx(np.zeros(len(rates) + 1), abs=1e-8)
    assert (np.diff(np.linalg.norm(basis, axis=0)) <= 1e-9).all()


@pytest.mark.parametrize("passing", [0.0, 0.5, 0.75, 1.0])
def test_what_passes_is_as_far_from_any_other_month_and_what_stays_goes_on(passing: float) -> None:
    basis = walk_basis((1.0,) * 23, passing=passing)
    walked = basis @ basis.T
    apart = [
        walked[at, at] + walked[at + far, at + far] - 2 * walked[at, at + far] for far in (1, 2, 6) for at in (0, 9)
    ]
    kept = 1.0 - passing
    assert apart == pytest.approx([passing + kept] * 2 + [passing + 2 * kept] * 2 + [passing + 6 * kept] * 2)


def test_slow_ratios_have_nothing_of_a_month_alone() -> None:
    of = design([about("staff", Measure.LOSSES, month(at), 9000) for at in range(5)], months=5).layout
    names = [name for name, *_ in of.walks]
    slow, fast = (names.index(f"RU: {name}") for name in ("wounded per killed", "casualties"))
    assert of.waves(slow) == pytest.approx(walk_basis(of.rates))
    assert of.waves(fast) == pytest.approx(walk_basis(of.rates, passing=shipped()["passing"].at))


def test_a_war_is_least_settled_when_it_opens() -> None:
    before, first, *later = np.sqrt(unrest(40, opening=1, priors=shipped()))
    assert before == first == pytest.approx(shipped()["opening"].at)
    assert list(later) == sorted(later, reverse=True)
    assert later[-1] == pytest.approx(1.0, abs=2e-3)
    assert unrest(40, opening=30, priors=shipped())[:29] == (1.0,) * 29
    assert unrest(3, opening=None, priors=shipped()) == (1.0, 1.0)


def test_the_first_days_of_a_war_are_no_whole_month() -> None:
    begun = dt.date(2023, 1, 27)
    its = [about("staff", Measure.LOSSES, (begun, month(5)[1]), 60_000), about("staff", Measure.LOSSES, month(0), 9000)]
    of = designed(
        its, months=(begun, *(month(at)[0] for at in range(1, 6))), parties=("RU",), chart=chart(), priors=shipped()
    )
    whole = design(its, months=6)
    raw = {name: np.zeros(shape) for name, shape in shapes(of).items()}
    late, full = (outcome(one, priors=shipped(), raw=raw, of=np).flows for one in (of, whole))
    killed = of.books.flow("RU", Flow.KILLED)
    assert late[0, killed] == pytest.approx(full[0, killed] * 5 / 31)
    assert late[1, killed] == pytest.approx(full[1, killed])
    assert (of.plain.over == 1.0).any(axis=1).all()  # days before the war are none of a month's


@given(st.floats(0.0, 8.0), st.floats(-6.0, 2.0))
def test_a_force_that_is_overdrawn_costs_by_its_worst_month_alone(level: float, first: float) -> None:
    of = design(EVERYTHING, months=12)
    raw = {name: np.zeros(shape) for name, shape in shapes(of).items()}
    walks = [name for name, *_ in of.layout.walks]
    raw["level"][walks.index("RU: casualties")] = level
    raw["first"][:] = first
    found = outcome(of, priors=shipped(), raw=raw, of=np)
    held = found.stocks[:, : of.books.levels]
    assert (found.left == 0) == bool((held >= 0).all())
    # Ten thousandfold losses are some hundred times a twentieth, however many months they last.
    assert found.left >= -0.5 * of.books.levels * (np.log(1e9) / shipped()["overdrawn"].at) ** 2


@given(st.integers(0, 10_000))
def test_no_flow_is_negative_and_people_are_conserved(seed: int) -> None:
    of = design(EVERYTHING, months=12)
    found = outcome(of, priors=shipped(), raw=drawn(of, seed), of=np)
    assert (found.flows >= 0).all()
    within = np.zeros(12)
    for at, (_, flow) in enumerate(of.books.flows):
        course = FLOWS[flow]
        world_in, world_out = bool(course.into) and not course.out_of, bool(course.out_of) and not course.into
        within += found.flows[:, at] * (world_in - world_out)
    total = found.stocks.sum(axis=1)
    assert np.diff(total) == pytest.approx(within, rel=1e-6, abs=1e-3)


def test_the_wounded_leave_hospital_once_each() -> None:
    of = design(EVERYTHING, months=36)
    found = outcome(of, priors=shipped(), raw=drawn(of, 3), of=np)

    def summed(flow: Flow) -> float:
        at = of.books.flow("RU", flow)
        assert at is not None
        return float(found.flows[:, at].sum())

    hospital = of.books.stock("RU", Stock.HOSPITAL)
    assert hospital is not None
    left = summed(Flow.RETURNED) + summed(Flow.INVALIDED) + summed(Flow.DIED_OF_WOUNDS)
    assert left + found.stocks[-1, hospital] == pytest.approx(summed(Flow.WOUNDED))
    assert (found.stocks[:, hospital] >= -1e-6).all()


def test_what_is_told_is_likeliest_where_the_account_says_it() -> None:
    of = design([about("paper", Measure.WOUNDED, (month(0)[0], month(5)[1]), 12_000)], months=6)
    raw = {name: np.zeros(shape) for name, shape in shapes(of).items()}
    at = of.books.flow("RU", Flow.WOUNDED)
    assert at is not None

    def told_at(level: float) -> tuple[float, float]:
        moved = {**raw, "level": np.array([level, *raw["level"][1:]])}
        found = outcome(of, priors=shipped(), raw=moved, of=np)
        return float(found.flows[:, at].sum()), float(found.claims[0])

    wounded, _ = max((told_at(level) for level in np.arange(-1, 1, 0.005)), key=lambda pair: pair[1])
    assert wounded == pytest.approx(12_000, rel=0.03)


def test_only_channels_that_claims_speak_of_are_modelled() -> None:
    told_of = {"RU": Counter({Measure.KILLED: 1, Measure.CONVICTS: 1})}
    plan = laid_out((1.0,) * 6, ("RU",), told=told_of, civilians=(), priors=shipped())
    flows = {flow for _, flow in books(plan).flows}
    assert Flow.CONVICTS in flows
    assert not flows & {Flow.RECRUITED, Flow.MOBILISED, Flow.GROUND_TAKEN, Flow.CIVILIANS_KILLED, Flow.SENT}


def test_a_further_observation_takes_no_term_from_another() -> None:
    fewer, more = design(EVERYTHING[:3], months=12), design(EVERYTHING[:3] + EVERYTHING[5:6], months=12)
    assert [one for one in more.order if one in fewer.order] == list(fewer.order)
    assert set(shapes(fewer)) <= set(shapes(more))
