"""Series whose stretches are compared: inquiries for the missing, lists of names, the year before; which series, which days."""

from __future__ import annotations

import datetime as dt
from typing import Any

import numpy as np
import pytest

from muster.watch.board import Result, State
from tests.watch.made import START, daily, day, limits, look, month, says, told

LAST = day("2026-03-01")
ONE_DAY = dt.timedelta(days=1)


# ------------------------------------------------------------------ I16
def inquiries(paces: list[float], *, last: str = "2026-03-01", by: str = "Deputy minister C") -> list[dict[str, Any]]:
    """Running totals of inquiries every four weeks, at these paces a week."""
    end, total, found = day(last) - dt.timedelta(days=28 * len(paces)), 5_000.0, []
    for one in [0.0, *paces]:
        total += 4 * one
        found.append(told("missing_inquiries", total, (START, end), by=by))
        end += dt.timedelta(days=28)
    return found


def asked(*rows: dict[str, Any]) -> Result:
    return says("I16", look(*rows))


def test_a_series_that_stopped_does_not_stand_for_one_that_goes_on() -> None:
    dead = inquiries([200] * 12, last="2025-05-01", by="Zeta registry")
    found = asked(*dead, *inquiries([200, 190, 210, 200, 200, 450]))
    assert found.state is State.ALERT, found.why
    assert "Deputy minister C" in found.why
    assert "tells nothing of now" in asked(*dead).why


def test_of_series_that_go_on_the_one_with_most_stretches_counts() -> None:
    found = asked(*inquiries([200] * 8, by="Alpha registry"), *inquiries([200, 200, 200, 200, 450], by="Zeta registry"))
    assert (found.state, "Alpha registry" in found.why) == (State.QUIET, True)


def test_totals_that_fall_are_of_two_kinds_of_inquiry_and_no_series() -> None:
    rows = inquiries([200, 200, 200, 200, 200, 200])
    mixed = [{**row, "number": row["number"] - 4_000 if at % 2 else row["number"]} for at, row in enumerate(rows)]
    found = asked(*mixed)
    assert found.state is State.CANNOT_TELL, found.why
    assert "do not fall" in found.why


def test_a_flat_past_has_no_usual_pace() -> None:
    found = asked(*inquiries([0, 0, 0, 0, 300]))
    assert found.state is State.CANNOT_TELL, found.why
    assert "no usual pace" in found.why


def test_the_days_of_the_newest_stretches_are_told() -> None:
    rows = inquiries([200, 200, 200, 200, 200], last="2025-09-01")
    half = told("missing_inquiries", rows[-1]["number"] + 26 * 300, (START, LAST), by="Deputy minister C")
    found = asked(*rows, half)
    assert "From 2 September 2025 to 1 March 2026 there were" in found.why
    assert found.number("times") == pytest.approx(1.5, rel=0.02)
    assert found.state is State.WATCH


@pytest.mark.parametrize(("before", "told_"), [(2, False), (3, True)])
def test_a_usual_pace_takes_three_stretches(before: int, told_: bool) -> None:
    found = asked(*inquiries([*[200.0] * before, 400.0]))
    assert (found.state is State.ALERT) is told_
    assert (found.state is State.CANNOT_TELL) is (not told_)


def test_what_ends_on_the_day_before_the_last_four_weeks_is_before() -> None:
    rows = inquiries([200, 200, 200, 200, 900, 200])  # the stretch at 900 ends 28 days before the last day
    assert asked(*rows).number("a_week") == pytest.approx(200)


# ------------------------------------------------------------------ I17: growth
def totals(paces: list[float], *, end: str = "2026-02-28", by: str = "Institute D") -> list[dict[str, Any]]:
    """Running totals of a list every four weeks, at these paces a day."""
    at, total, found = day(end) - dt.timedelta(days=28 * len(paces)), 50_000.0, []
    for pace in [0.0, *paces]:
        total += 28 * pace
        found.append(told("obituaries", total, (START, at), by=by, status="count"))
        at += dt.timedelta(days=28)
    return found


def listed(*rows: dict[str, Any]) -> Result:
    return says("I17", look(*rows))


def test_a_list_that_stopped_does_not_stand_for_one_that_grows() -> None:
    dead = totals([100] * 15, end="2024-12-31", by="Zeta list")
    found = listed(*dead, *totals([100] * 7 + [700]))
    assert found.state is State.ALERT, found.why
    assert "Institute D" in found.why


def test_the_fastest_growth_of_the_year_counts_though_it_is_not_the_newest() -> None:
    found = listed(*totals([100] * 6 + [700, 100, 100, 100, 100]))
    assert found.number("times") == pytest.approx(7, rel=0.02)
    assert found.state is State.WATCH  # 117 days ago
    early = listed(*totals([100] * 5 + [1_500] + [100] * 16))
    assert (early.state, early.number("times")) == (State.QUIET, pytest.approx(1))


# ------------------------------------------------------------------ I17: late names
FIRST, SECOND = (day("2024-07-01"), day("2024-12-31")), (day("2025-07-01"), day("2025-12-31"))


def had(number: float, days: tuple[dt.date, dt.date], on: str, **more: Any) -> dict[str, Any]:
    return told("obituaries", number, days, on=day(on), **{"by": "Institute D", "status": "count", **more})


@pytest.mark.parametrize(
    ("late", "told_"),
    [("2025-02-14", True), ("2025-02-15", False)],  # 45 days older than the months of the newest edition, and 46
)
def test_editions_are_held_against_each_other_at_like_ages(late: str, told_: bool) -> None:
    rows = [had(10_000, FIRST, late), had(20_000, FIRST, "2025-12-31"), had(10_500, SECOND, "2025-12-31")]
    found = listed(*rows)
    assert (found.state is State.ALERT) is told_, found.why
    assert (found.state is State.CANNOT_TELL) is not told_


@pytest.mark.parametrize(("start", "told_"), [("2024-07-06", True), ("2024-07-11", False)])
def test_only_months_of_one_length_are_compared(start: str, told_: bool) -> None:
    first = (day(start), FIRST[1])
    rows = [had(10_000, first, "2024-12-31"), had(20_000, first, "2025-12-31"), had(10_500, SECOND, "2025-12-31")]
    assert (listed(*rows).state is State.ALERT) is told_


def test_growth_is_from_the_earlier_edition_to_the_later() -> None:
    # At about one age two editions differ by hands, not by time; what counts is what came later.
    rows = [
        had(10_000, FIRST, "2025-01-10"),
        had(10_200, FIRST, "2024-12-31"),
        had(20_000, FIRST, "2025-12-31"),
        had(10_500, SECOND, "2025-12-31"),
    ]
    found = listed(*rows)
    assert found.number("growth") == pytest.approx((2 + 20_000 / 10_200) / 2)


def test_of_months_that_lie_close_the_later_edition_is_over_the_earlier() -> None:
    months = {at: month(f"2025-{at}") for at in (10, 11, 12)}
    rows = [
        had(100, months[10], "2025-11-01"),
        had(150, months[10], "2025-12-01"),
        had(140, months[11], "2025-12-31"),
        had(90, months[12], "2025-12-31"),
    ]
    assert listed(*rows).number("growth") == pytest.approx(1.5)


def test_of_two_lists_the_newest_edition_counts_and_the_newest_months_of_it() -> None:
    old = [
        had(10_000, FIRST, "2024-12-31", by="Zeta list"),
        had(30_000, FIRST, "2025-12-30", by="Zeta list"),
        had(9_000, (day("2025-07-01"), day("2025-12-30")), "2025-12-30", by="Zeta list"),
    ]
    new = [had(10_000, FIRST, "2024-12-31"), had(20_000, FIRST, "2025-12-31"), had(10_500, SECOND, "2025-12-31")]
    assert listed(*old, *new).number("growth") == pytest.approx(2)


def test_the_lateness_of_an_old_edition_raises_nothing() -> None:
    rows = [
        had(10_000, (day("2022-07-01"), day("2022-12-31")), "2022-12-31"),
        had(20_000, (day("2022-07-01"), day("2022-12-31")), "2023-12-31"),
        had(10_500, (day("2023-07-01"), day("2023-12-31")), "2023-12-31"),
    ]
    assert listed(*rows).state is State.QUIET


# ------------------------------------------------------------------ I07
def months(level: float, february: str) -> list[dict[str, Any]]:
    """A year and more of months at so many a day, to a February."""
    last, found = day(f"{february}-01"), []
    for back in range(15):
        at = last.year * 12 + last.month - 1 - back
        days = month(f"{at // 12}-{at % 12 + 1:02}")
        found.append(told("killed_wounded", level * ((days[1] - days[0]).days + 1), days, by="Ministry B"))
    return found


def test_a_leap_year_s_quarter_is_held_by_the_day() -> None:
    found = says("I07", look(*months(1_000, "2024-02"), today=day("2024-03-10")))
    assert (found.number("now"), found.number("year_before")) == (91_000, 90_000)
    assert found.number("times") == pytest.approx(1)
    assert "by the day" in found.why
    plain = says("I07", look(*months(1_000, "2026-02")))
    assert "by the day" not in plain.why


def test_both_conventions_of_the_day_are_reckoned_with() -> None:
    values = np.full(470, 1_001.0)
    values[-92] = 60_000  # the day before the last quarter: by the day of publication it lies within
    found = says("I07", look(*daily(list(values), last=LAST)))
    assert found.number("times") == pytest.approx(1)
    assert found.number("most") == pytest.approx((90 * 1_001 + 60_000) / 91 / 1_001, rel=1e-3)


# ------------------------------------------------------------------ I04
@pytest.mark.parametrize(("gap", "told_"), [(5, True), (12, False)])
def test_a_series_with_gaps_tells_nothing(gap: int, told_: bool) -> None:
    random = np.random.default_rng(3)
    rows = daily(list(1000 * np.exp(0.08 * random.standard_normal(400))), last=LAST)
    at = len(rows) - 12
    found = says("I04", look(*rows[: at - gap], *rows[at:]))
    assert (found.state is not State.CANNOT_TELL) is told_, found.why


def test_the_weeks_that_it_takes_are_told_rounded_up() -> None:
    rows = daily([1000.0] * 120, last=LAST)
    assert "of 183 that it takes" in says("I04", look(*rows)).why
    assert "of 50 that it takes" in says("I04", look(*rows[-40:]), limits(I04={"history": 100})).why
