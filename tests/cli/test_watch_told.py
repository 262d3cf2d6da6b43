"""`muster watch`: the board in a pipe and as JSON, what changed, the feed, the exit code, and what is said where it cannot be told."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import xml.etree.ElementTree as ET
from contextlib import suppress
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
from tests.cli.running import muster
from tests.estimate.storing import WELL, a_fit, in_folder
from tests.outlook.carried import draws

HEAD = "published,war,start_date,end_date,party,civilian,measure,low,high,bound,unit,per,status,speaker,source,note"
ATOM = "{http://www.w3.org/2005/Atom}"
# Figures made up for this test, by bodies that do not exist.
ROWS = (
    "2026-02-03,Russia-Ukraine,2026-01-01,2026-01-31,RU,false,killed,12000,12000,about,person,,estimate,Institute A,,",
    "2026-02-04,Russia-Ukraine,2026-01-01,2026-01-31,RU,false,losses,35050,35050,exact,person,,report,Ministry B,,",
    "2026-02-05,Russia-Ukraine,2025-01-01,2025-12-31,RU,false,recruited,400000,400000,exact,person,,report,Ministry B,,",
    "2026-02-06,Russia-Ukraine,2025-01-01,2025-12-31,RU,false,recruited,620000,620000,exact,person,,estimate,Adversary C,,",
    "2026-02-06,Russia-Ukraine,2026-01-01,2026-01-31,UA,false,killed,4000,4000,about,person,,estimate,Institute A,,",
)
RENAMED = (
    "2026-02-20,Russia-Ukraine,2026-01-01,2026-01-31,RU,false,killed,35050,35050,exact,person,,report,Official D,,"
)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A ledger with claims and no estimate."""
    here = tmp_path_factory.mktemp("watch")
    (here / "claims.csv").write_text("\n".join((HEAD, *ROWS)) + "\n", encoding="utf-8")
    muster(here, "add", "claims.csv")
    muster_json(here, keep="board.json")
    return here


def muster_json(folder: Path, *words: str, keep: str = "") -> dict[str, object]:
    said = muster(folder, "watch", "--party", "RU", *words, "--json").stdout
    if keep:
        (folder / keep).write_text(said, encoding="utf-8")
    made: dict[str, object] = json.loads(said)
    return made


def lines(folder: Path, *words: str, code: int = 0) -> list[list[str]]:
    done = muster(folder, "watch", "--party", "Russia", *words, code=code)
    return [line.split("\t") for line in done.stdout.splitlines()]


# ------------------------------------------------------------------ the board
def test_the_board_stands_alerts_first_and_ends_with_the_questions(folder: Path) -> None:
    head, *rows = lines(folder)
    assert head == ["state", "id", "indicator", "day", "why", "claims"]
    assert len(rows) == 24
    order = ["alert", "watch", "quiet", "cannot tell"]
    states = [order.index(row[0]) for row in rows[:20]]
    assert states == sorted(states)
    assert rows[0][:3] == ["alert", "I15", "Sources of recruits"]
    assert "1.55 times" in rows[0][4]
    assert len(rows[0][5].split(",")) == 2
    assert [row[1] for row in rows[20:]] == ["Q1", "Q2", "Q3", "Q4"]
    by_id = {row[1]: row for row in rows}
    assert by_id["I01"][4] == "No good estimate of Russia is kept: muster estimate --party RU makes one."
    assert by_id["I04"][0] == "cannot tell"
    said = muster(folder, "watch", "--party", "RU").stderr
    assert "20 indicators: 1 alert, " in said
    assert "Russia as of 2026-02-06, with no estimate" in said


def test_json_has_what_the_table_has_with_ids_of_the_ledger(folder: Path) -> None:
    made = muster_json(folder)
    assert (made["format"], made["party"], made["war"], made["day"]) == (
        "muster watch",
        "RU",
        "russia-ukraine",
        "2026-02-06",
    )
    by_id = {one["id"]: one for one in made["indicators"]}  # type: ignore[attr-defined]
    assert by_id["I15"]["numbers"]["times"] == pytest.approx(1.55)
    assert len(by_id) == 20
    assert len(made["questions"]) == 4  # type: ignore[arg-type]
    for claim in by_id["I15"]["claims"]:
        assert "recruited" in muster(folder, "show", claim).stdout
    assert muster_json(folder) == made


def test_on_a_terminal_each_state_stands_under_its_head(folder: Path) -> None:
    import pty

    here, there = pty.openpty()
    with subprocess.Popen(
        [sys.executable, "-m", "muster", "watch", "--party", "RU"],
        cwd=folder, stdout=there, stderr=subprocess.DEVNULL, env=os.environ | {"COLUMNS": "100", "NO_COLOR": "1", "TERM": "dumb"},
    ):  # fmt: skip
        os.close(there)
        said = b""
        with suppress(OSError):  # the other end has gone
            while piece := os.read(here, 65_536):
                said += piece
    shown = said.decode("utf-8").replace("\r", "")
    heads = [shown.index(head) for head in ("ALERT", "QUIET", "CANNOT TELL", "Q1")]
    assert heads == sorted(heads)
    assert shown.index("I15") < heads[1]
    assert max(map(len, shown.splitlines())) <= 100


def test_only_some_indicators(folder: Path) -> None:
    _, *rows = lines(folder, "--indicator", "i15", "--indicator", "I04")
    assert [row[1] for row in rows] == ["I15", "I04"]


# ------------------------------------------------------------------ what changed, and cron
def test_since_tells_what_changed_and_fails_only_for_what_is_worse(tmp_path: Path) -> None:
    (tmp_path / "claims.csv").write_text("\n".join((HEAD, *ROWS)) + "\n", encoding="utf-8")
    muster(tmp_path, "add", "claims.csv")
    muster_json(tmp_path, keep="board.json")
    done = muster(tmp_path, "watch", "--party", "RU", "--since", "board.json", "--fail-on", "watch")
    assert done.stdout == ""
    assert "nothing changed since the board of 2026-02-06" in done.stderr
    (tmp_path / "more.csv").write_text(f"{HEAD}\n{RENAMED}\n", encoding="utf-8")
    muster(tmp_path, "add", "more.csv")
    head, *rows = lines(tmp_path, "--since", "board.json", "--fail-on", "watch", code=1)
    assert head == ["was", "now", "id", "indicator", "why", "new claims"]
    by_id = {row[2]: row for row in rows}
    assert by_id["I10"][:2] == ["quiet", "watch"]
    assert "35,050" in by_id["I10"][4]
    assert "I15" not in by_id
    muster(tmp_path, "watch", "--party", "RU", "--since", "board.json", "--fail-on", "alert")
    finding = json.loads(muster(tmp_path, "check", "--kind", "definition", "--json").stdout)[0]["id"]
    muster(tmp_path, "finding", finding, "set-aside", "--why", "two counts", "--by", "a test")
    only = ("--since", "board.json", "--indicator", "I10")
    assert "nothing changed" in muster(tmp_path, "watch", "--party", "RU", *only).stderr
    muster(tmp_path, "finding", finding, "reopen", "--why", "one count", "--by", "a test")
    made = muster_json(tmp_path, "--since", "board.json")
    (one,) = (one for one in made["changes"] if one["id"] == "I10")  # type: ignore[attr-defined]
    assert (one["before"], one["now"], one["graver"], one["new_claims"]) == ("quiet", "watch", True, 2)
    assert one["further"] == [finding]
    assert "35,050" in one["why"]


def test_the_exit_code_says_whether_something_stands_there(folder: Path) -> None:
    muster(folder, "watch", "--party", "RU")
    muster(folder, "watch", "--party", "RU", "--fail-on", "alert", code=1)
    muster(folder, "watch", "--party", "RU", "--fail-on", "watch", code=1)
    muster(folder, "watch", "--party", "RU", "--fail-on", "watch", "--indicator", "I04")


# ------------------------------------------------------------------ the feed
def test_the_feed_is_written_whole_and_the_same_twice(folder: Path) -> None:
    done = muster(folder, "watch", "--party", "RU", "--feed", "watch.atom")
    assert done.stdout == ""
    assert "1 entry written to watch.atom" in done.stderr
    first = (folder / "watch.atom").read_bytes()
    muster(folder, "watch", "--party", "RU", "--feed", "watch.atom")
    assert (folder / "watch.atom").read_bytes() == first
    root = ET.fromstring(first)
    for one in (root, *root.iter(f"{ATOM}entry")):
        assert all(one.findtext(f"{ATOM}{name}") for name in ("id", "title", "updated"))
    assert root.findtext(f"{ATOM}author/{ATOM}name")
    assert [one.findtext(f"{ATOM}title") for one in root.iter(f"{ATOM}entry")] == [
        "ALERT: Sources of recruits (Russia)"
    ]
    assert not list(folder.glob(".watch.atom*"))


# ------------------------------------------------------------------ thresholds
def test_explain_tells_rule_and_thresholds_and_those_of_a_user(folder: Path, tmp_path: Path) -> None:
    said = muster(folder, "watch", "--explain", "I15").stdout
    assert "Sources of recruits" in said
    assert "By which rule" in said
    assert "alert\t1.5\ttimes\tHalf as many again" in said
    mine = tmp_path / "mine.toml"
    mine.write_text('[watch.I15]\nalert = { is = 1.6, why = "ours" }\n', encoding="utf-8")
    assert "alert\t1.6\ttimes\tours" in muster(folder, "--settings", str(mine), "watch", "--explain", "i15").stdout
    assert lines_with(folder, mine)["I15"] == "watch"
    assert "watch.I15" in muster(folder, "--settings", str(mine), "settings").stdout
    listed = muster(folder, "watch", "--explain", "all").stdout.splitlines()
    assert len(listed) == 21
    assert json.loads(muster(folder, "watch", "--explain", "I01", "--json").stdout)["thresholds"][0]["name"] == "months"


def lines_with(folder: Path, settings: Path) -> dict[str, str]:
    said = muster(folder, "--settings", str(settings), "watch", "--party", "RU").stdout
    return {row[1]: row[0] for row in (line.split("\t") for line in said.splitlines())}


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("[watch.I15]\nalert = -1", "line 2: [watch.I15]: alert must be a number above 0 (times); got -1"),
        ('[watch.I15]\nwatch = 1.3\nalert = "high"', "line 3: [watch.I15]: alert must be a number"),
        ("[watch.I15]\nalert = nan", "line 2: [watch.I15]: alert must be a number"),
        ("[watch.I99]\nalert = 2", "line 1: [watch.I99]: 'I99' is no indicator"),
        ("[watch.I15]\nloud = 2", "line 2: [watch.I15]: 'loud' is no threshold of I15; known are watch, alert"),
        ("[watch.I15]\nalert = 2\nwatch = -1", "line 3: [watch.I15]: watch must be a number"),
        ("[watch]\nI15 = { watch = -1 }\n[watch.I08]\nwatch = 1.6", "line 2: [watch.I15]: watch must be a number"),
        ("watch.I15.alert = 2\nwatch.I15.watch = -1", "line 2: [watch.I15]: watch must be a number"),
        ("[watch.I01]\nfresh = 3", "line 2: [watch.I01]: 'fresh' is no threshold of I01; known are months"),
        ("[watch.I12]\nfresh = 400", "line 2: [watch.I12]: fresh is to be no more than kept (365); got 400"),
        ("watch = 3", "line 1: watch must be a table of indicators, as [watch.I01]; got 3"),
    ],
)
def test_a_slip_in_the_thresholds_is_named_with_its_line(folder: Path, tmp_path: Path, text: str, says: str) -> None:
    file = tmp_path / "mine.toml"
    file.write_text(text, encoding="utf-8")
    assert says in muster(folder, "--settings", str(file), "watch", "--party", "RU", code=78).stderr


# ------------------------------------------------------------------ bad input
@pytest.mark.parametrize(
    ("words", "code", "says"),
    [
        ((), 64, "--party must be given"),
        (("--party", "SD-RSF"), 66, "no figure here that can be used is of SD-RSF"),
        (("--party", "RU", "--ledger", "no.duckdb"), 66, "no ledger"),
        (("--party", "RU", "--indicator", "I21"), 64, "--indicator must be an indicator, I01 to I20"),
        (("--explain", "I00"), 64, "--explain must be an indicator"),
        (("--party", "RU", "--fail-on", "quiet"), 64, "--fail-on must be one of watch, alert"),
        (
            ("--party", "RU", "--since", "2026-01-01"),
            64,
            "--since wants a file that muster watch --json wrote, for what",
        ),
        (("--party", "RU", "--since", "none.json"), 66, "the earlier board none.json cannot be read"),
        (("--party", "RU", "--since", "claims.csv"), 64, "claims.csv is none: it is no JSON"),
        (("--party", "RU", "--since", "other.json"), 64, "other.json is none: it is no board"),
        (
            ("--party", "RU", "--since", "half.json"),
            64,
            "half.json is none: its day, or what it says of an indicator, is not as",
        ),
        (
            ("--party", "UA", "--since", "board.json"),
            64,
            "the earlier board is of RU in russia-ukraine, this one of UA",
        ),
        (("--party", "RU", "--feed", "nowhere/watch.atom"), 74, "the feed cannot be written to nowhere/watch.atom"),
        (("--party", "RU", "--of-war", "moon"), 64, "--of-war must be one war"),
    ],
)
def test_what_cannot_be_done_is_told_in_a_line(folder: Path, words: tuple[str, ...], code: int, says: str) -> None:
    (folder / "other.json").write_text("{}", encoding="utf-8")
    half = json.loads((folder / "board.json").read_text(encoding="utf-8")) | {"day": "today"}
    (folder / "half.json").write_text(json.dumps(half), encoding="utf-8")
    done = muster(folder, "watch", *words, code=code)
    assert says in done.stderr
    assert done.stdout == ""


# ------------------------------------------------------------------ with an estimate
SIMULATED = tuple(
    f"2026-03-05,Russia-Ukraine,{start},2026-02-28,{party},false,{measure},{number},{number},about,person,,estimate,Institute A,,simulated"
    for start, party, measure, number in (
        ("2025-01-01", "RU", "killed", 150_000),
        ("2025-01-01", "RU", "recruited", 400_000),
        ("2026-02-28", "RU", "strength", 650_000),
    )
)


def test_with_an_estimate_the_account_is_read_and_its_day_is_told(tmp_path: Path) -> None:
    (tmp_path / "claims.csv").write_text("\n".join((HEAD, *SIMULATED)) + "\n", encoding="utf-8")
    muster(tmp_path, "add", "claims.csv")
    its, wanted = in_folder(tmp_path), Wanted(parties=("RU",))
    ready = estimating.prepared(wanted, meant(reports.of_ledger(its), its, parties=("RU",), war=None), settings=its)
    made = replace(a_fit(ready, wanted, health=WELL), draws=draws(1000))
    run = Run(
        inputs=ready.inputs, good=True, health=kept.health_out(made.health), draws=kept.draws_out(made), made_at=now(),
        told=kept.told_out(made, given=estimating.given(wanted, its, made=made, priors=ready.priors)),
    )  # fmt: skip
    with Ledger.open(its.ledger) as ledger:
        ledger.keep_run(run)
    by_id = {one["id"]: one for one in muster_json(tmp_path)["indicators"]}  # type: ignore[attr-defined]
    assert by_id["I01"]["state"] == "quiet"
    assert by_id["I01"]["numbers"]["balance"] == pytest.approx(3 * (32_900 + 16_160 - 36_800 - 400), rel=0.05)
    assert by_id["I01"]["day"] == "2026-02-28"
    assert by_id["I03"]["state"] == "quiet"
    assert by_id["I03"]["numbers"]["now"] == pytest.approx(650_000, rel=0.02)
    said = muster(tmp_path, "watch", "--party", "RU").stderr
    assert f"with the estimate {run.id[:10]}" in said
