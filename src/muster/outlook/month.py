"""One step of the account: who comes, who is sent, who is lost, who comes back, on all draws at once.

A step is a month or an even part of one. Within it people move in this order: recruits join elsewhere; those trained are sent; then
losses, and those whose time is over, are taken from those in the theatre, and where more would go than are there, all give way in the same
proportion; the wounded who have healed return. They leave hospital by a falling exponential in the age of their wound, cut off after a year
as in the estimate, which is kept as a running sum: leaving(t) = a leaving(t - 1) + w (hurt(t) - a^n hurt(t - n)).

Invariant: no stock falls below nought; what leaves one stock enters another or the world, to the last person.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from muster.account.flows import Flow, Stock

Array = NDArray[np.float64]
LONGEST, SHORTEST = 12, 0.02  # months in hospital
_CLOSE = 1e-9  # of a step
_INTO = (
    (Flow.WOUNDED, Stock.HOSPITAL),
    (Flow.GONE_MISSING, Stock.MISSING),
    (Flow.CAPTURED, Stock.CAPTIVE),
    (Flow.DESERTED, Stock.ABSENT),
)


@dataclass(slots=True, kw_only=True)
class Cohorts:
    """The wounded who survive, of one mean `stay` in steps: shape (draw,). `hurt` are those of each past step, oldest first, `leaving` who
    left in the last one; `over` the share of a step's hurt who would stay beyond the cut."""

    keep: Array
    share: Array
    over: Array
    cut: int
    hurt: list[Array]
    leaving: Array

    @classmethod
    def of(cls, stay: Array, *, steps: int, hurt: list[Array], leaving: Array) -> Cohorts:
        """Cohorts whose wounded stay so many months, in so many steps a month. By months they leave as the estimate has them, of each
        month exp(-1 / stay) staying for the next; finer steps keep the same mean."""
        mean = steps / np.expm1(1.0 / np.maximum(stay, SHORTEST))
        keep = mean / (1 + mean)
        cut = LONGEST * steps
        share = (1 - keep) / (1 - keep**cut)
        return cls(keep=keep, share=share, over=share * keep**cut, cut=cut, hurt=hurt, leaving=leaving)

    def step(self, hurt: Array | None) -> Array:
        """Who leaves hospital in this step, in which so many more were hurt (None: of these cohorts nobody any more)."""
        gone = self.hurt[-self.cut] if len(self.hurt) >= self.cut else None
        self.leaving = self.keep * self.leaving
        if hurt is not None:
            self.leaving = self.leaving + self.share * hurt
        if gone is not None:
            self.leaving = self.leaving - self.over * gone
        self.hurt.append(np.zeros_like(self.leaving) if hurt is None else hurt)
        return np.maximum(self.leaving, 0.0)


@dataclass(slots=True, kw_only=True)
class State:
    """Where people are: `stocks` by name, each (draw,); `due` who will be sent in each step to come, and `released` who will be let go
    then; `wards` the cohorts of the wounded, the last of which takes in the newly hurt; `pool` who might still volunteer, None where
    that is not counted, `first_pool` who might have at first; `short` which draws have had fewer in the theatre than would have been
    lost."""

    stocks: dict[Stock, Array]
    due: list[Array]
    released: list[Array]
    wards: list[Cohorts]
    pool: Array | None = None
    first_pool: Array | None = None
    short: NDArray[np.bool_] | None = None


@dataclass(frozen=True, slots=True)
class Called:
    """People called up in a step by one mobilisation, sent after so many steps of `training`; the share `exempt` of them (None: nobody) is
    then let go instead."""

    people: Array
    training: float
    exempt: Array | None = None


@dataclass(slots=True, kw_only=True)
class Rates:
    """What happens in one step, each (draw,): `gains` by flow, `foreign` straight to the theatre, `kept_on` conscripts who stay,
    `called` up in mobilisations, `losses` the demands on the theatre by flow, with those whose time is over; shares `died` of the
    wounded, `returning` of those who leave hospital, and of the missing, the captured and the absent who are accounted for (`ends`);
    `discharged` from elsewhere (None, as for `foreign` and `kept_on`: nobody); `other_in` what no report names; `training` in steps, one
    number or one of each draw; `refill` of the pool, and the share `whole` of the volunteers who come however many it has left; `stay` a
    new mean stay in months from this step on."""

    gains: Mapping[Flow, Array]
    foreign: Array | None
    kept_on: Array | None
    losses: Mapping[Flow, Array]
    died: Array
    returning: Array
    ends: Mapping[Flow, Array]
    discharged: Array | None
    other_in: Array
    training: float | Array = 1.0
    called: Sequence[Called] = ()
    refill: Array | None = None
    whole: float = 0.0
    stay: Array | None = None


def step(state: State, rates: Rates, *, steps: int = 1) -> dict[Flow, Array]:
    """Carries the state one step on, in place, and says what moved: every flow, (draw,) people of this step."""
    made: dict[Flow, Array] = {}
    _join(state, rates, made)
    _send(state, made)
    _heal(state, rates, steps=steps)
    _lose(state, rates, made)
    _account_for(state, rates, made)
    _admit(state, rates, made)
    return made


def _move(state: State, people: Array, *, out_of: Stock | None, into: Stock | None) -> None:
    if out_of is not None:
        state.stocks[out_of] = state.stocks[out_of] - people
    if into is not None:
        state.stocks[into] = state.stocks[into] + people


def _join(state: State, rates: Rates, made: dict[Flow, Array]) -> None:
    """Recruits join elsewhere; of conscripts who are kept on some are there already."""
    for flow, people in rates.gains.items():
        made[flow] = _volunteers(state, people, rates) if flow is Flow.RECRUITED and state.pool is not None else people
    trained = [people for flow, people in made.items() if flow is not Flow.CONSCRIPTED]
    if trained:
        _later(state.due, rates.training, sum(trained[1:], trained[0]))
    if made:
        _move(state, _together(made), out_of=None, into=Stock.ELSEWHERE)
    for one in rates.called:
        made[Flow.MOBILISED] = made.get(Flow.MOBILISED, 0.0) + one.people
        _move(state, one.people, out_of=None, into=Stock.ELSEWHERE)
        freed = None if one.exempt is None else one.exempt * one.people
        _later(state.due, one.training, one.people if freed is None else one.people - freed)
        if freed is not None:
            _later(state.released, one.training, freed)
    if rates.kept_on is not None:
        made[Flow.KEPT_ON] = np.minimum(rates.kept_on, state.stocks[Stock.ELSEWHERE])
        _later(state.due, rates.training, made[Flow.KEPT_ON])
    if rates.foreign is not None:
        made[Flow.FOREIGN] = rates.foreign
        _move(state, rates.foreign, out_of=None, into=Stock.THEATRE)
    made[Flow.OTHER_IN] = rates.other_in
    _move(state, rates.other_in, out_of=None, into=Stock.THEATRE)


def _volunteers(state: State, people: Array, rates: Rates) -> Array:
    """Who signs of those that pay calls: in proportion to what is left of the pool, and never more than that."""
    assert state.pool is not None
    assert state.first_pool is not None
    with np.errstate(divide="ignore", invalid="ignore"):
        left = np.where(state.first_pool > 0, state.pool / state.first_pool, 0.0)
    people = np.minimum(people * (rates.whole + (1 - rates.whole) * left), state.pool)
    state.pool = state.pool - people
    if rates.refill is not None:
        state.pool = np.minimum(state.pool + rates.refill, state.first_pool)
    return people


def _later(queue: list[Array], steps: float | Array, people: Array) -> None:
    """Puts people in a queue from which the first are taken step by step; a part of a step is shared out between the two beside it."""
    if isinstance(steps, np.ndarray):
        for whole in np.unique(np.floor(steps)):
            its = np.floor(steps) == whole
            part = np.where(its, steps - whole, 0.0)
            _put(queue, int(whole), np.where(its, people, 0.0) * (1 - part))
            _put(queue, int(whole) + 1, np.where(its, people, 0.0) * part)
        return
    first = int(steps + _CLOSE)
    rest = steps - first
    _put(queue, first, people if rest <= _CLOSE else people * (1 - rest))
    if rest > _CLOSE:
        _put(queue, first + 1, people * rest)


def _put(queue: list[Array], at: int, people: Array) -> None:
    while len(queue) < at:
        queue.append(np.zeros_like(people))
    if len(queue) == at:
        queue.append(people)
    else:
        queue[at] = queue[at] + people


def _send(state: State, made: dict[Flow, Array]) -> None:
    """Those whose training is over are sent, or let go."""
    here = state.stocks[Stock.ELSEWHERE]
    sent = state.due.pop(0) if state.due else np.zeros_like(here)
    made[Flow.SENT] = np.minimum(sent, np.maximum(here, 0.0))
    _move(state, made[Flow.SENT], out_of=Stock.ELSEWHERE, into=Stock.THEATRE)
    if state.released:
        free = np.minimum(state.released.pop(0), state.stocks[Stock.ELSEWHERE])
        made[Flow.DISCHARGED] = free
        _move(state, free, out_of=Stock.ELSEWHERE, into=None)


def _heal(state: State, rates: Rates, *, steps: int) -> None:
    """A new mean stay opens new cohorts; the old ones run out."""
    if rates.stay is not None:
        nobody = np.zeros_like(rates.stay)
        state.wards.append(Cohorts.of(rates.stay, steps=steps, hurt=[], leaving=nobody))


def _together(flows: Mapping[Flow, Array]) -> Array:
    first, *others = flows.values()
    for its in others:
        first = first + its
    return first


def _lose(state: State, rates: Rates, made: dict[Flow, Array]) -> None:
    """Losses out of the theatre; where there are fewer than would be lost, all give way in proportion."""
    here, losses = state.stocks[Stock.THEATRE], rates.losses
    wanted = _together(losses)
    if (wanted > here).any():
        state.short = (wanted > here) if state.short is None else state.short | (wanted > here)
        with np.errstate(divide="ignore", invalid="ignore", over="ignore"):
            give = np.where(wanted > here, here / wanted, 1.0)
        losses = {flow: its * give for flow, its in losses.items()}
        wanted = np.minimum(_together(losses), here)
    freed = made.get(Flow.DISCHARGED)
    made.update(losses)
    if freed is not None and Flow.DISCHARGED in losses:
        made[Flow.DISCHARGED] = freed + losses[Flow.DISCHARGED]
    state.stocks[Stock.THEATRE] = here - wanted
    for flow, into in _INTO:
        if flow in losses:
            state.stocks[into] = state.stocks[into] + losses[flow]
    if rates.discharged is None:
        return
    free = np.minimum(rates.discharged, np.maximum(state.stocks[Stock.ELSEWHERE], 0.0))
    made[Flow.DISCHARGED] = made.get(Flow.DISCHARGED, 0.0) + free
    _move(state, free, out_of=Stock.ELSEWHERE, into=None)


_ENDS = (
    (Flow.FOUND_DEAD, Flow.GONE_MISSING, Stock.MISSING, None),
    (Flow.FOUND_CAPTIVE, Flow.GONE_MISSING, Stock.MISSING, Stock.CAPTIVE),
    (Flow.FOUND_ALIVE, Flow.GONE_MISSING, Stock.MISSING, Stock.THEATRE),
    (Flow.FREED, Flow.CAPTURED, Stock.CAPTIVE, Stock.ELSEWHERE),
    (Flow.DIED_CAPTIVE, Flow.CAPTURED, Stock.CAPTIVE, None),
    (Flow.CAME_BACK, Flow.DESERTED, Stock.ABSENT, Stock.ELSEWHERE),
)


def _account_for(state: State, rates: Rates, made: dict[Flow, Array]) -> None:
    """What becomes of the missing, the captured and the absent, as shares of those of this step, as in the estimate."""
    stocks = state.stocks
    for flow, of, out_of, into in _ENDS:
        if flow in rates.ends and of in made:
            made[flow] = people = rates.ends[flow] * made[of]
            stocks[out_of] = stocks[out_of] - people
            if into is not None:
                stocks[into] = stocks[into] + people


def _admit(state: State, rates: Rates, made: dict[Flow, Array]) -> None:
    """Of the newly hurt some die; of the others those whose time has come leave hospital, and serve again or never."""
    hurt = made[Flow.WOUNDED]
    made[Flow.DIED_OF_WOUNDS] = rates.died * hurt
    alive = hurt - made[Flow.DIED_OF_WOUNDS]
    *old, newest = state.wards
    leaving = newest.step(alive)
    for ward in old:
        leaving = leaving + ward.step(None)
    left = state.stocks[Stock.HOSPITAL] - made[Flow.DIED_OF_WOUNDS]
    leaving = np.minimum(leaving, np.maximum(left, 0.0))
    made[Flow.RETURNED] = rates.returning * leaving
    made[Flow.INVALIDED] = leaving - made[Flow.RETURNED]
    state.stocks[Stock.HOSPITAL] = left - leaving
    state.stocks[Stock.THEATRE] = state.stocks[Stock.THEATRE] + made[Flow.RETURNED]
