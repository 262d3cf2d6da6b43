"""A pool of processes that read documents, each of which may die of one.

Invariant: every task taken comes back exactly once, with what was made of it or with what went wrong; a process that dies or hangs
costs the document it was at and no other. Workers are started afresh (never forked, so no open ledger is ever copied), ignore
Ctrl-C, which is the parent's to handle, and go when the parent goes.
"""

from __future__ import annotations

import multiprocessing
import signal
import time
from collections import deque
from collections.abc import Callable, Generator, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from typing import Any, Generic, TypeVar

from muster.claims.errors import DocumentError, MusterError

Task = TypeVar("Task")
Result = TypeVar("Result")

_AHEAD = 2  # tasks a worker has at hand, so that it never waits for its next
_TICK = 0.2
_START = 60.0


@dataclass(frozen=True, slots=True)
class Trouble:
    """What went wrong with a task: `reason` a stable key, `message` one line."""

    reason: str
    message: str


@dataclass(slots=True)
class _Worker(Generic[Task]):
    process: BaseProcess
    pipe: Connection
    waiting: deque[Task] = field(default_factory=deque)
    since: float = 0.0
    done: int = 0
    greeted: bool = False


def run(
    tasks: Iterator[Task],
    factory: Callable[[], Callable[[Task], Result]],
    *,
    jobs: int,
    seconds: float = 120.0,
    recycle: int = 2000,
) -> Generator[tuple[Task, Result | Trouble] | None, None, None]:
    """Each task with its result, as they come; None from time to time while nothing does, so that the caller can see to other things.

    `factory` is called once in each worker and gives the function that does the work; both must be importable by name. A task that
    takes longer than `seconds` is given up. Closing the generator ends the workers.
    """
    workers: list[_Worker[Task]] = []
    again: deque[Task] = deque()
    try:
        while True:
            _feed(workers, tasks, again=again, factory=factory, jobs=jobs, recycle=recycle)
            busy = [worker for worker in workers if worker.waiting]
            if not busy:
                return
            ready = wait([worker.pipe for worker in busy], timeout=_TICK)
            if not ready:
                yield None
            for worker in busy:
                answer = _answer(worker, ready=worker.pipe in ready, seconds=seconds)
                if answer is None:
                    continue
                task = worker.waiting.popleft()
                worker.since, worker.done = time.monotonic(), worker.done + 1
                if not worker.process.is_alive():
                    again.extend(worker.waiting)
                    workers.remove(worker)
                    _end(worker)
                yield task, answer
    finally:
        for worker in workers:
            worker.process.kill()
            _end(worker)


def _feed(
    workers: list[_Worker[Task]],
    tasks: Iterator[Task],
    *,
    again: deque[Task],
    factory: Callable[[], Callable[[Task], Result]],
    jobs: int,
    recycle: int,
) -> None:
    """Give every worker enough to do, starting as many as are wanted and replacing those that have done their share."""
    for worker in [worker for worker in workers if worker.done >= recycle and not worker.waiting]:
        workers.remove(worker)
        _end(worker)
    for depth in range(1, _AHEAD + 1):
        for place in range(jobs):
            if place < len(workers) and (len(workers[place].waiting) >= depth or workers[place].done >= recycle):
                continue
            task = again.popleft() if again else next(tasks, None)
            if task is None:
                return
            if place >= len(workers):
                workers.append(_start(factory))
            _give(workers[min(place, len(workers) - 1)], task)


def _give(worker: _Worker[Task], task: Task) -> None:
    if not worker.waiting:
        worker.since = time.monotonic()
    worker.waiting.append(task)
    with suppress(BrokenPipeError, ConnectionResetError):  # dead already: the next look at its pipe says so
        worker.pipe.send(task)


def _start(factory: Callable[[], Callable[[Task], Result]]) -> _Worker[Task]:
    context = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe()
    process = context.Process(target=_serve, args=(theirs, factory), daemon=True)
    # Blocked while it starts, so that Ctrl-C reaches this process alone; the child inherits the mask.
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT}) if hasattr(signal, "pthread_sigmask") else None
    try:
        process.start()
    finally:
        if before is not None:
            signal.pthread_sigmask(signal.SIG_SETMASK, before)
    theirs.close()
    return _Worker(process=process, pipe=ours)


def _answer(worker: _Worker[Task], *, ready: bool, seconds: float) -> Any:
    """What the worker made of its first task, a `Trouble`, or None while there is nothing yet."""
    if ready:
        return _received(worker)
    if time.monotonic() - worker.since <= (seconds if worker.greeted else max(seconds, _START)):
        return None
    if not worker.greeted:
        raise MusterError(f"the process that should read was not ready after {_START:.0f} seconds")
    worker.process.kill()
    worker.process.join()
    return Trouble("timeout", f"reading it took more than {seconds:.0f} seconds, so it was given up")


def _received(worker: _Worker[Task]) -> Any:
    try:
        answer = worker.pipe.recv()
    except (EOFError, OSError):
        worker.process.join(2.0)
        worker.process.kill()
        worker.process.join()
        code = worker.process.exitcode or 0
        how = f"signal {-code}" if code < 0 else f"exit code {code}"
        if not worker.greeted:
            raise MusterError(f"the process that should read could not start ({how})") from None
        return Trouble("died", f"the process that read it died of it ({how})")
    if isinstance(answer, MusterError):
        raise answer
    if not worker.greeted:
        worker.greeted, worker.since = True, time.monotonic()
        return None
    return answer


def _end(worker: _Worker[Task]) -> None:
    worker.pipe.close()  # a worker at rest ends when its pipe does
    worker.process.join(2.0)
    if worker.process.is_alive():
        worker.process.kill()
        worker.process.join()
    worker.process.close()


def _serve(pipe: Connection, factory: Callable[[], Callable[[Task], Result]]) -> None:
    """The worker's life: take a task, give its result, until the pipe closes."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        work = factory()
        pipe.send("ready")
    except MusterError as error:
        pipe.send(error)
        return
    while True:
        try:
            task: Task = pipe.recv()
        except (EOFError, OSError):
            return
        try:
            pipe.send(_tried(work, task))
        except (BrokenPipeError, ConnectionResetError):
            return


def _tried(work: Callable[[Task], Result], task: Task) -> Result | Trouble:
    try:
        return work(task)
    except DocumentError as error:
        return Trouble(error.reason, str(error))
    except MusterError as error:
        return Trouble("refused", str(error))
    except MemoryError:
        return Trouble("memory", "reading it took more memory than it may have")
    except Exception as error:  # one document's bad luck must not end the rest
        return Trouble("failed", f"the reader failed on it: {type(error).__name__}: {error}"[:300])
