"""The claims to take along: exact, as every copy of claims is, and as a table for a spreadsheet.

Invariant: a claim a record, in the order of the page, under the id it was read with; what is exact is written as `muster claims` writes
it, and no cell of the table is one that a spreadsheet would take for a formula.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping

from muster.brief.parts import Entry
from muster.brief.sentences import sentence
from muster.claims.wire import COLUMNS, EXTRA, About, Record, to_copy, to_csv

UTF8 = "\ufeff"  # the mark by which spreadsheets know it
_LIVE = tuple("=+-@|\t\r\n＝＋－＠")


def records(entries: Iterable[Entry], *, origins: Mapping[str, str]) -> list[Record]:
    """A record a claim, with its sentence, document and judgement; `origins` by document."""
    return [to_copy(entry.at_home or entry.claim, _about(entry, origins)) for entry in entries]


def _about(entry: Entry, origins: Mapping[str, str]) -> About:
    document = entry.document
    return About(
        id=entry.read_as or entry.anchor,
        review=entry.verdict.state.value if entry.verdict else "undecided",
        confidence=entry.confidence,
        sentence=sentence(document, entry.claim.place),
        title=document.title,
        found_at=origins.get(document.id),
        published=entry.published,
        publisher=entry.publisher,
    )


def sheet(told: Iterable[Record]) -> str:
    """The records as CSV for a spreadsheet."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    columns = (*COLUMNS, *EXTRA)
    for cells in csv.reader(io.StringIO(to_csv(told, columns=columns), newline="")):
        writer.writerow([inert(cell) for cell in cells])
    return UTF8 + out.getvalue()


def inert(cell: str) -> str:
    """The cell; one that a spreadsheet would run has an apostrophe before it."""
    return f"'{cell}" if cell.startswith(_LIVE) else cell
