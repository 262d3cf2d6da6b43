"""What one body told more than once counts once."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from hypothesis import given
from hypothesis import strategies as st

from muster.claims.measures import Measure
from muster.estimate.observation import Observation
from muster.estimate.once import counted_once
from tests.estimate.told import START, about, month, told

KILLED, LOSSES = Measure.KILLED, Measure.LOSSES


def once(observations: Sequence[Observation]) -> tuple[list[Observation], dict[str, str]]:
    aside: dict[str, str] = {}
    return counted_once(observations, first=START, aside=aside), aside


def running(until: dt.date, number: float, basis: str = "staff") -> Observation:
    return told(basis, LOSSES, (START, until), number - 5, number + 5)


def test_twelve_copies_are_one_observation_that_names_them_all() -> None:
    copies = [about("ministry", KILLED, month(3), 4000 + one, claims=(f"c{one}",)) for one in range(12)]
    found, aside = once(copies)
    assert len(found) == 1
    assert len(found[0].claims) == 12
    assert aside == {}


def test_figures_of_two_bases_are_two() -> None:
    found, _ = once([about("one", KILLED, month(3), 4000), about("other", KILLED, month(3), 4000)])
    assert len(found) == 2


def test_a_running_count_is_what_each_total_adds() -> None:
    found, _ = once([running(month(0)[1], 1000), running(month(1)[1], 1800), running(month(2)[1], 3000)])
    assert [(round(one.middle), one.start, one.end) for one in sorted(found, key=lambda one: one.end)] == [
        (1000, START, month(0)[1]),
        (800, *month(1)),
        (1200, *month(2)),
    ]


def test_a_daily_count_weighs_as_its_months() -> None:
    days = [START + dt.timedelta(days=at) for at in range(90)]
    totals = [running(day, 100.0 * (at + 1)) for at, day in enumerate(days)]
    found, aside = once(totals)
    assert len(found) == 3
    named = {claim for one in found for claim in (*one.claims, *one.less)}
    assert {claim for one in totals for claim in one.claims} == named | set(aside)


def test_a_total_that_falls_begins_anew() -> None:
    found, _ = once([running(month(0)[1], 350_000), running(month(1)[1], 250_000)])
    assert sorted(round(one.middle) for one in found) == [250_000, 350_000]


def test_the_sum_of_a_bodys_own_months_is_no_further_figure() -> None:
    months = [about("staff", LOSSES, month(at), 1000.0 + 100 * at) for at in range(6)]
    half = about("staff", Measure.KILLED_WOUNDED, (month(0)[0], month(5)[1]), 7500)
    found, _ = once([*months, half])
    assert len(found) == 6
    assert half.claims[0] in {claim for one in found for claim in one.claims}
    assert len(once([*months, about("staff", LOSSES, (month(0)[0], month(5)[1]), 9900)])[0]) == 7


def test_what_it_told_otherwise_for_the_same_days_is_one_figure_as_wide_as_that() -> None:
    first, second = about("staff", KILLED, month(3), 4000), about("staff", KILLED, month(3), 4600)
    (one,), _ = once([first, second, told("staff", KILLED, month(3), 1000, None)])
    assert (one.low, one.high) == (first.low, second.high)
    assert len(one.claims) == 3


def test_bounds_of_the_same_days_are_the_narrowest() -> None:
    bounds = [(1000, None), (3000, None), (None, 9000)]
    (one,), _ = once([told("staff", KILLED, month(3), low, high) for low, high in bounds])
    assert (one.low, one.high) == (3000, 9000)


def test_a_list_grows_by_what_was_not_on_it() -> None:
    def listed(until: dt.date, number: float) -> Observation:
        return told("list", Measure.OBITUARIES, (START, until), number, None, listed=True)

    found, _ = once([listed(month(2)[1], 500), listed(month(5)[1], 1400)])
    grown = max(found, key=lambda one: one.as_of)
    assert (grown.low, grown.known) == (900, month(2)[1])


figures = st.builds(
    lambda basis, at, count, number: about(basis, LOSSES, (month(at)[0], month(at + count)[1]), number),
    st.sampled_from(["a", "b"]),
    st.integers(0, 6),
    st.integers(0, 4),
    st.floats(100, 1e5),
)


@given(st.lists(figures, max_size=12), st.randoms(use_true_random=False))
def test_the_order_changes_nothing_and_every_claim_is_somewhere(its: list[Observation], chance: object) -> None:
    first, aside = once(its)
    mixed = list(its)
    chance.shuffle(mixed)  # type: ignore[attr-defined]
    again, _ = once(mixed)
    assert sorted(first, key=lambda one: one.order) == sorted(again, key=lambda one: one.order)
    named = {claim for one in first for claim in (*one.claims, *one.less)}
    assert {claim for one in its for claim in one.claims} <= named | set(aside)
