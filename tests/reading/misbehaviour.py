"""A parser that does what the document tells it: what a hole in a real one might do. Run in the guard's children by its tests."""

from __future__ import annotations

import ctypes
import os
import signal
import time

from muster.claims.errors import DocumentError
from muster.reading.parsed import Parsed


def parse(media: str, data: bytes) -> Parsed:
    """Misbehave, or give the text back."""
    said = data[:200].decode()
    match said.split(":")[0]:
        case "abort":
            os.abort()
        case "kill":
            os.kill(os.getpid(), signal.SIGKILL)
        case "segfault":
            ctypes.string_at(0)
        case "exit":
            os._exit(0)
        case "lie" | "flood" as how:
            _say(b"\xff" * 100 if how == "lie" else b"\0\0\0\x02{}\xff\xff\xff\xff" + b"a" * 1_000_000)
            os._exit(0)
        case "hang":
            while True:
                pass
        case "sleep":
            time.sleep(60)
        case "memory":
            return Parsed(text="a" * (10 << 30))
        case "recursion":
            return parse(media, data)
        case "error":
            raise TypeError("not\nas expected")
        case "interrupt":
            raise KeyboardInterrupt
        case "odd reason":
            raise DocumentError("made up", reason="made_up")
        case "kill the zygote":
            os.kill(os.getppid(), signal.SIGKILL)
            time.sleep(60)
        case "write a file" | "start a process":
            return Parsed(text=_tried(said))
    return Parsed(text=data.decode())


def _say(words: bytes) -> None:
    """Write to every open socket, as a child that is no longer ours would."""
    for fd in range(3, 24):
        try:
            os.set_blocking(fd, False)
            os.write(fd, words)
        except OSError:
            pass


def _tried(said: str) -> str:
    what, _, target = said.partition(": ")
    try:
        if what == "start a process":
            pid = os.fork()
            if pid == 0:
                os._exit(0)
            return "started"
        with open(target, "wb") as file:
            file.write(b"a")
        return "written"
    except OSError as error:
        return f"refused: {error.strerror}"
