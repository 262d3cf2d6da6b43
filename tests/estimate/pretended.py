"""Fits that no sampler made: draws out of a random walk whose middle is known, with observations beside them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from muster.account.draws import Draws, month_end, months_of
from muster.account.flows import Flow, Stock
from muster.estimate import kept
from muster.estimate.health import Health
from muster.estimate.observation import Observation
from muster.estimate.sampling import Fit
from muster.ledger.runs import Inputs, Run

HEALTH = Health(rhat=1.004, rhat_of="a", bulk=900, bulk_of="b", tail=700, tail_of="c", divergences=0, draws=4000)


def pretended(
    observations: Sequence[Observation],
    *,
    months: tuple[dt.date, ...],
    a_month: Mapping[Flow, float],
    parties: Sequence[str] = ("RU",),
    force: float = 0.0,
    spread: float = 0.1,
    size: int = 400,
    seed: int = 1,
    informed: Sequence[Flow] | None = None,
    aside: Mapping[str, str] | None = None,
) -> Fit:
    """A fit in which every draw is its own multiple (of this spread, in logs) of so many a month, with small noise between months; a habit
    for each basis and measure that told twice, and one for a stance; `force` is the level in the theatre, none where it is nought."""
    random = np.random.default_rng(seed)
    shape = (size, len(parties), len(a_month), len(months))
    common = random.normal(0, spread, size=(size, 1, 1, 1))
    flows = np.array(list(a_month.values()))[None, None, :, None] * np.exp(
        common + random.normal(0, spread, size=shape)
    )
    names = (Stock.THEATRE,) if force else ()
    stocks = force * np.exp(random.normal(0, spread / 2, size=(size, len(parties), len(names), len(months) + 1)))
    houses = sorted({(one.basis, one.measure.value) for one in observations})
    beside = {
        f"house: {basis}: {measure}": random.normal(0.1 * at, 0.1, size=size)
        for at, (basis, measure) in enumerate(houses)
    }
    beside["class: independent: loss"] = random.normal(0, 0.2, size=size)
    return Fit(
        draws=Draws(
            flows=flows,
            stocks=stocks,
            parties=tuple(parties),
            flow_names=tuple(a_month),
            stock_names=names,
            months=months,
            beside=beside,
            informed={party: tuple(a_month if informed is None else informed) for party in parties},
        ),
        observations=tuple(observations),
        told=random.normal(size=(size, len(observations))),
        rank=np.linspace(0.001, 0.6, len(observations)) if observations else np.zeros(0),
        health=HEALTH,
        seed=seed,
        aside=dict(aside or {}),
    )


def run_of(fit: Fit, *, war: str = "russia-ukraine", good: bool = True, made: dt.datetime, **more: Any) -> Run:
    """The run that would be kept of a fit."""
    claims = tuple(sorted({claim for one in fit.observations for claim in one.claims}))
    its: dict[str, Any] = {"claims": claims, "settings": "s", "seed": fit.seed, "versions": {"muster": "1"}, **more}
    return Run(
        inputs=Inputs(war=war, parties=fit.draws.parties, **its),
        good=good,
        health=kept.health_out(fit.health),
        told=kept.told_out(fit),
        draws=kept.draws_out(fit),
        made_at=made,
    )


def span(first: dt.date, last: dt.date) -> tuple[dt.date, ...]:
    """The months between two days."""
    return months_of(first, month_end(last))
