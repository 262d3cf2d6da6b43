"""People of another land in a side's ranks: "126 nationals in Russian service", "900 recruits from 36 African states".

Invariant: those who are told to be killed, wounded, taken or back are no gain, whoever they came to fight for.
"""

from __future__ import annotations

from muster.claims.measures import Measure
from muster.reading import measuring, nearness
from muster.reading.context import FIGURE, WORD, Page
from muster.reading.gates import gate
from muster.reading.measuring import View
from muster.reading.spot import Spot


def served(spot: Spot) -> str | None:
    """The side that people of another land serve: "126 nationals in Russian service", "900 citizens of 36 states fight for Iran"."""
    page, view, at = spot.page, spot.view, spot.at
    if page.war is None or not _of_another_land(spot):
        return None
    for j in range(at + 2, min(len(view) - 1, at + 10)):
        side = next((k for k in (j + 1, j + 2) if k < len(view) and view[k].party and view[k].has("side")), None)
        if side is None or page.war.party(view[side].party or "") is None:
            continue
        ranks = view[j].low in ("in", "under", "with") and any(
            i.low in nearness.RANKS for i in view[side + 1 : side + 3]
        )
        if (ranks or nearness.fights(view, j)) and not _befell(view, at):
            return view[side].party
    return None


_COUNTRYMEN = frozenset("citizens nationals countrymen compatriots subjects".split())


def _of_another_land(spot: Spot) -> bool:
    """Whether those counted are some land's that is not at war: by their name, or as somebody's citizens."""
    page, view, head = spot.page, spot.view, spot.at + 1
    if head >= len(view):
        return False
    item = view[head]
    if item.low in _COUNTRYMEN:
        return not (item.party or view[spot.at - 1].party)
    if item.party is not None:
        return item.has("demonym") and page.war is not None and page.war.party(item.party) is None
    return item.kind == WORD and not item.tags and page.text[item.start].isupper() and item.low.endswith("ns")


def _befell(view: View, at: int) -> bool:
    fates = measuring.LOSS | {Measure.RETURNED}
    return any(cue.measure in fates and cue.at > at and cue.score >= _SAID for cue in measuring.cues(view, at))


_SAID = 4.0


def foreign(page: Page, view: View, *, at: int) -> bool:
    """Whether the people counted are a third country's, sent to fight for a side of this war."""
    if page.war is None or len(page.main) < 2:
        return False
    head = next((item for item in view[at + 1 : at + 5] if item.party and item.has("demonym", "fighters")), None)
    if _from_abroad(page, view, at) or _came_from(page, view, at):
        return True
    if nearness.countrymen(view, at, war=page.war) is not None:
        return True  # "Kenya believes that over 200 of its nationals have enlisted"
    if head is None or head.party is None:
        return False
    side = page.war.party(head.party)
    return side is None or side.fights_for is not None


def in_ranks(spot: Spot) -> bool:
    """ "It knows of 1,436 citizens of 36 African states in the invading army": of other lands, and in a side's ranks."""
    page, view, at = spot.page, spot.view, spot.at
    if page.war is None or _RANKED not in spot.gates or not (_from_abroad(page, view, at) or _some_lands(view, at)):
        return False
    return any(item.low.split(" ")[-1] in _IN_RANKS for item in view[at + 1 :]) and not _befell(view, at)


def _some_lands(view: View, at: int) -> bool:
    """ "about 1,000 private military contractors from Romania"."""
    return any(item.low.endswith(("contractors", "mercenaries", "hired guns")) for item in view[at + 1 : at + 4])


_IN_RANKS = frozenset("army armies ranks forces front side service uniform units legion military".split())
_RANKED = gate(*_IN_RANKS)


def _from_abroad(page: Page, view: View, at: int) -> bool:
    """ "18,000 nationals of 128 countries", "1,436 recruits from 36 African states": of many lands, or of one not at war."""
    after = view[at + 1 : at + 8]
    link = next((j for j, item in enumerate(after) if item.low in ("of", "from")), None)
    if link is None or link > 2:
        return False
    lands = any(item.low in _LANDS for item in after[link + 1 :])
    many = lands and any(item.kind == FIGURE for item in after[link + 1 :])
    citizens = any(item.low in _CITIZENS or item.low.endswith("contractors") for item in after[:link])
    sides = [item.party for item in after[link + 1 :] if item.party and item.has("side")]
    abroad = bool(sides) and page.war is not None and all(page.war.party(code) is None for code in sides if code)
    return many or (citizens and abroad)


def _came_from(page: Page, view: View, at: int) -> bool:
    """ "From Sweden came 8,260 volunteers"."""
    land = next((item for item in view[max(0, at - 4) : at] if item.party and item.has("country")), None)
    came = any(item.low in ("came", "arrived", "come") for item in view[max(0, at - 3) : at])
    return land is not None and came and page.war is not None and page.war.party(land.party or "") is None


_LANDS = frozenset("countries states nations nationalities".split())
_CITIZENS = frozenset("citizens nationals contractors mercenaries volunteers".split())
