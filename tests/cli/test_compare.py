"""`muster compare`: two runs side by side, one beside published numbers; as a table, JSON and a picture; what it says where it cannot."""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from muster.claims.claim import Claim
from muster.cli.main import app
from muster.desk.settings import Settings
from tests.desk.keeping import filled, fit_on, held, keep


@dataclass(frozen=True)
class Ready:
    """A ledger with a run on four claims, one on three of them in which a third more fell, and a failed one."""

    settings: Settings
    claims: list[Claim]
    first: str
    second: str
    failed: str

    def run(self, *words: str) -> tuple[int, str, str]:
        done = CliRunner().invoke(app, ["compare", *words, "--ledger", str(self.settings.ledger)])
        return done.exit_code, done.stdout, done.stderr

    def json(self, *words: str) -> Any:
        code, said, told = self.run(*words, "--json")
        assert code == 0, told
        return json.loads(said)


@pytest.fixture(scope="module")
def ready(tmp_path_factory: pytest.TempPathFactory) -> Ready:
    in_force = filled(tmp_path_factory.mktemp("compare"))
    claims = held(in_force)
    aside = {claims[5].id: "what happened in fewer than 7 days says too little of a month"}
    first = keep(in_force, fit_on(claims[:4], seed=1, aside=aside), made=dt.datetime(2030, 1, 2))  # noqa: DTZ001
    second = keep(
        in_force,
        fit_on(claims[1:4], seed=2, scale=4 / 3),
        made=dt.datetime(2030, 1, 3),  # noqa: DTZ001
        settings="other",
        versions={"muster": "2"},
    )
    failed = keep(in_force, fit_on(claims[:4], seed=3), made=dt.datetime(2030, 1, 4), good=False)  # noqa: DTZ001
    return Ready(in_force, claims, first.id, second.id, failed.id)


# ------------------------------------------------------------------ two runs
def test_two_runs_are_set_side_by_side(ready: Ready) -> None:
    found = ready.json(ready.first, ready.second)
    killed = next(line for line in found["lines"] if line["what"] == "killed")
    assert killed["total"]["times"]["middle"] == pytest.approx(4 / 3, rel=0.05)
    low, high = killed["total"]["times"]["bands"][1]
    assert low < 4 / 3 < high
    assert 0.9 < killed["total"]["greater"] < 1
    assert killed["total"]["less"]["middle"] == pytest.approx(
        killed["total"]["second"]["middle"] - killed["total"]["first"]["middle"], rel=0.1
    )
    assert [month for month, _ in killed["recent"]] == ["2020-09-01", "2020-10-01"], "whole months of both alone"
    assert (found["since"], found["until"]) == ("2020-09-27", "2020-11-10")


def test_what_went_in_otherwise_is_told(ready: Ready) -> None:
    found = ready.json(ready.first, ready.second)
    assert [one["claim"] for one in found["removed"]] == [ready.claims[0].id]
    assert found["removed"][0]["words"].startswith("Institute A: 2,000 AZ killed")
    assert (found["added"], found["alike"], found["assumptions"]) == ([], 3, False)
    assert found["versions"] == [["muster", "1", "2"]]
    assert (found["first"]["seed"], found["second"]["seed"]) == (1, 2)


def test_it_is_printed_for_people(ready: Ready) -> None:
    code, said, _ = ready.run(ready.first[:8], ready.second[:8])
    assert code == 0
    assert f"first: run {ready.first[:10]} of AZ, 2030-01-02, 4 claims" in said
    assert "3 claims in both, 1 in the first alone, 0 in the second alone" in said
    assert "assumptions, settings and whom they believed: not the same" in said
    assert "seed: 1 and 2" in said
    assert "\\x0a" not in said
    lines = [line for line in said.splitlines() if line.startswith("killed\t")]
    assert [line.count("\t") for line in lines] == [8, 8, 8], "in all, and of two months"


def test_a_run_beside_itself_differs_by_nothing(ready: Ready) -> None:
    for line in ready.json(ready.first, ready.first)["lines"]:
        assert line["total"]["greater"] == 0.5
        assert abs(line["total"]["less"]["middle"]) < 0.02 * line["total"]["first"]["middle"]


def test_a_failed_run_is_compared_by_name_and_said_to_be_one(ready: Ready) -> None:
    code, said, _ = ready.run(ready.first, ready.failed)
    assert code == 0
    assert "it failed its own diagnostics" in said


# ------------------------------------------------------------------ published numbers
def test_numbers_are_held_against_the_run_s_answer_for_the_same(ready: Ready) -> None:
    found = ready.json(ready.first, "--by", "Institute A", "--by", "Paper C")
    its = {one["claim"]: one for one in found["numbers"]}
    whole = its[ready.claims[1].id]
    assert whole["answer"]["middle"] == pytest.approx(1800 * (4 / 30 + 1 + 10 / 30), rel=0.05)
    assert whole["times"] == pytest.approx(2800 / whole["answer"]["middle"])
    assert 0.5 < whole["below"] < 0.9
    assert (whole["sense"], whole["used"], whole["fitted"]) == ("dead", "yes", True)
    loose = its[ready.claims[3].id]
    assert (loose["low"], loose["high"], loose["sense"]) == (12000, None, "killed and wounded")
    assert loose["who"] == "Paper C (on data of Institute A)"


def test_whether_the_run_was_fitted_to_a_number_is_told(ready: Ready) -> None:
    found = ready.json(ready.second, "--with", ready.claims[0].id[:12], "--with", ready.claims[1].id)
    assert [(one["claim"], one["fitted"]) for one in found["numbers"]] == [
        (ready.claims[0].id, False),
        (ready.claims[1].id, True),
    ]
    assert found["numbers"][0]["used"] == "no: it came after the run, or was not believed"
    (aside,) = ready.json(ready.first, "--with", ready.claims[5].id)["numbers"]
    assert aside["used"] == "no: what happened in fewer than 7 days says too little of a month"
    assert aside["answer"] is None
    assert aside["why"] == "the run says nothing of captured of AZ"


def test_what_no_account_takes_is_told_with_the_reason(ready: Ready) -> None:
    code, said, told = ready.run(ready.first, "--with", ready.claims[6].id, "--with", ready.claims[1].id)
    assert code == 0
    assert ready.claims[1].id[:10] in said
    assert f"{ready.claims[6].id[:10]} is not taken, since" in told


@pytest.mark.parametrize("ending", ["svg", "png"])
def test_both_are_drawn(ready: Ready, tmp_path: Path, ending: str) -> None:
    one, other = tmp_path / f"runs.{ending}", tmp_path / f"numbers.{ending.upper()}"
    assert ready.run(ready.first, ready.second, "--picture", str(one))[0] == 0
    assert ready.run(ready.first, "--by", "Institute A", "--picture", str(other))[0] == 0
    begins = b"<svg" if ending == "svg" else b"\x89PNG"
    assert one.read_bytes().startswith(begins)
    assert other.read_bytes().startswith(begins)
    if ending == "svg":
        assert "AZ: wounded per killed" in one.read_text()
        assert "Institute A, killed to 2020-11-10" in other.read_text()


# ------------------------------------------------------------------ where it cannot
@pytest.mark.parametrize(
    ("words", "code", "says"),
    [
        (["zz", "{first}"], 66, "there are {failed} (AZ, seed 3, 2030-01-04, failed), {second} (AZ, seed 2, 2030-01-03), {first} (AZ"),
        (["{first}"], 64, "two runs, or one with --with CLAIM or --by SOURCE; got 1"),
        (["{first}", "{second}", "{failed}"], 64, "got 3"),
        (["{first}", "{second}", "--by", "Paper C"], 64, "hold one run against published numbers; got 2"),
        (["{first}", "--by", "Nobody Known"], 64, "there are Institute A, Paper C, The Economist"),
        (["{first}", "--with", "zzzz"], 66, "no claim of that war has an id that begins with 'zzzz'"),
        (["{first}", "{second}", "--picture", "x.pdf"], 64, "ends in .svg or .png"),
        (["{first}", "{second}", "--picture", "/none/such/x.svg"], 74, "cannot be written"),
        (["{first}", "--with", "{target}"], 66, "is not taken, since"),
        (["{first}", "--with", "{armenian}"], 66, "nothing asked for is a figure of AZ"),
    ],
)  # fmt: skip
def test_what_cannot_be_compared_is_told_in_a_line(ready: Ready, words: list[str], code: int, says: str) -> None:
    names = {
        "first": ready.first[:10],
        "second": ready.second[:10],
        "failed": ready.failed[:10],
        "target": ready.claims[6].id,
        "armenian": ready.claims[4].id,
    }
    got, said, told = ready.run(*(word.format(**names) for word in words))
    assert got == code, told
    assert says.format(**names) in told
    assert said == ""
    assert "Traceback" not in told


def test_a_ledger_without_runs_says_how_to_make_one(tmp_path: Path) -> None:
    in_force = filled(tmp_path)
    done = CliRunner().invoke(app, ["compare", "aa", "bb", "--ledger", str(in_force.ledger)])
    assert (done.exit_code, done.stdout) == (66, "")
    assert "it holds none yet, and muster estimate makes one" in done.stderr
