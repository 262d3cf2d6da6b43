"""The queue as a page: one claim at a time and the least certain first, by hand and by key, with a way back."""

from __future__ import annotations

import html
import re
from pathlib import Path

import pytest
from served import client, filled
from starlette.testclient import TestClient

from muster.desk import steps
from muster.desk.settings import Settings


@pytest.fixture
def own(tmp_path: Path) -> tuple[TestClient, Settings]:
    settings = filled(tmp_path)
    return client(settings), settings


def queue(its: Settings, **wanted: object) -> list[str]:
    found = steps.claims(its, steps.Filter(review=("undecided",), sort="confidence", **wanted))  # type: ignore[arg-type]
    return [one.original.id for one in found]


def asked(text: str) -> str:
    """The claim that a page asks about, empty where it asks about none."""
    return "".join(re.findall(r'name="claim" value="(\w+)"', text))


def action(text: str) -> str:
    """Where its judgement goes."""
    (found,) = re.findall(r'<form method="post" action="([^"]+)" class="judge">', text)
    return html.unescape(found)


def link(text: str, key: str) -> str:
    (found,) = re.findall(rf'href="([^"]+)" data-key="{key}"', text)
    return html.unescape(found)


def undone(browser: TestClient, text: str) -> str:
    """The page after undoing what the line at the top says."""
    (path,) = re.findall(r'action="(/judgements/\w+/undo)"', text)
    (to,) = re.findall(
        r'undo" class="inline last" role="status"><input type="hidden" name="next" value="([^"]+)"', text
    )
    return browser.post(path, data={"next": html.unescape(to)}).text


def test_the_least_certain_comes_first_and_then_the_next(own: tuple[TestClient, Settings]) -> None:
    browser, its = own
    waiting, text = queue(its), browser.get("/review").text
    assert len(waiting) > 4
    assert f"{len(waiting)} claims wait" in text
    for number, verdict in enumerate(("accept", "reject", "accept")):
        assert asked(text) == waiting[number]
        text = browser.post(action(text), data={"claim": waiting[number], "verdict": verdict}).text
    states = {one.original.id: one.review for one in steps.claims(its, steps.Filter(everything=True))}
    assert [states[name] and states[name].state for name in waiting[:3]] == ["accepted", "rejected", "accepted"]  # type: ignore[union-attr]
    assert [states[name] and states[name].why for name in waiting[:2]] == [
        "as its sentence says",
        "not what its sentence says",
    ]  # type: ignore[union-attr]
    assert queue(its) == waiting[3:]


def test_every_step_has_its_key_and_shows_it(own: tuple[TestClient, Settings]) -> None:
    browser, its = own
    text = browser.get("/review").text
    for key in "arsm":
        assert re.search(rf'data-key="{key}"[^>]*>[^<]+<kbd>{key}</kbd>', text)
    text = browser.post(action(text), data={"claim": queue(its)[0], "verdict": "accept"}).text
    assert re.search(r'data-key="u"[^>]*>Undo <kbd>u</kbd>', text)


def test_skipping_leaves_it_for_later_and_its_place_stands_in_the_address(own: tuple[TestClient, Settings]) -> None:
    browser, its = own
    waiting, text = queue(its), browser.get("/review").text
    for name in waiting:
        assert asked(text) == name
        text = browser.get(link(text, "s")).text
    assert "That was the last of them." in text
    assert asked(browser.get(link(text, "s")).text) == waiting[0]
    second = browser.get(f"/review?after={waiting[0]}").text
    text = browser.post(action(second), data={"claim": waiting[1], "verdict": "accept"}).text
    assert asked(text) == waiting[2]
    assert queue(its) == [waiting[0], *waiting[2:]]


def test_undo_goes_back_to_the_claim_and_leaves_no_judgement(own: tuple[TestClient, Settings]) -> None:
    browser, its = own
    waiting, text = queue(its), browser.get("/review").text
    text = browser.post(action(text), data={"claim": waiting[0], "verdict": "reject"}).text
    assert asked(text) == waiting[1]
    text = undone(browser, text)
    assert asked(text) == waiting[0]
    assert queue(its) == waiting
    text = browser.post(action(text), data={"claim": waiting[0], "verdict": "accept"}).text
    assert asked(text) == waiting[1]


def test_it_is_narrowed_and_stays_so(own: tuple[TestClient, Settings]) -> None:
    browser, its = own
    wanted = queue(its, measures=("killed",), parties=("RU",))
    text = browser.get("/review?measure=killed&party=RU").text
    assert asked(text) == wanted[0]
    sent = browser.post(action(text), data={"claim": wanted[0], "verdict": "accept"})
    assert "measure=killed" in str(sent.url)
    assert asked(sent.text) == wanted[1]


def test_an_amendment_is_checked_as_on_the_command_line(own: tuple[TestClient, Settings]) -> None:
    browser, its = own
    name = queue(its)[0]
    text = browser.get("/review").text
    wrong = browser.post(action(text), data={"claim": name, "verdict": "amend", "low": "many"})
    assert wrong.status_code == 400
    assert asked(wrong.text) == name
    assert "plain number" in html.unescape(wrong.text)
    assert 'value="many"' in wrong.text
    assert '<details class="amend" open>' in wrong.text
    right = browser.post(action(text), data={"claim": name, "verdict": "amend", "scope": "one brigade alone"})
    assert right.status_code == 200
    assert steps.show(its, name).held.claim.scope == "one brigade alone"


def test_nothing_waits_where_all_is_judged(own: tuple[TestClient, Settings]) -> None:
    browser, its = own
    for name in queue(its):
        steps.judge(its, name, verdict=steps.Verdict.ACCEPT, why="so", by="x")
    text = browser.get("/review").text
    assert "Nothing waits for a judgement." in text
    assert asked(text) == ""


def test_the_name_is_the_settings_and_can_be_changed(own: tuple[TestClient, Settings]) -> None:
    browser, its = own
    name = queue(its)[0]
    text = browser.get("/review").text
    assert f'name="reviewer" value="{its.reviewer}"' in text
    changed = browser.post("/review/name", data={"reviewer": "  Änne  O’Hara ", "next": "/review?measure=killed"})
    assert str(changed.url).endswith("/review?measure=killed")
    assert 'name="reviewer" value="Änne O’Hara"' in changed.text
    (cookie,) = [one for one in browser.cookies.jar if one.name == "muster_reviewer"]
    assert cookie.has_nonstandard_attr("HttpOnly")
    browser.post("/review", data={"claim": name, "verdict": "accept"})
    assert [one.by for one in steps.show(its, name).reviews] == ["Änne O’Hara"]


@pytest.mark.parametrize("said", ["", "   ", "x" * 101, "a\u202eb", "a\x00b"])
def test_a_name_that_cannot_be_written_down_is_refused(own: tuple[TestClient, Settings], said: str) -> None:
    browser, its = own
    answer = browser.post("/review/name", data={"reviewer": said})
    assert answer.status_code == 400
    browser.cookies.set("muster_reviewer", "%E2%80%AE")
    assert f'value="{its.reviewer}"' in browser.get("/review").text


def test_those_of_which_people_think_differently_are_listed_side_by_side(own: tuple[TestClient, Settings]) -> None:
    browser, its = own
    first, second, third = queue(its)[:3]
    for name, by, verdict in (
        (first, "Anna", "accept"), (first, "Ben", "reject"), (second, "Anna", "accept"), (second, "Ben", "accept"),
        (third, "Anna", "reject"),
    ):  # fmt: skip
        steps.judge(its, name, verdict=steps.Verdict(verdict), why="so", by=by)
    text = browser.get("/review?show=differing").text
    assert "1 claim is judged differently" in text
    assert f"/claims/{first}" in text
    assert f"/claims/{second}" not in text
    assert re.search(r'<th scope="col">Ben</th><th scope="col">Anna</th>', text)
    steps.judge(its, first, verdict=steps.Verdict.ACCEPT, why="so it is", by="Ben")
    assert "No two people differ" in browser.get("/review?show=differing").text


def test_parties_and_wars_are_chosen_by_name_and_a_code_in_the_address_still_holds(
    own: tuple[TestClient, Settings],
) -> None:
    browser, its = own
    offered = re.compile(r'<select id="party" name="party">(.*?)</select>', re.DOTALL)
    text = browser.get("/review").text
    (filters,) = offered.findall(text)
    assert '<option value="RU">Russia (RU)</option>' in filters
    assert '<option value="RU">Russia (RU)</option></datalist>' in text
    assert re.search(r'<select id="amend-war" name="war">.*<option value="russia-ukraine" selected>', text)
    browser.post(action(text), data={"claim": queue(its)[0], "verdict": "accept"})
    text = browser.get("/review?party=UA").text
    (filters,) = offered.findall(text)
    assert re.search(r'<option value="UA" selected>Ukraine \(UA\)</option>', filters)
    assert "Nothing waits" in text


@pytest.mark.parametrize("query", ["show=all", "sort=x", "measure=x", "after=zz", "claim=zz", "from=x"])
def test_a_wrong_query_is_refused_in_words(own: tuple[TestClient, Settings], query: str) -> None:
    browser, _ = own
    assert browser.get(f"/review?{query}").status_code == 400
    assert browser.get("/review?claim=ffffffffff").status_code == 404
