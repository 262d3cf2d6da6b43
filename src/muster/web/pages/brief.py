"""The brief: what it is to be of, its title and remarks, a preview, and the files to publish."""

from __future__ import annotations

import datetime as dt
import re
import shlex
from dataclasses import dataclass
from functools import partial

from markupsafe import Markup
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import FormData, UploadFile
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from muster.claims.errors import UsageError
from muster.claims.measures import MEASURES, Measure
from muster.claims.party import Party
from muster.desk import again, briefing, bundling, outlooks
from muster.desk.briefing import PARTS, Asked, Brief, Facts, Parted
from muster.web.asked import one_of
from muster.web.jobs import Job
from muster.web.present import present
from muster.web.rendering import page, see, short
from muster.web.site import Site, site_of

_FILES = {
    "html": ("text/html; charset=utf-8", "a page in one file"),
    "pdf": ("application/pdf", "PDF"),
    "docx": ("application/vnd.openxmlformats-officedocument.wordprocessingml.document", "Word"),
    "md": ("text/markdown; charset=utf-8", "Markdown"),
    "zip": ("application/zip", "all that it is made of, to make every number again"),
}
_MOST = 4000  # letters of the remarks
_KEPT = 20  # briefs that stay to be looked at, some megabytes each


@dataclass(frozen=True, slots=True, kw_only=True)
class Ready:
    """A brief that was composed, with its bundle."""

    asked: Asked
    brief: Brief
    bundle: bytes


def compose(request: Request) -> Response:
    """The form: empty, or as one that was composed had it."""
    site = site_of(request)
    there = present(site)
    job = request.query_params.get("again", "")
    asked = _composed(site, job).asked if job else Asked()
    return page(
        request,
        "compose.html.j2",
        title="Brief",
        measures=MEASURES,
        parts=PARTS,
        scenarios=outlooks.offered(),
        parties=there.parties,
        wars=there.wars,
        done=_done(site),
        asked=asked,
        since=next(
            (one.id for one in _done(site) if asked.since and _composed(site, one.id).brief.facts == asked.since), ""
        ),
        path_of_ledger=shlex.quote(str(site.settings.ledger)),
    )


async def make(request: Request) -> Response:
    """Begin to compose it."""
    site = site_of(request)
    async with request.form(max_files=1, max_fields=200, max_part_size=100_000) as form:
        said = {name: str(form.get(name, "")).strip() for name in ("title", "remarks", "measure", "war", "date")}
        codes = [code for one in form.getlist("party") for code in re.split(r"[\s,]+", str(one)) if code]
        since = await _since(site, form)
        kept = {str(one) for one in form.getlist("part")}
        scenarios = tuple(
            one_of("scenario", str(one), known=[name for name, _ in outlooks.offered()])
            for one in form.getlist("scenario")
        )
    if len(said["remarks"]) > _MOST or len(said["title"]) > 300:
        raise UsageError(f"a title has 300 letters at most, remarks {_MOST:,}")
    try:
        made = dt.date.fromisoformat(said["date"]) if said["date"] else dt.datetime.now(dt.UTC).date()
    except ValueError:
        raise UsageError(f"the day is one such as 2026-11-30; got {said['date'][:40]!r}") from None
    if said["measure"]:
        one_of("measure", said["measure"], known=MEASURES)
    asked = Asked(
        title=said["title"] or None,
        made=made,
        parties=tuple(map(Party, codes)),
        measures=(Measure(said["measure"]),) if said["measure"] else (),
        wars=(said["war"],) if said["war"] else (),
        scenarios=scenarios,
        since=since,
        remarks=tuple(
            one.strip() for one in re.split(r"\n\s*\n", said["remarks"].replace("\r\n", "\n")) if one.strip()
        ),
        without=frozenset(PARTS) - kept,
    )
    job = site.jobs.start(
        "brief",
        said["title"] or f"A brief of {' '.join(codes) or 'all that the ledger holds'}",
        work=partial(_work, site, asked),
        asked=asked,
    )
    return see(f"/jobs/{job.id}")


async def _since(site: Site, form: FormData) -> Facts | None:
    """What an earlier brief said: one that was sent, else one that was composed here; None for neither. Raises `UsageError`."""
    sent, job = form.get("earlier"), str(form.get("since", ""))
    if isinstance(sent, UploadFile) and sent.filename:
        return await run_in_threadpool(again.facts_of, await sent.read(), called=short(sent.filename))
    if not job:
        return None
    found = site.memo.last(("brief", job))
    if found is None:
        raise UsageError("the earlier brief is no longer kept here; send its page or its bundle")
    facts: Facts | None = found[1].brief.facts
    return facts


def _work(site: Site, asked: Asked, /, job: Job) -> str:
    brief, bundle = bundling.of_ledger(site.settings, asked=asked, name="brief.zip", tell=job.tell)
    site.memo.put(("brief", job.id), Ready(asked=asked, brief=brief, bundle=bundle), state="", stay=True)
    for older in _briefs(site)[_KEPT:]:
        site.memo.drop(("brief", older.id))
    _parted(site, job.id, brief)  # what the first look at it would wait for
    return f"/brief/{job.id}"


def _done(site: Site) -> list[Job]:
    """Those of them that can be looked at."""
    return [job for job in _briefs(site) if job.leads and site.memo.last(("brief", job.id))]


def _briefs(site: Site) -> list[Job]:
    """The jobs that made briefs, the newest first."""
    return [job for job in site.jobs.all() if job.kind == "brief"]


def composed(request: Request) -> Response:
    """A brief that was composed: its preview and its files."""
    ready = _ready(request)
    return page(
        request,
        "composed.html.j2",
        title=ready.brief.title,
        brief=ready.brief,
        asked=ready.asked,
        job=request.path_params["job"],
        files=_FILES,
    )


def file(request: Request) -> Response:
    """The brief as a file; an address of former times leads to its look."""
    ready, form = _ready(request), request.path_params["form"]
    if form not in _FILES:
        raise HTTPException(404)
    media, _ = _FILES[form]
    if form == "html" and request.query_params.get("look") == "yes":
        return see(f"/brief/{request.path_params['job']}/look")
    held = (
        ready.bundle
        if form == "zip"
        else _written(site_of(request), request.path_params["job"], ready.brief, form=form)
    )
    return Response(held, media_type=media, headers=_taken(f"brief.{form}"))


def look(request: Request) -> Response:
    """A part of the page that is published, in the browser; the first where none is named."""
    ready, job = _ready(request), request.path_params["job"]
    its = _parted(site_of(request), job, ready.brief)
    part, count = request.path_params.get("part"), len(its.parts)
    if part is None:
        return see(f"/brief/{job}/look/1")
    if not 1 <= part <= count:
        raise HTTPException(404)
    return page(
        request,
        "look.html.j2",
        title=ready.brief.title,
        job=job,
        part=part,
        all=count,
        head=Markup(its.head),
        contents=Markup(its.contents),
        body=Markup(its.parts[part - 1]),
    )


def style(request: Request) -> Response:
    """The style of a look."""
    its = _parted(site_of(request), request.path_params["job"], _ready(request).brief)
    return Response(its.style, media_type="text/css")


def along(request: Request) -> Response:
    """What goes along with a look: a file of its numbers, or a picture."""
    its = _parted(site_of(request), request.path_params["job"], _ready(request).brief)
    found = its.files.get(request.path_params["name"])
    if found is None:
        raise HTTPException(404)
    return Response(found.held, headers={"Content-Type": found.media, **_taken(request.path_params["name"])})


def _taken(name: str) -> dict[str, str]:
    return {"Content-Disposition": f'attachment; filename="{name}"'}


def _written(site: Site, job: str, brief: Brief, *, form: str) -> str | bytes:
    """The brief in a form: it never changes, so it is written once."""
    return site.kept(("brief", job, form), lambda: briefing.written(brief, form=form).held)


def _parted(site: Site, job: str, brief: Brief) -> Parted:
    """What is published, in parts: made once, like it."""
    return site.kept(("brief", job, "look"), lambda: briefing.parted(str(_written(site, job, brief, form="html"))))


def _ready(request: Request) -> Ready:
    return _composed(site_of(request), request.path_params["job"])


def _composed(site: Site, job: str) -> Ready:
    """The brief that a job composed. Raises `HTTPException` where it is not kept."""
    found = site.memo.last(("brief", job))
    if found is None:
        raise HTTPException(404)
    ready: Ready = found[1]
    return ready


ROUTES = (
    Route("/brief", compose),
    Route("/brief", make, methods=["POST"]),
    Route("/brief/{job}", composed),
    Route("/brief/{job}/brief.{form}", file),
    Route("/brief/{job}/look", look),
    Route("/brief/{job}/look/{part:int}", look),
    Route("/brief/{job}/style.css", style),
    Route("/brief/{job}/along/{name}", along),
)
