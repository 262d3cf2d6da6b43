"""Data sets as documents: their canonical CSV is the text, and every row is a claim whose quote is its own cells.

Two are known: the daily personnel series of the General Staff of Ukraine (JSON), and a table of claims in Muster's own columns (CSV or
Parquet). Invariant: no row is lost; each becomes a claim or a rejection that says why, and the canonical text read again is the same.
"""

from __future__ import annotations

import io
import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import TypeVar

from muster.claims import wire
from muster.claims.claim import Claim, Place
from muster.claims.document import Document, digest
from muster.claims.errors import DocumentError
from muster.claims.reading import Reader, Reading, Rejection, Trace
from muster.reading.cells import Cell, records, written
from muster.reading.parsed import Parsed, short
from muster.reading.plain import decode
from muster.reading.rows import Made, Row, RowRefused, general_staff_claim, table_claim

CLAIM_COLUMNS = (
    "published", "war", "start_date", "end_date", "party", "civilian", "measure", "low", "high", "bound", "unit", "per", "status",
    "speaker", "source", "publisher", "url", "note",
)  # fmt: skip
GENERAL_STAFF_COLUMNS = ("date", "day", "personnel", "personnel*")
GENERAL_STAFF_TITLE = "General Staff of Ukraine: daily personnel losses"
VERSION = "2"
LONGEST_CELL = 2_000
MOST_ROWS = 500_000

Entry = TypeVar("Entry")

_LINE = re.compile(r"[^\r\n]+")
_MISFIT = " | "  # between the cells of a row that has too many or too few

_KNOWN = (
    'a list of {"date", "personnel", …} as the General Staff of Ukraine\'s daily losses are kept, '
    "or a table with the columns measure and low or high, as `muster claims --format csv` writes"
)
_OURS = frozenset(
    {"id", "document", "figure", "start", "end", "scope", "repeats"}
)  # further columns that Muster itself writes


# ------------------------------------------------------------------ into canonical text
def parse_table(data: bytes, *, media: str) -> Parsed:
    """The canonical text of a JSON or CSV data set. Raises `DocumentError` (reason `unsupported`) where it is neither of the two."""
    text = decode(data)
    return _from_json(text) if media == "json" else _from_csv(text)


def _from_csv(text: str) -> Parsed:
    first = next(iter(_LINE.findall(text, 0, 20_000)), "")
    delimiter = max(",;\t", key=first.count)
    rows = records(text, delimiter)
    header = [cell.value.strip().lower() for cell in next(rows, [])]
    table = [[cell.value for cell in row] for row in _bounded(rows)]
    if tuple(header) == GENERAL_STAFF_COLUMNS:
        fits = (row if len(row) == len(header) else [_MISFIT.join(row)] for row in table)
        return _general_staff(dict(zip(header, row, strict=False)) for row in fits)
    return _claims(header, table)


def _bounded(rows: Iterable[Entry]) -> Iterator[Entry]:
    """The rows, as long as they are not too many."""
    for number, row in enumerate(rows):
        if number >= MOST_ROWS:
            raise _too_long()
        yield row


def _too_long() -> DocumentError:
    return DocumentError(f"a table of more than {MOST_ROWS:,} rows; split it", reason="too_large")


def _claims(header: Sequence[str], table: Iterable[Sequence[str]]) -> Parsed:
    if "measure" not in header or not {"low", "high"} & set(header):
        raise DocumentError(f"a table of a kind that is not known; known are {_KNOWN}", reason="unsupported")
    repeated = {name for name in header if header.count(name) > 1}
    if repeated & set(CLAIM_COLUMNS):
        raise DocumentError(f"the table has the column {min(repeated)!r} twice", reason="unsupported")
    places = [header.index(name) if name in header else None for name in CLAIM_COLUMNS]
    scope = header.index("scope") if "scope" in header else None
    filled = (row for row in table if any(cell.strip() for cell in row))
    rows = [list(CLAIM_COLUMNS), *(_arranged(row, places, width=len(header), scope=scope) for row in filled)]
    unknown = [name for name in header if name and name not in CLAIM_COLUMNS and name not in _OURS]
    return Parsed(
        text=written(rows), title="Table of claims", left_out=tuple(f"column: {short(name, 60)}" for name in unknown)
    )


def _arranged(row: Sequence[str], places: Sequence[int | None], *, width: int, scope: int | None) -> list[str]:
    """A row in our order. One with too few or too many cells keeps them as they stand and is rejected when it is read."""
    if len(row) != width:
        return [_MISFIT.join(row)[:LONGEST_CELL]]
    cells = ["" if place is None else row[place].strip()[:LONGEST_CELL] for place in places]
    if scope is not None and row[scope].strip():
        cells[CLAIM_COLUMNS.index("note")] = row[scope].strip()[:LONGEST_CELL]
    return cells


class _Entries(list[tuple[str, object]]):
    """The entries of a JSON object in order, so that a key given twice can be seen."""


def _from_json(text: str) -> Parsed:
    try:
        data = json.loads(text, parse_float=str, parse_int=str, parse_constant=str, object_pairs_hook=_Entries)
    except (ValueError, RecursionError) as error:
        why = str(error)[:100] if isinstance(error, ValueError) else "nested too deeply"
        raise DocumentError(f"not JSON: {why}", reason="unreadable") from None
    entries = (
        [_once(entry) for entry in _bounded(data)] if isinstance(data, list) and not isinstance(data, _Entries) else []
    )
    known = [entry for entry in entries if "date" in entry and "personnel" in entry]
    if known and 2 * len(known) >= len(entries):
        return _general_staff(entries)
    claims = [entry for entry in entries if "measure" in entry and ("low" in entry or "high" in entry)]
    if claims and 2 * len(claims) >= len(entries):
        header = list(dict.fromkeys(key for entry in entries for key in entry))
        return _claims(header, [[entry.get(name, "") for name in header] for entry in entries])
    raise DocumentError(f"JSON of a kind that is not known; known is {_KNOWN}", reason="unsupported")


def _once(entry: object) -> dict[str, str]:
    """An object's entries as text; a key given twice keeps both values, which no field can hold, so the row is rejected."""
    row: dict[str, str] = {}
    for key, value in entry if isinstance(entry, _Entries) else [("?", entry)]:
        said = _said(value)
        row[key.strip()[:80]] = f"{row[key]} / {said}" if key in row else said
    return row


def _said(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    return value.strip() if isinstance(value, str) else str(value)[:200]


def _general_staff(entries: Iterable[Mapping[str, str]]) -> Parsed:
    entries = list(entries)
    rows = [
        list(GENERAL_STAFF_COLUMNS),
        *([entry.get(name, "")[:LONGEST_CELL] for name in GENERAL_STAFF_COLUMNS] for entry in entries),
    ]
    further = dict.fromkeys(name for entry in entries for name in entry if name not in GENERAL_STAFF_COLUMNS)
    return Parsed(
        text=written(rows), title=GENERAL_STAFF_TITLE, left_out=tuple(f"column: {short(name, 60)}" for name in further)
    )


def parse_parquet(data: bytes) -> Parsed:
    """The canonical text of a Parquet table of claims. Runs in the guarded child only."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    try:
        file = pq.ParquetFile(io.BytesIO(data))
        if file.metadata.num_rows > MOST_ROWS:
            raise _too_long()
        wanted = [name for name in file.schema_arrow.names if name.lower() in {*CLAIM_COLUMNS, "scope"}]
        unknown = [name for name in file.schema_arrow.names if name.lower() not in {*CLAIM_COLUMNS, *_OURS}]
        table = file.read(columns=wanted, use_threads=False)
    except (pa.ArrowException, OSError, ValueError) as error:
        raise DocumentError(f"the Parquet file is damaged: {str(error)[:120]}", reason="unreadable") from None
    columns = [[_plain_number(value) for value in column.to_pylist()] for column in table.columns]
    parsed = _claims([*(name.lower() for name in wanted)], list(map(list, zip(*columns, strict=True))))
    return Parsed(
        text=parsed.text, title=parsed.title, left_out=tuple(f"column: {short(name, 60)}" for name in unknown)
    )


def parquet_rows(data: bytes) -> Parsed:
    """The rows of a Parquet table as JSON Lines, by the columns of a ledger's copy; no text where it lacks one that every copy has. Runs
    in the guarded child only."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    try:
        file = pq.ParquetFile(io.BytesIO(data))
        names = [name for name in file.schema_arrow.names if name in _COPIED]
        if not wire.NAMED.issubset(names):
            return Parsed(text="")
        if file.metadata.num_rows > MOST_ROWS:
            raise _too_long()
        rows = file.read(columns=names, use_threads=False).to_pylist()
    except (pa.ArrowException, OSError, ValueError) as error:
        raise DocumentError(f"the Parquet file is damaged: {str(error)[:120]}", reason="unreadable") from None
    return Parsed(text="".join(json.dumps(row, default=str) + "\n" for row in rows))


_COPIED = frozenset({*wire.COLUMNS, *wire.EXTRA})


def _plain_number(value: object) -> str:
    """A value of a typed column as the text a CSV would hold: whole floats without their point, none in exponents."""
    if isinstance(value, float) and abs(value) < 1e16:
        return str(int(value)) if value.is_integer() else format(value, "f") if abs(value) < 1e-4 else repr(value)
    return _said(value)


# ------------------------------------------------------------------ out of canonical text
def _kind(document: Document) -> tuple[tuple[str, ...], Callable[[Row], Made]] | None:
    header = document.text.split("\n", 1)[0].split(",")
    for columns, make in ((CLAIM_COLUMNS, table_claim), (GENERAL_STAFF_COLUMNS, general_staff_claim)):
        if tuple(header) == columns:
            return columns, make
    return None


def read(document: Document) -> Reading:
    """A claim for every row whose cells can be one, a rejection for every other. Raises `DocumentError` for another document."""
    kind = _kind(document)
    if kind is None:
        raise DocumentError(f"not the canonical text of a data set; known are {_KNOWN}", reason="unsupported")
    columns, make = kind
    claims: list[Claim] = []
    rejections: list[Rejection] = []
    traces: dict[str, tuple[Trace, ...]] = {}
    for number, cells in enumerate(list(records(document.text))[1:], 1):
        try:
            claim, decided = make(_row(document, columns, cells))
        except RowRefused as refused:
            rejections.append(_rejection(document, columns, cells, refused=refused, number=number))
        else:
            claims.append(claim)
            traces[claim.id] = decided
    reader = Reader(name="dataset", version=VERSION, lexicon=digest(columns, length=16))
    return Reading(
        document=document.id, reader=reader, claims=tuple(claims), rejections=tuple(rejections), traces=traces
    )


def _row(document: Document, columns: Sequence[str], cells: Sequence[Cell]) -> Row:
    if len(cells) != len(columns):
        raise RowRefused(
            f"a row must have {len(columns)} cells; it has {len(cells)}, or had another number", why="columns"
        )
    return Row(document.id, document.text, dict(zip(columns, cells, strict=True)))


def _rejection(
    document: Document, columns: Sequence[str], cells: Sequence[Cell], *, refused: RowRefused, number: int
) -> Rejection:
    """The cells at fault, or the whole row where they are empty."""
    whole = len(cells) == len(columns)
    at_fault = [
        cell for name, cell in zip(columns, cells, strict=False) if name in refused.columns and cell.end > cell.start
    ]
    span = at_fault if whole and at_fault else cells
    place = Place(document=document.id, start=span[0].start, end=span[-1].end)
    return Rejection(
        quote=document.text[place.start : place.end], place=place, why=refused.why, because=f"row {number}: {refused}"
    )
