"""From a report to a brief that can be published, as a person goes it in Debian's Chromium: with scripts, and with forms alone."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from windows import CHROMIUM, Heard, entered, faults
from with_a_run import estimated

from muster.desk.settings import Settings
from muster.web.session import Session

pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="no Chromium here: apt-get install chromium")
LONG = 240_000  # milliseconds that a job may take on a busy machine

# Simulated: nobody said any of this. Both contradict the ministry's 1,200 of the same month.
SAID = {True: ("2,783", "General Staff"), False: ("2,961", "Security Service")}


def sentence(scripts: bool) -> str:
    figure, speaker = SAID[scripts]
    return f"The {speaker} said {figure} Russian soldiers were killed in January 2025."


@pytest.fixture(scope="module")
def its(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    its, _ = estimated(tmp_path_factory.mktemp("ledger"))
    return its


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without"])
def test_from_a_report_to_a_brief(browser: Any, address: tuple[str, Session], scripts: bool, tmp_path: Path) -> None:
    with entered(browser, address, scripts=scripts) as heard:
        claim = added(heard, tmp_path)
        judged(heard, claim)
        found(heard, claim)
        looked_at(heard)
        carried_forward(heard, tmp_path)
        file = published(heard, tmp_path)
        heard.hold()
    leads_back(browser, file, scripts=scripts)


# ------------------------------------------------------------------ the steps
def added(heard: Heard, folder: Path) -> str:
    """A report is pasted, or sent as a file; its figure stands in its text and leads to a claim with its sentence. The claim's address."""
    page, (figure, _) = heard.page, SAID[heard.scripts]
    place(heard, "Documents")
    page.get_by_text("Add documents").click()
    if heard.scripts:
        page.get_by_label("Text", exact=True).fill(sentence(True))
        page.get_by_label("Title", exact=True).fill("A report that was pasted")
        page.locator("#on").fill("2025-02-12")
        page.get_by_role("button", name="Add the text").click()
    else:
        file = folder / "A report that was sent.txt"
        file.write_text(f"14 February 2025\n\n{sentence(False)}\n", encoding="utf-8")
        page.locator("#files").set_input_files(file)
        page.get_by_role("button", name="Add the files").click()
    come_of_it(heard)
    page.locator("main tbody tr", has_text="pasted" if heard.scripts else "sent.txt").get_by_role("link").first.click()
    page.locator("main a:has(mark)", has_text=figure).click()
    page.wait_for_url("**/claims/*")
    assert page.locator("h1").inner_text() == figure
    assert sentence(heard.scripts) in page.locator("main blockquote").inner_text()
    assert page.locator("main blockquote mark").inner_text() == figure
    heard.hold()
    return str(page.url).removeprefix(heard.base)


def judged(heard: Heard, claim: str) -> None:
    """In the queue it is accepted by a key, or amended in the form; its page keeps who judged and what."""
    page, (figure, _) = heard.page, SAID[heard.scripts]
    place(heard, "Review")
    page.get_by_text("Which claims, and in which order").click()
    page.get_by_label("Measure").first.select_option("killed")
    page.get_by_role("button", name="Show").click()
    page.wait_for_url("**measure=killed**")
    while page.locator("h2.figure").inner_text() != figure:
        before = page.url
        page.locator("[data-key=s]").click()
        page.wait_for_url(lambda url, before=before: url != before)
    if heard.scripts:
        page.keyboard.press("a")
    else:
        page.locator("summary", has_text="Amend").click()
        page.locator("#amend-speaker").fill("Security Service spokesman")
        page.locator("#why").fill("its spokesman said so")
        page.get_by_role("button", name="Amend", exact=True).click()
    verdict = "accepted" if heard.scripts else "amended"
    page.locator("form.last", has_text=verdict).get_by_role("link", name=figure).click()
    page.wait_for_url(f"**{claim}")
    assert page.locator("strong.state").inner_text() == verdict
    (kept,) = page.locator("ol.judgements > li").all_inner_texts()
    assert kept.startswith(f"{verdict} by ")
    assert heard.scripts or "its spokesman said so (speaker: Security Service spokesman)" in kept
    heard.hold()


def found(heard: Heard, claim: str) -> None:
    """The check finds that it contradicts another's figure; the finding has both sentences side by side, each leading to its claim."""
    page, (figure, _) = heard.page, SAID[heard.scripts]
    place(heard, "Findings")
    one = page.locator("article.finding", has_text=figure).filter(has_text="1,200 killed")
    one.first.wait_for(timeout=LONG)  # the page follows the check by itself
    one.get_by_role("heading").get_by_role("link").first.click()
    page.wait_for_url("**/findings/*")
    told = page.locator("main").inner_text()
    assert sentence(heard.scripts) in told
    assert "The Defence Ministry said 1,200 Russian soldiers were killed in January 2025" in told
    assert page.locator(f"main a[href='{claim}']").count() > 0
    heard.hold()


def looked_at(heard: Heard) -> None:
    """A run, not the newest, has its bands as a table and a picture; the figures behind a month lead to their claims."""
    page = heard.page
    place(heard, "Estimate")
    page.locator("main tbody th a").last.click()
    page.wait_for_url("**/estimate/*")
    killed = page.locator("main tr", has=page.locator("th", has_text=re.compile("^killed$"))).locator("td.number")
    _, _, most, nearly = (numbers(one) for one in killed.all_inner_texts())
    assert nearly[0] < most[0] < most[1] < nearly[1]
    assert page.locator("main figure svg path").count() > 3
    page.get_by_role("link", name="Jan 2025").click()
    page.wait_for_url("**month=2025-01**")
    behind = page.locator("section[aria-labelledby=behind]")
    assert "Figures told of January 2025" in behind.inner_text()
    assert behind.locator("a[href^='/claims/']").count() > 0
    heard.hold()


def carried_forward(heard: Heard, folder: Path) -> None:
    """A scenario that is moved has another picture, of the same run; its address shows it again, and it is taken along as a file."""
    page = heard.page
    run = str(page.url).partition("/estimate/")[2][:10]
    page.get_by_role("link", name="Carry it forward").click()
    page.wait_for_url("**/outlook?**")
    before, ended = drawn(heard)
    page.locator("#a-recruits").fill("3,000 to 3,500 recruits a month")
    page.locator("#a-losses").fill("30,000 people a month")
    if heard.scripts:
        page.keyboard.press("Tab")  # the picture follows the field that is left
    else:
        page.get_by_role("button", name="Carry forward").click()
    page.wait_for_url("**a.losses=30**")
    page.locator("#says-a", has_text="with other").wait_for()
    after, fell = drawn(heard)
    assert after != before
    assert fell < ended
    assert f"Run {run}, carried forward" in page.locator("#results figure").inner_text()
    with page.expect_download() as sent:
        page.get_by_role("link", name="This scenario as a file").click()
    sent.value.save_as(folder / "scenario.toml")
    assert "3,000 to 3,500 recruits a month" in (folder / "scenario.toml").read_text(encoding="utf-8")
    heard.go(str(page.url).removeprefix(heard.base))
    assert drawn(heard) == (after, fell)
    assert page.locator("#a-losses").input_value() == "30,000 people a month"


def published(heard: Heard, folder: Path) -> Path:
    """A brief is composed and looked at; the file to publish."""
    page, title = heard.page, f"Composed {'with' if heard.scripts else 'without'} scripts"
    place(heard, "Brief")
    page.locator("#title").fill(title)
    page.get_by_label("Your remarks").fill("Read with care.")
    page.get_by_text("Only of some parties").click()
    page.get_by_label("Russia (RU)").check()
    page.get_by_label("As now").check()
    page.get_by_role("button", name="Compose").click()
    come_of_it(heard)
    assert page.locator("h1").inner_text() == title
    if heard.scripts:
        assert faults(heard, [str(page.url).removeprefix(heard.base)]) == {}
    with page.expect_download() as sent:
        page.get_by_role("link", name="brief.html").click()
    sent.value.save_as(folder / "brief.html")
    page.get_by_role("link", name="Look at it").click()
    page.wait_for_url("**/look/1")
    assert page.locator("h1").inner_text() == title
    assert page.get_by_text("Read with care.").count() == 1
    heard.hold()
    looked_through(heard)
    return folder / "brief.html"


def looked_through(heard: Heard) -> None:
    """Turn the parts of the brief one after another, and follow a link from one into another."""
    page = heard.page
    base, number, parts = page.url.rpartition("/")[0], 1, [str(page.url).removeprefix(heard.base)]
    while (following := page.get_by_role("link", name="Next part")).count():
        following.click()
        number += 1
        page.wait_for_url(f"{base}/{number}")
        parts.append(str(page.url).removeprefix(heard.base))
    if heard.scripts:
        assert faults(heard, parts) == {}
    page.get_by_role("navigation", name="Contents").get_by_role("link", name="Claims").click()
    page.wait_for_url("**#claims")
    assert page.locator("#claims").count() == 1


def leads_back(browser: Any, file: Path, *, scripts: bool) -> None:
    """The file alone, without a network and scripts: it has the estimate, the scenario and the number, which leads to its quote."""
    figure, speaker = SAID[scripts]
    context = browser.new_context(java_script_enabled=False, offline=True)
    page = context.new_page()
    page.goto(file.as_uri())
    told = page.locator("body").inner_text()
    assert "As now" in told
    assert "Half of them have" in told
    assert scripts or f"{speaker} spokesman" in told
    page.locator("a.figure", has_text=figure).first.click()
    where = str(page.url).partition("#")[2]
    quote = page.locator(f"[id='{where}']").locator("xpath=..")
    assert page.locator(f"[id='{where}']").inner_text() == figure
    assert sentence(scripts) in quote.inner_text()
    context.close()


# ------------------------------------------------------------------ what they share
def place(heard: Heard, name: str) -> None:
    """To a page by the links that every page has."""
    heard.page.locator("nav").first.get_by_role("link", name=name, exact=True).click()
    heard.page.locator("h1", has_text=name).wait_for()


def come_of_it(heard: Heard) -> None:
    """Wait for a job, whose page follows it by itself, and go where it leads."""
    link = heard.page.get_by_role("link", name="See what came of it")
    link.wait_for(timeout=LONG)
    link.click()


def drawn(heard: Heard) -> tuple[str, int]:
    """The fan as it is drawn, and the strength at the end of the last month."""
    page = heard.page
    last = page.locator("#results tbody tr").last.locator("td.number").last.inner_text()
    return page.locator("#results figure svg").inner_html(), numbers(last)[0]


def numbers(told: str) -> list[int]:
    """The numbers of a text."""
    return [int(one.replace(",", "")) for one in re.findall(r"\d[\d,]*", told)]
