"""Totals told with their parts, in one sentence or in the lines of a record.

Invariant: in a sentence a total is taken for one only where the parts add up to it to the last man.
"""

from __future__ import annotations

from dataclasses import replace

from muster.claims.measures import Measure
from muster.numbers.figures import Found
from muster.reading import joining, measuring
from muster.reading.borrowing import Measured
from muster.reading.context import FIGURE
from muster.reading.discourse import Draft
from muster.reading.spot import Spot

_FEWEST = 2


def of_parts(spot: Spot) -> Measure | None:
    """The measure of a total whose parts, losses of different kinds, stand right after or before it in the sentence:
    "968 men: 531 killed, 428 wounded and nine captured", "18 killed, 243 wounded and 79 missing, 340 in all"."""
    view, at = spot.view, spot.at
    if spot.found.low != spot.found.high:
        return None
    figures = [j for j, item in enumerate(view) if item.kind == FIGURE and j != at]
    if len(figures) < _FEWEST:
        return None
    after = [j for j in figures if j > at]
    before = [j for j in figures if j < at][::-1]
    for run in (after, before):
        total: float = 0
        for count, j in enumerate(run, 1):
            found = view[j].found
            if found is None or found.low is None or found.low != found.high:
                break
            total += found.low
            if total >= spot.largest:
                kinds = {measure for k in run[:count] if (measure := _kind(spot, k)) is not None}
                whole = total == spot.largest and count >= _FEWEST and len(kinds) >= _FEWEST
                return joining.union(kinds, Measure.LOSSES) if whole else None
    return None


def whole_of(spot: Spot) -> Draft | None:
    """The figure just told of whose parts this one and those beside it are, to the last man: "92 dead", then "75 were servicemen and 13
    volunteers, and the other four were civilians"."""
    view, at = spot.view, spot.at
    figures = [j for j, item in enumerate(view) if item.kind == FIGURE and _exact(item.found)]
    if at not in figures or len(figures) < _FEWEST:
        return None
    for draft in reversed(spot.memory.drafts[-_BEFORE:]):
        figure = draft.claim.figure
        if (
            spot.number - draft.sentence > 2
            or figure.unit != "person"
            or figure.per is not None
            or figure.low != figure.high
        ):
            continue
        if draft.claim.measure not in measuring.LOSS | {Measure.RETURNED}:
            continue
        run = [j for j in figures if view[j].start > draft.claim.place.end or draft.sentence < spot.number]
        for first in range(len(run)):
            for last in range(first + _FEWEST, min(len(run), first + _MOST) + 1):
                some = run[first:last]
                if at in some and sum(_number(view[j].found) for j in some) == figure.low:
                    return draft
    return None


_BEFORE, _MOST = 6, 6


def _number(found: Found | None) -> float:
    return found.low or 0 if found is not None else 0


def _exact(found: Found | None) -> bool:
    return found is not None and found.low is not None and found.low == found.high and found.unit in _PEOPLE


_PEOPLE = ("", "person")


def _kind(spot: Spot, at: int) -> Measure | None:
    """The loss that a part is of."""
    cues = measuring.cues(spot.view, at)
    return cues[0].measure if cues and cues[0].measure in measuring.LOSS else None


def with_missing(spot: Spot, told: Measured | str) -> Measured | str:
    """ "Dead: 4,000. Prisoners or missing: 200. Total casualties: 10,000": a total over lines some of which are of the missing."""
    if isinstance(told, str) or told.measure is not Measure.KILLED_WOUNDED or not spot.row:
        return told
    if not any(word in _TOTALS for item in spot.view[: spot.at] for word in item.low.split(" ")):
        return told
    block = spot.here.block
    above = [draft for draft in spot.memory.drafts[-_LINES:] if spot.number - draft.sentence <= _LINES]
    missing = any(
        draft.claim.measure in (Measure.MISSING, Measure.CAPTURED)
        and spot.page.blocks[spot.page.sentences[draft.sentence].block].group == spot.page.blocks[block].group
        for draft in above
    )
    return replace(told, measure=Measure.LOSSES, rule="a total with the missing") if missing else told


_LINES = 4  # of a record, above its total
_TOTALS = frozenset(["total", "totals", "all", "altogether", "together", "overall"])
