"""A board out to JSON, and what an earlier one said in again.

Invariant: what was written is read again as it was; anything else is refused with what is wrong of it.
"""

from __future__ import annotations

import datetime as dt
import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from muster.claims.errors import ValueRefused
from muster.watch.board import Board, Result, State, indicators
from muster.watch.changing import Change, Earlier

FORMAT, VERSION = "muster watch", 1
Record: TypeAlias = dict[str, object]


@dataclass(frozen=True, slots=True, kw_only=True)
class Past:
    """An earlier board: of whom, as of what day, and what each indicator said."""

    war: str
    party: str
    day: dt.date
    of: Mapping[str, Earlier]


def record(board: Board, *, shown: Sequence[Result] | None = None, changed: Sequence[Change] | None = None) -> Record:
    """A board for machines, of all its indicators or of those that are shown, with what changed where that was asked."""
    its = board.results if shown is None else shown
    whole = shown is None
    found: Record = {
        "format": FORMAT,
        "version": VERSION,
        "war": board.war,
        "party": board.party,
        "side": board.side,
        "day": board.day.isoformat(),
        "run": board.run or None,
        "indicators": [_result(one) for one in its],
        "questions": [
            {"id": one.question.id, "asks": one.question.asks, "state": one.state.value, "why": one.why}
            for one in (board.answers if whole else ())
        ],
    }
    if changed is not None:
        found["changes"] = [
            {"id": one.result.id, "name": indicators()[one.result.id].name, "before": one.before and one.before.value,
             "now": one.result.state.value, "graver": one.graver, "new_claims": one.new, "further": list(one.further),
             "why": one.result.why}
            for one in changed
        ]  # fmt: skip
    return found


def _result(one: Result) -> Record:
    return {
        "id": one.id,
        "name": indicators()[one.id].name,
        "state": one.state.value,
        "why": one.why,
        "numbers": {name: value if math.isfinite(value) else None for name, value in one.numbers},
        "claims": list(one.claims),
        "day": one.day and one.day.isoformat(),
        "about": one.about,
        "over": list(one.over),
        "documents": list(one.documents),
    }


def past(text: str) -> Past:
    """What an earlier board said. Raises `ValueRefused` for text that is no such board."""
    try:
        data = json.loads(text)
    except (ValueError, RecursionError):
        raise ValueRefused("it is no JSON") from None
    if not isinstance(data, dict) or data.get("format") != FORMAT:
        raise ValueRefused("it is no board")
    if data.get("version") != VERSION:
        raise ValueRefused(f"its form is version {data.get('version')!r}, and {VERSION} is known here")
    try:
        return Past(
            war=str(data["war"]),
            party=str(data["party"]),
            day=dt.date.fromisoformat(data["day"]),
            of={
                str(one["id"]): Earlier(
                    state=State(one["state"]),
                    over=frozenset(map(str, one.get("over", [one["about"]]))),
                    claims=frozenset(map(str, one["claims"])),
                )
                for one in data["indicators"]
            },
        )
    except KeyError as error:
        raise ValueRefused(f"it has no {error.args[0]!r}") from None
    except (AttributeError, TypeError, ValueError):
        raise ValueRefused(
            "its day, or what it says of an indicator, is not as muster watch --json writes it"
        ) from None
