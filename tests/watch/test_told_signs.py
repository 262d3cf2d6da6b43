"""What reports say of themselves and of each other: each state of the indicators that read the findings of the check."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import Any

import pytest

from muster.claims.report import Report
from muster.watch.board import State
from muster.watch.forecasts import forecasts
from muster.watch.told import circularity, names, own_past, records, stale, streaks
from tests.watch.made import LIMITS, STAFF, START, TODAY, daily, day, limits, look, month, prose, table, told

MONTHS = ("2025-09", "2025-10", "2025-11", "2025-12", "2026-01")


def series(*numbers: float) -> list[dict[str, Any]]:
    """Months of losses by the General Staff, the last of them January 2026."""
    its = MONTHS[-len(numbers) :]
    return [
        told("killed_wounded", number, month(at), by=STAFF, on=day("2026-02-01"))
        for at, number in zip(its, numbers, strict=True)
    ]


def saying(words: str, *, on: str = "2026-02-10") -> Report:
    return prose(
        f"KYIV, {day(on).day} {day(on):%B %Y}. The Ukrainian General Staff put Russian casualties in January 2026 at 36,000, {words}.",
        published=day(on),
        title=words,
    )


# ------------------------------------------------------------------ I05
@pytest.mark.parametrize(
    ("words", "numbers", "today", "state"),
    [
        ("the highest monthly total since September", (30_000, 31_000, 32_000, 33_000, 36_000), TODAY, State.QUIET),
        ("a record", (30_000, 41_000, 32_000, 33_000, 36_000), TODAY, State.ALERT),
        ("a record", (30_000, 41_000, 32_000, 33_000, 36_000), day("2026-09-01"), State.WATCH),
        ("a record", (30_000, 41_000, 32_000, 33_000, 36_000), day("2027-09-01"), State.QUIET),
        ("which is much", (30_000, 41_000, 32_000, 33_000, 36_000), TODAY, State.QUIET),
    ],
)
def test_a_false_record_alerts_while_it_is_fresh(
    words: str, numbers: tuple[float, ...], today: dt.date, state: State
) -> None:
    found = records(look(*series(*numbers), reports=[saying(words)], today=today), LIMITS)
    assert found.state is state, found.why
    if state in (State.ALERT, State.WATCH):
        assert "41,000" in found.why
        assert found.about
        assert found.claims
    if today.year == 2027:
        assert "1 older one" in found.why


def test_a_record_that_nothing_here_decides_cannot_be_told() -> None:
    found = records(look(reports=[saying("a record")]), LIMITS)
    assert found.state is State.CANNOT_TELL, found.why
    assert "“a record”" in found.why
    later = records(look(reports=[saying("a record")], today=day("2026-09-01")), LIMITS)
    assert later.state is State.QUIET


# ------------------------------------------------------------------ I06
RISING = (28_110, 30_120, 31_230, 33_140, 36_000)


@pytest.mark.parametrize(
    ("numbers", "state"), [(RISING, State.QUIET), ((28_110, 30_120, 34_230, 33_140, 36_000), State.ALERT)]
)
def test_a_streak_is_counted(numbers: tuple[float, ...], state: State) -> None:
    found = streaks(look(*series(*numbers), reports=[saying("up for the fourth month in a row")]), LIMITS)
    assert found.state is state, found.why


def test_a_streak_one_way_alone_is_watched_and_without_a_series_cannot_be_told() -> None:
    # 33,120 of October's 31 days and 34,230 of November's 30, then 35,240 of December's 31: by the day December falls.
    numbers = (30_110, 33_120, 34_230, 35_240, 36_000)
    found = streaks(look(*series(*numbers), reports=[saying("up for the fourth month in a row")]), LIMITS)
    assert found.state is State.WATCH, found.why
    assert streaks(look(reports=[saying("up for the fourth month in a row")]), LIMITS).state is State.CANNOT_TELL


# ------------------------------------------------------------------ I10
def test_one_number_under_two_names_is_watched_and_under_three_alerts() -> None:
    days = month("2026-01")
    two = [
        told("losses", 35_050, days, by="Ministry B", on=day("2026-02-03")),
        told("killed", 35_050, days, by="Official C", on=day("2026-02-10")),
    ]
    other = told("killed_wounded", 35_040, days, by="Ministry D", on=day("2026-02-12"))
    apart = {**two[1], "number": 12_000}
    assert names(look(two[0], apart), LIMITS).state is State.QUIET
    found = names(look(*two), LIMITS)
    assert found.state is State.WATCH, found.why
    found = names(look(*two, other), LIMITS)
    assert found.state is State.ALERT
    assert found.number("measures") == 3
    assert len(found.claims) == 3


# ------------------------------------------------------------------ I11
def on_data(*bodies: str, source: str | None = STAFF) -> list[dict[str, Any]]:
    return [
        told("killed_wounded", 35_000 + 500 * at, month("2026-01"), by=body, source=source, on=day("2026-02-10"))
        for at, body in enumerate(bodies)
    ]


@pytest.mark.parametrize(
    ("rows", "state"),
    [
        (on_data("UK Ministry of Defence", "Institute B"), State.WATCH),
        (on_data("UK Ministry of Defence", "Institute B", "Institute C"), State.ALERT),
        (on_data("UK Ministry of Defence", "Institute B", "Institute C", source=None), State.QUIET),
        (on_data("Institute B"), State.CANNOT_TELL),
    ],
)
def test_several_speakers_on_one_body_s_data_are_one_observation(rows: list[dict[str, Any]], state: State) -> None:
    found = circularity(look(*rows), LIMITS)
    assert found.state is state, found.why
    assert found.number("speakers") == len(rows)
    if state in (State.WATCH, State.ALERT):
        assert found.number("effective") == pytest.approx(1.0)
        assert "General Staff" in found.why


def test_what_was_told_before_the_fresh_days_is_no_circle_of_now() -> None:
    its = look(*on_data("UK Ministry of Defence", "Institute B", "Institute C"), today=day("2026-09-01"))
    assert circularity(its, LIMITS).state is State.CANNOT_TELL


# ------------------------------------------------------------------ I12
def toll(number: float) -> list[dict[str, Any]]:
    """A daily series at 1,000 a day that stands at 1,200,000 on 20 February 2026, and a total told on that day by one who draws on it."""
    rows = daily([1000.0] * 200, last=day("2026-02-20"), before=1_000_000.0)
    days, on = (START, day("2026-02-20")), day("2026-02-21")
    follows = told("killed_wounded", 31_400, month("2026-01"), by="UK Ministry of Defence", source=STAFF, on=on)
    return [*rows, follows, told("killed_wounded", number, days, by="UK Ministry of Defence", on=on)]


@pytest.mark.parametrize(
    ("number", "state"), [(1_199_000, State.QUIET), (1_155_000, State.ALERT), (1_080_000, State.ALERT)]
)
def test_a_total_that_its_series_had_long_passed_alerts(number: float, state: State) -> None:
    rows = toll(number)
    its = look(reports=[table(rows[:-1], title="A series"), table(rows[-1:], title="A total")])
    found = stale(its, LIMITS)
    assert found.state is state, found.why
    if state is State.ALERT:
        assert found.number("age_days") == pytest.approx((1_200_000 - number) / 1000, abs=2)


def test_a_total_that_is_younger_than_the_threshold_is_watched_and_without_a_series_nothing_is_old() -> None:
    rows = toll(1_155_000)
    its = look(reports=[table(rows[:-1], title="A series"), table(rows[-1:], title="A total")])
    assert stale(its, limits(I12={"alert": 60})).state is State.WATCH
    assert stale(look(told("losses", 1_155_000, (START, day("2026-02-20")))), LIMITS).state is State.CANNOT_TELL


# ------------------------------------------------------------------ I19
def forecast(per_day: float, at: str, *, by: str = "Ministry B") -> dict[str, Any]:
    days = month(at)
    return told("losses", per_day, days, by=by, on=days[0], status="forecast", per="day", bound="at_least")


CAME = [
    told("losses", 35_000, month(at), by=STAFF, on=month(at)[1] + dt.timedelta(days=3))
    for at in ("2025-11", "2025-12", "2026-01")
]  # about 1,130 to 1,170 a day


@pytest.mark.parametrize(
    ("said", "state"),
    [
        ([1000], State.QUIET),
        ([1000, 1400], State.WATCH),
        ([1000, 1400, 1500], State.ALERT),
        ([1000, 1050, 1400], State.WATCH),
    ],
)
def test_forecasts_are_held_against_what_came(said: list[float], state: State) -> None:
    its = [forecast(one, at) for one, at in zip(said, ("2025-11", "2025-12", "2026-01"), strict=False)]
    found = forecasts(look(*CAME, *its), LIMITS)
    assert found.state is state, found.why
    assert found.number("over") == len(said)
    assert found.number("failed") == sum(one > 1200 for one in said)
    assert f"Ministry B {sum(one < 1200 for one in said)} of {len(said)} held" in found.why


def test_a_forecast_that_names_no_time_or_is_not_over_is_counted_and_not_scored() -> None:
    dateless = {**forecast(1000, "2026-01"), "days": None}
    ahead = forecast(1000, "2026-04")
    found = forecasts(look(*CAME, dateless, {**ahead, "on": day("2026-02-01")}), LIMITS)
    assert found.state is State.CANNOT_TELL
    assert "1 without a time" in found.why
    assert "the time of 1 is not over" in found.why


# ------------------------------------------------------------------ I20


def year_to(number: float, end: str, *, by: str = "Ministry B") -> dict[str, Any]:
    return told("recruited", number, (day("2025-01-01"), day(end)), by=by, on=day(end) + dt.timedelta(days=2))


@pytest.mark.parametrize(
    ("rows", "today", "state"),
    [
        ([year_to(301_200, "2025-12-20"), year_to(325_400, "2026-01-20")], TODAY, State.QUIET),
        ([year_to(325_400, "2025-12-20"), year_to(301_200, "2026-01-20")], TODAY, State.ALERT),
        ([year_to(325_400, "2025-12-20"), year_to(301_200, "2026-01-20")], day("2026-09-01"), State.WATCH),
    ],
)
def test_a_running_total_cannot_fall(rows: list[dict[str, Any]], today: dt.date, state: State) -> None:
    found = own_past(look(*rows, today=today), LIMITS)
    assert found.state is state, found.why
    if state is not State.QUIET:
        assert "325,400" in found.why
        assert "301,200" in found.why


@pytest.mark.parametrize(("later", "on", "state"), [
    (31_000, "2026-02-20", State.QUIET), (36_000, "2026-02-20", State.WATCH), (45_000, "2026-02-20", State.ALERT),
])  # fmt: skip
def test_a_revision_weighs_by_its_size(later: float, on: str, state: State) -> None:
    days = month("2026-01")
    first = told("killed", 30_000, days, by="Ministry B", on=day("2026-02-05"))
    found = own_past(look(first, {**first, "number": later, "on": day(on)}), LIMITS)
    assert found.state is state, found.why


def test_a_slow_revision_is_no_alert_and_what_was_set_aside_raises_nothing() -> None:
    days = month("2025-09")
    first = told("killed", 30_000, days, by="Ministry B", on=day("2025-10-05"))
    its = look(first, {**first, "number": 45_000, "on": day("2026-02-20")})
    assert own_past(its, LIMITS).state is State.WATCH
    assert own_past(replace(its, findings=()), LIMITS).state is State.QUIET
