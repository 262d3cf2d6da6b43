"""Whether recruits come as they are wanted and as they are told: targets, and what sources tell of the same days.

Invariant: a target is held against figures of its own days, or against the account where nobody told any; shares of targets are never
compared across measures.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from muster.account import wording
from muster.account.dating import ONE_DAY
from muster.account.draws import month_end
from muster.account.statement import Statement
from muster.account.wording import rough
from muster.claims.errors import UsageError
from muster.claims.figure import Bound
from muster.claims.finding import Finding, Kind, Verdict
from muster.claims.measures import Measure, Status
from muster.claims.period import Period
from muster.watch.balances import MONTH
from muster.watch.board import Result, State
from muster.watch.looking import GAINS, Seen, spoken_of, told_on
from muster.watch.thresholds import Limits
from muster.watch.words import listed, percent, plural, times

_LEAST = 25  # days from which a figure tells a pace
_START = 15  # days by which a target's time and a figure's may begin apart
_SOON = 31  # days behind its own by which a strength may be told
_ODD = 3.0  # times the pace that a target takes, from which it must be of other days, such as a month's of a year
_TOGETHER = 0.5  # of the days of both, from which two figures are of the same days


# ------------------------------------------------------------------ targets
@dataclass(frozen=True, slots=True, kw_only=True)
class _Held:
    """A target and what had been reached of it by `day`: `share` of it, `elapsed` of its time, what the rest takes a month (`needed`, 0
    once the time is over) and the most that a month ever brought (`best`, None where nothing tells); `by` says who tells what was
    reached."""

    target: Statement
    day: dt.date
    reached: float
    share: float
    elapsed: float
    needed: float
    best: float | None
    by: str
    claims: tuple[str, ...]

    @property
    def out_of_reach(self) -> bool:
        return self.elapsed < 1 and self.best is not None and self.needed > self.best


def targets(seen: Seen, limits: Limits) -> Result:
    """I13: whether targets for recruits and strength are on the way, and whether what is left can be done."""
    id_ = "I13"
    its = [one for one in seen.statements if _aims(one)]
    aims = {one.id for one in its}
    found = [
        (told_on(one, seen) or dt.date.min, one)
        for one in seen.findings
        if one.kind is Kind.TARGET and set(one.claims) & aims
    ]
    if not its:
        return Result(
            id=id_,
            state=State.CANNOT_TELL,
            why=f"The ledger holds no target for the recruits or the strength of {seen.side}.",
        )
    held = [one for target in its if (one := _held(target, seen)) is not None]
    held.sort(
        key=lambda one: (one.target.period.end or dt.date.min, one.target.published or dt.date.min, one.target.id)
    )
    fresh, kept = seen.since(limits(id_, "fresh")), seen.since(limits(id_, "kept"))
    running = [one for one in held if (one.target.period.end or dt.date.min) >= fresh]
    beyond = [one for one in running if one.out_of_reach]
    behind = [one for one in held if _end(one) >= kept and one.share < one.elapsed - limits(id_, "behind")]
    said = [one for one in found if one[1].verdict is not Verdict.REACHED]
    grave = [one for day, one in said if one.verdict is Verdict.OUT_OF_REACH and day >= fresh]
    light = [one for day, one in said if day >= (kept if one.verdict is Verdict.OUT_OF_REACH else fresh)]
    if beyond or grave:
        return _targets(State.ALERT, seen, beyond, grave)
    if behind or light:
        return _targets(State.WATCH, seen, behind, light)
    if running or any(_end(one) >= kept for one in held):
        return _targets(State.QUIET, seen, [one for one in held if _end(one) >= kept], [])
    why = (
        f"The ledger holds {plural(len(its), 'target')} on {seen.side}, and none of the last "
        f"{limits(id_, 'kept'):.0f} days that names its time "
        "and of which a figure or an estimate tells what was reached."
    )
    return Result(id=id_, state=State.CANNOT_TELL, why=why, claims=tuple(one.id for one in its))


def _aims(one: Statement) -> bool:
    """Whether it is a target for a party's own recruits or strength; one for its losses is its enemy's."""
    own = one.claim.measure in GAINS or one.claim.measure is Measure.STRENGTH
    return own and one.claim.status is Status.TARGET and not one.claim.repeats


def _end(one: _Held) -> dt.date:
    return one.target.period.end or dt.date.min


def _targets(state: State, seen: Seen, held: Sequence[_Held], findings: Sequence[Finding]) -> Result:
    said = [_said(one) for one in reversed(held)][:2]
    newest = sorted(findings, key=lambda one: (told_on(one, seen) or dt.date.min, one.id))
    said += [one.sentence for one in reversed(newest)][: 2 - len(said)]
    more = len(held) + len(findings) - len(said)
    if more:
        said.append(f"And {more} more.")
    numbers = [
        (name, value)
        for one in held[-1:]
        for name, value in (
            ("reached", one.reached),
            ("share", one.share),
            ("elapsed", one.elapsed),
            ("needed_a_month", one.needed),
        )
    ]
    return Result(
        id="I13",
        state=state,
        why=" ".join(said),
        numbers=tuple(numbers),
        claims=tuple(
            dict.fromkeys(
                [*(claim for one in held for claim in one.claims), *(claim for one in newest for claim in one.claims)]
            )
        ),
        day=max([*(one.day for one in held), *(day for one in newest if (day := told_on(one, seen)))], default=None),
        about=held[-1].target.id if held else newest[-1].id if newest else "",
    )


def _said(one: _Held) -> str:
    target = one.target
    reached = f"{rough(one.reached)} ({percent(one.share)})"
    words = f"Of the target of {wording.of_whom(target)} told by {wording.teller(target)}, {reached} were reached"
    gone = "its time was over" if one.elapsed >= 1 else f"{percent(one.elapsed)} of its time had gone"
    left = ""
    if one.elapsed < 1:
        most = "" if one.best is None else f", and the most that a month brought is {rough(one.best)}"
        left = f"; the rest takes {rough(one.needed)} a month{most}"
    return f"{words} by {wording.day(one.day)} ({one.by}), when {gone}{left}."


def _held(target: Statement, seen: Seen) -> _Held | None:
    """A target against what its own days brought; None where it names no days or must be of others, is of a part, or nothing tells."""
    start, end = target.period.start, target.period.end
    if start is None or end is None or target.assumed or target.scope or target.middle <= 0:
        return None
    if target.claim.measure is Measure.STRENGTH:
        return _strength(target, seen, day=end)
    if target.claim.measure not in GAINS or (target.period.days or 0) < _LEAST or start > seen.today:
        return None
    reached = _told(target, seen, start, end) or _estimated(target, seen, start, end)
    if reached is None:
        return None
    day, number, by, claims = reached
    elapsed = ((day - start).days + 1) / ((end - start).days + 1)
    if elapsed < 1 and number > _ODD * elapsed * target.middle:
        return None
    months = (end - day).days / MONTH
    return _Held(
        target=target,
        day=day,
        reached=number,
        share=number / target.middle,
        elapsed=elapsed,
        needed=max(0.0, target.middle - number) / months if months > 0 else 0.0,
        best=_best(target.claim.measure, seen),
        by=by,
        claims=(target.id, *claims),
    )


_Reached = tuple[dt.date, float, str, tuple[str, ...]]


def _told(target: Statement, seen: Seen, start: dt.date, end: dt.date) -> _Reached | None:
    """What was told of the target's own time, as far as it goes, the latest last."""
    its = [
        one
        for one in seen.told(target.claim.measure)
        if one.period.start is not None
        and one.period.end is not None
        and abs((one.period.start - start).days) <= _START
        and start + _LEAST * ONE_DAY <= one.period.end <= min(end, seen.today)
        and (one.period.days or 0) >= _LEAST
        and not one.assumed
    ]
    best = max(its, key=lambda one: (one.period.end or start, one.published or start, one.id), default=None)
    if best is None or best.period.end is None:
        return None
    return best.period.end, best.middle, wording.teller(best), (best.id,)


def _estimated(target: Statement, seen: Seen, start: dt.date, end: dt.date) -> _Reached | None:
    draws, chart = seen.account, seen.system.chart
    sense = chart[target.claim.measure].flows[0]
    if draws is None or not draws.knows(sense) or not {flow for flow, _ in sense.flows} <= set(spoken_of(seen)):
        return None
    last = min(end, seen.today, month_end(draws.months[-1]))
    if (last - start).days < _LEAST:
        return None
    try:
        values = draws.of(sense, party=seen.party, period=Period(start, last))
    except UsageError:  # it begins before the account does
        return None
    return last, float(np.median(values)), "as the estimate has it", ()


def _best(measure: Measure, seen: Seen) -> float | None:
    """The most that a month brought: in the account by its middle, else as told."""
    draws = seen.account
    sense = seen.system.chart[measure].flows[0]
    told = [_monthly(one) for one in seen.told(measure) if _paced(one)]
    known = draws is not None and draws.knows(sense) and {flow for flow, _ in sense.flows} <= set(spoken_of(seen))
    if draws is not None and known:
        told.append(float(np.median(draws.monthly(sense, party=seen.party), axis=0).max()))
    return max(told, default=None)


def _paced(one: Statement) -> bool:
    """Whether it is one number for days enough to tell a pace."""
    return (
        one.period.start is not None
        and not one.assumed
        and not one.level
        and ((one.period.days or 0) >= _LEAST or one.rate)
        and one.claim.figure.bound in (Bound.EXACT, Bound.ABOUT, Bound.BETWEEN)
    )


def _monthly(one: Statement) -> float:
    return one.middle * MONTH / (one.period.days or 1)


def _strength(target: Statement, seen: Seen, *, day: dt.date) -> _Held | None:
    """A strength to be had by a day, against the newest that was told until then; a month brings at most what was recruited in the best."""
    its = [
        one
        for one in seen.told(Measure.STRENGTH, whole=False)
        if one.period.end is not None
        and one.period.end <= min(day + _SOON * ONE_DAY, seen.today)
        and one.scope in (None, "theatre")
    ]
    last = max(its, key=lambda one: (one.period.end or day, one.published or day, one.id), default=None)
    if last is None or last.period.end is None or last.middle <= 0:
        return None
    told = last.published or last.period.end
    months = (day - last.period.end).days / MONTH
    over = months <= 1 or seen.today >= day
    return _Held(
        target=target,
        day=last.period.end,
        reached=last.middle,
        share=last.middle / target.middle,
        elapsed=1.0 if over else max(0.0, 1 - (day - told).days / max((day - (target.published or told)).days, 1)),
        needed=0.0 if over else max(0.0, target.middle - last.middle) / months,
        best=_best(Measure.RECRUITED, seen),
        by=wording.teller(last),
        claims=(target.id, last.id),
    )


# ------------------------------------------------------------------ what sources tell of the same days
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
    its = [one for one in seen.told(Measure.RECRUITED) if _paced(one)]
    group = _together(its, since=seen.since(limits(id_, "kept")))
    if len(group) < 2 and not falls:
        why = f"No two bodies told the recruits of {seen.side} for the same days of the last {limits(id_, 'kept'):.0f}."
        return Result(id=id_, state=State.CANNOT_TELL, why=why, claims=tuple(one.id for one in its[-3:]))
    state, said = State.QUIET, []
    numbers: list[tuple[str, float]] = []
    if len(group) > 1:
        high, low = _monthly(group[0]), _monthly(group[-1])
        spread = high / low
        numbers += [("most", high), ("least", low), ("times", spread)]
        state = (
            State.ALERT
            if spread > limits(id_, "alert")
            else State.WATCH
            if spread > limits(id_, "watch")
            else State.QUIET
        )
        told = listed([f"{one.body.name} {rough(_monthly(one))}" for one in group], most=6)
        said.append(
            f"Recruits a month, of about the same days to {wording.day(_last(group))}: {told}. The most is {times(spread)} times the least."
        )
    for day, one in sorted(falls, key=lambda pair: (pair[0], pair[1].id))[-1:]:
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
    )


def _last(group: Sequence[Statement]) -> dt.date:
    return max(one.period.end for one in group if one.period.end is not None)


def _together(its: Sequence[Statement], *, since: dt.date) -> list[Statement]:
    """Of each body the figure that is nearest in days to the newest time of which two bodies tell; the most recruits first."""
    late = [one for one in its if one.period.end is not None and one.period.end >= since]
    late.sort(key=lambda one: (one.period.end or since, one.period.days or 0, one.id), reverse=True)
    for anchor in late:
        by_body: dict[str, Statement] = {}
        near = sorted(its, key=lambda one: (-_shared(anchor, one), -(one.published or since).toordinal(), one.id))
        for one in near:
            if _shared(anchor, one) >= _TOGETHER:
                by_body.setdefault(one.body.key, one)
        if len(by_body) > 1:
            return sorted(by_body.values(), key=lambda one: (-_monthly(one), one.id))
    return []


def _shared(one: Statement, other: Statement) -> float:
    """The share of the days of both that both are of."""
    assert one.period.start is not None
    assert one.period.end is not None
    assert other.period.start is not None
    assert other.period.end is not None
    both = (min(one.period.end, other.period.end) - max(one.period.start, other.period.start)).days + 1
    whole = (max(one.period.end, other.period.end) - min(one.period.start, other.period.start)).days + 1
    return max(0.0, both / whole)
