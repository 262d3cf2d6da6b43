"""What the ledger holds, as rows: a document and its reading taken apart into plain values, and put together again.

Invariant: `reading_from(rows of a reading)` is the reading that went in, and a claim that is not grounded in its document never
becomes a row. Rows are tuples of strings, numbers and dates, so they pass between processes cheaply.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from importlib import resources
from typing import Any

from muster.claims.claim import Claim, Place
from muster.claims.document import Document, digest
from muster.claims.errors import ValueRefused
from muster.claims.figure import Bound, Figure, Per
from muster.claims.measures import Measure
from muster.claims.party import Party
from muster.claims.period import Period
from muster.claims.reading import Reader, Reading, Rejection, Trace
from muster.claims.remark import Remark, RemarkKind
from muster.claims.wire import COLUMNS, from_record

Row = tuple[Any, ...]

_FIGURE = {"low": "DOUBLE", "high": "DOUBLE", "bound": "VARCHAR", "unit": "VARCHAR", "per": "VARCHAR"}
_DAYS = {"start_date": "DATE", "end_date": "DATE", "published": "DATE"}
_TYPES = {"start": "BIGINT", "end": "BIGINT", "civilian": "BOOLEAN", **_DAYS, **_FIGURE}
CLAIM_TYPES: dict[str, str] = {name: _TYPES.get(name, "VARCHAR") for name in COLUMNS}

TABLES: dict[str, dict[str, str]] = {
    "documents": {
        "id": "VARCHAR", "text_hash": "VARCHAR", "text": "VARCHAR", "title": "VARCHAR", "publisher": "VARCHAR",
        "published": "DATE", "language": "VARCHAR", "added_at": "TIMESTAMP",
    },
    "sightings": {
        "seq": "BIGINT", "origin": "VARCHAR", "suffix": "VARCHAR", "bytes_hash": "VARCHAR", "asked_published": "DATE",
        "asked_publisher": "VARCHAR", "media": "VARCHAR", "left_out": "VARCHAR[]", "document": "VARCHAR",
        "reading": "VARCHAR", "seen_at": "TIMESTAMP",
    },
    "readings": {
        "id": "VARCHAR", "document": "VARCHAR", "reader": "VARCHAR", "version": "VARCHAR", "lexicon": "VARCHAR",
        "read_at": "TIMESTAMP",
    },
    "claims": CLAIM_TYPES,
    "reading_claims": {
        "reading": "VARCHAR", "claim": "VARCHAR", "position": "INTEGER", "confidence": "DOUBLE", "traces": "VARCHAR",
    },
    "remarks": {
        "reading": "VARCHAR", "position": "INTEGER", "kind": "VARCHAR", "quote": "VARCHAR", "start": "BIGINT",
        "end": "BIGINT", **_FIGURE, "measure": "VARCHAR", "party": "VARCHAR", "start_date": "DATE", "end_date": "DATE",
        "about": "VARCHAR",
    },
    "rejections": {
        "reading": "VARCHAR", "position": "INTEGER", "quote": "VARCHAR", "start": "BIGINT", "end": "BIGINT",
        "why": "VARCHAR", "because": "VARCHAR",
    },
    "reviews": {
        "seq": "BIGINT", "id": "VARCHAR", "claim": "VARCHAR", "text_hash": "VARCHAR", "start": "BIGINT", "end": "BIGINT",
        "numbers": "DOUBLE[]", "verdict": "VARCHAR", "amended": "VARCHAR", "why": "VARCHAR", "reviewer": "VARCHAR",
        "reviewed_at": "TIMESTAMP",
    },
    "taken_back": {
        "seq": "BIGINT", "review": "VARCHAR", "why": "VARCHAR", "reviewer": "VARCHAR", "taken_at": "TIMESTAMP",
    },
    "finding_judgements": {
        "seq": "BIGINT", "finding": "VARCHAR", "kind": "VARCHAR", "action": "VARCHAR", "why": "VARCHAR",
        "reviewer": "VARCHAR", "judged_at": "TIMESTAMP", "sentence": "VARCHAR",
    },
    "runs": {
        "seq": "BIGINT", "id": "VARCHAR", "war": "VARCHAR", "parties": "VARCHAR[]", "claims": "VARCHAR[]",
        "settings": "VARCHAR", "seed": "BIGINT", "versions": "VARCHAR", "good": "BOOLEAN", "health": "VARCHAR",
        "told": "VARCHAR", "draws": "BLOB", "made_at": "TIMESTAMP",
    },
}  # fmt: skip


def migrations() -> list[str]:
    """The SQL of every version of the schema, oldest first."""
    folder = resources.files("muster.ledger") / "migrations"
    files = sorted((file for file in folder.iterdir() if file.name.endswith(".sql")), key=lambda file: file.name)
    return [file.read_text(encoding="utf-8") for file in files]


def listed(columns: Iterable[str], *, of: str = "") -> str:
    """Column names for SQL, each quoted, since `end` is a word of the language."""
    return ", ".join(f'{of}"{column}"' for column in columns)


def insert(table: str) -> str:
    """The statement that adds many rows at once, given one list a column; claims and reviews that are there are passed over."""
    columns = TABLES[table]
    values = ", ".join(f"unnest(${number}::{kind}[])" for number, kind in enumerate(columns.values(), 1))
    again = " ON CONFLICT DO NOTHING" if table in ("claims", "reviews") else ""
    return f"INSERT INTO {table} ({listed(columns)}) SELECT {values}{again}"


def as_columns(table: str, rows: Sequence[Row]) -> list[list[Any]]:
    """Rows turned into the lists that `insert` wants."""
    width = len(TABLES[table])
    return [[row[number] for row in rows] for number in range(width)]


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A document and its reading as rows, without the moments of entry, which the ledger adds. `bears` are ids of claims that it brings
    from another ledger: where all of them are known it brings nothing."""

    document: Row
    reading: Row
    media: str
    left_out: tuple[str, ...]
    claims: tuple[Row, ...]
    reading_claims: tuple[Row, ...]
    remarks: tuple[Row, ...]
    rejections: tuple[Row, ...]
    bears: tuple[str, ...] = ()


def entry_of(document: Document, reading: Reading, *, bears: tuple[str, ...] = ()) -> Entry:
    """The rows of both. Raises `ValueRefused` for a claim that is not grounded, or text that is not Unicode."""
    if reading.document != document.id:
        raise ValueRefused("a reading must be of the document it comes with; got one of another")
    whole_text(document)
    for claim in reading.claims:
        place = reading.place(claim)
        if document.text[place.start : place.end] != claim.quote:
            raise ValueRefused(
                f"a claim's quote must stand in its document at its place; {claim.quote[:60]!r} does not"
            )
    name = reading_id(document.id, reading.reader)
    claims = {claim.id: claim for claim in reading.claims}
    return Entry(
        document=(
            document.id, text_hash(document.text), document.text, document.title, document.publisher,
            document.published, document.language,
        ),
        reading=(name, document.id, reading.reader.name, reading.reader.version, reading.reader.lexicon),
        media=document.media,
        left_out=document.left_out,
        claims=tuple(claim_row(claim) for claim in claims.values()),
        reading_claims=tuple(
            (name, id_, number, reading.confidence(id_), _traces_out(reading.traces.get(id_, ())))
            for number, id_ in enumerate(claims)
        ),
        remarks=tuple(_remark_row(name, number, remark=remark) for number, remark in enumerate(reading.remarks)),
        rejections=tuple(
            (name, number, r.quote, r.place.start, r.place.end, r.why, r.because)
            for number, r in enumerate(reading.rejections)
        ),
        bears=bears,
    )  # fmt: skip


def whole_text(document: Document) -> None:
    """Raises `ValueRefused` where a text holds half a character, which no file or store can keep."""
    for name in ("text", "title", "publisher", "language"):
        try:
            (getattr(document, name) or "").encode()
        except UnicodeEncodeError as error:
            raise ValueRefused(
                f"a document's {name} must be whole Unicode; it has half a character (a lone surrogate) at {error.start}"
            ) from None


def text_hash(text: str) -> str:
    """32 hex digits that name a text, whatever title and date it is kept under."""
    return hashlib.sha256(text.encode()).hexdigest()[:32]


def reading_id(document: str, reader: Reader) -> str:
    """One reader reads one document once."""
    return digest(document, reader.name, reader.version, reader.lexicon, length=32)


def claim_row(claim: Claim) -> Row:
    """A claim as the columns of `COLUMNS`, days as days."""
    f, place, period = claim.figure, claim.place, claim.period
    return (
        claim.id, place.document, claim.quote, place.start, place.end, f.low, f.high, f.bound.value, f.unit,
        f.per and f.per.value, claim.measure.value, claim.party and claim.party.code, claim.civilian, period.start, period.end,
        claim.status.value, claim.speaker, claim.source, claim.scope, claim.war, claim.published, claim.publisher, claim.repeats,
    )  # fmt: skip


def claim_from(row: Sequence[Any]) -> Claim:
    """The claim of a row; raises `ValueRefused` where the row was altered."""
    return from_record(dict(zip(COLUMNS, row, strict=True)))


# ------------------------------------------------------------------ a reading put together again
def reading_from(
    reader: Reader,
    document: str,
    *,
    claims: Sequence[tuple[Claim, str]],
    remarks: Sequence[Row],
    rejections: Sequence[Row],
) -> Reading:
    """The reading whose claims (each with its traces), remarks and rejections these are, in order."""
    return Reading(
        document=document,
        reader=reader,
        claims=tuple(claim for claim, _ in claims),
        remarks=tuple(_remark_from(document, row) for row in remarks),
        rejections=tuple(
            Rejection(quote=quote, place=Place(document=document, start=start, end=end), why=why, because=because)
            for _, _, quote, start, end, why, because in rejections
        ),
        traces={claim.id: traces for claim, text in claims if (traces := traces_from(text))},
    )


def _traces_out(traces: Iterable[Trace]) -> str:
    return json.dumps([[t.field, t.rule, t.confidence, t.words] for t in traces], separators=(",", ":"))


def traces_from(text: str) -> tuple[Trace, ...]:
    """How each field was decided, out of its JSON."""
    return tuple(
        Trace(field=field, rule=rule, confidence=confidence, words=tuple((start, end) for start, end in words))
        for field, rule, confidence, words in json.loads(text)
    )


def _remark_row(reading: str, number: int, *, remark: Remark) -> Row:
    f = remark.figure
    figure = (f.low, f.high, f.bound.value, f.unit, f.per and f.per.value) if f else (None, None, None, None, None)
    return (
        reading, number, remark.kind.value, remark.quote, remark.place.start, remark.place.end, *figure,
        remark.measure and remark.measure.value, remark.party and remark.party.code, remark.period.start,
        remark.period.end, remark.about,
    )  # fmt: skip


def _remark_from(document: str, row: Row) -> Remark:
    cells: Mapping[str, Any] = dict(zip(TABLES["remarks"], row, strict=True))
    figure = None
    if cells["bound"] is not None:
        figure = Figure(
            low=cells["low"],
            high=cells["high"],
            bound=Bound(cells["bound"]),
            unit=cells["unit"],
            per=Per(cells["per"]) if cells["per"] else None,
        )
    return Remark(
        kind=RemarkKind(cells["kind"]),
        quote=cells["quote"],
        place=Place(document=document, start=cells["start"], end=cells["end"]),
        figure=figure,
        measure=Measure(cells["measure"]) if cells["measure"] else None,
        party=Party(cells["party"]) if cells["party"] else None,
        period=Period(cells["start_date"], cells["end_date"]),
        about=cells["about"],
    )


def now() -> dt.datetime:
    """This moment, in UTC, without a zone, as the ledger keeps moments."""
    return dt.datetime.now(dt.UTC).replace(tzinfo=None)
