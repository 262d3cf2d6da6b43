"""How many there are, told after how many come or go by the month: "there were 713,000 of them at the end of the year".

Invariant: only a bare number that a rate could never be is taken for a force, and only where it is said to be there or a force of its size
was told of in the same paragraph.
"""

from __future__ import annotations

from muster.claims.measures import Measure
from muster.reading.discourse import Draft
from muster.reading.measuring import GAIN, LOSS
from muster.reading.spot import Spot

_TIMES = 8  # how much larger than a month's men a force is at least
_SIZE = 1.5  # how far a force may have grown or shrunk
_THERE = ("there were", "there are", "there was", "there had been", "had been counted", "were counted")


def counted(spot: Spot, last: Draft) -> bool:
    """Whether a bare number that goes on from a rate is that of a force."""
    if last.claim.figure.per is None or last.claim.measure not in GAIN | LOSS or last.sentence == spot.number:
        return _told_of(spot, last)
    return spot.largest >= _TIMES * max(last.claim.figure.numbers) and (_said_there(spot) or _of_its_size(spot))


def _told_of(spot: Spot, last: Draft) -> bool:
    """ "210,000 signed up, which hardly covers the losses, and yet 575,000 had been counted in May": of the size of the force told of."""
    larger = spot.largest >= _SIZE * max(last.claim.figure.numbers) and last.claim.measure in GAIN
    return larger and _said_there(spot) and _of_its_size(spot)


def _said_there(spot: Spot) -> bool:
    lead = " ".join(item.low for item in spot.view[max(0, spot.at - 3) : spot.at])
    after = " ".join(item.low for item in spot.view[spot.at + 1 : spot.at + 4])
    return lead.endswith(_THERE) or after.startswith(_THERE)


def _of_its_size(spot: Spot) -> bool:
    near = (draft for draft in spot.memory.drafts[-8:] if draft.claim.measure is Measure.STRENGTH)
    block = spot.here.block
    return any(
        spot.page.sentences[draft.sentence].block == block
        and max(draft.claim.figure.numbers) / _SIZE <= spot.largest <= max(draft.claim.figure.numbers) * _SIZE
        for draft in near
    )
