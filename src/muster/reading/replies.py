"""Bare numbers that answer a question: "How many were killed?" — "Eleven."

Invariant: only the first number of a sentence that opens with it answers, and only what the last question asked.
"""

from __future__ import annotations

from muster.claims.measures import Measure
from muster.reading import measuring
from muster.reading.borrowing import Measured
from muster.reading.context import MARK
from muster.reading.spot import Spot


def replied(spot: Spot) -> Measured | None:
    """What the question right before asks so many of."""
    page = spot.page
    if any(item.kind != MARK for item in spot.view[: spot.at]):
        return None
    for number in range(spot.number - 1, max(-1, spot.number - 1 - _REACH), -1):
        sentence = page.sentences[number]
        said = page.text[sentence.start : sentence.end].rstrip(_QUOTES)
        if not said.endswith("?"):
            continue
        if "how many" not in said.lower():
            return None
        for item in page.items[sentence.first : sentence.last]:
            for role in ("participle", "subject"):
                found = [one for one in measuring.measures_of(item, role) if one is not Measure.STRENGTH]
                if found:
                    return Measured(found[0], ((item.start, item.end),), 0.5, "what was asked")
        return None
    return None


_REACH = 2  # sentences between which "the reporter asked" may stand
_QUOTES = "\"”’' "
