"""The form of an estimate offers the bodies that can be left out, and refuses a name that none of them bears with what to do instead."""

from __future__ import annotations

import html
import re
import time
from pathlib import Path

import pytest
from served import client, filled, in_force, site
from starlette.testclient import TestClient
from surveyed import surveyed

from muster.web.site import Site

# Simulated: nobody said any of this.
REPORTS = {
    "a.txt": "3 February 2025\n\nThe Defence Ministry said 1,200 Russian soldiers were killed in January 2025.\n",
    "b.txt": "5 February 2025\n\nPresident Zelensky said 4,600 Russian soldiers were killed in January 2025. "
    "Zelensky said 9,200 were wounded in the month.\n",
    "c.txt": "6 February 2025\n\nRussia lost 5,000 killed in January 2025, according to the Ukrainian General Staff.\n",
}


@pytest.fixture(scope="module")
def over(tmp_path_factory: pytest.TempPathFactory) -> Site:
    return surveyed(filled(tmp_path_factory.mktemp("ledger"), REPORTS))


@pytest.fixture(scope="module")
def browser(over: Site) -> TestClient:
    return client(over)


def offered(browser: TestClient) -> list[str]:
    page = browser.get("/estimate").text
    held = re.search(r'<datalist id="known-bodies">(.*?)</datalist>', page, re.DOTALL)
    return [html.unescape(one) for one in re.findall(r'value="([^"]*)"', held[1])] if held else []


def test_it_offers_the_bodies_those_with_most_claims_first(browser: TestClient) -> None:
    assert 'list="known-bodies"' in browser.get("/estimate").text
    found = offered(browser)
    assert found[0] == "Zelensky"
    assert "Ukrainian General Staff" in found
    assert any(one.startswith("Defence Ministry, in report ") for one in found), "one of each report"


@pytest.mark.parametrize("name", ["Zelansky", "The Moon"])
def test_a_name_that_nobody_bears_is_refused_at_once(browser: TestClient, over: Site, name: str) -> None:
    answer = browser.post("/estimate", data={"party": "RU", "distrust": name})
    assert answer.status_code == 400
    said = html.unescape(answer.text)
    assert f"nobody whose figures the ledger has is called '{name}'" in said
    assert ("Is it Zelensky?" in said) == (name == "Zelansky")
    assert "Choose one of those that the field offers, or leave it empty" in said
    assert not [job for job in over.jobs.all() if job.kind == "estimate"]


def test_what_is_offered_is_taken(over: Site) -> None:
    from muster.desk import believing

    assert over.memo.last("survey")
    bodies = over.memo.last("survey")[1].found.bodies  # type: ignore[index]
    for one in bodies:
        believing.refuse_unknown([one.called, one.body.name, one.body.key], bodies, settings=over.settings, war=None)


def test_before_the_first_check_nothing_is_refused_on_the_spot(tmp_path: Path) -> None:
    over = site(in_force(tmp_path))
    filled(tmp_path, REPORTS)
    its = client(over)
    answer = its.post("/estimate", data={"party": "RU", "distrust": "The Moon"})
    assert answer.status_code == 200
    job = next(one for one in over.jobs.all() if one.kind == "estimate")
    until = time.monotonic() + 60
    while job.running and time.monotonic() < until:
        time.sleep(0.1)
    said = job.lines[-1]
    assert "no body here is called 'The Moon'; name one of those there are: " in said
    assert "Zelensky" in said
