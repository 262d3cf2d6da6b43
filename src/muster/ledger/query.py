"""Questions to the ledger.

What is *current*: of each place the document it last showed, and of each document the reading it was last given. Older versions and
readings stay and are there for `everything`. A judgement in force is applied: an amended claim comes out as amended, its original
beside it, and a rejected one only where it is asked for.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Generator, Iterator, Mapping
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING, Any

from muster.claims import passages
from muster.claims.claim import Claim, Place
from muster.claims.document import Document
from muster.claims.errors import UnknownClaim, UsageError
from muster.claims.reading import Reader, Trace, place_in
from muster.ledger.applied import Judged, all_reviews, judgements
from muster.ledger.reviews import UNDECIDED, Review, Span
from muster.ledger.schema import CLAIM_TYPES, claim_from, claim_row, listed, traces_from
from muster.ledger.shelf import LATEST, document_of, origins_of

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

_REACH = 1000
SORTS = {
    "published": "coalesce(e.published, d.published) NULLS LAST",
    "period": "coalesce(e.start_date, e.end_date) NULLS LAST",
    "figure": "coalesce(e.high, e.low) DESC",
    "confidence": "e.confidence",
    "party": "e.party NULLS LAST",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Filter:
    """Which claims; an empty field asks for nothing. Several values of one field are alternatives, several fields all hold.

    `since` and `until` ask for claims whose period may touch the days between; undated ones then fall out. `review` holds states
    (undecided, accepted, rejected, amended); without it all but the rejected come. `text` are words of the figure's own sentence. They
    come by `sort`, one of `SORTS`; with `sentences` each with its own. `ids` are those of claims as they were read.
    """

    parties: tuple[str, ...] = ()
    measures: tuple[str, ...] = ()
    statuses: tuple[str, ...] = ()
    bounds: tuple[str, ...] = ()
    since: dt.date | None = None
    until: dt.date | None = None
    speaker: str | None = None
    source: str | None = None
    publisher: str | None = None
    text: str | None = None
    document: str | None = None
    review: tuple[str, ...] = ()
    wars: tuple[str, ...] = ()
    civilian: bool | None = None
    sort: str = "published"
    everything: bool = False
    sentences: bool = False
    limit: int | None = None
    ids: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """A claim as the ledger holds it: `claim` with the judgement applied, `original` as it was read, `review` None while undecided,
    `confidence` the reader's, and of its document what a table shows; `origin` and `sentence` where they were asked for."""

    claim: Claim
    original: Claim
    review: Review | None
    confidence: float
    current: bool
    title: str | None
    publisher: str | None
    published: dt.date | None
    origin: str | None = None
    sentence: str | None = None

    @property
    def state(self) -> str:
        """`undecided`, `accepted`, `rejected` or `amended`."""
        return self.review.state if self.review else UNDECIDED


# ------------------------------------------------------------------ claims
def claims(connection: DuckDBPyConnection, wanted: Filter = Filter()) -> Generator[Held, None, None]:
    """The claims asked for, by what was asked, then date of publication, document and place."""
    in_force = judgements(connection)
    where, values = _conditions(wanted)
    order = f"{SORTS[wanted.sort]}, " if wanted.sort != "published" else ""
    sql = (
        f"WITH {LATEST}, {_judged_sql()}, {_effective_sql()} "
        f"SELECT {listed(CLAIM_TYPES, of='e.')}, e.original, e.confidence, e.is_current, d.id, e.borne, d.title, d.publisher, "
        f"d.published, {_place() if wanted.sentences or wanted.text else 'NULL, NULL, NULL'} "
        f"FROM effective e JOIN documents d ON d.id = e.host WHERE {' AND '.join(where)} "
        f'ORDER BY {order}coalesce(e.published, d.published) NULLS LAST, e.host, e."start", e.original'
    )
    if wanted.limit is not None and not wanted.text:
        sql += f" LIMIT {int(wanted.limit)}"
    found = _fetched(connection, sql, values=_judged_values(in_force) | values, in_force=in_force)
    yield from islice(_said(found, wanted.text), wanted.limit) if wanted.text else found


def _said(found: Iterator[Held], words: str) -> Iterator[Held]:
    """Those in whose own sentence the words stand, whatever the case and the breaks of lines."""
    sought = " ".join(words.casefold().split())
    return (held for held in found if sought in (held.sentence or "").casefold())


def _fetched(
    connection: DuckDBPyConnection, sql: str, *, values: Mapping[str, Any], in_force: Mapping[str, Judged]
) -> Generator[Held, None, None]:
    cursor = connection.cursor()
    width = len(CLAIM_TYPES)
    try:
        cursor.execute(sql, dict(values))
        while rows := cursor.fetchmany(1000):
            for row in rows:
                claim = claim_from(row[:width])
                original, confidence, current, host, borne, title, publisher, published, origin, text, first = row[
                    width:
                ]
                judged = in_force.get(original)
                place = place_in(host, claim, traces=traces_from(borne) if borne else ())
                yield Held(
                    claim=claim,
                    original=judged.original if judged else claim,
                    review=judged.review if judged else None,
                    confidence=confidence,
                    current=current,
                    title=title,
                    publisher=publisher,
                    published=published,
                    origin=origin,
                    sentence=None
                    if text is None
                    else passages.in_one_line(text, (place.start - first, place.end - first)),
                )
    finally:
        cursor.close()


def _place() -> str:
    """The place a document was found at, the text around a figure, and where in the document that text begins."""
    return (
        "(SELECT min(origin) FROM latest WHERE latest.document = d.id), "
        f'CASE WHEN e.borne IS NULL THEN substr(d.text, greatest(1, e."start" + 1 - {_REACH}), e."end" - e."start" + {2 * _REACH}) '
        f'ELSE d.text END, CASE WHEN e.borne IS NULL THEN greatest(0, e."start" - {_REACH}) ELSE 0 END'
    )


def _conditions(wanted: Filter) -> tuple[list[str], dict[str, Any]]:
    where, values = ["TRUE"], dict[str, Any]()
    for column, chosen in (
        ("e.party", wanted.parties),
        ("e.measure", wanted.measures),
        ("e.status", wanted.statuses),
        ("e.bound", wanted.bounds),
        ("e.state", wanted.review),
        ("e.war", wanted.wars),
    ):
        if chosen:
            name = column.removeprefix("e.")
            where.append(f"{column} IN (SELECT unnest(${name}::VARCHAR[]))")
            values[name] = list(chosen)
    for column, name, words in (
        ("e.speaker", "speaker", wanted.speaker),
        ("e.source", "source", wanted.source),
        ("coalesce(e.publisher, d.publisher)", "publisher", wanted.publisher),
    ):
        if words:
            where.append(f"contains(lower({column}), lower(${name}::VARCHAR))")
            values[name] = words
    if wanted.civilian is not None:
        where.append("e.civilian" if wanted.civilian else "NOT e.civilian")
    if wanted.ids:
        where.append("e.original IN (SELECT unnest($ids::VARCHAR[]))")
        values["ids"] = list(wanted.ids)
    if wanted.document:
        where.append("starts_with(e.host, $document::VARCHAR)")
        values["document"] = wanted.document
    if wanted.since or wanted.until:
        where.append("coalesce(e.start_date, e.end_date) IS NOT NULL")
    if wanted.since:
        where.append("coalesce(e.end_date >= $since::DATE, TRUE)")
        values["since"] = wanted.since
    if wanted.until:
        where.append("coalesce(e.start_date <= $until::DATE, TRUE)")
        values["until"] = wanted.until
    if not wanted.everything:
        where.append("e.is_current")
        if not wanted.review:
            where.append("e.state <> 'rejected'")
    return where, values


# ------------------------------------------------------------------ judgements applied
def _judged_sql() -> str:
    columns = ", ".join(f'unnest($j_{name}::{kind}[]) AS "{name}"' for name, kind in CLAIM_TYPES.items())
    return f"judged AS (SELECT unnest($j_original::VARCHAR[]) AS original, unnest($j_state::VARCHAR[]) AS state, {columns})"


def _judged_values(in_force: Mapping[str, Judged]) -> dict[str, Any]:
    rows = [claim_row(judged.claim) for judged in in_force.values()]
    values: dict[str, Any] = {f"j_{name}": [row[number] for row in rows] for number, name in enumerate(CLAIM_TYPES)}
    return values | {
        "j_original": list(in_force),
        "j_state": [judged.review.state for judged in in_force.values()],
        # What a table brings of a claim as it was amended is that claim and not another.
        "j_amended": [judged.claim.id for judged in in_force.values() if judged.claim != judged.original],
    }


def _effective_sql() -> str:
    columns = ", ".join(
        f'CASE WHEN j.state IS NULL THEN b."{name}" ELSE j."{name}" END AS "{name}"' for name in CLAIM_TYPES
    )
    return (
        f"effective AS (SELECT b.id AS original, b.confidence, b.is_current, b.host, b.borne, "
        f"coalesce(j.state, '{UNDECIDED}') AS state, {columns} "
        "FROM base b LEFT JOIN judged j ON j.original = b.id WHERE b.id NOT IN (SELECT unnest($j_amended::VARCHAR[])))"
    )


# ------------------------------------------------------------------ one claim
@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """All that is known of one claim: the document it is held with and its place there, where that was found, how each field was decided
    and by which reader, every judgement on it, the claim it repeats and those that repeat it."""

    held: Held
    document: Document
    place: Place
    origins: tuple[str, ...]
    reader: Reader
    traces: tuple[Trace, ...]
    reviews: tuple[Review, ...]
    repeats: Claim | None
    repeated_by: tuple[Claim, ...]


def find(connection: DuckDBPyConnection, prefix: str) -> Span:
    """The claim whose id begins so, as it was read. Raises `UnknownClaim`, or `UsageError` that lists the claims it could be."""
    wanted, in_force = prefix.strip().lower(), judgements(connection)
    if not wanted or not all(letter in "0123456789abcdef" for letter in wanted):
        raise UsageError(f"a claim's id is written in the digits 0-9 and a-f; got {prefix[:60]!r}")
    rows = connection.execute(
        f"WITH {LATEST} SELECT {listed(CLAIM_TYPES, of='base.')}, d.text_hash, is_current "
        "FROM base JOIN documents d ON d.id = base.host "
        "WHERE starts_with(base.id, $1) OR list_contains($2::VARCHAR[], base.id) ORDER BY is_current DESC, base.id LIMIT 11",
        [wanted, [name for name, judged in in_force.items() if judged.claim.id.startswith(wanted)]],
    ).fetchall()
    amended = {name: judged.review.amended for name, judged in in_force.items()}
    spans = [
        Span(claim=claim, text_hash=row[-2], current=row[-1], amended=amended.get(claim.id, {}))
        for row in rows
        for claim in [claim_from(row[:-2])]
    ]
    exact = [span for span in spans if span.claim.id == wanted]
    if len(spans) == 1 or exact:
        return (exact or spans)[0]
    if not spans:
        raise UnknownClaim(f"the ledger has no claim whose id begins with {wanted}")
    several = ", ".join(f"{span.claim.id} ({span.claim.quote})" for span in spans[:10])
    raise UsageError(
        f"{wanted} could be several claims; write more of the id: {several}{', …' if len(spans) > 10 else ''}"
    )


def show(connection: DuckDBPyConnection, prefix: str) -> Shown:
    """Everything about the claim whose id begins so."""
    span = find(connection, prefix)
    original = span.claim
    document = document_of(connection, _host(connection, original.id))
    wanted = Filter(document=document.id, everything=True)
    around = {held.original.id: held for held in claims(connection, wanted)}
    held = around[original.id]
    said = all_reviews(connection)
    traces, reader = _decided(connection, original.id, document=document.id)
    return Shown(
        held=held,
        document=document,
        place=place_in(document.id, original, traces=traces),
        origins=origins_of(connection, document.id),
        reader=reader,
        traces=traces,
        reviews=tuple(review for review in said if review.claim == original.id or review == held.review),
        repeats=around[original.repeats].claim if original.repeats in around else None,
        repeated_by=tuple(one.claim for one in around.values() if one.original.repeats == original.id and one.current),
    )


def _host(connection: DuckDBPyConnection, claim: str) -> str:
    row = connection.execute(f"WITH {LATEST} SELECT host FROM base WHERE id = $1", [claim]).fetchone()
    if row is None:
        raise UnknownClaim(f"no reading made the claim {claim}")
    return str(row[0])


def _decided(connection: DuckDBPyConnection, claim: str, *, document: str) -> tuple[tuple[Trace, ...], Reader]:
    row = connection.execute(
        "SELECT rc.traces, r.reader, r.version, r.lexicon FROM reading_claims rc JOIN readings r ON r.id = rc.reading "
        "WHERE rc.claim = $1 AND r.document = $2 ORDER BY r.read_at DESC, r.id LIMIT 1",
        [claim, document],
    ).fetchone()
    if row is None:
        raise UnknownClaim(f"no reading made the claim {claim}")
    return traces_from(row[0]), Reader(name=row[1], version=row[2], lexicon=row[3])


# ------------------------------------------------------------------ how much there is
def confidences(connection: DuckDBPyConnection) -> dict[str, float]:
    """How sure the reader is of each current claim, by its id."""
    return dict(connection.execute(f"WITH {LATEST} SELECT id, confidence FROM base WHERE is_current").fetchall())


def counts(connection: DuckDBPyConnection) -> dict[str, int]:
    """How many rows each table has to which something is added by reading, judging or estimating. Rows are never taken away, so other
    contents have other counts."""
    tables = ("sightings", "readings", "claims", "reviews", "finding_judgements", "runs")
    row = connection.execute("SELECT " + ", ".join(f"(SELECT count(*) FROM {name})" for name in tables)).fetchone()
    assert row is not None
    return dict(zip(tables, row, strict=True))
