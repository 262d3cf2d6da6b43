"""From the draws of an estimate to those of the months to come, under a scenario.

Every draw is carried forward by itself: its own strength, its own rates and their unrest, its own wounded still in hospital, and of a
scenario's ranges a value of its own. Invariant: the same draws, scenario and seed give the same bytes; what a scenario does not name goes
on as it went.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

import numpy as np
from numpy.typing import NDArray

from muster.account.draws import Draws, rows, together
from muster.account.flows import Flow, Stock
from muster.claims.errors import UsageError
from muster.outlook.continuing import Past, known, resampled
from muster.outlook.levers import Levers
from muster.outlook.month import LONGEST, Cohorts, Rates, State, step
from muster.outlook.quantity import Kind
from muster.outlook.scenario import LEVERS, Lever, Scenario
from muster.outlook.timing import Calendar, beyond, check

Array = NDArray[np.float64]
RAN_OUT = "ran out"  # beside the draws: 1 where more would have been lost in some step than were there
AT_ONCE = 8_192  # draws that are carried forward together
_SHARES = (Flow.FOUND_DEAD, Flow.FOUND_CAPTIVE, Flow.FOUND_ALIVE)
_ASIDE = {
    Flow.GROUND_TAKEN: "ground taken",
    Flow.GROUND_LOST: "ground taken",
    Flow.CIVILIANS_KILLED: "civilians killed",
    Flow.CIVILIANS_WOUNDED: "civilians killed",
}
_GAINED = {Lever.CONTRACT: Flow.RECRUITED, Lever.CONVICTS: Flow.CONVICTS, Lever.FOREIGN: Flow.FOREIGN}
# Of which flow of the estimate a lever goes on; of the others nobody is known to come or go until a scenario says so.
_LATELY = {**_GAINED, Lever.MOBILISED: Flow.MOBILISED, Lever.LOSSES: Flow.WOUNDED, Lever.DESERTION: Flow.DESERTED}


def project(
    draws: Draws, scenario: Scenario, *, party: str, seed: int, steps: int = 1, calm: bool = False, more: float = 0.0
) -> Draws:
    """The draws of a party over the scenario's months after the estimate's, each month in so many `steps`; `calm` keeps every rate from
    straying, and so many recruits a month come `more` than under the scenario, out of no pool. Beside the draws ride the pool and what
    bonuses cost month by month, where the scenario names them, and in which of them the force ran out. Raises `UsageError` for a party that
    was not estimated, `ScenarioError` for a change before the account's end or two at once."""
    its = plans(draws, scenario, party=party, seed=seed, steps=steps, calm=calm, more=more)
    return together([one.carried() for one in its])


def plans(
    draws: Draws, scenario: Scenario, *, party: str, seed: int, steps: int = 1, calm: bool = False, more: float = 0.0
) -> list[Plan]:
    """The same to be carried out, of so many draws at a time as a processor's memory holds near it."""
    calendar = _calendar(draws, scenario, party=party, steps=steps)
    check(scenario, calendar)
    recent = min(scenario.recent, len(draws.months))
    found = []
    for block, first in enumerate(range(0, max(draws.flows.shape[0], 1), AT_ONCE)):
        past = Past(rows(draws, slice(first, first + AT_ONCE)), party, recent=recent)
        found.append(Plan(past, Levers(past, scenario, calendar, seed, calm, block), more=more))
    return found


def suited(draws: Draws, scenario: Scenario, *, party: str) -> Scenario:
    """The scenario with what is odd about it over these draws among its remarks: what begins after its horizon, and what changes a flow of
    which nothing was estimated. Raises as `project` does."""
    calendar = _calendar(draws, scenario, party=party, steps=1)
    check(scenario, calendar)
    told = [*beyond(scenario, calendar), *_idle(draws, scenario)]
    return replace(scenario, remarks=(*scenario.remarks, *(one for one in told if one not in scenario.remarks)))


def _idle(draws: Draws, scenario: Scenario) -> Iterator[str]:
    for one in scenario.changes:
        flow = _LATELY.get(one.lever)
        nobody = LEVERS[one.lever][0] is Kind.RATE and (flow is None or flow not in draws.flow_names)
        if nobody and (one.to is None or one.to.high == 0):
            yield f"{one.place}: {one.lever.value} changes nothing, since none is estimated"


def _calendar(draws: Draws, scenario: Scenario, *, party: str, steps: int) -> Calendar:
    if party not in draws.parties:
        raise UsageError(f"the estimate is of {', '.join(draws.parties)} and not of {party}")
    return Calendar(Past(draws, party, recent=1).first, scenario.horizon, steps)


@dataclass(slots=True)
class Plan:
    """What each step will bring to some draws, drawn once; then carried out."""

    past: Past
    levers: Levers
    more: float = 0.0
    _none: Array = field(init=False, repr=False)

    def __post_init__(self) -> None:
        self._none = np.zeros(self.past.size)

    @property
    def _steps(self) -> int:
        return self.levers.calendar.steps

    @property
    def months(self) -> tuple[dt.date, ...]:
        """The months ahead."""
        return self.levers.calendar.months

    # -------------------------------------------------------------- carried out
    def _state(self) -> State:
        past, steps = self.past, self._steps
        died = past.share(Flow.WOUNDED, Flow.DIED_OF_WOUNDS)
        hurt = past.monthly(Flow.WOUNDED, LONGEST) * (1 - died[:, None])
        left = past.monthly(Flow.RETURNED, 1)[:, 0] + past.monthly(Flow.INVALIDED, 1)[:, 0]
        spread = [hurt[:, at] / steps for at in range(hurt.shape[1]) for _ in range(steps)]
        wards = [Cohorts.of(past.stay, steps=steps, hurt=spread, leaving=left / steps)]
        might, _ = self.levers.pool()
        return State(
            stocks={stock: past.stock(stock) for stock in Stock},
            due=self._due(),
            released=[],
            wards=wards,
            pool=might,
            first_pool=might,
            short=np.zeros(past.size, dtype=bool),
        )

    def _due(self) -> list[Array]:
        """Who joined in the last months and is still in training, by the step in which they will be sent."""
        past, lag = self.past, self.past.training
        if not lag:
            return []
        joined = np.sum([past.monthly(flow, lag) for flow in (Flow.RECRUITED, Flow.CONVICTS, Flow.MOBILISED)], axis=0)
        its = [
            *(self._none for _ in range(lag - joined.shape[1])),
            *joined.T,
        ]  # in a short account nobody joined before it
        return [np.ascontiguousarray(one) / self._steps for one in its for _ in range(self._steps)]

    def carried(self) -> Draws:
        """All steps, summed up by months."""
        state, steps, prices = self._state(), self._steps, self.levers.bonuses()
        opening = dict(state.stocks)
        moved: list[dict[Flow, Array]] = []
        levels: list[dict[Stock, Array]] = []
        beside: dict[str, Array] = {}
        for at, rates in enumerate(self._rates()):
            made = step(state, rates, steps=steps)
            month = self.months[at // steps]
            if prices is not None:
                signed = made[Flow.RECRUITED] + made.get(Flow.KEPT_ON, 0.0)
                beside[bonuses(month)] = beside.get(bonuses(month), 0.0) + signed * prices[at]
            if at % steps == 0:
                moved.append(made)
            else:
                moved[-1] = {
                    flow: moved[-1].get(flow, self._none) + made.get(flow, self._none) for flow in {**moved[-1], **made}
                }
            if (at + 1) % steps == 0:
                levels.append(dict(state.stocks))
                if state.pool is not None:
                    beside[pool(month)] = state.pool
        for flow, course in self._aside().items():
            for at, values in enumerate(course):
                moved[at][flow] = values
        beside[RAN_OUT] = np.asarray(state.short, dtype=float)
        return _gathered(self, opening, moved, levels=levels, beside=beside)

    def _aside(self) -> dict[Flow, Array]:
        """What is of no force, and goes on as it went while there is fire: ground and civilians, each of shape (month, draw)."""
        levers, found = self.levers, {}
        fought = levers.season() * levers.fire() / levers.tempo_lately()
        for flow, what in _ASIDE.items():
            if self.past.has(flow):
                walk = levers.strayed(what, of=f"walk {what}", steps=1)
                monthly = fought.reshape(levers.calendar.count, self._steps).mean(axis=1)[:, None]
                found[flow] = np.asarray(self.past.lately(flow) * walk * monthly)
        return found

    # -------------------------------------------------------------- what each step brings
    def _rates(self) -> list[Rates]:
        past, levers, steps = self.past, self.levers, self._steps
        count = levers.calendar.count
        come = self._come()
        kept = levers.course(Lever.KEPT_ON, self._none) / steps
        freed = np.maximum(past.lately(Flow.CONSCRIPTED) / steps - kept, 0.0)
        foreign = levers.course(Lever.FOREIGN, past.lately(Flow.FOREIGN)) / steps
        late = levers.late()
        lost = {flow: its / steps for flow, its in levers.losses(late).items()}
        died = past.share(Flow.WOUNDED, Flow.DIED_OF_WOUNDS)
        odds = np.broadcast_to(died / (1 - died) * late, kept.shape)
        dying, back = odds / (1 + odds), np.clip(levers.course(Lever.RETURNING, _returning(past)), 0.0, 1.0)
        rest = np.repeat(past.rest.mean(axis=1)[None, :], count, axis=0)
        if not levers.calm:
            rest = resampled(levers.random("rest"), past.rest, count=count)
        lost[Flow.OTHER_OUT] = np.repeat(np.maximum(-rest, 0.0) / steps, steps, axis=0)
        other_in = np.repeat(np.maximum(rest, 0.0) / steps, steps, axis=0)
        ends, lags, stays = self._ends(), self._lags(), self._stays()
        called, (_, refill), whole = levers.called(), levers.pool(), levers.whole()
        any_foreign, any_kept, any_freed = foreign.any(), kept.any(), freed.any()
        return [
            Rates(
                gains={flow: its[at] for flow, its in come.items()},
                foreign=foreign[at] if any_foreign else None,
                kept_on=kept[at] if any_kept else None,
                losses={flow: its[at] for flow, its in lost.items()},
                died=dying[at],
                returning=back[at],
                ends=ends,
                discharged=freed[at] if any_freed else None,
                other_in=other_in[at],
                training=lags[at],
                called=called[at],
                refill=refill,
                whole=float(whole[at]),
                stay=stays[at],
            )
            for at in range(count * steps)
        ]

    def _come(self) -> dict[Flow, Array]:
        """Who joins elsewhere in each step, by flow."""
        past, levers = self.past, self.levers
        its = {
            flow: levers.course(lever, past.lately(flow)) for lever, flow in _GAINED.items() if flow is not Flow.FOREIGN
        }
        its[Flow.RECRUITED] = levers.paid(its[Flow.RECRUITED])
        its[Flow.MOBILISED] = (
            levers.course(Lever.MOBILISED, past.lately(Flow.MOBILISED))
            + levers.course(Lever.OCCUPIED, self._none)
            + self.more
        )
        its[Flow.CONSCRIPTED] = np.broadcast_to(past.lately(Flow.CONSCRIPTED), its[Flow.RECRUITED].shape)
        return {flow: one / self._steps for flow, one in its.items() if flow is Flow.RECRUITED or one.any()}

    def _lags(self) -> list[float | Array]:
        """How many steps those who join in each step are trained: one number, or where the draws differ one of each."""
        course = self.levers.course(Lever.TRAINING, np.full(self.past.size, float(self.past.training))) * self._steps
        same = (course == course[:, :1]).all(axis=1)
        return [float(one[0]) if alike else one for one, alike in zip(course, same, strict=True)]

    def _stays(self) -> list[Array | None]:
        """A new mean stay in hospital in the steps from which it is another."""
        before, found = self.past.stay, list[Array | None]()
        for stay in self.levers.course(Lever.DELAY, before):
            found.append(None if np.array_equal(stay, before) else stay)
            before = stay
        return found

    def _ends(self) -> dict[Flow, Array]:
        """What share of the missing, the captured and the absent are accounted for, each in its way."""
        past = self.past
        ends = {flow: past.share(Flow.GONE_MISSING, flow) for flow in known(_SHARES, past)}
        ends |= {flow: past.share(Flow.CAPTURED, flow) for flow in known((Flow.FREED, Flow.DIED_CAPTIVE), past)}
        return ends | {flow: past.share(Flow.DESERTED, flow) for flow in known((Flow.CAME_BACK,), past)}


def bonuses(month: dt.date) -> str:
    """What the roubles paid for signing in a month are called beside the draws."""
    return f"bonuses: {month:%Y-%m}"


def pool(month: dt.date) -> str:
    """What those left of the pool at a month's end are called there."""
    return f"pool: {month:%Y-%m}"


def _returning(past: Past) -> Array:
    """The share of those who leave hospital who serve again."""
    back, out = past.lately(Flow.RETURNED), past.lately(Flow.INVALIDED)
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.where(back + out > 0, back / (back + out), 0.0)


def _gathered(
    plan: Plan,
    opening: Mapping[Stock, Array],
    moved: list[dict[Flow, Array]],
    *,
    levels: list[dict[Stock, Array]],
    beside: dict[str, Array],
) -> Draws:
    past, months = plan.past, plan.months
    flows = tuple(flow for flow in Flow if any(flow in one for one in moved))
    stocks = tuple(stock for stock in Stock if np.isfinite(opening[stock]).all())
    size = past.size
    made = np.zeros((len(flows), len(months), size))
    held = np.zeros((len(stocks), len(months) + 1, size))
    for at, flow in enumerate(flows):
        for month, one in enumerate(moved):
            if flow in one:
                made[at, month] = one[flow]
    for at, stock in enumerate(stocks):
        held[at, 0] = opening[stock]
        for month, level in enumerate(levels):
            held[at, month + 1] = level[stock]
    draws = past.draws
    return Draws(
        flows=np.moveaxis(made, 2, 0)[:, None],
        stocks=np.moveaxis(held, 2, 0)[:, None],
        parties=(past.party,),
        flow_names=flows,
        stock_names=stocks,
        months=months,
        beside={**draws.beside, **beside},
        informed={past.party: draws.informed.get(past.party, ())},
    )
