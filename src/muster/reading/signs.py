"""Signs: what the text around a figure shows, each a short name with how much it weighs and the item it comes from.

Invariant: signs rest on the page and on the claim told before, never on what a rule makes of the figure itself; the same page has the
same signs in the same order. `learned` weighs them, `tools/learn.py` finds what each is worth.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from math import log10

from muster.numbers.figures import Found
from muster.numbers.values import value
from muster.reading.context import FIGURE, MARK, TIME, Item, Page, Sentence
from muster.reading.layout import Kind
from muster.reading.lexicon import ROLES

Signs = dict[str, tuple[float, Item | None]]

_HEARD = 400  # items of a sentence around it
_REACH = 25  # items to either side that are looked at
_ZONES = ("a", "a", "b", "b", "c", "c", "c", "c")  # how near an item is; "d" further off
_BREAKS = frozenset(",;()|:—")
_PLAIN = frozenset(["the", "a", "an", ",", ".", '"'])
_ENDINGS = ("ations", "ation", "ments", "ment", "ings", "ing", "ies", "ers", "ed", "es", "s", "er", "ly")
_STEM, _ALIKE = 4, 5


@value(frozen=True, slots=True)
class Before:
    """The claim told before: what it is of, its largest number, its unit, and the number of its sentence."""

    measure: str
    largest: float
    unit: str
    sentence: int


def signs_of(page: Page, *, number: int, at: int, before: Before | None) -> Signs:
    """The signs of the figure at index `at` of sentence `number`, where `before` is the claim that the text told last."""
    sentence = page.sentences[number]
    found = sentence.view[at].found
    signs = near(sentence.view, at)
    if found is None:
        return signs
    put(signs, f"block={page.blocks[sentence.block].kind}")
    _around(signs, page, number)
    for measure, share in _tenor(page).items():
        put(signs, f"text={measure}", weight=min(1.5, 3 * share))
    if before is not None:
        _after(signs, found, before, near=nearness(page, number, other=before.sentence))
    return signs


def near(view: Sequence[Item], at: int) -> Signs:
    """The signs of the figure at `at` and of the words to either side of it, whatever else the text says."""
    signs: Signs = {"always": (1.0, None)}
    found = view[at].found
    if found is not None:
        _of_figure(signs, found)
        _side(signs, "L", view[max(0, at - _REACH) : at][::-1])
        _side(signs, "R", view[at + 1 : at + 1 + _REACH])
    return signs


def put(signs: Signs, name: str, *, weight: float = 1.0, item: Item | None = None) -> None:
    """Note a sign, as heavy as it was met at its heaviest."""
    if name not in signs or signs[name][0] < weight:
        signs[name] = (weight, item)


def unit_of(found: Found) -> str:
    """What a figure is in: a unit, `money` in any currency, or `bare`."""
    return "money" if len(found.unit) == 3 and found.unit.isupper() else found.unit or "bare"


def largest(found: Found) -> float:
    """The largest number that a figure states."""
    return float(max(found.low or 0, found.high or 0))


def _of_figure(signs: Signs, found: Found) -> None:
    unit, most = unit_of(found), largest(found)
    size = int(2 * log10(most)) if most >= 1 else 0
    for name in (
        f"unit={unit}",
        f"kind={found.kind}",
        f"size={size}",
        f"unit={unit},size={size}",
        f"bound={found.bound}",
    ):
        put(signs, name)
    if most >= 100:
        digits = str(int(most))
        put(signs, "round" if len(digits.rstrip("0")) <= 2 else "to the last")


# ------------------------------------------------------------------ the sentence
def _side(signs: Signs, side: str, items: Sequence[Item]) -> None:
    """What stands to the left or right of the figure, nearest first."""
    if not items:
        put(signs, f"{side} nothing")
    cues, figure = 0, False
    for far, item in enumerate(items):
        if item.kind == MARK and item.low in _BREAKS and far < 4:
            put(signs, f"{side}{far}={item.low}", item=item)
        own = figure or item.kind == FIGURE
        for word in words_of(item):
            if far < 3:
                put(signs, f"{side}{far}={word}", item=item)
            if far < 6:
                put(signs, f"{side}near={word}", item=item)
            if word not in _PLAIN:
                put(signs, f"{side}={word}", weight=0.6, item=item)
        _tags(signs, side, item, far=far, past=own)
        measures = measures_of(item)
        if measures and cues < 2:
            cues += 1
            for tag in measures:
                put(signs, f"{side}cue{cues}={tag}{'!' if figure else ''}", item=item)
                put(signs, f"{side}cue{cues}={tag.partition('.')[2]}", item=item)
        figure = own
    if items and not cues:
        put(signs, f"{side}no cue")


def _tags(signs: Signs, side: str, item: Item, *, far: int, past: bool) -> None:
    """What the lexicon says of an item; `past` that another figure stands before it."""
    zone = _ZONES[far] if far < len(_ZONES) else "d"
    for tag in sorted(item.tags):
        if tag.startswith("seat."):
            continue
        if far < 3:
            put(signs, f"{side}{far}:{tag}", item=item)
        if far < 6 or "." in tag:
            put(signs, f"{side}{zone}:{tag}", item=item)
            put(signs, f"{side}:{tag}{'!' if past else ''}", item=item)


def words_of(item: Item) -> list[str]:
    """The words of an item by their stems; a figure, a time and a side each stand for themselves."""
    if item.kind == FIGURE:
        return ["FIGURE"]
    if item.kind == TIME:
        return ["TIME"]
    if item.party and item.has("side"):
        return ["SIDE"]
    words = item.low.split()
    return [stem(word) for word in (words if len(words) <= 3 else words[-2:])]


@lru_cache(maxsize=4096)
def stem(word: str) -> str:
    """A word without a common ending, of four letters at least; a number is as many noughts as it has digits."""
    if word.isdigit():
        return "0" * len(word)
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= _STEM:
            return word[: -len(ending)]
    return word


def measures_of(item: Item) -> list[str]:
    """The tags by which an item speaks for a measure: `noun.killed`."""
    return sorted(tag for tag in item.tags if tag.partition(".")[0] in ROLES) if item.tags else []


# ------------------------------------------------------------------ the text
def _around(signs: Signs, page: Page, number: int) -> None:
    """The measures spoken for by the sentence before, the heading above and the head of the text."""
    here = page.sentences[number]
    if number:
        before = page.sentences[number - 1]
        _spoken(signs, "before" if before.block == here.block else "above", [before])
    heading = next((k for k in range(here.block - 1, 0, -1) if page.blocks[k].kind is Kind.HEADING), None)
    if heading is not None:
        _spoken(signs, "heading", _sentences(page, heading, before=number))
    _spoken(signs, "head", _sentences(page, 0, before=len(page.sentences)))


def _sentences(page: Page, block: int, *, before: int) -> list[Sentence]:
    if block == 0:
        return [one for one in page.sentences[:12] if one.block == 0]
    return [one for one in page.sentences[:before] if one.block == block]


def _spoken(signs: Signs, where: str, sentences: Sequence[Sentence]) -> None:
    for sentence in sentences:
        for item in sentence.view[:_HEARD]:
            for tag in measures_of(item):
                put(signs, f"{where}={tag.partition('.')[2]}", item=item)


def _tenor(page: Page) -> dict[str, float]:
    """How large a share of the text's cue words each measure has."""
    if page.tenor is None:
        counts: dict[str, int] = {}
        for item in page.items:
            for measure in sorted({tag.partition(".")[2] for tag in measures_of(item)}):
                counts[measure] = counts.get(measure, 0) + 1
        total = sum(counts.values())
        page.tenor = {measure: counts[measure] / total for measure in sorted(counts)}
    return page.tenor


# ------------------------------------------------------------------ the claim before
def nearness(page: Page, number: int, *, other: int) -> str:
    """Whether a claim in sentence `other` stands in the same sentence as one in `number`, in the same block or elsewhere."""
    if other == number:
        return "sentence"
    return "block" if page.sentences[other].block == page.sentences[number].block else "text"


def _after(signs: Signs, found: Found, before: Before, *, near: str) -> None:
    unit = "as" if {unit_of(found), before.unit} <= {"bare", "person"} or unit_of(found) == before.unit else "not as"
    alike = before.largest > 0 and 1 / _ALIKE <= largest(found) / before.largest <= _ALIKE
    own = "Lno cue" not in signs or "Rno cue" not in signs
    told = f"last={before.measure}"
    put(signs, told)
    put(signs, f"{told},{near}")
    put(signs, f"{told},{near},{unit},{'like' if alike else 'unlike'}")
    put(signs, f"{told},{unit},{'cue' if own else 'no cue'}")
