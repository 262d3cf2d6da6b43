"""What an estimate says, as plain values: bands of flows and levels, who counted, who is far out. No sampler is loaded for it.

Invariant: what was assumed alone is told as that.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace

from muster.account import wording
from muster.account.draws import Array, Banded, month_end
from muster.account.widths import Width
from muster.claims.errors import UsageError
from muster.claims.measures import MEASURES, Measure
from muster.claims.period import Period
from muster.desk.estimating import Estimated, anchored_in
from muster.estimate.answers import Line, first_answer, lines
from muster.estimate.calibration import measured
from muster.estimate.criticism import Borne, bearing, counted, surprises, unsettled
from muster.estimate.habits import Bias, biases
from muster.estimate.observation import Observation, set_apart
from muster.estimate.sampling import Fit

__all__ = [
    "Banded",
    "Bias",
    "FarOut",
    "Line",
    "Resting",
    "Summary",
    "Weighed",
    "foremost",
    "resting",
    "summary",
    "weighed",
]


FEW = 8  # figures that are told as bearing most


@dataclass(frozen=True, slots=True, kw_only=True)
class Weighed:
    """How much a basis, or one figure, bears on an answer: `share` of all that moves it, and by which `claims`, by the ids that the
    ledger's tables show; `apart` tells whose it is from another of the name. Of one figure `what` it says of which `party` and `days`;
    several claims are one figure told again."""

    name: str
    share: float
    up: bool
    claims: tuple[str, ...]
    party: str = ""
    what: str = ""
    days: str = ""
    apart: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Resting:
    """What the level of an answer rests on: `unsettled` is the share of its uncertainty that what bodies of one stance have in common
    makes, which no number of claims settles; `anchors` are those whose figures were used as nearly without bias."""

    unsettled: float
    anchors: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Weights:
    """What bears on the first line of a `party`, `of` which it is: by basis, by single figure, and what its level rests on."""

    party: str
    of: str
    weighed: tuple[Weighed, ...]
    bearing: tuple[Weighed, ...]
    rests: Resting


@dataclass(frozen=True, slots=True, kw_only=True)
class FarOut:
    """A figure of a party that the others make unlikely, with the chance of less than it; `apart` tells whose it is from another of the
    name."""

    party: str
    name: str
    what: str
    days: str
    number: float
    rank: float
    claims: tuple[str, ...]
    apart: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Summary:
    """All that is told of a run. Totals, months and weights are of the days from `first` to `last`; `weights` are told of each party.
    `calibrated` is whether simulation has shown that this version's bands hold what they say."""

    run: str
    war: str
    good: bool
    again: bool
    faults: tuple[str, ...]
    first: dt.date
    last: dt.date
    lines: tuple[Line, ...]
    weights: tuple[Weights, ...]
    far_out: tuple[FarOut, ...]
    biases: tuple[Bias, ...]
    calibrated: bool
    used: int
    aside: dict[str, int]


def summary(one: Estimated, *, since: dt.date | None = None, until: dt.date | None = None) -> Summary:
    """What a run says of the days between these two, or of all that it covers. Raises `UsageError` for days that it does not."""
    draws = one.fit.draws
    period = _asked(one, since, until)
    assert period.start is not None
    assert period.end is not None
    told = tuple(line for party in draws.parties for line in lines(draws, party, period=period))
    differs = set_apart(one.fit.observations)
    return Summary(
        run=one.run.id,
        war=one.war.name if one.war else "no known war",
        good=one.run.good,
        again=one.again,
        faults=one.fit.health.faults,
        first=period.start,
        last=period.end,
        lines=told,
        weights=tuple(_weights(one, party, period) for party in draws.parties),
        far_out=tuple(
            _far_out(its.observation, its.rank, one.names, apart=differs[its.observation.basis])
            for its in surprises(one.fit)
        ),
        biases=tuple(biases(one.fit, priors=one.priors)),
        calibrated=measured(one.run.inputs.versions.get("model", "none")) is not None,
        used=len({claim for its in one.fit.observations for claim in its.claims}),
        aside=dict(Counter(one.fit.aside.values())),
    )


def _asked(one: Estimated, since: dt.date | None, until: dt.date | None) -> Period:
    """The days asked for, each end that is left out being the account's."""
    first, last = _days(one)
    start, end = since or min(first, until or first), until or max(last, since or last)
    months = one.fit.draws.months
    if start < months[0].replace(day=1) or end > month_end(months[-1]):
        covers = wording.when(Period(months[0], month_end(months[-1])))
        raise UsageError(
            f"the estimate covers {covers}, and not all of {wording.when(Period(start, end))}; its run is kept, so another --from and --to "
            "are answered at once"
        )
    return Period(start, end)


def _days(one: Estimated) -> tuple[dt.date, dt.date]:
    """The first and last day of the account: the war's first, or the first figure's, to that of the last figure."""
    its = one.fit.observations
    first = min([figure.start for figure in its] + ([one.war.start] if one.war else []))
    return first, max(figure.end for figure in its)


def _weights(one: Estimated, party: str, period: Period) -> Weights:
    of, answer = first_answer(one.fit.draws, party, period=period)
    return Weights(
        party=party,
        of=of,
        weighed=tuple(weighed(its, one.names) for its in counted(one.fit, answer)),
        bearing=foremost(one.fit, answer, names=one.names),
        rests=resting(one.fit, answer, anchors=anchored_in(one.run, party)),
    )


def resting(fit: Fit, answer: Array, *, anchors: tuple[str, ...]) -> Resting:
    """What an answer (draw,) rests on."""
    return Resting(unsettled=unsettled(fit, answer), anchors=anchors)


def foremost(fit: Fit, answer: Array, *, names: Mapping[str, str]) -> tuple[Weighed, ...]:
    """The figures that bear most on an answer (draw,), each told from those of another body of its name."""
    differs = set_apart(fit.observations)
    return tuple(
        weighed(replace(its, apart=differs[its.observation.basis]) if its.observation else its, names)
        for its in bearing(fit, answer)[:FEW]
    )


def weighed(its: Borne, names: Mapping[str, str]) -> Weighed:
    """The same in words; `names` are the ids that the ledger's tables show."""
    one = its.observation
    return Weighed(
        name=its.name,
        share=its.share,
        up=its.up,
        claims=tuple(names.get(claim, claim) for claim in its.claims),
        party=one.party if one is not None else "",
        what=_what(one) if one is not None else "",
        days=wording.when(Period(one.start, one.end)) if one is not None else "",
        apart=its.apart,
    )


def _what(one: Observation) -> str:
    """A figure as it counted: "35,000 killed", "at least 2,000 killed", "53 casualties per km²", "839 km² of ground taken"."""
    number = wording.number(one.middle)
    if one.low is None or one.high is None:
        number = wording.between(Width(one.low, one.high))
    unit = " km²" if MEASURES[one.measure].unit == "km2" else " civilians" if one.civilian else ""
    per = " per km²" if one.base is Measure.AREA_TAKEN else ""
    return f"{number}{unit} {wording.measure_words(one.measure)}{per}"


def _far_out(one: Observation, rank: float, names: Mapping[str, str], *, apart: str) -> FarOut:
    return FarOut(
        party=one.party,
        name=one.name,
        what=MEASURES[one.measure].title.lower(),
        days=wording.when(Period(one.start, one.end)),
        number=one.middle,
        rank=rank,
        claims=tuple(names.get(claim, claim) for claim in one.claims),
        apart=apart,
    )
