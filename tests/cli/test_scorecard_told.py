"""`muster scorecard`: forecasts of a ledger in a table and as JSON."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.running import muster

HEAD = "published,war,start_date,end_date,party,civilian,measure,low,high,bound,unit,per,status,speaker,source,note"
# Figures made up for this test, by bodies that do not exist.
ROWS = (
    "2025-02-03,Russia-Ukraine,2025-02-01,2025-02-28,RU,false,losses,1000,,at_least,person,day,forecast,Ministry A,,",
    "2025-02-03,Russia-Ukraine,,,RU,false,recruited,50000,52000,between,person,month,needed,Analyst B,,",
    "2025-03-02,Russia-Ukraine,2025-02-01,2025-02-28,RU,false,losses,1300,1300,exact,person,day,report,Staff C,,",
)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    here = tmp_path_factory.mktemp("scorecard")
    (here / "claims.csv").write_text("\n".join((HEAD, *ROWS)) + "\n", encoding="utf-8")
    muster(here, "add", "claims.csv")
    return here


def test_each_forecast_stands_with_what_came(folder: Path) -> None:
    done = muster(folder, "scorecard", "--party", "Russia")
    first, second = (line.split("\t") for line in done.stdout.splitlines()[1:])
    assert (first[0], first[5]) == ("Analyst B", "not scorable")
    assert (second[0], second[4], second[5]) == ("Ministry A", "36,400 (Staff C)", "held")
    assert "2 forecasts; 1 due by 2025-03-02, of which 1 held" in done.stderr


def test_days_are_told_where_the_forecast_names_them_and_the_day_is_the_war_s_own(folder: Path, tmp_path: Path) -> None:
    later = "2025-06-01,Sudan,2025-05-01,2025-05-31,SD-RSF,false,killed,100,100,exact,person,,report,Staff D,,"
    (tmp_path / "claims.csv").write_text("\n".join((HEAD, *ROWS, later)) + "\n", encoding="utf-8")
    muster(tmp_path, "add", "claims.csv")
    said = json.loads(muster(tmp_path, "scorecard", "--party", "RU", "--json").stdout)
    assert said["day"] == "2025-03-02"
    assert {one["who"]: one["days"] for one in said["entries"]} == {
        "Analyst B": "no days",
        "Ministry A": "February 2025",
    }
    assert json.loads(muster(tmp_path, "watch", "--party", "RU", "--json").stdout)["day"] == said["day"]


def test_without_a_day_of_publication_nothing_is_due_by_a_day_to_come(tmp_path: Path) -> None:
    bare = [row.partition(",")[2] for row in (HEAD, *ROWS[::2])]
    (tmp_path / "claims.csv").write_text("\n".join(bare) + "\n", encoding="utf-8")
    muster(tmp_path, "add", "claims.csv")
    assert "due by 2025-02-28" in muster(tmp_path, "scorecard", "--party", "RU").stderr


def test_json_and_one_speaker(folder: Path) -> None:
    said = json.loads(muster(folder, "scorecard", "--party", "RU", "--speaker", "ministry", "--json").stdout)
    (entry,) = said["entries"]
    assert entry["why"] == "as later told"
    assert said["day"] == "2025-03-02"


@pytest.mark.parametrize(
    ("words", "code", "says"),
    [
        ((), 64, "--party must be given"),
        (("--party", "UA"), 66, "no figure here that can be used is of UA"),
        (("--party", "RU", "--ledger", "no.duckdb"), 66, "no ledger"),
        (("--party", "RU", "--speaker", "nobody"), 0, "no forecast and no stated need"),
    ],
)
def test_what_there_is_none_of_is_told_in_a_line(folder: Path, words: tuple[str, ...], code: int, says: str) -> None:
    done = muster(folder, "scorecard", *words, code=code)
    assert says in done.stderr
    assert done.stdout == ""
