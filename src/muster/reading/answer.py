"""What crosses between the guard and its children: a parser's answer is a small JSON head and the text, each with its length.

Invariant: what comes from the child is taken for hostile. Nothing is read beyond the caps, every type is checked, and what does not fit
is an error of the child's, never a `Parsed`.
"""

from __future__ import annotations

import datetime as dt
import json
import struct
from collections.abc import Callable

from muster.claims.errors import DocumentError
from muster.reading.parsed import MAX_LEFT_OUT, Parsed, short

MAX_HEAD = 256_000
MAX_TEXT = 64_000_000
LENGTH = struct.Struct("!I")
SIZE = struct.Struct("!Q")  # of a document
REPORT = struct.Struct("!i?")  # a child's wait status, and whether it was stopped because its time was over
READY = b"r"
OUT_OF_MEMORY = 71  # the exit code of a child that had no memory left to say so

REASONS = frozenset(
    {
        "binary", "empty", "encrypted", "no_text", "no_text_layer", "out_of_memory", "too_deep", "too_large", "truncated",
        "unreadable", "unsupported", "zip_bomb",
    }
)  # fmt: skip
_WORDS = ("title", "publisher", "language")
_DAYS = ("published", "created")


class BadAnswer(Exception):
    """The child sent something that is no answer."""


def of_parsed(parsed: Parsed) -> bytes:
    """The bytes of an answer."""
    head = {name: getattr(parsed, name) for name in _WORDS}
    head |= {name: day.isoformat() if (day := getattr(parsed, name)) else None for name in _DAYS}
    head["left_out"] = list(parsed.left_out)
    return _framed(head, parsed.text)


def of_error(error: DocumentError) -> bytes:
    """The bytes of a refusal."""
    return _framed({"reason": error.reason, "message": str(error)}, "")


def _framed(head: dict[str, object], text: str) -> bytes:
    said = json.dumps(head).encode("ascii")
    body = text.encode("utf-8", errors="replace")
    if len(body) > MAX_TEXT:
        return of_error(DocumentError(f"more than {MAX_TEXT:,} bytes of text", reason="too_large"))
    return LENGTH.pack(len(said)) + said + LENGTH.pack(len(body)) + body


def read(receive: Callable[[int], bytes]) -> Parsed:
    """The answer that `receive(n)`, which returns just n bytes, brings. Raises the `DocumentError` that it holds, or `BadAnswer`."""
    head = _head(_part(receive, MAX_HEAD))
    body = _part(receive, MAX_TEXT)
    if "reason" in head:
        raise _error(head)
    try:
        text = body.decode("utf-8")
        return Parsed(
            text=text,
            title=_word(head, "title"),
            publisher=_word(head, "publisher"),
            published=_day(head, "published"),
            created=_day(head, "created"),
            language=_word(head, "language"),
            left_out=_left_out(head),
        )
    except ValueError as error:
        raise BadAnswer(str(error)) from None


def _part(receive: Callable[[int], bytes], most: int) -> bytes:
    (length,) = LENGTH.unpack(receive(LENGTH.size))
    if length > most:
        raise BadAnswer(f"an answer of {length} bytes")
    return receive(length)


def _head(data: bytes) -> dict[str, object]:
    try:
        head = json.loads(data)
    except (ValueError, RecursionError):
        head = None
    if not isinstance(head, dict):
        raise BadAnswer("a head that is no JSON object")
    return head


def _error(head: dict[str, object]) -> DocumentError:
    reason, message = head.get("reason"), short(head.get("message"))
    if not isinstance(reason, str) or reason not in REASONS or message is None:
        raise BadAnswer("an error of no known kind")
    return DocumentError(message, reason=reason)


def _word(head: dict[str, object], name: str) -> str | None:
    value = head.get(name)
    if value is not None and not isinstance(value, str):
        raise BadAnswer(f"{name} that is no text")
    return short(value)


def _day(head: dict[str, object], name: str) -> dt.date | None:
    value = _word(head, name)
    return None if value is None else dt.date.fromisoformat(value)


def _left_out(head: dict[str, object]) -> tuple[str, ...]:
    found = head.get("left_out", [])
    if not isinstance(found, list) or not all(isinstance(one, str) for one in found):
        raise BadAnswer("left_out that is no list of texts")
    return tuple(filter(None, (short(one, 80) for one in found[:MAX_LEFT_OUT])))
