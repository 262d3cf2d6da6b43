"""Which figures may lead a brief: those its headline and its findings may be made of.

Invariant: a figure that leads is counted, is of the war most is written of, stands in no question, and was read with more surety than
doubt, or a person has judged it. All others are in the tables as they are.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from muster.brief.parts import Entry
from muster.brief.sentences import asks

EVEN = 0.5


def leading(entries: Iterable[Entry]) -> list[Entry]:
    """Those that may lead, in their order."""
    counted = [entry for entry in entries if entry.stands]
    war = main_war(counted)
    return [
        entry
        for entry in counted
        if entry.claim.war == war and _sure(entry) and not asks(entry.document, entry.claim.place)
    ]


def main_war(entries: Sequence[Entry]) -> str | None:
    """The id of the war that most of these are about, None where no war is told of most."""
    counted = Counter(entry.claim.war for entry in entries)
    return max(counted, key=lambda war: (counted[war], war is not None, war or ""), default=None)


def _sure(entry: Entry) -> bool:
    return entry.verdict is not None or entry.confidence is None or entry.confidence > EVEN
