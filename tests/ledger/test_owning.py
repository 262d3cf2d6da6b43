"""A ledger that one process keeps open: many handles at once, one writer at a time, and lent to other processes that ask for it."""

from __future__ import annotations

import json
import os
import signal
import stat
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

import pytest
from making import document, reading

from muster.claims.errors import LedgerLocked
from muster.db import Owned, lending
from muster.ledger import Ledger, query

COUNT = (
    "import sys; from pathlib import Path; from muster.ledger import Ledger, query\n"
    "with Ledger.open(Path(sys.argv[1]), read_only=True) as one: print(len(list(query.claims(one.connection))))"
)
HOLD = (
    "import sys; from pathlib import Path; from muster.ledger import Ledger\n"
    "with Ledger.open(Path(sys.argv[1])): print('open', flush=True); sys.stdin.read()"
)


def filled(path: Path) -> Path:
    of = document("They lost 12,000 men. " * 1000, origin="a.txt")
    with Ledger.open(path) as ledger:
        ledger.add(of, reading(of))
    return path


@contextmanager
def served(path: Path, *, patience: float = 5.0) -> Iterator[Owned]:
    owned = Ledger.own(path, patience=patience)
    lender = lending.Lender(path, lambda who: owned.lent(who, patience=patience))
    try:
        yield owned
    finally:
        lender.close()
        owned.close()


def count(path: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", COUNT, str(path)], capture_output=True, text=True, check=False, timeout=60
    )


def test_threads_write_and_read_at_once_and_nothing_is_lost(tmp_path: Path) -> None:
    path = tmp_path / "muster.duckdb"

    def add(number: int) -> int:
        of = document(f"They lost {number + 100} men.", origin=f"{number}.txt")
        with Ledger.open(path) as ledger:
            ledger.add(of, reading(of))
        with Ledger.open(path, read_only=True) as ledger:
            return len(list(query.claims(ledger.connection)))

    with served(path), ThreadPoolExecutor(8) as pool:
        seen = list(pool.map(add, range(40)))
    assert max(seen) == 40
    with Ledger.open(path, read_only=True) as ledger:
        assert len(list(query.claims(ledger.connection))) == 40
        assert ledger.connection.execute("SELECT count(*) - count(DISTINCT seq) FROM sightings").fetchone() == (0,)


def test_another_process_has_it_on_loan_and_gives_it_back(tmp_path: Path) -> None:
    path = filled(tmp_path / "muster.duckdb")
    with served(path):
        done = count(path)
        assert done.stdout == "1000\n", done.stderr
        with Ledger.open(path) as ledger:
            assert len(list(query.claims(ledger.connection))) == 1000
        assert count(path).stdout == "1000\n"
    assert count(path).stdout == "1000\n"


def test_what_is_asked_meanwhile_waits_until_it_is_back(tmp_path: Path) -> None:
    path = filled(tmp_path / "muster.duckdb")
    with (
        served(path),
        subprocess.Popen([sys.executable, "-c", HOLD, str(path)], stdin=-1, stdout=-1, text=True) as holder,
    ):
        assert holder.stdout is not None
        assert holder.stdout.readline() == "open\n"
        threading.Timer(0.5, lambda: holder.communicate("")).start()
        started = time.monotonic()
        with Ledger.open(path) as ledger:
            assert len(list(query.claims(ledger.connection))) == 1000
        assert time.monotonic() - started > 0.3


def test_a_borrower_that_is_killed_has_given_it_back(tmp_path: Path) -> None:
    path = filled(tmp_path / "muster.duckdb")
    with (
        served(path),
        subprocess.Popen([sys.executable, "-c", HOLD, str(path)], stdin=-1, stdout=-1, text=True) as holder,
    ):
        assert holder.stdout is not None
        assert holder.stdout.readline() == "open\n"
        holder.send_signal(signal.SIGKILL)
        with Ledger.open(path) as ledger:
            assert len(list(query.claims(ledger.connection))) == 1000


def test_who_waits_too_long_is_told_who_has_it(tmp_path: Path) -> None:
    path = filled(tmp_path / "muster.duckdb")
    with (
        served(path, patience=0.3),
        subprocess.Popen([sys.executable, "-c", HOLD, str(path)], stdin=-1, stdout=-1, text=True) as holder,
    ):
        assert holder.stdout is not None
        assert holder.stdout.readline() == "open\n"
        with pytest.raises(LedgerLocked, match=rf"lent to .*PID {holder.pid}"):
            Ledger.open(path)
        holder.communicate("")


def test_while_it_is_at_work_it_is_not_lent_and_says_so(tmp_path: Path) -> None:
    path = filled(tmp_path / "muster.duckdb")
    with served(path, patience=0.3), Ledger.open(path):
        done = count(path)
        assert done.returncode
        assert "at work for its page" in done.stderr
        with Ledger.open(path) as again:  # the one who has it is not kept waiting by itself
            assert len(list(query.claims(again.connection))) == 1000


def test_the_note_is_its_owners_alone_and_goes_with_the_lender(tmp_path: Path) -> None:
    path = filled(tmp_path / "muster.duckdb")
    note = lending.note_of(path)
    with served(path):
        assert stat.S_IMODE(note.stat().st_mode) == 0o600
    assert not note.exists()


@pytest.mark.parametrize(
    "left", ["", "{", "[]", '{"port": 1, "secret": "x", "pid": 1, "page": ""}', '{"port": "no"}', "\0"]
)
def test_a_note_left_behind_changes_nothing(tmp_path: Path, left: str) -> None:
    path = filled(tmp_path / "muster.duckdb")
    lending.note_of(path).write_text(left, encoding="utf-8")
    with subprocess.Popen([sys.executable, "-c", HOLD, str(path)], stdin=-1, stdout=-1, text=True) as holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == "open\n"
        with pytest.raises(LedgerLocked, match=rf"PID {holder.pid}"):
            Ledger.open(path)
        holder.communicate("")
    with Ledger.open(path) as ledger:
        assert len(list(query.claims(ledger.connection))) == 1000


def test_without_its_secret_nothing_is_lent(tmp_path: Path) -> None:
    path = filled(tmp_path / "muster.duckdb")
    note = lending.note_of(path)
    with served(path), Ledger.open(path) as ledger:
        said = json.loads(note.read_text(encoding="utf-8"))
        note.write_text(json.dumps(said | {"secret": "guessed", "pid": os.getpid() + 1}), encoding="utf-8")
        assert lending.borrow(path) is None
        assert len(list(query.claims(ledger.connection))) == 1000


def test_after_its_engine_stopped_it_is_opened_anew(tmp_path: Path) -> None:
    path = filled(tmp_path / "muster.duckdb")
    with served(path) as owned:
        owned.forget()
        with Ledger.open(path) as ledger:
            assert len(list(query.claims(ledger.connection))) == 1000
