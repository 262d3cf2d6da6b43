"""The desk at a glance: what is known, estimates and boards, counts, what changed since; every item leads to its page."""

from __future__ import annotations

import datetime as dt
import re
import time
from pathlib import Path

import pytest
from served import client, filled, in_force, site
from surveyed import checked_anew, surveyed

from muster.desk import checking, steps, surveying, tallies, watching
from muster.desk.settings import Settings
from muster.desk.steps import Filter, Verdict
from muster.ledger.store import Ledger
from muster.web import visits
from tests.brief.hostile import STRINGS
from tests.desk import keeping

DAY = dt.timedelta(days=1)


@pytest.fixture
def its(tmp_path: Path) -> Settings:
    return filled(tmp_path)


def known(text: str) -> str:
    """The words of the takeaways."""
    return re.sub("<[^>]+>", "", "".join(re.findall(r'<ul class="takeaways">.*?</ul>', text, re.DOTALL)))


def count_of(text: str, name: str) -> int:
    found = re.search(rf"<strong>([\d,]+)</strong> {name}", text)
    assert found
    return int(found[1].replace(",", ""))


def test_it_says_what_is_known_and_each_figure_leads_to_its_claim(its: Settings) -> None:
    inside = client(surveyed(its))
    text = inside.get("/").text
    assert "reports run from 1,200 to between 2,000 and 2,500" in re.findall("<h1>(.*?)</h1>", text)[0]
    assert "Reports differ most on Russia’s dead, January 2025" in known(text)
    links = re.findall(r'<ul class="takeaways">.*?<a href="(/claims/[0-9a-f]{20})">1,200</a>', text, re.DOTALL)
    assert links
    assert inside.get(links[0]).status_code == 200


def test_counts_are_of_now_and_judging_changes_them(its: Settings) -> None:
    inside = client(surveyed(its))
    text = inside.get("/").text
    held = list(steps.claims(its, Filter()))
    assert (count_of(text, "documents"), count_of(text, "claims"), count_of(text, "undecided")) == (
        3,
        len(held),
        len(held),
    )
    steps.judge(its, held[0].original.id, verdict=Verdict.ACCEPT, why="read so", by="Anna")
    steps.judge(its, held[1].original.id, verdict=Verdict.REJECT, why="misread", by="Anna")
    text = inside.get("/").text
    assert count_of(text, "undecided") == len(held) - 2
    assert "have changed since" in text or "are being checked" in text


def test_findings_are_counted_by_severity_without_those_set_aside(tmp_path: Path) -> None:
    reports = {"parts.txt": "KYIV, 9 June 2024\n\nThe brigade had 140 dead, 260 wounded and 15 taken, 515 in all.\n"}
    its = filled(tmp_path, reports)
    inside = client(surveyed(its))
    (noted,) = [one for one in checking.check_ledger(its).noted if one.finding.severity == "grave"]
    assert count_of(inside.get("/").text, "grave findings") == 1
    checking.put_aside(its, noted.finding, why="a part is left out", by="Anna")
    assert count_of(inside.get("/").text, "grave findings") == 0


def test_estimates_lead_with_their_intervals_and_boards_stand_below(tmp_path: Path) -> None:
    its = keeping.filled(tmp_path)
    run = keeping.keep(its, keeping.fit_on(keeping.held(its)[:3]))
    inside = client(surveyed(its))
    text = inside.get("/").text
    ((_, head),) = tallies.newest(its).items()
    told = tallies.numbers(head, "AZ", settings=its)
    assert told is not None
    first = told.numbers[0]
    assert f"{first.middle} in the middle of the possible accounts; 80 of 100 have {first.most}" in known(text)
    for one in told.numbers:
        for words in (one.what, one.middle, one.half, one.most, one.nearly):
            assert words in text
    board = watching.watch("AZ", its).board
    assert board.run == run.id
    for result in board.results:
        assert f"/method#indicator-{result.id}" in text
        assert result.why.replace("'", "&#39;")[:60] in text
    assert f"read off run {run.id[:10]}" in text


def test_a_board_that_is_behind_an_estimate_says_so(tmp_path: Path) -> None:
    its = keeping.filled(tmp_path)
    over = surveyed(its)
    inside = client(over)
    assert "there is none yet" in inside.get("/").text
    keeping.keep(its, keeping.fit_on(keeping.held(its)[:3]))
    assert "An estimate was made after the last check" in inside.get("/").text
    checked_anew(over)
    assert "An estimate was made after the last check" not in inside.get("/").text


def test_what_changed_since_a_day_is_a_permalink(its: Settings) -> None:
    inside = client(surveyed(its))
    today = dt.datetime.now(dt.UTC).date()
    text = inside.get(f"/?since={today - DAY}").text
    assert "3 documents" in text
    for one in steps.documents(its):
        assert f"/documents/{one.id}" in text
    assert "nothing was added or judged" in inside.get(f"/?since={today + DAY}").text
    answer = inside.get("/?since=yesterday%3Cb%3E")
    assert answer.status_code == 400
    assert "<b>" not in answer.text


def test_the_next_visit_is_told_what_came_since_the_last(its: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    inside = client(surveyed(its))
    held = list(steps.claims(its, Filter()))
    time.sleep(1.1)  # a visit is told by the second
    assert "This is your first visit" in inside.get("/").text
    assert "This is your first visit" in inside.get("/").text
    monkeypatch.setattr(visits, "_PAUSE", dt.timedelta(0))
    steps.judge(its, held[0].original.id, verdict=Verdict.REJECT, why="misread", by="Anna")
    text = inside.get("/").text
    assert "Since your last visit" in text
    assert "1 claim</a> was rejected" in text
    assert "3 documents" not in text


@pytest.mark.parametrize("cookie", ["", "x", "-", "--", "99999999999999999999-1", "1-x", "-5", "²-²", "1-99999999999"])
def test_a_cookie_that_says_nothing_is_none(its: Settings, cookie: str) -> None:
    over = surveyed(its)
    said = {"authorization": f"Bearer {over.key}", "cookie": f"muster_seen_8350={cookie}".encode("latin-1")}
    answer = client(over, enter=False).get("/", headers=said)  # type: ignore[arg-type]
    assert answer.status_code == 200


def test_an_empty_ledger_says_how_to_begin(tmp_path: Path) -> None:
    its = in_force(tmp_path)
    Ledger.open(its.ledger).close()
    over = site(its)
    checked_anew(over)
    inside = client(over, enter=False)
    inside.headers["authorization"] = f"Bearer {over.key}"
    answer = inside.get("/")
    assert answer.status_code == 200
    assert "Nothing has been added yet" in answer.text


def test_nothing_of_a_document_is_markup(tmp_path: Path) -> None:
    reports = {
        f"h{number}.txt": f"{one if one.isprintable() else 'A report'}\n\n3 February 2025\n\nThe {one} Ministry said {1200 + number} "
        f"Russian soldiers were killed in January 2025, said Ivan {one} Ivanov.\n"
        for number, one in enumerate(STRINGS)
        if "\ud800" not in one
    }
    its = filled(tmp_path, reports)
    day = dt.datetime.now(dt.UTC).date() - DAY
    text = client(surveyed(its)).get(f"/?since={day}").text
    assert len(text) < 150_000
    assert "<script>alert" not in text
    assert "<img src=x" not in text
    assert "<svg onload" not in text
    assert 'href="javascript' not in text.lower()
    assert not re.search(r"<[^>]+\son\w+=", text)
    assert "\u202e" not in text


def test_an_indicator_and_its_state_need_no_colour(tmp_path: Path) -> None:
    its = keeping.filled(tmp_path)
    keeping.keep(its, keeping.fit_on(keeping.held(its)[:3]))
    material = surveying.gathered(its)
    (watched,) = surveying.work(material, tell=lambda _: None).boards
    text = client(surveyed(its)).get("/").text
    for result in watched.board.results:
        assert f"</span> {result.state.value}</span>" in text
