"""Figures that tell only by how many one force is above another: "some 40,000 more than a year ago" is no force of 40,000.

Invariant: "than" stands right behind the figure in its own clause, with what it is more or fewer of between them, and no other figure.
"""

from __future__ import annotations

import re

from muster.reading.comparing import words
from muster.reading.context import FIGURE, MARK, TIME, Item
from muster.reading.measuring import GAIN, LOSS, View, measures_of
from muster.reading.spot import Spot


def apart(spot: Spot) -> bool:
    """Whether a figure is the difference between two numbers."""
    view, at = spot.view, spot.at
    if _changed_by(view, at):
        return True
    after = view[at + 1 : at + 2]
    noun = bool(after) and after[0].has(*_PEOPLE) and not _more(after[0].low)
    more = at + 2 if noun else at + 1
    if more >= len(view):
        return False
    if view[more].kind == TIME:  # "more than a year ago", which tells when where people are named before it
        return not noun and _more(view[more].low.split(" ")[0]) and " than " in view[more].low
    return _more(view[more].low) and _than(view, more)


def _changed_by(view: View, at: int) -> bool:
    """ "The force will shrink by 4,000 a month", "it grew by some 12,000": by how much it changes."""
    return at > 1 and view[at - 1].low == "by" and view[at - 2].low.split(" ")[-1] in _CHANGES


_CHANGES = frozenset(
    "shrink shrinks shrank shrunk shrinking grow grows grew grown growing swell swells swelled dwindle dwindles dwindled contract "
    "contracts contracted expand expands expanded".split()
)


def beyond_the_other(spot: Spot) -> bool:
    """Whether a figure of losses or gains tells by how many they are more than the other: "12,000 more than came in", or than
    another of them is."""
    view, at = spot.view, spot.at
    than = next((j for j in range(at + 1, min(len(view), at + _OF_WHAT)) if view[j].low.split(" ")[-1] == "than"), None)
    if than is None or not apart(spot):
        return False
    behind = view[than + 1 : than + _OTHER]
    if len(behind) > 1 and behind[0].low == "the" and behind[1].kind == FIGURE:
        return True  # "177,000 more than the 252,940 of 2023"
    if any(_parts(item) for item in behind[:2]):
        return False
    return any(_flows(item) for item in behind) or _CAME.search(" ".join(item.low for item in behind)) is not None


_CAME = re.compile(r"\b(?:c[ao]me in|comes in|signed up|joined|replaced)\b")
_OTHER = 5  # items behind "than" in which the other is named


def _flows(item: Item) -> bool:
    told = {measure for role in ("own", "subject", "participle", "enemy") for measure in measures_of(item, role)}
    return bool(told & (GAIN | LOSS))


_PEOPLE = ("fighters", "civilians", "counters", "modifiers")
_OF_WHAT = 6  # items between "more" and "than": "more troops in Ukraine than"


def _more(word: str) -> bool:
    return word in words().lists["apart"]


def _than(view: View, more: int) -> bool:
    for j in range(more + 1, min(len(view), more + _OF_WHAT)):
        if _parts(view[j]):
            return False
        if view[j].low == "than":
            return j + 1 < len(view) and not _parts(view[j + 1])
    return False


def _parts(item: Item) -> bool:
    return item.kind in (FIGURE, MARK)
