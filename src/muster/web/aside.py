"""Answers that take long, worked out beside all others: each question once however many ask it, and one question after another.

Invariants: whoever waits for such an answer holds neither a thread that pages are made in nor the ledger; only so many questions wait.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from concurrent.futures import Future
from typing import Any

from muster.claims.errors import TooSlow

GoOn = Callable[[str], None]  # raises where the work is to end
Work = Callable[[GoOn], Any]
_WAITING = 20  # questions


class Aside:
    """The questions under way."""

    def __init__(self) -> None:
        self._under_way: dict[object, tuple[Future[Any], threading.Thread]] = {}
        self._lock = threading.Lock()
        self._turn = threading.Lock()
        self._over = threading.Event()

    def begin(self, question: object, work: Work) -> Future[Any]:
        """The answer to come; where the question is under way, that to it. Raises `TooSlow` where too many wait."""
        with self._lock:
            if (known := self._under_way.get(question)) is not None:
                return known[0]
            if len(self._under_way) >= _WAITING:
                raise TooSlow(f"{_WAITING} questions are being worked on; ask again when they are answered")
            future: Future[Any] = Future()
            thread = threading.Thread(target=self._work, args=(question, work, future), name="aside", daemon=True)
            self._under_way[question] = future, thread
            thread.start()
        return future

    def stop_all(self, *, patience: float) -> None:
        """Ask all to end, and wait for them, no longer than so many seconds."""
        self._over.set()
        until = time.monotonic() + patience
        for _, thread in list(self._under_way.values()):
            thread.join(max(0.0, until - time.monotonic()))

    def _work(self, question: object, work: Work, future: Future[Any]) -> None:
        answer, error = None, None
        try:
            with self._turn:
                self._go_on("")
                answer = work(self._go_on)
        except Exception as failed:  # it is told to those who asked
            error = failed
        with self._lock:
            del self._under_way[question]
        if error is not None:
            future.set_exception(error)
        else:
            future.set_result(answer)

    def _go_on(self, _: str) -> None:
        if self._over.is_set():
            raise TooSlow("the page is being closed")
