"""Shares of losses due to a cause, in sentences and in lists: "Causes of injury" over "drones: 70%", "mines: 8%".

Invariant: a percentage in a list is a share only where its row names the cause before it, and the words above say of what.
"""

from __future__ import annotations

from muster.claims.measures import Measure
from muster.reading import units
from muster.reading.context import FIGURE, MARK
from muster.reading.measuring import View
from muster.reading.spot import Spot

_ROWS = 8  # blocks below the words that head a list
_REACH = 12  # items of a row before its figure


def share(spot: Spot) -> Measure | None:
    """The measure of a percentage: a share due to a cause, or none."""
    last = spot.memory.last
    near = last if last is not None and spot.number - last.sentence <= 1 else None
    around = units.wider(spot.page, spot.here)
    told = units.share(spot.view, spot.at, around=around, last=near.claim if near else None)
    return told or (Measure.CAUSE_SHARE if _listed(spot) or _of_those_told(spot) else None)


def _listed(spot: Spot) -> bool:
    """Whether the row names a cause before its first figure and stands under words such as "Causes of injury"."""
    heading = spot.memory.heading
    if not _names_cause(spot.view, spot.at) or heading is None or not 0 < spot.here.block - heading.block <= _ROWS:
        return False
    words = {word for item in heading.view for word in item.low.split(" ")}
    asked = not words.isdisjoint(_ASKS) and not words.isdisjoint(_KILLS)
    return asked or (not words.isdisjoint(_CAUSES) and not words.isdisjoint(_HURT))


def _of_those_told(spot: Spot) -> bool:
    """ "She went through the 1,126 wounded. Drones: 72% of them.": the cause and its part alone, of those just told of as hurt."""
    view, at, last = spot.view, spot.at, spot.memory.last
    if last is None or last.claim.measure not in _FELL or spot.number - last.sentence > 2:
        return False
    if spot.page.sentences[last.sentence].block != spot.here.block or at > 4 or not _names_cause(view, at):
        return False
    after = view[at + 1] if at + 1 < len(view) else None
    alone = after is None or after.kind == MARK or after.low in ("of them", "of these", "of those")
    return alone and view[at - 1].low in (":", ",", "—", "–")


def _names_cause(view: View, at: int) -> bool:
    row = view[max(0, at - _REACH) : at]
    return any(item.has("cause") for item in row) and not any(item.kind == FIGURE for item in row)


_FELL = frozenset({Measure.WOUNDED, Measure.KILLED, Measure.KILLED_WOUNDED, Measure.CAUSE_SHARE})
_ASKS = frozenset("what how".split())
_KILLS = frozenset("kills killed hits hit wounds wounded wounding injures injured hurt hurts died fell".split())
_CAUSES = frozenset("cause causes mechanism mechanisms weapon weapons".split())
_HURT = frozenset(
    "injury injuries wound wounds wounding wounded death deaths killed dead losses casualties casualty hurt trauma fatalities".split()
)
