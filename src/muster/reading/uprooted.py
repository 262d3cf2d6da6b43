"""People whom a war drives from home, traps, makes ill or leaves in need: told of beside its losses, and no claim.

Invariant: who is told to be killed, wounded or taken is none of them.
"""

from __future__ import annotations

from itertools import pairwise

from muster.reading import measuring
from muster.reading.context import Item
from muster.reading.gates import gate
from muster.reading.measuring import View

_GONE = frozenset(
    "displaced resettled uprooted homeless evacuated homes trapped starving hungry refugees needy stranded flee fled".split()
)


_FLED = _GONE | {"left", "leave", "remain", "remained", "remaining"}
_POSTS = frozenset("unit units post posts army ranks brigade brigades battalion".split())
_TAKEN_IN = ("taken in", "took in", "takes in", "take in", "taking in")
_HOMES = frozenset("home homes houses homeless displaced uprooted".split())


DISPLACED = gate(
    *_GONE,
    *_HOMES,
    *"room space capacity beds places need want crossed cross".split(),
    starts=["left"],
    holds=[*"moved resettled relocated evacuated shelter protection refug asylum abroad fled".split(), *_TAKEN_IN],
)


def displaced(view: View, at: int) -> bool:
    """People driven from their homes, trapped or in need: told of in wars, and no claim."""
    after = view[at + 1 : at + 13]
    if at and measuring.measures_of(view[at - 1], "enemy"):
        return False  # "killed at least 1,500 people as they tried to flee"
    if _housed(view, at) or _took_flight(view, at):
        return True
    people = any(
        item.low in ("people", "persons", "civilians", "residents", "inhabitants", "families") for item in after[:4]
    )
    if not people and any(item.low in _HOMES for item in after[:7]):
        told = [item for item in after[:7] if measuring.speaks(item) and item.low.split(" ")[-1] not in _FLED]
        return measuring.head_noun(view, at) is None and not told
    if not people or any(
        measuring.speaks(item) and not item.has("fighters") and item.low.split(" ")[-1] not in _FLED
        for item in after[:6]
    ):
        return False
    if any(item.low.split(" ")[-1] in _POSTS for item in after):
        return False
    if any(one.low.startswith("left") and two.low in ("the", "their", "country") for one, two in pairwise(after)):
        return any(item.low in ("country", "homes", "home", "city", "region") for item in after)
    return any(item.low.split(" ")[-1] in _GONE for item in after) or any(
        one.low == "in" and two.low in ("need", "want") for one, two in pairwise(after)
    )


def _took_flight(view: View, at: int) -> bool:
    """ "Five million or so fled": a verb of flight of its own, and nobody who left a unit."""
    after = view[at + 1 : at + _CLOSE]
    gone = next((k for k, item in enumerate(after) if item.low in _FLIGHT), None)
    if gone is None or any(item.has("fighters") or item.low in (",", ";") for item in after[:gone]):
        return False
    return not any(item.low.split(" ")[-1] in _POSTS or _deserts(item) for item in view)


_FLIGHT = frozenset(["fled", "have fled", "had fled", "fled to", "fled into", "fled across"])
_CLOSE = 6  # items in which a word says what a figure is of


def _deserts(item: Item) -> bool:
    return any(tag.endswith(".deserted") for tag in item.tags) and item.low not in _FLIGHT


def ill(view: View, at: int) -> bool:
    """ "4,300 cases of cholera", "9,000 malaria patients": the sick, of whom nobody is told to have died."""
    near = view[max(0, at - _CLOSE) : at + _CLOSE]
    if not any(word in _ILLNESSES for item in near for word in item.low.split(" ")):
        return False
    return not any(cue.score >= _OWN for cue in measuring.cues(view, at))


_ILLNESSES = frozenset(
    "cholera malaria typhoid typhus hepatitis dysentery measles dengue influenza tuberculosis scurvy sickness illness illnesses disease "
    "diseases malnutrition malnourished diarrhoea diarrhea polio infections".split()
)
ILL = gate(*_ILLNESSES)
_OWN = 5.0  # of a cue that says what became of those a figure counts


def _housed(view: View, at: int) -> bool:
    """ "room for 188,000 people", "121,000 have been moved out"."""
    if at > 1 and view[at - 1].low == "for" and view[at - 2].low in ("room", "space", "capacity", "beds", "places"):
        return True
    said = " ".join(item.low for item in view[at + 1 : at + 7])
    hurt = any(tag.endswith(".wounded") for item in view[at + 1 : at + 7] for tag in item.tags)
    armed = any(item.has("fighters") or item.low.split(" ")[-1] in _POSTS for item in view[at + 1 : at + 9])
    return not hurt and any(words in said for words in _MOVED_OUT) and not (armed and "have fled" in said)


_MOVED_OUT = (
    "moved out", "been resettled", "been relocated", "been evacuated", "were evacuated", "were moved to", "in its shelters",
    "temporary protection", "as refugees", "sought refuge", "sought asylum", "taken refuge", "live abroad", "living abroad", "have fled",
)  # fmt: skip
