"""A text taken apart: its tokens into items, the items into sentences, and the war that it is about.

Invariant: what a figure or a time covers is no word; a phrase reaches over no end of a sentence.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import replace
from functools import partial

from muster.claims.document import Document
from muster.numbers import figures
from muster.numbers.figures import Found
from muster.numbers.flat import lexicon as number_words
from muster.reading import anchors, camps, heirs, home, newcomers, parties, roundups, sections
from muster.reading.context import FIGURE, MARK, PHRASE, TIME, WORD, Item, Page, Sentence
from muster.reading.dates import Time
from muster.reading.layout import Block, blocks
from muster.reading.lexicon import Lexicon, Phrase, Token, tokens
from muster.reading.warmeant import going_on, war_of, years_in


def take_apart(document: Document, lexicon: Lexicon) -> Page:
    """Items, sentences and blocks of a document, and the war it is about."""
    text = document.text
    run = tokens(text)
    laid = blocks(text)
    phrases = _phrases(run, laid, lexicon)
    years = years_in(text[:20_000])
    told = partial(war_of, day=document.published, years=years, wars=lexicon.wars)
    placed = [(run[first].start, phrase) for first, _, phrase in phrases]
    war = going_on(text, placed, laid=laid, day=document.published, years=years, wars=lexicon.wars) or told(
        [phrase for _, phrase in placed]
    )
    times = anchors.times_of(text, published=document.published, war=war)
    found = figures.find(text)
    items, inner, in_times = _items(text, run, phrases=phrases, times=times, found=found, lexicon=lexicon)
    parties.resolve_parties(items, war)
    heirs.resolve(items, war)
    parties.only_describe(items)
    parties.only_host(items, war)
    parties.only_name(items, text)
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
    page.toll_from = anchors.toll_from(text, times, war=war, day=page.day)
    _place_sentences(page)
    page.named = parties.named(items)
    parties.resolve_elsewhere(items, war, count=page.named)
    page.named = parties.named(items)
    page.main = parties.main_parties(page.named, war)
    if newcomers.settle(items, text, war=war, main=page.main):
        page.named = parties.named(items)
        page.main = parties.main_parties(page.named, war)
    if camps.fight_others(page):
        war = page.war = None
        page.main = parties.main_parties(page.named, war)
    page.pair = camps.pair(page) if war is None else None
    home.settle(page)
    page.sections = sections.sections_of(page)
    roundups.settle(page, lambda part: told([item.phrase for item in part if item.phrase is not None]))
    parties.resolve_governments(page)
    for first, last, about, main in roundups.spans(page):
        parties.resolve_irregulars(items[first:last], about, main=main, office=page.office)
    _resolve_money(items, text, page.main)
    page.against.clear()  # what was asked while not all was settled
    return page


# ------------------------------------------------------------------ items
_Match = tuple[int, int, Phrase]


def _phrases(run: Sequence[Token], laid: Sequence[Block], lexicon: Lexicon) -> list[_Match]:
    """Known phrases, none of which reaches over the end of a sentence."""
    starts = [token.start for token in run]
    return list(lexicon.match(run, [bisect_left(starts, end) for block in laid for _, end in block.sentences]))


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
    at, size, left = 0, len(run), list(reversed(taken))
    limit = left[-1].start if left else len(text)
    while at < size:
        start, stop, _, low = run[at]
        if stop > limit:  # there may be two in one token: "¼¼"
            item = left.pop()
            out.append(item)
            while at < size and run[at].start < item.end:
                at += 1
            limit = left[-1].start if left else len(text)
            continue
        match = by_first.get(at)
        if match and run[match[0] - 1].end > limit:  # it reaches into a figure or a time: what fits before that?
            room = bisect_left(run, limit, key=lambda one: one.end)
            room = room + 1 if room < len(run) and run[room].end <= limit else room
            shorter = next(lexicon.match(run[at:room]), None)
            match = (at + shorter[1], shorter[2]) if shorter is not None and shorter[0] == 0 else None
        if match:
            end, phrase = match
            item = Item(PHRASE, start, run[end - 1].end, phrase.low)
            item.tags, item.phrase = phrase.tags, phrase
            at = end
        else:
            item = Item(WORD if low[0].isalnum() else MARK, start, stop, low)
            at += 1
        out.append(item)
    return out + left[::-1]


def _place_sentences(page: Page) -> None:
    starts = [item.start for item in page.items]
    for number, block in enumerate(page.blocks):
        for start, end in block.sentences:
            first, last = bisect_left(starts, start), bisect_left(starts, end)
            if first < last:
                page.sentences.append(Sentence(first, last, start, end, number, page.items[first:last]))
                page.of_sentence.extend([len(page.sentences) - 1] * (last - len(page.of_sentence)))
    page.of_sentence.extend([max(0, len(page.sentences) - 1)] * (len(page.items) - len(page.of_sentence)))


# ------------------------------------------------------------------ money
def _resolve_money(items: Sequence[Item], text: str, main: Sequence[str]) -> None:
    """ "Francs" and "pounds" with no more said are those of the state that the text names most of those that have such money."""
    by_state = number_words()["money"]["by_state"]
    states = list(dict.fromkeys(code[:2] for code in main))
    for item in items:
        if item.found is None or item.found.noun is None or len(item.found.unit) != 3:
            continue
        own = by_state.get(text[item.found.noun[0] : item.found.noun[1]].lower().removesuffix("s"), {})
        code = next((own[state] for state in states if state in own), None)
        if code is not None:
            item.found = replace(item.found, unit=code)
