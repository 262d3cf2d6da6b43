"""The pages that show a run, in Debian's Chromium: no rule of WCAG A and AA that axe knows is broken, light and dark, and none is wider
than a phone. What a brief looks like is held to the same among the brief's own tests."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from windows import CHROMIUM, checked, entered, faults, served
from with_a_run import estimated

from muster.web.session import Session

pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="no Chromium here: apt-get install chromium")


@pytest.fixture(scope="module")
def opened(browser: Any, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[tuple[str, Session], list[str]]]:
    """The server's address, and the paths of the pages that show a run or may."""
    its, (first, last) = estimated(tmp_path_factory.mktemp("ledger"))
    with served(its) as address:
        with entered(browser, address) as heard:
            checked(heard)
        moved = "a.recruits=3,000+recruits+a+month&a.losses=30,000+people+a+month"
        yield (
            address,
            [
                "/",
                "/estimate",
                f"/estimate/{last.id}",
                f"/estimate/{last.id}?party=RU&of=2&month=2025-01&habits=yes",
                f"/estimate/{last.id}/beside/{first.id}",
                f"/outlook?{moved}",
                f"/outlook?party=RU&run={first.id}&beside=yes&{moved}&b.base=mobilisation-300k&b.months=18",
                "/outlook?a.recruits=many",
                "/brief",
            ],
        )


@pytest.mark.parametrize(("scheme", "width"), [("light", 1200), ("dark", 1200), ("light", 380)])
def test_a_run_breaks_no_rule_of_axe_and_no_window(
    browser: Any, opened: tuple[tuple[str, Session], list[str]], scheme: str, width: int
) -> None:
    address, paths = opened
    with entered(browser, address, color_scheme=scheme, viewport={"width": width, "height": 900}) as heard:
        assert faults(heard, paths) == {}
        heard.go(paths[2])
        assert "Half of them have" in heard.page.locator("main").inner_text()
        drawn = heard.page.locator(".legible svg").first.bounding_box()
        assert drawn is not None
        assert drawn["width"] >= 600  # its words are not smaller than they can be read
        assert "50, 80 and 95 of 100 accounts" in heard.page.locator(".key li").first.inner_text()
        assert heard.page.locator(".key li").count() > 1  # each mark has its name
        heard.go(paths[6])
        assert heard.page.locator("#results section").count() == 2
        heard.go(paths[0])
        assert "in the middle of the possible accounts" in heard.page.locator("main").inner_text()
        assert "in 80 of 100 possible accounts" in heard.page.locator("h1").inner_text()
        answers = heard.page.locator(".answers dd").evaluate_all(
            "all => all.map(one => one.getBoundingClientRect().width)"
        )
        assert answers
        assert min(answers) > 0.6 * min(width, 700)  # no column of single words beside long questions
        heard.page.locator("table.stacked th a").first.click()
        assert heard.page.url.endswith(f"{paths[2]}?party=RU")
