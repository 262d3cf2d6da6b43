"""Claims page by page, with how many there are of each party, measure and the like: one scan of the ledger for all of it.

Invariants: a page begins after a claim and not after a number of claims, so that the last page is as quick as the first and what is added
meanwhile shifts nothing; the numbers of a facet are of the claims that all other filters let through, so that they say what choosing
there would give; nothing is worked out for claims that are not shown.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from muster.claims.errors import UsageError
from muster.db import BESIDE
from muster.ledger import beside
from muster.ledger.applied import Judged, judgements
from muster.ledger.query import (
    NONE,
    SEVERAL,
    Filter,
    Held,
    conditions,
    effective_sql,
    held_of,
    lay,
)

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

FACETS = {**SEVERAL, "civilian": "e.civilian"}
_LONG = ("speaker", "publisher")  # of which the commonest are told alone
_LATEST_DAY = "DATE '9999-12-31'"
_KEYS = {
    "published": f"coalesce(e.published, d.published, {_LATEST_DAY})",
    "period": f"coalesce(e.start_date, e.end_date, {_LATEST_DAY})",
    "figure": "- coalesce(e.high, e.low)",
    "confidence": "e.confidence",
    "party": "coalesce(e.party, '~')",
}
_CUBE = ", ".join(f"v_{name}" for name in FACETS if name not in _LONG)
_ORDER = "k0, k1, host, place, original"
_NARROW = ("party", "measure", "status", "bound", "war", "speaker", "source", "publisher", "civilian", "start_date", "end_date",
           "published", "low", "high", "start")  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    """Some of the claims asked for, in order; how many were asked for in all; of each facet its values with their numbers, the most first;
    whether there are `earlier` claims before these and `later` ones after."""

    claims: tuple[Held, ...]
    total: int
    facets: Mapping[str, tuple[tuple[str, int], ...]]
    earlier: bool
    later: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """Which part of what was asked for: at most `size` claims, `after` or `before` the one of this id, else from the first. Of the long
    facets the `top` commonest values are told."""

    size: int = 100
    after: str | None = None
    before: str | None = None
    top: int = 12
    facets: bool = True


def listing(
    connection: DuckDBPyConnection,
    wanted: Filter,
    *,
    part: Part = Part(),
    among: Collection[str] | None = None,
    in_force: Mapping[str, Judged] | None = None,
) -> Listing:
    """A part of the claims asked for. `among` are ids to which they are narrowed, instead of the words of `wanted.text`; `in_force` are the
    judgements, where they are known. Raises `UsageError` where it is to begin at a claim that the ledger does not hold."""
    in_force = judgements(connection) if in_force is None else in_force
    if wanted.text and among is None:
        among = worded(connection, wanted.text)
    where, values = conditions(wanted)
    if among is not None:
        where["text"] = "e.original IN (SELECT original FROM among)"
        connection.execute(
            "CREATE OR REPLACE TEMP TABLE among AS SELECT unnest($1::VARCHAR[]) AS original", [list(among)]
        )
    cursor = part.after or part.before
    values |= {
        "cursor": cursor or "",
        "size": part.size + 1,
        "top": part.top,
    }
    lay(connection, in_force)
    rows = connection.execute(_sql(beside.current(connection), where, sort=wanted.sort, part=part), values).fetchall()
    told: dict[str, list[tuple[str, int]]] = {}
    for kind, value, number in rows:
        told.setdefault(kind, []).append((value, number))
    if cursor and "cursor" not in told:
        raise UsageError(f"the ledger has no claim {cursor[:60]!r} to go on from")
    names = [value for value, _ in sorted(told.get("row", []), key=lambda row: row[1])]
    more = len(names) > part.size
    names = names[: part.size]
    if part.before:
        names.reverse()
    return Listing(
        claims=tuple(held_of(connection, names, in_force=in_force)),
        total=told["total"][0][1],
        facets={name: tuple(sorted(told.get(name, []), key=lambda one: (-one[1], one[0]))) for name in FACETS},
        earlier=more if part.before else bool(part.after),
        later=True if part.before else more,
    )


def _sql(current: str, where: Mapping[str, str], *, sort: str, part: Part) -> str:
    """One statement for the claims of the part, the number of all, and the facets, each row with what it tells."""
    chosen = [name for name in FACETS if name in where]
    rest = " AND ".join(sql for name, sql in where.items() if name not in chosen)
    flags = "".join(f", coalesce({where[name]}, FALSE) AS ok_{name}" for name in chosen)
    misses = " + ".join(["0", *(f"(NOT ok_{name})::TINYINT" for name in chosen)])
    values, cube = "", ""
    pieces = [
        "SELECT 'total' AS kind, '' AS value, count(*) AS number FROM narrow WHERE misses = 0 AND inside",
        _rows(part),
        "SELECT 'cursor', '', count(*) FROM narrow WHERE original = $cursor HAVING count(*) > 0",
        "SELECT '', '', $top + $size WHERE FALSE",  # every value is used, whichever pieces there are
    ]
    if part.facets:
        values = "".join(f", {sql} AS v_{name}" for name, sql in FACETS.items())
        cube = (
            f", cube AS MATERIALIZED (SELECT {_CUBE}{''.join(f', ok_{name}' for name in chosen)}, misses, count(*) AS number "
            "FROM narrow WHERE inside GROUP BY ALL)"
        )
        pieces += [_facet(name, chosen=name in chosen) for name in FACETS]
    return (
        f"WITH {current}, {effective_sql(_NARROW)}, "
        f'flagged AS (SELECT e.original, e.host, e."start" AS place, {_KEYS[sort]} AS k0, {_KEYS["published"]} AS k1{values}{flags}, '
        f"{rest} AS inside FROM effective e JOIN documents d ON d.id = e.host WHERE ({rest}) OR e.original = $cursor), "
        f"narrow AS MATERIALIZED (SELECT *, {misses} AS misses FROM flagged WHERE {misses} <= 1 OR original = $cursor)"
        f"{cube} {' UNION ALL '.join(f'({piece})' for piece in pieces)}"
    )


def _rows(part: Part) -> str:
    """The ids of the part in order, one more than it holds, so that it shows whether there are others."""
    way, beyond = ("DESC", "<") if part.before else ("ASC", ">")
    order = ", ".join(f"{key} {way}" for key in _ORDER.split(", "))
    at = (
        f"AND ({_ORDER}) {beyond} (SELECT ({_ORDER}) FROM narrow WHERE original = $cursor)"
        if part.after or part.before
        else ""
    )
    return (
        f"SELECT 'row', original, row_number() OVER (ORDER BY {order}) FROM "
        f"(SELECT * FROM narrow WHERE misses = 0 AND inside {at} ORDER BY {order} LIMIT $size)"
    )


def _facet(name: str, *, chosen: bool) -> str:
    """The values of a facet with their numbers: of one that has few from the claims counted by all of these together."""
    fits = f"(misses = 0 OR (misses = 1 AND NOT ok_{name}))" if chosen else "misses = 0"
    value = f"SELECT '{name}', coalesce(v_{name}::VARCHAR, '{NONE}')"
    if name in _LONG:
        most = "ORDER BY count(*) DESC, 2 LIMIT $top"
        return f"{value}, count(*) FROM narrow WHERE {fits} AND inside GROUP BY v_{name} {most}"
    return f"{value}, sum(number)::BIGINT FROM cube WHERE {fits} GROUP BY v_{name}"


# ------------------------------------------------------------------ words in the sentence
def worded(connection: DuckDBPyConnection, words: str) -> list[str]:
    """The ids of the claims in whose own sentence these words stand, whatever the case and the breaks of lines."""
    sought = " ".join(words.casefold().split())
    ready = beside.sentences(connection)
    rows = connection.execute(
        f'WITH {beside.current(connection)} SELECT id, host, "start", "end", own FROM base'
        + (" WHERE NOT own" if ready else "")
    ).fetchall()
    found = _laid(connection, sought) if ready else _cut(connection, [row[:4] for row in rows if row[4]], sought)
    borne = held_of(connection, sorted(row[0] for row in rows if not row[4]), in_force={})
    return found + [one.original.id for one in borne if sought in (one.sentence or "").casefold()]


def _laid(connection: DuckDBPyConnection, sought: str) -> list[str]:
    rows = connection.execute(f"SELECT id FROM {BESIDE}.said WHERE contains(said, $1)", [sought]).fetchall()
    return [name for (name,) in rows]


def _cut(connection: DuckDBPyConnection, claims: Sequence[tuple[str, str, int, int]], sought: str) -> list[str]:
    """Those of claims, each with its document and place, in whose sentence the words stand."""
    plain = max(re.findall(r"[a-z0-9,]+", sought), key=len, default="")
    # Letters that are folded into several, or into others, stand outside ASCII; such texts are looked at in any case.
    texts = dict(
        connection.execute(
            "SELECT id, text FROM documents WHERE contains(lower(text), $1) OR strlen(text) <> length(text)", [plain]
        ).fetchall()
    )
    return [
        name
        for name, host, *place in claims
        if host in texts and sought in beside.folded(texts[host], (place[0], place[1]))
    ]
