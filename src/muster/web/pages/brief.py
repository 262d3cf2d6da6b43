"""The brief: what it is to be of, its title and remarks, a preview, and the files to publish."""

from __future__ import annotations

import datetime as dt
import html
import re
from dataclasses import dataclass
from functools import partial

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from muster.claims.errors import UsageError
from muster.claims.measures import MEASURES, Measure
from muster.claims.party import Party
from muster.desk import briefing, bundling, outlooks
from muster.desk.briefing import PARTS, Asked, Brief
from muster.web.asked import one_of
from muster.web.guard import POLICY
from muster.web.jobs import Job
from muster.web.rendering import page, see
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
    """The form."""
    site = site_of(request)
    done = [job for job in _briefs(site) if job.leads and site.memo.last(("brief", job.id))]
    return page(
        request,
        "compose.html.j2",
        title="Brief",
        measures=MEASURES,
        parts=PARTS,
        scenarios=outlooks.offered(),
        done=done,
    )


async def make(request: Request) -> Response:
    """Begin to compose it."""
    site = site_of(request)
    async with request.form(max_files=0, max_fields=100, max_part_size=100_000) as form:
        said = {
            name: str(form.get(name, "")).strip() for name in ("title", "remarks", "party", "measure", "war", "date")
        }
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
        parties=tuple(Party(code) for code in re.split(r"[\s,]+", said["party"]) if code),
        measures=(Measure(said["measure"]),) if said["measure"] else (),
        wars=(said["war"],) if said["war"] else (),
        scenarios=scenarios,
        remarks=tuple(
            one.strip() for one in re.split(r"\n\s*\n", said["remarks"].replace("\r\n", "\n")) if one.strip()
        ),
        without=frozenset(PARTS) - kept,
    )
    job = site.jobs.start(
        "brief",
        said["title"] or f"A brief of {said['party'] or 'all that the ledger holds'}",
        work=partial(_work, site, asked),
    )
    return see(f"/jobs/{job.id}")


def _work(site: Site, asked: Asked, /, job: Job) -> str:
    brief, bundle = bundling.of_ledger(site.settings, asked=asked, name="brief.zip", tell=job.tell)
    site.memo.put(("brief", job.id), Ready(asked=asked, brief=brief, bundle=bundle), state="", stay=True)
    for older in _briefs(site)[_KEPT:]:
        site.memo.drop(("brief", older.id))
    _written(site, job.id, brief, form="html")  # what the first look at it would wait for
    return f"/brief/{job.id}"


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
    """The brief as a file, or in the browser as the page it is."""
    ready, form = _ready(request), request.path_params["form"]
    if form not in _FILES:
        raise HTTPException(404)
    media, _ = _FILES[form]
    held = (
        ready.bundle
        if form == "zip"
        else _written(site_of(request), request.path_params["job"], ready.brief, form=form)
    )
    headers = {"Content-Disposition": f'attachment; filename="brief.{form}"'}
    if form == "html" and request.query_params.get("look") == "yes":
        headers = {"Content-Security-Policy": _policy(str(held))}
    return Response(held, media_type=media, headers=headers)


def _written(site: Site, job: str, brief: Brief, *, form: str) -> str | bytes:
    """The brief in a form: it never changes, so it is written once."""
    known = site.memo.last(("brief", job, form))
    held: str | bytes = known[1] if known else briefing.written(brief, form=form).held
    if not known:
        site.memo.put(("brief", job, form), held, state="")
    return held


def _policy(text: str) -> str:
    """The page's own policy, which lets its one style and nothing else."""
    style = re.search(r"style-src '(sha256-[A-Za-z0-9+/=]+)'", html.unescape(text[:4000]))
    return POLICY.replace("style-src 'self'", f"style-src '{style[1]}'") if style else POLICY


def _ready(request: Request) -> Ready:
    found = site_of(request).memo.last(("brief", request.path_params["job"]))
    if found is None:
        raise HTTPException(404)
    ready: Ready = found[1]
    return ready


ROUTES = (
    Route("/brief", compose),
    Route("/brief", make, methods=["POST"]),
    Route("/brief/{job}", composed),
    Route("/brief/{job}/brief.{form}", file),
)
