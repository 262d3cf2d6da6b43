"""Names that are put on a list of the dead: "The list had 118,200 names. Volunteers added 7,780 in March".

Invariant: only right after a figure of named dead, and only where the figure counts nobody else.
"""

from __future__ import annotations

from muster.claims.measures import Measure
from muster.reading import measuring
from muster.reading.context import FIGURE, MARK
from muster.reading.gates import gate
from muster.reading.measuring import View
from muster.reading.spot import Spot


def _names_of(view: View, at: int) -> bool:
    """ "Volunteers have confirmed the names of 2,318 men who died"."""
    lead = " ".join(item.low for item in view[max(0, at - 4) : at])
    dead = any(item.low.startswith(_DEAD) for item in view)
    return (
        dead
        and lead.endswith(("names of", "names of the"))
        and any(item.low.startswith(_CONFIRM) for item in view[max(0, at - 6) : at])
    )


def unnamed(view: View) -> bool:
    """ "Nobody would read out a name", "dead without names": the only words of naming say that none was."""
    named = [k for k, item in enumerate(view) if item.has("naming")]
    return bool(named) and all(_denied(view, k) for k in named)


def _denied(view: View, k: int) -> bool:
    for item in view[max(0, k - _CLAUSE) : k][::-1]:
        if item.kind in (FIGURE, MARK):
            return False
        if item.low.split(" ")[0] in _NOBODY:
            return True
    return False


_CLAUSE = 8  # items from the denial to the naming
_NOBODY = frozenset("nobody no none without never neither nor".split())
_DEAD = ("died", "dead", "fallen", "fell", "killed", "soldiers killed")
_CONFIRM = ("confirm", "identif", "establish", "verif", "document", "collect", "found", "gathered", "know")
_OF_NAMES = gate("names")
_NEAR = 2  # sentences from the list to what was added to it
_ADDS = frozenset("added adds add identified identifies confirmed verified documented established entered put".split())
_NAMES = frozenset("names entries obituaries records more further new another".split())


def added(spot: Spot) -> bool:
    """Whether the figure is of names that somebody added to the list just told of."""
    last, view, at = spot.memory.last, spot.view, spot.at
    if spot.found.unit in ("", "person") and _OF_NAMES in spot.gates and _names_of(view, at):
        return True
    if last is None or last.claim.measure is not Measure.OBITUARIES or spot.number - last.sentence > _NEAR:
        return False
    if spot.found.unit not in ("", "person") or not any(item.low in _ADDS for item in view[max(0, at - 2) : at]):
        return False
    head = measuring.head_noun(view, at)
    return head is None or view[head].low in _NAMES
