"""Prisoners who go home: what a text, a section or a sentence about an exchange counts.

Invariant: a figure whose own words say that the people are held, taken or dead is left alone.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from muster.claims.measures import Measure
from muster.reading.borrowing import Measured
from muster.reading.context import FIGURE, Item
from muster.reading.gates import gate
from muster.reading.layout import Kind
from muster.reading.measuring import View
from muster.reading.spot import Spot

RULE = "home in an exchange of prisoners"
_WEAK = frozenset(
    {
        "people under arms", "the heading above", "what the text goes on about", "what the title is about",
    }
)  # fmt: skip
_SWAP = frozenset("swap swaps swapped exchange exchanges exchanged repatriation repatriations handover".split())
_HELD = frozenset("prisoner prisoners captive captives pow pows hostages detainees captivity".split())
_STAY = frozenset(
    "hold holds held holding still left keep keeps kept remain remains remaining captivity captured surrendered died bodies remains".split()
)
_GOT = frozenset(
    [
        "received",
        "got",
        "got back",
        "took back",
        "returned",
        "sent",
        "gave",
        "handed over",
        "handed",
        "released",
        "freed",
    ]
)
_SENT = frozenset("send sends sent let lets brought brings bring flew took take takes".split())
_BACK = frozenset(["home", "go", "free", "back", "go home", "go free"])
_REACH, _FEW_WORDS = 9, 6
_SENDS = gate("send", "sends", "sent", "let", "lets", "brought", "brings", "bring", "flew", "took", "take", "takes")


def home(spot: Spot, told: Measured | str) -> Measured | str:
    """What was decided of a figure, but for people of whom an exchange of prisoners tells, or who are sent home."""
    if isinstance(told, str) and told != "no measure":
        return told
    if isinstance(told, Measured):
        if told.measure not in (Measure.STRENGTH, Measure.CAPTURED, Measure.WOUNDED):
            return told
        if _SENDS in spot.gates and _sent_home(spot.view, spot.at):
            return Measured(Measure.RETURNED, (), 0.6, "sent home")
        if told.rule not in _WEAK or told.measure is Measure.WOUNDED or told.inherited is not None:
            return told
    view, at = spot.view, spot.at
    if any(word in _STAY for item in view[max(0, at - _REACH) : at + _REACH] for word in item.low.split(" ")):
        return told
    people = _so_many_people(view, at)
    if not people and (isinstance(told, str) or (at and view[at - 1].low.endswith("the")) or not _of_exchange(spot)):
        return told  # "how the thousand was made up"
    if not people and isinstance(told, Measured):
        return replace(told, measure=Measure.RETURNED)
    return Measured(Measure.RETURNED, (), 0.5, RULE) if _given_too(spot) or _of_exchange(spot) else told


def _sent_home(view: View, at: int) -> bool:
    """ "sends two captured Cambodians home", "let two wounded soldiers go", "sent 6,670 Chinese back"."""
    if not any(item.low in _SENT for item in view[max(0, at - 3) : at]):
        return False
    for item in view[at + 1 : at + 1 + _FEW_WORDS]:
        if item.kind == FIGURE or item.low in (",", ";", ".", ":", "to", "who", "that"):
            return False
        if item.low in _BACK:
            return True
    return False


def _so_many_people(view: View, at: int) -> bool:
    return any(item.has("fighters", "civilians", "demonym") or item.low == "people" for item in view[at + 1 : at + 4])


def _given_too(spot: Spot) -> bool:
    """ "The command handed over 70,183 North Koreans. It received 3,597 Americans": what came back for those just returned."""
    last = spot.memory.last
    if last is None or last.claim.measure is not Measure.RETURNED or spot.number - last.sentence > 1:
        return False
    if spot.page.sentences[last.sentence].block != spot.here.block:
        return False
    lead = spot.view[max(0, spot.at - 3) : spot.at]
    listed = last.sentence == spot.number and any(item.low in ("and", ",") for item in lead)
    return _so_many_people(spot.view, spot.at) and (listed or any(item.low in _GOT for item in lead))


def _of_exchange(spot: Spot) -> bool:
    """Whether the title tells of an exchange of prisoners, or the heading over the figure or its own sentence of one in such a text."""
    page = spot.page
    first = page.sentences[0]
    titled = page.blocks[first.block].kind is not Kind.PARAGRAPH or len(page.blocks[first.block].sentences) == 1
    if titled and _speaks(first.view, _SWAP) and _speaks(first.view, _HELD):
        return True
    heading = spot.memory.heading
    headed = heading is not None and spot.here.block - heading.block <= 1 and _speaks(heading.view, _SWAP)
    return (headed or _speaks(spot.view, _SWAP)) and any(
        _speaks(one.view, _HELD) for one in page.sentences[max(0, spot.number - 2) : spot.number + 1]
    )


def _speaks(items: Iterable[Item], words: frozenset[str]) -> bool:
    return any(word in words for item in items for word in item.low.split(" "))
