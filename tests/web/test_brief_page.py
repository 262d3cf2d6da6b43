"""A brief composed in a form: its title, remarks and sections, its files, and its look under a policy that lets nothing run."""

from __future__ import annotations

import io
import re
import time
import zipfile
from pathlib import Path

import pytest
from served import client, filled, site
from starlette.testclient import TestClient

from muster.desk import ingest
from muster.desk.settings import Settings
from muster.web.guard import POLICY


@pytest.fixture(scope="module")
def its(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    return filled(tmp_path_factory.mktemp("ledger"))


@pytest.fixture(scope="module")
def browser(its: Settings) -> TestClient:
    return client(site(its))


def done(browser: TestClient, address: str) -> str:
    """The page that a job leads to, when it is through."""
    deadline = time.monotonic() + 240
    while time.monotonic() < deadline:
        text = browser.get(address).text
        if found := re.search(r'class="button" href="([^"]+)"', text):
            return found[1]
        assert "It failed" not in text, text
        time.sleep(0.2)
    raise AssertionError("the job did not end")


def test_it_is_composed_looked_at_and_taken_along(browser: TestClient) -> None:
    said = {
        "title": "Two <b>months</b>",
        "remarks": "First.\r\n\r\nSecond <script>.",
        "part": ["estimate", "figures"],
        "date": "2025-03-01",
    }
    begun = browser.post("/brief", data=said)
    where = done(browser, str(begun.url))
    shown = browser.get(where)
    assert "Two &lt;b&gt;months&lt;/b&gt;" in shown.text
    look = browser.get(re.findall(r'href="([^"]+)">Look at it', shown.text)[0])
    assert '<p class="remarks">First.</p>' in look.text
    assert "Second &lt;script&gt;." in look.text
    assert 'id="says"' in look.text
    assert 'id="origins"' not in look.text
    assert 'id="timelines"' not in look.text
    assert look.headers["content-security-policy"] == POLICY
    assert "<style" not in look.text
    assert "<script" not in look.text
    assert browser.get(f"{where}/look").text == browser.get(f"{where}/brief.html?look=yes").text == look.text
    (style,) = re.findall(r'<link rel="stylesheet" href="([^"]+)"', look.text)
    assert browser.get(style).headers["content-type"].startswith("text/css")
    file = browser.get(f"{where}/along/claims.csv")
    assert file.headers["content-disposition"] == 'attachment; filename="claims.csv"'
    assert file.headers["content-type"].startswith("text/csv")
    assert "1,200" in file.text or "1200" in file.text
    assert browser.get(f"{where}/along/other.csv").status_code == 404
    assert browser.get(f"{where}/look/0").status_code == browser.get(f"{where}/look/99").status_code == 404
    bundle = zipfile.ZipFile(io.BytesIO(browser.get(f"{where}/brief.zip").content))
    (name,) = [one for one in bundle.namelist() if one.endswith("brief.html")]
    assert bundle.read(name).decode() == browser.get(f"{where}/brief.html").text
    assert browser.get(f"{where}/brief.md").text.startswith("# Two ")
    assert browser.get(f"{where}/brief.docx").content[:2] == b"PK"
    assert browser.get(f"{where}/brief.exe").status_code == 404


def test_it_can_be_changed_without_saying_all_of_it_again(browser: TestClient) -> None:
    first = done(browser, str(browser.post("/brief", data={"title": "Before", "date": "2025-02-01"}).url))
    said = {
        "title": 'The "second"',
        "remarks": "First.\r\n\r\nSecond <b>.",
        "measure": "killed",
        "war": "russia-ukraine",
        "date": "2025-03-01",
        "party": ["RU"],
        "part": ["figures", "sources"],
        "scenario": ["as-now"],
        "since": first.rpartition("/")[2],
    }
    where = done(browser, str(browser.post("/brief", data=said).url))
    (to,) = re.findall(r'href="([^"]+)">Change it', browser.get(where).text)
    text = browser.get(to).text
    assert 'value="The &#34;second&#34;"' in text
    assert re.search(r"<textarea[^>]*>First\.\n\nSecond &lt;b&gt;\.</textarea>", text)
    assert '<option value="killed" selected>' in text
    assert '<option value="russia-ukraine" selected>' in text
    assert 'value="2025-03-01"' in text
    assert set(re.findall(r'name="(\w+)" value="([^"]+)" checked', text)) == {
        ("party", "RU"),
        ("part", "figures"),
        ("part", "sources"),
        ("scenario", "as-now"),
    }
    assert f'<option value="{said["since"]}" selected>' in text
    assert browser.get("/brief?again=gone").status_code == 404
    assert "checked" in browser.get("/brief").text


def test_what_was_composed_stays_whatever_else_is_looked_at(its: Settings) -> None:
    over = site(its)
    inside = client(over)
    where = done(inside, str(inside.post("/brief", data={"title": "It stays"}).url))
    for number in range(500):
        over.memo.put(("another page", number), number, state="")
    assert f'href="{where}"' in inside.get("/brief").text
    assert inside.get(f"{where}/brief.zip").status_code == 200


def test_it_says_what_changed_since_one_composed_here_or_one_that_is_sent(tmp_path: Path) -> None:
    its = filled(tmp_path)
    inside = client(site(its))
    first = done(inside, str(inside.post("/brief", data={"title": "The first", "date": "2025-03-01"}).url))
    page = inside.get(f"{first}/brief.html").content
    (tmp_path / "more.txt").write_text("9 March 2025\n\nRussia lost 777 soldiers killed in February 2025.\n", "utf-8")
    ingest.add([tmp_path / "more.txt"], its, how=ingest.how(its))
    form = inside.get("/brief").text
    assert f'<option value="{first.rpartition("/")[2]}">The first, ' in form
    assert '<option value="russia-ukraine">' in form
    assert 'name="party" value="RU"> Russia (RU)' in form
    texts = []
    for data, files in (
        ({"since": first.rpartition("/")[2]}, {}),
        ({}, {"earlier": ("first.html", page, "text/html")}),
        ({}, {"earlier": ("", b"", "application/octet-stream")}),  # as a browser sends a field that was left empty
    ):
        said = {"title": f"Then {len(texts)}", "date": "2025-04-01", "party": "RU", **data}
        where = done(inside, str(inside.post("/brief", data=said, files=files or None).url))
        assert ("It tells what changed since “The first” of 2025-03-01." in inside.get(where).text) == (len(texts) < 2)
        texts.append(inside.get(f"{where}/brief.md").text)
    told = [one.partition("## What changed since the last brief")[2] for one in texts]
    assert ["777" in one for one in told] == [True, True, False]
    assert "The first" in told[0]


@pytest.mark.parametrize(
    ("name", "held", "says"),
    [
        ("brief.pdf", b"%PDF-1.7", "brief.pdf is a PDF"),
        ("notes.zip", b"PK\x03\x04nothing", ""),
        ("<b>.html", b"<p>nothing</p>", ""),
    ],
)
def test_what_is_no_earlier_brief_is_refused_in_words(browser: TestClient, name: str, held: bytes, says: str) -> None:
    answer = browser.post("/brief", data={}, files={"earlier": (name, held, "text/html")})
    assert answer.status_code == 400, answer.text
    assert says in answer.text
    assert "<b>.html" not in answer.text
    assert browser.post("/brief", data={"since": "gone"}).status_code == 400


@pytest.mark.parametrize(
    ("said", "says"),
    [
        ({"date": "31 March"}, "the day is one such as"),
        ({"measure": "kiled"}, "measure is one of"),
        ({"scenario": "../../etc/passwd"}, "scenario is one of"),
        ({"title": "x" * 400}, "300 letters"),
    ],
)
def test_what_cannot_be_meant_is_refused_in_words(browser: TestClient, said: dict[str, str], says: str) -> None:
    answer = browser.post("/brief", data=said)
    assert answer.status_code == 400
    assert says in answer.text


def test_what_is_narrowed_to_nothing_fails_in_a_line(browser: TestClient) -> None:
    begun = browser.post("/brief", data={"party": "SD"})
    deadline = time.monotonic() + 120
    while "Stop it" in (text := browser.get(str(begun.url)).text) and time.monotonic() < deadline:
        time.sleep(0.2)
    assert "It failed; the ledger is whole." in text
    assert "there is none of" in text


def test_a_brief_that_is_not_there_is_not_found(browser: TestClient) -> None:
    assert browser.get("/brief/none").status_code == 404
    assert browser.get("/brief/none/brief.html").status_code == 404


def test_a_brief_of_many_claims_is_looked_at_in_small_pages(tmp_path: Path) -> None:
    numbers = [1_000 + 7 * at for at in range(900)]
    text = "3 February 2025\n\n" + "\n\n".join(
        f"The Defence Ministry said {one:,} Russian soldiers were killed in January 2025." for one in numbers
    )
    over = site(filled(tmp_path, {"long.txt": text}))
    browser = client(over)
    begun = browser.post("/brief", data={"title": "Many", "date": "2025-03-01"})
    where = done(browser, str(begun.url))
    written = 0
    whole = len(browser.get(f"{where}/brief.html").content)
    assert whole > 500_000
    address, seen = f"{where}/look/1", []
    while address:
        answer = browser.get(address)
        seen.append(len(answer.content))
        written += answer.text.count('<tr id="r-')
        following = re.search(r'<a rel="next" href="(\d+)"', answer.text)
        address = f"{where}/look/{following[1]}" if following else ""
    assert written == over.memo.last(("brief", where.rpartition("/")[2]))[1].brief.method.claims >= 800  # type: ignore[index]
    assert len(seen) > 3
    assert max(seen) < 150_000
    for _ in range(300):  # however much else is looked at, it stays
        over.memo.put(object(), 1, state="")
    assert browser.get(where).status_code == browser.get(f"{where}/look/1").status_code == 200
