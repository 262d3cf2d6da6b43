"""The command line, from end to end, with the real reader: what is printed, where, and with which exit code."""

from __future__ import annotations

import csv
import io
import json
import os
import re
import resource
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from muster.claims import wire
from muster.cli.main import app
from muster.cli.shown import safe, safe_json
from muster.desk.briefing import PARTS

MARCH = "9 December 2024\n\nThe Russian defence ministry said 1,200 Ukrainian soldiers were killed in March 2024.\n"
ODD = "9 December 2024\n\nUkraine's \x1b[31mGeneral Staff\x1b[0m said 5,400 \u202eRussian\u202c soldiers were killed in May 2024.\n"


class Shell:
    """Commands run within one folder; what each printed and its exit code."""

    def __init__(self) -> None:
        self.runner = CliRunner()

    def __call__(self, *words: str, code: int = 0, stdin: str | None = None) -> str:
        result = self.runner.invoke(app, list(words), input=stdin)
        assert result.exit_code == code, f"{result.output}\n{result.exception!r}"
        self.said, self.printed = result.stderr, result.stdout
        assert "Traceback" not in result.output
        return result.stdout

    def table(self, *words: str) -> list[dict[str, str]]:
        return list(csv.DictReader(io.StringIO(self(*words)), delimiter="\t", quoting=csv.QUOTE_NONE))


@pytest.fixture
def shell(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Shell:
    for name in ("MUSTER_LEDGER", "MUSTER_SETTINGS"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.chdir(tmp_path)
    return Shell()


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with two reports, added; tests that write take a copy."""
    folder = tmp_path_factory.mktemp("filled")
    (folder / "reports").mkdir()
    (folder / "reports" / "march.txt").write_text(MARCH)
    (folder / "reports" / "odd.txt").write_text(ODD)
    command = [sys.executable, "-m", "muster", "add", "reports", "--jobs", "1"]
    subprocess.run(command, cwd=folder, check=True, capture_output=True)
    return folder


@pytest.fixture
def kept(shell: Shell, filled: Path, tmp_path: Path) -> Shell:
    (tmp_path / "muster.duckdb").write_bytes((filled / "muster.duckdb").read_bytes())
    return shell


def muster(*words: str, folder: Path, stdin: str = "") -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "muster", *words]
    return subprocess.run(command, cwd=folder, input=stdin, capture_output=True, text=True, timeout=60, check=False)


# ------------------------------------------------------------------ help
def commands() -> list[str]:
    from typer.main import get_command

    return sorted(get_command(app).commands)  # type: ignore[attr-defined]


@pytest.mark.parametrize("command", commands())
def test_every_command_has_help_with_examples(shell: Shell, command: str) -> None:
    said = shell(command, "--help")
    assert "Usage: " in said
    assert "Examples:" in said
    assert f"muster {command}" in said


def test_help_names_every_command(shell: Shell) -> None:
    said = shell("--help")
    assert [command for command in commands() if f"  {command} " not in said] == []
    assert shell("--version").startswith("muster ")
    assert shell("claims", "-h") == shell("claims", "--help")


# ------------------------------------------------------------------ read
def test_read_prints_a_table_and_touches_no_ledger(shell: Shell, tmp_path: Path) -> None:
    (tmp_path / "march.txt").write_text(MARCH)
    (row,) = shell.table("read", "march.txt")
    assert (row["figure"], row["measure"], row["party"]) == ("1,200", "killed", "UA")
    assert not (tmp_path / "muster.duckdb").exists()


def test_read_writes_a_file_for_each_document_and_no_two_into_one(shell: Shell, tmp_path: Path) -> None:
    for folder in ("a", "b"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "march.txt").write_text(MARCH)
    (tmp_path / "b" / "bad.txt").write_bytes(b"")
    shell("read", "a", "b", "--json", "out")
    assert "bad.txt: " in shell.said
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == ["b-march.json", "march.json"]
    gold = json.loads((tmp_path / "out" / "march.json").read_text())
    assert [claim["figure"] for claim in gold["claims"]] == ["1,200"]
    assert gold["document"]["published"] == "2024-12-09"


def test_read_prints_one_json_and_takes_standard_input(tmp_path: Path) -> None:
    done = muster("read", "-", "--format", "json", "--published", "2025-01-02", folder=tmp_path, stdin=MARCH)
    assert (done.returncode, done.stderr) == (0, "")
    (one,) = json.loads(done.stdout)
    assert (one["name"], one["document"]["published"], len(one["claims"])) == ("-", "2025-01-02", 1)
    assert list(tmp_path.iterdir()) == []


def test_nothing_readable_is_exit_65_with_a_line_each(shell: Shell, tmp_path: Path) -> None:
    (tmp_path / "empty.txt").write_bytes(b"")
    shell("read", "empty.txt", "none.txt", code=65)
    assert [line.split(":")[1].strip() for line in shell.said.splitlines()] == ["empty.txt", "none.txt"]
    shell("add", "empty.txt", "none.txt", "--jobs", "1", code=65)


def test_what_was_named_and_not_read_makes_the_exit_code(shell: Shell, tmp_path: Path) -> None:
    (tmp_path / "march.txt").write_text(MARCH)
    shell("read", "march.txt", "none.txt", code=66)
    assert "1,200" in shell.printed
    shell("add", "none.txt", "--ledger", "z.duckdb", "--jobs", "1", code=66)
    shell("claims", "--ledger", "z.duckdb", code=66)
    shell("add", "march.txt", "none.txt", "--jobs", "1", code=66)
    (tmp_path / "folder").mkdir()
    shell("add", "folder", "--ledger", "z.duckdb", code=65)
    assert not (tmp_path / "z.duckdb").exists()


def test_what_was_set_aside_is_counted_and_listed(shell: Shell, tmp_path: Path) -> None:
    (tmp_path / "rows.csv").write_text(
        "measure,low,party,published\nkilled,12,RU,2024-12-09\nbeaten,13,RU,2024-12-09\n"
    )
    (row,) = shell.table("read", "rows.csv", "--set-aside")
    assert row["why"] == "measure"
    shell("add", "rows.csv", "--jobs", "1")
    (kept,) = shell.table("set-aside")
    assert (kept["why"], kept["sentence"]) == (row["why"], row["sentence"])
    shell("set-aside", "--why", "foo", code=64)
    assert "--why must be one of measure" in shell.said
    assert "row 2: measure must be" in kept["because"]
    shell("read", "rows.csv")
    assert "1 other figure set aside; --set-aside lists them" in shell.said


def test_a_reading_says_what_it_suffers_from(shell: Shell, tmp_path: Path) -> None:
    (tmp_path / "fr.txt").write_text(
        "Le ministère a déclaré que 1 200 soldats ont été tués depuis mardi dans la région. " * 3
    )
    shell("read", "fr.txt")
    assert "does not seem to be in English" in shell.said
    assert "--published" in shell.said
    shell("add", "fr.txt", "--jobs", "1")
    assert "does not seem to be in English" in shell.said


# ------------------------------------------------------------------ add
def test_add_says_what_came_of_it(shell: Shell, tmp_path: Path) -> None:
    (tmp_path / "march.txt").write_text(MARCH)
    (tmp_path / "empty.txt").write_bytes(b"")
    assert shell("add", ".", "--jobs", "1").startswith("1 document added, 0 already known, 1 refused; 1 claim,")
    assert "empty.txt" in shell.said
    again = json.loads(shell("add", ".", "--jobs", "1", "--json"))
    assert (again["added"], again["known"], [one["reason"] for one in again["refused"]]) == (0, 1, ["empty"])
    (tmp_path / "march.txt").write_text(MARCH.replace("1,200", "1,300"))
    assert "1 changed" in shell("add", ".", "--jobs", "1")
    (row,) = shell.table("documents")
    assert row["version"].startswith("version 2 of 2, in place of")
    assert len(json.loads(shell("documents", "--all", "--json"))) == 2


def test_ctrl_c_keeps_what_was_kept_and_says_how_to_go_on(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    for number in range(1500):
        (folder / f"{number}.txt").write_text(MARCH.replace("1,200", f"{number + 2000:,}") * 4)
    process = subprocess.Popen(
        [sys.executable, "-m", "muster", "add", "in"], cwd=tmp_path, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
        start_new_session=True,
    )  # fmt: skip
    assert process.stderr is not None
    process.stderr.readline()  # the first line of progress
    os.killpg(process.pid, signal.SIGINT)  # as the terminal does, to the workers too
    _, said = process.communicate(timeout=60)
    assert process.returncode == 130, said
    assert "Traceback" not in said
    count = int(said.split("stopped; ")[1].split()[0].replace(",", ""))
    assert 0 < count < 1500
    assert len(json.loads(muster("documents", "--json", folder=tmp_path).stdout)) == count


def test_a_date_and_a_publisher_are_put_right_without_another_version(shell: Shell, tmp_path: Path) -> None:
    (tmp_path / "monday.txt").write_text("Kyiv said 54 Russian soldiers were killed on Monday.\n")
    shell("add", "monday.txt", "--jobs", "1")
    (row,) = shell.table("claims")
    shell("review", row["id"], "accept", "--why", "so it says")
    (before,) = shell.table("documents")
    assert before["published"] == ""
    shell("correct", before["id"], "--published", "2024-12-10", "--publisher", "The Daily")
    (after,) = shell.table("documents")
    assert (after["published"], after["publisher"], after["version"]) == ("2024-12-10", "The Daily", "")
    (row,) = shell.table("claims")
    assert (row["period"], row["review"], row["publisher"]) == ("2024-12-09", "accepted", "The Daily")
    assert "1 already known" in shell("add", "monday.txt", "--jobs", "1")
    assert len(shell.table("documents")) == 1
    (old,) = (one for one in shell.table("documents", "--all") if one["id"] == before["id"])
    assert old["version"] == f"put right, now {after['id']}"
    said = shell("review", row["id"], "reject", "--why", "no", "--by", "A. Reader")
    assert said.endswith(" rejected by A. Reader\n")
    shell("correct", before["id"], "--publisher", "X", code=64)
    assert f"{after['id']} stands for it now" in shell.said
    shell("correct", after["id"], code=64)
    shell("correct", "0123456789", "--publisher", "X", code=66)


def test_a_date_said_of_a_known_file_is_no_change_of_it(shell: Shell, tmp_path: Path) -> None:
    (tmp_path / "monday.txt").write_text("Kyiv said 54 Russian soldiers were killed on Monday.\n")
    shell("add", "monday.txt", "--jobs", "1")
    said = shell("add", "monday.txt", "--published", "2024-12-10", "--jobs", "1")
    assert "1 put right" in said
    assert "changed" not in said
    assert "the same text under what was said of it" in said


def test_a_judgement_on_what_was_replaced_is_of_what_stands_for_it(shell: Shell, tmp_path: Path) -> None:
    (tmp_path / "march.txt").write_text(MARCH)
    shell("add", "march.txt", "--jobs", "1")
    (old,) = shell.table("claims")
    shell("review", old["id"], "accept", "--why", "so it says")
    (tmp_path / "march.txt").write_text(f"{MARCH}\nAll else was calm.\n")
    shell("add", "march.txt", "--jobs", "1")
    (new,) = shell.table("claims")
    said = shell("review", old["id"], "reject", "--why", "no", "--by", "A. Reader")
    assert said.startswith(new["id"])
    assert said.endswith(f"rejected by A. Reader, as which {old['id']} stands now\n")
    assert shell.table("claims", "--review", "rejected")[0]["id"] == new["id"]
    (tmp_path / "march.txt").write_text(MARCH.replace("1,200", "1,300"))
    assert "1 judgement did not go with it" in shell("add", "march.txt", "--jobs", "1")


# ------------------------------------------------------------------ claims, show, documents
def test_claims_in_every_format_are_the_same_claims(kept: Shell, tmp_path: Path) -> None:
    rows = kept.table("claims")
    assert [row["figure"] for row in rows] == ["1,200", "5,400"] or [row["figure"] for row in rows] == [
        "5,400",
        "1,200",
    ]
    from_json = wire.from_json(kept("claims", "--format", "json"))
    assert wire.from_csv(kept("claims", "--format", "csv")) == from_json
    assert wire.from_jsonl(kept("claims", "--format", "jsonl").splitlines()) == from_json
    for name in ("x.csv", "x.json", "x.jsonl", "x.parquet"):
        kept("claims", "--out", name)
    assert wire.from_parquet(tmp_path / "x.parquet") == from_json
    assert wire.from_csv((tmp_path / "x.csv").read_text()) == from_json
    for record in json.loads((tmp_path / "x.json").read_text()):
        assert "soldiers were killed in" in record["sentence"]
        assert record["published"] == "2024-12-09"
        assert record["found_at"].startswith("reports/")
        assert (record["review"], 0 < record["confidence"] <= 1) == ("undecided", True)


def test_every_further_column_of_a_copy_is_explained() -> None:
    page = (Path(__file__).parents[2] / "docs" / "formats.md").read_text(encoding="utf-8")
    assert [name for name in wire.EXTRA if f"| `{name}` |" not in page] == []


def test_an_amended_claim_has_one_id_wherever_it_is_shown(kept: Shell) -> None:
    (row,) = kept.table("claims", "--party", "UA")
    kept("review", row["id"], "amend", "--civilian", "--why", "so it says")
    (record,) = json.loads(kept("claims", "--review", "amended", "--format", "json"))
    shown = json.loads(kept("show", row["id"], "--json"))
    assert record["id"].startswith(row["id"])
    assert (shown["claim"]["id"], shown["claim"]["as_amended"]) == (record["id"], record["as_amended"])
    (claim,) = wire.from_json(json.dumps([record]))
    assert (claim.id, claim.civilian) == (record["as_amended"], True)


def test_filters_are_passed_on(kept: Shell) -> None:
    assert [row["figure"] for row in kept.table("claims", "--party", "ua", "--measure", "killed")] == ["1,200"]
    assert [row["figure"] for row in kept.table("claims", "--from", "2024-05-01")] == ["5,400"]
    kept("claims", "--party", "SD-RSF")
    assert kept.said == "no claim in the ledger is like that; its claims are of RU, UA\n"
    assert [row["figure"] for row in kept.table("claims", "--party", "Ukraine")] == ["1,200"]
    assert [row["figure"] for row in kept.table("claims", "--sort", "figure")] == ["5,400", "1,200"]
    assert len(kept.table("claims", "--of-war", "ukraine", "--no-civilian")) == 2
    kept("claims", "--civilian")
    assert kept.said == "no claim in the ledger is like that\n"
    assert [row["figure"] for row in kept.table("claims", "--text", "the RUSSIAN defence ministry said")] == ["1,200"]
    kept("claims", "--text", "9 December")
    assert "no claim" in kept.said


def test_a_table_can_be_written_to_a_file_and_what_was_written_is_said(kept: Shell, tmp_path: Path) -> None:
    kept("claims", "--out", "t.txt")
    assert (kept.said, kept.printed) == ("2 claims written to t.txt\n", "")
    assert (tmp_path / "t.txt").read_text() == kept("claims")
    assert "civilian" in kept("claims").splitlines()[0].split("\t")


def test_an_empty_ledger_says_so(shell: Shell, tmp_path: Path) -> None:
    (tmp_path / "calm.txt").write_text("9 December 2024\n\nAll was calm on the whole of the front.\n")
    shell("add", "calm.txt", "--jobs", "1")
    shell("claims")
    assert "holds no claim yet" in shell.said


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (["claims", "--measure", "beaten"], 64, "--measure must be one of killed"),
        (["claims", "--from", "2024-02-30"], 64, "2024-02-30"),
        (["claims", "--from", "0001-01-01"], 64, "between 1800 and 2200"),
        (["claims", "--format", "xml"], 64, "--format"),
        (["add", ".", "--published", "1850-01-01"], 64, "muster: --published must lie between 1900 and tomorrow"),
        (["brief", "--out", "no/such/brief.html"], 74, "cannot be written"),
        (["claims", "--format", "parquet"], 64, "--out"),
        (["claims", "--out", "claims.xml"], 64, "--format"),
        (["claims", "--from", "2025-03-31", "--to", "2025-03-01"], 64, "--from must not lie after --to"),
        (["claims", "--party", "Ethiopa"], 64, "Ethiopia is ET"),
        (["claims", "--party", "Nowhere at all"], 64, "muster settings --parties lists them all"),
        (["read", "reports", "--json", "out", "--format", "json"], 64, "--json writes files and prints nothing"),
        (["read", "reports", "--json", "out", "--set-aside"], 64, "leave out one of the two"),
        (["read", "reports", "--format", "json", "--set-aside"], 64, "leave out one of the two"),
        (
            ["review", "0123456789", "accept", "--why", "so", "--sort", "period"],
            64,
            "--of-war and --sort are for the queue",
        ),
        (["brief", "--of-war", "ukraine", "--civilian"], 66, "there is none of war russia-ukraine and civilians"),
        (["brief", "--sections", "sign,findings"], 64, "each of --sections must be one of takeaways, figures, goals"),
        (["brief", "--sections", "sign,findings"], 64, "got 'sign'; did you mean signs?"),
        (["brief", "--sections", ""], 64, "each of --sections must be one of takeaways"),
        (["brief", "--again", "b.zip", "--sections", "signs"], 64, "--again makes what the bundle says"),
        (["claims", "--party", "XX"], 64, "--party 'XX' is no party"),
        (["review", "--list", "--party", "XX"], 64, "--party 'XX' is no party"),
        (["claims", "--document", "zz"], 64, "--document 'zz' is no document's id"),
        (["set-aside", "--document", "zz"], 64, "--document 'zz' is no document's id"),
        (["claims", "--limit", "0"], 2, "--limit"),
        (["claims", "--measure", "kiled"], 64, "did you mean killed?"),
        (["claims", "--of-war", "war of the roses"], 64, "muster settings --parties lists them all"),
        (["claims", "--of-war", "rusia-ukraine"], 64, "russia-ukraine (Russia–Ukraine war)"),
        (["claims", "--sort", "colour"], 64, "--sort must be one of published"),
        (
            ["review", "0123456789", "amend", "--measure", "beaten", "--why", "so"],
            64,
            "--measure must be one of killed",
        ),
        (["review", "0123456789", "accept", "--party", "RU", "--why", "so"], 66, "no claim"),
        (["review", "0123456789"], 64, "say what of it: accept, reject or amend"),
        (["claims", "--out", "no/such/claims.csv"], 74, "cannot be written"),
        (["claims", "--ledger", "none.duckdb"], 66, "muster add makes one"),
        (["show", "xyz"], 64, "0-9 and a-f"),
        (["show", "0123456789"], 66, "no claim"),
        (["review", "0123456789", "accept", "--why", "so"], 66, "no claim"),
        (["review", "--why", "so"], 64, "name the claim"),
        (["--settings", "none.toml", "claims"], 78, "none.toml"),
        (["add", ".", "--war", "none.toml"], 78, "none.toml"),
        (["add", ".", "--jobs", "0"], 78, "jobs"),
        (["claims", "--no-such-option"], 2, "--no-such-option"),
    ],
)
def test_a_mistake_is_a_line_and_an_exit_code(kept: Shell, words: list[str], code: int, said: str) -> None:
    kept(*words, code=code)
    assert said in kept.said
    assert kept.printed == ""


def test_a_file_that_is_no_ledger_is_a_line_and_an_exit_code(shell: Shell, tmp_path: Path) -> None:
    (tmp_path / "notes.md").write_text("# Notes")
    shell("claims", "--ledger", "notes.md", code=65)
    assert shell.said == "muster: notes.md is no ledger; name another file, or move this one away\n"


def test_show_marks_the_figure_and_says_how_it_was_read(kept: Shell) -> None:
    (row,) = kept.table("claims", "--party", "UA")
    said = kept("show", row["id"][:6])
    assert "said [[1,200]] Ukrainian soldiers" in said
    assert "party\tUA\tUkrainian" in said
    record = json.loads(kept("show", row["id"], "--json"))
    assert record["paragraph"] == record["sentence"] == MARCH.split("\n\n")[1].strip()
    assert record["claim"]["figure"] == "1,200"
    assert record["fields"]["party"]["words"][0]["words"] == "Ukrainian"
    assert 0 < record["fields"]["measure"]["confidence"] <= 1
    (copied,) = json.loads(kept("claims", "--party", "UA", "--format", "json"))
    assert record["claim"] == copied


def test_a_figure_in_a_table_is_shown_under_the_head_of_its_column(shell: Shell, tmp_path: Path) -> None:
    (tmp_path / "table.md").write_text(
        "# Losses by month\n\n9 December 2024\n\n| Month | Russian soldiers killed |\n| --- | --- |\n| October 2024 | 4,670 |\n"
    )
    shell("add", "table.md", "--jobs", "1")
    (record,) = json.loads(shell("claims", "--format", "json"))
    assert record["sentence"].startswith("Russian soldiers killed: ")
    assert "4,670" in record["sentence"]
    assert "\nunder the heading “Russian soldiers killed”" in shell("show", record["id"])
    assert json.loads(shell("show", record["id"], "--json"))["claim"] == record


# ------------------------------------------------------------------ review
def test_a_judgement_is_shown_with_its_original(kept: Shell) -> None:
    (row,) = kept.table("claims", "--party", "UA")
    kept(
        "review",
        row["id"],
        "amend",
        "--party",
        "RU",
        "--low",
        "1300",
        "--speaker",
        "none",
        "--why",
        "misread",
        "--by",
        "B. Z.",
    )
    (amended,) = kept.table("claims", "--review", "amended")
    assert (amended["id"], amended["party"], amended["reads"], amended["speaker"]) == (row["id"], "RU", "1,300", "")
    said = kept("show", row["id"])
    assert "RU (read as UA)" in said
    assert "amended by B. Z." in said
    assert "none (read as Russian defence ministry)" in said
    kept("review", row["id"], "reject", "--why", "no figure of losses")
    assert [one["figure"] for one in kept.table("claims")] == ["5,400"]
    kept("review", row["id"], "doubt", "--why", "so", code=64)
    kept("review", row["id"], "accept", code=64)
    assert "--why" in kept.said
    kept("review", row["id"], "accept", "--party", "RU", "--why", "so", code=64)
    assert "only amend changes party" in kept.said


def test_the_queue_is_listed_in_a_pipe_least_certain_first(kept: Shell) -> None:
    rows = kept.table("review")
    assert len(rows) == 2
    assert rows[0]["confidence"] <= rows[1]["confidence"]
    assert len(kept.table("review", "--list", "--limit", "1")) == 1
    kept("review", rows[0]["id"], "accept", "--why", "so it says")
    assert [row["id"] for row in kept.table("review", "--list")] == [rows[1]["id"]]


def walked(monkeypatch: pytest.MonkeyPatch, *answers: str, limit: int | None = None) -> None:
    from muster.cli import queue
    from muster.desk.settings import settings
    from muster.desk.steps import Filter

    left = iter(answers)

    def prompt(text: str, **said: Any) -> str:
        return next(left) or said["default"]

    monkeypatch.setattr(queue.typer, "prompt", prompt)
    queue.walk(settings(), Filter(review=("undecided",), sort="confidence", limit=limit))
    assert next(left, None) is None


def test_the_queue_is_walked_by_keys_on_a_terminal(
    kept: Shell, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    walked(monkeypatch, "x", "a", "", "s")
    said = capsys.readouterr()
    assert "a field is wrong" in said.out
    assert "1 of 2, 2 waiting;" in said.out
    assert ", 2024-12-09\n" in said.out or "\n2024-12-09\n" in said.out
    assert said.err == "1 accepted; 1 claim still waiting\n"
    assert len(kept.table("claims", "--review", "accepted")) == 1
    assert len(kept.table("claims", "--review", "undecided")) == 1


def test_in_a_walk_a_claim_is_amended_and_the_last_word_taken_back(
    kept: Shell, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    walked(monkeypatch, "u", "r", "", "u", "m", "colour=red", "m", "civilian=yes, low=1300", "", "q", limit=2)
    said = capsys.readouterr().err
    assert "nothing to take back" in said
    assert "what is amended must be one of party" in said
    (one,) = kept.table("claims", "--review", "amended")
    assert (one["reads"], one["civilian"]) == ("1,300", "yes")
    assert kept.table("claims", "--review", "undecided")
    kept("claims", "--review", "rejected")
    assert "no claim" in kept.said


def test_the_list_of_what_waits_can_be_narrowed(kept: Shell) -> None:
    assert [row["party"] for row in kept.table("review", "--list", "--party", "Russia")] == ["RU"]
    assert len(kept.table("review", "--list", "--measure", "killed")) == 2
    assert len(kept.table("review", "--list", "--of-war", "ukraine", "--no-civilian")) == 2
    figures = [row["figure"] for row in kept.table("review", "--list", "--sort", "figure")]
    assert figures == ["5,400", "1,200"]
    kept("review", "--list", "--civilian")
    assert kept.said == "nothing waits for a judgement\n"


def test_a_brief_can_be_narrowed_to_a_war_and_to_fighters(kept: Shell) -> None:
    page = kept("brief", "--of-war", "ukraine", "--no-civilian", "--format", "md", "--out", "-")
    assert "narrowed to 2 filters: war russia-ukraine; no civilians" in page


def test_a_brief_can_be_of_some_sections_alone(kept: Shell) -> None:
    page = kept("brief", "--sections", "figures, goals", "--format", "md", "--out", "-")
    heads = re.findall("(?m)^## (.+)$", page)
    assert heads == [
        "What the reports say",
        "All claims",
        "The documents",
        "What was left out, and why",
        "How this was made",
    ]
    every = kept("brief", "--sections", ",".join(PARTS), "--format", "md", "--out", "-")
    assert every == kept("brief", "--format", "md", "--out", "-")


def test_the_help_of_a_brief_names_its_sections(shell: Shell) -> None:
    assert f"Only these: {', '.join(PARTS)}." in " ".join(shell("brief", "--help").replace("│", " ").split())


# ------------------------------------------------------------------ settings
def test_the_parties_that_can_be_asked_for_are_listed(shell: Shell) -> None:
    rows = shell.table("settings", "--parties")
    assert {"party": "RU", "name": "Russia", "war": "russia-ukraine", "title": "Russia–Ukraine war"} in rows
    assert json.loads(shell("settings", "--parties", "--json")) == rows


def test_settings_say_where_each_comes_from(shell: Shell, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "muster.toml").write_text('ledger = "data/war.duckdb"\nreviewer = "B. Z."\n[limits]\nseconds = 5\n')
    rows = {row["setting"]: (row["value"], row["from"]) for row in shell.table("settings")}
    assert rows["ledger"] == ("data/war.duckdb", "muster.toml")
    assert rows["limits.seconds"] == ("5", "muster.toml")
    assert rows["limits.megabytes"] == ("1024", "default")
    monkeypatch.setenv("MUSTER_LEDGER", "other.duckdb")
    assert json.loads(shell("settings", "--json"))["ledger"] == {
        "value": "other.duckdb",
        "from": "environment MUSTER_LEDGER",
    }
    assert json.loads(shell("settings", "--json", "--ledger", "third.duckdb"))["ledger"]["from"] == "option"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("ledgr = 'x'", "line 1: 'ledgr' is no setting; known are ledger, wars"),
        ("\n[limits]\nhours = 1", "line 3: 'hours' is no setting; known are seconds, megabytes"),
        ("jobs = 'many'", "line 1: jobs must be a whole number"),
        ("jobs = true", "jobs must be"),
        ("limits = 4", "must be a table"),
        ("wars = 'x.toml'", "must be a list"),
        ("jobs = ", "not TOML"),
        ("[limits]\nseconds = -1", "must be a number above 0"),
        ("[limits]\nseconds = nan", "must be a number above 0"),
    ],
)
def test_a_slip_in_the_settings_is_named_with_its_line(shell: Shell, tmp_path: Path, text: str, said: str) -> None:
    (tmp_path / "muster.toml").write_text(text)
    shell("settings", code=78)
    assert said in shell.said


# ------------------------------------------------------------------ what reaches the screen
def test_nothing_out_of_a_document_steers_the_terminal(kept: Shell) -> None:
    (row,) = kept.table("claims", "--party", "RU")
    outputs = [
        kept("claims"), kept("show", row["id"]), kept("show", row["id"], "--json"), kept("documents"), kept("review", "--list"),
        kept("documents", "--json"),
    ]  # fmt: skip
    for said in outputs:
        assert [c for c in said if c in "\x1b\u202e\u202c\x9b"] == []
    assert "\\x1b[31m" in outputs[1]
    assert "\u202e" in json.loads(outputs[2])["paragraph"]


def test_escaping_covers_every_character_that_steers_and_leaves_words_alone() -> None:
    hostile = [chr(code) for code in (*range(32), *range(0x7F, 0xA0), 0x202E, 0x2066, 0x200B, 0xFEFF, 0x2028, 0xD800)]
    hostile += ["\x1b]8;;https://example.org\x07link\x1b]8;;\x07", "\x9b31m", "a\rb"]
    for text in hostile:
        assert safe(text).isprintable(), ascii(text)
        assert json.loads(safe_json(json.dumps(text, ensure_ascii=False))) == text
    for text in ("plain", "Київ", "é", "e\u0301", "٣١", "日本"):
        assert safe(text) == text
    assert safe("two\nlines", lines=True) == "two\nlines"


def test_a_reader_that_goes_away_is_no_mistake(filled: Path) -> None:
    command = f"{sys.executable} -m muster claims --format csv | head -c 1"
    done = subprocess.run(
        ["bash", "-o", "pipefail", "-c", command], cwd=filled, capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stderr) == (0, "")


def test_help_is_quick(filled: Path) -> None:
    """In seconds of processors, which other work beside it hardly changes; the promise is 0.3 s on the clock."""
    best = 9.0
    for _ in range(5):
        before = spent_by_children()
        assert muster("--help", folder=filled).returncode == 0
        best = min(best, spent_by_children() - before)
    assert best < 0.6


def spent_by_children() -> float:
    """Seconds of processors that processes begun here have taken, those that ended."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime
