"""Those who served in a war, told as the whole of whom some fell: "58,220 of the 3 million who served", "of the 620,000 who fought there".

Invariant: nothing that befell a part is said of the whole, and a part is of the same people as its whole.
"""

from __future__ import annotations

from muster.reading.context import FIGURE, MARK
from muster.reading.measuring import View, measures_of
from muster.reading.spot import Spot
from muster.reading.votes import Side

_NOUNS = 4  # items between a figure and "who": "620,000 Soviet soldiers who"
_OF = frozenset(["of", "of the", "out of", "among", "among the"])
_SERVED = frozenset("served fought serve went passed saw".split())
_HAD = frozenset("had have has".split())


def served(spot: Spot) -> bool:
    """Whether the figure is the whole of which some are told of, of people who served and of whom nothing worse is told."""
    view, at = spot.view, spot.at
    if spot.found.unit not in ("", "person") or not any(item.low in _OF for item in view[max(0, at - 2) : at]):
        return False
    for j in range(at + 1, min(len(view) - 1, at + 1 + _NOUNS)):
        if view[j].kind in (FIGURE, MARK):
            return False
        if view[j].low in ("who", "that"):
            verb = j + 1 + (view[j + 1].low in _HAD)
            return verb < len(view) and view[verb].low.split(" ")[0] in _SERVED and not _fell(view, verb)
    return False


def _fell(view: View, verb: int) -> bool:
    """ "who fought and died there"."""
    after = view[verb + 1 : verb + 4]
    return (
        bool(after)
        and after[0].low == "and"
        and any(measures_of(item, "subject") or measures_of(item, "own") for item in after)
    )


def of_the_whole(spot: Spot) -> Side | None:
    """The side of a part whose sentence opens with its whole: "Of the 620,000 Soviet soldiers who served there, 15,000 were killed"."""
    view, at, last = spot.view, spot.at, spot.memory.last
    whole = next((j for j in range(min(at, _NOUNS)) if view[j].kind == FIGURE), None)
    if whole is None or last is None or last.sentence != spot.number or not view[0].low.startswith("of"):
        return None
    between = view[whole + 1 : at]
    if any(item.kind == FIGURE for item in between) or not any(item.low == "," for item in between):
        return None
    comma = max(j for j, item in enumerate(between) if item.low == ",")
    if any(item.party for item in (*between[comma:], *view[at + 1 : at + 1 + _NOUNS])) or not last.people:
        return None
    return Side(last.people, None, 0.7, "as the whole of which it is a part")
