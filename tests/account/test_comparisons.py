"""Remarks are tried against series and claims: the table of cases, the worked verdicts, and that order changes nothing."""

from __future__ import annotations

import datetime as dt
import random
from pathlib import Path

import pytest
from comparison_series import CASES, SERIES, Case

from muster.account.comparisons.every import comparisons
from muster.account.known import Convention, known
from muster.account.statement import statements
from muster.claims.document import Document
from muster.claims.finding import Finding
from muster.claims.report import Report
from muster.claims.war import shipped_wars
from muster.desk.reports import of_paths
from muster.desk.settings import settings
from muster.reading import datasets, reader

WARS = shipped_wars()
SHARED = Path(__file__).parents[3] / "shared"


def report(text: str, published: str | None) -> Report:
    day = dt.date.fromisoformat(published) if published else None
    document = Document(text=text, title=None, publisher="The Gazette", published=day)
    reading = reader.read(document, wars=WARS)
    return Report(document=document, claims=reading.claims, remarks=reading.remarks)


def table(csv: str) -> list[Report]:
    if not csv:
        return []
    document = Document(text=datasets.parse_table(csv.encode(), media="csv").text, media="dataset")
    return [Report(document=document, claims=datasets.read(document).claims)]


def found(reports: list[Report]) -> list[Finding]:
    its = statements(reports, wars=WARS)
    return comparisons(its, reports, series=known(its), wars=WARS)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.text[:60])
def test_a_remark_gets_the_verdict_that_a_careful_reader_would_give(case: Case) -> None:
    findings = found([report(case.text, case.published), *table(SERIES[case.series])])
    told = tuple(f"{one.kind.value} {one.verdict.value}" for one in findings)
    assert told == case.found, [one.sentence for one in findings]


# ------------------------------------------------------------------ two reports of one benchmark
SOVIET = "Russia has lost 20,000 soldiers killed since its full-scale invasion of Ukraine began. "


AFGHAN = "The Soviet Union lost {} soldiers {} Afghanistan."


@pytest.mark.parametrize(
    ("one", "other", "verdict"),
    [
        (("about 15,000", "in its nine-year war in"), ("about 15,000", "over ten years in"), "two_accounts"),
        (("about 15,000", "in ten years in"), ("some 20,000", "in ten years in"), "two_accounts"),
        (("about 15,000", "in ten years in"), ("some 15,000", "in its ten-year war in"), None),
        (("about 15,000", "in more than nine years in"), ("about 15,000", "in nearly ten years in"), None),
        (("about 15,000", "in"), ("nearly 15,000", "in ten years in"), None),
    ],
)
def test_a_benchmark_is_told_in_two_ways_only_where_nothing_is_common(
    one: tuple[str, str], other: tuple[str, str], verdict: str | None
) -> None:
    reports = [report(SOVIET + AFGHAN.format(*words), "2023-01-20") for words in (one, other)]
    told = [found for found in found_of(reports, "benchmark") if found == "two_accounts"]
    assert told == ([verdict] if verdict else [])


def found_of(reports: list[Report], kind: str) -> list[str]:
    return [one.verdict.value for one in found(reports) if one.kind.value == kind]


# ------------------------------------------------------------------ laws
def test_the_order_of_reports_changes_nothing() -> None:
    reports = [report(case.text, case.published) for case in CASES if case.series in ("staff", "two years")]
    reports += table(SERIES["staff"])
    told = found(reports)
    for seed in range(3):
        random.Random(seed).shuffle(reports)
        assert found(reports) == told


def test_a_series_adds_over_adjoining_days_and_is_silent_where_it_tells_nothing() -> None:
    (series,) = known(statements(table(SERIES["days"]), wars=WARS))
    day = dt.date(2020, 11, 4)
    step = dt.timedelta(days=1)
    whole = series.total(day, day + 9 * step)
    first, second = series.total(day, day + 3 * step), series.total(day + 4 * step, day + 9 * step)
    assert whole
    assert first
    assert second
    assert whole.value == first.value + second.value
    assert series.total(day, day + 40 * step) is None
    assert series.total(day - 4 * step, day) is None


def test_the_two_conventions_lie_a_day_apart() -> None:
    (series,) = known(statements(table(SERIES["days"]), wars=WARS))
    step = dt.timedelta(days=1)
    before = dict(series.days(convention=Convention.DAY_BEFORE))
    later = dict(series.days(convention=Convention.PUBLICATION))
    assert {day + step: total for day, total in before.items()} == later
    assert dt.date(2020, 11, 6) in series.catch_ups()


def test_months_of_a_table_are_summed_where_they_adjoin() -> None:
    (series,) = known(statements(table(SERIES["israel"]), wars=WARS))
    total = series.total(dt.date(2023, 10, 1), dt.date(2023, 12, 31))
    assert total
    assert total.value == 312 + 75 + 109
    assert series.total(dt.date(2023, 10, 1), dt.date(2023, 12, 15)) is None


# ------------------------------------------------------------------ worked verdicts on the source reports
WORKED = [
    ("001", "streak", "true_by_totals", {"by_totals": 5.0, "by_averages": 4.0}),  # G07, G08
    ("001", "record", "true", {"value": 1524.0}),
    ("001", "record", "true_only_if", {"value": 2030.0, "other": 3160.0}),
    ("001", "target", "short", {"share": 0.4}),  # G17
    ("002", "target", "out_of_reach", {"needed": 115000.0, "recruited": 72000.0}),  # G15
    ("004", "target", "not_close", {"share": 0.7}),  # G19
    ("000", "change", "true", {}),
    ("000 003", "benchmark", "two_accounts", {"years_one": 9.0, "years_other": 10.0}),  # G22
]


@pytest.mark.skipif(not SHARED.exists(), reason="the source reports are not here")
@pytest.mark.parametrize(("names", "kind", "verdict", "numbers"), WORKED)
def test_the_worked_verdicts_are_found(names: str, kind: str, verdict: str, numbers: dict[str, float]) -> None:
    paths = [SHARED / "gold" / "seeds" / f"{name}.txt" for name in names.split()]
    reports = of_paths([*paths, SHARED / "facts" / "general-staff-personnel.json"], settings())
    hits = [one for one in found(reports) if (one.kind.value, one.verdict.value) == (kind, verdict)]
    assert len(hits) == 1
    told = dict(hits[0].numbers)
    assert {name: told[name] for name in numbers} == numbers
