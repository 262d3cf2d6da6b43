"""Whether recruits and strength come as they are wanted.

Invariant: a target is held against figures of its own days, or against the account up to what was told of it; shares of targets are never
compared across measures; what is out of reach is what lags, has time left, and takes more a month than any month brought.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from muster.account import wording
from muster.account.dating import MONTH, ONE_DAY
from muster.account.draws import month_end
from muster.account.force import BACK, WENT
from muster.account.functional import Sense
from muster.account.statement import Statement
from muster.account.wording import rough
from muster.claims.errors import UsageError
from muster.claims.finding import Finding, Kind, Verdict
from muster.claims.measures import Measure, Status
from muster.claims.period import Period
from muster.watch.balances import losses_known, over
from muster.watch.board import Result, State
from muster.watch.looking import GAINS, Seen, last_told, spoken_of, told_on
from muster.watch.recruiting import LEAST, monthly, paced
from muster.watch.thresholds import Limits
from muster.watch.words import percent, plural

_START = 15  # days by which a target's time and a figure's may begin apart
_SOON = 31  # days about its own by which a strength may be told
_UNIT = 0.01  # by which a time may be off one unit of its rate, and the rate be its own total
_ODD = 3.0  # times the pace that a target takes, from which it must be of other days, such as a month's of a year


@dataclass(frozen=True, slots=True, kw_only=True)
class _Best:
    """The most that a month ever brought (None where nothing tells), and the chance that no month brought what is `needed`; `drawn` that
    an account says so."""

    most: float | None
    short: float
    drawn: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class _Held:
    """A target and what had been reached of it by `day`: `share` of it, `elapsed` of its time, what the rest takes a month (`needed`, 0
    once the time is over), of it `leaving` in place of those who leave the force, and the `best` month; `by` says who tells what was
    reached."""

    target: Statement
    day: dt.date
    reached: float
    share: float
    elapsed: float
    needed: float
    leaving: float
    best: _Best
    by: str
    claims: tuple[str, ...]

    @property
    def end(self) -> dt.date:
        return self.target.period.end or dt.date.min

    @property
    def lags(self) -> bool:
        """Whether it is behind the days gone; a strength lags as long as it is not there."""
        return self.share < (1.0 if self.target.level else self.elapsed)


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
    held = [one for target in its if (one := _held(target, seen, limits)) is not None]
    held.sort(key=lambda one: (one.end, one.target.published or dt.date.min, one.target.id))
    fresh, kept = seen.since(limits(id_, "fresh")), seen.since(limits(id_, "kept"))
    late = [one for one in held if one.end >= kept]
    beyond = [one for one in late if one.lags and one.best.short >= limits(id_, "alert")]
    behind = [one for one in late if one.share < one.elapsed - limits(id_, "behind")]
    said = [one for one in found if one[1].verdict is not Verdict.REACHED]
    grave = [one for day, one in said if one.verdict is Verdict.OUT_OF_REACH and day >= fresh]
    light = [one for day, one in said if day >= (kept if one.verdict is Verdict.OUT_OF_REACH else fresh)]
    if beyond or grave:
        return _targets(State.ALERT, seen, beyond, grave)
    if behind or light:
        return _targets(State.WATCH, seen, behind, light)
    if late:
        return _targets(State.QUIET, seen, late, [])
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
            ("chance_short", one.best.short),
        )
    ]
    claims = [claim for one in held for claim in one.claims] + [claim for one in newest for claim in one.claims]
    return Result(
        id="I13",
        state=state,
        why=" ".join(said),
        numbers=tuple(numbers),
        claims=tuple(dict.fromkeys(claims)),
        day=max([*(one.day for one in held), *(day for one in newest if (day := told_on(one, seen)))], default=None),
        about=held[-1].target.id if held else newest[-1].id if newest else "",
        over=(*(one.target.id for one in held), *(one.id for one in newest)),
    )


def _said(one: _Held) -> str:
    target = one.target
    of = f", which makes {rough(target.middle)}" if target.rate and abs(target.per_unit - 1) > _UNIT else ""
    reached = f"{rough(one.reached)} ({percent(one.share)})"
    words = f"Of the target of {wording.of_whom(target)}{of} told by {wording.teller(target)}, {reached} were reached"
    gone = "its time was over" if one.elapsed >= 1 else f"{percent(one.elapsed)} of its time had gone"
    left = ""
    if one.needed:
        instead = f" ({rough(one.leaving)} of it in place of those who leave)" if one.leaving else ""
        chance = f" (too little with a chance of {percent(one.best.short)})" if one.best.drawn else ""
        most = "" if one.best.most is None else f", and the most that a month brought is {rough(one.best.most)}{chance}"
        left = f"; the rest takes {rough(one.needed)} a month{instead}{most}"
    return f"{words} by {wording.day(one.day)} ({one.by}), when {gone}{left}."


# ------------------------------------------------------------------ what was reached
def _held(target: Statement, seen: Seen, limits: Limits) -> _Held | None:
    """A target against what its own days brought; None where it names no days or must be of others, is of a part, or nothing tells."""
    start, end = target.period.start, target.period.end
    if start is None or end is None or target.assumed or target.scope or target.middle <= 0:
        return None
    if target.claim.measure is Measure.STRENGTH:
        return _strength(target, seen, day=end, months=int(limits("I01", "months")))
    if target.claim.measure not in GAINS or (target.period.days or 0) < LEAST or start > seen.today:
        return None
    reached = _told(target, seen, start, end) or _estimated(target, seen, start, end)
    if reached is None:
        return None
    day, number, by, claims = reached
    elapsed = ((day - start).days + 1) / ((end - start).days + 1)
    if elapsed < 1 and number > _ODD * elapsed * target.middle:
        return None
    months = (end - day).days / MONTH if end > seen.today else 0.0
    needed = max(0.0, target.middle - number) / months if months > 0 else 0.0
    return _Held(
        target=target,
        day=day,
        reached=number,
        share=number / target.middle,
        elapsed=elapsed,
        needed=needed,
        leaving=0.0,
        best=_best(target.claim.measure, seen, needed=needed),
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
        and start + LEAST * ONE_DAY <= one.period.end <= min(end, seen.today)
        and (one.period.days or 0) >= LEAST
        and not one.assumed
    ]
    best = max(its, key=lambda one: (one.period.end or start, one.published or start, one.id), default=None)
    if best is None or best.period.end is None:
        return None
    return best.period.end, best.middle, wording.teller(best), (best.id,)


def _estimated(target: Statement, seen: Seen, start: dt.date, end: dt.date) -> _Reached | None:
    """What the account has of the target's own time, up to the last day that anybody told of: beyond that it only carries on."""
    draws, told = seen.account, last_told(seen.told(target.claim.measure, whole=False), upto=seen.today)
    sense = _known(target.claim.measure, seen)
    if draws is None or sense is None or told is None:
        return None
    last = min(end, told, month_end(draws.months[-1]))
    if (last - start).days < LEAST:
        return None
    try:
        values = draws.of(sense, party=seen.party, period=Period(start, last))
    except UsageError:  # it begins before the account does
        return None
    return last, float(np.median(values)), "as the estimate has it", ()


def _known(measure: Measure, seen: Seen) -> Sense | None:
    """The plainest sense of a measure, where the account knows it and claims speak of all of it."""
    sense = next(iter(seen.system.chart[measure].flows), None)
    draws = seen.account
    if draws is None or sense is None or not draws.knows(sense):
        return None
    return sense if {flow for flow, _ in sense.flows} <= set(spoken_of(seen)) else None


def _best(measure: Measure, seen: Seen, *, needed: float) -> _Best:
    """What the best month brought: as told, and in the account in each draw by itself, for a month of its middle is no best month."""
    told = [monthly(one) for one in seen.told(measure) if paced(one)]
    sense, draws = _known(measure, seen), seen.account
    if draws is None or sense is None:
        most = max(told, default=None)
        return _Best(most=most, short=float(most is not None and most < needed), drawn=False)
    months = draws.monthly(sense, party=seen.party).max(axis=1)
    most = max([*told, float(np.median(months))])
    short = 0.0 if max(told, default=0.0) >= needed else float((months < needed).mean())
    return _Best(most=most, short=short, drawn=True)


def _strength(target: Statement, seen: Seen, *, day: dt.date, months: int) -> _Held | None:
    """A strength to be had by a day, against the newest that was told until then. What it takes a month is what it is to grow by and, where
    the account knows them, who leaves and does not come back; None where the day is over and nothing was told about it."""
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
    ends = seen.today >= day
    if ends and last.period.end < day - _SOON * ONE_DAY:
        return None
    told, left = last.published or last.period.end, (day - last.period.end).days / MONTH
    rest = 0.0 if ends else max(0.0, target.middle - last.middle) / left
    leaving = _leaving(seen, months) if rest else 0.0
    return _Held(
        target=target,
        day=last.period.end,
        reached=last.middle,
        share=last.middle / target.middle,
        elapsed=1.0 if ends else max(0.0, 1 - (day - told).days / max((day - (target.published or told)).days, 1)),
        needed=rest + leaving,
        leaving=leaving,
        best=_best(Measure.RECRUITED, seen, needed=rest + leaving),
        by=wording.teller(last),
        claims=(target.id, last.id),
    )


def _leaving(seen: Seen, months: int) -> float:
    """How many leave the force a month and do not come back, by the middle of the account's last months; 0 where it does not know."""
    draws = seen.account
    if draws is None or not losses_known(seen):
        return 0.0
    many = min(months, len(draws.months))
    gone = over(draws, WENT, party=seen.party, months=many) - over(draws, BACK, party=seen.party, months=many)
    return max(0.0, float(np.median(gone)) / many)
