"""Findings on the page: by kind, with sentences and permalinks; set aside with a reason and opened again; one with all that is known."""

from __future__ import annotations

import re
import time
from pathlib import Path

import pytest
from served import client, filled, site
from starlette.testclient import TestClient
from surveyed import surveyed

from muster.claims.finding import Kind
from muster.claims.kinds import KINDS
from muster.desk import checking, surveying
from muster.desk.saying import visible
from muster.desk.settings import Settings
from muster.web.pages.findings import SHOWN, in_order
from muster.web.site import Site
from tests.brief.hostile import STRINGS

# Simulated: nobody said any of this.
REPORTS = {
    "slip.txt": "KYIV, 9 June 2024\n\nUkraine's defence ministry says that 4,100 Russian soldiers were killed in May; its own weekly "
    "figures were 1,500 in the week to 7 May, 1,600 in the week to 14 May, 1,700 in the week to 21 May and 1,500 in the week to 28 May.\n",
    "rivals.txt": "LONDON, 9 January 2024\n\nThe Kiel Institute has at most 25,000 Russian soldiers killed in 2023, the Carter Institute "
    "at least 40,000.\n",
    "parts.txt": "KYIV, 9 June 2024\n\nThe brigade had 140 dead, 260 wounded and 15 taken, 515 in all.\n",
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


def ids(text: str) -> list[str]:
    return re.findall(r'id="f-([0-9a-f]{20})"', text)


def test_they_stand_by_kind_with_what_it_means_gravest_first(inside: TestClient, over: Site, its: Settings) -> None:
    text = inside.get("/findings").text
    found = checking.check_ledger(its).noted
    kinds = [KINDS[Kind(name)].title for name in re.findall(r'<h2 id="kind-(\w+)"', text)]
    assert len(kinds) == len(set(kinds)) >= 2
    assert KINDS[Kind.CONTRADICTION].what.replace("'", "&#39;") in text
    graves = [one.finding.id for one in found if one.finding.severity == "grave"]
    assert graves
    assert set(ids(text)[: len(graves)]) == set(graves)
    assert len(ids(text)) == len([one for one in in_order(list(found)) if not one.finding.verdict.startswith("agrees")])
    assert "<mark>4,100</mark>" in text
    assert re.search(r'<a href="/claims/[0-9a-f]{20}"><mark>at most 25,000</mark>', text)


def test_a_permalink_holds_the_filters(inside: TestClient) -> None:
    everything = set(ids(inside.get("/findings?agreeing=yes").text))
    rivals = set(ids(inside.get("/findings?kind=rival").text))
    grave = set(ids(inside.get("/findings?severity=grave").text))
    assert rivals
    assert grave
    assert rivals < everything
    assert grave < everything
    assert not rivals & grave
    assert ids(inside.get("/findings?kind=rival&party=UA").text) == []
    assert "No finding is as asked for" in inside.get("/findings?kind=rival&party=UA").text
    assert 'value="rival" selected' in inside.get("/findings?kind=rival").text


@pytest.mark.parametrize(
    "query", ["kind=nonsense", "severity=%3Cscript%3E", "page=0", "page=x", "aside=maybe", "measure=x", "agreeing=1"]
)
def test_what_cannot_be_meant_is_refused_in_words(inside: TestClient, query: str) -> None:
    answer = inside.get(f"/findings?{query}")
    assert answer.status_code == 400
    assert "<script>" not in answer.text
    assert re.search(r"(is one of|a whole number)", answer.text)


def test_one_has_everything_that_the_command_prints(inside: TestClient, its: Settings) -> None:
    noted = next(one for one in checking.check_ledger(its).noted if one.finding.kind is Kind.CONTRADICTION)
    text = inside.get(f"/findings/{noted.finding.id}").text
    about = KINDS[Kind.CONTRADICTION]
    for said in (noted.finding.sentence, about.what, about.limits, about.advice, noted.finding.id):
        assert said.replace("'", "&#39;").replace('"', "&#34;") in text
    for said in noted.claims:
        assert f"/claims/{said.id}" in text
    for name, value in noted.finding.numbers:
        assert name.replace("_", " ") in text
        assert f"{value:,.6g}" in text
    assert inside.get(f"/findings/{noted.finding.id[:8]}").status_code == 200


def test_an_unknown_one_is_told_so(inside: TestClient) -> None:
    answer = inside.get("/findings/ffffffffff")
    assert answer.status_code == 404
    assert "no finding" in answer.text
    assert inside.post("/findings/ffffffffff/aside", data={"why": "x", "by": "A"}).status_code == 404
    assert inside.post("/findings/ffffffffff/reopen", data={"why": "x", "by": "A"}).status_code == 404


def test_it_is_set_aside_with_a_reason_and_opened_again(
    inside: TestClient, over: Site, its: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(
        checking.checks, "check", lambda *_, **__: pytest.fail("nothing is checked anew for a judgement")
    )
    name = ids(inside.get("/findings?kind=rival").text)[0]
    refused = inside.post(f"/findings/{name}/aside", data={"why": " ", "by": "Anna"})
    assert refused.status_code == 400
    assert "reason" in refused.text
    shown = inside.post(f"/findings/{name}/aside", data={"why": "<b>two senses</b>", "by": "Anna"}).text
    assert "Set aside by Anna" in shown
    assert "&lt;b&gt;two senses" in shown
    assert name not in ids(inside.get("/findings").text)
    assert ids(inside.get("/findings?aside=yes").text) == [name]
    shown = inside.post(f"/findings/{name}/reopen", data={"why": "one sense after all", "by": "Boris"}).text
    assert "Opened again by Boris" in shown
    assert "Set aside by Anna" in shown
    assert name in ids(inside.get("/findings").text)
    assert [one.action.value for one in checking.said_of(its, name)] == ["set_aside", "reopen"]


def test_another_site_sets_nothing_aside(inside: TestClient) -> None:
    name = ids(inside.get("/findings").text)[0]
    answer = inside.post(
        f"/findings/{name}/aside", data={"why": "x", "by": "A"}, headers={"sec-fetch-site": "cross-site"}
    )
    assert answer.status_code == 403
    assert name in ids(inside.get("/findings").text)


def test_the_part_that_a_filter_changes_can_be_had_alone(inside: TestClient) -> None:
    part = inside.get("/findings?kind=rival", headers={"hx-request": "true", "hx-target": "results"}).text
    assert "<html" not in part
    assert ids(part) == ids(inside.get("/findings?kind=rival").text)


def test_a_page_holds_so_many_and_leads_on(tmp_path: Path) -> None:
    text = "KYIV, 9 June 2024\n\n" + "\n\n".join(
        f"The {number}th Brigade had {number + 100} dead, 260 wounded and 15 taken, {number + 900} in all."
        for number in range(1, 41)
    )
    many = client(surveyed(filled(tmp_path, {"many.txt": text})))
    answer = many.get("/findings?agreeing=yes")
    assert len(answer.content) < 150_000
    assert len(ids(answer.text)) == SHOWN
    seen, path = ids(answer.text), re.search(r'rel="next" href="([^"]+)"', answer.text)
    while path:
        answer = many.get(path[1].replace("&amp;", "&"))
        seen += ids(answer.text)
        path = re.search(r'rel="next" href="([^"]+)"', answer.text)
    assert len(seen) == len(set(seen)) > 2 * SHOWN


def test_nothing_of_a_document_is_markup(tmp_path: Path) -> None:
    reports = {
        f"h{number}.txt": f"KYIV, 9 June 2024\n\nThe brigade {one} had 140 dead, 260 wounded and 15 taken, {500 + number} in all {one}.\n"
        for number, one in enumerate(STRINGS)
        if "\ud800" not in one
    }
    hostile = client(surveyed(filled(tmp_path, reports)))
    pages = [hostile.get(f"/findings?agreeing=yes&page={number}").text for number in range(1, 12)]
    found = sorted({name for text in pages for name in ids(text)})
    assert len(found) > 40
    text = "\n".join([*pages, *(hostile.get(f"/findings/{name}").text for name in found[:6])])
    assert "<script>alert" not in text
    assert "<img src=x" not in text
    assert "<svg onload" not in text
    assert not re.search(r"<[^>]+\son\w+=", text)
    assert 'href="javascript' not in text.lower()
    for one in (
        "<script>alert(1)</script>",
        "{{ 7*7 }}",
        "' onmouseover='alert(1)",
        "&lt;script&gt;alert(1)&lt;/script&gt;",
    ):
        escaped = visible(one).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("'", "&#39;")
        assert escaped in text
    assert "\u202e" not in text


# ------------------------------------------------------------------ the check as a job
def test_the_check_begins_by_itself_on_a_small_ledger_and_no_page_waits_for_it(its: Settings) -> None:
    over = site(its)
    fresh = client(over)
    text = fresh.get("/findings").text
    assert "The claims are being checked" in text
    assert 'http-equiv="refresh"' in text
    (job,) = over.jobs.all()
    until = time.monotonic() + 120
    while job.running and time.monotonic() < until:
        time.sleep(0.1)
    assert job.state.value == "done", job.lines
    assert ids(fresh.get("/findings").text)
    assert "nothing that was read or judged has changed since" in fresh.get("/findings").text
    assert len(over.jobs.all()) == 1


def test_a_check_that_is_killed_leaves_the_page_whole_and_says_so(
    its: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    over = surveyed(its)
    before = client(over)
    shown = ids(before.get("/findings").text)
    monkeypatch.setattr(surveying, "work", _die)
    before.post("/check", data={"to": "/findings"})
    job = over.jobs.all()[0]
    until = time.monotonic() + 120
    while job.running and time.monotonic() < until:
        time.sleep(0.1)
    assert job.state.value == "failed"
    text = before.get("/findings").text
    assert "ended without an answer" in text
    assert "Traceback" not in text
    assert ids(text) == shown


def _die(*_: object, **__: object) -> None:
    import os
    import signal

    os.kill(os.getpid(), signal.SIGKILL)


def test_a_check_goes_back_to_a_page_of_ours_alone(
    inside: TestClient, over: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    from muster.web.pages import findings

    monkeypatch.setattr(findings, "begin", lambda _: None)
    for to, path in (("/sources", "/sources"), ("//evil.example", "/findings"), ("https://evil.example", "/findings")):
        answer = inside.post("/check", data={"to": to}, follow_redirects=False)
        assert (answer.status_code, answer.headers["location"]) == (303, path)
