"""A page at an address, added on the page and by the command: where that is allowed, and not where nobody allowed it."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest
from served import client, in_force
from test_documents import REPORT, done
from typer.testing import CliRunner

from muster.claims.errors import DocumentError
from muster.cli.main import app
from muster.desk import bringing, ingest, leaves
from muster.desk.settings import Settings
from muster.reading.address import Brought

ADDRESS = "https://reports.example/one"


def with_one(folder: Path) -> Settings:
    """A ledger that holds one document, as a page needs."""
    (folder / "first.txt").write_text("1 March 2025\n\nRain.\n", encoding="utf-8")
    settings = in_force(folder)
    ingest.add([folder / "first.txt"], settings, how=ingest.how(settings))
    return settings


@pytest.fixture
def web(monkeypatch: pytest.MonkeyPatch) -> dict[str, str]:
    """What lies where, in the place of the network."""
    pages = {ADDRESS: REPORT}

    def bring(address: str, *, to: Path) -> Brought:
        if address not in pages:
            raise DocumentError("no machine of the name gone.example was found", reason="unreachable")
        path = to.with_suffix(".txt")
        path.write_text(pages[address], encoding="utf-8")
        return Brought(path=path, address=address)

    monkeypatch.setattr(bringing.brought, "__kwdefaults__", {**bringing.brought.__kwdefaults__, "by": bring})
    return pages


def test_the_page_asks_where_the_settings_allow_it(tmp_path: Path, web: dict[str, str]) -> None:
    settings = replace(with_one(tmp_path), fetch=True)
    browser = client(settings)
    assert 'name="address"' in browser.get("/documents").text
    sent = browser.post("/documents", data={"address": f"{ADDRESS}#there", "publisher": "The Daily"})
    assert f"{ADDRESS}: added, 1 claim" in done(browser, str(sent.url))
    origins = {one.origins[0]: one.publisher for one in leaves.shelf_of(settings, "", size=5).documents}
    assert origins[ADDRESS] == "The Daily"
    web[ADDRESS] = REPORT.replace("1,200", "1,300")
    again = browser.post("/documents", data={"address": ADDRESS, "publisher": "The Daily"})
    assert f"{ADDRESS}: a new version, 1 claim" in done(browser, str(again.url))
    gone = browser.post("/documents", data={"address": "http://gone.example/"})
    said = done(browser, str(gone.url))
    assert "refused: http://gone.example/: no machine of the name" in said
    assert "1 refused" in said
    wrong = browser.post("/documents", data={"address": "reports.example"})
    assert wrong.status_code == 400
    assert "that is no address" in wrong.text


@pytest.mark.usefixtures("web")
def test_nothing_is_asked_for_where_nobody_allowed_it(tmp_path: Path) -> None:
    settings = with_one(tmp_path)
    browser = client(settings)
    assert 'name="address"' not in browser.get("/documents").text
    sent = browser.post("/documents", data={"address": ADDRESS})
    assert sent.status_code == 400
    assert "fetch = true" in sent.text
    assert leaves.shelf_of(settings, "", size=5).total == 1


@pytest.mark.usefixtures("web")
def test_the_command_asks_for_what_it_is_told(tmp_path: Path) -> None:
    ledger, run = str(tmp_path / "muster.duckdb"), CliRunner()
    first = run.invoke(app, ["add", "--fetch", ADDRESS, "--ledger", ledger, "--json"])
    assert first.exit_code == 0, first.output
    assert json.loads(first.stdout)["added"] == 1
    gone = run.invoke(app, ["add", "--fetch", "http://gone.example/", "--ledger", ledger, "--json"])
    assert gone.exit_code == 65
    assert [one["document"] for one in json.loads(gone.stdout)["refused"]] == ["http://gone.example/"]
    nothing = run.invoke(app, ["add", "--ledger", ledger])
    assert nothing.exit_code != 0
