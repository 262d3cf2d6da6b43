"""How much a ledger holds now, and what came into it after a moment.

Invariant: rows are counted as they are current; a moment is in UTC without a zone, as the ledger keeps them.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from muster.ledger.applied import judgements
from muster.ledger.beside import current
from muster.ledger.shelf import HELD

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """How many current documents and claims there are, the rejected among them, and how many claims nobody has judged."""

    documents: int
    claims: int
    undecided: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrived:
    """A document that came: its id, title, publisher and date, how many claims were read in it, and when it came."""

    id: str
    title: str | None
    publisher: str | None
    published: dt.date | None
    claims: int
    at: dt.datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Ran:
    """A run that was kept: its id, of which war and parties, whether it is good, and when it was made."""

    id: str
    war: str
    parties: tuple[str, ...]
    good: bool
    at: dt.datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Since:
    """What came after a moment: the newest `documents` and how many there are in all, claims, judgements on claims by verdict and on
    findings by action, and runs."""

    documents: tuple[Arrived, ...]
    documents_in_all: int
    claims: int
    verdicts: Mapping[str, int]
    actions: Mapping[str, int]
    runs: tuple[Ran, ...]

    @property
    def nothing(self) -> bool:
        """Whether nothing came."""
        return not (self.documents_in_all or self.claims or self.verdicts or self.actions or self.runs)


def tally(connection: DuckDBPyConnection) -> Tally:
    """What the ledger holds now."""
    row = connection.execute(
        f"WITH {current(connection)} SELECT (SELECT count(*) FROM held), (SELECT count(*) FROM base WHERE is_current)"
    ).fetchone()
    assert row is not None
    judged = sum(one.current for one in judgements(connection).values())
    return Tally(documents=row[0], claims=row[1], undecided=row[1] - judged)


def since(connection: DuckDBPyConnection, moment: dt.datetime, *, most: int) -> Since:
    """What came after a moment, with at most so many documents and runs, the newest first."""
    documents = connection.execute(
        f"WITH {HELD}, counted AS (SELECT reading, count(*) AS claims FROM reading_claims GROUP BY reading) "
        "SELECT d.id, d.title, d.publisher, d.published, coalesce(counted.claims, 0), d.added_at, count(*) OVER () "
        "FROM documents d LEFT JOIN held ON held.document = d.id LEFT JOIN counted ON counted.reading = held.reading "
        "WHERE d.added_at > $1 ORDER BY d.added_at DESC, d.id LIMIT $2",
        [moment, most],
    ).fetchall()
    claims = connection.execute(
        "SELECT count(*) FROM (SELECT claim FROM reading_claims JOIN readings ON readings.id = reading GROUP BY claim "
        "HAVING min(read_at) > $1)",
        [moment],
    ).fetchone()
    assert claims is not None
    ran = connection.execute(
        "SELECT id, war, parties, good, made_at FROM runs WHERE made_at > $1 ORDER BY made_at DESC, seq DESC LIMIT $2",
        [moment, most],
    ).fetchall()
    return Since(
        documents=tuple(
            Arrived(id=id_, title=title, publisher=publisher, published=published, claims=count, at=at)
            for id_, title, publisher, published, count, at, _ in documents
        ),
        documents_in_all=documents[0][-1] if documents else 0,
        claims=claims[0],
        verdicts=_counted(
            connection, "SELECT verdict, count(*) FROM reviews WHERE reviewed_at > $1 GROUP BY ALL ORDER BY 1", moment
        ),
        actions=_counted(
            connection,
            "SELECT action, count(*) FROM finding_judgements WHERE judged_at > $1 GROUP BY ALL ORDER BY 1",
            moment,
        ),
        runs=tuple(
            Ran(id=id_, war=war, parties=tuple(parties), good=good, at=at) for id_, war, parties, good, at in ran
        ),
    )


def _counted(connection: DuckDBPyConnection, sql: str, moment: dt.datetime) -> dict[str, int]:
    return dict(connection.execute(sql, [moment]).fetchall())


def confidences(connection: DuckDBPyConnection) -> dict[str, float]:
    """How sure the reader is of each current claim, by its id."""
    return dict(
        connection.execute(f"WITH {current(connection)} SELECT id, confidence FROM base WHERE is_current").fetchall()
    )


def counts(connection: DuckDBPyConnection) -> dict[str, int]:
    """How many rows each table has to which something is added by reading, judging or estimating. Rows are never taken away, so other
    contents have other counts."""
    tables = ("sightings", "readings", "claims", "reviews", "taken_back", "finding_judgements", "runs")
    row = connection.execute("SELECT " + ", ".join(f"(SELECT count(*) FROM {name})" for name in tables)).fetchone()
    assert row is not None
    return dict(zip(tables, row, strict=True))
