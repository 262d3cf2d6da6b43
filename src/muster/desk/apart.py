"""Heavy work done in a process of its own: what goes wrong in it takes nothing here with it, its memory goes with it, and it can be ended.

Invariants: the process opens no ledger, for this one may own it: all that it needs is given to it and all that it found comes back; it is
gone when the call returns, however that ends, and it ends as soon as this process does.
"""

from __future__ import annotations

import gc
import multiprocessing
import os
import pickle
import threading
from collections.abc import Callable
from multiprocessing.connection import Connection
from typing import Any, TypeVar

from muster.claims.errors import CutOff, MusterError
from muster.desk.uncollected import uncollected

Answer = TypeVar("Answer")
Tell = Callable[[str], None]
_TICK = 0.2  # seconds between two looks at whether to go on


def apart(work: Callable[..., Answer], *args: object, tell: Tell = lambda _: None, go_on: Tell | None = None) -> Answer:
    """What `work(*args, tell=…)` gives, which must be a function of a module, with arguments that can be pickled. `tell` is given its lines
    here; `go_on` is called with an empty line some times a second, and what it raises ends the process. Raises what the work raises of
    Muster's errors, and `CutOff` where it ended otherwise."""
    context = multiprocessing.get_context("spawn")
    here, there = context.Pipe(duplex=False)
    with uncollected():
        packed = pickle.dumps((work, args), pickle.HIGHEST_PROTOCOL)
    child = context.Process(target=_working, args=(there, packed), daemon=True)
    child.start()
    there.close()
    try:
        return _answer(here, tell, go_on)  # type: ignore[no-any-return]
    finally:
        if child.is_alive():
            child.terminate()
        child.join()
        here.close()


def _answer(here: Connection, tell: Tell, go_on: Tell | None) -> Any:
    while True:
        while go_on is not None and not here.poll(_TICK):
            go_on("")
        try:
            kind, what = here.recv()
        except EOFError:
            raise CutOff(
                "the process that worked on it ended without an answer, perhaps for want of memory; nothing was lost"
            ) from None
        if kind == "told":
            tell(what)
        elif kind == "failed":
            raise what
        else:
            return what


def _working(there: Connection, packed: bytes) -> None:  # pragma: no cover - runs in another process
    end_with_parent()
    try:
        with uncollected():
            work, args = pickle.loads(packed)
        gc.freeze()  # what was given stays to the end, and is not to be looked through for garbage
        there.send(("made", work(*args, tell=lambda line: there.send(("told", line)))))
    except KeyboardInterrupt:
        return
    except MusterError as error:
        there.send(("failed", error))
    except Exception as error:
        there.send(("failed", CutOff(f"it failed: {type(error).__name__}: {str(error)[:200]}")))


def end_with_parent() -> None:
    """Let this process end as soon as the one that started it does, however that ends: nobody would take the answer."""
    parent = multiprocessing.parent_process()
    if parent is None:
        return

    def wait() -> None:  # pragma: no cover - ends its process
        parent.join()
        os._exit(1)

    threading.Thread(target=wait, daemon=True).start()
