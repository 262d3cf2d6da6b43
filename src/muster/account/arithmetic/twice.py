"""One assertion told twice in one report with two figures: a headline of 12,000 over a text of 1,200.

Invariant: two figures are of one assertion only where hand, party, thing and time do not speak against it and the words around them are
the same, or one is the other with a digit slipped; agreement is told once, and only where the figures are not written alike.
"""

from __future__ import annotations

import math
import re
from collections import defaultdict

from muster.account import wording
from muster.account.arithmetic.page import Page, akin, key, place, stated
from muster.account.arithmetic.reach import FOLLOWS, gap, reach, severity
from muster.account.statement import NO_FACT, Statement
from muster.account.widths import unit_of
from muster.claims.finding import Finding, Kind, Verdict

NEAR = 60  # characters to either side of a figure whose words are compared
ALIKE = 0.34  # of the words around two figures, from where they are taken to say the same
_WORD = re.compile(r"[a-z]{4,}")
_COMMON = frozenset(
    "that this with from have been were which their said says more than since about over least according into after also they".split()
)


def twice(page: Page) -> list[Finding]:
    """The assertions of a report that are told twice."""
    return [*_restated(page), *_slipped(page)]


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
        ):
            continue
        if (
            reach(first, floor=False).bounds.meets(reach(one, floor=False).bounds)
            and first.claim.figure.per == one.claim.figure.per
        ):
            found[first.id] = _told(first, one, Verdict.AGREES)
    return list(found.values())


def _numbers(one: Statement) -> tuple[int | float, ...]:
    return one.claim.figure.numbers


def _slipped(page: Page) -> list[Finding]:
    """Two figures of one thing, one of which is the other with a nought too many or too few."""
    groups = defaultdict(list)
    for one in page.told:
        if one.claim.status not in NO_FACT and not one.level and len(_numbers(one)) and min(_numbers(one)) > 0:
            groups[(*key(one), one.claim.figure.per, one.claim.figure.unit)].append(one)
    found = []
    for group in groups.values():
        for at, one in enumerate(group):
            other = next((each for each in group[:at] if _slip(page, each, one)), None)
            if other:
                found.append(_told(other, one, Verdict.FAILS))
    return found


def _slip(page: Page, one: Statement, other: Statement) -> bool:
    first, second = _numbers(one), _numbers(other)
    if len(first) != len(second) or not all(_power(a, b) for a, b in zip(first, second, strict=True)):
        return False
    if stated(one) and stated(other) and one.period != other.period:
        return False
    if page.together(one, other) or not akin(one, other):
        return False
    exact = first[0] / unit_of(first[0]) >= 1000 and one.period == other.period
    return exact or _likeness(page, one, other) >= ALIKE


def _power(one: float, other: float) -> bool:
    power = math.log10(other / one)
    return round(power) in (-3, -2, -1, 1, 2, 3) and abs(power - round(power)) < 1e-6


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
        severity(verdict, apart=apart),
        sentence=f"{wording.told(first)} is told again as {wording.figure(second)}: {FOLLOWS[verdict]}.",
        of=[first, second],
        numbers=[("first", first.middle), ("second", second.middle)],
    )
