"""Briefs as the desk and the command make them: from files, and from a ledger with what was judged there."""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import replace
from pathlib import Path

import pytest
from made_up import both, update
from typer.testing import CliRunner

from muster.brief.whole import Brief
from muster.claims.errors import MissingInput, UsageError
from muster.claims.party import Party
from muster.claims.reading import Reading
from muster.cli.main import app
from muster.desk import briefing, checking, steps
from muster.desk.settings import Options, Settings, settings
from muster.ledger.reviews import Verdict
from muster.ledger.store import Ledger

REPORT = """Losses in December

Russia lost 35,000 soldiers killed in December 2025, the Ukrainian defence ministry said on 5 January 2026.
"""


@pytest.fixture
def in_force(tmp_path: Path) -> Settings:
    return settings(Options(ledger=tmp_path / "muster.duckdb"), {})


@pytest.fixture
def filled(in_force: Settings) -> Settings:
    with Ledger.open(in_force.ledger) as ledger:
        for number, source in enumerate(both()):
            ledger.add(replace(source.document, origin=f"{number}.txt"), source.reading)
    return in_force


def test_a_ledger_gives_the_brief_of_its_documents(filled: Settings) -> None:
    brief = briefing.of_ledger(filled, asked=briefing.Asked(made=dt.date(2024, 12, 10)))
    assert brief.title == "Russia’s killed and wounded, November 2024: 1,523 a day, according to Ministry in London"
    assert len(brief.rows) == sum(len(source.reading.claims) for source in both())
    assert brief.method.kept_in == "muster.duckdb"


def test_what_was_judged_in_the_ledger_is_in_the_brief(filled: Settings) -> None:
    first, second = [one.id for one in update().reading.claims][:2]
    steps.judge(filled, first, verdict=Verdict.REJECT, why="a typing error", by="ann")
    steps.judge(filled, second, verdict=Verdict.AMEND, why="the other side", by="ann", changes={"party": "UA"})
    brief = briefing.of_ledger(filled, asked=briefing.Asked())
    assert [row.anchor for row in brief.method.set_aside] == [first]
    assert {row.anchor: row.party for row in brief.rows}[second] == "Ukraine"


def test_who_amended_and_who_accepted_are_both_told(filled: Settings) -> None:
    first = update().reading.claims[0].id
    changes = {"party": "UA"}
    steps.judge(filled, first, verdict=Verdict.AMEND, why="the other side", by="Anna", changes=changes)
    steps.judge(filled, first, verdict=Verdict.ACCEPT, why="so it is", by="Bob")
    brief = briefing.of_ledger(filled, asked=briefing.Asked())
    (told,) = (row for row in brief.rows if row.anchor == first)
    assert (told.party, told.review) == ("Ukraine", "amended by Anna: the other side; accepted by Bob: so it is")
    (record,) = (one for one in json.loads(brief.exact) if one["id"] == first)
    assert (record["review"], record["party"]) == ("accepted", "UA")


def test_a_ledger_s_brief_can_be_narrowed(filled: Settings) -> None:
    brief = briefing.of_ledger(filled, asked=briefing.Asked(parties=[Party("UA")]))
    assert {row.party for row in brief.rows} == {"Ukraine"}


def test_files_give_a_brief_that_names_what_could_not_be_read(in_force: Settings, tmp_path: Path) -> None:
    (tmp_path / "report.txt").write_text(REPORT)
    (tmp_path / "empty.txt").write_text("")
    paths = [tmp_path / "report.txt", tmp_path / "empty.txt"]
    brief = briefing.of_paths(paths, in_force, asked=briefing.Asked(), told=briefing.Told(publisher="The Gazette"))
    assert [page.byline.split(",")[0] for page in brief.pages] == ["The Gazette"]
    assert [Path(one.what).name for one in brief.method.refused] == ["empty.txt"]


def test_no_document_is_no_brief(in_force: Settings, tmp_path: Path) -> None:
    with pytest.raises(MissingInput, match="a document that can be read"):
        briefing.of_paths([tmp_path / "gone.txt"], in_force, asked=briefing.Asked())


def test_another_form_is_refused(filled: Settings) -> None:
    with pytest.raises(UsageError, match="html, md, pdf, docx"):
        briefing.written(briefing.of_ledger(filled, asked=briefing.Asked()), form="odt")


# ------------------------------------------------------------------ findings
JUNE = """Losses in June

9 July 2025

Russia lost 930 soldiers killed in June 2025, the Ukrainian defence ministry said. That is 51 killed a day in June 2025, the Ukrainian \
defence ministry said.

Ukraine lost 600 soldiers killed in June 2025, or 20 a day, the Russian defence ministry said.
"""


def kinds(brief: Brief) -> dict[str, list[str]]:
    assert brief.checks
    return {kind.anchor: [one.severity_words for one in kind.findings] for kind in brief.checks.kinds}


def added(path: Path, in_force: Settings) -> Reading:
    """The reading of a file that is now in the ledger."""
    with Ledger.open(in_force.ledger) as ledger:
        read = next(one for one in steps.read_all([path], in_force) if isinstance(one, steps.Read))
        ledger.add(read.document, read.reading)
    return read.reading


@pytest.fixture
def june(tmp_path: Path) -> Path:
    (tmp_path / "june.txt").write_text(JUNE)
    return tmp_path / "june.txt"


def test_files_give_a_brief_with_what_checks_find_in_them(in_force: Settings, june: Path) -> None:
    brief = briefing.of_paths([june, june], in_force, asked=briefing.Asked())
    assert brief.checks
    assert kinds(brief)["k-rate"] == ["Grave"]
    assert [kind.anchor for kind in brief.checks.agreements] == ["a-rate"]
    (found,) = next(kind for kind in brief.checks.kinds if kind.anchor == "k-rate").findings
    shown = {f"c-{row.anchor}" for row in brief.rows}
    assert {quote.to for quote in found.quotes} <= shown
    assert sorted(quote.words for quote in found.quotes) == ["51", "930"]


def test_a_narrowed_brief_leaves_out_the_findings_on_others(in_force: Settings, june: Path) -> None:
    asked = briefing.Asked(parties=[Party("UA")])
    brief = briefing.of_paths([june], in_force, asked=asked)
    assert brief.checks
    assert (kinds(brief), brief.checks.agreed) == ({}, 1)


def test_a_ledger_s_brief_has_the_findings_of_check_and_who_set_one_aside(in_force: Settings, june: Path) -> None:
    added(june, in_force)
    checked = checking.check_ledger(in_force)
    grave = next(
        one.finding
        for one in checked.noted
        if one.finding.kind.value == "rate" and str(one.claims[0].claim.party) == "RU"
    )
    checking.set_aside(in_force, grave.id, why="the daily figure is of two fronts", by="Anna")
    brief = briefing.of_ledger(in_force, asked=briefing.Asked())
    assert brief.checks
    told = {one.id: one.aside for kind in (*brief.checks.kinds, *brief.checks.agreements) for one in kind.findings}
    assert set(told) == {one.finding.id for one in checked.noted}
    assert "by Anna" in told[grave.id]
    assert "the daily figure is of two fronts" in told[grave.id]


def test_a_finding_on_an_amended_claim_leads_to_what_was_read_and_one_on_a_rejected_claim_is_gone(
    in_force: Settings, june: Path
) -> None:
    daily = next(one for one in added(june, in_force).claims if one.quote == "51")
    steps.judge(
        in_force, daily.id, verdict=Verdict.AMEND, why="misprint", by="ann", changes={"low": "61", "high": "61"}
    )
    brief = briefing.of_ledger(in_force, asked=briefing.Asked())
    assert brief.checks
    quotes = [quote for kind in brief.checks.kinds for one in kind.findings for quote in one.quotes]
    assert {quote.to for quote in quotes if quote.figure == "61 a day"} == {f"c-{daily.id}"}
    steps.judge(in_force, daily.id, verdict=Verdict.REJECT, why="no such number", by="ann")
    assert kinds(briefing.of_ledger(in_force, asked=briefing.Asked())) == {}


def test_a_figure_that_a_person_put_right_is_not_held_against_what_is_printed(in_force: Settings, june: Path) -> None:
    daily = next(one for one in added(june, in_force).claims if one.quote == "51")
    steps.judge(
        in_force, daily.id, verdict=Verdict.AMEND, why="misprint", by="ann", changes={"low": "31", "high": "31"}
    )
    brief = briefing.of_ledger(in_force, asked=briefing.Asked())
    assert (kinds(brief), brief.checks and brief.checks.agreed) == ({}, 2)


def test_who_rests_on_whom_is_told_of_files(in_force: Settings, tmp_path: Path) -> None:
    (tmp_path / "update.txt").write_text(
        "9 December 2024\n\nThe UK Ministry of Defence, citing the Ukrainian General Staff, estimated Russian casualties at an average "
        "of 1,523 a day in November."
    )
    brief = briefing.of_paths([tmp_path / "update.txt"], in_force, asked=briefing.Asked())
    assert brief.resting
    assert [(stand.name, [link.child for link in stand.links]) for stand in brief.resting.relays] == [
        ("Ukrainian General Staff", ["UK Ministry of Defence"])
    ]


# ------------------------------------------------------------------ the command
def run(*words: str | Path) -> tuple[int, str]:
    result = CliRunner().invoke(app, ["brief", *map(str, words)])
    return result.exit_code, result.output


def test_the_command_writes_a_page_and_says_where(tmp_path: Path) -> None:
    (tmp_path / "report.txt").write_text(REPORT)
    code, said = run(
        tmp_path / "report.txt", "--out", tmp_path / "out.html", "--date", "2026-01-20", "--title", "December"
    )
    assert code == 0
    assert "out.html" in said
    page = (tmp_path / "out.html").read_text(encoding="utf-8")
    assert "<h1>December</h1>" in page
    assert '<time datetime="2026-01-20">20 Jan 2026</time>' in page
    assert sorted(path.name for path in tmp_path.iterdir()) == ["out.html", "report.txt"]


def test_the_command_prints_markdown_of_the_ledger(filled: Settings) -> None:
    code, said = run("--ledger", filled.ledger, "--format", "md", "--out", "-", "--measure", "losses")
    assert code == 0
    assert "#### Losses" in said
    assert "#### Strength" not in said


@pytest.mark.parametrize(("name", "first"), [("b.md", "# "), ("b.MARKDOWN", "# "), ("b.htm", "<!doctype html>")])
def test_the_form_is_that_of_the_file_s_name(filled: Settings, tmp_path: Path, name: str, first: str) -> None:
    code, _ = run("--ledger", filled.ledger, "--out", tmp_path / name)
    assert code == 0
    assert (tmp_path / name).read_text(encoding="utf-8").startswith(first)


@pytest.mark.parametrize("words", [["--party", "XX"], ["--party", "UA", "--measure", "deserted"]])
def test_what_nothing_is_of_leaves_the_page_that_was_there(filled: Settings, tmp_path: Path, words: list[str]) -> None:
    out = tmp_path / "brief.html"
    out.write_text("a good page")
    code, said = run("--ledger", filled.ledger, "--out", out, *words)
    assert code == 66
    assert "there is none of" in said
    assert "RU, UA" in said
    assert out.read_text() == "a good page"


def test_a_brief_can_be_of_one_war(tmp_path: Path) -> None:
    (tmp_path / "report.txt").write_text(REPORT)
    code, said = run(tmp_path / "report.txt", "--out", tmp_path / "b.md", "--of-war", "ukraine")
    assert (code, "1 claim by 1 named speaker in 1 document" in said) == (0, True)
    code, said = run(tmp_path / "report.txt", "--out", tmp_path / "c.md", "--of-war", "tigray")
    assert (code, "there is none of war tigray" in said) == (66, True)


def test_a_brief_says_what_its_reports_suffer_from_and_a_ledger_of_no_claims_makes_none(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "fr.txt").write_text("Le ministère a déclaré que 1 200 soldats ont été tués depuis mardi. " * 4)
    code, said = run("fr.txt", "--out", "b.html")
    assert (code, "fr.txt: it does not seem to be in English" in said) == (0, True)
    with Ledger.open(tmp_path / "muster.duckdb"):
        pass
    before = (tmp_path / "b.html").read_bytes()
    code, said = run("--out", "b.html")
    assert (code, "holds none yet" in said) == (66, True)
    assert (tmp_path / "b.html").read_bytes() == before


def test_the_command_says_how_many_claims_are_counted(filled: Settings, tmp_path: Path) -> None:
    _, said = run("--ledger", filled.ledger, "--out", tmp_path / "brief.html")
    assert f"7 claims, 6 of them counted, by 3 named speakers in 2 documents: {tmp_path / 'brief.html'}" in said


REFUSED = [
    (["--out", "brief.odt"], 64),
    (["--out", "brief.txt"], 64),
    (["--out", "brief.html", "--format", "md"], 64),
    (["--format", "odt"], 64),
    (["--measure", "deaths"], 64),
    (["--party", "12"], 64),
    (["--ledger", "nowhere.duckdb"], 66),
    (["gone.txt"], 66),
    (["gone.txt", "--ledger", "some.duckdb"], 64),
    (["--publisher", "The Gazette"], 64),
]


@pytest.mark.parametrize(("words", "expected"), REFUSED)
def test_what_cannot_be_is_one_line(
    words: list[str], expected: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    code, said = run(*words)
    assert code == expected
    assert said.startswith("muster: ")
    assert len(said.splitlines()) == 1
    assert list(tmp_path.iterdir()) == []


def test_a_place_that_cannot_be_written_to_is_said(tmp_path: Path) -> None:
    (tmp_path / "report.txt").write_text(REPORT)
    code, said = run(tmp_path / "report.txt", "--out", tmp_path / "no" / "out.html")
    assert code == 74
    assert "cannot be written" in said
