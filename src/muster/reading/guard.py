"""Parsing of foreign files in a child process that a time and a memory limit stop.

Invariant: whatever a document does to its parser (hang, abort, fill the memory, be killed), the caller gets a `Parsed` or a
`DocumentError` with a reason, within the time limit and a little, and is itself untouched. The parsers run in a fresh interpreter, never
in a fork of this process, which may have a database open. One guard serves one process; after a fork the child starts its own.
"""

from __future__ import annotations

import atexit
import contextlib
import fcntl
import json
import os
import signal
import socket
import subprocess
import sys
import threading
import time
import weakref
from pathlib import Path
from types import TracebackType

from muster.claims.errors import DocumentError
from muster.reading import answer
from muster.reading.parsed import Parsed

SECONDS = 10.0
MEMORY = 1 << 30
PARSER = "muster.reading.parsers:parse"  # the function that the children run, given the kind of file and its bytes
START_SECONDS = 60.0
GRACE = 3.0  # for the zygote to stop a child and say so

# The room's face is passed by: it would load the readers, which no parser needs.
_START = """
import json, os, sys, types
sys.path[:] = json.loads(sys.argv[2])
bare = sys.modules["muster.reading"] = types.ModuleType("muster.reading")
bare.__path__ = [sys.argv[3]]
try:
    from muster.reading.zygote import main
except BaseException as error:
    os.write(int(sys.argv[1]), f"{type(error).__name__}: {error}"[:300].encode())
    raise
main(int(sys.argv[1]), sys.argv[4])
"""
_PASSED_ON = (
    "PATH",
    "LANG",
    "LC_ALL",
    "LC_CTYPE",
    "TMPDIR",
    "LD_LIBRARY_PATH",
    "DYLD_LIBRARY_PATH",
    "PYTHONHOME",
    "VIRTUAL_ENV",
)


class Guard:
    """Parses documents one at a time under limits: `seconds` of wall time and `memory` bytes of address space for each.

    Its process is started when first needed, started again when it dies, and ended by `close`, at exit, or when this process ends
    in whatever way. May be used from several threads, which then wait for one another.
    """

    def __init__(self, *, seconds: float = SECONDS, memory: int = MEMORY, parser: str = PARSER) -> None:
        self.seconds = seconds
        self.memory = memory
        self.parser = parser
        self._zygote: _Zygote | None = None
        self._lock = threading.Lock()
        _guards.add(self)

    def parse(self, media: str, data: bytes) -> Parsed:
        """What the parser for this kind of file makes of the bytes. Raises `DocumentError`: the parser's own, or with the reason
        `timed_out`, `out_of_memory` or `crashed` where the child did not answer."""
        with self._lock:
            try:
                return self._asked(media, data)
            except DocumentError:
                raise
            except BaseException:
                self._end(
                    at_once=True
                )  # interrupted half-way: what the process would say next is no answer to what is asked next
                raise

    def _asked(self, media: str, data: bytes) -> Parsed:
        for last in (False, True):
            if self._zygote is None:
                self._zygote = _Zygote(self.parser)
            try:
                document = self._zygote.begin(seconds=self.seconds, memory=self.memory)
            except OSError:  # it was killed while nothing was asked of it
                self._end(at_once=True)
                if last:
                    raise _failed("could not be started again") from None
                continue
            with document:
                return self._outcome(document, media, data)
        raise AssertionError("unreachable")

    def _outcome(self, document: socket.socket, media: str, data: bytes) -> Parsed:
        """The answer, once the child has ended well; else what its end says."""
        assert self._zygote is not None
        answered: Parsed | DocumentError | None = None
        with contextlib.suppress(OSError, answer.BadAnswer):  # how the child ended says what went wrong
            answered = _exchange(document, media, data, seconds=self.seconds + 1)
        document.close()
        try:
            status, late = self._zygote.report(seconds=self.seconds + GRACE)
        except OSError as error:
            self._end(at_once=True)
            raise (
                _timed_out(self.seconds) if isinstance(error, TimeoutError) else _crashed("its process ended")
            ) from None
        if status == 0 and not late and answered is not None:
            if isinstance(answered, DocumentError):
                raise answered
            return answered
        raise self._cause(status, late)

    def _cause(self, status: int, late: bool) -> DocumentError:
        if late or (os.WIFSIGNALED(status) and os.WTERMSIG(status) in (signal.SIGALRM, signal.SIGXCPU)):
            return _timed_out(self.seconds)
        if os.WIFEXITED(status) and os.WEXITSTATUS(status) == answer.OUT_OF_MEMORY:
            return DocumentError(
                f"needs more memory to parse than the {self.memory >> 20:,} MiB allowed", reason="out_of_memory"
            )
        if os.WIFSIGNALED(status):
            return _crashed(f"it ended by {_signal_name(os.WTERMSIG(status))}")
        return _crashed("it gave no answer")

    def _end(self, *, at_once: bool = False) -> None:
        zygote, self._zygote = self._zygote, None
        if zygote is not None:
            zygote.end(at_once=at_once)

    def close(self) -> None:
        """End the process. The guard may be used again, which starts another."""
        with self._lock:
            self._end()

    def __enter__(self) -> Guard:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _forget(self) -> None:
        """After a fork, in the child: let go of what is the parent's."""
        self._lock = threading.Lock()
        zygote, self._zygote = self._zygote, None
        if zygote is not None:
            zygote.forget()


class _Zygote:
    """A running process of `muster.reading.zygote` and the socket to it."""

    def __init__(self, parser: str) -> None:
        if not hasattr(os, "fork"):
            raise _failed("needs a system with fork, such as Linux or macOS")
        self.control, theirs = socket.socketpair()
        with theirs:
            fd = fcntl.fcntl(theirs, fcntl.F_DUPFD, 3)  # not one of the standard three, which the child has closed
        try:
            room = Path(__file__).resolve().parent
            home = str(room.parents[1])
            path = [entry for entry in sys.path if entry]
            known = json.dumps(path if home in path else [*path, home])
            self.process = subprocess.Popen(
                [sys.executable, "-P", "-s", "-c", _START, str(fd), known, str(room), parser],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                pass_fds=(fd,),
                start_new_session=True,
                env={"PYTHONHASHSEED": "0"} | {name: os.environ[name] for name in _PASSED_ON if name in os.environ},
            )
        except OSError as error:
            self.control.close()
            raise _failed(f"could not be started: {error.strerror}") from None
        finally:
            os.close(fd)
        self.ready = False

    def begin(self, *, seconds: float, memory: int) -> socket.socket:
        """Ask for a child; the socket by which it takes its document and gives its answer. Raises `OSError` where the process is gone."""
        if not self.ready:
            self._await_ready()
        ours, theirs = socket.socketpair()
        request = json.dumps({"seconds": seconds, "memory": memory}).encode("ascii")
        try:
            with theirs:
                self.control.settimeout(GRACE)
                socket.send_fds(self.control, [answer.LENGTH.pack(len(request)) + request], [theirs.fileno()])
        except OSError:
            ours.close()
            raise
        return ours

    def _await_ready(self) -> None:
        self.control.settimeout(START_SECONDS)
        try:
            said = self.control.recv(300)
        except OSError:
            said = b""
        self.ready = said == answer.READY
        if not self.ready:
            code = self.end(at_once=True)
            raise _failed(f"did not start: {said.decode(errors='replace') or f'exit code {code}'}")

    def report(self, *, seconds: float) -> tuple[int, bool]:
        """How the child ended. Raises `TimeoutError` or another `OSError` where nothing is said of it."""
        status, late = answer.REPORT.unpack(_exactly(self.control, answer.REPORT.size, time.monotonic() + seconds))
        return status, late

    def end(self, *, at_once: bool) -> int:
        """Close the socket, at which it ends by itself, or kill it with its child; its exit code."""
        self.control.close()
        if not at_once:
            with contextlib.suppress(subprocess.TimeoutExpired):
                return self.process.wait(GRACE)
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(self.process.pid, signal.SIGKILL)
        return self.process.wait()

    def forget(self) -> None:
        """Close this process's copy of the socket; the process is not this one's child."""
        self.control.close()
        self.process.returncode = 0


def _exchange(document: socket.socket, media: str, data: bytes, *, seconds: float) -> Parsed | DocumentError:
    """Send the document and read the answer. Raises `OSError` or `answer.BadAnswer`."""
    deadline = time.monotonic() + seconds
    document.settimeout(seconds)
    document.sendall(media.encode("ascii") + b"\n" + answer.SIZE.pack(len(data)))
    document.sendall(data)
    try:
        return answer.read(lambda size: _exactly(document, size, deadline))
    except DocumentError as error:
        return error


def _exactly(source: socket.socket, size: int, deadline: float) -> bytes:
    """Just so many bytes. Raises `TimeoutError` after the deadline, `ConnectionError` where the other end closes before."""
    parts: list[bytes] = []
    while size:
        left = deadline - time.monotonic()
        if left <= 0:
            raise TimeoutError
        source.settimeout(left)
        part = source.recv(min(size, 1 << 20))
        if not part:
            raise ConnectionError("closed")
        parts.append(part)
        size -= len(part)
    return b"".join(parts)


def _timed_out(seconds: float) -> DocumentError:
    return DocumentError(f"takes longer to parse than the {seconds:g} seconds allowed", reason="timed_out")


def _crashed(how: str) -> DocumentError:
    return DocumentError(f"its parser crashed: {how}", reason="crashed")


def _failed(why: str) -> DocumentError:
    return DocumentError(f"the process that parses web pages, PDF and Word files {why}", reason="no_guard")


def _signal_name(number: int) -> str:
    with contextlib.suppress(ValueError):
        return signal.Signals(number).name
    return f"signal {number}"


# ------------------------------------------------------------------ one for each process
_guards: weakref.WeakSet[Guard] = weakref.WeakSet()
_default: Guard | None = None


def default() -> Guard:
    """This process's guard, made when first asked for."""
    global _default
    if _default is None:
        _default = Guard()
    return _default


def _close_all() -> None:
    for guard in list(_guards):
        guard.close()


def _forget_all() -> None:
    for guard in list(_guards):
        guard._forget()


atexit.register(_close_all)
if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_forget_all)
