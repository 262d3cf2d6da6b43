"""States that are no more, of which a text speaks by the name of their heir: "the Russians lost 126,000 men in the Winter War".

Invariant: a side is changed only where the war, or the days of the figure, are those of the state that there was.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace

from muster.claims.war import War
from muster.reading.asked import Timed
from muster.reading.context import Item
from muster.reading.layout import Block
from muster.reading.votes import Side

# Heirs with the state that they came from, its first and its last day, and whom they fought themselves since.
_HEIRS = {"RU": ("SU", dt.date(1922, 12, 30), dt.date(1991, 12, 25), frozenset({"UA", "RU-CHECHNYA", "GE"}))}


def resolve(items: Sequence[Item], war: War | None) -> None:
    """Give the heir's name the old state's code in a text about a war of the old state, which names no foe that the heir had itself."""
    for heir, (state, _, _, foes) in _HEIRS.items():
        if war is None or war.party(state) is None or war.party(heir) is not None:
            continue
        if any(item.party in foes and item.has("side") for item in items):
            continue
        for item in items:
            if item.party == heir:
                item.party = state


def of_its_day(side: Side, *, timed: Timed, block: Block) -> Side:
    """A side by the state that its people were of in the days that its paragraph tells: those of Russia in 1988 were the Soviet Union's."""
    heir, period = _HEIRS.get(side.code or ""), timed.period
    told = any(block.start <= start < block.end for start, _ in timed.words)
    if heir is None or period.end is None or not told:
        return side
    state, first, last, _ = heir
    then = (period.start or period.end) >= first and period.end <= last
    return replace(side, code=state, rule="of what state they were then") if then else side
