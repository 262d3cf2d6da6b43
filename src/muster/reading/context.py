"""What the rules see of a text taken apart: items (figures, times, known phrases, words, marks) in sentences in blocks.

Invariant: items lie in text order and do not overlap; every token belongs to one item; every sentence is a run of items.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence, Set
from dataclasses import dataclass, field

from muster.claims.document import Document
from muster.claims.war import War
from muster.numbers.figures import Found
from muster.numbers.values import value
from muster.reading import gates
from muster.reading.dates import Time
from muster.reading.layout import Block
from muster.reading.lexicon import Lexicon, Phrase, Token

FIGURE, TIME, PHRASE, WORD, MARK = "figure", "time", "phrase", "word", "mark"
_NONE: frozenset[str] = frozenset()
REACH = 160  # items of a sentence that are looked at on either side of a figure, however long it is


class Item:
    """One thing in a sentence. `low` is its text in small letters; `tags` what the lexicon says of it."""

    __slots__ = ("end", "found", "kind", "low", "party", "phrase", "start", "tags", "time")

    def __init__(self, kind: str, start: int, end: int, low: str) -> None:
        self.kind, self.start, self.end, self.low = kind, start, end, low
        self.tags: frozenset[str] | set[str] = _NONE
        self.party: str | None = None
        self.phrase: Phrase | None = None
        self.found: Found | None = None
        self.time: Time | None = None

    def has(self, *tags: str) -> bool:
        """Whether it bears one of the tags."""
        return not self.tags.isdisjoint(tags)

    def __repr__(self) -> str:
        return f"<{self.kind} {self.low!r}>"


@dataclass(slots=True)
class Sentence:
    """Items from `first` up to `last` (exclusive) of the page, `view`, in block number `block`.

    `lows` and `tags` are those of all its items, `kinds` their kinds and `gates` those that they open: what no item bears need not be
    looked for one by one.
    """

    first: int
    last: int
    start: int
    end: int
    block: int
    view: Sequence[Item]
    _lows: frozenset[str] | None = None
    _tags: frozenset[str] | None = None
    _kinds: frozenset[str] | None = None
    _gates: Set[int] | None = None

    @property
    def lows(self) -> frozenset[str]:
        """What its items say."""
        if self._lows is None:
            self._lows = frozenset([item.low for item in self.view])
        return self._lows

    @property
    def tags(self) -> frozenset[str]:
        """All tags of its items."""
        if self._tags is None:
            self._tags = _NONE.union(*[item.tags for item in self.view])
        return self._tags

    @property
    def kinds(self) -> frozenset[str]:
        """The kinds of its items."""
        if self._kinds is None:
            self._kinds = frozenset([item.kind for item in self.view])
        return self._kinds

    @property
    def gates(self) -> Set[int]:
        """The gates that its items open."""
        if self._gates is None:
            self._gates = gates.opened(self.lows, self.tags)
        return self._gates


@value(frozen=True, slots=True)
class Section:
    """It begins with item number `first`; `state` is the one it is about, None where no state is named or several are; `abroad` that
    its heading tells of that state's war in another land: "The United States in Korea"."""

    first: int
    state: str | None
    abroad: bool = False


@value(frozen=True, slots=True)
class Part:
    """Items from number `first` on are about `war`, whose sides are named so often there."""

    first: int
    war: War | None
    named: dict[str, int] = field(default_factory=dict)
    main: list[str] = field(default_factory=list)


@dataclass(slots=True)
class Page:
    """A document taken apart. `war` is the war it is about where that is clear; `day` the day it was published."""

    document: Document
    lexicon: Lexicon
    items: list[Item]
    sentences: list[Sentence]
    blocks: list[Block]
    war: War | None
    inner: list[Found] = field(default_factory=list)  # figures that lie inside another figure
    run: list[Token] = field(default_factory=list)
    in_times: list[Found] = field(default_factory=list)  # figures that are part of a date or a duration
    of_sentence: list[int] = field(default_factory=list)  # the sentence of each item
    named: dict[str, int] = field(default_factory=dict)  # how often each side is named, an office counting half
    main: list[str] = field(default_factory=list)  # parties by how often they are named, most first
    pair: tuple[str, str] | None = (
        None  # the two states that it tells to fight each other, where it is about no war that is known
    )
    office: str | None = None  # the side whose office publishes it
    partial: bool = False  # that side is told by how it speaks of the war, and not by its head
    topic: str | None = None  # the one side of the war that the title names
    sections: list[Section] = field(default_factory=list)  # its parts that a heading or lead gives to one state
    parts: list[Part] = field(default_factory=list)  # where it is a roundup of several wars: which part is about which
    here: str | None = None  # the state that the section being read is about
    lands: list[tuple[int, str]] = field(default_factory=list)  # where it names a town, and the state whose that is
    home: str | None = None  # the state at war that it comes from
    toll_from: dt.date | None = None  # the war's first day, where the text gives it
    day: dt.date | None = None  # when it was published, or the latest day its text speaks of
    counted: dict[str | tuple[str, ...], int] = field(
        default_factory=dict
    )  # what was counted; its items no longer change
    rows: dict[int, tuple[tuple[tuple[int, int], ...], bool, bool]] = field(
        default_factory=dict
    )  # what `columns` found in a block
    apart: dict[tuple[int, str], bool] = field(
        default_factory=dict
    )  # whether a block is about another war than the one named
    against: dict[tuple[str, str | None], str | None] = field(
        default_factory=dict
    )  # the other side for a side, by where it was asked

    tenor: dict[str, float] | None = None  # what share of its cue words each measure has
    text: str = field(init=False)  # the document's

    def __post_init__(self) -> None:
        self.text = self.document.text

    def bearing(self, tag: str) -> int:
        """How many of its items bear a tag."""
        if tag not in self.counted:
            self.counted[tag] = sum(tag in item.tags for item in self.items)
        return self.counted[tag]

    def beginning(self, starts: tuple[str, ...]) -> int:
        """How many of its items begin with one of these."""
        if starts not in self.counted:
            self.counted[starts] = sum(item.low.startswith(starts) for item in self.items)
        return self.counted[starts]
