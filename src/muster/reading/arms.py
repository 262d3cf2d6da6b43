"""Losses of arms and gear, which are none of men: "equipment losses", "tank losses", "its losses of aircraft".

Invariant: a word for men beside the losses, or right behind the figure, says that they are of men.
"""

from __future__ import annotations

from muster.claims.measures import Measure
from muster.reading.context import FIGURE
from muster.reading.speaking import View, measures_of
from muster.reading.spot import Spot

_BACK = 9  # items from a figure back to the losses that it is of
_MEN = ("fighters", "civilians", "counters")


def lost(spot: Spot) -> bool:
    """Whether the losses that a figure is told of are those of arms: "Vehicle losses reached 11,000"."""
    view, at = spot.view, spot.at
    if any(item.has(*_MEN) or item.low == "people" for item in view[at + 1 : at + 3]):
        return False
    return near(view, at)


def near(view: View, at: int) -> bool:
    """Whether the losses named last before a figure, in its own clause, are those of arms."""
    for j in range(at - 1, max(-1, at - _BACK), -1):
        if view[j].kind == FIGURE or view[j].low in (";", ","):
            return False
        if Measure.LOSSES in measures_of(view[j], "noun"):
            return _of_arms(view, j) and not any(item.has("fighters") for item in view[max(0, j - 2) : j + 3])
    return False


def _of_arms(view: View, j: int) -> bool:
    if j > 0 and view[j - 1].has("things", "kit"):
        return True
    behind = view[j + 1 : j + 3]
    return len(behind) > 1 and behind[0].low in ("of", "in") and behind[1].has("things", "kit")
