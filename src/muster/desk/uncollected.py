"""No search for garbage while very many objects are made that all stay, such as a ledger's claims: it would go through all of them, often.

Invariant: the collector runs again once nobody who held it back is left, where it ran before; what is counted is freed all the while.
"""

from __future__ import annotations

import gc
import threading
from collections.abc import Iterator
from contextlib import contextmanager

_lock = threading.Lock()
_held: list[bool] = []  # for each that holds it back, whether it ran before: for the first alone it can have


@contextmanager
def uncollected() -> Iterator[None]:
    """Hold the collector back, by whatever thread."""
    with _lock:
        _held.append(gc.isenabled())
        gc.disable()
    try:
        yield
    finally:
        with _lock:
            if len(_held) > 1:
                _held.pop()
            elif _held.pop():
                gc.enable()
