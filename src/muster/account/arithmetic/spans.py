"""Parts of a time and the whole: months that make a quarter, and a month that cannot be more than its year.

Invariant: parts meet a whole only where their days tile its days without gap or overlap; where several figures stand for one body, thing
and time, words that tell them apart went unread, and then agreement alone is told.
"""

from __future__ import annotations

import datetime as dt
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from muster.account import wording
from muster.account.arithmetic.evidence import dated, dated_alone
from muster.account.arithmetic.page import Page, akin, alike, key, one_hand, place, stated
from muster.account.arithmetic.reach import gap, reach, settle, severity, summed
from muster.account.arithmetic.words import said
from muster.account.chart import shipped
from muster.account.dating import ONE_DAY
from muster.account.partial import worded
from muster.account.statement import NO_FACT, Statement
from muster.account.widths import Width
from muster.claims.finding import Finding, Kind, Severity, Verdict
from muster.claims.period import Period

MOST_PARTS = 36
SLACK = dt.timedelta(days=45)  # by which "since the invasion" and the last month that is told may differ
TEMPO = 3.0  # times the rate of the parts that weeks beside them may have run at
LOOSE = 0.5  # how far mixed hands may differ before one says that parts and whole do not fit
Fit = Callable[[Statement, Statement], bool]
Told = list[Statement]


@dataclass(slots=True)
class Begun:
    """What is told for periods from one first day, by their last days in order; `onward` are those after which another period begins, so
    that a series of running totals is not gone through for each of its days."""

    ends: list[dt.date] = field(default_factory=list)
    told: list[Told] = field(default_factory=list)
    onward: list[dt.date] = field(default_factory=list)

    def ending(self, first: dt.date, last: dt.date) -> Iterator[tuple[dt.date, Told]]:
        """Those that end on one of these days, the longest first."""
        for at in range(bisect_right(self.ends, last) - 1, bisect_left(self.ends, first) - 1, -1):
            yield self.ends[at], self.told[at]

    def going_on(self, before: dt.date) -> Iterator[tuple[dt.date, Told]]:
        """Those that end before a day and are followed by another, the longest first."""
        for at in range(bisect_left(self.onward, before) - 1, -1, -1):
            end = self.onward[at]
            yield end, self.told[bisect_left(self.ends, end)]


Cells = Mapping[dt.date, Begun]


def _cells(by_days: Mapping[Period, Told]) -> Cells:
    cells: dict[dt.date, Begun] = defaultdict(Begun)
    for period in sorted(by_days, key=lambda one: (one.start, one.end)):
        assert period.start is not None
        if period.end is not None:
            cells[period.start].ends.append(period.end)
            cells[period.start].told.append(by_days[period])
    for begun in cells.values():
        begun.onward = [end for end in begun.ends if end + ONE_DAY in cells]
    return cells


def inside(page: Page) -> list[Finding]:
    """The parts and wholes of one report, of one hand or in the report's own name."""
    groups = defaultdict(list)
    for one in page.told:
        if one.claim.status not in NO_FACT and _of_time(one):
            groups[key(one)].append(one)
    found: list[Finding] = []
    for group in groups.values():
        found += _fitted(group, akin, page)
        found += _over(group, page)
    return found


def between(group: Sequence[Statement]) -> list[Finding]:
    """The parts and wholes of one body out of several reports. Since figures are revised, only agreement is told."""
    own = [one for one in group if _of_time(one)]
    return [
        one
        for one in _fitted(own, lambda _one, _other: True, None)
        if (len(one.documents) > 1 or own[0].report.table) and one.verdict in (Verdict.AGREES, Verdict.AGREES_AS_BOUND)
    ]


def _of_time(one: Statement) -> bool:
    return (
        stated(one)
        and not one.level
        and (one.rate or one.claim.figure.per is None)
        and one.claim.figure.unit in ("person", "km2")
        and one.per_unit > 0
    )


def _fitted(group: Sequence[Statement], fit: Fit, page: Page | None) -> list[Finding]:
    by_days: dict[Period, list[Statement]] = defaultdict(list)
    for one in group:
        by_days[one.period].append(one)
    if len(by_days) < 3:
        return []
    # Out of several reports an open bound is no part: it fills any gap, and makes every sum agree.
    parts = {
        period: told
        for period, all_of_it in by_days.items()
        if (told := [one for one in all_of_it if page is not None or None not in reach(one).bounds])
    }
    cells = _cells(parts)
    found = []
    for period, wholes in sorted(by_days.items()):
        if (days := period.days) and days > 1:
            tiles = _tiles(period, cells)
            loose = [] if tiles or page is None else _tiles(period, cells, loose=True)
            if tiles:
                found += _compared(wholes, tiles, fit, page=page)
            elif loose and page is not None:
                found += _nearly(wholes, loose, fit, page=page)
    return found


def _tiles(whole: Period, cells: Cells, *, loose: bool = False) -> list[list[Statement]]:
    """The figures of the periods that tile a whole, longest first; nothing where none do. Loosely, the first may be the calendar year in
    which the whole begins, and the last may end some weeks before or after it."""
    dead: set[dt.date] = set()
    nothing = Begun()
    start, end = whole.start, whole.end
    assert start is not None
    assert end is not None
    last = end + SLACK if loose else end
    enough = end - SLACK if loose else end

    def walk(at: dt.date, left: int) -> list[list[Statement]] | None:
        if at > enough:
            return []
        if at in dead or not left:
            return None
        begun = cells.get(at, nothing)
        for until, told in begun.ending(enough, last):
            if (at, until) != (start, end):
                return [told]
        for until, told in begun.going_on(enough):
            rest = walk(until + ONE_DAY, left - 1) if (at, until) != (start, end) else None
            if rest is not None:
                return [told, *rest]
        dead.add(at)
        return None

    first = start.replace(month=1, day=1) if loose and start not in cells else start
    return walk(first, MOST_PARTS) or []


def _compared(
    wholes: Sequence[Statement], tiles: list[list[Statement]], fit: Fit, *, page: Page | None
) -> list[Finding]:
    """The best of the wholes with its parts: one that agrees where one does."""
    tried = []
    for whole in sorted(wholes, key=lambda one: (one.rate, place(one))):
        chosen = [_chosen(whole, told, fit) for told in tiles]
        parts = [one for one in chosen if one is not None]
        if len(parts) == len(tiles):
            tried.append((whole, parts))
    for whole, parts in tried:
        found = _judged(whole, parts)
        if found.verdict in (Verdict.AGREES, Verdict.AGREES_AS_BOUND):
            return [found]
    if not tried or page is None or not alike(wholes) or not all(alike(told) for told in tiles):
        return []
    sure = [(whole, parts) for whole, parts in tried if all(dated_alone(page, one) for one in (whole, *parts))]
    return [_judged(whole, parts) for whole, parts in sure if _surely(whole, parts)][:1]


def _surely(whole: Statement, parts: Sequence[Statement]) -> bool:
    """Whether parts and whole are of one hand, or too far apart for two hands to differ so."""
    distance = gap(reach(whole).spoken, summed(reach(one) for one in parts).spoken)
    return all(one_hand(whole, one) for one in parts) or distance >= LOOSE


def _nearly(wholes: Sequence[Statement], tiles: list[list[Statement]], fit: Fit, *, page: Page) -> list[Finding]:
    """Parts that tile a whole but for its first and last weeks: agreement to the man, or a miss that no weeks explain."""
    if len(tiles) < 2:
        return []
    tried: list[tuple[Statement, list[Statement], float]] = []
    for whole in wholes:
        chosen = [_chosen(whole, told, fit) for told in tiles]
        parts = [one for one in chosen if one is not None]
        if len(parts) == len(tiles) and all(one_hand(whole, one) for one in parts):
            tried.append((whole, parts, gap(reach(whole).spoken, _weeks_allowed(whole, parts))))
    good = [(whole, parts) for whole, parts, _ in tried if _judged(whole, parts).verdict is Verdict.AGREES]
    if good:
        return [_judged(*good[0])]
    if not tried or min(apart for _, _, apart in tried) < LOOSE or not all(alike(told) for told in tiles):
        return []
    if shipped()[wholes[0].claim.measure].falls:
        return []  # what came in those weeks can have been less than nought
    whole, parts, _ = min(tried, key=lambda each: each[2])
    return [_judged(whole, parts)] if all(dated_alone(page, one) for one in (whole, *parts)) else []


def _weeks_allowed(whole: Statement, parts: Sequence[Statement]) -> Width:
    """What parts come to, as wide as the weeks in which they and the whole differ can make it, at `TEMPO` times their own rate."""
    made, covered = summed(reach(one) for one in parts).spoken, sum(one.period.days or 0 for one in parts)
    more, fewer = _days_beyond(whole.period, parts), sum(_days_beyond(one.period, [whole]) for one in parts)
    low = None if made.low is None else made.low * max(0.0, 1 - TEMPO * fewer / covered)
    return Width(low, None if made.high is None else made.high * (1 + TEMPO * more / covered))


def _days_beyond(period: Period, others: Sequence[Statement]) -> int:
    """How many days of a period lie in none of the others, which do not overlap."""
    return (period.days or 0) - sum(_days_shared(one.period, period) for one in others)


def _days_shared(one: Period, other: Period) -> int:
    assert one.start is not None
    assert one.end is not None
    assert other.start is not None
    assert other.end is not None
    return max(0, (min(one.end, other.end) - max(one.start, other.start)).days + 1)


def _chosen(whole: Statement, told: Sequence[Statement], fit: Fit) -> Statement | None:
    fitting = [one for one in told if fit(whole, one) and (not one.rate or one_hand(whole, one))]
    rank = [(bool(one.claim.repeats), one.rate, not one_hand(whole, one), one.own_voice, place(one)) for one in fitting]
    return min(zip(rank, fitting, strict=True), key=lambda item: item[0])[1] if fitting else None


def _judged(whole: Statement, parts: Sequence[Statement]) -> Finding:
    total, made = reach(whole), summed(reach(one) for one in parts)
    verdict, apart = settle(total, made), gap(total.bounds, made.bounds)
    listed = wording.listed([f"{wording.number(one.middle)} ({wording.when(one.period)})" for one in parts])
    return wording.finding(
        Kind.PARTS,
        verdict,
        severity=severity(verdict, apart=apart),
        sentence=f"{listed} add up to {wording.number(made.middle)}. {wording.gave(whole)}. {wording.follows(verdict)}",
        of=[whole, *parts],
        numbers=[("computed", made.middle), ("stated", total.middle)],
    )


def _over(group: Sequence[Statement], page: Page) -> Iterable[Finding]:
    """A part of the time that is more than the whole, in one report and of one hand."""
    by_days: dict[Period, list[Statement]] = defaultdict(list)
    for one in group:
        by_days[one.period].append(one)
    clear = [
        one for told in by_days.values() if alike(told) for one in told[:1] if not shipped()[one.claim.measure].falls
    ]
    for whole in clear:
        inside = [
            one for one in clear if one is not whole and _within(one.period, whole.period) and one_hand(one, whole)
        ]
        if not inside:
            continue
        part = max(inside, key=lambda one: (one.middle, place(one)))
        apart = gap(reach(part).bounds, reach(whole).bounds)
        joined = page.together(part, whole) or said("part", page.words(part)) or said("alone", page.words(part))
        near = joined and page.paragraphs[part.id] == page.paragraphs[whole.id]
        sure = near and dated(page, part) and dated(page, whole)
        if part.middle > whole.middle and apart and sure and not worded(whole):
            yield wording.finding(
                Kind.PARTS,
                Verdict.FAILS,
                severity=Severity.GRAVE if apart > 0.1 else Severity.SERIOUS,
                sentence=f"{wording.gave(part)}. {wording.gave(whole)}. The first is a part of the second, and yet it is more. "
                "They cannot both be right.",
                of=[whole, part],
                numbers=[("part", part.middle), ("whole", whole.middle)],
            )


def _within(part: Period, whole: Period) -> bool:
    assert part.start is not None
    assert part.end is not None
    assert whole.start is not None
    assert whole.end is not None
    return part != whole and whole.start <= part.start and part.end <= whole.end
