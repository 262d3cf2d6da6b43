"""The claims as a page: its filters, facets and files, and one claim with all that is known of it, judged on its page."""

from __future__ import annotations

import csv
import datetime as dt
import html
import io
import json
import re
from pathlib import Path

import pyarrow.parquet as pq
import pytest
from served import client, filled
from starlette.testclient import TestClient

from muster.claims import wire
from muster.claims.wire import to_record
from muster.desk import steps
from muster.desk.settings import Settings
from muster.web.pages import claims as pages


@pytest.fixture(scope="module")
def its(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    return filled(tmp_path_factory.mktemp("ledger"))


@pytest.fixture
def own(tmp_path: Path) -> tuple[TestClient, Settings]:
    """A ledger of one's own, to judge in."""
    settings = filled(
        tmp_path,
        {"a.txt": "3 February 2025\n\nThe Defence Ministry said 1,200 Russian soldiers were killed in January 2025.\n"},
    )
    return client(settings), settings


def ids(text: str) -> list[str]:
    return re.findall(r'<th scope="row"><a href="/claims/(\w+)"', text)


def words(text: str) -> str:
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", text)).split())


def held(its: Settings, **wanted: object) -> list[str]:
    return [one.original.id for one in steps.claims(its, steps.Filter(**wanted))]  # type: ignore[arg-type]


# ------------------------------------------------------------------ the table
@pytest.mark.parametrize(
    ("query", "wanted"),
    [
        ("", {}),
        ("party=RU&measure=killed", {"parties": ("RU",), "measures": ("killed",)}),
        ("measure=killed&measure=wounded", {"measures": ("killed", "wounded")}),
        ("text=Western+official", {"text": "Western official"}),
        ("sort=figure", {"sort": "figure"}),
        ("from=2025-02-01", {"since": dt.date(2025, 2, 1)}),
        ("civilian=yes", {"civilian": True}),
        ("party=none", {"parties": ("none",)}),
        ("speaker_is=nobody", {"speakers": ("nobody",)}),
    ],
)
def test_the_table_is_what_the_commands_list(its: Settings, query: str, wanted: dict[str, object]) -> None:
    text = client(its).get(f"/claims?{query}").text
    assert ids(text) == held(its, **wanted)
    assert f"{len(held(its, **wanted))} claim" in words(text)


@pytest.mark.parametrize(
    "query",
    [
        "sort=nonsense", "measure=beaten", "status=x", "bound=x", "review=x", "civilian=maybe", "from=2025-13-01", "from=soon",
        "from=2025-03-01&to=2025-02-01", "after=zz", "before=zz", "after=a&before=b",
    ],
)  # fmt: skip
def test_a_wrong_query_is_refused_in_words(its: Settings, query: str) -> None:
    answer = client(its).get(f"/claims?{query}")
    assert answer.status_code == 400
    assert "Not understood" in answer.text
    assert "Traceback" not in answer.text


@pytest.mark.parametrize(
    ("path", "status"), [("/claims/ffffffffffffffffffff", 404), ("/claims/zz", 400), ("/claims.xls", 404)]
)
def test_what_is_not_there_is_not_found(its: Settings, path: str, status: int) -> None:
    assert client(its).get(path).status_code == status


def test_facets_tell_the_numbers_and_stand_in_the_address(its: Settings) -> None:
    text = client(its).get("/claims?party=RU").text
    assert re.search(r'name="party" value="RU" checked', text)
    told = dict(re.findall(r'name="measure" value="(\w+)"[^>]*> [^<]*<span class="number">(\d+)', text))
    assert told == {name: str(len(held(its, parties=("RU",), measures=(name,)))) for name in told}
    assert told["killed"] != "0"
    none = client(its).get("/claims?party=ET").text
    assert re.search(r'value="ET" checked> [^<]*<span class="number">0', none)
    assert "No claim is as asked for." in none


def test_pages_go_on_by_key_and_back(its: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pages, "_SHOWN", 2)
    browser, found, path = client(its), [], "/claims?sort=figure"
    while path:
        text = browser.get(path).text
        found += ids(text)
        path = html.unescape("".join(re.findall(r'href="([^"]+)" rel="next"', text)))
    assert found == held(its, sort="figure")
    assert "OFFSET" not in path
    earlier = html.unescape(re.findall(r'href="([^"]+)" rel="prev"', text)[0])
    assert set(ids(browser.get(earlier).text)) < set(found)


def test_htmx_is_given_the_part_alone(its: Settings) -> None:
    part = client(its).get("/claims?party=RU", headers={"hx-request": "true", "hx-target": "#found"}).text
    assert "<html" not in part
    assert ids(part) == held(its, parties=("RU",))


# ------------------------------------------------------------------ to take along
def test_the_exact_copies_are_those_of_the_command(its: Settings, tmp_path: Path) -> None:
    browser = client(its)
    wanted = held(its, parties=("RU",))
    answer = browser.get("/claims.json?party=RU")
    assert answer.headers["content-disposition"] == 'attachment; filename="muster-claims.json"'
    told = json.loads(answer.text)
    assert [one["id"] for one in told] == wanted
    assert [claim.id for claim in wire.from_json(answer.text)] == wanted
    assert all(one["sentence"] and one["found_at"] for one in told)
    (tmp_path / "x.parquet").write_bytes(browser.get("/claims.parquet?party=RU").content)
    assert pq.read_table(tmp_path / "x.parquet").to_pylist() == told


def test_no_cell_of_the_sheet_is_a_formula(tmp_path: Path) -> None:
    live = ['=HYPERLINK("https://evil.example")', "+1", "-1", "@SUM(A1)", "|x", "＝1"]
    said = "3 February 2025\n\n{} The Defence Ministry said {:,} Russian soldiers were killed in January 2025.\n"
    reports = {f"{number}.txt": said.format(cell, 1200 + number) for number, cell in enumerate(live)}
    its = filled(tmp_path, reports)
    for one in held(its):
        steps.judge(
            its, one, verdict=steps.Verdict.AMEND, why="so", by="x", changes={"speaker": live[0], "scope": live[3]}
        )
    text = client(its).get("/claims.csv").text
    rows = list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"))))
    assert len(rows) == len(live)
    assert not [cell for row in rows for cell in row.values() if cell.startswith(tuple("=+-@|\t\r\n＝＋－＠"))]
    assert {row["speaker"] for row in rows} == {f"'{live[0]}"}


# ------------------------------------------------------------------ one claim
def test_a_claim_tells_what_the_command_tells(its: Settings) -> None:
    (name,) = held(its, text="1,200", measures=("killed",))
    text = client(its).get(f"/claims/{name}").text
    told, shown = words(text), steps.show(its, name)
    assert re.search(r"said <mark>1,200</mark> Russian", text)
    for trace in shown.traces:
        assert trace.rule in told
        for start, end in trace.words:
            assert " ".join(shown.document.text[start:end].split()) in told
    assert f"/documents/{shown.document.id}?from={shown.place.start}#c-{name}" in text
    assert shown.reader.version in told
    assert "Work it out" in told


def test_its_rows_in_the_account_are_worked_out_when_they_are_asked_for(
    its: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    (name,) = held(its, text="1,200", measures=("killed",))
    monkeypatch.setattr(pages, "tabulated", lambda *_: 1 / 0)
    assert client(its).get(f"/claims/{name}").status_code == 200
    monkeypatch.undo()
    told = words(client(its).get(f"/claims/{name}?account=yes").text)
    assert "It has 1 row" in told
    assert "killed of RU" in told
    assert client(its).get(f"/claims/{name}?account=perhaps").status_code == 400


def only(its: Settings) -> str:
    (name,) = held(its, everything=True)
    return name


def test_a_claim_is_judged_amended_and_taken_back_on_its_page(own: tuple[TestClient, Settings]) -> None:
    browser, its = own
    name = only(its)
    sent = browser.post(f"/claims/{name}/judge", data={"verdict": "reject", "why": "not these"})
    assert str(sent.url).endswith(f"/claims/{name}")
    assert "It is rejected" in words(sent.text)
    assert held(its) == []
    form = dict(re.findall(r'id="amend-(\w+)" name="\w+" value="([^"]*)"', sent.text)) | {
        "measure": "wounded", "bound": "at_least", "status": "count", "per": "", "civilian": "yes", "party": "Ukraine", "low": "1,300",
        "high": "", "verdict": "amend", "why": "the table says so",
    }  # fmt: skip
    form = {name: value for name, value in form.items() if name not in ("from", "to")}
    told = words(browser.post(f"/claims/{name}/judge", data=form).text)
    assert "It is amended" in told
    shown = steps.show(its, name)
    claim = shown.held.claim
    assert (str(claim.party), claim.measure.value, claim.figure.low, claim.figure.high, claim.civilian) == (
        "UA",
        "wounded",
        1300,
        None,
        True,
    )
    assert claim.period == shown.held.original.period
    last = shown.reviews[-1]
    assert set(last.amended) == {"party", "measure", "low", "high", "bound", "civilian"} | (
        {"status"} & set(last.amended)
    )
    told = words(browser.post(f"/judgements/{last.id}/undo", data={"next": f"/claims/{name}"}).text)
    assert "It is rejected" in told
    assert "taken back by" in told
    browser.post(f"/judgements/{steps.show(its, name).reviews[0].id}/undo", data={})
    assert steps.show(its, name).held.state == "undecided"
    assert held(its) == [name]


@pytest.mark.parametrize(
    ("form", "says"),
    [
        ({"verdict": "accept"}, "reason"),
        ({"verdict": "accept", "why": "   "}, "reason"),
        ({"verdict": "bless", "why": "so"}, "verdict"),
        ({"why": "so"}, "verdict"),
        ({"verdict": "amend", "why": "so"}, "at least one field"),
        ({"verdict": "amend", "why": "so", "low": "minus"}, "plain number"),
        ({"verdict": "amend", "why": "so", "low": "12.5"}, "whole number"),
        ({"verdict": "amend", "why": "so", "measure": "beaten"}, "beaten"),
        ({"verdict": "amend", "why": "so", "party": "Atlantis!"}, "Atlantis"),
        ({"verdict": "amend", "why": "so", "start_date": "2025-02-30"}, "2025-02-30"),
        ({"verdict": "amend", "why": "so", "civilian": "perhaps"}, "true or false"),
    ],
)
def test_what_cannot_be_said_of_it_is_said_and_nothing_is_kept(
    own: tuple[TestClient, Settings], form: dict[str, str], says: str
) -> None:
    browser, its = own
    answer = browser.post(f"/claims/{only(its)}/judge", data=form)
    assert answer.status_code == 400
    assert "Nothing was kept" in answer.text
    assert says in words(answer.text)
    assert steps.show(its, only(its)).reviews == ()
    if "low" in form:
        assert f'value="{form["low"]}"' in answer.text


def test_two_judgements_stand_side_by_side(own: tuple[TestClient, Settings]) -> None:
    browser, its = own
    name = only(its)
    steps.judge(its, name, verdict=steps.Verdict.ACCEPT, why="as told", by="Anna")
    assert "Two people" not in browser.get(f"/claims/{name}").text
    steps.judge(its, name, verdict=steps.Verdict.AMEND, why="of Ukraine", by="Ben", changes={"party": "UA"})
    told = words(browser.get(f"/claims/{name}").text)
    assert "Ben Anna verdict amended (in force) accepted party Ukraine (UA) as read because of Ukraine as told" in told


@pytest.mark.parametrize(
    "away", ["//evil.example", "/\\evil.example", "https://evil.example/", "\\\\evil.example", "javascript:alert(1)"]
)
def test_no_form_leads_to_another_site(own: tuple[TestClient, Settings], away: str) -> None:
    browser, its = own
    review, _ = steps.judge(its, only(its), verdict=steps.Verdict.ACCEPT, why="so", by="x")
    for path, form in ((f"/judgements/{review.id}/undo", {}), ("/review/name", {"reviewer": "Anna"})):
        answer = browser.post(path, data={**form, "next": away}, follow_redirects=False)
        assert answer.status_code == 303
        assert re.match(r"/[^/\\]", answer.headers["location"])


def test_unknown_judgements_and_claims_are_not_found(own: tuple[TestClient, Settings]) -> None:
    browser, _ = own
    assert browser.post("/judgements/zz/undo", data={}).status_code == 404
    assert browser.post("/claims/ffffffff/judge", data={"verdict": "accept", "why": "so"}).status_code == 404


def test_what_a_figure_is_only_of_stands_wherever_it_is_read(tmp_path: Path) -> None:
    text = "3 February 2025\n\nThe Defence Ministry said six Russian generals were killed in January 2025.\n"
    inside = client(filled(tmp_path, {"generals.txt": text}))
    listed = inside.get("/claims").text
    (name,) = ids(listed)
    for page in (listed, inside.get(f"/claims/{name}").text, inside.get("/review").text):
        assert "only of: generals" in page
    assert "Killed, Russia (RU), only of: generals, January 2025" in inside.get(f"/claims/{name}").text


def test_party_and_war_have_their_names_in_the_fields_and_in_what_was_amended(own: tuple[TestClient, Settings]) -> None:
    browser, its = own
    name = only(its)
    changes = {"party": "KP", "war": "korea", "measure": "wounded", "low": 1300.0, "high": 1300.0}
    shown = to_record(steps.show(its, name).held.claim)
    changed = {field: value for field, value in changes.items() if shown[field] != value}
    steps.judge(its, name, verdict=steps.Verdict.AMEND, why="of another war", by="Ben", changes=changed)
    for path in (f"/claims/{name}", f"/review?claim={name}"):
        text = browser.get(path).text
        fields = dict(re.findall(r'<tr><th scope="row">(\w+)</th><td class="whole">(.*?)</td>', text))
        assert words(fields["party"]) == "North Korea (KP) (read as Russia (RU))"
        assert words(fields["war"]) == "Korean War (read as Russia–Ukraine war)"
    told = words(browser.get(f"/claims/{name}").text)
    assert "party: North Korea (KP)" in told
    assert "war: Korean War" in told
    assert "measure: Wounded" in told
    assert "low: 1,300" in told
