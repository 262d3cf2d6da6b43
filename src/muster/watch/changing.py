"""What changed on a board since an earlier one.

Invariant: a board held against itself has no changes, nor has one that has only lost something since.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from muster.watch.board import GRAVEST_FIRST, Board, Result, State


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """An indicator whose state changed, or that stands at watch or alert as before over a `further` thing (by their ids): its state
    `before`, None where the earlier board did not have it, its `result` now, and how many claims are `new`."""

    result: Result
    before: State | None
    new: int
    further: tuple[str, ...] = ()

    @property
    def graver(self) -> bool:
        """Whether it is graver than it was, or as grave over a further thing. What could not be told is the least grave."""
        if self.before is None or self.before is self.result.state:
            return True
        return GRAVEST_FIRST.index(self.result.state) < GRAVEST_FIRST.index(self.before)


@dataclass(frozen=True, slots=True, kw_only=True)
class Earlier:
    """What an earlier board said of an indicator: its `state`, the ids of what it stood `over`, and its `claims`."""

    state: State
    over: frozenset[str]
    claims: frozenset[str]


def changes(earlier: Mapping[str, Earlier], board: Board) -> tuple[Change, ...]:
    """What changed, gravest now first. Other numbers in one state are no change, nor is a thing that is gone."""
    found = []
    for one in board.gravest_first:
        was = earlier.get(one.id)
        new = len(set(one.claims) - was.claims) if was else len(one.claims)
        further = tuple(thing for thing in one.over if was is None or thing not in was.over)
        another = bool(further) and one.state in (State.ALERT, State.WATCH)
        if was is None or was.state is not one.state or another:
            found.append(Change(result=one, before=was.state if was else None, new=new, further=further))
    return tuple(found)
