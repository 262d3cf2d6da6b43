"""Tables in a text: the cells of a row, and what the head of its column says that the figures below it count.

Invariant: cells are parted by bars, tabs, leaders or wide gaps; a head is a row without figures above the row, with only rows between,
and a line that only rules the table is none.
"""

from __future__ import annotations

import datetime as dt
import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import replace

from muster.claims.figure import Per
from muster.claims.measures import Measure
from muster.claims.period import Period
from muster.numbers.values import value
from muster.reading import measuring, units
from muster.reading.asked import Timed
from muster.reading.context import FIGURE, Item, Page
from muster.reading.dates import Relation
from muster.reading.layout import Block, is_rule
from muster.reading.measuring import View

_BARS = re.compile(r"[ \t]*\|[ \t]*")
_GAPS = re.compile(r"[ ]{3,}|\t+|[ ]?\.{4,}[ ]?")
_PARTED = ("|", "\t", "   ", "....")  # one of them stands between any two cells
_FARTHEST = 40  # rows of one table
Span = tuple[int, int]


@value(frozen=True, slots=True)
class Head:
    """What a column's head says of the figures below it, as far as it says it; `people` or `things` where it says no more than that."""

    measure: Measure | None = None
    words: tuple[Span, ...] = ()
    unit: str | None = None
    per: Per | None = None
    people: bool = False
    things: bool = False


def cells(page: Page, block: Block) -> list[Span]:
    """Where the cells of a line stand."""
    text, start, end = page.text, block.start, block.end
    if all(text.find(mark, start, end) < 0 for mark in _PARTED):
        return [(start, end)]
    out, at = [], block.start
    between = _BARS if page.text.find("|", block.start, block.end) >= 0 else _GAPS
    for gap in between.finditer(page.text, block.start, block.end):
        if gap.start() > at or "|" in gap[0]:  # an empty cell between bars
            out.append((at, gap.start()))
        at = gap.end()
    return [*out, (at, block.end)] if at < block.end else out


@value(frozen=True, slots=True)
class _Row:
    """A line of a table: its cells, whether it has a figure, and whether it only rules the table."""

    cells: tuple[Span, ...]
    counts: bool
    rules: bool


def _row(page: Page, number: int) -> _Row:
    """The line in block `number`, looked at once."""
    known = page.rows.get(number)
    if known is None:
        block = page.blocks[number]
        counts = any(item.kind == FIGURE for item in _items(page, (block.start, block.end)))
        rules = not counts and is_rule(page.text, start=block.start, end=block.end)
        known = page.rows[number] = (tuple(cells(page, block)), counts, rules)
    return _Row(*known)


def heads_rows(page: Page, number: int) -> bool:
    """Whether a line is a row of a table with another right below it."""
    below = number + 2 if number + 1 < len(page.blocks) and _row(page, number + 1).rules else number + 1
    return all(k < len(page.blocks) and len(_row(page, k).cells) > 1 for k in (number, below))


def head_of(page: Page, number: int, *, figure: int) -> Head | None:
    """What the head of the column says in which the figure that begins at `figure` stands, in block `number`; None where there is none."""
    own = _row(page, number).cells
    at = next((k for k, (start, end) in enumerate(own) if start <= figure < end), None)
    if at is None or len(own) < 2:
        return None
    for above in range(number - 1, max(-1, number - _FARTHEST), -1):
        row = _row(page, above)
        if row.rules:
            continue
        if page.blocks[above].group != page.blocks[number].group and len(row.cells) != len(own):
            return None
        if not row.counts:
            return _said(page, row.cells, own=own, at=at)
    return None


def side_of(page: Page, number: int, *, figure: int) -> str | None:
    """The side at the head of a figure's column, where the heads name several and neither its cell nor its row's first names one."""
    own = _row(page, number).cells
    at = next((k for k, (start, end) in enumerate(own) if start <= figure < end), None)
    if not at or _sides(page, own[at]) or _sides(page, own[0]):
        return None
    for above in range(number - 1, max(-1, number - _FARTHEST), -1):
        row = _row(page, above)
        if page.blocks[above].group != page.blocks[number].group:
            return None
        if row.rules or row.counts or len(row.cells) != len(own):
            continue
        heads = [_sides(page, cell) for cell in row.cells]
        if len(heads[at]) == 1 and sum(len(one) == 1 for one in heads) > 1:
            return heads[at].pop()
    return None


def _sides(page: Page, cell: Span) -> set[str]:
    return {item.party for item in _items(page, cell) if item.party is not None and item.has("side")}


def run_on(timed: Timed, page: Page, *, number: int, figure: int) -> Timed:
    """The days of a figure in a column that runs on: from the day that its head says to the end of its row's."""
    end = timed.period.end
    start = runs_since(page, number, figure=figure) if end is not None else None
    if start is None or end is None or start >= end:
        return timed
    return replace(timed, period=Period(start, end), rule="its column runs on")


def runs_since(page: Page, number: int, *, figure: int) -> dt.date | None:
    """From what day the column of a figure runs on, where its head in one line or more says so: "Running total since" over "24 February
    2022", "Cumulative"; None for any other column."""
    own = _row(page, number).cells
    at = next((k for k, (start, end) in enumerate(own) if start <= figure < end), None)
    if at is None or len(own) < 2:
        return None
    head: list[Item] = []
    for above in range(number - 1, max(-1, number - _FARTHEST), -1):
        row = _row(page, above)
        if row.rules or (row.counts and not head):
            continue
        if row.counts or len(row.cells) < 2 or page.blocks[above].group != page.blocks[number].group:
            break
        head = [*_items(page, row.cells[_column(page, row.cells, own=own, at=at)]), *head]
    for k, item in enumerate(head):
        since = item.time is not None and (
            item.time.relation is Relation.SINCE or (k and head[k - 1].low.split(" ")[-1] == "since")
        )
        if since and item.time is not None and item.time.period.start is not None:
            return item.time.period.start
    running = {word for item in head for word in item.low.split(" ")} & _RUNNING
    return page.toll_from if running or "to date" in " ".join(item.low for item in head) else None


_RUNNING = frozenset(["running", "cumulative", "cumulatively", "accumulated", "aggregate"])


def place_of(page: Page, number: int, *, figure: int) -> tuple[int, int, str] | None:
    """Which cell of its row a figure stands in, of how many, and the words that head its column; None where no head is above."""
    own = _row(page, number).cells
    at = next((k for k, (start, end) in enumerate(own) if start <= figure < end), None)
    heads = _heads(page, number, many=len(own)) if at is not None and len(own) > 1 else None
    if at is None or heads is None:
        return None
    start, end = heads[at]
    empty = sum(first == last for first, last in own[:1])  # before a bar that opens the line
    return at - empty, len(own) - empty, page.text[start:end]


def told_by(page: Page, number: int) -> tuple[Span | None, Span | None]:
    """The cells of a row that say who gives its figures and when, where the heads of their columns say so: "Who | When | Killed"."""
    own = _row(page, number).cells
    heads = _heads(page, number, many=len(own)) if len(own) > 2 else None
    if heads is None:
        return None, None
    words = [page.text[start:end].strip().lower() for start, end in heads]
    who = next((k for k, word in enumerate(words) if word in _WHO), None)
    when = next((k for k, word in enumerate(words) if word in _WHEN), None)
    if who is None:
        return None, None
    return own[who], own[when] if when is not None else None


_WHO = frozenset(
    [
        "who",
        "speaker",
        "source",
        "said by",
        "who says so",
        "who said it",
        "claimed by",
        "according to",
        "stated by",
        "given by",
        "credited to",
        "reported by",
        "announced by",
        "on whose word",
        "whose word",
        "by whom",
    ]
)
_WHEN = frozenset(
    ["when", "said on", "date", "stated on", "published", "day", "said", "on", "as of", "up to", "until", "state of"]
)


def _heads(page: Page, number: int, *, many: int) -> Sequence[Span] | None:
    """The cells of the row that heads a table's columns, above the row in block `number` of `many` cells."""
    for above in range(number - 1, max(-1, number - _FARTHEST), -1):
        row = _row(page, above)
        if row.rules:
            continue
        if len(row.cells) != many:
            return None
        if not row.counts:
            return row.cells
    return None


def _said(page: Page, heads: Sequence[Span], *, own: Sequence[Span], at: int) -> Head | None:
    """What the head above the cell says."""
    if len(heads) < 2:
        return None
    number = _column(page, heads, own=own, at=at)
    head = _lettered(page, heads[number]) or _items(page, heads[number])
    said = _read(head)
    if said.measure is None and said.per is not None and number > 1:
        before = _read(_lettered(page, heads[number - 1]) or _items(page, heads[number - 1]))
        return Head(before.measure, before.words, None, said.per)
    return said


def _column(page: Page, heads: Sequence[Span], *, own: Sequence[Span], at: int) -> int:
    """Which head is that of a cell: the one at its place in the row, or where rows and heads are of unlike length, straight above."""
    if len(heads) == len(own):
        return at
    middle = _middle(page, own[at])
    return min(range(len(heads)), key=lambda k: abs(_middle(page, heads[k]) - middle))


def _middle(page: Page, cell: Span) -> float:
    """How far into its line the middle of a cell stands."""
    return (cell[0] + cell[1]) / 2 - page.text.rfind("\n", 0, cell[0])


def _items(page: Page, span: Span) -> View:
    low = bisect_left(page.items, span[0], key=_start)
    return page.items[low : bisect_left(page.items, span[1], key=_start)]


def _start(item: Item) -> int:
    return item.start


def _lettered(page: Page, cell: Span) -> View | None:
    """What the text says of a column that is headed by a letter alone: "Column B is the daily average"."""
    name = page.text[cell[0] : cell[1]].strip()
    if len(name) != 1 or not name.isalpha():
        return None
    for k in range(len(page.items) - 1):
        if page.items[k].low == "column" and page.text[page.items[k + 1].start : page.items[k + 1].end] == name:
            stop = page.sentences[page.of_sentence[k]].last
            ends = next((j for j in range(k + 2, stop) if page.items[j].low == "column"), stop)
            return page.items[k + 2 : ends]
    return None


_GROUND = frozenset(["km²", "km2", "ground", "area", "territory", "land", "square"])


def _read(head: View) -> Head:
    words = {word for item in head for word in item.low.split(" ")}
    ground = bool(words & _GROUND) or {"sq", "km"} <= words
    per = next((per for item in head if (per := units.rate_of(item)) is not None), None)
    if ground and (per is Per.KM2 or "per" in words):
        return Head(Measure.LOSSES_PER_AREA, per=Per.KM2)
    if ground:
        return Head(Measure.AREA_TAKEN, unit="km2")
    for item in head:
        for role in ("noun", "participle"):
            for measure in measuring.measures_of(item, role)[:1]:
                if measure is not Measure.AREA_TAKEN:  # "gains" are of men as well
                    return Head(measure, ((item.start, item.end),), None, per)
    people = any(item.has("fighters", "civilians") for item in head)
    return Head(per=per, people=people, things=not people and bool(head) and head[-1].has("things"))
