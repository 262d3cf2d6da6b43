"""A job: how far it is, and the button that stops it."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response, StreamingResponse
from starlette.routing import Route

from muster.web.jobs import Job
from muster.web.rendering import page, see
from muster.web.site import site_of

_TICK = 0.25  # seconds between two looks at a job


def job(request: Request) -> Response:
    """How far it is."""
    return page(request, "job.html.j2", title=_of(request).title, job=_of(request))


def stop(request: Request) -> Response:
    """Ask it to end."""
    _of(request).stop()
    return see(f"/jobs/{_of(request).id}")


async def events(request: Request) -> Response:
    """Its lines as server-sent events, until it ends or nobody listens."""
    return StreamingResponse(_events(_of(request), request), media_type="text/event-stream")


async def _events(job: Job, request: Request) -> AsyncIterator[str]:
    before: object = None
    while job.running and not await request.is_disconnected():
        said = {"line": job.lines[-1] if job.lines else "It has begun.", "done": job.done, "total": job.total}
        if said != before:
            yield f"event: line\ndata: {json.dumps(said)}\n\n"
            before = said
        await asyncio.sleep(_TICK)
    yield f"event: end\ndata: {json.dumps(job.state.value)}\n\n"


def _of(request: Request) -> Job:
    found = site_of(request).jobs.get(request.path_params["job"])
    if found is None:
        raise HTTPException(404)
    return found


ROUTES = (
    Route("/jobs/{job}", job),
    Route("/jobs/{job}/stop", stop, methods=["POST"]),
    Route("/jobs/{job}/events", events),
)
