"""What an account carried forward answers: balances, the recruits that would hold a force, when it falls below a floor, what moves it.

Invariant: every number is of the draws, a functional of them month by month; what a horizon is too short to show is said to be that.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from muster.account.draws import Banded, Draws, banded, banded_each, month_end
from muster.account.flows import Flow, Stock
from muster.account.functional import Sense
from muster.outlook.scenario import RELATIVE, Floor, Scenario
from muster.outlook.wars import Earlier, earlier

Array = NDArray[np.float64]
EVEN, MOST = 0.5, 0.8  # chances at which a floor is said to be passed
GAINED = (Flow.RECRUITED, Flow.MOBILISED, Flow.CONVICTS, Flow.FOREIGN)
LOST = (Flow.KILLED, Flow.WOUNDED, Flow.GONE_MISSING, Flow.CAPTURED, Flow.DESERTED)
BACK = (Flow.RETURNED, Flow.FOUND_ALIVE, Flow.FREED, Flow.CAME_BACK)


@dataclass(frozen=True, slots=True, kw_only=True)
class Balance:
    """Of a month: who was `gained` and `lost` (killed, wounded, missing, captured, deserted), the difference `without` those who return to
    duty and `with_return`, and the chances that more are lost than replenished, each way."""

    month: dt.date
    gained: Banded
    lost: Banded
    without: Banded
    with_return: Banded
    chance_without: float
    chance_with: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Passing:
    """When a strength falls below a `floor` (in people, by the middle draw): the first months in which the chance passes 50 and 80 of 100,
    None for not within the horizon; `now` the chance that it is below already, `last` that it is at the end."""

    words: str
    people: float
    even: dt.date | None
    most: dt.date | None
    now: float
    last: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Driver:
    """What moves the strength at the end, or the balance where no strength is known: the rank correlation `rank` of a driver's mean over
    the horizon with it, and what it is on average where the driver is in its `least` and in its `most` fifth."""

    name: str
    rank: float
    least: float
    most: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Outlook:
    """What a scenario comes to for a party: month by month the `balances` and the `strength` at each end (none where no strength was
    estimated); over the horizon the recruits a month that would hold the strength, what recruits cost and what share of the pool they
    are; floors; what moves the end. `opening` is the strength before the first month."""

    scenario: Scenario
    party: str
    months: tuple[dt.date, ...]
    balances: tuple[Balance, ...]
    opening: Banded | None
    strength: tuple[Banded, ...]
    recruits: Banded
    needed: Banded | None
    floors: tuple[Passing, ...]
    roubles: Banded | None
    dollars: Banded | None
    pool: Banded | None
    drivers: tuple[Driver, ...]
    returning: Banded
    earlier: tuple[Earlier, ...]


def _sense(flows: Sequence[Flow], draws: Draws) -> Sense:
    return Sense("of these", flows=tuple((flow, 1.0) for flow in flows if flow in draws.flow_names))


def _sum(flows: Sequence[Flow], draws: Draws, party: str) -> Array:
    """These flows together month by month: shape (draw, month)."""
    sense = _sense(flows, draws)
    if not sense.flows:
        return np.zeros((draws.flows.shape[0], len(draws.months)))
    return draws.monthly(sense, party=party)


def outlook(draws: Draws, scenario: Scenario, *, party: str, seed: int = 0) -> Outlook:
    """The answers of draws that were carried forward under a scenario. The seed is for what a price is drawn from."""
    gained, lost, back = (_sum(flows, draws, party) for flows in (GAINED, LOST, BACK))
    strong = Stock.THEATRE in draws.stock_names
    force = draws.stocks[:, draws.parties.index(party), draws.stock_names.index(Stock.THEATRE), :] if strong else None
    cost = _cost(draws, scenario, party=party, seed=seed)
    return Outlook(
        scenario=scenario,
        party=party,
        months=draws.months,
        balances=tuple(_balances(draws.months, gained, lost, back)),
        opening=None if force is None else banded(force[:, 0]),
        strength=() if force is None else tuple(banded_each(force[:, 1:])),
        recruits=banded(gained.mean(axis=1)),
        needed=None if force is None else banded(_needed(gained, force)),
        floors=() if force is None else tuple(_passing(floor, force, draws.months) for floor in scenario.floors),
        roubles=None if cost is None else banded(cost),
        dollars=None if cost is None else _dollars(cost, scenario, seed=seed),
        pool=_pool(draws, scenario, party=party),
        drivers=tuple(_drivers(draws, party, force=force, balance=gained + back - lost)),
        returning=banded(back.mean(axis=1)),
        earlier=tuple(earlier(draws, party=party)),
    )


def _balances(months: Sequence[dt.date], gained: Array, lost: Array, back: Array) -> Iterator[Balance]:
    plain = gained - lost
    whole = plain + back
    chances = (plain < 0).mean(axis=0), (whole < 0).mean(axis=0)
    bands = (banded_each(its) for its in (gained, lost, plain, whole))
    for at, (month, *its) in enumerate(zip(months, *bands, strict=True)):
        yield Balance(
            month=month,
            gained=its[0],
            lost=its[1],
            without=its[2],
            with_return=its[3],
            chance_without=float(chances[0][at]),
            chance_with=float(chances[1][at]),
        )


def _needed(gained: Array, force: Array) -> Array:
    """How many recruits a month would have left the strength as it was: those who came, and what the force fell short by over the months in
    which recruits could still be sent."""
    months = gained.shape[1]
    return np.asarray(np.maximum(gained.mean(axis=1) + (force[:, 0] - force[:, -1]) / max(months - 1, 1), 0.0))


def _passing(floor: Floor, force: Array, months: Sequence[dt.date]) -> Passing:
    if floor.people is not None:
        below = force < floor.people
        people = floor.people
    else:
        assert floor.share is not None
        below = force < floor.share * force[:, :1]
        people = float(np.median(floor.share * force[:, 0]))
    chance = below.mean(axis=0)

    def first(least: float) -> dt.date | None:
        at = np.flatnonzero(chance[1:] >= least)
        return months[int(at[0])] if len(at) else None

    return Passing(
        words=floor.words,
        people=people,
        even=first(EVEN),
        most=first(MOST),
        now=float(chance[0]),
        last=float(chance[-1]),
    )


# ------------------------------------------------------------------ what it costs
def _cost(draws: Draws, scenario: Scenario, *, party: str, seed: int) -> Array | None:
    """What the bonuses of those who sign come to over the horizon, in roubles: shape (draw,)."""
    pay = scenario.pay
    if pay is None or pay.bonus is None:
        return None
    signed = _sum((Flow.RECRUITED,), draws, party)
    random = np.random.default_rng([seed, 7])
    now, then = (one.drawn(random, len(signed)) for one in pay.bonus)
    old = np.array([_before(at, month, pay.start) for at, month in enumerate(draws.months)])
    return np.asarray(signed @ old * now + signed @ ~old * then)


def _before(at: int, month: dt.date, start: dt.date) -> bool:
    """Whether a month, the horizon's `at`, is over when something starts."""
    if start.year < RELATIVE:
        return at < (start.year - 1) * 12 + start.month - 1
    return month_end(month) < start


def _dollars(cost: Array, scenario: Scenario, *, seed: int) -> Banded | None:
    if scenario.exchange is None:
        return None
    return banded(cost / scenario.exchange.drawn(np.random.default_rng([seed, 8]), len(cost)))


def _pool(draws: Draws, scenario: Scenario, *, party: str) -> Banded | None:
    """What share of the labour pool has signed by the end."""
    left = draws.beside.get(f"pool: {draws.months[-1]:%Y-%m}")
    if left is None or scenario.pay is None or scenario.pay.pool is None:
        return None
    signed = _sum((Flow.RECRUITED,), draws, party).sum(axis=1)
    with np.errstate(divide="ignore", invalid="ignore"):
        return banded(np.where(signed + left > 0, signed / (signed + left), 0.0))


# ------------------------------------------------------------------ what moves it
# Flows over the horizon, or what they are for each of others: who returns follows who is wounded, and only their share says more.
_DRIVERS: tuple[tuple[str, tuple[Flow, ...], tuple[Flow, ...]], ...] = (
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


def _drivers(draws: Draws, party: str, *, force: Array | None, balance: Array) -> Iterator[Driver]:
    end = balance.sum(axis=1) if force is None else force[:, -1]
    found = []
    if force is not None:
        found.append(_driver("strength at the start", force[:, 0], end))
    for name, flows, base in _DRIVERS:
        its = _sum(flows, draws, party).mean(axis=1)
        if base:
            below = _sum(base, draws, party).mean(axis=1)
            its = its / np.maximum(below, 1e-9)
        if np.ptp(its) > 1e-9 * np.abs(its).max():
            found.append(_driver(name, its, end))
    yield from sorted(found, key=lambda one: -abs(one.rank))


def _driver(name: str, its: Array, end: Array) -> Driver:
    low, high = np.quantile(its, [0.2, 0.8])
    return Driver(
        name=name,
        rank=float(np.corrcoef(_ranks(its), _ranks(end))[0, 1]),
        least=float(end[its <= low].mean()),
        most=float(end[its >= high].mean()),
    )


def _ranks(values: Array) -> Array:
    return np.asarray(np.argsort(np.argsort(values)), dtype=np.float64)
