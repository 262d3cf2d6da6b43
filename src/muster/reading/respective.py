"""Times that a sentence gives its figures in the order of both: "725 and 480 in November and December, respectively".

Invariant: as many times as figures, each told after the other with no time of another kind between, and a word that says so.
"""

from __future__ import annotations

from muster.reading.context import FIGURE, Item
from muster.reading.dates import Relation
from muster.reading.measuring import View

_SAID = frozenset(["respectively", "in that order"])
_JOINS = frozenset([",", "and", "or", "&"])
_MOST = 6


def time_of(view: View, at: int) -> int | None:
    """Where the time stands that the figure at `at` has by the order of its row; None where nothing says so."""
    if not any(item.low in _SAID for item in view):
        return None
    row = _row(view, at)
    times = [j for j, item in enumerate(view) if item.time is not None and item.time.relation is Relation.DURING]
    if not 1 < len(row) == len(times) <= _MOST or at not in row:
        return None
    grains = {time.grain for j in times if (time := view[j].time) is not None}
    return times[row.index(at)] if len(grains) == 1 else None


def _row(view: View, at: int) -> list[int]:
    """The figures that stand in a row with the one at `at`: "45,680 and 48,670"."""
    row = [at]
    for step in (-1, 1):
        here = at
        while (near := _next(view, here, step=step)) is not None:
            row.append(near)
            here = near
    return sorted(row)


def _next(view: View, at: int, *, step: int) -> int | None:
    """The figure that nothing but a joint, nouns and times part from the one at `at`."""
    joined = False
    for j in range(at + step, at + step * _MOST, step):
        if not 0 <= j < len(view):
            return None
        item = view[j]
        if item.kind == FIGURE:
            return j if joined else None
        joined = joined or item.low in _JOINS
        if not (item.low in _JOINS or _light(item)):
            return None
    return None


def _light(item: Item) -> bool:
    return (
        item.time is not None
        or item.has("modifiers", "fighters", "civilians", "within")
        or any(tag.startswith(("noun.", "participle.")) for tag in item.tags)
    )
