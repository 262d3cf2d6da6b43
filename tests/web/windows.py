"""A served ledger and windows of Debian's Chromium on it, each held to what every page is held to; and axe."""

from __future__ import annotations

import shutil
import socket
import threading
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from importlib import resources
from typing import Any

import uvicorn

from muster.desk.settings import Settings
from muster.web.app import application
from muster.web.jobs import Jobs
from muster.web.serving import Serve, hosts_of
from muster.web.session import Session
from muster.web.site import Site

CHROMIUM = next((path for path in map(shutil.which, ("chromium", "chromium-browser", "google-chrome")) if path), None)
RULES = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa")
LISTEN = """
window.violations = [];
document.addEventListener("securitypolicyviolation", e => window.violations.push(e.violatedDirective + " " + e.blockedURI));
window.ran = 0;
window.alert = () => { window.ran += 1; };
"""


@dataclass
class Heard:
    """What a page said and asked for. Without `scripts` what breaks its policy is told in the console alone."""

    page: Any
    base: str
    scripts: bool = True
    console: list[str] = field(default_factory=list)
    elsewhere: list[str] = field(default_factory=list)

    def go(self, path: str) -> None:
        """Open a page and hold it to what every page is held to."""
        for attempt in range(3):
            try:
                self.page.goto(self.base + path)
                break
            except (
                Exception
            ) as error:  # a page that waits for a job reloads itself when that ends, which may cross ours
                if "ERR_ABORTED" not in str(error) or attempt == 2:
                    raise
        self.hold()

    def hold(self) -> None:
        """Nothing ran, broke the policy, was told in the console or asked for elsewhere."""
        if self.scripts:
            assert self.page.evaluate("window.violations") == []
            assert self.page.evaluate("window.ran") == 0
        # A page that is not there is told of by the browser itself.
        assert [line for line in self.console if "Failed to load resource" not in line] == []
        assert self.elsewhere == []


@contextmanager
def served(its: Settings) -> Iterator[tuple[str, Session]]:
    """A server in a thread, at any port: its address and who is in."""
    door = socket.create_server(("127.0.0.1", 0))
    port = door.getsockname()[1]
    session = Session(port=port, key="key")
    site = Site(settings=its, jobs=Jobs(), address=f"http://127.0.0.1:{port}")
    app = application(site, hosts=hosts_of(Serve(), port), session=session)
    server = uvicorn.Server(uvicorn.Config(app, log_level="error", lifespan="off", ws="none"))
    thread = threading.Thread(target=lambda: server.run(sockets=[door]), daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.05)
    yield f"http://127.0.0.1:{port}", session
    site.jobs.stop_all()
    server.should_exit = True
    thread.join(10)


@contextmanager
def chromium() -> Iterator[Any]:
    """The browser."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield opened
        opened.close()


@contextmanager
def entered(browser: Any, address: tuple[str, Session], *, scripts: bool = True, **how: Any) -> Iterator[Heard]:
    """A window that has its session."""
    base, session = address
    context = browser.new_context(java_script_enabled=scripts, **how)
    page = context.new_page()
    page.set_default_timeout(60_000)
    heard = Heard(page, base, scripts)
    page.add_init_script(LISTEN)
    page.on("console", lambda message: heard.console.append(message.text))
    page.on("pageerror", lambda error: heard.console.append(str(error)))
    page.on(
        "request",
        lambda request: None if request.url.startswith((base, "data:")) else heard.elsewhere.append(request.url),
    )
    page.goto(f"{base}/method?token={session.token()}")
    yield heard
    context.close()


@cache
def _axe() -> str:
    return (resources.files("axe_playwright_python") / "axe.min.js").read_text(encoding="utf-8")


def faults(heard: Heard, paths: Iterable[str]) -> dict[str, object]:
    """What axe finds against WCAG A and AA on each of the pages, and how much wider than the window a page is; empty where all is well."""
    broken: dict[str, object] = {}
    for path in paths:
        heard.go(path)
        heard.page.evaluate(_axe())
        found = heard.page.evaluate("rules => axe.run(document, {runOnly: rules})", list(RULES))["violations"]
        told = [(one["id"], [node["html"][:200] for node in one["nodes"][:3]]) for one in found]
        if told:
            broken[path] = told
        wide = heard.page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        if wide > 0:
            broken[f"{path}, wider than the window"] = wide
    return broken


def checked(heard: Heard) -> None:
    """Wait until the check that begins by itself is through."""
    heard.go("/findings")
    deadline = time.monotonic() + 120
    while heard.page.locator(".running").count() and time.monotonic() < deadline:
        time.sleep(0.5)
        heard.go("/findings")
