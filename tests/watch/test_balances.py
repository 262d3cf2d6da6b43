"""Whether a force is replenished, and what its fighting costs: each state of the indicators that read an account."""

from __future__ import annotations

import datetime as dt

import pytest

from muster.account.flows import Flow
from muster.account.force import BACK, CAME, WENT
from muster.watch.balances import floor, naive, replenishment
from muster.watch.board import State
from muster.watch.fighting import ground, lethality
from tests.watch.made import LIMITS, account, day, limits, look, month, told

LOSS = told("killed_wounded", 35_000, month("2026-01"))  # so that there is a claim to look at
GAIN = told("recruited", 32_000, month("2026-01"))
FORCE = told("strength", 600_000, (day("2026-01-31"), day("2026-01-31")))
AHEAD = (dt.date(2026, 3, 1), dt.date(2027, 2, 28))


# ------------------------------------------------------------------ I01
@pytest.mark.parametrize(("wounded", "state"), [(25_000, State.QUIET), (39_000, State.WATCH), (48_000, State.ALERT)])
def test_the_balance_is_as_grave_as_it_is_likely_to_be_negative(wounded: float, state: State) -> None:
    found = replenishment(look(LOSS, GAIN, account=account({Flow.WOUNDED: wounded})), LIMITS)
    assert found.state is state
    assert found.number("balance") == pytest.approx(3 * (32_000 + 16_000 - 10_000 - wounded), abs=3_500)
    assert found.day == day("2026-02-28")
    assert "December 2025 to February 2026" in found.why


def test_the_chance_is_the_share_of_draws_and_returns_are_told_apart() -> None:
    draws = account({Flow.WOUNDED: 39_000})
    found = replenishment(look(LOSS, GAIN, account=draws), LIMITS)
    at = [draws.flow_names.index(flow) for flow in (Flow.RECRUITED, Flow.RETURNED, Flow.KILLED, Flow.WOUNDED)]
    came, back, killed, wounded = (draws.flows[:, 0, one, -3:].sum(axis=1) for one in at)
    assert found.number("chance") == pytest.approx(float((came + back < killed + wounded).mean()))
    assert found.number("chance_without_returns") == pytest.approx(float((came < killed + wounded).mean()))


def test_months_that_no_figure_reaches_are_told_to_be_carried_on() -> None:
    recruits = told("recruited", 32_000, month("2025-11"))
    found = replenishment(look(LOSS, recruits, account=account()), LIMITS)
    assert "No figure of recruits is newer than 30 November 2025: since then the estimate carries on" in found.why
    assert len(found.claims) == 2
    late = {**recruits, "days": month("2026-01"), "on": day("2026-02-03")}
    assert "carries on" not in replenishment(look(LOSS, late, account=account()), LIMITS).why


def test_every_way_into_and_out_of_the_force_is_counted_and_moves_within_it_are_not() -> None:
    assert {Flow.RECRUITED, Flow.FOREIGN, Flow.OTHER_IN, Flow.MOBILISED} <= set(CAME)
    assert set(BACK) == {Flow.RETURNED, Flow.FOUND_ALIVE, Flow.FREED, Flow.CAME_BACK}
    assert {Flow.KILLED, Flow.WOUNDED, Flow.DESERTED, Flow.DISCHARGED, Flow.OTHER_OUT} <= set(WENT)
    assert not {Flow.SENT, Flow.WITHDRAWN, Flow.DIED_OF_WOUNDS, Flow.GROUND_TAKEN} & {*CAME, *BACK, *WENT}


def test_without_an_estimate_or_with_an_old_one_the_command_is_named() -> None:
    for draws in (None, account(days=(dt.date(2024, 1, 1), dt.date(2025, 3, 31)))):
        for rule in (replenishment, floor, ground, lethality):
            found = rule(look(LOSS, account=draws, ahead=draws), LIMITS)
            assert found.state is State.CANNOT_TELL
            assert "muster estimate --party RU" in found.why


def test_where_no_claim_tells_of_recruits_the_balance_cannot_be_told() -> None:
    found = replenishment(look(LOSS, account=account(informed=(Flow.KILLED, Flow.WOUNDED))), LIMITS)
    assert found.state is State.CANNOT_TELL
    assert "knows no recruits" in found.why


# ------------------------------------------------------------------ I02
RECRUITS = told("recruited", 30_000, (day("2025-06-01"), day("2025-12-31")), per="month", by="Ministry B")
LOST = told("losses", 210_000, (day("2025-06-01"), day("2025-12-31")), by="Staff C")


def strengths(later: float, *, first: str = "2025-06-01", last: str = "2025-12-31") -> list[dict[str, object]]:
    return [
        told("strength", 500_000, (day(first), day(first)), by="Institute D"),
        told("strength", later, (day(last), day(last)), by="Institute D"),
    ]


@pytest.mark.parametrize(("later", "state"), [(560_000, State.ALERT), (300_000, State.WATCH), (500_000, State.QUIET)])
def test_recruits_less_losses_are_held_against_the_strength(later: float, state: State) -> None:
    # 30,000 a month over seven months, less 210,000 lost: nought, give or take the rounding of both.
    lost = {**LOST, "number": 230_000} if later == 560_000 else LOST
    found = naive(look(RECRUITS, lost, *strengths(later)), LIMITS)
    assert found.state is state, found.why
    assert len(found.claims) >= 4
    assert ("go the other way" in found.why) is (state is State.ALERT)


def test_a_force_that_shrinks_though_more_came_than_went_goes_the_other_way_too() -> None:
    found = naive(look({**RECRUITS, "number": 60_000}, LOST, *strengths(400_000)), LIMITS)
    assert found.state is State.ALERT, found.why
    assert "go the other way" in found.why


@pytest.mark.parametrize(("months", "state"), [(3, State.CANNOT_TELL), (1, State.WATCH)])
def test_strengths_that_lie_close_are_not_held_against_the_flows_between(months: int, state: State) -> None:
    two = strengths(300_000, first="2025-10-25", last="2025-12-31")
    found = naive(look(RECRUITS, LOST, *two), limits(I02={"months": months}))
    assert found.state is state, found.why


def test_the_missing_flow_has_its_size_a_month() -> None:
    found = naive(look(RECRUITS, LOST, *strengths(300_000)), LIMITS)
    assert found.number("a_month_least") < 200_000 / 7 < found.number("a_month_most")


def test_without_two_strengths_of_late_the_naive_balance_cannot_be_told() -> None:
    assert naive(look(RECRUITS, LOST, strengths(560_000)[0]), LIMITS).state is State.CANNOT_TELL
    old = strengths(560_000, first="2023-06-01", last="2023-12-31")
    assert naive(look(RECRUITS, LOST, *old), LIMITS).state is State.CANNOT_TELL


# ------------------------------------------------------------------ I03
@pytest.mark.parametrize(("end", "state"), [(600_000, State.QUIET), (537_000, State.WATCH), (420_000, State.ALERT)])
def test_a_floor_is_passed_from_the_month_in_which_that_is_likely(end: float, state: State) -> None:
    its = look(LOSS, GAIN, FORCE, account=account(), ahead=account(days=AHEAD, strength=(600_000, end), spread=0.02))
    found = floor(its, LIMITS)
    assert found.state is state, found.why
    assert found.number("floor") == pytest.approx(540_000)
    assert ("not likely" in found.why) is (state is State.QUIET)


def test_a_floor_in_people_takes_the_place_of_the_share() -> None:
    its = look(
        LOSS, GAIN, FORCE, account=account(), ahead=account(days=AHEAD, strength=(600_000, 590_000), spread=0.02)
    )
    assert floor(its, limits(I03={"people": 595_000})).state is not State.QUIET
    assert "595,000" in floor(its, limits(I03={"people": 595_000})).why


def test_without_a_strength_no_floor_can_be_passed() -> None:
    found = floor(look(LOSS, account=account(), ahead=account(days=AHEAD)), LIMITS)
    assert found.state is State.CANNOT_TELL
    assert "no strength" in found.why


# ------------------------------------------------------------------ I08
GROUND = told("area_taken", 400, month("2026-02"), unit="km2")


@pytest.mark.parametrize(
    ("last", "state"), [(400.0, State.QUIET), (240.0, State.WATCH), (150.0, State.ALERT), (-20.0, State.ALERT)]
)
def test_ground_is_dear_against_the_months_before(last: float, state: State) -> None:
    its = look(GROUND, account=account({Flow.GROUND_TAKEN: (400.0, last)}))
    found = ground(its, LIMITS)
    assert found.state is state, found.why
    if last > 0:
        assert found.number("times") == pytest.approx(400 / last, rel=0.02)
    else:
        assert "no ground was taken" in found.why
    assert "Institute A" in found.why


def test_ground_after_months_without_any_is_not_dear() -> None:
    draws = account({Flow.GROUND_TAKEN: (-10.0, -10.0, -10.0, -10.0, -10.0, -10.0, 300.0)})
    found = ground(look(GROUND, account=draws), LIMITS)
    assert found.state is State.QUIET
    assert "in the 6 months before no ground was taken" in found.why


def test_ground_that_nobody_told_of_late_is_not_judged() -> None:
    draws = account({Flow.GROUND_TAKEN: 400.0})
    old = told("area_taken", 400, month("2025-06"), unit="km2")
    assert ground(look(old, account=draws), LIMITS).state is State.CANNOT_TELL
    assert ground(look(LOSS, account=draws), LIMITS).state is State.CANNOT_TELL


# ------------------------------------------------------------------ I09
DEAD = told("killed", 10_000, month("2026-02"), by="Register E")
ALL = told("killed_wounded", 35_000, month("2026-02"), by="Ministry F")


@pytest.mark.parametrize(
    ("wounded", "state"),
    [(25_000.0, State.QUIET), (19_800.0, State.WATCH), (12_000.0, State.ALERT), (40_000.0, State.ALERT)],
)
def test_a_change_in_wounded_for_each_man_killed(wounded: float, state: State) -> None:
    its = look(
        DEAD,
        ALL,
        account=account({Flow.WOUNDED: (25_000.0, 25_000.0, 25_000.0, *[wounded] * 3)}, spread=0.02, noise=0.05),
    )
    found = lethality(its, LIMITS)
    assert found.state is state, found.why
    assert found.number("wounded_per_killed") == pytest.approx(wounded / 10_000, rel=0.03)


def test_one_body_s_own_ratio_is_no_sign() -> None:
    one = [{**DEAD, "by": "Ministry F"}, ALL]
    found = lethality(look(*one, account=account()), LIMITS)
    assert found.state is State.CANNOT_TELL
    assert "Ministry F" in found.why


def test_where_nobody_told_the_dead_of_late_lethality_cannot_be_told() -> None:
    old = {**DEAD, "days": month("2025-06"), "on": day("2025-07-01")}
    assert lethality(look(old, ALL, account=account()), LIMITS).state is State.CANNOT_TELL
    assert lethality(look(ALL, account=account()), LIMITS).state is State.CANNOT_TELL
