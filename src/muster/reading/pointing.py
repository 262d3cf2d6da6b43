"""Whose people they are of whom words point back: "12 of them", "half of the 20,000", "put it at 3,500".

Invariant: nothing here names a side; each takes one from a figure told before, or from whose people the sentence before tells of.
"""

from __future__ import annotations

from muster.claims.measures import Measure
from muster.reading import nearness
from muster.reading.borrowing import Measured
from muster.reading.context import FIGURE
from muster.reading.measuring import LOSS, View
from muster.reading.spot import Spot
from muster.reading.votes import Side


def side(spot: Spot, decided: Measured) -> Side | None:
    """The side that words which point back take from what was told before."""
    fell = decided.measure in LOSS | {Measure.RETURNED}
    if decided.measure is Measure.AREA_TAKEN and (taken := _taken_too(spot)) is not None:
        return taken
    return (_of_them(spot) if fell else None) or _of_the_whole(spot, decided) or _put_it(spot)


def _of_them(spot: Spot) -> Side | None:
    """ "126 Indians had joined the Russian army; 12 of them had been killed": those who fell are whose they were, whomever they served."""
    view, at, last, war = spot.view, spot.at, spot.memory.last, spot.page.war
    if war is None or at + 1 >= len(view) or view[at + 1].low not in _THEM or names_side(view, at):
        return None
    if last is not None and spot.number - last.sentence <= 1 and last.people is not None:
        return None if war.party(last.people) else Side(last.people, None, 0.6, "whose they were")
    before = spot.page.sentences[spot.number - 1].view if spot.number else ()
    named = {item.party for item in before if item.party and item.has("demonym") and war.party(item.party) is None}
    return Side(named.pop(), None, 0.5, "whose they were") if len(named) == 1 else None


def _taken_too(spot: Spot) -> Side | None:
    """ "It took 725 square kilometres in November but only 480 in December, Kyiv said": ground in one sentence is taken by one side,
    unless another is named."""
    last = spot.memory.last
    if (
        last is None
        or last.sentence != spot.number
        or last.claim.measure is not Measure.AREA_TAKEN
        or last.people is None
    ):
        return None
    view = spot.view
    before = next((j for j in range(spot.at - 1, -1, -1) if view[j].kind == FIGURE), -1)
    named = (j for j in range(before + 1, spot.at) if view[j].party and view[j].has("side"))
    if not all(nearness.after_place(view, j) for j in named):
        return None
    return Side(last.people, None, 0.6, "as the figure before")


def _of_the_whole(spot: Spot, decided: Measured) -> Side | None:
    """ "Half of the 20,000 were Wagner's": the whole is of those of whom it was told before, whosever the half is."""
    before = decided.inherited
    inside = spot.found is not spot.view[spot.at].found
    if not inside or before is None or before.claim.party is None:
        return None
    return Side(before.claim.party.code, None, 0.6, "as the same figure before", before.people)


def _put_it(spot: Spot) -> Side | None:
    """ "The army put it at roughly 3,500": "it" is what was told before, and not the army's."""
    view, at, last = spot.view, spot.at, spot.memory.last
    lead = [item.low for item in view[max(0, at - 3) : at]]
    if last is None or last.people is None or spot.number - last.sentence > 1 or lead[-1:] != ["at"]:
        return None
    put = len(lead) > 2 and lead[0].split(" ")[-1] in ("put", "puts", "set", "sets", "estimates", "estimated")
    return Side(last.people, None, 0.6, "as the figure before") if put and lead[1] in ("it", "this", "that") else None


_THEM = frozenset(["of them", "of these", "of those", "of whom", "of the men"])


def names_side(view: View, at: int) -> bool:
    """Whether a side is named in the stretch between the figures on either hand."""
    low = next((j for j in range(at - 1, -1, -1) if view[j].kind == FIGURE or view[j].low == ";"), -1)
    high = next((j for j in range(at + 1, len(view)) if view[j].kind == FIGURE or view[j].low == ";"), len(view))
    if any(item.low in ("former", "latter", "we") for item in view[max(0, at - 5) : at]):
        return True
    return any(
        view[j].party
        and view[j].has("side")
        and (not nearness.after_place(view, j) or (j > at and nearness.put_for(view, at=at, j=j)))
        for j in range(low + 1, high)
    )
