"""A DuckDB file: opened safely, brought up to date, written durably, and its errors put into words.

Invariants: a file comes into being whole or not at all; what a transaction acknowledged is on the disk; the file and its journal
are readable by their owner alone; after a fork the child's handle is dead, for two processes writing one file would corrupt it;
no migration mixes changes of tables with changes of rows, so each can be cut off anywhere and run again.
"""

from __future__ import annotations

import ctypes
import os
import re
import shutil
import tempfile
import time
import weakref
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING

from muster.claims.errors import (
    LedgerError,
    LedgerFull,
    LedgerLocked,
    LedgerTooNew,
    MissingInput,
    NotALedger,
    ValueRefused,
)

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

_CONFIG: dict[str, str | bool | int | float | list[str]] = {
    "enable_external_access": "false",
    "autoinstall_known_extensions": "false",
    "autoload_known_extensions": "false",
    "lock_configuration": "true",
    "threads": "2",
}
MEMORY = 512  # megabytes, enough for a question that has to sort everything
_OPEN: weakref.WeakSet[Handle] = weakref.WeakSet()
_HEAD = "CREATE TABLE IF NOT EXISTS muster_file (kind VARCHAR NOT NULL, version INTEGER NOT NULL)"


class OutOfMemory(LedgerError):
    """The engine has used up the memory it was given."""


class Handle:
    """An open file. Closing it twice is fine; using it closed, or in a forked child, raises `LedgerError`."""

    def __init__(self, path: Path, connection: DuckDBPyConnection) -> None:
        self.path = path
        self._connection: DuckDBPyConnection | None = connection
        self._gone = "it was closed"
        _OPEN.add(self)

    @property
    def connection(self) -> DuckDBPyConnection:
        """The connection, for reading; write within `transaction`."""
        if self._connection is None:
            raise LedgerError(f"the ledger {self.path} cannot be used here: {self._gone}")
        return self._connection

    @contextmanager
    def transaction(self) -> Iterator[DuckDBPyConnection]:
        """All or nothing: what was written within is durable once this returns, and undone where it raises."""
        with private(), self.spoken():
            connection = self.connection
            connection.execute("BEGIN TRANSACTION")
            try:
                yield connection
                connection.execute("COMMIT")
            except BaseException:
                self._undo(connection)
                raise

    @contextmanager
    def spoken(self) -> Iterator[None]:
        """DuckDB's errors within come out as Muster's; one that kills the engine closes the handle, so that opening anew works."""
        import duckdb

        try:
            yield
        except duckdb.Error as error:
            if isinstance(error, duckdb.FatalException) or "has been invalidated" in str(error):
                self.close(why="its engine stopped; open it again")
            raise in_words(error, self.path) from error

    def close(self, *, why: str = "it was closed") -> None:
        """Let the file go."""
        connection, self._connection = self._connection, None
        if connection is not None:
            self._gone = why
            with suppress(Exception), private():
                connection.close()

    def _undo(self, connection: DuckDBPyConnection) -> None:
        with suppress(Exception):
            connection.execute("ROLLBACK")

    def _poison(self) -> None:
        if self._connection is not None:
            # Destroying the connection in the child would write to the parent's file: it is kept alive until the child ends.
            ctypes.pythonapi.Py_IncRef(ctypes.py_object(self._connection))
            self._connection, self._gone = None, "this process was forked from the one that opened it; open it anew"


def _poison_all() -> None:
    for handle in list(_OPEN):
        handle._poison()


if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_poison_all)


@contextmanager
def private() -> Iterator[None]:
    """Files made within are their owner's alone."""
    before = os.umask(0o077)
    try:
        yield
    finally:
        os.umask(before)


def open_file(
    path: Path, *, kind: str, migrations: Sequence[str], read_only: bool = False, memory: int = MEMORY
) -> Handle:
    """The file at `path`, made where it is missing and brought up to date (`migrations` are SQL, the first makes version 1).
    The engine takes no more than about `memory` megabytes.

    Raises `MissingInput` where it is to be read and is not there, and the `LedgerError` that fits for all else.
    """
    if not path.exists():
        if read_only:
            raise MissingInput(f"there is no ledger at {path}; muster add makes one")
        _make(path, kind=kind, migrations=migrations)
    handle = _connect(path, read_only=read_only, memory=memory)
    try:
        version = _version(handle, kind)
        if version > len(migrations):
            raise LedgerTooNew(
                f"{path} was written by a later version of Muster (its schema is {version}, this one knows {len(migrations)}); "
                "update Muster"
            )
        if version == len(migrations):
            return handle
        if not read_only:
            _migrate(handle, kind=kind, migrations=migrations, version=version)
            return handle
    except BaseException:
        handle.close()
        raise
    handle.close()
    open_file(path, kind=kind, migrations=migrations).close()
    return _connect(path, read_only=True, memory=memory)


def _connect(path: Path, *, read_only: bool, memory: int = MEMORY) -> Handle:
    import duckdb

    _look(path)
    deadline = time.monotonic() + 0.4
    while True:
        try:
            with private():
                config = _CONFIG | {"memory_limit": f"{memory}MB"}
                return Handle(path, duckdb.connect(path, read_only=read_only, config=config))
        except duckdb.Error as error:
            said = in_words(error, path)
            # A process that is just going away still holds its lock for a moment.
            if isinstance(said, LedgerLocked) and time.monotonic() < deadline:
                time.sleep(0.1)
                continue
            raise said from error


def _look(path: Path) -> None:
    """Raises `NotALedger` for what has not the mark of a DuckDB file; DuckDB would else try other formats on it."""
    if path.is_dir():
        raise NotALedger(f"{path} is a folder, not a ledger")
    try:
        with path.open("rb") as file:
            head = file.read(12)
    except OSError:
        return  # new, or not to be read: opening it says which
    if head[8:] != b"DUCK":
        raise NotALedger(
            f"{path} is {'no ledger' if head else 'an empty file'}; name another file, or move this one away"
        )


def _make(path: Path, *, kind: str, migrations: Sequence[str]) -> None:
    """A new file, finished beside its place and then linked there, so that no one ever meets half a file."""
    if not path.parent.is_dir():
        raise MissingInput(f"the folder {path.parent} is not there, so no ledger can be made in it")
    try:
        workshop = Path(tempfile.mkdtemp(prefix=".muster-", dir=path.parent))
    except OSError as error:
        raise LedgerError(f"no ledger can be made in {path.parent}: {error.strerror}") from error
    try:
        handle = _connect(workshop / "new.duckdb", read_only=False)
        try:
            _migrate(handle, kind=kind, migrations=migrations, version=0)
        finally:
            handle.close()
        _settle(workshop / "new.duckdb", path)
    finally:
        shutil.rmtree(workshop, ignore_errors=True)


def _settle(made: Path, path: Path) -> None:
    try:
        os.link(made, path)
    except FileExistsError:
        return  # another process was quicker, and its file is as good
    except OSError:
        os.rename(made, path)  # a file system without links


def _version(handle: Handle, kind: str) -> int:
    with handle.spoken():
        names = {name for (name,) in handle.connection.execute("SELECT table_name FROM duckdb_tables()").fetchall()}
        if "muster_file" not in names:
            if names:
                raise NotALedger(f"{handle.path} is a DuckDB file, but not one of Muster's")
            return 0
        rows = handle.connection.execute("SELECT kind, version FROM muster_file").fetchall()
    if any(found != kind for found, _ in rows):
        raise NotALedger(f"{handle.path} is a Muster file of another kind ({rows[0][0]}), not a {kind}")
    return max((int(version) for _, version in rows), default=0)


def _migrate(handle: Handle, *, kind: str, migrations: Sequence[str], version: int) -> None:
    with private(), handle.spoken():
        handle.connection.execute(_HEAD)
    for number in range(version + 1, len(migrations) + 1):
        with handle.transaction() as connection:
            connection.execute(migrations[number - 1])
        with handle.transaction() as connection:
            connection.execute("INSERT INTO muster_file VALUES (?, ?)", [kind, number])
    with private(), handle.spoken():
        handle.connection.execute("CHECKPOINT")


# ------------------------------------------------------------------ errors
def in_words(error: Exception, path: Path) -> LedgerError | ValueRefused:
    """What an error of DuckDB means to the person at the keyboard."""
    text = str(error)
    if "No space left" in text or "out of disk space" in text.lower():
        return LedgerFull(
            f"the disk is full, so the ledger {path} takes no more; what was reported as kept is kept. Make room, then run again"
        )
    if "Out of Memory Error" in text:
        return OutOfMemory(f"the ledger {path} needs more memory for this than it may take: {_first(text)}")
    if "Could not set lock" in text or "different configuration" in text:
        return LedgerLocked(f"the ledger {path} is in use by {_holder(text)}; try again when it is done")
    if "not a valid DuckDB database" in text:
        empty = path.exists() and path.stat().st_size == 0
        return NotALedger(
            f"{path} is {'an empty file' if empty else 'not a ledger'}; name another file, or move this one away"
        )
    if "version number" in text:
        return LedgerTooNew(f"{path} was written by a later version of DuckDB than this one; update Muster")
    if "Permission denied" in text or "read-only" in text.lower():
        return LedgerError(f"the ledger {path} may not be written here: {_first(text)}")
    if "cannot encode" in text or "surrogates not allowed" in text:
        return ValueRefused("a text with half a character (a lone surrogate) cannot be kept")
    if "Constraint Error" in text:
        return ValueRefused(f"the ledger refused a value: {_first(text)}")
    if re.search(r"corrupt|could not read enough bytes|serialization|deserialize|checksum", text, re.IGNORECASE):
        return NotALedger(f"{path} is damaged or no ledger: {_first(text)}")
    return LedgerError(f"the ledger {path} could not do it: {_first(text)}; what was reported as kept is kept")


def _first(text: str) -> str:
    line = text.strip().splitlines()[0] if text.strip() else "no reason was given"
    return line[:300]


def _holder(text: str) -> str:
    found = re.search(r"held in (.*?) \(PID (\d+)\)", text)
    if not found:
        return "another program"
    pid = found[2]
    try:
        words = Path(f"/proc/{pid}/cmdline").read_bytes().decode(errors="replace").split("\0")
    except OSError:
        words = [found[1]]
    said = " ".join([Path(words[0]).name, *(Path(word).name for word in words[1:3] if word)])
    return f"{said[:60] or found[1]} (PID {pid})"
