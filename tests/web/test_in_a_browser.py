"""Every page in Debian's Chromium, among hostile documents: it asks for nothing elsewhere, runs nothing of theirs, breaks no rule of WCAG A
and AA that axe knows, light and dark."""

from __future__ import annotations

import re
import sys
from pathlib import Path
from typing import Any

import pytest
from served import filled
from windows import CHROMIUM, Heard, checked, entered, faults

from muster.desk.settings import Settings
from muster.web.session import Session

sys.path.insert(0, str(Path(__file__).parents[1] / "brief"))
from hostile import STRINGS

pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="no Chromium here: apt-get install chromium")
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


@pytest.mark.parametrize(("scheme", "width"), [("light", 1200), ("dark", 1200), ("light", 380)])
def test_every_page_runs_nothing_asks_nowhere_and_passes_axe(
    browser: Any, address: tuple[str, Session], scheme: str, width: int
) -> None:
    with entered(browser, address, color_scheme=scheme, viewport={"width": width, "height": 900}) as heard:
        checked(heard)
        every = paths(heard)
        assert len(every) > len(PAGES)
        assert faults(heard, every) == {}


def test_hostile_words_stand_as_they_are(browser: Any, address: tuple[str, Session]) -> None:
    with entered(browser, address) as heard:
        for path in paths(heard):
            heard.go(path)
        assert heard.page.evaluate("document.querySelectorAll('img, iframe, object, embed, base').length") == 0
