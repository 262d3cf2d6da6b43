"""Bare numbers that answer a question: "How many were killed?" — "Eleven.", "How many men does it have?" — "By our count 40,000."

Invariant: only the first number of a sentence that opens with it answers what befell somebody, and only what the last question asked.
"""

from __future__ import annotations

import re

from muster.claims.measures import Measure
from muster.reading import measuring
from muster.reading.borrowing import Measured
from muster.reading.context import MARK, Sentence
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


HOW_MANY = "how many was asked"
_LEAST_FORCE = 1_000
_ASKED_BEFORE = 3  # sentences


def asked(spot: Spot) -> Sentence | None:
    """The sentence just before a bare number that asks how many men somebody has, or how large a force is."""
    if (
        spot.largest < _LEAST_FORCE
        or spot.found.unit not in ("", "person")
        or measuring.head_noun(spot.view, spot.at) is not None
    ):
        return None
    for before in spot.page.sentences[max(0, spot.number - _ASKED_BEFORE) : spot.number]:
        if _HOW_MANY.search(spot.page.text[before.start : before.end].lower()):
            return before
    return None


_HOW_MANY = re.compile(
    r"how many (?:men|troops|soldiers|fighters|people)\b[^.;]{0,40}\b(?:has|have|had|does|do|fields?|in the|under arms|left)\b"
    r"|how (?:big|large|strong|many) (?:is|are|was|were) (?:the |its |their |his )?(?:\w+ ){0,2}"
    r"(?:army|force|forces|garrison|militia|ranks|they|it)\b"
)
