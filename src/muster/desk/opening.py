"""A file opened and read: as the document it is, or as a copy of claims that a ledger gave out.

Invariant: what a file holds is told by its bytes and its ending alone, for a reading that is only shown and for one that is kept.
"""

from __future__ import annotations

import datetime as dt
import os
import stat
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from io import BufferedReader
from pathlib import Path

from muster.claims import wire
from muster.claims.document import Document
from muster.claims.errors import DocumentError
from muster.claims.reading import Reader, Reading
from muster.claims.war import War
from muster.desk import copies
from muster.reading.fetch import MAX_BYTES, load, load_bytes, shown
from muster.reading.guard import Guard
from muster.reading.reader import read, reader_of

_TABLES = (".csv", ".json", ".parquet", copies.LINES)
_PAGES = (".html", ".htm", ".md", ".markdown", ".pdf", ".docx")
_OURS = (
    b'<meta name="generator" content="Muster">',
    b'<a id="made-with-muster"></a>',
    b"%made-with-muster",
)  # in a brief, at its beginning or its end
_EDGE = 2_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Opened:
    """A document out of a file with its reading. Of a copy there may be several: `part` tells them apart, `bears` are the ids of the claims
    that it brings, under which a ledger may know them."""

    document: Document
    reading: Reading
    part: str = ""
    bears: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Opener:
    """How files are opened: under which guard, with which wars, and what their reader is told."""

    guard: Guard
    wars: Mapping[str, War] | None = None
    published: dt.date | None = None
    publisher: str | None = None
    title: str | None = None

    def file(self, path: Path) -> list[Opened]:
        """What is in a file. Raises `DocumentError` with the reason."""
        suffix = path.suffix.lower()
        data = _bytes(path) if suffix in (*_TABLES, *_PAGES) else None
        if suffix in _PAGES:
            _no_brief(data or b"")
            data = None
        if data is not None and (found := self._copy(data, name=shown(path))):
            return found
        if data is not None and suffix == copies.LINES:
            return [self._read(self._table(data, origin=shown(path)))]
        return [self._read(load(path, published=self.published, publisher=self.publisher, guard=self.guard))]

    def stream(self, data: bytes, name: str) -> list[Opened]:
        """What is in bytes that came some other way."""
        _no_brief(data)
        return self._copy(data, name=name) or [self._read(self._document(data, name))]

    def _document(self, data: bytes, name: str) -> Document:
        return load_bytes(data, name=name, published=self.published, publisher=self.publisher, guard=self.guard)

    def _table(self, data: bytes, *, origin: str) -> Document:
        return replace(self._document(copies.as_table(data), "lines.json"), origin=origin)

    def _read(self, document: Document) -> Opened:
        called = replace(document, title=self.title) if self.title else document
        return Opened(document=called, reading=read(called, wars=self.wars))

    def _copy(self, data: bytes, *, name: str) -> list[Opened]:
        rows = copies.rows_of(self._lines(data) if data.startswith(b"PAR1") else data)
        if not rows:
            return []
        reader: Reader = reader_of(self.wars)
        found, others = copies.excerpts(rows, reader)
        opened = [
            Opened(document=replace(one.document, origin=name), reading=one.reading, part=one.of[:12], bears=one.names)
            for one in found
        ]
        if others:
            table = self._document(wire.to_csv(others, columns=tuple(others[0])).encode(), "rows.csv")
            opened.append(self._read(replace(table, origin=name)))
        return opened

    def _lines(self, data: bytes) -> bytes:
        """The rows of a Parquet file as JSON Lines, read by its parser under the guard; none where they cannot be: its loader says why."""
        try:
            return self.guard.parse("parquet rows", data).text.encode()
        except DocumentError:
            return b""


def _no_brief(data: bytes) -> None:
    """Nothing, unless this is a brief: its figures are those of the reports it was made from. Raises `DocumentError` for one."""
    if any(mark in data[:_EDGE] or mark in data[-_EDGE:] for mark in _OURS):
        raise DocumentError("a brief that Muster made; read the reports that it was made from", reason="brief")


@contextmanager
def regular(path: Path) -> Iterator[BufferedReader | None]:
    """A regular file of a bearable size, open for reading; None for all else: its loader will say why."""
    try:
        fd = os.open(path, os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0))
    except (OSError, ValueError):
        yield None
        return
    with os.fdopen(fd, "rb") as file:
        status = os.fstat(fd)
        yield file if stat.S_ISREG(status.st_mode) and status.st_size <= MAX_BYTES else None


def _bytes(path: Path) -> bytes | None:
    with regular(path) as file:
        try:
            return file.read() if file is not None else None
        except OSError:
            return None
