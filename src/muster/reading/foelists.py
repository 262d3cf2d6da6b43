"""Whose people a figure counts that stands behind a label of whose losses are listed: "Enemy losses as of 18 November: personnel – about
721,440", or "Own losses" over the rows of a list.

Invariant: a label reaches to the end of its sentence and over the rows right under it, and no further than to another label; a side that
the row itself names speaks louder.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

from muster.reading.camps import opponent
from muster.reading.context import FIGURE, Item
from muster.reading.layout import Kind
from muster.reading.nearness import after_place
from muster.reading.spot import Spot
from muster.reading.voices import Voice
from muster.reading.votes import Side

_ROWS, _BACK = 14, 60  # rows below a label, items before it in which who speaks is named
_LEAD = 3  # items of a label before its foe: "approximate losses of the enemy"
_LOST = frozenset("losses casualties personnel killed dead wounded manpower toll".split())
_LEADS = frozenset(
    "the total approximate estimated combined general cumulative confirmed losses casualties personnel of daily".split()
)
_OWNS = frozenset("own our".split())


def side(spot: Spot, voice: Voice | None) -> Side | None:
    """The side that a label over or before the figure tells of, as who speaks there, or else who was spoken of before, has it."""
    page = spot.page
    label = _before(spot) or _above(spot)
    if label is None:
        return None
    own = (voice.party if voice is not None else None) or page.office or _last_named(page.items, label)
    code = own if label.low.split(" ")[0] in _OWNS else opponent(own, page)
    return None if code is None else Side(code, (label.start, label.end), 0.8, "whose losses are listed")


def _before(spot: Spot) -> Item | None:
    """The label that opens the figure's own sentence: "Enemy losses: 40 killed"."""
    colon = next((j for j in range(spot.at - 1, 0, -1) if spot.view[j].low == ":"), None)
    return None if colon is None or _names_side(spot.view[colon : spot.at]) else _label(spot.view[: colon + 1])


def _above(spot: Spot) -> Item | None:
    """The label over the rows among which the figure stands."""
    page, here = spot.page, spot.here
    if _names_side(spot.view) or page.blocks[here.block].kind is Kind.PARAGRAPH:
        return None
    for number in range(spot.number - 1, max(-1, spot.number - _ROWS), -1):
        sentence = page.sentences[number]
        label, block = _label(sentence.view), page.blocks[sentence.block]
        closes = block.kind is Kind.HEADING or page.text[sentence.start : sentence.end].rstrip().endswith(":")
        if label is not None and closes:
            return label
        if block.kind is Kind.PARAGRAPH or _names_side(sentence.view):
            return None
    return None


def _last_named(items: Sequence[Item], label: Item) -> str | None:
    """The side named last before a label."""
    before = bisect_left(items, label.start, key=lambda one: one.start)
    near = items[max(0, before - _BACK) : before]
    named = (j for j in range(len(near) - 1, -1, -1) if near[j].party and not after_place(near, j))
    return next((near[j].party for j in named), None)


def _label(view: Sequence[Item]) -> Item | None:
    """The foe, or the word for one's own, that a label begins with: no figure stands in it, and it is of what was lost."""
    lead = next((j for j, item in enumerate(view) if item.low[0].isalpha()), len(view))
    at = next(
        (j for j, item in enumerate(view[lead : lead + _LEAD], lead) if item.has("foe") or item.low in _OWNS), None
    )
    if at is None or any(item.kind == FIGURE for item in view) or any(item.low not in _LEADS for item in view[lead:at]):
        return None
    lost = any(word in _LOST for item in view[lead : at + _LEAD] for word in item.low.split(" "))
    return view[at] if lost else None


def _names_side(view: Sequence[Item]) -> bool:
    return any((item.party is not None and item.has("side")) or item.has("foe") for item in view)
