"""Words that say of a count that it holds fighters and civilians alike, or does not tell the ones from the others.

Invariant: a sentence that asks how many soldiers met a fate of their own says nothing of who is in the list.
"""

from __future__ import annotations

from collections.abc import Set

from muster.reading.context import Item
from muster.reading.gates import gate
from muster.reading.measuring import View, measures_of

ANYBODY = frozenset("people persons person women men woman".split())  # who may be either
CIVIL = ("civilian", "non-combatant", "noncombatant", "non - combatant")
ALIKE = frozenset("together alike both mostly everybody everyone".split()) | {"as well as", "side by side"}


def in_one_list_at_all(gates: Set[int]) -> bool:
    """Whether a sentence that opens these gates may say of a count that it holds both, or does not tell the ones from the others."""
    return (_TOGETHER in gates and _CIVILIANS in gates) or (_DENIED in gates and _PARTED in gates)


def in_one_list(view: View) -> bool:
    """ "It does not separate fighters from civilians", "puts both in one column", "how many carried arms it does not say"."""
    lows = {item.low for item in view} | {item.low.split(" ")[0] for item in view}
    civil, armed = any(item.low.startswith(CIVIL) for item in view), any(fights(item) for item in view)
    if civil and armed and (lows & ALIKE or lows & _AS_ONE):
        return True
    if lows.isdisjoint(_NOT) or not (civil or armed or lows & _IN_ARMS):
        return False
    split = any(item.low.startswith(_SPLIT) for item in view)
    if not (split or lows & _APART):
        return False
    return (civil and armed) or _tells_no_fate(view)


def _tells_no_fate(view: View) -> bool:
    """Whether nothing befell those whom the sentence names: "how many soldiers are missing" parts nobody."""
    kinds = [j for j, item in enumerate(view) if item.low.startswith(CIVIL) or in_uniform(item) or item.low in _IN_ARMS]
    if not kinds or view[kinds[0] - 1].low in _ASKED:
        return False
    after = view[kinds[-1] + 1 :]
    return not any(measures_of(item, role) for item in after for role in ("noun", "participle", "subject"))


def fights(item: Item) -> bool:
    """Whether a word names those who fight."""
    return (item.has("fighters") and item.low not in ANYBODY) or item.low.startswith(_SOLDIERS)


def in_uniform(item: Item) -> bool:
    """Whether a word names fighters as the opposite of civilians, and not some rank among them."""
    return item.low.startswith(_SOLDIERS) or item.low in _GUNMEN


_SOLDIERS = ("combatant", "fighters", "servicemen", "soldiers", "troops", "in uniform", "uniform")
_GUNMEN = frozenset("militants gunmen insurgents rebels guerrillas".split())
_IN_ARMS = frozenset({"arms", "armed"})
_AS_ONE = frozenset(
    "one single same covers cover counts takes includes include comprises lumps lump lumped lumping mixes mixed mixing merges combines "
    "regardless irrespective whether".split()
)
_NOT = frozenset(
    "not never no n't doesn't don't didn't cannot can't t without nor neither none hardly refuses declines rather".split()
) | {"does not", "do not", "did not"}
_APART = frozenset(
    "apart say says saying tell tells telling know knows which specify specifies distinction difference breakdown line lines column mark "
    "identify classify sort sorts single singles".split()
) | {"how many", "break down"}
_SPLIT = ("separat", "distinguish", "differentiat", "break", "split", "divid")
_ASKED = frozenset({"how many", "many", "which", "whose", "its", "their", "his"})
_TOGETHER, _CIVILIANS = gate(*ALIKE, *_AS_ONE), gate(starts=CIVIL)
_DENIED, _PARTED = gate(*_NOT), gate(*_APART, starts=_SPLIT)
