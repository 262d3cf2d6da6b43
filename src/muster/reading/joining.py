"""Measures that words join: "killed, wounded or missing" are losses, the dead and the wounded together casualties.

Invariant: measures are joined only where no figure stands between their words.
"""

from __future__ import annotations

from muster.claims.measures import Measure
from muster.reading.context import FIGURE, TIME, Item
from muster.reading.measuring import Cue, View, measures_of

_JOINS = frozenset({"and", "or", ",", "/", "&", "as", "well", "nor", "either", "both"})
_WERE = frozenset(["was", "were", "are", "been"])  # "fell or were hurt"
_WITH = {Measure.KILLED, Measure.WOUNDED}
_ADDED = {Measure.MISSING, Measure.CAPTURED, Measure.DESERTED, Measure.LOSSES}


def joined(view: View, cue: Cue) -> tuple[Measure, list[int]]:
    """The measure of a cue together with those joined to it with no figure between: "killed, wounded or missing".

    What a bracket right after the cue says defines it: "418,000 lost (killed and wounded)".
    """
    if (
        cue.measure in (Measure.LOSSES, Measure.KILLED_WOUNDED)
        and cue.at + 2 < len(view)
        and view[cue.at + 1].low == "("
    ):
        inner = sorted(_loss_kinds(view[cue.at + 2]))
        if inner:
            return joined(view, Cue(inner[0], cue.at + 2, "participle", cue.score))
    kinds, used = {cue.measure}, [cue.at]
    for step in (1, -1):
        j, gap = cue.at + step, 0
        while 0 <= j < len(view) and gap < 3 and view[j].kind not in (FIGURE, TIME):
            near = _loss_kinds(view[j])
            if near and gap:
                kinds |= near
                used.append(j)
                gap = 0
            elif view[j].low in _JOINS or (gap and (view[j].has("modifiers") or view[j].low in _WERE)):
                gap += 1
            else:
                break
            j += step
        if step == -1 and j >= 0 and used[-1] < cue.at and view[j].kind == FIGURE:
            return cue.measure, [cue.at]  # "300 killed and wounded 40": the words on the left have their own figure
    return union(kinds, cue.measure), sorted(used)


def _loss_kinds(item: Item) -> set[Measure]:
    roles = ("participle", "noun", "enemy")
    return {m for role in roles for m in measures_of(item, role) if m in _WITH | _ADDED | {Measure.KILLED_WOUNDED}}


def union(kinds: set[Measure], own: Measure) -> Measure:
    """The one measure of people told of under several: killed and wounded together, or losses where more is added."""
    if Measure.KILLED_WOUNDED in kinds:
        kinds = kinds | _WITH
    if kinds >= _WITH:
        return Measure.LOSSES if kinds & _ADDED else Measure.KILLED_WOUNDED
    if kinds & _WITH and kinds & {Measure.MISSING, Measure.CAPTURED}:
        return Measure.LOSSES
    if {Measure.MISSING, Measure.CAPTURED} <= kinds:
        return Measure.MISSING
    return own
