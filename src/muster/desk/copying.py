"""Claims of the ledger as copies to take along: each with its sentence, its document, what was judged of it and how sure it is.

Invariant: the id of a record is the one that every table shows, that of the claim as it was read; JSON and Parquet are exact, and no cell
of the sheet is one that a spreadsheet would take for a formula.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from muster.claims import wire
from muster.desk.steps import Held

COLUMNS = (*wire.COLUMNS, *wire.EXTRA)
FORMS = {"csv": "text/csv; charset=utf-8", "json": "application/json", "parquet": "application/vnd.apache.parquet"}


def to_record(held: Held) -> wire.Record:
    """The claim as it stands, under the id it was read with; its document's publisher and date where it has none of its own."""
    return wire.to_copy(
        held.claim,
        wire.About(
            id=held.original.id,
            review=held.state,
            confidence=held.confidence,
            sentence=held.sentence,
            title=held.title,
            found_at=held.origin,
            published=held.published,
            publisher=held.publisher,
        ),
    )


def write(found: Iterable[Held], *, form: str, out: Path) -> None:
    """The claims in one of `FORMS`, in a file: as a sheet, or exactly."""
    from muster.brief.sheet import sheet

    records = (to_record(held) for held in found)
    if form == "parquet":
        wire.to_parquet(list(records), out, columns=COLUMNS)
        return
    with out.open("w", encoding="utf-8", newline="") as file:
        file.write(sheet(records) if form == "csv" else wire.to_json(records))
