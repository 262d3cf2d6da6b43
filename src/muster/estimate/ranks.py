"""Whether ranks are uniform: the simultaneous envelope of their distribution function (Saeilynoja, Buerkner and Vehtari 2022).

The number of ranks at most z is binomial under uniformity; the envelope is the band of equal pointwise chance that holds a uniform
sample whole in so many of 100 cases, its chance found by simulation. Invariant: uniform ranks leave it as often as is said.
"""

from __future__ import annotations

import math
from functools import cache

import numpy as np

from muster.account.draws import Array

_TRIES = 4000


def rank(truth: float, draws: Array, *, random: np.random.Generator) -> int:
    """How many draws are below the truth, ties broken at random: from 0 to their number."""
    return int(np.sum(draws < truth) + np.sum((draws == truth) & (random.random(len(draws)) < 0.5)))


def uniformity(ranks: Array, most: int) -> float:
    """The chance that uniform ranks, from 0 to `most`, stray as far from their distribution function as these somewhere do."""
    ranks = np.asarray(ranks)
    strays = _strays(len(ranks), most)
    return float(np.mean(strays <= _stray(ranks[None, :], most)[0]))


def envelope(number: int, most: int, *, share: float = 0.99) -> tuple[Array, Array, Array]:
    """At each rank from 0 to `most` - 1 the least and the most that the distribution function of so many uniform ranks can be, this
    share of them whole within: the points (rank + 1) / (most + 1) and both ends."""
    chance = float(np.quantile(_strays(number, most), 1 - share))
    points = np.arange(1, most + 1) / (most + 1)
    table = _binomial(number, most)
    low = np.array([int(np.searchsorted(one, chance / 2)) for one in table]) / number
    high = np.array([int(np.searchsorted(one, 1 - chance / 2)) for one in table]) / number
    return points, low, high


def covered(ranks: Array, most: int, *, share: float) -> float:
    """How many of the truths lay in the middle band of draws that holds this share."""
    at = (np.asarray(ranks) + 0.5) / (most + 1)
    return float(np.mean(np.abs(at - 0.5) <= share / 2))


@cache
def _binomial(number: int, most: int) -> Array:
    """Distribution functions: for each point (rows) that of the number of ranks below it, from 0 to `number`."""
    k = np.arange(number + 1)
    choose = np.array([math.lgamma(number + 1) - math.lgamma(one + 1) - math.lgamma(number - one + 1) for one in k])
    z = (np.arange(1, most + 1) / (most + 1))[:, None]
    return np.asarray(np.minimum(np.cumsum(np.exp(choose + k * np.log(z) + (number - k) * np.log1p(-z)), axis=1), 1.0))


def _stray(ranks: Array, most: int) -> Array:
    """Of each sample of ranks (samples, ranks) twice the least pointwise chance of what its distribution function is or beyond."""
    number = ranks.shape[1]
    table = _binomial(number, most)
    counts = np.stack([np.bincount(one, minlength=most + 1)[:most].cumsum() for one in ranks.astype(int)])
    at = np.arange(most)
    below = table[at, counts]
    above = 1 - np.where(counts > 0, table[at, np.maximum(counts - 1, 0)], 0.0)
    return np.asarray(2 * np.minimum(below, above).min(axis=1))


@cache
def _strays(number: int, most: int) -> Array:
    random = np.random.default_rng(0)
    return np.concatenate(
        [_stray(random.integers(0, most + 1, size=(500, number)).astype(float), most) for _ in range(_TRIES // 500)]
    )
