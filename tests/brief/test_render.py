"""What is written out: one page without a script or a request, hostile words as words, the same bytes for the same brief."""

from __future__ import annotations

import base64
import csv
import datetime as dt
import io
import os
import re
import subprocess
import sys
from dataclasses import replace
from html.parser import HTMLParser
from time import perf_counter

import pytest
from hostile import STRINGS
from made_up import NOVEMBER, both, claim, figure, finding, given, nested, read, report, told, update

from muster.brief.composition import Options, Source, compose
from muster.brief.given import Aside, Body, Given, Rest
from muster.brief.parts import Refusal, ReviewState, Verdict
from muster.brief.render import html, markdown
from muster.brief.whole import Brief
from muster.brief.words import visible
from muster.claims.claim import Claim, Place
from muster.claims.document import Document
from muster.claims.measures import Measure
from muster.claims.wire import from_json

OPTIONS = Options(made=dt.date(2024, 12, 10), refused=[Refusal(what="scan.pdf", why="it has no text layer")])
_VOID = {"meta", "link", "br"}


class Page(HTMLParser):
    """The page's tags with their attributes, its ids, links, and the text of each element that has an id."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.ids: list[str] = []
        self.texts: dict[str, str] = {}
        self.said = ""
        self._open: list[tuple[str, str | None]] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        told = dict(attrs)
        self.tags.append((tag, told))
        if told.get("id"):
            self.ids.append(told["id"] or "")
            self.texts[told["id"] or ""] = ""
        if tag not in _VOID:
            self._open.append((tag, told.get("id")))

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        self._open = self._open[:-1] if tag not in _VOID else self._open

    def handle_endtag(self, tag: str) -> None:
        assert self._open.pop()[0] == tag

    def handle_data(self, data: str) -> None:
        self.said += data
        for _, name in self._open:
            if name:
                self.texts[name] += data

    @property
    def links(self) -> list[str]:
        return [told["href"] or "" for tag, told in self.tags if tag == "a"]

    @property
    def files(self) -> dict[str, str]:
        """What can be taken along, as text, by the name of the file."""
        return {
            told["download"] or "": base64.b64decode((told["href"] or "").split(",")[1]).decode()
            for tag, told in self.tags
            if tag == "a" and "download" in told
        }


def made(*sources: Source) -> Brief:
    return compose(sources, options=OPTIONS, given=given())


def hostile() -> Source:
    """Every hostile string in the text, and in a field that people fill."""
    marked = "\n\n".join(
        f"{one.replace('[', '(').replace(']', ')')} says [{1000 + n}] fell." for n, one in enumerate(STRINGS)
    )
    fields = [
        claim(1000 + n, speaker=one, source=one[::-1], scope=one, publisher=one, period=NOVEMBER)
        for n, one in enumerate(STRINGS)
    ]
    return report(marked, *fields, title=STRINGS[0], publisher=STRINGS[2], origin=STRINGS[8])


def hostile_given() -> Given:
    """Every hostile string as the sentence of a finding, as why it was set aside, and as the name of a body."""
    claims = hostile().reading.claims
    return Given(
        findings=tuple(
            told(
                finding("rival", "not_both", "serious", claims[n], sentence=one),
                aside=Aside(by=one, why=one) if n % 2 else None,
            )
            for n, one in enumerate(STRINGS)
        ),
        bodies=tuple(Body(key=f"{n}", name=one, outlet=n % 3 == 0) for n, one in enumerate(STRINGS)),
        rests=tuple(
            Rest(child=f"{n}", parent=f"{n // 2}", by="said", words=one, claims=(claims[n].id,))
            for n, one in enumerate(STRINGS)
        ),
    )


def test_every_link_leads_somewhere_in_the_page() -> None:
    page = Page(html(made(*both(), nested())))
    within = [link[1:] for link in page.links if link.startswith("#")]
    assert set(within) <= set(page.ids)
    assert len(page.ids) == len(set(page.ids))
    assert {link.split(",")[0] for link in page.links if not link.startswith("#")} == {
        "data:text/csv;charset=utf-8;base64",
        "data:image/svg+xml;charset=utf-8;base64",
        "data:application/json;charset=utf-8;base64",
    }


def test_every_claim_is_marked_in_its_text_and_leads_back() -> None:
    sources = [*both(), nested()]
    page = Page(html(made(*sources)))
    for source in sources:
        for one in source.reading.claims:
            assert page.texts[f"c-{one.id}"] == one.quote
            assert f"#r-{one.id}" in page.links
            assert f"#c-{one.id}" in page.links


def test_the_list_of_claims_gives_each_its_sentence_and_the_page_its_file() -> None:
    source = update()
    text = html(made(replace(source, document=replace(source.document, origin="/srv/daily.txt"))))
    assert '<q class="quote">The month cost about 45,690 in all.</q>' in text
    assert '<span class="origin">daily.txt</span>' in text
    assert "/srv" not in text


def test_what_was_rejected_is_in_the_list_of_the_rejected_alone() -> None:
    source = update()
    wrong = source.reading.claims[0]
    verdict = Verdict(state=ReviewState.REJECTED, by="ann", why="a typing error")
    page = Page(html(made(replace(source, verdicts={wrong.id: verdict}))))
    assert page.ids.count(f"r-{wrong.id}") == 1
    assert "a typing error" in page.texts[f"r-{wrong.id}"]
    assert wrong.id not in page.texts["claims"]


def test_what_was_not_taken_is_shown_with_its_reason() -> None:
    text = html(compose(both(), options=OPTIONS))
    assert '<span class="rejected" title="Not a claim: a day of the month">9</span>' in text
    assert "<q>9</q>: a day of the month" in text
    assert '<span class="remark" title="Remark: record">all-time high</span>' in text
    assert "scan.pdf: it has no text layer" in text


def test_the_page_holds_no_script_no_style_of_its_own_and_no_address() -> None:
    text = html(made(*both()))
    page = Page(text)
    assert not [tag for tag, _ in page.tags if tag in ("script", "iframe", "object", "embed", "form", "img", "base")]
    assert not [name for _, told in page.tags for name in told if name == "style" or name.startswith("on")]
    addresses = set(re.findall(r"https?://[^\"' <]+", text))
    assert addresses <= {"http://www.w3.org/2000/svg", "http://www.w3.org/1999/xlink"}


def test_charts_are_titled_and_described_and_their_marks_are_links() -> None:
    page = Page(html(made(*both())))
    drawings = [told for tag, told in page.tags if tag == "svg"]
    assert len(drawings) > 1
    for svg in drawings:
        for name in (svg["aria-labelledby"] or "").split():
            assert page.texts[name]
    drawn = compose(both()).timelines[0]
    assert all(page.links.count(str(mark["href"])) >= 3 for mark in drawn.marks)


@pytest.mark.parametrize("form", [html, markdown])
def test_hostile_words_stay_words(form: object) -> None:
    text = form(compose([hostile()], options=OPTIONS, given=hostile_given()))  # type: ignore[operator]
    text.encode()
    assert not set(
        re.findall("[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2066-\u2069\ufeff\ud800-\udfff]", text)
    )
    if form is markdown:
        assert not re.search(r"<(?!/?(?:a|mark|sup|details|summary|br)\b)[a-z!?]", text)
        assert not re.search(r"(?<!\\)\]\((?!#)", text)
        assert "![" not in text.replace("\\!", "")
        return
    page = Page(text)
    plain = Page(html(made(*both(), nested())))
    assert {tag for tag, _ in page.tags} <= {tag for tag, _ in plain.tags} | {"span"}
    assert not [name for _, told in page.tags for name in told if name.startswith("on")]
    assert all(
        link.startswith(("#", "data:text/csv;", "data:image/svg+xml;", "data:application/json;")) for link in page.links
    )
    for one in STRINGS:
        assert visible(one.replace("[", "(").replace("]", ")")) in page.said


def test_numbers_in_one_s_own_voice_are_kept_in_markdown_too() -> None:
    text = markdown(made(*both(), nested()))
    ids = set(re.findall(r'<a id="([^"]+)">', text))
    assert set(re.findall(r"\]\(#([^)]+)\)", text)) <= ids | {
        "claims",
        "documents",
        "says",
        "origins",
        "apart",
        "findings",
    }
    assert "# Russia’s killed and wounded, November 2024: 1,523 a day, according to Ministry in London" in text
    assert "<mark>more than 38,000</mark>" in text


def test_the_claims_can_be_taken_along() -> None:
    page = Page(html(made(*both())))
    table, exact = page.files["claims.csv"], page.files["claims.json"]
    brief = compose(both())
    assert tuple(from_json(exact)) == brief.claims
    assert [row["id"] for row in csv.DictReader(io.StringIO(table.removeprefix("\ufeff")))] == [
        one.id for one in brief.claims
    ]


def test_no_cell_of_the_table_is_a_formula() -> None:
    files = Page(html(compose([hostile()], options=OPTIONS, given=hostile_given()))).files
    tables = {name: table for name, table in files.items() if name.endswith(".csv")}
    assert files["claims.csv"].startswith("\ufeffid,document,figure"), "no mark by which a spreadsheet knows UTF-8"
    assert len(tables) > 2
    for table in tables.values():
        cells = [cell for row in csv.reader(io.StringIO(table.removeprefix("\ufeff"))) for cell in row]
        assert not [cell for cell in cells if cell.startswith(("=", "+", "-", "@", "|", "\t", "\r"))]


def test_the_same_bytes_wherever_and_whenever() -> None:
    code = "from made_up import both, given; from muster.brief import compose, html; print(html(compose(both(), given=given())))"
    here = os.path.dirname(__file__)
    out = {
        subprocess.run(
            [sys.executable, "-c", code],
            env={**os.environ, "PYTHONHASHSEED": seed, "TZ": zone, "PYTHONPATH": here, "PYTHONIOENCODING": "utf-8"},
            capture_output=True,
            check=True,
        ).stdout
        for seed, zone in (("1", "UTC"), ("2", "Asia/Tokyo"))
    }
    assert len(out) == 1


def large(documents: int, claims: int) -> list[Source]:
    sources = []
    for d in range(documents):
        lines = [
            f"Paragraph {n} of report {d} says that {1000 + n} men were lost on a day of that month."
            for n in range(claims)
        ]
        document = Document(
            text="\n\n".join(lines), title=f"Report {d}", publisher="The Gazette", published=dt.date(2024, 12, 9)
        )
        found = []
        for n in range(claims):
            start = document.text.index(f"{1000 + n} men")
            place = Place(document=document.id, start=start, end=start + 4)
            told = claim(figure(1000 + n), measure=Measure.LOSSES, period=NOVEMBER, speaker=f"Speaker {d % 30}")
            found.append(Claim(quote=str(1000 + n), place=place, **told))
        sources.append(read(document, found))
    return sources


def test_a_large_brief_is_made_in_seconds_and_its_texts_are_folded() -> None:
    sources = large(200, 10)
    start = perf_counter()
    text = html(compose(sources))
    assert perf_counter() - start < 20
    assert len(text) < 8_000_000
    assert "<details open><summary>Full text" not in text
    assert "<details><summary>Show all 2,000 claims</summary>" in text


def test_a_title_of_one_s_own_is_kept() -> None:
    brief = compose(both(), options=replace(OPTIONS, title="Two <reports>"))
    assert "<h1>Two &lt;reports&gt;</h1>" in html(brief)
    assert markdown(brief).startswith("# Two &lt;reports&gt;\n")
