"""Takes a picture of every page for docs/tour.md, of the ledger that `make demo` left in out/.

    .venv/bin/python tools/tour.py        (after make demo; wants Debian's Chromium)

The pictures say what the page said on that day; they are taken anew when the pages change.
"""

from __future__ import annotations

import base64
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any, NamedTuple

from playwright.sync_api import sync_playwright

ROOT = Path(__file__).resolve().parents[1]
LEDGER, OUT = ROOT / "out" / "demo.duckdb", ROOT / "docs" / "tour"
QUALITY = 55  # of WebP, of 100
WAIT = 120_000  # milliseconds for the check of all claims


# Where the reports lie on this machine is nobody's business: their paths are shown as from the project's folder.
HERE = """here => {
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) walker.currentNode.data = walker.currentNode.data.replaceAll(here, "");
}"""


class Shot(NamedTuple):
    """A picture: where it is taken, after which links were followed, or by a link on that page."""

    name: str
    path: str
    click: str = ""
    width: int = 1200
    height: int = 900
    dark: bool = False


SHOTS = (
    Shot("overview", "/"),
    Shot("documents", "/documents"),
    Shot("document", "/documents", click="#found tbody tr:nth-child(3) th a"),
    Shot("claims", "/claims?party=RU&measure=killed"),
    Shot("claim", "/claims?party=RU&measure=killed", click="main table tbody tr:first-child a[href^='/claims/']"),
    Shot("review", "/review"),
    Shot("findings", "/findings"),
    Shot("sources", "/sources"),
    Shot("estimate", "/estimate", click="main a[href^='/estimate/']", height=1300),
    Shot("outlook", "/outlook", height=1300),
    Shot("brief", "/brief"),
    Shot("method", "/method"),
    Shot("dark", "/outlook", dark=True),
    Shot("phone", "/findings", width=380, height=800),
)


def main() -> None:
    chromium = next((path for path in map(shutil.which, ("chromium", "chromium-browser")) if path), None)
    if chromium is None or not LEDGER.is_file():
        sys.exit("a tour wants Chromium (apt-get install chromium) and the ledger of make demo")
    OUT.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        ledger = shutil.copy(LEDGER, folder)
        run = [sys.executable, "-m", "muster", "serve", "--no-browser", "--port", "0", "--ledger", ledger]
        whose = os.environ | {"LOGNAME": "A. Reader"}
        with subprocess.Popen(run, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, env=whose) as served:
            try:
                assert served.stdout is not None
                _taken(chromium, served.stdout.readline().strip())
            finally:
                served.terminate()


def _taken(chromium: str, way_in: str) -> None:
    base = way_in.partition("/?")[0].rstrip("/")
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        context = browser.new_context()
        page = context.new_page()
        page.goto(way_in)
        page.goto(f"{base}/findings")
        page.wait_for_selector("main h2", timeout=WAIT)
        for one in SHOTS:
            page.set_viewport_size({"width": one.width, "height": one.height})
            page.emulate_media(color_scheme="dark" if one.dark else "light")
            page.goto(base + one.path)
            if one.click:
                page.click(one.click)
            page.wait_for_load_state("networkidle")
            page.evaluate(HERE, f"{ROOT}/")
            _write(context.new_cdp_session(page), OUT / f"{one.name}.webp")
        browser.close()


def _write(session: Any, path: Path) -> None:
    told = session.send("Page.captureScreenshot", {"format": "webp", "quality": QUALITY})
    path.write_bytes(base64.b64decode(told["data"]))


if __name__ == "__main__":
    main()
