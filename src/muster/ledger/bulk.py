"""Every current document with its reading, many at a time: what one question for each would take minutes over.

Invariant: what comes out is what `shelf.document_of` and `shelf.reading_of` give of each, in the order of `shelf.documents`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Any

from muster.claims.claim import Claim
from muster.claims.document import Document
from muster.claims.reading import Reader, Reading
from muster.ledger.schema import CLAIM_TYPES, TABLES, Row, claim_from, listed, reading_from
from muster.ledger.shelf import HELD, documents

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

_AT_ONCE = 250  # documents


def shelved(connection: DuckDBPyConnection, *, bare: bool = False) -> Iterator[tuple[Document, Reading]]:
    """Every current document with the reading of it that is in force; judgements are not applied. `bare` readings have no rejections, and
    traces of those claims alone that stand in another document, which are more than half of what there is to take out."""
    ids = [one.id for one in documents(connection)]
    reading_of = dict(connection.execute(f"WITH {HELD} SELECT document, reading FROM held").fetchall())
    for first in range(0, len(ids), _AT_ONCE):
        some = ids[first : first + _AT_ONCE]
        its = _documents(connection, some)
        readings = _readings(connection, {reading_of[id_]: id_ for id_ in some}, bare=bare)
        yield from ((its[id_], readings[reading_of[id_]]) for id_ in some)


def _documents(connection: DuckDBPyConnection, ids: Sequence[str]) -> dict[str, Document]:
    rows = connection.execute(
        "SELECT d.id, d.text, d.title, d.publisher, d.published, d.language, s.media, s.origin, s.bytes_hash, s.left_out "
        "FROM documents d JOIN sightings s ON s.document = d.id WHERE d.id IN (SELECT unnest($1::VARCHAR[])) "
        "QUALIFY row_number() OVER (PARTITION BY d.id ORDER BY s.origin, s.seq DESC) = 1",
        [ids],
    ).fetchall()
    return {
        id_: Document(
            text=text, title=title, publisher=publisher, published=published, language=language, media=media, origin=origin,
            bytes_hash=bytes_hash, left_out=tuple(left_out),
        )
        for id_, text, title, publisher, published, language, media, origin, bytes_hash, left_out in rows
    }  # fmt: skip


def _readings(connection: DuckDBPyConnection, of: dict[str, str], *, bare: bool) -> dict[str, Reading]:
    """The readings of these ids, each of its document."""
    ids = list(of)
    claims: defaultdict[str, list[tuple[Claim, str]]] = defaultdict(list)
    traces = "CASE WHEN c.document = r.document THEN '[]' ELSE rc.traces END" if bare else "rc.traces"
    for row in connection.execute(
        f"SELECT {listed(CLAIM_TYPES, of='c.')}, {traces}, rc.reading FROM reading_claims rc JOIN claims c ON c.id = rc.claim "
        "JOIN readings r ON r.id = rc.reading WHERE rc.reading IN (SELECT unnest($1::VARCHAR[])) ORDER BY rc.reading, rc.position",
        [ids],
    ).fetchall():
        claims[row[-1]].append((claim_from(row[:-2]), row[-2]))
    remarks, rejections = (
        _rows(connection, table, its) for table, its in (("remarks", ids), ("rejections", [] if bare else ids))
    )
    readers = connection.execute(
        "SELECT id, reader, version, lexicon FROM readings WHERE id IN (SELECT unnest($1::VARCHAR[]))", [ids]
    ).fetchall()
    return {
        id_: reading_from(
            Reader(name=name, version=version, lexicon=lexicon),
            of[id_],
            claims=claims[id_],
            remarks=remarks[id_],
            rejections=rejections[id_],
        )
        for id_, name, version, lexicon in readers
    }


def _rows(connection: DuckDBPyConnection, table: str, ids: Iterable[str]) -> defaultdict[str, list[Row]]:
    found: defaultdict[str, list[Any]] = defaultdict(list)
    for row in connection.execute(
        f"SELECT {listed(TABLES[table])} FROM {table} WHERE reading IN (SELECT unnest($1::VARCHAR[])) ORDER BY reading, position",
        [list(ids)],
    ).fetchall():
        found[row[0]].append(row)
    return found
