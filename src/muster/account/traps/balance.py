"""The naive balance: recruits less losses against the change between two strengths, and how large a flow is missing.

Invariant: all of it is of one party, both strengths are of one scope and told as what was, and what is missing is given as an interval that
holds every pairing of what was told; where it holds nought, nothing is said to be missing.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from muster.account import wording
from muster.account.dating import MONTH, RATES
from muster.account.statement import Statement
from muster.account.traps.series import Toll
from muster.account.traps.telling import Telling, grouped
from muster.account.widths import Width, as_bounds
from muster.claims.finding import Finding, Kind, Severity, Verdict
from muster.claims.measures import Measure

SHORTEST, LONGEST = 45, 800  # days between two strengths
COVERS = 0.5  # of the days between: the least that flows must speak for
LOST = (Measure.LOSSES, Measure.KILLED_WOUNDED)


@dataclass(frozen=True, slots=True)
class Balance:
    """Two strengths so many months apart: by what it `change`d between them, and by what the flows that are told would have changed it,
    recruits that `came` less the `lost`."""

    first: Statement
    second: Statement
    months: float
    change: tuple[float, float]
    naive: tuple[float, float]
    came: tuple[Statement, ...]
    lost: tuple[Statement, ...]

    @property
    def missing(self) -> tuple[float, float]:
        """What no flow accounts for."""
        return (self.change[0] - self.naive[1], self.change[1] - self.naive[0])


def balances(telling: Telling, runs: Sequence[Toll]) -> Iterator[Finding]:
    """Balances with a flow missing."""
    for one in told_balances(telling, runs):
        if not one.missing[0] <= 0 <= one.missing[1]:
            yield _finding(one)


def told_balances(telling: Telling, runs: Sequence[Toll]) -> Iterator[Balance]:
    """All balances that can be made of what was told, those too in which nothing is missing."""
    its = [one for one in telling.whole if not one.claim.civilian and one.claim.party is not None]
    for (war, party), group in sorted(grouped(its, lambda one: (str(one.claim.war), str(one.claim.party))).items()):
        levels = [one for one in group if one.claim.measure is Measure.STRENGTH and _day(one) is not None]
        recruits = [one for one in group if _flow(one) and one.claim.measure is Measure.RECRUITED]
        losses = [one for one in group if _flow(one) and one.claim.measure in LOST]
        mine = [run for run in runs if (str(run.war), str(run.party)) == (war, party) and run.measure in LOST]
        if len(levels) < 2 or not recruits or not (losses or mine):
            continue
        for same in grouped(levels, lambda one: _scope(one)).values():
            for first, second in _pairs(same):
                if found := _balance(first, second, recruits, losses, mine):
                    yield found


def _scope(one: Statement) -> str:
    """A strength in the theatre and one with no word of scope are of one grouping where a war is told of."""
    return "" if one.scope == "theatre" else str(one.scope or "")


def _day(one: Statement) -> dt.date | None:
    start, end = one.period.start, one.period.end
    if start is None or end is None or (end - start).days > 31 or one.assumed:
        return None
    return start + (end - start) / 2


def _flow(one: Statement) -> bool:
    return (
        one.scope is None
        and not one.level
        and one.period.end is not None
        and not one.assumed
        and (one.period.days or 0) >= 25
    )


def _pairs(levels: Sequence[Statement]) -> Iterator[tuple[Statement, Statement]]:
    dated = sorted(((day, one.id, one) for one in levels if (day := _day(one)) is not None), key=lambda item: item[:2])
    for (first, _, one), (second, _, other) in pairwise(dated):
        if SHORTEST <= (second - first).days <= LONGEST and one.middle > 0:
            yield one, other


def _monthly(its: Sequence[Statement], start: dt.date, end: dt.date) -> tuple[Width, list[Statement]] | None:
    """Between what rates a month the statements that speak for these days lie, the ones that speak for most of them first."""
    good = []
    for one in its:
        first, last = one.period.start, one.period.end
        if first is None or last is None:
            continue
        shared = (min(last, end) - max(first, start)).days + 1
        if (
            shared >= 25
            and shared >= COVERS * min((last - first).days + 1, (end - start).days + 1)
            and shared >= 0.3 * ((end - start).days + 1)
        ):
            good.append((shared, one))
    if not good:
        return None
    most = max(shared for shared, _ in good)
    used = [one for shared, one in good if shared >= 0.6 * most]
    widths = [_rate(one) for one in used]
    low = min((width.low for width in widths if width.low is not None), default=0.0)
    highs = [width.high for width in widths]
    return Width(low, None if None in highs else max(high for high in highs if high is not None)), used


def _rate(one: Statement) -> Width:
    width = as_bounds(one.claim)
    if one.claim.figure.per in RATES:
        width = width.times(one.per_unit)
    return width.times(MONTH / (one.period.days or 1))


def _balance(
    first: Statement,
    second: Statement,
    recruits: Sequence[Statement],
    losses: Sequence[Statement],
    runs: Sequence[Toll],
) -> Balance | None:
    start, end = _day(first), _day(second)
    assert start is not None
    assert end is not None
    months = (end - start).days / MONTH
    came = _monthly(recruits, start, end)
    lost = _lost(losses, runs, start, end)
    if came is None or lost is None:
        return None
    before, after = as_bounds(first.claim), as_bounds(second.claim)
    if None in (before.low, before.high, after.low, after.high, came[0].high, lost[0].high):
        return None
    change = (after.low - before.high, after.high - before.low)  # type: ignore[operator]
    naive = ((came[0].low - lost[0].high) * months, (came[0].high - lost[0].low) * months)  # type: ignore[operator]
    return Balance(first, second, months, change, naive, tuple(came[1]), tuple(lost[1]))


def _lost(
    losses: Sequence[Statement], runs: Sequence[Toll], start: dt.date, end: dt.date
) -> tuple[Width, list[Statement]] | None:
    for run in runs:
        first, last = run.at(start), run.at(end)
        if first is not None and last is not None and last > first:
            rate = (last - first) / ((end - start).days / MONTH)
            return Width(rate, rate), []
    return _monthly(losses, start, end)


def _finding(balance: Balance) -> Finding:
    first, second, months = balance.first, balance.second, balance.months
    change, naive, missing = balance.change, balance.naive, balance.missing
    turned = max(naive) < 0 < min(change) or max(change) < 0 < min(naive)
    size = sorted(abs(one) for one in missing)
    into = "in" if missing[0] > 0 else "out"
    grew = "grew" if sum(change) > 0 else "fell"
    return wording.finding(
        Kind.BALANCE,
        Verdict.MISSING_FLOW,
        severity=Severity.MINOR if turned else Severity.NOTE,
        sentence=(
            f"The strength of {first.side} {grew} from {wording.number(first.middle)} ({wording.when(first.period)}) to "
            f"{wording.number(second.middle)} ({wording.when(second.period)}). Recruits less losses make {_signed(naive)} for that time. "
            f"{'Somebody came in' if into == 'in' else 'Somebody left'} whom neither figure counts: {wording.number(size[0])} to "
            f"{wording.number(size[1])} people, or {wording.number(size[0] / months)} to {wording.number(size[1] / months)} a month. "
            + (
                "Most often these are the wounded who come back."
                if into == "in"
                else "They are in no figure of losses."
            )
        ),
        of=[first, second, *balance.came[:3], *balance.lost[:3]],
        numbers=[
            ("missing_least", missing[0]),
            ("missing_most", missing[1]),
            ("naive_least", naive[0]),
            ("naive_most", naive[1]),
            ("change_least", change[0]),
            ("change_most", change[1]),
        ],
    )


def _signed(ends: tuple[float, float]) -> str:
    low, high = (f"{'−' if end < 0 else '+'}{wording.number(abs(end))}" for end in ends)
    return low if low == high else f"{low} to {high}"
