"""Steps that wire the wings together: read documents, look into the ledger, judge. Functions only; each takes what it needs.

Invariant: nothing here keeps state between calls; a ledger is open no longer than a step takes.
"""

from __future__ import annotations

import datetime as dt
import sys
from collections.abc import Callable, Collection, Generator, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from muster.claims.document import Document
from muster.claims.errors import DocumentError, MusterError, UsageError
from muster.claims.reading import Reading
from muster.claims.war import wars_with
from muster.desk.settings import Settings
from muster.ledger import applied, beside, listing, query, shelf
from muster.ledger.applied import Judged
from muster.ledger.listing import Listing, Part
from muster.ledger.query import NONE, Filter, Held, Shown
from muster.ledger.reviews import AMENDABLE, Review, TakenBack, Verdict, review_of
from muster.ledger.schema import entry_of, now
from muster.ledger.shelf import Aside, Shelved
from muster.ledger.store import Ledger

if TYPE_CHECKING:
    from muster.desk.opening import Opened
    from muster.reading.fetch import Refused as Refused

__all__ = [
    "AMENDABLE",
    "NONE",
    "Aside",
    "Filter",
    "Held",
    "Judged",
    "Listing",
    "Part",
    "Read",
    "Review",
    "Shelved",
    "Shown",
    "TakenBack",
    "Verdict",
    "claims",
    "considered",
    "documents",
    "held",
    "in_force",
    "judge",
    "keep",
    "lay_ready",
    "listed",
    "read_all",
    "set_aside",
    "shelved",
    "show",
    "take_back",
    "worded",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Read:
    """A document that was read: `name` is the file's."""

    name: str
    document: Document
    reading: Reading


# ------------------------------------------------------------------ reading
def read_all(
    paths: Sequence[Path], settings: Settings, *, published: dt.date | None = None, publisher: str | None = None
) -> Iterator[Read | Refused]:
    """Every document under the paths with its reading, or why it could not be read; `-` is standard input. No ledger is touched."""
    from muster.desk.finding import STDIN, found
    from muster.desk.opening import Opener
    from muster.reading.fetch import Refused, shown
    from muster.reading.guard import Guard

    opener = Opener(
        guard=Guard(seconds=settings.seconds, memory=settings.megabytes << 20),
        wars=wars_with(settings.wars) if settings.wars else None,
        published=published,
        publisher=publisher,
    )
    for one in found(paths):
        if isinstance(one, Refused):
            yield one
        else:
            yield from _read(partial(opener.file, one.path), shown(one.path))
    if STDIN in paths:
        yield from _read(partial(opener.stream, sys.stdin.buffer.read(), "-"), "-")


def _read(get: Callable[[], list[Opened]], name: str) -> list[Read | Refused]:
    from muster.desk.copies import at_home
    from muster.reading.fetch import Refused

    try:
        opened = get()
        for one in opened:
            entry_of(one.document, one.reading)  # what no ledger would take is refused here too
    except DocumentError as error:
        return [Refused(name, error.reason, str(error))]
    except MusterError as error:
        return [Refused(name, "refused", str(error))]
    except Exception as error:  # one document's bad luck must not end the rest, nor show a traceback
        return [Refused(name, "failed", f"the reader failed on it: {type(error).__name__}: {error}"[:300])]
    return [
        Read(
            name=f"{name}#{one.part}" if one.part else name,
            document=one.document,
            reading=at_home(one.document, one.reading),
        )
        for one in opened
    ]


# ------------------------------------------------------------------ looking
@contextmanager
def _opened(settings: Settings, *, writing: bool = False) -> Iterator[Ledger]:
    with Ledger.open(settings.ledger, read_only=not writing) as ledger, ledger.spoken():
        yield ledger


def claims(settings: Settings, wanted: Filter) -> Generator[Held, None, None]:
    """The claims asked for, as the ledger holds them now."""
    with _opened(settings) as ledger, closing(query.claims(ledger.connection, wanted)) as found:
        yield from found


def in_force(settings: Settings) -> Mapping[str, Judged]:
    """The judgements in force, by claim: for the steps below that can be told what is known of them."""
    with _opened(settings) as ledger:
        return applied.judgements(ledger.connection)


def listed(
    settings: Settings,
    wanted: Filter,
    *,
    part: Part = Part(),
    among: Collection[str] | None = None,
    judged: Mapping[str, Judged] | None = None,
) -> Listing:
    """A part of the claims asked for, with the numbers of all of them; `among` are the ids in which `wanted.text` was found before,
    `judged` the judgements in force."""
    with _opened(settings) as ledger:
        return listing.listing(ledger.connection, wanted, part=part, among=among, in_force=judged)


def worded(settings: Settings, words: str) -> list[str]:
    """The ids of the claims in whose sentence these words stand."""
    with _opened(settings) as ledger:
        return listing.worded(ledger.connection, words)


def lay_ready(settings: Settings, *, stop: Callable[[], bool]) -> None:
    """Lay in memory what the first look at a large ledger would wait for, where this process owns it, until it is to `stop`."""
    with _opened(settings) as ledger:
        beside.sentences(ledger.connection, stop=stop)


def held(settings: Settings, names: Sequence[str]) -> list[Held]:
    """The claims of these ids as they were read, each with its sentence, in the order of the ids; those that are not there are left out."""
    with _opened(settings) as ledger:
        return query.held_of(ledger.connection, names, in_force=applied.judgements(ledger.connection))


def documents(settings: Settings, *, everything: bool = False) -> list[Shelved]:
    """The documents in the ledger; with `everything` also the versions that others replaced."""
    with _opened(settings) as ledger:
        return shelf.documents(ledger.connection, everything=everything)


def set_aside(settings: Settings, *, document: str = "") -> list[Aside]:
    """The figures that are no claims, of the documents whose id begins so."""
    with _opened(settings) as ledger:
        return shelf.set_aside(ledger.connection, document)


def show(settings: Settings, prefix: str, *, judged: Mapping[str, Judged] | None = None) -> Shown:
    """All that is known of the claim whose id begins so; `judged` are the judgements in force, where they are known."""
    with _opened(settings) as ledger:
        return query.show(ledger.connection, prefix, in_force=judged)


def shelved(settings: Settings) -> Iterator[tuple[Document, Reading]]:
    """Every current document with the reading of it that is in force, by date, title and id; judgements are not applied."""
    with _opened(settings) as ledger:
        for one in shelf.documents(ledger.connection):
            yield shelf.document_of(ledger.connection, one.id), shelf.reading_of(ledger.connection, one.id)


# ------------------------------------------------------------------ judging
def judge(
    settings: Settings, prefix: str, *, verdict: Verdict, why: str, by: str, changes: Mapping[str, Any] | None = None
) -> tuple[Review, bool]:
    """Add a judgement on the claim whose id begins so, as it is shown, or on the current claim that stands for it; it comes back with
    whether it is new."""
    review = considered(settings, prefix, verdict=verdict, why=why, by=by, changes=changes)
    return review, keep(settings, review)


def considered(
    settings: Settings, prefix: str, *, verdict: Verdict, why: str, by: str, changes: Mapping[str, Any] | None = None
) -> Review:
    """A judgement on the claim whose id begins so, checked but not kept yet."""
    with _opened(settings) as ledger:
        span = applied.current(ledger.connection, query.find(ledger.connection, prefix))
        return review_of(span, verdict, why=why, by=by, at=now(), changes=changes)


def keep(settings: Settings, review: Review) -> bool:
    """Add a judgement to the ledger; whether it was new."""
    with _opened(settings, writing=True) as ledger:
        return ledger.judge(review)


def take_back(settings: Settings, review: str, *, why: str, by: str) -> bool:
    """Take a judgement back, so that what stood before it stands again; whether it was not taken back yet. Raises `UnknownClaim` where
    there is no judgement of this id, `UsageError` without a name."""
    if not by.strip():
        raise UsageError("to take a judgement back needs a name")
    with _opened(settings, writing=True) as ledger:
        return ledger.take_back(TakenBack(review=review, why=why.strip(), by=by.strip(), at=now()))
