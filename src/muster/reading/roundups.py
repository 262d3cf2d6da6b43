"""Roundups: documents whose sections are about several wars that go on, each read with the sides of its own war.

Invariant: a document that is no roundup has one war throughout; a roundup's sections are at least two, about two wars.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence

from muster.claims.war import War
from muster.reading import parties
from muster.reading.context import Item, Page, Part

_LATELY = dt.timedelta(days=365)  # a war that ended then is still spoken of


def settle(page: Page, war_of: Callable[[Sequence[Item]], War | None]) -> None:
    """Find out whether a page is a roundup, and put the sides named in each of its sections as they are called in its war."""
    bounds = [section.first for section in page.sections]
    if len(bounds) < 2 or not _of_several(page.items):
        return
    spans = list(zip(bounds, [*bounds[1:], len(page.items)], strict=True))
    wars = [_own(page, page.items[first:last], war_of) for first, last in spans]
    told = {war.id: war for war in wars if war is not None and _goes_on(war, page)}
    if len(told) < 2 or len(told) < len({war.id for war in wars if war is not None}):
        return
    for (first, last), war in zip(spans, wars, strict=True):
        items = page.items[first:last]
        if war is not page.war:
            _rename(items, war)
        named = parties.named(items)
        page.parts.append(Part(first, war, named, parties.main_parties(named, war)))


def _own(page: Page, items: Sequence[Item], war_of: Callable[[Sequence[Item]], War | None]) -> War | None:
    """The war of a section's own: the document's where a side of that alone is named in it."""
    war = war_of(items)
    if page.war is None or war is page.war:
        return war
    strange = (item.party for item in items if item.party is not None and item.has("side", "office"))
    shared = any(page.war.party(code) is not None and (war is None or war.party(code) is None) for code in strange)
    return page.war if shared or (war is not None and not _tells(items, war)) else war


def _tells(items: Sequence[Item], war: War) -> bool:
    """Whether words of this war alone are told, a force, a place or its name, or two states at war in it."""
    states = {item.party for item in items if item.has("side", "office") and item.party and war.party(item.party)}
    alone = (item for item in items if item.phrase is not None and item.phrase.wars == {war.id})
    return len(states) > 1 or any(item.has("group", "place", "war", "fighters") for item in alone)


def _of_several(items: Sequence[Item]) -> bool:
    """A quick look whether words of more than one war alone are told."""
    sure = {next(iter(item.phrase.wars)) for item in items if item.phrase is not None and len(item.phrase.wars) == 1}
    return len(sure) > 1


def _goes_on(war: War, page: Page) -> bool:
    day = page.day
    if day is None:
        return war.end is None
    return war.start <= day and (war.end is None or day <= war.end + _LATELY)


def _rename(items: Sequence[Item], war: War | None) -> None:
    for item in items:
        if item.phrase is not None and item.phrase.parties:
            item.party = None
    parties.resolve_parties(items, war)
    parties.only_describe(items)


def spans(page: Page) -> list[tuple[int, int, War | None, list[str]]]:
    """From which item to which a page is about which war, and the sides named there, most named first."""
    heads = [(0, page.war, page.main), *((part.first, part.war, part.main) for part in page.parts)]
    ends = [*(first for first, _, _ in heads[1:]), len(page.items)]
    return [(first, last, war, main) for (first, war, main), last in zip(heads, ends, strict=True)]


def turn_to(page: Page, item: int) -> None:
    """Read on with the war and the sides of the part that an item stands in."""
    if not page.parts:
        return
    part = next((one for one in reversed(page.parts) if one.first <= item), None)
    if part is None or page.war is part.war:
        return
    page.war, page.named, page.main = part.war, part.named, part.main
    page.topic = page.home = page.toll_from = None
    page.against.clear()
