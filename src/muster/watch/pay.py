"""What a recruit is paid, region by region.

Invariant: only figures of one region, currency and kind are held against each other, in money of the day.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator
from statistics import median

from muster.account import wording
from muster.account.dating import ONE_DAY
from muster.account.statement import Statement
from muster.claims.figure import Per
from muster.claims.measures import Measure
from muster.watch.board import Result, State
from muster.watch.looking import Seen
from muster.watch.thresholds import Limits
from muster.watch.words import change, listed, plural


def bonuses(seen: Seen, limits: Limits) -> Result:
    """I14: whether what a recruit is paid is raised or cut, region by region."""
    id_ = "I14"
    its = [
        one
        for one in seen.statements
        if one.claim.measure is Measure.RECRUIT_PAY and one.fact and _day(one) is not None
    ]
    if not its:
        return Result(
            id=id_, state=State.CANNOT_TELL, why=f"The ledger holds no dated figure of what {seen.side} pays a recruit."
        )
    last = max(day for one in its if (day := _day(one)) is not None)
    claims = tuple(one.id for one in its)
    if last < seen.since(limits(id_, "newest")):
        why = (
            f"The newest figure of what {seen.side} pays a recruit is of {wording.day(last)} and tells nothing of now."
        )
        return Result(id=id_, state=State.CANNOT_TELL, why=why, claims=claims, day=last)
    moved = dict(_moved(its, last - limits(id_, "days") * ONE_DAY))
    if not moved:
        why = (
            f"{plural(len(its), 'figure')} of pay, and none of one region, currency and kind both within the "
            f"{limits(id_, 'days'):.0f} days to "
            f"{wording.day(last)} and before."
        )
        return Result(id=id_, state=State.CANNOT_TELL, why=why, claims=claims, day=last)
    middle, by = median(moved.values()), limits(id_, "change")
    up, down = sum(one > 1 for one in moved.values()), sum(one < 1 for one in moved.values())
    alike = max(up, down) >= limits(id_, "regions")
    state = State.ALERT if abs(middle - 1) >= by or alike else State.WATCH if up or down else State.QUIET
    told = listed(
        [f"{name} {change(one)}" for name, one in sorted(moved.items(), key=lambda item: (-abs(item[1] - 1), item[0]))]
    )
    return Result(
        id=id_,
        state=state,
        why=(
            f"In the {limits(id_, 'days'):.0f} days to {wording.day(last)} the middle of what "
            f"{plural(len(moved), 'region')} pay a recruit is "
            f"{change(middle)} than before, prices not reckoned with: {told}."
        ),
        numbers=(("times", middle), ("raised", float(up)), ("cut", float(down))),
        claims=claims,
        day=last,
    )


def _day(one: Statement) -> dt.date | None:
    """The day a figure of pay is of: the last that its text tells, else when it was published."""
    told = one.claim.period.end or one.claim.period.start
    return told if told is not None and (one.published is None or told <= one.published) else one.published


def _region(one: Statement) -> str:
    """Where it is paid, at its own words where these name no part that is known: two notes are one region only where they are one."""
    return one.scope or " ".join((one.claim.scope or "no region named").split()).lower()


def _moved(its: Iterable[Statement], since: dt.date) -> Iterator[tuple[str, float]]:
    """For each region, currency and kind of pay by how many times it changed: the newest figure over the last before these days, else over
    the first in them."""
    kinds: dict[tuple[str, str, str], list[tuple[dt.date, str, float]]] = defaultdict(list)
    for one in its:
        figure, day = one.claim.figure, _day(one)
        if day is not None and figure.numbers[-1] > 0:
            kind = "" if figure.per in (None, Per.PERSON) else f" a {figure.per.value}"
            kinds[(_region(one), figure.unit, kind)].append((day, one.id, sum(figure.numbers) / len(figure.numbers)))
    for (region, unit, kind), told in sorted(kinds.items()):
        told.sort()
        before = [one for one in told if one[0] <= since]
        base = before[-1] if before else told[0]
        if told[-1][0] > max(since, base[0]):
            yield f"{region} ({unit}{kind})", told[-1][2] / base[2]
