"""The estimate: the runs there are, one of them with its bands and the claims behind any month, and one made without a source."""

from __future__ import annotations

import datetime as dt
from functools import partial

from markupsafe import Markup
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from muster.claims.errors import UsageError
from muster.desk import believing, comparing, estimating, examining, standing
from muster.desk.examining import Examined
from muster.web import ahead, checked
from muster.web.asked import one_of
from muster.web.jobs import Job
from muster.web.present import present
from muster.web.rendering import page, see
from muster.web.site import Site, site_of

_SHOWN = 40  # figures behind a month
_OFFERED = 300  # bodies, those with most claims


def runs(request: Request) -> Response:
    """The runs that are kept, and the form that makes another."""
    site = site_of(request)
    survey = checked.standing(site).survey
    return page(
        request,
        "runs.html.j2",
        title="Estimate",
        runs=standing.listed(site.settings),
        there=present(site),
        bodies=survey.found.bodies[:_OFFERED] if survey else (),
    )


def run(request: Request) -> Response:
    """A run, of one of its parties."""
    site, query = site_of(request), request.query_params
    name, party = request.path_params["run"], query.get("party", "")
    its = _examined(site, name, party)
    curves = its.account.curves
    known = [str(number) for number in range(1, len(curves) + 1)]
    at = int(one_of("of", query.get("of", "1"), known=known)) - 1 if curves else -1
    month = _month(query.get("month", ""))
    curve = curves[at] if curves else None
    bars = examining.behind(curve.course.bars, month) if curve else []
    habits = its.account.habits
    return page(
        request,
        "run.html.j2",
        title=f"Estimate of {its.account.title}",
        its=its,
        account=its.account,
        party=its.estimate.party,
        curves=curves,
        at=at + 1,
        curve=curve,
        picture=Markup(site.kept(("picture", its.run, party, at), partial(examining.svg, curve))) if curve else "",
        month=month,
        bars=bars[:_SHOWN],
        more=max(0, len(bars) - _SHOWN),
        habits=habits,
        habits_picture=Markup(site.kept(("picture", its.run, party, "habits"), partial(examining.habits_svg, habits)))
        if habits and query.get("habits") == "yes"
        else "",
        others=[
            one for one in standing.listed(site.settings) if one.id != its.run and set(one.parties) & set(its.parties)
        ],
    )


def beside(request: Request) -> Response:
    """Two runs side by side."""
    site = site_of(request)
    pair = request.path_params["run"], request.path_params["other"]
    its = site.worked_out(("beside", *pair), lambda: comparing.compared(site.settings, pair))
    return page(request, "beside.html.j2", title="Two estimates", its=its)


async def make(request: Request) -> Response:
    """Begin a run: of these parties, without those distrusted."""
    site = site_of(request)
    async with request.form(max_files=0, max_fields=50) as form:
        parties = tuple(str(one).strip() for one in form.getlist("party") if str(one).strip())
        distrust = tuple(str(one).strip() for one in form.getlist("distrust") if str(one).strip())
        seed = str(form.get("seed", "1") or "1")
        war = str(form.get("war", "")).strip() or None
    if not parties:
        raise UsageError("an estimate is of a party: choose one")
    if not (seed.isascii() and seed.isdigit() and len(seed) < 10):
        raise UsageError(f"the seed is a whole number; got {seed[:40]!r}")
    stand = checked.standing(site)
    if stand.survey is not None and stand.fresh:  # else the run itself tells, once it has read the ledger
        believing.refuse_unknown(distrust, stand.survey.found.bodies, settings=site.settings, war=war)
    wanted = estimating.Wanted(parties=parties, distrust=distrust, seed=int(seed), war=war)
    title = f"Estimate of {', '.join(parties)}" + (f" without {', '.join(distrust)}" if distrust else "")
    job = site.jobs.start("estimate", title, work=partial(_work, site, wanted), asked=wanted)
    return see(f"/jobs/{job.id}")


def _work(site: Site, wanted: estimating.Wanted, /, job: Job) -> str:
    made = estimating.estimated(wanted, site.settings, tell=job.tell, go_on=lambda _: job.go_on())
    ahead.lay_ready(site)  # what the first look at the outlook would wait for
    return f"/estimate/{made.run.id}?party={wanted.parties[0]}"


def _examined(site: Site, name: str, party: str) -> Examined:
    # A run is never altered, but claims that came since it are counted beside it.
    return site.worked_out(("run", name, party), lambda: examining.examined(site.settings, name, party=party))


def _month(said: str) -> dt.date | None:
    if not said:
        return None
    try:
        return dt.date.fromisoformat(f"{said}-01")
    except ValueError:
        raise UsageError(f"month is one such as 2024-09; got {said[:40]!r}") from None


ROUTES = (
    Route("/estimate", runs),
    Route("/estimate", make, methods=["POST"]),
    Route("/estimate/{run}", run),
    Route("/estimate/{run}/beside/{other}", beside),
)
