"""Every check on what was read, as findings in one order: pure, so the same reports give the same findings whatever their order."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass

from muster.account.accusations import accusations
from muster.account.arithmetic.every import arithmetic
from muster.account.chart import Chart, shipped
from muster.account.comparisons.every import comparisons
from muster.account.known import known
from muster.account.numbers.every import numbers
from muster.account.once import told_once
from muster.account.origins.basis import findings as bases
from muster.account.origins.every import origins
from muster.account.origins.graph import Origins
from muster.account.statement import statements
from muster.account.system import systems
from muster.account.traps.every import traps
from muster.claims.finding import Finding
from muster.claims.report import Report
from muster.claims.war import War

Step = Callable[[str], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Examined:
    """What the checks made of reports: the findings, gravest first, and who rests on whom."""

    findings: tuple[Finding, ...]
    origins: Origins


def check(
    reports: Iterable[Report],
    *,
    wars: Mapping[str, War],
    chart: Chart | None = None,
    about: Collection[str] = (),
    step: Step = lambda _: None,
) -> list[Finding]:
    """The findings of these reports, gravest first. With `about`, ids of documents, only those that name one of them. `step` is told what
    is being done, for a person who waits."""
    return list(examine(reports, wars=wars, chart=chart, about=about, step=step).findings)


def examine(
    reports: Iterable[Report],
    *,
    wars: Mapping[str, War],
    chart: Chart | None = None,
    about: Collection[str] = (),
    step: Step = lambda _: None,
) -> Examined:
    """The same with the graph of who rests on whom, for whoever shows both."""
    chart = shipped() if chart is None else chart
    once = {(one.document.id, frozenset(claim.id for claim in one.claims)): one for one in reports}  # twice is once
    ordered = sorted(once.values(), key=lambda report: report.document.id)
    step("reading the claims as statements")
    its = statements(ordered, wars=wars, chart=chart)
    first = {one.id for one in its if one.report.document.id in about}
    found: list[Finding] = []
    for system in systems(its, wars=wars, chart=chart):
        step(f"asking whether any account admits them ({system.war.name if system.war else 'no known war'})")
        found += accusations(system, first=first)
    step("doing the arithmetic of the texts")
    found += arithmetic(its, ordered)
    step("trying what they compare")
    series = known(its)
    found += comparisons(its, ordered, series=series, wars=wars)
    step("looking for the well-known traps")
    found += traps(its, ordered, series=series)
    step("putting the numbers of each passage together")
    found += numbers(its, ordered, told=found)
    step("finding who rests on whom")
    graph = origins(its)
    found += bases(graph)
    if about:
        found = [one for one in found if set(one.documents) & set(about)]
    return Examined(findings=tuple(told_once(found)), origins=graph)
