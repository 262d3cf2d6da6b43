"""Blows that one side deals: "Argentine jets sank her and 19 men died", "killed by Russian shelling".

Invariant: who is hit is the other side, unless the loss is told of the attackers themselves ("lost 40 in the raid").
"""

from __future__ import annotations

from muster.claims.measures import Measure
from muster.reading.context import FIGURE, TIME
from muster.reading.measuring import Cue, View, measures_of
from muster.reading.nearness import is_wall

_FAR = 5  # items from a side to its weapon or its blow
_REACH = 22


def deals(view: View, j: int, *, at: int, cue: Cue | None) -> bool:
    """Whether the side at `j` hit those that the figure counts."""
    if cue is not None and cue.role == "own":
        return False
    if _fired_by(view, j) and cue is not None and cue.role == "enemy" and j < cue.at:
        return True
    weapon = _weapon(view, j)
    if at < j:
        return weapon is not None and _by(view, j) and not _parted(view[at + 1 : j])
    if at - j > _REACH or any(item.kind == FIGURE for item in view[j + 1 : at]):
        return False
    if any(item.low in _OWN_LOSS or item.low == ";" for item in view[j + 1 : at]) and not _her(view[j + 1 : at + 4]):
        return False
    if weapon is not None:
        hit = (
            weapon + 1 < len(view) and view[weapon + 1].low in _BE
        )  # "Russian helicopters were shot down": they hit nobody
        return weapon < at and not hit and not (j and view[j - 1].low in _AWAY)
    return any(item.has("hits") for item in view[j + 1 : min(at, j + _FAR)]) and not _passive(view, j)


def felled(view: View, j: int, *, at: int) -> bool:
    """ "73 soldiers killed by Hezbollah", "412 of the dead fell to the rebels, 187 to the Front": at whose hands they fell."""
    k = j - 2 if view[j - 1].low == "the" else j - 1
    if k < at or any(is_wall(item) or item.kind == FIGURE for item in view[at + 1 : j]):
        return False
    low = view[k].low
    if low.split(" ")[-1] == "by":
        doing = view[k] if low != "by" else view[k - 1]
        return not _FELLED.isdisjoint(measures_of(doing, "participle"))
    if low in _FELL_TO:
        return True
    fell = view[k - 1].low in _FELL or (
        k - 1 == at and any(one.low in _FELL_TO or one.low in _FELL for one in view[:at])
    )
    return low == "to" and fell


_FELLED = frozenset({Measure.KILLED, Measure.WOUNDED, Measure.KILLED_WOUNDED, Measure.CAPTURED})
_FELL = frozenset({"fell", "fall", "fallen"})
_FELL_TO = frozenset({"fell to", "fall to", "fallen to"})


def _weapon(view: View, j: int) -> int | None:
    """ "Russian glide bombs", "Israel's air strikes": the weapon that is said to be a side's, and not the men who serve it."""
    for k in range(j + 1, min(len(view), j + _FAR)):
        item = view[k]
        if item.has("weapons"):
            after = view[k + 1] if k + 1 < len(view) else None
            served = after is not None and (after.has("fighters", "counters") or after.low in _SERVED)
            return None if served else k
        if (
            item.kind in (FIGURE, TIME)
            or is_wall(item)
            or item.low in _NOT_OF
            or item.has("fighters", "civilians", "say")
        ):
            return None
    return None


def _fired_by(view: View, j: int) -> bool:
    """ "Rockets fired by Hamas killed three", "a mine that the rebels had laid"."""
    near = view[max(0, j - 6) : j]
    return any(item.has("weapons") for item in near) and any(item.low in ("by", "from") for item in near[-2:])


def _by(view: View, j: int) -> bool:
    before = [item.low for item in view[max(0, j - 2) : j]]
    return bool(before) and (
        before[-1].split(" ")[-1] in _AGENT or (before[-1] in _THE and before[0].split(" ")[-1] in _AGENT)
    )


def _parted(between: View) -> bool:
    return any(is_wall(item) or item.kind == FIGURE or item.low == "," for item in between)


def _her(near: View) -> bool:
    """ "sank HMS Coventry; 19 of her crew died": what follows is still of the ship that was hit."""
    return any(one.low in ("her", "its") for one in near[-4:])


def _passive(view: View, j: int) -> bool:
    """ "Israel was hit by rockets": the side was struck itself."""
    return any(item.low in _BE or item.has("things") for item in view[j + 1 : j + 3])


_AGENT = frozenset("by in under from to during of".split())
_THE = frozenset("the a an another intense heavy".split())
_AWAY = frozenset("against on of at to".split())
_NOT_OF = frozenset(
    "and or has have had is are was were be been lost in on at by to from of for with that who which said".split()
)
_SERVED = frozenset(
    "crew crews operators pilots unit units brigade regiment battalion troops forces production losses men".split()
)
_OWN_LOSS = frozenset("lost losing lose loses losses own suffered".split())
_BE = frozenset("is was were are be been being got came".split())
