"""The section of the estimate in a browser: quiet, without a fault that axe knows, whole on paper, and its marks lead to claims."""

from __future__ import annotations

import io
import unicodedata
from dataclasses import replace
from importlib import resources
from pathlib import Path
from typing import Any

import pytest
from estimated import CLAIMS
from looking_ahead import looking_ahead
from made_up import both
from test_page import CHROMIUM, RULES, browser, foreign, shown
from test_render import OPTIONS
from test_signs import BOARD

from muster.brief.composition import compose
from muster.brief.render import html

__all__ = ["browser"]
pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="no Chromium here: apt-get install chromium")
_OVERLAPS = """svg => {
    const seen = one => one.textContent.trim() && getComputedStyle(one).opacity !== '0';
    const boxes = [...svg.querySelectorAll('text')].filter(seen).map(one => one.getBoundingClientRect());
    const found = [];
    for (let a = 0; a < boxes.length; a++) for (let b = a + 1; b < boxes.length; b++) {
        const wide = Math.min(boxes[a].right, boxes[b].right) - Math.max(boxes[a].left, boxes[b].left);
        const tall = Math.min(boxes[a].bottom, boxes[b].bottom) - Math.max(boxes[a].top, boxes[b].top);
        if (wide > 1 && tall > 3) found.push([a, b]);
    }
    return found;
}"""


@pytest.fixture(scope="module")
def text() -> str:
    its = replace(looking_ahead(), untold=(("russia-ukraine", "UA", "it failed"),), boards=(BOARD,))
    return html(compose(both(), options=OPTIONS, given=its))


@pytest.mark.parametrize("width", [1280, 390])
def test_it_is_quiet_fits_and_breaks_no_rule_of_axe(browser: Any, text: str, tmp_path: Path, width: int) -> None:
    axe = (resources.files("axe_playwright_python") / "axe.min.js").read_text(encoding="utf-8")
    with shown(browser, text, tmp_path, width=width) as heard:
        assert (heard.console, foreign(heard), heard.violations) == ([], [], [])
        assert heard.page.evaluate("document.documentElement.scrollWidth") <= width
        heard.page.evaluate("document.querySelectorAll('details').forEach(one => { one.open = true })")
        heard.page.evaluate(axe)
        found = heard.page.evaluate("rules => axe.run(document, {runOnly: rules})", list(RULES))
        assert [(one["id"], [node["html"] for node in one["nodes"]][:3]) for one in found["violations"]] == []


def test_the_contents_stand_in_one_line_with_it(browser: Any, text: str, tmp_path: Path) -> None:
    with shown(browser, text, tmp_path, width=1280) as heard:
        assert len(set(heard.page.evaluate("[...document.querySelectorAll('nav a')].map(a => a.offsetTop)"))) == 1


def test_a_mark_leads_to_its_claim_and_a_bias_to_its_row(browser: Any, text: str, tmp_path: Path) -> None:
    with shown(browser, text, tmp_path) as heard:
        heard.page.locator(f"section.estimate svg a[href='#r-{CLAIMS['45,720']}'] path").first.click(force=True)
        assert heard.page.evaluate("document.querySelector(':target').id") == f"r-{CLAIMS['45,720']}"
        heard.page.locator("section.estimate svg a text", has_text="Staff in Kyiv: losses").click()
        row = heard.page.locator(":target")
        row.wait_for(state="visible", timeout=5000)
        assert "Staff in Kyiv" in row.inner_text()


def test_no_two_words_of_a_chart_lie_on_each_other(browser: Any, text: str, tmp_path: Path) -> None:
    with shown(browser, text, tmp_path, width=1280) as heard:
        pictures = heard.page.locator("section.estimate figure > .scroll > svg")
        assert pictures.count() == 8
        for at in range(pictures.count()):
            assert pictures.nth(at).evaluate(_OVERLAPS) == []


def test_it_prints_with_its_charts_and_its_key(browser: Any, text: str, tmp_path: Path) -> None:
    from pypdf import PdfReader

    with shown(browser, text, tmp_path) as heard:
        pages = [page.extract_text() for page in PdfReader(io.BytesIO(heard.page.pdf(format="A4"))).pages]
    said = unicodedata.normalize("NFKC", " ".join(" ".join(pages).split()))  # a font may set "ff" as one letter
    for words in (
        "people a month",
        "times what the account holds",
        "Staff in Kyiv",
        "Run 0123456789",
        "Who is far out",
    ):
        assert words in said
