"""The application: which page answers which address, and what is said where none does or something goes wrong.

Invariant: no answer holds a traceback or repeats an address as markup; each page is one module under `pages`, which lists its routes.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from importlib import resources
from pathlib import Path

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Mount
from starlette.staticfiles import StaticFiles
from starlette.types import ASGIApp, Receive, Scope, Send

from muster.claims.errors import (
    LedgerLocked,
    MissingInput,
    MusterError,
    ScenarioError,
    TooSlow,
    UnknownClaim,
    UnknownFinding,
    UnknownRun,
    UsageError,
)
from muster.desk import owning
from muster.desk.settings import Settings
from muster.web import api
from muster.web.guard import Guard, TooLarge, too_large
from muster.web.pages import (
    brief,
    claims,
    documents,
    entering,
    estimate,
    findings,
    jobs,
    method,
    outlook,
    overview,
    published,
    review,
    sources,
)
from muster.web.publishing import Published, Tell, written
from muster.web.rendering import page
from muster.web.session import Session
from muster.web.site import Site

SECONDS = 10.0  # that a page may hold the ledger for; jobs take the time they take
PAGES = (
    overview,
    documents,
    claims,
    review,
    findings,
    sources,
    estimate,
    outlook,
    brief,
    published,
    method,
    api,
    jobs,
    entering,
)


def application(site: Site, *, hosts: frozenset[str], session: Session) -> ASGIApp:
    """The pages of a site behind their guard; `hosts` are the names under which it may be asked, each with its port."""
    handlers = {HTTPException: _http, MusterError: _muster, TooLarge: _too_large, Exception: _failed}
    made = Starlette(routes=routes(), exception_handlers=handlers)
    made.state.site = site
    made.state.session = session
    made.state.application = application  # the pages as files are those of one more
    return Guard(_InTime(made), hosts=hosts, session=session)


def publish(settings: Settings, folder: Path, *, tell: Tell) -> Published:
    """Write every page into a folder that is empty or was written so before. Raises `UsageError` for a folder that holds something else,
    `MissingInput` for a ledger that is not there."""
    return written(settings, folder, application=application, tell=tell)


@dataclass(frozen=True, slots=True)
class _InTime:
    """Lets no answer hold the ledger for longer than `SECONDS`."""

    app: ASGIApp

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        with owning.within(SECONDS):
            await self.app(scope, receive, send)


def routes() -> Sequence[BaseRoute]:
    """Every route."""
    static = StaticFiles(directory=Path(str(resources.files("muster.web") / "static")))
    return [*(route for module in PAGES for route in module.ROUTES), Mount("/static", static)]


_STATUS = {
    UnknownClaim: 404,
    UnknownFinding: 404,
    UnknownRun: 404,
    ScenarioError: 400,
    MissingInput: 404,
    UsageError: 400,
    LedgerLocked: 503,
    TooSlow: 503,
}


def _http(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    said = "There is no such page." if (error.status_code, error.detail) == (404, "Not Found") else str(error.detail)
    answer = _told(request, said, error.status_code)
    answer.headers.update(error.headers or {})
    return answer


def _muster(request: Request, error: Exception) -> Response:
    status = next((status for kind, status in _STATUS.items() if isinstance(error, kind)), 422)
    return _told(request, str(error), status)


def _too_large(request: Request, _: Exception) -> Response:
    return too_large(request.scope)


def _failed(request: Request, error: Exception) -> Response:
    return _told(request, f"This page could not be made ({type(error).__name__}). What is in the ledger is whole.", 500)


def _told(request: Request, said: str, status: int) -> Response:
    if request.url.path.startswith("/api/"):
        return JSONResponse({"error": said}, status)
    titles = {404: "Not here", 400: "Not understood", 503: "Not just now", 500: "Something went wrong"}
    return page(request, "error.html.j2", title=titles.get(status, "That cannot be done"), status=status, said=said)
