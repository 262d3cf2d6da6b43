"""Runs of the estimate: what went in, how the sampler fared, and the draws. A run is never altered.

Invariant: a run goes in whole or not at all; the same inputs are one run.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

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
class Head:
    """A run that was kept, without its draws. `health` and `told` are JSON, as the estimate wrote them."""

    inputs: Inputs
    good: bool
    health: str
    told: str
    made_at: dt.datetime

    @property
    def id(self) -> str:
        """Its inputs'."""
        return self.inputs.id


@dataclass(frozen=True, slots=True, kw_only=True)
class Run(Head):
    """A run with its draws, as Parquet."""

    draws: bytes


def known(connection: DuckDBPyConnection, inputs: Inputs) -> Run | None:
    """The run that had these inputs."""
    row = connection.execute(f"SELECT {listed(TABLES[TABLE])} FROM {TABLE} WHERE id = $1", [inputs.id]).fetchone()
    return None if row is None else _run(row)


def every(connection: DuckDBPyConnection) -> list[Head]:
    """All runs, the newest first. Their draws, which are large, stay where they are."""
    columns = [name for name in TABLES[TABLE] if name != "draws"]
    rows = connection.execute(f"SELECT {listed(columns)} FROM {TABLE} ORDER BY made_at DESC, seq DESC").fetchall()
    return [Head(**_head(dict(zip(columns, row, strict=True)))) for row in rows]


def named(connection: DuckDBPyConnection, begins: str) -> Run:
    """The run whose id begins so. Raises as `id_of` does."""
    its = [id_of(connection, begins)]
    row = connection.execute(f"SELECT {listed(TABLES[TABLE])} FROM {TABLE} WHERE id = $1", its).fetchone()
    assert row is not None
    return _run(row)


def id_of(connection: DuckDBPyConnection, begins: str) -> str:
    """The id of the run whose id begins so; its draws stay where they are. Raises `UnknownRun` where there is none, `UsageError` where
    several do."""
    sought = begins.strip().lower()
    ids = [id_ for (id_,) in connection.execute(f"SELECT id FROM {TABLE} ORDER BY seq").fetchall()]
    found = [id_ for id_ in ids if sought and id_.startswith(sought)]
    if not found:
        raise UnknownRun(f"no run of the ledger has an id that begins with {begins!r}; muster runs lists them")
    if len(found) > 1:
        raise UsageError(f"several runs begin with {begins!r}: {', '.join(id_[:14] for id_ in found)}; give more of it")
    return str(found[0])


def later(connection: DuckDBPyConnection, run: Head, *, party: str) -> int:
    """How many claims of a party in the run's war came into the ledger, or were judged, after it was made."""
    row = connection.execute(
        "SELECT count(*) FROM claims JOIN "
        "(SELECT claim, min(read_at) AS came FROM reading_claims JOIN readings ON readings.id = reading GROUP BY claim) AS first "
        "ON first.claim = claims.id WHERE party = $1 AND coalesce(war, '') = $2 AND "
        "(came > $3 OR claims.id IN (SELECT claim FROM reviews WHERE reviewed_at > $3))",
        [party, run.inputs.war, run.made_at],
    ).fetchone()
    assert row is not None
    return int(row[0])


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
    cells = dict(zip(TABLES[TABLE], row, strict=True))
    draws = cells["draws"]
    assert isinstance(draws, bytes)
    return Run(draws=draws, **_head(cells))


def _head(cells: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "inputs": Inputs(
            war=cells["war"],
            parties=tuple(cells["parties"]),
            claims=tuple(cells["claims"]),
            settings=cells["settings"],
            seed=cells["seed"],
            versions=json.loads(cells["versions"]),
        ),
        **{name: cells[name] for name in ("good", "health", "told", "made_at")},
    }
