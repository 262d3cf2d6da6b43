"""Ledgers that the model itself might have told, whose truth is known: what calibration is measured on.

Simulation-based calibration (Talts, Betancourt, Simpson, Vehtari and Gelman 2018): accounts drawn from the priors, figures drawn from the
accounts; were the sampler and the density not of one mind, the truth's rank among the draws would not be uniform. Invariant: the
figures have the very distribution that `posterior.outcome` gives them.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from muster.account.draws import Array
from muster.account.flows import Flow, Stock
from muster.estimate.design import Design
from muster.estimate.noise import FREEDOM
from muster.estimate.posterior import Outcome, Raw, outcome, shapes
from muster.estimate.priors import Priors


@dataclass(frozen=True, slots=True)
class Simulated:
    """A design with figures of its own, and the truth they were drawn from: what it says, and its `raw` parameters."""

    design: Design
    truth: Outcome
    raw: Raw


def simulated(design: Design, *, priors: Priors, random: np.random.Generator) -> Simulated:
    """A ledger of this design. Rounding is to cells of the widths that the design's own figures have; a bound keeps its number, and by
    the account it is one from above or from below."""
    truth, raw = _account(design, priors, random)
    size = len(design.order)
    weights = np.zeros(truth.means.shape)
    weights[:, 0] = 1.0
    plain, listed = design.plain, design.listed
    weights[: plain.size] = np.exp(plain.fixed)
    senses = (np.cumsum(weights, axis=1) < random.random((size, 1))).sum(axis=1).clip(max=weights.shape[1] - 1)
    told = truth.means[np.arange(size), senses] + truth.scales * random.standard_t(FREEDOM, size=size)
    closed = plain.closed
    wide = plain.high - plain.low
    low = np.floor(told[:closed] / wide) * wide
    end = told[closed : plain.size]
    return Simulated(
        replace(
            design,
            plain=replace(
                plain,
                low=low,
                high=low + wide,
                side=np.where(end >= plain.end, -1.0, 1.0),
                middle=np.concatenate([low + wide / 2, plain.end]),
            ),
            listed=replace(listed, number=told[plain.size :]),
        ),
        truth,
        raw,
    )


def likelihood(ledger: Simulated, *, priors: Priors) -> float:
    """The log-likelihood of a ledger's figures at its truth. Ranked among that of the draws it tells sooner than any parameter whether a
    model's noise is right (Modrák and others 2023)."""
    return float(np.sum(outcome(ledger.design, priors=priors, raw=ledger.raw, of=np).claims))


def _account(design: Design, priors: Priors, random: np.random.Generator) -> tuple[Outcome, Raw]:
    """A draw from the priors; one in which a stock falls below nought is as rare as its penalty makes it."""
    while True:
        raw = {name: random.normal(size=shape) for name, shape in shapes(design).items()}
        found = outcome(design, priors=priors, raw=raw, of=np)
        if np.log(random.random()) <= float(found.left):
            return found, raw


# ------------------------------------------------------------------ what is ranked
def quantities(design: Design, *, flows: Array, stocks: Array | None, named: dict[str, Array]) -> dict[str, Array]:
    """What an estimate is asked for, of draws (draw, …): a month, sums, ratios, strength and biases, by name; of those there are."""
    books, party = design.books, design.layout.parties[0]
    middle = len(design.months) // 2
    found: dict[str, Array] = {}

    def of(flow: Flow) -> Array | None:
        at = books.flow(party, flow)
        return None if at is None else flows[:, :, at]

    for flow, word in ((Flow.KILLED, "killed"), (Flow.WOUNDED, "wounded"), (Flow.RECRUITED, "recruited")):
        its = of(flow)
        if its is not None:
            found[f"{word} in a month"] = its[:, middle]
            found[f"{word} in all"] = its.sum(axis=1)
    killed, wounded, missing = of(Flow.KILLED), of(Flow.WOUNDED), of(Flow.GONE_MISSING)
    if killed is not None and wounded is not None:
        found["killed and wounded in three months"] = (killed + wounded)[:, :3].sum(axis=1)
        found["wounded per killed"] = wounded.sum(axis=1) / killed.sum(axis=1)
    if missing is not None:
        found["missing in all"] = missing.sum(axis=1)
    force = books.stock(party, Stock.THEATRE)
    if force is not None and stocks is not None:
        found["strength at the end"] = stocks[:, -1, force]
    for name, word in (
        ("house", "a habit"),
        ("class", "a stance's bias"),
        ("house scale", "scale of habits"),
        ("noise", "scale of noise"),
        ("walk scale", "scale of a walk"),
        ("list share", "share that a list finds"),
    ):
        if name in named:
            found[word] = named[name].reshape(len(flows), -1)[:, 0]
    return found
