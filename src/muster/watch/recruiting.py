"""Whether recruits come as they are told: what sources tell of the same days.

Invariant: only figures of about the same days are held against each other, each by the month; nothing that tells of none is a pace.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from muster.account import wording
from muster.account.dating import MONTH
from muster.account.statement import Statement
from muster.account.wording import rough
from muster.claims.figure import Bound
from muster.claims.finding import Kind, Verdict
from muster.claims.measures import Measure
from muster.watch.balances import graded
from muster.watch.board import Result, State
from muster.watch.looking import GAINS, Seen, told_on
from muster.watch.thresholds import Limits
from muster.watch.words import listed, times

LEAST = 25  # days from which a figure tells a pace
_TOGETHER = 0.5  # of the days of both, from which two figures are of the same days


def paced(one: Statement) -> bool:
    """Whether it is one number for days enough to tell a pace."""
    return (
        one.period.start is not None
        and not one.assumed
        and not one.level
        and one.middle > 0
        and ((one.period.days or 0) >= LEAST or one.rate)
        and one.claim.figure.bound in (Bound.EXACT, Bound.ABOUT, Bound.BETWEEN)
    )


def monthly(one: Statement) -> float:
    """What a figure makes a month."""
    return one.middle * MONTH / (one.period.days or 1)


def sources(seen: Seen, limits: Limits) -> Result:
    """I15: how far apart those are who tell the recruits of the same days, and whether a running total of recruits falls."""
    id_ = "I15"
    falls = [
        (day, one)
        for one in seen.findings
        if one.kind is Kind.CUMULATIVE and one.verdict is Verdict.FALLS and one.measure in GAINS
        for day in [told_on(one, seen) or dt.date.min]
        if day >= seen.since(limits(id_, "kept"))
    ]
    its = [one for one in seen.told(Measure.RECRUITED) if paced(one)]
    group = _together(its, since=seen.since(limits(id_, "kept")))
    if len(group) < 2 and not falls:
        why = f"No two bodies told the recruits of {seen.side} for the same days of the last {limits(id_, 'kept'):.0f}."
        return Result(id=id_, state=State.CANNOT_TELL, why=why, claims=tuple(one.id for one in its[-3:]))
    state, said = State.QUIET, []
    numbers: list[tuple[str, float]] = []
    if len(group) > 1:
        high, low = monthly(group[0]), monthly(group[-1])
        spread = high / low
        numbers += [("most", high), ("least", low), ("times", spread)]
        state = graded(spread, watch=limits(id_, "watch"), alert=limits(id_, "alert"))
        told = listed([f"{one.body.name} {rough(monthly(one))}" for one in group], most=6)
        said.append(
            f"Recruits a month, of about the same days to {wording.day(_last(group))}: {told}. The most is {times(spread)} times the least."
        )
    apart = [] if state is State.QUIET else [one.body.key for one in group]
    falls.sort(key=lambda pair: (pair[0], pair[1].id))
    for day, one in falls[-1:]:
        fresh = day >= seen.since(limits(id_, "fresh"))
        state = min(state, State.ALERT if fresh else State.WATCH, key=list(State).index)
        said.append(one.sentence)
    return Result(
        id=id_,
        state=state,
        why=" ".join(said),
        numbers=tuple(numbers),
        claims=tuple(dict.fromkeys([*(one.id for one in group), *(claim for _, one in falls for claim in one.claims)])),
        day=max([*([_last(group)] if group else []), *(day for day, _ in falls)]),
        about=falls[-1][1].id if falls else "",
        over=(*(one.id for _, one in falls), *apart),
    )


def _last(group: Sequence[Statement]) -> dt.date:
    return max(one.period.end for one in group if one.period.end is not None)


def _together(its: Sequence[Statement], *, since: dt.date) -> list[Statement]:
    """Of each body the figure that is nearest in days to the newest time of which two bodies tell; the most recruits first."""
    late = [one for one in its if one.period.end is not None and one.period.end >= since]
    late.sort(key=lambda one: (one.period.end or since, one.period.days or 0, one.id), reverse=True)
    for anchor in late:
        by_body: dict[str, Statement] = {}
        near = sorted(
            its, key=lambda one: (-anchor.period.shared(one.period), -(one.published or since).toordinal(), one.id)
        )
        for one in near:
            if anchor.period.shared(one.period) >= _TOGETHER:
                by_body.setdefault(one.body.key, one)
        if len(by_body) > 1:
            return sorted(by_body.values(), key=lambda one: (-monthly(one), one.id))
    return []
