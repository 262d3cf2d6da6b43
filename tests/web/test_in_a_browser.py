"""Every page in Debian's Chromium, among hostile documents: it asks for nothing elsewhere, runs nothing of theirs, breaks no rule of WCAG A
and AA that axe knows, light and dark; the main journey, with scripts and without."""

from __future__ import annotations

import re
import shutil
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from importlib import resources
from pathlib import Path
from typing import Any

import pytest
import uvicorn
from served import filled

from muster.desk.settings import Settings
from muster.web.app import application
from muster.web.jobs import Jobs
from muster.web.serving import Serve, hosts_of
from muster.web.session import Session
from muster.web.site import Site

sys.path.insert(0, str(Path(__file__).parents[1] / "brief"))
from hostile import STRINGS

CHROMIUM = next((path for path in map(shutil.which, ("chromium", "chromium-browser", "google-chrome")) if path), None)
pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="no Chromium here: apt-get install chromium")
RULES = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa")
LISTEN = """
window.violations = [];
document.addEventListener("securitypolicyviolation", e => window.violations.push(e.violatedDirective + " " + e.blockedURI));
window.ran = 0;
window.alert = () => { window.ran += 1; };
"""
PAGES = (
    "/",
    "/documents",
    "/claims",
    "/claims?measure=killed&sort=figure",
    "/review",
    "/findings",
    "/sources",
    "/estimate",
    "/outlook",
    "/brief",
    "/method",
    "/nothing",
)


@dataclass
class Heard:
    """What a page said and asked for."""

    page: Any
    base: str
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
        assert self.page.evaluate("window.violations") == []
        assert self.page.evaluate("window.ran") == 0
        # A page that is not there is told of by the browser itself.
        assert [line for line in self.console if "Failed to load resource" not in line] == []
        assert self.elsewhere == []


@pytest.fixture(scope="module")
def its(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    told = [one.replace("\n", " ").encode("utf-8", "ignore").decode() for one in STRINGS]
    body = "\n\n".join(
        f"{text} The ministry said {number + 1000:,} Russian soldiers were killed." for number, text in enumerate(told)
    )
    plain = (
        "5 February 2025\n\nRussia lost about 4,600 killed and wounded in January 2025, the ministry said on Monday.\n"
    )
    return filled(
        tmp_path_factory.mktemp("ledger"), {"hostile.txt": f"3 February 2025\n\n{body}\n", "plain.txt": plain}
    )


@pytest.fixture(scope="module")
def address(its: Settings) -> Iterator[tuple[str, Session]]:
    """A server in a thread, at any port."""
    import socket

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


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield opened
        opened.close()


@contextmanager
def entered(browser: Any, address: tuple[str, Session], **how: Any) -> Iterator[Heard]:
    """A window that has its session."""
    base, session = address
    context = browser.new_context(**how)
    page = context.new_page()
    page.set_default_timeout(60_000)
    heard = Heard(page, base)
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


def paths(heard: Heard) -> list[str]:
    """Every page, with one of each sort that has an id in its address."""
    found = list(PAGES)
    for where, sort in (
        ("/claims", "/claims/"),
        ("/documents", "/documents/"),
        ("/findings", "/findings/"),
        ("/sources", "/sources/"),
    ):
        heard.go(where)
        addresses = heard.page.eval_on_selector_all(
            "main a[href]", "links => links.map(link => link.getAttribute('href'))"
        )
        found += [one for one in addresses if re.match(rf"{sort}[^/?#]+$", one)][:1]
    return found


def checked(heard: Heard) -> None:
    """Wait until the check that begins by itself is through."""
    heard.go("/findings")
    deadline = time.monotonic() + 120
    while heard.page.locator(".running").count() and time.monotonic() < deadline:
        time.sleep(0.5)
        heard.go("/findings")


@pytest.mark.parametrize(("scheme", "width"), [("light", 1200), ("dark", 1200), ("light", 380)])
def test_every_page_runs_nothing_asks_nowhere_and_passes_axe(
    browser: Any, address: tuple[str, Session], scheme: str, width: int
) -> None:
    axe = (resources.files("axe_playwright_python") / "axe.min.js").read_text(encoding="utf-8")
    with entered(browser, address, color_scheme=scheme, viewport={"width": width, "height": 900}) as heard:
        checked(heard)
        every = paths(heard)
        assert len(every) > len(PAGES)
        broken: dict[str, object] = {}
        for path in every:
            heard.go(path)
            heard.page.evaluate(axe)
            found = heard.page.evaluate("rules => axe.run(document, {runOnly: rules})", list(RULES))["violations"]
            told = [(one["id"], [node["html"][:200] for node in one["nodes"][:3]]) for one in found]
            if told:
                broken[path] = told
            wide = heard.page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
            if wide > 0:
                broken[f"{path}, wider than {width}"] = wide
        assert broken == {}


def test_hostile_words_stand_as_they_are(browser: Any, address: tuple[str, Session]) -> None:
    with entered(browser, address) as heard:
        for path in paths(heard):
            heard.go(path)
        assert heard.page.evaluate("document.querySelectorAll('img, iframe, object, embed, base').length") == 0


@pytest.mark.parametrize("scripts", [True, False])
def test_from_a_text_to_a_judgement_and_a_brief(browser: Any, address: tuple[str, Session], scripts: bool) -> None:
    with entered(browser, address, java_script_enabled=scripts) as heard:
        page = heard.page
        page.goto(f"{heard.base}/claims?measure=killed")
        page.locator("main tbody a[href^='/claims/']").first.click()
        assert "/claims/" in page.url
        page.goto(f"{heard.base}/outlook")
        assert "Estimate" in page.locator("main").inner_text()
        page.goto(f"{heard.base}/brief")
        page.locator("#title").fill(f"Made {'with' if scripts else 'without'} scripts")
        page.get_by_role("button", name="Compose").click()
        where = page.url
        deadline = time.monotonic() + 240
        while page.get_by_role("link", name="See what came of it").count() == 0 and time.monotonic() < deadline:
            page.wait_for_timeout(500)
            if not scripts:  # with them the page follows the job by itself, and a reload of ours would cross its own
                page.goto(where)
        page.get_by_role("link", name="See what came of it").click()
        assert page.locator("h1").inner_text() == f"Made {'with' if scripts else 'without'} scripts"
        page.get_by_role("link", name="Look at it").click()
        assert page.locator("h1").inner_text() == f"Made {'with' if scripts else 'without'} scripts"
        looked_through(heard, scripts=scripts)


def looked_through(heard: Heard, *, scripts: bool) -> None:
    """Turn the parts of a brief one after another, and follow a link from one into another."""
    page = heard.page
    axe = (resources.files("axe_playwright_python") / "axe.min.js").read_text(encoding="utf-8")
    base, number = page.url.rpartition("/")[0], 1
    while True:
        if scripts:
            assert page.evaluate("getComputedStyle(document.body).maxWidth") != "none"
            page.evaluate(axe)
            found = page.evaluate("rules => axe.run(document, {runOnly: rules})", list(RULES))["violations"]
            assert [(one["id"], one["nodes"][0]["html"][:200]) for one in found] == []
            assert page.evaluate("window.violations") == []
            assert page.evaluate("window.ran") == 0
        following = page.get_by_role("link", name="Next part")
        if not following.count():
            break
        following.click()
        number += 1
        assert page.url == f"{base}/{number}"
    page.get_by_role("navigation", name="Contents").get_by_role("link", name="Claims").click()
    assert page.url.endswith("#claims")
    assert page.locator("#claims").count() == 1
    assert heard.elsewhere == []
