"""The reader's front: a document in, its reading out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import cache, lru_cache

from muster.claims.claim import Claim
from muster.claims.document import Document
from muster.claims.reading import Reader, Reading, Trace
from muster.claims.war import War, shipped_wars
from muster.reading import certainty, rules, scopes
from muster.reading.align import align
from muster.reading.apart import take_apart
from muster.reading.context import Page
from muster.reading.discourse import Memory
from muster.reading.layout import Kind
from muster.reading.lexicon import Lexicon, compile_lexicon, hash_of, shipped_lexicon
from muster.reading.remarks import remarks_of

VERSION = "2"


def read(document: Document, *, wars: Mapping[str, War] | None = None) -> Reading:
    """All that the rules make of the document: claims in text order, remarks, rejections, and how each field was decided.

    `wars` are the wars whose words are known, the shipped ones by default.
    """
    if document.media == "dataset":
        from muster.reading import datasets

        return datasets.read(document)
    page, memory = _taken(document, wars)
    made = _decisions(memory)
    claims = tuple(claim for claim, _ in made)
    return Reading(
        document=document.id,
        reader=reader_of(wars),
        claims=claims,
        remarks=tuple(remarks_of(page, claims, rejections=memory.rejections)),
        rejections=tuple(memory.rejections),
        traces={claim.id: tuple(certainty.settled(traces)) for claim, traces in made},
    )


def decided(document: Document, *, wars: Mapping[str, War] | None = None) -> list[tuple[Claim, list[Trace]]]:
    """The claims of a text with their traces as sure as the rules say they are, from which their certainty is measured."""
    return _decisions(_taken(document, wars)[1])


def _taken(document: Document, wars: Mapping[str, War] | None) -> tuple[Page, Memory]:
    page = take_apart(document, _lexicon(wars))
    memory = rules.apply(page)
    scopes.narrow(page, memory.drafts)
    return page, memory


def _decisions(memory: Memory) -> list[tuple[Claim, list[Trace]]]:
    drafts = sorted(memory.drafts, key=lambda draft: (draft.claim.place.start, -draft.claim.place.end))
    claims = [draft.claim for draft in drafts]
    head = _head(memory.days.page)
    aligned = align(claims, head=head)
    filled = scopes.filled([one.claim for one in aligned])
    if any(one.scope != two.scope for one, two in zip(claims, filled, strict=True)):
        aligned = align([replace(claim, scope=one.scope) for claim, one in zip(claims, filled, strict=True)], head=head)
    return [
        (one.claim, _retraced(draft.traces, one.taken, scope=one.claim.scope if draft.claim.scope is None else None))
        for draft, one in zip(drafts, aligned, strict=True)
    ]


def _head(page: Page) -> int:
    """Where the title ends, 0 where the text opens with a paragraph or a line of several sentences."""
    first = page.blocks[0] if page.blocks else None
    return first.end if first is not None and first.kind is not Kind.PARAGRAPH and len(first.sentences) == 1 else 0


def _retraced(traces: list[Trace], taken: tuple[str, ...], *, scope: str | None) -> list[Trace]:
    told = [
        trace._replace(rule="as in the claim it repeats", words=()) if trace.field in taken else trace
        for trace in traces
    ]
    return (
        told
        if scope is None
        else [*told, Trace(field="scope", rule="as in the claim it is told again in", confidence=0.5)]
    )


def reader_of(wars: Mapping[str, War] | None = None) -> Reader:
    """Which reader this is, with the hash of its lexicon."""
    return Reader(name="rules", version=VERSION, lexicon=_shipped_hash() if wars is None else _lexicon(wars).hash)


@cache
def _shipped_hash() -> str:
    return hash_of(shipped_wars())


def _lexicon(wars: Mapping[str, War] | None) -> Lexicon:
    return shipped_lexicon() if wars is None else _compiled(tuple(sorted(wars.items())))


@lru_cache(maxsize=4)
def _compiled(wars: tuple[tuple[str, War], ...]) -> Lexicon:
    return compile_lexicon(dict(wars))
