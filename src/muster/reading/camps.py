"""Who stands with whom in a war, and against whom."""

from __future__ import annotations

from collections.abc import Sequence

from muster.claims.war import War
from muster.reading import wordings
from muster.reading.context import Item, Page


def opponent(code: str | None, page: Page) -> str | None:
    """The other side of this war for a side; the one the text names most where there are several."""
    if code is None:
        return None
    known = code, page.here
    if known not in page.against:
        page.against[known] = _opponent(code, page)
    return page.against[known]


def _opponent(code: str, page: Page) -> str | None:
    war = page.war
    if war is None:
        return next((one for one in page.pair if one != code), None) if page.pair and code in page.pair else None
    if war.party(code) is None:
        return None
    own = camp(code, war)
    if page.here in war.government and "-" in code:
        return page.here
    if war.government and "-" in code:  # a force within a state fights that state
        return max(war.government, key=lambda one: (page.named.get(one, 0), one[:2] == code[:2]))
    others = [
        side.party.code
        for side in war.parties
        if camp(side.party.code, war) != own
        and side.fights_for is None
        and not war.are_allied(own, camp(side.party.code, war))
    ]
    if code in war.government:
        others = [one for one in page.main if "-" in one and _fights_for_itself(one, war)] or others
    weight = {one: page.named.get(one, 0) for one in others}
    for one in others:  # a force within a state stands for it where the text speaks of it nearly as much
        side = war.party(one)
        if side is not None and side.within is not None:
            state = side.within.code
            weight[one] = weight[one] + weight.get(state, 0) if 2 * weight[one] >= weight.get(state, 0) else -1
    return max(others, key=lambda one: (weight[one], bool(war.allies) and one in _ENGLISH), default=None)


_ENGLISH = frozenset({"GB", "US"})  # of several that a text names none of, those in whose tongue it is written


def _fights_for_itself(code: str, war: War) -> bool:
    side = war.party(code)
    return side is not None and side.fights_for is None


def pair(page: Page) -> tuple[str, str] | None:
    """The two states that a text tells to fight each other, where it tells so of no other two: "Peru attacked Ecuador"."""
    states = [code for code in page.main if "-" not in code]
    found: set[frozenset[str]] = set()
    for sentence in page.sentences if len(states) > 1 else ():
        view = page.items[sentence.first : sentence.last]
        if any(item.low.split(" ")[-1] in wordings.FIGHTS for item in view):
            sides = frozenset(item.party for item in view if item.party and item.has("side"))
            if len(sides) == 2 and states[0] in sides and sides.issubset(states):
                found.add(sides)
    if len(found) != 1:
        return None
    one, other = sorted(found.pop(), key=states.index)
    return one, other


def fight_others(page: Page) -> bool:
    """Whether a text tells of two states that fight each other, and of no force of the war within a state that it was taken for."""
    war = page.war
    if war is None or not war.government or any("-" in code and war.party(code) is not None for code in page.named):
        return False
    two = pair(page)
    return two is not None and any(war.party(code) is None for code in two)


def camp(code: str, war: War) -> str:
    """The state that a party's people are counted in, or the party itself."""
    side = war.party(code)
    if side is not None and side.within is not None and side.within.code not in war.government:
        return side.within.code
    return code


_WARS = frozenset(
    "war invasion offensive campaign aggression assault attack operation onslaught attacks strikes raids shelling bombing bombardment "
    "offensives siege assaults fire drones missiles surrender capitulation withdrawal retreat pullout occupation blockade".split()
)


def names_war(view: Sequence[Item], j: int) -> bool:
    """ "Russia's war", "the Soviet invasion": the side names the war."""
    k = j + 1
    while k < len(view) and (view[k].low in ("'", "s", "full", "-", "scale") or view[k].has("modifiers")) and k < j + 6:
        k += 1
    return k < len(view) and (view[k].low in _WARS or view[k].low.startswith(("full-scale", "war in", "war on")))


METONYMS = frozenset(
    "moscow kremlin kyiv kiev bankova jerusalem baku yerevan seoul pyongyang washington london khartoum pretoria kigali kinshasa "
    "naypyidaw tehran baghdad damascus ankara hanoi saigon kabul sanaa aden beirut beijing tokyo berlin paris".split()
)
