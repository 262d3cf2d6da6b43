"""What a parser makes of a file's bytes, and how that becomes a `Document`.

Invariant: what is given by hand wins over the file's own metadata, which wins over what the text says of itself; a date of
publication before 1900 or after tomorrow is unknown, whoever states it in a file.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import re

from muster.claims.document import Document
from muster.claims.errors import DocumentError, UsageError
from muster.numbers.values import value
from muster.reading.mastheads import masthead

FIRST_PUBLISHED = dt.date(1900, 1, 1)
MAX_LEFT_OUT = 200

_MASTHEAD = 12_000  # characters at either end in which a dateline may stand
_COMMON = frozenset(
    re.findall(
        r"[a-z]+",
        "the of and to in a is that for it on was with as by at from his they be are this have has had were not said which or "
        "but an their been its more than after who about over will would up also",
    )
)
_WORD = re.compile(r"[^\W\d_]+(?:['’][a-z]+)?")
_LABEL = re.compile(
    r"(?:key (?:facts|points|takeaways)|summary|in (?:short|brief)|breaking(?: news)?|updated?|correct(?:s|ed|ion)|"
    r"advertisement|opinion|analysis|exclusive|live|transcript|report|introduction|contents|abstract|by)\b[^a-z]*",
    re.IGNORECASE,
)
_ISO_DAY = re.compile(r"\s*([0-9]{4})-([0-9]{2})-([0-9]{2})(?![0-9])")
_PLAIN_DAY = re.compile(r"\s*([0-9]{4})[/.]?([0-9]{2})[/.]?([0-9]{2})(?:[0-9]{2}|[0-9]{4}|[0-9]{6})?(?![0-9])")
_DATE_WORDS = re.compile(
    r"(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun|jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)[a-z]*\.?|gmt|utc|[ap]m",
    re.IGNORECASE,
)


@value(frozen=True, slots=True, kw_only=True)
class Parsed:
    """Text and what the file says of itself. `published` is a date of publication, `created` one on which the file was made
    (good enough only where nothing better is known); either may be any date at all, `document_of` judges them."""

    text: str
    title: str | None = None
    publisher: str | None = None
    published: dt.date | None = None
    created: dt.date | None = None
    language: str | None = None
    left_out: tuple[str, ...] = ()


def document_of(
    parsed: Parsed,
    *,
    media: str,
    origin: str | None = None,
    data: bytes = b"",
    published: dt.date | None = None,
    publisher: str | None = None,
) -> Document:
    """The document, its gaps filled from its text. Raises `DocumentError` where no text is left, `UsageError` for a `published`
    that cannot be a date of publication."""
    if not parsed.text.strip():
        raise DocumentError("the file holds no text", reason="empty")
    if published is not None and believable(published) is None:
        raise UsageError(f"a date of publication must lie between 1900 and tomorrow; got {published.isoformat()}")
    table = media == "dataset"  # whose cells say nothing of the table itself
    dated = None if table else date_in(parsed.text)
    return Document(
        text=parsed.text,
        title=short(parsed.title) or title_in(parsed.text),
        publisher=short(publisher) or short(parsed.publisher) or (None if table else masthead(parsed.text)),
        published=published or believable(parsed.published) or dated or believable(parsed.created),
        language=language_code(parsed.language) or (None if table else language_of(parsed.text)),
        media=media,
        origin=origin,
        bytes_hash=hashlib.sha256(data).hexdigest() if data else None,
        left_out=parsed.left_out[:MAX_LEFT_OUT],
    )


def believable(day: dt.date | None) -> dt.date | None:
    """The day, where something may have been published on it. The only use of today's date: tomorrow is for time zones."""
    tomorrow = dt.datetime.now(dt.UTC).date() + dt.timedelta(days=1)
    return day if day is not None and FIRST_PUBLISHED <= day <= tomorrow else None


def date_in(text: str) -> dt.date | None:
    """The day that the text's own dateline gives."""
    from muster.reading.dates import dateline

    ends = text if len(text) <= 2 * _MASTHEAD else f"{text[:_MASTHEAD]}\n{text[-_MASTHEAD:]}"
    return believable(dateline(ends))


def day_of(value: object) -> dt.date | None:
    """The day at the head of a machine's date (`2024-12-09T10:00Z`, `20241209`, `2024/12/09`), None for anything else."""
    found = (_ISO_DAY.match(value) or _PLAIN_DAY.match(value)) if isinstance(value, str) else None
    if not found:
        return None
    try:
        return dt.date(*(int(part) for part in found.groups()))
    except ValueError:
        return None


def short(value: object, most: int = 300) -> str | None:
    """A name or title on one line without control characters, None for an empty one."""
    if not isinstance(value, str):
        return None
    line = " ".join("".join(c if c.isprintable() else " " for c in value[: 4 * most]).split())
    return line[:most].rstrip() or None


def language_code(value: str | None) -> str | None:
    """`en` for `en-GB` or `EN_us`; None for what is no language code."""
    code = re.split(r"[-_]", value.strip(), maxsplit=1)[0].lower() if value else ""
    return code if re.fullmatch(r"[a-z]{2,3}", code) and code != "und" else None


def language_of(text: str) -> str | None:
    """`en` where enough of the words are the commonest English ones, else None."""
    words = [word.lower() for word in _WORD.findall(text[:20_000])]
    common = sum(word in _COMMON for word in words)
    return "en" if common >= 3 and common >= 0.15 * len(words) else None


def title_in(text: str) -> str | None:
    """The headline: among the first lines a short one that is no sentence, date or label; rather one of five words or more than a
    masthead above it."""
    lines = [line for line in map(str.strip, text[:4_000].splitlines()) if line][:5]
    found: list[str] = []
    for number, line in enumerate(lines):
        if len(line) > 180 or (len(line.split()) > 6 and re.search(r"\.$|[a-z][.?!] [A-Z]", line)):
            break  # the text has begun
        if number + 1 < len(lines) and _may_head(line):
            found.append(line)
    return short(next((line for line in found if len(line.split()) >= 5), found[0] if found else None))


def _may_head(line: str) -> bool:
    plain = len(line) >= 8 and len(line.split()) >= 2 and not line.endswith((".", ":", ";", ","))
    return plain and line[0] not in "-•*✓([=|#" and not _LABEL.fullmatch(line) and not _is_date(line)


def _is_date(line: str) -> bool:
    """Whether nothing but the parts of a date and a word or two (a town, a paper) stand in the line."""
    if not re.search(r"\b(?:1[89]|20)[0-9]{2}\b", line):
        return False
    words = [word for word in _WORD.findall(line) if not _DATE_WORDS.fullmatch(word)]
    return len(words) <= 4 and bool(
        _DATE_WORDS.search(line) or re.search(r"[0-9]{1,4}[-./][0-9]{1,2}[-./][0-9]{1,4}", line)
    )


_NUMBER = re.compile(r"[0-9](?:[0-9,.'’\u00a0\u2009\u202f]*[0-9])?")


def numbers_missing(everything: str, kept: str) -> tuple[str, ...]:
    """The numbers of a page that its article does not hold, in page order, each once."""
    have = set(_NUMBER.findall(kept))
    missing = dict.fromkeys(number for number in _NUMBER.findall(everything) if number not in have)
    return tuple(number[:40] for number in missing)[:MAX_LEFT_OUT]
