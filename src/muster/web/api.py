"""The API: what a ledger holds and what is made of it, as JSON, asked by the same functions as the commands and the pages.

Invariant: a list comes page by page, each beginning after the last item of the one before; an answer is JSON that any reader takes, without
NaN; what is wrong with a request is one line.
"""

from __future__ import annotations

import base64
import datetime as dt
import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import asdict, is_dataclass
from enum import Enum
from functools import partial
from typing import Any, TypeVar

from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from muster import __version__
from muster.claims import passages, wire
from muster.desk import estimating, examining, outlooks, sketching, standing, steps
from muster.desk.sketching import Sketch
from muster.desk.steps import Shelved
from muster.web.jobs import Job
from muster.web.operations import (
    CODE,
    CURSOR,
    ID,
    TEXT,
    Operation,
    Parameter,
    Values,
    description,
    number,
    one_of,
    several,
    values_of,
)
from muster.web.site import Site, site_of

Item = TypeVar("Item")
_AFTER = Parameter(name="after", schema=CURSOR, about="The `next` of the page before")
_LIMIT = Parameter(name="limit", schema=number(1, 1000, 100), about="How many items at most")
_PARTY = Parameter(name="party", schema=CODE, about="The code of a party, such as RU")
_BASE = Parameter(
    name="base",
    schema={**one_of([name for name, _ in outlooks.offered()]), "default": outlooks.PLAIN},
    about="The scenario it begins from",
)
_SKETCHED = tuple(
    Parameter(name=name, schema=TEXT, about=f"{title}, such as {example}")
    for name, (_, title, example) in sketching.FIELDS.items()
)
_RUN = Parameter(name="run", schema=ID, about="The id of a run, or its beginning")


# ------------------------------------------------------------------ documents and claims
def documents(request: Request, values: Values) -> Any:
    """The current documents."""
    its = sorted(steps.documents(site_of(request).settings), key=lambda one: one.id)
    return paged(its, values, key=lambda one: one.id, told=document_record)


def document(request: Request, values: Values) -> Any:
    """A document with its text."""
    site = site_of(request)
    its = [one for one in steps.documents(site.settings, everything=True) if one.id.startswith(values["document"])]
    if not its:
        raise HTTPException(404, "the ledger has no such document")
    return document_record(its[0])


def document_record(one: Shelved) -> Any:
    """A document as a row."""
    return jsonable(one)


def claim(request: Request, values: Values) -> Any:
    """A claim with its sentence, how each field was decided, and every judgement."""
    shown = steps.show(site_of(request).settings, values["claim"])
    text, place = shown.document.text, (shown.place.start, shown.place.end)
    return {
        "claim": wire.to_record(shown.held.claim),
        "original": wire.to_record(shown.held.original),
        "review": shown.held.state,
        "current": shown.held.current,
        "confidence": shown.held.confidence,
        "sentence": passages.in_one_line(text, place),
        "document": shown.document.id,
        "fields": [
            {
                "field": one.field,
                "rule": one.rule,
                "confidence": one.confidence,
                "words": [text[start:end] for start, end in one.words],
            }
            for one in shown.traces
        ],
        "judgements": jsonable(shown.reviews),
    }


# ------------------------------------------------------------------ runs
def runs(request: Request, values: Values) -> Any:
    """The runs of the estimate that are kept, the newest first."""
    return paged(standing.listed(site_of(request).settings), values, key=lambda one: one.id, told=jsonable)


def run(request: Request, values: Values) -> Any:
    """What a run says of a party."""
    site = site_of(request)
    its = examining.examined(site.settings, values["run"], party=values["party"] or "")
    return {
        "run": its.run,
        "parties": its.parties,
        "good": its.good,
        "faults": its.faults,
        "estimate": jsonable(its.estimate),
    }


def estimate(request: Request, values: Values) -> Any:
    """Begin a run; the job that makes it."""
    site = site_of(request)
    wanted = estimating.Wanted(
        parties=tuple(values["parties"]),
        war=values["war"],
        trust=tuple(values["trust"] or ()),
        distrust=tuple(values["distrust"] or ()),
        anchor=tuple(values["anchor"] or ()),
        seed=values["seed"] if values["seed"] is not None else 1,
    )
    title = f"Estimate of {', '.join(wanted.parties)}"
    return job_record(site.jobs.start("estimate", title, work=partial(_estimated, site, wanted)))


def _estimated(site: Site, wanted: estimating.Wanted, /, job: Job) -> str:
    made = estimating.estimated(wanted, site.settings, tell=job.tell)
    return f"/estimate/{made.run.id}?party={wanted.parties[0]}"


# ------------------------------------------------------------------ the outlook
_FIELDS = ("months", *sketching.FIELDS, "mobilise", "mobilise_from", "ceasefire")


def outlook(request: Request, values: Values) -> Any:
    """A run carried forward under a scenario."""
    site = site_of(request)
    said = {name: str(values[name]) for name in _FIELDS if values[name] is not None}
    scenario = sketching.scenario_of(Sketch(base=values["base"], **said))
    name = sketching.run_for(site.settings, party=values["party"], run=values["run"] or "")
    made = sketching.carried(site.settings, scenario, party=values["party"], run=name)
    return {"run": name, "outlook": jsonable(made), "sentences": list(sketching.sentences(made))}


# ------------------------------------------------------------------ jobs
def jobs(request: Request, values: Values) -> Any:
    """The jobs since the page is served, the newest first."""
    return paged(site_of(request).jobs.all(), values, key=lambda one: one.id, told=job_record)


def job(request: Request, values: Values) -> Any:
    """How far a job is."""
    return job_record(_job(request, values))


def stop(request: Request, values: Values) -> Any:
    """Ask a job to end."""
    found = _job(request, values)
    found.stop()
    return job_record(found)


def _job(request: Request, values: Values) -> Job:
    found = site_of(request).jobs.get(values["job"])
    if found is None:
        raise HTTPException(404, "there is no such job")
    return found


def job_record(one: Job) -> dict[str, Any]:
    """A job as JSON has it."""
    return {
        "id": one.id, "kind": one.kind, "title": one.title, "state": one.state.value, "begun": one.begun.isoformat(),
        "ended": one.ended.isoformat() if one.ended else None, "done": one.done, "total": one.total, "lines": one.lines, "leads": one.leads,
    }  # fmt: skip


# ------------------------------------------------------------------ plain values
def jsonable(value: object) -> Any:
    """The same in values that JSON has: days as text, what is no number as null."""
    if is_dataclass(value) and not isinstance(value, type):
        return {name: jsonable(its) for name, its in asdict(value).items()}
    if isinstance(value, Mapping):
        return {str(key): jsonable(its) for key, its in value.items()}
    if isinstance(value, (str, bool, int)) or value is None:
        return value.value if isinstance(value, Enum) else value
    if isinstance(value, float):
        return value if math.isfinite(value) else None
    if isinstance(value, (dt.date, dt.datetime)):
        return value.isoformat()
    if isinstance(value, (list, tuple, set, frozenset)):
        return [jsonable(its) for its in value]
    return value.value if isinstance(value, Enum) else str(value)


def paged(items: Sequence[Item], values: Values, *, key: Any, told: Any) -> dict[str, Any]:
    """The items after the cursor, and the cursor of the next page. Not found for a cursor that leads nowhere."""
    begin = 0
    if values["after"]:
        last = read_cursor(values["after"])
        at = next((number for number, one in enumerate(items) if key(one) == last), None)
        if at is None:
            raise HTTPException(404, "after leads to nothing that is there; begin again without it")
        begin = at + 1
    some = items[begin : begin + values["limit"]]
    more = begin + values["limit"] < len(items)
    return {"items": [told(one) for one in some], "next": cursor(key(some[-1])) if more else None}


def cursor(name: str) -> str:
    """The name of an item as a cursor."""
    return base64.urlsafe_b64encode(name.encode()).decode()


def read_cursor(said: str) -> str:
    """The name in a cursor. Not found for what is none."""
    try:
        return base64.urlsafe_b64decode(said.encode()).decode()
    except ValueError:
        raise HTTPException(404, "after is no cursor of ours") from None


# ------------------------------------------------------------------ the operations
OPERATIONS = (
    Operation(
        method="GET",
        path="/api/documents",
        name="documents",
        about="The current documents",
        answer=documents,
        parameters=(_LIMIT, _AFTER),
        items=True,
    ),
    Operation(
        method="GET",
        path="/api/documents/{document}",
        name="document",
        about="A document",
        answer=document,
        parameters=(
            Parameter(name="document", schema=ID, about="The id of a document, or its beginning", where="path"),
        ),
    ),
    Operation(
        method="GET",
        path="/api/claims/{claim}",
        name="claim",
        about="A claim with all that is known of it",
        answer=claim,
        parameters=(Parameter(name="claim", schema=ID, about="The id of a claim, or its beginning", where="path"),),
    ),
    Operation(
        method="GET",
        path="/api/runs",
        name="runs",
        about="The runs of the estimate",
        answer=runs,
        parameters=(_LIMIT, _AFTER),
        items=True,
    ),
    Operation(
        method="POST",
        path="/api/runs",
        name="estimate",
        about="Begin an estimate",
        answer=estimate,
        status=202,
        body={
            "type": "object",
            "additionalProperties": False,
            "required": ["parties"],
            "properties": {
                "parties": {**several(CODE), "minItems": 1},
                "war": TEXT,
                "trust": several(TEXT),
                "distrust": several(TEXT),
                "anchor": several(TEXT),
                "seed": number(0, 2**31 - 1, 1),
            },
        },
    ),
    Operation(
        method="GET",
        path="/api/runs/{run}",
        name="run",
        about="What a run says of a party",
        answer=run,
        parameters=(Parameter(name="run", schema=ID, about=_RUN.about, where="path"), _PARTY),
    ),
    Operation(
        method="GET",
        path="/api/outlook",
        name="outlook",
        about="A run carried forward under a scenario",
        answer=outlook,
        parameters=(
            Parameter(name="party", schema=CODE, about=_PARTY.about, required=True),
            _RUN,
            Parameter(
                name="base",
                schema={**one_of([name for name, _ in outlooks.offered()]), "default": outlooks.PLAIN},
                about="The scenario it begins from",
            ),
            Parameter(name="months", schema=number(1, 120), about="How many months ahead"),
            *(
                Parameter(name=name, schema=TEXT, about=f"{title}, such as {example}")
                for name, (_, title, example) in sketching.FIELDS.items()
            ),
            Parameter(name="mobilise", schema=TEXT, about="How many are called up, such as 300 thousand people"),
            Parameter(name="mobilise_from", schema=TEXT, about="From when, such as month 3 or 2027-01"),
            Parameter(name="ceasefire", schema=TEXT, about="The day from which the fighting ends, such as 2027-01-01"),
        ),
    ),
    Operation(
        method="GET",
        path="/api/jobs",
        name="jobs",
        about="What is or was under way",
        answer=jobs,
        parameters=(_LIMIT, _AFTER),
        items=True,
    ),
    Operation(
        method="GET",
        path="/api/jobs/{job}",
        name="job",
        about="How far a job is",
        answer=job,
        parameters=(Parameter(name="job", schema=ID, about="The id of a job", where="path"),),
    ),
    Operation(
        method="POST",
        path="/api/jobs/{job}/stop",
        name="stop",
        about="Ask a job to end",
        answer=stop,
        parameters=(Parameter(name="job", schema=ID, about="The id of a job", where="path"),),
    ),
)


def _route(path: str, its: Mapping[str, Operation]) -> Route:
    async def answer(request: Request) -> Response:
        operation = its[request.method if request.method != "HEAD" else "GET"]
        values = await values_of(request, operation)
        made = await run_in_threadpool(operation.answer, request, values)
        return _json(made, operation.status)

    return Route(path, answer, methods=list(its))


def _json(made: object, status: int = 200) -> Response:
    text = json.dumps(made, ensure_ascii=False, allow_nan=False, default=str)
    return Response(text.encode("utf-8", "backslashreplace"), status, media_type="application/json")


def described(request: Request) -> Response:
    """The description of all this."""
    return _json(description(OPERATIONS, version=__version__, address=site_of(request).address))


def _routes() -> list[Route]:
    paths: dict[str, dict[str, Operation]] = {}
    for one in OPERATIONS:
        paths.setdefault(one.path, {})[one.method] = one
    return [Route("/api/openapi.json", described), *(_route(path, its) for path, its in paths.items())]


ROUTES = tuple(_routes())
