"""The API: what a ledger holds and what is made of it, as JSON, asked by the same functions as the commands and the pages.

Invariant: what can be asked is what is declared here, and the description says all of it; what is wrong with a request is one line.
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import Mapping
from concurrent.futures import Future

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from muster import __version__
from muster.claims.figure import Bound
from muster.claims.kinds import KINDS, SEVERITIES
from muster.claims.measures import MEASURES, STATUSES
from muster.desk import outlooks, sketching
from muster.web import answers
from muster.web.asked import SORTS, STATES
from muster.web.operations import (
    CODE,
    CURSOR,
    DAY,
    ID,
    TEXT,
    TRUTH,
    Operation,
    Parameter,
    description,
    number,
    one_of,
    several,
    values_of,
)
from muster.web.site import site_of

_AFTER = Parameter(name="after", schema=CURSOR, about="The `next` of the page before")
_LIMIT = Parameter(name="limit", schema=number(1, 1000, otherwise=100), about="How many items at most")
_PARTY = Parameter(name="party", schema=CODE, about="The code of a party, such as RU")
_MEASURES = tuple(one.value for one in MEASURES)
_ASKED = (
    Parameter(name="party", schema=several(CODE), about="Of these parties"),
    Parameter(name="measure", schema=several(one_of(_MEASURES)), about="Of these measures"),
    Parameter(name="status", schema=several(one_of([one.value for one in STATUSES])), about="Of these statuses"),
    Parameter(name="bound", schema=several(one_of([one.value for one in Bound])), about="With these bounds"),
    Parameter(
        name="review", schema=several(one_of(STATES)), about="In these states of review; else all but the rejected"
    ),
    Parameter(name="war", schema=several(TEXT), about="Of these wars, by id"),
    Parameter(name="civilian", schema=TRUTH, about="Only those that count civilians, or only the others"),
    Parameter(name="from", schema=DAY, about="Whose period may touch this day or later ones"),
    Parameter(name="to", schema=DAY, about="Whose period may touch this day or earlier ones"),
    *(Parameter(name=name, schema=TEXT, about=f"Words of the {name}") for name in ("speaker", "source", "publisher")),
    Parameter(name="text", schema=TEXT, about="Words of the figure's own sentence"),
    Parameter(name="document", schema=ID, about="Held with this document"),
    Parameter(name="sort", schema={**one_of(SORTS), "default": "published"}, about="In this order"),
)
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


# ------------------------------------------------------------------ the operations
OPERATIONS = (
    Operation(
        method="GET",
        path="/api/documents",
        name="documents",
        about="The current documents",
        answer=answers.documents,
        parameters=(_LIMIT, _AFTER),
        items=True,
    ),
    Operation(
        method="GET",
        path="/api/documents/{document}",
        name="document",
        about="A document",
        answer=answers.document,
        parameters=(
            Parameter(name="document", schema=ID, about="The id of a document, or its beginning", where="path"),
        ),
    ),
    Operation(
        method="GET",
        path="/api/claims",
        name="claims",
        about="Claims by what they say",
        answer=answers.claims,
        parameters=(*_ASKED, _LIMIT, _AFTER),
        items=True,
    ),
    Operation(
        method="GET",
        path="/api/findings",
        name="findings",
        about="What cannot all be true, and who only repeats whom",
        answer=answers.findings,
        parameters=(
            Parameter(
                name="severity", schema=one_of([one.value for one in SEVERITIES]), about="Of this severity alone"
            ),
            Parameter(name="kind", schema=one_of([one.value for one in KINDS]), about="Of this kind alone"),
            _LIMIT,
            _AFTER,
        ),
        items=True,
    ),
    Operation(
        method="POST",
        path="/api/check",
        name="check",
        about="Begin the check of all claims",
        answer=answers.check,
        status=202,
    ),
    Operation(
        method="GET",
        path="/api/sources",
        name="sources",
        about="Who rests on whom, and on how many bases each number rests",
        answer=answers.sources,
        parameters=(
            Parameter(name="measure", schema=several(one_of(_MEASURES)), about="Of these measures"),
            Parameter(name="party", schema=several(CODE), about="Of these parties"),
            Parameter(name="outlets", schema=TRUTH, about="Also the outlets that print what each body says"),
        ),
    ),
    Operation(
        method="GET",
        path="/api/boards",
        name="boards",
        about="The boards of indicators of those with an estimate",
        answer=answers.boards,
        parameters=(_PARTY,),
    ),
    Operation(
        method="GET",
        path="/api/ask",
        name="ask",
        about="Between what bounds a quantity lies if the trusted claims hold, and what the estimate says beside",
        answer=answers.ask,
        parameters=(
            Parameter(name="measure", schema=one_of(_MEASURES), about="What is asked for", required=True),
            Parameter(name="party", schema=CODE, about=_PARTY.about, required=True),
            Parameter(name="from", schema=DAY, about="The first day of the period", required=True),
            Parameter(name="to", schema=DAY, about="Its last day", required=True),
            Parameter(name="per", schema=one_of(_MEASURES), about="For each unit of this; the estimate alone answers"),
            Parameter(name="civilian", schema=TRUTH, about="Of civilians"),
            Parameter(
                name="undated", schema=TRUTH, about="Believe also claims whose sentence does not tell their days"
            ),
            Parameter(name="trust", schema=several(TEXT), about="Believe these bodies alone"),
            Parameter(name="distrust", schema=several(TEXT), about="Do not believe these bodies"),
            Parameter(name="war", schema=TEXT, about="Of this war, by id"),
            _RUN,
            Parameter(
                name="scenario",
                schema=one_of([name for name, _ in outlooks.offered()]),
                about="Carry the estimate forward under this",
            ),
        ),
    ),
    Operation(
        method="GET",
        path="/api/claims/{claim}",
        name="claim",
        about="A claim with all that is known of it",
        answer=answers.claim,
        parameters=(Parameter(name="claim", schema=ID, about="The id of a claim, or its beginning", where="path"),),
    ),
    Operation(
        method="GET",
        path="/api/runs",
        name="runs",
        about="The runs of the estimate",
        answer=answers.runs,
        parameters=(_LIMIT, _AFTER),
        items=True,
    ),
    Operation(
        method="POST",
        path="/api/runs",
        name="estimate",
        about="Begin an estimate",
        answer=answers.estimate,
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
                "seed": number(0, 2**31 - 1, otherwise=1),
            },
        },
    ),
    Operation(
        method="GET",
        path="/api/runs/{run}",
        name="run",
        about="What a run says of a party",
        answer=answers.run,
        parameters=(Parameter(name="run", schema=ID, about=_RUN.about, where="path"), _PARTY),
    ),
    Operation(
        method="GET",
        path="/api/outlook",
        name="outlook",
        about="A run carried forward under a scenario",
        answer=answers.outlook,
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
        answer=answers.jobs,
        parameters=(_LIMIT, _AFTER),
        items=True,
    ),
    Operation(
        method="GET",
        path="/api/jobs/{job}",
        name="job",
        about="How far a job is",
        answer=answers.job,
        parameters=(Parameter(name="job", schema=ID, about="The id of a job", where="path"),),
    ),
    Operation(
        method="POST",
        path="/api/jobs/{job}/stop",
        name="stop",
        about="Ask a job to end",
        answer=answers.stop,
        parameters=(Parameter(name="job", schema=ID, about="The id of a job", where="path"),),
    ),
)


def _route(path: str, its: Mapping[str, Operation]) -> Route:
    async def answer(request: Request) -> Response:
        operation = its[request.method if request.method != "HEAD" else "GET"]
        values = await values_of(request, operation)
        made = await run_in_threadpool(operation.answer, request, values)
        if isinstance(made, Future):  # shielded, for others may wait for it too
            made = await asyncio.shield(asyncio.wrap_future(made))
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
