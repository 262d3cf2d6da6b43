"""Asides that a cue reaches across: ", military and civilian,", ", he wrote,", ", as we know now,", a clause of who they are.

Invariant: an aside holds no figure of its own and no word that speaks for one, unless it says who they are.
"""

from __future__ import annotations

from muster.claims.measures import Measure
from muster.reading.context import FIGURE, MARK, TIME
from muster.reading.speaking import BE, FATES, View, measures_of, speaks


def aside(view: View, j: int) -> int | None:
    """The comma that closes an aside opened by the one at `j`: ", military and civilian,", or ", he wrote," before the verb goes on."""
    told = _credit(view, j) or _part_of_them(view, j)
    if told is not None:
        return told
    for k in range(j + 1, min(len(view), j + 7)):
        if view[k].low == ",":
            return k if k > j + 1 else None
        if view[k].kind in (FIGURE, TIME) or (view[k].kind == MARK and view[k].low not in "-'’") or view[k].has("say"):
            return None
        if speaks(view[k]) and not view[k].has("fighters", "civilians"):
            return None
    return None


def _credit(view: View, j: int) -> int | None:
    """The comma after which the verb goes on: "43,000 men, the president wrote, have been killed", "8,400 people, fighters and
    civilians together, were killed"."""
    for k in range(j + 1, min(len(view) - 1, j + 14)):
        item = view[k]
        told = speaks(item) and measures_of(item, "noun") not in ((), (Measure.STRENGTH,))
        if item.kind == FIGURE or item.low in ";:" or told or (speaks(item) and not item.has("fighters", "civilians")):
            return None
        if item.low == "," and k > j + 1 and view[k + 1].low in BE:
            return k
    return None


def _part_of_them(view: View, j: int) -> int | None:
    """The comma after which the verb goes on: "12 people, among them two children, were killed"."""
    opens = view[j + 1].low if j + 1 < len(view) else ""
    some = opens and view[j + 1].kind == FIGURE and j + 2 < len(view) and view[j + 2].low.startswith("of ")
    if opens not in _AMONG and not some:
        return None
    closing = next((k for k in range(j + 2, min(len(view) - 1, j + 11)) if view[k].low == ","), None)
    return closing if closing is not None and view[closing + 1].low in BE else None


def relative(view: View, j: int) -> int | None:
    """The verb that goes on behind a clause of who they are: "14 men who fought for Russia were killed"."""
    for k in range(j + 1, min(len(view) - 1, j + 10)):
        item = view[k]
        if item.kind in (FIGURE, MARK) or not FATES.isdisjoint(measures_of(item, "participle")):
            return None
        if item.low in BE and not FATES.isdisjoint(measures_of(view[k + 1], "participle")):
            return k if k > j + 2 and view[k - 1].low not in ("and", "or", "have", "had", "has") else None
    return None


_AMONG = frozenset(["among", "among them", "including", "of whom", "most of them", "mostly"])


def aside_before(view: View, j: int) -> int | None:
    """The comma that opens an aside closed by the one at `j`: "sent in, as we know now, about 150,000"."""
    for k in range(j - 1, max(-1, j - 7), -1):
        item = view[k]
        if item.low == ",":
            aside = view[k + 1 : j]
            return k if len(aside) > 1 and aside[0].low in _OPENS_ASIDE and k and speaks(view[k - 1]) else None
        if item.kind == FIGURE or speaks(item) or (item.kind == MARK and item.low not in "-'’"):
            return None
    return None


_OPENS_ASIDE = frozenset(
    ["as", "it", "he", "she", "they", "according", "according to", "by", "in", "on", "we", "so", "the"]
)
