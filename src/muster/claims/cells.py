"""A row of a table as a reader says it: the head of each column with its cell, whatever parts the columns in the text.

Invariant: what comes back is made of words of the text alone, and the words of the place that was asked for stand in it by themselves.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Sequence
from dataclasses import dataclass

Place = tuple[int, int]
_RULE = re.compile(r"[-=_+|: \t]*(?:[-=_]{3,}[-=_+|: \t]*)+")
_RUN = re.compile(r"[-=_]{3,}")
_BLOCK = re.compile(r"\S+(?: \S+)*")  # words with one space between, as columns have more
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_MARKS = ("|", "\t")
_FEW = 3  # lines that make a table where nothing but white space parts its columns


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell's words, where in the text they stand, and the head of its column, empty where it has none."""

    start: int
    words: str
    head: str = ""

    @property
    def end(self) -> int:
        """Behind its last character."""
        return self.start + len(self.words)

    def said(self, words: str | None = None) -> str:
        """The cell behind its head."""
        words = " ".join((self.words if words is None else words).split())
        return f"{self.head}: {words}" if self.head else words


def row(text: str, place: Place) -> tuple[str, str, str] | None:
    """The row that a place stands in, before it, itself and after it: "October 2025; Losses: ", "31,250", ""; None outside a table."""
    cells = [cell for cell in _cells(text, place) if cell.words.strip(" -–—*")]
    at = next((number for number, cell in enumerate(cells) if cell.start <= place[0] and place[1] <= cell.end), None)
    if at is None or len(cells) < 2:
        return None
    own = cells[at]
    before = [cell.words if number == 0 else cell.said() for number, cell in enumerate(cells[:at])]
    left = own.said(own.words[: place[0] - own.start]) if own.head or place[0] > own.start else ""
    left = left if not left or left.endswith((" ", "(")) or place[0] > own.start else f"{left.rstrip()} "
    after = [own.words[place[1] - own.start :], *(cell.said() for cell in cells[at + 1 :])]
    return (
        "; ".join([*(" ".join(one.split()) for one in before), left]),
        " ".join(text[place[0] : place[1]].split()),
        "; ".join(after) if after[0] or len(after) > 1 else "",
    )


def of_csv(text: str, line: str) -> list[tuple[str, str]]:
    """The cells of a line of comma-separated values that are not empty, each with the head of its column."""
    head, cells = (next(csv.reader([one]), []) for one in (text.partition("\n")[0], line))
    return [(name.strip(), cell.strip()) for name, cell in zip(head, cells, strict=False) if cell.strip()]


def _cells(text: str, place: Place) -> list[Cell]:
    lines, number = _block(text, place)
    start, own = lines[number]
    mark = next((one for one in _MARKS if one in own), "")
    if mark:
        above = [line for _, line in lines[:number] if mark in line]
        if not above and not any(mark in line for _, line in lines[number + 1 :]):
            return []  # a line that stands alone, such as a byline
        return _parted(start, own, mark, head=above[0] if above else "")
    return _aligned(lines, number)


def _block(text: str, place: Place) -> tuple[list[tuple[int, str]], int]:
    """The lines around a place up to an empty one, each with where it starts, and which of them the place is in."""
    first = text.rfind("\n\n", 0, place[0])
    start = 0 if first < 0 else first + 2
    last = text.find("\n\n", place[1])
    lines = []
    for line in text[start : len(text) if last < 0 else last].split("\n"):
        lines.append((start, line))
        start += len(line) + 1
    number = max(at for at, (begins, _) in enumerate(lines) if begins <= place[0])
    return lines, number


def _parted(start: int, line: str, mark: str, *, head: str) -> list[Cell]:
    heads = [" ".join(one.split()) for one in head.split(mark)]
    cells, at = [], start
    for number, cell in enumerate(line.split(mark)):
        left = len(cell) - len(cell.lstrip())
        cells.append(Cell(at + left, cell.strip(), heads[number] if number < len(heads) else ""))
        at += len(cell) + 1
    return cells


def _aligned(lines: Sequence[tuple[int, str]], number: int) -> list[Cell]:
    """The same where white space alone parts the columns; nothing where the lines around are no table."""
    start, own = lines[number]
    found = [(match.start(), match[0]) for match in _BLOCK.finditer(own)]
    like = [line for _, line in lines if len(_BLOCK.findall(line)) > 1 and not _RULE.fullmatch(line)]
    if len(found) < 2 or len(like) < _FEW:
        return []
    rules = [at for at, (_, line) in enumerate(lines[:number]) if len(_RUN.findall(line)) > 1 and _RULE.fullmatch(line)]
    if rules:
        tops = [line for _, line in lines[: rules[0]]]
        edges = [match.start() for match in _RUN.finditer(lines[rules[0]][1])]
    else:
        first = next(line for line in like)
        tops = [first] if number and not re.search(r"\d", _YEAR.sub("", first)) else []
        edges = [match.start() for match in _BLOCK.finditer(first)] if tops else []
    heads: dict[int, list[str]] = {}
    for line in tops:
        for match in _BLOCK.finditer(line):
            heads.setdefault(_column(match.start(), match.end(), edges), []).append(match[0])
    return [
        Cell(start + at, words, " ".join(heads.get(_column(at, at + len(words), edges), []))) for at, words in found
    ]


def _column(start: int, end: int, edges: Sequence[int]) -> int:
    """The column whose edge is the last before the middle of a cell."""
    middle = (start + end) / 2
    return max((at for at, edge in enumerate(edges) if edge <= middle), default=0)
