"""One step of the account against another simulator's numbers, and cohorts against the sum they stand for."""

from __future__ import annotations

import numpy as np
import pytest

from muster.account.flows import Flow, Stock
from muster.outlook.month import LONGEST, Cohorts, Rates, State, step

# A small model of the same force in PySD 3.14.3 (Euler, a step a month): recruits train a month, of the wounded 5 % die, the others stay
# a month on average (exponential), 70 % of them return. Months, then people in the theatre, elsewhere and in hospital.
PYSD = {
    1: (660818.816985, 302000.0, 13151.690022),
    2: (674147.238828, 302000.0, 13575.373104),
    3: (687663.133821, 302000.0, 13731.237399),
    6: (728477.798556, 302000.0, 13817.430634),
    12: (810224.645084, 302000.0, 13821.935594),
    24: (973724.637248, 302000.0, 13821.946788),
}


def one(value: float) -> np.ndarray:
    return np.array([value])


def test_it_agrees_with_a_system_dynamics_simulator() -> None:
    keep = np.exp(-1.0)
    state = State(
        stocks={stock: one(0.0) for stock in Stock}
        | {Stock.THEATRE: one(650_000.0), Stock.ELSEWHERE: one(300_000.0), Stock.HOSPITAL: one(12_000.0)},
        due=[one(30_000.0)],
        released=[],
        wards=[Cohorts.of(one(1.0), steps=1, hurt=[], leaving=one(12_000.0 * (1 - keep) / keep))],
    )
    rates = Rates(
        gains={Flow.RECRUITED: one(32_000.0)},
        foreign=one(0.0),
        kept_on=one(0.0),
        losses={Flow.KILLED: one(10_000.0), Flow.WOUNDED: one(25_000.0)},
        died=one(0.05),
        returning=one(0.7),
        ends={},
        discharged=one(0.0),
        other_in=one(0.0),
    )
    for month in range(1, 25):
        step(state, rates)
        if month in PYSD:
            its = [float(state.stocks[stock][0]) for stock in (Stock.THEATRE, Stock.ELSEWHERE, Stock.HOSPITAL)]
            # Within a few people: here nobody stays longer than a year.
            assert its == pytest.approx(PYSD[month], abs=3.0), month


def test_cohorts_are_the_sum_over_ages_that_they_stand_for() -> None:
    random = np.random.default_rng(1)
    hurt = [random.uniform(0, 1000, 5) for _ in range(40)]
    stay = random.uniform(0.5, 6, 5)
    kernel = np.exp(-np.arange(LONGEST)[:, None] / stay)
    kernel = kernel / kernel.sum(axis=0)

    def left(at: int) -> np.ndarray:
        return np.asarray(sum(kernel[age] * hurt[at - age] for age in range(LONGEST) if at - age >= 0))

    ward = Cohorts.of(stay, steps=1, hurt=hurt[:15], leaving=left(14))
    for at in range(15, 40):
        assert ward.step(hurt[at]) == pytest.approx(left(at), rel=1e-6, abs=1e-6)
