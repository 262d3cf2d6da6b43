"""What words of a figure's sentence speak for, whoever asks: the measures of an item, losses and gains.

Invariant: an item speaks for what the lexicon gives its phrase, and for nothing else.
"""

from __future__ import annotations

from collections.abc import Sequence

from muster.claims.measures import Measure
from muster.reading.context import Item

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


def measures_of(item: Item, role: str) -> tuple[Measure, ...]:
    """The measures an item speaks for in a role."""
    return item.phrase.roles.get(role, ()) if item.phrase is not None else ()


def speaks(item: Item) -> bool:
    """Whether the item is a cue of any role."""
    return item.phrase is not None and bool(item.phrase.roles)
