"""A finding set aside, with a reason: kept beside the claims, the last word counts, and an older ledger is brought up to date."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from making import document, reading

from muster.claims.errors import LedgerTooNew, UsageError, ValueRefused
from muster.claims.finding import Finding, Kind, Severity, Verdict
from muster.db import open_file
from muster.ledger import Ledger, findings, query
from muster.ledger.findings import Action, Judgement, judgement_of
from muster.ledger.schema import TABLES, migrations
from muster.ledger.store import KIND

MOMENT = dt.datetime.fromisoformat("2025-01-02T03:04:05")
FINDING = Finding(
    kind=Kind.PARTS,
    verdict=Verdict.FAILS,
    severity=Severity.GRAVE,
    sentence="140 and 260 make 400; the text says 500.",
    claims=("a" * 20, "b" * 20, "c" * 20),
)


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    with Ledger.open(tmp_path / "muster.duckdb") as opened:
        yield opened


def judged(
    ledger: Ledger, action: Action, *, finding: Finding = FINDING, why: str = "a slip of the reader", minute: int = 0
) -> bool:
    at = MOMENT + dt.timedelta(minutes=minute)
    return ledger.judge_finding(judgement_of(finding, action, why=why, by="A. Reader", at=at))


def test_a_finding_is_set_aside_and_all_of_it_is_kept(ledger: Ledger) -> None:
    assert findings.set_aside(ledger.connection) == {}
    assert judged(ledger, Action.SET_ASIDE)
    assert findings.set_aside(ledger.connection) == {
        FINDING.id: Judgement(
            finding=FINDING.id,
            kind="parts",
            action=Action.SET_ASIDE,
            why="a slip of the reader",
            by="A. Reader",
            at=MOMENT,
            sentence=FINDING.sentence,
        )
    }


def test_the_last_word_counts_and_every_word_is_kept(ledger: Ledger) -> None:
    for minute, action in enumerate([Action.SET_ASIDE, Action.REOPEN, Action.SET_ASIDE, Action.REOPEN]):
        judged(ledger, action, minute=minute)
    assert findings.set_aside(ledger.connection) == {}
    assert [one.action.value for one in findings.all_judgements(ledger.connection)] == [
        "set_aside", "reopen", "set_aside", "reopen",
    ]  # fmt: skip


def test_saying_the_same_again_adds_nothing(ledger: Ledger) -> None:
    assert judged(ledger, Action.SET_ASIDE)
    assert not judged(ledger, Action.SET_ASIDE, minute=1)
    assert judged(ledger, Action.SET_ASIDE, why="another reason", minute=2)
    assert len(findings.all_judgements(ledger.connection)) == 2


def test_a_finding_whose_claims_changed_is_another_and_open(ledger: Ledger) -> None:
    judged(ledger, Action.SET_ASIDE)
    changed = replace(FINDING, claims=("a" * 20, "b" * 20, "d" * 20))
    reworded = replace(FINDING, sentence="The parts make 400 and no 500.")
    aside = findings.set_aside(ledger.connection)
    assert (changed.id in aside, reworded.id in aside) == (False, True)


@pytest.mark.parametrize(("why", "by"), [("", "A. Reader"), ("  ", "A. Reader"), ("a reason", " ")])
def test_a_judgement_needs_a_reason_and_a_name(why: str, by: str) -> None:
    with pytest.raises(UsageError, match="a judgement needs"):
        judgement_of(FINDING, Action.SET_ASIDE, why=why, by=by, at=MOMENT)


def test_half_a_character_is_refused_and_nothing_is_kept(ledger: Ledger) -> None:
    with pytest.raises(ValueRefused, match="half a character"):
        judged(ledger, Action.SET_ASIDE, why="\ud800")
    assert findings.all_judgements(ledger.connection) == []


# ------------------------------------------------------------------ a ledger of the time before
@pytest.fixture
def old(tmp_path: Path) -> Path:
    """A ledger of version 1, with a document in it: it knows nothing of findings."""
    path = tmp_path / "old.duckdb"
    first = migrations()[:1]
    open_file(path, kind=KIND, migrations=first).close()
    handle = open_file(path, kind=KIND, migrations=first)
    of = document("They lost 500 men.", origin="a.txt")
    ledger = Ledger(handle, memory=512)
    ledger.add(of, reading(of))
    ledger.close()
    assert "finding_judgements" not in tables(path)
    return path


def tables(path: Path) -> set[str]:
    import duckdb

    with duckdb.connect(path, read_only=True) as connection:
        return {name for (name,) in connection.execute("SELECT table_name FROM duckdb_tables()").fetchall()}


@pytest.mark.parametrize("read_only", [False, True])
def test_an_old_ledger_is_brought_up_to_date_and_keeps_what_it_held(old: Path, read_only: bool) -> None:
    with Ledger.open(old, read_only=read_only) as ledger:
        assert findings.set_aside(ledger.connection) == {}
        assert [held.claim.quote for held in query.claims(ledger.connection)] == ["500"]
    with Ledger.open(old) as ledger:
        assert judged(ledger, Action.SET_ASIDE)
    assert tables(old) == {*TABLES, "muster_file"}


def test_a_migration_that_was_cut_off_is_done_when_it_is_opened_next(old: Path) -> None:
    import duckdb

    with duckdb.connect(old) as cut:
        cut.execute(migrations()[1])  # the table was made, the version was not yet written
    with Ledger.open(old) as ledger:
        assert judged(ledger, Action.SET_ASIDE)


def test_an_earlier_version_of_muster_refuses_the_new_ledger(tmp_path: Path) -> None:
    path = tmp_path / "new.duckdb"
    Ledger.open(path).close()
    with pytest.raises(LedgerTooNew, match=f"its schema is {len(migrations())}, this one knows 1"):
        open_file(path, kind=KIND, migrations=migrations()[:1])
