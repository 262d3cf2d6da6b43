"""Possible accounts: for every draw the flows of each party by month and its stocks at the end of each month.

Estimate and outlook both give one, so whoever shows a number asks it in one way. Invariant: what a draw says of adjoining periods adds up
to what it says of both; a period's part of a month is that month's by days; nothing is said of days outside the months.
"""

from __future__ import annotations

import calendar
import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from muster.account.flows import Flow, Stock
from muster.account.functional import Sense
from muster.claims.errors import UsageError
from muster.claims.period import Period, month_after, months_apart

Array = NDArray[np.float64]
ONE_DAY = dt.timedelta(days=1)


def months_of(first: dt.date, last: dt.date) -> tuple[dt.date, ...]:
    """The first day of every calendar month that has a day between these two, both inside."""
    return tuple(month_after(first, at) for at in range(months_apart(first, last) + 1))


def months_from(first: dt.date, last: dt.date) -> tuple[dt.date, ...]:
    """The same, but that the first begins on the first day: a war that began late in a month has no losses before."""
    return (first, *months_of(first, last)[1:])


def month_end(month: dt.date) -> dt.date:
    """The last day of a month, given its first, or any other."""
    return month.replace(day=calendar.monthrange(month.year, month.month)[1])


def length_of(month: dt.date) -> int:
    """How many days a month has from this day on."""
    return (month_end(month) - month).days + 1


def shares(months: Sequence[dt.date], *, start: dt.date, end: dt.date) -> Array:
    """What share of each month's days lies between two days, both inside: shape (months,), from 0 to 1. The first month may begin within
    the calendar's, and is then of fewer days."""
    found = np.zeros(len(months))
    for at, month in enumerate(months):
        days = (min(month_end(month), end) - max(month, start)).days + 1
        if days > 0:
            found[at] = days / length_of(month)
    return found


def position(months: Sequence[dt.date], day: dt.date) -> Array:
    """The weights that give a level on the evening of a day out of the levels at the ends of months, the first being that before the first
    month: shape (months + 1,), a straight line within the month."""
    found = np.zeros(len(months) + 1)
    for at, month in enumerate(months):
        if month <= day <= month_end(month):
            gone = ((day - month).days + 1) / length_of(month)
            found[at], found[at + 1] = 1 - gone, gone
    return found


@dataclass(frozen=True, slots=True, kw_only=True)
class Draws:
    """`flows` has the shape (draw, party, flow, month), in people, or square kilometres, of each month; `stocks` (draw, party, stock,
    months + 1), the level before the first month and at the end of each. What is not in `flow_names` or `stock_names` was not modelled.
    `beside` are biases and parameters of growth that ride along, each (draw,). `informed` names for each party the flows of which a
    claim speaks: the others are what the prior says of them."""

    flows: Array
    stocks: Array
    parties: tuple[str, ...]
    flow_names: tuple[Flow, ...]
    stock_names: tuple[Stock, ...]
    months: tuple[dt.date, ...]
    beside: Mapping[str, Array] = field(default_factory=dict)
    informed: Mapping[str, tuple[Flow, ...]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        draws = self.flows.shape[0]
        wanted = (draws, len(self.parties), len(self.flow_names), len(self.months))
        held = (draws, len(self.parties), len(self.stock_names), len(self.months) + 1)
        if self.flows.shape != wanted or self.stocks.shape != held:
            raise ValueError(
                f"flows must be {wanted} and stocks {held}; got {self.flows.shape} and {self.stocks.shape}"
            )
        if any(later != month_end(first) + ONE_DAY for first, later in pairwise(self.months)):
            raise ValueError("months must follow one another")

    def of(
        self, sense: Sense, *, party: str, period: Period, base: Sense | None = None, base_party: str | None = None
    ) -> Array:
        """What each draw says of a sense over a period, both its days inside, or of a level on the evening of its last day; with a `base`
        the ratio of the two, infinite where the base is nought; the base is of another party where that is named. Shape (draw,). Raises
        `UsageError` for a party or flow that was not modelled, or days outside the months."""
        above = self._over(sense, party=party, period=period)
        if base is None:
            return above
        below = self._over(base, party=base_party or party, period=period)
        with np.errstate(divide="ignore", invalid="ignore"):
            return np.asarray(np.where(below > 0, above / below, np.inf))

    def monthly(self, sense: Sense, *, party: str) -> Array:
        """The same month by month: shape (draw, month); a level at the end of each."""
        at = self._party(party)
        if sense.level:
            return np.asarray(sum(self.stocks[:, at, self._stock(one), 1:] for one in sense.stocks))
        return np.asarray(sum(weight * self.flows[:, at, self._flow(one), :] for one, weight in sense.flows))

    def knows(self, sense: Sense) -> bool:
        """Whether all that a sense counts was modelled."""
        return all(one in self.flow_names for one, _ in sense.flows) and all(
            one in self.stock_names for one in sense.stocks
        )

    def _over(self, sense: Sense, *, party: str, period: Period) -> Array:
        start, end = self._days(period)
        if not sense.level:
            return np.asarray(self.monthly(sense, party=party) @ shares(self.months, start=start, end=end))
        at = self._party(party)
        levels = sum(self.stocks[:, at, self._stock(one), :] for one in sense.stocks)
        return np.asarray(levels @ position(self.months, end))

    def _days(self, period: Period) -> tuple[dt.date, dt.date]:
        first, last = self.months[0], month_end(self.months[-1])
        start, end = period.start or first, period.end or last
        if start.replace(day=1) == first.replace(day=1) and start < first <= end:
            start = first  # nothing was before the war
        if start < first or end > last or start > end:
            raise UsageError(f"the estimate covers {first} to {last}; {start} to {end} is not within")
        return start, end

    def _party(self, party: str) -> int:
        if party not in self.parties:
            raise UsageError(f"the estimate is of {', '.join(self.parties)} and not of {party}")
        return self.parties.index(party)

    def _flow(self, flow: Flow) -> int:
        if flow not in self.flow_names:
            raise UsageError(f"the estimate says nothing of {flow.value.replace('_', ' ')}: no claim speaks of it")
        return self.flow_names.index(flow)

    def _stock(self, stock: Stock) -> int:
        if stock not in self.stock_names:
            raise UsageError(f"the estimate says nothing of {stock.value}: no claim speaks of it")
        return self.stock_names.index(stock)


def rows(of: Draws, part: slice) -> Draws:
    """Some of the draws."""
    return replace(
        of,
        flows=of.flows[part],
        stocks=of.stocks[part],
        beside={name: values[part] for name, values in of.beside.items()},
    )


def together(parts: Sequence[Draws]) -> Draws:
    """Draws of one party's months in their parts, as one."""
    first, *others = parts
    if not others:
        return first
    return replace(
        first,
        flows=np.concatenate([one.flows for one in parts]),
        stocks=np.concatenate([one.stocks for one in parts]),
        beside={name: np.concatenate([one.beside[name] for one in parts]) for name in first.beside},
    )


def joined(first: Draws, second: Draws) -> Draws:
    """Draws of some months and of those that follow, draw by draw, as one: of the parties, flows and stocks that both have; the levels
    between are the second's. Raises `ValueError` where they are not of as many draws or do not follow one another."""
    parties = tuple(one for one in first.parties if one in second.parties)
    flows = tuple(one for one in first.flow_names if one in second.flow_names)
    stocks = tuple(one for one in first.stock_names if one in second.stock_names)

    def of_parties(values: Array, of: Draws) -> Array:
        return np.asarray(values[:, [of.parties.index(one) for one in parties]])

    both = ((first, first.stocks[..., :-1]), (second, second.stocks))
    moved = [of_parties(one.flows, one)[:, :, [one.flow_names.index(flow) for flow in flows]] for one, _ in both]
    levels = [of_parties(held, one)[:, :, [one.stock_names.index(stock) for stock in stocks]] for one, held in both]
    return Draws(
        flows=np.concatenate(moved, axis=3),
        stocks=np.concatenate(levels, axis=3),
        parties=parties,
        flow_names=flows,
        stock_names=stocks,
        months=(*first.months, *second.months),
        beside={**first.beside, **second.beside},
        informed={party: first.informed.get(party, ()) for party in parties},
    )


def band(values: Array, share: float) -> tuple[float, float]:
    """The middle band of draws that holds this share of them."""
    low, high = np.quantile(values, [(1 - share) / 2, (1 + share) / 2])
    return float(low), float(high)


BANDS = (0.5, 0.8, 0.95)


@dataclass(frozen=True, slots=True, kw_only=True)
class Banded:
    """The middle draw, and between what 50, 80 and 95 of 100 lie."""

    middle: float
    bands: tuple[tuple[float, float], ...]


def banded(values: Array) -> Banded:
    """The middle and the bands of draws: shape (draw,)."""
    return banded_each(values[:, None])[0]


def banded_each(values: Array) -> list[Banded]:
    """The middle and the bands of each column: shape (draw, column)."""
    ends = [(1 + sign * share) / 2 for share in BANDS for sign in (-1, 1)]
    found = np.quantile(values, [0.5, *ends], axis=0).T.tolist()
    return [
        Banded(middle=middle, bands=tuple((its[at], its[at + 1]) for at in range(0, len(its), 2)))
        for middle, *its in found
    ]
