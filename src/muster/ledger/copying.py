"""A ledger taken out as plain files, and made again of them: JSON Lines for every table, Parquet for the draws of runs.

Invariant: what was taken out and put in again answers as the ledger did; the same ledger gives the same bytes. The folders that files
were found in have numbers for names, and the draws of runs that are not asked for stay behind.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Collection, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from muster.claims.document import bare
from muster.claims.errors import UsageError
from muster.ledger.schema import TABLES, Row, as_columns, insert, listed
from muster.ledger.store import Ledger

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

_BATCH = 2_000
_NO_TIME = "1980-01-01T00:00:00"


def taken_out(connection: DuckDBPyConnection, *, runs: Collection[str], timeless: bool = False) -> dict[str, bytes]:
    """The files of a ledger by their names, with the draws of these `runs`; in a `timeless` one all moments are the same."""
    files: dict[str, bytes] = {}
    for table, kinds in TABLES.items():
        columns = [name for name in kinds if kinds[name] != "BLOB"]
        rows = connection.execute(f"SELECT {listed(columns)} FROM {table} ORDER BY ALL").fetchall()
        if table == "sightings":
            rows = _without_folders(rows, columns.index("origin"))
        lines = (
            json.dumps([_plain(cell, timeless) for cell in row], ensure_ascii=False, separators=(",", ":"))
            for row in rows
        )
        files[f"{table}.jsonl"] = "".join(f"{line}\n" for line in (json.dumps(columns), *lines)).encode()
    for id_ in sorted(runs):
        found = connection.execute("SELECT draws FROM runs WHERE id = $1", [id_]).fetchone()
        if found is not None:
            files[f"draws/{id_}.parquet"] = found[0]
    return files


def _plain(cell: object, timeless: bool) -> object:
    if timeless and isinstance(cell, dt.datetime):
        return _NO_TIME
    return cell.isoformat() if isinstance(cell, dt.date) else cell


def _without_folders(rows: Sequence[Row], at: int) -> list[Row]:
    """The rows with files named without the folders they lie in, which say something of a machine and nothing of a report. What lies in
    different folders stays apart, as files of one name in both are no versions of each other."""
    folders = {str(row[at]).removesuffix(bare(str(row[at]))) for row in rows}
    numbers = {folder: number for number, folder in enumerate(sorted(folders - {""}), 1)}

    def named(origin: str) -> str:
        name = bare(origin)
        folder = origin.removesuffix(name)
        return f"{numbers[folder]}/{name}" if folder and len(folders) > 1 else name

    return [(*row[:at], named(str(row[at])), *row[at + 1 :]) for row in rows]


def made_again(files: Mapping[str, bytes], path: Path) -> None:
    """The ledger of these files, at a path where nothing lies yet. Raises `UsageError` for files that are missing or were altered."""
    with Ledger.open(path) as ledger, ledger.spoken():
        for table in TABLES:
            rows = list(_rows(table, files))
            for first in range(0, len(rows), _BATCH):
                batch = rows[first : first + _BATCH]
                ledger.connection.execute(insert(table), as_columns(table, batch))


def _rows(table: str, files: Mapping[str, bytes]) -> Iterator[Row]:
    try:
        lines = files[f"{table}.jsonl"].decode().splitlines()
        columns = json.loads(lines[0])
        for line in lines[1:]:
            cells = dict(zip(columns, json.loads(line), strict=True))
            yield tuple(_cell(cells, name, kind, files) for name, kind in TABLES[table].items())
    except (KeyError, IndexError, TypeError, ValueError, AttributeError) as error:
        raise UsageError(
            f"the copy of the ledger cannot be read at {table}: it was altered, or is of another version ({str(error)[:80]})"
        ) from None


def _cell(cells: Mapping[str, Any], name: str, kind: str, files: Mapping[str, bytes]) -> Any:
    if kind == "BLOB":
        return files.get(f"draws/{cells['id']}.parquet", b"")
    value = cells[name]
    if value is None:
        return None
    if kind == "DATE":
        return dt.date.fromisoformat(value)
    return dt.datetime.fromisoformat(value) if kind == "TIMESTAMP" else value
