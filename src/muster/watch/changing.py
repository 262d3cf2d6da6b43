"""What changed on a board since an earlier one.

Invariant: a board held against itself has no changes.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from muster.watch.board import GRAVEST_FIRST, Board, Result, State


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """An indicator whose state changed, or that stands at the same over something else or over further claims: its state `before`, None
    where the earlier board did not have it, its `result` now, and how many claims are `new`."""

    result: Result
    before: State | None
    new: int

    @property
    def graver(self) -> bool:
        """Whether it is graver than it was. What could not be told is the least grave."""
        return self.before is None or GRAVEST_FIRST.index(self.result.state) < GRAVEST_FIRST.index(self.before)


@dataclass(frozen=True, slots=True, kw_only=True)
class Earlier:
    """What an earlier board said of an indicator."""

    state: State
    about: str
    claims: frozenset[str]


def changes(earlier: Mapping[str, Earlier], board: Board) -> tuple[Change, ...]:
    """What changed, gravest now first. The numbers of a quiet indicator that stays quiet are no change."""
    found = []
    for one in board.gravest_first:
        was = earlier.get(one.id)
        new = len(set(one.claims) - was.claims) if was else len(one.claims)
        another = was is not None and was.about != one.about and one.state in (State.ALERT, State.WATCH)
        if was is None or was.state is not one.state or another:
            found.append(Change(result=one, before=was.state if was else None, new=new))
    return tuple(found)
