"""Of which war a claim is, where a text tells of two: that of its party, if the text's main war does not know the party.

Invariant: another war is taken only where it goes on, where two of the sides between whom it is fought, and that the main war does not
know, are named, and where the claim's clause says nothing of the main war.
"""

from __future__ import annotations

import datetime as dt

from muster.claims.measures import Status
from muster.claims.period import Period
from muster.claims.war import War
from muster.reading.context import MARK, Item, Page
from muster.reading.measuring import View
from muster.reading.spot import Spot

_LATELY = dt.timedelta(days=365)  # a war that ended then is still spoken of


def war_of(spot: Spot, party: str | None, *, status: Status) -> str | None:
    """The war's id, None for a benchmark from another era and where the text is of none."""
    page = spot.page
    if page.war is None or status is Status.HISTORICAL:
        return None
    other = another(page, party)
    if other is None or any(_tells(item, page.war, "place", "war") for item in spot.view):
        return page.war.id
    own = any(_tells(item, page.war, "side", "place", "war", "group") for item in _clause(spot))
    return page.war.id if own else other.id


def ended_before(period: Period, *, war: str | None, page: Page) -> bool:
    """Whether days end before the war began that a claim is of, where that is not the text's main war."""
    its = page.lexicon.wars.get(war) if war is not None else None
    other = its is not None and page.war is not None and its.id != page.war.id
    return other and its is not None and period.end is not None and period.end < its.start


def another(page: Page, party: str | None) -> War | None:
    """The one war that goes on and that a party fights beside the text's main war, which does not know it."""
    if page.war is None or party is None or _knows(page.war, party):
        return None
    others = [war for war in page.lexicon.wars.values() if war.party(party) is not None and _meant(war, page)]
    return others[0] if len(others) == 1 else None


def _clause(spot: Spot) -> View:
    """The items of a figure's own clause, up to a comma or what opens another."""
    view, first, last = spot.view, spot.at, spot.at + 1
    while first > 0 and not _closes(view[first - 1]):
        first -= 1
    while last < len(view) and not _closes(view[last]):
        last += 1
    return view[first:last]


def _closes(item: Item) -> bool:
    return (item.kind == MARK and item.low in ",;:()—–") or item.has("breaks")


def _knows(war: War, party: str) -> bool:
    return war.party(party) is not None or any(side.party.state == party for side in war.parties)


def _tells(item: Item, war: War, *tags: str) -> bool:
    """Whether an item is of a war, as one of these."""
    return item.phrase is not None and war.id in item.phrase.wars and item.has(*tags)


def _meant(war: War, page: Page) -> bool:
    """Whether a war goes on, and two of its sides are named that the text's main war does not have."""
    day = page.day
    if day is None or war.start > day or (war.end is not None and war.end + _LATELY < day):
        return False
    assert page.war is not None
    between = {side.party.code for side in war.parties[:_BETWEEN]}
    return len([code for code in page.named if code in between and not _knows(page.war, code)]) > 1


_BETWEEN = 4  # of its sides, those that a war's file tells first: behind them stand those who send troops
