"""Claims out and in again: flat records for JSON, JSON Lines, CSV and Parquet, and the shape of the gold files.

Invariant: what goes out comes in again as the same claim, id and all. Only Parquet needs pyarrow, which is imported there.
A ledger's copy of a claim has more than the claim: `EXTRA` columns, its document's publisher and date where it has none of its own,
and of an amended claim what it was amended to under the id of what was read.
"""

from __future__ import annotations

import csv
import datetime as dt
import io
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from pathlib import Path
from typing import Any

from muster.claims.claim import Claim, Place
from muster.claims.document import Document
from muster.claims.errors import ValueRefused
from muster.claims.figure import Bound, Figure, Per, whole
from muster.claims.measures import Measure, Status
from muster.claims.party import Party
from muster.claims.period import Period, read_day
from muster.claims.reading import Reading, Trace
from muster.claims.remark import Remark

Record = dict[str, Any]

_LONGEST = 400  # characters of the longest number that a float can need without an exponent

COLUMNS = (
    "id", "document", "figure", "start", "end", "low", "high", "bound", "unit", "per", "measure", "party", "civilian",
    "start_date", "end_date", "status", "speaker", "source", "scope", "war", "published", "publisher", "repeats",
)  # fmt: skip
NAMED = frozenset(
    {"id", "document", "figure", "start", "end", "measure", "low", "high", "status"}
)  # that every copy has
EXTRA = ("as_amended", "review", "confidence", "sentence", "title", "found_at")


def to_record(claim: Claim) -> Record:
    """A claim as a flat dict of strings, numbers, booleans and None, with the keys of `COLUMNS`."""
    f, p = claim.figure, claim.period
    return {
        "id": claim.id,
        "document": claim.place.document,
        "figure": claim.quote,
        "start": claim.place.start,
        "end": claim.place.end,
        "low": f.low,
        "high": f.high,
        "bound": f.bound.value,
        "unit": f.unit,
        "per": f.per and f.per.value,
        "measure": claim.measure.value,
        "party": claim.party and claim.party.code,
        "civilian": claim.civilian,
        "start_date": p.start and p.start.isoformat(),
        "end_date": p.end and p.end.isoformat(),
        "status": claim.status.value,
        "speaker": claim.speaker,
        "source": claim.source,
        "scope": claim.scope,
        "war": claim.war,
        "published": claim.published and claim.published.isoformat(),
        "publisher": claim.publisher,
        "repeats": claim.repeats,
    }


@dataclass(frozen=True, slots=True, kw_only=True)
class About:
    """What a copy tells of a claim beside it: the `id` of what was read, what was judged of it and how sure the reader is (None: not
    known), its sentence, and of its document the title, the file, the publisher and the date."""

    id: str
    review: str = "undecided"
    confidence: float | None = None
    sentence: str | None = None
    title: str | None = None
    found_at: str | None = None
    published: dt.date | None = None
    publisher: str | None = None


def to_copy(claim: Claim, about: About) -> Record:
    """The claim as it stands, under the id it was read with; its document's publisher and date where it has none of its own."""
    published = claim.published or about.published
    return to_record(claim) | {
        "id": about.id,
        "published": published and published.isoformat(),
        "publisher": claim.publisher or about.publisher,
        "as_amended": None if claim.id == about.id else claim.id,
        "review": about.review,
        "confidence": None if about.confidence is None else round(about.confidence, 4),
        "sentence": about.sentence,
        "title": about.title,
        "found_at": about.found_at,
    }


def from_record(record: Mapping[str, Any]) -> Claim:
    """The claim a record holds. Raises `ValueRefused` that names the field at fault, or an id that is not the claim's own."""
    try:
        claim = Claim(
            figure=figure_of(record),
            quote=record["figure"],
            place=Place(document=record["document"], start=int(record["start"]), end=int(record["end"])),
            measure=Measure(record["measure"]),
            party=Party(record["party"]) if record.get("party") else None,
            civilian=truth(record.get("civilian")),
            period=Period(_date(record.get("start_date")), _date(record.get("end_date"))),
            status=Status(record["status"]),
            speaker=record.get("speaker") or None,
            source=record.get("source") or None,
            scope=record.get("scope") or None,
            war=record.get("war") or None,
            published=_date(record.get("published")),
            publisher=record.get("publisher") or None,
            repeats=record.get("repeats") or None,
        )
    except KeyError as error:
        raise ValueRefused(f"a claim's record must have {error.args[0]!r}; got {sorted(record)}") from None
    except (TypeError, ValueError) as error:
        raise ValueRefused(f"a claim's record could not be read: {error}") from None
    said = record.get("as_amended") or record.get("id")
    if said and said != claim.id:
        return _without_the_documents_own(claim, str(said), lent="sentence" in record)
    return claim


def _without_the_documents_own(claim: Claim, said: str, *, lent: bool) -> Claim:
    """The claim of this id: a ledger's copy shows its document's date and publisher where the claim has none."""
    undated, unnamed = replace(claim, published=None), replace(claim, publisher=None)
    for own in (undated, unnamed, replace(undated, publisher=None)):
        if lent and own.id == said:
            return own
    raise ValueRefused(f"the record {said} was altered: what it says has the id {claim.id}")


def figure_of(record: Mapping[str, Any]) -> Figure:
    """The figure of a record with `low`, `high`, `bound`, `unit`, `per`, each a value or text."""
    return Figure(
        low=number_of(record.get("low"), "low"),
        high=number_of(record.get("high"), "high"),
        bound=Bound(record.get("bound") or "exact"),
        unit=record.get("unit") or "person",
        per=Per(record["per"]) if record.get("per") else None,
    )


def number_of(value: object, field: str) -> int | float | None:
    """A plain number out of a cell; None for an empty one. Only ASCII digits, one point and a sign are a number here."""
    if value is None or value == "":
        return None
    if isinstance(value, bool):
        raise ValueRefused(f"{field} must be a number; got {value!r}")
    if isinstance(value, int | float):
        return whole(value)
    text = str(value).strip()
    if not text.isascii() or not text.removeprefix("-").replace(".", "", 1).isdigit() or len(text) > _LONGEST:
        raise ValueRefused(f"{field} must be a plain number such as 1200 or 52.5; got {text[:60]!r}")
    return whole(float(text)) if "." in text else int(text)


def _plainly(number: Any) -> Any:
    """A float without an exponent, as a cell must have it."""
    return format(Decimal(repr(number)), "f") if isinstance(number, float) else number


def truth(value: object) -> bool:
    """A boolean out of a cell: true, false, yes, no, 1, 0 or nothing."""
    if isinstance(value, bool):
        return value
    text = str(value or "").strip().lower()
    if text in ("true", "yes", "1"):
        return True
    if text in ("", "false", "no", "0"):
        return False
    raise ValueRefused(f"a yes or no must be true or false; got {value!r}")


def _date(value: object) -> dt.date | None:
    return value if isinstance(value, dt.date) else read_day(value if value is None else str(value))


# ------------------------------------------------------------------ files
def _record_of(one: Claim | Record) -> Record:
    return to_record(one) if isinstance(one, Claim) else one


def to_json(claims: Iterable[Claim | Record]) -> str:
    """One JSON array, a claim (or its record with more in it) a line."""
    lines = ",\n ".join(json.dumps(_record_of(claim), ensure_ascii=False) for claim in claims)
    return f"[{lines}]\n"


def from_json(text: str) -> list[Claim]:
    """The claims of a JSON array."""
    return [from_record(record) for record in json.loads(text)]


def to_jsonl(claims: Iterable[Claim | Record]) -> Iterator[str]:
    """JSON Lines, each with its line end."""
    for claim in claims:
        yield json.dumps(_record_of(claim), ensure_ascii=False) + "\n"


def from_jsonl(lines: Iterable[str]) -> list[Claim]:
    """The claims of JSON Lines; empty lines are passed over."""
    return [from_record(json.loads(line)) for line in lines if line.strip()]


def to_csv(claims: Iterable[Claim | Record], *, columns: Sequence[str] = COLUMNS) -> str:
    """CSV with a header; a machine's copy, so no cell is altered for spreadsheets."""
    out = io.StringIO()
    writer = csv.DictWriter(out, columns, lineterminator="\n")
    quoted = csv.DictWriter(out, columns, lineterminator="\n", quoting=csv.QUOTE_ALL)
    writer.writeheader()
    for claim in claims:
        record = dict(_record_of(claim))
        record["civilian"] = "true" if record["civilian"] else "false"
        for end in ("low", "high"):
            record[end] = _plainly(record[end])
        bare = any("\r" in cell for cell in record.values() if isinstance(cell, str))  # which csv leaves unquoted
        (quoted if bare else writer).writerow(record)
    return out.getvalue()


def from_csv(text: str) -> list[Claim]:
    """The claims of what `to_csv` wrote."""
    return [from_record(row) for row in csv.DictReader(io.StringIO(text, newline=""))]


def to_parquet(claims: Sequence[Claim | Record], path: Path, *, columns: Sequence[str] = COLUMNS) -> None:
    """One Parquet file; numbers and yes or no are typed as such, all else is text."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    whole_numbers, numbers = {"start", "end"}, {"low", "high", "confidence"}
    schema = pa.schema(
        [
            (
                name,
                pa.int64()
                if name in whole_numbers
                else pa.float64()
                if name in numbers
                else pa.bool_()
                if name == "civilian"
                else pa.string(),
            )
            for name in columns
        ]
    )
    pq.write_table(pa.Table.from_pylist([_record_of(claim) for claim in claims], schema=schema), path)


def from_parquet(path: Path) -> list[Claim]:
    """The claims of what `to_parquet` wrote."""
    import pyarrow.parquet as pq

    return [from_record(record) for record in pq.read_table(path).to_pylist()]


# ------------------------------------------------------------------ gold
def to_gold(document: Document, reading: Reading) -> Record:
    """The shape of the gold files, with `scope`, remarks, rejections and traces beside it; claims are `c1`, `c2`, … in text order."""
    names = {claim.id: f"c{number}" for number, claim in enumerate(reading.claims, 1)}
    claims = []
    for claim in reading.claims:
        record = to_record(claim)
        record |= {"id": names[claim.id], "repeats": names.get(claim.repeats or "")}
        record["fields"] = {trace.field: _decided(trace, document.text) for trace in reading.traces.get(claim.id, ())}
        for key in ("document", "published", "publisher"):
            if key == "document" or record[key] is None:
                del record[key]
        claims.append(record)
    return {
        "document": {
            "title": document.title,
            "publisher": document.publisher,
            "published": document.published and document.published.isoformat(),
            "language": document.language,
        },
        "reader": {
            "name": reading.reader.name,
            "version": reading.reader.version,
            "lexicon": reading.reader.lexicon,
        },
        "claims": claims,
        "remarks": [_remark(remark, names) for remark in reading.remarks],
        "rejections": [
            {
                "figure": r.quote,
                "start": r.place.start,
                "end": r.place.end,
                "why": r.why,
                "because": r.because,
            }
            for r in reading.rejections
        ],
    }


def _decided(trace: Trace, text: str) -> Record:
    words = [{"start": start, "end": end, "words": text[start:end]} for start, end in trace.words]
    return {"rule": trace.rule, "confidence": trace.confidence, "words": words}


def _remark(remark: Remark, names: Mapping[str, str]) -> Record:
    f = remark.figure
    return {
        "kind": remark.kind.value,
        "figure": remark.quote,
        "start": remark.place.start,
        "end": remark.place.end,
        "low": f and f.low,
        "high": f and f.high,
        "bound": f and f.bound.value,
        "unit": f and f.unit,
        "measure": remark.measure and remark.measure.value,
        "party": remark.party and remark.party.code,
        "start_date": remark.period.start and remark.period.start.isoformat(),
        "end_date": remark.period.end and remark.period.end.isoformat(),
        "about": names.get(remark.about or ""),
    }
