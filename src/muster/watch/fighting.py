"""What fighting costs, read off the account: casualties for each square kilometre, and how deadly wounds are.

Invariant: a month that no claim of ground, or of the dead, reaches is not judged: there the account only carries on.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Collection, Sequence
from typing import NamedTuple

import numpy as np

from muster.account import wording
from muster.account.dating import ONE_DAY
from muster.account.draws import Array, Draws, banded, month_end
from muster.account.flows import Flow
from muster.account.statement import Statement
from muster.account.wording import rough
from muster.claims.measures import Measure
from muster.claims.period import Period
from muster.claims.yardstick import chance_words
from muster.watch.balances import graded
from muster.watch.board import Result, State
from muster.watch.looking import LOSSES, Seen, last_told, no_estimate, spoken_of
from muster.watch.thresholds import Limits
from muster.watch.words import change, listed, percent, times

_TWO_MONTHS, _HALF = (
    62,
    0.5,
)  # the longest figure that tells of a month, and the share of a month's days that must be told
# These tell the dead from the wounded.
_DEAD = (Measure.KILLED, Measure.OBITUARIES, Measure.WOUNDED, Measure.WOUNDED_PER_KILLED)


def ground(seen: Seen, limits: Limits) -> Result:
    """I08: what a square kilometre costs in the last month of which ground is told, against the months before."""
    id_ = "I08"
    draws, why = seen.account, no_estimate(seen, newest=limits(id_, "newest"))
    its = [one for one in seen.told(Measure.AREA_TAKEN) if one.period.end is not None and not one.assumed]
    last = last_told(its, upto=seen.today)
    at = None if draws is None else _reached(draws, its, upto=seen.today)
    if not why and (last is None or Flow.GROUND_TAKEN not in spoken_of(seen)):
        why = f"No claim in the ledger tells how much ground {seen.side} took, or when."
    if not why and last is not None and last < seen.since(limits(id_, "newest")):
        why = f"The newest figure of ground that {seen.side} took ends on {wording.day(last)} and tells nothing of now."
    if not why and (at is None or draws is None or month_end(draws.months[at]) < seen.since(limits(id_, "newest"))):
        why = f"No month of late has figures of ground that {seen.side} took, of a month or two each, for half of its days."
    if why or draws is None or at is None:
        return Result(id=id_, state=State.CANNOT_TELL, why=why, claims=tuple(one.id for one in its[-1:]), day=last)
    months = int(limits(id_, "months"))
    if at < months:
        why = f"The estimate has no {months} months before {draws.months[max(at, 0)]:%B %Y} to hold it against."
        return Result(id=id_, state=State.CANNOT_TELL, why=why)
    cost = _cost(draws, seen.party, at=at, months=months)
    state = graded(cost.times, watch=limits(id_, "watch"), alert=limits(id_, "alert"))
    month = Period(draws.months[at], month_end(draws.months[at]))
    held = Period(draws.months[at - months], month.end)
    bodies = listed(sorted({one.body.name for one in its if one.period.shared(held) > 0}))
    return Result(
        id=id_,
        state=State.ALERT if cost.none >= 0.5 else state,
        why=f"In {draws.months[at]:%B %Y} {_dear(cost, months)}. The ground is as {bodies} told it.",
        numbers=(("cost", cost.now), ("usual", cost.usual), ("times", cost.times), ("chance_of_none", cost.none)),
        claims=tuple(one.id for one in its if _short(one) and one.period.shared(month) > 0),
        day=month.end,
    )


def _short(one: Statement) -> bool:
    """Whether it is of so few days that it tells of a month."""
    return 0 < (one.period.days or 0) <= _TWO_MONTHS


def _reached(draws: Draws, its: Sequence[Statement], *, upto: dt.date) -> int | None:
    """The last month of the account of whose days, up to that one, figures of a month or two tell half or more."""
    days = {
        one.period.start + after * ONE_DAY
        for one in its
        if one.period.start is not None and _short(one)
        for after in range(one.period.days or 0)
    }
    told = Counter(month_end(day) for day in days if day <= upto)
    enough = [at for at, month in enumerate(draws.months) if told[month_end(month)] >= _HALF * month_end(month).day]
    return enough[-1] if enough else None


class _Cost(NamedTuple):
    """Killed and wounded for each square kilometre `now` and usually, by the middle draw, how many `times` as many that is, and the chance
    that on balance no ground was taken."""

    now: float
    usual: float
    times: float
    none: float


def _cost(draws: Draws, party: str, *, at: int, months: int) -> _Cost:
    """The cost in a month of the account against the median of so many before. A month without ground costs without end, and one after
    months without any is not dear."""
    hit, taken = _sum(draws, party, (Flow.KILLED, Flow.WOUNDED)), _net(draws, party)
    with np.errstate(divide="ignore", invalid="ignore"):
        cost = np.where(taken > 0, hit / taken, np.inf)
        usual = np.median(cost[:, at - months : at], axis=1)
        factor = np.where(np.isinf(cost[:, at]), np.inf, cost[:, at] / usual)
    now, before, many = (float(np.median(one)) for one in (cost[:, at], usual, factor))
    return _Cost(now, before, many, none=float((taken[:, at] <= 0).mean()))


def _dear(cost: _Cost, months: int) -> str:
    usual = "no ground was taken" if np.isinf(cost.usual) else f"one cost {rough(cost.usual)}"
    before = f"in the {months} months before {usual}"
    if np.isinf(cost.now):
        return f"no ground was taken on balance ({chance_words(cost.none)}); {before}"
    many = "" if np.isinf(cost.usual) else f", {times(cost.times)} times as many"
    return f"a square kilometre cost {rough(cost.now)} killed and wounded{many}; {before}"


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
    told = _apart(seen.told(*_DEAD), span)
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
            f"{times(high)}), {change(moved)} than in the {span} months before; a {'rise' if up >= down else 'fall'} by more than "
            f"{percent(by)} is {chance_words(max(up, down))}."
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
    return np.asarray(wounded / np.maximum(killed, 1.0))


def _one_basis(seen: Seen, draws: Draws | None, last: dt.date | None, span: int) -> str:
    """The body whose both figures are, where one alone tells of the dead and of all losses of these months; empty for none or several."""
    if draws is None or last is None:
        return ""
    at = max(0, _at(draws, last) + 1 - 2 * span)
    start = draws.months[at]

    def of(measures: Sequence[Measure]) -> dict[str, str]:
        its = _apart(seen.told(*measures), span)
        return {one.body.key: one.body.name for one in its if one.period.end is not None and one.period.end >= start}

    dead, all_ = of(_DEAD), of([one for one in LOSSES if one not in _DEAD])
    return next(iter(dead.values())) if len(dead) == 1 and set(all_) <= set(dead) else ""


def _apart(its: Sequence[Statement], span: int) -> list[Statement]:
    """Those that tell of two spans of so many months: of no more days than these, for a toll of the whole war says nothing of its last
    months; or one of two running totals of one body in them, whose difference does."""
    ends: defaultdict[tuple[object, ...], set[dt.date]] = defaultdict(set)
    for one in its:
        if one.period.start is not None and one.period.end is not None:
            ends[_run(one)].add(one.period.end)
    return [one for one in its if one.period.end is not None and _tells(one, ends[_run(one)], span)]


def _run(one: Statement) -> tuple[object, ...]:
    """What two running totals have in common."""
    return (one.body.key, one.claim.measure, one.period.start)


def _tells(one: Statement, ends: Collection[dt.date], span: int) -> bool:
    start, end = one.period.start, one.period.end
    if start is None or end is None:
        return False
    at = end.year * 12 + end.month - 2 * span
    first = dt.date(at // 12, at % 12 + 1, 1)  # of the two spans that its last month ends
    return start >= first or any(first <= other < end for other in ends)
