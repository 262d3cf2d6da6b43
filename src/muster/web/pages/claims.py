"""The claims of the ledger in a table with their facets, to be taken along as a file, and one claim with all that is known of it."""

from __future__ import annotations

import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from muster.claims.errors import UsageError, ValueRefused
from muster.claims.figure import Bound
from muster.claims.measures import MEASURES, STATUSES
from muster.desk import copying, judging, steps
from muster.desk.rows import tabulated
from muster.desk.settings import Settings
from muster.web import present
from muster.web.asked import SORTS, STATES, asked_of, filter_of, one_of, part_of
from muster.web.judging import choices, entered, judged, laid_out, reviewer_of
from muster.web.rendering import link, page, see
from muster.web.site import Site, site_of

_SHOWN = 50
_TITLES = {
    "review": "Judged", "party": "Party", "measure": "Measure", "status": "Status", "bound": "Bound", "civilian": "Counts civilians",
    "war": "War", "speaker": "Said by", "publisher": "Published by",
}  # fmt: skip
_NAMES = {"speaker": "speaker_is", "publisher": "publisher_is"}
_FORMS = {"csv": "CSV, for a spreadsheet", "json": "JSON", "parquet": "Parquet"}


def claims(request: Request) -> Response:
    """The claims that the address asks for."""
    site, query = site_of(request), request.query_params
    wanted, part = filter_of(query), part_of(query, size=_SHOWN)
    found = _listed(site, wanted, part)
    rest = asked_of(query, "after", "before")
    names = [one.original.id for one in found.claims]
    return page(
        request,
        "claims.html.j2",
        title="Claims",
        found=found,
        asked=wanted,
        query=query,
        facets=_facets(found.facets, wanted, site.settings),
        sorts=SORTS,
        earlier=link("/claims", rest | {"before": names[0]}) if found.earlier and names else "",
        later=link("/claims", rest | {"after": names[-1]}) if found.later and names else "",
        everything=link("/claims", rest),
        copies=[(link(f"/claims.{form}", rest), title) for form, title in _FORMS.items()],
        narrowed=bool({name for name in rest if name != "sort" and any(rest[name])}),
    )


def _listed(site: Site, wanted: steps.Filter, part: steps.Part) -> steps.Listing:
    """The part, with what is the same on every page of it from memory."""
    state, question = site.state(), ("facets", replace(wanted, sort="published"))
    among = (
        site.worked_out(("worded", wanted.text), lambda: steps.worded(site.settings, wanted.text or ""))
        if wanted.text
        else None
    )
    facets = site.memo.get(question, state)
    found = steps.listed(
        site.settings, wanted, part=replace(part, facets=facets is None), among=among, judged=site.judged()
    )
    if facets is None:
        site.memo.put(question, found.facets, state=state)
        return found
    return replace(found, facets=facets)


def _facets(
    counted: Mapping[str, Sequence[tuple[str, int]]], wanted: steps.Filter, settings: Settings
) -> list[dict[str, Any]]:
    """Each facet with its values, in words, their numbers and whether they are chosen; a chosen value stands there though it has none."""
    chosen: dict[str, Sequence[str]] = {
        "review": wanted.review, "party": wanted.parties, "measure": wanted.measures, "status": wanted.statuses, "bound": wanted.bounds,
        "civilian": () if wanted.civilian is None else (str(wanted.civilian).lower(),), "war": wanted.wars, "speaker": wanted.speakers,
        "publisher": wanted.publishers,
    }  # fmt: skip
    said = _words(settings)
    found = []
    for name, title in _TITLES.items():
        values = dict(counted[name])
        values |= {value: 0 for value in chosen[name] if value not in values}
        options = [
            {"value": {"true": "yes", "false": "no"}.get(value, value) if name == "civilian" else value,
             "words": said.get((name, value), value), "number": number, "chosen": value in chosen[name]}
            for value, number in values.items()
        ]  # fmt: skip
        found.append(
            {
                "name": _NAMES.get(name, name),
                "title": title,
                "options": options,
                "open": bool(chosen[name]),
                "one": name == "civilian",
                "short": name not in _NAMES,
            }
        )
    return found


def _words(settings: Settings) -> Mapping[tuple[str, str], str]:
    """What the values of facets are called."""
    said = dict(present.words(settings))
    said |= {("measure", name.value): about.title for name, about in MEASURES.items()}
    said |= {("status", name.value): about.title for name, about in STATUSES.items()}
    said |= {("bound", name.value): name.value.replace("_", " ") for name in Bound}
    said |= {("civilian", "true"): "yes", ("civilian", "false"): "no"}
    said |= {(name, steps.NONE): "not stated" for name in _TITLES}
    return said | {("review", name): name for name in STATES}


# ------------------------------------------------------------------ to take along
def copies(request: Request) -> Response:
    """All the claims that the address asks for, as a file."""
    form = request.path_params["form"]
    if form not in copying.FORMS:
        raise HTTPException(404)
    wanted = filter_of(request.query_params)
    with tempfile.TemporaryDirectory(prefix="muster-") as folder:
        out = Path(folder) / "claims"
        copying.write(steps.claims(site_of(request).settings, wanted), form=form, out=out)
        data = out.read_bytes()
    headers = {"Content-Disposition": f'attachment; filename="muster-claims.{form}"'}
    return Response(data, media_type=copying.FORMS[form], headers=headers)


# ------------------------------------------------------------------ one claim
def claim(request: Request) -> Response:
    """All that is known of one claim."""
    return _claim(request)


def _claim(request: Request, *, wrong: str = "", form: Mapping[str, str] | None = None) -> Response:
    site = site_of(request)
    shown = steps.show(site.settings, request.path_params["claim"], judged=site.judged())
    name = shown.held.original.id
    account = one_of("account", request.query_params.get("account", "no"), known=("yes", "no")) == "yes"
    return page(
        request,
        "claim.html.j2",
        status=400 if wrong else 200,
        title=f"Claim {shown.held.claim.quote}",
        shown=shown,
        apart=judging.apart(shown.reviews, shown.taken_back),
        account=site.worked_out(("account", name), lambda: tabulated(site.settings, name)) if account else None,
        wrong=wrong,
        choices=choices(site),
        entered=entered(shown.held.claim, form),
        reviewer=reviewer_of(request),
        **laid_out(shown, site),
    )


async def judge(request: Request) -> Response:
    """A judgement on it, then the claim as it stands."""
    async with request.form(max_files=0, max_fields=40, max_part_size=10_000) as sent:
        form = {name: str(value) for name, value in sent.items()}
    try:
        review = await run_in_threadpool(judged, request, request.path_params["claim"], form=form)
    except (UsageError, ValueRefused) as error:
        said = str(error)
        return await run_in_threadpool(lambda: _claim(request, wrong=said, form=form))
    return see(f"/claims/{review.claim}")


ROUTES = (
    Route("/claims", claims),
    Route("/claims.{form}", copies),
    Route("/claims/{claim}", claim),
    Route("/claims/{claim}/judge", judge, methods=["POST"]),
)
