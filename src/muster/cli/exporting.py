"""Claims out of the ledger in a machine's format: each with its sentence, its document, what was judged of it and how sure it is.

Invariant: the id of a record is the one that every table shows, that of the claim as it was read.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from muster.claims import wire
from muster.claims.errors import LedgerError
from muster.cli.shown import on_terminal, safe, safe_json

if TYPE_CHECKING:
    from muster.desk.steps import Held

COLUMNS = (*wire.COLUMNS, *wire.EXTRA)


def to_record(held: Held) -> wire.Record:
    """The claim as it stands, under the id it was read with; its document's publisher and date where it has none of its own."""
    published = held.claim.published or held.published
    return wire.to_record(held.claim) | {
        "id": held.original.id,
        "published": published and published.isoformat(),
        "publisher": held.claim.publisher or held.publisher,
        "as_amended": None if held.claim == held.original else held.claim.id,
        "review": held.state,
        "confidence": round(held.confidence, 4),
        "sentence": held.sentence,
        "title": held.title,
        "found_at": held.origin,
    }


def export(found: Iterator[Held], form: str, *, out: Path | None) -> None:
    """Write the claims to the file, or to the screen where there is none. Raises `LedgerError` for a file that cannot be written."""
    records = (to_record(held) for held in found)
    try:
        if form == "parquet" and out is not None:
            wire.to_parquet(list(records), out, columns=COLUMNS)
        elif out is not None:
            with out.open("w", encoding="utf-8", newline="") as file:
                file.writelines(_pieces(records, form))
        else:
            # A machine's copy is exact; on a person's screen nothing may steer the terminal.
            for piece in _pieces(records, form):
                sys.stdout.write(
                    (safe_json(piece) if form != "csv" else safe(piece, lines=True)) if on_terminal() else piece
                )
    except OSError as error:
        if out is None:
            raise
        raise LedgerError(f"{out} cannot be written: {error.strerror or error}") from None


def _pieces(records: Iterator[wire.Record], form: str) -> Iterator[str]:
    if form == "jsonl":
        return wire.to_jsonl(records)
    return iter([wire.to_json(records) if form == "json" else wire.to_csv(records, columns=COLUMNS)])
