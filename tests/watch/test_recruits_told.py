"""Targets, sources, pay and the signs of a mobilisation: each state of each."""

from __future__ import annotations

import datetime as dt
from statistics import median
from typing import Any

import pytest

from muster.account.flows import Flow
from muster.watch.board import State
from muster.watch.events import mobilisation
from muster.watch.pay import bonuses
from muster.watch.recruiting import sources
from muster.watch.targets import targets
from tests.watch.made import LIMITS, TODAY, account, day, limits, look, month, prose, told

YEAR = (day("2026-01-01"), day("2026-12-31"))
LAST_YEAR = (day("2025-01-01"), day("2025-12-31"))
TARGET = told("recruited", 400_000, YEAR, status="target", by="Ministry B", on=day("2025-12-20"))
SO_FAR = (day("2026-01-01"), day("2026-02-28"))


# ------------------------------------------------------------------ I13
@pytest.mark.parametrize(
    ("reached", "best", "state"),
    [(66_000, 40_000, State.QUIET), (4_000, 80_000, State.WATCH), (40_000, 31_000, State.ALERT)],
)
def test_a_target_lags_or_is_out_of_reach(reached: float, best: float, state: State) -> None:
    rows = [
        TARGET,
        told("recruited", reached, SO_FAR, by="Ministry B"),
        told("recruited", best, month("2025-10"), by="Ministry B"),
    ]
    found = targets(look(*rows), LIMITS)
    assert found.state is state, found.why
    assert found.number("share") == pytest.approx(reached / 400_000)
    assert found.number("elapsed") == pytest.approx(59 / 365)
    assert found.number("needed_a_month") == pytest.approx((400_000 - reached) / (306 / 30.4375))


@pytest.mark.parametrize(("reached", "state"), [(410_000, State.QUIET), (300_000, State.WATCH)])
def test_a_target_whose_time_is_over_was_met_or_missed(reached: float, state: State) -> None:
    target = {**TARGET, "days": LAST_YEAR, "on": day("2025-01-10")}
    found = targets(look(target, told("recruited", reached, LAST_YEAR, by="Ministry B")), LIMITS)
    assert found.state is state, found.why
    assert "its time was over" in found.why


def test_where_nobody_told_the_account_says_what_was_reached() -> None:
    late = told("recruited", 33_000, month("2026-02"), by="Ministry B")
    found = targets(look(TARGET, late, account=account({Flow.RECRUITED: 33_000})), LIMITS)
    assert "as the estimate has it" in found.why
    assert found.number("reached") == pytest.approx(66_000, rel=0.03)


@pytest.mark.parametrize(
    ("wanted", "state"), [(560_000, State.QUIET), (700_000, State.QUIET), (1_000_000, State.ALERT)]
)
def test_a_strength_by_a_day_takes_so_many_a_month(wanted: float, state: State) -> None:
    by_july = told("strength", wanted, (day("2026-06-30"), day("2026-06-30")), status="target", on=day("2025-12-28"))
    now = told("strength", 550_000, (day("2026-02-28"), day("2026-02-28")))
    best = told("recruited", 40_000, month("2025-12"))
    found = targets(look(by_july, now, best), LIMITS)
    assert found.state is state, found.why
    assert found.number("needed_a_month") == pytest.approx((wanted - 550_000) / (122 / 30.4375))


def test_a_strength_whose_day_is_over_was_missed() -> None:
    by_january = told(
        "strength", 700_000, (day("2026-01-31"), day("2026-01-31")), status="target", on=day("2025-12-28")
    )
    found = targets(look(by_january, told("strength", 550_000, (day("2026-01-31"), day("2026-01-31")))), LIMITS)
    assert found.state is State.WATCH, found.why


def test_a_target_without_days_or_for_the_losses_of_an_enemy_is_not_held() -> None:
    assert targets(look(told("killed", 100, month("2026-02"))), LIMITS).state is State.CANNOT_TELL
    goal = told("losses", 50_000, month("2026-02"), status="target", by="Minister C")
    assert targets(look(goal), LIMITS).state is State.CANNOT_TELL
    assert targets(look({**TARGET, "days": None}), LIMITS).state is State.CANNOT_TELL
    a_month_s = {**TARGET, "number": 34_000}  # read as the whole year's
    assert targets(look(a_month_s, told("recruited", 66_000, SO_FAR)), LIMITS).state is State.CANNOT_TELL


# ------------------------------------------------------------------ I15
def year(number: float, by: str) -> dict[str, Any]:
    return told("recruited", number, LAST_YEAR, by=by, on=day("2026-01-20"))


@pytest.mark.parametrize(("other", "state"), [(420_000, State.QUIET), (530_000, State.WATCH), (620_000, State.ALERT)])
def test_sources_are_held_against_each_other_for_the_same_days(other: float, state: State) -> None:
    old = told("recruited", 100_000, (day("2023-01-01"), day("2023-12-31")), by="Institute D")
    found = sources(look(year(400_000, "Ministry B"), year(other, "Adversary C"), old), LIMITS)
    assert found.state is state, found.why
    assert found.number("times") == pytest.approx(other / 400_000)
    assert "Institute D" not in found.why


def test_a_total_of_recruits_that_falls_counts_for_itself() -> None:
    rows = [
        told("recruited", 325_400, (day("2025-01-01"), day("2025-12-20")), by="Ministry B", on=day("2025-12-22")),
        told("recruited", 301_200, LAST_YEAR, by="Ministry B", on=day("2026-01-20")),
    ]
    assert sources(look(*rows), LIMITS).state is State.ALERT
    assert sources(look(*rows, today=day("2026-09-01")), LIMITS).state is State.WATCH


def test_one_source_alone_cannot_be_held_against_another() -> None:
    assert sources(look(year(400_000, "Ministry B")), LIMITS).state is State.CANNOT_TELL


# ------------------------------------------------------------------ I14
def pay(region: str, roubles: float, on: str, *, unit: str = "RUB") -> dict[str, Any]:
    return told("recruit_pay", roubles, (day(on), day(on)), by="authorities", scope=region, unit=unit, per="person")


NAMES = ("Tatarstan", "Samara region", "Bashkortostan")


def regions(*factors: float) -> list[dict[str, Any]]:
    """Regions that paid a million in November and so many times that in February."""
    return [
        row
        for at, factor in enumerate(factors)
        for row in (pay(NAMES[at], 1e6, "2025-11-10"), pay(NAMES[at], 1e6 * factor, "2026-02-20"))
    ]


@pytest.mark.parametrize(
    ("factors", "state"),
    [
        ((1.0, 1.0, 1.0), State.QUIET),
        ((1.1, 1.0, 1.0), State.WATCH),
        ((1.5, 1.3, 1.0), State.ALERT),  # the middle region by 30 %
        ((0.95, 0.95, 0.9), State.ALERT),  # three regions cut
        ((0.6,), State.WATCH),  # one region is no middle of several
        ((1.5, 1.4), State.WATCH),
        ((1.5, 1.4, 0.9), State.ALERT),  # the middle of three by 40 %
    ],
)
def test_pay_that_is_raised_or_cut_region_by_region(factors: tuple[float, ...], state: State) -> None:
    found = bonuses(look(*regions(*factors)), LIMITS)
    assert found.state is state, found.why
    assert found.number("times") == pytest.approx(median(factors))
    assert found.number("raised") == sum(one > 1 for one in factors)


@pytest.mark.parametrize(
    "rows",
    [
        [told("killed", 100, month("2026-02"))],
        [pay("Samara region", 1e6, "2026-02-20")],
        [pay("Samara region", 1e6, "2025-11-10"), pay("Perm", 2e6, "2026-02-20")],
        [pay("Samara region", 1e6, "2025-11-10", unit="USD"), pay("Samara region", 2e6, "2026-02-20")],
        [pay("Samara region", 1e6, "2025-03-10"), pay("Samara region", 2e6, "2025-09-20")],
    ],
)
def test_pay_that_was_not_told_twice_of_one_region_of_late_cannot_tell(rows: list[dict[str, Any]]) -> None:
    assert bonuses(look(*rows), LIMITS).state is State.CANNOT_TELL


# ------------------------------------------------------------------ I18
CALLED = prose(
    "MOSCOW, 20 February 2026. Russia lost 35,000 men in January 2026, the ministry said. The Duma debates a second partial mobilisation.",
    published=day("2026-02-20"),
    title="A second wave",
)
DRAFT = prose(
    "MOSCOW, 20 February 2026. Russia lost 35,000 men in January 2026, the ministry said. The spring draft begins in April.",
    published=day("2026-02-20"),
    title="The draft",
)
SHRINKING = account({Flow.WOUNDED: 60_000})
STEADY = account()


def test_two_signs_alert_one_is_watched_and_none_is_quiet() -> None:
    on_the_way = [
        TARGET,
        told("recruited", 66_000, SO_FAR),
        told("recruited", 40_000, month("2025-10")),
        told("killed_wounded", 35_000, month("2026-01")),
    ]
    steady_pay = regions(1.0, 1.0)
    found = mobilisation(look(*on_the_way, *steady_pay, reports=[DRAFT], account=STEADY), LIMITS)
    assert (found.state, found.number("signs")) == (State.QUIET, 0), found.why
    found = mobilisation(look(*on_the_way, *steady_pay, reports=[CALLED], account=STEADY), LIMITS)
    assert (found.state, found.number("signs")) == (State.WATCH, 1)
    assert "partial mobilisation" in found.why
    assert "need not mean" in found.why
    found = mobilisation(look(*on_the_way, *steady_pay, reports=[CALLED], account=SHRINKING), LIMITS)
    assert (found.state, found.number("signs")) == (State.ALERT, 2)
    flows = [told("recruited", 30_000, month("2026-01")), told("killed_wounded", 70_000, month("2026-01"))]
    found = mobilisation(look(*flows, *regions(2.0, 2.0, 2.0), account=SHRINKING), LIMITS)
    assert found.state is State.ALERT
    assert "I01" in found.why
    assert "I14" in found.why


def test_people_called_up_of_late_are_a_sign_and_those_of_years_ago_are_none() -> None:
    now = told("mobilised", 50_000, month("2026-02"), by="Ministry B")
    old = told("mobilised", 300_000, (day("2022-09-21"), day("2022-10-31")), by="Ministry B", on=day("2026-02-20"))
    assert mobilisation(look(now, account=STEADY), LIMITS).number("signs") == 1
    assert mobilisation(look(old, account=STEADY), LIMITS).number("signs") == 0


def test_a_report_of_long_ago_is_no_sign_and_too_little_known_cannot_tell() -> None:
    later = TODAY + dt.timedelta(days=90)
    found = mobilisation(look(reports=[CALLED], today=later), LIMITS)
    assert (found.state, found.number("unknown")) == (State.CANNOT_TELL, 3)
    assert mobilisation(look(reports=[CALLED], today=later), limits(I18={"days": 200})).state is State.WATCH
