"""Comparisons: the reader's remarks tried against the series and the claims at hand.

Invariant: the same material gives the same findings in the same order, whatever order it came in; a remark that cannot be understood gives
none.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from muster.account.comparisons.about import subjects
from muster.account.comparisons.benchmarks import benchmarks
from muster.account.comparisons.changes import changes
from muster.account.comparisons.exceeds import exceeds
from muster.account.comparisons.multiples import multiples
from muster.account.comparisons.records import records
from muster.account.comparisons.streaks import streaks
from muster.account.comparisons.targets import targets
from muster.account.comparisons.thresholds import thresholds
from muster.account.known import Known
from muster.account.statement import Statement
from muster.claims.finding import Finding
from muster.claims.report import Report
from muster.claims.war import War


def comparisons(
    statements: Sequence[Statement], reports: Iterable[Report], *, series: Sequence[Known], wars: Mapping[str, War]
) -> list[Finding]:
    """What the records, streaks, changes, excesses, benchmarks and targets of the reports come to. `series` is `known(statements)`."""
    its = sorted(
        statements, key=lambda one: (one.report.document.id, one.claim.place.start, one.claim.place.end, one.id)
    )
    its_reports = list(reports)
    of = subjects(its, its_reports, wars=wars)
    marks = list(thresholds(its, its_reports, series=series, wars=wars))
    passed = frozenset(claim for one in marks for claim in one.claims)
    found = [
        *marks,
        *records(of, series, passed=passed),
        *streaks(of, series),
        *changes(of, series),
        *exceeds(of, its, series=series),
    ]
    found += [*multiples(of, series), *benchmarks(of, its, wars=wars), *targets(of, its)]
    return sorted({one.id: one for one in found}.values(), key=lambda one: one.order)
