"""Observations and months as the arrays that the model multiplies with. Everything here is numbers; the model adds the symbols.

Invariant: the order of observations in comes out as they were sorted; an observation of which nothing is modelled is refused, not lost.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from muster.account.chart import Chart
from muster.account.draws import Array, length_of, month_end, position, shares
from muster.account.flows import Flow
from muster.account.functional import Sense
from muster.claims.measures import MEASURES, Measure
from muster.estimate.gamma import digamma, trigamma
from muster.estimate.layout import Books, Layout, books, laid_out
from muster.estimate.observation import Observation
from muster.estimate.priors import Priors

FINEST = 0.0005  # of a figure: half the width of the narrowest interval
ENDLESS = -1e9  # the log weight of a sense that is none
OWN = 6  # observations of one basis for one measure from which it has a noise, or meanings, of its own


@dataclass(frozen=True, slots=True, kw_only=True)
class Plain:
    """The arrays of figures that are no lists, `size` of them. `over` (periods, months) and `when` (days, months + 1) apportion days,
    each of those told once; `flow_series` (flows, series) and `stock_series` (stocks, series) are senses; `at` (observations, 1
    + senses) says of each observation where its base and its senses lie among all flows over all periods, all stocks at all
    days, and a one. Ends and middles are logs: the first `closed` observations have a `low` and a `high` one, the others one
    `end`, on the `side` (1: at most, -1: at least). `house`, `stance` and `noise` say with noughts and ones whose each is;
    `more` is added to the variance; `alone` observations are their basis's only ones, so that its habit is in their noise;
    `anchor` those of an anchor. Words of the observations `between` lie somewhere between the senses, by the weights of the
    meaning they are of; of the others one sense holds, with the log weights `fixed`."""

    size: int
    over: Array
    when: Array
    flow_series: Array
    stock_series: Array
    at: Any
    closed: int
    low: Array
    high: Array
    end: Array
    side: Array
    middle: Array
    house: Array
    alone: Any
    anchor: Any
    stance: Array
    noise: Array
    more: Array
    anchored: Any
    houses: tuple[tuple[str, Measure], ...]
    classes: tuple[tuple[str, str], ...]
    noises: tuple[tuple[str, Measure], ...]
    meanings: tuple[tuple[str, Measure, tuple[str, ...]], ...]
    meaning_of: Any
    meaning_at: Array
    meaning_spread: Array
    between: Any
    fixed: Array


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """The arrays of counts of named dead: of each month's dead the share `known` since the count before, by each of the delays
    (observations, delays, months), the log `number`, the `series` of the dead (flows, observations) and which `basis` each is
    of."""

    size: int
    known: Array
    number: Array
    series: Array
    basis: Array
    bases: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Design:
    """All of a model but its symbols. `order` are the observations as the arrays have them, first the plain, then the lists."""

    months: tuple[dt.date, ...]
    layout: Layout
    books: Books
    plain: Plain
    listed: Listed
    order: tuple[Observation, ...]


def designed(
    observations: Sequence[Observation],
    *,
    months: tuple[dt.date, ...],
    parties: Sequence[str],
    chart: Chart,
    priors: Priors,
    begins: dt.date | None = None,
) -> Design:
    """The arrays of these observations over these months; the first may begin within the calendar's. `begins` is the war's first day."""
    told: dict[str, Counter[Measure]] = {party: Counter() for party in parties}
    for one in observations:
        told_of = [(party, measure) for party, measure in _spoken(one, chart) if party in told]
        for party, measure in told_of:
            told[party][measure] += 1
    civilians = {one.party for one in observations if one.civilian}
    opening = next((at for at, month in enumerate(months) if begins and month <= begins <= month_end(month)), None)
    lengths = [length_of(month) / month_end(month).day for month in months]
    plan = laid_out(lengths, parties, opening=opening, told=told, civilians=civilians, priors=priors)
    accounts = books(plan)
    plain = sorted((one for one in observations if not one.listed), key=lambda one: not _closed(one))
    listed = [one for one in observations if one.listed]
    return Design(
        months=months,
        layout=plan,
        books=accounts,
        plain=_plain(plain, months, books=accounts, chart=chart, priors=priors),
        listed=_listed(listed, months, books=accounts, chart=chart, delays=priors.delay.months),
        order=(*plain, *listed),
    )


def _spoken(one: Observation, chart: Chart) -> list[tuple[str, Measure]]:
    """Parties and measures that an observation speaks of: of a ratio, those of its ends."""
    if one.civilian:
        return []
    entry = chart[one.measure]
    if one.base is None or entry.of is None:
        return [(one.party, one.measure)]
    return [(one.party, one.base), (one.above or one.party, entry.of), (one.party, one.measure)]


# ------------------------------------------------------------------ senses as columns
class _Columns:
    """Senses as columns over flows or stocks, each once."""

    def __init__(self, rows: int) -> None:
        self._rows = rows
        self._at: dict[tuple[tuple[int, float], ...], int] = {}

    def index(self, weights: Sequence[tuple[int, float]]) -> int | None:
        """The place of this column, None for an empty one."""
        key = tuple(sorted(weights))
        return self._at.setdefault(key, len(self._at)) if key else None

    @property
    def matrix(self) -> Array:
        found = np.zeros((self._rows, len(self._at)))
        for key, at in self._at.items():
            for row, weight in key:
                found[row, at] = weight
        return found


_CIVILIANS = {Flow.KILLED: Flow.CIVILIANS_KILLED, Flow.WOUNDED: Flow.CIVILIANS_WOUNDED}


def _weights_of(sense: Sense, party: str, accounts: Books, *, civilian: bool) -> list[tuple[int, float]]:
    """A sense as places of flows, or of stocks, with their weights; what is not modelled is left out."""
    if sense.level:
        places = [(accounts.stock(party, stock), 1.0) for stock in sense.stocks]
    else:
        flows = [(_CIVILIANS.get(flow) if civilian else flow, weight) for flow, weight in sense.flows]
        places = [(accounts.flow(party, flow), weight) for flow, weight in flows if flow is not None]
    return [(at, weight) for at, weight in places if at is not None]


def _senses(one: Observation, chart: Chart) -> tuple[Sense, ...]:
    entry = chart[one.measure]
    measure = entry.of if one.base is not None and entry.of is not None else one.measure
    return chart[measure].levels if one.level else chart[measure].flows


# ------------------------------------------------------------------ figures
_Found = list[tuple[str, bool, int]]  # senses: name, whether of a level, place among the columns


def _placed(
    its: Sequence[Observation],
    senses: Sequence[_Found],
    bases: Sequence[int | None],
    *,
    flows: _Columns,
    stocks: _Columns,
) -> tuple[list[tuple[dt.date, dt.date]], list[dt.date], Any]:
    """All periods and all days that are asked for, and where among flows over the ones and stocks at the others each base and sense is."""
    both = list(zip(its, senses, strict=True))
    periods = sorted({_days(one) for one, found in both if not all(level for _, level, _ in found)})
    days = sorted({one.end for one, found in both if any(level for _, level, _ in found)})
    wide, high = flows.matrix.shape[1], stocks.matrix.shape[1]
    shift = len(periods) * wide
    most = max((len(found) for found in senses), default=1)
    place = np.full((len(its), 1 + most), shift + len(days) * high, dtype=np.int64)
    for row, ((one, found), under) in enumerate(zip(both, bases, strict=True)):
        if under is not None:
            place[row, 0] = periods.index(_days(one)) * wide + under
        for column, (_, level, where) in enumerate(found):
            before = shift + days.index(one.end) * high if level else periods.index(_days(one)) * wide
            place[row, 1 + column] = before + where
    return periods, days, place


def _plain(
    its: Sequence[Observation], months: tuple[dt.date, ...], *, books: Books, chart: Chart, priors: Priors
) -> Plain:
    flows, stocks = _Columns(len(books.flows)), _Columns(len(books.stocks))
    senses: list[_Found] = []
    bases: list[int | None] = []
    for one in its:
        found: _Found = []
        for sense in _senses(one, chart):
            columns = stocks if sense.level else flows
            at = columns.index(_weights_of(sense, one.above or one.party, books, civilian=one.civilian))
            if at is not None and (sense.level, at) not in {(level, where) for _, level, where in found}:
                found.append((sense.name, sense.level, at))
        if not found:
            raise ValueError(f"nothing of {one.measure.value} is modelled; {one.claims} should have been set aside")
        senses.append(found)
        beneath = None
        if one.base is not None:
            beneath = flows.index(_weights_of(chart[one.base].flows[0], one.party, books, civilian=one.civilian))
        bases.append(beneath)
    periods, days, place = _placed(its, senses, bases, flows=flows, stocks=stocks)
    houses = _houses(its)
    classes = tuple(sorted({_class(one) for one in its if _classed(one, priors)}))
    often = Counter(_key(one) for one in its)
    noises = (("", Measure.KILLED), *sorted(key for key, number in often.items() if number >= OWN))
    closed = sum(_closed(one) for one in its)
    return Plain(
        size=len(its),
        over=np.array([shares(months, start=start, end=end) for start, end in periods]).reshape(-1, len(months)),
        when=np.array([position(months, day) for day in days]).reshape(-1, len(months) + 1),
        flow_series=flows.matrix,
        stock_series=stocks.matrix,
        at=place,
        closed=closed,
        low=np.log([_ends(one)[0] for one in its[:closed]]),
        high=np.log([_ends(one)[1] for one in its[:closed]]),
        end=np.log([max(one.high if one.high is not None else one.low or 0.5, 0.5) for one in its[closed:]]),
        side=np.array([-1.0 if one.high is None else 1.0 for one in its[closed:]]),
        middle=np.log(np.maximum([one.middle for one in its], 0.5)),
        house=_incidence([_key(one) if _key(one) in houses else None for one in its], houses),
        alone=np.array([_key(one) not in houses for one in its]),
        anchor=np.array([priors.anchored(*_key(one)) for one in its]),
        stance=_incidence([_class(one) if _classed(one, priors) else None for one in its], classes),
        noise=_incidence([_noisy(one, noises) for one in its], noises),
        more=np.array([_more(one, months, priors) for one in its]),
        anchored=np.array([priors.anchored(basis, measure) for basis, measure in houses], dtype=bool),
        houses=houses,
        classes=classes,
        noises=noises,
        **_meanings(its, senses, houses=houses, most=place.shape[1] - 1, priors=priors),
    )


def _key(one: Observation) -> tuple[str, Measure]:
    return (one.basis, one.measure)


def _days(one: Observation) -> tuple[dt.date, dt.date]:
    return (one.start, one.end)


def _houses(its: Sequence[Observation]) -> tuple[tuple[str, Measure], ...]:
    """The bases and measures of which more than one figure can show a habit."""
    often = Counter(_key(one) for one in its)
    return tuple(sorted(key for key, number in often.items() if number > 1))


def _closed(one: Observation) -> bool:
    """Whether it has an end on both sides; nought is none on the log scale."""
    return bool(one.low) and one.high is not None


def _ends(one: Observation) -> tuple[float, float]:
    """Both ends, apart by a thousandth at least: no claim is meant more finely, and the difference of two chances keeps its digits."""
    assert one.low is not None
    assert one.high is not None
    middle = (one.low + one.high) / 2
    return min(one.low, middle * (1 - FINEST)), max(one.high, middle * (1 + FINEST))


def _incidence(keys: Sequence[object], of: Sequence[object]) -> Array:
    """Noughts and ones: shape (keys, of); a row of noughts for None."""
    found = np.zeros((len(keys), len(of)))
    places = {one: at for at, one in enumerate(of)}
    for row, key in enumerate(keys):
        if key is not None:
            found[row, places[key]] = 1.0
    return found


def _class(one: Observation) -> tuple[str, str]:
    return (one.stance.value, MEASURES[one.measure].group)


def _classed(one: Observation, priors: Priors) -> bool:
    return one.base is None and not priors.anchored(one.basis, one.measure)


def _noisy(one: Observation, noises: Sequence[tuple[str, Measure]]) -> tuple[str, Measure]:
    return (one.basis, one.measure) if (one.basis, one.measure) in noises else noises[0]


def _more(one: Observation, months: tuple[dt.date, ...], priors: Priors) -> float:
    """What is added to the variance of an observation whose days cut months or were assumed."""
    found = priors["assumed_days"].at ** 2 if one.assumed else 0.0
    if not one.level:
        held = shares(months, start=one.start, end=one.end)
        cut = held[(held > 0) & (held < 1)].sum()
        found += (priors["part_month"].at * cut / max(held.sum(), 1e-9)) ** 2
    return float(found)


def _meanings(
    its: Sequence[Observation],
    senses: Sequence[Sequence[tuple[str, bool, int]]],
    *,
    houses: Sequence[tuple[str, Measure]],
    most: int,
    priors: Priors,
) -> dict[str, Any]:
    """What words mean: of a basis that told more than once something between its senses, which it keeps to; of any other one of them."""
    names = [tuple(name for name, _, _ in found) for found in senses]
    keys = [
        (_key(one), said) if len(said) > 1 and _key(one) in houses else None
        for one, said in zip(its, names, strict=True)
    ]
    groups = tuple(sorted({key for key in keys if key is not None}, key=repr))
    at = np.full((len(groups), most), ENDLESS)
    spread = np.zeros((len(groups), most))
    for row, ((_, measure), said) in enumerate(groups):
        cases = priors.weights(measure, said)
        at[row, : len(said)] = [digamma(one) for one in cases]
        spread[row, : len(said)] = [trigamma(one) ** 0.5 for one in cases]
    fixed = np.full((len(its), most), ENDLESS)
    for row, (one, said, key) in enumerate(zip(its, names, keys, strict=True)):
        shares_of = np.array(priors.weights(one.measure, said)) if key is None else np.ones(1)
        fixed[row, : len(shares_of)] = np.log(shares_of / shares_of.sum())
    return {
        "meanings": tuple((basis, measure, said) for (basis, measure), said in groups),
        "meaning_of": np.array([0 if key is None else groups.index(key) for key in keys], dtype=np.int64),
        "between": np.array([key is not None for key in keys], dtype=bool),
        "meaning_at": at,
        "meaning_spread": spread,
        "fixed": fixed,
    }


# ------------------------------------------------------------------ lists of names
def _listed(
    its: Sequence[Observation], months: tuple[dt.date, ...], *, books: Books, chart: Chart, delays: Sequence[float]
) -> Listed:
    bases = tuple(sorted({one.basis for one in its}))
    series = np.zeros((len(books.flows), len(its)))
    for column, one in enumerate(its):
        dead = chart[Measure.OBITUARIES].flows[0]
        places = _weights_of(dead, one.party, books, civilian=one.civilian)
        if not places:
            raise ValueError(f"no dead are modelled; {one.claims} should have been set aside")
        for row, weight in places:
            series[row, column] = weight
    return Listed(
        size=len(its),
        known=np.array([_known(one, months, delays) for one in its]).reshape(len(its), len(delays), len(months)),
        number=np.log(np.maximum([one.low or 0.5 for one in its], 0.5)) if its else np.zeros(0),
        series=series,
        basis=_incidence([one.basis for one in its], bases),
        bases=bases,
    )


def _known(one: Observation, months: Sequence[dt.date], delays: Sequence[float]) -> Array:
    """Of each month's dead in its days the share that a list of each delay has found since it was counted before."""
    over = shares(months, start=one.start, end=one.end)
    now, before = _ages(months, one.as_of), _ages(months, one.known)
    return np.array([over * (np.exp(-before / delay) - np.exp(-now / delay)) for delay in delays])


def _ages(months: Sequence[dt.date], day: dt.date | None) -> Array:
    """The age of each month's dead on a day, in months, from the month's middle; nought for months to come, or for no day."""
    if day is None:
        return np.zeros(len(months))
    middles = np.array([(month.toordinal() + month_end(month).toordinal()) / 2 for month in months])
    return np.asarray(np.maximum((day.toordinal() - middles) / 30.44, 0.0))
