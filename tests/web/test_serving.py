"""`muster serve` as a process of its own: its link, the commands beside it, slow clients, and its end."""

from __future__ import annotations

import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import httpx
import pytest
from served import REPORTS, filled

from tests.sizes import GOOD_REQUESTS, NIGHTLY, PATIENCE, SLOW_CLIENTS

MUSTER = [sys.executable, "-m", "muster"]


@contextmanager
def serving(folder: Path) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """A page served, with the link it printed."""
    command = [*MUSTER, "serve", "--no-browser", "--port", "0"]
    with subprocess.Popen(command, cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as child:
        try:
            assert child.stdout is not None
            yield child, child.stdout.readline().strip()
        finally:
            child.send_signal(signal.SIGINT)
            child.wait(20)


def run(folder: Path, *words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([*MUSTER, *words], cwd=folder, capture_output=True, text=True, timeout=120, check=False)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    filled(tmp_path)
    return tmp_path


def test_commands_beside_it_have_the_ledger_and_the_page_sees_what_they_did(folder: Path) -> None:
    before = run(folder, "claims", "--format", "json").stdout
    with serving(folder) as (_, link), httpx.Client(follow_redirects=True, timeout=30) as browser:
        base = link.partition("/?")[0]
        browser.get(f"{base}/claims?{link.partition('?')[2]}")
        assert "1,200" in browser.get(f"{base}/claims").text
        beside = run(folder, "claims", "--format", "json")
        assert (beside.returncode, beside.stdout) == (0, before), beside.stderr
        (folder / "more.txt").write_text("1 March 2025\n\nRussia lost 777 soldiers killed in February 2025.\n")
        added = run(folder, "add", "more.txt")
        assert added.returncode == 0, added.stderr
        assert "777" in browser.get(f"{base}/claims").text
        again = run(folder, "serve", "--no-browser")
        assert re.fullmatch(rf"{re.escape(base)}/\?token=\S+\n", again.stdout)
        assert again.stdout.strip() != link
    assert run(folder, "claims").returncode == 0
    assert not (folder / "muster.duckdb.serving").exists()


def test_what_is_not_a_page_does_not_stop_it(folder: Path) -> None:
    with serving(folder) as (child, link):
        port = int(re.findall(r":(\d+)/", link)[0])
        for said in (b"", b"\0" * 2000, b"GET / HTTP/9.9\r\n\r\n", b"GET /" + b"a" * 100_000):
            with socket.create_connection(("127.0.0.1", port), timeout=20) as line:
                line.sendall(said)
        assert httpx.get(link, timeout=20).status_code == 303
        assert child.poll() is None


BEGUN = b"GET / HTTP/1.1\r\nHost: "
SLOW = (b"", BEGUN, BEGUN, b"POST /enter HTTP/1.1\r\nHost: 127.0.0.1:PORT\r\nContent-Length: 1000\r\n\r\nx")


def closed(line: socket.socket) -> bool:
    """Whether the other end closes a line, which it is given half a minute for, without a word."""
    try:
        return line.recv(1000) == b""
    except ConnectionError:
        return True


@pytest.mark.timeout(PATIENCE)
def test_clients_that_say_too_little_hold_nobody_up_and_are_let_go(folder: Path) -> None:
    """Some say nothing, some half a head, some a letter of it from time to time, some a head without its body."""
    with serving(folder) as (_, link), httpx.Client(follow_redirects=True, timeout=20) as browser:
        port, base = int(re.findall(r":(\d+)/", link)[0]), link.partition("/?")[0]
        browser.get(link)
        begun = time.monotonic()
        lines = [socket.create_connection(("127.0.0.1", port), timeout=30) for _ in range(SLOW_CLIENTS)]
        for number, line in enumerate(lines):
            line.sendall(SLOW[number % len(SLOW)].replace(b"PORT", str(port).encode()))
        took = []
        for _ in range(GOOD_REQUESTS):
            asked = time.monotonic()
            assert browser.get(f"{base}/claims").status_code == 200
            took.append(time.monotonic() - asked)
            with suppress(OSError):
                for line in lines[2 :: len(SLOW)]:
                    line.send(b"x")
        headless = [line for number, line in enumerate(lines) if number % len(SLOW) != len(SLOW) - 1]
        assert all(map(closed, headless))
        assert time.monotonic() - begun < 20 + sum(took)
        for line in lines:
            line.close()
        assert browser.get(f"{base}/claims").status_code == 200
    if NIGHTLY:
        took.sort()
        print(
            f"beside {SLOW_CLIENTS} slow clients: median {took[len(took) // 2]:.3f} s, p99 {took[-len(took) // 100]:.3f} s"
        )
        assert took[-len(took) // 100] <= 1


def test_another_port_than_a_free_one_is_refused_in_a_line(folder: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        done = run(folder, "serve", "--no-browser", "--port", str(taken.getsockname()[1]))
    assert done.returncode
    assert "nothing can be served" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_ledger_that_another_process_writes_is_not_served(folder: Path) -> None:
    script = (
        "import sys; from pathlib import Path; from muster.ledger import Ledger\n"
        "with Ledger.open(Path('muster.duckdb')): print('open', flush=True); sys.stdin.read()"
    )
    with subprocess.Popen([sys.executable, "-c", script], cwd=folder, stdin=-1, stdout=-1, text=True) as holder:
        assert holder.stdout is not None
        holder.stdout.readline()
        done = run(folder, "serve", "--no-browser")
        holder.communicate("")
    assert done.returncode
    assert "in use by" in done.stderr


def test_it_is_made_where_there_is_none(tmp_path: Path) -> None:
    with serving(tmp_path) as (_, link):
        assert link.startswith("http://127.0.0.1:")
    assert (tmp_path / "muster.duckdb").exists()
    assert REPORTS
