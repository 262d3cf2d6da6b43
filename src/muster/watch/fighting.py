"""What fighting costs, read off the account: casualties for each square kilometre, and how deadly wounds are.

Invariant: a month that no claim of ground, or of the dead, reaches is not judged: there the account only carries on.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

import numpy as np

from muster.account import wording
from muster.account.draws import Array, Draws, banded, month_end
from muster.account.flows import Flow
from muster.account.statement import Statement
from muster.claims.measures import Measure
from muster.claims.period import Period
from muster.watch.balances import graded
from muster.watch.board import Result, State
from muster.watch.looking import LOSSES, Seen, last_told, no_estimate, spoken_of
from muster.watch.thresholds import Limits
from muster.watch.words import change, listed, percent, some, times

_DEAD = (
    Measure.KILLED,
    Measure.OBITUARIES,
    Measure.WOUNDED,
    Measure.WOUNDED_PER_KILLED,
)  # these tell the dead from the wounded


def ground(seen: Seen, limits: Limits) -> Result:
    """I08: what a square kilometre costs in the last month of which ground is told, against the months before."""
    id_ = "I08"
    draws, why = seen.account, no_estimate(seen, newest=limits(id_, "newest"))
    its = [one for one in seen.told(Measure.AREA_TAKEN) if one.period.end is not None and not one.assumed]
    last = last_told(its, upto=seen.today)
    if not why and (last is None or Flow.GROUND_TAKEN not in spoken_of(seen)):
        why = f"No claim in the ledger tells how much ground {seen.side} took, or when."
    if not why and last is not None and last < seen.since(limits(id_, "newest")):
        why = f"The newest figure of ground that {seen.side} took ends on {wording.day(last)} and tells nothing of now."
    if why or draws is None or last is None:
        return Result(id=id_, state=State.CANNOT_TELL, why=why, claims=tuple(one.id for one in its[-1:]), day=last)
    months = int(limits(id_, "months"))
    at = _at(draws, last)
    if at < months:
        why = f"The estimate has no {months} months before {draws.months[max(at, 0)]:%B %Y} to hold it against."
        return Result(id=id_, state=State.CANNOT_TELL, why=why)
    hit, taken = _sum(draws, seen.party, (Flow.KILLED, Flow.WOUNDED)), _net(draws, seen.party)
    with np.errstate(divide="ignore", invalid="ignore"):
        cost = np.where(taken > 0, hit / taken, np.inf)
    usual = np.median(cost[:, at - months : at], axis=1)
    with np.errstate(invalid="ignore"):
        factor = np.where(np.isfinite(cost[:, at]) & np.isfinite(usual), cost[:, at] / usual, np.inf)
    now, before, ratio = (float(np.median(one)) for one in (cost[:, at], usual, factor))
    none = float((taken[:, at] <= 0).mean())
    state = State.ALERT if none >= 0.5 else graded(ratio, watch=limits(id_, "watch"), alert=limits(id_, "alert"))
    lost = none >= 0.5 or not np.isfinite(now)
    cost_words = (
        f"no ground was taken on balance (chance {percent(none)})"
        if lost
        else f"a square kilometre cost {some(now)} killed and wounded"
    )
    held = "" if lost else f", {times(ratio)} times"
    bodies = listed(
        sorted({one.body.name for one in its if one.period.end and one.period.end > draws.months[at - months]})
    )
    return Result(
        id=id_,
        state=state,
        why=(
            f"In {draws.months[at]:%B %Y} {cost_words}{held}{' against' if lost else ''} the {some(before)} of the {months} months before. "
            f"The ground is as {bodies} told it."
        ),
        numbers=(("cost", now), ("usual", before), ("times", ratio), ("chance_of_none", none)),
        claims=tuple(one.id for one in its if one.period.end == last),
        day=last,
    )  # fmt: skip


def _at(draws: Draws, day: dt.date) -> int:
    """The month of the account that a day lies in, the last where it lies behind."""
    return sum(month <= day for month in draws.months) - 1


def _sum(draws: Draws, party: str, flows: Sequence[Flow]) -> Array:
    """These flows together month by month: shape (draw, month)."""
    at = [draws.flow_names.index(flow) for flow in flows if flow in draws.flow_names]
    return np.asarray(draws.flows[:, draws.parties.index(party), at, :].sum(axis=1))


def _net(draws: Draws, party: str) -> Array:
    return _sum(draws, party, (Flow.GROUND_TAKEN,)) - _sum(draws, party, (Flow.GROUND_LOST,))


# ------------------------------------------------------------------ lethality
def lethality(seen: Seen, limits: Limits) -> Result:
    """I09: whether there are fewer or more wounded to each man killed than in the months before."""
    id_ = "I09"
    draws, why = seen.account, no_estimate(seen, newest=limits(id_, "newest"))
    span = int(limits(id_, "months"))
    told = [one for one in seen.told(*_DEAD) if one.period.end is not None]
    last = last_told(told, upto=seen.today)
    if not why and (last is None or not {Flow.KILLED, Flow.WOUNDED} <= set(spoken_of(seen))):
        why = f"No claim in the ledger tells the dead of {seen.side} from the wounded."
    if not why and last is not None and last < seen.since(limits(id_, "newest")):
        why = (
            f"The newest figure that tells the dead of {seen.side} from the wounded ends on {wording.day(last)}: since then nothing "
            "says how deadly wounds are."
        )
    if not why and (one := _one_basis(seen, draws, last, span)):
        why = f"The dead and the wounded of the last {2 * span} months are both of {one}, so their ratio is that body's own and no sign."
    if why or draws is None or last is None:
        return Result(id=id_, state=State.CANNOT_TELL, why=why, claims=tuple(one.id for one in told[-1:]), day=last)
    at = _at(draws, last) + 1
    if at < 2 * span:
        return Result(
            id=id_, state=State.CANNOT_TELL, why=f"The estimate has no {2 * span} months to hold against each other."
        )
    now, before = (_ratio(draws, seen.party, slice(begin, begin + span)) for begin in (at - span, at - 2 * span))
    factor, by = now / before, limits(id_, "change")
    up, down = float((factor > 1 + by).mean()), float((factor < 1 - by).mean())
    state = graded(max(up, down), watch=limits(id_, "watch"), alert=limits(id_, "alert"))
    made, moved = banded(now), float(np.median(factor))
    low, high = made.bands[1]
    months = Period(draws.months[at - span].replace(day=1), month_end(draws.months[at - 1]))
    return Result(
        id=id_,
        state=state,
        why=(
            f"Over {wording.when(months)} there were {times(made.middle)} wounded for each man killed (80 of 100: {times(low)} to "
            f"{times(high)}), {change(moved)} than in the {span} months before; the chance of a change by more than {percent(by)} is "
            f"{percent(max(up, down))}."
        ),
        numbers=(
            ("wounded_per_killed", made.middle),
            ("least", low),
            ("most", high),
            ("times", moved),
            ("chance_up", up),
            ("chance_down", down),
        ),
        claims=tuple(one.id for one in told if one.period.end == last),
        day=month_end(draws.months[at - 1]),
    )


def _ratio(draws: Draws, party: str, months: slice) -> Array:
    killed, wounded = (_sum(draws, party, (flow,))[:, months].sum(axis=1) for flow in (Flow.KILLED, Flow.WOUNDED))
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.asarray(np.where(killed > 0, wounded / killed, np.inf))


def _one_basis(seen: Seen, draws: Draws | None, last: dt.date | None, span: int) -> str:
    """The body whose both figures are, where one alone tells of the dead and of all losses of these months; empty for none or several."""
    if draws is None or last is None:
        return ""
    at = max(0, _at(draws, last) + 1 - 2 * span)
    start = draws.months[at]

    def of(measures: Sequence[Measure]) -> dict[str, str]:
        return {one.body.key: one.body.name for one in seen.told(*measures) if _of_now(one, start)}

    dead, all_ = of(_DEAD), of([one for one in LOSSES if one not in _DEAD])
    return next(iter(dead.values())) if len(dead) == 1 and set(all_) <= set(dead) else ""


def _of_now(one: Statement, start: dt.date) -> bool:
    """Whether it is of days from then on, not a toll of the whole war."""
    return one.period.start is not None and one.period.end is not None and one.period.end >= start
