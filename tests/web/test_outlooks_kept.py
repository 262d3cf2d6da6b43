"""Outlooks on the pages: worked out once for a run and a scenario, the same as the command's, and ready before they are first asked for."""

from __future__ import annotations

import html
import threading
import time
from pathlib import Path

import numpy as np
import pytest
from served import client, filled, site
from starlette.testclient import TestClient
from with_a_run import estimated

import muster.outlook
from muster.account.draws import Draws
from muster.claims.errors import LedgerError
from muster.desk import outlooks, sketching, standing
from muster.web import ahead, serving
from muster.web.rendering import link
from muster.web.site import Site


@pytest.fixture
def its(tmp_path: Path) -> Site:
    return site(estimated(tmp_path)[0])


@pytest.fixture
def browser(its: Site) -> TestClient:
    return client(its)


@pytest.fixture
def worked(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The titles of the scenarios that are carried forward from here on."""
    said: list[str] = []
    whole = muster.outlook.outlook

    def counted(draws: Draws, scenario: sketching.Scenario, **how: object) -> sketching.Outlook:
        said.append(scenario.title)
        return whole(draws, scenario, **how)  # type: ignore[arg-type]

    monkeypatch.setattr(muster.outlook, "outlook", counted)
    return said


def test_a_picture_is_worked_out_once_and_each_other_anew(browser: TestClient, worked: list[str]) -> None:
    first = browser.get("/outlook?party=RU").text
    assert "<svg" in first
    assert len(worked) == 1
    assert browser.get("/outlook?party=RU").text == first
    assert len(worked) == 1
    other = browser.get(link("/outlook", {"party": "RU", "beside": "yes", "b.losses": "x 1.5"})).text
    assert len(worked) == 2  # that beside it alone
    assert browser.get("/outlook", params={"party": "RU", "a.losses": "x 1.5"}).text != other
    assert len(worked) == 2


def test_another_run_is_another_outlook(browser: TestClient, its: Site, worked: list[str]) -> None:
    newest, oldest = (one.id for one in standing.listed(its.settings))
    said = browser.get("/outlook?party=RU").text
    assert f"/estimate/{newest}" in said
    assert browser.get(f"/outlook?party=RU&run={newest[:8]}").text.count("<svg") == 1
    assert len(worked) == 1
    assert browser.get(f"/outlook?party=RU&run={oldest}").text != said
    assert len(worked) == 2


def test_what_is_ready_when_the_page_is_served_is_what_is_first_opened(
    browser: TestClient, its: Site, worked: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    ahead.lay_ready(its)
    assert len(worked) == 1
    monkeypatch.setattr(standing, "named", None)  # nor are a run's draws taken out of the ledger again
    assert "<svg" in browser.get("/outlook").text
    assert len(worked) == 1


def test_its_figures_are_those_of_the_command(browser: TestClient, its: Site) -> None:
    browser.get("/outlook?party=RU")  # from here on it is kept
    (said,) = outlooks.looked_ahead(outlooks.Wanted(party="RU"), its.settings).outlooks
    name = sketching.run_for(its.settings, party="RU")
    kept = ahead.carried(its, sketching.scenario_of(sketching.Sketch()), party="RU", run=name)
    assert (kept.strength, kept.balances, kept.drivers, kept.needed) == (
        said.strength,
        said.balances,
        said.drivers,
        said.needed,
    )
    text = html.unescape(browser.get("/outlook?party=RU").text)
    assert all(sentence in text for sentence in outlooks.sentences(said))
    assert np.isfinite(kept.strength[-1].middle)


def test_a_ledger_without_runs_has_nothing_to_make_ready(tmp_path: Path) -> None:
    bare = site(filled(tmp_path))
    ahead.lay_ready(bare)
    assert ahead.parties(bare) == []


def test_it_is_made_ready_beside_the_answers_once_words_can_be_sought(
    its: Site, worked: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    go_on = threading.Event()
    monkeypatch.setattr(serving.steps, "lay_ready", lambda settings, stop: go_on.wait(60))
    with serving._laid_ready(its) as laid:
        assert not laid.wait(0.2)
        assert worked == []
        go_on.set()
        assert laid.wait(60)  # the link waits for that, and not for the outlook
        deadline = time.monotonic() + 60
        while not worked and time.monotonic() < deadline:
            time.sleep(0.05)
    assert len(worked) == 1


def test_the_link_does_not_wait_for_what_cannot_be_laid(its: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(settings: object, stop: object) -> None:
        raise LedgerError("damaged")

    monkeypatch.setattr(serving.steps, "lay_ready", fails)
    with serving._laid_ready(its) as laid:
        assert laid.wait(60)
