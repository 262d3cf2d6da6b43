"""An outlook as the brief is given it: plain numbers of each scenario that somebody else carried forward.

Invariant: nothing is computed from draws here.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from muster.brief.estimates import Band


@dataclass(frozen=True, slots=True, kw_only=True)
class Mover:
    """What moves the end of an outlook: the end on average where it is in its `least` and in its `most` fifth."""

    name: str
    least: float
    most: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Month:
    """The balance of a month with those who return to duty, the chance that more are lost, and the strength at its end, where one was
    estimated."""

    month: dt.date
    balance: Band
    more_lost: float
    strength: Band | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Way:
    """A scenario and what it comes to: why it is looked at, its `answers` in sentences, its months, the recruits a month and those that
    would hold the strength, what moves its end; `sources` as the scenario names them, `remarks` what is odd about it."""

    title: str
    why: str
    answers: tuple[str, ...]
    months: tuple[Month, ...]
    recruits: Band
    needed: Band | None
    movers: tuple[Mover, ...]
    sources: tuple[str, ...] = ()
    remarks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Ahead:
    """The ways ahead of a party of a war (its id, None for no known one) from a run, the first the one that the others are held against.
    `opening` is the strength before the first month."""

    run: str
    war: str | None
    party: str
    opening: Band | None
    ways: tuple[Way, ...]
