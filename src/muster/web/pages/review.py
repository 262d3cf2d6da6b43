"""The claims that wait for a judgement, one at a time and least certain first; those of which people think differently; taking back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from muster.claims.errors import UsageError, ValueRefused
from muster.claims.measures import MEASURES, STATUSES
from muster.desk import judging, steps
from muster.web.asked import SORTS, asked_of, filter_of, one_of, part_of, words_of
from muster.web.judging import choices, entered, judged, laid_out, name_reviewer, reviewer_of
from muster.web.present import parties
from muster.web.rendering import link, page, see
from muster.web.site import site_of

_OWN = ("claim", "last", "show", "why", "form")  # of the page's own names in its address, what is of one claim alone
_DIFFERING = 20


def review(request: Request) -> Response:
    """The claim that waits next, or where people differ."""
    show = one_of("show", request.query_params.get("show", "waiting"), known=("waiting", "differing"))
    return _differing(request) if show == "differing" else _waiting(request)


def _waiting(request: Request, *, wrong: str = "", form: Mapping[str, str] | None = None) -> Response:
    site, query = site_of(request), request.query_params
    wanted = replace(filter_of(query), review=("undecided",), sort=query.get("sort", "") or "confidence")
    part = replace(part_of(query, size=1), facets=False)
    found = steps.listed(site.settings, wanted, part=part, judged=site.judged())
    named = (form or {}).get("claim") or words_of(query, "claim")
    name = named or next((one.original.id for one in found.claims), "")
    rest = asked_of(query, *_OWN)
    shown = steps.show(site.settings, name, judged=site.judged()) if name else None
    last = words_of(query, "last")
    return page(
        request,
        "review.html.j2",
        status=400 if wrong else 200,
        title="Review",
        shown=shown,
        waiting=found.total,
        query=query,
        asked=wanted,
        parties=parties(site),
        sorts=SORTS,
        measures=MEASURES,
        statuses=STATUSES,
        skip=link("/review", rest | {"after": name}) if shown else "",
        again=link("/review", asked_of(query, *_OWN, "after", "before")),
        there=link("/review", rest),
        last=_said(request, last) if last else None,
        wrong=wrong,
        choices=choices(site),
        entered=entered(shown.held.claim, form) if shown else {},
        reviewer=reviewer_of(request),
        **(laid_out(shown, site) if shown else {}),
    )


def _said(request: Request, last: str) -> Mapping[str, Any] | None:
    """The judgement given last, for the line that can take it back: its claim, and what was said."""
    claim, _, review = last.partition(".")
    site = site_of(request)
    shown = steps.show(site.settings, claim, judged=site.judged())
    given = next((one for one in shown.reviews if one.id == review and one.id not in shown.taken_back), None)
    return {"review": given, "held": shown.held} if given else None


def _differing(request: Request) -> Response:
    found, total = judging.differing(site_of(request).settings, size=_DIFFERING)
    return page(request, "differing.html.j2", title="Judged differently", found=found, total=total)


# ------------------------------------------------------------------ what is sent
async def judge(request: Request) -> Response:
    """A judgement on the claim that was shown, then the one that waits next."""
    form = await _form(request)
    claim, query = form.get("claim", ""), request.query_params
    try:
        given = await run_in_threadpool(lambda: judged(request, claim, form=form, usual=True))
    except (UsageError, ValueRefused) as error:
        said = str(error)
        return await run_in_threadpool(lambda: _waiting(request, wrong=said, form=form))
    return see(link("/review", asked_of(query, *_OWN) | {"last": f"{given.claim}.{given.id}"}))


async def undo(request: Request) -> Response:
    """A judgement taken back, then the page that it was taken back on."""
    form, site = await _form(request), site_of(request)
    why, by = form.get("why", "").strip() or "a slip", reviewer_of(request)
    await run_in_threadpool(lambda: steps.take_back(site.settings, request.path_params["review"], why=why, by=by))
    return see(form.get("next", "") or "/review")


async def reviewer(request: Request) -> Response:
    """Another name to judge under, then the page that it was said on."""
    form = await _form(request)
    answer = see(form.get("next", "") or "/review")
    name_reviewer(answer, form.get("reviewer", ""))
    return answer


async def _form(request: Request) -> Mapping[str, str]:
    async with request.form(max_files=0, max_fields=40, max_part_size=10_000) as sent:
        return {name: str(value) for name, value in sent.items()}


ROUTES = (
    Route("/review", review),
    Route("/review", judge, methods=["POST"]),
    Route("/review/name", reviewer, methods=["POST"]),
    Route("/judgements/{review}/undo", undo, methods=["POST"]),
)
