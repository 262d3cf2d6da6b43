"""The event in which people fell: a strike, a battle, a raid, a wave of call-ups.

Invariant: a war is no event of itself, nor an attack with which it began; what only opens the days counted narrows nothing.
"""

from __future__ import annotations

import re

from muster.reading import whereabouts
from muster.reading.context import FIGURE, MARK, TIME
from muster.reading.narrowing import Narrowed, Part, data

_RATES = frozenset("rate rates ratio ratios fund value".split())


def events(asked: Narrowed, *, first: int, last: int) -> tuple[Part, ...]:
    """The events named among the items from `first` up to `last`: with a preposition, or as what did it before the figure."""
    found = (_event(asked, j) for j in range(first, last) if asked.view[j].low in data().event["nouns"])
    return tuple(one for one in found if one is not None)[:1]


def _event(asked: Narrowed, j: int) -> Part | None:
    view, known = asked.view, data().event
    nxt = view[j + 1] if j + 1 < len(view) else None
    if nxt is not None and (
        nxt.low in _RATES or (nxt.has("things", "weapons", "fighters") and nxt.low not in known["nouns"])
    ):
        return None
    opened = _opened(asked, j)
    before = {item.low for item in view[max(0, opened - 3) : j]}
    if before & known["opens"]:
        return None
    last, whole = _behind(asked, j)
    if whole or (view[j].low in known["placed"] and last == j):
        return None
    start = opened - 1 if opened > 0 else opened
    swallowed = view[opened].kind == TIME and _PREPOSED.match(view[opened].low) is not None and opened < j
    if swallowed:
        return asked.part(opened, last, how="event")
    if opened > 0 and view[start].low in ("in", "during", "at", "by", "from", "after", "following"):
        if opened == j and not view[j].low.endswith("s") and last == j:
            return None  # "under attack", "in exchange", "in battle"
        return asked.part(start, last, how="event")
    if j < asked.at and (opened < j or last > j or j == 0):
        return asked.part(j, last, how="event")
    return None


_PREPOSED = re.compile(r"(?:in|during|after|on|at)\b")


def _opened(asked: Narrowed, j: int) -> int:
    """The first item of the phrase whose head the event is: "in Thursday's drone strike"."""
    view, first = asked.view, j
    while first > 0 and j - first < 7:
        item = view[first - 1]
        if item.kind == FIGURE or (item.kind == MARK and item.low not in "'’-"):
            break
        known = item.low in data().event["bridge"] or item.kind == TIME or item.low in ("'", "’", "s", "-")
        if not (known or item.has("demonym", "country") or item.low[:1].isdigit()):
            break
        first -= 1
        if item.kind == TIME and _PREPOSED.match(item.low):
            break
    return first


def _behind(asked: Narrowed, j: int) -> tuple[int, bool]:
    """The last item of what an event was on or for, and whether that is a whole land at war."""
    view = asked.view
    if j + 1 >= len(view) or view[j + 1].low not in data().event["joins"]:
        return j, False
    found = whereabouts.place_at(asked, j + 1) if view[j + 1].low != "on" else whereabouts.target(asked, j + 1)
    if found is not None:
        return found.last, found.whole
    k = j + 2
    while k < len(view) and (view[k].low in ("the", "a", "an", "its", "their") or view[k].has("demonym")):
        k += 1
    if (
        k < len(view)
        and view[j + 1].low in ("on", "of", "for", "at")
        and (view[k].has("things", "land") or asked.capital(view[k]))
    ):
        return k, False
    return j, False
