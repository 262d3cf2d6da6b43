"""A document: the text that was read, and what is known of where it came from.

Invariant: `text` is kept exactly; every place in it is a pair of character offsets into this text and no other.
The `id` is the hash of the content (text, title, publisher, date, language): the same content is the same document,
wherever it was found, and a page that changed is another one.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import re
from dataclasses import dataclass, field
from functools import cached_property


def digest(*parts: object, length: int) -> str:
    """The first `length` hex digits of the SHA-256 of the parts, written as canonical JSON."""
    return hashlib.sha256(_CANONICAL.encode(parts).encode()).hexdigest()[:length]


_ADDRESS = re.compile(r"(?:https?|ftp)://", re.IGNORECASE)
_FOLDER = re.compile(r"/|\\\\|\\(?![xuU][0-9a-f]{2})")  # a backslash also stands before what cannot be printed


def bare(origin: str) -> str:
    """What may be told of a place to anybody: an address as it is, of a file its name without the folders it lies in."""
    return origin if _ADDRESS.match(origin) else _FOLDER.split(origin.rstrip("/\\"))[-1]


_CANONICAL = json.JSONEncoder(ensure_ascii=True, separators=(",", ":"), sort_keys=True, default=str)


@dataclass(frozen=True, kw_only=True)
class Document:
    """A text with its metadata; `published` is None where it is not known.

    `media` is how it came (`text`, `markdown`, `html`, `pdf`, `docx`, `dataset`), `origin` the path or address, `bytes_hash` the
    SHA-256 of the file, `left_out` numbers that the page shows but its article does not.
    None of these four changes what the document is.
    """

    text: str
    title: str | None = None
    publisher: str | None = None
    published: dt.date | None = None
    language: str | None = None
    media: str = "text"
    origin: str | None = None
    bytes_hash: str | None = None
    left_out: tuple[str, ...] = field(default=())

    @cached_property
    def id(self) -> str:
        """32 hex digits of the content's hash."""
        return digest(self.text, self.title, self.publisher, self.published, self.language, length=32)
