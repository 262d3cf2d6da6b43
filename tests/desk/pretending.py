"""A check for tests of what stands around the checks: it holds each two claims of one measure, party and time against each other."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Mapping
from itertools import combinations
from typing import Any

from muster.account import wording
from muster.account.chart import Chart
from muster.account.statement import statements
from muster.claims import Document
from muster.claims.finding import Finding, Kind, Severity, Verdict
from muster.claims.report import Report
from muster.claims.war import War
from muster.ledger import Ledger
from muster.reading.reader import read

ASKED: list[dict[str, Any]] = []  # what the check was last given


def check(
    reports: Iterable[Report],
    *,
    wars: Mapping[str, War],
    chart: Chart | None = None,
    about: Collection[str] = (),
    step: object = None,
) -> list[Finding]:
    """Rivals where two figures do not meet, notes of agreement where they do."""
    reports = list(reports)
    ASKED[:] = [{"documents": [one.document.id for one in reports], "chart": chart, "about": set(about)}]
    found = []
    for one, other in combinations(statements(reports, wars=wars, chart=chart), 2):
        same = [
            (s.claim.measure, str(s.claim.party), s.claim.civilian, s.claim.period, s.claim.war) for s in (one, other)
        ]
        if same[0] != same[1] or one.id == other.id:
            continue
        meets = one.total.meets(other.total)
        found.append(
            wording.finding(
                Kind.PARTS if meets else Kind.RIVAL,
                Verdict.AGREES if meets else Verdict.NOT_BOTH,
                severity=Severity.NOTE if meets else Severity.SERIOUS,
                sentence=f"{wording.told(one)} and {wording.told(other)} {'agree' if meets else 'cannot both hold'}.",
                of=[one, other],
                numbers=[("one", one.middle), ("other", other.middle)],
            )
        )
    return sorted((one for one in found if not about or set(one.documents) & set(about)), key=lambda one: one.order)


def report(text: str, *, title: str, published: str | None = "2024-12-09") -> Document:
    """A report of that day."""
    return Document(
        text=text, title=title, published=dt.date.fromisoformat(published) if published else None, origin=f"{title}.txt"
    )


def keep(ledger: Ledger, document: Document) -> None:
    """Read it and keep it."""
    ledger.add(document, read(document))
