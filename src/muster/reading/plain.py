"""Plain text and Markdown: bytes to characters, and the little that the text says of itself.

Invariant: the characters are kept exactly as decoded (line ends, combining marks, NULs, invisible ones), so offsets hold; only
a byte order mark at the head is not text. Markdown loses its marks of emphasis, links and headings, never a line or a word.
"""

from __future__ import annotations

import codecs
import datetime as dt
import re

from muster.claims.errors import DocumentError
from muster.reading.parsed import Parsed, day_of

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
# Charsets a page may name; anything else (utf-7, punycode, rot13) is no way to write a page.
_CHARSET = re.compile(
    r"utf-?8|us-ascii|ascii|windows-?125[0-8]|cp125[0-8]|cp866|iso-?8859-?[0-9]{1,2}|latin-?1|koi8-[ru]|mac(?:intosh|-?roman)|"
    r"big5|gbk|gb2312|gb18030|shift[-_]jis|euc-(?:jp|kr)",
    re.IGNORECASE,
)
_CONTROL = re.compile(r"[\x01-\x08\x0b\x0e-\x1a\x1c-\x1f\x7f]")
_NOT_TEXT = (
    b"%PDF-",
    b"PK\x03\x04",
    b"PAR1",
    b"\x89PNG",
    b"\xff\xd8\xff",
    b"GIF8",
    b"\x7fELF",
    b"\xd0\xcf\x11\xe0",
    b"\x1f\x8b",
    b"{\\rtf",
)


def decode(data: bytes, *, declared: str | None = None) -> str:
    """The characters of the bytes: by byte order mark, as UTF-8, by the charset declared, or as Western text where it looks like
    that. Raises `DocumentError` (reason `empty` or `binary`) for what is no text."""
    if not data.strip(b"\x00 \t\r\n"):
        raise DocumentError("the file is empty", reason="empty")
    if data.startswith(_NOT_TEXT):
        raise _binary("begins like a file of another kind")
    for mark, name in _BOMS:
        if data.startswith(mark):
            return _checked(_strict(data[len(mark) :], name))
    try:
        return _checked(data.decode("utf-8"))
    except UnicodeDecodeError:
        pass
    if declared and _CHARSET.fullmatch(declared.strip()):
        return _declared(data, declared.strip())
    return _mostly_utf8(data) or _western(data)


def _mostly_utf8(data: bytes) -> str | None:
    """UTF-8 with a few broken characters, which become U+FFFD: it would be nonsense in any other charset."""
    text = data.decode("utf-8", errors="replace")
    broken = text.count("\ufffd")
    beyond = len(text) - len(text.encode("ascii", errors="ignore"))
    return _checked(text) if 20 * broken <= beyond else None


def _strict(data: bytes, name: str) -> str:
    try:
        return data.decode(name)
    except UnicodeDecodeError as error:
        raise _binary(f"announces {name.upper()} and is not ({error.reason} at byte {error.start})") from None


def _declared(data: bytes, name: str) -> str:
    try:
        return _checked(data.decode(name, errors="replace"))
    except LookupError:
        return _western(data)


def _western(data: bytes) -> str:
    try:
        text = data.decode("windows-1252")
    except UnicodeDecodeError:
        raise _binary("is not UTF-8, nor Windows-1252") from None
    beyond = sum(not c.isascii() for c in text[:200_000])
    if beyond > 0.3 * min(len(text), 200_000):
        raise _binary("is not UTF-8 and does not look like Western text")
    return _checked(text)


def _checked(text: str) -> str:
    """The text, unless too much of it is control characters or NULs for it to be one."""
    sample = text[:200_000]
    if 20 * (sample.count("\x00") + len(_CONTROL.findall(sample))) > len(sample):
        raise _binary("holds more control characters than a text does")
    return text


def _binary(what: str) -> DocumentError:
    return DocumentError(f"not a text: it {what}; save it as UTF-8 text", reason="binary")


def parse_text(data: bytes) -> Parsed:
    """A .txt file, its characters untouched."""
    return Parsed(text=decode(data))


# ------------------------------------------------------------------ Markdown
_FIELD = re.compile(r"([A-Za-z][A-Za-z0-9_ -]{0,40}?)[ \t]*:[ \t]*(.*)")
_RULE = re.compile(r"[ ]{0,3}(?:[-*_=][ \t]*){3,}")
_LINK = re.compile(
    r"!?\[([^\[\]\n]{0,500})\](?:\([^()\s\n]{0,2000}(?:[ \t]+\"[^\"\n]{0,500}\")?\)|\[[^\[\]\n]{0,200}\])"
)
_STRONG = re.compile(
    r"(?<![\w*])(\*{1,3})(?=[^\s*])([^*\n]{1,2000}?)(?<=[^\s*])\1(?![\w*])|(?<!\w)(_{1,3})(?=[^\s_])([^_\n]{1,2000}?)(?<=[^\s_])\3(?!\w)"
)
_CODE = re.compile(r"(`{1,2})([^`\n]{1,1000})\1")
_ESCAPE = re.compile(r"\\([\\`*_{}\[\]()#+.!|~-])")


def parse_markdown(data: bytes) -> Parsed:
    """A Markdown file: front matter (`key: value` lines between `---`) is metadata, the rest is text without its marks."""
    source = decode(data)
    fields, body = front_matter(source)
    text, heading = _unmarked(body)
    title = fields.get("title") or heading
    if fields.get("title") and _plainly(fields["title"]) not in _plainly(text[:4_000]):
        text = f"{fields['title']}\n\n{text.lstrip()}"
    return Parsed(
        text=text,
        title=title,
        publisher=_first(fields, "publisher", "site", "source", "outlet"),
        published=_published(fields),
        language=_first(fields, "lang", "language", "locale"),
    )


def front_matter(source: str) -> tuple[dict[str, str], str]:
    """The fields at the head and the text below them. Only lines of `key: value` are read; nothing else has a meaning here."""
    lines = source.split("\n", 101)
    if lines[0].rstrip() not in ("---", "+++"):
        return {}, source
    for number, line in enumerate(lines[1:101], 1):
        if line.rstrip() in ("---", "...", "+++"):
            found = (
                _FIELD.fullmatch(entry.strip()) for entry in lines[1:number] if not entry.startswith((" ", "\t", "#"))
            )
            fields = {match[1].strip().lower(): _unquoted(match[2]) for match in found if match}
            return (fields, "\n".join(lines[number + 1 :])) if fields else ({}, source)
    return {}, source


def _unquoted(value: str) -> str:
    value = value.strip()
    if len(value) >= 2 and value[0] == value[-1] and value[0] in "\"'":
        return value[1:-1].replace('\\"', '"').replace("''", "'")
    return value.split(" #", 1)[0].rstrip()


def _first(fields: dict[str, str], *keys: str) -> str | None:
    return next((fields[key] for key in keys if fields.get(key)), None)


def _published(fields: dict[str, str]) -> dt.date | None:
    return day_of(_first(fields, "published", "date", "pubdate", "publish_date", "published_at", "datepublished"))


def _unmarked(body: str) -> tuple[str, str | None]:
    """The text of Markdown and its first heading."""
    kept: list[str] = []
    heading = None
    for line in _without_comments(body).splitlines(keepends=True):
        bare = line.rstrip("\r\n")
        end = line[len(bare) :]
        if _is_table_rule(bare):
            continue
        if _RULE.fullmatch(bare):
            underlined = bool(kept and kept[-1].strip() and not bare.strip().strip("=-"))
            if underlined and heading is None and len(kept) <= 3:
                heading = kept[-1].strip()
            kept.extend([] if underlined else [end])
            continue
        named = _heading(bare)
        bare = _inline(_quoted(bare) if named is None else named)
        heading = heading or (bare if named is not None else None)
        kept.append(bare + end)
    return "".join(kept), heading


def _without_comments(body: str) -> str:
    """The text between HTML comments; one that never closes is text."""
    kept: list[str] = []
    at = 0
    while (start := body.find("<!--", at)) >= 0 and (end := body.find("-->", start)) >= 0:
        kept.append(body[at:start])
        at = end + 3
    return "".join([*kept, body[at:]])


def _is_table_rule(line: str) -> bool:
    """Whether it is the line between a table's head and its rows."""
    return "|" in line and "--" in line and not line.strip("|:- \t")


def _heading(line: str) -> str | None:
    """The words of a heading marked by `#`, None for another line."""
    words = line.lstrip(" ")
    level = len(words) - len(words.lstrip("#"))
    if not 1 <= level <= 6 or len(line) - len(words) > 3 or words[level : level + 1] not in (" ", "\t"):
        return None
    return words[level:].strip().rstrip("#").rstrip()


def _quoted(line: str) -> str:
    """A line without the mark of a block quote, and a table row without its outer bars."""
    line = re.sub(r"^(?:[ ]{0,3}>[ ]?)+", "", line)
    cells = line.strip()
    return cells[1:-1].strip() if cells.startswith("|") and cells.endswith("|") and len(cells) > 2 else line


def _inline(line: str) -> str:
    line = _LINK.sub(r"\1", line)
    line = _CODE.sub(r"\2", line)
    for _ in range(2):  # emphasis within emphasis
        line = _STRONG.sub(lambda match: match[2] or match[4], line)
    return _ESCAPE.sub(r"\1", line)


def _plainly(text: str) -> str:
    return re.sub(r"\W+", " ", text).lower().strip()
