"""What single words say of a figure: the measures they speak for, and the kinds of measure.

Invariant: what a word speaks for is what the lexicon says of it, wherever it stands.
"""

from __future__ import annotations

from collections.abc import Sequence

from muster.claims.measures import Measure
from muster.numbers.values import value
from muster.reading.context import Item
from muster.reading.lexicon import ROLES

View = Sequence[Item]

BE = frozenset("is are was were be been being has have had get got".split())
LOSS = frozenset(
    {
        Measure.KILLED, Measure.WOUNDED, Measure.KILLED_WOUNDED, Measure.MISSING, Measure.CAPTURED, Measure.LOSSES,
        Measure.IRRECOVERABLE, Measure.DESERTED, Measure.OBITUARIES,
    }
)  # fmt: skip
GAIN = frozenset({Measure.RECRUITED, Measure.MOBILISED, Measure.CONSCRIPTED, Measure.FOREIGN, Measure.CONVICTS})
FATES = LOSS - {Measure.OBITUARIES} | {Measure.RETURNED}


@value(frozen=True, slots=True)
class Cue:
    """A measure that words speak for. `at` is the cue's index in the view; `role` how it speaks; `score` how loudly."""

    measure: Measure
    at: int
    role: str
    score: float


def measures_of(item: Item, role: str) -> tuple[Measure, ...]:
    """The measures an item speaks for in a role."""
    return item.phrase.roles.get(role, ()) if item.phrase is not None else ()


def speaks(item: Item) -> bool:
    """Whether the item is a cue of any role."""
    return item.phrase is not None and bool(item.phrase.roles)


def bears(item: Item, measure: Measure) -> bool:
    """Whether the item speaks for a measure in any role."""
    return not item.tags.isdisjoint(_IN_ANY_ROLE[measure])


_IN_ANY_ROLE = {measure: frozenset(f"{role}.{measure.value}" for role in ROLES) for measure in Measure}
