"""One assertion told twice in one report with two figures: a headline of 12,000 over a text of 1,200.

Invariant: two figures are of one assertion only where hand, party, thing and time do not speak against it and the words around them are
the same, or one is the other with a digit slipped; agreement is told once, and only where the figures are not written alike.
"""

from __future__ import annotations

import math
import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence

from muster.account import wording
from muster.account.arithmetic.page import Page, akin, key, place, printed, stated
from muster.account.arithmetic.reach import gap, reach, severity
from muster.account.arithmetic.words import said
from muster.account.statement import NO_FACT, Statement
from muster.account.widths import significant, unit_of
from muster.claims.figure import Bound
from muster.claims.finding import Finding, Kind, Verdict

NEAR = 60  # characters to either side of a figure whose words are compared
LONG = 3  # digits from which two numbers are hardly alike by chance
NEAR_BY = 1.5  # times that two figures of one thing are apart at most
SAME_WORDS = (
    0.4  # what part of the words around two figures must be the same, for them to be of one thing whatever their digits
)
MOST = 20  # figures of one thing before a figure that it is compared with
ROUNDED = 0.02  # how much a rounded number may differ from the one that it tells again
# What part of the words around two figures must be the same, by how many digits would have to be alike by chance.
NEEDED = {0: 0.5, 1: 0.34, 2: 0.2, 3: 0.1, 4: 0.0}
_CELLS = re.compile(r" \| |\t")  # a row of a table, which tells its own day or place
_WORD = re.compile(r"[a-z]{4,}")
_COMMON = frozenset(
    "that this with from have been were which their said says more than since about over least according into after also they".split()
)


def twice(page: Page) -> list[Finding]:
    """The assertions of a report that are told twice."""
    return [*_restated(page), *_slipped(page), *_at_odds(page), *_under_headline(page), *_own_sums(page)]


def _restated(page: Page) -> list[Finding]:
    """A figure told again in another way, once for each figure, if it is not simply the same number."""
    known = {one.id: one for one in page.told}
    found: dict[str, Finding] = {}
    for one in page.told:
        first = known.get(one.claim.repeats or "")
        if (
            first is None
            or first.id in found
            or _numbers(first) == _numbers(one)
            or one.claim.measure is not first.claim.measure
            or _counted_apart(first, one)
        ):
            continue
        if (
            reach(first, floor=False).bounds.meets(reach(one, floor=False).bounds)
            and first.claim.figure.per == one.claim.figure.per
        ):
            found[first.id] = _told(first, one, Verdict.AGREES)
    return list(found.values())


def _counted_apart(one: Statement, other: Statement) -> bool:
    """Whether two exact counts differ by more than rounding the one to the last digit of the other: 511 is not 512."""
    if {one.claim.figure.bound, other.claim.figure.bound} != {Bound.EXACT}:
        return False
    coarser = max(unit_of(float(number)) for each in (one, other) for number in _numbers(each))
    return abs(_numbers(one)[0] - _numbers(other)[0]) >= coarser


def _numbers(one: Statement) -> tuple[int | float, ...]:
    return one.claim.figure.numbers


def _slipped(page: Page) -> list[Finding]:
    """Two figures of one thing, one of which is the other with a nought too many or too few."""
    groups = defaultdict(list)
    for one in page.told:
        if not one.level and not one.handed_over and min(_numbers(one)) > 0:
            status = one.claim.status if one.claim.status in NO_FACT else None
            groups[(*key(one)[:-1], one.claim.figure.per, one.claim.figure.unit, status)].append(one)
    return _pairs(groups.values(), lambda each, one: _slip(page, each, one))


def _pairs(groups: Iterable[Sequence[Statement]], clash: Callable[[Statement, Statement], bool]) -> list[Finding]:
    """Each statement of a group with the first of those before it that it clashes with."""
    found = []
    for group in groups:
        for at, one in enumerate(group):
            other = next((each for each in group[:at][-MOST:] if clash(each, one)), None)
            if other:
                found.append(_told(other, one, Verdict.FAILS))
    return found


def _slip(page: Page, one: Statement, other: Statement) -> bool:
    """Whether one figure is the other times a power of ten, and as alike in their words as so short a number needs."""
    if len(_numbers(one)) != len(_numbers(other)) or page.together(one, other) or not akin(one, other):
        return False
    if stated(one) and stated(other) and one.period != other.period:
        return False
    if one.scope != other.scope and one.scope is not None and other.scope is not None:
        return False
    if not _power(one, other):
        return False
    return _likeness(page, one, other) >= NEEDED[min(_weight(page, one, other), 4)]


def _at_odds(page: Page) -> list[Finding]:
    """Two figures that one body is given for the very same thing, to the digit and in the same words: one of them is a slip."""
    groups = defaultdict(list)
    for one in page.told:
        if not one.level and one.point and one.fact and stated(one) and _to_the_digit(one):
            groups[(*key(one), one.body.key, one.claim.figure.per, one.claim.figure.unit, one.period)].append(one)
    return _pairs(groups.values(), lambda each, one: _odd(page, each, one))


def _under_headline(page: Page) -> list[Finding]:
    """A bound in the headline that no figure of the same thing in the text below it meets: "More than 2,000 dead in August" over 1,640."""
    found = []
    for one in page.told:
        if one.claim.figure.bound not in (Bound.AT_LEAST, Bound.AT_MOST) or not _headline(page, one) or not stated(one):
            continue
        below = [
            other
            for other in page.days[one.period]
            if other.fact and other.point and key(other) == key(one) and other.claim.figure.per == one.claim.figure.per
        ]
        apart = [other for other in below if _odd_bound(one, other)]
        if apart and len(apart) == len(below):
            found.append(_told(one, apart[0], Verdict.FAILS))
    return found


def _own_sums(page: Page) -> list[Finding]:
    """What a body's own shorter counts are told to come to, beside its total of the same days: "its own weekly figures come to 6,300"."""
    found = []
    for one in page.told:
        lead = page.report.document.text[page.sentences[one.id][0] : one.claim.place.start]
        if not one.fact or not one.point or not stated(one) or not said("own_sum", lead):
            continue
        its = [
            other
            for other in page.days[one.period]
            if other is not one and other.fact and other.point and key(other) == key(one)
        ]
        beside = [other for other in its if other.body.key == one.body.key and page.beside(one, other)]
        apart = [other for other in beside if not printed(one).meets(printed(other))]
        if apart and len(apart) == len(beside):
            found.append(_told(apart[0], one, Verdict.FAILS))
    return found


def _odd_bound(one: Statement, other: Statement) -> bool:
    far = max(one.middle, other.middle) > NEAR_BY * min(one.middle, other.middle)
    apart = not reach(one, floor=False).bounds.meets(reach(other, floor=False).bounds)
    return apart and not far and not said("another_count", other.sentence) and not said("alone", other.sentence)


def _to_the_digit(one: Statement) -> bool:
    return one.claim.figure.bound is Bound.EXACT and significant(one.claim.figure.numbers[0]) >= LONG


def _odd(page: Page, one: Statement, other: Statement) -> bool:
    """Whether two figures cannot both be meant: near enough to be one thing, apart by more than rounding, and told in the same words,
    none of which says that the one is of a part, of another day or an older count."""
    if page.together(one, other) or _power(one, other) or printed(one).meets(printed(other)):
        return False
    if max(one.middle, other.middle) > NEAR_BY * min(one.middle, other.middle):
        return False
    text = page.report.document.text
    sentences = [text[slice(*page.sentences[each.id])] for each in (one, other)]
    if any(said("another_count", each) or _CELLS.search(each) for each in sentences):
        return False
    return _likeness(page, one, other) >= SAME_WORDS


def _power(one: Statement, other: Statement) -> bool:
    small, large = sorted((reach(each, floor=False) for each in (one, other)), key=lambda each: each.middle)
    power = round(math.log10(large.middle / small.middle))
    shifted = small.times(10.0**power)
    return power in (1, 2, 3) and shifted.point.meets(large.point) and abs(shifted.middle / large.middle - 1) < ROUNDED


def _weight(page: Page, one: Statement, other: Statement) -> int:
    """How much it takes for two numbers to be alike by chance: their digits, one more for a short time or a
    headline, one fewer where words narrow only one
    of two short numbers."""
    digits = min(sum(significant(number) for number in _numbers(each)) for each in (one, other))
    short = stated(one) and one.period == other.period and (one.period.days or 99) <= 31
    narrowed = one.scope != other.scope and digits < LONG
    return digits - int(narrowed) + int(short or _headline(page, one) or _headline(page, other))


def _headline(page: Page, one: Statement) -> bool:
    """Whether it stands in one of the first lines, which have no full stop: a headline, with or without a dateline above it."""
    text, at = page.report.document.text, one.claim.place.start
    above = [line for line in text[:at].split("\n") if line.strip()]
    line = text[text.rfind("\n", 0, at) + 1 :].split("\n", 1)[0].rstrip()
    heads = above[:-1] if text.rfind("\n", 0, at) + 1 < at and above else above
    return (
        len(heads) < _HEADS
        and not any(head.rstrip().endswith(".") for head in heads)
        and not line.endswith((".", ":", "|"))
    )


_HEADS = 2  # lines that may stand above a headline


def _likeness(page: Page, one: Statement, other: Statement) -> float:
    first, second = _around(page, one), _around(page, other)
    return len(first & second) / len(first | second) if first | second else 0.0


def _around(page: Page, one: Statement) -> set[str]:
    start, end = page.sentences[one.id]
    at = one.claim.place
    text = page.report.document.text[max(start, at.start - NEAR) : min(end, at.end + NEAR)].lower()
    return {word[:6] for word in _WORD.findall(text) if word not in _COMMON}


def _told(one: Statement, other: Statement, verdict: Verdict) -> Finding:
    apart = gap(reach(one, floor=False).bounds, reach(other, floor=False).bounds)
    first, second = sorted((one, other), key=place)
    return wording.finding(
        Kind.TOLD_TWICE,
        verdict,
        severity=severity(verdict, apart=apart),
        sentence=f"{wording.gave(first)}. The same is told again as {wording.figure(second)}. {wording.follows(verdict)}",
        of=[first, second],
        numbers=[("first", first.middle), ("second", second.middle)],
    )
