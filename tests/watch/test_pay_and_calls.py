"""What a recruit is paid, by which days and regions; and which words and figures are signs that people are called up."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from muster.account.flows import Flow
from muster.claims.party import Party
from muster.claims.period import UNDATED, Period
from muster.claims.report import Report
from muster.watch.board import Result, State
from muster.watch.every import watched
from muster.watch.keeping import record
from tests.watch.made import LIMITS, account, day, limits, look, month, prose, says, told


def pay(region: str | None, roubles: float, on: str, **more: Any) -> dict[str, Any]:
    its = {"unit": "RUB", "per": "person", "by": "authorities", "scope": region, **more}
    return told("recruit_pay", roubles, (day(on), day(on)), **its)


def both(region: str | None, times: float, **more: Any) -> list[dict[str, Any]]:
    """What a region paid in November, and so many times that in February."""
    return [pay(region, 1e6, "2025-11-10", **more), pay(region, times * 1e6, "2026-02-20", **more)]


def paid(*rows: dict[str, Any], **more: Any) -> Result:
    return says("I14", look(*rows, **more))


# ------------------------------------------------------------------ I14
def test_a_region_counts_once_however_many_kinds_of_its_pay_are_told() -> None:
    kinds = [{}, {"per": "month"}, {"unit": "USD"}]
    found = paid(*[row for one in kinds for row in both("Tatarstan", 1.4, **one)])
    assert (found.state, found.number("regions"), found.number("raised")) == (State.WATCH, 1, 1)
    assert "1 region" in found.why
    mixed = paid(*both("Tatarstan", 1.4), *both("Tatarstan", 1.0, per="month"), *both("Tatarstan", 1.2, unit="USD"))
    assert mixed.number("times") == pytest.approx(1.2)


@pytest.mark.parametrize(
    ("base", "state"),
    [
        ("2025-11-20", State.WATCH),
        ("2025-08-26", State.WATCH),
        ("2025-08-22", State.CANNOT_TELL),  # more than twice the days ago
        ("2023-01-10", State.CANNOT_TELL),
        ("2025-11-25", State.WATCH),  # both within the days
    ],
)
def test_pay_is_held_against_that_of_as_many_days_before(base: str, state: State) -> None:
    found = paid(pay("Tatarstan", 1e6, base), pay("Tatarstan", 2.5e6, "2026-02-20"))
    assert found.state is state, found.why


def test_the_base_is_the_last_before_and_of_the_days_themselves_the_first() -> None:
    before = [pay("Tatarstan", 1e6, "2025-09-01"), pay("Tatarstan", 2e6, "2025-11-10")]
    assert paid(*before, pay("Tatarstan", 3e6, "2026-02-20")).number("times") == pytest.approx(1.5)
    within = [pay("Tatarstan", 1e6, "2025-12-01"), pay("Tatarstan", 2e6, "2026-01-10")]
    assert paid(*within, pay("Tatarstan", 3e6, "2026-02-20")).number("times") == pytest.approx(3)


@pytest.mark.parametrize(
    "region", [None, "federal", "federal; date inferred", "average one-time payment", "first-year total", "Perm total"]
)
def test_what_is_no_region_s_pay_is_no_region(region: str | None) -> None:
    assert paid(*both(region, 2)).state is State.CANNOT_TELL


def test_a_note_s_first_words_name_the_region() -> None:
    rows = [pay("Perm; date inferred", 1e6, "2025-11-10"), pay("Perm", 2e6, "2026-02-20")]
    assert paid(*rows).number("times") == pytest.approx(2)


@pytest.mark.parametrize("what", [{"party": "UA"}, {"status": "target"}])
def test_pay_is_of_this_party_and_is_paid(what: dict[str, Any]) -> None:
    found = paid(*both("Tatarstan", 1.0), *both("Perm", 3.0, **what))
    assert found.state is State.QUIET, found.why


def test_a_day_that_is_yet_to_come_is_not_the_day_of_a_figure() -> None:
    ahead = pay("Tatarstan", 2e6, "2026-12-31") | {"on": day("2026-02-20")}
    found = paid(pay("Tatarstan", 1e6, "2025-11-10"), ahead)
    assert (found.state, found.day) == (State.WATCH, day("2026-02-20"))


# ------------------------------------------------------------------ I18: words
FIGURE = "Russia lost 35,000 men in January 2026, the ministry said."


def report(words: str, *, on: str = "2026-02-20") -> Report:
    return prose(f"MOSCOW, {day(on).day} {day(on):%B %Y}. {FIGURE} {words}", published=day(on), title="A report")


@pytest.mark.parametrize(
    ("words", "signs"),
    [
        ("The Duma debates a second partial mobilisation.", 1),
        ("A partial mobilisation is planned for March 2026.", 1),
        ("The partial mobilisation of September 2022 is well remembered.", 0),
        ("Since the partial mobilisation of September 2022 recruits are paid.", 0),
        ("A partial mobilisation would be needed, he said.", 0),
        ("A partial mobilisation comes only if recruits dry up.", 0),
        ("The spring draft begins in April.", 0),
    ],
)
def test_only_a_call_up_of_these_days_and_this_party_is_a_sign(words: str, signs: int) -> None:
    found = says("I18", look(reports=[report(words)]))
    assert found.number("signs") == signs, found.why


@pytest.mark.parametrize(
    ("start", "end", "signs"),
    [
        (None, None, 1),
        ("2026-04-10", "2026-04-30", 1),
        ("2026-01-10", "2026-03-31", 0),  # over before these days
        ("2026-01-10", "2026-12-31", 1),
        ("2022-09-21", "2026-05-20", 0),  # since a year long ago
    ],
)
def test_a_call_up_with_days_of_its_own_is_of_these(start: str | None, end: str | None, signs: int) -> None:
    said = report("The Duma debates a second partial mobilisation.", on="2026-05-20")
    days = Period(day(start), day(end)) if start and end else UNDATED
    its = replace(said, remarks=tuple(replace(one, period=days) for one in said.remarks))
    assert says("I18", look(reports=[its], today=day("2026-06-01"))).number("signs") == signs


@pytest.mark.parametrize(("code", "signs"), [("RU", 1), ("UA", 0), (None, 1)])
def test_a_call_up_of_the_other_side_is_no_sign(code: str | None, signs: int) -> None:
    said = report("The Duma debates a second partial mobilisation.")
    whose = Party(code) if code else None
    its = replace(said, remarks=tuple(replace(one, party=whose) for one in said.remarks))
    assert says("I18", look(reports=[its])).number("signs") == signs


def test_the_sign_names_the_report_it_goes_by() -> None:
    said = report("The Duma debates a second partial mobilisation.")
    found = says("I18", look(reports=[said]))
    assert found.documents == (said.document.id,)
    out = record(watched(look(reports=[said]), LIMITS))["indicators"]
    assert isinstance(out, list)
    assert out[17]["documents"] == [said.document.id]
    assert said.document.id in found.over


# ------------------------------------------------------------------ I18: figures and the others
def called(**what: Any) -> dict[str, Any]:
    return told("mobilised", 50_000, month("2026-02"), by="Ministry B") | what


@pytest.mark.parametrize(
    ("row", "signs"),
    [
        (called(), 1),
        (called(status="historical"), 0),
        (called(status="target"), 1),  # people to be called up
        (called(party="UA"), 0),
        (called(on=day("2025-12-20"), days=(day("2025-12-01"), day("2026-02-28"))), 0),
        (called(days=month("2025-12")), 0),
        (called(days=(day("2024-01-01"), day("2026-02-28"))), 0),  # over years
        (called(days=(day("2025-02-01"), day("2026-02-28"))), 1),
    ],
)
def test_people_called_up_are_a_sign_of_these_days(row: dict[str, Any], signs: int) -> None:
    other = told("killed", 100, month("2026-02"))
    found = says("I18", look(row, other))
    assert found.number("signs") == signs, found.why
    assert (bool(found.claims)) is bool(signs)


def test_a_watch_of_another_indicator_is_no_sign_and_the_threshold_is_of_signs() -> None:
    flows = [told("recruited", 30_000, month("2026-01")), told("killed_wounded", 50_000, month("2026-01"))]
    watched = look(*flows, *both("Tatarstan", 1.4), account=account({Flow.WOUNDED: 39_000}))
    assert (says("I01", watched).state, says("I14", watched).state) == (State.WATCH, State.WATCH)
    assert says("I18", watched).number("signs") == 0
    alert = look(*flows, account=account({Flow.WOUNDED: 60_000}))
    assert says("I18", alert).state is State.WATCH
    assert says("I18", alert, limits(I18={"signs": 1})).state is State.ALERT
    assert says("I18", alert).over == ("I01",)
