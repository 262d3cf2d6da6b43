"""Records of a register, one field a line ("By: the Indian army / About: own losses / Killed 407"): whose people its figures count.

Invariant: a record is a run of lines with no blank line in it; a line that names no side, nor "own" or the enemy, tells nothing.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence

from muster.reading import wordings
from muster.reading.camps import opponent
from muster.reading.context import Item, Page
from muster.reading.spot import Spot
from muster.reading.voices import Voice
from muster.reading.votes import Side

_MOST = 6  # lines of a record above the one with the figure
_LABEL = re.compile(r"(?:[\[(#]?\w{1,4}[\])./]{1,2}\s)?(?P<label>[A-Za-z][A-Za-z ]{0,24}?)\s?:\s")
_ABOUT = frozenset(
    ["about", "subject", "concerning", "object", "whose", "side counted", "of whom", "losses of", "counts", "what"]
)
_ISSUED = wordings.RECORD | {"by", "from", "issuer", "party", "reporting party", "informant"}


def side(spot: Spot) -> str | None:
    """The side that the record's line on its subject names, or means by "own" and "the enemy"."""
    lines = _lines(spot)
    about = _items(spot.page, lines, _ABOUT)
    if not about:
        return None
    named = {item.party for item in about if item.party and item.has("side")}
    if named:
        return named.pop() if len(named) == 1 else None
    first = {item.low.split(" ")[0] for item in about}
    own, foe = "own" in first, "enemy" in first or any(item.has("foe") for item in about)
    if not own and not foe:
        return None
    issuer = next((item.party for item in _items(spot.page, lines, _ISSUED) if item.party), None)
    return issuer if own else opponent(issuer, spot.page)


def of_giver(spot: Spot, voice: Voice | None) -> Side | None:
    """ "By: Chadian army / About: own losses / Killed 407": the people of who gives the entry of a register that says so."""
    floor, page = spot.memory.floor, spot.page
    block = page.blocks[spot.here.block]
    labelled = voice is not None and floor.label is not None and voice.name == floor.label.name
    if voice is None or voice.party is None or not (labelled or spot.here.block in floor.rows):
        return None
    first = next((one for one in page.blocks if one.group == block.group), block) if labelled else block
    own = _OWN_PEOPLE.search(page.text, max(first.start, block.start - _RECORD), spot.view[spot.at].start)
    return Side(voice.party, None, 0.7, "own people of whose entry it is") if own is not None else None


_OWN_PEOPLE = re.compile(
    r"\bown (?:losses|dead|casualties|killed|wounded|fallen|soldiers|troops|men|forces|side|army|prisoners|missing)\b",
    re.IGNORECASE,
)
_RECORD = 600  # characters of an entry


def _lines(spot: Spot) -> list[int]:
    """The blocks of the record in which the figure stands, up to its own."""
    blocks, last = spot.page.blocks, spot.here.block
    return [number for number in range(max(0, last - _MOST), last + 1) if blocks[number].group == blocks[last].group]


def _items(page: Page, lines: Sequence[int], labels: frozenset[str]) -> list[Item]:
    """The items behind the label of the last line that begins with one of these."""
    for number in reversed(lines):
        block = page.blocks[number]
        match = _LABEL.match(page.text, block.start, min(block.end, block.start + 60))
        if match is not None and match["label"].lower() in labels:
            first = bisect_left(page.items, match.end("label"), key=_start)
            return page.items[first : bisect_left(page.items, block.end, key=_start)]
    return []


def _start(item: Item) -> int:
    return item.start
