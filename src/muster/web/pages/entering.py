"""The way in with a password, for a page that other machines may reach."""

from __future__ import annotations

from jinja2 import Environment, PackageLoader
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import Route

from muster.web.rendering import see
from muster.web.session import Session


async def enter(request: Request) -> Response:
    """The form, and the session for who says the password."""
    session: Session = request.app.state.session
    if session.password is None:
        raise HTTPException(404)
    if request.method == "GET":
        return _form(wrong=False)
    async with request.form(max_files=0, max_fields=5, max_part_size=2000) as form:
        said = str(form.get("password", ""))
    if not await run_in_threadpool(session.says, said):
        return _form(wrong=True)
    answer = see("/")
    session.let_in(answer)
    return answer


def _form(*, wrong: bool) -> Response:
    made = Environment(loader=PackageLoader("muster.web", "templates"), autoescape=True)
    return HTMLResponse(made.get_template("enter.html.j2").render(wrong=wrong), 401 if wrong else 200)


ROUTES = (Route("/enter", enter, methods=["GET", "POST"]),)
