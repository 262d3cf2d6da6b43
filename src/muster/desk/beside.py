"""What stands beside the claims of a brief: what the checks say of them, and who rests on whom.

Invariant: nothing is read anew and nothing is kept; a finding or an edge names claims by the anchors that the brief knows them by, and
leaves out those that it does not.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence

from muster.account import checks
from muster.account.chart import overlaid
from muster.account.origins.graph import Edge
from muster.brief.composition import Source
from muster.brief.given import Aside, Body, Given, Rest, Told
from muster.claims.report import Report
from muster.claims.war import wars_with
from muster.desk.settings import Settings
from muster.ledger.findings import Judgement

Tell = Callable[[str], None]


def reports_of(sources: Iterable[Source]) -> list[Report]:
    """What was read, as the checks take it; a document that was given twice counts once."""
    return [
        Report(
            document=one.document,
            claims=one.reading.claims,
            remarks=one.reading.remarks,
        )
        for one in {source.document.id: source for source in sources}.values()
    ]


def anchors_of(sources: Iterable[Source], reports: Iterable[Report]) -> dict[str, str]:
    """The anchor in the brief of each claim of the reports: the id under which it was read, or which it has here as a copy."""
    read = {
        source.at_home[claim.id][0] if claim.id in source.at_home else claim.id: claim.id
        for source in sources
        for claim in source.reading.claims
    }
    ids = {claim.id: report.ids.get(claim.id, claim.id) for report in reports for claim in report.claims}
    return {claim: read[id_] for claim, id_ in ids.items() if id_ in read}


def beside(
    reports: Sequence[Report],
    settings: Settings,
    *,
    anchors: Mapping[str, str],
    aside: Mapping[str, Judgement] | None = None,
    tell: Tell,
) -> Given:
    """What the checks say of these reports, with what people said of it, and who rests on whom in them."""
    claims = sum(len(one.claims) for one in reports)
    examined = checks.examine(
        reports,
        wars=wars_with(settings.wars),
        chart=overlaid(settings.chart, where=settings.origins["chart"]),
        step=lambda what: tell(f"Checking {claims:,} claims: {what}"),
    )
    judged = aside or {}
    return Given(
        findings=tuple(
            Told(finding=one, claims=_known(one.claims, anchors), aside=_aside(judged.get(one.id)))
            for one in examined.findings
        ),
        bodies=tuple(
            Body(key=node.key, name=node.name, outlet=node.kind == "outlet") for node in examined.origins.nodes
        ),
        rests=tuple(_rest(edge, anchors) for edge in examined.origins.edges),
    )


def _known(claims: Iterable[str], anchors: Mapping[str, str]) -> tuple[str, ...]:
    return tuple(anchors[one] for one in claims if one in anchors)


def _aside(judgement: Judgement | None) -> Aside | None:
    return Aside(by=judgement.by, why=judgement.why, on=judgement.at.date()) if judgement else None


def _rest(edge: Edge, anchors: Mapping[str, str]) -> Rest:
    return Rest(
        child=edge.child,
        parent=edge.parent,
        by=edge.by.value,
        words=edge.words,
        claims=_known(edge.claims, anchors),
        mutual=edge.mutual,
    )
