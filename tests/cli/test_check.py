"""`muster check`, `finding` and `explain` from end to end: what is printed, where, and with which exit code."""

from __future__ import annotations

import csv
import io
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

sys.path.insert(0, str(Path(__file__).parents[1] / "desk"))

import pretending
from pretending import keep, report

from muster.account import checks
from muster.claims.finding import GRAVEST_FIRST, Kind, Verdict
from muster.claims.kinds import KINDS
from muster.cli.main import app
from muster.ledger import Ledger

STAFF = "The Ukrainian General Staff said 45,720 Russian soldiers were killed in November 2024."
LONDON = "The UK Ministry of Defence said 30,500 Russian soldiers were killed in November 2024."
MAYOR = "Kyiv's mayor said 45,720 Russian soldiers were killed in November 2024."
HOSTILE = "The army of Sudan said 900 Sudanese soldiers \x1b[31mwere \u202ekilled\u202c in March 2024."
OTHERS = "Relief workers said 700 Sudanese soldiers were killed in March 2024."


class Shell:
    """Commands run within one folder: what was printed, what was said beside it, the exit code."""

    def __call__(self, *words: str, code: int = 0, stdin: str | None = None) -> str:
        result = CliRunner().invoke(app, list(words), input=stdin)
        assert result.exit_code == code, f"{result.output}\n{result.exception!r}"
        assert "Traceback" not in result.output
        self.said, self.printed = result.stderr, result.stdout
        return result.stdout

    def lines(self, *words: str, **how: Any) -> list[dict[str, str]]:
        return list(csv.DictReader(io.StringIO(self(*words, **how)), delimiter="\t", quoting=csv.QUOTE_NONE))


@pytest.fixture
def bare(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Shell:
    """A folder without a ledger."""
    for name in ("MUSTER_LEDGER", "MUSTER_SETTINGS"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.chdir(tmp_path)
    (tmp_path / "draft.txt").write_text(f"9 December 2024\n\n{LONDON}\n", encoding="utf-8")
    return Shell()


@pytest.fixture
def shell(bare: Shell, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Shell:
    """A ledger with four reports, in which 45,720 agrees with itself, 900 has a rival, and a check that finds just that."""
    monkeypatch.setattr(checks, "check", pretending.check)
    with Ledger.open(tmp_path / "muster.duckdb") as ledger:
        for title, text in (("staff", STAFF), ("mayor", MAYOR), ("sudan", HOSTILE), ("relief", OTHERS)):
            keep(ledger, report(text, title=title))
    return bare


# ------------------------------------------------------------------ what is shown
def test_in_a_pipe_a_finding_is_a_line_and_agreement_a_number(shell: Shell) -> None:
    (line,) = shell.lines("check")
    assert (line["severity"], line["kind"], line["verdict"], line["party"]) == ("serious", "rival", "not_both", "SD")
    assert len(line["claims"].split(",")) == 2
    assert line["sentence"].endswith("cannot both hold.")
    assert shell.said.strip() == (
        "1 finding on 4 claims in 4 documents: 1 serious; 1 note of agreement (--all shows it)"
    )


def test_all_shows_agreement_too_and_so_does_asking_for_notes(shell: Shell) -> None:
    for words in (("--all",), ("--severity", "note")):
        assert [line["severity"] for line in shell.lines("check", *words)] == ["serious", "note"]
    assert "1 serious, 1 note" in shell.said


def test_a_text_is_held_against_the_ledger(shell: Shell) -> None:
    lines = shell.lines("check", "draft.txt")
    assert [(line["kind"], line["party"]) for line in lines] == [("rival", "RU"), ("rival", "RU")]
    assert "2 findings on 1 claim in 1 document" in shell.said
    assert shell("documents").count("draft") == 0


def test_standard_input_is_a_text_too(shell: Shell) -> None:
    assert len(shell.lines("check", "-", "--published", "2024-12-09", stdin=LONDON)) == 2
    assert shell.lines("check", "-", "--alone", stdin=LONDON) == []


def test_a_folder_is_its_texts(shell: Shell, tmp_path: Path) -> None:
    (tmp_path / "drafts").mkdir()
    (tmp_path / "draft.txt").rename(tmp_path / "drafts" / "one.txt")
    (tmp_path / "drafts" / "picture.png").write_bytes(b"x")
    assert len(shell.lines("check", "drafts")) == 2
    assert "picture.png: a picture" in shell.said


@pytest.mark.parametrize(
    ("words", "number"),
    [
        (["--kind", "rival"], 3), (["--kind", "parts"], 0), (["--kind", "parts", "--all"], 1), (["--kind", "Rival"], 3),
        (["--severity", "serious"], 3), (["--severity", "grave"], 0), (["--party", "RU"], 2), (["--party", "sudan"], 1),
        (["--of-war", "sudan"], 1), (["--measure", "killed"], 3), (["--measure", "wounded"], 0),
        (["--party", "RU", "--kind", "rival"], 2),
    ],
)  # fmt: skip
def test_filters_leave_what_they_name(shell: Shell, tmp_path: Path, words: list[str], number: int) -> None:
    with Ledger.open(tmp_path / "muster.duckdb") as ledger:
        keep(ledger, report(LONDON, title="london"))
    assert len(shell.lines("check", *words)) == number


def test_where_nothing_is_like_that_it_is_said_what_there_is(shell: Shell) -> None:
    assert shell("check", "--kind", "balance") == ""
    assert shell.said.strip() == "no finding is like that; there are 2 others, of these kinds: rival, parts"


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["check", "--kind", "rivals"], "--kind must be a kind of finding; muster explain lists them"),
        (["check", "--kind", "rivals"], "did you mean rival?"),
        (["check", "--severity", "bad"], "--severity must be one of grave, serious, minor, note"),
        (
            ["check", "--fail-on", "bad"],
            "--fail-on must be a severity (grave, serious, minor, note) or a kind of finding; ",
        ),
        (
            ["check", "--severity", "serious", "--fail-on", "minor"],
            "--fail-on minor asks for findings that --severity leaves out",
        ),
        (
            ["check", "--kind", "rival", "--fail-on", "record"],
            "--fail-on record asks for findings that --kind leaves out",
        ),
        (["check", "--measure", "dead"], "--measure must be one of killed, "),
        (["check", "--party", "Ruritania"], "--party wants a party's code"),
        (["check", "--of-war", "troy"], "--of-war must be one war"),
        (["check", "--alone"], "are said of a text: muster check ARTICLE"),
        (["check", "--published", "2024-12-09"], "are said of a text"),
        (["check", "draft.txt", "--published", "yesterday"], "yesterday"),
        (["explain", "rivals"], "did you mean rival?"),
        (["finding", "0", "drop", "--why", "x"], "must be one of set-aside, reopen; got 'drop'"),
        (["finding", "0", "set-aside"], "a judgement needs its reason: --why"),
        (["finding", "0", "--why", "x"], "say what of it: set-aside or reopen"),
    ],
)
def test_what_cannot_be_meant_is_said_with_what_can(shell: Shell, words: list[str], said: str) -> None:
    shell(*words, code=64)
    assert said in shell.said


def test_a_party_that_nobody_bears_is_said(shell: Shell) -> None:
    shell("check", "--party", "XQ", code=64)
    assert "is no party of a war that is known" in shell.said


# ------------------------------------------------------------------ machines
def test_json_is_an_array_with_all_that_a_finding_is(shell: Shell) -> None:
    rival, agreement = json.loads(shell("check", "--json"))
    assert shell.said == ""
    assert (rival["kind"], rival["verdict"], rival["severity"], rival["agreement"]) == (
        "rival", "not_both", "serious", False,
    )  # fmt: skip
    assert (rival["war"], rival["party"], rival["measure"], rival["set_aside"]) == ("sudan", "SD", "killed", None)
    assert {claim["figure"] for claim in rival["claims"]} == {"900", "700"}
    assert {claim["sentence"] for claim in agreement["claims"]} == {STAFF, MAYOR}
    assert {document["title"] for document in agreement["documents"]} == {"staff", "mayor"}
    assert {number["name"] for number in rival["numbers"]} == {"one", "other"}
    assert agreement["agreement"]
    assert json.loads(shell("check", "--json", "--kind", "parts")) == [agreement]
    assert json.loads(shell("check", "--json", "--kind", "balance")) == []


@pytest.mark.parametrize(
    ("fatal", "code"),
    [
        (["serious"], 1), (["minor"], 1), (["note"], 1), (["grave"], 0), (["rival"], 1), (["parts"], 0),
        (["grave", "rival"], 1), (["grave", "parts"], 0),
    ],
)  # fmt: skip
def test_a_finding_that_is_named_makes_the_exit_code_and_agreement_never_does(
    shell: Shell, fatal: list[str], code: int
) -> None:
    words = [word for value in fatal for word in ("--fail-on", value)]
    shell("check", *words, code=code)
    shell("check", "--json", *words, code=code)


def test_only_what_matches_fails_and_what_was_set_aside_does_not(shell: Shell) -> None:
    shell("check", "--party", "RU", "--fail-on", "serious")
    (line,) = shell.lines("check")
    shell("finding", line["id"], "set-aside", "--why", "two armies")
    shell("check", "--fail-on", "serious", "--fail-on", "rival")


def test_what_cannot_be_read_comes_before_what_was_found(shell: Shell) -> None:
    shell("check", "draft.txt", "none.txt", "--fail-on", "serious", code=66)
    assert "none.txt: " in shell.said
    shell("check", "none.txt", code=66)
    assert "there is nothing to check" in shell.said


# ------------------------------------------------------------------ set aside
def test_a_finding_is_set_aside_shown_so_and_opened_again(shell: Shell) -> None:
    (line,) = shell.lines("check")
    name = line["id"]
    said = shell("finding", name[:8], "set-aside", "--why", "two armies", "--by", "A. Reader")
    assert said.splitlines()[0] == f"{name} set aside, by A. Reader"
    (line,) = shell.lines("check")
    assert line["set aside"].startswith("by A. Reader on 2")
    assert line["set aside"].endswith(": two armies")
    assert "0 findings on 4 claims in 4 documents; 1 note of agreement (--all shows it); 1 set aside" in shell.said
    assert json.loads(shell("check", "--json"))[-1]["set_aside"]["why"] == "two armies"
    again = shell("finding", name, "set-aside", "--why", "two armies", "--by", "A. Reader")
    assert "as it was already" in again
    assert "open again, by B" in shell("finding", name, "reopen", "--why", "the paper was wrong", "--by", "B")
    assert shell.lines("check")[0]["set aside"] == ""
    shown = shell("finding", name)
    assert [line.split(":")[0] for line in shown.splitlines()[-2:]] == [
        f"set aside by A. Reader on {shown.splitlines()[-2].split(' on ')[1][:10]}",
        f"reopen by B on {shown.splitlines()[-1].split(' on ')[1][:10]}",
    ]


def test_one_that_is_no_longer_found_is_said(shell: Shell) -> None:
    (line,) = shell.lines("check")
    shell("finding", line["id"], "set-aside", "--why", "two armies", "--by", "A. Reader")
    shell("review", line["claims"].split(",")[0], "reject", "--why", "no toll")
    assert shell.lines("check") == []
    assert "muster: set aside by A. Reader on 2" in shell.said
    assert "no longer found, since its claims changed: " in shell.said
    shell("finding", line["id"], code=66)
    assert "no longer made" in shell.said


def test_one_finding_is_shown_with_its_claims_and_numbers(shell: Shell) -> None:
    (line,) = shell.lines("check")
    shown = shell("finding", line["id"][:8])
    assert shown.startswith("serious, rival: not both\n")
    assert "claim\tfigure\tmeasure\tparty\tperiod\tdocument\tsentence\n" in shown
    assert "number\tvalue\n" in shown
    assert json.loads(shell("finding", line["id"], "--json"))["id"] == line["id"]


# ------------------------------------------------------------------ a person's screen
def test_on_a_terminal_a_finding_stands_with_its_sentences(shell: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    from muster.cli import findings

    monkeypatch.setattr(findings, "on_terminal", lambda: True)
    monkeypatch.setenv("COLUMNS", "90")
    said = shell("check", "--all")
    assert said.splitlines()[0].startswith("SERIOUS  rival: not both  ")
    assert "Kyiv's mayor said 45,720 Russian soldiers were killed in November 2024" in " ".join(said.split())
    assert max(map(len, said.splitlines())) <= 90
    assert [c for c in said if c in "\x1b\u202e\u202c"] == []
    assert "\\x1b[31mwere" in said
    (line,) = json.loads(shell("check", "--json", "--kind", "rival"))
    shell("finding", line["id"], "set-aside", "--why", "two \x1b[31marmies", "--by", "A")
    assert "set aside by A on 2" in shell("check")
    assert "\x1b" not in shell.printed
    assert "SERIOUS" in shell("finding", line["id"])


def test_nothing_out_of_a_document_steers_a_pipe(shell: Shell) -> None:
    for words in (["check"], ["check", "--json"], ["check", "--all"], ["check", "draft.txt"]):
        said = shell(*words)
        assert [c for c in said if c in "\x1b\u202e\u202c\x9b"] == []


# ------------------------------------------------------------------ explain
@pytest.mark.parametrize("name", [*Kind, *Verdict, *GRAVEST_FIRST])
def test_everything_that_a_finding_says_is_explained(bare: Shell, name: str) -> None:
    said = " ".join(bare("explain", name).split())
    if name in set(Kind):
        about = KINDS[Kind(name)]
        assert all(words in said for words in (about.what[1:], about.limits[1:], about.example[1:]))
        assert about.severity[1:] in said
    assert name.replace("_", " ") in said or name in said
    assert said == " ".join(bare("explain", name.replace("_", "-").upper()).split())


def test_explain_alone_lists_all(bare: Shell) -> None:
    names = {line["name"] for line in bare.lines("explain")}
    assert names == {*Kind, *Verdict, *GRAVEST_FIRST}


# ------------------------------------------------------------------ with the checks as they are
def test_without_a_ledger_a_text_stands_by_itself(bare: Shell, tmp_path: Path) -> None:
    bare("check", "draft.txt")
    assert "there is no ledger here; the texts were held against themselves alone" in bare.said
    assert not (tmp_path / "muster.duckdb").exists()
    bare("check", code=66)
    assert "muster add makes one" in bare.said
    bare("check", "draft.txt", "--ledger", "none.duckdb", code=66)
    assert "--alone does without" in bare.said


def test_rows_of_a_table_that_are_no_claims_are_said(bare: Shell, tmp_path: Path) -> None:
    table = (
        "start_date,end_date,party,measure,low,high,war\n"
        "2024-11-01,2024-11-30,RU,killed,900,900,Russia-Ukraine\n"
        "2024-11-30,2024-11-01,RU,killed,900,900,Russia-Ukraine\n"
        "2024-11-01,2024-11-30,RU,killed,inf,inf,Russia-Ukraine\n"
    )
    (tmp_path / "table.csv").write_text(table, encoding="utf-8")
    for words in (("check",), ("ask", "killed", "--party", "RU", "--from", "2024-11", "--to", "2024-11")):
        bare(*words, "table.csv")
        assert "table.csv: 2 rows were set aside, the first because row 2: a period must not end" in bare.said


def test_an_empty_ledger_is_said(bare: Shell, tmp_path: Path) -> None:
    Ledger.open(tmp_path / "muster.duckdb").close()
    assert bare("check") == ""
    assert "the ledger holds no claim yet; muster add brings some" in bare.said
    assert json.loads(bare("check", "--json")) == []


def test_a_text_without_figures_is_said(bare: Shell, tmp_path: Path) -> None:
    (tmp_path / "none.txt").write_text("The weather was fine, and the harvest was brought in without delay or harm.")
    bare("check", "none.txt")
    assert "no figure about losses, recruitment or strength was read" in bare.said


def test_what_is_printed_as_json_is_json_and_nothing_else(bare: Shell, tmp_path: Path) -> None:
    """In a process of its own, where an engine could print too."""
    (tmp_path / "two.txt").write_text(f"9 December 2024\n\n{STAFF} According to the same General Staff, {MAYOR}\n")
    command = [sys.executable, "-m", "muster", "check", "two.txt", "draft.txt", "--json"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, timeout=120, check=False)
    assert done.returncode == 0, done.stderr
    assert isinstance(json.loads(done.stdout), list)


HEAD = "figure,low,high,bound,unit,per,measure,party,start_date,end_date,status,speaker,published,war"
BAD = {
    "no rows": [],
    "one measure alone": ["900,900,900,exact,person,,killed,RU,2024-01-01,2024-01-31,estimate,A,2024-02-01,"] * 2
    + ["700,700,700,exact,person,,killed,RU,2024-01-01,2024-01-31,estimate,A,2024-02-01,"],
    "two wars": [
        "900,900,900,exact,person,,killed,RU,2024-01-01,2024-01-31,estimate,A,2024-02-01,russia-ukraine",
        "700,700,700,exact,person,,killed,SD,2024-01-01,2024-01-31,estimate,A,2024-02-01,sudan",
    ],
    "a party in no lexicon": [
        "900,900,900,exact,person,,killed,QQ-ZED,2024-01-01,2024-01-31,estimate,A,2024-02-01,",
        "700,700,700,exact,person,,killed,QQ-ZED,2024-01-01,2024-01-31,estimate,A,2024-02-01,nowhere",
    ],
    "a period that ends before it begins": [
        "900,900,900,exact,person,,killed,RU,2024-02-01,2024-01-01,estimate,A,2024-02-01,"
    ],
    "a period of one day, told as a rate": [
        "900,900,900,exact,person,day,killed,RU,2024-02-01,2024-02-01,estimate,A,2024-02-01,",
        "9,9,9,exact,person,year,killed,RU,2024-02-01,2024-02-01,estimate,A,2024-02-01,",
    ],
    "a level with no date": ["900,900,900,exact,person,,strength,RU,,,estimate,A,,"],
    "a ratio of nought": [
        "0,0,0,exact,ratio,,wounded_per_killed,RU,2024-01-01,2024-01-31,estimate,A,2024-02-01,",
        "900,900,900,exact,person,,killed,RU,2024-01-01,2024-01-31,estimate,A,2024-02-01,",
        "0,0,0,exact,person,,wounded,RU,2024-01-01,2024-01-31,estimate,A,2024-02-01,",
        "0,0,0,exact,person,km2,losses_per_area,RU,2024-01-01,2024-01-31,estimate,A,2024-02-01,",
        "0,0,0,exact,km2,,area_taken,RU,2024-01-01,2024-01-31,estimate,A,2024-02-01,",
    ],
    "infinities": [
        "inf,inf,inf,exact,person,,killed,RU,2024-01-01,2024-01-31,estimate,A,2024-02-01,",
        "nan,nan,nan,exact,person,,killed,RU,2024-01-01,2024-01-31,estimate,A,2024-02-01,",
        "1e300,1e300,1e300,exact,person,,killed,RU,2024-01-01,2024-01-31,estimate,A,2024-02-01,",
        "1000000000,1000000000,1000000000,exact,person,,killed,RU,2024-01-01,2024-01-31,estimate,A,2024-02-01,",
        "1e15,1e15,1e15,exact,person,month,killed,RU,2024-01-01,2024-01-31,estimate,A,2024-02-01,",
    ],
    "the ends of time": [
        "900,900,900,exact,person,day,killed,RU,1800-01-01,2200-12-31,estimate,A,2024-02-01,",
        "900,900,900,exact,person,,killed,RU,,1800-01-01,estimate,A,2200-12-31,",
        "900,900,900,exact,person,,strength,RU,2200-12-31,,estimate,A,1800-01-01,",
    ],
}  # fmt: skip


@pytest.mark.parametrize("what", BAD)
def test_bad_input_is_told_in_words(bare: Shell, tmp_path: Path, what: str) -> None:
    """Held by itself, and out of a ledger: no traceback, JSON that can be read, and a code that says how it went."""
    (tmp_path / "table.csv").write_text("\n".join([HEAD, *BAD[what]]) + "\n", encoding="utf-8")
    result = CliRunner().invoke(app, ["check", "table.csv", "--alone", "--json"])
    assert result.exit_code in (0, 65), result.output
    assert result.exit_code or isinstance(json.loads(result.stdout), list)
    result = CliRunner().invoke(app, ["add", "table.csv", "--jobs", "1", "--quiet"])
    assert result.exit_code in (0, 65), result.output
    if (tmp_path / "muster.duckdb").exists():
        for words in (["check"], ["check", "--json"]):
            result = CliRunner().invoke(app, words)
            assert (result.exit_code, result.exception) == (0, None), result.output
