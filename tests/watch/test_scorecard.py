"""Forecasts and needs against what was told afterwards, and against an account where nothing was."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from muster.account.draws import Draws, months_of
from muster.account.flows import Flow
from muster.account.statement import statements
from muster.account.system import System, systems
from muster.claims.war import shipped_wars
from muster.desk.reports import of_paths
from muster.desk.settings import settings
from muster.watch.scorecard import Scored, Verdict, scored

WARS = shipped_wars()
HEAD = "published,war,start_date,end_date,party,civilian,measure,low,high,bound,unit,per,status,speaker,source,note"
FEBRUARY = "2025-02-01,2025-02-28,RU,false"
# Figures made up for this test, by bodies of which most do not exist.
TOLD = (
    f"2025-03-02,Russia-Ukraine,{FEBRUARY},losses,1300,1300,exact,person,day,report,Staff A,,",
    f"2025-03-02,Russia-Ukraine,{FEBRUARY},recruited,31000,31000,about,person,,estimate,Institute B,,",
    "2025-03-02,Russia-Ukraine,2025-02-28,2025-02-28,RU,false,strength,610000,610000,about,person,,estimate,Institute B,,",
)
TODAY = dt.date(2025, 3, 5)


def system(folder: Path, *rows: str) -> System:
    path = folder / "claims.csv"
    path.write_text("\n".join((HEAD, *TOLD, *rows)) + "\n", encoding="utf-8")
    its = statements(of_paths([path], settings()), wars=WARS)
    return next(one for one in systems(its, wars=WARS) if one.war is not None)


def forecast(
    days: str, what: str, *, published: str = "2025-02-03", status: str = "forecast", who: str = "Ministry C"
) -> str:
    measure, low, high, bound, per = what.split()
    ends = f"{low},{high}".replace("-", "")
    return f"{published},Russia-Ukraine,{days},{measure},{ends},{bound},person,{per.strip('.')},{status},{who},,"


def one(folder: Path, *rows: str, draws: Draws | None = None) -> Scored:
    (found,) = scored(system(folder, *rows), draws, today=TODAY)
    return found


@pytest.mark.parametrize(
    ("what", "status", "verdict"),
    [
        ("killed_wounded 1000 - at_least day", "forecast", Verdict.HELD),
        ("losses 1400 - at_least day", "forecast", Verdict.FAILED),
        ("losses - 1400 at_most day", "forecast", Verdict.HELD),
        ("losses 1200 1400 between day", "forecast", Verdict.HELD),
        ("losses 1150 1150 about day", "forecast", Verdict.HELD),
        ("losses 900 900 exact day", "forecast", Verdict.FAILED),
        ("recruited 50000 52000 between .", "needed", Verdict.FAILED),
        ("recruited 30000 - at_least month", "needed", Verdict.HELD),
    ],
)
def test_what_was_told_afterwards_decides(tmp_path: Path, what: str, status: str, verdict: Verdict) -> None:
    found = one(tmp_path, forecast(FEBRUARY, what, status=status))
    assert found.verdict is verdict
    assert found.why == "as later told"
    assert found.later


def test_what_the_same_body_told_counts_before_what_others_did(tmp_path: Path) -> None:
    own = f"2025-03-04,Russia-Ukraine,{FEBRUARY},losses,1500,1500,exact,person,day,report,Ministry C,,"
    found = one(tmp_path, forecast(FEBRUARY, "losses 1400 - at_least day"), own)
    assert (found.verdict, found.why) == (Verdict.HELD, "as the same body later told")


def test_where_the_told_disagree_it_cannot_be_told(tmp_path: Path) -> None:
    other = f"2025-03-04,Russia-Ukraine,{FEBRUARY},losses,900,900,exact,person,day,report,Institute D,,"
    assert one(tmp_path, forecast(FEBRUARY, "losses 1000 - at_least day"), other).verdict is Verdict.UNSURE


def test_a_strength_is_held_against_one_of_its_day(tmp_path: Path) -> None:
    days = "2025-02-20,2025-02-20,RU,false"
    assert one(tmp_path, forecast(days, "strength 600000 - at_least .")).verdict is Verdict.HELD
    assert one(tmp_path, forecast(days, "strength 700000 - at_least .")).verdict is Verdict.FAILED


def test_what_is_not_over_or_names_no_time_is_not_scored(tmp_path: Path) -> None:
    ahead = one(tmp_path, forecast("2025-04-01,2025-04-30,RU,false", "losses 1000 - at_least day"))
    assert (ahead.verdict, ahead.low) == (Verdict.AHEAD, None)
    undated = one(tmp_path, forecast(",,RU,false", "recruited 50000 52000 between month", status="needed"))
    assert undated.verdict is Verdict.UNDATED


def an_account(killed: float) -> Draws:
    months = months_of(dt.date(2025, 1, 1), dt.date(2025, 3, 31))
    random = np.random.default_rng(1)
    flows = np.zeros((500, 1, 2, 3))
    flows[:, 0, 0] = killed * np.exp(0.05 * random.standard_normal((500, 3)))
    return Draws(
        flows=flows,
        stocks=np.zeros((500, 1, 0, 4)),
        parties=("RU",),
        flow_names=(Flow.KILLED, Flow.DIED_OF_WOUNDS),
        stock_names=(),
        months=months,
    )


@pytest.mark.parametrize(
    ("killed", "verdict"), [(12_000, Verdict.HELD), (8_000, Verdict.FAILED), (10_000, Verdict.UNSURE)]
)
def test_where_nobody_told_the_account_decides_as_far_as_it_is_sure(
    tmp_path: Path, killed: float, verdict: Verdict
) -> None:
    found = one(tmp_path, forecast(FEBRUARY, "killed 10000 - at_least ."), draws=an_account(killed))
    assert (found.verdict, found.why) == (verdict, "as the estimate has it")
    assert found.account is not None
    assert found.account.middle == pytest.approx(killed, rel=0.02)


def test_losses_are_judged_by_the_killed_and_the_wounded_of_the_account(tmp_path: Path) -> None:
    plain = an_account(12_000)
    both = replace(
        plain,
        flows=np.concatenate([plain.flows, 2 * plain.flows[:, :, :1]], axis=2),
        flow_names=(*plain.flow_names, Flow.WOUNDED),
    )
    days = "2025-01-01,2025-01-31,RU,false"  # of which nobody told afterwards
    found = one(tmp_path, forecast(days, "losses 1000 - at_least day", published="2025-01-03"), draws=both)
    assert (found.verdict, found.why) == (Verdict.HELD, "as the estimate has it")
    assert found.account is not None
    assert found.account.middle == pytest.approx(36_000, rel=0.02)


def test_without_an_account_or_a_later_word_nothing_is_said(tmp_path: Path) -> None:
    found = one(tmp_path, forecast(FEBRUARY, "killed 10000 - at_least ."))
    assert found.verdict is Verdict.UNSURE
    assert "no estimate covers them" in found.why
