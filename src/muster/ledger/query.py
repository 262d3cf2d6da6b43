"""Questions to the ledger.

What is *current*: of each place the document it last showed, and of each document the reading it was last given. Older versions and
readings stay and are there for `everything`. A judgement in force is applied: an amended claim comes out as amended, its original
beside it, and a rejected one only where it is asked for.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Generator, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING, Any

from muster.claims import passages
from muster.claims.claim import Claim, Place
from muster.claims.document import Document
from muster.claims.errors import UnknownClaim, UsageError
from muster.claims.reading import Reader, Trace, place_in
from muster.ledger.applied import Judged, judgements, reviews_of, taken_back
from muster.ledger.beside import current as current_sql
from muster.ledger.reviews import UNDECIDED, Review, Span, TakenBack
from muster.ledger.schema import CLAIM_TYPES, claim_from, claim_row, listed, traces_from
from muster.ledger.shelf import document_of, origins_of

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

_REACH = 1000
NONE = "none"
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
    (undecided, accepted, rejected, amended); without it all but the rejected come. `text` are words of the figure's own sentence;
    `speakers` and `publishers` are whole names, where `speaker`, `source` and `publisher` are words of one. `NONE` in a field of several
    values asks for claims that say nothing there. They come by `sort`, one of `SORTS`; with `sentences` each with its own.
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
    speakers: tuple[str, ...] = ()
    publishers: tuple[str, ...] = ()
    document: str | None = None
    review: tuple[str, ...] = ()
    wars: tuple[str, ...] = ()
    civilian: bool | None = None
    sort: str = "published"
    everything: bool = False
    sentences: bool = False
    limit: int | None = None


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
    yield from _claims(connection, wanted, in_force=in_force)


def _claims(
    connection: DuckDBPyConnection, wanted: Filter, *, in_force: Mapping[str, Judged]
) -> Generator[Held, None, None]:
    where, values = conditions(wanted)
    order = f"{SORTS[wanted.sort]}, " if wanted.sort != "published" else ""
    among, full = _OF_DOCUMENTS if wanted.document else "", bool(wanted.sentences or wanted.text)
    sql = (
        f"{_held_sql(current_sql(connection, among), found=full, said=full)} "
        f"WHERE {' AND '.join(where.values())} "
        f'ORDER BY {order}coalesce(e.published, d.published) NULLS LAST, e.host, e."start", e.original'
    )
    if wanted.limit is not None and not wanted.text:
        sql += f" LIMIT {int(wanted.limit)}"
    found = _fetched(connection, sql, values=values, in_force=in_force)
    yield from islice(_said(found, wanted.text), wanted.limit) if wanted.text else found


def held_of(connection: DuckDBPyConnection, names: Sequence[str], *, in_force: Mapping[str, Judged]) -> list[Held]:
    """The claims of these ids as they were read, each with its sentence, in the order of the ids."""
    among, wanted = "SELECT unnest($names::VARCHAR[])", set(names)
    own = {name: one for name, one in in_force.items() if name in wanted}
    sql = f"{_held_sql(current_sql(connection, among), found=False)} WHERE e.original IN ({among})"
    found = {one.original.id: one for one in _fetched(connection, sql, values={"names": list(names)}, in_force=own)}
    return [found[name] for name in names if name in found]


_OF_DOCUMENTS = (
    "SELECT rc.claim FROM reading_claims rc JOIN readings r ON r.id = rc.reading "
    "WHERE starts_with(r.document, $document::VARCHAR)"
)


def _held_sql(current: str, *, found: bool, said: bool = True) -> str:
    """What is shown of each claim of what is current: the place its document was `found` at, and what is `said` around its figure."""
    origin = "(SELECT min(origin) FROM latest WHERE latest.document = d.id)" if found else "NULL"
    return (
        f"WITH {current}, {effective_sql()} "
        f"SELECT {listed(CLAIM_TYPES, of='e.')}, e.original, e.confidence, e.is_current, d.id, e.own, d.title, d.publisher, "
        f"d.published, {origin}, {_around() if said else 'NULL, NULL'} "
        "FROM effective e JOIN documents d ON d.id = e.host"
    )


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
        lay(cursor, in_force)
        cursor.execute(sql, dict(values))
        while rows := cursor.fetchmany(1000):
            traced = _traced(connection, [row[width] for row in rows if not row[width + 4]])
            for row in rows:
                original, confidence, current, host, _, title, publisher, published, origin, text, first = row[width:]
                claim, judged = claim_from(row[:width]), in_force.get(original)
                place = place_in(host, claim, traces=traced.get(original, ()))
                yield Held(
                    claim=claim,
                    original=judged.original if judged and judged.changed else claim,
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


def _traced(connection: DuckDBPyConnection, borne: Sequence[str]) -> dict[str, tuple[Trace, ...]]:
    """How the fields of claims were decided that a table of another document bears, which says where in it they stand."""
    if not borne:
        return {}
    rows = connection.execute(
        "SELECT rc.claim, arg_max(rc.traces, r.read_at) FROM reading_claims rc JOIN readings r ON r.id = rc.reading "
        "WHERE rc.claim IN (SELECT unnest($1::VARCHAR[])) GROUP BY rc.claim",
        [list(borne)],
    ).fetchall()
    return {name: traces_from(said) for name, said in rows}


def _around() -> str:
    """The text around a figure, and where in the document that text begins."""
    return (
        f'CASE WHEN e.own THEN substr(d.text, greatest(1, e."start" + 1 - {_REACH}), e."end" - e."start" + {2 * _REACH}) '
        f'ELSE d.text END, CASE WHEN e.own THEN greatest(0, e."start" - {_REACH}) ELSE 0 END'
    )


SEVERAL = {
    "party": "e.party",
    "measure": "e.measure",
    "status": "e.status",
    "bound": "e.bound",
    "review": "e.state",
    "war": "e.war",
    "speaker": "e.speaker",
    "publisher": "coalesce(e.publisher, d.publisher)",
}


def conditions(wanted: Filter) -> tuple[dict[str, str], dict[str, Any]]:
    """The SQL of what is asked, by the field that asks it, over `effective e` and `documents d`, and the values in it."""
    where, values = {"": "TRUE"}, dict[str, Any]()
    chosen = {
        "party": wanted.parties, "measure": wanted.measures, "status": wanted.statuses, "bound": wanted.bounds, "review": wanted.review,
        "war": wanted.wars, "speaker": wanted.speakers, "publisher": wanted.publishers,
    }  # fmt: skip
    for name, names in chosen.items():
        if names:
            where[name] = f"coalesce({SEVERAL[name]}, '{NONE}') IN (SELECT unnest(${name}s::VARCHAR[]))"
            values[f"{name}s"] = list(names)
    for column, name, words in (
        (SEVERAL["speaker"], "speaker", wanted.speaker),
        ("e.source", "source", wanted.source),
        (SEVERAL["publisher"], "publisher", wanted.publisher),
    ):
        if words:
            where[f"words of {name}"] = f"contains(lower({column}), lower(${name}::VARCHAR))"
            values[name] = words
    if wanted.civilian is not None:
        where["civilian"] = "e.civilian" if wanted.civilian else "NOT e.civilian"
    if wanted.document:
        where["document"] = "starts_with(e.host, $document::VARCHAR)"
        values["document"] = wanted.document
    if wanted.since or wanted.until:
        where["dated"] = "coalesce(e.start_date, e.end_date) IS NOT NULL"
    if wanted.since:
        where["since"] = "coalesce(e.end_date >= $since::DATE, TRUE)"
        values["since"] = wanted.since
    if wanted.until:
        where["until"] = "coalesce(e.start_date <= $until::DATE, TRUE)"
        values["until"] = wanted.until
    if not wanted.everything:
        where["current"] = "e.is_current"
        if not wanted.review:
            where["review"] = "e.state <> 'rejected'"
    return where, values


# ------------------------------------------------------------------ judgements applied
def lay(connection: DuckDBPyConnection, in_force: Mapping[str, Judged]) -> None:
    """Put the judgements in force beside the tables of this connection for as long as it lasts: the state of each claim, and those that
    were amended as they stand now. A statement that held them itself would take longer to plan than to answer."""
    connection.execute(
        "CREATE OR REPLACE TEMP TABLE judged AS SELECT unnest($1::VARCHAR[]) AS original, unnest($2::VARCHAR[]) AS state",
        [list(in_force), [judged.review.state for judged in in_force.values()]],
    )
    changed = {name: judged.changed for name, judged in in_force.items() if judged.changed}
    rows = [claim_row(claim) for claim in changed.values()]
    columns = ", ".join(
        f'unnest(${number}::{kind}[]) AS "{name}"' for number, (name, kind) in enumerate(CLAIM_TYPES.items(), 2)
    )
    connection.execute(
        f"CREATE OR REPLACE TEMP TABLE changed AS SELECT unnest($1::VARCHAR[]) AS original, {columns}",
        [list(changed), *([row[number] for row in rows] for number in range(len(CLAIM_TYPES)))],
    )


def effective_sql(columns: Iterable[str] = CLAIM_TYPES) -> str:
    """The claims of `base` with these of their columns as they stand, where judgements were laid beside them. What a table brings of a
    claim as it was amended is that claim and not another."""
    names = list(columns)
    own = f"b.confidence, b.is_current, b.host, b.own, coalesce(j.state, '{UNDECIDED}') AS state"
    from_base = "FROM base b LEFT JOIN judged j ON j.original = b.id"
    return (
        f"effective AS (SELECT b.id AS original, {own}, {listed(names, of='b.')} {from_base} "
        "WHERE b.id NOT IN (SELECT original FROM changed UNION ALL SELECT id FROM changed) "
        f"UNION ALL SELECT b.id, {own}, {listed(names, of='c.')} {from_base} JOIN changed c ON c.original = b.id "
        "WHERE b.id NOT IN (SELECT id FROM changed))"
    )


# ------------------------------------------------------------------ one claim
@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """All that is known of one claim: the document it is held with and its place there, where that was found, how each field was decided
    and by which reader, every judgement on it and which of them were taken back, the claim it repeats and those that repeat it."""

    held: Held
    document: Document
    place: Place
    origins: tuple[str, ...]
    reader: Reader
    traces: tuple[Trace, ...]
    reviews: tuple[Review, ...]
    taken_back: Mapping[str, TakenBack]
    repeats: Claim | None
    repeated_by: tuple[Claim, ...]


def find(connection: DuckDBPyConnection, prefix: str) -> Span:
    """The claim whose id begins so, as it was read. Raises `UnknownClaim`, or `UsageError` that lists the claims it could be."""
    return _find(connection, prefix, in_force=judgements(connection))


def _find(connection: DuckDBPyConnection, prefix: str, *, in_force: Mapping[str, Judged]) -> Span:
    wanted = prefix.strip().lower()
    if not wanted or not all(letter in "0123456789abcdef" for letter in wanted):
        raise UsageError(f"a claim's id is written in the digits 0-9 and a-f; got {prefix[:60]!r}")
    among = "SELECT id FROM claims WHERE starts_with(id, $1) OR list_contains($2::VARCHAR[], id)"
    changed = [name for name, one in in_force.items() if one.changed and one.changed.id.startswith(wanted)]
    rows = connection.execute(
        f"WITH {current_sql(connection, among)} SELECT {listed(CLAIM_TYPES, of='base.')}, d.text_hash, is_current "
        "FROM base JOIN documents d ON d.id = base.host ORDER BY is_current DESC, base.id LIMIT 11",
        [wanted, changed],
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


def show(connection: DuckDBPyConnection, prefix: str, *, in_force: Mapping[str, Judged] | None = None) -> Shown:
    """Everything about the claim whose id begins so; `in_force` are the judgements, where they are known."""
    in_force = judgements(connection) if in_force is None else in_force
    original = _find(connection, prefix, in_force=in_force).claim
    document = document_of(connection, _host(connection, original.id))
    wanted = Filter(document=document.id, everything=True)
    around = {held.original.id: held for held in _claims(connection, wanted, in_force=in_force)}
    held = around[original.id]
    traces, reader = _decided(connection, original.id, document=document.id)
    return Shown(
        held=held,
        document=document,
        place=place_in(document.id, original, traces=traces),
        origins=origins_of(connection, document.id),
        reader=reader,
        traces=traces,
        reviews=tuple(reviews_of(connection, original.id, besides=held.review)),
        taken_back=taken_back(connection),
        repeats=around[original.repeats].claim if original.repeats in around else None,
        repeated_by=tuple(one.claim for one in around.values() if one.original.repeats == original.id and one.current),
    )


def _host(connection: DuckDBPyConnection, claim: str) -> str:
    row = connection.execute(
        f"WITH {current_sql(connection, 'SELECT $1')} SELECT host FROM base WHERE id = $1", [claim]
    ).fetchone()
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
