"""Questions about documents and their readings: which are held, what they came from, and each of them as it went in.

What is *current*: of each place the document it last showed, and of each document the reading it was last given. A claim's `host` is the
document it is held with: its own, or a table of claims that bears it where no reading of its own document does.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from muster.claims import passages
from muster.claims.document import Document
from muster.claims.errors import UnknownClaim, UsageError
from muster.claims.reading import Reader, Reading
from muster.ledger.schema import CLAIM_TYPES, TABLES, claim_from, listed, reading_from
from muster.ledger.store import Ask

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

HELD = """
latest AS (
    SELECT origin, document, reading, seq FROM sightings
    QUALIFY row_number() OVER (PARTITION BY origin ORDER BY seq DESC) = 1
),
held AS (SELECT document, arg_max(reading, seq) AS reading FROM latest GROUP BY document)
"""


def latest(among: str = "") -> str:
    """The SQL of what is current. `among`, a query for ids of claims, narrows it to these, which is quick where they are few. `base` has
    each claim with the document it is held with, and whether that is its `own`."""
    of = f"WHERE rc.claim IN ({among})" if among else ""
    return f"""{HELD},
made AS (
    SELECT rc.claim, rc.confidence, r.document, r.read_at, r.document = c.document AS own, held.reading IS NOT NULL AS now
    FROM reading_claims rc JOIN readings r ON r.id = rc.reading JOIN claims c ON c.id = rc.claim
    LEFT JOIN held ON held.reading = rc.reading {of}
),
newest AS (
    SELECT claim, arg_max(confidence, read_at) AS confidence, bool_or(own) AS own, arg_max(document, read_at) AS last_host,
        bool_or(now) AS is_current
    FROM made GROUP BY claim
),
base AS (
    SELECT claims.*, newest.confidence, newest.is_current, newest.own,
        CASE WHEN newest.own THEN claims.document ELSE newest.last_host END AS host
    FROM claims JOIN newest ON newest.claim = claims.id
)
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Shelved:
    """A document as the ledger holds it. `version` of `versions` of its text at the place that changed most: another date or publisher
    is no other version; `current` while a place shows it."""

    id: str
    title: str | None
    publisher: str | None
    published: dt.date | None
    claims: int
    sightings: int
    origins: tuple[str, ...]
    readings: int
    version: int
    versions: int
    current: bool
    instead_of: str | None
    replaced_by: str | None


_SHELF = """
steps AS (
    SELECT origin, document, text_hash, min(seq) AS first FROM sightings JOIN documents ON documents.id = document GROUP BY ALL
),
texts AS (SELECT origin, text_hash, min(first) AS first FROM steps GROUP BY ALL),
versions AS (
    SELECT origin, text_hash, row_number() OVER (PARTITION BY origin ORDER BY first) AS version,
        count(*) OVER (PARTITION BY origin) AS versions
    FROM texts
),
numbered AS (
    SELECT steps.document, versions.version, versions.versions, lag(steps.document) OVER w AS instead_of,
        lead(steps.document) OVER w AS replaced_by
    FROM steps JOIN versions USING (origin, text_hash) WINDOW w AS (PARTITION BY steps.origin ORDER BY steps.first)
),
best AS (SELECT * FROM numbered QUALIFY row_number() OVER (PARTITION BY document ORDER BY versions DESC, version DESC) = 1),
seen AS (
    SELECT document, count(*) AS sightings, list_sort(list_distinct(list(origin))) AS origins FROM sightings GROUP BY document
),
last AS (SELECT document, arg_max(id, read_at) AS reading, count(*) AS readings FROM readings GROUP BY document),
counted AS (SELECT reading, count(*) AS claims FROM reading_claims GROUP BY reading)
SELECT d.id, d.title, d.publisher, d.published, coalesce(counted.claims, 0), seen.sightings, seen.origins, last.readings,
    best.version, best.versions, held.reading IS NOT NULL, best.instead_of, best.replaced_by
FROM documents d JOIN seen ON seen.document = d.id JOIN last ON last.document = d.id JOIN best ON best.document = d.id
LEFT JOIN held ON held.document = d.id LEFT JOIN counted ON counted.reading = coalesce(held.reading, last.reading)
WHERE ($1 OR held.reading IS NOT NULL) AND ($2 IS NULL OR list_contains($2::VARCHAR[], d.id))
ORDER BY d.published NULLS LAST, d.title NULLS LAST, d.id
"""


def documents(connection: DuckDBPyConnection, *, everything: bool = False) -> list[Shelved]:
    """The documents that places show now, with `everything` also those that others replaced; by date, title and id."""
    return _documents(connection, everything=everything)


def _documents(
    connection: DuckDBPyConnection, *, everything: bool, names: Sequence[str] | None = None
) -> list[Shelved]:
    wanted = None if names is None else list(names)
    rows = connection.execute(f"WITH {HELD}, {_SHELF}", [everything, wanted]).fetchall()
    return [_shelved(row) for row in rows]


@dataclass(frozen=True, slots=True, kw_only=True)
class Shelf:
    """Some of the documents asked for, the latest published first; how many were asked for in all; whether there are `earlier` ones on the
    list before these and `later` ones after."""

    documents: tuple[Shelved, ...]
    total: int
    earlier: bool
    later: bool


_SHELVES = """
SELECT d.id, count(*) OVER () AS total, coalesce(-datediff('day', DATE '1970-01-01', d.published), 10000000) AS k0,
    coalesce(d.title, '~') AS k1, d.id AS k2
FROM documents d JOIN held ON held.document = d.id
WHERE $words = '' OR contains(lower(concat_ws(' ', d.title, d.publisher)), lower($words))
    OR d.id IN (SELECT document FROM latest WHERE contains(lower(origin), lower($words)))
"""


def shelf(
    connection: DuckDBPyConnection,
    words: str = "",
    *,
    size: int = 100,
    after: str | None = None,
    before: str | None = None,
) -> Shelf:
    """At most `size` of the current documents whose title, publisher or place has these words, `after` or `before` the one of this id, else
    from the first. Raises `UsageError` where there is none of this id among them."""
    cursor, order, beyond = after or before, "k0, k1, k2", ">"
    if before:
        order, beyond = "k0 DESC, k1 DESC, k2 DESC", "<"
    at = f"WHERE (k0, k1, k2) {beyond} (SELECT (k0, k1, k2) FROM those WHERE id = $cursor)" if cursor else ""
    rows = connection.execute(
        f"WITH {HELD}, those AS MATERIALIZED ({_SHELVES}) SELECT (SELECT any_value(total) FROM those), "
        "(SELECT count(*) FROM those WHERE id = $cursor), "
        f"(SELECT list(id ORDER BY {order}) FROM (SELECT * FROM those {at} ORDER BY {order} LIMIT $size))",
        {"words": " ".join(words.split()), "cursor": cursor or "", "size": size + 1},
    ).fetchall()
    total, there, names = rows[0]
    if cursor and not there:
        raise UsageError(f"no document {cursor[:60]!r} is among those asked for, to go on from")
    names = list(names or [])
    more, names = len(names) > size, names[:size]
    if before:
        names.reverse()
    found = {one.id: one for one in _documents(connection, everything=False, names=names)}
    return Shelf(
        documents=tuple(found[name] for name in names),
        total=total or 0,
        earlier=more if before else bool(after),
        later=True if before else more,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """That a place showed a document from a moment on (UTC); `text_hash` names its text."""

    origin: str
    document: str
    text_hash: str
    published: dt.date | None
    at: dt.datetime


def history(connection: DuckDBPyConnection, document: str) -> list[Seen]:
    """What the places that have ever shown a document have shown one after the other, by place and from the first on."""
    rows = connection.execute(
        "SELECT s.origin, s.document, d.text_hash, d.published, s.seen_at FROM sightings s JOIN documents d ON d.id = s.document "
        "WHERE s.origin IN (SELECT origin FROM sightings WHERE document = $1) "
        "QUALIFY s.document IS DISTINCT FROM lag(s.document) OVER (PARTITION BY s.origin ORDER BY s.seq) ORDER BY s.origin, s.seq",
        [document],
    ).fetchall()
    return [
        Seen(origin=origin, document=name, text_hash=text, published=published, at=at)
        for origin, name, text, published, at in rows
    ]


def named(connection: DuckDBPyConnection, prefix: str) -> str:
    """The id of the document whose id begins so. Raises `UnknownClaim` where none does, `UsageError` where several do."""
    rows = connection.execute(
        "SELECT id FROM documents WHERE starts_with(id, $1) ORDER BY id LIMIT 2", [prefix.strip().lower()]
    ).fetchall()
    if not rows or not prefix.strip():
        raise UnknownClaim(f"no document of the ledger has an id that begins with {prefix[:60]}")
    if len(rows) > 1:
        raise UsageError(f"{prefix[:60]} could be several documents; write more of the id")
    return str(rows[0][0])


def _shelved(row: Sequence[Any]) -> Shelved:
    id_, title, publisher, published, count, sightings, origins, readings, version, versions, current, before, after = (
        row
    )
    return Shelved(
        id=id_,
        title=title,
        publisher=publisher,
        published=published,
        claims=count,
        sightings=sightings,
        origins=tuple(origins),
        readings=readings,
        version=version,
        versions=versions,
        current=current,
        instead_of=before,
        replaced_by=None if current else after,
    )


def asks_of(connection: DuckDBPyConnection, document: str) -> list[Ask]:
    """What was asked when the document was last found, for each place that shows it."""
    rows = connection.execute(
        f"WITH {HELD} SELECT s.origin, s.suffix, s.bytes_hash, s.asked_published, s.asked_publisher "
        "FROM sightings s JOIN latest USING (seq) WHERE s.document = $1 ORDER BY s.origin",
        [document],
    ).fetchall()
    return [
        Ask(origin=origin, suffix=suffix, bytes_hash=bytes_hash, published=published, publisher=publisher)
        for origin, suffix, bytes_hash, published, publisher in rows
    ]


@dataclass(frozen=True, slots=True, kw_only=True)
class Aside:
    """A figure that is no claim: of which document, why, and the sentence it stands in."""

    document: str
    title: str | None
    quote: str
    why: str
    because: str
    sentence: str


def set_aside(connection: DuckDBPyConnection, document: str = "") -> list[Aside]:
    """The figures that current readings set aside, of the documents whose id begins so, in the order of the documents and their texts."""
    rows = connection.execute(
        f'WITH {HELD} SELECT d.id, d.title, d.text, r.quote, r."start", r."end", r.why, r.because FROM held '
        "JOIN rejections r USING (reading) JOIN documents d ON d.id = held.document WHERE starts_with(d.id, $1) "
        "ORDER BY d.published NULLS LAST, d.title NULLS LAST, d.id, r.position",
        [document.strip().lower()],
    ).fetchall()
    return [
        Aside(
            document=id_, title=title, quote=quote, why=why, because=because,
            sentence=passages.in_one_line(text, (start, end)),
        )
        for id_, title, text, quote, start, end, why, because in rows
    ]  # fmt: skip


def same_text(connection: DuckDBPyConnection, *documents: str) -> bool:
    """Whether documents are one text, under other dates, publishers or titles."""
    row = connection.execute(
        "SELECT count(DISTINCT text_hash) FROM documents WHERE id IN (SELECT unnest($1::VARCHAR[]))", [list(documents)]
    ).fetchone()
    return row is not None and row[0] == 1


def is_current(connection: DuckDBPyConnection, document: str) -> bool:
    """Whether a place shows the document now."""
    row = connection.execute(f"WITH {HELD} SELECT count(*) FROM held WHERE document = $1", [document]).fetchone()
    return row is not None and row[0] > 0


def origins_of(connection: DuckDBPyConnection, document: str) -> tuple[str, ...]:
    """The places that have shown the document."""
    rows = connection.execute("SELECT DISTINCT origin FROM sightings WHERE document = $1 ORDER BY origin", [document])
    return tuple(origin for (origin,) in rows.fetchall())


def document_of(connection: DuckDBPyConnection, id_: str) -> Document:
    """The document of this id, as it went in. Raises `UnknownClaim` where there is none."""
    row = connection.execute(
        "SELECT d.text, d.title, d.publisher, d.published, d.language, s.media, s.origin, s.bytes_hash, s.left_out "
        "FROM documents d JOIN sightings s ON s.document = d.id WHERE d.id = $1 ORDER BY s.origin, s.seq DESC LIMIT 1",
        [id_],
    ).fetchone()
    if row is None:
        raise UnknownClaim(f"the ledger has no document {id_}")
    text, title, publisher, published, language, media, origin, bytes_hash, left_out = row
    return Document(
        text=text, title=title, publisher=publisher, published=published, language=language, media=media, origin=origin,
        bytes_hash=bytes_hash, left_out=tuple(left_out),
    )  # fmt: skip


def reading_of(connection: DuckDBPyConnection, document: str) -> Reading:
    """The reading of the document that is in force, as it was read: judgements are not applied. Raises `UnknownClaim` for none."""
    row = connection.execute(
        f"WITH {HELD} SELECT r.id, r.reader, r.version, r.lexicon FROM readings r LEFT JOIN held ON held.reading = r.id "
        "WHERE r.document = $1 ORDER BY held.reading IS NOT NULL DESC, r.read_at DESC, r.id LIMIT 1",
        [document],
    ).fetchone()
    if row is None:
        raise UnknownClaim(f"the ledger has no reading of a document {document}")
    name = row[0]
    made = connection.execute(
        f"SELECT {listed(CLAIM_TYPES, of='c.')}, rc.traces FROM reading_claims rc JOIN claims c ON c.id = rc.claim "
        "WHERE rc.reading = $1 ORDER BY rc.position",
        [name],
    ).fetchall()
    remarks, rejections = (
        connection.execute(
            f"SELECT {listed(TABLES[table])} FROM {table} WHERE reading = $1 ORDER BY position", [name]
        ).fetchall()
        for table in ("remarks", "rejections")
    )
    return reading_from(
        Reader(name=row[1], version=row[2], lexicon=row[3]),
        document,
        claims=[(claim_from(one[:-1]), one[-1]) for one in made],
        remarks=remarks,
        rejections=rejections,
    )


def readers(connection: DuckDBPyConnection) -> list[tuple[Reader, int]]:
    """The readers whose readings are in force, each with the number of its documents, most first."""
    rows = connection.execute(
        f"WITH {HELD} SELECT r.reader, r.version, r.lexicon, count(*) FROM held JOIN readings r ON r.id = held.reading "
        "GROUP BY ALL ORDER BY count(*) DESC, r.version DESC, r.lexicon"
    ).fetchall()
    return [(Reader(name=name, version=version, lexicon=lexicon), count) for name, version, lexicon, count in rows]
