"""All that the numbers of passages come to, and which of it other checks have told already."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence

from muster.account.numbers.changes import changes
from muster.account.numbers.multiples import multiples
from muster.account.numbers.passage import Passage, passage
from muster.account.numbers.ratios import ratios
from muster.account.numbers.shares import shares
from muster.account.numbers.units import intervals, units
from muster.account.statement import Statement
from muster.claims.finding import Finding, Kind, Severity, Verdict
from muster.claims.report import Report

CHECKS: tuple[Callable[[Passage], Iterator[Finding]], ...] = (shares, ratios, changes, multiples, units, intervals)
_ONE = frozenset({Kind.CHANGE, Kind.MULTIPLE, Kind.PERCENT_BASE})  # told of one comparison by one check or another


def numbers(statements: Iterable[Statement], reports: Iterable[Report], *, told: Sequence[Finding]) -> list[Finding]:
    """The findings of the numbers of each text, but those that speak of what `told` speaks of."""
    its = defaultdict(list)
    for one in statements:
        its[one.report.document.id].append(one)
    known = defaultdict(list)
    for finding in told:
        for document in finding.documents:
            known[document].append(finding)
    found: list[Finding] = []
    for report in sorted(reports, key=lambda report: report.document.id):
        if report.table:
            continue
        page, name = passage(report, its[report.document.id]), report.document.id
        own = [one for check in CHECKS for one in check(page) if not any(_same(one, other) for other in known[name])]
        found += {(one.kind, one.verdict, one.claims or one.id, one.numbers[:1]): one for one in reversed(own)}.values()
    return found


def _same(one: Finding, other: Finding) -> bool:
    """Whether two findings are of one comparison: of one kind, and of the same claims or of the same words."""
    if other.severity is Severity.NOTE and (other.verdict is Verdict.IMPLIED or one.severity is not Severity.NOTE):
        return False
    if one.kind is not other.kind and not {one.kind, other.kind} <= _ONE:
        return False
    if one.claims and set(one.claims) <= set(other.claims):
        return True
    return any(place.overlaps(there) for place in one.remarks for there in other.remarks)
