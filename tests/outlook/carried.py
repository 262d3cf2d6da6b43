"""Draws for tests of the outlook, made by hand: a force of a known strength with known rates."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

import numpy as np

from muster.account.draws import Draws, months_of
from muster.account.flows import Flow, Stock

MONTHS = months_of(dt.date(2025, 1, 1), dt.date(2026, 2, 28))
RATES: dict[Flow, float] = {
    Flow.KILLED: 10_000, Flow.WOUNDED: 25_000, Flow.DIED_OF_WOUNDS: 1_250, Flow.RETURNED: 16_000, Flow.INVALIDED: 7_750,
    Flow.GONE_MISSING: 1_500, Flow.FOUND_DEAD: 600, Flow.FOUND_CAPTIVE: 90, Flow.FOUND_ALIVE: 40, Flow.CAPTURED: 300,
    Flow.FREED: 120, Flow.DIED_CAPTIVE: 4, Flow.RECRUITED: 32_000, Flow.SENT: 32_000, Flow.OTHER_IN: 900, Flow.OTHER_OUT: 400,
}  # fmt: skip
LEVELS: dict[Stock, float] = {
    Stock.THEATRE: 650_000, Stock.ELSEWHERE: 300_000, Stock.HOSPITAL: 40_000, Stock.MISSING: 30_000, Stock.CAPTIVE: 6_000,
}  # fmt: skip


def draws(
    size: int = 200,
    *,
    rates: Mapping[Flow, float] = RATES,
    levels: Mapping[Stock, float] = LEVELS,
    spread: float = 0.1,
    seed: int = 1,
) -> Draws:
    """So many draws whose rates and levels lie about these, each draw's own all along."""
    random = np.random.default_rng(seed)
    flows = np.zeros((size, 1, len(rates), len(MONTHS)))
    for at, rate in enumerate(rates.values()):
        flows[:, 0, at, :] = rate * np.exp(spread * random.standard_normal((size, 1)))
    stocks = np.zeros((size, 1, len(levels), len(MONTHS) + 1))
    for at, level in enumerate(levels.values()):
        stocks[:, 0, at, :] = level * np.exp(spread * random.standard_normal((size, 1)))
    beside = {
        f"walk scale: RU: {what}": np.full(size, 0.1) for what in ("casualties", "wounded per killed", "recruited")
    }
    return Draws(
        flows=flows,
        stocks=stocks,
        parties=("RU",),
        flow_names=tuple(rates),
        stock_names=tuple(levels),
        months=MONTHS,
        beside={**beside, "hospital months: all": np.full(size, 2.5)},
        informed={"RU": tuple(rates)},
    )
