"""What each word means, what is assumed, by what rules a sign is raised, and what made all of it."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from muster.claims.document import bare
from muster.claims.kinds import KINDS, SEVERITIES, VERDICTS
from muster.claims.measures import MEASURES, STATUSES
from muster.desk import meaning
from muster.desk.settings import in_a_line, listed
from muster.web.rendering import page
from muster.web.site import Site, site_of


def method(request: Request) -> Response:
    """All of it on one page."""
    site = site_of(request)
    return page(
        request,
        "method.html.j2",
        title="Method",
        measures=MEASURES,
        statuses=STATUSES,
        kinds=KINDS,
        verdicts=VERDICTS,
        severities=SEVERITIES,
        signs=meaning.signs(site.settings),
        questions=meaning.questions(),
        assumptions=meaning.assumptions(),
        readers=site.worked_out("readers", lambda: meaning.readers(site.settings)),
        versions=meaning.versions(),
        settings=_settings(site),
        address=site.address,
        note=f"{site.settings.ledger.name}.serving",
    )


def _settings(site: Site) -> list[tuple[str, object, str]]:
    """Each setting on a line with where it comes from; for the public those that bear on what is shown, and of files their names."""
    every = listed(site.settings)
    if not site.public:
        return [(one.name, in_a_line(one.value), one.origin) for one in every]
    named = {"ledger": bare(str(site.settings.ledger)), "wars": [bare(str(path)) for path in site.settings.wars]}
    return [
        (one.name, in_a_line(named.get(one.name, one.value)), bare(one.origin))
        for one in every
        if one.name in named or one.name.startswith(("chart.", "watch."))
    ]


ROUTES = (Route("/method", method),)
