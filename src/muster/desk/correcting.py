"""What is known of a document put right: when it was published, and by whom.

Invariant: nothing is overwritten. The text is read anew under what was said, and stands in the place of what stood there; judgements go
with their figures, since the text is the same.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from muster.claims.errors import UnknownClaim, UsageError
from muster.claims.war import wars_with
from muster.desk.settings import Settings
from muster.ledger import shelf
from muster.ledger.schema import entry_of
from muster.ledger.store import Arrival, Kept, Ledger
from muster.reading.reader import read


def correct(
    settings: Settings, prefix: str, *, published: dt.date | None = None, publisher: str | None = None
) -> list[Kept]:
    """Say of the document whose id begins so when and by whom it was published; what became of each place it is found at comes back.
    Raises `UnknownClaim` where no current document has such an id, `UsageError` where several have, or nothing is said."""
    if published is None and publisher is None:
        raise UsageError("say what is to be put right: --published DATE, --publisher NAME, or both")
    with Ledger.open(settings.ledger) as ledger:
        with ledger.spoken():
            found = [one for one in shelf.documents(ledger.connection) if one.id.startswith(prefix.strip().lower())]
            if not found:
                raise UnknownClaim(f"no current document of the ledger has an id that begins with {prefix}")
            if len(found) > 1:
                several = ", ".join(f"{one.id[:12]} ({one.title or 'untitled'})" for one in found[:10])
                raise UsageError(f"{prefix} could be several documents; write more of the id: {several}")
            document = shelf.document_of(ledger.connection, found[0].id)
            asks = shelf.asks_of(ledger.connection, found[0].id)
        if document.media in ("dataset", "excerpt"):
            raise UsageError("the rows of a table have dates and publishers of their own; put them right in the table")
        said = replace(document, published=published or document.published, publisher=publisher or document.publisher)
        wars = wars_with(settings.wars) if settings.wars else None
        entry = entry_of(said, read(said, wars=wars))
        told = [
            replace(ask, published=published or ask.published, publisher=publisher or ask.publisher) for ask in asks
        ]
        return ledger.keep([Arrival(ask=ask, what=entry) for ask in told])
