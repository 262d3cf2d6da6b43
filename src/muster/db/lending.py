"""A file that one process holds and lends to others on the same machine for as long as they need it.

Who holds it listens on the loopback and leaves a note beside the file, readable by its owner alone, that says where and by which secret.
Who wants it says the secret and who it is, and has the file until its connection ends, however it ends: a borrower that is killed has
given it back.

Invariant: nothing of the file itself passes between the two; without the note nobody can borrow.
"""

from __future__ import annotations

import hmac
import json
import os
import secrets
import socket
import sys
import threading
from collections.abc import Callable
from contextlib import AbstractContextManager, suppress
from dataclasses import dataclass
from pathlib import Path

from muster.claims.errors import LedgerLocked, MusterError

_HERE = "127.0.0.1"
_WAIT = 5.0  # seconds in which either must have said what it says
_PATIENCE = 30.0  # seconds that a borrower waits besides while the file is at work
_LONGEST = 1000  # bytes of what a borrower may say
Lend = Callable[[str], AbstractContextManager[None]]


def note_of(path: Path) -> Path:
    """Where the note of a file lies."""
    return path.with_name(path.name + ".serving")


# ------------------------------------------------------------------ to borrow
@dataclass(frozen=True, slots=True)
class Loan:
    """A file that is on loan; closing it gives the file back."""

    line: socket.socket

    def close(self) -> None:
        """Give it back."""
        with suppress(OSError):
            self.line.close()


def borrow(path: Path) -> Loan | None:
    """The file on loan from the process that serves it; None where no process does. Raises `LedgerLocked` where it is refused."""
    note = _note(path)
    if note is None or note.pid == os.getpid():
        return None
    try:
        line = socket.create_connection((_HERE, note.port), timeout=_WAIT)
    except OSError:
        return None  # it died and left its note
    line.settimeout(_WAIT + _PATIENCE)
    answer = ""
    with suppress(OSError):
        answer = _say(line, note, wants="file")
    if answer == "yours":
        return Loan(line)
    line.close()
    if answer:
        raise LedgerLocked(answer)
    return None


@dataclass(frozen=True, slots=True)
class Note:
    """What a note says: where a process lends a file from, and by which secret."""

    port: int
    secret: str
    pid: int


def page_of(path: Path) -> str:
    """A fresh link to the page of the process that serves a file; empty where none does."""
    note = _note(path)
    if note is None:
        return ""
    with suppress(OSError), socket.create_connection((_HERE, note.port), timeout=_WAIT) as line:
        return _say(line, note, wants="link")
    return ""


def _note(path: Path) -> Note | None:
    """What the note beside a file says, None where there is none that can be read."""
    try:
        said = json.loads(note_of(path).read_text(encoding="utf-8"))
        return Note(int(said["port"]), str(said["secret"]), int(said["pid"]))
    except (OSError, ValueError, KeyError, TypeError):
        return None


def _say(line: socket.socket, note: Note, *, wants: str) -> str:
    line.sendall(json.dumps({"secret": note.secret, "who": _me(), "wants": wants}).encode() + b"\n")
    return _line(line)


def _me() -> str:
    words = [Path(sys.argv[0]).name, *sys.argv[1:2]] if sys.argv else ["another program"]
    return f"{' '.join(words)[:60]} (PID {os.getpid()})"


def _line(line: socket.socket) -> str:
    got = b""
    while not got.endswith(b"\n") and len(got) < _LONGEST:
        more = line.recv(_LONGEST)
        if not more:
            break
        got += more
    return got.decode(errors="replace").strip()


# ------------------------------------------------------------------ to lend
class Lender:
    """Lends a file to whoever asks with its secret, one at a time, until it is closed; and gives links to its page, where it has one."""

    def __init__(self, path: Path, lend: Lend) -> None:
        self.secret = secrets.token_urlsafe(32)
        self._path, self._lend = path, lend
        self._link: Callable[[], str] = str
        self._door = socket.create_server((_HERE, 0))
        self._write()
        self._thread = threading.Thread(target=self._listen, name="lending", daemon=True)
        self._thread.start()

    def page(self, link: Callable[[], str]) -> None:
        """How a fresh link to the page is made."""
        self._link = link

    def _write(self) -> None:
        note = note_of(self._path)
        with suppress(FileNotFoundError):
            note.unlink()
        said = {"port": self._door.getsockname()[1], "secret": self.secret, "pid": os.getpid()}
        made = os.open(note, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(made, "w", encoding="utf-8") as file:
            json.dump(said, file)

    def close(self) -> None:
        """Lend no more."""
        with suppress(OSError):
            note_of(self._path).unlink()
        with suppress(OSError):
            self._door.shutdown(socket.SHUT_RDWR)
        self._door.close()

    def _listen(self) -> None:
        while True:
            try:
                line, _ = self._door.accept()
            except OSError:
                return
            threading.Thread(target=self._serve, args=(line,), name="loan", daemon=True).start()

    def _serve(self, line: socket.socket) -> None:
        with line, suppress(OSError):
            line.settimeout(_WAIT)
            who, wants = self._asked(_line(line))
            if wants == "link":
                line.sendall(f"{self._link()}\n".encode())
            if wants != "file":
                return
            try:
                with self._lend(who):
                    line.sendall(b"yours\n")
                    line.settimeout(None)
                    line.recv(1)  # ends when the borrower does
            except MusterError as error:
                line.sendall(f"{error}\n".encode())

    def _asked(self, said: str) -> tuple[str, str]:
        """Who asks for what; nothing for one without the secret."""
        try:
            asked = json.loads(said)
            known = hmac.compare_digest(str(asked["secret"]).encode(), self.secret.encode())
            who = "".join(letter for letter in str(asked["who"]) if letter.isprintable())[:80]
            return (who, str(asked["wants"])) if known else ("", "")
        except (ValueError, KeyError, TypeError):
            return "", ""
