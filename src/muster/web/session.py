"""The way in: a link with a token that works once, a cookie from then on; for programs a key; from afar a password.

Invariant: none of these is ever printed in a page, and each is compared in constant time.
"""

from __future__ import annotations

import hmac
import secrets
import threading
import time
from urllib.parse import parse_qsl, urlencode

from starlette.datastructures import Headers
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, RedirectResponse, Response
from starlette.types import Scope

_PAUSE = 1.0  # seconds that a wrong password costs
_MOST = 1000  # sessions, and tokens that wait
_HELP = (
    "This page belongs to whoever started muster serve. Open the link that it printed; it works once. "
    "For another link, run muster serve again beside the first."
)


class Session:
    """Who is in. `key` is for programs, `password` None where nobody may come from afar."""

    def __init__(self, *, port: int, key: str, password: str | None = None) -> None:
        self.cookie = f"muster_{port}"
        self.key = key
        self.password = password
        self._tokens: list[str] = []
        self._in: list[str] = []
        self._lock = threading.Lock()

    def token(self) -> str:
        """A token that lets one browser in, once."""
        made = secrets.token_urlsafe(24)
        with self._lock:
            self._tokens = [*self._tokens, made][-_MOST:]
        return made

    def entered(self, scope: Scope, headers: Headers) -> Response | None:
        """None for one who is in; else the answer that lets it in or says how to get in."""
        query = parse_qsl(scope["query_string"].decode("latin-1"), keep_blank_values=True)
        tokens = [value for name, value in query if name == "token"]
        known = self._known(Request(scope).cookies.get(self.cookie, "")) or self.has_key(headers)
        if not tokens:
            return None if known else self._closed(scope, headers)
        rest = urlencode([(name, value) for name, value in query if name != "token"])
        answer = RedirectResponse(_here(scope["path"]) + (f"?{rest}" if rest else ""), 303)
        if not known:
            if not self._taken(tokens[0]):
                return self._closed(scope, headers)
            self.let_in(answer)
        return answer

    def let_in(self, answer: Response) -> None:
        """Give whoever gets this answer a session."""
        made = secrets.token_urlsafe(32)
        with self._lock:
            self._in = [*self._in, made][-_MOST:]
        answer.set_cookie(self.cookie, made, httponly=True, samesite="strict", path="/")

    def has_key(self, headers: Headers) -> bool:
        """Whether it is a program that says the key."""
        said = headers.get("authorization", "")
        return said.startswith("Bearer ") and _same(said.removeprefix("Bearer "), self.key)

    def says(self, password: str) -> bool:
        """Whether this is the password; a wrong one costs a second."""
        right = self.password is not None and _same(password, self.password)
        if not right:
            time.sleep(_PAUSE)
        return right

    def _closed(self, scope: Scope, headers: Headers) -> Response:
        if self.password is not None and "text/html" in headers.get("accept", ""):
            return RedirectResponse("/enter", 303)
        return in_a_line(scope, _HELP, status=401)

    def _known(self, cookie: str) -> bool:
        return sum(_same(cookie, one) for one in self._in) > 0

    def _taken(self, token: str) -> bool:
        with self._lock:
            found = [one for one in self._tokens if _same(token, one)]
            self._tokens = [one for one in self._tokens if one not in found]
        return bool(found)


def in_a_line(scope: Scope, said: str, *, status: int, close: bool = False) -> Response:
    """A line as text, or for a program as JSON."""
    headers = {"Connection": "close"} if close else {}
    if scope["path"].startswith("/api/"):
        return JSONResponse({"error": said}, status, headers)
    return PlainTextResponse(f"{said}\n", status, headers)


def _same(one: str, other: str) -> bool:
    return hmac.compare_digest(one.encode(), other.encode())


def _here(path: str) -> str:
    """A path of ours and no other site's address, whatever was asked for."""
    return "/" + path.replace("\\", "/").lstrip("/")
