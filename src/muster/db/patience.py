"""How long a question to a file may take where somebody waits for the answer; what takes longer is ended by the engine itself.

Invariant: outside of `within` nothing is ended; inside, whatever a handle asks once it was held for longer than that is ended, and nothing
that another asks. One thread watches all of them, and none where there is nothing to watch.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from contextvars import ContextVar
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

_SECONDS: ContextVar[float | None] = ContextVar("seconds", default=None)
_TICK = 0.1  # seconds; a question that begins after the time is over runs no longer than that


@contextmanager
def within(seconds: float) -> Iterator[None]:
    """Within it, in this thread and in those that are given its context, a handle's questions end after so many seconds."""
    before = _SECONDS.set(seconds)
    try:
        yield
    finally:
        _SECONDS.reset(before)


def watched(connection: DuckDBPyConnection) -> Callable[[], None]:
    """Watch a connection from now on, where that is in force; what comes back ends the watch."""
    seconds = _SECONDS.get()
    return (lambda: None) if seconds is None else _WATCH.begin(connection, seconds)


class _Watch:
    """The connections that are watched, each until when it may ask."""

    def __init__(self) -> None:
        self._until: dict[int, tuple[DuckDBPyConnection, float]] = {}
        self._number = 0
        self._lock = threading.Lock()
        self._thread: threading.Thread | None = None

    def begin(self, connection: DuckDBPyConnection, seconds: float) -> Callable[[], None]:
        with self._lock:
            self._number += 1
            number = self._number
            self._until[number] = connection, time.monotonic() + seconds
            if self._thread is None or not self._thread.is_alive():
                self._thread = threading.Thread(target=self._go, name="watching the ledger", daemon=True)
                with suppress(RuntimeError):  # no thread is to be had: better an answer without a limit than none
                    self._thread.start()
        return lambda: self._end(number)

    def _end(self, number: int) -> None:
        with self._lock:
            self._until.pop(number, None)

    def _go(self) -> None:
        while True:
            time.sleep(_TICK)
            with self._lock:
                if not self._until:
                    self._thread = None
                    return
                over = [one for one, until in self._until.values() if time.monotonic() >= until]
            for connection in over:
                with suppress(Exception):  # it may just have been closed
                    connection.interrupt()  # again and again: the engine forgets one that finds nothing under way


_WATCH = _Watch()
