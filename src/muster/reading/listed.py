"""Lists of what was lost in which each number stands behind its noun: "personnel 794,000, tanks 9,672, artillery 21,532".

Invariant: a number is taken for that of the noun before it only where nothing but marks, a noun and a number make up the entry.
"""

from __future__ import annotations

from muster.reading.context import FIGURE, MARK
from muster.reading.measuring import View


def of_things(view: View, at: int) -> bool:
    """Whether the figure closes an entry of such a list, and its noun is no word for people."""
    return _entry(view, at) and view[at - 1].has("things", "kit") and not view[at - 1].has("fighters", "counters")


def _entry(view: View, at: int) -> bool:
    """Whether the item before the figure is a noun that a mark or "and" opens, or the list's verb, and a mark closes the entry."""
    if at < 1 or not (at + 1 >= len(view) or view[at + 1].kind == MARK or view[at + 1].low in _JOINS):
        return False
    if at + 1 < len(view) and view[at + 1].low in _NO_END:
        return False
    noun = at - 1
    if not view[noun].has("things", "kit", "fighters", "civilians"):
        return False
    first = noun
    while first > 0 and view[first - 1].has("modifiers", "kit", "things"):
        first -= 1
    opened = first > 0 and (view[first - 1].kind == MARK or view[first - 1].low in _JOINS)
    return opened and view[first - 1].low not in _NO_END and _others(view, noun)


def _others(view: View, noun: int) -> bool:
    """Whether the sentence has another number right behind another noun."""
    return any(
        view[j].has("things", "kit", "fighters", "civilians") and view[j + 1].kind == FIGURE
        for j in range(len(view) - 1)
        if j != noun
    )


_JOINS = frozenset(["and", "as well as", "plus"])
_NO_END = frozenset(["-", "–", "'", "’", "/", "%"])
