"""What the indicators do not judge: noughts, months that no figure reaches, what is of too many days, what has nothing beside it."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from muster.account.flows import Flow
from muster.claims.measures import Measure
from muster.watch.board import State
from tests.watch.made import START, account, day, limits, look, month, prose, says, told

LOSS = told("killed_wounded", 35_000, month("2026-01"), by="Ministry F")
GAIN = told("recruited", 32_000, month("2026-01"), by="Ministry F")
AHEAD = (day("2026-03-01"), day("2027-02-28"))
YEAR = (day("2025-01-01"), day("2025-12-31"))


def on(text: str) -> tuple[Any, Any]:
    return day(text), day(text)


# ------------------------------------------------------------------ noughts
def test_a_figure_of_nought_is_no_pace_and_no_base() -> None:
    bodies = [told("recruited", number, YEAR, by=body) for number, body in ((0, "Ministry B"), (400_000, "Staff C"))]
    assert says("I15", look(*bodies)).state is State.CANNOT_TELL
    halves = ((day("2024-07-01"), day("2024-12-31")), (day("2025-07-01"), day("2025-12-31")))
    rows = [
        told("obituaries", number, days, by="Institute D", on=day(edition), status="count")
        for number, days, edition in (
            (10_000, halves[0], "2024-12-31"),
            (0, halves[0], "2025-12-31"),
            (8_000, halves[1], "2025-12-31"),
        )
    ]
    assert says("I17", look(*rows)).state is State.CANNOT_TELL


def test_a_target_for_what_the_account_has_no_row_of_is_held_against_what_is_told_alone() -> None:
    target = told("foreign", 12_000, YEAR, by="Ministry B", on=day("2025-01-02"), status="target")
    its = look(target, told("foreign", 4_000, YEAR, by="Staff C"), account=account())
    chart = {**its.system.chart, Measure.FOREIGN: replace(its.system.chart[Measure.FOREIGN], senses=())}
    bare = replace(its, system=replace(its.system, chart=chart))
    assert says("I13", bare).state is State.WATCH
    assert says("I13", look(target, account=account())).state is State.CANNOT_TELL


# ------------------------------------------------------------------ months that no figure reaches
@pytest.mark.parametrize(
    ("rows", "says_", "state"),
    [
        ([LOSS, GAIN], "a balance of", State.QUIET),
        ([LOSS, {**GAIN, "days": month("2025-10")}], "No figure of recruits of Russia is newer than 31 October", State.CANNOT_TELL),
        ([{**LOSS, "days": month("2025-10")}, GAIN], "No figure of losses of Russia is newer than 31 October", State.CANNOT_TELL),
        ([LOSS, {**GAIN, "measure": "foreign"}], "knows no recruits", State.CANNOT_TELL),
        ([LOSS, {**GAIN, "measure": "mobilised"}], "a balance of", State.QUIET),
        ([{**LOSS, "measure": "deserted"}, GAIN], "knows no losses", State.CANNOT_TELL),
        ([{**LOSS, "measure": "irrecoverable"}, GAIN], "a balance of", State.QUIET),
    ],
)  # fmt: skip
def test_a_balance_is_of_recruits_and_losses_that_were_told_of_late(
    rows: list[dict[str, Any]], says_: str, state: State
) -> None:
    found = says("I01", look(*rows, account=account()))
    assert found.state is state, found.why
    assert says_ in found.why


@pytest.mark.parametrize("informed", [(Flow.FOREIGN, Flow.KILLED), (Flow.RECRUITED, Flow.DESERTED)])
def test_a_trickle_that_the_estimate_knows_is_no_balance(informed: tuple[Flow, ...]) -> None:
    draws = account({Flow.FOREIGN: 500, Flow.DESERTED: 500}, informed=informed)
    assert says("I01", look(LOSS, GAIN, account=draws)).state is State.CANNOT_TELL


@pytest.mark.parametrize(
    ("told_on", "scope", "state"),
    [("2026-01-31", None, State.ALERT), ("2025-10-31", None, State.CANNOT_TELL), ("2026-01-31", "Pokrovsk front", State.CANNOT_TELL)],
)  # fmt: skip
def test_a_floor_is_asked_of_a_strength_of_now(told_on: str, scope: str | None, state: State) -> None:
    strength = told("strength", 600_000, on(told_on), scope=scope, by="Institute D")
    ahead = account(days=AHEAD, strength=(600_000, 420_000), spread=0.02)
    found = says("I03", look(LOSS, {**GAIN, "days": month("2025-08")}, strength, account=account(), ahead=ahead))
    assert found.state is state, found.why
    if state is State.ALERT:
        assert "No figure of recruits is newer than 31 August 2025" in found.why


def test_why_no_outlook_can_be_made_is_told() -> None:
    its = replace(look(LOSS, account=account()), no_ahead="the months are too few")
    assert says("I03", its).why.endswith("can be made of its estimate: the months are too few")


# ------------------------------------------------------------------ ground and the dead
def taken(start: str, end: str, by: str = "Institute A") -> dict[str, Any]:
    return told("area_taken", 200, (day(start), day(end)), unit="km2", by=by)


@pytest.mark.parametrize(
    ("rows", "judged"),
    [
        ([taken("2026-01-01", "2026-01-31"), taken("2026-02-01", "2026-02-03")], "January 2026"),
        ([taken("2026-02-01", "2026-02-14")], "February 2026"),
        ([taken("2026-02-01", "2026-02-07"), taken("2026-02-08", "2026-02-14", "Staff C")], "February 2026"),
        ([taken("2026-02-01", "2026-02-07"), taken("2026-02-01", "2026-02-07", "Staff C")], ""),  # the same days twice
        ([taken("2025-09-01", "2026-02-28")], ""),  # half a year tells of no month
    ],
)
def test_ground_is_judged_by_the_last_month_of_which_half_is_told(rows: list[dict[str, Any]], judged: str) -> None:
    found = says("I08", look(*rows, account=account({Flow.GROUND_TAKEN: 400.0})))
    assert (found.state is State.CANNOT_TELL) is (not judged), found.why
    assert not judged or f"In {judged} a square kilometre" in found.why


def test_ground_that_was_lost_again_is_not_taken() -> None:
    draws = account({Flow.GROUND_TAKEN: 400.0, Flow.GROUND_LOST: (50.0, 300.0)})
    found = says("I08", look(taken("2026-02-01", "2026-02-28"), account=draws))
    assert found.state is State.ALERT
    assert found.number("times") == pytest.approx(3.5, rel=0.05)


ALL = told("killed_wounded", 35_000, month("2026-02"), by="Ministry F")


def toll(number: float, end: str, *, by: str = "Register E") -> dict[str, Any]:
    return told("killed", number, (START, day(end)), by=by)


@pytest.mark.parametrize(
    ("rows", "state"),
    [
        ([toll(200_000, "2026-02-28")], State.CANNOT_TELL),  # a lone toll of the war tells nothing of its last months
        ([toll(160_000, "2025-11-30"), toll(200_000, "2026-02-28")], State.ALERT),
        ([toll(160_000, "2025-06-30"), toll(200_000, "2026-02-28")], State.CANNOT_TELL),
        ([told("killed", 10_000, month("2026-02"), by="Register E")], State.ALERT),
        # A toll of the whole war by another is no second basis of these months.
        ([told("killed", 10_000, month("2026-02"), by="Ministry F"), toll(200_000, "2026-02-28")], State.CANNOT_TELL),
        ([told("killed", 10_000, month("2026-02"), by="Ministry F"), toll(9_000, "2023-02-28")], State.CANNOT_TELL),
        (
            [
                told("killed", 10_000, month("2026-02"), by="Ministry F"),
                told("killed", 9_000, month("2025-06"), by="Register E"),
            ],
            State.CANNOT_TELL,
        ),
    ],
)
def test_lethality_is_told_of_these_months_by_two(rows: list[dict[str, Any]], state: State) -> None:
    draws = account({Flow.WOUNDED: (25_000.0, 25_000.0, 25_000.0, *[12_000.0] * 3)}, spread=0.02, noise=0.05)
    found = says("I09", look(*rows, ALL, account=draws))
    assert found.state is state, found.why


@pytest.mark.parametrize(("wounded", "side"), [(12_000.0, "fell"), (40_000.0, "rose")])
def test_the_chance_of_a_change_is_of_one_side_and_names_it(wounded: float, side: str) -> None:
    dead = told("killed", 10_000, month("2026-02"), by="Register E")
    draws = account({Flow.WOUNDED: (25_000.0, 25_000.0, 25_000.0, *[wounded] * 3)}, spread=0.02, noise=0.05)
    found = says("I09", look(dead, ALL, account=draws))
    assert (
        f"a {'fall' if side == 'fell' else 'rise'} by more than 20 % is almost certain (more than 99 of 100)"
        in found.why
    )


# ------------------------------------------------------------------ what has nothing beside it
@pytest.mark.parametrize(
    ("rows", "state"),
    [
        ([LOSS], State.CANNOT_TELL),
        ([LOSS, {**LOSS, "by": "Staff C", "number": 34_000}], State.CANNOT_TELL),  # one measure
        ([LOSS, told("killed", 12_000, month("2025-12"), by="Staff C")], State.CANNOT_TELL),  # other days
        ([LOSS, told("killed", 12_000, month("2026-01"), by="Staff C", on=day("2025-02-01"))], State.QUIET),
        ([{**LOSS, "on": day("2025-06-01")}, told("killed", 12_000, month("2026-01"), on=day("2025-06-01"))], State.CANNOT_TELL),
    ],
)  # fmt: skip
def test_no_number_can_travel_where_no_days_are_told_under_two_measures(
    rows: list[dict[str, Any]], state: State
) -> None:
    found = says("I10", look(*rows))
    assert found.state is state, found.why


@pytest.mark.parametrize(
    ("rows", "state"),
    [
        ([LOSS], State.CANNOT_TELL),
        ([LOSS, {**LOSS, "by": "Staff C"}], State.CANNOT_TELL),
        ([LOSS, {**LOSS, "measure": "killed", "number": 9_000}], State.CANNOT_TELL),
        ([LOSS, {**LOSS, "days": month("2025-12")}], State.QUIET),
        ([LOSS, {**LOSS, "days": month("2025-03")}], State.QUIET),
    ],
)
def test_nobody_can_go_against_what_was_told_once(rows: list[dict[str, Any]], state: State) -> None:
    found = says("I20", look(*rows))
    assert found.state is state, found.why


def test_what_was_tried_and_set_aside_is_not_said_to_be_untried() -> None:
    months = ("2025-09", "2025-10", "2025-11", "2025-12", "2026-01")
    numbers = (30_000, 41_000, 32_000, 33_000, 36_000)
    series = [
        told("killed_wounded", number, month(at), by="Ukrainian General Staff", on=day("2026-02-01"))
        for at, number in zip(months, numbers, strict=True)
    ]
    text = prose(
        "KYIV, 10 February 2026. The Ukrainian General Staff put Russian casualties in January 2026 at 36,000, a record.",
        published=day("2026-02-10"),
    )
    its = look(*series, reports=[text])
    assert says("I05", its).state is State.ALERT
    aside = replace(its, findings=())
    assert says("I05", aside).state is State.QUIET
    assert says("I05", replace(aside, tried=frozenset())).state is State.CANNOT_TELL


def test_a_war_of_which_nothing_says_when_it_was_told_has_a_board() -> None:
    bare = {**told("recruited", 50_000, None, status="needed", per="month"), "on": None}
    its = look(bare, told("killed", 100, month("2026-01")), today=day("0001-01-01"))
    assert says("I05", its).state is State.QUIET
    assert says("I05", its, limits(I05={"fresh": 9_999, "kept": 9_999})).state is State.QUIET
