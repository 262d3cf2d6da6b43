"""From the draws of an estimate to those of the months to come, under a scenario.

Every draw is carried forward by itself: its own strength, its own rates and their unrest, its own wounded still in hospital, and of a
scenario's ranges a value of its own. Invariant: the same draws, scenario and seed give the same bytes; what a scenario does not name goes
on as it went.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from muster.account.draws import Draws, month_end, rows, together
from muster.account.flows import Flow, Stock
from muster.claims.errors import ScenarioError, UsageError
from muster.outlook.continuing import Past, known, months_ahead, resampled, strayed, whole_steps
from muster.outlook.month import LONGEST, Cohorts, Rates, State, step
from muster.outlook.scenario import RELATIVE, Change, Lever, Scenario

Array = NDArray[np.float64]
# How the odds of dying follow the time to a surgeon, as a power: from hardly at all to what was seen when the mean time of the
# evacuated fell from 90 to 43 minutes and the share who died of those hit from 13.7 to 7.6 % (Kotwal and others, JAMA Surgery 2016).
EVACUATED = (0.1, 0.9)
AT_ONCE = 8_192  # draws that are carried forward together
_SOONEST = 0.01  # of today's time: nobody is at a surgeon's at once
_SHARES = (Flow.FOUND_DEAD, Flow.FOUND_CAPTIVE, Flow.FOUND_ALIVE)
_STRAYING = {
    Lever.CONTRACT: "recruited",
    Lever.CONVICTS: "convicts",
    Lever.FOREIGN: "foreign",
    Lever.LOSSES: "casualties",
    Lever.RATIO: "wounded per killed",
    Lever.DESERTION: "deserted per killed",
}
_ASIDE = {
    Flow.GROUND_TAKEN: "ground taken",
    Flow.GROUND_LOST: "ground taken",
    Flow.CIVILIANS_KILLED: "civilians killed",
    Flow.CIVILIANS_WOUNDED: "civilians killed",
}
_GAINED = {Lever.CONTRACT: Flow.RECRUITED, Lever.CONVICTS: Flow.CONVICTS, Lever.FOREIGN: Flow.FOREIGN}


def project(draws: Draws, scenario: Scenario, *, party: str, seed: int, steps: int = 1, calm: bool = False) -> Draws:
    """The draws of a party over the scenario's months after the estimate's, each month in so many `steps`; `calm` keeps every rate from
    straying. Beside the draws ride the pool and the cost of recruitment month by month, where the scenario names them. Raises
    `UsageError` for a party that was not estimated, `ScenarioError` for a change before the account's end."""
    if party not in draws.parties:
        raise UsageError(f"the estimate is of {', '.join(draws.parties)} and not of {party}")
    return together([one.carried() for one in plans(draws, scenario, party=party, seed=seed, steps=steps, calm=calm)])


def plans(draws: Draws, scenario: Scenario, *, party: str, seed: int, steps: int = 1, calm: bool = False) -> list[Plan]:
    """The same to be carried out, of so many draws at a time as a processor's memory holds near it."""
    recent = min(scenario.recent, len(draws.months))
    found = []
    for block, first in enumerate(range(0, max(draws.flows.shape[0], 1), AT_ONCE)):
        past = Past(rows(draws, slice(first, first + AT_ONCE)), party, recent=recent)
        found.append(Plan(past, scenario, seed=seed, steps=steps, calm=calm, block=block))
    return found


@dataclass(slots=True)
class Plan:
    """What each step will bring to some draws, drawn once; then carried out. `block` says which of the draws they are."""

    past: Past
    scenario: Scenario
    seed: int
    steps: int
    calm: bool
    block: int = 0

    @property
    def _months(self) -> tuple[dt.date, ...]:
        return months_ahead(self.past.first, self.scenario.horizon)

    def _random(self, of: str) -> np.random.Generator:
        """A generator for one purpose, so that a change of one lever leaves the luck of the others as it is."""
        return np.random.default_rng([self.seed, *of.encode(), *([self.block] if self.block else [])])

    # -------------------------------------------------------------- levers
    def _course(self, lever: Lever, base: Array) -> Array:
        """A lever step by step: shape (step, draw); `base` (draw,) is how it went lately."""
        count = self.scenario.horizon
        scale = self.past.walk(_STRAYING[lever]) if lever in _STRAYING else np.zeros(self.past.size)
        if self.calm:
            scale = np.zeros(self.past.size)
        course = base * strayed(self._random(f"walk {lever.value}"), scale, count=count, steps=self.steps)
        for change in self.scenario.changes:
            if change.lever is lever:
                course = self._changed(course, change)
        return course

    def _changed(self, course: Array, change: Change) -> Array:
        random = self._random(f"value {change.lever.value} {change.start}")
        weight = self._weight(change)[:, None]
        if change.to is not None:
            return np.asarray((1 - weight) * course + weight * change.to.drawn(random, self.past.size))
        assert change.by is not None
        return np.asarray(course * (1 + weight * (change.by.drawn(random, self.past.size) - 1)))

    def _weight(self, change: Change) -> Array:
        """How far a change holds in each step: from 0 to 1."""
        since = (np.arange(len(self._months) * self.steps) + 1) / self.steps - self._offset(change.start)
        over = max(change.over, 1e-6)
        weight = np.clip(since / over, 0.0, 1.0)
        if change.until is not None:
            weight[since > self._offset(change.until) + 1 - self._offset(change.start) + 1e-9] = 0.0
        return np.asarray(weight)

    def _offset(self, day: dt.date) -> float:
        """Months from the first of the scenario's to a day; a start that is not named is the first."""
        if day.year < RELATIVE:
            return (day.year - 1) * 12 + day.month - 1
        first = self.past.first
        whole = (day.year - first.year) * 12 + day.month - first.month
        return whole + (day.day - 1) / month_end(day).day

    def _begun(self) -> None:
        """Refuses what would change months that are over."""
        its = [(one.start, one.place, one.lever.value) for one in self.scenario.changes]
        its += [(one.start, one.place, "mobilisation") for one in self.scenario.mobilisations]
        its += [(one.start, one.place, "pay") for one in (self.scenario.pay,) if one is not None]
        if self.scenario.ceasefire is not None:
            its.append((self.scenario.ceasefire, self.scenario.name, "the ceasefire"))
        for start, place, what in its:
            if self._offset(start) < 0:
                raise ScenarioError(
                    f"{place}: {what} would change in {start:%Y-%m}, but the account goes to "
                    f"{self.past.first - dt.timedelta(days=1)}: what it tells of is over"
                )

    # -------------------------------------------------------------- what each step brings
    def _paid(self, course: Array) -> Array:
        """Volunteers as pay calls them."""
        pay = self.scenario.pay
        if pay is None or (pay.bonus is None and pay.salary is None):
            return course
        random = self._random("pay")
        size = self.past.size
        now, then = np.zeros(size), np.zeros(size)
        for pair, times in ((pay.bonus, 1.0), (pay.salary, 12.0)):
            if pair is not None:
                now, then = now + times * pair[0].drawn(random, size), then + times * pair[1].drawn(random, size)
        factor = (then / now) ** pay.elasticity.drawn(random, size)
        weight = self._weight(Change(lever=Lever.CONTRACT, start=pay.start))[:, None]
        return np.asarray(course * (1 + weight * (factor - 1)))

    def _mobilised(self, base: Array) -> tuple[Array, Array, int]:
        """The mobilised step by step, the share of them who are let go, and how long they train, in steps."""
        total, freed, training = base, np.zeros_like(base), 1.0
        for one in self.scenario.mobilisations:
            random = self._random(f"mobilisation {one.start}")
            people = one.people.drawn(random, self.past.size)
            begin = self._offset(one.start)
            ends = (np.arange(len(total)) + 1) / self.steps - begin
            part = np.clip(ends, 0.0, one.over) - np.clip(ends - 1 / self.steps, 0.0, one.over)
            called = part[:, None] * self.steps / one.over * people
            total, freed = total + called, freed + called * one.exempt.drawn(random, self.past.size)
            training = one.training
        return total, freed / np.maximum(total, 1e-9), whole_steps(training, self.steps)

    def _losses(self, late: Array) -> dict[Flow, Array]:
        """The demands on the theatre step by step."""
        past = self.past
        hit = self._course(Lever.LOSSES, past.lately(Flow.KILLED) + past.lately(Flow.WOUNDED)) * self._fought()[:, None]
        ratio = self._course(Lever.RATIO, past.share(Flow.KILLED, Flow.WOUNDED)) / late
        killed = hit / (1 + ratio)
        found = {Flow.KILLED: killed, Flow.WOUNDED: hit - killed}
        for flow in known((Flow.GONE_MISSING, Flow.CAPTURED), past):
            found[flow] = found[Flow.KILLED] * past.share(Flow.KILLED, flow)
        if past.has(Flow.DESERTED) or any(one.lever is Lever.DESERTION for one in self.scenario.changes):
            found[Flow.DESERTED] = self._course(Lever.DESERTION, past.lately(Flow.DESERTED))
        return found

    def _late(self) -> Array:
        """By how much the odds of dying change with the time to a surgeon: shape (step, draw)."""
        hours = self._course(Lever.EVACUATION, np.ones(self.past.size))
        power = self._random("evacuation").uniform(*EVACUATED, self.past.size)
        return np.asarray(np.maximum(hours, _SOONEST) ** power)

    def _fought(self) -> Array:
        """How much of each step's usual losses its season brings, and none once the fire has ceased: shape (step,)."""
        tempo = np.array([self.scenario.tempo[one.month - 1] if self.scenario.tempo else 1.0 for one in self._months])
        found = np.repeat(tempo, self.steps)
        if self.scenario.ceasefire is not None:
            ends = (np.arange(len(found)) + 1) / self.steps - self._offset(self.scenario.ceasefire)
            found = found * np.clip(1 - ends * self.steps, 0.0, 1.0)
        return np.asarray(found)

    # -------------------------------------------------------------- carried out
    def _state(self) -> State:
        past, steps = self.past, self.steps
        died = past.share(Flow.WOUNDED, Flow.DIED_OF_WOUNDS)
        hurt = past.monthly(Flow.WOUNDED, LONGEST) * (1 - died[:, None])
        left = past.monthly(Flow.RETURNED, 1)[:, 0] + past.monthly(Flow.INVALIDED, 1)[:, 0]
        spread = [hurt[:, at] / steps for at in range(hurt.shape[1]) for _ in range(steps)]
        wards = [Cohorts.of(past.stay, steps=steps, hurt=spread, leaving=left / steps)]
        sent = sum(past.monthly(flow, 1)[:, 0] for flow in (Flow.RECRUITED, Flow.CONVICTS, Flow.MOBILISED))
        pay = self.scenario.pay
        pool = pay.pool.drawn(self._random("pool"), past.size) if pay is not None and pay.pool is not None else None
        return State(
            stocks={stock: past.stock(stock) for stock in Stock},
            due=[np.asarray(sent) / steps for _ in range(steps)],
            released=[],
            wards=wards,
            pool=pool,
            first_pool=pool,
        )

    def carried(self) -> Draws:
        """All steps, summed up by months."""
        self._begun()
        state, steps = self._state(), self.steps
        opening, none = dict(state.stocks), np.zeros(self.past.size)
        moved: list[dict[Flow, Array]] = []
        levels: list[dict[Stock, Array]] = []
        beside: dict[str, Array] = {}
        for at, rates in enumerate(self._rates()):
            made = step(state, rates, steps=steps)
            if at % steps == 0:
                moved.append(made)
            else:
                moved[-1] = {flow: moved[-1].get(flow, none) + made.get(flow, none) for flow in {**moved[-1], **made}}
            if (at + 1) % steps == 0:
                levels.append(dict(state.stocks))
                if state.pool is not None:
                    beside[f"pool: {self._months[at // steps]:%Y-%m}"] = state.pool
        for flow, course in self._aside().items():
            for month, values in enumerate(course):
                moved[month][flow] = values
        return _gathered(self, opening, moved, levels=levels, beside=beside)

    def _aside(self) -> dict[Flow, Array]:
        """What is of no force, and goes on as it went while there is fire: ground and civilians, each of shape (month, draw)."""
        fought = self._fought().reshape(self.scenario.horizon, self.steps).mean(axis=1)[:, None]
        found = {}
        for flow, what in _ASIDE.items():
            if self.past.has(flow):
                scale = np.zeros(self.past.size) if self.calm else self.past.walk(what)
                walk = strayed(self._random(f"walk {what}"), scale, count=self.scenario.horizon, steps=1)
                found[flow] = np.asarray(self.past.lately(flow) * walk * fought)
        return found

    def _rates(self) -> list[Rates]:
        past, steps, size = self.past, self.steps, self.past.size
        gains = {flow: self._course(lever, past.lately(flow)) for lever, flow in _GAINED.items()}
        gains[Flow.RECRUITED] = self._paid(gains[Flow.RECRUITED])
        occupied = self._course(Lever.OCCUPIED, np.zeros(size))
        mobilised, exempt, trained = self._mobilised(
            self._course(Lever.MOBILISED, past.lately(Flow.MOBILISED)) + occupied
        )
        conscripted = past.lately(Flow.CONSCRIPTED) / steps
        kept = self._course(Lever.KEPT_ON, np.zeros(size)) / steps
        discharged = self._course(Lever.DISCHARGE, np.zeros(size)) / steps + np.maximum(conscripted - kept, 0.0)
        late = self._late()
        losses = self._losses(late)
        died = past.share(Flow.WOUNDED, Flow.DIED_OF_WOUNDS)
        odds = died / (1 - died) * late
        returning = self._course(Lever.RETURNING, _returning(past))
        rest = resampled(self._random("rest"), past.rest, count=self.scenario.horizon)
        if self.calm:
            rest = np.repeat(past.rest.mean(axis=1)[None, :], self.scenario.horizon, axis=0)
        training = self._course(Lever.TRAINING, np.ones(size)).mean(axis=1)
        stays = self._course(Lever.DELAY, past.stay)
        ends = {flow: past.share(Flow.GONE_MISSING, flow) for flow in known(_SHARES, past)}
        ends |= {flow: past.share(Flow.CAPTURED, flow) for flow in known((Flow.FREED, Flow.DIED_CAPTIVE), past)}
        ends |= {flow: past.share(Flow.DESERTED, flow) for flow in known((Flow.CAME_BACK,), past)}
        come = {flow: gains[flow] / steps for flow in (Flow.RECRUITED, Flow.CONVICTS)}
        come |= {Flow.MOBILISED: mobilised / steps, Flow.CONSCRIPTED: np.broadcast_to(conscripted, mobilised.shape)}
        come = {flow: its for flow, its in come.items() if flow is Flow.RECRUITED or its.any()}
        lost = {flow: its / steps for flow, its in losses.items()}
        lost[Flow.OTHER_OUT] = np.repeat(np.maximum(-rest, 0.0) / steps, steps, axis=0)
        foreign, other_in = gains[Flow.FOREIGN] / steps, np.repeat(np.maximum(rest, 0.0) / steps, steps, axis=0)
        dying, back = odds / (1 + odds), np.clip(returning, 0.0, 1.0)
        any_foreign, any_kept, any_freed = foreign.any(), kept.any(), discharged.any()
        found = []
        for at in range(self.scenario.horizon * steps):
            lag = whole_steps(float(training[at]), steps)
            found.append(
                Rates(
                    gains={flow: its[at] for flow, its in come.items()},
                    foreign=foreign[at] if any_foreign else None,
                    kept_on=kept[at] if any_kept else None,
                    losses={flow: its[at] for flow, its in lost.items()},
                    died=dying[at],
                    returning=back[at],
                    ends=ends,
                    discharged=discharged[at] if any_freed else None,
                    other_in=other_in[at],
                    training={
                        **dict.fromkeys((*come, Flow.CONSCRIPTED), lag),
                        Flow.MOBILISED: trained if self.scenario.mobilisations else lag,
                    },
                    exempt=exempt[at],
                    stay=stays[at] if at and not np.array_equal(stays[at], stays[at - 1]) else None,
                )
            )
        return found


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
    past, months = plan.past, plan._months
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
