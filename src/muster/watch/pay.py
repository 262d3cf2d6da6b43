"""What a recruit is paid, region by region.

Invariant: only figures of one region, currency and kind are held against each other, of one window and the one before it, in money of the
day; a region counts once, however many kinds of its pay are told.
"""

from __future__ import annotations

import datetime as dt
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from statistics import median

from muster.account import wording
from muster.account.dating import ONE_DAY
from muster.account.statement import Statement
from muster.claims.figure import Per
from muster.claims.measures import Measure
from muster.watch.board import Result, State, words
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
    days = limits(id_, "days")
    moved = _by_region(_moved(its, since=last - days * ONE_DAY, before=last - 2 * days * ONE_DAY))
    if not moved:
        why = (
            f"{plural(len(its), 'figure')} of pay, and none of one region, currency and kind both within the "
            f"{days:.0f} days to {wording.day(last)} and within as many before."
        )
        return Result(id=id_, state=State.CANNOT_TELL, why=why, claims=claims, day=last)
    middle, several = median(moved.values()), len(moved) >= limits(id_, "regions")
    up, down = sum(one > 1 for one in moved.values()), sum(one < 1 for one in moved.values())
    alike = max(up, down) >= limits(id_, "regions")
    far = several and abs(middle - 1) >= limits(id_, "change")
    state = State.ALERT if far or alike else State.WATCH if up or down else State.QUIET
    return Result(
        id=id_,
        state=state,
        why=f"In the {days:.0f} days to {wording.day(last)}, {_told(moved, middle if several else None)}. Prices are not reckoned with.",
        numbers=(("times", middle), ("regions", float(len(moved))), ("raised", float(up)), ("cut", float(down))),
        claims=claims,
        day=last,
    )


def _told(moved: Mapping[str, float], middle: float | None) -> str:
    """What changed, of enough regions with the middle of them."""
    its = listed(
        [
            f"{name.title()} {change(one)}"
            for name, one in sorted(moved.items(), key=lambda item: (-abs(item[1] - 1), item[0]))
        ]
    )
    if middle is None:
        return f"of {plural(len(moved), 'region')} that told their pay in both, against the days before: {its}"
    return f"the middle of what {plural(len(moved), 'region')} pay a recruit is {change(middle)} than before: {its}"


def _day(one: Statement) -> dt.date | None:
    """The day a figure of pay is of: the last that its text tells, else when it was published."""
    told = one.claim.period.end or one.claim.period.start
    return told if told is not None and (one.published is None or told <= one.published) else one.published


@cache
def _pattern(name: str) -> re.Pattern[str]:
    return re.compile(words(name), re.IGNORECASE)


def _region(one: Statement) -> str:
    """Where it is paid, by the first clause of its own words where these name no part that is known; empty for what all of a land is paid,
    and for the sum of several payments."""
    said = " ".join((one.claim.scope or "").split()).lower()
    if _pattern("of_no_region").search(said):
        return ""
    return one.scope or re.split(r"[;,]", said)[0].strip()


_Moved = tuple[str, float]


def _moved(its: Iterable[Statement], *, since: dt.date, before: dt.date) -> Iterator[_Moved]:
    """For each region, currency and kind of pay by how many times it changed: the newest figure over the last of the days before these, of
    those after `before`, else over the first in them."""
    kinds: dict[tuple[str, str, Per], list[tuple[dt.date, str, float]]] = defaultdict(list)
    for one in its:
        figure, day, region = one.claim.figure, _day(one), _region(one)
        if region and day is not None and day > before and figure.numbers[-1] > 0:
            key = (region, figure.unit, figure.per or Per.PERSON)
            kinds[key].append((day, one.id, sum(figure.numbers) / len(figure.numbers)))
    for (region, *_), told in sorted(kinds.items()):
        told.sort()
        earlier = [one for one in told if one[0] <= since]
        base = earlier[-1] if earlier else told[0]
        if told[-1][0] > max(since, base[0]):
            yield region, told[-1][2] / base[2]


def _by_region(moved: Iterable[_Moved]) -> dict[str, float]:
    """A region's change, by the middle of the kinds of its pay."""
    regions: dict[str, list[float]] = defaultdict(list)
    for region, times in moved:
        regions[region].append(times)
    return {region: median(times) for region, times in sorted(regions.items())}
