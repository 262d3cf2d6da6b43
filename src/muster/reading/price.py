"""The price of ground: so many lost for each square kilometre, told beside the ground or right after it.

Invariant: only a number that a square kilometre can cost is one, and only where ground was told of in the same sentence or the one before.
"""

from __future__ import annotations

import re

from muster.reading import units
from muster.reading.spot import Spot

_MOST = 2_000  # lost for one square kilometre
_FOR_EACH = re.compile(
    r"^(?: (?!for\b|and\b|,)[\w-]+){1,4},? (?:apiece|each\b(?! (?:day|week|month))"
    r"|for (?:each|every(?: single)?) (?:one )?(?:of (?:them|these|those)\b|kilomet|mile))"
)
_EACH_COST = re.compile(
    r"\b(?:(?:paid|pays|paying) for (?:each|every one)(?: of (?:them|these|those))? (?:with|in)|"
    r"(?:each|every one)(?: (?:one )?of (?:them|these|those))? (?:cost|costs|was bought with|was paid for with)) $",
    re.IGNORECASE,
)


def paid(spot: Spot) -> bool:
    """Whether so many were lost for each piece of the ground just told of: "839 square kilometres, at 54 casualties apiece"."""
    view, at = spot.view, spot.at
    if units.for_ground(view, at) or units.price(view, at):
        return True
    if spot.largest > _MOST or spot.found.unit not in ("", "person") or not _of_ground(spot):
        return False
    text, here, found = spot.page.text, spot.here, spot.found
    return bool(
        _FOR_EACH.search(text[found.end : min(here.end, found.end + 60)])
        or _EACH_COST.search(text[max(here.start, found.start - 60) : found.start])
    )


def _of_ground(spot: Spot) -> bool:
    told = [draft for draft in spot.memory.drafts[-3:] if spot.number - draft.sentence <= 1]
    return any(draft.claim.figure.unit == "km2" for draft in told)
