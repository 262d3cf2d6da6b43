"""A multiple gives the figure that it is a multiple of: 50,000, "almost twice the average", makes an average of about 25,000.

Invariant: the base that is implied is a note; it is held against a stated base only where the words behind the multiple name that
statement's body or number, and the two are of one party and measure.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence

from muster.account import wording
from muster.account.arithmetic.page import Page, hands, place
from muster.account.arithmetic.reach import Reach, gap, reach, settle, severity
from muster.account.statement import NO_FACT, Statement
from muster.account.widths import Width
from muster.claims.figure import Bound
from muster.claims.finding import Finding, Kind, Severity, Verdict
from muster.claims.remark import Remark, RemarkKind

Index = defaultdict[tuple[object, ...], list[Statement]]
REACH = 120  # characters behind a multiple in which its base is named
LOOSE = 0.10  # how much less or more than its number a multiple is taken to mean
_ONE = re.compile(r"\bto (?:one|1)\b", re.IGNORECASE)
_THE = re.compile(
    r"[ ,]*(?:as many as |more than |as |than )?(?:the|its|his|their|that|those|some|about|around|figure|number|total|of| )*",
    re.IGNORECASE,
)
_MADE = re.compile(r"\b(?:works? out|comes? to|amounts? to|that is|which is|a ratio|makes?)\b", re.IGNORECASE)


def multiples(pages: Sequence[Page]) -> list[Finding]:
    """The multiples of every report, each with the base that it implies, beside that base where a report states it."""
    every: Index = defaultdict(list)
    for page in pages:
        for one in page.told:
            every[_thing(one)].append(one)
    return [found for page in pages for mark in page.report.remarks if (found := _multiple(page, mark, every))]


def _multiple(page: Page, mark: Remark, every: Index) -> Finding | None:
    figure = mark.figure
    if mark.kind is not RemarkKind.MULTIPLE or figure is None or not figure.numbers or min(figure.numbers) <= 1:
        return None
    if _ONE.search(mark.quote):
        return _to_one(page, mark)
    one = _subject(page, mark)
    if one is None:
        return None
    factor = sum(figure.numbers) / len(figure.numbers)
    implied = _implied(one, factor, bound=figure.bound)
    base = _base(page, mark, one, every, implied=implied)
    return _beside(one, mark, implied, base) if base else _alone(one, mark, implied)


def _subject(page: Page, mark: Remark) -> Statement | None:
    """The figure that is the multiple: the last before it in its sentence, where there is one of the remark's thing."""
    start = mark.place.start
    before = [one for one in page.told if one.claim.place.end <= start and page.sentences[one.id][1] >= mark.place.end]
    if before and start - before[-1].claim.place.end < REACH:
        return before[-1]
    known = {one.id: one for one in page.told}
    about = known.get(mark.about or "")
    return about if about and about.claim.place.end <= start else None


def _implied(one: Statement, factor: float, *, bound: Bound) -> Reach:
    """What a figure, in its own per, is so many times of; a multiple that is hedged from below gives a base from above."""
    own = _each(one)
    low, high = factor * (1 - LOOSE), factor * (1 + LOOSE)
    if bound is Bound.AT_LEAST:
        low, high = factor, factor * 10
    if bound is Bound.AT_MOST:
        low, high = 1.0, factor
    widths = [
        Width(None if width.low is None else width.low / high, None if width.high is None else width.high / low)
        for width in own[:3]
    ]
    return Reach(widths[0], widths[1], widths[2], own.middle / factor)


def _base(page: Page, mark: Remark, one: Statement, every: Index, *, implied: Reach) -> Statement | None:
    """The statement that the words behind the multiple name, by its number in the same sentence, or by its body and its year."""
    text = page.report.document.text
    end = min(mark.place.end + REACH, page.sentences[one.id][1])
    behind = [other for other in page.told if mark.place.end <= other.claim.place.start < end and _same(one, other)]
    if behind and _THE.fullmatch(text[mark.place.end : behind[0].claim.place.start]):
        return behind[0]
    tail = text[mark.place.end : end].lower()
    named = [
        other
        for other in every[_thing(one)]
        if other is not one and other.claim.status not in NO_FACT and _named(tail, other)
    ]
    fit = [other for other in named if settle(implied, _each(other)) is Verdict.AGREES]  # a name alone accuses nobody
    return min(fit, key=lambda other: (other.report.document.id, place(other))) if fit else None


def _each(one: Statement) -> Reach:
    """A figure over its own unit of time."""
    return reach(one, floor=False).times(1 / (one.per_unit or 1.0))


def _thing(one: Statement) -> tuple[object, ...]:
    claim = one.claim
    return (claim.party, claim.measure, claim.figure.unit, claim.figure.per, claim.civilian, one.scope)


def _same(one: Statement, other: Statement) -> bool:
    return _thing(one) == _thing(other)


def _named(tail: str, other: Statement) -> bool:
    """Whether the words name the statement's body, and its year where they name any."""
    if not any(re.search(rf"\b{re.escape(name)}\b", tail) for name in hands(other) if len(name) > 2):
        return False
    years = {int(year) for year in re.findall(r"\b(?:19|20)\d\d\b", tail)}
    start, end = other.period.start, other.period.end
    return not years or (start is not None and end is not None and {start.year, end.year} == years)


def _alone(one: Statement, mark: Remark, implied: Reach) -> Finding:
    return wording.finding(
        Kind.MULTIPLE,
        Verdict.IMPLIED,
        severity=Severity.NOTE,
        sentence=f"{wording.gave(one)}, “{mark.quote}” another figure. That other figure would be about {wording.number(implied.middle)}.",
        of=[one],
        remarks=[mark],
        numbers=[("implied base", implied.middle)],
    )


def _beside(one: Statement, mark: Remark, implied: Reach, base: Statement) -> Finding:
    stated = _each(base)
    verdict, apart = settle(implied, stated), gap(implied.bounds, stated.bounds)
    return wording.finding(
        Kind.MULTIPLE,
        verdict,
        severity=severity(verdict, apart=apart),
        sentence=f"{wording.gave(one)}, “{mark.quote}” another figure. That other figure would be about {wording.number(implied.middle)}. "
        f"{wording.gave(base)}. {wording.follows(verdict)}",
        of=[one, base],
        remarks=[mark],
        numbers=[("implied base", implied.middle), ("stated", stated.middle)],
    )


def _to_one(page: Page, mark: Remark) -> Finding | None:
    """So many to one, of the two figures told just before it in a sentence that says what they come to."""
    text, start = page.report.document.text, mark.place.start
    before = [one for one in page.told if one.claim.place.end <= start and start - one.claim.place.end < REACH][-2:]
    if len(before) < 2 or not _MADE.search(text[before[1].claim.place.end : start]):
        return None
    large, small = sorted(before, key=lambda one: one.middle, reverse=True)
    if not small.middle or large.claim.party == small.claim.party or large.claim.figure.per != small.claim.figure.per:
        return None
    assert mark.figure is not None
    value = float(mark.figure.numbers[0])
    loose = Width(value * (1 - LOOSE), value * (1 + LOOSE))
    made = reach(large, floor=False).over(reach(small, floor=False))
    said = Reach(loose, loose, loose, value)
    verdict, apart = settle(made, said), gap(made.bounds, said.bounds)
    return wording.finding(
        Kind.RATIO,
        verdict,
        severity=severity(verdict, apart=apart),
        sentence=f"{wording.gave(large)}. {wording.gave(small)}. The first is {wording.number(made.middle)} times the second; "
        f"the text says “{mark.quote}”. {wording.follows(verdict)}",
        of=[large, small],
        remarks=[mark],
        numbers=[("computed", made.middle), ("stated", value)],
    )
