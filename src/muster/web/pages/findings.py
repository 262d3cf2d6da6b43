"""The findings by kind, gravest first, with their sentences side by side; one with all that is known; setting aside and reopening."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import QueryParams
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from muster.claims.finding import GRAVEST_FIRST, Finding, Kind, Severity
from muster.claims.kinds import KINDS, SEVERITIES, VERDICTS, agrees, graver
from muster.claims.measures import MEASURES
from muster.desk import checking
from muster.desk.checking import Checked, Noted
from muster.web.asked import asked_of, number_of, one_of, words_of
from muster.web.checked import begin, checked, standing
from muster.web.forms import said
from muster.web.quotes import Quote, called, quotes
from muster.web.rendering import page, see
from muster.web.site import site_of

SHOWN = 15  # findings on a page
_QUOTES = 4  # sentences beside a finding in a list
_ASIDE = {"": "those that stand", "yes": "those set aside", "all": "both"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """Which findings: so grave and graver, of these kinds, party, measure and war; set `aside` or not; `agreeing` too."""

    severity: str = ""
    kind: str = ""
    party: str = ""
    measure: str = ""
    war: str = ""
    aside: str = ""
    agreeing: bool = False

    def holds(self, one: Noted) -> bool:
        """Whether it is asked for."""
        its = one.finding
        return (
            (not self.severity or its.severity in graver(Severity(self.severity)))
            and (not self.kind or its.kind == self.kind)
            and (not self.party or (its.party is not None and its.party.code == self.party))
            and (not self.measure or its.measure == self.measure)
            and (not self.war or its.war == self.war)
            and (self.aside == "all" or (one.aside is not None) == (self.aside == "yes"))
            and (self.agreeing or self.severity == Severity.NOTE or self.kind != "" or not agrees(its))
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """A finding on a page: its quotes, and how many more there are; `head` where it is the first of its kind there."""

    noted: Noted
    quotes: Sequence[Quote]
    more: int
    head: bool


def wanted_of(query: QueryParams) -> Wanted:
    """What a query asks for. Raises `UsageError` for a value that is none."""
    return Wanted(
        severity=one_of("severity", query.get("severity", ""), known=["", *GRAVEST_FIRST]),
        kind=one_of("kind", query.get("kind", ""), known=["", *Kind]),
        party=(words_of(query, "party") or "").upper(),
        measure=one_of("measure", query.get("measure", ""), known=["", *MEASURES]),
        war=words_of(query, "war") or "",
        aside=one_of("aside", query.get("aside", ""), known=_ASIDE),
        agreeing=one_of("agreeing", query.get("agreeing", ""), known=["", "yes"]) == "yes",
    )


def findings(request: Request) -> Response:
    """The findings that the address asks for."""
    site, query = site_of(request), request.query_params
    wanted = wanted_of(query)
    number = number_of(query, "page", least=1, most=1_000_000, otherwise=1)
    stand = standing(site)
    found = checked(site, stand.survey) if stand.survey else Checked()
    its = in_order([one for one in found.noted if wanted.holds(one)])
    pages = max(1, -(-len(its) // SHOWN))
    number = min(number, pages)
    return page(
        request,
        "findings.html.j2",
        title="Findings",
        stand=stand,
        found=found,
        wanted=wanted,
        asked=asked_of(query, "page"),
        total=len(its),
        shown=_shown(its[(number - 1) * SHOWN : number * SHOWN]),
        counts=_counts(its),
        number=number,
        pages=pages,
        hidden=sum(agrees(one.finding) and one.aside is None for one in found.noted),
        kinds=KINDS,
        severities=SEVERITIES,
        measures=MEASURES,
        asides=_ASIDE,
        parties=sorted({one.finding.party.code for one in found.noted if one.finding.party}),
        wars=sorted({one.finding.war for one in found.noted if one.finding.war}),
    )


def in_order(its: Sequence[Noted]) -> list[Noted]:
    """By kind, the kinds with the gravest findings first; within one as the check has them."""
    gravest: dict[Kind, int] = {}
    for one in its:
        rank = GRAVEST_FIRST.index(one.finding.severity)
        gravest[one.finding.kind] = min(rank, gravest.get(one.finding.kind, rank))
    return sorted(its, key=lambda one: (gravest[one.finding.kind], tuple(Kind).index(one.finding.kind)))


def _shown(its: Sequence[Noted]) -> list[Shown]:
    before: Kind | None = None
    found = []
    for one in its:
        more = len(one.claims) + len(one.remarks) - _QUOTES
        head = one.finding.kind is not before
        found.append(Shown(noted=one, quotes=quotes(one, most=_QUOTES), more=max(0, more), head=head))
        before = one.finding.kind
    return found


def _counts(its: Sequence[Noted]) -> list[tuple[Kind, Mapping[Severity, int], int]]:
    """Of each kind how many there are by severity, in the order of `its`."""
    counted: dict[Kind, Counter[Severity]] = {}
    for one in its:
        counted.setdefault(one.finding.kind, Counter())[one.finding.severity] += 1
    return [(kind, count, count.total()) for kind, count in counted.items()]


# ------------------------------------------------------------------ one of them
def finding(request: Request) -> Response:
    """All of one finding, with every claim that it speaks of."""
    site, name = site_of(request), request.path_params["finding"]
    stand = standing(site)
    if stand.survey is None:
        return page(request, "finding.html.j2", title="A finding", stand=stand, noted=None)
    found = checked(site, stand.survey)
    noted = checking.find(found, name)
    its = noted.finding
    return page(
        request,
        "finding.html.j2",
        title=f"{KINDS[its.kind].title}: {its.verdict.value.replace('_', ' ')}",
        stand=stand,
        noted=noted,
        about=KINDS[its.kind],
        verdict=VERDICTS[its.verdict],
        severity_words=SEVERITIES[its.severity],
        quotes=quotes(noted),
        documents=[(document, called(document)) for document in noted.documents],
        numbers=[(name.replace("_", " "), f"{value:,.6g}") for name, value in its.numbers],
        history=checking.said_of(site.settings, its.id),
        also=_also(noted, found),
        reviewer=site.settings.reviewer,
    )


def _also(noted: Noted, found: Checked) -> list[Finding]:
    """What else is said of the very same claims."""
    same = {said.id for said in noted.claims}
    return [
        one.finding
        for one in found.noted
        if same
        and one is not noted
        and len(one.claims) == len(noted.claims)
        and {said.id for said in one.claims} == same
    ][:10]


async def aside(request: Request) -> Response:
    """Set a finding aside, with a reason."""
    words = await said(request, "why", "by")
    return await run_in_threadpool(_judged, request, words, True)


async def reopen(request: Request) -> Response:
    """Open one again that was set aside."""
    words = await said(request, "why", "by")
    return await run_in_threadpool(_judged, request, words, False)


def _judged(request: Request, words: Mapping[str, str], set_aside: bool) -> Response:
    site, name = site_of(request), request.path_params["finding"]
    how: dict[str, Any] = {"why": words["why"], "by": words["by"] or site.settings.reviewer}
    if not set_aside:
        judgement, _ = checking.reopen(site.settings, name, **how)
        return see(f"/findings/{judgement.finding}")
    stand = standing(site)
    if stand.survey is None:
        raise HTTPException(
            503, "The claims have not been checked yet; nothing was set aside. Come back when the check is through."
        )
    found = checking.find(checked(site, stand.survey), name).finding
    checking.put_aside(site.settings, found, **how)
    return see(f"/findings/{found.id}")


# ------------------------------------------------------------------ the check
async def check(request: Request) -> Response:
    """Check all claims anew, and go back to the page that asked for it."""
    words = await said(request, "to")
    await run_in_threadpool(begin, site_of(request))
    return see(words["to"] if words["to"] in _FROM else "/findings")


_FROM = ("/", "/findings", "/sources")

ROUTES = (
    Route("/check", check, methods=["POST"]),
    Route("/findings", findings),
    Route("/findings/{finding}", finding),
    Route("/findings/{finding}/aside", aside, methods=["POST"]),
    Route("/findings/{finding}/reopen", reopen, methods=["POST"]),
)
