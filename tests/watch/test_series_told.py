"""Daily and monthly series: the pace of now, the year before, inquiries for the missing, lists of names; each state of each."""

from __future__ import annotations

import datetime as dt
from typing import Any

import numpy as np
import pytest

from muster.watch.board import State
from muster.watch.lists import named
from muster.watch.series import missing, pace, year_before
from tests.watch.made import LIMITS, START, TODAY, daily, day, limits, look, month, told

LAST = day("2026-03-01")
NONE = told("killed", 100, month("2026-02"))  # so that there is a claim to look at


def noisy(count: int, *, level: float = 1000.0, spread: float = 0.08, seed: int = 3) -> np.ndarray[Any, np.dtype[Any]]:
    return level * np.exp(spread * np.random.default_rng(seed).standard_normal(count))


# ------------------------------------------------------------------ I04
def test_a_steady_series_is_quiet_and_a_week_beyond_its_history_alerts() -> None:
    values = noisy(400)
    assert pace(look(*daily(values, last=LAST)), LIMITS).state is State.QUIET
    for factor, word in ((1.6, "higher"), (0.5, "lower")):
        moved = values.copy()
        moved[-7:] *= factor
        found = pace(look(*daily(moved, last=LAST)), LIMITS)
        assert found.state is State.ALERT
        assert word in found.why
        week, before = np.round(moved)[-7:].mean(), np.round(moved)[-35:-7].mean()
        assert found.number("times") == pytest.approx(week / before)
        assert found.number("a_day") == pytest.approx(week)


def test_a_level_that_broke_of_late_is_watched_and_its_day_is_found() -> None:
    values = noisy(400)
    for at in range(40, 360, 45):  # weeks of arrears, so that the weeks of the year spread widely
        values[at : at + 7] *= 1.9
    values[-20:] *= 1.45
    found = pace(look(*daily(values, last=LAST)), LIMITS)
    assert found.state is State.WATCH, found.why
    assert found.number("broke_to") / found.number("broke_from") == pytest.approx(1.45, rel=0.1)
    broke = LAST - dt.timedelta(days=19)
    near = [broke + dt.timedelta(days=away) for away in (-1, 0, 1)]
    assert any(f"broke on {one.day} {one:%B %Y}" in found.why for one in near), found.why


def test_an_old_break_is_told_and_raises_nothing() -> None:
    values = noisy(400)
    values[-150:] *= 1.5
    found = pace(look(*daily(values, last=LAST)), LIMITS)
    assert found.state is State.QUIET
    assert "last broke on" in found.why


@pytest.mark.parametrize(
    ("rows", "says"),
    [
        ([NONE], "No series in the ledger"),
        (daily(noisy(400), last=day("2026-01-01")), "tells nothing of now"),
        (daily(noisy(120), last=LAST), "that it takes"),
    ],
)
def test_without_a_long_series_of_now_the_pace_cannot_be_told(rows: list[dict[str, Any]], says: str) -> None:
    found = pace(look(*rows), LIMITS)
    assert found.state is State.CANNOT_TELL
    assert says in found.why


# ------------------------------------------------------------------ I07
def monthly(level: float, *, to: str = "2026-02") -> list[dict[str, Any]]:
    """Fifteen months of losses, the last three at this level and the others at 30,000."""
    last, found = day(f"{to}-01"), []
    for back in range(15):
        at = last.year * 12 + last.month - 1 - back
        days = month(f"{at // 12}-{at % 12 + 1:02}")
        found.append(told("killed_wounded", level if back < 3 else 30_000, days, by="Ministry B"))
    return found


@pytest.mark.parametrize(
    ("level", "state"),
    [(31_000, State.QUIET), (38_000, State.WATCH), (45_000, State.ALERT), (23_000, State.WATCH), (15_000, State.ALERT)],
)
def test_the_last_months_are_held_against_the_same_of_the_year_before(level: float, state: State) -> None:
    found = year_before(look(*monthly(level)), LIMITS)
    assert found.state is state, found.why
    assert (found.number("now"), found.number("year_before")) == (3 * level, 90_000)
    assert found.number("least") < found.number("times") < found.number("most")
    assert "December 2025 to February 2026" in found.why


def test_a_daily_series_is_held_against_the_same_days() -> None:
    values = noisy(460, spread=0.0)
    values[-91:] = 1300
    found = year_before(look(*daily(values, last=LAST)), LIMITS)
    assert found.number("now") == 91 * 1300
    assert found.number("year_before") == 91_000
    assert found.state is State.WATCH


def test_without_both_windows_or_with_old_ones_nothing_is_compared() -> None:
    assert year_before(look(NONE), LIMITS).state is State.CANNOT_TELL
    found = year_before(look(*monthly(31_000, to="2025-08")), LIMITS)
    assert found.state is State.CANNOT_TELL
    assert "tells nothing of now" in found.why


# ------------------------------------------------------------------ I16
def inquiries(paces: list[float], *, last: str = "2026-03-01") -> list[dict[str, Any]]:
    """Running totals of inquiries every four weeks, at these paces a week."""
    end, total, found = day(last) - dt.timedelta(days=28 * len(paces)), 5_000.0, []
    for one in [0.0, *paces]:
        total += 4 * one
        found.append(told("missing_inquiries", total, (START, end), by="Deputy minister C"))
        end += dt.timedelta(days=28)
    return found


@pytest.mark.parametrize(("last", "state"), [(220, State.QUIET), (330, State.WATCH), (450, State.ALERT)])
def test_inquiries_are_held_against_their_usual_pace(last: float, state: State) -> None:
    found = missing(look(*inquiries([200, 190, 210, 200, 200, last])), LIMITS)
    assert found.state is state, found.why
    assert found.number("times") == pytest.approx(last / 200, rel=0.02)
    assert "They are inquiries" in found.why


def test_too_few_inquiries_or_old_ones_cannot_tell() -> None:
    assert "holds no figure of inquiries" in missing(look(NONE), LIMITS).why
    for rows in (inquiries([200, 400]), inquiries([200, 190, 210, 200, 450], last="2025-09-01")):
        assert missing(look(*rows), LIMITS).state is State.CANNOT_TELL


# ------------------------------------------------------------------ I17
def edition(on: str, **halves: float) -> list[dict[str, Any]]:
    """What an edition of a list has of half-years, written as h2024_1."""
    found = []
    for name, number in halves.items():
        year, half = name[1:].split("_")
        days = (
            (day(f"{year}-01-01"), day(f"{year}-06-30"))
            if half == "1"
            else (day(f"{year}-07-01"), day(f"{year}-12-31"))
        )
        found.append(told("obituaries", number, days, by="Institute D", on=day(on), status="count"))
    return found


@pytest.mark.parametrize(
    ("old", "new", "state"),
    [
        ((10_000, 11_000), 10_500, State.QUIET),  # the list hardly grows late, and does not fall
        ((10_000, 20_000), 8_000, State.WATCH),  # half of the months' names come late, and the fall stays
        ((10_000, 20_000), 10_500, State.ALERT),  # 20,000 to 10,500 is only that: reckoned with it is 21,000
    ],
)
def test_a_decline_is_one_only_beyond_what_comes_late(old: tuple[float, float], new: float, state: State) -> None:
    rows = edition("2024-12-31", h2024_2=old[0]) + edition("2025-12-31", h2024_2=old[1], h2025_2=new)
    found = named(look(*rows), LIMITS)
    assert found.state is state, found.why
    assert found.number("growth") == pytest.approx(old[1] / old[0])
    assert found.number("reckoned") == pytest.approx(new * old[1] / old[0] / old[1])
    assert ("names come late" in found.why) is (state is State.ALERT)


def totals(last: float, *, end: str = "2026-02-28") -> list[dict[str, Any]]:
    """Running totals of a list month by month at 100 a day, the last month at another pace."""
    at, total, found = day(end) - dt.timedelta(days=28 * 8), 50_000.0, []
    for back in range(9):
        found.append(told("obituaries", total, (START, at), by="Institute D", status="count"))
        total += 28 * (last if back == 7 else 100)
        at += dt.timedelta(days=28)
    return found


@pytest.mark.parametrize(
    ("last", "end", "state"),
    [(150, "2026-02-28", State.QUIET), (700, "2026-02-28", State.ALERT), (700, "2025-10-31", State.WATCH)],
)
def test_a_list_that_grows_at_six_times_its_pace_has_a_new_source(last: float, end: str, state: State) -> None:
    found = named(look(*totals(last, end=end)), LIMITS)
    assert found.state is state, found.why
    assert found.number("times") == pytest.approx(last / 100, rel=0.05)
    assert ("new source" in found.why) is (state is not State.QUIET)


def test_without_editions_or_totals_a_list_cannot_tell() -> None:
    assert named(look(NONE), LIMITS).state is State.CANNOT_TELL
    found = named(look(*totals(100)[:2]), LIMITS)
    assert found.state is State.CANNOT_TELL
    assert found.claims


def test_the_thresholds_of_a_user_move_the_states() -> None:
    seen = look(*totals(300), today=TODAY)
    assert named(seen, LIMITS).state is State.QUIET
    assert named(seen, limits(I17={"burst": 2.5})).state is State.ALERT
