"""What is current, laid in memory beside a ledger that this process owns, so that no question has to work it out anew.

Invariants: it is what `shelf.latest` says of the ledger as it stands for whoever asks, or it is not used; nothing of it goes into the
file; the sentence of a claim in its own document never changes, so that each is cut out of its text once.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from itertools import groupby
from typing import TYPE_CHECKING

from muster.claims import passages
from muster.db import BESIDE
from muster.ledger.shelf import latest

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

_AT_ONCE = 2_000  # claims
_LAYING, _CUTTING = threading.Lock(), threading.Lock()
_State = tuple[int, int]


def current(connection: DuckDBPyConnection, among: str = "") -> str:
    """The SQL of what is current, as `shelf.latest` has it (`latest`, `held` and `base` of it), from memory where it is laid there."""
    if not laid(connection):
        return latest(among)
    of = f" WHERE id IN ({among})" if among else ""
    return f"latest AS (FROM {BESIDE}.latest), held AS (FROM {BESIDE}.held), base AS (SELECT * FROM {BESIDE}.base{of})"


def laid(connection: DuckDBPyConnection) -> bool:
    """Whether what is current lies in memory as this connection sees the ledger; where the ledger has grown it is first laid anew."""
    if not _has(connection):
        return False
    state = _state(connection)
    if _laid(connection) != state:
        with _LAYING:
            _lay(connection)
    return _laid(connection) == state


def _has(connection: DuckDBPyConnection) -> bool:
    row = connection.execute("SELECT count(*) FROM duckdb_databases() WHERE database_name = $1", [BESIDE]).fetchone()
    return row is not None and row[0] > 0


def _state(connection: DuckDBPyConnection) -> _State:
    """How far the ledger has grown: claims come with readings, and what is current changes with sightings."""
    row = connection.execute("SELECT (SELECT count(*) FROM sightings), (SELECT count(*) FROM readings)").fetchone()
    assert row is not None
    return row[0], row[1]


def _laid(connection: DuckDBPyConnection) -> _State | None:
    """The state that what lies there is of; None where nothing does."""
    there = connection.execute(
        "SELECT count(*) FROM duckdb_tables() WHERE database_name = $1 AND table_name = 'state'", [BESIDE]
    ).fetchone()
    row = connection.execute(f"FROM {BESIDE}.state").fetchone() if there and there[0] else None
    return None if row is None else (row[0], row[1])


def _lay(connection: DuckDBPyConnection) -> None:
    """Lay it anew where that was not done meanwhile, in a transaction of its own: one that writes to the ledger may not write here too."""
    cursor = connection.cursor()
    try:
        cursor.execute("BEGIN TRANSACTION")
        if _laid(cursor) != _state(cursor):
            for name in ("latest", "held", "base"):
                cursor.execute(f"CREATE OR REPLACE TABLE {BESIDE}.{name} AS WITH {latest()} FROM {name}")
            cursor.execute(
                f"CREATE OR REPLACE TABLE {BESIDE}.state AS SELECT (SELECT count(*) FROM sightings), (SELECT count(*) FROM readings)"
            )
        cursor.execute("COMMIT")
    finally:
        cursor.close()


# ------------------------------------------------------------------ sentences
def sentences(connection: DuckDBPyConnection, *, stop: Callable[[], bool] = lambda: False) -> bool:
    """Whether `said` in memory has the sentence of every claim that stands in its own document, folded, by its id; those that came since
    are added first, until it is to `stop`."""
    if not laid(connection):
        return False
    with _CUTTING:
        cursor = connection.cursor()
        try:
            cursor.execute(f"CREATE TABLE IF NOT EXISTS {BESIDE}.said (id VARCHAR, said VARCHAR)")
            missing = cursor.execute(
                f'SELECT id, host, "start", "end" FROM {BESIDE}.base WHERE own AND id NOT IN (SELECT id FROM {BESIDE}.said) ORDER BY host'
            ).fetchall()
            for first in range(0, len(missing), _AT_ONCE):
                if stop():
                    return False
                some = missing[first : first + _AT_ONCE]
                hosts = list({row[1] for row in some})
                texts = dict(
                    cursor.execute(
                        "SELECT id, text FROM documents WHERE id IN (SELECT unnest($1::VARCHAR[]))", [hosts]
                    ).fetchall()
                )
                said = [
                    line.casefold()
                    for host, its in groupby(some, key=lambda row: row[1])
                    for line in passages.in_lines(texts[host], [(start, end) for _, _, start, end in its])
                ]
                cursor.execute(
                    f"INSERT INTO {BESIDE}.said SELECT unnest($1::VARCHAR[]), unnest($2::VARCHAR[])",
                    [[row[0] for row in some], said],
                )
        finally:
            cursor.close()
    return True


def folded(text: str, place: tuple[int, int]) -> str:
    """The sentence of a figure as words are sought in it: on one line, whatever the case."""
    return passages.in_one_line(text, place).casefold()
