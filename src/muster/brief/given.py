"""What a brief is given besides its readings: findings on their claims, who rests on whom, what was estimated and what follows from it.
Plain data, whoever made it.

Invariant: a claim is named by its anchor in the brief, which is the id it was read with; what names a claim that is not there is left out
by whoever gives it.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from muster.brief.estimates import Estimate
from muster.brief.outlooks import Ahead
from muster.brief.signs import Board
from muster.claims.finding import Finding


@dataclass(frozen=True, slots=True, kw_only=True)
class Aside:
    """Who set a finding aside, why, and on what day."""

    by: str
    why: str
    on: dt.date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """A finding; `claims` are the anchors of those it speaks of, in its own order; `aside` where a person has set it aside."""

    finding: Finding
    claims: tuple[str, ...] = ()
    aside: Aside | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Body:
    """One who says figures, or whose data they are; an `outlet` prints them. `key` tells bodies apart."""

    key: str
    name: str
    outlet: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Rest:
    """That the figures of `child`, `claims` by their anchors, rest on `parent`; both are keys of bodies. `by` says what shows it, in
    the words of `specs/resting.toml`, and `words` say it in a line; `mutual` where nobody can tell which of the two has it of the other."""

    child: str
    parent: str
    by: str
    words: str
    claims: tuple[str, ...]
    mutual: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """All that was found; `findings` in the order in which they are to be told. `untold` are the wars (None: no known one) and parties
    of which there is an estimate that is not shown, and why: "it failed its own diagnostics"."""

    findings: tuple[Told, ...] = ()
    bodies: tuple[Body, ...] = ()
    rests: tuple[Rest, ...] = ()
    estimates: tuple[Estimate, ...] = ()
    untold: tuple[tuple[str | None, str, str], ...] = ()
    aheads: tuple[Ahead, ...] = ()
    boards: tuple[Board, ...] = ()
