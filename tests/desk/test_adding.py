"""Adding folders: every file accounted for, whatever its reader does."""

from __future__ import annotations

import io
import threading
import time
from pathlib import Path
from types import SimpleNamespace

import pytest
from adding import HOW, in_force

from muster.claims.errors import MusterError
from muster.desk import ingest
from muster.desk.ingest import How, Tally, Told
from muster.desk.workers import Trouble, run
from muster.ledger import Ledger, query, shelf
from muster.ledger.reviews import Verdict, review_of
from muster.ledger.schema import now


def reports(folder: Path, **texts: str) -> Path:
    folder.mkdir(exist_ok=True)
    for name, text in texts.items():
        (folder / f"{name}.txt").write_text(text)
    return folder


def add(ledger: Path, *paths: Path, how: How = HOW, jobs: int = 1) -> Tally:
    return ingest.add(paths, in_force(ledger, jobs), how=how)


def counts(tally: Tally) -> dict[str, int]:
    found = {name: getattr(tally, name) for name in ("added", "changed", "reread", "known")} | {
        "refused": len(tally.refused)
    }
    return {name: count for name, count in found.items() if count}


def test_a_bad_document_costs_itself_alone(tmp_path: Path) -> None:
    folder = reports(
        tmp_path / "in",
        a="They lost 500 men.",
        b="REFUSE",
        c="BUG",
        d="DIE",
        e="They lost 600 men.",
        f="DIE",
        g="And 700.",
    )
    heard: list[Told] = []
    tally = ingest.add([folder], in_force(tmp_path / "l.duckdb", 2), how=HOW, tell=heard.append)
    assert counts(tally) == {"added": 3, "refused": 4}
    reasons = {Path(one.origin).stem: one.reason for one in tally.refused}
    assert reasons == {"b": "told", "c": "failed", "d": "died", "f": "died"}
    assert all("\n" not in one.message for one in tally.refused)
    assert sum(len(told.kept) for told in heard) == 3
    assert [told.refused for told in heard if told.refused] == tally.refused
    assert counts(add(tmp_path / "l.duckdb", folder)) == {"known": 3, "refused": 4}


def test_what_changed_what_moved_and_what_is_new_is_told_apart(tmp_path: Path) -> None:
    ledger = tmp_path / "l.duckdb"
    folder = reports(tmp_path / "in", a="They lost 500 men.", b="They lost 600 men.")
    assert counts(add(ledger, folder)) == {"added": 2}
    assert counts(add(ledger, folder, folder / "a.txt")) == {"known": 2}
    reports(folder, a="They lost 900 men.", copy="They lost 600 men.", c="They lost 700 men.")
    tally = add(ledger, folder)
    assert counts(tally) == {"changed": 1, "known": 2, "added": 1}
    assert [kept.origin for kept in tally.versions] == ["in/a.txt"]
    with Ledger.open(ledger) as opened:
        assert sorted(held.claim.quote for held in query.claims(opened.connection)) == ["600", "700", "900"]
        twice = next(one for one in shelf.documents(opened.connection) if one.sightings == 2)
        assert twice.origins == ("in/b.txt", "in/copy.txt")


def test_a_judgement_that_finds_nothing_to_go_to_is_told_however_often_the_text_has_changed(tmp_path: Path) -> None:
    ledger, folder = tmp_path / "l.duckdb", reports(tmp_path / "in", a="They lost 500 men. Some 40 fled.")
    add(ledger, folder)
    with Ledger.open(ledger) as opened:
        (claim, _) = query.claims(opened.connection)
        span = query.find(opened.connection, claim.original.id)
        opened.judge(review_of(span, Verdict.ACCEPT, why="so", by="ann", at=now()))
    reports(folder, a="They lost 500 men. Some 50 fled.")
    assert add(ledger, folder).left_behind == {}
    reports(folder, a="They lost 600 men. Some 50 fled.")
    tally = add(ledger, folder)
    assert tally.left_behind == {tally.versions[0].document: 1}
    reports(folder, a="They lost 600 men. Some 60 fled.")
    assert add(ledger, folder).left_behind == {}


def test_a_publisher_told_once_is_remembered_for_the_same_bytes(tmp_path: Path) -> None:
    ledger, folder = tmp_path / "l.duckdb", reports(tmp_path / "in", a="They lost 500 men.")
    told = How(reader=HOW.reader, factory=HOW.factory, publisher="The Post")
    assert counts(add(ledger, folder)) == {"added": 1}
    tally = add(ledger, folder, how=told)
    assert (counts(tally), len(tally.put_right), tally.kept) == ({}, 1, 1)
    assert counts(add(ledger, folder)) == {"known": 1}
    with Ledger.open(ledger) as opened:
        assert [one.title for one in shelf.documents(opened.connection)] == ["The Post"]


def test_a_ledger_and_its_reports_can_be_moved_together(tmp_path: Path) -> None:
    (tmp_path / "here").mkdir()
    reports(tmp_path / "here" / "in", a="They lost 500 men.")
    add(tmp_path / "here" / "l.duckdb", tmp_path / "here" / "in")
    (tmp_path / "here").rename(tmp_path / "there")
    reports(tmp_path / "there" / "in", a="They lost 800 men.")
    assert counts(add(tmp_path / "there" / "l.duckdb", tmp_path / "there" / "in")) == {"changed": 1}


def test_standard_input_is_a_document_of_its_own_each_time(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    ledger = tmp_path / "l.duckdb"
    for text, expected in (
        ("They lost 500 men.", "added"),
        ("They lost 600 men.", "added"),
        ("They lost 500 men.", "known"),
    ):
        monkeypatch.setattr("sys.stdin", SimpleNamespace(buffer=io.BytesIO(text.encode())))
        assert counts(add(ledger, Path("-"))) == {expected: 1}


def test_asked_to_stop_it_keeps_what_is_in_hand_and_goes_on_later(tmp_path: Path) -> None:
    folder = reports(tmp_path / "in", **{f"r{number}": f"They lost {number + 100} men." for number in range(60)})
    seen: list[int] = []
    tally = ingest.add(
        [folder],
        in_force(tmp_path / "l.duckdb", 1),
        how=HOW,
        tell=lambda told: seen.append(len(told.kept)),
        stop=lambda: bool(seen),
    )
    assert tally.stopped
    assert 0 < tally.added < 60
    assert counts(add(tmp_path / "l.duckdb", folder)) == {"added": 60 - tally.added, "known": tally.added}


def test_however_many_read_the_ledger_says_the_same(tmp_path: Path) -> None:
    folder = reports(tmp_path / "in", **{f"r{number}": f"They lost {number + 100} men." for number in range(30)})
    found = []
    for jobs in (1, 3):
        add(tmp_path / f"{jobs}.duckdb", folder, jobs=jobs)
        with Ledger.open(tmp_path / f"{jobs}.duckdb") as opened:
            found.append([held.claim for held in query.claims(opened.connection)])
    assert found[0] == found[1]


# ------------------------------------------------------------------ the pool itself
def doubling() -> object:
    return double


def double(number: int) -> int:
    if number < 0:
        time.sleep(60)
    return 2 * number


def failing() -> object:
    raise MusterError("the war file is not there")


def test_every_task_comes_back_once_though_workers_are_replaced() -> None:
    results = [one for one in run(iter(range(40)), doubling, jobs=2, recycle=7) if one is not None]  # type: ignore[arg-type]
    assert sorted(results) == [(number, 2 * number) for number in range(40)]


def test_a_task_that_hangs_is_given_up() -> None:
    results = dict(one for one in run(iter([1, -1, 2]), doubling, jobs=1, seconds=1.0) if one is not None)  # type: ignore[arg-type]
    assert (results[1], results[2]) == (2, 4)
    assert isinstance(results[-1], Trouble)
    assert results[-1].reason == "timeout"


def test_a_reader_that_cannot_be_made_ready_is_an_error_of_its_own() -> None:
    with pytest.raises(MusterError, match="war file"):
        list(run(iter([1]), failing, jobs=1))  # type: ignore[arg-type]


def test_no_task_no_worker() -> None:
    before = threading.active_count()
    assert list(run(iter(()), doubling, jobs=4)) == []  # type: ignore[arg-type, var-annotated]
    assert threading.active_count() == before
