"""Who rests on whom on the page: the picture and the tables, on how many bases numbers rest, and a source's own page."""

from __future__ import annotations

import re
from pathlib import Path
from urllib.parse import quote
from xml.etree import ElementTree

import pytest
from served import client, filled
from starlette.testclient import TestClient
from surveyed import surveyed

from muster.desk import origins
from muster.desk.settings import Settings
from muster.web.site import Site
from tests.brief.hostile import STRINGS

# Simulated: nobody said any of this.
REPORTS = {
    "army.txt": "KYIV, 5 February 2025\n\nRussia lost 48,240 killed and wounded in January 2025, the Ukrainian General Staff said.\n",
    "institute.txt": "LONDON, 8 February 2025\n\nThe Kiel Institute, citing data from the Ukrainian General Staff, put Russian casualties "
    "in January 2025 at 48,240 killed and wounded.\n",
    "apart.txt": "WASHINGTON, 9 February 2025\n\nThe Carter Institute put Russian casualties in January 2025 at 40,000 "
    "killed and wounded.\n",
}


@pytest.fixture(scope="module")
def its(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    return filled(tmp_path_factory.mktemp("ledger"), REPORTS)


@pytest.fixture(scope="module")
def over(its: Settings) -> Site:
    return surveyed(its)


@pytest.fixture(scope="module")
def inside(over: Site) -> TestClient:
    return client(over)


def test_the_picture_is_drawn_here_and_told_in_a_table(inside: TestClient, its: Settings) -> None:
    text = inside.get("/sources").text
    (svg,) = re.findall(r"<svg.*?</svg>", text, re.DOTALL)
    root = ElementTree.fromstring(svg)
    words = ["".join(one.itertext()) for one in root.iter("{http://www.w3.org/2000/svg}text")]
    assert any("Kiel Institute" in one for one in words)
    links = [one.attrib["href"] for one in root.iter("{http://www.w3.org/2000/svg}a")]
    assert links
    assert all(inside.get(one).status_code == 200 for one in links)
    assert "style=" not in svg
    assert "http" not in re.sub(r'xmlns="[^"]*"', "", svg)
    traced = origins.traced(its)
    for edge in traced.edges:
        if edge.by.value != "outlet":
            assert edge.words in text


def test_each_number_says_on_how_many_it_rests(inside: TestClient, its: Settings) -> None:
    text = inside.get("/sources").text
    for one in origins.traced(its).based:
        assert f'at most">{one.on.count}</td><td class="number" data-of="Worth">{one.on.effective:.1f}</td>' in text
        for root in one.on.roots:
            assert f'href="/sources/of?key={quote(root.key).replace("%20", "+")}"' in text


def test_the_address_narrows_it(inside: TestClient) -> None:
    assert "Killed and wounded, Russia (RU)" in inside.get("/sources?measure=killed_wounded&party=ru").text
    text = inside.get("/sources?measure=recruited").text
    assert "No figure like that is here" in text
    assert "<svg" not in text
    answer = inside.get("/sources?measure=%3Cb%3E")
    assert answer.status_code == 400
    assert "is one of" in answer.text


def test_a_source_has_a_page_of_its_own(inside: TestClient, its: Settings) -> None:
    traced = origins.traced(its)
    keys = {node.name: node.key for node in traced.nodes}
    staff = inside.get("/sources/of", params={"key": keys["Ukrainian General Staff"]}).text
    assert "seen to rest on nobody" in staff
    assert "Kiel Institute" in staff
    assert "48,240" in staff
    kiel = inside.get("/sources/of", params={"key": keys["Kiel Institute"]}).text
    assert "rests on 1 source" in kiel
    assert "citing data from" in kiel
    assert "40,000" not in kiel


def test_an_unknown_one_is_told_so(inside: TestClient) -> None:
    for key in ("nobody", "", "<script>alert(1)</script>", "../../etc"):
        answer = inside.get("/sources/of", params={"key": key})
        assert answer.status_code == 404
        assert "<script>alert" not in answer.text
    assert inside.get("/sources?page=0").status_code == 400


def test_nothing_of_a_document_is_markup(tmp_path: Path) -> None:
    reports = {
        f"h{number}.txt": f"KYIV, 9 June 2024\n\nThe {one} Institute, citing data from the Ukrainian General Staff, put the Russian dead "
        f"of May 2024 at {1200 + number}. \u201c{900 + number} men were killed in May,\u201d said Ivan {one} Ivanov.\n"
        for number, one in enumerate(STRINGS)
        if "\ud800" not in one
    }
    its = filled(tmp_path, reports)
    over = surveyed(its)
    hostile = client(over)
    keys = [node.key for node in origins.traced(its).nodes]
    assert len(keys) > 20
    text = hostile.get("/sources").text + "".join(
        hostile.get("/sources/of", params={"key": key}).text for key in keys[:12]
    )
    assert "<script>alert" not in text
    assert "<img src=x" not in text
    assert "<svg onload" not in text
    assert 'href="javascript' not in text.lower()
    assert not re.search(r"<[^>]+\son\w+=", text)
    assert "&lt;script&gt;alert(1)" in text
    assert "\u202e" not in text


def test_parties_are_chosen_by_name(inside: TestClient) -> None:
    assert '<option value="RU" selected>Russia (RU)</option>' in inside.get("/sources?party=RU").text


def test_no_page_is_larger_than_it_may_be(tmp_path: Path) -> None:
    head = "published,war,start_date,end_date,party,civilian,measure,low,high,bound,unit,per,status,speaker,source,note"
    rows = [
        f"2024-06-09,Russia-Ukraine,2024-05-01,2024-05-31,RU,false,killed,{1000 + number},{1000 + number},exact,person,,estimate,"
        f"Institute of Very Long Names Number {number},Ukrainian General Staff,simulated"
        for number in range(300)
    ]
    many = client(surveyed(filled(tmp_path, {"many.csv": "\n".join((head, *rows)) + "\n"})))
    answer = many.get("/sources")
    assert "Very Long Names" in answer.text
    assert "Page 1 of" in answer.text
    assert len(answer.content) < 150_000
    staff = many.get("/sources/of?key=" + re.search(r'key=([^"]+general[^"]*)"', answer.text)[1])  # type: ignore[index]
    assert "And 2" in staff.text
    assert len(staff.content) < 150_000
