"""Ledgers that are only the material of a test, read in the process of the test: a worker takes a second or two to load the reader, for
reports of three lines. What is made of them is the same; tests of `add` and of its workers have theirs."""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterator, Sequence
from pathlib import Path
from typing import TypeVar

import pytest

from muster.desk import ingest
from muster.desk.ingest import Tally
from muster.desk.settings import Settings

Task = TypeVar("Task")
Result = TypeVar("Result")


def added(paths: Sequence[Path], its: Settings) -> Tally:
    """What `add` makes of these files."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(ingest, "run", _here)
        return ingest.add(paths, its, how=ingest.how(its))


def _here(
    tasks: Iterator[Task], factory: Callable[[], Callable[[Task], Result]], *, jobs: int, seconds: float
) -> Generator[tuple[Task, Result]]:
    work = factory()
    for task in tasks:
        yield task, work(task)
