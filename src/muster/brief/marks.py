"""A document's text cut into paragraphs and marked stretches.

Invariant: the pieces of the paragraphs, joined, are the document's text less the blank lines between them; every claim shown has
one stretch that bears its id, also where claims lie within, across or upon one another.
"""

from __future__ import annotations

import datetime as dt
import heapq
import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from muster.brief.parts import Entry, Mark, MarkKind, Page, Paragraph, Refusal
from muster.brief.words import Names, day_words, figure_words, period_words, what_words, whose_words
from muster.claims.claim import Claim, Place
from muster.claims.document import Document, bare
from muster.claims.reading import Reading
from muster.claims.remark import Remark

_BLANK = re.compile(r"\n\s*\n")
_LINE_END = re.compile(r"\n\s*")
_ORDER = {MarkKind.CLAIM: 0, MarkKind.OTHER: 1, MarkKind.REMARK: 2, MarkKind.REJECTED: 3}
_LISTED = ("-", "*", "•", "#", "|", ">")


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """A stretch to be marked, in offsets of the text."""

    start: int
    end: int
    kind: MarkKind
    note: str
    id: str | None = None
    to: str | None = None

    @property
    def order(self) -> tuple[int, int, int, str]:
        """Outer before inner, claims before the rest."""
        return (self.start, -self.end, _ORDER[self.kind], self.id or "")


def page(
    reading: Reading,
    document: Document,
    *,
    entries: Sequence[Entry],
    names: Names,
    origin: str | None = None,
    spoken: Collection[Place] = (),
) -> Page:
    """The document in full, its figures marked; claims that are none of `entries` are marked as others. The remarks in `spoken` can be
    led to."""
    shown = {entry.anchor for entry in entries}
    spans = [_claim_span(entry, names) for entry in entries]
    spans += [_other_span(claim) for claim in reading.claims if claim.id not in shown]
    spans += [
        Span(start=r.place.start, end=r.place.end, kind=MarkKind.REJECTED, note=f"Not a claim: {r.because or r.why}")
        for r in reading.rejections
    ]
    spans += [_remark_span(remark, spoken) for remark in reading.remarks]
    return Page(
        anchor=document_anchor(document),
        title=document_title(document),
        byline=byline(document),
        origin=origin,
        claims=sum(not entry.set_aside for entry in entries),
        paragraphs=tuple(paragraphs(document.text, spans, plain=document.media == "dataset")),
        rejections=tuple(Refusal(what=r.quote, why=r.because or r.why) for r in reading.rejections),
        remarks=tuple(Refusal(what=r.quote, why=remark_words(r.kind)) for r in reading.remarks),
        left_out=document.left_out,
    )


def document_anchor(document: Document) -> str:
    """The id of the document's heading in the page."""
    return f"d-{document.id}"


def remark_anchor(place: Place) -> str:
    """The id of a remark in its document's text."""
    return f"m-{place.document}-{place.start}-{place.end}"


def document_title(document: Document) -> str:
    """Its title, else where it came from, else its first words."""
    first = " ".join(document.text[:300].split())[:50]
    name = (document.origin or "").replace("\\", "/").rstrip("/").rsplit("/", 1)[-1]
    return document.title or name or (f"“{first}…”" if first else "Untitled document")


def where_from(documents: Iterable[Document]) -> dict[str, str]:
    """The address of each document by its id, or the name of its file: a brief goes to others, whom folders say nothing but whose
    machine it was."""
    return {one.id: bare(one.origin) for one in documents if one.origin}


def byline(document: Document) -> str:
    """Who published it and when, as far as that is known."""
    return printed(document.publisher, document.published)


def printed(publisher: str | None, day: dt.date | None) -> str:
    """`The Gazette, 9 Dec 2024`; of a publisher who is not known nothing is said."""
    when = day_words(day) if day else "undated"
    return f"{publisher}, {when}" if publisher else when


def remark_words(kind: str) -> str:
    """A kind of remark in words: `second unit`."""
    return kind.replace("_", " ")


def paragraphs(text: str, spans: Iterable[Span], *, plain: bool = False) -> Iterator[Paragraph]:
    """The text's paragraphs in order with the spans marked in them; `plain` keeps every line end in sight."""
    waiting = sorted(spans, key=lambda span: span.order)
    at = 0
    for low, high in _paragraph_ends(text, plain):
        here: list[Span] = []
        after: list[Span] = []
        while at < len(waiting) and waiting[at].start < high:
            span = waiting[at]
            here.append(replace(span, start=max(span.start, low), end=min(span.end, high)))
            if span.end > high:
                after.append(replace(span, start=high, id=None))
            at += 1
        waiting[at:at] = after
        inside = [span for span in here if span.start < span.end]
        body = text[low:high]
        yield Paragraph(pieces=_nest(text, low, high, inside), broken=plain or _lines_matter(body))


def _paragraph_ends(text: str, plain: bool) -> Iterator[tuple[int, int]]:
    start = 0
    for gap in (_LINE_END if not plain and _unwrapped(text) else _BLANK).finditer(text):
        if text[start : gap.start()].strip():
            yield start, gap.start()
        start = gap.end()
    if text[start:].strip():
        yield start, len(text)


def _unwrapped(text: str) -> bool:
    """Whether each line is a paragraph of its own: no text wrapped at a margin has lines as long as that."""
    return any(len(line) > 200 for line in text.split("\n"))


def _lines_matter(body: str) -> bool:
    """Whether line ends carry meaning: short lines, lists and tables do, a paragraph wrapped at a margin does not."""
    lines = body.split("\n")
    if len(lines) == 1:
        return False
    whole = [line.strip() for line in lines[:-1]]
    return any(len(line) < 50 or len(line) > 120 for line in whole) or any(
        line.lstrip().startswith(_LISTED) for line in lines
    )


def _nest(text: str, low: int, high: int, spans: Sequence[Span]) -> tuple[str | Mark, ...]:
    pieces: list[str | Mark] = []
    heap = [(span.order, number, span) for number, span in enumerate(spans)]
    heapq.heapify(heap)
    turn, at = len(heap), low
    while heap:
        outer = heapq.heappop(heap)[2]
        if at < outer.start:
            pieces.append(text[at : outer.start])
        same: list[Span] = []
        inside: list[Span] = []
        while heap and heap[0][2].start < outer.end:
            other = heapq.heappop(heap)[2]
            if (other.start, other.end, other.kind) == (outer.start, outer.end, MarkKind.CLAIM):
                same.append(other)
                continue
            inside.append(replace(other, end=min(other.end, outer.end)))
            if other.end > outer.end:
                rest = replace(other, start=outer.end, id=None)
                turn += 1
                heapq.heappush(heap, (rest.order, turn, rest))
        pieces.append(_mark(outer, _nest(text, outer.start, outer.end, inside), same))
        at = outer.end
    if at < high:
        pieces.append(text[at:high])
    return tuple(pieces)


def _mark(span: Span, pieces: tuple[str | Mark, ...], same: Sequence[Span]) -> Mark:
    also = tuple(other.id for other in same if other.id)
    return Mark(kind=span.kind, id=span.id, to=span.to, note=span.note, pieces=pieces, also=also)


def _claim_span(entry: Entry, names: Names) -> Span:
    claim, place = entry.claim, entry.claim.place
    told = f"{figure_words(claim)}, {what_words(claim.measure, claim.civilian).lower()}, {whose_words(claim, names)}"
    return Span(
        start=place.start,
        end=place.end,
        kind=MarkKind.CLAIM,
        note=f"{'Rejected by review: ' if entry.set_aside else ''}{told}, {period_words(claim.period)}",
        id=entry.anchor,
        to=entry.anchor,
    )


def _other_span(claim: Claim) -> Span:
    note = "A claim outside what this brief was narrowed to"
    return Span(start=claim.place.start, end=claim.place.end, kind=MarkKind.OTHER, note=note)


def _remark_span(remark: Remark, spoken: Collection[Place]) -> Span:
    place = remark.place
    return Span(
        start=place.start,
        end=place.end,
        kind=MarkKind.REMARK,
        note=f"Remark: {remark_words(remark.kind)}",
        id=remark_anchor(place) if place in spoken else None,
    )
