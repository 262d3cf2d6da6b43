"""What `import muster` gives to a program: the same as the commands give, as rows that charts and data frames take."""

from __future__ import annotations

import datetime as dt
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import numpy as np
import pytest

import muster
from muster.claims import Document
from muster.claims.errors import DocumentError, MissingInput, SettingsError, UnknownClaim, UsageError
from muster.desk.scripted import Estimate, Reports

SAID = "The Northland General Staff said on Monday that 54 Russian soldiers had surrendered and 1,200 had been killed."
SEED = 1  # with it the sampler settles at once, where others go on longer
HEAD = "published,war,start_date,end_date,party,civilian,measure,low,high,bound,unit,per,status,speaker,source,note"
# Figures made up for this test, by bodies that do not exist.
ROWS = (
    "2020-12-01,Nagorno-Karabakh,2020-09-27,2020-11-10,AZ,false,killed,2800,2800,exact,person,,estimate,Institute A,,simulated",
    "2020-12-05,Nagorno-Karabakh,2020-09-27,2020-11-10,AZ,false,killed,3000,3000,about,person,,estimate,Institute B,,simulated",
    "2020-12-05,Nagorno-Karabakh,2020-09-27,2020-11-10,AZ,false,wounded,8000,9000,between,person,,estimate,Institute B,,simulated",
    "2020-12-09,Nagorno-Karabakh,2020-09-27,2020-11-10,AZ,false,killed,2000,,at_least,person,,estimate,Paper C,,simulated",
)


def run(folder: Path, *words: str) -> str:
    """What the command prints."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith("MUSTER_")}
    done = subprocess.run(
        [sys.executable, "-m", "muster", *words],
        cwd=folder, env=environment, capture_output=True, text=True, timeout=250, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    return done.stdout


def told(folder: Path, *words: str) -> Any:
    """What it gives as JSON."""
    return json.loads(run(folder, *words, "--json"))


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two reports, a picture and a table, kept in a ledger too."""
    here = tmp_path_factory.mktemp("scripting")
    (here / "in").mkdir()
    (here / "in" / "told.txt").write_text(SAID + "\n", encoding="utf-8")
    (here / "in" / "told-again.txt").write_text("Kyiv said that 1,400 Russian soldiers had been killed in June 2024.\n")
    (here / "in" / "front.png").write_bytes(b"\x89PNG\r\n")
    (here / "in" / "claims.csv").write_text("\n".join((HEAD, *ROWS)) + "\n", encoding="utf-8")
    run(here, "add", "in", "--quiet")
    return here


@pytest.fixture
def reports(folder: Path) -> Reports:
    return muster.read(folder / "in", published=dt.date(2024, 12, 9))


# ------------------------------------------------------------------ read
def test_a_document_gives_its_reading_as_ever() -> None:
    found = muster.read(Document(text=SAID, published=dt.date(2024, 12, 9)))
    assert [claim.figure.low for claim in found.claims] == [54, 1200]


def test_a_folder_gives_its_reports_and_names_what_was_refused(reports: Reports) -> None:
    assert len(reports) == 3
    assert [one.reason for one in reports.refused] == ["unsupported"]
    assert {row["low"] for row in reports.rows() if row["sentence"] == SAID} == {54, 1200}


def test_a_path_may_be_text_and_several_are_read_together(folder: Path) -> None:
    names = [str(folder / "in" / name) for name in ("told.txt", "told-again.txt", "told.txt")]
    assert len(muster.read(names)) == 2


def test_a_ledger_gives_the_claims_that_the_command_gives(folder: Path) -> None:
    rows = muster.read(folder / "muster.duckdb").rows()
    theirs = json.loads(run(folder, "claims", "--format", "json"))
    assert len(rows) == len(theirs) == 7
    both = rows[0].keys() & theirs[0].keys()
    assert {"id", "low", "party", "published", "publisher", "sentence", "title"} <= both

    def by_id(its: list[dict[str, Any]]) -> list[dict[str, Any]]:
        return sorted(({key: row[key] for key in both - {"found_at"}} for row in its), key=lambda row: str(row["id"]))

    assert by_id(rows) == by_id(theirs)


def test_what_people_judged_in_a_ledger_counts(folder: Path, tmp_path: Path) -> None:
    ledger = tmp_path / "judged.duckdb"
    run(folder, "add", "in", "--ledger", str(ledger), "--quiet")
    (wrong,) = [row["id"] for row in muster.read(ledger).rows() if row["low"] == 54]
    run(folder, "review", wrong, "reject", "--why", "not so", "--ledger", str(ledger))
    assert 54 not in {row["low"] for row in muster.read(ledger).rows()}


def test_what_is_set_aside_here_is_as_what_was_rejected_in_a_ledger(folder: Path, tmp_path: Path) -> None:
    ledger = tmp_path / "rejected.duckdb"
    run(folder, "add", "in", "--ledger", str(ledger), "--quiet")
    whole = muster.read(ledger)
    (wrong,) = [row["id"] for row in whole.rows() if row["low"] == 1200]
    run(folder, "review", wrong, "reject", "--why", "not so", "--ledger", str(ledger))
    assert whole.without(wrong).reports == muster.read(ledger).reports
    with pytest.raises(UnknownClaim, match="'1200'"):
        whole.without("1200")


def test_rows_are_what_json_holds(reports: Reports) -> None:
    rows = reports.rows()
    assert json.loads(json.dumps(rows)) == rows


def test_settings_are_those_of_the_file_that_is_named(folder: Path, tmp_path: Path) -> None:
    file = tmp_path / "mine.toml"
    file.write_text("[chart.killed]\nunknown = 1\n", encoding="utf-8")
    with pytest.raises(SettingsError, match=r"mine\.toml"):
        muster.read(folder / "in", settings=file)


@pytest.mark.parametrize(
    ("what", "error", "says"),
    [
        (SAID, MissingInput, "Document"),
        ("in/nowhere.txt", MissingInput, "nowhere.txt"),
        ("in/front.png", DocumentError, "picture"),
        ("nowhere.duckdb", MissingInput, "nowhere.duckdb"),
    ],
)
def test_what_cannot_be_read_is_said(
    folder: Path, monkeypatch: pytest.MonkeyPatch, what: str, error: type[Exception], says: str
) -> None:
    monkeypatch.chdir(folder)
    with pytest.raises(error, match=says):
        muster.read(what)


# ------------------------------------------------------------------ check
def test_findings_are_those_of_the_command(tmp_path: Path) -> None:
    (tmp_path / "one.txt").write_text(
        "Russia lost 45,680 killed and wounded in November 2024, the ministry said. That is 2,523 a day in November 2024.\n"
    )
    run(tmp_path, "add", "one.txt", "--quiet")
    theirs = told(tmp_path, "check", "--all")
    mine = muster.check(muster.read(tmp_path / "one.txt"))
    assert len(mine) == len(theirs) >= 1
    assert [row["id"] for row in mine.rows()] == [one["id"] for one in theirs]
    assert [one.sentence for one in mine] == [one["sentence"] for one in theirs]
    assert mine.rows()[0]["sentences"] == [claim["sentence"] for claim in theirs[0]["claims"]]


def test_a_finding_that_was_set_aside_is_left_out(tmp_path: Path) -> None:
    (tmp_path / "one.txt").write_text(
        "Russia lost 45,680 killed and wounded in November 2024, the ministry said. That is 2,523 a day in November 2024.\n"
    )
    run(tmp_path, "add", "one.txt", "--quiet")
    first, *rest = told(tmp_path, "check", "--all")
    run(tmp_path, "finding", first["id"], "set-aside", "--why", "known")
    assert [one.id for one in muster.check(muster.read(tmp_path / "muster.duckdb"))] == [one["id"] for one in rest]


# ------------------------------------------------------------------ fit and project
@pytest.fixture(scope="module")
def estimate(folder: Path) -> Estimate:
    pytest.importorskip("nutpie")
    return muster.fit(muster.read(folder / "in" / "claims.csv"), party="az", seed=SEED)


def test_an_estimate_is_that_of_the_command(folder: Path, estimate: Estimate) -> None:
    theirs = told(folder, "estimate", "--party", "AZ", "--seed", str(SEED))
    mine = {row["what"]: row for row in estimate.totals()}
    assert [line["what"] for line in theirs["lines"]] == list(mine) == list(estimate.quantities)
    for line in theirs["lines"]:
        row = mine[line["what"]]
        bands = [[row[f"{end}{share}"] for end in ("low", "high")] for share in (50, 80, 95)]
        assert [row["middle"], *np.ravel(bands)] == pytest.approx(
            [line["total"]["middle"], *np.ravel(line["total"]["bands"])], rel=1e-6
        ), line["what"]
        assert row["prior"] == line["prior"]

    ahead = told(folder, "outlook", "--party", "AZ", "--months", "6")["outlooks"][0]
    rows = muster.project(estimate, "as-now", months=6).rows("balance")
    assert [row["month"] for row in rows] == ahead["months"]
    assert [row["middle"] for row in rows] == pytest.approx(
        [one["with_return"]["middle"] for one in ahead["balances"]], rel=1e-6
    )
    assert [row["high80"] for row in rows] == pytest.approx(
        [one["with_return"]["bands"][1][1] for one in ahead["balances"]], rel=1e-6
    )


def test_months_add_up_to_the_draws(estimate: Estimate) -> None:
    rows = estimate.rows("killed")
    assert [row["month"] for row in rows] == ["2020-09-27", "2020-10-01", "2020-11-01"]
    assert rows[1]["middle"] == pytest.approx(float(np.median(estimate.of("killed", since="2020-10", until="2020-10"))))
    whole = estimate.of("killed")
    assert whole == pytest.approx(
        estimate.of("killed", until=dt.date(2020, 10, 31)) + estimate.of("killed", since="2020-11-01")
    )
    assert whole == pytest.approx(estimate.of("killed", since="2020-10-05") + estimate.of("killed", until="2020-10-04"))


def test_figures_lead_to_their_sentences(estimate: Estimate) -> None:
    rows = estimate.figures("killed")
    assert {row["basis"] for row in rows} == {"Institute A", "Institute B", "Paper C"}
    assert all("killed" in row["sentence"] for row in rows)
    known = {row["id"] for row in estimate.reports.rows()}
    assert {claim for row in rows for claim in row["claims"]} <= known
    assert json.loads(json.dumps(rows)) == rows


def test_what_it_does_not_tell_of_is_said_with_what_it_does(estimate: Estimate) -> None:
    with pytest.raises(UsageError, match=r"'dead'; it tells of killed"):
        estimate.of("dead")
    with pytest.raises(UsageError, match=r"'recruits'; it tells of gained"):
        muster.project(estimate).rows("recruits")
    with pytest.raises(UsageError, match="covers"):
        estimate.of("killed", until="2031")


def test_a_scenario_may_be_a_file_and_tells_itself_in_words(estimate: Estimate, tmp_path: Path) -> None:
    file = tmp_path / "twice.yaml"
    file.write_text(
        "title: Twice\nwhy: to see\nhorizon: 6 months\nchanges:\n  - {what: losses, by: +100 %, from: month 1, why: to see}\n"
    )
    plain, twice = (muster.project(estimate, one, months=6) for one in ("as-now", file))
    assert twice.scenario == "Twice"
    assert twice.rows("lost")[-1]["middle"] > 1.5 * plain.rows("lost")[-1]["middle"]
    assert twice.sentences()
    assert {row["what"] for row in twice.rows()} == {"gained", "lost", "balance"}


def test_a_party_without_figures_is_said(folder: Path) -> None:
    with pytest.raises(MissingInput, match="KP"):
        muster.fit(muster.read(folder / "in"), party="KP")
