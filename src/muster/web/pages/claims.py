"""The claims of the ledger in a table with their facets, and one claim with all that is known of it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from muster.claims import passages
from muster.claims.measures import MEASURES, STATUSES
from muster.desk import steps
from muster.desk.rows import tabulated
from muster.web.asked import SORTS, STATES, filter_of
from muster.web.rendering import page
from muster.web.site import site_of

_SHOWN = 100


def claims(request: Request) -> Response:
    """The claims that the address asks for."""
    site = site_of(request)
    wanted = filter_of(request.query_params, limit=_SHOWN)
    return page(
        request,
        "claims.html.j2",
        title="Claims",
        held=list(steps.claims(site.settings, wanted)),
        asked=wanted,
        query=request.query_params,
        measures=MEASURES,
        statuses=STATUSES,
        states=STATES,
        sorts=SORTS,
    )


def claim(request: Request) -> Response:
    """All that is known of one claim."""
    site = site_of(request)
    shown = steps.show(site.settings, request.path_params["claim"])
    text, place = shown.document.text, (shown.place.start, shown.place.end)
    first, last = passages.paragraph(text, place)
    return page(
        request,
        "claim.html.j2",
        title=f"Claim {shown.held.claim.quote}",
        shown=shown,
        held=shown.held,
        before=text[first : place[0]],
        figure=text[slice(*place)],
        after=text[place[1] : last],
        heading=passages.heading(text, place),
        fields=_fields(shown),
        account=tabulated(site.settings, shown.held.original.id),
    )


def _fields(shown: steps.Shown) -> Sequence[dict[str, Any]]:
    """Each field with its value, the words that decided it, the rule and how sure that is."""
    text, claim = shown.document.text, shown.held.claim
    values = {
        "measure": claim.measure.value, "party": claim.party and claim.party.code, "civilian": "yes" if claim.civilian else "no",
        "status": claim.status.value, "speaker": claim.speaker, "source": claim.source, "scope": claim.scope, "war": claim.war,
    }  # fmt: skip
    found = []
    for trace in shown.traces:
        words = [text[start:end] for start, end in trace.words]
        found.append(
            {
                "name": trace.field,
                "value": values.get(trace.field) or "",
                "words": words,
                "rule": trace.rule,
                "confidence": trace.confidence,
            }
        )
    return found


ROUTES = (Route("/claims", claims), Route("/claims/{claim}", claim))
