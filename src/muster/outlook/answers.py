"""What an account carried forward answers: balances, the recruits that would hold a force, when it falls below a floor, what moves it.

Invariant: every number is of the draws, a functional of them month by month; what a horizon is too short to show is said to be that.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from muster.account.draws import Banded, Draws, banded, banded_each
from muster.account.flows import Flow
from muster.outlook.drivers import Driver, drivers
from muster.outlook.projection import RAN_OUT, bonuses, pool, project, suited
from muster.outlook.scenario import Floor, Scenario
from muster.outlook.tallies import Tallies, summed, tallied
from muster.outlook.wars import Earlier, earlier

Array = NDArray[np.float64]
EVEN, MOST = 0.5, 0.8  # chances at which a floor is said to be passed
MORE = 1_000.0  # recruits a month by which it is tried what recruits do for the strength
FEW = 0.02  # of the draws: where more of them run out, it cannot be told what would have held the others' strength and theirs


@dataclass(frozen=True, slots=True, kw_only=True)
class Balance:
    """Of a month: who was `gained` and `lost` (killed, wounded, missing, captured, deserted, discharged), the difference `without` those
    who return to duty and `with_return`, and the chances that more are lost than replenished, each way."""

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
class Outlook:
    """What a scenario comes to for a party: month by month the `balances` and the `strength` at each end (none where no strength was
    estimated); over the horizon who is gained (`recruits`), `lost` and back on duty (`returning`) in a month, the recruits a month that
    would hold the strength (`needed`, None where that cannot be told), what bonuses cost and what share of the pool has signed; floors;
    what moves the end. `opening` is the strength before the first month, `ran_out` the share of the draws in which more would have been
    lost than were there."""

    scenario: Scenario
    party: str
    months: tuple[dt.date, ...]
    balances: tuple[Balance, ...]
    opening: Banded | None
    strength: tuple[Banded, ...]
    recruits: Banded
    lost: Banded
    needed: Banded | None
    ran_out: float
    floors: tuple[Passing, ...]
    roubles: Banded | None
    dollars: Banded | None
    pool: Banded | None
    drivers: tuple[Driver, ...]
    returning: Banded
    earlier: tuple[Earlier, ...]


def outlook(draws: Draws, scenario: Scenario, *, party: str, seed: int, calm: bool = False) -> Outlook:
    """The draws of an estimate carried forward under a scenario, and what that answers. Raises as `project` does."""
    scenario = suited(draws, scenario, party=party)
    made = project(draws, scenario, party=party, seed=seed, calm=calm)
    its = tallied(made, party=party)
    ran_out = np.asarray(made.beside[RAN_OUT] > 0)
    more = None
    if its.force is not None and ran_out.mean() <= FEW:
        more = tallied(project(draws, scenario, party=party, seed=seed, calm=calm, more=MORE), party=party)
    cost = _cost(made, scenario)
    return Outlook(
        scenario=scenario,
        party=party,
        months=made.months,
        balances=tuple(_balances(made.months, its)),
        opening=None if its.force is None else banded(its.force[:, 0]),
        strength=() if its.force is None else tuple(banded_each(its.force[:, 1:])),
        recruits=banded(its.gained.mean(axis=1)),
        lost=banded(its.lost.mean(axis=1)),
        needed=None if more is None else _needed(its, more, ran_out=ran_out),
        ran_out=float(ran_out.mean()),
        floors=() if its.force is None else tuple(_passing(floor, its.force, made.months) for floor in scenario.floors),
        roubles=None if cost is None else banded(cost),
        dollars=None if cost is None else _dollars(cost, scenario, seed=seed),
        pool=_pool(made, scenario, party=party),
        drivers=drivers(made, its, party=party),
        returning=banded(its.back.mean(axis=1)),
        earlier=tuple(earlier(draws, party=party, recent=scenario.recent)),
    )


def _balances(months: Sequence[dt.date], of: Tallies) -> Iterator[Balance]:
    plain = of.gained - of.lost
    whole = plain + of.back
    chances = (plain < 0).mean(axis=0), (whole < 0).mean(axis=0)
    bands = (banded_each(its) for its in (of.gained, of.lost, plain, whole))
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


def _needed(of: Tallies, more: Tallies, *, ran_out: NDArray[np.bool_]) -> Banded | None:
    """How many recruits a month would have left the strength as it was: those who came, and what the force fell short by over what one more
    a month adds to its end. None where nobody more is sent within the horizon; of draws that run out no number would be enough to name."""
    assert of.force is not None
    added = (more.end - of.end) / MORE
    if not (added[~ran_out] > 0).all():
        return None
    with np.errstate(divide="ignore", invalid="ignore"):
        its = of.gained.mean(axis=1) + (of.force[:, 0] - of.end) / added
    return banded(np.where(ran_out, np.inf, np.maximum(its, 0.0)))


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
def _cost(made: Draws, scenario: Scenario) -> Array | None:
    """What the bonuses of those who sign come to over the horizon, in roubles: shape (draw,)."""
    if scenario.pay is None or scenario.pay.bonus is None:
        return None
    return np.asarray(sum(made.beside[bonuses(month)] for month in made.months))


def _dollars(cost: Array, scenario: Scenario, *, seed: int) -> Banded | None:
    if scenario.exchange is None:
        return None
    return banded(cost / scenario.exchange.drawn(np.random.default_rng([seed, *b"exchange"]), len(cost)))


def _pool(made: Draws, scenario: Scenario, *, party: str) -> Banded | None:
    """What share of all who were or came into the pool has signed by the end."""
    if scenario.pay is None or scenario.pay.pool is None:
        return None
    left = made.beside[pool(made.months[-1])]
    signed = summed((Flow.RECRUITED,), made, party=party).sum(axis=1)
    with np.errstate(divide="ignore", invalid="ignore"):
        return banded(np.where(signed + left > 0, signed / (signed + left), 0.0))
