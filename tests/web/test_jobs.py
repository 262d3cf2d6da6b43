"""Long work: what is asked twice at once is done once, what is asked otherwise is not taken for it, and of one kind one is at work."""

from __future__ import annotations

import threading
import time

from muster.web.jobs import Job, Jobs, State


def ended(job: Job) -> State:
    """How it ended."""
    deadline = time.monotonic() + 60
    while job.running and time.monotonic() < deadline:
        time.sleep(0.01)
    return job.state


def test_the_same_is_done_once_and_another_waits_for_its_turn() -> None:
    jobs, go_on, done = Jobs(), threading.Event(), list[str]()

    def work(name: str) -> str:
        done.append(name)
        assert go_on.wait(60)
        return f"/{name}"

    first = jobs.start("estimate", "Estimate of RU", work=lambda _: work("first"), asked=1)
    assert jobs.start("estimate", "Estimate of RU", work=lambda _: work("never"), asked=1) is first
    second = jobs.start("estimate", "Estimate of RU", work=lambda _: work("second"), asked=2)
    other = jobs.start("brief", "A brief", work=lambda _: "/brief")
    assert ended(other) is State.DONE
    deadline = time.monotonic() + 60
    while not second.lines and time.monotonic() < deadline:
        time.sleep(0.01)
    assert second.lines == ["It waits until another of its kind is through"]
    assert done == ["first"]
    go_on.set()
    assert (ended(first), ended(second)) == (State.DONE, State.DONE)
    assert (first.leads, second.leads) == ("/first", "/second")


def test_one_that_waits_can_be_stopped_and_one_that_fails_gives_its_turn_away() -> None:
    jobs, go_on = Jobs(), threading.Event()

    def fails(_: Job) -> str:
        assert go_on.wait(60)
        raise ValueError("no")

    first = jobs.start("estimate", "one", work=fails)
    second = jobs.start("estimate", "two", work=lambda _: "/never")
    second.stop()
    assert ended(second) is State.STOPPED
    go_on.set()
    assert ended(first) is State.FAILED
    assert ended(jobs.start("estimate", "three", work=lambda _: "/three")) is State.DONE
