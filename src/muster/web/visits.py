"""When a browser was last here: a cookie with two moments, of the visit before this one and of the last look within this one.

Invariant: what the cookie says is read as two numbers or not at all; it is a reader's bookmark and lets nobody in.
"""

from __future__ import annotations

import datetime as dt

from starlette.requests import Request
from starlette.responses import Response

_PAUSE = dt.timedelta(minutes=30)  # after which another visit begins
_KEPT = 400 * 24 * 3600  # seconds


def before(request: Request, *, now: dt.datetime) -> dt.datetime | None:
    """The last look of the visit before this one (UTC, without a zone), None for a first visit."""
    earlier, last = _moments(request, now)
    return last if last is not None and now - last > _PAUSE else earlier


def noted(request: Request, answer: Response, *, now: dt.datetime) -> None:
    """Note this look."""
    since = before(request, now=now)
    said = "-".join(str(int(_seconds(one))) if one else "" for one in (since, now))
    answer.set_cookie(_name(request), said, max_age=_KEPT, httponly=True, samesite="strict", path="/")


def _moments(request: Request, now: dt.datetime) -> tuple[dt.datetime | None, dt.datetime | None]:
    parts = request.cookies.get(_name(request), "").split("-")
    if len(parts) != 2:
        return None, None
    earlier, last = (_moment(part, now) for part in parts)
    return earlier, last


def _moment(said: str, now: dt.datetime) -> dt.datetime | None:
    if not (said.isascii() and said.isdigit() and len(said) < 12):
        return None
    found = dt.datetime.fromtimestamp(min(int(said), int(_seconds(now))), dt.UTC)
    return found.replace(tzinfo=None)


def _seconds(at: dt.datetime) -> float:
    return at.replace(tzinfo=dt.UTC).timestamp()


def _name(request: Request) -> str:
    """One for each page that is served on this machine, for cookies do not tell ports apart."""
    return f"muster_seen_{request.url.port or 80}"
