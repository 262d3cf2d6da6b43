"""`muster outlook`: a kept run carried forward, in tables, words and JSON, and what is said where it cannot be."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from muster.desk import estimating, reports
from muster.desk.estimating import Wanted
from muster.desk.meant import meant
from muster.estimate import kept
from muster.ledger.runs import Run
from muster.ledger.schema import now
from muster.ledger.store import Ledger
from muster.outlook import shipped
from tests.cli.running import muster
from tests.estimate.storing import ILL, WELL, a_fit, in_folder, store
from tests.outlook.carried import draws

HEAD = "published,war,start_date,end_date,party,civilian,measure,low,high,bound,unit,per,status,speaker,source,note"
# A figure made up for this test, by a body that does not exist.
ROW = "2026-03-05,Russia-Ukraine,2025-01-01,2026-02-28,RU,false,killed,150000,150000,about,person,,estimate,Institute A,,simulated"


def keep(folder: Path, *, good: bool) -> str:
    """A run whose draws are those of a known force, kept in the ledger of a folder."""
    its, wanted = in_folder(folder), Wanted(parties=("RU",), seed=1 if good else 2)
    ready = estimating.prepared(wanted, meant(reports.of_ledger(its), its, parties=("RU",), war=None), settings=its)
    made = replace(a_fit(ready, wanted, health=WELL if good else ILL), draws=draws(1000))
    run = Run(
        inputs=ready.inputs,
        good=good,
        health=kept.health_out(made.health),
        told=kept.told_out(made, given=estimating.given(wanted, its, made=made, priors=ready.priors)),
        draws=kept.draws_out(made),
        made_at=now(),
    )
    with Ledger.open(its.ledger) as ledger:
        ledger.keep_run(run)
    return run.id


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    here = tmp_path_factory.mktemp("outlook")
    (here / "claims.csv").write_text(f"{HEAD}\n{ROW}\n", encoding="utf-8")
    muster(here, "add", "claims.csv")
    keep(here, good=True)
    return here


def test_the_question_is_answered_in_words_and_by_month(folder: Path) -> None:
    said = muster(folder, "outlook", "--party", "Russia").stdout
    assert "As now (RU, 2026-03 to 2027-02)" in said
    assert "return to duty" in said
    assert "To hold the 6" in said
    assert "Below 90% of today's" in said
    assert "Against earlier wars" in said
    assert "Russia in Chechnya, the first war" in said


def test_json_has_what_the_tables_have(folder: Path) -> None:
    said = json.loads(muster(folder, "outlook", "--party", "RU", "--months", "6", "--json").stdout)
    (one,) = said["outlooks"]
    assert [its["month"] for its in one["balances"]] == [f"2026-{at:02}-01" for at in range(3, 9)]
    gained, lost = (one["balances"][0][what]["middle"] for what in ("gained", "lost"))
    assert gained == pytest.approx(32_000, rel=0.1)
    assert lost == pytest.approx(36_800, rel=0.1)
    assert one["balances"][0]["chance_without"] > 0.6
    assert one["balances"][0]["chance_with"] < 0.1
    assert one["opening"]["middle"] == pytest.approx(650_000, rel=0.02)
    again = json.loads(muster(folder, "outlook", "--party", "RU", "--months", "6", "--json").stdout)
    assert again == said


def test_two_scenarios_stand_side_by_side_with_what_sets_them_apart(folder: Path) -> None:
    (folder / "mine.yaml").write_text(
        "title: Both worse\nwhy: for this test\nextends: as-now\n"
        "changes:\n- {what: losses, by: x 1.5}\n- {what: recruits.contract, by: x 0.5}\n",
        encoding="utf-8",
    )
    words = ("outlook", "--party", "RU", "--scenario", "as-now", "--scenario", "mine.yaml")
    said = json.loads(muster(folder, *words, "--json").stdout)
    (causes,) = said["causes"]
    parts = {one["what"]: one["people"]["middle"] for one in causes}
    assert parts["in all"] == pytest.approx(parts["losses"] + parts["recruits.contract"] + parts["together"], rel=0.05)
    for one in causes:
        (low, high), middle = one["people"]["bands"][1], one["people"]["middle"]
        assert low < middle < high or one["what"] == "together"
    assert parts["recruits.contract"] == pytest.approx(-16_000 * 11, rel=0.15)
    assert parts["in all"] < parts["losses"] < 0
    shown = muster(folder, *words).stdout
    assert "Side by side" in shown
    assert "What sets “Both worse” apart from “As now” at the end of 2027-02, 80 of 100 within: " in shown


def test_scenarios_of_unlike_lengths_are_held_against_each_other_on_one_day(folder: Path) -> None:
    (folder / "long.yaml").write_text(
        "title: Longer\nextends: as-now\nhorizon: 24 months\nrecent: 6 months\nfloors: [10 people]\n", encoding="utf-8"
    )
    words = ("outlook", "--party", "RU", "--scenario", "as-now", "--scenario", "long.yaml")
    said = json.loads(muster(folder, *words, "--json").stdout)
    assert said["until"] == "2027-02-01"
    ((recent, whole),) = said["causes"]
    assert (recent["what"], whole["what"]) == ("months taken as recent", "in all")
    assert recent["people"] == whole["people"]  # of one more year nothing is in it
    shown = muster(folder, *words).stdout
    assert "Side by side, at the end of 2027-02 (the last month that all of them reach)" in shown
    rows = [line for line in shown.splitlines() if line.startswith(("As now\t", "Longer\t"))]
    assert [row.split("\t")[5] for row in rows] == ["2027-02", "2028-02"]
    strengths = [one["strength"][11]["middle"] for one in said["outlooks"]]
    assert [round(float(row.split("\t")[3].replace(",", "")), -3) for row in rows] == [
        pytest.approx(one, abs=1_000) for one in strengths
    ]


def test_what_changes_nothing_is_said_and_where_and_why_are_no_difference(folder: Path) -> None:
    words = ("outlook", "--party", "RU", "--scenario", "as-now", "--scenario", "no-mobilisation")
    done = muster(folder, *words)
    assert "no-mobilisation.toml, line 9: recruits.mobilised changes nothing" in done.stderr
    (folder / "again.toml").write_text(
        'extends = "losses-50k"\n\n\n[[changes]]\nwhat = "losses"\nfrom = "month 1"\nover = "3 months"\n'
        'to = "50,000 casualties a month"\nwhy = "other words"\n',
        encoding="utf-8",
    )
    words = ("outlook", "--party", "RU", "--scenario", "losses-50k", "--scenario", "again.toml", "--json")
    ((whole,),) = json.loads(muster(folder, *words).stdout)["causes"]
    assert (whole["what"], whole["people"]["middle"]) == ("in all", 0.0)


@pytest.mark.parametrize("name", shipped())
def test_the_shipped_scenarios_are_carried_out(folder: Path, name: str) -> None:
    (one,) = json.loads(muster(folder, "outlook", "--party", "RU", "--scenario", name, "--json").stdout)["outlooks"]
    ends = [its["middle"] for its in one["strength"]]
    assert len(ends) in (12, 18)
    if name == "bonus-cut":
        assert 0.3e12 < one["roubles"]["middle"] < 0.8e12
        assert one["pool"]["middle"] < 0.3
    assert (one["roubles"] is None) == (name != "bonus-cut" and not name.startswith("recruits-"))
    if name == "ceasefire":
        assert ends[-1] > ends[2]


@pytest.mark.parametrize(
    ("words", "code", "says"),
    [
        ((), 64, "--party must be given"),
        (("--party", "UA"), 66, "no good estimate of UA is kept; muster estimate --party UA makes one"),
        (("--party", "RU", "--scenario", "rain"), 65, "there is no scenario 'rain'"),
        (("--party", "RU", "--scenario", "none.toml"), 66, "cannot be read"),
        (("--party", "RU", "--scenario", "over.toml"), 65, "over.toml, line 1: losses would change in 2024-01"),
        (("--party", "RU", "--months", "0"), 64, "an outlook is of 1 to 120 months"),
        (("--party", "RU", "--run", "zzz"), 66, "no run of the ledger"),
        (("--party", "RU", "--ledger", "no.duckdb"), 66, "no ledger"),
    ],
)
def test_what_cannot_be_carried_forward_is_told_in_a_line(
    folder: Path, words: tuple[str, ...], code: int, says: str
) -> None:
    (folder / "over.toml").write_text('[[changes]]\nfrom = "2024-01"\nwhat = "losses"\nby = "x 2"\n', encoding="utf-8")
    done = muster(folder, "outlook", *words, code=code)
    assert says in done.stderr
    assert done.stdout == ""


def test_a_failed_run_is_carried_forward_only_by_name(tmp_path: Path) -> None:
    (tmp_path / "claims.csv").write_text(f"{HEAD}\n{ROW}\n", encoding="utf-8")
    muster(tmp_path, "add", "claims.csv")
    run = keep(tmp_path, good=False)
    done = muster(tmp_path, "outlook", "--party", "RU", code=66)
    assert f"--run {run[:10]} carries it forward all the same" in done.stderr
    assert "which failed its own diagnostics" in muster(tmp_path, "outlook", "--party", "RU", "--run", run[:10]).stderr


def test_the_scenarios_are_listed() -> None:
    assert "losses-50k" in muster(Path(), "outlook", "--scenarios").stdout


@pytest.fixture(scope="module")
def briefed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    here = tmp_path_factory.mktemp("briefed")
    (here / "claims.csv").write_text(f"{HEAD}\n{ROW.replace('2025-01-01', '2022-02-24')}\n", encoding="utf-8")
    muster(here, "add", "claims.csv")
    store(here, Wanted(parties=("RU",)))
    return here


def test_the_brief_shows_the_outlook_and_the_board(briefed: Path) -> None:
    muster(briefed, "brief", "--format", "md", "--out", "b.md")
    said = (briefed / "b.md").read_text(encoding="utf-8")
    assert "## Outlook" in said
    assert "As now" in said
    assert "50,000 losses a month" in said
    assert "## Signs" in said
    assert "| Replenishment balance (I01) |" in said
    muster(briefed, "brief", "--format", "md", "--out", "c.md", "--scenario", "ceasefire")
    assert "50,000 losses a month" not in (briefed / "c.md").read_text(encoding="utf-8")


def test_a_brief_leaves_out_a_scenario_of_another_party_and_says_what_is_odd(briefed: Path) -> None:
    (briefed / "theirs.toml").write_text('title = "Theirs"\nextends = "as-now"\nof = "UA"\n', encoding="utf-8")
    (briefed / "odd.toml").write_text(
        'title = "Odd"\nextends = "as-now"\n[[changes]]\nwhat = "losses"\nfrom = "month 40"\nby = "x 2"\n',
        encoding="utf-8",
    )
    muster(briefed, "brief", "--format", "md", "--out", "d.md", "--scenario", "theirs.toml", "--scenario", "odd.toml")
    said = (briefed / "d.md").read_text(encoding="utf-8")
    assert "Theirs" not in said
    assert "losses would change in month 40, beyond the horizon" in said


def test_a_scenario_that_a_brief_cannot_have_is_said(briefed: Path) -> None:
    assert "there is no scenario" in muster(briefed, "brief", "--scenario", "none-such", code=65).stderr
    assert "leave out PATHs" in muster(briefed, "brief", "claims.csv", "--scenario", "as-now", code=64).stderr
    assert not (briefed / "brief.html").exists()


def test_a_scenario_with_another_partys_numbers_is_remarked_on(folder: Path) -> None:
    (folder / "theirs.toml").write_text('title = "Theirs"\nextends = "as-now"\nof = "UA"\n', encoding="utf-8")
    said = muster(folder, "outlook", "--party", "RU", "--scenario", "theirs.toml").stderr
    assert "assumes numbers of UA, not of RU" in said
    asked = ("ask", "killed", "--party", "RU", "--from", "2026-09", "--to", "2026-12", "--scenario", "theirs.toml")
    assert "assumes numbers of UA, not of RU" in muster(folder, *asked).stderr
    (folder / "bad.toml").write_text('title = "Bad"\nof = "nobody in particular"\n', encoding="utf-8")
    said = muster(folder, "outlook", "--party", "RU", "--scenario", "bad.toml", code=65).stderr
    assert "line 2: of is the code of a party" in said


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("ceasefire: 2020-01-01", "the ceasefire would change in 2020-01"),
        ("exchange: 0 roubles per dollar", "exchange is above nought"),
        (
            "changes: [{what: losses, from: month 5, until: month 3, by: x 2}]",
            "would end in month 3, before it begins in month 5",
        ),
    ],
)
def test_what_a_scenario_cannot_mean_is_refused(folder: Path, text: str, says: str) -> None:
    (folder / "odd.yaml").write_text(f"title: Odd\nextends: as-now\n{text}\n", encoding="utf-8")
    assert says in muster(folder, "outlook", "--party", "RU", "--scenario", "odd.yaml", code=65).stderr


def test_a_name_that_no_file_can_have_is_refused(folder: Path) -> None:
    (folder / "odd.yaml").write_text('extends: "a\\0b.toml"\n', encoding="utf-8")
    done = muster(folder, "outlook", "--party", "RU", "--scenario", "odd.yaml", code=65)
    assert "has no name that a file can have" in done.stderr


def test_scenarios_are_listed_for_programs_too(folder: Path) -> None:
    its = json.loads(muster(folder, "outlook", "--scenarios", "--json").stdout)
    assert {"name": "as-now", "title": "As now"} in its
    assert "Traceback" not in muster(folder, "outlook", "--party", "RU", "--seed", "-1", code=2).stderr


def test_what_is_no_file_is_written_to_and_not_replaced(briefed: Path) -> None:
    (briefed / "real.md").write_text("before", encoding="utf-8")
    (briefed / "link.md").symlink_to("real.md")
    muster(briefed, "brief", "--format", "md", "--out", "link.md")
    assert (briefed / "link.md").is_symlink()
    assert (briefed / "real.md").read_text(encoding="utf-8").startswith("# ")
    said = muster(briefed, "brief", "--format", "md", "--out", "/dev/null")
    assert not Path("/dev/null").is_file()
    assert "Traceback" not in said.stderr


def test_a_day_by_which_things_are_known_is_told_in_full(briefed: Path) -> None:
    for word in ("", "garbage", "2024-13"):
        assert "--known-by must be" in muster(briefed, "estimate", "--party", "RU", "--known-by", word, code=64).stderr
