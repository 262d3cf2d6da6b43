"""Where each body of a picture stands: those who rest on nobody first, the others further along, near to what they rest on.

Invariant: a body stands in a column beyond the bodies it rests on, and outlets that rest on somebody beyond every body, except in a circle
and where the columns are used up; no two stand in one row of one column, no line passes behind a box, and what hangs together stands
together.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations, pairwise
from typing import NamedTuple

Pair = tuple[str, str]  # who rests, and on whom
MOST_COLUMNS = 4


def columns(pairs: Sequence[Pair], outlets: Collection[str]) -> dict[str, int]:
    """How far each is from those who rest on nobody; outlets stand beyond all others."""
    parents: dict[str, list[str]] = defaultdict(list)
    for child, parent in pairs:
        parents[child].append(parent)
    depth: dict[str, int] = {}

    def deep(key: str, above: frozenset[str]) -> int:
        if key not in depth:
            up = [deep(one, above | {key}) for one in parents[key] if one not in above and one != key]
            depth[key] = 1 + max(up) if up else 0
        return depth[key]

    keys = sorted({key for pair in pairs for key in pair})
    for key in keys:
        deep(key, frozenset())
    last = max((depth[key] for key in keys if key not in outlets), default=0)

    def placed(key: str) -> int:
        if key not in outlets or not depth[key]:
            return depth[key]
        up = [placed(one) for one in parents[key] if one in outlets and depth[one] < depth[key]]
        return max(last + 1, 1 + max(up, default=0))

    return {key: min(placed(key), MOST_COLUMNS - 1) for key in keys}


def groups(pairs: Sequence[Pair]) -> list[set[str]]:
    """Who hangs together, with the most bodies first."""
    found: list[set[str]] = []
    for pair in pairs:
        joined = set(pair)
        apart = [group for group in found if not group & joined]
        for group in found:
            joined |= group if group & joined else set()
        found = [*apart, joined]
    return sorted(found, key=lambda group: (-len(group), min(group)))


# ------------------------------------------------------------------ rows
class Lane(NamedTuple):
    """Room in a column for the lines to one body that pass between its boxes."""

    parent: str
    column: int


Slot = str | Lane
Order = dict[int, list[Slot]]
_ROOM = {str: 1.0, Lane: 0.4}  # rows that each takes up
_ROUNDS = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class Placed:
    """`rows` of boxes, counted from the top to their middle; `lanes` of lines that pass a column, from child to parent, as column and row;
    `tall` in rows."""

    rows: Mapping[str, float]
    lanes: Mapping[Pair, tuple[tuple[int, float], ...]]
    tall: float


def rows(group: Collection[str], pairs: Sequence[Pair], *, columns: Mapping[str, int]) -> Placed:
    """Where in its column each body stands, so that few lines cross and each is near to what it is joined to; lines that pass a column have
    a lane between its boxes."""
    its = sorted({pair for pair in pairs if pair[0] in group and pair[0] != pair[1]})
    ways = {pair: _way(pair, columns) for pair in its}
    links = sorted({_forward(link, columns) for way in ways.values() for link in pairwise(way)}, key=str)
    slots: Order = defaultdict(list)
    for slot in sorted({slot for way in ways.values() for slot in way}, key=_name):
        slots[_column(slot, columns)].append(slot)
    order = _ordered(slots, links)
    places = _spaced(order, links)
    lanes = {
        pair: tuple((slot.column, places[slot]) for slot in way if isinstance(slot, Lane)) for pair, way in ways.items()
    }
    return Placed(
        rows={slot: row for slot, row in places.items() if isinstance(slot, str)},
        lanes={pair: lane for pair, lane in lanes.items() if lane},
        tall=max(row + _ROOM[type(slot)] / 2 for slot, row in places.items()),
    )


def _way(pair: Pair, columns: Mapping[str, int]) -> list[Slot]:
    """From a child to a parent by way of the columns between."""
    first, last = columns[pair[0]], columns[pair[1]]
    step = 1 if last > first else -1
    return [pair[0], *(Lane(pair[1], column) for column in range(first + step, last, step)), pair[1]]


def _column(slot: Slot, columns: Mapping[str, int]) -> int:
    return slot.column if isinstance(slot, Lane) else columns[slot]


def _name(slot: Slot) -> str:
    return slot if isinstance(slot, str) else f"{slot.parent} {slot.column}"


def _forward(link: tuple[Slot, Slot], columns: Mapping[str, int]) -> tuple[Slot, Slot]:
    """The same with the left one first."""
    return link if _column(link[0], columns) <= _column(link[1], columns) else (link[1], link[0])


def _ordered(slots: Order, links: Sequence[tuple[Slot, Slot]]) -> Order:
    """The order in which fewest lines cross: each column by the middle of its neighbours, from the left and from the right in turn, then
    neighbours exchanged as long as that helps."""
    best, least = slots, _cost(slots, links)
    for start in (slots, {column: its[::-1] for column, its in slots.items()}):
        order = {column: list(its) for column, its in start.items()}
        for turn in range(_ROUNDS):
            for column in sorted(order, reverse=bool(turn % 2)):
                _by_middle(order, column, links)
            if (cost := _cost(order, links)) < least:
                best, least = {column: list(its) for column, its in order.items()}, cost
    return _exchanged(best, links)


def _by_middle(order: Order, column: int, links: Sequence[tuple[Slot, Slot]]) -> None:
    at = _indices(order)
    near = _near(links)
    own = {slot: [at[one] for one in near[slot] if one not in order[column]] or [at[slot]] for slot in order[column]}
    order[column].sort(key=lambda slot: (sum(own[slot]) / len(own[slot]), at[slot]))


def _near(links: Sequence[tuple[Slot, Slot]]) -> dict[Slot, list[Slot]]:
    near: dict[Slot, list[Slot]] = defaultdict(list)
    for left, right in links:
        near[left].append(right)
        near[right].append(left)
    return near


def _indices(order: Order) -> dict[Slot, float]:
    """How far down its column each stands, a column's ends being 0 and 1."""
    return {slot: (place + 0.5) / len(its) for its in order.values() for place, slot in enumerate(its)}


def _exchanged(order: Order, links: Sequence[tuple[Slot, Slot]]) -> Order:
    least, better = _cost(order, links), True
    while better:
        better = False
        for its in order.values():
            for place in range(len(its) - 1):
                its[place], its[place + 1] = its[place + 1], its[place]
                if (cost := _cost(order, links)) < least:
                    least, better = cost, True
                else:
                    its[place], its[place + 1] = its[place + 1], its[place]
    return order


def _cost(order: Order, links: Sequence[tuple[Slot, Slot]]) -> tuple[int, float]:
    """How many lines cross, then how far they go up and down."""
    at = _indices(order)
    column = {slot: number for number, its in order.items() for slot in its}
    found: dict[tuple[int, int], list[tuple[float, float]]] = defaultdict(list)
    for left, right in links:
        found[(column[left], column[right])].append((at[left], at[right]))
    crossed = sum(
        (one[0] - other[0]) * (one[1] - other[1]) < 0
        for (left, right), ends in found.items()
        if left != right
        for one, other in combinations(ends, 2)
    )
    return crossed, round(sum(abs(one - other) for ends in found.values() for one, other in ends), 6)


def _spaced(order: Order, links: Sequence[tuple[Slot, Slot]]) -> dict[Slot, float]:
    """The row of each: as near to its neighbours as the others of its column let it."""
    near = _near(links)
    row: dict[Slot, float] = {}
    for its in order.values():
        row |= _apart(its, [0.0] * len(its))
    for turn in range(_ROUNDS):
        for column in sorted(order, reverse=bool(turn % 2)):
            its = order[column]
            wanted = [[row[one] for one in near[slot] if one not in its] or [row[slot]] for slot in its]
            row |= _apart(its, [sum(rows) / len(rows) for rows in wanted])
    top = min(place - _ROOM[type(slot)] / 2 for slot, place in row.items())
    return {slot: round(place - top, 4) for slot, place in row.items()}


def _apart(its: Sequence[Slot], wanted: Sequence[float]) -> dict[Slot, float]:
    """Places in this order, none over another, least far from those wanted in squares (isotonic regression)."""
    offset, offsets = 0.0, []
    for place, slot in enumerate(its):
        offset += (_ROOM[type(its[place - 1])] + _ROOM[type(slot)]) / 2 if place else 0.0
        offsets.append(offset)
    blocks: list[tuple[float, int]] = []
    for value in (want - by for want, by in zip(wanted, offsets, strict=True)):
        mean, count = value, 1
        while blocks and blocks[-1][0] > mean:
            before, many = blocks.pop()
            mean, count = (mean * count + before * many) / (count + many), count + many
        blocks.append((mean, count))
    level = [mean for mean, count in blocks for _ in range(count)]
    return {slot: place + by for slot, place, by in zip(its, level, offsets, strict=True)}
