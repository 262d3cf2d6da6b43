"""Judgements on findings: which were set aside, by whom, when and why.

Invariants: a judgement is a row of its own and none is altered; the last on a finding counts. The finding itself is not kept, for it
follows from the claims: where one of them changes its id is another, and no judgement speaks of it.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from muster.claims.errors import UsageError
from muster.claims.finding import Finding
from muster.ledger.schema import TABLES, Row, listed

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

TABLE = "finding_judgements"


class Action(StrEnum):
    """What a person may say of a finding."""

    SET_ASIDE = "set_aside"
    REOPEN = "reopen"


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgement:
    """On which finding, of what kind, what was said, by whom and when (UTC); `sentence` is what the finding said."""

    finding: str
    kind: str
    action: Action
    why: str
    by: str
    at: dt.datetime
    sentence: str


def judgement_of(finding: Finding, action: Action, *, why: str, by: str, at: dt.datetime) -> Judgement:
    """A judgement on the finding. Raises `UsageError` where it has no reason or no name."""
    if not why.strip():
        raise UsageError("a judgement needs its reason: --why …")
    if not by.strip():
        raise UsageError("a judgement needs a name: --by …, or reviewer = … in muster.toml")
    return Judgement(
        finding=finding.id,
        kind=finding.kind.value,
        action=action,
        why=why.strip(),
        by=by.strip(),
        at=at,
        sentence=finding.sentence,
    )


def same(one: Judgement, other: Judgement) -> bool:
    """Whether two judgements say the same of the same finding in the same name, whenever that was."""
    return (one.finding, one.action, one.why, one.by) == (other.finding, other.action, other.why, other.by)


def all_judgements(connection: DuckDBPyConnection) -> list[Judgement]:
    """Every judgement on a finding ever given, oldest first."""
    rows = connection.execute(f"SELECT {listed(TABLES[TABLE])} FROM {TABLE} ORDER BY seq").fetchall()
    return [from_row(row) for row in rows]


def in_force(connection: DuckDBPyConnection) -> dict[str, Judgement]:
    """The last judgement on each finding, by its id."""
    return {one.finding: one for one in all_judgements(connection)}


def set_aside(connection: DuckDBPyConnection) -> dict[str, Judgement]:
    """The findings that are set aside, by id, whether they are still there or not."""
    return {name: one for name, one in in_force(connection).items() if one.action is Action.SET_ASIDE}


def last(connection: DuckDBPyConnection, finding: str) -> Judgement | None:
    """The last judgement on a finding."""
    row = connection.execute(
        f"SELECT {listed(TABLES[TABLE])} FROM {TABLE} WHERE finding = $1 ORDER BY seq DESC LIMIT 1", [finding]
    ).fetchone()
    return None if row is None else from_row(row)


# ------------------------------------------------------------------ rows
def to_row(judgement: Judgement, seq: int) -> Row:
    """A judgement as the columns of the table."""
    one = judgement
    return (seq, one.finding, one.kind, one.action.value, one.why, one.by, one.at, one.sentence)


def from_row(row: Sequence[Any]) -> Judgement:
    """The judgement of a row."""
    _, finding, kind, action, why, by, at, sentence = row
    return Judgement(finding=finding, kind=kind, action=Action(action), why=why, by=by, at=at, sentence=sentence)
