"""What indicators look at: the claims of a party in one war, the findings on them, an estimate and an outlook where there are any.

Invariant: the order in which claims and findings came changes nothing; each claim counts once.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from muster.account.draws import Draws, month_end
from muster.account.flows import Flow
from muster.account.known import Known, known
from muster.account.origins.every import origins
from muster.account.origins.graph import Origins
from muster.account.statement import Statement, side
from muster.account.system import System
from muster.claims.claim import Place
from muster.claims.finding import Finding
from muster.claims.measures import MEASURES, Measure
from muster.claims.party import Party
from muster.claims.report import Report


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """Of one `party` in a war's `system`: its `statements` in the order they were published, the `series` that they make, who rests on whom
    (`origins`, over all parties), the `findings` that speak of it and stand, the places of the remarks that some check `tried`, be its
    finding set aside; the draws of an estimate (`account`) and of an outlook (`ahead`), None where there are none, and why there is
    `no_ahead`; `today`, up to which what is told is known."""

    system: System
    party: str
    today: dt.date
    statements: tuple[Statement, ...]
    series: tuple[Known, ...]
    findings: tuple[Finding, ...]
    origins: Origins = field(repr=False)
    account: Draws | None = None
    ahead: Draws | None = None
    tried: frozenset[Place] = frozenset()
    no_ahead: str = ""

    @property
    def side(self) -> str:
        """The party's name in the war."""
        return side(Party(self.party), self.system.war)

    @property
    def reports(self) -> dict[str, Report]:
        """The reports in which the party's claims stand, by their documents' ids."""
        return {one.report.document.id: one.report for one in self.statements}

    def told(self, *measures: Measure, whole: bool = True) -> list[Statement]:
        """The facts of these measures; with `whole` those of no part alone."""
        return [
            one for one in self.statements if one.claim.measure in measures and one.fact and not (whole and one.scope)
        ]

    def since(self, days: float) -> dt.date:
        """The day so many days ago."""
        return dt.date.fromordinal(max(1, self.today.toordinal() - round(days)))


def seen(
    system: System,
    *,
    party: str,
    findings: Iterable[Finding] = (),
    account: Draws | None = None,
    ahead: Draws | None = None,
    today: dt.date | None = None,
    graph: Origins | None = None,
) -> Seen:
    """What there is to look at of a party. Of the findings those count that speak of one of its claims, or of none and of this party or a
    report of its claims; `today` is the last day on which a claim of the war was published where it is not said, and `graph` spares the
    making of who rests on whom."""
    every = _once(system)
    its = [
        one for one in every if one.claim.party is not None and one.claim.party.code == party and not one.claim.civilian
    ]
    own = {one.id for one in its}
    documents = {one.report.document.id for one in its}
    found = list(findings)
    about = {one.id: one for one in found if _speaks(one, party, own=own, documents=documents)}
    return Seen(
        system=system,
        party=party,
        today=today or _last(every),
        tried=places(found),
        statements=tuple(its),
        series=tuple(known(its)),
        findings=tuple(about[id_] for id_ in sorted(about)),
        origins=origins(every) if graph is None else graph,
        account=account if account is not None and party in account.parties else None,
        ahead=ahead if ahead is not None and party in ahead.parties else None,
    )


def places(findings: Iterable[Finding]) -> frozenset[Place]:
    """Where the remarks stand that these findings speak of."""
    return frozenset(place for one in findings for place in one.remarks)


def last_known(system: System) -> dt.date:
    """The last day on which a claim of a war was published; where nothing says when any was, the last of which a fact tells, and the first
    of the calendar where none does."""
    return _last(_once(system))


def _once(system: System) -> list[Statement]:
    """All statements of a system, each once, in the order they were published."""
    rows = [*system.rows, *system.revised]
    its = {one.id: one for one in [*(passed.statement for passed in system.passed), *(row.statement for row in rows)]}
    return sorted(its.values(), key=published_first)


def _last(its: Sequence[Statement]) -> dt.date:
    published = [one.published for one in its if one.published is not None]
    told = [one.period.end for one in its if one.period.end is not None and one.fact]
    return max(published or told, default=dt.date.min)


def published_first(one: Statement) -> tuple[object, ...]:
    """Order by publication, then by place."""
    place = one.claim.place
    return (one.published or dt.date.min, place.document, place.start, one.id)


def _speaks(one: Finding, party: str, *, own: set[str], documents: set[str]) -> bool:
    if set(one.claims) & own:
        return True
    of_party = one.party is not None and one.party.code == party
    return not one.claims and (of_party or one.party is None) and bool(set(one.documents) & documents)


def told_on(finding: Finding, seen: Seen) -> dt.date | None:
    """When the last of what a finding speaks of was published."""
    by_id = {one.id: one for one in seen.statements}
    days = [by_id[id_].published for id_ in finding.claims if id_ in by_id]
    reports = seen.reports
    if not any(days):
        days += [reports[id_].document.published for id_ in finding.documents if id_ in reports]
    return max((one for one in days if one is not None), default=None)


def spoken_of(seen: Seen) -> tuple[Flow, ...]:
    """The flows of the account that some claim speaks of; the others are what was assumed of them."""
    draws = seen.account
    if draws is None:
        return ()
    return tuple(draws.informed.get(seen.party, draws.flow_names))


def no_estimate(seen: Seen, *, newest: float) -> str:
    """Why no estimate answers for now, and what to run; empty where one does."""
    run = f"muster estimate --party {seen.party}"
    if seen.account is None:
        return f"No good estimate of {seen.side} is kept: {run} makes one."
    last = month_end(seen.account.months[-1])
    if last < seen.since(newest):
        return f"The estimate of {seen.side} ends with {last:%B %Y} and tells nothing of now: {run} makes a newer one."
    return ""


def last_told(its: Sequence[Statement], *, upto: dt.date) -> dt.date | None:
    """The last day of which one of these tells, not after another."""
    return max((min(one.period.end, upto) for one in its if one.period.end is not None), default=None)


GAINS = (Measure.RECRUITED, Measure.MOBILISED, Measure.CONSCRIPTED, Measure.FOREIGN, Measure.CONVICTS)
LOSSES = tuple(one for one, about in MEASURES.items() if about.group == "loss")
TOLLS = (Measure.LOSSES, Measure.KILLED_WOUNDED, Measure.KILLED)
