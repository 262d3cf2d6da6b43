"""Forecasts against what is told as a bound, a range, of a part, of others or of other days; and up to what day anything is known."""

from __future__ import annotations

from typing import Any

import pytest

from muster.watch import Verdict, last_known, scored
from muster.watch.scorecard import Scored
from tests.watch.made import day, month, system, table, told

FEBRUARY = (day("2025-02-01"), day("2025-02-28"))
YEAR = (day("2024-01-01"), day("2024-12-31"))
TODAY = day("2025-03-05")


def foretold(number: float, days: Any = FEBRUARY, **more: Any) -> dict[str, Any]:
    its = {"by": "Ministry C", "status": "forecast", "bound": "at_least", "on": day("2025-02-03"), **more}
    return told("losses", number, days, **its)


def came(number: float, days: Any = FEBRUARY, **more: Any) -> dict[str, Any]:
    return told("losses", number, days, **{"by": "Staff A", "on": day("2025-03-02"), "status": "report", **more})


def judged(*rows: dict[str, Any]) -> Scored:
    its = [
        one for one in scored(system([table(rows)]), None, today=TODAY) if one.statement.claim.speaker == "Ministry C"
    ]
    (found,) = its
    return found


# ------------------------------------------------------------------ how wide what came is
@pytest.mark.parametrize(
    ("said", "later", "verdict"),
    [
        (foretold(1000, per="day"), came(900, per="day", bound="at_least"), Verdict.UNSURE),
        (foretold(1000, per="day"), came(1100, per="day", bound="at_least"), Verdict.HELD),
        (foretold(1000, per="day"), came(900, per="day", bound="at_most"), Verdict.FAILED),
        (foretold(1000, per="day"), came(1100, per="day", bound="at_most"), Verdict.UNSURE),
        (foretold(1000, per="day", bound="at_most"), came(1100, per="day", bound="at_least"), Verdict.FAILED),
        (foretold(1000, per="day", bound="at_most"), came(900, per="day", bound="at_least"), Verdict.UNSURE),
        (foretold(1000, per="day"), came(900, per="day", bound="between", high=1300), Verdict.UNSURE),
        (foretold(1000, per="day"), came(1100, per="day", bound="between", high=1300), Verdict.HELD),
        (foretold(1000, per="day"), came(700, per="day", bound="between", high=900), Verdict.FAILED),
        (foretold(900, per="day", bound="between", high=1500), came(1100, per="day", bound="between", high=1300), Verdict.HELD),
        (foretold(1000, per="day"), came(1000, per="day", bound="about"), Verdict.UNSURE),
    ],
)  # fmt: skip
def test_a_forecast_is_judged_by_all_that_what_came_can_be(
    said: dict[str, Any], later: dict[str, Any], verdict: Verdict
) -> None:
    found = judged(said, later)
    assert found.verdict is verdict
    (one,) = found.later
    assert one.verdict is verdict
    if verdict is Verdict.UNSURE:
        assert "too wide" in found.why


def test_what_cannot_decide_leaves_it_to_what_can() -> None:
    bound = came(900, per="day", bound="at_least", by="Ministry C")
    found = judged(foretold(1000, per="day"), bound, came(1300, per="day"))
    assert (found.verdict, found.why) == (Verdict.HELD, "as later told")
    both = judged(foretold(1000, per="day"), came(1300, per="day"), came(800, per="day", by="Institute D"))
    assert both.verdict is Verdict.UNSURE
    assert "differ" in both.why


def test_a_total_of_eleven_months_is_taken_by_the_day_for_a_year() -> None:
    eleven = (YEAR[0], day("2024-11-30"))
    found = judged(foretold(365_000, YEAR, on=day("2024-01-05")), came(340_100, eleven, on=day("2025-01-02")))
    assert found.verdict is Verdict.HELD
    assert found.later[0].number == pytest.approx(340_100 * 366 / 335)


# ------------------------------------------------------------------ what is told of the same
@pytest.mark.parametrize(
    ("more", "counts"),
    [
        ({}, True),
        ({"measure": "killed_wounded"}, True),
        ({"measure": "killed"}, False),
        ({"party": "UA"}, False),
        ({"civilian": True}, False),
        ({"scope": "volunteers"}, False),
        ({"on": day("2025-02-20")}, False),  # told before its time was over
        ({"on": day("2025-02-28")}, True),
        ({"days": (day("2025-02-01"), day("2025-02-22"))}, False),  # 22 of 28 days
        ({"days": (day("2025-02-01"), day("2025-02-23"))}, True),  # 23 of 28
        ({"days": (day("2025-02-01"), day("2025-03-08")), "on": day("2025-03-09")}, False),  # 28 of 36
    ],
)
def test_what_came_is_told_of_the_same_people_and_days(more: dict[str, Any], counts: bool) -> None:
    found = judged(foretold(1000, per="day"), {**came(1300, per="day"), **more})
    assert (found.verdict is Verdict.HELD) is counts
    assert bool(found.later) is counts


@pytest.mark.parametrize("what", [{"scope": "volunteers"}, {"days": None}])
def test_a_part_and_what_names_no_time_are_not_scored(what: dict[str, Any]) -> None:
    assert judged({**foretold(1000, per="day"), **what}, came(1300, per="day")).verdict is Verdict.UNDATED


@pytest.mark.parametrize(
    ("told_on", "counts"), [("2025-03-31", True), ("2025-04-01", False), ("2025-01-28", True), ("2025-01-27", False)]
)
def test_a_level_is_told_within_a_month(told_on: str, counts: bool) -> None:
    said = told(
        "strength",
        600_000,
        (FEBRUARY[1],) * 2,
        by="Ministry C",
        status="forecast",
        bound="at_least",
        on=day("2025-01-02"),
    )
    later = told("strength", 640_000, (day(told_on),) * 2, by="Staff A", on=day("2025-04-02"))
    (found,) = scored(system([table([said, later])]), None, today=day("2025-05-01"))
    assert bool(found.later) is counts


# ------------------------------------------------------------------ the last day that is known
def test_the_last_known_day_is_the_last_that_was_published() -> None:
    rows = [came(1300, per="day"), foretold(1000, month("2026-01"))]
    assert last_known(system([table(rows)])) == day("2025-03-02")


def test_without_a_day_of_publication_facts_say_up_to_when_and_forecasts_do_not() -> None:
    rows = [{**came(1300, per="day"), "on": None}, {**foretold(1000, month("2026-01")), "on": None}]
    assert last_known(system([table(rows)])) == FEBRUARY[1]
    assert last_known(system([table(rows[1:])])) == day("0001-01-01")
