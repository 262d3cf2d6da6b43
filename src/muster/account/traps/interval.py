"""A central value outside its own interval, or inside it.

Invariant: a point is held against an interval only where the words make it the middle of that very interval.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from muster.account import wording
from muster.account.statement import Statement, alike
from muster.account.traps.telling import Telling, around, grouped, one_voice, subject, words
from muster.account.widths import as_bounds
from muster.claims.figure import Bound
from muster.claims.finding import Finding, Kind, Severity, Verdict

REACH = 70  # characters before or behind a point in which words can make it the middle
FAR = 0.10  # of the nearer end: from which what lies outside is grave
_OPENED = re.compile(r"^\W{0,3}[(\[](?:\s*(?:95|90|80|50)\s?%[^\d(]{0,40}|[^\d()]{0,25})?$")
_NOTED = re.compile(r"\bcentral (?:estimate )?(\d[\d,]*)|\b(\d[\d,]*) central\b", re.IGNORECASE)


def outside(telling: Telling) -> Iterator[Finding]:
    """Central values against their intervals."""
    for group in grouped(telling.facts, lambda one: (*subject(one), str(one.claim.figure.per))).values():
        ranges = [one for one in group if one.claim.figure.bound is Bound.BETWEEN]
        for one in ranges:
            if (noted := _noted(one)) is not None:
                yield _finding(one, None, point=noted)
        if len(ranges) == len(group):
            continue
        points = grouped(
            [one for one in group if one.point and not one.report.table],
            lambda one: one.report.document.id,
        )
        for one in ranges:
            for point in points.get(one.report.document.id, ()):
                if one_voice(one, point) and alike(one, point) and _middle(point, one):
                    yield _finding(one, point, point=float(point.claim.figure.numbers[0]))


def _noted(one: Statement) -> float | None:
    found = _NOTED.search(one.claim.scope or "") if one.report.table else None
    return float((found[1] or found[2]).replace(",", "")) if found else None


def _middle(point: Statement, one: Statement) -> bool:
    """Whether the words make the point the middle of the interval: a word for it beside the point and the interval in the same sentence
    or the next, or the interval in brackets right behind it."""
    text, first, last = point.report.document.text, point.claim.place, one.claim.place
    between = text[first.end : last.start]
    if first.end <= last.start and _OPENED.search(between) and len(between) < 60:
        return True
    gap = text[min(first.end, last.end) : max(first.start, last.start)]
    if len(gap) > 250 or "\n" in gap.strip():
        return False
    before, after = around(point, REACH)
    clause_before = re.split(r"[.;!?]\s", before)[-1]
    clause_after = re.split(r"[.;!?]\s|\d", after)[0]
    return bool(words("central").search(f"{clause_before} | {clause_after}"))


def _finding(one: Statement, point_told: Statement | None, *, point: float) -> Finding:
    width = as_bounds(one.claim)
    low, high = float(one.claim.figure.numbers[0]), float(one.claim.figure.numbers[-1])
    inside = width.holds(point)
    nearer = low if point < low else high
    grave = not inside and nearer > 0 and abs(point - nearer) > FAR * nearer
    severity = Severity.NOTE if inside else (Severity.GRAVE if grave else Severity.SERIOUS)
    verdict = Verdict.AGREES if inside else Verdict.FAILS
    where = "inside" if inside else "outside"
    return wording.finding(
        Kind.OUTSIDE_INTERVAL,
        verdict,
        severity=severity,
        sentence=(
            f"{wording.teller(one)} gave {wording.number(point)} {wording.measure_words(one.claim.measure)} as the best figure, "
            f"with an interval of {wording.number(low)} to {wording.number(high)}. It lies {where} its own interval."
        ),
        of=[one, *([point_told] if point_told else [])],
        numbers=[("central", point), ("low", low), ("high", high)],
    )
