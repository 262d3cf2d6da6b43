"""Work in a process of its own: what it gives, what it says meanwhile, how it fails, and that it can be ended."""

from __future__ import annotations

import gc
import os
import signal
import time

import pytest

from muster.claims.errors import CutOff, UsageError
from muster.desk.apart import Tell, apart
from muster.desk.uncollected import uncollected


def doubled(number: int, *, tell: Tell) -> tuple[int, int]:
    tell("Doubling")
    return 2 * number, os.getpid()


def refuses(*, tell: Tell) -> None:
    raise UsageError("it cannot mean anything")


def breaks(*, tell: Tell) -> None:
    raise ZeroDivisionError("by nought")


def dies(*, tell: Tell) -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def sleeps(*, tell: Tell) -> None:
    tell(str(os.getpid()))
    time.sleep(600)


def test_it_gives_what_the_work_gives_and_says_what_it_says() -> None:
    lines: list[str] = []
    twice, process = apart(doubled, 21, tell=lines.append)
    assert (twice, lines) == (42, ["Doubling"])
    assert process != os.getpid()


@pytest.mark.parametrize(
    ("work", "error", "said"),
    [
        (refuses, UsageError, "cannot mean"),
        (breaks, CutOff, "ZeroDivisionError: by nought"),
        (dies, CutOff, "without an answer"),
    ],
)
def test_what_goes_wrong_in_it_is_told_in_words(work: object, error: type[Exception], said: str) -> None:
    with pytest.raises(error, match=said):
        apart(work, go_on=lambda _: None)  # type: ignore[arg-type]


def test_it_is_ended_when_nobody_wants_it_any_more() -> None:
    lines: list[str] = []

    def go_on(_: str) -> None:
        if lines:
            raise KeyError("stopped")

    begun = time.monotonic()
    with pytest.raises(KeyError, match="stopped"):
        apart(sleeps, tell=lines.append, go_on=go_on)
    assert time.monotonic() - begun < 300
    with pytest.raises(ProcessLookupError):
        os.kill(int(lines[0]), 0)


def test_the_collector_is_held_back_until_the_last_is_done() -> None:
    assert gc.isenabled()
    with uncollected():
        with uncollected():
            assert not gc.isenabled()
        assert not gc.isenabled()
    assert gc.isenabled()
