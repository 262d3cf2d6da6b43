"""Runs of the estimate: what went in, how the sampler fared, and the draws. A run is never altered.

Invariant: a run goes in whole or not at all; the same inputs are one run.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from muster.claims.errors import UnknownRun, UsageError
from muster.ledger.schema import TABLES, as_columns, insert, listed

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

TABLE = "runs"


@dataclass(frozen=True, slots=True, kw_only=True)
class Inputs:
    """All that decides a run: the war, the parties, the ids of the claims as they counted, a hash of settings and priors, the seed and the
    versions of what computed it."""

    war: str
    parties: tuple[str, ...]
    claims: tuple[str, ...]
    settings: str
    seed: int
    versions: Mapping[str, str]

    @property
    def id(self) -> str:
        """The same for the same inputs."""
        plain = [
            self.war,
            self.parties,
            sorted(self.claims),
            self.settings,
            self.seed,
            dict(sorted(self.versions.items())),
        ]
        return hashlib.sha256(json.dumps(plain).encode()).hexdigest()[:20]


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """A run that was kept. `health`, `told` are JSON and `draws` Parquet, as the estimate wrote them."""

    inputs: Inputs
    good: bool
    health: str
    told: str
    draws: bytes
    made_at: dt.datetime

    @property
    def id(self) -> str:
        """Its inputs'."""
        return self.inputs.id


@dataclass(frozen=True, slots=True, kw_only=True)
class Header:
    """What tells a run from others, without its draws."""

    id: str
    war: str
    parties: tuple[str, ...]
    claims: int
    seed: int
    good: bool
    made_at: dt.datetime


def headers(connection: DuckDBPyConnection) -> list[Header]:
    """Every run that was kept, the newest first."""
    rows = connection.execute(
        f"SELECT id, war, parties, len(claims), seed, good, made_at FROM {TABLE} ORDER BY seq DESC"
    ).fetchall()
    return [
        Header(id=id_, war=war, parties=tuple(parties), claims=claims, seed=seed, good=good, made_at=made_at)
        for id_, war, parties, claims, seed, good, made_at in rows
    ]


def find(connection: DuckDBPyConnection, beginning: str) -> Run:
    """The run whose id begins so. Raises `UnknownRun` that lists those there are, or `UsageError` where several begin so."""
    wanted = beginning.strip().lower()
    there = headers(connection)
    meant = [one for one in there if wanted and one.id.startswith(wanted)]
    if not meant:
        raise UnknownRun(f"the ledger has no run whose id begins with {beginning[:60]!r}; {_there_are(there)}")
    if len(meant) > 1:
        raise UsageError(f"{wanted} could be several runs; write more of the id: {_listed(meant)}")
    row = connection.execute(f"SELECT {listed(TABLES[TABLE])} FROM {TABLE} WHERE id = $1", [meant[0].id]).fetchone()
    assert row is not None
    return _run(row)


def later(connection: DuckDBPyConnection, run: Header, *, party: str) -> int:
    """How many claims of a party in the run's war came into the ledger, or were judged, after it was made."""
    row = connection.execute(
        "SELECT count(*) FROM claims JOIN "
        "(SELECT claim, min(read_at) AS came FROM reading_claims JOIN readings ON readings.id = reading GROUP BY claim) AS first "
        "ON first.claim = claims.id WHERE party = $1 AND coalesce(war, '') = $2 AND "
        "(came > $3 OR claims.id IN (SELECT claim FROM reviews WHERE reviewed_at > $3))",
        [party, run.war, run.made_at],
    ).fetchone()
    assert row is not None
    return int(row[0])


_MOST = 8  # runs that an error lists


def _there_are(its: Sequence[Header]) -> str:
    return f"there are {_listed(its)}" if its else "it holds none yet, and muster estimate makes one"


def _listed(its: Sequence[Header]) -> str:
    said = [
        f"{one.id[:10]} ({' and '.join(one.parties)}, seed {one.seed}, {one.made_at:%Y-%m-%d}{'' if one.good else ', failed'})"
        for one in its[:_MOST]
    ]
    return ", ".join(said) + (f" and {len(its) - _MOST:,} more" if len(its) > _MOST else "")


def known(connection: DuckDBPyConnection, inputs: Inputs) -> Run | None:
    """The run that had these inputs."""
    row = connection.execute(f"SELECT {listed(TABLES[TABLE])} FROM {TABLE} WHERE id = $1", [inputs.id]).fetchone()
    return None if row is None else _run(row)


def add(connection: DuckDBPyConnection, run: Run) -> bool:
    """Add a run within a transaction; False where it is there."""
    if known(connection, run.inputs) is not None:
        return False
    row = connection.execute(f"SELECT coalesce(max(seq), 0) + 1 FROM {TABLE}").fetchone()
    assert row is not None
    its = run.inputs
    columns = (
        row[0], run.id, its.war, list(its.parties), list(its.claims), its.settings, its.seed,
        json.dumps(dict(its.versions)), run.good, run.health, run.told, run.draws, run.made_at,
    )  # fmt: skip
    connection.execute(insert(TABLE), as_columns(TABLE, [columns]))
    return True


def _run(row: Sequence[object]) -> Run:
    _, _, war, parties, claims, settings, seed, versions, good, health, told, draws, made_at = row
    assert isinstance(parties, list)
    assert isinstance(claims, list)
    assert isinstance(seed, int)
    assert isinstance(draws, bytes)
    assert isinstance(made_at, dt.datetime)
    return Run(
        inputs=Inputs(
            war=str(war),
            parties=tuple(parties),
            claims=tuple(claims),
            settings=str(settings),
            seed=seed,
            versions=json.loads(str(versions)),
        ),
        good=bool(good),
        health=str(health),
        told=str(told),
        draws=draws,
        made_at=made_at,
    )
