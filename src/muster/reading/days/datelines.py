"""Which of the dates in a text's first and last lines is the document's own.

Invariant: only a date that presents itself as one is taken: after a label ("Published:"), in a dateline ("KYIV, 9 December 2024 —"), on a
line that is no sentence, or in brackets at a line's end. Where two of the same rank disagree, none is.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Iterator, Sequence

from muster.numbers.values import value

HEAD_LINES, TAIL_LINES, LONGEST = 12, 4, 400

_LABEL = re.compile(
    r"(?:^|[|·•(–—.]|\s{2}|\t)\W{0,4}(?:published|posted|publication date|pub\.? date|date of (?:publication|issue|release)|"
    r"date|dated|issued|date issued|released|recorded|broadcast|aired|revised|last revised|issue of|edition of|"
    r"for (?:immediate )?release|release date|prepared|written|filed|compiled|"
    r"answered|delivered|adopted|interviewed|conducted|reviewed|episode of|version of|out|(?:register |list |table )?closed|sent|"
    r"last updated|updated|last modified|modified|as of|data as of|status as of)"
    r"(?: (?:on|at|by [\w .]{1,40}|in [\w ]{1,30}? on|to \w{1,20}(?: on)?))?"
    r"\s*[:|,–—-]?\s*(?:on\s)?(?:\w+day,?\s)?$",
    re.IGNORECASE,
)
_LABEL_BEHIND = re.compile(
    r"[,;]\s+(?:posted|published|issued|updated|filed|sent|released|recorded|broadcast|conducted|"
    r"episode of|edition of)(?: on)?\s+(?:\w+day,?\s)?$",
    re.IGNORECASE,
)
_SUMMARY = re.compile(
    r"^\W*(?:\w+ ){0,3}(?:summary|report|update|bulletin|communiqu[eé]|briefing|digest),?"
    r"(?: (?:for|of|on|the|morning|midday|noon|evening|night)){0,3} "
    r"(?:\w+day,?\s)?$",
    re.IGNORECASE,
)
_NOTE_AFTER = re.compile(r"\s*[·|]\s*[a-z]")
_BULLETIN = re.compile(r"\b(?:bulletin|summary|report|update|digest)\b[^.!?]{0,60},\s$", re.IGNORECASE)
_THREAD = re.compile(r"\W*1\s?/")
_POSTED = re.compile(r"(?:[.?!)]\s\W{0,4}|\()$")  # "1/ What the numbers say. 🧵 (9 Nov 2025)"
_POST_ENDS = re.compile(r"\)?\.?(?:\s*$|\s[A-Z])")
_SPOKE = re.compile(
    r"\b(?:spoke|talked|was speaking) (?:to|with) [^.]{1,60}?(?: on)? (?:\w+day,? )?$"
    r"|\b(?:[Ww]e|I) (?:spoke|talked|met)\b[^.]{0,60}?(?: on)? (?:\w+day,? )?$"
)
_LATER = re.compile(r"updated|modified", re.IGNORECASE)
_COPYRIGHT = re.compile(r"©|\(c\)|copyright|all rights reserved", re.IGNORECASE)
_CLOCK = r"(?:\s*(?:,|at|\||–|—|-)?\s*\d{1,2}(?::|\.)\d{2}(?:\s?[ap]\.?m\.?)?(?:\s?\(?[A-Z]{2,4}(?:[+-]\d+)?\)?)?)?"
_LINE_END = re.compile(rf"{_CLOCK}\s*(?:\([^()]{{1,60}}\))?\s*[.|]?\s*$")
_DASH_AFTER = re.compile(
    r"\s*(?:\([^()]{1,40}\)\s*)?(?:[–—:]|--?\s|\([A-Z])|\.\s?/[A-Z][\w -]{1,30}/"
)  # "MOSCOW, August 27. /TASS/."
_STOP_AFTER = re.compile(r"\.\s+[A-Z/(“\"‘]")  # "Near Pokrovsk, 21 November 2024. Name withheld."
_PLACED = re.compile(r"(?:(?:[Nn]ear|[Ii]n|[Aa]t) )?(?:(?:[A-Z][\w’'-]+|and|&)[ ,/]+){1,6}$")
_PLACE = re.compile(
    r"^[^\w\n]*(?:(?:[A-Z][A-Z.’'/-]+|and|&)[ ,/-]{0,3}){1,6}(?:[A-Z][\w. ]{1,24},?\s*)?(?:\([^()]{1,40}\)\s*[,–—-]?\s*)?$"
)
_SENTENCE_IN = re.compile(
    r"[.!?]\s+[A-Z]|\b(?:said|says|was|were|has|had|have|killed|lost|will|is|are|began|ended|started|opened)\b|[.!?]\s*$"
)
_ASIDE = re.compile(r"\s*[,.–—|·(-].{0,60}$")
_OWN_SENTENCE = re.compile(r"[.!?:]\s+$")
_NO_MORE_WORDS = re.compile(r"\W*")
_IN_BRACKETS = re.compile(r"^[^()]{3,90}\($")
_ASIDE_OPEN = re.compile(r"\([^()]{1,60}$")
_SEPARATED = re.compile(r"(?:^|[,|·•:;–—/(\t]|\s-|\bon)\s*$")


@value(frozen=True, slots=True)
class Line:
    """One line of the text; `at` counts from its head, and is negative for its last lines."""

    text: str
    at: int


def heads(text: str) -> Iterator[Line]:
    """The first and last lines that are not empty, no copyright among them, each cut to a length that a dateline stays within."""
    lines: list[str] = []
    start = 0
    while len(lines) < HEAD_LINES and start < len(text) and start < 20_000:
        stop = text.find("\n", start, start + 20_000)
        stop = min(len(text), start + 20_000) if stop < 0 else stop
        if text[start:stop].strip():
            lines.append(text[start:stop])
        start = stop + 1
    last = [line for line in text[max(start, len(text) - 2_000) :].split("\n") if line.strip()][-TAIL_LINES:]
    numbered = [(at, line) for at, line in enumerate(lines)] + [(at - len(last), line) for at, line in enumerate(last)]
    for at, line in numbered:
        if not _COPYRIGHT.search(line):
            yield Line(line[:LONGEST], at)


def best(found: Iterable[tuple[Line, int, int, dt.date, bool]]) -> dt.date | None:
    """The date of the best rank, None where several of that rank disagree."""
    ranked: dict[int, list[dt.date]] = {}
    for line, start, end, day, single in found:
        rank = _rank(line, start, end, single=single)
        if rank is not None:
            ranked.setdefault(rank, []).append(day)
    for rank in sorted(ranked):
        return ranked[rank][0] if len(set(ranked[rank])) == 1 else None
    return None


def opens(line: Line, *, start: int, end: int) -> bool:
    """Whether a date stands in the dateline that opens a line: "KYIV, Jan. 28 (Newswire) —"."""
    return bool(_PLACE.match(line.text[:start]) and line.text[:start].strip() and _DASH_AFTER.match(line.text[end:]))


def opens_by_month(line: Line, *, start: int, end: int) -> bool:
    """Whether a month stands in a dateline that is a line of its own or opens one: "LONDON, Nov. 2024"."""
    before, after = line.text[:start], line.text[end:]
    town = _PLACE.match(before) and any(word.isupper() and len(word) > 2 for word in before.replace(",", " ").split())
    return bool(town and (_LINE_END.match(after) or _DASH_AFTER.match(after)))


_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_ON_WEEKDAY = re.compile(rf"\bon ({'|'.join(_WEEKDAYS)})\b(?! (?:night )?(?:last|next))", re.IGNORECASE)


def on_its_weekday(text: str, days: Sequence[dt.date]) -> dt.date | None:
    """Which of a dateline's days, one for each year, is the weekday that the report says it was on, or a day or two after it.

    The first two years are the likely ones; a later one must be the very weekday.
    """
    match = _ON_WEEKDAY.search(text)
    if match is None:
        return None
    wanted = _WEEKDAYS.index(match[1].lower())
    tries = [(days[:2], 0), (days[:2], 1), (days[:1], 2), (days[2:], 0)]
    return next((day for some, late in tries for day in some if day.weekday() == (wanted + late) % 7), None)


def _rank(line: Line, start: int, end: int, *, single: bool) -> int | None:
    """How plainly a date is the document's own, 0 most; None where it is not."""
    before, after = line.text[:start], line.text[end:]
    label = _LABEL.search(before)
    if label and len(line.text) < 200 and not _SENTENCE_IN.search(before[: label.start()]):
        return 1 if _LATER.search(label.group()) else 0
    if line.at >= 0 and _LABEL_BEHIND.search(before) and _LINE_END.match(after) and not _SENTENCE_IN.search(before):
        return 1  # "@attritionwatch, posted 2 Nov 2024"
    bare = len(line.text.strip()) <= 100 and not _SENTENCE_IN.search(before) and _LINE_END.match(after)
    if single and line.at >= 0 and not before.strip() and _NOTE_AFTER.match(after):
        return 2  # "24 February 2026 · compiled from published statements"
    if bare and _SEPARATED.search(before):
        if not single:
            return 6 if (not before.strip() or _BULLETIN.search(before)) and line.at >= 0 else None
        return (2 if line.at >= 0 else 4) if not before.strip() or line.at >= 0 else None
    if single and line.at == 0 and _THREAD.match(before) and _POSTED.search(before) and _POST_ENDS.match(after):
        return 8
    opening = line.at == 0 and not before.strip()  # "March 3, 2025 - The ministry said …"
    if single and line.at >= 0 and (opening or _PLACE.match(before)) and _DASH_AFTER.match(after):
        return 3
    if single and -1 < line.at <= 3 and len(before) <= 40 and _PLACED.match(before) and _STOP_AFTER.match(after):
        return 7 if not _SENTENCE_IN.search(before) else None
    if single and -1 < line.at <= 3 and (_ends_its_sentence(before, after) or _SUMMARY.search(before)):
        return 7 if not _SENTENCE_IN.search(before) else None
    if single and -1 < line.at <= 3 and len(line.text) <= 120 and _SEPARATED.search(before) and _ASIDE.match(after):
        return 5 if not _SENTENCE_IN.search(before) and not _SENTENCE_IN.search(after.rstrip(" .")) else None
    if single and -1 < line.at <= 3 and _OWN_SENTENCE.search(before) and _NO_MORE_WORDS.fullmatch(after):
        return 5
    if single and 0 <= line.at <= 1 and _IN_BRACKETS.search(before) and re.match(r"\)[.:]?(?:\s|$)", after):
        return 5 if not _SENTENCE_IN.search(before) else None
    if single and -1 < line.at <= 4 and _SPOKE.search(before):
        return 8
    if (
        single
        and 0 <= line.at <= 1
        and after.strip() == ")"
        and _ASIDE_OPEN.search(before)
        and _SEPARATED.search(before)
    ):
        return (
            5 if not _SENTENCE_IN.search(before) else None
        )  # "The week in numbers (newsletter of the bureau, 1 December 2024)"
    bracketed = before.rstrip().endswith("(") and re.match(r"\)\W*$", after)
    return 5 if single and bracketed and -1 <= line.at <= 3 else None


def _ends_its_sentence(before: str, after: str) -> bool:
    """ "“The Briefing”, 13 August 2025. Unchecked transcript."."""
    return (
        len(before) <= _MASTHEAD
        and not before.endswith("on ")
        and bool(_SEPARATED.search(before) and _STOP_AFTER.match(after))
    )


_MASTHEAD = 80
