"""Pages at an address: only public machines are asked, however the address is written, and an answer ends in time and size."""

from __future__ import annotations

import contextlib
import gzip
import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from muster.claims.errors import DocumentError
from muster.reading import address
from muster.reading.address import bring, public

HOST = "reports.example"
HTML = b"<html><body><p>On Monday 1,200 were killed.</p></body></html>"


def answer(body: bytes, *lines: str, status: str = "200 OK", kind: str = "text/html") -> bytes:
    head = [f"HTTP/1.1 {status}", f"Content-Type: {kind}", f"Content-Length: {len(body)}", *lines, "", ""]
    return "\r\n".join(head).encode() + body


@contextmanager
def machine(say: Callable[[socket.socket, bytes], None]) -> Iterator[tuple[int, list[bytes]]]:
    """A machine on the loopback that says something to everybody: its port, and what it was asked."""
    asked: list[bytes] = []
    with socket.create_server(("127.0.0.1", 0)) as door:

        def serve() -> None:
            while True:
                try:
                    line, _ = door.accept()
                except OSError:
                    return
                with line, contextlib.suppress(OSError):
                    request = line.recv(65536)
                    asked.append(request)
                    say(line, request)

        thread = threading.Thread(target=serve, daemon=True)
        thread.start()
        yield door.getsockname()[1], asked
        with contextlib.suppress(OSError):
            door.shutdown(socket.SHUT_RDWR)


def got(
    port: int, folder: Path, *, path: str = "/a", host: str = HOST, seconds: float = 5.0, most: int = 1_000_000
) -> address.Brought:
    """What is brought from the loopback, which is allowed here for once."""
    return bring(
        f"http://{host}:{port}{path}",
        to=folder / "page",
        seconds=seconds,
        most=most,
        resolve=lambda *_: ["127.0.0.1"],
        allow=lambda number: number == "127.0.0.1",
        ports=(port,),
    )


def refused(port: int, folder: Path, **said: object) -> DocumentError:
    with pytest.raises(DocumentError) as error:
        got(port, folder, **said)  # type: ignore[arg-type]
    assert list(folder.iterdir()) == []
    return error.value


# ------------------------------------------------------------------ whom it asks
TRICKS = (
    "http://127.0.0.1/", "http://localhost/", "http://[::1]/", "http://[::ffff:127.0.0.1]/", "http://0x7f.1/", "http://2130706433/",
    "http://0177.0.0.1/", "http://0/", "http://169.254.169.254/latest/meta-data", "http://[::ffff:169.254.169.254]/", "http://10.0.0.1/",
    "http://192.168.1.1/", "http://172.16.0.9/", "http://100.64.0.1/", "http://[fe80::1]/", "http://[fd00::1]/", "http://[2002:7f00:1::]/",
    "http://[64:ff9b::7f00:1]/", "http://224.0.0.1/", "http://255.255.255.255/", "http://user:word@127.0.0.1/", "http://127.0.0.1:22/",
    "file:///etc/passwd", "gopher://127.0.0.1/", "ftp://127.0.0.1/", "http:///etc/passwd", "http://127.0.0.1\\@example.org/",
    "http://example.org/\r\nHost: 127.0.0.1", "http://⓵②⑦.⓪.⓪.①/", "//127.0.0.1/", "http://[::]/", "http://192.0.2.1/", "http://a b/",
)  # fmt: skip


@pytest.mark.parametrize("said", TRICKS)
def test_no_trick_reaches_a_machine_that_is_not_public(
    said: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    connected: list[object] = []
    monkeypatch.setattr(address.socket, "create_connection", lambda *its, **_: connected.append(its))
    with pytest.raises(DocumentError):
        bring(said, to=tmp_path / "page", seconds=3)
    assert connected == []


def test_public_numbers_are_public() -> None:
    assert public("93.184.216.34")
    assert public("2606:2800:220:1:248:1893:25c8:1946")
    assert not public("64:ff9b::a00:1")


def test_a_host_of_which_one_number_is_not_public_is_not_asked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    connected: list[object] = []
    monkeypatch.setattr(address.socket, "create_connection", lambda *its, **_: connected.append(its))
    with pytest.raises(DocumentError, match="no public machine"):
        bring("http://two.example/", to=tmp_path / "page", resolve=lambda *_: ["93.184.216.34", "127.0.0.1"])
    assert connected == []


def test_the_number_that_was_judged_is_the_one_that_is_asked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A name that points elsewhere a moment later changes nothing: it is looked up once."""
    numbers = iter((["93.184.216.34"], ["127.0.0.1"]))
    connected: list[tuple[str, int]] = []

    def connect(where: tuple[str, int], **_: object) -> socket.socket:
        connected.append(where)
        raise ConnectionRefusedError

    monkeypatch.setattr(address.socket, "create_connection", connect)
    with pytest.raises(DocumentError, match="did not answer"):
        bring("http://turning.example/", to=tmp_path / "page", resolve=lambda *_: next(numbers))
    assert connected == [("93.184.216.34", 80)]


def test_where_it_is_sent_on_to_is_judged_too(tmp_path: Path) -> None:
    seen: list[str] = []

    def allow(number: str) -> bool:
        seen.append(number)
        return len(seen) == 1

    with machine(lambda line, _: line.sendall(answer(b"", "Location: /inside", status="302 Found"))) as (port, asked):
        with pytest.raises(DocumentError, match="no public machine"):
            bring(
                f"http://{HOST}:{port}/",
                to=tmp_path / "page",
                resolve=lambda *_: ["127.0.0.1"],
                allow=allow,
                ports=(port,),
            )
        assert len(asked) == 1


def test_a_ring_of_pages_that_send_on_ends(tmp_path: Path) -> None:
    with machine(lambda line, _: line.sendall(answer(b"", "Location: /a", status="301 Moved"))) as (port, asked):
        assert refused(port, tmp_path).reason == "redirects"
        assert len(asked) == address.HOPS + 1


# ------------------------------------------------------------------ what it takes
def test_a_page_is_put_down_and_nothing_of_the_machine_is_sent(tmp_path: Path) -> None:
    with machine(lambda line, _: line.sendall(answer(HTML, kind="text/html; charset=utf-8"))) as (port, asked):
        found = got(port, tmp_path, path="/über uns?q=1#there".replace(" ", "%20"))
    assert found.path == tmp_path / "page.html"
    assert found.path.read_bytes() == HTML
    head = asked[0].decode().split("\r\n")
    assert head[0] == "GET /%C3%BCber%20uns?q=1 HTTP/1.1"
    assert sorted(line.partition(":")[0] for line in head[1:] if line) == [
        "Accept-Encoding",
        "Connection",
        "Host",
        "User-Agent",
    ]


def test_what_it_is_tells_the_answer_and_else_the_ending(tmp_path: Path) -> None:
    for kind, path, suffix in (
        ("application/pdf", "/a", ".pdf"),
        ("application/octet-stream", "/r.docx", ".docx"),
        ("text/plain", "/a.html", ".txt"),
    ):
        folder = tmp_path / suffix[1:]
        folder.mkdir()
        with machine(lambda line, _, kind=kind: line.sendall(answer(b"words", kind=kind))) as (port, _):
            assert got(port, folder, path=path).path.suffix == suffix
    folder = tmp_path / "none"
    folder.mkdir()
    with machine(lambda line, _: line.sendall(answer(b"PK", kind="application/zip"))) as (port, _):
        assert refused(port, folder, path="/a.docx").reason == "unsupported"


def test_no_page_no_kind_and_what_comes_packed_are_refused(tmp_path: Path) -> None:
    with machine(lambda line, _: line.sendall(answer(HTML, status="404 Not Found"))) as (port, _):
        assert "404" in str(refused(port, tmp_path))
    with machine(lambda line, _: line.sendall(answer(gzip.compress(HTML), "Content-Encoding: gzip"))) as (port, _):
        assert refused(port, tmp_path).reason == "packed"
    with machine(lambda line, _: line.sendall(b"SSH-2.0-nobody\r\n")) as (port, _):
        assert refused(port, tmp_path).reason == "unreachable"


def test_what_never_ends_is_cut_off(tmp_path: Path) -> None:
    def endless(line: socket.socket, _: bytes) -> None:
        line.sendall(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n")
        while True:
            line.sendall(b"x" * 65_536)

    with machine(endless) as (port, _):
        assert refused(port, tmp_path, most=300_000).reason == "too_large"


@pytest.mark.parametrize("begun", [b"", b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 90\r\n\r\n"])
def test_what_drips_is_cut_off(begun: bytes, tmp_path: Path) -> None:
    def drip(line: socket.socket, _: bytes) -> None:
        line.sendall(begun)
        while True:
            line.sendall(b"x")
            time.sleep(0.05)

    with machine(drip) as (port, _):
        since = time.monotonic()
        assert refused(port, tmp_path, seconds=0.6).reason == "late"
        assert time.monotonic() - since < 3


def test_what_breaks_off_is_no_page(tmp_path: Path) -> None:
    broken = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 900\r\n\r\n<p>half"
    with machine(lambda line, _: line.sendall(broken)) as (port, _):
        refused(port, tmp_path)


def test_a_name_that_is_looked_up_for_ever_is_given_up(tmp_path: Path) -> None:
    with pytest.raises(DocumentError, match="too long"):
        bring("http://slow.example/", to=tmp_path / "page", seconds=0.2, resolve=lambda *_: time.sleep(5) or [])
