"""A site written into a folder: every page, each link leads to a file that is there, and nothing in it asks, runs or writes."""

from __future__ import annotations

import html
import io
import re
import time
import zipfile
from pathlib import Path

import pytest
from served import client, filled
from surveyed import surveyed

from muster.claims.errors import MissingInput, UsageError
from muster.desk import surveying
from muster.desk.settings import Options, Settings, settings
from muster.desk.surveying import Survey
from muster.web import publishing
from muster.web.app import application, publish
from muster.web.checked import last
from muster.web.publishing import file_of, followed, written
from muster.web.site import Site

MARKUP = "<script>alert(1)</script><img src=x onerror=alert(2)>"
REPORTS = {
    "a.txt": f"3 February 2025\n\n{MARKUP} The Defence Ministry said 1,200 Russian soldiers were killed in January 2025.\n",
    "b.txt": "5 February 2025\n\nRussia lost about 4,600 killed and wounded in January 2025, the ministry said on Monday.\n",
}


@pytest.fixture(scope="module")
def its(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    return filled(tmp_path_factory.mktemp("ledger"), REPORTS)


@pytest.fixture(scope="module")
def site(its: Settings, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("site") / "deep" / "site"
    made = publish(its, folder, tell=lambda _: None)
    assert made.left_out == ()
    assert made.pages == len(list(folder.rglob("*.html")))
    return folder


def test_every_link_leads_to_a_file_that_is_there(site: Path) -> None:
    links = 0
    for file in site.rglob("*.html"):
        text = file.read_text(encoding="utf-8")
        for address in re.findall(r'(?:href|src)="([^"]*)"', text):
            where = html.unescape(address).partition("#")[0]
            assert not where.startswith(("/", "http")), (file, address)
            if where.startswith("data:") or not where:
                continue
            target = (file.parent / where).resolve()
            assert target.is_relative_to(site.resolve())
            assert target.is_file(), (file, address)
            links += 1
    assert links > 20


def test_the_pages_hold_what_they_show_when_all_is_worked_out(site: Path) -> None:
    claims, findings, sources, first, documents = (
        (site / name / "index.html").read_text(encoding="utf-8")
        for name in ("claims", "findings", "sources", "", "documents")
    )
    assert "1,200 Russian soldiers were killed in January 2025" in claims
    assert re.search(r'<a href="[^"]+">1,200</a>', claims)
    assert "Take along" not in claims
    assert "Words in the sentence" not in claims
    for text in (claims, findings, sources, first, documents):
        assert "being checked" not in text
        assert "under way" not in text
        assert "have not been checked" not in text
        assert not re.search(r"<li><a[^>]*>(Review|Brief)</a></li>", text), "nothing to be done, so no way there"
    assert "All sources" in sources
    assert re.search(r"\d+ findings? on \d+ claims", findings)
    assert "Add documents" not in documents
    one = next(file for file in site.glob("claims/*/index.html")).read_text(encoding="utf-8")
    assert "<summary>Amend</summary>" not in one
    assert "Work it out" not in one


def test_nothing_in_it_asks_runs_or_writes(site: Path) -> None:
    whole = ""
    for file in site.rglob("*.html"):
        text = file.read_text(encoding="utf-8")
        assert "<form" not in text
        assert "<script" not in text
        assert "<img" not in text
        assert "default-src &#x27;none&#x27;" in text
        whole += text
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in whole
    assert "1,200" in whole


def test_it_is_written_over_nothing_else(its: Settings, site: Path, tmp_path: Path) -> None:
    publish(its, site, tell=lambda _: None)
    (tmp_path / "mine.txt").write_text("mine")
    with pytest.raises(UsageError, match="holds something else"):
        publish(its, tmp_path, tell=lambda _: None)
    with pytest.raises(UsageError, match="is a file"):
        publish(its, tmp_path / "mine.txt", tell=lambda _: None)
    assert (tmp_path / "mine.txt").read_text() == "mine"
    nowhere = settings(Options(ledger=tmp_path / "no.duckdb"), environment={})
    with pytest.raises(MissingInput, match="no ledger"):
        publish(nowhere, tmp_path / "new", tell=lambda _: None)
    assert not (tmp_path / "new").exists()


@pytest.mark.parametrize(
    ("address", "goes"),
    [
        ("/", True),
        ("/claims?after=abc", True),
        ("/claims?party=RU&measure=killed", False),
        ("/jobs/1", False),
        ("/review", False),
        ("/api/claims", False),
        ("//evil.example/", False),
        ("/\\evil.example", False),
        ("http://evil.example/", False),
        ("javascript:alert(1)", False),
        ("/claims.csv", False),
    ],
)
def test_what_is_followed(address: str, goes: bool) -> None:
    assert followed(address) is goes


@pytest.mark.parametrize(
    "address", ["/../../etc/passwd", "/a/../../b", "/a/%2e%2e/b", "/a\x00b", "/ü/<x>", "/a?b=../../c"]
)
def test_a_file_lies_within_the_folder(address: str) -> None:
    file = file_of(address)
    assert not file.is_absolute()
    assert ".." not in file.parts
    assert re.fullmatch(r"[A-Za-z0-9._/-]+", str(file))


def test_the_page_makes_it_as_a_zip_and_says_the_command(its: Settings) -> None:
    browser = client(its)
    text = browser.get("/brief").text
    assert f"muster publish site/ --ledger {its.ledger}" in text
    begun = browser.post("/published")
    assert "/jobs/" in str(begun.url)
    deadline = time.monotonic() + 240
    while not (found := re.search(r'class="button" href="(/published/[^"]+)"', browser.get(str(begun.url)).text)):
        assert time.monotonic() < deadline
        time.sleep(0.2)
    shown = browser.get(found[1])
    (where,) = re.findall(r'href="([^"]+site\.zip)"', shown.text)
    answer = browser.get(where)
    assert answer.headers["content-disposition"] == 'attachment; filename="site.zip"'
    packed = zipfile.ZipFile(io.BytesIO(answer.content))
    pages = [one for one in packed.namelist() if one.endswith(".html")]
    assert f"{len(pages)} pages" in shown.text
    assert "site/index.html" in pages
    assert "site/static/style.css" in packed.namelist()
    assert b"<form" not in packed.read("site/index.html")
    browser.post("/published")
    deadline = time.monotonic() + 240
    while browser.get(where).status_code == 200:  # the newest alone is kept
        assert time.monotonic() < deadline
        time.sleep(0.2)
    assert browser.get("/published/other").status_code == browser.get("/published/other/site.zip").status_code == 404


def test_a_check_that_is_kept_is_not_made_again_unless_something_came(
    its: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    over, made, said = surveyed(its), [], list[str]()

    def anew(*_: object, **__: object) -> Survey:
        made.append(1)
        return last(over)  # type: ignore[return-value]

    monkeypatch.setattr(surveying, "survey", anew)
    written(its, tmp_path / "a", application=application, tell=said.append, memo=over.memo.copy())
    assert not made
    assert "The claims were checked, and nothing has come since" in said
    findings = (tmp_path / "a" / "findings" / "index.html").read_text(encoding="utf-8")
    assert re.search(r"\d+ findings? on \d+ claims", findings)
    monkeypatch.setattr(publishing.pulse, "read", lambda _: "other")
    site_ = Site(settings=its, memo=over.memo.copy())
    publishing._checked(site_, said.append)
    assert len(made) == 1
    monkeypatch.undo()
    monkeypatch.setattr(surveying, "survey", anew)
    monkeypatch.setattr(publishing, "_runs", lambda _: frozenset({"a newer one"}))
    publishing._checked(site_, said.append)
    assert len(made) == 2
