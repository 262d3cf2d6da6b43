"""Paths to documents: folders walked, files opened, their kind told, their text and metadata taken.

Invariant: only regular files are opened and no symbolic link is followed; a file that cannot be read is refused with a reason, never
passed over; names are shown escaped, whatever bytes they hold.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import errno
import os
import re
import stat
import zipfile
from collections.abc import Iterator, Sequence
from io import BytesIO
from pathlib import Path

from muster.claims.document import Document
from muster.claims.errors import DocumentError
from muster.numbers.values import value
from muster.reading.guard import Guard, default
from muster.reading.parsed import Parsed, document_of
from muster.reading.parsers import GUARDED, parse

MAX_BYTES = 32_000_000

MEDIA = {
    ".txt": "text", ".md": "markdown", ".markdown": "markdown", ".html": "html", ".htm": "html", ".pdf": "pdf", ".docx": "docx",
    ".json": "json", ".csv": "csv", ".parquet": "parquet",
}  # fmt: skip
_KNOWN = ".txt, .md, .html, .pdf, .docx, .json, .csv and .parquet"


@value(frozen=True, slots=True)
class Refused:
    """A path that was not read: `origin` as shown to people, `reason` a stable key, `message` one line that says why."""

    origin: str
    reason: str
    message: str


@value(frozen=True, slots=True)
class Candidate:
    """A file to read. `name` is its path within the folder that was given, escaped for showing."""

    path: Path
    name: str


def shown(name: str | os.PathLike[str]) -> str:
    """A name that can be printed anywhere: control and invisible characters, bytes that are no text and backslashes are escaped."""
    raw = os.fsencode(name).decode("utf-8", errors="surrogateescape")
    return "".join(c if c.isprintable() and c != "\\" else _escaped(c) for c in raw)


def _escaped(c: str) -> str:
    if "\udc80" <= c <= "\udcff":
        return f"\\x{ord(c) - 0xDC00:02x}"
    return "\\\\" if c == "\\" else c.encode("unicode_escape").decode("ascii")


# ------------------------------------------------------------------ walking
def walk(paths: Sequence[Path]) -> Iterator[Candidate | Refused]:
    """Every file to read under the paths, sorted within a folder, each once. In folders, files of other kinds and hidden ones are
    passed over; a file named outright is a candidate whatever its name ends in."""
    seen: set[str] = set()
    for root in paths:
        for found in _under(Path(root)):
            key = os.path.abspath(found.path) if isinstance(found, Candidate) else None
            if key is None or key not in seen:
                yield found
            if key is not None:
                seen.add(key)


def _under(root: Path) -> Iterator[Candidate | Refused]:
    try:
        status = os.lstat(root)
    except (OSError, ValueError) as error:
        yield _refused(root, *_why(error))
        return
    if stat.S_ISDIR(status.st_mode):
        yield from _folder(root)
    else:
        yield _judged(root, status.st_mode, name=root.name)


def _folder(root: Path) -> Iterator[Candidate | Refused]:
    """The files of a folder and its folders, depth first, in the order of their names' bytes; a stack, so no depth is too deep."""
    waiting: list[Path] = [root]
    while waiting:
        path = waiting.pop()
        if path is not root:
            try:
                mode = os.lstat(path).st_mode
            except OSError as error:  # gone, or its path is too long
                yield _refused(path, *_why(error))
                continue
            if not stat.S_ISDIR(mode):
                yield _judged(path, mode, name=os.path.relpath(path, root))
                continue
        entries, problem = _entries(path)
        if problem is not None:
            yield problem
        waiting.extend(reversed(entries))


def _entries(folder: Path) -> tuple[list[Path], Refused | None]:
    """What of a folder is looked at: its folders, links and files of known kinds, none of them hidden."""
    try:
        fd = os.open(folder, os.O_RDONLY | os.O_NOFOLLOW | os.O_DIRECTORY | os.O_NONBLOCK)
        try:
            with os.scandir(fd) as found:
                names = [entry.name for entry in found if _wanted(entry)]
        finally:
            os.close(fd)
    except OSError as error:
        return [], _refused(folder, *_why(error))
    return [folder / name for name in sorted(names, key=os.fsencode)], None


def _wanted(entry: os.DirEntry[str]) -> bool:
    if entry.name.startswith((".", "~$")):
        return False
    return os.path.splitext(entry.name)[1].lower() in MEDIA or (
        entry.is_dir(follow_symlinks=False) or entry.is_symlink()
    )


def _judged(path: Path, mode: int, *, name: str) -> Candidate | Refused:
    if stat.S_ISLNK(mode):
        return _refused(path, "symlink", "a symbolic link, which is not followed; name the file that it points to")
    if not stat.S_ISREG(mode):
        return _refused(path, "not_regular", f"{_kind(mode)}, not a regular file")
    return Candidate(path, shown(name))


def _kind(mode: int) -> str:
    kinds = (
        (stat.S_ISFIFO, "a named pipe"),
        (stat.S_ISSOCK, "a socket"),
        (stat.S_ISCHR, "a device"),
        (stat.S_ISBLK, "a device"),
    )
    return next((name for test, name in kinds if test(mode)), "something else")


def _refused(path: Path, reason: str, message: str) -> Refused:
    return Refused(shown(path), reason, message)


def _why(error: OSError | ValueError) -> tuple[str, str]:
    """Reason and words for a path that could not be opened."""
    if isinstance(error, ValueError):
        return "missing", "no path can hold such a name"
    match error.errno:
        case errno.ENOENT | errno.ENOTDIR:
            return "missing", "no such file"
        case errno.ELOOP:
            return "symlink", "a symbolic link, which is not followed; name the file that it points to"
        case errno.EACCES | errno.EPERM:
            return "unreadable", "may not be read: permission denied"
        case errno.ENXIO:
            return "not_regular", "a socket or pipe, not a regular file"
        case _:
            return "unreadable", f"could not be read: {error.strerror}"


# ------------------------------------------------------------------ loading
def load(
    path: Path,
    *,
    published: dt.date | None = None,
    publisher: str | None = None,
    max_bytes: int = MAX_BYTES,
    guard: Guard | None = None,
) -> Document:
    """The document in a file. What is given wins over what the file says; `guard` is this process's own where none is given. Raises
    `DocumentError` with the reason."""
    data = _bytes_of(Path(path), max_bytes)
    media = MEDIA.get(Path(path).suffix.lower())
    return _document(data, media=media, origin=shown(path), published=published, publisher=publisher, guard=guard)


def load_bytes(
    data: bytes,
    *,
    name: str,
    published: dt.date | None = None,
    publisher: str | None = None,
    max_bytes: int = MAX_BYTES,
    guard: Guard | None = None,
) -> Document:
    """The document in bytes that came some other way; where `name` tells no kind (as `-`, standard input, does not), they are
    looked at. Raises `DocumentError` with the reason."""
    if len(data) > max_bytes:
        raise _too_large(f"{len(data):,} bytes", max_bytes)
    media = MEDIA.get(os.path.splitext(name)[1].lower())
    return _document(data, media=media, origin=shown(name), published=published, publisher=publisher, guard=guard)


def _bytes_of(path: Path, most: int) -> bytes:
    try:
        fd = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
    except (OSError, ValueError) as error:
        reason, message = _why(error)
        raise DocumentError(message, reason=reason) from None
    try:
        status = os.fstat(fd)
        if not stat.S_ISREG(status.st_mode):
            kind = "a folder" if stat.S_ISDIR(status.st_mode) else _kind(status.st_mode)
            raise DocumentError(f"{kind}, not a regular file", reason="not_regular")
        if status.st_size > most:
            raise _too_large(f"{status.st_size:,} bytes", most)
        return _all(fd, most)
    except OSError as error:
        raise DocumentError(f"could not be read: {error.strerror}", reason="unreadable") from None
    finally:
        os.close(fd)


def _all(fd: int, most: int) -> bytes:
    """The whole file, and not a byte more than may be read though it grows meanwhile."""
    parts: list[bytes] = []
    size = 0
    while part := os.read(fd, min(1 << 20, most + 1 - size)):
        parts.append(part)
        size += len(part)
        if size > most:
            raise _too_large("more", most)
    return b"".join(parts)


def _too_large(got: str, most: int) -> DocumentError:
    return DocumentError(f"too large: {got}, where a document may have {most:,}; split it", reason="too_large")


def _document(
    data: bytes,
    *,
    media: str | None,
    origin: str,
    published: dt.date | None,
    publisher: str | None,
    guard: Guard | None,
) -> Document:
    if not data.strip():
        raise DocumentError("the file is empty", reason="empty")
    media = media or sniff(data)
    parsed = _parsed(media, data, guard)
    return document_of(
        parsed,
        media="dataset" if media in ("json", "csv", "parquet") else media,
        origin=origin,
        data=data,
        published=published,
        publisher=publisher,
    )


def _parsed(media: str, data: bytes, guard: Guard | None) -> Parsed:
    return (guard or default()).parse(media, data) if media in GUARDED else parse(media, data)


def sniff(data: bytes) -> str:
    """The kind of file that bytes are: pdf, docx, parquet, html, json, csv or text. Raises `DocumentError` for a known other kind."""
    if b"%PDF-" in data[:1024]:
        return "pdf"
    if data.startswith(b"PK\x03\x04"):
        return _sniff_zip(data)
    if data.startswith(b"PAR1"):
        return "parquet"
    if data.startswith(b"\xd0\xcf\x11\xe0"):
        raise DocumentError(
            "an old or encrypted Office file; save it as .docx without a password", reason="unsupported"
        )
    head = data[:4096].removeprefix(b"\xef\xbb\xbf").lstrip()
    if re.match(
        rb"<!doctype\s+html|<html[\s>]|<head[\s>]|<body[\s>]|<\?xml[^>]{0,200}>\s*<(?:!doctype\s+)?html",
        head,
        re.IGNORECASE,
    ):
        return "html"
    if re.match(rb"[\[{]\s*(?:[{\"\]]|$)", head) and data.rstrip()[-1:] in b"]}":
        return "json"
    line = head.split(b"\n", 1)[0].lower()
    return "csv" if re.search(rb"(?:^|[,;\t])\"?measure\"?[,;\t]", line) else "text"


def _sniff_zip(data: bytes) -> str:
    with contextlib.suppress(Exception), zipfile.ZipFile(BytesIO(data)) as archive:
        if "word/document.xml" in archive.namelist():
            return "docx"
    if b"word/document.xml" in data:
        return "docx"  # damaged; its own parser says how
    raise DocumentError(f"a zip file that is no Word document; known are {_KNOWN}", reason="unsupported")
