"""What a fit does that its first chains do not settle: others join them, or it is drawn anew; no sampler is needed to tell."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pytest

from muster.account.draws import Draws
from muster.estimate.health import Health
from muster.estimate.sampling import CAREFUL, LONGER, Drawn, Effort, Fit, settled

GOOD = Health(rhat=1.0, rhat_of="", bulk=900, bulk_of="", tail=900, tail_of="", divergences=0, draws=4000)
SPARSE = replace(GOOD, tail=360.0)
APART = replace(SPARSE, rhat=1.02)
STRAYED = replace(GOOD, divergences=40)
NO_NUMBER = replace(GOOD, rhat=float("nan"))
FIRST = Effort(tune=10, draws=20)
ANEW, JOINED = False, True


def made(healths: Sequence[Health], *, effort: Effort = FIRST) -> tuple[Fit, list[tuple[Effort, bool]]]:
    """What comes of attempts that fare so one after the other, and what was attempted."""
    attempts: list[tuple[Effort, bool]] = []
    none = np.zeros((0, 0, 0, 0))
    empty = Draws(flows=none, stocks=np.zeros((0, 0, 0, 1)), parties=(), flow_names=(), stock_names=(), months=())

    def attempt(one: Effort, beside: Drawn | None) -> tuple[Fit, Drawn]:
        fared = healths[len(attempts)]
        attempts.append((one, beside is not None))
        fit = Fit(draws=empty, observations=(), told=none, rank=none, health=fared, seed=1)
        return fit, Drawn({}, np.zeros((4, 20, 1)), fared.divergences)

    return settled(attempt, effort=effort), attempts


@pytest.mark.parametrize(
    ("healths", "attempted"),
    [
        ([GOOD], [(FIRST, ANEW)]),
        ([SPARSE, GOOD], [(FIRST, ANEW), (FIRST, JOINED)]),
        ([SPARSE, SPARSE, GOOD], [(FIRST, ANEW), (FIRST, JOINED), (replace(FIRST, draws=20 * LONGER), ANEW)]),
        ([APART, GOOD], [(FIRST, ANEW), (replace(FIRST, draws=20 * LONGER), ANEW)]),
        ([NO_NUMBER, GOOD], [(FIRST, ANEW), (replace(FIRST, draws=20 * LONGER), ANEW)]),
        (
            [STRAYED, SPARSE],
            [(FIRST, ANEW), (Effort(tune=10 * LONGER, draws=20 * LONGER, care=CAREFUL), ANEW)],
        ),
    ],
    ids=["good", "few draws", "few draws still", "chains apart", "no number", "strayed"],
)
def test_chains_join_where_nothing_but_draws_lacks(healths: list[Health], attempted: list[tuple[Effort, bool]]) -> None:
    fit, attempts = made(healths)
    assert fit.health == healths[-1]
    assert attempts == attempted


@pytest.mark.parametrize("fared", [SPARSE, APART, STRAYED])
def test_a_final_effort_is_not_gone_beyond(fared: Health) -> None:
    fit, attempts = made([fared], effort=replace(FIRST, final=True))
    assert not fit.health.good
    assert len(attempts) == 1


def test_chains_that_join_are_counted_with_their_divergences() -> None:
    one, other = Drawn({}, np.zeros((4, 20, 3)), 1), Drawn({}, np.ones((4, 20, 3)), 2)
    both = one.joined(other)
    assert both.x.shape == (8, 20, 3)
    assert both.divergences == 3
    assert both.x[:4].max() == 0
    assert both.x[4:].min() == 1
