"""The process behind the guard: it loads the parsers once and forks a child for each document.

Invariant: a document is parsed in a child that may use so much time and memory, writes no file and starts no process; whatever becomes
of it, the zygote reaps it, says how it ended and goes on. It ends when its parent does. Started by `guard`, never imported by it.
"""

from __future__ import annotations

import contextlib
import gc
import io
import json
import os
import resource
import select
import signal
import socket
import zipfile
from typing import NoReturn

from muster.claims.errors import DocumentError
from muster.reading import answer
from muster.reading.parsers import parse

NO_ANSWER = 70
OPEN_FILES = 24


def main(fd: int) -> None:
    """Serve requests that come on the socket `fd` until it closes."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    control = socket.socket(fileno=fd)
    _warm_up()
    gc.collect()
    gc.freeze()
    with contextlib.suppress(OSError):
        control.sendall(answer.READY)
        while request := _request(control):
            limits, document = request
            status, late = _run(control, document, limits)
            control.sendall(answer.REPORT.pack(status, late))


def _warm_up() -> None:
    """Load the parsers, and by parsing a little of each kind what they load when first used."""
    for media, data in (("html", _PAGE), ("pdf", _PAPER), ("docx", _letter())):
        with contextlib.suppress(DocumentError):
            parse(media, data)


_PAGE = b"<html><body><p>The parsers are loaded before the first page comes.</p></body></html>"
_PAPER = b"""%PDF-1.4
1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj
2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj
3 0 obj<</Type/Page/Parent 2 0 R/Contents 4 0 R/Resources<</Font<</F 5 0 R>>>>>>endobj
4 0 obj<</Length 43>>stream
BT /F 12 Tf 50 700 Td (Loaded before.) Tj ET
endstream endobj
5 0 obj<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>endobj
trailer<</Root 1 0 R>>
startxref
0
%%EOF
"""


def _letter() -> bytes:
    body = b'<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:p/></w:document>'
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("word/document.xml", body)
    return packed.getvalue()


Limits = dict[str, float]


def _request(control: socket.socket) -> tuple[Limits, socket.socket] | None:
    """The next request's limits and the socket that its document comes by; None when the parent has gone."""
    message, fds, _, _ = socket.recv_fds(control, answer.LENGTH.size + 4096, 1)
    if not message or not fds:
        return None
    (length,) = answer.LENGTH.unpack(message[: answer.LENGTH.size])
    while len(message) < answer.LENGTH.size + length:
        more = control.recv(4096)
        if not more:
            return None
        message += more
    return json.loads(message[answer.LENGTH.size :]), socket.socket(fileno=fds[0])


def _run(control: socket.socket, document: socket.socket, limits: Limits) -> tuple[int, bool]:
    """Fork a child for the document; how it ended, and whether its time was over."""
    ended, alive = os.pipe()  # the child holds `alive` and nothing else does, so its end is the pipe's end
    pid = os.fork()
    if pid == 0:
        os.close(ended)
        control.close()
        _child(document, limits)
    os.close(alive)
    document.close()
    ready, _, _ = select.select([ended, control.fileno()], [], [], limits["seconds"])
    late = not ready
    if late or control.fileno() in ready:  # the parent sends nothing meanwhile, so it has gone
        with contextlib.suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)
    os.close(ended)
    _, status = os.waitpid(pid, 0)
    return status, late


def _child(document: socket.socket, limits: Limits) -> NoReturn:
    """Parse the document that the socket brings and send the answer back by it. Never returns."""
    code = NO_ANSWER
    try:
        media, data = _document(document)
        _confine(limits, threads=media == "parquet")
        said = _answer(media, data)
        document.sendall(said)
        document.close()
        code = 0
    except MemoryError:
        code = answer.OUT_OF_MEMORY
    except BaseException:
        code = NO_ANSWER
    finally:
        os._exit(code)


def _document(document: socket.socket) -> tuple[str, bytes]:
    with document.makefile("rb") as stream:
        media = stream.readline(64).decode("ascii").strip()
        (size,) = answer.SIZE.unpack(stream.read(answer.SIZE.size))
        return media, stream.read(size)


def _confine(limits: Limits, *, threads: bool) -> None:
    """Bound what this process may use from now on, by the kernel's hand. Arrow alone needs threads."""
    signal.signal(signal.SIGALRM, signal.SIG_DFL)
    signal.setitimer(signal.ITIMER_REAL, limits["seconds"] + 2)  # should the zygote be killed, this still ends
    bounds = {
        resource.RLIMIT_AS: int(limits["memory"]),
        resource.RLIMIT_CPU: int(limits["seconds"]) + 2,
        resource.RLIMIT_FSIZE: 0,
        resource.RLIMIT_CORE: 0,
        resource.RLIMIT_NOFILE: OPEN_FILES,
    }
    if not threads:
        bounds[resource.RLIMIT_NPROC] = 0
    for kind, most in bounds.items():
        _, hard = resource.getrlimit(kind)
        most = most if hard == resource.RLIM_INFINITY else min(most, hard)
        with contextlib.suppress(ValueError, OSError):  # a system that lacks a limit still has the others
            resource.setrlimit(kind, (most, most))


def _answer(media: str, data: bytes) -> bytes:
    try:
        return answer.of_parsed(parse(media, data))
    except DocumentError as error:
        return answer.of_error(error)
    except MemoryError:
        raise
    except RecursionError:
        return answer.of_error(DocumentError("its parts are nested too deeply", reason="too_deep"))
    except Exception as error:
        return answer.of_error(
            DocumentError(f"it is damaged: {type(error).__name__}: {str(error)[:120]}", reason="unreadable")
        )
