"""Whether a force is replenished: the balance of the account, the naive balance of reports, and when a floor is passed.

Invariant: what an estimate alone can tell is not told without one; a chance is a share of its draws.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from muster.account import wording
from muster.account.draws import Array, Draws, banded, month_end
from muster.account.flows import Flow, Stock
from muster.account.force import BACK, CAME, WENT
from muster.account.statement import Statement
from muster.account.traps.balance import Balance, told_balances
from muster.account.traps.series import tolls_of
from muster.account.traps.telling import Telling
from muster.account.wording import rough
from muster.claims.finding import Finding, Kind
from muster.claims.measures import Measure
from muster.claims.period import Period
from muster.claims.yardstick import chance_words
from muster.watch.board import Result, State
from muster.watch.looking import Seen, no_estimate, spoken_of
from muster.watch.thresholds import Limits
from muster.watch.words import percent, signed

# Without one of each a balance is what was assumed: foreigners or deserters are a trickle beside them.
_GAINED, _LOST = {Flow.RECRUITED, Flow.MOBILISED}, {Flow.KILLED, Flow.WOUNDED}
# What tells of these: losses of any sort bound the killed and the wounded.
_RECRUITS = (Measure.RECRUITED, Measure.MOBILISED)
_LOSSES = (Measure.KILLED, Measure.WOUNDED, Measure.KILLED_WOUNDED, Measure.LOSSES, Measure.IRRECOVERABLE)


def replenishment(seen: Seen, limits: Limits) -> Result:
    """I01: whether more go than come, those who return counted, over the last months of the account."""
    id_ = "I01"
    draws, why = seen.account, no_estimate(seen, newest=limits(id_, "newest"))
    if why or draws is None:
        return Result(id=id_, state=State.CANNOT_TELL, why=why)
    spoken = set(spoken_of(seen))
    newest = {"recruits": newest_of(seen, *_RECRUITS), "losses": newest_of(seen, *_LOSSES)}
    claims = tuple(one.id for one in newest.values() if one is not None)
    untold = [
        words
        for words, flows in (("recruits", _GAINED), ("losses", _LOST))
        if not spoken & flows or newest[words] is None
    ]
    if untold:
        why = f"The estimate knows no {' and no '.join(untold)} of {seen.side} but what was assumed: no claim tells of them."
        return Result(id=id_, state=State.CANNOT_TELL, why=why, claims=claims)
    if why := _old(seen, newest, since=seen.since(limits(id_, "newest"))):
        return Result(id=id_, state=State.CANNOT_TELL, why=why, claims=claims)
    months = draws.months[-int(limits(id_, "months")) :]
    came, back, went = (over(draws, flows, party=seen.party, months=len(months)) for flows in (CAME, BACK, WENT))
    whole, naive = came + back - went, came - went
    chance, without = float((whole < 0).mean()), float((naive < 0).mean())
    state = graded(chance, watch=limits(id_, "watch"), alert=limits(id_, "alert"))
    made = banded(whole)
    gained, returned, lost = (float(np.median(one)) for one in (came, back, went))
    low, high = made.bands[1]
    return Result(
        id=id_,
        state=state,
        why=(
            f"Over {_span(months)} some {rough(gained)} came in, {rough(returned)} came back and {rough(lost)} went: a balance of "
            f"{signed(made.middle)} (80 of 100: {signed(low)} to {signed(high)}). That more went than came is "
            f"{chance_words(chance)}; those who return left out, {chance_words(without)}.{_carried(newest, months[0])}"
        ),
        numbers=(
            ("came_in", gained),
            ("came_back", returned),
            ("went", lost),
            ("balance", made.middle),
            ("balance_least", low),
            ("balance_most", high),
            ("chance", chance),
            ("chance_without_returns", without),
        ),
        claims=claims,
        day=month_end(months[-1]),
    )


def newest_of(seen: Seen, *measures: Measure) -> Statement | None:
    """The figure of these measures that reaches furthest, be it of a part of a flow; of strengths those of the whole force or theatre."""
    its = [
        one
        for one in seen.told(*measures, whole=False)
        if one.period.end is not None and (not one.level or one.scope in (None, Stock.THEATRE))
    ]
    return max(its, key=lambda one: (_end(one), one.published or dt.date.min, one.id), default=None)


_Newest = Mapping[str, Statement | None]


def _old(seen: Seen, newest: _Newest, *, since: dt.date) -> str:
    """Of what the newest figure is older than that, and that nothing is known of now; empty where none is."""
    old = [
        f"of {words} of {seen.side} is newer than {wording.day(_end(one))}"
        for words, one in newest.items()
        if one is not None and _end(one) < since
    ]
    return (
        f"No figure {' and none '.join(old)}: since then the estimate carries on, and nothing is known of now."
        if old
        else ""
    )


def _carried(newest: _Newest, start: dt.date) -> str:
    """That the estimate only carries on what it knew before, where no figure reaches into its last months."""
    old = [
        f"of {words} is newer than {wording.day(_end(one))}"
        for words, one in newest.items()
        if one is not None and _end(one) < start
    ]
    return f" No figure {' and none '.join(old)}: since then the estimate carries on as it went." if old else ""


def _end(one: Statement) -> dt.date:
    return one.period.end or dt.date.min


def losses_known(seen: Seen) -> bool:
    """Whether claims tell the account of losses, and not what was assumed."""
    return bool(set(spoken_of(seen)) & _LOST)


def graded(value: float, *, watch: float, alert: float) -> State:
    """The state of a value that is graver the higher it is."""
    return State.ALERT if value >= alert else State.WATCH if value >= watch else State.QUIET


def over(draws: Draws, flows: Iterable[Flow], *, party: str, months: int) -> Array:
    """These flows together over the last months: shape (draw,)."""
    at = [draws.flow_names.index(flow) for flow in flows if flow in draws.flow_names]
    return np.asarray(draws.flows[:, draws.parties.index(party), at, -months:].sum(axis=(1, 2)))


def _span(months: Sequence[dt.date]) -> str:
    return wording.when(Period(months[0].replace(day=1), month_end(months[-1])))


# ------------------------------------------------------------------ the naive balance
def naive(seen: Seen, limits: Limits) -> Result:
    """I02: whether recruits less losses, as told, go another way than the strength, as told."""
    id_ = "I02"
    telling = Telling.of(seen.statements, seen.reports.values())
    made = [
        one
        for one in told_balances(telling, tolls_of(seen.statements, seen.series))
        if one.months >= limits(id_, "months")
    ]
    newest = max(made, key=lambda one: (_day(one), one.second.id, one.first.id), default=None)
    if newest is None or _day(newest) < seen.since(limits(id_, "kept")):
        strengths = seen.told(Measure.STRENGTH, whole=False)
        why = (
            f"No two strengths of {seen.side} of one scope, {limits(id_, 'months'):g} months apart and the later of the last "
            f"{limits(id_, 'kept'):g} days, stand beside recruits and losses of the time between."
        )
        return Result(id=id_, state=State.CANNOT_TELL, why=why, claims=tuple(one.id for one in strengths[-2:]))
    ends = (newest.first.id, newest.second.id)
    said = next((one for one in seen.findings if one.kind is Kind.BALANCE and set(ends) <= set(one.claims)), None)
    return _whole(newest) if said is None else _missing(said, newest)


def _whole(one: Balance) -> Result:
    """A balance of which the check has nothing to say, or nothing that a person has not set aside."""
    first, second = (f"{rough(end.middle)} ({wording.when(end.period)})" for end in (one.first, one.second))
    low, high = one.naive
    fits = one.missing[0] <= 0 <= one.missing[1]
    so = "no flow need be missing" if fits else "that a flow is missing was set aside"
    return Result(
        id="I02",
        state=State.QUIET,
        why=(
            f"The strength went from {first} to {second}. Recruits less losses, as wide as they are told, make {signed(low)} to "
            f"{signed(high)}: {so}."
        ),
        numbers=(
            ("naive_least", low),
            ("naive_most", high),
            ("change_least", one.change[0]),
            ("change_most", one.change[1]),
        ),
        claims=tuple(dict.fromkeys(its.id for its in (one.first, one.second, *one.came[:3], *one.lost[:3]))),
        day=_day(one),
    )


def _missing(finding: Finding, one: Balance) -> Result:
    low, high = sorted(one.naive)
    least, most = sorted(one.change)
    turned = high < 0 < least or most < 0 < low
    size = sorted(abs(end) / one.months for end in one.missing)
    lead = (
        "Recruits less losses go the other way than the strength, and must not be told as growth or shrinkage."
        if turned
        else "Recruits less losses do not make the change in strength."
    )
    return Result(
        id="I02",
        state=State.ALERT if turned else State.WATCH,
        why=f"{lead} {finding.sentence}",
        numbers=(*finding.numbers, ("a_month_least", size[0]), ("a_month_most", size[1]), ("months", one.months)),
        claims=finding.claims,
        day=_day(one),
        about=finding.id,
    )


def _day(one: Balance) -> dt.date:
    return _end(one.second)


# ------------------------------------------------------------------ the floor
def floor(seen: Seen, limits: Limits) -> Result:
    """I03: when the force in the theatre falls below a floor, if all goes on as it goes."""
    id_ = "I03"
    draws, why = seen.ahead, no_estimate(seen, newest=limits(id_, "newest"))
    if why or draws is None:
        because = f": {seen.no_ahead}" if seen.no_ahead else "."
        why = why or f"No outlook of {seen.side} can be made of its estimate{because}"
        return Result(id=id_, state=State.CANNOT_TELL, why=why)
    strength = newest_of(seen, Measure.STRENGTH)
    if Stock.THEATRE not in draws.stock_names or strength is None:
        why = f"The estimate knows no strength of {seen.side}: no claim in the ledger tells of one."
        return Result(id=id_, state=State.CANNOT_TELL, why=why)
    if why := _old(seen, {"the strength": strength}, since=seen.since(limits(id_, "newest"))):
        return Result(id=id_, state=State.CANNOT_TELL, why=why, claims=(strength.id,), day=_end(strength))
    force = draws.stocks[:, draws.parties.index(seen.party), draws.stock_names.index(Stock.THEATRE), :]
    people, share = limits(id_, "people"), limits(id_, "floor")
    below = force[:, 1:] < people if people else force[:, 1:] < share * force[:, :1]
    now, number = float(np.median(force[:, 0])), people or share * float(np.median(force[:, 0]))
    chance = below.mean(axis=0)
    even, most = (_first(draws.months, chance >= limits(id_, name)) for name in ("watch", "alert"))
    state = State.ALERT if most else State.WATCH if even else State.QUIET
    words = f"{rough(number)}" if people else f"{percent(share)} of now's {rough(now)} ({rough(number)})"
    last = draws.months[-1]
    flows = {"recruits": newest_of(seen, *_RECRUITS), "losses": newest_of(seen, *_LOSSES)}
    told = [
        f"with a chance of {percent(limits(id_, name))} from {day:%B %Y}"
        for name, day in (("watch", even), ("alert", most))
        if day is not None
    ]
    falls = f"falls below {words} {' and '.join(told)}" if told else f"is not likely to fall below {words}"
    return Result(
        id=id_,
        state=state,
        why=(
            f"If all goes on as now, the force in the theatre {falls}; in {last:%B %Y}, the last month looked at, that is "
            f"{chance_words(float(chance[-1]))}.{_carried(flows, seen.since(limits(id_, 'newest')))}"
        ),
        numbers=(
            ("floor", number),
            ("now", now),
            ("chance_at_the_end", float(chance[-1])),
            ("chance_at_most", float(chance.max())),
        ),
        claims=(strength.id,),
        day=month_end(last),
    )


def _first(months: Sequence[dt.date], holds: NDArray[np.bool_]) -> dt.date | None:
    at = np.flatnonzero(holds)
    return months[int(at[0])] if len(at) else None
