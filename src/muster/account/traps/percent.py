"""A percentage on the wrong base: 37,877 counted of 64,260 is 41 % too few, and the truth is 70 % more.

Invariant: a percentage is held only against two figures of one thing that stand with it in a sentence or the one before, and is accused
only where it fits the other base and not its own.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import combinations

from muster.account import wording
from muster.account.statement import Statement
from muster.account.traps.telling import Telling, grouped, place_of, words
from muster.claims import passages
from muster.claims.finding import Finding, Kind, Severity, Verdict
from muster.claims.report import Report

POINT = 1.5  # percentage points that a rounded percentage may be off, at most
CLEAR = 2.0  # points that it must be off its own base to be accused
MOST = 12  # figures around a percentage that can be its base: a sentence with more is a table
SOME = 5.0  # percent: below, the two bases give nearly one number
_PERCENT = re.compile(r"(?<![\d.,])(\d{1,3}(?:\.\d+)?)\s?(?:%|per ?cent\b|percent\b)")


def wrong_bases(telling: Telling) -> Iterator[Finding]:
    """Percentages between two figures."""
    its = [one for one in telling.every if one.claim.figure.unit in ("person", "km2") and not one.report.table]
    for group in grouped(its, lambda one: one.report.document.id).values():
        yield from _of_report(group[0].report, sorted(group, key=place_of))


def _of_report(report: Report, its: Sequence[Statement]) -> Iterator[Finding]:
    text = report.document.text
    for found in _PERCENT.finditer(text):
        way = _way(text, found)
        if not way:
            continue
        first, last = passages.sentence(text, found.span())
        before = passages.sentence(text, (max(0, first - 3), max(1, first - 2)))[0] if first > 3 else first
        near = [one for one in its if before <= one.claim.place.start < last]
        near = sorted(near, key=lambda one: abs(one.claim.place.start - found.start()))[:MOST]
        told = float(found[1])
        best = None
        for one, other in combinations(near, 2):
            if _comparable(one, other) and (said := _held(one, other, told=told, way=way)):
                best = min(best or said, said, key=lambda held: (held[0], held[1]))
        if best:
            yield _finding(best, told=told, way=way)


def _way(text: str, found: re.Match[str]) -> str:
    after = text[found.end() : found.end() + 45].partition("\n")[0]
    before = re.split(r"[.;!?]\s|\n", text[max(0, found.start() - 60) : found.start()])[-1]
    if words("more").search(after):
        return "more"
    if words("less").search(after):
        return "less"
    if words("more_before").search(before):
        return "more"
    return "less" if words("less_before").search(before) else ""


def _comparable(one: Statement, other: Statement) -> bool:
    a, b = one.claim, other.claim
    return (
        (a.party, a.measure, a.civilian, a.figure.per, a.figure.unit)
        == (b.party, b.measure, b.civilian, b.figure.per, b.figure.unit)
        or (
            a.party == b.party
            and a.figure.per == b.figure.per
            and {a.measure.value, b.measure.value} == {"killed", "obituaries"}
        )
    ) and _number(one) != _number(other)


def _number(one: Statement) -> float:
    return float(sum(one.claim.figure.numbers)) / len(one.claim.figure.numbers)


_Held = tuple[int, float, Statement, Statement, float, float]


def _held(one: Statement, other: Statement, *, told: float, way: str) -> _Held | None:
    """Whether the percentage fits the two figures on its own base (0) or on the other alone (1), and how far off it is."""
    small, great = sorted((one, other), key=_number)
    if _number(small) <= 0:
        return None
    gap = _number(great) - _number(small)
    up, down = 100 * gap / _number(small), 100 * gap / _number(great)
    right, wrong = (up, down) if way == "more" else (down, up)
    slack = min(POINT, max(0.6, 0.03 * told))
    if told < SOME:
        return None
    if abs(told - right) <= slack:
        return 0, abs(told - right), small, great, right, wrong
    if abs(told - wrong) <= slack and abs(told - right) > CLEAR:
        return 1, abs(told - wrong), small, great, right, wrong
    return None


def _finding(best: _Held, *, told: float, way: str) -> Finding:
    fails, _, small, great, right, wrong = best
    low, high = wording.figure(small), wording.figure(great)
    direction = {"more": "more", "less": "fewer"}[way]
    base = wording.number(_number(small) if way == "more" else _number(great))
    sentence = f"{high} against {low}: {told:g} % {direction} than {base} is right"
    if fails:
        first, second = (great, small) if way == "more" else (small, great)
        opposite = "fewer" if way == "more" else "more"
        sentence = (
            f"The text has {told:g} %, but {wording.number(_number(first))} is {right:.0f} % {direction} than "
            f"{wording.number(_number(second))}. {wrong:.0f} % is how many {opposite} the other is: the percentage is on the wrong base"
        )
    return wording.finding(
        Kind.PERCENT_BASE if fails else Kind.CHANGE,
        Verdict.FAILS if fails else Verdict.TRUE,
        severity=Severity.SERIOUS if fails else Severity.NOTE,
        sentence=f"{sentence}.",
        of=[small, great],
        numbers=[("told", told), ("on_its_base", right), ("on_the_other", wrong)],
    )
