"""The claims as a table for a spreadsheet: what was read, with its sentence, where it stands and what was judged of it.

Invariant: a claim a row, in the order of the page, under the id it was read with; no cell that a spreadsheet would take for a formula.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping

from muster.brief.parts import Entry
from muster.brief.sentences import sentence
from muster.claims.wire import COLUMNS, to_csv

MORE = ("as_amended", "review", "confidence", "sentence", "title", "found_at")
UTF8 = "\ufeff"  # the mark by which spreadsheets know it
_LIVE = tuple("=+-@|\t\r\n＝＋－＠")


def sheet(entries: Iterable[Entry], *, origins: Mapping[str, str]) -> str:
    """CSV with the columns of a claim, publisher and date filled from its document, and `MORE` after them; `origins` by document."""
    told = list(entries)
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow([*COLUMNS, *MORE])
    for entry, record in zip(told, csv.DictReader(io.StringIO(to_csv(e.claim for e in told), newline="")), strict=True):
        cells = record | _further(entry, origins)
        writer.writerow([_inert(cells[name]) for name in (*COLUMNS, *MORE)])
    return UTF8 + out.getvalue()


def _further(entry: Entry, origins: Mapping[str, str]) -> dict[str, str]:
    document = entry.document
    return {
        "id": entry.anchor,
        "as_amended": "" if entry.claim.id == entry.anchor else entry.claim.id,
        "published": str(entry.published or ""),
        "publisher": entry.publisher or "",
        "sentence": sentence(document, entry.claim.place),
        "title": document.title or "",
        "found_at": origins.get(document.id, ""),
        "review": entry.verdict.state.value if entry.verdict else "undecided",
        "confidence": "" if entry.confidence is None else f"{entry.confidence:.2f}",
    }


def _inert(cell: str) -> str:
    """The cell; one that a spreadsheet would run has an apostrophe before it."""
    return f"'{cell}" if cell.startswith(_LIVE) else cell
