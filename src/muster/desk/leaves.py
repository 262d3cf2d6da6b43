"""A document opened: its text with every figure in it, what was set aside, what was remarked, and the versions it has had.

Invariant: claims stand as they are judged, at the places they were read; of two versions of a text those claims are told that the other
does not have, whatever their place in it.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise

from muster.claims.claim import Claim, Place
from muster.claims.document import Document
from muster.claims.reading import Reader, Rejection
from muster.claims.remark import Remark
from muster.desk.settings import Settings
from muster.ledger import query, shelf
from muster.ledger.applied import Judged, judgements
from muster.ledger.query import Held
from muster.ledger.shelf import Seen, Shelf
from muster.ledger.store import Ledger


@dataclass(frozen=True, slots=True, kw_only=True)
class Leaf:
    """A document with the reading in force: its claims, each with its place in the text, in text order. `reader` made it, `current` is
    whether a place shows the document now, `origins` are the places that have shown it."""

    document: Document
    reader: Reader
    claims: tuple[tuple[Held, Place], ...]
    remarks: tuple[Remark, ...]
    rejections: tuple[Rejection, ...]
    current: bool
    origins: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Version:
    """What a place showed from a moment on: `number` of the text there, `same_text` where only what is known of it changed, and the claims
    that came and went with it."""

    seen: Seen
    number: int
    same_text: bool = False
    added: tuple[Claim, ...] = ()
    gone: tuple[Claim, ...] = ()


def shelf_of(
    settings: Settings, words: str, *, size: int, after: str | None = None, before: str | None = None
) -> Shelf:
    """Some of the documents whose title, publisher or place has these words, the latest published first."""
    with Ledger.open(settings.ledger, read_only=True) as ledger, ledger.spoken():
        return shelf.shelf(ledger.connection, words, size=size, after=after, before=before)


def leaf(settings: Settings, prefix: str, *, judged: Mapping[str, Judged] | None = None) -> Leaf:
    """The document whose id begins so; `judged` are the judgements in force, where they are known. Raises
    `UnknownClaim` or `UsageError` where none does, or several do."""
    with Ledger.open(settings.ledger, read_only=True) as ledger, ledger.spoken():
        name = shelf.named(ledger.connection, prefix)
        reading = shelf.reading_of(ledger.connection, name)
        names = [claim.id for claim in reading.claims]
        in_force = judgements(ledger.connection) if judged is None else judged
        held = {one.original.id: one for one in query.held_of(ledger.connection, names, in_force=in_force)}
        places = [(held[claim.id], reading.place(claim)) for claim in reading.claims if claim.id in held]
        return Leaf(
            document=shelf.document_of(ledger.connection, name),
            reader=reading.reader,
            claims=tuple(sorted(places, key=lambda one: (one[1].start, one[1].end))),
            remarks=reading.remarks,
            rejections=reading.rejections,
            current=shelf.is_current(ledger.connection, name),
            origins=shelf.origins_of(ledger.connection, name),
        )


def versions(settings: Settings, document: str) -> list[list[Version]]:
    """For each place that has shown the document and has changed, what it showed, from the first on."""
    with Ledger.open(settings.ledger, read_only=True) as ledger, ledger.spoken():
        seen = shelf.history(ledger.connection, document)
        by_place = [list(its) for _, its in groupby(seen, key=lambda one: one.origin)]
        wanted = {one.document for its in by_place if len(its) > 1 for one in its}
        claims = {name: shelf.reading_of(ledger.connection, name).claims for name in wanted}
    return [_versions(its, claims) for its in by_place if len(its) > 1]


def _versions(seen: Sequence[Seen], claims: dict[str, tuple[Claim, ...]]) -> list[Version]:
    numbers = {text: number for number, text in enumerate(dict.fromkeys(one.text_hash for one in seen), 1)}
    found = [Version(seen=seen[0], number=1)]
    for before, now in pairwise(seen):
        old, new = claims[before.document], claims[now.document]
        found.append(
            Version(
                seen=now,
                number=numbers[now.text_hash],
                same_text=before.text_hash == now.text_hash,
                added=tuple(_besides(new, old)),
                gone=tuple(_besides(old, new)),
            )
        )
    return found


def _besides(claims: Iterable[Claim], others: Iterable[Claim]) -> Iterable[Claim]:
    """The claims that say what none of the others says, each of which answers for one."""
    left = Counter(_said(one) for one in others)
    for claim in claims:
        if left[_said(claim)]:
            left[_said(claim)] -= 1
        else:
            yield claim


def _said(claim: Claim) -> tuple[object, ...]:
    return (
        claim.figure,
        claim.measure,
        claim.party,
        claim.civilian,
        claim.period,
        claim.status,
        claim.speaker,
        claim.scope,
    )


def moment(version: Version) -> dt.datetime:
    """When it was first seen, with its zone."""
    return version.seen.at.replace(tzinfo=dt.UTC)
