"""Documents as pages: listed, added by file and by paste, each with its figures marked, its versions and what was set aside."""

from __future__ import annotations

import html
import re
import sys
import time
from pathlib import Path

import pytest
from served import client, filled, in_force, site
from starlette.testclient import TestClient

from muster.desk import ingest, leaves, steps, uploads
from muster.desk.settings import Settings
from muster.web import marking
from muster.web.pages import documents as pages

sys.path.insert(0, str(Path(__file__).parents[1] / "brief"))
from hostile import STRINGS

REPORT = "9 December 2024\n\nThe ministry said 1,200 Russian soldiers were killed in November 2024.\n"


@pytest.fixture(scope="module")
def its(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    return filled(tmp_path_factory.mktemp("ledger"))


@pytest.fixture
def empty(tmp_path: Path) -> tuple[TestClient, Settings]:
    (tmp_path / "first.txt").write_text("1 March 2025\n\nRain.\n", encoding="utf-8")
    settings = in_force(tmp_path)
    ingest.add([tmp_path / "first.txt"], settings, how=ingest.how(settings))
    return client(settings), settings


def done(browser: TestClient, answer_url: str) -> str:
    """The page of a job once it is over."""
    for _ in range(600):
        text = browser.get(answer_url).text
        if "Stop it" not in text:
            return html.unescape(text)
        time.sleep(0.2)
    raise AssertionError("the job did not end")


def send(browser: TestClient, *files: tuple[str, bytes], **fields: str) -> str:
    sent = browser.post("/documents", files=[("files", file) for file in files] or None, data=fields)
    assert sent.status_code == 200, sent.text
    assert "/jobs/" in str(sent.url)
    return done(browser, str(sent.url))


def words(text: str) -> str:
    """What a page says, without its markup."""
    return html.unescape(re.sub(r"<[^>]+>", "", text))


# ------------------------------------------------------------------ the list
def test_the_list_says_what_there_is_of_each(its: Settings) -> None:
    text = client(its).get("/documents").text
    assert "3 documents" in text
    assert text.index("10 Feb 2025") < text.index("5 Feb 2025") < text.index("3 Feb 2025")
    for name in ("ministry.txt", "wire.txt", "recruits.txt"):
        assert name in text


def test_words_narrow_it_and_stand_in_the_address(its: Settings) -> None:
    text = client(its).get("/documents?text=WIRE.txt").text
    assert "1 document" in text
    assert "recruits.txt" not in text
    assert 'value="WIRE.txt"' in text
    assert "No document has these words." in client(its).get("/documents?text=nowhere").text


def test_the_list_is_paged_by_key(its: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pages, "_SHOWN", 2)
    browser = client(its)
    first = browser.get("/documents").text
    (later,) = re.findall(r'href="([^"]+)" rel="next"', first)
    second = browser.get(html.unescape(later)).text
    told = [re.findall(r'<th scope="row"><a href="/documents/(\w+)"', text) for text in (first, second)]
    assert [len(one) for one in told] == [2, 1]
    assert 'rel="next"' not in second
    (earlier,) = re.findall(r'href="([^"]+)" rel="prev"', second)
    assert (
        re.findall(r'<th scope="row"><a href="/documents/(\w+)"', browser.get(html.unescape(earlier)).text) == told[0]
    )


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/documents?after=zz", 400),
        ("/documents?after=a&before=b", 400),
        ("/documents/zz", 404),
        ("/documents/0000", 404),
        ("/documents/%20", 404),
        ("/documents/DOC?from=minus", 400),
        ("/documents/DOC?from=999999999", 400),
        ("/documents/DOC?set-aside=maybe", 400),
        ("/documents/DOC?remarks=1", 400),
    ],
)
def test_what_cannot_be_meant_is_refused_in_words(its: Settings, path: str, status: int) -> None:
    document = steps.documents(its)[0].id
    answer = client(its).get(path.replace("DOC", document))
    assert answer.status_code == status
    assert "Traceback" not in answer.text


# ------------------------------------------------------------------ adding
def test_files_are_read_as_a_job_and_known_by_their_own_names(empty: tuple[TestClient, Settings]) -> None:
    browser, settings = empty
    told = send(browser, ("report.txt", REPORT.encode()), ("picture.png", b"\x89PNG"), ("nothing.txt", b" "))
    assert "upload/report.txt: added, 1 claim" in told
    assert "refused: upload/picture.png: a picture" in told
    assert "refused: upload/nothing.txt: the file is empty" in told
    assert "/tmp" not in told
    assert {one.origins for one in steps.documents(settings)} == {("first.txt",), ("upload/report.txt",)}
    assert "1,200" in browser.get("/claims").text
    assert "1 known already" in send(browser, ("report.txt", REPORT.encode()))


def test_what_is_said_of_them_wins(empty: tuple[TestClient, Settings]) -> None:
    browser, settings = empty
    send(browser, ("a.txt", b"They lost 500 men on Monday."), publisher="The Daily", published="2024-12-11")
    (found,) = [one for one in steps.documents(settings) if one.origins == ("upload/a.txt",)]
    assert (found.publisher, str(found.published)) == ("The Daily", "2024-12-11")


def test_a_text_is_pasted_under_its_title(empty: tuple[TestClient, Settings]) -> None:
    browser, settings = empty
    told = send(
        browser,
        pasted=REPORT.replace("\n", "\r\n"),
        title="A talk <b>by</b> no one",
        publisher="Radio",
        published="2024-12-10",
    )
    assert "paste/A talk <b>by</b> no one: added, 1 claim" in told
    (found,) = [one for one in steps.documents(settings) if one.title and one.title.startswith("A talk")]
    assert (found.title, found.publisher, str(found.published)) == ("A talk <b>by</b> no one", "Radio", "2024-12-10")
    assert "<b>by" not in browser.get("/documents").text


@pytest.mark.parametrize(
    ("fields", "says"),
    [
        ({}, "choose files"),
        ({"pasted": "  \n"}, "choose files"),
        ({"pasted": "x", "published": "yesterday"}, "published"),
        ({"pasted": "x", "published": "1066-10-14"}, "between 1900 and tomorrow"),
        ({"pasted": "x" * (pages.LETTERS + 1)}, "letters"),
    ],
)
def test_what_cannot_be_added_is_said_on_the_page(
    empty: tuple[TestClient, Settings], fields: dict[str, str], says: str
) -> None:
    browser, settings = empty
    answer = browser.post("/documents", data=fields)
    assert answer.status_code == 400
    assert says in answer.text
    assert len(steps.documents(settings)) == 1


def test_too_many_files_are_refused_in_words(empty: tuple[TestClient, Settings]) -> None:
    browser, _ = empty
    many = [("files", (f"{number}.txt", b"x")) for number in range(pages.FILES + 1)]
    answer = browser.post("/documents", files=many)
    assert answer.status_code == 400
    assert f"{pages.FILES}" in answer.text


NAMES = [
    "../../etc/passwd", "..\\..\\windows\\system.ini", "/etc/cron.d/x.txt", "C:\\x.txt", ".bashrc", "..", ".", "", "a" * 5000 + ".txt",
    "x.txt/../../y.txt", "nul\x00.txt", "-", "con.txt", "a\nb.txt", "x.t/xt", "\u202egpj.exe", *STRINGS,
]  # fmt: skip


@pytest.mark.parametrize("name", NAMES)
def test_no_name_reaches_beyond_the_folder(tmp_path: Path, name: str) -> None:
    spot = uploads.spot(tmp_path, name)
    assert spot.path.parent == tmp_path
    assert re.fullmatch(r"0000(\.[a-z0-9]{1,10})?", spot.path.name)
    assert spot.place.startswith("upload/")
    assert "/" not in spot.place.removeprefix("upload/")
    assert spot.place.isprintable()
    assert len(spot.place) < 200
    assert not spot.place.removeprefix("upload/").startswith(".")
    pasted = uploads.pasted(tmp_path, "text", title=name)
    assert pasted.path == tmp_path / "pasted.txt"
    assert pasted.place.isprintable()


def test_two_files_of_one_name_are_two_places(tmp_path: Path) -> None:
    one = uploads.spot(tmp_path, "x.txt")
    two = uploads.spot(tmp_path, "x.txt", taken=[one])
    three = uploads.spot(tmp_path, "folder/x.txt", taken=[one, two])
    assert [two.place, three.place] == ["upload/x (2).txt", "upload/x (3).txt"]
    assert len({one.path, two.path, three.path}) == 3


def test_hostile_names_come_through_the_form_as_words(empty: tuple[TestClient, Settings]) -> None:
    browser, settings = empty
    told = send(
        browser,
        ("../../../<script>alert(1)<script>.txt", REPORT.encode()),
        ("=HYPERLINK(1).txt", REPORT.replace("1,2", "1,3").encode()),
    )
    assert "2 documents added" in told
    assert {one.origins[0] for one in steps.documents(settings)} == {
        "first.txt", "upload/<script>alert(1)<script>.txt", "upload/=HYPERLINK(1).txt",
    }  # fmt: skip
    assert "<script>alert" not in browser.get("/documents").text


def test_stopping_keeps_what_was_kept(empty: tuple[TestClient, Settings]) -> None:
    browser, settings = empty
    files = [(f"{number}.txt", REPORT.replace("1,200", f"{1300 + number:,}").encode()) for number in range(60)]
    sent = browser.post("/documents", files=[("files", file) for file in files])
    path = str(sent.url)
    browser.post(path + "/stop")
    told = done(browser, path)
    assert "It was stopped" in told
    assert len(steps.documents(settings)) < 61
    assert not list(Path("/tmp").glob("muster-sent-*/0059.txt"))


# ------------------------------------------------------------------ one document
def test_every_figure_leads_to_its_claim_with_its_measure_in_words(its: Settings) -> None:
    for one in steps.documents(its):
        text = client(its).get(f"/documents/{one.id}").text
        leaf = leaves.leaf(its, one.id)
        assert leaf.claims
        for held, place in leaf.claims:
            name = held.original.id
            figure = html.escape(leaf.document.text[place.start : place.end])
            assert f'id="c-{name}"' in text
            assert f'href="/claims/{name}"' in text
            assert f"<mark>{figure}</mark>" in text
            assert held.claim.measure.value.split("_")[0] in words(text).lower()
        assert leaf.document.text.strip() in words(re.sub(r" <small.*?</small>", "", text))


def test_what_was_set_aside_is_shown_where_it_is_asked_for(tmp_path: Path) -> None:
    its = filled(tmp_path, {"aged.txt": REPORT + "\nThe general is 54 years old. It burned 12 tanks in ten days.\n"})
    document = steps.documents(its)[0].id
    leaf = leaves.leaf(its, document)
    browser = client(its)
    plain, shown = (browser.get(f"/documents/{document}{query}").text for query in ("", "?set-aside=yes"))
    assert "set aside:" not in plain
    assert shown.count("set aside:") == len(leaf.rejections) > 1
    assert html.escape(leaf.rejections[0].because) in shown


def test_a_long_text_is_paged_and_every_place_has_its_page(tmp_path: Path) -> None:
    lines = [
        f"On day {number} the ministry said {1000 + number:,} Russian soldiers had been killed near the river."
        for number in range(2500)
    ]
    settings = filled(tmp_path, {"long.txt": "9 December 2024\n\n" + "\n\n".join(lines)})
    browser, leaf = client(settings), leaves.leaf(settings, steps.documents(settings)[0].id)
    spans = marking.pages(leaf.document.text, marking.marks_of(leaf))
    assert len(spans) > 3
    assert "".join(leaf.document.text[slice(*span)] for span in spans) == leaf.document.text
    for first, _ in spans:
        answer = browser.get(f"/documents/{leaf.document.id}?from={first}")
        assert len(answer.content) < 150_000
    held, place = leaf.claims[-1]
    assert f'id="c-{held.original.id}"' in browser.get(f"/documents/{leaf.document.id}?from={place.start}").text
    assert f'id="c-{held.original.id}"' not in browser.get(f"/documents/{leaf.document.id}").text


@pytest.mark.parametrize("text", ["<" * 400_000, "\u202e" * 60_000, "x" * 500_000, "a\n" * 200_000, ""])
def test_no_text_however_dense_makes_a_page_too_large(text: str) -> None:
    spans = marking.pages(text, [])
    assert "".join(text[slice(*span)] for span in spans) == text
    assert all(len(html.escape(text[slice(*span)])) * (9 if "\u202e" in text else 1) < 110_000 for span in spans)


def test_a_page_that_changed_shows_its_versions_and_what_changed(empty: tuple[TestClient, Settings]) -> None:
    browser, settings = empty
    send(browser, ("page.txt", REPORT.encode()))
    told = send(browser, ("page.txt", REPORT.replace("1,200", "1,450").encode()))
    assert "upload/page.txt: a new version" in told
    (now,) = [one for one in steps.documents(settings) if "upload/page.txt" in one.origins]
    assert (now.version, now.versions) == (2, 2)
    assert "2 of 2" in browser.get("/documents").text
    text = words(browser.get(f"/documents/{now.id}").text)
    assert "1 claim that the one before has not:" in text
    assert "1 claim of the one before that it has not:" in text
    assert text.index("has not:\n1,450") < text.index("has not:\n1,200")
    assert "another version stands for it now" in browser.get(f"/documents/{now.instead_of}").text


# ------------------------------------------------------------------ hostile documents
@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    texts = [one for one in STRINGS if "\ud800" not in one]
    lines = [
        f"The ministry said {1300 + number:,} Russian soldiers were killed {text} in November 2024."
        for number, text in enumerate(texts)
    ]
    folder = tmp_path_factory.mktemp("hostile")
    reports = {"all.txt": "9 December 2024\n\n" + "\n\n".join(lines)}
    reports |= {
        f"{number}.txt": f"{text}\n\n{REPORT.replace('1,200', f'{2000 + number:,}')}"
        for number, text in enumerate(texts[:12])
    }
    return filled(folder, reports)


def seen(text: str) -> str:
    from muster.desk import saying

    return saying.visible(text)


def test_a_hostile_text_is_shown_verbatim_and_is_never_markup(hostile: Settings) -> None:
    browser = client(hostile)
    (whole,) = [one for one in steps.documents(hostile) if one.origins == ("all.txt",)]
    text = browser.get(f"/documents/{whole.id}?set-aside=yes&remarks=yes").text
    told = words(re.sub(r" <small.*?</small>", "", text))
    stored = leaves.leaf(hostile, whole.id).document.text
    assert seen(stored).strip() in told
    others = [f"/documents/{one.id}" for one in steps.documents(hostile)]
    for path in ("/documents", "/claims", "/review", *others):
        page = browser.get(path).text
        tags = {tag.lower() for tag in re.findall(r"<([a-zA-Z!?%/][^\s>]*)", page)}
        assert tags <= ALLOWED | {f"/{tag}" for tag in ALLOWED}, tags - ALLOWED
        assert len(re.findall("<script", page)) == 2
        assert not re.search(r"<[^>]+\son\w+=", page)
        assert not re.search(r"(?:href|src|action)=\"(?!/|#|data:,\")", page)
        assert not any(character in page for character in "\x00\x1b\u202e\u2066\u200b\ufeff\u2028")


ALLOWED = {
    "!doctype", "html", "head", "meta", "link", "script", "title", "body", "a", "header", "p", "span", "nav", "ul", "li", "main", "footer",
    "h1", "h2", "h3", "form", "label", "input", "select", "option", "button", "details", "summary", "div", "table", "caption", "thead",
    "tr", "th", "td", "tbody", "q", "mark", "small", "strong", "code", "blockquote", "kbd", "textarea", "ol", "s", "dl", "dt", "dd",
    "section", "datalist",
    "!--kept--", "!--/kept--",  # what of a form's page a published one keeps
}  # fmt: skip


def test_a_site_answers_from_memory_until_the_ledger_changes(its: Settings) -> None:
    served = site(its)
    browser = client(served)
    document = steps.documents(its)[0].id
    first = browser.get(f"/documents/{document}").text
    assert browser.get(f"/documents/{document}").text == first
    claim = leaves.leaf(its, document).claims[0][0].original.id
    steps.judge(its, claim, verdict=steps.Verdict.ACCEPT, why="so", by="A. Reader")
    assert ", accepted</small>" in browser.get(f"/documents/{document}").text
