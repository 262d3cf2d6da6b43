"""Tables and lists in plain text: lines of one make that follow each other, each with a label and numbers, however they are set.

Invariant: the rows of a grid stand in text order and have as many cells each; a cell knows its place, and a cell without a number has none.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import groupby

from muster.account.arithmetic.words import pattern, said

_NUMBER = re.compile(r"[^\w%]*(\d{1,3}(?:[,  ]\d{3})+|\d+)(?:\.\d+)?\s*[*†‡]?")
_RULE = re.compile(r"[\s|:+=-]*")
_ITEM = re.compile(
    r"\s*(?:[•*–—-]\s*)?(?P<label>[^\d:|][^:|]{0,60}|\d[^:|]{0,40}[^\W\d][^:|]{0,20})(?:: +| [–—-] )(?P<cell>[^:]{1,60})$"
)
_ITEM_NUMBER = re.compile(r"(?:\w+ ){0,1}(\d{1,3}(?:[,  ]\d{3})+|\d+)(?![\d.,%]*\d|\s?%)")
_GAP = re.compile(r"[ ]{2,}")
_MONTH = re.compile(
    r"\b(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\b",
    re.IGNORECASE,
)
_SPANS = {"week": 0, "month": 1, "quarter": 3, "half": 6, "year": 12}
_DAYS = re.compile(r"\d\s?(?:[–-]|to|and)\s?\d")


@dataclass(frozen=True, kw_only=True)
class Cell:
    """A number of a grid, None where the cell has none, and where its numeral stands."""

    number: float | None
    start: int
    end: int


@dataclass(frozen=True, kw_only=True)
class Row:
    """A label and the cells behind it."""

    label: str
    cells: tuple[Cell, ...]

    @property
    def gathers(self) -> bool:
        """Whether its label says that it adds up the others."""
        return pattern("gather").match(self.label) is not None or self.label.lower().endswith(" total")

    @property
    def inside(self) -> bool:
        """Whether its label says that it is in another row."""
        return pattern("thereof").match(self.label) is not None

    @property
    def span(self) -> str | None:
        """Of how long a time its label says it is: a week, month, quarter, half or year; None where it says none."""
        months = len(_MONTH.findall(self.label))
        if months == 1:
            return "week" if _DAYS.search(self.label) else "month"
        for name in ("week", "quarter", "half", "year"):
            if said(name, self.label):
                return name
        return "months" if months == 2 else "year" if re.fullmatch(r"(?:19|20)\d\d", self.label) else None


@dataclass(frozen=True, kw_only=True)
class Grid:
    """`heads` are the heads of the columns behind the label, empty where there are none; `before` and `behind` the lines around it, and
    `end` where the last of its rows ends."""

    heads: tuple[str, ...]
    rows: tuple[Row, ...]
    before: str
    behind: str
    end: int


def grids(text: str) -> list[Grid]:
    """The tables and lists of a text with two rows of numbers or more."""
    found: list[Grid] = []
    lines = list(_lines(text))
    for split in (_pipes, _tabs, _gaps, _items, _commas):
        cut = [(at, line, split(line)) for at, line in lines]
        for size, run in groupby(cut, key=lambda each: len(each[2])):
            block = [each for each in run if not _RULE.fullmatch(each[1])]
            if size > 1 and len(block) > 1:
                grid = _grid(text, [(at, pieces) for at, _, pieces in block], items=split is _items)
                if grid and not any(grid.end == other.end for other in found):
                    found.append(grid)
    return found


def _lines(text: str) -> Iterator[tuple[int, str]]:
    at = 0
    for line in text.split("\n"):
        yield at, line
        at += len(line) + 1


Piece = tuple[int, str]  # where it begins in its line, and it


def _cut(line: str, mark: str) -> list[Piece]:
    pieces, at = [], 0
    for piece in line.split(mark):
        pieces.append((at, piece))
        at += len(piece) + len(mark)
    if mark == "|" and len(pieces) > 2 and not pieces[0][1].strip():
        pieces = pieces[1:]
    return (
        pieces[:-1]
        if mark == "|" and len(pieces) > 1 and not pieces[-1][1].strip() and line.rstrip().endswith("|")
        else pieces
    )


def _pipes(line: str) -> list[Piece]:
    return _cut(line, "|") if "|" in line else []


def _tabs(line: str) -> list[Piece]:
    return _cut(line, "\t") if "\t" in line else []


def _gaps(line: str) -> list[Piece]:
    if "|" in line or "\t" in line:
        return []
    pieces, at = [], len(line) - len(line.lstrip())
    for gap in [*_GAP.finditer(line.rstrip(), at), None]:
        end = gap.start() if gap else len(line.rstrip())
        pieces.append((at, line[at:end]))
        at = gap.end() if gap else end
    return pieces if len(pieces) > 1 else []


def _commas(line: str) -> list[Piece]:
    plain = re.fullmatch(r"[^,|\t:]+(?:,(?:\d+|[^,|\t:\d ][^,|\t:]{0,40}))+", line)
    return _cut(line, ",") if plain else []


def _items(line: str) -> list[Piece]:
    match = _ITEM.fullmatch(line)
    return [(match.start("label"), match["label"]), (match.start("cell"), match["cell"])] if match else []


def _grid(text: str, lines: list[tuple[int, list[Piece]]], *, items: bool) -> Grid | None:
    read: Callable[[str], re.Match[str] | None] = _ITEM_NUMBER.match if items else _NUMBER.fullmatch
    rows: list[Row] = []
    heads: tuple[str, ...] = ()
    for place, (at, pieces) in enumerate(lines):
        cells = tuple(_cell(at + start, piece, read) for start, piece in pieces[1:])
        if any(cell.number is not None for cell in cells) or (rows and any(piece.strip() for _, piece in pieces[1:])):
            rows.append(Row(label=pieces[0][1].strip(), cells=cells))
        elif place == 0:
            heads = tuple(piece.strip() for _, piece in pieces[1:])
    if len(rows) < 2:
        return None
    first, last = lines[0][0], lines[-1][0]
    end = text.find("\n", last)
    end = len(text) if end < 0 else end
    above = text[:first].rstrip().rsplit("\n", 1)[-1]
    return Grid(heads=heads, rows=tuple(rows), before=above, behind=text[end:].lstrip().split("\n", 1)[0], end=end)


def _cell(at: int, piece: str, read: Callable[[str], re.Match[str] | None]) -> Cell:
    lead = len(piece) - len(piece.lstrip())
    match = read(piece.strip())
    if match is None:
        return Cell(number=None, start=at, end=at + len(piece))
    number = float(re.sub(r"[^\d]", "", match[1]))
    return Cell(number=number, start=at + lead + match.start(1), end=at + lead + match.end(1))


def covers(row: Row, parts: list[Row]) -> bool:
    """Whether a row's label names a time that those of the others tile: a quarter of three months, a year of four quarters."""
    spans = {one.span for one in parts}
    span = spans.pop() if len(spans) == 1 else None
    if span is None or span not in _SPANS or span == "week" or row.span is None:
        return False
    if row.span == "months":
        return span == "month" and _named(row.label) == {*_named(parts[0].label), *_named(parts[-1].label)}
    return row.span in _SPANS and _SPANS[row.span] == _SPANS[span] * len(parts) > 0


def _named(label: str) -> set[str]:
    return {one[:3].lower() for one in _MONTH.findall(label)}
