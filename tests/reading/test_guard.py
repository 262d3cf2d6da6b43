"""The guard gives an answer or a reason whatever becomes of the child, and leaves nothing behind."""

from __future__ import annotations

import contextlib
import json
import multiprocessing
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from muster.claims.errors import DocumentError
from muster.reading import answer, guard
from muster.reading.guard import Guard
from muster.reading.parsed import Parsed

PAGE = b"<html><body><article><p>Some 500 soldiers were killed, the ministry said.</p></article></body></html>"
SENTENCE = "Some 500 soldiers were killed, the ministry said."


@pytest.fixture(scope="module")
def unruly() -> Iterator[Guard]:
    """A guard whose children do what `misbehaviour.parse` is told."""
    with Guard(seconds=1, memory=400 << 20, parser="misbehaviour:parse") as one:
        yield one


def reason(guard: Guard, what: str) -> str:
    with pytest.raises(DocumentError) as caught:
        guard.parse("text", what.encode())
    assert "\n" not in str(caught.value)
    return caught.value.reason


@pytest.mark.parametrize(
    ("what", "expected"),
    [
        ("abort", "crashed"),
        ("kill", "crashed"),
        ("segfault", "crashed"),
        ("exit", "crashed"),
        ("lie", "crashed"),
        ("flood", "crashed"),
        ("hang", "timed_out"),
        ("sleep", "timed_out"),
        ("memory", "out_of_memory"),
        ("recursion", "too_deep"),
        ("error", "unreadable"),
        ("interrupt", "crashed"),
        ("odd reason", "crashed"),
        ("kill the zygote", "crashed"),
    ],
)
def test_a_child_that_misbehaves_ends_with_a_reason_and_the_next_document_is_read(
    unruly: Guard, what: str, expected: str
) -> None:
    began = time.monotonic()
    assert reason(unruly, what) == expected
    assert time.monotonic() - began < 5 + (expected == "timed_out")
    assert unruly.parse("text", b"Some 500 were killed.").text == "Some 500 were killed."


@pytest.mark.parametrize("what", ["write a file", "start a process"])
def test_a_child_may_neither_write_nor_start_anything(unruly: Guard, what: str, tmp_path: Path) -> None:
    if what == "start a process" and os.geteuid() == 0:
        pytest.skip("the kernel does not count processes for root")
    target = tmp_path / "written"
    text = unruly.parse("text", f"{what}: {target}".encode()).text
    assert text.startswith("refused"), text
    assert not target.exists() or target.read_bytes() == b""


def test_a_zygote_killed_while_idle_is_started_again(unruly: Guard) -> None:
    unruly.parse("text", b"One.")
    assert unruly._zygote is not None
    first = unruly._zygote.process
    os.kill(first.pid, signal.SIGKILL)
    first.wait()
    assert unruly.parse("text", b"Two.").text == "Two."


def test_a_text_of_ten_million_characters_crosses(unruly: Guard) -> None:
    assert unruly.parse("text", b"5 " * 5_000_000).text == "5 " * 5_000_000


def test_several_threads_may_ask_one_guard(unruly: Guard) -> None:
    found: dict[int, str] = {}

    def ask(number: int) -> None:
        found[number] = unruly.parse("text", f"{number} killed".encode()).text

    threads = [threading.Thread(target=ask, args=(number,)) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == {number: f"{number} killed" for number in range(8)}


def test_a_parser_that_cannot_be_loaded_is_said_plainly() -> None:
    with Guard(parser="no_such_module:parse") as one:
        with pytest.raises(DocumentError, match="did not start") as caught:
            one.parse("text", b"a")
        assert caught.value.reason == "no_guard"


def _in_worker(number: int) -> tuple[str, int]:
    parsed = guard.default().parse("html", PAGE.replace(b"500", str(500 + number).encode()))
    zygote = guard.default()._zygote
    assert zygote is not None
    return parsed.text, zygote.process.pid


def _gone(pid: int, within: float = 10) -> bool:
    until = time.monotonic() + within
    while time.monotonic() < until:
        try:
            state = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0]
        except (FileNotFoundError, ProcessLookupError):
            return True
        if state == "Z":
            return True
        time.sleep(0.05)
    return False


needs_proc = pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="looks into /proc")


@needs_proc
@pytest.mark.parametrize("method", ["fork", "spawn"])
def test_workers_start_their_own_and_leave_nothing_behind(method: str) -> None:
    _, mine = _in_worker(0)
    with multiprocessing.get_context(method).Pool(2) as pool:
        results = pool.map(_in_worker, range(4), chunksize=1)
        pool.close()
        pool.join()
    assert [text for text, _ in results] == [SENTENCE.replace("500", str(500 + number)) for number in range(4)]
    theirs = {pid for _, pid in results}
    assert mine not in theirs
    assert all(_gone(pid) for pid in theirs)
    assert _in_worker(1) == (SENTENCE.replace("500", "501"), mine)


SCRIPT = """
import json, os, signal, sys
from muster.reading import guard
for number in json.loads(sys.argv[2]):
    os.close(number)
text = guard.default().parse("html", sys.argv[1].encode()).text
out = os.open(sys.argv[3], os.O_WRONLY | os.O_CREAT)
os.write(out, json.dumps([text, guard.default()._zygote.process.pid]).encode())
if sys.argv[4] == "kill":
    os.kill(os.getpid(), signal.SIGKILL)
"""


@needs_proc
@pytest.mark.parametrize(("closed", "end"), [([], "leave"), ([], "kill"), ([0, 1, 2], "leave")])
def test_it_works_without_standard_streams_and_ends_with_its_parent(
    closed: list[int], end: str, tmp_path: Path
) -> None:
    out = tmp_path / "out.json"
    arguments = [sys.executable, "-c", SCRIPT, PAGE.decode(), json.dumps(closed), str(out), end]
    reader, writer = os.pipe()
    os.close(reader)  # what the script would print goes into a closed pipe
    done = subprocess.run(
        arguments, stdin=subprocess.DEVNULL, stdout=writer, stderr=subprocess.DEVNULL, timeout=60, check=False
    )
    os.close(writer)
    assert done.returncode == (-signal.SIGKILL if end == "kill" else 0)
    text, pid = json.loads(out.read_text())
    assert text == SENTENCE
    assert _gone(pid)


# ------------------------------------------------------------------ what a child may say
calm = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow], max_examples=300)


def heard(data: bytes) -> Parsed:
    """What is made of these bytes from a child."""
    at = 0

    def receive(size: int) -> bytes:
        nonlocal at
        part, at = data[at : at + size], at + size
        if len(part) < size:
            raise ConnectionError("closed")
        return part

    return answer.read(receive)


@calm
@given(
    st.binary(max_size=200)
    | st.binary(max_size=60).map(lambda head: answer.LENGTH.pack(len(head)) + head + answer.LENGTH.pack(0))
)
def test_whatever_bytes_a_child_sends_they_are_an_answer_or_refused(data: bytes) -> None:
    with contextlib.suppress(answer.BadAnswer, ConnectionError, DocumentError):
        heard(data)


values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5), lambda inner: st.lists(inner, max_size=3)
)
heads = st.dictionaries(
    st.sampled_from(
        ["title", "publisher", "published", "created", "language", "left_out", "reason", "message", "text"]
    ),
    values,
)


@calm
@given(heads, st.binary(max_size=20))
def test_a_head_of_wrong_types_is_refused(head: dict[str, object], body: bytes) -> None:
    said = json.dumps(head).encode()
    try:
        parsed = heard(answer.LENGTH.pack(len(said)) + said + answer.LENGTH.pack(len(body)) + body)
    except (answer.BadAnswer, DocumentError):
        return
    assert parsed.text.encode() == body
    assert all(value is None or isinstance(value, str) for value in (parsed.title, parsed.publisher, parsed.language))


@calm
@given(
    st.text(max_size=50),
    st.none() | st.text(max_size=50),
    st.none() | st.dates(),
    st.lists(st.text("0123456789,", min_size=1, max_size=9), max_size=4),
)
def test_an_answer_arrives_as_it_was_sent(text: str, title: str | None, day: object, left: list[str]) -> None:
    sent = Parsed(text=text, title=answer.short(title), created=day, left_out=tuple(left))  # type: ignore[arg-type]
    if not any(0xD800 <= ord(c) < 0xE000 for c in text):
        assert heard(answer.of_parsed(sent)) == sent


def test_an_answer_that_says_it_is_huge_is_not_waited_for() -> None:
    with pytest.raises(answer.BadAnswer):
        heard(answer.LENGTH.pack(answer.MAX_HEAD + 1))
