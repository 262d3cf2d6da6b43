"""What would be told of days to come had the account gone as draws say, and how well that held: the predictive distribution of figures
that a fit has not seen.

A figure to come is what the account holds of its measure, in the sense that its basis keeps to, with the habit and the stance of its basis
and noise, as in the fit; of a basis that the fit has not met they are drawn from what all bases share. Invariant: what neither fit nor
outlook modelled is not foretold; the order of the figures changes nothing.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from muster.account.chart import Chart
from muster.account.draws import Array, Banded, Draws, banded, month_end
from muster.account.functional import Sense
from muster.claims.measures import MEASURES
from muster.claims.period import Period
from muster.estimate.design import Design, designed
from muster.estimate.noise import FREEDOM
from muster.estimate.observation import Observation
from muster.estimate.priors import Priors
from muster.estimate.sampling import delay, meaning

LEAST = 0.5  # people: the least that has a logarithm


@dataclass(frozen=True, slots=True, kw_only=True)
class Foretold:
    """An `observation` that came later, the log of its middle as it was `told`, and `logs` (draw,), what was to be expected of it."""

    observation: Observation
    told: float
    logs: Array

    def inside(self, share: float) -> bool:
        """Whether what was told lies in the middle band that holds this share of the draws."""
        low, high = np.quantile(self.logs, [(1 - share) / 2, (1 + share) / 2])
        return bool(low <= self.told <= high)

    @property
    def expected(self) -> Banded:
        """What was to be expected, as a number."""
        return banded(np.exp(self.logs))

    @property
    def score(self) -> float:
        """The CRPS of the draws, in logs."""
        return crps(self.logs, self.told)


def crps(ensemble: Array, told: float) -> float:
    """The continuous ranked probability score of an ensemble (member,) for what was told: E|X - y| - E|X - X'| / 2 (Gneiting and Raftery
    2007), with the sorted sum for the second; of one member alone its distance."""
    ordered = np.sort(np.asarray(ensemble, dtype=float))
    count = len(ordered)
    weights = 2 * np.arange(1, count + 1) - count - 1
    return float(np.mean(np.abs(ordered - told)) - np.sum(weights * ordered) / count**2)


def scorable(one: Observation) -> bool:
    """Whether a figure has a middle to be scored by: both its ends, or a count of names."""
    return one.listed or (bool(one.low) and one.high is not None)


def foretold(draws: Draws, later: Sequence[Observation], *, chart: Chart, priors: Priors, seed: int) -> list[Foretold]:
    """Of the later figures those that can be scored and that the draws can foretell. `draws` cover their days, with what rides along of the
    fit that made them."""
    last = month_end(draws.months[-1])
    its = [
        one
        for one in sorted(later, key=lambda one: one.order)
        if scorable(one) and draws.months[0] <= one.end <= last and one.party in draws.parties and not one.civilian
    ]
    known = [(one, list(_senses(one, draws, chart))) for one in its]
    its = [one for one, senses in known if senses]
    if not its:
        return []
    design = designed(its, months=draws.months, parties=draws.parties, chart=chart, priors=priors)
    ways = _Ways(draws, chart, priors, design, seed)
    places = {one.order: at for at, one in enumerate(design.order)}
    return [Foretold(observation=one, told=_middle(one), logs=ways.logs(one, at=places[one.order])) for one in its]


def _middle(one: Observation) -> float:
    return math.log(max((one.low or LEAST) if one.listed else one.middle, LEAST))


def _senses(one: Observation, draws: Draws, chart: Chart) -> Iterator[Sense]:
    """The senses of a figure's measure as far as the draws know them, each once."""
    entry = chart[one.measure]
    if one.base is not None and _known(chart[one.base].flows[0], draws) is None:
        return
    measure = entry.of if one.base is not None and entry.of is not None else one.measure
    seen = set()
    for sense in chart[measure].levels if one.level else chart[measure].flows:
        own = _known(sense, draws)
        if own is not None and (own.flows, own.stocks) not in seen:
            seen.add((own.flows, own.stocks))
            yield own


def _known(sense: Sense, draws: Draws) -> Sense | None:
    flows = tuple((flow, weight) for flow, weight in sense.flows if flow in draws.flow_names)
    stocks = tuple(stock for stock in sense.stocks if stock in draws.stock_names)
    return Sense(sense.name, flows=flows, stocks=stocks) if flows or stocks else None


@dataclass(frozen=True, slots=True)
class _Ways:
    """How bases tell: from the draws of a fit, and for what it has not met from the priors."""

    draws: Draws
    chart: Chart
    priors: Priors
    design: Design
    seed: int

    def _random(self, *of: object) -> np.random.Generator:
        """A generator for one purpose, so that no figure changes the luck of another."""
        return np.random.default_rng([self.seed, *"|".join(map(str, of)).encode()])

    @property
    def _size(self) -> int:
        return int(self.draws.flows.shape[0])

    def _beside(self, name: str) -> Array | None:
        return self.draws.beside.get(name)

    def logs(self, one: Observation, *, at: int) -> Array:
        """Draws of the log of what would be told: shape (draw,). `at` is the figure's place in the design."""
        noise = self._random("noise", one.order).standard_t(FREEDOM, self._size)
        if one.listed:
            return self._listed(one, at - self.design.plain.size) + self._list_noise() * noise
        scale = np.hypot(self._noise(one), math.sqrt(float(self.design.plain.more[at])))
        return self._number(one) + self._habit(one) + self._stance(one) + scale * noise

    # -------------------------------------------------------------- plain figures
    def _number(self, one: Observation) -> Array:
        """The log of what the account holds of it, in the sense that its basis means."""
        senses = list(_senses(one, self.draws, self.chart))
        base = None if one.base is None else _known(self.chart[one.base].flows[0], self.draws)
        period = Period(max(one.start, self.draws.months[0]), one.end)
        values = np.array(
            [
                self.draws.of(
                    sense,
                    party=one.above or one.party,
                    period=period,
                    base=base,
                    base_party=one.party if base else None,
                )
                for sense in senses
            ]
        )
        weights = self._meant(one, [sense.name for sense in senses])
        least = 1e-6 if base is not None else LEAST
        return np.asarray(np.log(np.maximum((weights * values).sum(axis=0), least)))

    def _meant(self, one: Observation, names: Sequence[str]) -> Array:
        """How much of each sense a figure counts, of each draw: shape (sense, draw)."""
        own = [self._beside(meaning(one.basis, one.measure, sense=name)) for name in names]
        if len(names) > 1 and all(weights is not None for weights in own):
            held = np.array(own)
            return np.asarray(held / held.sum(axis=0))
        shares = np.array(self.priors.weights(one.measure, tuple(names)))
        taken = self._random("sense", one.order).choice(len(names), p=shares / shares.sum(), size=self._size)
        return np.asarray(np.eye(len(names))[taken].T)

    def _habit(self, one: Observation) -> Array:
        own = self._beside(f"house: {one.basis}: {one.measure.value}")
        if own is not None:
            return own
        normal = self._random("house", one.basis, one.measure.value).standard_normal(self._size)
        if self.priors.anchored(one.basis, one.measure):
            return self.priors["anchored"].at * normal
        shared = self._beside("house scale: all")
        if shared is None:
            prior = self.priors["house"]
            shared = prior.at * np.exp(prior.spread * self._random("house scale").standard_normal(self._size))
        return shared * normal

    def _stance(self, one: Observation) -> Array:
        if one.base is not None or self.priors.anchored(one.basis, one.measure):
            return np.zeros(self._size)
        name = f"class: {one.stance.value}: {MEASURES[one.measure].group}"
        own = self._beside(name)
        return self.priors["class"].at * self._random(name).standard_normal(self._size) if own is None else own

    def _noise(self, one: Observation) -> Array:
        for name in (f"noise: {one.basis}: {one.measure.value}", "noise: all others"):
            own = self._beside(name)
            if own is not None:
                return own
        prior = self.priors["noise"]
        return np.asarray(prior.at * np.exp(prior.spread * self._random("noise scale").standard_normal(self._size)))

    # -------------------------------------------------------------- lists of names
    def _listed(self, one: Observation, at: int) -> Array:
        """The log of what a list finds of the dead of each month in its days by its age, as in the fit."""
        (sense,) = list(_senses(one, self.draws, self.chart))[:1]
        dead = self.draws.monthly(sense, party=one.party)
        delays = len(self.priors.delay.months)
        each = [self._beside(delay(step)) for step in range(delays)]
        cases = np.array(self.priors.delay.cases)
        weights = (
            np.array(each)
            if all(values is not None for values in each)
            else self._random("list delay").dirichlet(cases, self._size).T
        )
        found = np.einsum("dm,km,kd->d", dead, self.design.listed.known[at], weights)
        return np.asarray(np.log(np.maximum(found, LEAST)) + np.log(self._share(one)))

    def _share(self, one: Observation) -> Array:
        own = self._beside(f"list share: {one.basis}")
        if own is not None:
            return own
        prior = self.priors["listed_share"]
        normal = self._random("list share", one.basis).standard_normal(self._size)
        logs = math.log(prior.at / (1 - prior.at)) + prior.spread * normal
        return np.asarray(1 / (1 + np.exp(-logs)))

    def _list_noise(self) -> Array:
        own = self._beside("list noise: all")
        if own is not None:
            return own
        prior = self.priors["listed_noise"]
        return np.asarray(prior.at * np.exp(prior.spread * self._random("list noise").standard_normal(self._size)))
