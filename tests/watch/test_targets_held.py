"""Targets: what is reached of which days, what is out of reach and by what, and what the check found of them."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from muster.account.flows import Flow
from muster.claims.finding import Finding, Kind, Severity, Verdict
from muster.watch.board import Result, State
from tests.watch.made import TODAY, account, day, limits, look, month, says, told

YEAR = (day("2026-01-01"), day("2026-12-31"))
TARGET = told("recruited", 400_000, YEAR, status="target", by="Ministry B", on=day("2025-12-20"))
SO_FAR = (day("2026-01-01"), day("2026-02-28"))
REACHED = told("recruited", 40_000, SO_FAR, by="Ministry B")
BEST = told("recruited", 31_000, month("2025-10"), by="Ministry B")


def held(*rows: dict[str, Any], **more: Any) -> Result:
    return says("I13", look(*rows, **more))


# ------------------------------------------------------------------ out of reach
def test_a_target_that_is_on_its_way_is_not_out_of_reach_for_months_are_alike() -> None:
    # 16 % reached at 16 % of the time; the best month is about the usual one, as smoothed months are.
    so_far = {**REACHED, "number": 64_700}
    found = held(TARGET, so_far, told("recruited", 33_000, month("2025-10"), by="Ministry B"))
    assert found.number("share") >= found.number("elapsed") - 0.001
    assert found.state is State.QUIET, found.why
    lagging = held(TARGET, {**REACHED, "number": 60_000}, told("recruited", 33_000, month("2025-10"), by="Ministry B"))
    assert lagging.state is State.ALERT, lagging.why


@pytest.mark.parametrize(("today", "state"), [("2026-03-05", State.ALERT), ("2027-01-15", State.WATCH)])
def test_what_is_left_of_a_target_whose_time_is_over_is_not_out_of_reach(today: str, state: State) -> None:
    found = held(TARGET, {**REACHED, "number": 20_000}, BEST, today=day(today))
    assert found.number("needed_a_month") == (
        0 if today.startswith("2027") else pytest.approx(380_000 / (306 / 30.4375))
    )
    lower = held(TARGET, {**REACHED, "days": (YEAR[0], day("2026-11-30")), "number": 250_000}, BEST, today=day(today))
    assert found.state is (State.ALERT if today.startswith("2026") else State.QUIET), found.why
    if today.startswith("2027"):
        assert lower.state is state, lower.why
        assert "the rest takes" not in lower.why


@pytest.mark.parametrize(
    ("noise", "told_best", "state"),
    [
        (0.0, 20_000, State.ALERT),  # every draw's months are alike: none brought what is needed
        (0.3, 20_000, State.QUIET),  # the best month of most draws did
        (0.0, 60_000, State.QUIET),  # one that was told did
    ],
)
def test_the_best_month_is_that_of_each_draw(noise: float, told_best: float, state: State) -> None:
    best = told("recruited", told_best, month("2025-10"), by="Ministry B")
    found = held(
        TARGET, {**REACHED, "number": 60_000}, best, account=account({Flow.RECRUITED: 30_000}, spread=0.02, noise=noise)
    )
    assert found.state is state, found.why
    chance = found.number("chance_short")
    assert (chance > 0.95) if state is State.ALERT else chance < 0.3
    if state is State.ALERT:
        assert "(too little with a chance of 100 %)" in found.why
        strict = says("I13", look(TARGET, {**REACHED, "number": 60_000}, best), limits(I13={"alert": 1}))
        assert strict.state is State.ALERT


def test_what_is_on_its_way_is_not_out_of_reach_though_half_of_the_draws_fall_short() -> None:
    late = told("recruited", 30_000, month("2026-02"), by="Ministry B")
    low = limits(I13={"alert": 0.5})
    found = says("I13", look(TARGET, late, account=account({Flow.RECRUITED: 33_000}, spread=0.02)), low)
    assert found.number("share") > found.number("elapsed")
    assert found.number("chance_short") > 0.5
    assert found.state is State.QUIET


def test_a_rate_is_set_beside_what_it_makes() -> None:
    rate = {**TARGET, "number": 33_000, "per": "month"}
    found = held(rate, {**REACHED, "number": 66_000})
    assert "33,000 recruited a month (Russia, 2026), which makes 396,000" in found.why
    assert found.number("share") == pytest.approx(66_000 / 396_000)
    assert "which makes" not in held(TARGET, REACHED).why
    assert "which makes" not in held({**TARGET, "per": "year"}, REACHED).why


# ------------------------------------------------------------------ which days
@pytest.mark.parametrize(
    ("start", "end", "told_", "known"),
    [
        ("2026-01-14", "2026-02-28", {}, True),
        ("2026-01-18", "2026-02-28", {}, False),  # begins too late to be of this target's time
        ("2026-01-01", "2026-01-20", {}, False),  # too few days
        ("2026-01-01", "2026-04-30", {}, False),  # ends behind today
        ("2026-01-01", "2026-02-28", {"scope": "volunteers"}, False),
    ],
)
def test_what_is_reached_is_of_the_target_s_own_time(start: str, end: str, told_: dict[str, Any], known: bool) -> None:
    figure = told("recruited", 50_000, (day(start), day(end)), on=TODAY, by="Ministry B", **told_)
    assert (held(TARGET, figure).state is not State.CANNOT_TELL) is known


OPEN = {"days": (day("2026-01-01"), None), "on": day("2026-02-20")}  # whose end is only assumed


@pytest.mark.parametrize("what", [OPEN, {"scope": "volunteers"}, {"number": 0}])
def test_what_is_assumed_of_a_part_or_nought_is_not_held(what: dict[str, Any]) -> None:
    so_far = {**REACHED, "days": (day("2026-01-01"), day("2026-02-15"))}
    assert held(TARGET, so_far).state is not State.CANNOT_TELL
    assert held({**TARGET, **what}, so_far).state is State.CANNOT_TELL


def test_figures_whose_days_are_assumed_tell_neither_what_is_reached_nor_a_best_month() -> None:
    assert held(TARGET, {**REACHED, **OPEN}).state is State.CANNOT_TELL
    best = told("recruited", 90_000, (day("2025-10-01"), None), by="Ministry B", on=day("2025-10-31"))
    assert held(TARGET, {**REACHED, "number": 60_000}, BEST, best).state is State.ALERT


def test_the_account_is_asked_up_to_the_last_day_that_was_told() -> None:
    late = told("recruited", 33_000, month("2026-02"), by="Ministry B")
    draws = account({Flow.RECRUITED: 33_000})
    assert held(TARGET, late, account=draws).day == day("2026-02-28")
    early = told("recruited", 6_000, (day("2026-01-03"), day("2026-01-10")), by="Ministry B")
    assert held(TARGET, early, account=draws).state is State.CANNOT_TELL
    ahead = account({Flow.RECRUITED: 33_000}, days=(day("2025-03-01"), day("2026-08-31")))
    assert held(TARGET, late, account=ahead).day == day("2026-02-28")


@pytest.mark.parametrize(("reached", "today", "state"), [
    (300_000, "2026-01-15", State.WATCH), (300_000, "2026-12-20", State.WATCH), (300_000, "2027-01-15", State.CANNOT_TELL),
    (345_000, "2026-01-15", State.QUIET), (335_000, "2026-01-15", State.WATCH),
])  # fmt: skip
def test_a_missed_target_is_watched_for_a_year_and_by_fifteen_points(reached: float, today: str, state: State) -> None:
    last = (day("2025-01-01"), day("2025-12-31"))
    target = {**TARGET, "days": last, "on": day("2025-01-10")}
    found = held(target, {**REACHED, "days": last, "number": reached}, today=day(today))
    assert found.state is state, found.why


# ------------------------------------------------------------------ strength
def strength(number: float, on: str, **more: Any) -> dict[str, Any]:
    return told("strength", number, (day(on), day(on)), **more)


BY_JULY = strength(600_000, "2026-06-30", status="target") | {"on": day("2025-12-28")}
MONTHS = 122 / 30.4375


def test_a_strength_takes_those_who_leave_besides() -> None:
    rows = [BY_JULY, strength(550_000, "2026-02-28"), told("recruited", 40_000, month("2025-12"))]
    alone = held(*rows)
    assert (alone.state, alone.number("needed_a_month")) == (State.QUIET, pytest.approx(50_000 / MONTHS))
    losing = {Flow.RECRUITED: 30_000, Flow.WOUNDED: 35_000, Flow.KILLED: 10_000, Flow.RETURNED: 11_000}
    found = held(*rows, told("killed_wounded", 45_000, month("2026-01")), account=account(losing, spread=0.02))
    assert found.number("needed_a_month") == pytest.approx(50_000 / MONTHS + 34_000, rel=0.02)
    assert found.state is State.ALERT, found.why
    assert "of it in place of those who leave" in found.why
    unknown = held(*rows, account=account(losing, spread=0.02, informed=(Flow.RECRUITED,)))
    assert unknown.number("needed_a_month") == pytest.approx(50_000 / MONTHS)


def test_a_force_that_grows_by_itself_takes_no_less_than_it_is_to_grow_by() -> None:
    back = account({Flow.WOUNDED: 5_000, Flow.KILLED: 1_000, Flow.RETURNED: 30_000})
    found = held(BY_JULY, strength(550_000, "2026-02-28"), account=back)
    assert found.number("needed_a_month") == pytest.approx(50_000 / MONTHS)


@pytest.mark.parametrize(
    ("by", "told_on", "over"),
    [("2026-03-25", "2026-03-01", False), ("2026-03-05", "2026-03-01", True), ("2026-02-10", "2026-03-01", True)],
)
def test_a_day_is_over_when_it_is_there(by: str, told_on: str, over: bool) -> None:
    target = {**BY_JULY, "days": (day(by), day(by))}
    found = held(target, strength(550_000, told_on), told("recruited", 40_000, month("2025-12")))
    assert ("its time was over" in found.why) is over
    assert (found.state is State.ALERT) is not over  # 50,000 in 24 days are more than a month ever brought


@pytest.mark.parametrize(
    ("told_on", "known"), [("2025-12-20", False), ("2026-01-05", True), ("2026-03-02", True), ("2026-03-05", False)]
)
def test_what_a_strength_came_to_is_told_within_a_month_of_its_day(told_on: str, known: bool) -> None:
    target = strength(700_000, "2026-02-01", status="target") | {"on": day("2025-11-28")}
    assert (held(target, strength(550_000, told_on)).state is not State.CANNOT_TELL) is known


# ------------------------------------------------------------------ what the check found
def finding(verdict: Verdict, on: str) -> Result:
    target = {**TARGET, "days": None, "on": day(on)}  # so that nothing but the finding speaks
    its = look(target)
    (claim,) = its.statements
    made = Finding(
        kind=Kind.TARGET, verdict=verdict, severity=Severity.SERIOUS, sentence="So it is.", claims=(claim.id,)
    )
    return says("I13", replace(its, findings=(made,)))


@pytest.mark.parametrize(("verdict", "on", "state"), [
    (Verdict.OUT_OF_REACH, "2026-02-01", State.ALERT), (Verdict.OUT_OF_REACH, "2025-08-01", State.WATCH),
    (Verdict.OUT_OF_REACH, "2024-08-01", State.CANNOT_TELL), (Verdict.SHORT, "2026-02-01", State.WATCH),
    (Verdict.SHORT, "2025-08-01", State.CANNOT_TELL), (Verdict.REACHED, "2026-02-01", State.CANNOT_TELL),
])  # fmt: skip
def test_what_the_check_found_of_a_target_weighs_by_verdict_and_age(verdict: Verdict, on: str, state: State) -> None:
    found = finding(verdict, on)
    assert found.state is state, found.why
    assert ("So it is." in found.why) is (state is not State.CANNOT_TELL)


def test_a_finding_on_another_s_target_is_not_this_indicator_s() -> None:
    its = look(told("losses", 50_000, month("2026-02"), status="target", by="Minister C", on=day("2026-02-01")), TARGET)
    other = next(one for one in its.statements if one.middle == 50_000)
    made = Finding(
        kind=Kind.TARGET, verdict=Verdict.OUT_OF_REACH, severity=Severity.SERIOUS, sentence="So.", claims=(other.id,)
    )
    assert says("I13", replace(its, findings=(made,))).state is State.CANNOT_TELL
