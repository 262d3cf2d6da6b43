"""Losses that a side claims to have inflicted, and prisoners that it has: those of the other side.

Invariant: a claim of losses is one of the enemy's unless the figure's own words say that they are its own, or civilians.
"""

from __future__ import annotations

from muster.claims.measures import Measure
from muster.reading.camps import opponent
from muster.reading.context import FIGURE
from muster.reading.measuring import View
from muster.reading.nearness import after_place, counted_before, is_wall
from muster.reading.votes import Asked

_FELLED = frozenset(
    {Measure.KILLED, Measure.WOUNDED, Measure.KILLED_WOUNDED, Measure.LOSSES, Measure.IRRECOVERABLE, Measure.CAPTURED}
)
_REACH = 16  # items
_OWNED = frozenset({"own", "lost", "losing", "lose", "suffered", "suffering", "civilian", "civilians"})


def claimed(view: View, at: int, *, asked: Asked) -> tuple[int, str | None, str] | None:
    """ "The rebels claim 300 soldiers dead and 40 taken": where they say so, they, and the side that it befell."""
    if asked.measure not in _FELLED or asked.civilian or asked.admits:
        return None
    at_verb = _verb(view, at)
    if at_verb is None:
        return None
    told = () if at_verb and view[at_verb - 1].low in _PRONOUNS else view[:at_verb]
    named = next((item.party for item in reversed(told) if item.party and item.has("side", "office")), None)
    if named is None and asked.carried.code and any(item.kind == FIGURE for item in view[at_verb:at]):
        return at_verb, None, asked.carried.code  # the second of two that they claim
    who, war = named or asked.speaker, asked.page.war
    other = opponent(who, asked.page) if war is not None and who is not None and war.party(who) is not None else None
    return (at_verb, who, other) if other is not None else None


def turned(view: View, at: int, *, party: str | None, before: str) -> bool:
    """Whether who told of one side's losses is that side, and claims those of the other now."""
    return party == before and _verb(view, at) is not None


def _verb(view: View, at: int) -> int | None:
    """Where before a figure somebody claims it, with nothing between that ends the clause or owns up."""
    if any(item.low in _OWNED for item in view[at + 1 : at + 5]):
        return None
    for j in range(at - 1, max(-1, at - _REACH), -1):
        item = view[j]
        if item.has("boasts"):
            before = view[j - 1] if j else item
            return None if before.low in _NOUNS_AFTER else j
        if is_wall(item) or item.low in _OWNED or (item.has("say") and item.kind != FIGURE):
            return None
    return None


_PRONOUNS = frozenset({"he", "she", "it", "they", "who", "which"})
_NOUNS_AFTER = frozenset("the its their his a this that s ' own such official".split())


def in_hands(view: View, j: int, *, at: int) -> bool:
    """ "45,000 prisoners in Iraqi hands", "held in Russian captivity", "are in its camps": the side named has them."""
    if any(is_wall(item) for item in view[min(j, at) + 1 : max(j, at)]):
        return False
    before, after = view[j - 1] if j else None, view[j + 1 : j + 3]
    held = [item.low for item in after if item.low not in ("'", "s")]
    return before is not None and before.low in _INTO and bool(held) and held[0] in _HANDS


_INTO = frozenset("in into from at to inside by".split())
_HANDS = frozenset("hands captivity custody camps jails prisons detention dungeons cells captors imprisonment".split())


def has_prisoners(view: View, j: int, *, at: int) -> bool:
    """ "The British found themselves with 11,000 prisoners", "the raid brought Ukraine 600 captives": whoever has them holds others."""
    if not any(item.low in _PRISONERS for item in view[at + 1 : at + 4]) or view[j + 1].low in ("'", "s"):
        return False
    if after_place(view, j) or counted_before(view, j):
        return False
    verb = next((item for item in view[at - 1 : j : -1] if item.low not in _BETWEEN), None)
    return verb.low.split(" ")[0] in _GOT if verb is not None else view[j - 1].low in _BROUGHT


_PRISONERS = frozenset(["prisoners", "captives", "prisoners of war", "pows", "detainees", "prisoner", "war prisoners"])
_BETWEEN = frozenset(
    "with of only just some another a further about nearly over than more themselves itself up now still".split()
)
_GOT = frozenset(
    "has have had holds hold held holding found left ended brought netted yielded gained claims claimed claim reported reports counted "
    "counts announced displayed shown showed paraded bagged collected made interned keeps kept detains guards fed took takes taken".split()
)
_BROUGHT = frozenset("brought gave netted yielded won earned brings gives".split())
