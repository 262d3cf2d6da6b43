"""How findings weigh for the indicators that read them, by verdict and age, and what is counted of forecasts and sources."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import Any

import pytest

from muster.claims.finding import Finding, Kind, Severity, Verdict
from muster.claims.measures import Measure
from muster.watch.board import Result, State
from tests.watch.made import STAFF, daily, day, look, month, says, told

LONG = daily([1000.0] * 20, last=day("2026-02-28"))  # a series for running totals to be held against


def weighed(id_: str, kind: Kind, verdict: Verdict, *, on: str = "2026-02-10", **more: Any) -> Result:
    """What an indicator says over one finding, on a claim that was told on this day."""
    claim = told("killed", 7_777, month("2025-01"), by="Ministry B", on=day(on))
    its = look(claim, {**claim, "number": 9_000, "by": "Staff C"}, *LONG)
    (one,) = (one for one in its.statements if one.middle == 7_777)
    severity = more.pop("severity", Severity.SERIOUS)
    made = Finding(kind=kind, verdict=verdict, severity=severity, sentence="So it is.", claims=(one.id,), **more)
    return says(id_, replace(its, findings=(made,)))


OLD, HISTORY = "2025-08-01", "2024-08-01"
JUMPED = {"numbers": (("share", -0.4),)}


@pytest.mark.parametrize(
    ("id_", "kind", "verdict", "more", "state"),
    [
        ("I05", Kind.RECORD, Verdict.FALSE, {}, State.ALERT),
        ("I05", Kind.RECORD, Verdict.FALSE, {"on": OLD}, State.WATCH),
        ("I05", Kind.RECORD, Verdict.FALSE, {"on": HISTORY}, State.QUIET),
        ("I05", Kind.RECORD, Verdict.FAILS, {}, State.ALERT),
        ("I05", Kind.RECORD, Verdict.TRUE_ONLY_IF, {}, State.WATCH),
        ("I05", Kind.RECORD, Verdict.TRUE_ONLY_IF, {"on": OLD}, State.QUIET),
        ("I05", Kind.RECORD, Verdict.TRUE, {}, State.QUIET),
        ("I05", Kind.RECORD, Verdict.REACHED, {}, State.QUIET),
        ("I05", Kind.RECORD, Verdict.AGREES, {}, State.QUIET),
        ("I05", Kind.RECORD, Verdict.NOT_DECIDABLE, {}, State.CANNOT_TELL),
        ("I05", Kind.RECORD, Verdict.IMPLIED, {}, State.CANNOT_TELL),
        ("I05", Kind.STREAK, Verdict.FALSE, {}, State.QUIET),
        ("I06", Kind.STREAK, Verdict.FAILS, {}, State.ALERT),
        ("I06", Kind.STREAK, Verdict.TRUE_BY_TOTALS, {}, State.WATCH),
        ("I12", Kind.CUMULATIVE, Verdict.STALE, {"numbers": (("age_days", 30.0),)}, State.ALERT),
        ("I12", Kind.CUMULATIVE, Verdict.STALE, {"numbers": (("age_days", 29.0),)}, State.WATCH),
        ("I12", Kind.CUMULATIVE, Verdict.STALE_AS_SPOKEN, {"numbers": (("age_days", 300.0),)}, State.WATCH),
        ("I12", Kind.CUMULATIVE, Verdict.MISTOLD, {"numbers": (("age_days", 300.0),)}, State.WATCH),
        ("I12", Kind.CUMULATIVE, Verdict.FALLS, {}, State.QUIET),
        ("I20", Kind.CUMULATIVE, Verdict.FALLS, {}, State.ALERT),
        ("I20", Kind.CUMULATIVE, Verdict.FALLS, {"measure": Measure.OBITUARIES}, State.QUIET),
        ("I20", Kind.CUMULATIVE, Verdict.IMPLAUSIBLE, {}, State.ALERT),
        ("I20", Kind.CUMULATIVE, Verdict.IMPLAUSIBLE, {"severity": Severity.NOTE}, State.WATCH),
        ("I20", Kind.CUMULATIVE, Verdict.STALE, {}, State.QUIET),
        ("I20", Kind.REVISION, Verdict.REVISED, JUMPED, State.ALERT),
        ("I20", Kind.REVISION, Verdict.REVISED, JUMPED | {"measure": Measure.OBITUARIES}, State.QUIET),
        ("I20", Kind.REVISION, Verdict.REVISED, {"numbers": (("share", 0.2),)}, State.WATCH),
        ("I20", Kind.REVISION, Verdict.REVISED, {"numbers": (("share", 0.2),), "severity": Severity.NOTE}, State.QUIET),
    ],
)
def test_a_finding_weighs_by_its_verdict_and_its_age(
    id_: str, kind: Kind, verdict: Verdict, more: dict[str, Any], state: State
) -> None:
    found = weighed(id_, kind, verdict, **more)
    assert found.state is state, found.why
    assert bool(found.over) is (state in (State.ALERT, State.WATCH))


def test_all_that_an_indicator_stands_over_is_named_the_newest_first() -> None:
    rows = [told("killed", 10_000 + at, month("2025-01"), by="Ministry B", on=day(f"2026-02-1{at}")) for at in range(3)]
    its = look(*rows)
    made = [
        Finding(kind=Kind.RECORD, verdict=Verdict.FALSE, severity=Severity.SERIOUS, sentence="So.", claims=(one.id,))
        for one in its.statements
    ]
    found = says("I05", replace(its, findings=tuple(made)))
    assert found.over == tuple(one.id for one in reversed(made))
    assert found.about == made[-1].id


# ------------------------------------------------------------------ I11
def saying(measure: str, *bodies: str, source: str | None = STAFF) -> list[dict[str, Any]]:
    return [
        told(measure, 12_000 + 500 * at, month("2026-01"), by=body, source=source, on=day("2026-02-10"))
        for at, body in enumerate(bodies)
    ]


@pytest.mark.parametrize(
    ("rows", "state", "of"),
    [
        # Two quantities of one speaker each are nothing to hold together.
        ([*saying("killed", "Institute B"), *saying("losses", "UK Ministry of Defence")], State.CANNOT_TELL, "losses"),
        ([*saying("killed_wounded", "Institute B"), *saying("losses", "UK Ministry of Defence")], State.WATCH, "losses"),
        ([*saying("killed", "Institute B", "Institute C"), *saying("losses", "Ministry D", source=None)], State.WATCH, "dead"),
        (
            [*saying("killed", "Institute B", "Institute C", "Institute D"), *saying("losses", "Ministry E", "Ministry F", source=None)],
            State.ALERT,
            "dead",
        ),
        (saying("irrecoverable", "Institute B", "Institute C"), State.WATCH, "irrecoverable losses"),
        ([*saying("losses", "Ministry E", "Ministry F", source=None)], State.QUIET, "losses"),
    ],
)  # fmt: skip
def test_those_who_tell_one_quantity_are_held_together(rows: list[dict[str, Any]], state: State, of: str) -> None:
    found = says("I11", look(*rows))
    assert found.state is state, found.why
    assert f"told the {of} of Russia" in found.why


# ------------------------------------------------------------------ I19
CAME = [
    told("losses", 35_000, month(at), by=STAFF, on=month(at)[1] + dt.timedelta(days=3))
    for at in ("2025-10", "2025-11", "2025-12", "2026-01")
]  # about 1,130 to 1,170 a day


def said(per_day: float, at: str, *, by: str = "Ministry B", status: str = "forecast", **more: Any) -> dict[str, Any]:
    days = month(at)
    return told("losses", per_day, days, by=by, on=days[0], status=status, per="day", bound="at_least") | more


def test_a_need_that_was_not_met_is_no_failed_forecast() -> None:
    needs = [said(1400, at, status="needed") for at in ("2025-11", "2025-12", "2026-01")]
    found = says("I19", look(*CAME, *needs))
    assert found.state is State.CANNOT_TELL, found.why
    assert "Of 3 stated needs that are over 0 came about" in found.why
    held = says("I19", look(*CAME, *needs[1:], said(1000, "2025-11", status="needed"), said(1000, "2026-01")))
    assert (held.state, held.number("over"), held.number("failed")) == (State.QUIET, 1, 0)
    assert "Of 3 stated needs that are over 1 came about" in held.why


def test_what_it_is_about_is_the_newest_failure() -> None:
    rows = [said(1500, "2026-01", by="Alpha institute"), said(1400, "2025-11", by="Zeta institute")]
    its = look(*CAME, *rows)
    found = says("I19", its)
    newest = next(one for one in its.statements if one.claim.speaker == "Alpha institute")
    assert found.about == newest.id
    assert len(found.over) == 2


@pytest.mark.parametrize(("today", "state"), [("2026-03-05", State.WATCH), ("2027-03-05", State.QUIET)])
def test_only_what_failed_of_late_raises_it(today: str, state: State) -> None:
    assert says("I19", look(*CAME, said(1500, "2026-01"), today=day(today))).state is state


@pytest.mark.parametrize("what", [{"party": "UA"}, {"civilian": True}])
def test_forecasts_of_others_are_not_this_party_s(what: dict[str, Any]) -> None:
    theirs = [{**row, **what} for row in CAME]
    found = says("I19", look(*CAME, *theirs, said(1500, "2026-01", **what)))
    assert found.state is State.CANNOT_TELL, found.why


# ------------------------------------------------------------------ what is seen
def test_civilians_are_of_no_force() -> None:
    its = look(
        told("killed", 10_000, month("2026-01"), by="Ministry B", civilian=True), told("killed", 5, month("2026-01"))
    )
    assert [one.middle for one in its.statements] == [5]


# ------------------------------------------------------------------ I15
YEAR = (day("2025-01-01"), day("2025-12-31"))


def year(number: float, by: str, **more: Any) -> dict[str, Any]:
    return told("recruited", number, YEAR, by=by, on=day("2026-01-20")) | more


@pytest.mark.parametrize(
    ("other", "more", "state"),
    [
        (500_000, {}, State.WATCH),  # 1.25 times, to the digit
        (600_000, {}, State.ALERT),  # 1.5 times
        (499_000, {}, State.QUIET),
        (600_000, {"scope": "volunteers"}, State.CANNOT_TELL),
        (
            600_000,
            {"days": (day("2025-01-01"), day("2025-07-02"))},
            State.ALERT,
        ),  # half the days of both, twice the pace
        (600_000, {"days": (day("2025-01-01"), day("2025-06-30"))}, State.CANNOT_TELL),  # less than half
        (600_000, {"bound": "at_least"}, State.CANNOT_TELL),
        (600_000, {"days": (day("2025-12-20"), day("2025-12-31"))}, State.CANNOT_TELL),
    ],
)
def test_sources_are_of_the_same_days_and_the_same_people(other: float, more: dict[str, Any], state: State) -> None:
    found = says("I15", look(year(400_000, "Ministry B"), year(other, "Adversary C", **more)))
    assert found.state is state, found.why


def test_a_further_body_in_the_spread_is_a_further_thing() -> None:
    two = [year(400_000, "Ministry B"), year(620_000, "Adversary C")]
    first, then = (says("I15", look(*rows)).over for rows in (two, [*two, year(410_000, "Institute D")]))
    assert len(set(then) - set(first)) == 1
    assert says("I15", look(year(400_000, "Ministry B"), year(410_000, "Adversary C"))).over == ()
