"""Claims that a ledger gave out, coming in again as the same claims, id and all.

A copy is a table, in CSV, JSON, JSON Lines or Parquet, in which every row has an id, a document and a place. It becomes one excerpt for
each document that its claims stand in: the sentences they were read from, under that document's title, publisher and date.
Invariant: a row comes in as the claim it names only where all that it says gives that very id; any other row is a row like those of a
table that somebody wrote by hand.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from muster.claims import wire
from muster.claims.claim import Claim, Place
from muster.claims.document import Document
from muster.claims.errors import ValueRefused
from muster.claims.period import read_day
from muster.claims.reading import Reader, Reading, Trace

LINES = ".jsonl"  # the one kind of table that no parser of documents knows
_BETWEEN = "\n\n"


# ------------------------------------------------------------------ rows
def rows_of(data: bytes) -> list[wire.Record]:
    """The rows of a copy that has the columns of one; none for any other file, which is then read as what it is."""
    try:
        rows = _rows(data)
    except (ValueError, RecursionError, csv.Error):
        return []
    return (
        rows if rows and all(isinstance(row, dict) and row.keys() >= wire.NAMED and _flat(row) for row in rows) else []
    )


def _flat(row: Mapping[str, Any]) -> bool:
    return all(value is None or isinstance(value, str | int | float) for value in row.values())


def _rows(data: bytes) -> list[wire.Record]:
    text = data.decode("utf-8-sig")
    if text[:1] == "[":
        return list(json.loads(text))
    if text[:1] == "{":
        return [json.loads(line) for line in text.splitlines() if line.strip()]
    head = text[: text.find("\n")]
    if not all(name in head for name in wire.NAMED):
        return []
    return list(csv.DictReader(io.StringIO(text, newline="")))


def as_table(data: bytes) -> bytes:
    """JSON Lines as the JSON array that says the same, so that a table by any hand is read by the parser of such."""
    return b"[" + b",".join(line for line in data.splitlines() if line.strip()) + b"]"


# ------------------------------------------------------------------ excerpts
@dataclass(frozen=True, slots=True, kw_only=True)
class Excerpt:
    """What a copy has of the document with the id `of`; `names` are the ids of its rows."""

    of: str
    document: Document
    reading: Reading
    names: tuple[str, ...]


def excerpts(rows: Iterable[wire.Record], reader: Reader) -> tuple[list[Excerpt], list[wire.Record]]:
    """An excerpt for each document that the rows' claims stand in; and the rows that are not the claims that they name."""
    groups: dict[str, list[tuple[Claim, wire.Record]]] = {}
    others = []
    for row in rows:
        try:
            claim = wire.from_record(row)
        except ValueRefused:
            claim = None
        if claim is None or not row.get("id") or not isinstance(claim.quote, str):
            others.append(row)
        else:
            groups.setdefault(claim.place.document, []).append((claim, row))
    return [_excerpt(group, reader) for group in groups.values()], others


def _excerpt(group: Sequence[tuple[Claim, wire.Record]], reader: Reader) -> Excerpt:
    claims = {claim.id: (claim, row) for claim, row in sorted(group, key=lambda one: one[0].place.start)}
    places, parts, length = {}, dict[str, int](), 0
    for name, (claim, row) in claims.items():
        said = str(row.get("sentence") or "")
        said = said if claim.quote in said else claim.quote
        if said not in parts:
            parts[said] = length
            length += len(said) + len(_BETWEEN)
        start = parts[said] + said.index(claim.quote)
        places[name] = (start, start + len(claim.quote))
    document = Document(text=_BETWEEN.join(parts), media="excerpt", **_about([row for _, row in claims.values()]))
    traces = {
        name: (Trace(field="figure", rule="as the copy has it", words=(place,), confidence=_sure(claims[name][1])),)
        for name, place in places.items()
    }
    kept = tuple(claim for claim, _ in claims.values())
    return Excerpt(
        of=group[0][0].place.document,
        document=document,
        reading=Reading(document=document.id, reader=reader, claims=kept, traces=traces),
        names=tuple(str(row["id"]) for _, row in claims.values()),
    )


def _about(rows: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """Title, publisher and date of the document, where all its rows agree on them: a data set's have their own."""
    said = {name: {str(row.get(name) or "") for row in rows} for name in ("title", "publisher", "published")}
    one = {name: (values.pop() or None) if len(values) == 1 else None for name, values in said.items()}
    return {"title": one["title"], "publisher": one["publisher"], "published": read_day(one["published"])}


def _sure(row: Mapping[str, Any]) -> float:
    try:
        return min(1.0, max(0.0, float(row.get("confidence") or 1.0)))
    except ValueError:
        return 1.0


# ------------------------------------------------------------------ claims where they stand
def at_home(document: Document, reading: Reading) -> Reading:
    """The reading with its claims where they stand in this document. Those of a copy become claims of the excerpt that bears them."""
    if all(claim.place.document == document.id for claim in reading.claims):
        return reading
    moved: dict[str, Claim] = {}
    for claim in reading.claims:
        place = reading.place(claim)
        again = moved.get(claim.repeats or "")
        moved[claim.id] = replace(
            claim,
            place=Place(document=document.id, start=place.start, end=place.end),
            quote=document.text[place.start : place.end],
            repeats=again.id if again else None,
        )
    traces = {moved[name].id: traces for name, traces in reading.traces.items() if name in moved}
    return replace(reading, claims=tuple(moved.values()), traces=traces)
