"""What a document counts by its title, for figures that say no more than who gave them: "The size of the army", then "He gave 617,000".

Invariant: only a title of one measure says of what, and only to a bare number of people that somebody states.
"""

from __future__ import annotations

from muster.claims.measures import Measure
from muster.reading import measuring
from muster.reading.context import FIGURE, MARK, Page
from muster.reading.layout import Kind
from muster.reading.spot import Spot

_LEAST = 1_000
_TITLE = 3  # sentences
_NEAR = 5


def strength(spot: Spot) -> bool:
    """Whether a bare number is how many men a force has, by the title of its text and the way it is stated."""
    if spot.largest < _LEAST or spot.found.unit not in ("", "person"):
        return False
    if not _of_strength(spot.page):
        return False
    return _stated(spot) or _answers(spot)


_FORCES = frozenset("army armies forces military".split())


def _stated(spot: Spot) -> bool:
    """ "The president gave 617,000", "she thinks that between 90,000 and 110,000"."""
    lead = spot.view[max(0, spot.at - _NEAR) : spot.at]
    stop = next((j for j in range(len(lead) - 1, -1, -1) if lead[j].kind in (FIGURE, MARK) and lead[j].low != ":"), -1)
    return any(item.has("say") for item in lead[stop + 1 :])


def _answers(spot: Spot) -> bool:
    """The number that opens the answer to a question how many they are."""
    number = spot.number - 1
    if spot.at > 0 or number < 0:
        return False
    asked = spot.page.sentences[number]
    low = spot.page.text[asked.start : asked.end].lower()
    return low.endswith("?") and "how many" in low


def _of_strength(page: Page) -> bool:
    """Whether the title speaks of a force and of nothing that befell it."""
    told: set[Measure] = set()
    for sentence in page.sentences[:_TITLE]:
        if page.blocks[sentence.block].kind is Kind.PARAGRAPH and sentence.block:
            break
        for item in sentence.view:
            if item.low.split(" ")[-1] in _FORCES:
                told.add(Measure.STRENGTH)
            for role in ("noun", "own", "participle", "subject"):
                told |= set(measuring.measures_of(item, role))
    return told == {Measure.STRENGTH}
