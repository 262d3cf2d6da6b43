"""The process behind the guard: it loads the parsers once and forks a child for each document.

Invariant: a document is parsed in a child that may use so much time and memory, writes no file and starts no process; whatever becomes
of it, the zygote reaps it, says how it ended and goes on. It ends when its parent does. Started by `guard`, never imported by it.
"""

from __future__ import annotations

import contextlib
import gc
import importlib
import json
import os
import resource
import select
import signal
import socket
from collections.abc import Callable
from typing import NoReturn

from muster.claims.errors import DocumentError
from muster.reading import answer
from muster.reading.parsed import Parsed

NO_ANSWER = 70
OPEN_FILES = 24


Parse = Callable[[str, bytes], Parsed]


def main(fd: int, parser: str) -> None:
    """Serve requests that come on the socket `fd` until it closes. `parser` names a function as `module:function`; the module's
    `warm_up`, where it has one, loads what every child would load."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    control = socket.socket(fileno=fd)
    module = importlib.import_module(parser.split(":")[0])
    parse: Parse = getattr(module, parser.split(":")[1])
    getattr(module, "warm_up", lambda: None)()
    gc.collect()
    gc.freeze()
    with contextlib.suppress(OSError):
        control.sendall(answer.READY)
        while request := _request(control):
            limits, document = request
            status, late = _run(control, document, limits, parse)
            control.sendall(answer.REPORT.pack(status, late))


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


def _run(control: socket.socket, document: socket.socket, limits: Limits, parse: Parse) -> tuple[int, bool]:
    """Fork a child for the document; how it ended, and whether its time was over."""
    ended, alive = os.pipe()  # the child holds `alive` and nothing else does, so its end is the pipe's end
    pid = os.fork()
    if pid == 0:
        os.close(ended)
        control.close()
        _child(document, limits, parse)
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


def _child(document: socket.socket, limits: Limits, parse: Parse) -> NoReturn:
    """Parse the document that the socket brings and send the answer back by it. Never returns."""
    code = NO_ANSWER
    try:
        media, data = _document(document)
        _confine(limits, threads=media.startswith("parquet"))
        said = _answer(parse, media, data)
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


def _answer(parse: Parse, media: str, data: bytes) -> bytes:
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
