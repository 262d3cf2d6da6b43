"""What is known of a document put right: when it was published, and by whom.

Invariant: nothing is overwritten. The text is read anew under what was said, and stands in the place of what stood there; judgements go
with their figures, since the text is the same.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace

from muster.claims.errors import UnknownClaim, UsageError
from muster.claims.war import wars_with
from muster.desk.settings import Settings
from muster.ledger import shelf
from muster.ledger.schema import entry_of
from muster.ledger.shelf import Shelved
from muster.ledger.store import Arrival, Kept, Ledger
from muster.reading.reader import read


def correct(
    settings: Settings, prefix: str, *, published: dt.date | None = None, publisher: str | None = None
) -> list[Kept]:
    """Say of the document whose id begins so when and by whom it was published; what became of each place it is found at comes back.
    Raises `UnknownClaim` where no document has such an id, `UsageError` where several have, where another stands for it, or where nothing
    is said."""
    if published is None and publisher is None:
        raise UsageError("say what is to be put right: --published DATE, --publisher NAME, or both")
    with Ledger.open(settings.ledger) as ledger:
        with ledger.spoken():
            found = _current(shelf.documents(ledger.connection, everything=True), prefix)
            document = shelf.document_of(ledger.connection, found.id)
            asks = shelf.asks_of(ledger.connection, found.id)
        if document.media in ("dataset", "excerpt"):
            raise UsageError("the rows of a table have dates and publishers of their own; put them right in the table")
        said = replace(document, published=published or document.published, publisher=publisher or document.publisher)
        wars = wars_with(settings.wars) if settings.wars else None
        entry = entry_of(said, read(said, wars=wars))
        told = [
            replace(ask, published=published or ask.published, publisher=publisher or ask.publisher) for ask in asks
        ]
        return ledger.keep([Arrival(ask=ask, what=entry) for ask in told])


def _current(shelved: Sequence[Shelved], prefix: str) -> Shelved:
    """The current document whose id begins so."""
    begin = [one for one in shelved if one.id.startswith(prefix.strip().lower())]
    found = [one for one in begin if one.current]
    if not begin:
        raise UnknownClaim(f"no document of the ledger has an id that begins with {prefix}")
    if len(found or begin) > 1:
        several = ", ".join(f"{one.id[:12]} ({one.title or 'untitled'})" for one in (found or begin)[:10])
        raise UsageError(f"{prefix} could be several documents; write more of the id: {several}")
    if not found:
        raise UsageError(
            f"{begin[0].id[:12]} is no current document; {_successor(begin[0], shelved)} stands for it now"
        )
    return found[0]


def _successor(old: Shelved, shelved: Sequence[Shelved]) -> str:
    """The id of the document that stands for one which others replaced."""
    by_id, passed = {one.id: one for one in shelved}, {old.id}
    while old.replaced_by and old.replaced_by not in passed:
        old = by_id[old.replaced_by]
        passed.add(old.id)
    return old.id[:12]
