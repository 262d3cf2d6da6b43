"""A rate and the total it should make over its days; and the total that is nothing but a rate times its days.

Invariant: a rate meets only totals of the same thing over the same days; a record day, or what a rate touched at its height, is no rate.
"""

from __future__ import annotations

import datetime as dt
import re
from collections import defaultdict
from collections.abc import Iterator, Sequence

from muster.account import wording
from muster.account.arithmetic.evidence import dated, dated_in_sentence, linked, tells, tied
from muster.account.arithmetic.page import Page, akin, alike, key, one_hand, place, stated
from muster.account.arithmetic.reach import Reach, gap, reach, settle, severity
from muster.account.arithmetic.words import said
from muster.account.statement import Statement, same_document
from muster.account.widths import Width, unit_of
from muster.claims.claim import Place
from muster.claims.figure import Per
from muster.claims.finding import Finding, Kind, Severity, Verdict
from muster.claims.measures import Measure
from muster.claims.period import Period
from muster.claims.remark import Remark, RemarkKind

UNITS = {Per.DAY: "days", Per.WEEK: "weeks", Per.MONTH: "months", Per.YEAR: "years"}
DAYS = {Per.DAY: 1.0, Per.WEEK: 7.0, Per.MONTH: 30.44, Per.YEAR: 365.25}
ALMOST = 0.03  # by which a month or a year differs from its mean
_HEIGHT = re.compile(
    r"\b(?:touch(?:ed|ing)|(?:worst|single|deadliest|bloodiest|record) (?:day|week|month)|at times|on some days|some days|"
    r"at (?:its|the|their) (?:peak|height)|peak(?:ed|ing)? (?:at|of) (?!an? (?:average|mean))|exceptional)\b",
    re.IGNORECASE,
)
FAR = 0.5  # how far figures of two hands in one sentence must lie apart before one says that they fail
FARTHER = 0.7  # and in two sentences
ANEW = 0.005  # of a total: by so little a body's figures of two days part without anything being wrong
_CASUALTIES = frozenset({Measure.KILLED_WOUNDED, Measure.LOSSES})


def inside(page: Page) -> list[Finding]:
    """The rates of one report beside its totals, and beside its other rates."""
    found: list[Finding] = []
    by_days: dict[tuple[object, ...], list[Statement]] = defaultdict(list)
    for one in page.facts:
        if one.period.start is not None and "to the day it was published" not in one.assumed:
            by_days[(key(one), one.period, one.assumed)].append(one)
        elif one.rate and one.period.start is None:
            by_days[(key(one), one.period, "")].append(one)
    for group in by_days.values():
        for rate in (one for one in group if one.rate and not _height(page, one)):
            found += _beside(page, rate, [one for one in group if one is not rate and _meets(rate, one)])
    return [*found, *_lasting(page)]


def _meets(rate: Statement, other: Statement) -> bool:
    """Whether a rate is to be put beside this: a total of its days, or a rate over another unit, told once for each pair."""
    if other.level or other.claim.figure.unit != rate.claim.figure.unit or not akin(rate, other):
        return False
    if not other.rate:
        return rate.period.start is not None
    mine, theirs = rate.claim.figure.per, other.claim.figure.per
    assert mine is not None
    assert theirs is not None
    return DAYS[mine] < DAYS[theirs]


def _height(page: Page, rate: Statement) -> bool:
    """Whether a rate is that of a record day or of a peak."""
    text, at = page.report.document.text, rate.claim.place
    near = text[max(at.start - 60, page.sentences[rate.id][0]) : min(at.end + 40, page.sentences[rate.id][1])]
    return _HEIGHT.search(near) is not None


def _beside(page: Page, rate: Statement, others: Sequence[Statement]) -> Iterator[Finding]:
    """The nearest total of the rate's own hand, else of another; where totals differ among themselves only agreement is told."""
    if not others:
        return
    ranked = sorted(others, key=lambda one: (not one_hand(rate, one), not page.beside(rate, one), place(one)))
    verdicts = [(one, *_compared(rate, one, floor=not one_hand(rate, one))) for one in ranked]
    if agreed := [each for each in verdicts if each[1] in (Verdict.AGREES, Verdict.AGREES_AS_BOUND)]:
        yield _told(rate, *agreed[0])
        yield from (_product(rate, one) for one, _, _ in agreed[:1] if _derived(rate, one))
        return
    total, verdict, apart = verdicts[0]
    if _sure(page, rate, total, apart=apart) and (alike(ranked) or page.beside(rate, total)):
        yield _told(rate, total, verdict, apart)


def _sure(page: Page, rate: Statement, total: Statement, *, apart: float) -> bool:
    """Whether words show that the two are of the same days and of one hand. One number that is read
    as a rate and as a total, or a total smaller than one day of its rate, was read wrongly."""
    if rate.claim.figure.numbers == total.claim.figure.numbers or (not total.rate and total.middle < _each(rate)):
        return False
    if page.together(rate, total) and said("set_against", page.between(rate, total)):
        return False  # "45,720 in November, against 30,000 a month": two things
    if not one_hand(rate, total) and apart < (FAR if page.together(rate, total) else FARTHER):
        return False
    if rate.period.start is None or (total.rate and rate.assumed and total.assumed):
        return linked(rate, total, page=page)
    joined = tied(rate, total, page=page)
    whole = dated(page, total) or (joined and (dated_in_sentence(page, total) or dated_in_sentence(page, rate)))
    return whole and (joined or dated(page, rate))


def _compared(rate: Statement, other: Statement, *, floor: bool = True) -> tuple[Verdict, float]:
    """What a rate and a total come to; without `floor` a count is held to its number, as beside the mean that its own text makes of it."""
    if rate.period.start is None:
        mine, theirs = _daily(rate), _daily(other)
    else:
        mine, theirs = reach(rate, floor=floor), reach(other, floor=floor)
    return settle(mine, theirs), gap(mine.bounds, theirs.bounds)


def _daily(rate: Statement) -> Reach:
    """A rate with no date as so many a day, a little wider where a month or a year has no fixed length."""
    per = rate.claim.figure.per
    assert per is not None
    each = reach(rate).times(1 / DAYS[per])
    wide = ALMOST if per in (Per.MONTH, Per.YEAR) else 0.0
    bounds, spoken, point = (
        Width(
            None if width.low is None else width.low * (1 - wide),
            None if width.high is None else width.high * (1 + wide),
        )
        for width in each[:3]
    )
    return Reach(bounds, spoken, point, each.middle)


def _told(rate: Statement, other: Statement, verdict: Verdict, apart: float) -> Finding:
    per = rate.claim.figure.per
    assert per is not None
    dated_rate = rate.period.start is not None and rate.per_unit
    each = other.middle / rate.per_unit if dated_rate else _daily(other).middle * DAYS[per]
    unit = UNITS[per][:-1]
    return wording.finding(
        Kind.RATE,
        verdict,
        severity=severity(verdict, apart=apart),
        sentence=f"{wording.gave(other)}. That makes {wording.number(each)} a {unit}. {wording.gave(rate, after=other)}. "
        f"{wording.follows(verdict)}",
        of=[other, rate],
        numbers=[("total", other.middle), (UNITS[per], rate.per_unit), ("computed", each), ("stated", _each(rate))],
    )


def _each(rate: Statement) -> float:
    numbers = rate.claim.figure.numbers
    return sum(numbers) / len(numbers)


def _derived(rate: Statement, total: Statement) -> bool:
    """Whether the total is, to the man, the printed rate times its whole units, and finer than the rate's rounding could tell."""
    first, second = rate.claim.figure, total.claim.figure
    if total.rate:
        return False
    if not rate.point or not total.point or not first.low or not second.low:
        return False
    units = rate.per_unit
    if abs(units - round(units)) > 1e-9 or round(units) < 2 or first.low * round(units) != second.low:
        return False
    return second.low / unit_of(second.low) >= 100 and unit_of(second.low) < unit_of(first.low) * units


def _product(rate: Statement, total: Statement) -> Finding:
    per = rate.claim.figure.per
    assert per is not None
    assert rate.claim.figure.low is not None
    sum_of = f"{wording.number(rate.claim.figure.low)} × {wording.number(rate.per_unit)} {UNITS[per]}"
    return wording.finding(
        Kind.DERIVED,
        Verdict.NO_SECOND_OBSERVATION,
        severity=Severity.NOTE,
        sentence=f"{wording.gave(total)}. {wording.gave(rate, after=total)}. The first is exactly {sum_of}: it is worked out "
        "from the second, and is no second observation.",
        of=[total, rate],
        numbers=[("rate", float(rate.claim.figure.low)), (UNITS[per], rate.per_unit), ("product", total.middle)],
    )


def between(group: Sequence[Statement]) -> list[Finding]:
    """A body's rates in one report beside its totals in another. A later figure for the same days is a revision, told elsewhere; so only
    what was published within two months of the other is held against it."""
    by_days: dict[Period, list[Statement]] = defaultdict(list)
    for one in group:
        by_days[one.period].append(one)
    found = []
    for same in by_days.values():
        totals = [one for one in same if not one.rate and not one.level]
        for rate in (one for one in same if one.rate):
            apart = [one for one in totals if not same_document(rate, one) and _contemporary(rate, one)]
            if apart and alike(apart):
                total = min(apart, key=lambda one: (not _derived(rate, one), one.report.document.id, place(one)))
                verdict, distance = _compared(rate, total)
                if verdict is Verdict.FAILS and (_revised(rate, total) or not (_says_days(rate) and _says_days(total))):
                    continue
                found.append(_told(rate, total, verdict, distance))
                found += [_product(rate, total)] if _derived(rate, total) else []
    return found


def _revised(rate: Statement, total: Statement) -> bool:
    """Whether a body told the one later than the other and so near it that it has only counted anew."""
    return rate.published != total.published and abs(rate.middle - total.middle) <= ANEW * total.middle


def _says_days(one: Statement) -> bool:
    """Whether its own sentence says its days, which a table's columns do."""
    return one.report.table or tells(one.sentence, one.period)


def _contemporary(one: Statement, other: Statement) -> bool:
    if one.published is None or other.published is None:
        return False
    return abs(one.published - other.published) <= dt.timedelta(days=62)


def _lasting(page: Page) -> Iterator[Finding]:
    """A rate that is said to have run for so many days, beside a total over as many: "4,500 a day for eleven days"."""
    marks = [mark for mark in page.report.remarks if mark.kind is RemarkKind.DURATION and _days(mark)]
    for rate in (one for one in page.facts if one.rate and not stated(one) and not _recent(page, one)):
        for mark in marks:
            if mark.about == rate.id or _in(mark.place, page.sentences[rate.id]):
                yield from _over(page, rate, mark)
                break


def _recent(page: Page, rate: Statement) -> bool:
    """Whether a rate is of the days just gone: "1.1 million in nearly four years, 1,000 a day in recent months"."""
    text, at, (first, last) = page.report.document.text, rate.claim.place, page.sentences[rate.id]
    before, behind = text[max(first, at.start - _LATE) : at.start], text[at.end : min(last, at.end + _LATE)]
    return said("recent", before.rpartition(",")[2]) or said("recent", behind.partition(",")[0])


_LATE = 60  # characters


def _in(place: Place, span: tuple[int, int]) -> bool:
    return span[0] <= place.start < span[1]


def _days(mark: Remark) -> float:
    return float(mark.figure.low or 0) if mark.figure and mark.figure.unit == "day" else 0.0


def _over(page: Page, rate: Statement, mark: Remark) -> Iterator[Finding]:
    per, days = rate.claim.figure.per, _days(mark)
    assert per is not None
    units = days / DAYS[per] / (rate.per_unit or 1.0)
    run = reach(rate).times(units)
    totals = [one for one in page.facts if _totalled(page, rate, one, days=days)]
    for one in sorted(
        totals, key=lambda one: (not page.beside(rate, one), not run.bounds.meets(reach(one).bounds), place(one))
    )[:1]:
        floor = not one_hand(rate, one)  # a count is held to its number beside the mean that its own text makes of it
        run, total = reach(rate, floor=floor).times(units), reach(one, floor=floor)
        verdict, apart = settle(run, total), gap(run.bounds, total.bounds)
        loose = verdict is Verdict.AGREES_AS_BOUND or not total.spoken.meets(run.spoken)
        if (
            verdict is Verdict.FAILS_AS_SPOKEN
            or (verdict is Verdict.AGREES and loose)
            or (verdict is Verdict.FAILS and not page.beside(rate, one) and apart < FAR)
        ):
            return
        yield wording.finding(
            Kind.RATE,
            verdict,
            severity=severity(verdict, apart=apart),
            sentence=f"{wording.gave(one)}. {wording.gave(rate, after=one)}; over {wording.number(days)} days that makes "
            f"{wording.number(run.middle)}. {wording.follows(verdict)}",
            of=[rate, one],
            remarks=[mark],
            numbers=[("rate", _each(rate)), ("days", days), ("computed", run.middle), ("stated", one.middle)],
        )


def _totalled(page: Page, rate: Statement, one: Statement, *, days: float) -> bool:
    """Whether it is a total of what the rate is of, over as many days."""
    first, second = key(rate), key(one)
    same = first == second or (
        first[:2] == second[:2] and {first[2], second[2]} <= _CASUALTIES and first[3:] == second[3:]
    )
    if not same or one.rate or one.level or not akin(rate, one):
        return False
    told = stated(one) and one.period.days is not None and abs(one.period.days - days) < 1
    return told or (page.together(rate, one) and not stated(one) and rate.own_voice == one.own_voice)
