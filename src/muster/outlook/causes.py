"""What sets the ends of two scenarios apart: each part of the one put into the other by itself, on the same luck.

Invariant: differences are taken draw by draw, so that their bands are of the difference; where a part stands and why changes nothing.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from muster.account.draws import Banded, Draws, banded
from muster.outlook.projection import project
from muster.outlook.scenario import Scenario
from muster.outlook.tallies import tallied

Array = NDArray[np.float64]
# Parts of a scenario by the words for them, besides its changes lever by lever.
_PARTS = {
    "mobilisations": "mobilisation",
    "pay": "pay",
    "ceasefire": "ceasefire",
    "tempo": "tempo",
    "recent": "months taken as recent",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Cause:
    """By how many `people` in the theatre the end of one scenario moves for a part of another alone, of the balance over the horizon where
    no strength is known."""

    what: str
    people: Banded


def apart(draws: Draws, *, one: Scenario, other: Scenario, party: str, seed: int, months: int) -> tuple[Cause, ...]:
    """How far each part of the other scenario alone moves the first one's end after so many months, what they do together besides, and the
    difference in all."""

    def end(of: Scenario) -> Array:
        made = project(draws, replace(of, horizon=months), party=party, seed=seed)
        return tallied(made, party=party).end

    base = end(one)
    whole = end(other) - base
    parts = {what: end(mixed) - base for what, mixed in _mixed(one, other)}
    found = [Cause(what=what, people=banded(its)) for what, its in parts.items()]
    found.sort(key=lambda its: -abs(its.people.middle))
    if len(parts) > 1:
        found.append(Cause(what="together", people=banded(whole - sum(parts.values()))))
    return (*found, Cause(what="in all", people=banded(whole)))


def _mixed(one: Scenario, other: Scenario) -> Iterator[tuple[str, Scenario]]:
    """The first scenario with each part in which the other differs."""
    for lever in sorted({its.lever for its in (*one.changes, *other.changes)}):
        ours, theirs = ([its for its in of.changes if its.lever is lever] for of in (one, other))
        if _bare(ours) != _bare(theirs):
            rest = [its for its in one.changes if its.lever is not lever]
            yield lever.value, replace(one, changes=(*rest, *theirs))
    for part, words in _PARTS.items():
        ours, theirs = getattr(one, part), getattr(other, part)
        if _bare(ours) != _bare(theirs):
            changes: dict[str, Any] = {part: theirs}
            yield words, replace(one, **changes)


def _bare(its: Any) -> Any:
    """A part of a scenario without where it stands and why."""
    if isinstance(its, list | tuple):
        return [_bare(one) for one in its]
    return replace(its, place="", why="") if hasattr(its, "place") else its
