"""The pages on paper: light whatever the screen is, nothing cut off to the side, lists as wide as the sheet, and no buttons."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from windows import CHROMIUM, checked, entered, served
from with_a_run import estimated

from muster.web.session import Session

pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="no Chromium here: apt-get install chromium")
SHEETS = [718, 1000]  # A4 upright and lying, less its margins, in CSS pixels
_CUT = """[...document.querySelectorAll('.scroll, .tall, .wide, .legible')].map(one => [one.getAttribute('aria-label'),
    one.scrollWidth - one.clientWidth, getComputedStyle(one).overflowY]).filter(([, over, way]) => over > 1 || way !== 'visible')"""


@pytest.fixture(scope="module")
def opened(browser: Any, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[tuple[str, Session], list[str]]]:
    its, (_, last) = estimated(tmp_path_factory.mktemp("ledger"))
    with served(its) as address:
        with entered(browser, address) as heard:
            checked(heard)
        yield (
            address,
            ["/", "/documents", "/claims", "/findings", "/sources", f"/estimate/{last.id}", "/outlook", "/method"],
        )


@pytest.mark.parametrize("width", SHEETS)
def test_nothing_is_cut_off_and_it_is_light(
    browser: Any, opened: tuple[tuple[str, Session], list[str]], width: int
) -> None:
    address, paths = opened
    with entered(browser, address, color_scheme="dark", viewport={"width": width, "height": 1000}) as heard:
        for path in paths:
            heard.page.emulate_media(media="screen", color_scheme="dark")
            heard.go(path)
            heard.page.emulate_media(media="print", color_scheme="light")  # as a browser prints, whatever its screen
            assert heard.page.evaluate(_CUT) == [], path
            assert heard.page.evaluate("document.documentElement.scrollWidth") <= width, path
            assert heard.page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 254, 250)"
            assert heard.page.locator("main button:visible").count() == 0, path
        heard.page.emulate_media(media="screen")
        heard.go("/claims")
        heard.page.emulate_media(media="print")
        assert heard.page.locator("table").first.bounding_box()["width"] > 0.9 * width
