"""Which of two findings on one thing is told: the plainer.

Invariant: a contradiction yields to a failure of arithmetic that names all its claims, and a note yields to a failure over the same words.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from muster.claims.finding import Finding, Kind, Severity, Verdict

_PLAINER = frozenset({Kind.RATIO, Kind.RATE, Kind.PARTS, Kind.SHARE, Kind.MULTIPLE, Kind.UNIT_PAIR, Kind.CHANGE})
_NOTES = frozenset({Kind.MULTIPLE, Kind.CHANGE})


def settled(found: Sequence[Finding]) -> list[Finding]:
    """The findings without those that another tells more plainly."""
    failures = [one for one in found if one.kind in _PLAINER and one.verdict in (Verdict.FAILS, Verdict.FALSE)]
    return [one for one in found if not _yields(one, failures)]


def _yields(one: Finding, failures: Iterable[Finding]) -> bool:
    if one.kind is Kind.CONTRADICTION:
        its = set(one.claims)
        return any(its <= set(other.claims) for other in failures)
    if one.kind not in _NOTES or one.severity is not Severity.NOTE:
        return False
    return any(
        other.kind in _NOTES and other is not one and _over_one(one, other) and set(one.claims) <= set(other.claims)
        for other in failures
    )


def _over_one(one: Finding, other: Finding) -> bool:
    return any(place.overlaps(there) for place in one.remarks for there in other.remarks)
