"""Who may ask what of a page that stands open on a machine: between the server and every page.

Invariants: a request under a foreign name is answered by one line and reaches no page; nothing is written that another site's page asked
for; without a session only the way in and the style can be seen; no body is larger than the limit, however it is sent; every answer
carries the policy. Sec-Fetch-Site and Origin stand in for tokens in forms, as in Datasette.
"""

from __future__ import annotations

import logging
from collections.abc import Mapping
from dataclasses import dataclass, field

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from muster.web.session import Session, in_a_line

POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' data:",
        "connect-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
        "require-trusted-types-for 'script'",
        "trusted-types muster",
    )
)
HEADERS: Mapping[str, str] = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=()",
}
MOST = 25_000_000  # bytes of a body
_SAFE = ("GET", "HEAD", "OPTIONS")
_OPEN = ("/static/", "/enter")


class TooLarge(Exception):
    """A body that is larger than the limit."""


@dataclass(frozen=True, slots=True)
class Guard:
    """Stands before `app`: `hosts` are the names, with port, under which it may be asked; `most` bytes may come in a body."""

    app: ASGIApp
    hosts: frozenset[str]
    session: Session
    most: int = MOST
    headers: Mapping[str, str] = field(default_factory=lambda: HEADERS)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer, or let through."""
        if scope["type"] != "http":
            return

        async def say(message: Message) -> None:
            if message["type"] == "http.response.start":
                made = MutableHeaders(scope=message)
                for name, value in self.headers.items():
                    made.setdefault(name, value)
                made.setdefault("Cache-Control", "no-store")
            await send(message)

        answer = self._refused(scope)
        if answer is not None:
            await answer(scope, receive, say)
            return
        await self._passed(scope, receive, say)

    def _refused(self, scope: Scope) -> Response | None:
        headers = Headers(scope=scope)
        named = [value.lower() for value in headers.getlist("host")]
        if len(named) != 1 or named[0] not in self.hosts:
            return in_a_line(scope, "This page answers to its own name alone.", status=400)
        if scope["method"] not in _SAFE and not self._ours(headers, named[0]):
            return in_a_line(scope, "Another site asked for this; nothing was done.", status=403)
        if _length(headers) > self.most:
            return too_large(scope, self.most)
        if scope["path"].startswith(_OPEN):
            return None
        return self.session.entered(scope, headers)

    def _ours(self, headers: Headers, host: str) -> bool:
        """Whether a request that changes something comes from one of our own pages, or from no browser at all but with the key."""
        site, origin = headers.get("sec-fetch-site"), headers.get("origin")
        if site is not None:
            return site in ("same-origin", "none") and origin in (None, f"http://{host}", f"https://{host}", "null")
        if origin is not None:
            return origin in (f"http://{host}", f"https://{host}")
        return self.session.has_key(headers)

    async def _passed(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let it through, counting what comes in."""
        got, begun = 0, False

        async def counted() -> Message:
            nonlocal got
            message = await receive()
            got += len(message.get("body", b""))
            if got > self.most:
                raise TooLarge
            return message

        async def told(message: Message) -> None:
            nonlocal begun
            begun = True
            await send(message)

        try:
            await self.app(scope, counted, told)
        except (
            Exception
        ) as error:  # the answer that says so is sent by then; what went wrong is for whoever looks for it
            logging.getLogger(__name__).debug("a page could not be made", exc_info=error)
            if not begun:
                await in_a_line(scope, "This page could not be made.", status=500)(scope, receive, send)


def too_large(scope: Scope, most: int = MOST) -> Response:
    """The answer to a body that is too large."""
    return in_a_line(
        scope, f"That is more than {most // 1_000_000} MB; add large files with muster add.", status=413, close=True
    )


def _length(headers: Headers) -> int:
    said = headers.get("content-length", "0")
    return int(said) if said.isascii() and said.isdigit() and len(said) < 16 else 0
