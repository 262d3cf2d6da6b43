"""Estimates that are another figure in disguise: a total that is a rounded rate times its days, a range that is one count divided by two
shares, a figure that is another times a round number.

Invariant: the base must be known, of the same party and date; a round figure that could come of any base makes no edge.
"""

from __future__ import annotations

import datetime as dt
import math
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from fractions import Fraction
from functools import cache
from operator import itemgetter

from muster.account import wording
from muster.account.origins import chance
from muster.account.origins.graph import By, Edge, Subject, family, subject, voice
from muster.account.statement import Statement
from muster.claims.figure import Bound, Per
from muster.claims.measures import Measure, Status
from muster.claims.period import Period

NEAR = dt.timedelta(days=60)  # between a range and the nearest count it may have been made of
_SAME_DAY = dt.timedelta(days=3)
_SLACK = 0.002
_SHARES = tuple(Fraction(step, 20) for step in range(5, 20))  # 0.25, 0.30 … 0.95
_WHOLE = tuple(Fraction(number) for number in (2, 3, 4, 5))
_SPAN = math.log(5)


# ------------------------------------------------------------------ a rounded rate times its days
def rounded_rates(
    statements: Iterable[Statement], *, explained: frozenset[str], above: Container[tuple[str, str]]
) -> Iterator[Edge]:
    """An edge where a total is just another's daily rate times the days of the period. That it agrees at all, luck would do in one case of
    hundreds; that it is the product to the man shows which was made of which. `explained` are totals that a series gives, `above` who is
    known to rest on whom: there the rate is the one that was made."""
    rates: dict[tuple[Subject, Period], list[Statement]] = defaultdict(list)
    totals: dict[tuple[Subject, Period], list[Statement]] = defaultdict(list)
    for one in statements:
        cell = (family(subject(one)), one.period)
        if one.point and one.claim.figure.per is Per.DAY and (one.period.days or 0) > 1:
            rates[cell].append(one)
        elif one.point and _total(one) and one.id not in explained:
            totals[cell].append(one)
    for cell in sorted(totals.keys() & rates.keys(), key=str):
        for one in totals[cell]:
            yield from _products(one, [rate for rate in rates[cell] if (voice(rate).key, voice(one).key) not in above])


def _total(one: Statement) -> bool:
    return not one.level and (
        one.claim.figure.per is None or (one.claim.figure.per is Per.MONTH and one.per_unit == 1.0)
    )


def _products(one: Statement, rates: Sequence[Statement]) -> Iterator[Edge]:
    for rate in sorted(rates, key=chance.place):
        window = chance.window(rate)
        if voice(rate).key == voice(one).key or rate.middle != one.middle or window is None:
            continue
        assert window.low is not None
        assert window.high is not None
        luck = chance.of_hit(window.high - window.low, one.middle, windows=len(rates))
        if not chance.convincing(luck):
            continue
        days, number = one.period.days or 1, rate.claim.figure.numbers[0]
        yield Edge(
            child=voice(one).key,
            parent=voice(rate).key,
            by=By.ROUNDED_RATE,
            subject=subject(one),
            words=f"{wording.number(one.middle)} for {wording.when(one.period)} is {wording.number(number)} a day by "
            f"{voice(rate).name} × {days} days",
            claims=(one.id,),
            against=(rate.id,),
            numbers=(("figure", one.middle), ("rate", float(number)), ("days", float(days))),
            chance=luck,
        )
        return


# ------------------------------------------------------------------ a constant
def constants(statements: Iterable[Statement]) -> Iterator[Edge]:
    """An edge where an estimate of the dead is a count of them divided by a share, or losses are the dead times a whole number."""
    groups: dict[Subject, list[Statement]] = defaultdict(list)
    for one in statements:
        if one.claim.figure.per is None and not one.level:
            groups[subject(one)].append(one)
    for of, its in sorted(groups.items()):
        if family(of).measure != "losses":
            continue
        counts = _counts(groups, of)
        dead = [one for one in groups.get(of._replace(measure=Measure.KILLED.value), ()) if one.point]
        bases = _by_days(counts if of.measure == Measure.KILLED.value else dead)
        for one in its:
            if one.claim.figure.bound is Bound.BETWEEN and not _count(one):
                yield from _range(one, counts)
            elif one.point and not _count(one):
                yield from _multiple(one, bases)


def _counts(groups: Mapping[Subject, Sequence[Statement]], of: Subject) -> list[Statement]:
    """The counts that a body gives of the dead by name or one by one, in the order of their days."""
    named = groups.get(of._replace(measure=Measure.OBITUARIES.value), ())
    killed = [one for one in groups.get(of._replace(measure=Measure.KILLED.value), ()) if _count(one)]
    found = [one for one in (*named, *killed) if one.point and voice(one).kind == "body"]
    return sorted(found, key=lambda one: (one.period.end or dt.date.max, *chance.place(one)))


def _count(one: Statement) -> bool:
    return one.claim.status is Status.COUNT


@cache
def _pairs() -> tuple[tuple[Fraction, Fraction], ...]:
    """Two shares, the greater first: the low end of a range is the count divided by the greater."""
    return tuple((more, less) for more in _SHARES for less in _SHARES if more > less)


def _range(one: Statement, counts: Sequence[Statement]) -> Iterator[Edge]:
    low, high = float(one.claim.figure.numbers[0]), float(one.claim.figure.numbers[-1])
    if low <= 0:
        return
    off = 1 / low + 1 / high if _to_the_man(low, high) else chance.precision_of(low) + chance.precision_of(high)
    luck = chance.of_grid(len({more / less for more, less in _pairs()}), 2 * off, span=math.log(4))
    if not chance.convincing(luck):  # and a count must have stood where it was made of one
        return
    for more, less in _pairs():
        base = low * float(more)
        if abs(high * float(less) / base - 1) > off:
            continue
        own = [count for count in counts if voice(count).key == voice(one).key]
        if (count := _list_at(base, one.period.end, own) or _list_at(base, one.period.end, counts)) is not None:
            yield _edge(
                one,
                count,
                words=f"{wording.number(low)} to {wording.number(high)} is {wording.number(base)} ÷ {float(more):g} and "
                f"÷ {float(less):g}, and {voice(count).name} counted {wording.number(count.middle)} by "
                f"{wording.day(count.period.end or dt.date.min)}",
                numbers=(("base", base), ("first_share", float(more)), ("second_share", float(less))),
                luck=luck,
            )
            return


def _to_the_man(low: float, high: float) -> bool:
    return low % 10 != 0 or high % 10 != 0


def _list_at(base: float, day: dt.date | None, counts: Sequence[Statement]) -> Statement | None:
    """The count nearest before a day, or on it, that was at most the base, where the next was at least it."""
    if day is None or not counts:
        return None
    ends = [one.period.end or dt.date.max for one in counts]
    before = [one for one in counts[: bisect_right(ends, day)] if day - (one.period.end or day) <= NEAR]
    after = [one for one in counts[bisect_left(ends, day) :] if (one.period.end or day) - day <= NEAR]
    for one in [*reversed(before), *after]:
        if abs(one.middle / base - 1) <= 1 / base:
            return one
    if not before or not after or before[-1].middle > base * (1 + _SLACK) or after[0].middle < base * (1 - _SLACK):
        return None
    return before[-1]


Days = Mapping[tuple[dt.date | None, int], Sequence[tuple[int, Statement]]]


def _by_days(bases: Iterable[Statement]) -> Days:
    """The statements by their first and last day (the last as an ordinal), each with its place in the order given."""
    found: dict[tuple[dt.date | None, int], list[tuple[int, Statement]]] = defaultdict(list)
    for number, base in enumerate(bases):
        if base.period.end is not None:
            found[base.period.start, base.period.end.toordinal()].append((number, base))
    return found


def _near(one: Statement, bases: Days) -> list[Statement]:
    """The lesser bases over the same days, give or take a few at the end, in their own order."""
    if one.period.end is None:
        return []
    middle, end = one.middle, one.period.end.toordinal()
    ends = range(end - _SAME_DAY.days, end + _SAME_DAY.days + 1)
    near = [pair for end in ends for pair in bases.get((one.period.start, end), ())]
    return [base for _, base in sorted(near, key=itemgetter(0)) if base.middle < middle and base.id != one.id]


def _multiple(one: Statement, bases: Days) -> Iterator[Edge]:
    window = chance.window(one)
    if window is None or window.low is None or window.high is None:
        return
    near = _near(one, bases)
    for base in near:
        width = (window.high - window.low) / one.middle + chance.precision(base)
        shares = () if base.claim.measure is Measure.KILLED and not _count(base) else _SHARES
        tiers = (_WHOLE, tuple(1 / share for share in shares if 1 / share not in _WHOLE))
        for tier in tiers:
            luck = chance.of_grid(len(tier), width * sum(map(bool, tiers)) * len(near), span=_SPAN)
            for factor in tier:
                if chance.convincing(luck, share=chance.MADE) and window.holds(base.middle * float(factor)):
                    yield _edge(
                        one,
                        base,
                        words=f"{wording.number(one.middle)} is the {wording.number(base.middle)} "
                        f"{wording.measure_words(base.claim.measure)} of {voice(base).name} {_factor(factor)}",
                        numbers=(("base", base.middle), ("factor", float(factor))),
                        luck=luck,
                    )
                    return


def _factor(factor: Fraction) -> str:
    """Times a whole number, or divided by a share."""
    return f"× {factor.numerator}" if factor.denominator == 1 else f"÷ {float(1 / factor):g}"


def _edge(one: Statement, base: Statement, *, words: str, numbers: tuple[tuple[str, float], ...], luck: float) -> Edge:
    return Edge(
        child=voice(one).key,
        parent=voice(base).key,
        by=By.CONSTANT,
        subject=subject(one),
        words=words,
        claims=(one.id,),
        against=(base.id,),
        numbers=numbers,
        chance=luck,
    )
