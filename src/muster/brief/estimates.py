"""An estimate as the brief is given it: plain numbers that somebody else worked out, and the anchors of the claims beside them.

Invariant: nothing is computed from draws here; a claim is named by its anchor in the brief, and one that is not there by none.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

Span = tuple[float, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class Band:
    """The middle of the possible accounts, and between what numbers 50, 80 and 95 of 100 of them lie."""

    middle: float
    half: Span
    most: Span
    nearly: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """A figure as the estimate was told it, over the days `start` to `end`, both inside: between `low` and `high` (None: open) with
    `middle`, a month for what happens over time, but as it is where it is `listed`: so many were counted one by one, or since the count
    before. `claims` are the anchors of those that told it."""

    start: dt.date
    end: dt.date
    low: float | None
    middle: float
    high: float | None
    basis: str
    measure: str
    claims: tuple[str, ...] = ()
    listed: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Course:
    """A quantity over time: for a level a band at the end of each month, else one for each whole month, given by its first day."""

    what: str
    level: bool
    ratio: bool
    months: tuple[tuple[dt.date, Band], ...]
    bars: tuple[Bar, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Bias:
    """How many times what the account holds is told by a basis of one measure, or by all bodies of a stance (`common`). `claims` are the
    anchors of its claims, `figures` how many figures of it there are."""

    whose: str
    of: str
    common: bool
    factor: Band
    figures: int = 0
    claims: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Headline:
    """A quantity in all, or a level at the end; `prior` where no claim speaks of it."""

    what: str
    level: bool
    total: Band
    prior: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Weight:
    """How much a basis bears on the first quantity: the share of all that moves it, and whether more weight would raise it; `apart` tells
    it from another of its name, and it is `called` so that no other is meant."""

    name: str
    share: float
    up: bool
    figures: int
    claims: tuple[str, ...] = ()
    apart: str = ""
    called: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Far:
    """A figure that the others make unlikely, between `low` and `high` (open: None); `chance` is that of less than it. `people` is whether
    it counts them, rather than ground or people over something."""

    name: str
    what: str
    start: dt.date
    end: dt.date
    low: float | None
    number: float
    high: float | None
    chance: float
    people: bool = True
    claims: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Rising:
    """The `chance` that of `what` there was more a month from `late` to `last` than from `early` to the day before."""

    what: str
    early: dt.date
    late: dt.date
    last: dt.date
    chance: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Diagnostics:
    """How the sampler fared, the worst of each; `calibrated` whether simulation has shown that the bands of this version hold what they
    say, which has not been measured yet."""

    rhat: float
    ess: float
    divergences: int
    draws: int
    calibrated: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Estimate:
    """What a run says of one party of a war (its id, None for no known one) from `first` to `last`. `unsettled` is the share of the first
    quantity's uncertainty that no number of claims settles. `used` claims went in; `since` have come in after it, or were judged; `aside`
    are the reasons for which others did not go in, with how many; `assumed` what it assumes: each by name, what it is, and why."""

    run: str
    made: dt.date
    war: str | None
    party: str
    first: dt.date
    last: dt.date
    lines: tuple[Headline, ...]
    courses: tuple[Course, ...]
    biases: tuple[Bias, ...]
    weights: tuple[Weight, ...]
    far: tuple[Far, ...]
    rising: Rising | None
    unsettled: float
    diagnostics: Diagnostics
    used: int
    since: int = 0
    aside: tuple[tuple[str, int], ...] = ()
    assumed: tuple[tuple[str, str, str], ...] = ()
