"""`muster sources`: who rests on whom, from a ledger or from files."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from muster.cli.main import app

ROWS = """measure,low,party,war,start_date,end_date,speaker,source,publisher,published
killed,61234,SD-RSF,Sudan,2023-04-15,2024-06-01,Sudan Archive,,Al Noor,2024-06-02
killed,61234,SD-RSF,Sudan,2023-04-15,2024-06-01,Sudan Archive,,Nile Post,2024-06-02
killed,61234,SD-RSF,Sudan,2023-04-15,2024-06-01,Crisis Group,Sudan Archive,Sahel Daily,2024-06-02
recruited,9000,SD,Sudan,2024-01-01,2024-06-01,Sudanese army,,Al Noor,2024-06-02
"""


@pytest.fixture
def shell(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> CliRunner:
    for name in ("MUSTER_LEDGER", "MUSTER_SETTINGS"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.chdir(tmp_path)
    (tmp_path / "rows.csv").write_text(ROWS)
    return CliRunner()


def test_files_without_a_ledger(shell: CliRunner, tmp_path: Path) -> None:
    result = shell.invoke(app, ["sources", "rows.csv"])
    assert result.exit_code == 0, result.output
    assert "Crisis Group\tSudan Archive\tsaid\t1\tkilled" in result.stdout
    assert "killed, SD-RSF: 3 outlets, 2 speakers, 1 independent source: Sudan Archive" in result.stdout
    assert not (tmp_path / "muster.duckdb").exists()


def test_the_ledger_says_the_same(shell: CliRunner) -> None:
    assert shell.invoke(app, ["add", "rows.csv", "--jobs", "1"]).exit_code == 0
    kept = shell.invoke(app, ["sources"])
    assert kept.exit_code == 0, kept.output
    assert kept.stdout == shell.invoke(app, ["sources", "rows.csv"]).stdout


def test_only_what_is_asked_for(shell: CliRunner) -> None:
    result = shell.invoke(app, ["sources", "rows.csv", "--party", "SD", "--measure", "recruited"])
    assert "killed" not in result.stdout
    assert "recruited, SD: 1 outlet, 1 speaker, 1 independent source: Sudanese army" in result.stdout
    assert shell.invoke(app, ["sources", "rows.csv", "--measure", "eaten"]).exit_code == 64
    nobody = shell.invoke(app, ["sources", "rows.csv", "--measure", "captured"])
    assert (nobody.exit_code, nobody.stdout) == (0, "")
    assert "no figure like that is here" in nobody.stderr


def test_json_is_the_graph(shell: CliRunner) -> None:
    found = json.loads(shell.invoke(app, ["sources", "rows.csv", "--json", "--outlets"]).stdout)
    keys = {node["key"] for node in found["nodes"]}
    assert all({edge["who"], edge["rests_on"]} <= keys for edge in found["edges"])
    (said,) = [edge for edge in found["edges"] if edge["by"] == "said"]
    assert (said["who"], said["rests_on"], said["measure"]) == ("crisis group", "sudan archive", "killed")
    (killed,) = [one for one in found["figures"] if one["measure"] == "killed"]
    assert (killed["outlets"], killed["speakers"], killed["independent"], killed["effective"]) == (3, 2, 1, 1.0)


def test_who_leans_on_another_is_told_and_not_counted(shell: CliRunner, tmp_path: Path) -> None:
    more = "killed,{},SD-RSF,Sudan,2023-04-15,2024-03-01,{},,Al Noor,2024-03-02\n"
    (tmp_path / "more.csv").write_text(
        ROWS
        + more.format(40000, "Crisis Group")
        + more.format(41000, "Crisis Group")
        + more.format(50000, "Nile Institute")
        + more.format(1, "others")
    )
    line = next(
        one for one in shell.invoke(app, ["sources", "more.csv"]).stdout.splitlines() if one.startswith("killed")
    )
    assert "at most 2 independent sources: Sudan Archive, Nile Institute (worth" in line
    assert "seen to rest on those of others: Crisis Group (with Sudan Archive); 1 claim of nobody named" in line
    found = json.loads(shell.invoke(app, ["sources", "more.csv", "--json"]).stdout)
    (killed,) = [one for one in found["figures"] if one["measure"] == "killed"]
    assert [(one["key"], one["with"]) for one in killed["not_counted"]] == [("crisis group", ["Sudan Archive"])]


def test_what_cannot_be_read_is_said(shell: CliRunner) -> None:
    result = shell.invoke(app, ["sources", "rows.csv", "none.txt"])
    assert result.exit_code == 66
    assert "none.txt" in result.stderr
