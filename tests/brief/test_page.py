"""The page in a browser, Debian's Chromium: it asks for nothing, runs nothing, breaks no rule of WCAG A and AA that axe knows,
and its figures lead to their words."""

from __future__ import annotations

import io
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from importlib import resources
from pathlib import Path
from typing import Any

import pytest
from hostile import STRINGS
from made_up import both, given, nested
from test_render import OPTIONS, hostile, hostile_given, large

from muster.brief.composition import compose
from muster.brief.render import html

CHROMIUM = next((path for path in map(shutil.which, ("chromium", "chromium-browser", "google-chrome")) if path), None)
pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="no Chromium here: apt-get install chromium")
RULES = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa")
_LISTEN = """
window.violations = [];
document.addEventListener("securitypolicyviolation", e => window.violations.push(e.violatedDirective + " " + e.blockedURI));
window.ran = 0;
window.alert = () => { window.ran += 1; };
"""

_BOXES = """one => [...one.querySelectorAll('a')].map(link => [...link.querySelectorAll('rect, text')]
    .map(it => it.getBBox()).map(box => [box.x, box.y, box.width, box.height]))"""


@dataclass
class Heard:
    """What a page said and asked for while it was open."""

    page: Any
    console: list[str] = field(default_factory=list)
    requests: list[str] = field(default_factory=list)

    @property
    def violations(self) -> list[str]:
        return list(self.page.evaluate("window.violations"))

    @property
    def ran(self) -> int:
        return int(self.page.evaluate("window.ran"))


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield opened
        opened.close()


@contextmanager
def shown(browser: Any, text: str, folder: Path, *, width: int = 1100, **settings: Any) -> Iterator[Heard]:
    """The text as a file in a fresh browser window that can reach no network."""
    file = folder / "brief.html"
    file.write_text(text, encoding="utf-8")
    context = browser.new_context(viewport={"width": width, "height": 900}, **settings)
    page = context.new_page()
    heard = Heard(page)
    page.add_init_script(_LISTEN)
    page.on("console", lambda message: heard.console.append(message.text))
    page.on("pageerror", lambda error: heard.console.append(str(error)))
    page.on("request", lambda request: heard.requests.append(request.url))
    context.route("http*://**", lambda route: route.abort())
    page.goto(file.as_uri())
    yield heard
    context.close()


def foreign(heard: Heard) -> list[str]:
    return [url for url in heard.requests if not url.startswith(("file:", "data:"))]


@pytest.fixture(scope="module")
def text() -> str:
    return html(compose([*both(), nested()], options=OPTIONS, given=given()))


def test_it_opens_quietly(browser: Any, text: str, tmp_path: Path) -> None:
    with shown(browser, text, tmp_path) as heard:
        assert heard.page.title().startswith("Russia’s killed and wounded")
        assert (heard.console, foreign(heard), heard.violations) == ([], [], [])
        styled = heard.page.evaluate("getComputedStyle(document.querySelector('.skip')).position")
        assert styled == "absolute"


@pytest.mark.parametrize("width", [1100, 400])
@pytest.mark.parametrize("unfolded", [False, True])
def test_it_breaks_no_rule_of_axe(browser: Any, text: str, tmp_path: Path, width: int, unfolded: bool) -> None:
    axe = (resources.files("axe_playwright_python") / "axe.min.js").read_text(encoding="utf-8")
    with shown(browser, text, tmp_path, width=width) as heard:
        if unfolded:
            heard.page.evaluate("document.querySelectorAll('details').forEach(one => { one.open = true })")
        heard.page.evaluate(axe)
        found = heard.page.evaluate("rules => axe.run(document, {runOnly: rules})", list(RULES))
        assert [(one["id"], [node["html"] for node in one["nodes"]][:3]) for one in found["violations"]] == []
        assert len(found["passes"]) > 20


def test_every_link_leads_to_something_on_the_page(browser: Any, text: str, tmp_path: Path) -> None:
    with shown(browser, text, tmp_path) as heard:
        lost = heard.page.evaluate(
            """[...document.querySelectorAll('a')].map(a => a.getAttribute('href'))
               .filter(to => to.startsWith('#') ? !document.getElementById(to.slice(1)) : !to.startsWith('data:'))"""
        )
        assert lost == []


def test_a_figure_leads_to_its_words_even_where_the_text_is_folded(browser: Any, tmp_path: Path) -> None:
    sources = large(40, 60)
    with shown(browser, html(compose(sources)), tmp_path) as heard:
        wanted = sources[30].reading.claims[50]
        heard.page.evaluate("to => { location.hash = to }", f"#c-{wanted.id}")
        mark = heard.page.locator(f"#c-{wanted.id}")
        mark.wait_for(state="visible", timeout=5000)
        assert mark.inner_text() == wanted.quote
        box = mark.bounding_box()
        assert 0 <= box["y"] <= 900
        mark.locator("a").click()
        row = heard.page.locator(f"#r-{wanted.id}")
        row.wait_for(state="visible", timeout=5000)
        assert 0 <= row.bounding_box()["y"] <= 900


def test_a_click_in_a_takeaway_and_on_a_chart_arrives(browser: Any, text: str, tmp_path: Path) -> None:
    with shown(browser, text, tmp_path) as heard:
        link = heard.page.locator(".takeaways a").first
        figure = link.inner_text()
        link.click()
        told = heard.page.evaluate("document.querySelector(':target').innerText")
        assert told == "1,523"
        assert figure == "1,523 a day"
        plain, lit = (
            heard.page.evaluate(f"getComputedStyle(document.querySelector('{one}')).backgroundColor")
            for one in ("mark.sample", ":target")
        )
        assert plain != lit
        heard.page.locator("figure svg a text").first.click()
        assert heard.page.evaluate("document.querySelector(':target').tagName") == "TR"


def test_a_finding_leads_to_its_sentences_and_is_led_to_from_above(browser: Any, text: str, tmp_path: Path) -> None:
    with shown(browser, text, tmp_path) as heard:
        heard.page.locator(".gravest a", has_text="Rival figures").click()
        finding = heard.page.locator(":target")
        box = finding.bounding_box()
        assert 0 <= box["y"] <= 900
        quotes = finding.locator(".quotes li")
        tops = [quotes.nth(at).bounding_box()["y"] for at in range(quotes.count())]
        assert len(tops) == 2, "a sentence for each claim"
        assert tops[0] == tops[1], "side by side"
        quotes.nth(1).locator("a").click()
        assert heard.page.evaluate("document.querySelector(':target').innerText") == "45,720"


def test_a_remark_that_a_finding_speaks_of_is_led_to(browser: Any, text: str, tmp_path: Path) -> None:
    with shown(browser, text, tmp_path) as heard:
        heard.page.locator("#k-record ~ ul .quotes a", has_text="all-time high").click()
        assert heard.page.evaluate("document.querySelector(':target').innerText") == "all-time high"


def test_the_picture_of_who_rests_on_whom_leads_into_its_table(browser: Any, text: str, tmp_path: Path) -> None:
    with shown(browser, text, tmp_path) as heard:
        picture = heard.page.locator("svg[aria-labelledby^='resting']")
        picture.locator("a", has_text="The Gazette").click()
        heard.page.wait_for_timeout(200)
        assert "The Gazette" in heard.page.evaluate("document.querySelector(':target').innerText")
        boxes = picture.evaluate(_BOXES)
        assert len(boxes) == 4
        for (x, y, wide, tall), *names in boxes:
            assert all(a >= x and a + c <= x + wide and b >= y and b + d <= y + tall for a, b, c, d in names), (
                "in its frame"
            )


def test_it_fits_a_narrow_screen(browser: Any, text: str, tmp_path: Path) -> None:
    with shown(browser, text, tmp_path, width=400) as heard:
        assert heard.page.evaluate("document.documentElement.scrollWidth") <= 400


def test_the_claims_come_down_as_a_file(browser: Any, text: str, tmp_path: Path) -> None:
    with shown(browser, text, tmp_path) as heard:
        with heard.page.expect_download() as download:
            heard.page.get_by_role("link", name="CSV for spreadsheets").click()
        assert download.value.suggested_filename == "claims.csv"
        assert Path(download.value.path()).read_text(encoding="utf-8-sig").startswith("id,document,figure")


def test_the_contents_stand_in_one_line_and_each_party_has_one_visible_head(
    browser: Any, text: str, tmp_path: Path
) -> None:
    with shown(browser, text, tmp_path, width=1280) as heard:
        assert len(set(heard.page.evaluate("[...document.querySelectorAll('nav a')].map(a => a.offsetTop)"))) == 1
        heads = heard.page.locator("section[aria-labelledby='says'] thead").count()
        assert heads == heard.page.locator("section[aria-labelledby='says'] h4").count()


def test_it_prints_whole_with_its_documents(browser: Any, text: str, tmp_path: Path) -> None:
    from pypdf import PdfReader

    with shown(browser, text, tmp_path) as heard:
        heard.page.evaluate("document.querySelectorAll('details').forEach(one => { one.open = false })")
        pages = [page.extract_text() for page in PdfReader(io.BytesIO(heard.page.pdf(format="A4"))).pages]
    said = " ".join(" ".join(pages).split())
    assert "Half of the 20,000 were lost at the river." in said
    assert "Skip to the brief" not in said
    assert "Whether it is the highest cannot be told." in said, "a finding"
    assert "1,523 a day over 30 days make 45,690" in said, "what is folded"
    assert len(pages) <= 7, "with the claims and what was left out"


@pytest.mark.parametrize("guarded", [True, False], ids=["as it is", "without its policy"])
def test_hostile_words_run_nothing_and_ask_for_nothing(browser: Any, tmp_path: Path, guarded: bool) -> None:
    with shown(browser, html(compose([hostile()], given=hostile_given())), tmp_path, bypass_csp=not guarded) as heard:
        heard.page.evaluate("document.querySelectorAll('details').forEach(one => { one.open = true })")
        heard.page.wait_for_timeout(200)
        assert (heard.ran, foreign(heard), heard.console, heard.violations) == (0, [], [], [])
        assert heard.page.locator("article .text p").count() >= len(STRINGS) - 2


def test_the_policy_alone_holds_where_nothing_is_escaped(browser: Any, tmp_path: Path) -> None:
    """A page into which every hostile string was put raw. A refresh is left out: no policy forbids a page to send itself away."""
    raw = "".join(
        f"<div>{one}</div>" for one in STRINGS if "refresh" not in one and "hidden" not in one and "\ud800" not in one
    )
    whole = html(compose(both())).replace("</main>", f"{raw}</main>")
    with shown(browser, whole, tmp_path) as heard:
        heard.page.wait_for_timeout(200)
        assert (heard.ran, foreign(heard)) == (0, [])
        assert heard.violations
