"""Where a text turns to a side by a few words without a figure: "The Russian list first.", "Now the enemy.", "All figures are for Iran."

Invariant: a turn reaches to the end of its paragraph, what is said of all figures to the next heading; neither speaks against a side that
a sentence between it and the figure names.
"""

from __future__ import annotations

from collections.abc import Sequence

from muster.reading import camps, nearness
from muster.reading.context import FIGURE, Item, Page, Sentence
from muster.reading.layout import Kind
from muster.reading.spot import Spot

_MOST = 12  # items of a sentence that turns to a side
_BACK = 8  # sentences back to it
_ABOVE = 40  # sentences back to what is said of all figures
_NEAR = 5  # items behind the word that turns in which the side is named


def turned_to(spot: Spot) -> tuple[int, str] | None:
    """The sentence of the paragraph that turns to a side, and the side."""
    page, here = spot.page, spot.here
    for number in range(spot.number - 1, max(-1, spot.number - _BACK), -1):
        sentence = page.sentences[number]
        if sentence.block != here.block:
            break
        code = _turn(sentence.view, spot)
        if code is not None:
            return None if _names_other(page, number + 1, spot, code=code) else (number, code)
    return None


def said_of_all(spot: Spot) -> tuple[int, str] | None:
    """The sentence that says of all figures below it whose they are, and the side."""
    page = spot.page
    for number in range(spot.number - 1, max(-1, spot.number - _ABOVE), -1):
        sentence = page.sentences[number]
        code = _of_all(sentence)
        if code is not None:
            return None if _names_other(page, spot.number, spot, code=code) else (number, code)
        if page.blocks[sentence.block].kind is Kind.HEADING and number + 1 < spot.number and _heads_text(page, number):
            return None
    return None


def _heads_text(page: Page, number: int) -> bool:
    """Whether a heading is one of words; lines of a list may look like headings."""
    sentence = page.sentences[number]
    return sentence.first == sentence.last or not any(item.kind == FIGURE for item in sentence.view)


def _turn(view: Sequence[Item], spot: Spot) -> str | None:
    """The side that a short sentence turns to."""
    if len(view) > _MOST or any(item.kind == FIGURE for item in view):
        return None
    first = 2 if view[0].low.isdecimal() else 0  # behind the number of an entry
    words = [item for item in view[first:] if item.low[0].isalnum() or item.party or item.low == ","]
    at = next((j for j, item in enumerate(words) if _is_side(item)), None)
    if at is None or any(item.has("say") and item.low not in _LISTS for item in words):
        return None
    if len({item.party for item in words if item.party and item.has("side")}) > 1:
        return None
    led = at > 0 and all(word in _TURNS for item in words[:at] for word in item.low.split(" "))
    after = next((j for j, item in enumerate(words[at + 1 :]) if item.low == ","), len(words) - at - 1)
    closes = words[-1].low.split(" ")[0] in _FIRST and len(words) <= _FEW
    if not (closes or (led and after <= 2) or (at <= 1 and len(words) == at + 1)):
        return None
    return _side_of(words[at], spot)


def _is_side(item: Item) -> bool:
    return (item.party is not None and item.has("side")) or item.has("foe") or item.low in _OURS


def _side_of(item: Item, spot: Spot) -> str | None:
    """The side named, or who stands against, or is, who publishes or is at home in the text."""
    if item.party:
        return item.party
    page = spot.page
    own = page.office or page.home
    return own if item.low in _OURS else camps.opponent(own, page)


_FEW = 6
_TURNS = frozenset(
    "on as for to regarding concerning start begin first let us me s take now next then turn turning and but what about of with finally "
    "last lastly so over there the at is".split()
)
_FIRST = frozenset(["first", "next"])
_LISTS = frozenset("list lists count counts account tally tallies register roll rolls".split())
_OURS = frozenset(["ourselves"])


def _of_all(sentence: Sentence) -> str | None:
    """ "All figures in the list are for Russia": the side of which a sentence says that all figures are."""
    view = sentence.view
    if len(view) < 5 or len(view) > 3 * _MOST or not any(item.low in _ALL for item in view[:3]):
        return None
    noun = next((j for j, item in enumerate(view[:6]) if item.low.split(" ")[0] in _FIGURES), None)
    if noun is None or any(item.kind == FIGURE for item in view[:noun]):
        return None
    verb = next((j for j in range(noun + 1, min(len(view), noun + 8)) if view[j].low in _ARE), None)
    if verb is None or verb + 2 >= len(view):
        return None
    link = view[verb + 1].low
    for j in range(verb + 1, min(len(view), verb + 6)):
        item = view[j]
        if not item.party or not item.has("side"):
            continue
        lost = any(
            one.has("noun.losses", "noun.killed", "fighters", "noun.killed_wounded") for one in view[j + 1 : j + 5]
        )
        for_them = link == "for" or (link in ("of", "about") and not _owner(view, j)) or view[verb].low in _CONCERN
        return item.party if for_them or lost else None
    return None


def _owner(view: Sequence[Item], j: int) -> bool:
    return j + 1 < len(view) and view[j + 1].low in ("'", "’")


_ALL = frozenset("all every each the".split())
_FIGURES = frozenset(
    "figure figures number numbers total totals entry entries row rows count counts sum sums toll tolls".split()
)
_ARE = frozenset("are is refer refers concern concerns cover covers relate relates".split())
_CONCERN = frozenset("refer refers concern concerns relate relates".split())


def _names_other(page: Page, first: int, spot: Spot, *, code: str) -> bool:
    """Whether from sentence `first` up to the figure another side of the war is named that does not only speak or host."""
    start = page.sentences[first].first if first < len(page.sentences) else 0
    items = page.items[start : spot.here.first] + list(spot.view[: spot.at + _NEAR])
    for j, item in enumerate(items):
        if not item.party or item.party == code or not item.has("side"):
            continue
        if page.war is not None and page.war.party(item.party) is None:
            continue
        if not (nearness.describes_speaker(items, j) or nearness.after_place(items, j) or _office_of(items, j)):
            return True
    return False


def _office_of(items: Sequence[Item], j: int) -> bool:
    """ "Ukraine's General Staff": who speaks."""
    return any(one.has("office", "body") for one in items[j + 1 : j + 4])
