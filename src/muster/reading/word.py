"""DOCX to text: paragraphs and table rows as lines, with insertions and without deletions, notes at the end.

Invariant: nothing outside the file is opened, no entity is expanded, and no more is unpacked than the caps allow. Runs in the guarded
child only.
"""

from __future__ import annotations

import io
import re
import zipfile
from typing import Any

from muster.claims.errors import DocumentError
from muster.reading.parsed import Parsed, day_of, numbers_missing

MAX_UNPACKED = 100_000_000
MAX_RATIO = 100
MAX_MEMBERS = 2_000
MAX_PART = 40_000_000

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_STRICT_W = "{http://purl.oclc.org/ooxml/wordprocessingml/main}"
_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_DC = "{http://purl.org/dc/elements/1.1/}"
_TERMS = "{http://purl.org/dc/terms/}"
_PART = re.compile(r"word/(?:header[0-9]{0,4}|footer[0-9]{0,4}|footnotes|endnotes|comments)\.xml")
_TEMPLATE = "2013-12-23T23:15:00Z"  # the creation date in the template that a widespread library writes into every file


def parse_docx(data: bytes) -> Parsed:
    """The text of a Word file and what it says of itself. Raises `DocumentError` with reason `zip_bomb`, `unreadable`, `unsupported`,
    `truncated`, `too_large` or `encrypted`."""
    if data.startswith(b"\xd0\xcf\x11\xe0"):
        raise DocumentError("an old Word file or one with a password; save it as .docx without one", reason="encrypted")
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            members = _checked(archive, size=len(data))
            return _parsed(archive, members)
    except zipfile.BadZipFile as error:
        cut = data[:4] == b"PK\x03\x04" and b"PK\x05\x06" not in data[-70_000:]
        reason = "truncated" if cut else "unreadable"
        raise DocumentError(
            f"the Word file is {'cut off; fetch it again' if cut else f'damaged: {error}'}", reason=reason
        ) from None
    except (NotImplementedError, RuntimeError, EOFError, OSError, ValueError, KeyError) as error:
        if isinstance(error, RuntimeError) and "password" in str(error):
            raise DocumentError(
                "the Word file is encrypted; save a copy without its password", reason="encrypted"
            ) from None
        raise DocumentError(f"the Word file is damaged: {str(error)[:120]}", reason="unreadable") from None
    except Exception as error:  # zlib.error is no subclass of anything that zipfile names
        if type(error).__name__ != "error":
            raise
        raise DocumentError(f"the Word file is damaged: {error}", reason="unreadable") from None


def _checked(archive: zipfile.ZipFile, *, size: int) -> dict[str, zipfile.ZipInfo]:
    """The members by name. Raises `DocumentError` where they are too many or would unpack to too much."""
    entries = archive.infolist()
    total = sum(entry.file_size for entry in entries)
    packed = sum(entry.compress_size for entry in entries)
    if len(entries) > MAX_MEMBERS or total > MAX_UNPACKED or total > MAX_RATIO * max(size, 10_000) or packed > 2 * size:
        raise DocumentError(
            f"a zip bomb: {len(entries):,} parts that unpack from {size:,} to {total:,} bytes "
            f"(at most {MAX_MEMBERS:,} parts, {MAX_UNPACKED:,} bytes, {MAX_RATIO} times)",
            reason="zip_bomb",
        )
    if "word/document.xml" not in archive.namelist():
        raise DocumentError("a zip file, but no Word document: it has no word/document.xml", reason="unsupported")
    return {entry.filename: entry for entry in entries}


def _read(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> bytes:
    """A part's bytes; the size that the archive states is not believed."""
    with archive.open(entry) as part:
        data = part.read(MAX_PART + 1)
    if len(data) > MAX_PART or len(data) > max(MAX_RATIO * entry.compress_size, 100_000):
        raise DocumentError(f"a zip bomb: {entry.filename} unpacks to more than it may", reason="zip_bomb")
    return data


def _tree(data: bytes, name: str) -> Any:
    from lxml import etree

    if b"<!DOCTYPE" in data[:4096] or b"<!ENTITY" in data or b"<\x00!\x00D\x00O\x00C" in data[:8192]:
        raise DocumentError(f"the Word file's {name} declares entities, which no Word file does", reason="unreadable")
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=True, remove_comments=True, remove_pis=True
    )
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        raise DocumentError(f"the Word file's {name} is damaged: {str(error)[:120]}", reason="unreadable") from None
    if root.getroottree().docinfo.doctype:
        raise DocumentError(f"the Word file's {name} has a document type, which no Word file does", reason="unreadable")
    return root


def _parsed(archive: zipfile.ZipFile, members: dict[str, zipfile.ZipInfo]) -> Parsed:
    names = sorted(name for name in members if _PART.fullmatch(name))
    text = {name: part_text(_tree(_read(archive, members[name]), name)) for name in names}
    root = _tree(_read(archive, members["word/document.xml"]), "word/document.xml")
    body = part_text(root)
    heads = dict.fromkeys(text[name] for name in names if "header" in name and text[name] and text[name] not in body)
    notes = [text[name] for name in ("word/footnotes.xml", "word/endnotes.xml") if text.get(name)]
    whole = "\n".join([*heads, body, *notes])
    aside = "\n".join(text[name] for name in names if "comments" in name or "footer" in name)
    core = members.get("docProps/core.xml")
    about = _about(_tree(_read(archive, core), "docProps/core.xml")) if core else {}
    return Parsed(
        text=whole,
        title=about.get("title") or _styled_title(root),
        created=day_of(about.get("created")),
        language=about.get("language"),
        left_out=numbers_missing(aside, whole),
    )


def part_text(root: Any) -> str:
    """The text of one part: a paragraph is a line, a row of a table is a line with ` | ` between its cells."""
    from lxml import etree

    lines: list[str] = []
    parts: list[str] = []
    rows = cells = 0
    walk = etree.iterwalk(root, events=("start", "end"))
    for event, element in walk:
        tag = _local(element.tag)
        if event == "start":
            if tag in _DROPPED or _is_separator(element, tag) or (tag == "r" and _is_hidden(element)):
                walk.skip_subtree()
            elif tag == "t":
                parts.append(element.text or "")
            elif tag == "tr":
                rows += 1
                cells = 0 if rows == 1 else cells
            elif tag == "tc":
                if cells and rows == 1:
                    parts.append(" | ")
                cells += rows == 1
            else:
                parts.append(_MARKS.get(tag, ""))
        elif tag == "p" or tag == "tr":
            rows -= tag == "tr"
            if rows:
                parts.append(" ")
            else:
                _flush(parts, lines)
    _flush(parts, lines)
    return "\n".join(lines)


_DROPPED = frozenset({"del", "moveFrom", "instrText", "delText", "Fallback", "pPr", "sectPr", "tblPr", "trPr", "tcPr"})
_MARKS = {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-", "softHyphen": ""}


def _local(tag: object) -> str:
    """A WordprocessingML element's name without its namespace; empty for other vocabularies, whose text is not the document's."""
    if not isinstance(tag, str):
        return ""
    if tag.startswith(_W):
        return tag[len(_W) :]
    if tag.startswith(_STRICT_W):
        return tag[len(_STRICT_W) :]
    return tag[len(_MC) :] if tag.startswith(_MC) else ""


def _is_separator(element: Any, tag: str) -> bool:
    """Whether it is the line above the footnotes rather than a note."""
    return tag in ("footnote", "endnote") and any(_local(key) == "type" for key in element.attrib)


def _is_hidden(run: Any) -> bool:
    return any(
        _local(mark.tag) == "vanish" for properties in run if _local(properties.tag) == "rPr" for mark in properties
    )


def _flush(parts: list[str], lines: list[str]) -> None:
    text = "".join(parts)
    parts.clear()
    for line in text.split("\n"):
        line = re.sub(r"[ ]{2,}", " ", line).strip(" ")
        if line.strip(" |\t"):
            lines.append(line)


def _styled_title(root: Any) -> str | None:
    """The paragraph set in the style Title or Heading 1, among the first few."""
    for paragraph in list(root.iter(f"{_W}p"))[:10]:
        style = paragraph.find(f"{_W}pPr/{_W}pStyle")
        if style is not None and (style.get(f"{_W}val") or "").lower().replace(" ", "") in ("title", "heading1"):
            return part_text(paragraph) or None
    return None


def _about(root: Any) -> dict[str, str]:
    """The core properties that say something of the text: title, creation, language."""
    found = {
        "title": root.findtext(f"{_DC}title"),
        "language": root.findtext(f"{_DC}language"),
        "created": root.findtext(f"{_TERMS}created"),
    }
    about = {key: value.strip() for key, value in found.items() if value and value.strip()}
    if about.get("created") == _TEMPLATE:
        del about["created"]
    if re.match(r"microsoft word|untitled|document ?[0-9]*$|word document$", about.get("title", ""), re.IGNORECASE):
        del about["title"]
    return about
