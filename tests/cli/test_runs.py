"""`muster ask` beside a kept run, `muster estimate` answered from it, and `muster runs`: what is printed. No sampler runs here."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner

from muster.cli.main import app
from muster.desk.estimating import Wanted
from tests.estimate.storing import ILL, store

HEAD = "published,war,start_date,end_date,party,civilian,measure,low,high,bound,unit,per,status,speaker,source,note"
WAR = "Nagorno-Karabakh,2020-09-27,2020-11-10"
# Figures made up for this test, by bodies that do not exist.
ROWS = (
    f"2020-12-01,{WAR},AZ,false,killed,2800,2800,exact,person,,estimate,Institute A,,simulated",
    f"2020-12-05,{WAR},AZ,false,killed,3000,3000,about,person,,estimate,Institute B,,simulated",
    f"2020-12-09,{WAR},AM,false,killed,3500,3500,about,person,,estimate,Institute B,,simulated",
)
KILLED = ("ask", "killed", "--party", "AZ", "--from", "2020-10", "--to", "2020-10")


class Shell:
    """Commands in one folder; what each printed."""

    def __init__(self) -> None:
        self.runner = CliRunner()

    def __call__(self, *words: str, code: int = 0) -> str:
        result = self.runner.invoke(app, list(words))
        assert result.exit_code == code, f"{result.output}\n{result.exception!r}"
        assert "Traceback" not in result.output
        assert "\\x0a" not in result.output
        self.said = result.stderr
        return result.stdout


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    here = tmp_path_factory.mktemp("runs")
    (here / "claims.csv").write_text("\n".join((HEAD, *ROWS)) + "\n", encoding="utf-8")
    command = [sys.executable, "-m", "muster", "add", "claims.csv", "--jobs", "1", "--ledger", "muster.duckdb"]
    subprocess.run(command, cwd=here, check=True, capture_output=True)
    return here


@pytest.fixture
def shell(filled: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Shell:
    for name in ("MUSTER_LEDGER", "MUSTER_SETTINGS"):
        monkeypatch.delenv(name, raising=False)
    shutil.copytree(filled, tmp_path, dirs_exist_ok=True)
    monkeypatch.chdir(tmp_path)
    return Shell()


def test_without_a_run_the_bounds_come_and_a_line_on_what_would_add_more(shell: Shell) -> None:
    assert shell(*KILLED).startswith("killed, AZ, October 2020")
    assert "muster estimate --party AZ would add it" in shell.said
    told = json.loads(shell(*KILLED, "--json"))
    assert told["estimate"] is None
    assert "muster estimate --party AZ" in told["no_estimate"]
    assert told["most"] == pytest.approx(2850)
    assert "holds no run yet" not in shell.said
    shell("runs")
    assert "the ledger holds no run yet" in shell.said
    assert json.loads(shell("runs", "--json")) == []


def test_bounds_and_bands_stand_side_by_side(shell: Shell, tmp_path: Path) -> None:
    run = store(tmp_path, Wanted(parties=("AZ",)))
    shown = shell(*KILLED)
    assert shown.startswith("killed, AZ, October 2020")
    assert f"The estimate (run {run.id[:10]} of AZ" in shown
    assert "as\tmiddle\t50 of 100 within\t80 of 100 within\t95 of 100 within\trests on\tcounts" in shown
    assert "What bears most on “dead”" in shown
    assert "Institute B: 3,000 killed (AZ, 27 September to 10 November 2020)" in shown
    assert "Without an anchor, 6" in shown
    told = json.loads(shell(*KILLED, "--json"))["estimate"]
    (dead,) = told["meant"]
    low, high = dead["value"]["80"]
    assert low < 1070 < dead["value"]["middle"] < 1130 < high
    assert {type(one["up"]) for one in told["bearing"]} == {bool}
    assert set(told["bearing"][0]) >= {"claims", "share", "name", "what", "days"}


def test_a_ratio_is_asked_of_the_run_alone(shell: Shell, tmp_path: Path) -> None:
    store(tmp_path, Wanted(parties=("AZ",)))
    shown = shell("ask", "returned", "--per", "wounded", *KILLED[2:])
    assert "wounded per incidents\t0.600\t0.600 – 0.600" in shown
    assert "a ratio has no bounds of its own" in shell.said
    assert "No claim speaks of “wounded”" in shown  # of who return
    shell("ask", "killed", "--per", "people", *KILLED[2:], code=64)
    assert "--per must be" in shell.said


def test_days_outside_the_run_are_told_and_the_bounds_stay(shell: Shell, tmp_path: Path) -> None:
    store(tmp_path, Wanted(parties=("AZ",)))
    shown = shell(*KILLED[:-1], "2020-12")
    assert "killed, AZ, October to December 2020 (Second war over Nagorno-Karabakh, 2020): " in shown
    assert "2 claims of that party and war believed" in shown
    assert "gives no answer: it covers September to November 2020; ask for days within" in shown


def test_a_failed_run_is_shown_where_it_is_named_and_says_so(shell: Shell, tmp_path: Path) -> None:
    run = store(tmp_path, Wanted(parties=("AZ",)), health=ILL)
    assert "The estimate" not in shell(*KILLED)
    assert f"--run {run.id[:10]}" in shell.said
    assert "The estimate (run" in shell(*KILLED, "--run", run.id[:8])
    assert "failed its own diagnostics: 7 of 2,000 draws diverged" in shell.said
    shell(*KILLED, "--run", "nonsense", code=66)
    assert "no run of the ledger has an id that begins with 'nonsense'" in shell.said
    shell(*KILLED, "--run", run.id, "claims.csv", code=64)
    assert "--run is of the ledger's estimates" in shell.said
    assert "The estimate" not in shell("ask", "killed", "claims.csv", *KILLED[2:])


def test_a_stale_run_says_so_and_still_answers(shell: Shell, tmp_path: Path) -> None:
    store(tmp_path, Wanted(parties=("AZ",)))
    (tmp_path / "more.csv").write_text(
        f"{HEAD}\n2020-12-20,{WAR},AZ,false,killed,2900,2900,exact,person,,estimate,Institute D,,simulated\n"
    )
    shell("add", "more.csv", "--jobs", "1")
    assert "The estimate (run" in shell(*KILLED)
    assert "the run is stale: 1 claim came since" in shell.said


def test_runs_are_listed(shell: Shell, tmp_path: Path) -> None:
    good = store(tmp_path, Wanted(parties=("AZ",)))
    bad = store(tmp_path, Wanted(parties=("AM", "AZ"), seed=8, distrust=("Institute A",)), health=ILL)
    lines = [line.split("\t") for line in shell("runs").splitlines()]
    assert lines[0] == ["run", "parties", "war", "made", "seed", "claims", "covers", "with", "state"]
    assert [line[0] for line in lines[1:]] == [bad.id[:10], good.id[:10]]
    assert lines[1][1:3] == ["AM, AZ", "nagorno-karabakh"]
    assert lines[1][4:] == [
        "8", "2", "2020-09 to 2020-11", "--distrust 'Institute A'", "failed: 7 of 2,000 draws diverged"
    ]  # fmt: skip
    assert lines[2][-1] == "good"
    told = json.loads(shell("runs", "--good", "--json"))
    assert [(one["id"], one["claims"], one["good"]) for one in told] == [(good.id, 2, True)]
    assert [one["id"] for one in json.loads(shell("runs", "--party", "Armenia", "--json"))] == [bad.id]
    assert shell("runs", "--of-war", "sudan") == ""
    assert "no run in the ledger is like that" in shell.said


def test_an_estimate_is_shown_of_the_days_asked_for(shell: Shell, tmp_path: Path) -> None:
    store(tmp_path, Wanted(parties=("AZ",)))
    words = ("estimate", "--party", "AZ")
    shown = shell(*words, "--from", "2020-10", "--to", "2020-10", "--biases")
    assert "2020-10-01 to 2020-10-31" in shown
    assert "killed\t1,100\t" in shown
    assert "Oct 2020 1,100\t" in shown
    assert "What was assumed of each bias" in shown
    assert "counts 1.3 times what the account holds" in shown
    assert "What was assumed of each bias" not in shell(*words)
    whole = json.loads(shell(*words, "--json"))
    part = json.loads(shell(*words, "--from", "2020-11", "--json"))
    assert part["run"] == whole["run"]
    assert (part["first"], part["last"]) == ("2020-11-01", "2020-11-10")
    assert part["lines"][0]["total"]["middle"] < whole["lines"][0]["total"]["middle"]
    assert {one["kind"] for one in whole["biases"]} == {"habit", "in common"}
    shell(*words, "--from", "2019", code=64)
    assert "the estimate covers September to November 2020" in shell.said
    shell(*words, "--from", "2020-13", code=64)
    assert "--from must be a day, a month or a year" in shell.said
    shell(*words, "--from", "2020-11", "--to", "2020-10", code=64)
    assert "--from must not lie after --to" in shell.said


def test_two_parties_are_printed_one_after_the_other_in_whatever_order_they_are_named(
    shell: Shell, tmp_path: Path
) -> None:
    run = store(tmp_path, Wanted(parties=("AM", "AZ"), anchor=("Institute A",)))
    words = ("estimate", "--anchor", "Institute A", "--party")
    shown = shell(*words, "AZ", "--party", "AM")
    assert f"run {run.id[:10]} on 3 claims, from the ledger" in shown
    assert shown == shell(*words, "AM", "--party", "AZ")
    am, az = shown.index("\nAM\n"), shown.index("\nAZ\n")
    assert am < az
    assert shown.count("What bears on “killed”") == 2
    assert "Taken as nearly without bias: Institute A." in shown[az:]
    assert "Without an anchor" in shown[am:az]
