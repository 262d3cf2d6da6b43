"""Figures that are another's series summed up, averages that follow another's, and the same total told by two speakers.

Each match is weighed against luck (`chance`): by its digits, and by how many windows it could have hit. Invariant: no body is held against
its own series, and a figure that another explains better is not explained twice by one kind of series.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

from muster.account import wording
from muster.account.dating import ONE_DAY
from muster.account.origins import chance
from muster.account.origins.followed import Averages, Series, Sum, calendar_month
from muster.account.origins.graph import SINCE_START, By, Edge, Subject, family, subject, voice
from muster.account.statement import Statement
from muster.account.widths import unit_of
from muster.claims.figure import Per
from muster.claims.measures import Measure
from muster.claims.period import Period

CLOSE = 0.01  # of an average: within this it follows another
_FINE = 0.001  # four digits: two sides may both have counted 303 right, or both know it
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
    name, value = series.node.name, wording.number(found.value)
    figure = f"{wording.number(one.middle)} {wording.measure_words(one.claim.measure)}"
    end = found.of[-1].period.end
    day = wording.day(end) if end is not None else "then"
    if isinstance(series, Averages):
        over = wording.when(Period(found.of[0].period.start, end))
        return f"{figure} for {wording.when(one.period)}. The daily averages of {name} over {over} come to {value}"
    if len(found.of) == 1:
        printed = found.of[0].published
        next_day = printed is not None and end is not None and 0 <= (printed - end).days <= 1
        told = f"published on {wording.day(printed)}" if printed is not None and next_day else f"to {day}"
        return f"{figure} by {wording.day(one.period.end or dt.date.max)}. The total of {name} {told} is {value}"
    return f"{figure} for {wording.when(one.period)}. The daily figures of {name} come to {value}, {found.convention}"


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
        f"{wording.when(Period(first.start, last.end))} (worst {worst * 100:.1f} %; {convention})",
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
def same(
    statements: Iterable[Statement],
    owners: Iterable[Series],
    *,
    explained: frozenset[str],
    above: Collection[tuple[str, str]] = (),
) -> Iterator[Edge]:
    """An edge where two speakers give one total for one period, in all the digits that the rounder is told in. Totals of known series and
    those that one explains are left to `sums`. It goes to one other: a body before an outlet, the finest figure, then the earliest. Of
    two of whom it is said who rests on whom (`above`) the numbers show nothing more."""
    leave, known = {(one.node.key, one.subject) for one in owners}, frozenset(above)
    cells: dict[tuple[Subject, Period, bool], list[Statement]] = defaultdict(list)
    for one in statements:
        of = family(subject(one))
        if one.claim.measure is Measure.RETURNED:  # an exchange is agreed: both sides know its number
            continue
        if one.id in explained or (voice(one).key, of) in leave:
            continue
        if one.claim.figure.per in (None, Per.MONTH):
            cells[(of, one.period, one.level)].append(one)
    for _, its in sorted(cells.items(), key=lambda cell: str(cell[0])):
        if len({voice(one).key for one in its}) > 1:
            for one in its:
                others = [
                    other
                    for other in its
                    if not {(key := voice(one).key, voice(other).key), (voice(other).key, key)} & known
                ]
                yield from _same(one, others)


def _same(one: Statement, its: Sequence[Statement]) -> Iterator[Edge]:
    key, window = voice(one).key, chance.window(one)
    if window is None or window.low is None or window.high is None or window.high - window.low > _FINE * one.middle:
        return
    others = [other for other in its if voice(other).key != key and chance.window(other)]
    luck = chance.of_hit(window.high - window.low, one.middle, windows=len({other.middle for other in others}))
    hits = [other for other in others if window.holds(other.middle)]
    if not hits or not chance.convincing(luck):
        return
    other = min(hits, key=lambda hit: (_rank(hit), voice(hit).key, chance.place(hit)))
    if (_rank(other), voice(other).key) > (_rank(one), key):
        return
    yield Edge(
        child=key,
        parent=voice(other).key,
        by=By.CUMULATIVE if _to_date(one) else By.FIGURE,
        subject=subject(one),
        words=f"{wording.number(one.middle)} {wording.measure_words(one.claim.measure)} for {wording.when(one.period)}, "
        f"and {voice(other).name} has {'the same' if other.middle == one.middle else wording.number(other.middle)}",
        claims=(one.id,),
        against=(other.id,),
        numbers=(("figure", one.middle), ("other", other.middle)),
        chance=luck,
        mutual=_rank(one) == _rank(other),
    )


def _to_date(one: Statement) -> bool:
    """Whether it is a total since the start of the war, as far as can be told: it is said so, or it runs over more than a year."""
    return one.assumed == SINCE_START or (one.period.days or 0) > 366


def _rank(one: Statement) -> tuple[bool, float, dt.date]:
    return (voice(one).kind != "body", round(chance.precision(one), 6), one.published or dt.date.max)
