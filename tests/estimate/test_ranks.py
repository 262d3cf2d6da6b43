"""The envelope of uniform ranks: uniform ones stay within as often as is said, others leave it."""

from __future__ import annotations

import numpy as np
import pytest

from muster.estimate.ranks import covered, envelope, rank, uniformity


def test_uniform_ranks_look_uniform_as_often_as_is_said() -> None:
    random = np.random.default_rng(3)
    chances = [uniformity(random.integers(0, 101, size=200), 100) for _ in range(400)]
    assert np.mean(np.array(chances) < 0.1) == pytest.approx(0.1, abs=0.04)
    assert np.mean(np.array(chances) < 0.01) < 0.03


@pytest.mark.parametrize(("low", "high"), [(0.0, 0.8), (0.2, 1.0), (0.15, 0.85)])
def test_ranks_that_are_not_uniform_are_found_out(low: float, high: float) -> None:
    random = np.random.default_rng(3)
    ranks = np.floor((low + (high - low) * random.random(300)) * 101)
    assert uniformity(ranks, 100) < 0.001


def test_the_envelope_holds_the_diagonal_and_is_narrower_for_more() -> None:
    points, low, high = envelope(1000, 100)
    assert ((low < points) & (points < high)).all()
    _, few_low, few_high = envelope(100, 100)
    assert (few_high - few_low > high - low).all()
    assert (high - low).max() < 0.15


def test_a_rank_counts_what_is_below_and_breaks_ties_evenly() -> None:
    random = np.random.default_rng(1)
    assert rank(2.5, np.array([1.0, 2.0, 3.0]), random=random) == 2
    ties = [rank(1.0, np.ones(10), random=random) for _ in range(500)]
    assert np.mean(ties) == pytest.approx(5, abs=0.3)


def test_a_band_covers_its_share_of_uniform_ranks() -> None:
    ranks = np.arange(101)
    for share in (0.5, 0.8, 0.95):
        assert covered(ranks, 100, share=share) == pytest.approx(share, abs=0.01)
