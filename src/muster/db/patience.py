"""How long a question to a file may take where somebody waits for the answer; what takes longer is ended by the engine itself.

Invariant: outside of `within` nothing is ended; inside, a handle that a thread holds longer than that has what it asks ended, and no other.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

_SECONDS: ContextVar[float | None] = ContextVar("seconds", default=None)


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
    if seconds is None:
        return lambda: None
    watch = threading.Timer(seconds, connection.interrupt)
    watch.daemon = True
    watch.start()
    return watch.cancel
