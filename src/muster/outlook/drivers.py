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
    known = list(_apart(its))
    if not known or len(end) < len(known) + 3:
        return ()
    values = np.column_stack([its[name] for name in known])
    ranks, placed = np.column_stack([_ranks(its[name]) for name in known]), _ranks(end)
    centred = (values - values.mean(axis=0)) / values.std(axis=0)
    slopes = np.linalg.lstsq(centred, end - end.mean(), rcond=None)[0]
    found = []
    for at, name in enumerate(known):
        low, high = np.quantile(centred[:, at], [FIFTH, 1 - FIFTH])
        least, most = centred[centred[:, at] <= low, at].mean(), centred[centred[:, at] >= high, at].mean()
        found.append(
            Driver(
                name=name,
                rank=_alike(*_freed(np.column_stack([ranks[:, at], placed]), np.delete(ranks, at, axis=1)).T),
                least=float(end.mean() + slopes[at] * least),
                most=float(end.mean() + slopes[at] * most),
            )
        )
    return tuple(sorted(found, key=lambda one: -abs(one.most - one.least)))


def _apart(its: Mapping[str, Array]) -> Iterator[str]:
    """The drivers that tell something of their own."""
    held = np.zeros((len(next(iter(its.values()))), 0))
    for name, values in its.items():
        if np.ptp(values) <= 1e-9 * np.abs(values).max():
            continue
        ranks = _ranks(values)[:, None]
        if _freed(ranks, held).var() > _SAME * ranks.var():
            held = np.column_stack([held, ranks])
            yield name


def _freed(these: Array, others: Array) -> Array:
    """Columns less what a straight line in others says of them."""
    held = np.column_stack([np.ones(len(these)), others])
    return np.asarray(these - held @ np.linalg.lstsq(held, these, rcond=None)[0])


def _alike(one: Array, other: Array) -> float:
    """Their correlation; nought where one of them does not vary."""
    scale = float(np.sqrt((one @ one) * (other @ other)))
    return float(one @ other) / scale if scale > 1e-9 * len(one) else 0.0


def _ranks(values: Array) -> Array:
    """Ranks, those of the same value sharing theirs."""
    _, at, counts = np.unique(values, return_inverse=True, return_counts=True)
    return np.asarray((np.cumsum(counts) - (counts - 1) / 2)[at], dtype=np.float64)
