"""A brief in the dark: words, tables, marks and pictures are dark on a screen that asks for it, and light on paper whatever it asks for."""

from __future__ import annotations

import re
from dataclasses import replace
from importlib import resources
from pathlib import Path
from typing import Any

import pytest
from looking_ahead import looking_ahead
from made_up import both, nested
from test_page import CHROMIUM, RULES, browser, shown
from test_render import OPTIONS
from test_signs import BOARD

from muster.brief.composition import compose
from muster.brief.render import html
from muster.brief.whole import Brief

__all__ = ["browser"]
with_browser = pytest.mark.skipif(CHROMIUM is None, reason="no Chromium here: apt-get install chromium")
STYLE = (resources.files("muster.brief") / "templates" / "style.css").read_text(encoding="utf-8")
SERVED = (resources.files("muster.web") / "static" / "style.css").read_text(encoding="utf-8")
DARK = "rgb(23, 22, 26)"
_LIGHT_GROUNDS = """[...document.querySelectorAll('body, body *')].map(one => [one.localName + '.' + one.getAttribute('class'),
    getComputedStyle(one).backgroundColor.match(/[\\d.]+/g).map(Number)])
    .filter(([, [red, green, blue, seen = 1]]) => seen && 0.3 * red + 0.6 * green + 0.1 * blue > 128).map(([name]) => name)"""
_DIM_WORDS = """[...document.querySelectorAll('svg text')].filter(one => getComputedStyle(one).opacity !== '0')
    .map(one => getComputedStyle(one).fill).filter(fill => {
        const [red, green, blue] = fill.match(/[\\d.]+/g).map(Number);
        return 0.3 * red + 0.6 * green + 0.1 * blue < 128; })"""


@pytest.fixture(scope="module")
def brief() -> Brief:
    its = replace(looking_ahead(), untold=(("russia-ukraine", "UA", "it failed"),), boards=(BOARD,))
    return compose([*both(), nested()], options=OPTIONS, given=its)


@pytest.fixture(scope="module")
def text(brief: Brief) -> str:
    return html(brief)


def test_each_colour_of_a_picture_is_in_the_dark_what_it_is_on_the_page_that_is_served() -> None:
    served = re.findall(r'figure svg \[(fill|stroke)="(#\w+)" i\] \{ \w+: light-dark\(#\w+, (#\w+)\); \}', SERVED)
    own = re.findall(r'svg \[(fill|stroke)="(#\w+)" i\] \{ \w+: (#\w+); \}', STYLE)
    assert own == served
    assert len(own) > 30


def test_each_colour_of_its_own_has_another_in_the_dark() -> None:
    light, dark = (
        re.findall(r"--([\w-]+): #", part) for part in STYLE.split("@media screen and (prefers-color-scheme: dark)")
    )
    assert dark == light


@with_browser
@pytest.mark.parametrize("width", [1100, 390])
def test_it_breaks_no_rule_of_axe_in_the_dark(browser: Any, text: str, tmp_path: Path, width: int) -> None:
    axe = (resources.files("axe_playwright_python") / "axe.min.js").read_text(encoding="utf-8")
    with shown(browser, text, tmp_path, width=width, color_scheme="dark") as heard:
        heard.page.evaluate("document.querySelectorAll('details').forEach(one => { one.open = true })")
        assert heard.page.evaluate("getComputedStyle(document.body).backgroundColor") == DARK
        heard.page.evaluate(axe)
        found = heard.page.evaluate("rules => axe.run(document, {runOnly: rules})", list(RULES))
        assert [(one["id"], [node["html"] for node in one["nodes"]][:3]) for one in found["violations"]] == []


@with_browser
def test_nothing_of_it_stays_light(browser: Any, text: str, tmp_path: Path) -> None:
    with shown(browser, text, tmp_path, color_scheme="dark") as heard:
        heard.page.evaluate("document.querySelectorAll('details').forEach(one => { one.open = true })")
        assert set(heard.page.evaluate(_LIGHT_GROUNDS)) <= {"span.severity v-grave", "a.skip"}
        assert heard.page.evaluate(_DIM_WORDS) == []
        marks = heard.page.evaluate(
            "[...document.querySelectorAll('.status')].map(one => getComputedStyle(one, '::before').color)"
        )
        assert marks
        assert all(sum(map(int, re.findall(r"\d+", colour))) > 300 for colour in marks)


@with_browser
def test_what_is_sought_stands_out_in_the_dark(browser: Any, text: str, tmp_path: Path) -> None:
    with shown(browser, text, tmp_path, color_scheme="dark") as heard:
        heard.page.locator(".takeaways a").first.click()
        plain, lit = (
            heard.page.evaluate(f"getComputedStyle(document.querySelector('{one}')).backgroundColor")
            for one in ("mark:not(:target)", ":target")
        )
        assert plain != lit


@with_browser
def test_paper_stays_light(browser: Any, text: str, tmp_path: Path) -> None:
    with shown(browser, text, tmp_path, color_scheme="dark") as heard:
        heard.page.emulate_media(media="print", color_scheme="dark")
        seen = heard.page.evaluate("(its => [its.backgroundColor, its.color])(getComputedStyle(document.body))")
        words = heard.page.evaluate("getComputedStyle(document.querySelector('svg text')).fill")
    assert seen == ["rgb(255, 255, 255)", "rgb(27, 26, 23)"]
    assert words in ("rgb(26, 26, 26)", "rgb(74, 74, 74)")


def test_the_pdf_stays_light(brief: Brief) -> None:
    pytest.importorskip("weasyprint", exc_type=ImportError)
    pypdf = pytest.importorskip("pypdf")
    import io

    from muster.brief import paper

    pages = pypdf.PdfReader(io.BytesIO(paper.pdf(brief))).pages
    drawn = b"".join(page.get_contents().get_data() for page in pages)
    colours = {
        tuple(round(float(part) * 255) for part in found)
        for found in re.findall(rb"([\d.]+) ([\d.]+) ([\d.]+) (?:rg|scn?)\b", drawn)
    }
    assert (27, 26, 23) in colours
    assert not colours & {(0x17, 0x16, 0x1A), (0xEC, 0xE8, 0xDD), (0xB3, 0xAE, 0xA1), (0x8E, 0xC1, 0xF2)}
