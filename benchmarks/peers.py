"""What `heldout.py` holds the estimate against: a GAM of The Economist's kind, a plain median of claims, and the scores of all three.

A peer's claim is a `Told`: days, the words it was told with, and the log of its people a month. Its prediction is an ensemble: numbers
that stand for the predictive distribution.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from scipy.interpolate import BSpline
from scipy.stats import t as student

Array = Any
MEMBERS = 399  # of a peer's ensemble
FEWEST = 4  # claims from which a peer says anything
NEAR = 183  # days within which the median takes claims
NEAREST = 5  # claims that it takes where fewer than two are near
KNOTS = 2.0  # months between knots
SMOOTH = np.logspace(-2, 5, 22)
SHRINK = np.logspace(-1, 3, 5)


@dataclass(frozen=True, slots=True)
class Told:
    """A claim of a flow: the days from `start` to `end`, both inside, `kind` (its word, and whether it runs from the first day) and
    `rate`, the log of a month's."""

    start: dt.date
    end: dt.date
    kind: str
    rate: float

    @property
    def middle(self) -> float:
        """The middle day's ordinal."""
        return (self.start.toordinal() + self.end.toordinal()) / 2


def inside(ensemble: Array, told: float, *, share: float) -> bool:
    """Whether what was told lies in the central band of that share of an ensemble (member,)."""
    low, high = np.quantile(ensemble, [(1 - share) / 2, (1 + share) / 2])
    return bool(low <= told <= high)


def median(known: Sequence[Told], asked: Sequence[Told]) -> list[Array] | None:
    """For each that is asked the rates told within half a year of its middle, in which half a year there are at least two, else the
    nearest: their median is the prediction, their spread its uncertainty. None where too little is known."""
    if len(known) < FEWEST:
        return None
    found = []
    for one in asked:
        ordered = sorted(known, key=lambda other: abs(other.middle - one.middle))
        near = [other for other in ordered if abs(other.middle - one.middle) <= NEAR]
        found.append(np.array([other.rate for other in (near if len(near) > 1 else ordered[:NEAREST])]))
    return found


def gam(known: Sequence[Told], asked: Sequence[Told]) -> list[Array] | None:
    """A penalised spline of the log of a month's people over time (cubic B-splines, second differences: Eilers and Marx 1996) plus an
    effect of each kind that is shrunk, both penalties by REML (Wood 2011). A claim of a span is the log of the mean over its days,
    linearised anew until it settles. None where too little is known."""
    if len(known) < FEWEST:
        return None
    first = min(one.start for one in (*known, *asked)).toordinal()
    last = max(one.end for one in (*known, *asked)).toordinal() + 1
    kinds = sorted({one.kind for one in known})
    count = max(6, round((last - first) / 30.44 / KNOTS))
    bases = _bases(known, kinds, first=first, last=last, count=count)
    rates = np.array([one.rate for one in known])
    beta = np.zeros(count + len(kinds))
    beta[:count] = rates.mean()
    for _ in range(12):
        x, offset = _linear(bases, beta, count)
        before, (beta, inverse, variance) = beta, _reml(x, rates - offset, smooth=count)
        if np.abs(beta - before).max() < 1e-4:
            break
    x, offset = _linear(_bases(asked, kinds, first=first, last=last, count=count), beta, count)
    middles = x @ beta + offset
    spreads = np.sqrt(variance * (1 + np.einsum("ij,jk,ik->i", x, inverse, x)))
    ranks = (np.arange(MEMBERS) + 0.5) / MEMBERS
    scores = student.ppf(ranks, max(len(known) - 2, 1))
    return [middle + spread * scores for middle, spread in zip(middles, spreads, strict=True)]


def _bases(
    told: Sequence[Told], kinds: Sequence[str], *, first: int, last: int, count: int
) -> list[tuple[Array, Array]]:
    """Of each claim the splines at days of its span (days, splines), and which kind it is (kinds,)."""
    knots = np.linspace(first, last, count - 2)
    step = knots[1] - knots[0]
    padded = np.concatenate([knots[0] + step * np.arange(-3, 0), knots, knots[-1] + step * np.arange(1, 4)])
    found = []
    for one in told:
        days = np.arange(one.start.toordinal(), one.end.toordinal() + 1)
        days = days[:: max(1, len(days) // 60)] + 0.5
        splines = BSpline.design_matrix(days, padded, 3).toarray()
        found.append((splines, np.array([float(one.kind == kind) for kind in kinds])))
    return found


def _linear(bases: Sequence[tuple[Array, Array]], beta: Array, count: int) -> tuple[Array, Array]:
    """The log of each claim's mean over its days near these coefficients: x (claims, coefficients) and an offset, x beta + offset."""
    rows, offsets = [], []
    for splines, kind in bases:
        logs = splines @ beta[:count]
        mean = np.log(np.mean(np.exp(logs - logs.max()))) + logs.max()
        row = np.exp(logs - mean) @ splines / len(logs)
        rows.append(np.concatenate([row, kind]))
        offsets.append(mean - row @ beta[:count])
    return np.array(rows), np.array(offsets)


def _reml(x: Array, y: Array, *, smooth: int) -> tuple[Array, Array, float]:
    """Coefficients, the inverse of the penalised cross product, and the noise's variance, at the penalties of the best restricted
    likelihood on a grid."""
    bent = np.zeros((x.shape[1], x.shape[1]))
    differences = np.diff(np.eye(smooth), n=2, axis=0)
    bent[:smooth, :smooth] = differences.T @ differences
    apart = np.diag(np.concatenate([np.zeros(smooth), np.ones(x.shape[1] - smooth)]))
    free = len(y) - 2
    best: tuple[float, Any] = (np.inf, None)
    for bend in SMOOTH:
        for shrink in SHRINK:
            penalty = bend * bent + shrink * apart
            whole = x.T @ x + penalty
            beta = np.linalg.solve(whole, x.T @ y)
            rest = float(np.sum((y - x @ beta) ** 2) + beta @ penalty @ beta)
            logs = (smooth - 2) * np.log(bend) + (x.shape[1] - smooth) * np.log(shrink)
            score = free * np.log(rest / free) + np.linalg.slogdet(whole)[1] - logs
            if score < best[0]:
                best = score, (beta, whole, rest / free)
    beta, whole, variance = best[1]
    return beta, np.linalg.inv(whole), float(variance)
