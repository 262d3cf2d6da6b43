"""What a phone shows of long tables, and keys that can be turned off, in Debian's Chromium."""

from __future__ import annotations

from typing import Any

import pytest
from served import filled
from windows import CHROMIUM, checked, entered

from muster.desk.settings import Settings
from muster.web.session import Session

pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="no Chromium here: apt-get install chromium")
PHONE = {"width": 375, "height": 800}


@pytest.fixture(scope="module")
def its(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    return filled(tmp_path_factory.mktemp("ledger"))


@pytest.mark.parametrize(
    ("path", "whole", "beside"),
    [
        ("/claims", "1,200 Russian soldiers were killed", ("Killed", "RU", "January 2025", "the Defence Ministry")),
        ("/documents", "ministry.txt", ("3 Feb 2025", "2")),
    ],
)
def test_a_row_is_a_card_that_needs_no_scrolling_to_the_side(
    browser: Any, address: tuple[str, Session], path: str, whole: str, beside: tuple[str, ...]
) -> None:
    with entered(browser, address, viewport=PHONE) as heard:
        heard.go(path)
        row = heard.page.locator("tbody tr", has_text=whole).first
        cells = row.locator("th, td")
        for cell in (cells.nth(at) for at in range(cells.count()) if cells.nth(at).is_visible()):
            box = cell.bounding_box()
            assert box is not None
            assert box["x"] >= 0
            assert box["x"] + box["width"] <= PHONE["width"]
        for said in beside:
            assert said.casefold() in row.inner_text().casefold()
        box = row.bounding_box()
        assert box is not None
        assert box["height"] < 260
        assert row.locator("td[data-of]").first.evaluate("one => getComputedStyle(one, '::before').content") != "none"


def test_keys_can_be_turned_off_and_stay_so(browser: Any, address: tuple[str, Session]) -> None:
    with entered(browser, address) as heard:
        heard.go("/review")
        first = heard.page.url, heard.page.locator("h2.figure").inner_text()
        heard.page.get_by_label("One letter presses").uncheck()
        heard.page.locator("h1").click()
        heard.page.keyboard.press("s")
        heard.page.wait_for_timeout(500)
        assert (heard.page.url, heard.page.locator("h2.figure").inner_text()) == first
        heard.go("/review")
        assert not heard.page.get_by_label("One letter presses").is_checked()
        heard.page.get_by_label("One letter presses").check()
        heard.page.locator("h1").click()
        with heard.page.expect_navigation():
            heard.page.keyboard.press("s")
        assert heard.page.url != first[0]
        heard.hold()
    with entered(browser, address, scripts=False) as heard:
        heard.go("/review")
        assert not heard.page.get_by_label("One letter presses").is_visible()


_BESIDE = """labels => labels.filter(label => label.offsetParent).map(label => {
    const words = document.createRange();
    words.selectNodeContents(label.lastChild);
    const box = label.querySelector("input").getBoundingClientRect();
    const lines = [...words.getClientRects()].filter(line => line.width > 1);
    return [label.innerText, lines.length, lines.every(line => line.left >= box.right)];
})"""


@pytest.mark.parametrize(("path", "wrap"), [("/brief", True), ("/review", False), ("/claims", False)])
def test_what_a_box_is_for_stands_beside_it_on_every_line(
    browser: Any, address: tuple[str, Session], path: str, wrap: bool
) -> None:
    with entered(browser, address, viewport={"width": 320, "height": 800}) as heard:
        heard.go(path)
        heard.page.evaluate("document.querySelectorAll('details').forEach(one => { one.open = true })")
        boxes = heard.page.locator("label:has(> input[type=checkbox], > input[type=radio])").evaluate_all(_BESIDE)
        assert boxes
        assert [words for words, _, beside in boxes if not beside] == []
        assert not wrap or max(lines for _, lines, _ in boxes) > 1


@pytest.mark.parametrize("path", ["/brief", "/estimate"])
def test_a_war_of_a_long_name_makes_no_form_wider(browser: Any, address: tuple[str, Session], path: str) -> None:
    with entered(browser, address, viewport=PHONE) as heard:
        heard.go(path)
        heard.page.locator("#war").evaluate(
            "one => one.add(new Option('A war of so long a name that no window of a telephone would hold it in one line'))"
        )
        assert heard.page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]


@pytest.mark.parametrize("path", ["/", "/sources", "/findings", "/documents", "/review", "/estimate", "/method"])
def test_no_row_is_taller_than_half_a_window(browser: Any, address: tuple[str, Session], path: str) -> None:
    with entered(browser, address, viewport=PHONE) as heard:
        checked(heard)
        heard.go(path)
        heard.page.evaluate("document.querySelectorAll('details').forEach(one => { one.open = true })")
        rows = heard.page.locator("main tbody tr").evaluate_all(
            "rows => rows.map(row => [row.getBoundingClientRect().height, row.innerText.slice(0, 80)])"
        )
        assert [said for tall, said in rows if tall > PHONE["height"] / 2] == []
