"""The ledger's door: what goes in, and what need not be read again.

Invariants: rows are added and never altered; each document goes in whole, with its reading and claims, or not at all; adding what
is there already adds nothing. A sighting is written only where a place shows other bytes, another document or another reading
than it last did, so the last sighting of a place says what it holds now.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from muster.claims.document import Document
from muster.claims.errors import UnknownClaim
from muster.claims.reading import Reader, Reading
from muster.db import MEMORY, Handle, OutOfMemory, Owned, open_file, own
from muster.ledger import findings, reviews, runs
from muster.ledger.schema import TABLES, Entry, Row, as_columns, entry_of, insert, listed, migrations, now

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

KIND = "ledger"
MOST_MEMORY = 4096


@dataclass(frozen=True, slots=True, kw_only=True)
class Ask:
    """A file about to be read: where it is, its ending, its bytes' hash, and the date and publisher its reader was told."""

    origin: str
    suffix: str
    bytes_hash: str
    published: dt.date | None = None
    publisher: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What the ledger already holds for an `Ask`: a document and a reading of it by the reader in question."""

    document: str
    reading: str
    media: str
    left_out: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What to do about an `Ask`: nothing (`here`), note the place (`known`), or read it. `ask` is what it comes to: a date and
    publisher told once about the same bytes are told for good."""

    ask: Ask
    here: bool = False
    known: Known | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrival:
    """Something to keep: what was asked, and the entry it gave or what was known."""

    ask: Ask
    what: Entry | Known


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """What became of an arrival. `how`: `added` (a new document), `changed` (another document than this place last showed),
    `reread` (a further reading of a known one), `known` (nothing new but perhaps the place)."""

    origin: str
    document: str
    how: str
    claims: int = 0
    rejections: int = 0
    instead_of: str | None = None


@dataclass(frozen=True, slots=True)
class _Last:
    bytes_hash: str
    published: dt.date | None
    publisher: str | None
    document: str
    reading: str
    reader: Reader


class Ledger:
    """An open ledger. Use it as a context manager; all that it does raises a `LedgerError` where it cannot."""

    def __init__(self, handle: Handle, *, memory: int) -> None:
        self._handle = handle
        self._memory = memory

    @classmethod
    def open(cls, path: Path, *, read_only: bool = False, memory: int = MEMORY) -> Ledger:
        """The ledger at `path`, made where it is missing unless it is only to be read (then `MissingInput`)."""
        handle = open_file(path, kind=KIND, migrations=migrations(), read_only=read_only, memory=memory)
        return cls(handle, memory=memory)

    @staticmethod
    def own(path: Path, *, memory: int = MOST_MEMORY // 4, patience: float = 20.0) -> Owned:
        """The ledger at `path`, made where it is missing, as this process's own until that is closed: each `open` of it is then quick, in
        any thread, and it can be lent."""
        return own(path, kind=KIND, migrations=migrations(), memory=memory, patience=patience)

    def close(self) -> None:
        """Let the file go."""
        self._handle.close()

    def __enter__(self) -> Ledger:
        return self

    def __exit__(self, *error: object) -> None:
        self.close()

    @property
    def path(self) -> Path:
        """Where it lies."""
        return self._handle.path

    @property
    def connection(self) -> DuckDBPyConnection:
        """The connection, for the questions of `query`."""
        return self._handle.connection

    def spoken(self) -> AbstractContextManager[None]:
        """Within it, an error of the engine comes out as a `LedgerError`."""
        return self._handle.spoken()

    def plan(self, asks: Sequence[Ask], reader: Reader) -> list[Plan]:
        """For each file whether this reader has still to read it."""
        with self._handle.spoken():
            last = _last_of(self.connection, [ask.origin for ask in asks])
            asks = [_remembered(ask, last.get(ask.origin)) for ask in asks]
            known = _known_of(self.connection, asks, reader=reader)
        return [_planned(ask, last.get(ask.origin), known=known.get(ask_key(ask)), reader=reader) for ask in asks]

    def keep(self, arrivals: Sequence[Arrival]) -> list[Kept]:
        """Everything in one transaction; once this returns it is on the disk."""
        while True:
            try:
                with self._handle.transaction() as connection:
                    return _keep(connection, arrivals)
            except OutOfMemory:
                if self._memory >= MOST_MEMORY:
                    raise
            # The index of claims has to fit, some 65 bytes for each, and grows with the ledger.
            self._memory *= 2
            self.close()
            self._handle = open_file(self.path, kind=KIND, migrations=migrations(), memory=self._memory)

    def add(self, document: Document, reading: Reading) -> Kept:
        """One document with one reading of it. Raises `ValueRefused` for what no ledger may hold."""
        ask = Ask(
            origin=document.origin or f"content:{document.id}",
            suffix=Path(document.origin or "").suffix.lower(),
            bytes_hash=document.bytes_hash or f"content:{document.id}",
        )
        (kept,) = self.keep([Arrival(ask=ask, what=entry_of(document, reading))])
        return kept

    def judge(self, review: reviews.Review) -> bool:
        """Add a judgement. Where the last on this claim says the same in the same name nothing is added, and False comes back."""
        with self._handle.transaction() as connection:
            last = connection.execute(
                f"SELECT {listed(TABLES['reviews'])} FROM reviews WHERE claim = $1 AND id NOT IN (SELECT review FROM taken_back) "
                "ORDER BY reviewed_at DESC, seq DESC LIMIT 1",
                [review.claim],
            ).fetchone()
            if last is not None and reviews.same(reviews.from_row(last), review):
                return False
            seq = _next(connection, "reviews")
            connection.execute(insert("reviews"), as_columns("reviews", [reviews.to_row(review, seq)]))
            return True

    def take_back(self, taken: reviews.TakenBack) -> bool:
        """Take a judgement back, so that what was in force before it is so again; False where it was taken back before. Raises
        `UnknownClaim` where no judgement has this id."""
        with self._handle.transaction() as connection:
            if not _present(connection, "reviews", ids=[taken.review]):
                raise UnknownClaim(f"the ledger has no judgement {taken.review}")
            if connection.execute("SELECT 1 FROM taken_back WHERE review = $1", [taken.review]).fetchone():
                return False
            row = (_next(connection, "taken_back"), taken.review, taken.why, taken.by, taken.at)
            connection.execute(insert("taken_back"), as_columns("taken_back", [row]))
            return True

    def judge_finding(self, judgement: findings.Judgement) -> bool:
        """Add a judgement on a finding. Where the last on it says the same in the same name nothing is added, and False comes back."""
        with self._handle.transaction() as connection:
            last = findings.last(connection, judgement.finding)
            if last is not None and findings.same(last, judgement):
                return False
            seq = _next(connection, findings.TABLE)
            connection.execute(insert(findings.TABLE), as_columns(findings.TABLE, [findings.to_row(judgement, seq)]))
            return True

    def keep_run(self, run: runs.Run) -> bool:
        """Add a run of the estimate, whole or not at all; False where one with the same inputs is there."""
        with self._handle.transaction() as connection:
            return runs.add(connection, run)


# ------------------------------------------------------------------ what is there
def ask_key(ask: Ask) -> tuple[str, str, dt.date | None, str | None]:
    """What decides which document a file gives: its bytes, its ending, and what its reader was told."""
    return ask.bytes_hash, ask.suffix, ask.published, ask.publisher


def _last_of(connection: DuckDBPyConnection, origins: Sequence[str]) -> dict[str, _Last]:
    rows = connection.execute(
        "SELECT s.origin, s.bytes_hash, s.asked_published, s.asked_publisher, s.document, s.reading, r.reader, r.version, r.lexicon "
        "FROM (SELECT * FROM sightings WHERE origin IN (SELECT unnest($1::VARCHAR[])) "
        "QUALIFY row_number() OVER (PARTITION BY origin ORDER BY seq DESC) = 1) s JOIN readings r ON r.id = s.reading",
        [list(origins)],
    ).fetchall()
    return {
        origin: _Last(
            bytes_, published, publisher, document, reading, Reader(name=name, version=version, lexicon=lexicon)
        )
        for origin, bytes_, published, publisher, document, reading, name, version, lexicon in rows
    }


def _remembered(ask: Ask, last: _Last | None) -> Ask:
    """A date and a publisher that were told about these bytes before hold until others are told."""
    if last is None or last.bytes_hash != ask.bytes_hash:
        return ask
    return replace(ask, published=ask.published or last.published, publisher=ask.publisher or last.publisher)


def _known_of(
    connection: DuckDBPyConnection, asks: Sequence[Ask], *, reader: Reader
) -> dict[tuple[str, str, dt.date | None, str | None], Known]:
    rows = connection.execute(
        "SELECT s.bytes_hash, s.suffix, s.asked_published, s.asked_publisher, s.document, s.media, s.left_out, min(r.id) "
        "FROM sightings s JOIN readings r ON r.document = s.document "
        "WHERE s.bytes_hash IN (SELECT unnest($1::VARCHAR[])) AND r.reader = $2 AND r.version = $3 AND r.lexicon = $4 GROUP BY ALL",
        [[ask.bytes_hash for ask in asks], reader.name, reader.version, reader.lexicon],
    ).fetchall()
    return {
        (bytes_, suffix, published, publisher): Known(
            document=document, reading=reading, media=media, left_out=tuple(left_out)
        )
        for bytes_, suffix, published, publisher, document, media, left_out, reading in rows
    }


def _planned(ask: Ask, last: _Last | None, *, known: Known | None, reader: Reader) -> Plan:
    if last is not None and last.bytes_hash == ask.bytes_hash and last.reader == reader:
        told = (last.published, last.publisher) != (ask.published, ask.publisher)
        if not told:
            return Plan(ask=ask, here=True)
    return Plan(ask=ask, known=known)


# ------------------------------------------------------------------ keeping
_Sight = tuple[str, dt.date | None, str | None, str, str]


@dataclass(slots=True)
class _Batch:
    """What a transaction is about to write, and what is there by then."""

    moment: dt.datetime
    seq: int
    documents: set[str]
    readings: set[str]
    last: dict[str, _Sight]
    claims: set[str]
    rows: dict[str, list[Row]]


def _keep(connection: DuckDBPyConnection, arrivals: Sequence[Arrival]) -> list[Kept]:
    entries = [arrival.what for arrival in arrivals if isinstance(arrival.what, Entry)]
    last = _last_of(connection, [arrival.ask.origin for arrival in arrivals])
    batch = _Batch(
        moment=now(),
        seq=_next(connection, "sightings"),
        documents=_present(connection, "documents", ids=[entry.document[0] for entry in entries]),
        readings=_present(connection, "readings", ids=[entry.reading[0] for entry in entries]),
        last={
            origin: (one.bytes_hash, one.published, one.publisher, one.document, one.reading)
            for origin, one in last.items()
        },
        claims=_present(connection, "claims", ids=[name for entry in entries for name in entry.bears]),
        rows={table: [] for table in TABLES},
    )
    kept = [_kept(arrival, batch) for arrival in arrivals]
    for table, rows in batch.rows.items():
        if rows:
            connection.execute(insert(table), as_columns(table, rows))
    return kept


def _kept(arrival: Arrival, batch: _Batch) -> Kept:
    ask, what = arrival.ask, arrival.what
    if isinstance(what, Entry) and what.bears and batch.claims.issuperset(what.bears):
        return Kept(origin=ask.origin, document=str(what.document[0]), how="known")
    new_document, new_reading = _spread(what, batch) if isinstance(what, Entry) else (False, False)
    document = what.document if isinstance(what, Known) else str(what.document[0])
    before = batch.last.get(ask.origin)
    _sight(arrival, document, batch=batch)
    changed = before is not None and before[3] != document
    return Kept(
        origin=ask.origin,
        document=document,
        how="changed" if changed else "added" if new_document else "reread" if new_reading else "known",
        claims=len(what.claims) if isinstance(what, Entry) and new_reading else 0,
        rejections=len(what.rejections) if isinstance(what, Entry) and new_reading else 0,
        instead_of=before[3] if before is not None and changed else None,
    )


def _sight(arrival: Arrival, document: str, *, batch: _Batch) -> None:
    """Note the place, where it shows something else than it last did."""
    ask, what = arrival.ask, arrival.what
    reading = what.reading if isinstance(what, Known) else str(what.reading[0])
    sight = (ask.bytes_hash, ask.published, ask.publisher, document, reading)
    if batch.last.get(ask.origin) == sight:
        return
    batch.last[ask.origin] = sight
    told = (ask.bytes_hash, ask.published, ask.publisher)
    batch.rows["sightings"].append(
        (batch.seq, ask.origin, ask.suffix, *told, what.media, list(what.left_out), document, reading, batch.moment)
    )
    batch.seq += 1


def _spread(entry: Entry, batch: _Batch) -> tuple[bool, bool]:
    """The rows of an entry that are not there yet; whether the document is new, and whether the reading is."""
    document, reading, rows = str(entry.document[0]), str(entry.reading[0]), batch.rows
    new_document, new_reading = document not in batch.documents, reading not in batch.readings
    if new_document:
        rows["documents"].append((*entry.document, batch.moment))
    if new_reading:
        rows["readings"].append((*entry.reading, batch.moment))
        rows["claims"].extend(entry.claims)
        rows["reading_claims"].extend(entry.reading_claims)
        rows["remarks"].extend(entry.remarks)
        rows["rejections"].extend(entry.rejections)
    batch.documents.add(document)
    batch.readings.add(reading)
    return new_document, new_reading


def _present(connection: DuckDBPyConnection, table: str, *, ids: Sequence[str]) -> set[str]:
    if not ids:
        return set()
    rows = connection.execute(
        f"SELECT id FROM {table} WHERE id IN (SELECT unnest($1::VARCHAR[]))", [list(ids)]
    ).fetchall()
    return {id_ for (id_,) in rows}


def _next(connection: DuckDBPyConnection, table: str) -> int:
    row = connection.execute(f"SELECT coalesce(max(seq), 0) + 1 FROM {table}").fetchone()
    return int(row[0]) if row else 1
