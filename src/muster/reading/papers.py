"""PDF to text: lines joined into paragraphs, rows of tables kept as lines, running heads dropped.

Invariant: a file that needs a password, ends too early or shows only pictures of text is refused, never read as empty. Runs in the
guarded child only.
"""

from __future__ import annotations

import datetime as dt
import io
import logging
import re
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from itertools import pairwise
from typing import Any

from muster.claims.errors import DocumentError
from muster.numbers.values import value
from muster.reading.parsed import Parsed, day_of

MAX_PAGES = 5_000
MAX_TEXT = 30_000_000

_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")
_PAGE_NUMBER = re.compile(r"\W*(?:page|p\.|seite)?\s*[0-9]{1,4}(?:\s*(?:of|/|von)\s*[0-9]{1,4})?\W*", re.IGNORECASE)
_BULLET = re.compile(r"(?:[•▪●◦■‣–—*-]|\(?[0-9]{1,2}[.)]|[a-z]\))\s")
_LOST = re.compile(r"limit|maximum|skip|cannot|could not|unable|fail|impossible|recurs|too many", re.IGNORECASE)
_HYPHENATED = re.compile(r"([^\W\d_]+)[-\u00ad\u2010]$")


@value(frozen=True, slots=True)
class Line:
    """A line of a page: its words, where its base line begins and the size of its type, in points."""

    words: str
    x: float
    y: float
    size: float


def parse_pdf(data: bytes) -> Parsed:
    """The text of a PDF and what it says of itself. Raises `DocumentError` with reason `encrypted`, `truncated`, `no_text_layer`,
    `too_large` or `unreadable`."""
    head = data[:1024].find(b"%PDF-")
    if head < 0:
        raise DocumentError("not a PDF: it does not begin like one", reason="unreadable")
    if b"%%EOF" not in data.rstrip(b"\x00\r\n \t")[-2048:]:
        raise DocumentError("the PDF ends before its end mark; it was cut off, fetch it again", reason="truncated")
    with _complaints() as complaints:
        reader = _open(data)
        pages, bare = _pages(reader)
    if not any(line.words.strip() for page in pages for line in page):
        raise DocumentError(
            "the PDF has no text layer, only pictures of its pages; run it through OCR first (such as ocrmypdf)",
            reason="no_text_layer",
        )
    everything = "\n".join(line.words for page in pages for line in page)
    text = paragraphs(without_running_heads(pages), hyphens=everything)
    title, created, language = _about(reader)
    notes = tuple(f"page {number}: no text layer" for number in bare) + tuple(complaints[:3])
    return Parsed(text=text, title=title, created=created, language=language, left_out=notes)


@contextmanager
def _complaints() -> Iterator[list[str]]:
    """What pypdf says that it passed over; it goes on where it can, and says so in its log alone."""
    said: list[str] = []

    class Note(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            message = record.getMessage()
            if len(said) < 3 and _LOST.search(message):
                said.append(f"damaged: {message[:60]}")

    log, note = logging.getLogger("pypdf"), Note()
    propagates, log.propagate = log.propagate, False
    log.addHandler(note)
    try:
        yield said
    finally:
        log.removeHandler(note)
        log.propagate = propagates


def _open(data: bytes) -> Any:
    from pypdf import PdfReader
    from pypdf.errors import DependencyError, PyPdfError

    try:
        reader = PdfReader(io.BytesIO(data), strict=False)
        locked = reader.is_encrypted and not reader.decrypt("")
    except (DependencyError, NotImplementedError):
        locked = True
    except (
        PyPdfError,
        ValueError,
        TypeError,
        KeyError,
        AttributeError,
        AssertionError,
        IndexError,
        OverflowError,
    ) as error:
        raise _unreadable(error) from None
    if locked:
        raise DocumentError("the PDF is encrypted; save a copy without its password", reason="encrypted")
    return reader


def _unreadable(error: Exception) -> DocumentError:
    from pypdf.errors import LimitReachedError

    if isinstance(error, LimitReachedError):
        return DocumentError(f"the PDF unpacks to more than it may: {str(error)[:120]}", reason="too_large")
    return DocumentError(f"the PDF is damaged: {str(error)[:120] or type(error).__name__}", reason="unreadable")


def _pages(reader: Any) -> tuple[list[list[Line]], list[int]]:
    """The lines of every page, and the numbers of the pages that hold pictures but no text."""
    from pypdf.errors import DependencyError, PyPdfError

    pages: list[list[Line]] = []
    bare: list[int] = []
    size = 0
    try:
        for number, page in enumerate(reader.pages, 1):
            if number > MAX_PAGES:
                raise DocumentError(f"the PDF has more than {MAX_PAGES:,} pages", reason="too_large")
            lines = _lines(page)
            size += sum(len(line.words) for line in lines)
            if size > MAX_TEXT:
                raise DocumentError(
                    f"the PDF unpacks to more than {MAX_TEXT // 10**6} million characters", reason="too_large"
                )
            pages.append(lines)
            if not any(line.words.strip() for line in lines) and {"/XObject", "/Font"} & set(
                page.get("/Resources") or {}
            ):
                bare.append(number)
    except DependencyError:
        raise DocumentError("the PDF is encrypted; save a copy without its password", reason="encrypted") from None
    except RecursionError:
        raise DocumentError("the PDF's parts refer to one another too deeply", reason="too_deep") from None
    except (
        PyPdfError,
        ValueError,
        TypeError,
        KeyError,
        AttributeError,
        AssertionError,
        IndexError,
        OverflowError,
        ZeroDivisionError,
    ) as error:
        raise _unreadable(error) from None
    if not pages:
        raise DocumentError("the PDF has no pages", reason="empty")
    return pages, bare


def _lines(page: Any) -> list[Line]:
    """The lines of a page in the order of its content; pieces that follow one another on one base line make one line."""
    pieces: list[tuple[str, float, float, float]] = []

    def note(words: str, cm: list[float], tm: list[float], _font: object, size: float) -> None:
        if words:
            x, y = tm[4] * cm[0] + tm[5] * cm[2] + cm[4], tm[4] * cm[1] + tm[5] * cm[3] + cm[5]
            pieces.append((words, float(x), float(y), abs(float(size)) or 1.0))

    page.extract_text(visitor_text=note)
    lines: list[Line] = []
    fresh = True
    for words, x, y, size in pieces:
        for index, part in enumerate(words.split("\n")):
            if index:
                fresh, y = True, y if index == 1 else y - 1.2 * size
            if not part:
                continue
            if fresh or not lines:
                lines.append(Line(part, x, y, size))
            else:
                last = lines[-1]
                size = size if len(part) > len(last.words) else last.size
                lines[-1] = replace(last, words=last.words + part, size=size)
            fresh = False
    return _rows([replace(line, words=_clean(line.words)) for line in lines if line.words.strip()])


def _clean(words: str) -> str:
    """Control characters are what is left of bullets set in a symbol font."""
    words = words.encode("utf-8", errors="replace").decode("utf-8")
    return " ".join(_CONTROL.sub("•", words).split(" ")).strip()


def _rows(lines: list[Line]) -> list[Line]:
    """Cells set side by side become one line."""
    rows: list[Line] = []
    edge = 0.0
    for line in lines:
        last = rows[-1] if rows else None
        foot = line.y < 60 and _PAGE_NUMBER.fullmatch(line.words)
        if last and abs(last.y - line.y) < 0.25 * line.size and line.x > edge and not foot:
            bullet = len(last.words) == 1 and not last.words.isalnum()
            words = f"{last.words}{' ' if bullet else ' | '}{line.words}"
            rows[-1] = replace(line if bullet else last, words=words)
        else:
            rows.append(line)
        edge = line.x
    return rows


def without_running_heads(pages: list[list[Line]]) -> list[list[Line]]:
    """The pages without what stands at the top or foot of nearly every one (but on the first of them), and without page numbers."""
    keys = [[_key(line, number) for line in page] for number, page in enumerate(pages)]
    ends = Counter(key for page in keys for key in {*page[:3], *page[-3:]})
    running = {key for key, count in ends.items() if count >= max(2, round(0.7 * len(pages)))}
    met: set[object] = set()
    kept: list[list[Line]] = []
    for page, names in zip(pages, keys, strict=True):
        kept.append([])
        for index, (line, key) in enumerate(zip(page, names, strict=True)):
            at_end = index < 3 or index >= len(page) - 3
            if not (at_end and (key in met or _PAGE_NUMBER.fullmatch(line.words))):
                kept[-1].append(line)
            if at_end and key in running:
                met.add(key)
    return kept


def _key(line: Line, number: int) -> tuple[str, int]:
    """Equal for two running heads: the height, and the words, where a number at either end that counts with the pages is one."""
    words = re.sub(r"^[0-9]{1,4}(?=\s)|(?<=\s)[0-9]{1,4}$", lambda found: f"#{int(found[0]) - number}", line.words)
    return words, round(line.y / 4)


def paragraphs(pages: list[list[Line]], *, hyphens: str) -> str:
    """The lines joined into paragraphs, one a line. `hyphens` is the text in which a hyphenated word may stand unbroken."""
    lengths = sorted(len(line.words) for page in pages for line in page)
    width = lengths[int(0.9 * (len(lengths) - 1))] if lengths else 0
    width = max(width, 60) if len(lengths) < 12 else width  # a few short lines are no narrow column
    out: list[str] = []
    last: Line | None = None
    for page in pages:
        leading = _leading(page)
        for line in page:
            if last is not None and _continues(
                last, line, width=width, leading=leading.get(round(line.size), 1.6 * line.size)
            ):
                out[-1] = _joined(out[-1], line.words, hyphens)
            else:
                out.append(line.words)
            last = line
    return "\n".join(out)


def _leading(page: list[Line]) -> dict[int, float]:
    """The usual distance between lines, by size of type."""
    gaps: dict[int, Counter[int]] = {}
    for above, line in pairwise(page):
        if round(above.size) == round(line.size) and 0 < above.y - line.y < 3 * line.size:
            gaps.setdefault(round(line.size), Counter())[round(above.y - line.y)] += 1
    return {size: min(found, key=lambda gap: (-found[gap], gap)) for size, found in gaps.items()}


def _continues(above: Line, line: Line, *, width: int, leading: float) -> bool:
    """Whether a line goes on with the sentence or paragraph of the line above it."""
    if (
        round(above.size) != round(line.size)
        or " | " in above.words
        or " | " in line.words
        or _BULLET.match(line.words)
    ):
        return False
    if above.words.endswith("-") and line.words[:1].islower():
        return True
    gap = above.y - line.y
    if gap > max(0.0, 1.3 * leading):
        return False
    if gap <= 0:  # a new page or column: only a sentence in its middle goes on
        return above.words[-1:] not in '.!?:”"' and line.words[:1].islower()
    if above.size >= 13:  # a headline over two lines
        return True
    first = line.words.split(" ", 1)[0]
    return len(above.words) + 1 + len(first) > 0.8 * width


def _joined(above: str, words: str, hyphens: str) -> str:
    broken = _HYPHENATED.search(above)
    if not broken or not words[:1].islower():
        return f"{above}{'' if above.endswith('-') else ' '}{words}"
    second = re.match(r"[^\W\d_]+", words)
    compound = f"{broken[1]}-{second[0]}" if second else ""
    if compound and re.search(rf"(?<!\w){re.escape(compound)}(?!\w)", hyphens):
        return above[: broken.end(1)] + "-" + words
    return above[: broken.end(1)] + words


def _about(reader: Any) -> tuple[str | None, dt.date | None, str | None]:
    """Title, day of creation and language out of the Info dictionary, XMP and catalogue, each None where it cannot be had."""
    title = _quietly(lambda: reader.metadata.title) or _quietly(lambda: reader.xmp_metadata.dc_title.get("x-default"))
    made = _quietly(lambda: reader.metadata.get("/CreationDate"))
    created = day_of(str(made).removeprefix("D:")) if made else None
    language = _quietly(lambda: str(reader.trailer["/Root"].get("/Lang") or ""))
    return (
        (None if not title or _is_file_name(str(title)) else str(title)),
        created,
        str(language) if language else None,
    )


def _quietly(get: Any) -> Any:
    try:
        return get()
    except MemoryError:
        raise
    except Exception:
        return None  # metadata that cannot be read is metadata we do not have


def _is_file_name(title: str) -> bool:
    return bool(
        re.search(
            r"\.(?:docx?|pdf|indd|pages|odt|rtf|tex|qxd)$|^Microsoft Word|^untitled", title.strip(), re.IGNORECASE
        )
    )
