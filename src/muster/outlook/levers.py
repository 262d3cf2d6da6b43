"""What a scenario makes of the levers, step by step and draw by draw: how each would have gone, and how it is changed.

Invariant: each purpose has luck of its own, so that a change of one lever leaves that of the others as it is; both ends of what is told as
`now` and `then` have the same.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from muster.account.flows import Flow
from muster.claims.errors import ScenarioError
from muster.outlook.continuing import Past, known, strayed
from muster.outlook.month import Called
from muster.outlook.quantity import Quantity
from muster.outlook.scenario import Change, Lever, Scenario
from muster.outlook.timing import Calendar

Array = NDArray[np.float64]
# How the odds of dying follow the time to a surgeon, as a power: from hardly at all to what was seen when the mean time of the
# evacuated fell from 90 to 43 minutes and the share who died of those hit from 13.7 to 7.6 % (Kotwal and others, JAMA Surgery 2016).
EVACUATED = (0.1, 0.9)
_SOONEST = 0.01  # of today's time: nobody is at a surgeon's at once
_MONTHS = 12.0  # of salary that count as pay beside the bonus
_STRAYING = {
    Lever.CONTRACT: "recruited",
    Lever.CONVICTS: "convicts",
    Lever.FOREIGN: "foreign",
    Lever.LOSSES: "casualties",
    Lever.RATIO: "wounded per killed",
    Lever.DESERTION: "deserted per killed",
}


@dataclass(slots=True)
class Levers:
    """The levers of some draws under a scenario; `block` says which of the draws they are, `calm` that nothing strays."""

    past: Past
    scenario: Scenario
    calendar: Calendar
    seed: int
    calm: bool
    block: int = 0

    def random(self, of: str) -> np.random.Generator:
        """A generator for one purpose."""
        return np.random.default_rng([self.seed, *of.encode(), *([self.block] if self.block else [])])

    def named(self, lever: Lever) -> bool:
        """Whether the scenario changes a lever."""
        return any(one.lever is lever for one in self.scenario.changes)

    def course(self, lever: Lever, base: Array) -> Array:
        """A lever step by step: shape (step, draw); `base` (draw,) is how it went lately."""
        what = _STRAYING.get(lever)
        walk = 1.0 if what is None else self.strayed(what, of=f"walk {lever.value}", steps=self.calendar.steps)
        found = np.broadcast_to(base * walk, (self.calendar.count * self.calendar.steps, self.past.size))
        for change in self.scenario.changes:
            if change.lever is lever:
                found = self._changed(found, change)
        return found

    def strayed(self, what: str, *, of: str, steps: int) -> Array:
        """How far a flow strays from how it went: factors of shape (step, draw)."""
        scale = np.zeros(self.past.size) if self.calm else self.past.walk(what)
        own = self.past.passing(what)
        return strayed(self.random(of), scale, count=self.calendar.count, steps=steps, passing=own)

    def _changed(self, course: Array, change: Change) -> Array:
        of = f"value {change.lever.value} {change.start}"
        weight = self.calendar.weight(change.start, until=change.until, over=change.over)[:, None]
        if change.to is not None and change.now is None:
            return np.asarray((1 - weight) * course + weight * self._drawn(change.to, of))
        if change.to is not None and change.now is not None:
            factor = self._drawn(change.to, of) / self._drawn(change.now, of)
        else:
            assert change.by is not None
            factor = self._drawn(change.by, of)
        return np.asarray(course * (1 + weight * (factor - 1)))

    def _drawn(self, quantity: Quantity, of: str) -> Array:
        return quantity.drawn(self.random(of), self.past.size)

    # -------------------------------------------------------------- recruits
    def paid(self, course: Array) -> Array:
        """Volunteers as pay calls them, as so many times a civil wage where one is named."""
        pay = self.scenario.pay
        if pay is None or (pay.bonus is None and pay.salary is None and pay.wage is None):
            return course
        now, then = np.zeros(self.past.size), np.zeros(self.past.size)
        for what, pair, times in (("bonus", pay.bonus, 1.0), ("salary", pay.salary, _MONTHS)):
            if pair is not None:
                now, then = (
                    sofar + times * self._drawn(end, what) for sofar, end in zip((now, then), pair, strict=True)
                )
        ratio = then / now if pay.bonus is not None or pay.salary is not None else np.ones(self.past.size)
        if pay.wage is not None:
            before, after = (self._drawn(one, "wage") for one in pay.wage)
            ratio = ratio * before / after
        factor = ratio ** self._drawn(pay.elasticity, "elasticity")
        weight = self.calendar.weight(pay.start)[:, None]
        return np.asarray(course * (1 + weight * (factor - 1)))

    def bonuses(self) -> Array | None:
        """What one who signs is paid at once, in roubles: shape (step, draw), None where that is not named."""
        pay = self.scenario.pay
        if pay is None or pay.bonus is None:
            return None
        now, then = (self._drawn(one, "bonus") for one in pay.bonus)
        weight = self.calendar.weight(pay.start)[:, None]
        return np.asarray((1 - weight) * now + weight * then)

    def pool(self) -> tuple[Array | None, Array | None]:
        """Who might volunteer, and by how many a step they become more again, each (draw,)."""
        pay = self.scenario.pay
        if pay is None or pay.pool is None:
            return None, None
        refill = None if pay.refill is None else self._drawn(pay.refill, "refill") / self.calendar.steps
        return self._drawn(pay.pool, "pool"), refill

    def whole(self) -> Array:
        """How far volunteers come at a level that the scenario names, whoever is left in the pool: shape (step,)."""
        found = np.zeros(self.calendar.count * self.calendar.steps)
        for one in self.scenario.changes:
            if one.lever is Lever.CONTRACT and one.to is not None:
                found = np.maximum(found, self.calendar.weight(one.start, until=one.until, over=one.over))
        return found

    def called(self) -> list[list[Called]]:
        """Who is called up in each step, mobilisation by mobilisation, each with the training of its own."""
        found: list[list[Called]] = [[] for _ in range(self.calendar.count * self.calendar.steps)]
        edges = np.arange(len(found) + 1) / self.calendar.steps
        for one in self.scenario.mobilisations:
            people = self._drawn(one.people, f"mobilisation {one.start}")
            exempt = np.minimum(self._drawn(one.exempt, f"exempt {one.start}"), 1.0)
            parts = np.diff(np.clip(edges - self.calendar.offset(one.start), 0.0, one.over)) / one.over
            for at in np.flatnonzero(parts):
                found[at].append(
                    Called(parts[at] * people, one.training * self.calendar.steps, exempt if exempt.any() else None)
                )
        return found

    # -------------------------------------------------------------- losses
    def losses(self, late: Array) -> dict[Flow, Array]:
        """The demands on the theatre a month, step by step; `late` is by how much the odds of dying change."""
        past, fought = self.past, (self.season() * self.fire())[:, None]
        usual = (past.lately(Flow.KILLED) + past.lately(Flow.WOUNDED)) / self.tempo_lately()
        hit = self.course(Lever.LOSSES, usual) * fought
        ratio = self.course(Lever.RATIO, past.share(Flow.KILLED, Flow.WOUNDED)) / late
        killed = hit / (1 + ratio)
        found = {Flow.KILLED: killed, Flow.WOUNDED: hit - killed}
        for flow in known((Flow.GONE_MISSING, Flow.CAPTURED), past):
            found[flow] = killed * past.share(Flow.KILLED, flow)
        if past.has(Flow.DESERTED) or self.named(Lever.DESERTION):
            found[Flow.DESERTED] = self.course(Lever.DESERTION, past.lately(Flow.DESERTED))
        if self.named(Lever.DISCHARGE):
            found[Flow.DISCHARGED] = self.course(Lever.DISCHARGE, np.zeros(past.size))
        return found

    def late(self) -> Array:
        """By how much the odds of dying change with the time to a surgeon: shape (step, draw), or (1, 1) where it does not change."""
        if not self.named(Lever.EVACUATION):
            return np.ones((1, 1))
        times = self.course(Lever.EVACUATION, np.ones(self.past.size))
        power = self.random("evacuation").uniform(*EVACUATED, self.past.size)
        return np.asarray(np.maximum(times, _SOONEST) ** power)

    def season(self) -> Array:
        """How many times its usual losses each step's season brings: shape (step,)."""
        tempo = self.scenario.tempo
        its = [tempo[one.month - 1] if tempo else 1.0 for one in self.calendar.months]
        return np.repeat(its, self.calendar.steps)

    def tempo_lately(self) -> float:
        """How many times the usual losses the seasons brought by which things go on."""
        tempo = self.scenario.tempo
        if not tempo:
            return 1.0
        found = float(np.mean([tempo[one.month - 1] for one in self.past.draws.months[-self.past.recent :]]))
        if found == 0:
            raise ScenarioError(
                f"{self.scenario.name}: tempo has no losses in the months by which things go on, so it cannot be told what is usual"
            )
        return found

    def fire(self) -> Array:
        """What part of each step there is fire: shape (step,)."""
        day = self.scenario.ceasefire
        return np.ones(self.calendar.count * self.calendar.steps) if day is None else 1 - self.calendar.weight(day)
