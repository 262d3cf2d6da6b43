"""Figures over their captions: "57: marines who faced the landing", "(1) 350,000. Fighters at the movement's disposal".

Invariant: the figure opens its block and a colon or full stop parts it from what the caption says of it.
"""

from __future__ import annotations

from muster.claims.measures import Measure
from muster.reading import measuring
from muster.reading.borrowing import Measured
from muster.reading.context import FIGURE, MARK
from muster.reading.measuring import View
from muster.reading.spot import Spot

_CAPTION = 24  # items
_HEAD = 6
_EVERYBODY = frozenset(["everybody", "everyone", "men and women", "women and men", "those", "all those"])
_TOLD = measuring.LOSS | measuring.GAIN | {Measure.RETURNED, Measure.RESERVE}


def measured(spot: Spot) -> Measured | str | None:
    """What the caption right behind a figure says of it: what befell those whom it names, else that they are a force; why not, where it
    names things."""
    view, at = spot.view, spot.at
    if not _over(spot) or spot.found.unit not in ("", "person"):
        return None
    caption = view[at + 2 : at + 2 + _CAPTION]
    stop = next((k for k, item in enumerate(caption) if item.kind == FIGURE or item.low in (";", ".")), len(caption))
    caption = caption[:stop]
    first = next((item for item in caption if item.has("things", "fighters", "civilians", "demonym")), None)
    if first is not None and first.has("things") and not first.has("fighters", "unnamed"):
        return "counted things"
    for role in ("subject", "participle", "noun"):
        for item in caption:
            told = [measure for measure in measuring.measures_of(item, role) if measure in _TOLD]
            if told:
                return Measured(told[0], ((item.start, item.end),), 0.6, "its caption")
    head = caption[:_HEAD]
    if any(item.has("fighters") or item.low in _EVERYBODY for item in head) or _of_force(head):
        return Measured(Measure.STRENGTH, (), 0.5, "its caption")
    return None


def _of_force(head: View) -> bool:
    return any(Measure.STRENGTH in measuring.measures_of(item, "noun") for item in head)


def _over(spot: Spot) -> bool:
    """Whether the figure opens its block, but for a number of its own, and is parted from words that follow."""
    view, at = spot.view, spot.at
    if spot.here.start != spot.page.blocks[spot.here.block].start or at + 3 >= len(view):
        return False
    before = [item for item in view[:at] if item.kind != MARK]
    numbered = all(len(item.low) <= 2 for item in before)
    return numbered and len(before) <= 1 and view[at + 1].low in (":", ".")
