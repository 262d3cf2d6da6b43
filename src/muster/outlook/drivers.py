"""What moves the end of an outlook, each driver with the others held, draw by draw.

Draws of a posterior hang together, so that a plain correlation tells of a driver what is another's: ranks are freed of the other drivers'
ranks first (partial rank correlation coefficients; Marino, Hogue, Ray and Kirschner, Journal of Theoretical Biology 254, 2008).
Invariant: a driver that moves nothing with the others held has none of what they move.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from muster.account.draws import Draws
from muster.account.flows import Flow
from muster.outlook.tallies import GAINED, Tallies, discharged, summed

Array = NDArray[np.float64]
FIFTH = 0.2
_SAME = 1e-3  # of the variance of ranks: one that has no more of its own tells what others do
# Flows over the horizon, or what they are for each of others: who returns follows who is wounded, and only their share says more.
_FLOWS: tuple[tuple[str, tuple[Flow, ...], tuple[Flow, ...]], ...] = (
    ("killed and wounded", (Flow.KILLED, Flow.WOUNDED), ()),
    ("recruits", GAINED, ()),
    ("wounded for each one killed", (Flow.WOUNDED,), (Flow.KILLED,)),
    ("share of the wounded who return", (Flow.RETURNED,), (Flow.RETURNED, Flow.INVALIDED)),
    (
        "missing, captured and deserted for each one killed",
        (Flow.GONE_MISSING, Flow.CAPTURED, Flow.DESERTED),
        (Flow.KILLED,),
    ),
    ("what no report names, in", (Flow.OTHER_IN,), ()),
    ("what no report names, out", (Flow.OTHER_OUT,), ()),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Driver:
    """What moves the strength at the end, or the balance where no strength is known: the partial rank correlation `rank` of a driver's mean
    over the horizon with it, and what it would be on average, the other drivers held, where the driver is at the mean of its `least` and
    of its `most` fifth."""

    name: str
    rank: float
    least: float
    most: float


def drivers(draws: Draws, tallies: Tallies, *, party: str) -> tuple[Driver, ...]:
    """What moves the end of draws that were carried forward, the widest first."""
    its: dict[str, Array] = {}
    if tallies.force is not None:
        its["strength at the start"] = tallies.force[:, 0]
    for name, flows, base in _FLOWS:
        its[name] = summed(flows, draws, party=party).mean(axis=1)
        if base:
            its[name] = its[name] / np.maximum(summed(base, draws, party=party).mean(axis=1), 1e-9)
    its["discharged"] = discharged(draws, party=party).mean(axis=1)
    return moved(its, tallies.end)


def moved(its: Mapping[str, Array], end: Array) -> tuple[Driver, ...]:
    """How drivers, each (draw,), move an end (draw,), the others held; the one that moves it farthest first. One that is the same in every
    draw is left out, and one whose order of the draws those before it tell already."""
    known = dict(_apart(its))
    if not known or len(end) < len(known) + 3:
        return ()
    values = np.column_stack([its[name] for name in known])
    centred = (values - values.mean(axis=0)) / values.std(axis=0)
    slopes = _slopes(centred, end - end.mean())
    alike = _alike(np.column_stack(list(known.values())), _centred(_ranks(end)))
    found = []
    for at, name in enumerate(known):
        low, high = np.quantile(centred[:, at], [FIFTH, 1 - FIFTH])
        least, most = centred[centred[:, at] <= low, at].mean(), centred[centred[:, at] >= high, at].mean()
        found.append(
            Driver(
                name=name,
                rank=float(alike[at]),
                least=float(end.mean() + slopes[at] * least),
                most=float(end.mean() + slopes[at] * most),
            )
        )
    return tuple(sorted(found, key=lambda one: -abs(one.most - one.least)))


def _apart(its: Mapping[str, Array]) -> Iterator[tuple[str, Array]]:
    """The drivers that tell something of their own, each with its ranks less their mean."""
    size = len(next(iter(its.values())))
    held = np.zeros((0, size))  # rows of length one at right angles to each other, of the ranks that were let through
    for name, values in its.items():
        if np.ptp(values) <= 1e-9 * np.abs(values).max():
            continue
        ranks = _centred(_ranks(values))
        freed = _freed(ranks, held)
        if freed @ freed > _SAME * (ranks @ ranks):
            held = np.vstack([held, _of_length_one(freed)])
            yield name, ranks


def _freed(column: Array, held: Array) -> Array:
    """A column less what rows of length one at right angles to each other have of it; taken out twice, for what rounding left."""
    for _ in range(2):
        column = column - (held @ column) @ held
    return np.asarray(column)


def _of_length_one(column: Array) -> Array:
    return np.asarray(column / np.sqrt(column @ column))


def _slopes(columns: Array, end: Array) -> Array:
    """The straight line in columns, each (draw,) about nought, that comes nearest an end: shape (column,); where the columns tell the same
    of it, the least one. It is looked for in the square that the columns make in directions of their own, which has the same and is small:
    to factor all draws waits for as many processors as there are."""
    cut = float(np.finfo(np.float64).eps) * max(columns.shape)
    held = np.zeros((0, len(end)))
    for column in columns.T:
        freed = _freed(column, held)
        if freed @ freed > cut**2 * (column @ column):
            held = np.vstack([held, _of_length_one(freed)])
    return np.asarray(np.linalg.lstsq(held @ columns, held @ end, rcond=cut)[0])


def _alike(columns: Array, end: Array) -> Array:
    """The partial correlation of each column with an end, all of them about nought and no column told by the others: shape (column,). It
    comes out of one regression on all: of a slope b, its part g of the inverse of the squares and the squares left over s it is
    b / sqrt(b^2 + g s). Nought where one of the two, freed of the other columns, does not vary."""
    inverse = np.linalg.inv(columns.T @ columns)
    slopes, own = inverse @ (columns.T @ end), np.diag(inverse)
    rest = end - columns @ slopes
    freed = rest @ rest + slopes**2 / own  # squares of the end less what the other columns say
    varies = np.sqrt(freed / own) > 1e-9 * len(end)
    return np.where(varies, slopes / np.sqrt(np.where(varies, freed * own, 1.0)), 0.0)


def _centred(values: Array) -> Array:
    return np.asarray(values - values.mean())


def _ranks(values: Array) -> Array:
    """Ranks, those of the same value sharing theirs."""
    _, at, counts = np.unique(values, return_inverse=True, return_counts=True)
    return np.asarray((np.cumsum(counts) - (counts - 1) / 2)[at], dtype=np.float64)
