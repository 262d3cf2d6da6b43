"""On which side of its war a document stands that hardly names that side: the "we" of a diary or a memorandum that has only "the
Turks" before it, and a list of men who fell in a land that is the other side's.

Invariant: only what the document says in its own voice tells, never what it quotes.
"""

from __future__ import annotations

from collections.abc import Sequence

from muster.claims.war import War
from muster.reading.camps import camp, opponent
from muster.reading.context import FIGURE, Item, Page
from muster.reading.nearness import after_place
from muster.reading.turns import in_quotes

_LEAST = 2  # signs of a party to the war who speaks
_NEAR = 3  # words behind "our", "we"
_MOST = 4_000  # items that are looked at
_OF_OURS = frozenset(
    "army armies forces troops soldiers men boys lads guys fighters defenders servicemen brigade brigades battalion battalions company "
    "companies regiment regiments platoon platoons division divisions squad section unit units position positions trench trenches line "
    "lines losses dead wounded killed missing scouts gunners infantry artillery medics commander commanders colonel captain major "
    "lieutenant sergeant general side own wire guns section lot".split()
)
_WE_DID = frozenset(
    "lost had held hold attacked advanced retreated withdrew marched buried took fought need asked ask are were killed captured landed "
    "stormed relieved suffered mobilise mobilize recruit lose".split()
)
_PEOPLE = ("ans", "ians", "ks", "ese", "is", "ts", "ns")  # "Russians", "Turks": a people, and not what is theirs


def stands(page: Page) -> str | None:
    """The other side of the one whose people are named ("the Turks"), where somebody speaks of "our men" or "the enemy" and names
    one side alone."""
    war = page.war
    if war is None:
        return None
    counted = _counted_by(page)
    if counted is not None:
        return opponent(counted, page)
    sides = {camp(_for_whom(code, war), war) for code in page.named if war.is_own(code)}
    items = page.items[:_MOST]
    people = any(item.party in page.named and item.has("demonym") and item.low.endswith(_PEOPLE) for item in items)
    if len(sides) != 1 or not people or sum(_takes_part(items, j, page) for j in range(len(items))) < _LEAST:
        return None
    (one,) = sides
    ours = any(_is_ours(items, j) for j, item in enumerate(items) if item.party and camp(item.party, war) == one)
    return None if ours else opponent(one, page)


def _for_whom(code: str, war: War) -> str:
    """The side that a party fights for, or the party itself."""
    party = war.party(code)
    return party.fights_for.code if party is not None and party.fights_for is not None else code


def _counted_by(page: Page) -> str | None:
    """The one side that is said to count the writer's own: "Kyiv writes 6,500 of ours killed", "the Russian ministry had us losing
    1,300 a day"."""
    war, found = page.war, set()
    for sentence in page.sentences if war is not None else ():
        if sentence.first > _MOST:
            break
        view = sentence.view
        for j, item in enumerate(view):
            if item.low not in ("us", "ours") or not _with_figure(view, j) or in_quotes(page, item.start):
                continue
            named = next((one.party for one in reversed(view[max(0, j - _SAID) : j]) if one.party), None)
            if named is not None and war is not None and war.is_own(named):
                found.add(camp(named, war))
    return found.pop() if len(found) == 1 else None


def _with_figure(view: Sequence[Item], j: int) -> bool:
    """ "us losing 1,300", "6,500 of ours killed"."""
    if view[j].low == "ours":
        return j > 1 and view[j - 1].low == "of" and view[j - 2].kind == FIGURE
    lost = [item.low for item in view[j + 1 : j + 3]]
    return any(word in _LOSING for word in lost) and any(item.kind == FIGURE for item in view[j + 1 : j + 6])


_SAID = 12  # items back to who counts
_LOSING = frozenset("losing lost down dead".split())


def _takes_part(items: Sequence[Item], j: int, page: Page) -> bool:
    """Whether a word is one of somebody who takes part in the war: "our men", "we lost", "the enemy"."""
    low = items[j].low
    if low not in ("our", "my", "your", "we", "ours") and not items[j].has("foe"):
        return False
    if in_quotes(page, items[j].start):
        return False
    behind = [item.low for item in items[j + 1 : j + 1 + _NEAR]]
    if low in ("our", "my", "your"):  # "how high are your own losses?", as who takes part is asked
        return any(word.split(" ")[-1] in _OF_OURS for word in behind)
    if low == "we":
        return bool(behind) and behind[0] in _WE_DID and any(item.kind == FIGURE for item in items[j + 1 : j + 10])
    return True


def _is_ours(items: Sequence[Item], j: int) -> bool:
    """ "our Ukrainian boys"."""
    return any(item.low in ("our", "we") for item in items[max(0, j - 2) : j])


# ------------------------------------------------------------------ who fell abroad
def abroad(page: Page) -> str | None:
    """The side whose men a text counts that names nothing of the war but the other's land: "men of the district who died in Ukraine"."""
    war = page.war
    if war is None or page.office is not None or page.bearing("civilians"):
        return None
    own = [code for code in page.named if war.is_own(code)]
    if len(own) != 1 or not invaded(page, own[0]) or any(code == own[0] for _, code in page.lands):
        return None
    items = page.items[:_MOST]
    return (
        opponent(own[0], page)
        if all(_is_where(items, j) for j, one in enumerate(items) if one.party == own[0])
        else None
    )


def invaded(page: Page, code: str | None) -> bool:
    """Whether the war is known as the invasion of this side's land."""
    side = page.war.party(code) if page.war is not None and code else None
    known = [alias.lower() for alias in page.war.aliases] if page.war else []
    return side is not None and any(f"invasion of {name.lower()}" in known for name in (side.name, side.land) if name)


def _is_where(items: Sequence[Item], j: int) -> bool:
    """Whether a side is named as the land in which somebody fell or fights, or for its war."""
    return items[j].has("country") and after_place(items, j) and not items[j].low.endswith(" army")
