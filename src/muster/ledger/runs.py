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
