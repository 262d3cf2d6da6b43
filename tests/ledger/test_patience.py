"""A question that somebody waits for is ended after a while; nothing else is, and the ledger goes on."""

from __future__ import annotations

import threading
import time
from pathlib import Path

import pytest

from muster.claims.errors import TooSlow
from muster.db import within
from muster.ledger.store import Ledger

ENDLESS = "SELECT count(*) FROM range(1000000) a, range(1000000) b WHERE a.range * b.range % 7 = 3"
SHORT = "SELECT sum(range) FROM range(1000)"


def ask(path: Path, question: str) -> object:
    with Ledger.open(path, read_only=True) as ledger, ledger.spoken():
        return ledger.connection.execute(question).fetchone()


def test_what_takes_too_long_is_ended_and_nothing_else(tmp_path: Path) -> None:
    path = tmp_path / "muster.duckdb"
    owned = Ledger.own(path)
    try:
        with within(0.2):
            begun = time.monotonic()
            with pytest.raises(TooSlow, match="took too long"):
                ask(path, ENDLESS)
            assert time.monotonic() - begun < 20
            assert ask(path, SHORT) == (499_500,)
            with Ledger.open(path, read_only=True) as beside:
                time.sleep(0.4)  # its time is over while it asks nothing
                with pytest.raises(TooSlow), beside.spoken():
                    beside.connection.execute(ENDLESS).fetchone()
        assert ask(path, SHORT) == (499_500,)
    finally:
        owned.close()


def test_another_thread_is_not_hurried(tmp_path: Path) -> None:
    path = tmp_path / "muster.duckdb"
    owned = Ledger.own(path)
    found: list[object] = []

    def slow() -> None:
        with Ledger.open(path, read_only=True) as ledger:
            for _ in range(8):
                found.append(ledger.connection.execute(SHORT).fetchone())
                time.sleep(0.05)

    try:
        with within(0.1):
            beside = threading.Thread(target=slow)
            beside.start()
            with pytest.raises(TooSlow):
                ask(path, ENDLESS)
            beside.join(30)
        assert found == [(499_500,)] * 8
    finally:
        owned.close()


def test_no_watch_is_left_behind(tmp_path: Path) -> None:
    path = tmp_path / "muster.duckdb"
    owned = Ledger.own(path)
    before = threading.active_count()
    try:
        with within(60):
            for _ in range(20):
                ask(path, SHORT)
        deadline = time.monotonic() + 10
        while threading.active_count() > before and time.monotonic() < deadline:
            time.sleep(0.01)
        assert threading.active_count() <= before
    finally:
        owned.close()
