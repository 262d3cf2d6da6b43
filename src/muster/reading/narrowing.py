"""What the modules that look for a scope share: the words they know, the figure they look around, and how far they look.

Invariant: a look ends with the clause: at a mark that parts clauses, at somebody who speaks, at another figure unless the two are listed.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping, Set
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import NamedTuple

from muster.claims.claim import Claim
from muster.numbers.values import value
from muster.reading.context import FIGURE, MARK, TIME, Item, Page
from muster.reading.discourse import Draft
from muster.reading.measuring import View


class Part(NamedTuple):
    """Words of the text that narrow a figure, and as what."""

    start: int
    end: int
    how: str


@dataclass(frozen=True, slots=True)
class Narrowed:
    """A claim whose scope is asked for, in its sentence, `at` the item that its figure is."""

    page: Page
    draft: Draft
    view: View
    at: int

    @property
    def gates(self) -> Set[int]:
        """The gates that its sentence opens."""
        return self.page.sentences[self.draft.sentence].gates

    @property
    def claim(self) -> Claim:
        """The claim as it was decided."""
        return self.draft.claim

    @property
    def party(self) -> str:
        """The code of its party, "" where it has none."""
        return self.claim.party.code if self.claim.party else ""

    @property
    def foreign_war(self) -> bool:
        """Whether it is about another war than its page."""
        return self.page.war is not None and self.claim.war != self.page.war.id

    def part(self, first: int, last: int, *, how: str) -> Part:
        """The words from item `first` to item `last`, both of them in."""
        return Part(self.view[first].start, self.view[last].end, how)

    def capital(self, item: Item) -> bool:
        """Whether an item opens with a capital."""
        return self.page.text[item.start].isupper()

    def speaks(self, item: Item) -> bool:
        """Whether an item is the one who is credited with the figure."""
        voice = self.draft.voice
        return voice is not None and item.start < voice.end and voice.start < item.end


@value(frozen=True, slots=True, kw_only=True)
class Data:
    """The words of `lexicon/scopes.toml`, as sets."""

    kinds: Mapping[str, frozenset[str]]  # a noun, and the measures it narrows nothing of
    person: Mapping[str, frozenset[str]]
    unit: Mapping[str, frozenset[str]]
    place: Mapping[str, frozenset[str]]
    event: Mapping[str, frozenset[str]]
    level: Mapping[str, frozenset[str]]
    theatre: Mapping[str, frozenset[str]]
    abroad: Mapping[str, frozenset[str]]
    channel: Mapping[str, frozenset[str]]
    whole: tuple[str, ...]
    openers: frozenset[str]  # the words that open a place or an event


@cache
def data() -> Data:
    """The words, read once."""
    text = (resources.files("muster.reading") / "lexicon" / "scopes.toml").read_text(encoding="utf-8")
    raw = tomllib.loads(text)
    kinds: dict[str, frozenset[str]] = {}
    for kind in raw["kind"].values():
        for word in kind["words"]:
            kinds[word] = kinds.get(word, frozenset()) | frozenset(kind.get("but", ()))
    sets = {name: {key: frozenset(words) for key, words in raw[name].items()} for name in raw if name != "kind"}
    whole = tuple(raw["place"]["whole"])
    openers = sets["place"]["before"] | sets["event"]["during"] | {"on"}
    return Data(kinds=kinds, whole=whole, openers=openers, **sets)


# ------------------------------------------------------------------ how far
_FAR = 40  # items on either side
_LISTED = 7  # items between two figures of one list


def closes(item: Item) -> bool:
    """Whether a clause ends at an item."""
    return (item.kind == MARK and item.low in ";:()—–|") or item.has("breaks", "say")


def reach_right(asked: Narrowed) -> Iterator[tuple[int, int]]:
    """The items behind a figure up to the next, then those behind the figures it is listed with, as (first, end)."""
    view, at = asked.view, asked.at
    first, size = at + 1, len(view)
    for _ in range(3):
        end = first
        while end < size and end - at < _FAR and view[end].kind != FIGURE and not closes(view[end]):
            end += 1
        yield first, end
        listed = end < size and view[end].kind == FIGURE and end - first <= _LISTED and _joined(view, first, end=end)
        if not listed or any(item.low == "from" or item.low in data().place["before"] for item in view[first:end]):
            return
        first = end + 1


def reach_left(asked: Narrowed, *, own: bool) -> Iterator[tuple[int, int]]:
    """The items before a figure back to the last, then those before the figures it is listed with.

    A figure with a noun of its `own` has nothing of what stands behind the figure before up to the comma.
    """
    view, end = asked.view, asked.at
    for _ in range(3):
        first = end
        while first > 0 and asked.at - first < _FAR and view[first - 1].kind != FIGURE and not closes(view[first - 1]):
            first -= 1
        yield _behind_comma(view, first, end=end) if own and end == asked.at else first, end
        listed = (
            first > 0 and view[first - 1].kind == FIGURE and end - first <= _LISTED and _joined(view, first, end=end)
        )
        if not listed:
            return
        end = first - 1


def _behind_comma(view: View, first: int, *, end: int) -> int:
    """Where what belongs to the figure before ends, if there is one."""
    if first == 0 or view[first - 1].kind != FIGURE:
        return first
    return next((j + 1 for j in range(end - 1, first - 1, -1) if view[j].low in (",", "and", "but")), first)


def _joined(view: View, first: int, *, end: int) -> bool:
    """Whether two figures with these items between them are listed: "and", a comma, "with"."""
    between = view[first:end]
    return any(item.low in ("and", ",", "or") for item in between) and not any(item.kind == TIME for item in between)
