"""Figures of other wars, which a document measures its own war by.

Invariant: a document about past wars measures none of them by another, and a text that is older than a war has no figure before it.
"""

from __future__ import annotations

from collections.abc import Set

from muster.claims.measures import Measure, Status
from muster.claims.war import War
from muster.reading import belonging, nearness
from muster.reading.cases import Case, Standing
from muster.reading.context import Item, Page
from muster.reading.measuring import GAIN, LOSS, View


def historical(view: View, *, case: Case, page: Page, assessed: Set[Measure]) -> Standing | None:
    """Whether a figure is of another war than the one that the document is about, or of a time before it."""
    war = page.war
    if war is None:
        return None
    period, party = case.period, case.party
    fight = case.span if case.span is not None and (case.span.days or _A_FIGHT) < _A_FIGHT else None
    if fight is not None and fight.end is not None and fight.end < war.start:
        if period == fight:
            return None
        if period.start is not None and period.start > fight.end and case.measure in LOSS:
            return Standing(Status.HISTORICAL, None, 0.6, "another fight than the one told of")
    if war.end is not None and page.day is not None and page.day.year > war.end.year + _BYGONE:
        return None  # a document about past wars has no present one to measure them by
    fallen = case.measure in LOSS or case.measure in assessed or case.measure is Measure.EXCHANGE_RATIO
    early = page.day is not None and page.day < war.start  # of a text that is older than the war no figure is
    benchmark = fallen or case.measure is Measure.AREA_TAKEN
    if period.end is not None and period.end < war.start and not early and (benchmark or _long_ago(case, war)):
        return Standing(Status.HISTORICAL, None, 0.85, "before this war began")
    if period.start is not None:
        return None
    inside = {side.party.code for side in war.parties} | {side.party.state for side in war.parties}
    if party is not None and party not in inside and _fought_before(party, war, page):
        return Standing(Status.HISTORICAL, None, 0.7, "a party of earlier wars")
    if belonging.another(page, party) is not None:
        return None  # of another war that goes on
    other = next((item for j, item in enumerate(view) if _of_another_war(view, j, war)), None)
    if other is not None and fallen and (_names_war(other) or (party is not None and party not in inside)):
        return Standing(Status.HISTORICAL, (other.start, other.end), 0.7, "another war is named")
    return None


def _long_ago(case: Case, war: War) -> bool:
    """Whether men were taken in, or stood under arms, in another age: "In 1914 761,000 came forward"."""
    end = case.period.end
    people = case.measure in GAIN or case.measure is Measure.STRENGTH
    return people and end is not None and end.year + _AN_AGE <= war.start.year


_AN_AGE = 20  # years
_A_FIGHT = 62  # days: a longer one is a war
_BYGONE = 2  # years after a war in which a document may still be of it


def _fought_before(party: str, war: War, page: Page) -> bool:
    """Whether a party is known from a war that ended before this one began, and from none that goes on; not from a war within its own
    land or one of others that it sent troops to. A land that still is may have its people in this war too: there another side, a place
    or the name of the earlier one must be told."""
    own = [one for one in page.lexicon.wars.values() if one.party(party) is not None]
    between = [one for one in own if _between(one, party)]
    over = bool(between) and all(one.end is not None and one.end < war.start for one in own)
    return over and (party in _NO_MORE or "-" in party or any(_told_of(one, party, war, page) for one in between))


_NO_MORE = frozenset({"SU", "YU", "DD", "CS"})


def _told_of(one: War, party: str, war: War, page: Page) -> bool:
    """Whether a text tells of an earlier war by more than the name of this one party of it."""
    sides = {code for code in page.named if code != party and one.party(code) is not None and war.party(code) is None}
    words = (item.phrase for item in page.items if item.phrase is not None and item.has("war", "place"))
    return bool(sides) or any(one.id in phrase.wars and war.id not in phrase.wars for phrase in words)


def _between(war: War, party: str) -> bool:
    side = war.party(party)
    return side is not None and side.fights_for is None and party not in war.government


def _names_war(item: Item) -> bool:
    """Whether an item stands for a war itself, or for the land it was fought in."""
    return item.has("war", "country")


def _of_another_war(view: View, j: int, war: War) -> bool:
    """Whether an item points to a war other than this: its name, a place of it, or "in Afghanistan"."""
    item = view[j]
    if item.phrase is None or not item.phrase.wars or war.id in item.phrase.wars:
        return False
    return item.has("war", "place") or (
        item.has("country")
        and not item.has("fighters", "group")
        and nearness.after_place(view, j)
        and view[j - 1].low != "from"  # recruits come from there
    )
