"""Numbers that are ages: of one person, of those who are of it, and of a call-up.

Invariant: a number that counts people in its own words ("18 men") is no age.
"""

from __future__ import annotations

from muster.reading import measuring
from muster.reading.context import FIGURE, MARK, WORD, Item
from muster.reading.measuring import View
from muster.reading.spot import Spot

_CHILD, _ADULT, _OLDEST = 8, 14, 100


def is_age(spot: Spot) -> bool:
    """ "aged 18 to 26", "men over 40", "up to the age of 45", "Galina, 44, from Samara", "the oldest was 61"."""
    if spot.largest > _OLDEST:
        return False
    if _of_one(spot) or _between_ages(spot) or _by_word(spot.view, spot.at) or _and_younger(spot.view, spot.at):
        return True
    if spot.largest < _CHILD or _counts(spot.view, spot.at):
        return False
    return _of_those(spot) or _of_oldest(spot) or (spot.largest >= _ADULT and _of_call_up(spot))


def _and_younger(view: View, at: int) -> bool:
    """ "conscripts of twenty or younger", "reservists of 45 and over", "men 50 or older": on in years of life, to no further figure."""
    after = view[at + 1 : at + 4]
    if len(after) < 2 or after[0].low not in ("or", "and") or view[at].found is None:
        return False
    if after[1].low in _YEARS:
        return True
    closed = len(after) == 2 or after[2].kind == MARK or after[2].has("link") or after[2].low in _ENDS
    return after[1].low in _BEYOND and closed


_YEARS = frozenset(["younger", "older", "elder"])
_BEYOND = frozenset(["under", "over", "above", "below", "upward", "upwards", "up"])


def _counts(view: View, at: int) -> bool:
    """Whether a noun follows that the number counts."""
    head = measuring.head_noun(view, at)
    return head is not None and view[head].low not in _ENDS and not view[head].low.endswith("ing")


def _of_one(spot: Spot) -> bool:
    """ "she is 71", "a driver who was 24", "Galina, 44,", "a volunteer of 23"."""
    view, at = spot.view, spot.at
    before = view[at - 1] if at else None
    after = view[at + 1] if at + 1 < len(view) else None
    if before is None:
        return False
    told = view[at - 2] if at > 1 and before.low in _BARELY else before
    if told.low in ("oldest", "youngest"):
        return True
    if before.low in ("both", "each") and after is not None and after.kind == MARK and spot.largest >= _ADULT:
        return True  # "two reservists, both 43,"
    if at < 2:
        return False
    if before.low in ("is", "was") and view[at - 2].low in ("he", "she", "who"):
        return True
    if after is not None and before.low == after.low == "," and _is_name(view, at - 2):
        return True
    a_person = view[at - 2].low in _ONE and any(item.low in ("a", "an") for item in view[max(0, at - 4) : at - 2])
    return before.low == "of" and a_person and spot.largest >= _ADULT


_BARELY = frozenset("barely only just hardly scarcely merely already".split())
_ONE = frozenset(
    "volunteer soldier private sergeant corporal lieutenant captain officer conscript recruit boy girl man woman youth student nurse "
    "medic driver mechanic teacher farmer miner father mother widow reservist fighter paratrooper sailor marine".split()
)


def _is_name(view: View, j: int) -> bool:
    """A name, or the initial of one: "Galina", "Ilya V."."""
    item = view[j]
    if item.low == "." and j and len(view[j - 1].low) == 1:
        return True
    return item.kind == WORD and item.low.isalpha() and not item.tags


def _by_word(view: View, at: int) -> bool:
    """A word for age beside the figure, or beside those that it is listed with: "aged 18 to 25"."""
    k = at - 1
    while k > 0 and (view[k].kind == FIGURE or view[k].low in _LISTED):
        k -= 1
    if 0 <= k < at - 1 and view[k].has("age"):
        return True
    counted = at + 1 < len(view) and view[at + 1].has("fighters", "civilians")  # "17 men aged 20 to 39"
    last = at + 1 if counted else at + 3
    return any(view[j].has("age") for j in range(max(0, at - 2), min(len(view), last)) if j != at)


_LISTED = frozenset([",", "and", "or", "to", "not"])


def _between_ages(spot: Spot) -> bool:
    """ "men from 18 to 35", "volunteers of 18 to 24": a range of years of life after those who are of it, and nobody counted by it."""
    view, at, (low, high) = spot.view, spot.at, (spot.found.low, spot.found.high)
    if low is None or high is None or not 14 <= low < high <= 75 or measuring.head_noun(view, at) is not None:
        return False
    if [item.low for item in view[at + 1 : at + 3]] in (["for", "men"], ["for", "women"], ["for", "both"]):
        return True  # "the age limits, 18 to 35 for men"
    back = [item for item in view[max(0, at - 2) : at] if item.low not in ("of", "from", "between", "who are")]
    return bool(back) and back[-1].low in _AGED


_AGED = frozenset(
    "men women people those anyone volunteers boys girls males females citizens recruits conscripts reservists youngsters "
    "teenagers youths lads".split()
)
_YOUNG = frozenset("boys girls children youths lads teenagers youngsters kids".split())


def _of_those(spot: Spot) -> bool:
    """ "men over 40", "youngsters under 25 who sign up", "most of them were under 20", "boys of thirteen"."""
    view, at = spot.view, spot.at
    before = view[at - 1] if at else None
    if before is None:
        return False
    if before.low == "of" and at >= 2 and view[at - 2].low in _YOUNG:
        return True
    hedged = spot.found.core[0] > spot.found.start and view[at].low.startswith(("under", "over", "above", "below"))
    after = view[at + 1] if at + 1 < len(view) else None
    falls = after is not None and before.low in _AGED and _verb(after)  # "18,000 men under 50 died"
    if not hedged or not (after is None or after.kind == MARK or after.low in _ENDS or falls):
        return False
    return before.low in _AGED or before.low in _OF_THEM or (before.low in _WERE and _some_were(view, at - 1))


_ENDS = frozenset("had have has was were are is in who whom and or at when".split())
_WERE = frozenset("were was are is be being".split())
_OF_THEM = frozenset(["of them", "of whom", "of these", "of those", "them", "whom"])
_SOME = frozenset("most many half some several few none majority third quarter all more".split())


def _some_were(view: View, be: int) -> bool:
    """Whether a part of those told of before is what the verb at `be` speaks of: "two of whom were", "half the dead were"."""
    for item in reversed(view[max(0, be - 12) : be]):
        if item.low in (";", ":", "."):
            return False
        if item.kind == FIGURE or item.low in _SOME or item.low.split(" ")[0] in _SOME:
            return True
    return False


def _of_oldest(spot: Spot) -> bool:
    """ "the oldest, a cook, was 61": nobody is counted after the one of whom the age is told."""
    view, at = spot.view, spot.at
    if view[at - 1].low not in ("is", "was", "only", "just") if at else True:
        return False
    return any(item.low in ("oldest", "youngest", "eldest") for item in view[max(0, at - 12) : at])


def _of_call_up(spot: Spot) -> bool:
    """ "can be called up at 25, not 27", "the age of call-up will be lowered to 18"."""
    view, k = spot.view, spot.at - 1
    if spot.found.core[0] != spot.found.start:
        return False
    while k > 0 and (view[k].kind == FIGURE or view[k].low in _LISTED - {"to"}):
        k -= 1
    if k < 1 or view[k].low not in ("at", "to", "from"):
        return False
    if any(item.has("age") for item in view[max(0, k - 10) : k] if item.kind != FIGURE):
        return True
    verb = view[k - 1]
    told = _verb(verb) and view[max(0, k - 2)].low != "the"
    return view[k].low == "at" and told


def _verb(item: Item) -> bool:
    """A verb of what befalls people, and no noun: "died", "called up"."""
    roles = item.phrase.roles if item.phrase is not None else {}
    return bool(roles) and "noun" not in roles and ("participle" in roles or "subject" in roles)
