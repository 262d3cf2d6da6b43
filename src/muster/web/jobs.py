"""Long work under way: what it says, how far it is, what came of it; it can be stopped and is there after a reload.

Invariants: work runs in a thread of the server and gives what is heavy to processes of its own; of one kind one is at work at a time; what
goes wrong in it ends it alone, in one line; what is finished stays to be looked at until the server stops.
"""

from __future__ import annotations

import datetime as dt
import secrets
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from enum import StrEnum

from muster.claims.errors import MusterError

_LINES = 200
_TICK = 0.2  # seconds between two looks at whether it is one's turn


class State(StrEnum):
    """Where a job stands."""

    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"
    STOPPED = "stopped"


class Stopped(Exception):
    """Raised within work that was asked to stop."""


@dataclass(slots=True, kw_only=True, eq=False)
class Job:
    """Work under way or over, of what was `asked`. `lines` are what it said, the last last; `done` of `total` where known; `leads` is
    the page to look at when it is through."""

    id: str
    kind: str
    title: str
    begun: dt.datetime
    asked: object = None
    ended: dt.datetime | None = None
    state: State = State.RUNNING
    lines: list[str] = field(default_factory=list)
    done: int = 0
    total: int | None = None
    leads: str = ""
    _stop: threading.Event = field(default_factory=threading.Event)

    def tell(self, line: str) -> None:
        """Say what is being done. Raises `Stopped` where the work is to end."""
        self.lines = [*self.lines, line][-_LINES:]
        self.go_on()

    def go_on(self) -> None:
        """Raises `Stopped` where the work is to end."""
        if self._stop.is_set():
            raise Stopped

    def stopping(self) -> bool:
        """Whether it is to end."""
        return self._stop.is_set()

    def stop(self) -> None:
        """Ask it to end."""
        self._stop.set()

    @property
    def running(self) -> bool:
        """Whether it is still at work."""
        return self.state is State.RUNNING


Work = Callable[[Job], str]  # gives the path of the page to look at


class Jobs:
    """All the jobs of a server, in the order they began."""

    def __init__(self) -> None:
        self._all: dict[str, Job] = {}
        self._threads: list[threading.Thread] = []
        self._turns: dict[str, threading.Lock] = {}
        self._lock = threading.Lock()

    def start(self, kind: str, title: str, *, work: Work, asked: object = None) -> Job:
        """Begin work, once no other of its kind is at work; where what was asked is under way under this title, that."""
        with self._lock:
            for one in self._all.values():
                if one.running and (one.kind, one.title, one.asked) == (kind, title, asked):
                    return one
            job = Job(id=secrets.token_hex(6), kind=kind, title=title, begun=_now(), asked=asked)
            self._all[job.id] = job
            thread = threading.Thread(
                target=_run,
                args=(job, work, self._turns.setdefault(kind, threading.Lock())),
                name=f"job {kind}",
                daemon=True,
            )
            self._threads = [*(one for one in self._threads if one.is_alive()), thread]
            thread.start()
        return job

    def get(self, name: str) -> Job | None:
        """The job of this id."""
        return self._all.get(name)

    def all(self) -> list[Job]:
        """Every job, the newest first."""
        return list(reversed(self._all.values()))

    def stop_all(self, *, patience: float = 10.0) -> None:
        """Ask all to end, and wait for them, no longer than so many seconds: one that is cut off in the middle of a question to the ledger
        takes the process down with noise."""
        for one in self._all.values():
            one.stop()
        until = time.monotonic() + patience
        for thread in self._threads:
            thread.join(max(0.0, until - time.monotonic()))


def _run(job: Job, work: Work, turn: threading.Lock) -> None:
    try:
        with _own(turn, job):
            job.leads = work(job)
        job.state = State.STOPPED if job.stopping() and not job.leads else State.DONE
    except Stopped:
        job.state = State.STOPPED
    except MusterError as error:
        job.lines, job.state = [*job.lines, str(error)], State.FAILED
    except Exception as error:  # one job's bad luck must not end the server, nor show a traceback
        job.lines, job.state = [*job.lines, f"it failed: {type(error).__name__}: {error}"[:300]], State.FAILED
    finally:
        job.ended = _now()


@contextmanager
def _own(turn: threading.Lock, job: Job) -> Iterator[None]:
    """One's turn. Raises `Stopped` where the work is to end before it comes."""
    while not turn.acquire(timeout=_TICK):
        if not job.lines:
            job.tell("It waits until another of its kind is through")
        job.go_on()
    try:
        yield
    finally:
        turn.release()


def _now() -> dt.datetime:
    return dt.datetime.now(dt.UTC)
