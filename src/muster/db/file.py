"""A DuckDB file: opened safely, brought up to date, written durably, kept open for one process and lent to another.

Invariants: a file comes into being whole or not at all; what a transaction acknowledged is on the disk; the file and its journal
are readable by their owner alone; after a fork the child's handle is dead, for two processes writing one file would corrupt it;
where this process owns a file every handle on it is a cursor of one connection, and one transaction is written at a time;
no migration mixes changes of tables with changes of rows, so each can be cut off anywhere and run again.
"""

from __future__ import annotations

import ctypes
import os
import shutil
import tempfile
import threading
import time
import weakref
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, nullcontext, suppress
from pathlib import Path
from typing import TYPE_CHECKING

from muster.claims.errors import (
    LedgerError,
    LedgerLocked,
    LedgerTooNew,
    MissingInput,
    NotALedger,
)
from muster.db import lending
from muster.db.patience import watched
from muster.db.words import OutOfMemory as OutOfMemory
from muster.db.words import in_words

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
BESIDE = "beside"  # the database in memory that a file of this process has at its side, the same for all its handles
_OPEN: weakref.WeakSet[Handle] = weakref.WeakSet()
_HEAD = "CREATE TABLE IF NOT EXISTS muster_file (kind VARCHAR NOT NULL, version INTEGER NOT NULL)"


class Handle:
    """An open file. Closing it twice is fine; using it closed, or in a forked child, raises `LedgerError`."""

    def __init__(
        self,
        path: Path,
        connection: DuckDBPyConnection,
        *,
        done: Callable[[], None] | None = None,
        owned: Owned | None = None,
    ) -> None:
        self.path = path
        self._connection: DuckDBPyConnection | None = connection
        self._gone = "it was closed"
        self._done = done
        self._owned = owned
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
        with self._owned.writing if self._owned else nullcontext(), private(), self.spoken():
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
                if self._owned:
                    self._owned.forget()
            raise in_words(error, self.path) from error

    def close(self, *, why: str = "it was closed") -> None:
        """Let the file go."""
        connection, self._connection = self._connection, None
        if connection is not None:
            self._gone = why
            with suppress(Exception), private():
                connection.close()
            if self._done:
                self._done()

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
    _OWNED.clear()


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
    if (owned := _OWNED.get(path.absolute())) is not None:
        return owned.handle()
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


def _connect(path: Path, *, read_only: bool, memory: int = MEMORY, patience: float = 0.4) -> Handle:
    """The file opened; where a process that serves it holds it, on loan from that process until the handle is closed."""
    import duckdb

    _look(path)
    deadline = time.monotonic() + patience
    loan: lending.Loan | None = None
    while True:
        try:
            with private():
                config = _CONFIG | {"memory_limit": f"{memory}MB"}
                made = duckdb.connect(path, read_only=read_only, config=config)
                return Handle(path, made, done=loan.close if loan else None)
        except duckdb.Error as error:
            said = in_words(error, path)
            locked = isinstance(said, LedgerLocked)
            if locked and loan is None and (loan := lending.borrow(path)) is not None:
                deadline = time.monotonic() + patience
                continue
            # A process that is just going away still holds its lock for a moment.
            if locked and time.monotonic() < deadline:
                time.sleep(0.05)
                continue
            if loan is not None:
                loan.close()
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


# ------------------------------------------------------------------ a file of this process
class Owned:
    """A file that this process keeps open for as long as it runs, with many handles on it at once, in any thread.

    It may be lent to another process: those who want a handle meanwhile wait for it to come back.
    """

    def __init__(self, path: Path, open_again: Callable[[], Handle], *, patience: float) -> None:
        self.path = path
        self.writing = threading.RLock()
        self._open_again, self._patience = open_again, patience
        self._held: Handle | None = open_again()
        self._change = threading.Condition()
        self._users: dict[int, int] = {}
        self._lent = ""

    def handle(self) -> Handle:
        """A handle of one's own. Raises `LedgerLocked` where the file is lent and does not come back in time."""
        me = threading.get_ident()
        with self._change:
            # Who holds one already is let through, or it would wait for itself.
            if me not in self._users and not self._change.wait_for(lambda: not self._lent, self._patience):
                raise LedgerLocked(f"the ledger {self.path} is lent to {self._lent}; try again when it is done")
            if self._held is None:
                self._held = self._open_again()
            made = self._held.connection.cursor()
            self._users[me] = self._users.get(me, 0) + 1
        end = watched(made)

        def left() -> None:
            end()
            self._left(me)

        return Handle(self.path, made, done=left, owned=self)

    def _left(self, who: int) -> None:
        with self._change:
            self._users[who] -= 1
            if not self._users[who]:
                del self._users[who]
            self._change.notify_all()

    @contextmanager
    def lent(self, to: str, *, patience: float) -> Iterator[None]:
        """Within it the file is another's. Raises `LedgerLocked` where it is at work here and does not come free in time."""
        with self._change:
            if self._lent:
                raise LedgerLocked(f"the ledger {self.path} is lent to {self._lent}; try again when it is done")
            self._lent = to
            try:
                if not self._change.wait_for(lambda: not self._users, patience):
                    raise LedgerLocked(f"the ledger {self.path} is at work for its page; try again when that is done")
                self._close()
            except BaseException:
                self._back()
                raise
        try:
            yield
        finally:
            with self._change:
                self._back()

    def _back(self) -> None:
        self._lent = ""
        self._change.notify_all()

    def forget(self) -> None:
        """Let the engine go, which has stopped; whoever asks next has it opened anew."""
        with self._change:
            self._close()

    def _close(self) -> None:
        if self._held is not None:
            self._held.close()
            self._held = None

    def close(self) -> None:
        """Let the file go for good."""
        _OWNED.pop(self.path.absolute(), None)
        self.forget()


def own(path: Path, *, kind: str, migrations: Sequence[str], memory: int = MEMORY, patience: float = 20.0) -> Owned:
    """The file as this process's own until it is closed. Who wants a handle waits at most `patience` seconds for it to be back from a loan.
    Raises as `open_file` does."""

    def opened() -> Handle:
        if not path.exists():
            raise MissingInput(f"the ledger {path} is no longer there; put it back, or stop and start anew")
        # Where it was lent, the one who had it may still be going away.
        handle = _connect(path, read_only=False, memory=memory, patience=5.0)
        with handle.spoken():
            handle.connection.execute(f"ATTACH ':memory:' AS {BESIDE}")
        return handle

    open_file(path, kind=kind, migrations=migrations, memory=memory).close()
    made = Owned(path, opened, patience=patience)
    _OWNED[path.absolute()] = made
    return made


_OWNED: dict[Path, Owned] = {}
