"""How things went lately, of each draw of an estimate, and how they go on where nothing is assumed.

A flow goes on from the mean of its last months, and strays by a random walk of the scale that this draw has learned for it, of which a
part is each month's own; what no report names is drawn anew from the last year's months of the same draw, so that a want or surplus that
the stated strengths ask for goes on, too. Invariant: without changes, and without straying, each rate stays what it was.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from muster.account.draws import Draws, length_of, month_end
from muster.account.flows import Flow, Stock

Array = NDArray[np.float64]
YEAR = 12
_STAY, _TRAINING = (
    2.5,
    1.0,
)  # months in hospital, and from recruitment until a recruit is sent, where the draws do not say
_WALK = 0.15  # a month's step, in logs, where the draws do not say
_RATIO = "per killed"  # how the walk of a ratio is named
# Losses told by month have differed from those a year on 2.7 to 2.9 times as far as from the next month's; a walk of which half a step
# passes goes 2.5 times as far, one that keeps all 3.5, and what suits the estimate's half years 1.9.
_PASSING = 0.5


@dataclass(frozen=True, slots=True)
class Past:
    """The draws of one party, and how many of their last months count as lately."""

    draws: Draws
    party: str
    recent: int

    @property
    def size(self) -> int:
        """How many draws there are."""
        return int(self.draws.flows.shape[0])

    @property
    def _at(self) -> int:
        return list(self.draws.parties).index(self.party)

    def has(self, flow: Flow) -> bool:
        """Whether a flow was estimated."""
        return flow in self.draws.flow_names

    def monthly(self, flow: Flow, count: int) -> Array:
        """A flow in the last so many months, or as many as there are, as of whole months: shape (draw, month); noughts for what was not
        estimated."""
        months = self.draws.months[-count:]
        if not self.has(flow):
            return np.zeros((self.size, len(months)))
        lengths = np.array([length_of(one) / month_end(one).day for one in months])
        return np.asarray(self.draws.flows[:, self._at, self.draws.flow_names.index(flow), -len(months) :] / lengths)

    def lately(self, flow: Flow) -> Array:
        """The mean of a flow's last months: shape (draw,)."""
        return np.asarray(self.monthly(flow, self.recent).mean(axis=1))

    def stock(self, stock: Stock) -> Array:
        """A stock at the end, never below nought: shape (draw,). Of a force that was not estimated there are always enough."""
        if stock not in self.draws.stock_names:
            return np.full(self.size, np.inf if stock in (Stock.THEATRE, Stock.ELSEWHERE) else 0.0)
        return np.maximum(self.draws.stocks[:, self._at, self.draws.stock_names.index(stock), -1], 0.0)

    def beside(self, name: str, otherwise: float) -> Array:
        """A parameter that rides along, by its name without the party: shape (draw,)."""
        found = self.draws.beside.get(name)
        return np.full(self.size, otherwise) if found is None else np.asarray(found, dtype=np.float64)

    def share(self, of: Flow, flow: Flow) -> Array:
        """What share of one flow another lately was: shape (draw,); nought where there was none."""
        above, below = self.lately(flow), self.lately(of)
        with np.errstate(divide="ignore", invalid="ignore"):
            return np.where(below > 0, above / below, 0.0)

    def walk(self, what: str) -> Array:
        """The scale of a walk's monthly step: shape (draw,)."""
        return self.beside(f"walk scale: {self.party}: {what}", _WALK)

    def passing(self, what: str) -> float:
        """What share of a walk's monthly step passes again; nothing of a ratio's, which changes slowly."""
        return 0.0 if what.endswith(_RATIO) else _PASSING

    @property
    def stay(self) -> Array:
        """The mean stay in hospital in months: shape (draw,)."""
        return self.beside("hospital months: all", _STAY)

    @property
    def training(self) -> int:
        """After how many months the estimate sends a recruit."""
        return round(float(self.beside("training months: all", _TRAINING)[0]))

    @property
    def rest(self) -> Array:
        """What no report names, in less out, of each month of the last year: shape (draw, months)."""
        return self.monthly(Flow.OTHER_IN, YEAR) - self.monthly(Flow.OTHER_OUT, YEAR)

    @property
    def first(self) -> dt.date:
        """The first day after the account."""
        return month_end(self.draws.months[-1]) + dt.timedelta(days=1)


def strayed(random: np.random.Generator, scale: Array, *, count: int, steps: int, passing: float = 0.0) -> Array:
    """A walk's factors over so many months, each in so many steps: shape (count x steps, draw), or 1 draw for a scale of nought. The
    walk is drawn by months and goes on in a straight line between them, so that finer steps walk the same way. Of each step the share
    `passing` (in variance) is the month's own and does not stay."""
    if not scale.any():
        return np.ones((count * steps, 1))
    logs = np.cumsum(random.standard_normal((count, len(scale))) * (scale * np.sqrt(1.0 - passing)), axis=0)
    if passing:
        logs += random.standard_normal((count, len(scale))) * (scale * np.sqrt(passing / 2.0))
    if steps == 1:
        return np.asarray(np.exp(logs))
    whole = np.vstack([np.zeros((1, len(scale))), logs])
    at = np.arange(1, count * steps + 1) / steps
    low = np.minimum(at.astype(int), count - 1)
    part = (at - low)[:, None]
    return np.asarray(np.exp(whole[low] * (1 - part) + whole[low + 1] * part))


def resampled(random: np.random.Generator, past: Array, *, count: int) -> Array:
    """Months of a draw's own past, drawn anew: shape (count, draw)."""
    size, months = past.shape
    at = random.integers(0, months, size=(count, size))
    return np.asarray(past[np.arange(size)[None, :], at])


def known(flows: Sequence[Flow], past: Past) -> list[Flow]:
    """Those of these flows that were estimated."""
    return [flow for flow in flows if past.has(flow)]
