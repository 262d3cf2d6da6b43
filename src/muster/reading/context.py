"""A text taken apart for the rules: items (figures, times, known phrases, words, marks) in sentences in blocks.

Invariant: items lie in text order and do not overlap; every token belongs to one item; every sentence is a run of items.
"""

from __future__ import annotations

import datetime as dt
import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from muster.claims.document import Document
from muster.claims.war import War
from muster.reading import anchors, figures, home, parties
from muster.reading.dates import Time
from muster.reading.figures import Found
from muster.reading.layout import Block, blocks
from muster.reading.lexicon import Lexicon, Phrase, Token, tokens

FIGURE, TIME, PHRASE, WORD, MARK = "figure", "time", "phrase", "word", "mark"
_NONE: frozenset[str] = frozenset()


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
    """Items from `first` up to `last` (exclusive) of the page, in block number `block`."""

    first: int
    last: int
    start: int
    end: int
    block: int


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
    office: str | None = None  # the side whose office publishes it
    topic: str | None = None  # the one side of the war that the title names
    lands: list[tuple[int, str]] = field(default_factory=list)  # where it names a town, and the state whose that is
    home: str | None = None  # the state at war that it comes from
    toll_from: dt.date | None = None  # the war's first day, where the text gives it
    day: dt.date | None = None  # when it was published, or the latest day its text speaks of

    @property
    def text(self) -> str:
        """The document's text."""
        return self.document.text


def take_apart(document: Document, lexicon: Lexicon) -> Page:
    """Items, sentences and blocks of a document, and the war it is about."""
    text = document.text
    run = tokens(text)
    laid = blocks(text)
    phrases = _phrases(run, laid, lexicon)
    war = _war_of(phrases, document, wars=lexicon.wars)
    times = anchors.times_of(text, published=document.published, war=war)
    found = figures.find(text)
    items, inner, in_times = _items(text, run, phrases=phrases, times=times, found=found, lexicon=lexicon)
    parties.resolve_parties(items, war)
    parties.only_describe(items)
    page = Page(
        document=document,
        lexicon=lexicon,
        items=items,
        sentences=[],
        blocks=laid,
        war=war,
        inner=inner,
        run=run,
        in_times=in_times,
    )
    page.day = document.published or anchors.latest(text, times, war=war)
    page.toll_from = anchors.toll_from(text, times, war=war)
    _place_sentences(page)
    page.named = parties.named(items)
    parties.resolve_elsewhere(items, war, count=page.named)
    page.named = parties.named(items)
    page.main = parties.main_parties(page.named, war)
    home.settle(page)
    parties.resolve_irregulars(items, war, main=page.main, office=page.office)
    return page


# ------------------------------------------------------------------ items
_Match = tuple[int, int, Phrase]


def _phrases(run: Sequence[Token], laid: Sequence[Block], lexicon: Lexicon) -> list[_Match]:
    """Known phrases, none of which reaches over the end of a sentence."""
    starts = [token.start for token in run]
    out: list[_Match] = []
    for block in laid:
        for start, end in block.sentences:
            first, last = bisect_left(starts, start), bisect_left(starts, end)
            out.extend((first + i, first + j, phrase) for i, j, phrase in lexicon.match(run[first:last]))
    return out


def _items(
    text: str,
    run: Sequence[Token],
    *,
    phrases: Sequence[_Match],
    times: Sequence[Time],
    found: Sequence[Found],
    lexicon: Lexicon,
) -> tuple[list[Item], list[Found], list[Found]]:
    taken: list[Item] = []
    for time in times:
        taken.append(_with_time(time, text))
    inner: list[Found] = []
    in_times: list[Found] = []
    spans = [(item.start, item.end) for item in taken]
    outer: Found | None = None
    for one in sorted(found, key=lambda f: (f.start, -f.end)):
        if outer is not None and one.start < outer.end:
            inner.append(one)
        elif _free(one.start, one.end, spans):
            outer = one
            taken.append(_with_figure(one, text))
        else:
            in_times.append(one)
    taken.sort(key=lambda item: item.start)
    return _fill(text, run, phrases=phrases, taken=taken, lexicon=lexicon), inner, in_times


def _free(start: int, end: int, spans: Sequence[tuple[int, int]]) -> bool:
    at = bisect_left(spans, (end, -1))
    return all(spans[k][1] <= start for k in range(max(0, at - 2), at))


def _with_time(time: Time, text: str) -> Item:
    item = Item(TIME, time.start, time.end, text[time.start : time.end].lower())
    item.time = time
    return item


def _with_figure(found: Found, text: str) -> Item:
    item = Item(FIGURE, found.start, found.end, text[found.start : found.end].lower())
    item.found = found
    return item


def _fill(
    text: str, run: Sequence[Token], *, phrases: Sequence[_Match], taken: Sequence[Item], lexicon: Lexicon
) -> list[Item]:
    """Figures and times with, between them, the phrases that fit and the single tokens that are left."""
    by_first = {first: (end, phrase) for first, end, phrase in phrases}
    out: list[Item] = []
    at, next_taken = 0, 0
    while at < len(run):
        token = run[at]
        while next_taken < len(taken) and taken[next_taken].end <= token.start:  # two in one token: "¼¼"
            out.append(taken[next_taken])
            next_taken += 1
        if next_taken < len(taken) and taken[next_taken].start < token.end:
            item = taken[next_taken]
            out.append(item)
            next_taken += 1
            while at < len(run) and run[at].start < item.end:
                at += 1
            continue
        limit = taken[next_taken].start if next_taken < len(taken) else len(text)
        match = by_first.get(at)
        if match and run[match[0] - 1].end > limit:  # it reaches into a figure or a time: what fits before that?
            room = bisect_left(run, limit, key=lambda one: one.end)
            room = room + 1 if room < len(run) and run[room].end <= limit else room
            shorter = next(lexicon.match(run[at:room]), None)
            match = (at + shorter[1], shorter[2]) if shorter is not None and shorter[0] == 0 else None
        if match:
            end, phrase = match
            item = Item(PHRASE, token.start, run[end - 1].end, " ".join(phrase.words))
            item.tags, item.phrase = phrase.tags, phrase
            at = end
        else:
            item = Item(WORD if token.text[0].isalnum() else MARK, token.start, token.end, token.low)
            at += 1
        out.append(item)
    return out + list(taken[next_taken:])


def _place_sentences(page: Page) -> None:
    starts = [item.start for item in page.items]
    for number, block in enumerate(page.blocks):
        for start, end in block.sentences:
            first, last = bisect_left(starts, start), bisect_left(starts, end)
            if first < last:
                page.sentences.append(Sentence(first, last, start, end, number))
                page.of_sentence.extend([len(page.sentences) - 1] * (last - len(page.of_sentence)))
    page.of_sentence.extend([max(0, len(page.sentences) - 1)] * (len(page.items) - len(page.of_sentence)))


# ------------------------------------------------------------------ which war
_YEAR = re.compile(r"\b(?:1[89]|20)[0-9]{2}\b")


def _war_of(phrases: Sequence[_Match], document: Document, *, wars: Mapping[str, War]) -> War | None:
    """The war whose own words, parties and places the text names most; the years that the text names, and its date, break ties."""
    score: Counter[str] = Counter()
    years = Counter(int(year) for year in _YEAR.findall(document.text[:20_000]))
    for _, _, phrase in phrases:
        for war_id in phrase.wars:
            score[war_id] += _weight(phrase)
    sides = _sides_named(phrases)
    for war_id, war in wars.items():
        parties = {side.party.state for side in war.parties if "-" not in side.party.code}
        if score[war_id] and len(parties & sides) >= 2:
            score[war_id] += 4
        last = war.end.year if war.end else 9999
        if score[war_id] >= 2 and years and any(war.start.year <= year <= last for year in years):
            score[war_id] += 3
        if document.published and score[war_id] and document.published < war.start:
            score[war_id] -= 100
    best = sorted(score, key=lambda war_id: (-score[war_id], -wars[war_id].start.toordinal()))
    return wars[best[0]] if best and score[best[0]] >= 2 else None


def _weight(phrase: Phrase) -> int:
    if len(phrase.wars) > 1:
        return 1
    return 3 if phrase.tags & {"war", "group"} else 2


def _sides_named(phrases: Sequence[_Match]) -> set[str]:
    return {code[:2] for _, _, phrase in phrases for code in phrase.parties.values()}
