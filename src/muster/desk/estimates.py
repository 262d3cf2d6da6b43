"""What an estimate says, as plain values: bands of flows and levels, who counted, who is far out. No sampler is loaded for it.

Invariant: what the prior alone says is told as that.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from dataclasses import dataclass

from muster.claims.measures import MEASURES
from muster.claims.period import Period
from muster.desk.estimating import Estimated
from muster.estimate.answers import Banded, Line, first_answer, lines
from muster.estimate.criticism import Borne, bearing, counted, surprises, unsettled

__all__ = ["Banded", "FarOut", "Line", "Summary", "Weighed", "summary"]


FEW = 8  # figures that are told as bearing most


@dataclass(frozen=True, slots=True, kw_only=True)
class Weighed:
    """How much a basis, or one figure, bears on the total of the dead, or of whatever is told first: `share` of all that moves it, and by
    which `claims`, by the ids that the ledger's tables show."""

    name: str
    share: float
    up: bool
    claims: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class FarOut:
    """A figure that the others make unlikely, with the chance of less than it."""

    name: str
    what: str
    days: str
    number: float
    rank: float
    claims: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Summary:
    """All that is told of a run. `weighed` are bases, `bearing` single figures; `unsettled` is the share of the first line's
    uncertainty that what bases have in common makes; `calibrated` whether simulation has shown that this version's bands hold what
    they say, which has not been measured yet."""

    run: str
    war: str
    good: bool
    again: bool
    faults: tuple[str, ...]
    first: dt.date
    last: dt.date
    lines: tuple[Line, ...]
    weighed: tuple[Weighed, ...]
    bearing: tuple[Weighed, ...]
    far_out: tuple[FarOut, ...]
    unsettled: float
    calibrated: bool
    used: int
    aside: dict[str, int]


def summary(one: Estimated) -> Summary:
    """What a run says."""
    draws = one.fit.draws
    first, last = _days(one)
    period = Period(first, last)
    told = tuple(line for party in draws.parties for line in lines(draws, party, period=period))
    answer = first_answer(draws, draws.parties[0], period=period)
    return Summary(
        run=one.run.id,
        war=one.war.name if one.war else "no known war",
        good=one.run.good,
        again=one.again,
        faults=one.fit.health.faults,
        first=first,
        last=last,
        lines=told,
        weighed=tuple(_weighed(its, one) for its in counted(one.fit, answer)),
        bearing=tuple(_weighed(its, one) for its in bearing(one.fit, answer)[:FEW]),
        far_out=tuple(
            FarOut(
                name=its.observation.name,
                what=MEASURES[its.observation.measure].title.lower(),
                days=str(Period(its.observation.start, its.observation.end)),
                number=its.observation.middle,
                rank=its.rank,
                claims=tuple(one.names.get(claim, claim) for claim in its.observation.claims),
            )
            for its in surprises(one.fit)
        ),
        unsettled=unsettled(one.fit, answer),
        calibrated=False,
        used=len({claim for its in one.fit.observations for claim in its.claims}),
        aside=dict(Counter(one.fit.aside.values())),
    )


def _days(one: Estimated) -> tuple[dt.date, dt.date]:
    """The first and last day of the account: the war's first, or the first figure's, to that of the last figure."""
    its = one.fit.observations
    first = min([figure.start for figure in its] + ([one.war.start] if one.war else []))
    return first, max(figure.end for figure in its)


def _weighed(its: Borne, one: Estimated) -> Weighed:
    claims = tuple(one.names.get(claim, claim) for claim in its.claims)
    return Weighed(name=its.name, share=its.share, up=its.up, claims=claims)
