"""Each bias before and after the claims: of a basis, of a whole stance, of a list of names.

A basis's bias for a measure is its own habit and what its stance has in common, together: the factor between what it tells and what the
account holds. A habit is normal about nought with a scale that is itself unsure (log-normal), so that its prior is a mixture of
normals, whose quantiles are found on a grid. Invariant: prior and posterior are of one quantity, on one scale.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from statistics import NormalDist

import numpy as np

from muster.account.draws import Array, band
from muster.claims.measures import MEASURES, Measure
from muster.estimate.layout import logit
from muster.estimate.observation import Observation, set_apart
from muster.estimate.priors import Prior, Priors
from muster.estimate.sampling import Fit

BAND = 0.8
HABIT, COMMON, LIST = "habit", "in common", "list"
_GRID = 201  # points over the scale that all habits share


@dataclass(frozen=True, slots=True, kw_only=True)
class Bias:
    """A bias of `whom` (a basis's name, or a stance) when it counts `what` of a party: a factor on the account (`kind` habit, or in
    common), or the share that a list finds in the end (`kind` list). `before` and `after` are the middle 80 of 100, `middle` the
    posterior's; `narrower` the share by which the band has shrunk, on the scale of the model (logs, or log-odds); `figures` how many it
    told; `apart` tells a basis from another of its name."""

    party: str
    kind: str
    whom: str
    what: str
    figures: int
    anchor: bool
    before: tuple[float, float]
    after: tuple[float, float]
    middle: float
    narrower: float
    apart: str = ""

    @property
    def settled(self) -> bool:
        """Whether the posterior's band leaves out that there is no bias."""
        return not self.after[0] <= 1.0 <= self.after[1]


def biases(fit: Fit, *, priors: Priors) -> list[Bias]:
    """All of a fit: by party the bases, those that stand farthest from the account first, then the stances, then the lists. A basis that
    told once has none, since its habit cannot be told from its noise."""
    found = []
    for party in fit.draws.parties:
        own = [one for one in fit.observations if one.party == party]
        bases = sorted(_bases(fit, own, priors), key=lambda one: (-abs(math.log(one.middle)), one.whom, one.what))
        found += [*bases, *_stances(fit, own, priors), *_lists(fit, own, priors)]
    return found


def _bases(fit: Fit, own: list[Observation], priors: Priors) -> Iterator[Bias]:
    often, differs = Counter((one.basis, one.measure) for one in own if not one.listed), set_apart(fit.observations)
    first = {(one.basis, one.measure): one for one in reversed(own) if not one.listed}
    for (basis, measure), one in sorted(first.items(), key=lambda pair: pair[0]):
        habit = fit.draws.beside.get(f"house: {basis}: {measure.value}")
        if habit is None:
            continue
        common = fit.draws.beside.get(_common(one)) if _classed(one, priors) else None
        anchor = priors.anchored(basis, measure)
        before = prior_of(priors, anchor=anchor, common=common is not None)
        values = habit if common is None else habit + common
        its = _factor(one, before, values, kind=HABIT, figures=often[basis, measure], anchor=anchor)
        yield replace(its, apart=differs[basis])


def _stances(fit: Fit, own: list[Observation], priors: Priors) -> Iterator[Bias]:
    classed = [one for one in own if not one.listed and _classed(one, priors)]
    often = Counter(_common(one) for one in classed)
    half = NormalDist().inv_cdf((1 + BAND) / 2) * priors["class"].at
    for name, one in sorted({_common(one): one for one in classed}.items()):
        if name in fit.draws.beside:
            yield _factor(one, half, fit.draws.beside[name], kind=COMMON, figures=often[name])


def _lists(fit: Fit, own: list[Observation], priors: Priors) -> Iterator[Bias]:
    often, differs = Counter(one.basis for one in own if one.listed), set_apart(fit.observations)
    for basis, one in sorted({one.basis: one for one in own if one.listed}.items()):
        values = fit.draws.beside.get(f"list share: {basis}")
        if values is None:
            continue
        half = NormalDist().inv_cdf((1 + BAND) / 2) * priors["listed_share"].spread
        at = logit(priors["listed_share"].at)
        after = band(values, BAND)
        yield Bias(
            party=one.party, kind=LIST, whom=one.name, what=Measure.OBITUARIES.value, figures=often[basis], anchor=False,
            before=(_share(at - half), _share(at + half)), after=after, middle=float(np.median(values)),
            narrower=1 - (logit(after[1]) - logit(after[0])) / (2 * half), apart=differs[basis],
        )  # fmt: skip


def _factor(one: Observation, half: float, logs: Array, *, kind: str, figures: int, anchor: bool = False) -> Bias:
    low, high = band(logs, BAND)
    of_one = kind == HABIT
    return Bias(
        party=one.party, kind=kind, whom=one.name if of_one else one.stance.value,
        what=one.measure.value if of_one else MEASURES[one.measure].group, figures=figures, anchor=anchor,
        before=(math.exp(-half), math.exp(half)), after=(math.exp(low), math.exp(high)),
        middle=float(np.exp(np.median(logs))), narrower=1 - (high - low) / (2 * half),
    )  # fmt: skip


def _classed(one: Observation, priors: Priors) -> bool:
    return one.base is None and not priors.anchored(one.basis, one.measure)


def _common(one: Observation) -> str:
    return f"class: {one.stance.value}: {MEASURES[one.measure].group}"


def _share(logs: float) -> float:
    return 1 / (1 + math.exp(-logs))


# ------------------------------------------------------------------ before a claim is seen
def prior_of(priors: Priors, *, anchor: bool, common: bool) -> float:
    """Half the width, in logs, of the middle 80 of 100 of a basis's bias before a claim is seen."""
    shared = priors["class"].at if common else 0.0
    scales = [priors["anchored"].at] if anchor else _scales(priors["house"])
    spreads = [math.hypot(scale, shared) for scale in scales]
    normal, low, high = NormalDist(), 0.0, 20 * max(spreads)
    for _ in range(60):
        middle = (low + high) / 2
        inside = sum(normal.cdf(middle / spread) for spread in spreads) / len(spreads)
        low, high = (middle, high) if inside < (1 + BAND) / 2 else (low, middle)
    return (low + high) / 2


def _scales(prior: Prior) -> list[float]:
    """Equally likely values of a log-normal scale."""
    normal = NormalDist()
    return [prior.at * math.exp(prior.spread * normal.inv_cdf((at + 0.5) / _GRID)) for at in range(_GRID)]
