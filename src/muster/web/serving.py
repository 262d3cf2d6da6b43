"""A ledger served: the file is owned, a server listens on the loopback, and a link with a token is made for whoever started it.

Invariants: it listens on another address than the loopback only where that was asked for and a password is set; a client that says nothing,
or says it slowly, is let go of; when it ends, jobs are asked to end and the file is let go.
"""

from __future__ import annotations

import asyncio
import ipaddress
import socket
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from typing import Any

import uvicorn
from uvicorn.protocols.http.h11_impl import H11Protocol

from muster.claims.errors import MusterError, UsageError
from muster.desk import owning, steps
from muster.desk.settings import Settings
from muster.web import ahead
from muster.web.app import application
from muster.web.session import Session
from muster.web.site import Site

PORT = 8350
_ENDING = 5.0  # seconds in which jobs may end when the page does
_HEAD = 10.0  # seconds in which the head of a request must be through
_LAYING = 3.0  # seconds that the link waits for what the first looks need; after these it is laid beside the answers
_SPARED = 1.0  # seconds after that in which whoever looks first has the processor alone
_HERE = "127.0.0.1"


@dataclass(frozen=True, slots=True, kw_only=True)
class Serve:
    """How it is served: `port` None is the usual one, or any that is free; `names` are further names that the machine is known by."""

    host: str = _HERE
    port: int | None = None
    allow_remote: bool = False
    password: str | None = None
    names: Sequence[str] = ()


def serve(settings: Settings, how: Serve, *, tell: Callable[[str], None]) -> None:
    """Serve the ledger until it is interrupted; `tell` is given the link once it can be opened. Raises `UsageError` for an address that may
    not be served, `LedgerLocked` where another process has the ledger."""
    _allowed(how)
    with owning.owned(settings) as lender, _door(how) as door:
        port = door.getsockname()[1]
        address = f"http://{_spelled(how.host)}:{port}"
        session = Session(port=port, key=lender.secret, password=how.password)
        site = Site(settings=settings, address=address, key=lender.secret)
        app = application(site, hosts=hosts_of(how, port), session=session)
        lender.page(lambda: f"{address}/?token={session.token()}")
        server = _Server(uvicorn.Config(app, **_CONFIG), ready=lambda: tell(f"{address}/?token={session.token()}"))
        try:
            with _laid_ready(site) as laid:
                laid.wait(_LAYING)
                server.run(sockets=[door])
        finally:
            site.aside.stop_all(patience=_ENDING)
            site.jobs.stop_all(patience=_ENDING)


@contextmanager
def _laid_ready(site: Site) -> Iterator[threading.Event]:
    """Within it what the first looks at a large ledger would wait for is made ready, beside the answers: what is current and the words of
    its sentences, upon which the event is set, then the outlook."""
    over, laid = threading.Event(), threading.Event()

    def work() -> None:
        try:
            with suppress(MusterError):  # whoever asks for it is told
                steps.lay_ready(site.settings, stop=over.is_set)
        finally:
            laid.set()
        if not over.wait(_SPARED):
            ahead.lay_ready(site)

    thread = threading.Thread(target=work, name="laying ready", daemon=True)
    thread.start()
    try:
        yield laid
    finally:
        over.set()
        thread.join(_ENDING)


def hosts_of(how: Serve, port: int) -> frozenset[str]:
    """The names under which the page may be asked."""
    names = {_spelled(how.host), *how.names}
    if _loopback(how.host):
        names |= {"127.0.0.1", "localhost", "[::1]"}
    return frozenset(f"{name.lower()}:{port}" for name in names) | (
        frozenset(name.lower() for name in names) if port == 80 else frozenset()
    )


_CONFIG: dict[str, Any] = {
    "log_level": "error",
    "access_log": False,
    "server_header": False,
    "lifespan": "off",
    "ws": "none",
    "timeout_keep_alive": 5,
    "timeout_graceful_shutdown": 2,
}


class _Hurried(H11Protocol):
    """Lets go of a client whose request has no whole head in time."""

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        super().connection_made(transport)
        self._patience = self.loop.call_later(_HEAD, self._let_go)

    def connection_lost(self, exc: Exception | None) -> None:
        self._patience.cancel()
        super().connection_lost(exc)

    def handle_events(self) -> None:
        super().handle_events()
        if self.cycle is not None:
            self._patience.cancel()

    def _let_go(self) -> None:
        if self.cycle is None:
            self.transport.close()


_CONFIG["http"] = _Hurried


class _Server(uvicorn.Server):
    """A server that says when it listens."""

    def __init__(self, config: uvicorn.Config, *, ready: Callable[[], None]) -> None:
        super().__init__(config)
        self._ready = ready

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        if self.started:
            self._ready()


def _allowed(how: Serve) -> None:
    if _loopback(how.host):
        return
    if not how.allow_remote:
        raise UsageError(
            f"{how.host} is not this machine alone: whoever reaches it could ask for the page. --allow-remote says that this is meant"
        )
    if not how.password or len(how.password) < 8:
        raise UsageError(
            "to be reached from other machines the page needs a password of 8 letters or more: MUSTER_PASSWORD"
        )


def _loopback(host: str) -> bool:
    with suppress(ValueError):
        return ipaddress.ip_address(host.strip("[]")).is_loopback
    return host == "localhost"


def _spelled(host: str) -> str:
    return f"[{host}]" if ":" in host and not host.startswith("[") else host


def _door(how: Serve) -> socket.socket:
    """The socket to listen on: the usual port, or where that is taken and none was named any that is free."""
    family = socket.AF_INET6 if ":" in how.host else socket.AF_INET
    for port in [how.port] if how.port is not None else [PORT, 0]:
        try:
            return socket.create_server((how.host.strip("[]"), port), family=family, backlog=1024)
        except OSError as error:
            said = error
    raise UsageError(f"nothing can be served at {how.host} port {how.port or PORT}: {said.strerror or said}")
