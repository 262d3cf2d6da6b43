"""Figures that are another's series summed up, averages that follow another's, and the same total told by two speakers.

Each match is weighed against luck (`chance`): by its digits, and by how many windows it could have hit. Invariant: no body is held against
its own series, and a figure that another explains better is not explained twice by one kind of series.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby

from muster.account import chance, wording
from muster.account.dating import ONE_DAY
from muster.account.graph import SINCE_START, By, Edge, Subject, family, subject, voice
from muster.account.known import Averages, Series, Sum, calendar_month
from muster.account.statement import Statement
from muster.account.widths import unit_of
from muster.claims.figure import Per
from muster.claims.period import Period

CLOSE = 0.01  # of an average: within this it follows another
Known = Mapping[Subject, Sequence[Series | Averages]]


# ------------------------------------------------------------------ one figure, one sum
def sums(statements: Iterable[Statement], known: Known) -> Iterator[Edge]:
    """An edge for every total that a known series comes to over its period, in all the digits it is told in."""
    for one in statements:
        if one.claim.figure.per is not None or one.level:
            continue
        tried = [
            (series, found)
            for series in known.get(family(subject(one)), ())
            if series.node.key != voice(one).key
            for found in series.sums(one.period)
        ]
        yield from _hits(one, tried)


def _hits(one: Statement, tried: Sequence[tuple[Series | Averages, Sum]]) -> Iterator[Edge]:
    window = chance.window(one)
    if window is None or not tried or window.low is None or window.high is None:
        return
    luck = chance.of_hit(window.high - window.low, one.middle, windows=len(tried))
    hits = [(series, found) for series, found in tried if window.holds(found.value)]
    if not hits or not chance.convincing(luck):
        return
    kinds: dict[type, tuple[Series | Averages, Sum]] = {}
    for series, found in sorted(hits, key=lambda hit: (abs(hit[1].value - one.middle), hit[0].node.key)):
        kinds.setdefault(type(series), (series, found))
    for series, found in kinds.values():
        yield Edge(
            child=voice(one).key,
            parent=series.node.key,
            by=By.SUM,
            subject=subject(one),
            words=_said(one, series, found),
            claims=(one.id,),
            against=tuple(part.id for part in found.of),
            convention=found.convention,
            numbers=(("figure", one.middle), ("sum", found.value)),
            chance=luck,
        )


def _said(one: Statement, series: Series | Averages, found: Sum) -> str:
    figure, name, value = wording.number(one.middle), series.node.name, wording.number(found.value)
    end = found.of[-1].period.end
    day = wording.day(end) if end is not None else "then"
    if isinstance(series, Averages):
        over = wording.when(Period(found.of[0].period.start, end))
        return f"{figure} for {wording.when(one.period)}; the daily averages of {name} over {over} come to {value}"
    if len(found.of) == 1:
        printed = found.of[0].published
        told = f"published on {wording.day(printed)}" if printed else f"to {day}"
        return f"{figure} by {wording.day(one.period.end or dt.date.max)}; the total of {name} {told} is {value}"
    return f"{figure} for {wording.when(one.period)}; the daily figures of {name} come to {value}, {found.convention}"


# ------------------------------------------------------------------ averages
def averages(found: Sequence[Averages], known: Known) -> Iterator[Edge]:
    """An edge for every body whose averages lie within `CLOSE` of those of another's series in most months, more than luck explains."""
    for own in found:
        for spans in ([own.months[month] for month in sorted(own.months)], list(own.spans)):
            grain = _grain(spans)
            its = [one for one in spans if grain <= CLOSE * one.claim.figure.numbers[0]]
            for series in known.get(own.subject, ()):
                if series.node.key != own.node.key and isinstance(series, Series):
                    yield from _following(its, series)


def _grain(spans: Sequence[Statement]) -> float:
    """To what unit a row of averages is told: the middle one of theirs, since of figures told to the unit one in ten ends in a nought."""
    units = sorted(unit_of(one.claim.figure.numbers[0]) for one in spans)
    return units[len(units) // 2] if units else 1.0


def _following(its: Sequence[Statement], series: Series) -> Iterator[Edge]:
    compared: dict[str, list[tuple[Statement, float]]] = defaultdict(list)
    for one in its:
        for convention, days in series.days.items():
            if (sum_ := _over(days, one.period, series.start)) is not None and sum_ > 0:
                compared[convention].append((one, one.middle / sum_ - 1))
    best = max(
        compared.items(),
        key=lambda pair: (sum(abs(off) <= CLOSE for _, off in pair[1]), pair[0]),
        default=("", []),
    )
    convention, pairs = best
    close = [one for one, off in pairs if abs(off) <= CLOSE]
    if len(close) < 3 or 2 * len(close) < len(pairs):
        return
    luck = chance.of_matches(len(close), len(pairs), within=CLOSE, ways=len(compared))
    if not chance.convincing(luck):
        return
    worst = max(abs(off) for _, off in pairs)
    noun = "months" if all(calendar_month(one.period) for one, _ in pairs) else "spans"
    first, last = pairs[0][0].period, pairs[-1][0].period
    yield Edge(
        child=voice(its[0]).key,
        parent=series.node.key,
        by=By.AVERAGES,
        subject=subject(its[0]),
        words=f"daily averages within 1 % of those of {series.node.name} in {len(close)} of {len(pairs)} {noun}, "
        f"{wording.when(Period(first.start, last.end))} (worst {worst:.1%}; {convention})",
        claims=tuple(one.id for one, _ in pairs),
        against=_ends(series.days[convention], first, last),
        convention=convention,
        numbers=(("matched", len(close)), ("of", len(pairs)), ("worst", round(worst, 4))),
        chance=luck,
        whole=True,
    )


def _over(days: Mapping[dt.date, Statement], period: Period, start: dt.date) -> float | None:
    assert period.start is not None
    assert period.end is not None
    last, first = days.get(period.end), days.get(period.start - ONE_DAY)
    if last is None or (first is None and period.start > start):
        return None
    return last.middle - (first.middle if first else 0.0)


def _ends(days: Mapping[dt.date, Statement], first: Period, last: Period) -> tuple[str, ...]:
    assert first.start is not None
    assert last.end is not None
    return tuple(days[day].id for day in (first.start - ONE_DAY, last.end) if day in days)


# ------------------------------------------------------------------ one total, two speakers
def same(statements: Iterable[Statement], owners: Iterable[Series]) -> Iterator[Edge]:
    """An edge where two speakers give one total for one period, in all the digits that the rounder is told in. Totals of known series are
    left to `sums`. It goes from the rounder figure to the finer, else from the later to the earlier, else both ways."""
    leave = {(one.node.key, one.subject) for one in owners}
    cells: dict[tuple[Subject, Period], list[Statement]] = defaultdict(list)
    for one in statements:
        of = family(subject(one))
        if one.claim.figure.per in (None, Per.MONTH) and (voice(one).key, of) not in leave:
            cells[(of, one.period)].append(one)
    for (_, period), its in sorted(cells.items(), key=lambda cell: (cell[0][0], str(cell[0][1]))):
        yield from _of_cell(its, to_date=period.start != period.end and _to_date(its))


def _to_date(its: Sequence[Statement]) -> bool:
    return any(one.assumed == SINCE_START for one in its) or all((one.period.days or 0) > 90 for one in its)


def _of_cell(its: Sequence[Statement], *, to_date: bool) -> Iterator[Edge]:
    if len({voice(one).key for one in its}) < 2:
        return
    for key, mine in groupby(sorted(its, key=lambda one: voice(one).key), key=lambda one: voice(one).key):
        for one in {own.middle: own for own in reversed(list(mine))}.values():
            others = [other for other in its if voice(other).key != key and other.level == one.level]
            window = chance.window(one)
            if window is None or window.low is None or window.high is None or not others:
                continue
            luck = chance.of_hit(window.high - window.low, one.middle, windows=len({other.middle for other in others}))
            hits = [other for other in others if chance.window(other) and window.holds(other.middle)]
            if hits and chance.convincing(luck):
                yield from _same(one, hits, luck=luck, to_date=to_date)


def _same(one: Statement, hits: Sequence[Statement], *, luck: float, to_date: bool) -> Iterator[Edge]:
    for key, theirs in groupby(sorted(hits, key=lambda other: voice(other).key), key=lambda other: voice(other).key):
        other = min(theirs, key=lambda it: (chance.precision(it), it.published or dt.date.max, *chance.place(it)))
        mine, its = (_rank(one), _rank(other))
        if mine < its:
            continue
        node = voice(other)
        yield Edge(
            child=voice(one).key,
            parent=key,
            by=By.CUMULATIVE if to_date else By.FIGURE,
            subject=subject(one),
            words=f"{wording.number(one.middle)} for {wording.when(one.period)}, where {node.name} has "
            f"{wording.number(other.middle)}",
            claims=(one.id,),
            against=(other.id,),
            numbers=(("figure", one.middle), ("other", other.middle)),
            chance=luck,
            mutual=mine == its,
        )


def _rank(one: Statement) -> tuple[float, dt.date]:
    return (round(chance.precision(one), 6), one.published or dt.date.max)
