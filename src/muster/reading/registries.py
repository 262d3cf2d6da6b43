"""Whose dead a health ministry counts where the text names no owner for it: those of the land that the text tells of there.

Invariant: a side is never taken only because the text names it most; who strikes is named as often as who is struck.
"""

from __future__ import annotations

from muster.reading import wordings
from muster.reading.context import Item, Page
from muster.reading.nearness import after_place
from muster.reading.voices import Voice

_HEAD = 3  # items of a head or dateline that name the town a text is from
_DOES = 3  # items behind a side in which its strike or its saying stands


def counts_health(voice: Voice | None) -> bool:
    """Whether who speaks keeps a register of the dead for a land: "the health ministry", "health authorities"."""
    words = set((voice.name or "").lower().split()) if voice is not None else set()
    return "health" in words and not words.isdisjoint(wordings.REGISTERS)


def land_of_register(voice: Voice, page: Page, *, number: int) -> str | None:
    """The state whose dead an unowned health ministry counts: the one it was named with before, whose ground the paragraph tells of
    before or beside it, whose town the text is from, the only one at war, or the last one named that neither strikes nor speaks; None
    where none of these says."""
    war = page.war
    if war is None:
        return None
    states = {side.party.code for side in war.parties if "-" not in side.party.code}
    before = [item for item in page.items if item.start < voice.start and item.has("office") and item.party]
    named = next((item.party for item in reversed(before) if "health" in item.low), None)
    if named is not None:
        return named
    here = page.sentences[number]
    block = page.blocks[here.block]
    grounds = _grounds(page, states, start=block.start, end=here.end)
    if grounds:
        return min(grounds, key=lambda one: (one[0] > voice.start, abs(one[0] - voice.start)))[1]
    if page.home in states:
        return page.home
    town = next((item.party for item in page.items[:_HEAD] if item.party in states and item.has("country")), None)
    return town or (states.pop() if len(states) == 1 else _suffers(page, states, before=voice.start))


def _grounds(page: Page, states: set[str], *, start: int, end: int) -> list[tuple[int, str]]:
    """Where a stretch names a town, or a state as a place, and whose ground that is."""
    found = [(at, code) for at, code in page.lands if start <= at < end and code in states]
    for sentence in page.sentences:
        if start <= sentence.start and sentence.end <= end:
            found += [
                (item.start, item.party)
                for j, item in enumerate(sentence.view)
                if item.party in states and item.has("country") and after_place(sentence.view, j)
            ]
    return found


def _suffers(page: Page, states: set[str], *, before: int) -> str | None:
    """The state named last before a place of the text that the text has neither striking nor saying anything."""
    acting = {
        item.party
        for sentence in page.sentences
        for j, item in enumerate(sentence.view)
        if item.party in states and any(_acts(one) for one in sentence.view[j + 1 : j + 1 + _DOES])
    }
    named = (_told_of(item, page) for item in reversed(page.items) if item.start < before)
    return next((code for code in named if code in states - acting), None)


def _told_of(item: Item, page: Page) -> str | None:
    """The side that an item names, or in whose land a war is told to be: "the war in Gaza"."""
    if item.party or page.war is None or not item.has("war") or " in " not in item.low:
        return item.party
    where = item.low.rpartition(" in ")[2]
    sides = (
        side.party.code for side in page.war.parties if where in [name.lower() for name in (side.name, *side.names)]
    )
    return next(sides, None)


def _acts(item: Item) -> bool:
    return item.has("say") or not wordings.STRIKES.isdisjoint(item.low.split(" "))
