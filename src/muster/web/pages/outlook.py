"""The outlook: a scenario set in a form, its fan, and another beside it; each a permalink and a file."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from starlette.datastructures import QueryParams
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from muster.claims.errors import MissingInput, ScenarioError, UsageError
from muster.claims.period import month_after
from muster.desk import outlooks, sketching, standing
from muster.desk.sketching import FIELDS, Banded, Outlook, Sketch
from muster.web import ahead
from muster.web.fan import Line, fan
from muster.web.rendering import link, page
from muster.web.site import Site, site_of

_NAMES = ("base", "months", *FIELDS, "mobilise", "mobilise_from", "ceasefire")
_DAY = dt.timedelta(days=1)
_LONGEST = 80  # letters of a field


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """A scenario with what came of it, or why nothing did."""

    which: str
    sketch: Sketch
    title: str
    file: str
    outlook: Outlook | None = None
    sentences: tuple[str, ...] = ()
    remarks: tuple[str, ...] = ()
    wrong: str = ""


def outlook(request: Request) -> Response:
    """The scenarios of the address, carried forward."""
    site, query = site_of(request), request.query_params
    chosen, parties = _chosen(site, query["run"]) if query.get("run") else ("", ahead.parties(site))
    party = query.get("party", "") or (parties[0] if parties else "")
    beside = query.get("beside", "") == "yes"
    run, why = "", ""
    try:
        run = chosen or (sketching.run_for(site.settings, party=party) if party else "")
    except MissingInput as error:
        why = str(error)
    its = [_shown(site, query, which, party=party, run=run) for which in (("a", "b") if beside else ("a",))]
    return page(
        request,
        "outlook.html.j2",
        title="Outlook",
        parties=parties,
        party=party,
        run=run,
        chosen=bool(chosen),
        newest=link("/outlook", {**dict(query), "run": ""}),
        why=why or ("" if parties else "No estimate is kept yet; the page Estimate makes one."),
        offered=outlooks.offered(),
        fields=FIELDS,
        beside=beside,
        its=its,
        floors=floors_of(its),
        picture=picture([one for one in its if one.outlook]),
        rows=rows_of([one for one in its if one.outlook]),
        link_beside=link("/outlook", {**dict(query), "beside": "" if beside else "yes"}),
    )


def file(request: Request) -> Response:
    """A scenario as the file that `muster outlook --scenario` reads."""
    text = sketching.text_of(sketch_of(request.query_params, request.query_params.get("which", "a")))
    named = {"Content-Disposition": 'attachment; filename="scenario.toml"'}
    return Response(text, media_type="application/toml", headers=named)


def _chosen(site: Site, begins: str) -> tuple[str, list[str]]:
    """The run that the address names, with its parties. A list of runs is quicker than a run, which comes with its draws."""
    listed = next((one for one in standing.listed(site.settings) if one.id == begins), None)
    if listed:
        return listed.id, list(listed.parties)
    run = standing.named(begins, site.settings)
    return run.id, list(run.inputs.parties)


def sketch_of(query: QueryParams, which: str) -> Sketch:
    """The sketch `a` or `b` of an address. Raises `UsageError` for what no form sends."""
    said = {name: query.get(f"{which}.{name}", "").strip() for name in _NAMES}
    for name, value in said.items():
        if len(value) > _LONGEST:
            raise UsageError(f"{name} is said in {_LONGEST} letters at most; got {len(value)}")
    if said["months"] and not (said["months"].isascii() and said["months"].isdigit()):
        raise UsageError(f"months is a whole number; got {said['months']!r}")
    known = [name for name, _ in outlooks.offered()]
    said["base"] = said["base"] or outlooks.PLAIN
    if said["base"] not in known:
        raise UsageError(f"base is one of {', '.join(known)}; got {said['base']!r}")
    return Sketch(**said)


def _shown(site: Site, query: QueryParams, which: str, *, party: str, run: str) -> Shown:
    sketch = sketch_of(query, which)
    file = link(
        "/outlook/scenario.toml", {"which": which, **{f"{which}.{name}": getattr(sketch, name) for name in _NAMES}}
    )
    try:
        scenario = sketching.scenario_of(sketch)
        made = ahead.carried(site, scenario, party=party, run=run) if run else None
    except (ScenarioError, UsageError) as error:
        return Shown(which=which, sketch=sketch, title="Scenario", file=file, wrong=str(error))
    return Shown(
        which=which,
        sketch=sketch,
        title=scenario.title,
        file=file,
        outlook=made,
        sentences=tuple(sketching.sentences(made)) if made else (),
        remarks=made.scenario.remarks if made else scenario.remarks,
    )


# ------------------------------------------------------------------ picture and table
def picture(its: Sequence[Shown]) -> object:
    """The fans of strength, or of the monthly balance where no strength is known."""
    lines = [_line(one.title, one.outlook) for one in its if one.outlook]
    strong = all(one.outlook.strength for one in its if one.outlook)
    what = (
        "Strength at the end of each month"
        if strong
        else "Gained less lost in each month, the wounded who return counted"
    )
    said = "; ".join(f"{one.name}: {one.middle[-1]:,.0f} in the middle at the end" for one in lines)
    return fan(lines, title=what, summary=said or "nothing to draw", floors=floors_of(its))


def floors_of(its: Sequence[Shown]) -> list[float]:
    """The levels that their scenarios watch, the lowest first; none where no strength is known."""
    if not all(one.outlook.strength for one in its if one.outlook):
        return []
    return sorted({floor.people for one in its if one.outlook for floor in one.outlook.floors})


def _line(name: str, made: Outlook) -> Line:
    strong = [made.opening, *made.strength] if made.strength and made.opening else []
    its: list[Banded] = [one for one in strong if one is not None] or [one.with_return for one in made.balances]
    ends = [month_after(month) - _DAY for month in made.months]
    days = [made.months[0] - _DAY, *ends] if strong else ends
    return Line(
        name=name,
        days=tuple(days),
        middle=tuple(one.middle for one in its),
        bands=tuple(tuple((low, high) for low, high in one.bands) for one in its),
    )


def rows_of(its: Sequence[Shown]) -> list[tuple[dt.date, list[tuple[object, Banded | None]]]]:
    """For each month and scenario its balance and the strength at its end, None where there is none."""
    months = sorted({month for one in its if one.outlook for month in one.outlook.months})
    found = []
    for month in months:
        row: list[tuple[object, Banded | None]] = []
        for one in its:
            assert one.outlook is not None
            at = one.outlook.months.index(month) if month in one.outlook.months else None
            balance = None if at is None else one.outlook.balances[at]
            row.append((balance, None if at is None or not one.outlook.strength else one.outlook.strength[at]))
        found.append((month, row))
    return found


ROUTES = (Route("/outlook", outlook), Route("/outlook/scenario.toml", file))
