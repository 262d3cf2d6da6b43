"""What an address asks for: the filters of a page out of its query, and back into one.

Invariant: a permalink holds all of what is shown; what it holds that cannot be meant is refused in words, never guessed.
"""

from __future__ import annotations

import datetime as dt
from typing import Any

from starlette.datastructures import QueryParams

from muster.claims.errors import UsageError, ValueRefused
from muster.claims.figure import Bound
from muster.claims.measures import MEASURES, STATUSES
from muster.claims.period import read_day
from muster.desk.steps import Filter, Part

STATES = ("undecided", "accepted", "rejected", "amended")
SORTS = ("published", "period", "figure", "confidence", "party")
_SEVERAL = ("party", "measure", "status", "bound", "review", "war")


def filter_of(query: QueryParams, *, limit: int | None = None) -> Filter:
    """The claims that a query asks for, each with its sentence, at most `limit` of them. Raises `UsageError` for a value that is none."""
    known = {"measure": list(MEASURES), "status": list(STATUSES), "bound": list(Bound), "review": list(STATES)}
    several = {name: tuple(one for one in query.getlist(name) if one) for name in _SEVERAL}
    for name, names in known.items():
        for value in several[name]:
            one_of(name, value, known=names)
    since, until = day_of(query, "from"), day_of(query, "to")
    if since and until and since > until:
        raise UsageError(f"from must not be after to; got {since} and {until}")
    return Filter(
        parties=several["party"],
        measures=several["measure"],
        statuses=several["status"],
        bounds=several["bound"],
        review=several["review"],
        wars=several["war"],
        since=since,
        until=until,
        civilian={"": None, "yes": True, "no": False}[
            one_of("civilian", query.get("civilian", ""), known=["", "yes", "no"])
        ],
        sort=one_of("sort", query.get("sort", "published"), known=SORTS),
        speaker=words_of(query, "speaker"),
        source=words_of(query, "source"),
        publisher=words_of(query, "publisher"),
        speakers=_names(query, "speaker_is"),
        publishers=_names(query, "publisher_is"),
        text=words_of(query, "text"),
        document=words_of(query, "document"),
        sentences=True,
        limit=limit,
    )


def _names(query: QueryParams, name: str) -> tuple[str, ...]:
    return tuple(one for one in query.getlist(name) if one)


def part_of(query: QueryParams, *, size: int) -> Part:
    """Which part of what is asked for: from the first on, `after` or `before` a claim. Raises `UsageError` for both at once."""
    after, before = words_of(query, "after"), words_of(query, "before")
    if after and before:
        raise UsageError("a page lies after a claim or before one, not both")
    return Part(size=size, after=after, before=before)


def one_of(name: str, value: str, *, known: Any) -> str:
    """The value, where it is one of those known. Raises `UsageError`."""
    names = [str(one) for one in known]
    if value not in names:
        raise UsageError(f"{name} is one of {', '.join(one or 'nothing' for one in names)}; got {value[:60]!r}")
    return value


def words_of(query: QueryParams, name: str) -> str | None:
    """What is said under a name, None for nothing."""
    return query.get(name, "").strip() or None


def day_of(query: QueryParams, name: str) -> dt.date | None:
    """The day under a name, None where there is none. Raises `UsageError` for what is no day."""
    said = query.get(name, "").strip()
    try:
        return read_day(said) if said else None
    except ValueRefused as error:
        raise UsageError(f"{name}: {error}") from None


def number_of(query: QueryParams, name: str, *, least: int, most: int, otherwise: int) -> int:
    """The whole number under a name. Raises `UsageError` for what is none, or lies outside."""
    said = query.get(name, "").strip()
    if not said:
        return otherwise
    if not (said.isascii() and said.isdigit() and len(said) < 10 and least <= int(said) <= most):
        raise UsageError(f"{name} is a whole number from {least} to {most}; got {said[:60]!r}")
    return int(said)


def asked_of(query: QueryParams, *without: str) -> dict[str, Any]:
    """What a query says, to be made into an address again; without these of its names."""
    names = dict.fromkeys(name for name in query if name not in without)
    return {name: [value for value in query.getlist(name) if value] for name in names}
