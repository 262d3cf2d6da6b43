"""Registers with no heads over their columns: "04 | 12 Aug 2024 | Defence Ministry | own dead | 310", where one column says who gives it.

Invariant: a column says so only where most of its cells are nothing but the names of those who speak, and some of them more than forces.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from muster.reading import wordings
from muster.reading.attribution import Listener
from muster.reading.context import FIGURE, TIME, Item, Page
from muster.reading.measuring import View
from muster.reading.names import Names
from muster.reading.nouns import nouns_of
from muster.reading.voices import Voice

_PARTS = re.compile(r"(?<![ \t])[ \t]+[/|;·–—][ \t]+|(?<!\t)\t+")
_MARKS = re.compile(r"[/|;·–—\t]")
_FEWEST_ROWS, _FEWEST_CELLS, _MOST_CELLS = 3, 4, 12
_LONGEST_NAME = 12  # items of a cell that is a name
_SAME = frozenset(
    ["same", "the same", "ditto", "do.", "idem", "id.", "as above", "as before", "see above", "″", "〃", '"', "”"]
)
_Cell = tuple[int, int]


def credits_of_rows(page: Page, names: Names) -> Mapping[int, Voice]:
    """By the number of its block, who gives the figures of each row of a register."""
    out: dict[int, Voice] = {}
    for rows in _registers(page):
        who = {number: [_speaker(page, cell, names) for cell in cells] for number, cells in rows.items()}
        column = _column(page, rows, who)
        if column is not None:
            out.update(_down(page, rows, who, column=column))
    return out


def _registers(page: Page) -> Iterator[Mapping[int, Sequence[_Cell]]]:
    """The rows of each group of lines that are parted alike."""
    groups: dict[tuple[int, str], dict[int, Sequence[_Cell]]] = defaultdict(dict)
    for number, block in enumerate(page.blocks):
        if "\n" in page.text[block.start : block.end]:
            continue
        mark = _MARKS.search(page.text, block.start, block.end)
        cells = _cells(page, number) if mark is not None else []
        if mark is not None and _FEWEST_CELLS <= len(cells) <= _MOST_CELLS:
            groups[block.group, mark[0]][number] = cells
    return (rows for rows in groups.values() if len(rows) >= _FEWEST_ROWS)


def _cells(page: Page, number: int) -> list[_Cell]:
    block = page.blocks[number]
    out, at = [], block.start
    for gap in _PARTS.finditer(page.text, block.start, block.end):
        out.append((at, gap.start()))
        at = gap.end()
    return [*out, (at, block.end)]


def _items(page: Page, cell: _Cell) -> View:
    low = bisect_left(page.items, cell[0], key=_start)
    return page.items[low : bisect_left(page.items, cell[1], key=_start)]


def _start(item: Item) -> int:
    return item.start


def _speaker(page: Page, cell: _Cell, names: Names) -> Voice | None:
    """Who alone stands in a cell, or with no more than a bracket behind the name; None for any other cell."""
    view = _items(page, cell)
    if not view or len(view) > _LONGEST_NAME or any(item.kind in (FIGURE, TIME) for item in view):
        return None
    listener = Listener(view, nouns_of(view, page.text), page, names)
    first = listener.nouns[0] if listener.nouns else None
    if first is None or first.owned or first.kind in ("pronoun", "paper"):
        return None
    described = all(page.text[item.start].islower() for item in view[: first.first])
    closed = first.end >= len(view) or view[first.end].low in ("(", ",")
    if not described or not closed:
        return None
    capital = view[first.last - 1].low in wordings.CAPITALS
    force = not _FORCES.isdisjoint(view[first.last - 1].low.split(" "))
    return listener.voice(first, first.last - 1, how="cell") if first.kind != "side" or capital or force else None


_FORCES = wordings.FORCES | {"forces", "troops", "rebels", "side", "mission"}


def _column(page: Page, rows: Mapping[int, Sequence[_Cell]], who: Mapping[int, Sequence[Voice | None]]) -> int | None:
    """Which column says who gives the figures of a row."""
    for at in range(min(len(cells) for cells in rows.values())):
        told = [voices[at] for voices in who.values()]
        same = sum(_is_same(page, cells[at]) for cells in rows.values())
        known = [voice for voice in told if voice is not None]
        more = sum(voice.kind in ("person", "body", "unnamed") for voice in known)
        if 4 * (len(known) + same) >= 3 * len(told) and 2 * more >= len(known) > 1 and _speak(known):
            return at
    return None


def _speak(voices: Sequence[Voice]) -> bool:
    """Whether those in a column are such as give figures, and not only forces that lose men or units that somebody lists."""
    spoken = wordings.OFFICE_WORDS - {"forces", "army", "command", "police"} | _TELLERS
    return any(
        not spoken.isdisjoint((voice.name or "").lower().split())
        or (voice.kind == "person" and " " in (voice.name or ""))
        for voice in voices
    )


_TELLERS = frozenset(
    "official officials analyst analysts spokesman spokeswoman panel mission institute project monitor monitors press newspaper "
    "agency".split()
)


def _is_same(page: Page, cell: _Cell) -> bool:
    return page.text[cell[0] : cell[1]].strip().lower() in _SAME


def _down(
    page: Page, rows: Mapping[int, Sequence[_Cell]], who: Mapping[int, Sequence[Voice | None]], *, column: int
) -> Iterator[tuple[int, Voice]]:
    """Each row with who stands in its column, or where it says "same" in the row above."""
    last: Voice | None = None
    for number, cells in rows.items():
        if not _is_same(page, cells[column]):
            last = who[number][column]
        if last is not None and last.name:
            yield number, last
