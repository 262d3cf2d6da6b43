"""How a text is laid out: blocks (paragraphs, headings, list entries, rows) and the sentences in them.

Invariant: sentences lie in text order, do not overlap, and cover every character that is not white space.
A line break ends a sentence unless the text was wrapped there in mid-sentence.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from enum import StrEnum

from muster.numbers.values import value


class Kind(StrEnum):
    """What a block is."""

    PARAGRAPH = "paragraph"
    HEADING = "heading"
    ENTRY = "entry"  # of a list, or a short row


@value(frozen=True, slots=True)
class Block:
    """A run of text that belongs together; `sentences` are offsets into the whole text. `group` numbers the
    blank-line-separated groups of lines."""

    start: int
    end: int
    kind: Kind
    group: int
    sentences: tuple[tuple[int, int], ...]


_BULLET = re.compile(r"\s*(?:[-•·*–—▪▫●○◦‣✓✔→>#|]+\s|\(?[0-9a-zA-Z]{1,2}[.)/]\s|\d{1,2}/\d{0,2}\s)")
_END = re.compile(r"[.!?…]+[\"”’'»)\]]*(?=\s|$)|[:;](?=\s*\n)")
_ABBREVIATIONS = frozenset(
    "mr mrs ms dr prof st lt gen maj col capt brig sgt cpl adm sen rep gov pres rev hon no nos vs etc approx dept "
    "jan feb mar apr jun jul aug sep sept oct nov dec inc ltd co corp est ca cf fig figs vol al bn rs sq mt cmdr "
    "lieut pte div regt bde mln c v p pp e.g i.e u.s u.k u.n a.m p.m ph.d".split()
)
_OPENING = "\"“'‘«(["
_WRAP_LEAST, _WRAP_MOST = 56, 110


def blocks(text: str) -> list[Block]:
    """The blocks of a text in order."""
    out: list[Block] = []
    for number, lines in enumerate(_groups(text)):
        for start, end in _joined(text, lines):
            out.append(_block(text, start, end, number))
    return out


def _groups(text: str) -> list[list[tuple[int, int]]]:
    """Lines (offsets without white space at the ends), grouped where blank lines part them."""
    groups: list[list[tuple[int, int]]] = [[]]
    at = 0
    for line in text.splitlines(keepends=True):
        body = line.strip()
        if body:
            start = at + line.index(body[0])
            groups[-1].append((start, start + len(body)))
        elif groups[-1]:
            groups.append([])
        at += len(line)
    return _with_captions(text, [group for group in groups if group])


def _with_captions(text: str, groups: list[list[tuple[int, int]]]) -> list[list[tuple[int, int]]]:
    """A number that stands alone, with the words below that say of what it is: a box of figures as pages set it."""
    out: list[list[tuple[int, int]]] = []
    for group in groups:
        alone = out and len(out[-1]) == 1 and _is_figure(text[slice(*out[-1][0])])
        if alone and _captions(text[slice(*group[0])]):
            out[-1].extend(group)
        else:
            out.append(group)
    return out


def _is_figure(line: str) -> bool:
    """Whether a line is a number and nothing else, and no year, day or page."""
    return _LONE.fullmatch(line) is not None and not _YEAR.fullmatch(line)


def _captions(line: str) -> bool:
    """Whether a line can say what the number above it is of."""
    return len(line.split()) > 2 and line[0].isalpha() and not line.isupper()


_LONE = re.compile(
    r"(?:(?:about|around|some|nearly|almost|up to|over|more than|at least|~|≈|>|<) ?)?[$€£₽₴]?[0-9][0-9.,  ]*"
    r"(?:(?<=[0-9]{3})\+?|(?:[km]|m|bn)\+?|[  ]?%| ?per ?cent| ?percent| (?:million|thousand|billion)\+?"
    r"|[  ](?:(?:million|thousand|m) )?(?:roubles|rubles|hryvnias|euros|dollars|km²|km2|sq km|square kilomet(?:re|er)s|square miles))",
    re.IGNORECASE,
)
_YEAR = re.compile(r"(?:1[89]|20)[0-9]{2}")


def _joined(text: str, lines: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Lines of one group put together where the text was only wrapped."""
    wrapped = _is_wrapped(text, lines)
    out = [lines[0]]
    for line in lines[1:]:
        start, end = out[-1]
        before, after = text[start:end], text[line[0] : line[1]]
        if _runs_on(before, after, wrapped=wrapped):
            out[-1] = (start, line[1])
        else:
            out.append(line)
    return out


def _is_wrapped(text: str, lines: list[tuple[int, int]]) -> bool:
    """Whether the group is one paragraph cut into lines of about one width."""
    if len(lines) < 3:
        return False
    sizes = [end - start for start, end in lines[:-1]]
    widest = max(sizes)
    if not _WRAP_LEAST <= widest <= _WRAP_MOST or min(sizes) < 0.7 * widest:
        return False
    if any(_BULLET.match(text, start, end) for start, end in lines[1:]):
        return False
    return sum(not text[start].isupper() for start, _ in lines[1:]) >= 0.4 * (len(lines) - 1)


_CELLS = re.compile(r"\S(?: {3,}|\t| +\| +| ?\.{4,} ?)\S")  # of a row: parted by wide gaps, bars or leaders


_ROW = re.compile(r":\s+(?:[a-z]+ ){0,3}[0-9][0-9., \u00a0\u202f]*$")  # "Casualties since May: about 30,000"


def _runs_on(before: str, after: str, *, wrapped: bool) -> bool:
    if _BULLET.match(after + " ") or _CELLS.search(before) or _CELLS.search(after):
        return False
    if wrapped or (_is_figure(before) and _captions(after)):
        return True
    if _ROW.search(before):
        return False
    if before[-1] in '.!?:;"”' or len(before) < _WRAP_LEAST:
        return False
    last = before.rsplit(None, 1)[-1]
    return after[0].islower() or before[-1] in ",-–—" or (last.islower() and last in _CARRIES)


_CARRIES = frozenset(
    "and or of the a an to between than about around over by with in for from at nearly almost roughly some more least".split()
)


def _block(text: str, start: int, end: int, group: int) -> Block:
    body = text[start:end]
    parts = tuple(_sentences(text, start, end))
    if _BULLET.match(body) or is_rule(text, start=start, end=end):
        kind = Kind.ENTRY
    elif len(parts) == 1 and body[-1] not in '.!?"”’' and len(body) < 120:
        long = len(body) > 60 and len(_CELLS.findall(body)) < 2 and not _ROW.search(body)
        kind = Kind.HEADING if not any(ch.isdigit() for ch in body) or long else Kind.ENTRY
    else:
        kind = Kind.PARAGRAPH
    return Block(start=start, end=end, kind=kind, group=group, sentences=parts)


def is_rule(text: str, *, start: int, end: int) -> bool:
    """Whether a line only rules a table: "|---|:-:|", "=====", with no letter or digit in it."""
    return _RULE.fullmatch(text, start, end) is not None


_RULE = re.compile(r"[-|+:=_─━│┼├┤—*\s]+")


def _sentences(text: str, start: int, end: int) -> list[tuple[int, int]]:
    out, first = [], start
    for match in _END.finditer(text, start, end):
        stop = match.end()
        if (
            stop >= end
            or not _ends_here(text, match.start(), stop, end)
            or _HEADS.fullmatch(text, first, match.start())
        ):
            continue
        out.append((first, stop))
        first = stop
        while first < end and text[first].isspace():
            first += 1
    if first < end:
        out.append((first, end))
    return [piece for part in out for piece in _cut(text, *part)]


# a number that stands alone at the head of what says of whom it is: "406,000. The recruits that …"
_HEADS = re.compile(
    r"(?:\(?[0-9a-zA-Z]{1,2}[.)] )?(?:(?:about|around|some|nearly|almost|up to|over|more than|at least) )?[$€£]?[0-9][0-9.,  ]*[0-9]"
    r"(?:k|m| ?%| million| thousand| per ?cent)?",
    re.IGNORECASE,
)
_LONGEST = 1200  # characters; people write no such sentence, but lists without a full stop run on and on


def _cut(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """A sentence without end in pieces, after a semicolon, a comma or at least a word, so that its cost grows as its length."""
    while end - start > _LONGEST:
        marks = (text.rfind(mark, start + _LONGEST // 2, start + _LONGEST) for mark in ("; ", ", ", " "))
        stop = next((at + 1 for at in marks if at >= 0), start + _LONGEST)
        yield start, stop
        start = stop
        while start < end and text[start].isspace():
            start += 1
    yield start, end


def _ends_here(text: str, mark: int, stop: int, end: int) -> bool:
    """Whether the mark at `mark` ends a sentence: not after an abbreviation or an initial, and before what may begin one."""
    after = text[stop : min(end, stop + 12)].lstrip()
    if not after:
        return True
    if text[mark] == "." and stop - mark == 1:
        word = re.search(r"([^\s(\"“]*)$", text[max(0, mark - 20) : mark])
        last = word.group(1).lower() if word else ""
        if last in _ABBREVIATIONS or (len(last) == 1 and last.isalpha()) or re.fullmatch(r"(?:[a-z]\.)+[a-z]", last):
            return False
    return not after[0].islower() or after[0] in _OPENING
