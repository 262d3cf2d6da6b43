"""Backtests: what a cut may know, what is scored, and what the scores are. The runs were never sampled."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from statistics import fmean

import pytest

from muster.claims.errors import FitFailed, MissingInput, ScenarioError, UsageError
from muster.desk import backtesting, estimating, outlooks, reports, standing
from muster.desk.backtesting import Backtest, Wanted
from muster.desk.meant import meant
from muster.desk.settings import Settings
from muster.estimate import kept
from muster.ledger.runs import Run
from muster.ledger.schema import now
from muster.ledger.store import Ledger
from tests.cli.running import muster
from tests.estimate.storing import ILL, WELL, a_fit, in_folder

# Figures made up for this test, by bodies that do not exist.
HEAD = "published,war,start_date,end_date,party,civilian,measure,low,high,bound,unit,per,status,speaker,source,note"
CUT = dt.date(2024, 12, 31)


def row(published: str, start: str, end: str, measure: str, number: int, *, who: str, status: str = "estimate") -> str:
    return f"{published},Russia-Ukraine,{start},{end},RU,false,{measure},{number},{number},about,person,,{status},{who},,simulated"


def rows() -> list[str]:
    found = []
    for at in range(24):
        first = dt.date(2024 + at // 12, at % 12 + 1, 1)
        after = dt.date(2024 + (at + 1) // 12, (at + 1) % 12 + 1, 2)
        number = 4000 if at < 18 else 40_000
        found.append(
            row(str(after), str(first), str(after - dt.timedelta(days=2)), "losses", number, who="Institute A")
        )
    return [
        *found,
        row("2024-09-10", "2024-01-01", "2024-08-31", "killed", 9000, who="Institute B"),
        row("2025-03-10", "2024-01-01", "2024-08-31", "killed", 9500, who="Institute B"),  # of days before the cut
        row("2024-06-10", "2024-06-10", "2024-06-10", "strength", 200_000, who="Institute B"),
        row("2025-04-10", "2025-04-10", "2025-04-10", "strength", 210_000, who="Institute B"),
        row("2024-11-10", "2024-01-01", "2024-10-31", "recruited", 30_000, who="Institute B"),
        row("2025-05-10", "2025-01-01", "2025-04-30", "recruited", 12_000, who="Institute B"),  # of which the run says nothing
        row("2024-12-10", "2025-01-01", "2025-03-31", "losses", 70_000, who="Institute B", status="forecast"),
    ]  # fmt: skip


def keep(its: Settings, day: dt.date, *, good: bool = True) -> Run:
    """A run of what was known by a day, as if it had been fitted."""
    wanted = estimating.Wanted(parties=("RU",), war="russia-ukraine", by=day)
    known = reports.known_by(reports.of_ledger(its), day)
    ready = estimating.prepared(wanted, meant(known, its, parties=("RU",), war=None), settings=its)
    made = a_fit(ready, wanted, health=WELL if good else ILL)
    run = Run(
        inputs=ready.inputs,
        good=good,
        health=kept.health_out(made.health),
        told=kept.told_out(made, given=estimating.given(wanted, its, made=made, priors=ready.priors)),
        draws=kept.draws_out(made),
        made_at=now(),
    )
    with Ledger.open(its.ledger) as ledger:
        assert ledger.keep_run(run)
    return run


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    here = tmp_path_factory.mktemp("backtest")
    (here / "claims.csv").write_text("\n".join([HEAD, *rows()]) + "\n", encoding="utf-8")
    muster(here, "add", "claims.csv")
    keep(in_folder(here), CUT)
    keep(in_folder(here), dt.date(2024, 9, 30), good=False)
    return here


@pytest.fixture(scope="module")
def found(folder: Path) -> Backtest:
    return backtesting.backtest(Wanted(party="RU", cuts=(CUT,)), in_folder(folder))


def test_a_cut_knows_what_was_published_by_it(found: Backtest) -> None:
    (cut,) = found.cuts
    assert cut.claims == 11 + 3  # the months that were over and told, and the three others; no forecast
    assert cut.good


def test_what_came_later_is_of_later_days_and_rests_on_nothing_known(found: Backtest) -> None:
    (cut,) = found.cuts
    assert all(one.end > CUT for one in cut.later)
    assert sorted({one.what for one in cut.later}) == ["losses", "strength"]
    assert (
        len([one for one in cut.later if one.what == "losses"]) == 11
    )  # from January to November; December's came too late
    assert cut.unforetold == 1  # recruits


def test_a_level_shift_lies_outside_and_what_goes_on_lies_inside(found: Backtest) -> None:
    (cut,) = found.cuts
    losses = sorted((one for one in cut.later if one.what == "losses"), key=lambda one: one.end)
    assert all(one.inside[1] for one in losses[:5])
    assert not any(one.inside[1] for one in losses[6:])
    for one in losses:
        low, high = one.expected.bands[1]
        assert one.inside[1] == (low <= one.told <= high)
        assert one.naive == pytest.approx(4000, rel=0.12)  # by days, of months of unlike lengths


def test_a_strength_stands_beside_the_naive_balance(found: Backtest) -> None:
    (cut,) = found.cuts
    (force,) = [one for one in cut.later if one.level]
    days = (dt.date(2025, 4, 10) - dt.date(2024, 6, 10)).days
    assert force.balance == pytest.approx(200_000 + days * (30_000 / 305 - 4000 / 30), rel=1e-3)
    assert force.naive == pytest.approx(200_000)


def test_scores_are_means_of_what_is_told_one_by_one(found: Backtest) -> None:
    scores = dict(found.scores)
    its = found.cuts[0].later
    assert scores["all"].figures == len(its)
    assert scores["all"].inside == tuple(pytest.approx(fmean(one.inside[at] for one in its)) for at in range(3))
    assert scores["all"].score == pytest.approx(fmean(one.score for one in its))
    near, far = scores["within half a year"], scores["later"]
    assert near.figures + far.figures == len(its)
    assert near.score < far.score
    assert scores["of later days alone"].figures == len(its)
    assert set(scores) == {
        "all", "losses", "strength", "within half a year", "later", "of later days alone", "from 2024-12-31",
    }  # fmt: skip


def test_again_is_the_same(folder: Path, found: Backtest) -> None:
    assert backtesting.backtest(Wanted(party="RU", cuts=(CUT,)), in_folder(folder)) == found


def test_a_fit_that_failed_is_scored_only_where_that_is_asked(folder: Path, found: Backtest) -> None:
    failed = dt.date(2024, 9, 30)
    with pytest.raises(FitFailed, match="--failed"):
        backtesting.backtest(Wanted(party="RU", cuts=(failed,)), in_folder(folder))
    both = backtesting.backtest(Wanted(party="RU", cuts=(failed, CUT)), in_folder(folder))
    assert dict(both.scores)["all"] == dict(found.scores)["all"]
    assert [one.good for one in both.cuts] == [False, True]
    asked = backtesting.backtest(Wanted(party="RU", cuts=(failed,), failed=True), in_folder(folder))
    assert dict(asked.scores)["all"].figures > 0


def test_a_run_of_what_was_known_on_a_day_answers_nothing_else(folder: Path) -> None:
    its = in_folder(folder)
    listed = standing.listed(its)
    assert {one.options for one in listed} == {"--known-by 2024-12-31", "--known-by 2024-09-30"}
    whole = meant(reports.of_ledger(its), its, parties=("RU",), war=None)
    assert standing.answering(whole, "RU", trust=(), distrust=(), settings=its) is None
    assert standing.failed(whole, "RU", settings=its) is None
    with pytest.raises(MissingInput, match="muster estimate --party RU"):
        outlooks.looked_ahead(outlooks.Wanted(party="RU"), its)


@pytest.mark.parametrize(
    ("wanted", "error", "says"),
    [
        (Wanted(party="RU", cuts=(CUT,), months=0), UsageError, "1 to 60"),
        (Wanted(party="RU", cuts=(CUT,), months=61), UsageError, "1 to 60"),
        (Wanted(party="RU", cuts=(CUT,), scenario="none-such"), ScenarioError, "none-such"),
        (Wanted(party="XX", cuts=(CUT,)), MissingInput, "no figure"),
        (Wanted(party="RU", cuts=(dt.date(2020, 1, 1),)), MissingInput, "published by 2020-01-01"),
        (Wanted(party="RU", months=60), UsageError, "too few"),
        (Wanted(party="RU", cuts=(dt.date(2099, 1, 31),)), UsageError, "nothing was told after 2099-01-31"),
    ],
)
def test_what_cannot_be_is_said(folder: Path, wanted: Wanted, error: type[Exception], says: str) -> None:
    with pytest.raises(error, match=says):
        backtesting.backtest(wanted, in_folder(folder))


def test_the_command_tells_scores_far_figures_and_strengths(folder: Path) -> None:
    said = muster(folder, "backtest", "--party", "Russia", "--cut", "2024-12").stdout
    assert "Known by 2024-12-31" in said
    assert "lie outside the band of 80 of 100" in said
    assert "naive balance" in said
    assert "40,000" in said
    assert "1 figure came of which neither the estimate nor the outlook speaks" in said


def test_where_no_cut_is_named_there_is_one_every_half_year(folder: Path) -> None:
    its = in_folder(folder)
    whole = meant(reports.of_ledger(its), its, parties=("RU",), war=None)
    days = backtesting._every(whole, Wanted(party="RU", months=6))
    assert days[0] == dt.date(2023, 2, 28)  # the war began in February 2022
    assert all((later.year - one.year) * 12 + later.month - one.month == 6 for one, later in pairwise(days))
    assert replace(Wanted(party="RU"), months=6).cuts == ()
