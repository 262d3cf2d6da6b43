"""The lost, sorted by what they had been: "Of those on the list 1,212 had signed contracts, 488 had been called up", "Volunteers: 22,311".

Invariant: only under or behind words that point back at a list of the lost, after a figure of them; no part is more than its whole.
"""

from __future__ import annotations

from muster.claims.measures import Measure
from muster.reading import measuring, sums
from muster.reading.borrowing import Measured
from muster.reading.context import FIGURE
from muster.reading.discourse import Draft
from muster.reading.gates import gate
from muster.reading.measuring import View
from muster.reading.spot import Spot

_FARTHEST = 8  # sentences from the whole to a part in prose
_TABLE = 14  # and to a row of a table
_KINDS_OF_MEN = measuring.GAIN | {Measure.STRENGTH, Measure.RESERVE, Measure.CAPTURED}
_LOST = frozenset({Measure.OBITUARIES, Measure.KILLED})
_POINTS = (
    "of those on the list", "of those named", "of the names", "of the dead", "of the fallen", "of the killed", "of those killed",
    "of those who died", "of those listed", "who they were", "who were they", "breakdown", "broken down", "from the same list",
    "route into the army", "how they came", "how they got", "how they joined", "by branch", "by category", "by status", "by rank",
    "by district", "by region", "by town", "by service", "by kind of service", "by type of", "categories of the dead",
)  # fmt: skip
_COUNTED = frozenset(["of these", "of those", "of them", "of whom", "among them", "among these", "among the dead"])
_POINTING = gate(holds=[max(words.split(" "), key=len) for words in (*_POINTS, *_COUNTED)])
_LABEL = 9  # words of a row's label
_OPENING = 9  # items at the head of a sentence


def part(spot: Spot, told: Measured | None) -> Measured | None:
    """What a part of the lost is of, where the figure's own words say only what they had been, or nothing."""
    if told is not None and told.measure not in _KINDS_OF_MEN:
        return None
    summed = sums.whole_of(spot) if told is None or told.measure is not Measure.CAPTURED else None
    if summed is not None:
        return Measured(summed.claim.measure, (), 0.6, "a part of those before", inherited=summed)
    if told is not None and told.measure is Measure.CAPTURED and (told.cue is None or told.cue.role != "noun"):
        return None
    if spot.row and sum(item.low[0].isalpha() for item in spot.view[: spot.at]) > _LABEL:
        return None
    if told is None and not spot.row and measuring.head_noun(spot.view, spot.at) is not None:
        return None
    if not _pointed(spot):
        return None
    whole = _whole(spot)
    return None if whole is None else Measured(whole.claim.measure, (), 0.6, "a part of those before", inherited=whole)


def _pointed(spot: Spot) -> bool:
    """Whether the head of its sentence, of the sentence of its first part, or the line over its row points back at a list."""
    if _POINTING in spot.gates and _points(spot.view[:_OPENING], spot.at):
        return True
    page, number = spot.page, spot.number
    whole_block = page.blocks[spot.here.block]
    leads = spot.at == 0 and len(whole_block.sentences) <= 2  # leaders part a label from its figure
    if not spot.row or not (leads or spot.here.start == whole_block.start):
        return False
    for above in range(number - 1, max(-1, number - _TABLE), -1):
        sentence = page.sentences[above]
        if page.blocks[sentence.block].group < page.blocks[spot.here.block].group - 1:
            return False
        if _POINTING in sentence.gates and _points(sentence.view, len(sentence.view)):
            return True
    return False


def _points(view: View, stop: int) -> bool:
    """Whether words before `stop` and before any figure point back, but for the number told again: "Of the 412"."""
    lead = view[: min(stop, len(view))]
    words = " ".join(item.low for item in lead if item.kind != FIGURE or item is lead[-1])
    if any(points in words for points in _POINTS):
        return True
    opening = [item.low for item in lead[:3]]
    return bool(opening) and (opening[0] in _COUNTED or " ".join(opening[:2]) in _COUNTED)


def _whole(spot: Spot) -> Draft | None:
    """The last figure of the lost that is not itself such a part and no smaller than this one."""
    reach = _TABLE if spot.row else _FARTHEST
    for draft in reversed(spot.memory.drafts):
        if spot.number - draft.sentence > reach or (
            draft.claim.measure not in _LOST and draft.claim.measure in measuring.LOSS
        ):
            return None
        if draft.claim.measure in _LOST and max(draft.claim.figure.numbers) >= spot.largest:
            return draft if draft.claim.figure.unit == "person" else None
    return None
