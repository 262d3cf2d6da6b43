"""What a fit says over time, and what was told beside it: courses month by month, figures at their monthly rates, habits as factors.

Invariant: a figure stands over the days it is of, at its total shared out over them as the model shares it; a habit is told as how many
times what the account holds a body tells.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from muster.account.draws import Banded, Draws, banded, month_end, shares
from muster.claims.measures import Measure
from muster.estimate.answers import BALANCE, RATIO, Quantity, quantities
from muster.estimate.observation import Observation
from muster.estimate.sampling import Fit

MONTHS = 3  # that are held against as many before them
# Which measures are drawn over what is told of a party; what has none is drawn alone.
_OVER: dict[str, tuple[Measure, ...]] = {
    "killed": (Measure.KILLED, Measure.OBITUARIES),
    "wounded": (Measure.WOUNDED,),
    "killed and wounded": (Measure.KILLED_WOUNDED, Measure.LOSSES),
    "missing": (Measure.MISSING,),
    "captured": (Measure.CAPTURED,),
    "deserted": (Measure.DESERTED,),
    "returned to duty": (Measure.RETURNED,),
    "recruited": (Measure.RECRUITED,),
    "mobilised": (Measure.MOBILISED,),
    "conscripted": (Measure.CONSCRIPTED,),
    "convicts": (Measure.CONVICTS,),
    "foreign": (Measure.FOREIGN,),
    "km² taken": (Measure.AREA_TAKEN,),
    "civilians killed": (Measure.KILLED, Measure.OBITUARIES),
    RATIO: (Measure.WOUNDED_PER_KILLED,),
    "in the theatre": (Measure.STRENGTH,),
}
_OF_CIVILIANS = "civilians killed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """An observation where it is drawn: between `low` and `high` (open: None) with `middle`, a month for what happens over time. What was
    counted one by one stays as it is, since a list says little of the month in which it was read."""

    observation: Observation
    low: float | None
    middle: float
    high: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Course:
    """A quantity of a party month by month, a level at the end of each, and the figures told of it; `prior` where no claim speaks of it."""

    what: str
    level: bool
    ratio: bool
    months: tuple[tuple[dt.date, Banded], ...]
    told: tuple[Told, ...]
    prior: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Habit:
    """How many times what the account holds is told: of a basis for one measure, or (`common`) by all bodies of a stance for a group of
    measures. `key` is the basis's or the stance, `of` the measure or the group."""

    key: str
    of: str
    common: bool
    factor: Banded


def courses(fit: Fit, party: str) -> Iterator[Course]:
    """Every quantity that is told of a party but the balance, those that claims inform and the others."""
    for one in quantities(fit.draws, party):
        if one.what != BALANCE:
            yield _course(fit, party, one)


def _course(fit: Fit, party: str, one: Quantity) -> Course:
    draws, values = fit.draws, one.monthly(fit.draws, party)
    return Course(
        what=one.what,
        level=one.sense.level,
        ratio=one.base is not None,
        months=tuple((month, banded(values[:, at])) for at, month in enumerate(draws.months)),
        told=tuple(_told(its, draws) for its in fit.observations if _is_of(its, party, one)),
        prior=one.prior,
    )


def _is_of(its: Observation, party: str, one: Quantity) -> bool:
    """Whether an observation is drawn over a quantity."""
    return (
        its.party == party
        and its.measure in _OVER.get(one.what, ())
        and its.civilian == (one.what == _OF_CIVILIANS)
        and its.level == one.sense.level
        and its.above in ("", party)
    )


def _told(its: Observation, draws: Draws) -> Told:
    over = 1.0
    if not its.level and not its.listed and its.base is None:
        over = float(shares(draws.months, start=its.start, end=its.end).sum()) or 1.0
    low, high = (None if end is None else end / over for end in (its.low, its.high))
    return Told(observation=its, low=low, middle=its.middle / over, high=high)


def habits(fit: Fit) -> list[Habit]:
    """The biases of a fit, those of bases before what stances have in common."""
    found = []
    for name, values in fit.draws.beside.items():
        kind, _, rest = name.partition(": ")
        key, _, of = rest.rpartition(": ")
        if kind in ("house", "class") and key:
            found.append(Habit(key=key, of=of, common=kind == "class", factor=banded(np.exp(values))))
    return sorted(found, key=lambda one: (one.common, one.key, one.of))


@dataclass(frozen=True, slots=True, kw_only=True)
class Rise:
    """The `chance` that of a quantity (`what`) there was more a month from `late` to `last` than from `early` to the day before."""

    what: str
    early: dt.date
    late: dt.date
    last: dt.date
    chance: float


def rise(fit: Fit, party: str, *, last: dt.date) -> Rise | None:
    """Of the first flow that claims inform, the last `MONTHS` whole months before a day against as many before them; None where there are
    not so many."""
    draws = fit.draws
    first = next((one for one in quantities(draws, party) if not one.prior and not one.sense.level), None)
    whole = [at for at, month in enumerate(draws.months) if month_end(month) <= last]
    if first is None or len(whole) < 2 * MONTHS:
        return None
    values = first.monthly(draws, party)
    late, early = whole[-MONTHS:], whole[-2 * MONTHS : -MONTHS]
    chance = float(np.mean(values[:, late].mean(axis=1) > values[:, early].mean(axis=1)))
    return Rise(
        what=first.what,
        early=draws.months[early[0]],
        late=draws.months[late[0]],
        last=month_end(draws.months[late[-1]]),
        chance=chance,
    )


def days_of(fit: Fit, start: dt.date | None) -> tuple[dt.date, dt.date]:
    """The first and last day of an account: its war's first, or the first figure's, to that of the last figure."""
    first = min([one.start for one in fit.observations] + ([start] if start else []))
    return first, max(one.end for one in fit.observations)
