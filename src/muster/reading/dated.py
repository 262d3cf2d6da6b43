"""Rows that tell by day, week or month what the text above them told in all: "By day:", then a line for each day.

Invariant: such rows stand right below a line that ends in a colon, with nothing but rows of their kind between.
"""

from __future__ import annotations

from muster.claims.figure import Per
from muster.numbers.values import value
from muster.reading import measuring, units
from muster.reading.context import FIGURE, MARK, TIME, Item, Page
from muster.reading.discourse import Draft
from muster.reading.layout import Kind
from muster.reading.measuring import View
from muster.reading.spot import Spot

_FARTHEST = 40  # rows under one lead
_BEFORE = 3  # sentences between a lead and what it goes on about


@value(frozen=True, slots=True)
class Led:
    """The figure that rows go on about, and the rate that their lead gives them."""

    draft: Draft
    per: Per | None


def led(spot: Spot) -> Led | None:
    """What a row of a date and a number goes on about."""
    if not spot.row or not _is_dated(spot.view):
        return None
    page, number = spot.page, spot.number - 1
    while number >= max(0, spot.number - _FARTHEST) and _is_row(page, number):
        number -= 1
    if number < 0:
        return None
    lead = page.sentences[number]
    view = lead.view
    says_of_what = any(measuring.speaks(item) or _is_thing(item) for item in view if item.kind != FIGURE)
    own = any(draft.sentence == number for draft in spot.memory.drafts)
    if page.text[lead.end - 1] != ":" or (says_of_what and not own):
        return None
    above = next((draft for draft in reversed(spot.memory.drafts) if draft.sentence <= number), None)
    if above is None or number - above.sentence > _BEFORE or above.claim.figure.unit != "person":
        return None
    return Led(above, _average(view))


_AVERAGES = frozenset("average averages mean means".split())


def _average(view: View) -> Per | None:
    """ "Daily averages:"; what is only told by day ("By day:") is that day's total."""
    if not any(item.low.split(" ")[-1] in _AVERAGES for item in view):
        return None
    return next((per for item in view if (per := units.rate_of(item)) is not None), None)


def _is_row(page: Page, number: int) -> bool:
    sentence = page.sentences[number]
    view = sentence.view
    return page.blocks[sentence.block].kind is Kind.ENTRY and _is_dated(view)


def _is_dated(view: View) -> bool:
    """Whether a line is a time, marks and a bare number: "Monday 6 January – 1 970"."""
    figure = next((j for j, item in enumerate(view) if item.kind == FIGURE), None)
    if figure is None or not any(_is_time(item) for item in view[:figure]):
        return False
    if any(not (_is_time(item) or item.kind == MARK or item.low in _DASHES) for item in view[:figure]):
        return False
    after = view[figure + 1 : figure + 2]
    return not after or (after[0].kind == MARK and after[0].low in "(.;,")


_DASHES = frozenset("– — - : | =".split())
_STRETCHES = frozenset("day days week weeks month months period periods quarter quarters year years date dates".split())
_MONTHS = frozenset(
    "january february march april may june july august september october november december".split()
)  # alone before a number they are no date


def _is_time(item: Item) -> bool:
    return item.kind == TIME or item.low in _MONTHS


def _is_thing(item: Item) -> bool:
    return item.has("things", "cause") and item.low not in _STRETCHES
