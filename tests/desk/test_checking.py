"""A check of the ledger, or of a text held against it: what is shown, what is said of the material, what people set aside."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pretending
import pytest
from pretending import keep, report

from muster.account import checks
from muster.claims.errors import MissingInput, UnknownFinding, UsageError
from muster.claims.finding import Kind
from muster.claims.measures import Measure
from muster.desk import steps
from muster.desk.checking import Article, Checked, check_article, check_ledger, find, reopen, said_of, set_aside
from muster.desk.settings import Options, Settings, settings
from muster.ledger import Ledger
from muster.reading.reader import read

STAFF = "The Ukrainian General Staff said 45,720 Russian soldiers were killed in November 2024."
LONDON = "The UK Ministry of Defence said 30,500 Russian soldiers were killed in November 2024."
AGAIN = "Kyiv's mayor said 45,720 Russian soldiers were killed in November 2024."
SUDAN = "The army said 900 Sudanese soldiers were killed in March 2024."


@pytest.fixture(autouse=True)
def pretended(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(checks, "check", pretending.check)


@pytest.fixture
def house(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Settings:
    """Settings with a ledger in a folder of its own that holds two reports which agree."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("MUSTER_LEDGER", raising=False)
    with Ledger.open(tmp_path / "muster.duckdb") as ledger:
        keep(ledger, report(STAFF, title="staff"))
        keep(ledger, report(AGAIN, title="mayor"))
    return settings(Options(reviewer="A. Reader"))


@pytest.fixture
def written(tmp_path: Path) -> Callable[..., list[Path]]:
    def write(*texts: str) -> list[Path]:
        paths = [tmp_path / f"draft{number}.txt" for number, _ in enumerate(texts)]
        for path, text in zip(paths, texts, strict=True):
            path.write_text(f"9 December 2024\n\n{text}\n", encoding="utf-8")
        return paths

    return write


def told(checked: Checked) -> list[tuple[str, list[str]]]:
    """Of each finding its kind and the figures it speaks of."""
    return [(one.finding.kind.value, [said.claim.quote for said in one.claims]) for one in checked.noted]


def add(house: Settings, text: str, *, title: str, published: str | None = "2024-12-09") -> None:
    with Ledger.open(house.ledger) as ledger:
        keep(ledger, report(text, title=title, published=published))


# ------------------------------------------------------------------ the ledger
def test_the_ledger_is_checked_and_a_finding_stands_with_its_claims_and_documents(house: Settings) -> None:
    checked = check_ledger(house)
    (one,) = checked.noted
    assert one.finding.kind is Kind.PARTS
    assert sorted(document.title or "" for document in one.documents) == ["mayor", "staff"]
    assert {said.sentence for said in one.claims} == {STAFF, AGAIN}
    assert {said.id for said in one.claims} == {held.original.id for held in steps.claims(house, steps.Filter())}
    assert (checked.claims, checked.documents, checked.told) == (2, 2, ())


def test_what_is_being_done_is_told(house: Settings) -> None:
    lines: list[str] = []
    check_ledger(house, tell=lines.append)
    assert lines[0] == "Opening the ledger"


def test_a_rejected_claim_is_not_checked_and_an_amended_one_as_amended(house: Settings) -> None:
    add(house, LONDON, title="london")
    assert [kind for kind, _ in told(check_ledger(house))] == ["rival", "rival", "parts"]
    london = next(held for held in steps.claims(house, steps.Filter(text="UK Ministry")))
    steps.judge(house, london.original.id, verdict=steps.Verdict.AMEND, why="a slip", by="A", changes={"low": 45_720})
    amended = check_ledger(house)
    assert [kind for kind, _ in told(amended)] == ["parts"] * 3
    assert london.original.id in {said.id for one in amended.noted for said in one.claims}
    steps.judge(house, london.original.id, verdict=steps.Verdict.REJECT, why="no", by="A")
    assert [kind for kind, _ in told(check_ledger(house))] == ["parts"]


def test_no_ledger_is_said(house: Settings) -> None:
    with pytest.raises(MissingInput, match="there is no ledger at"):
        check_ledger(replace(house, ledger=Path("none.duckdb")))


def test_the_charts_of_the_settings_are_those_of_the_checks(house: Settings) -> None:
    check_ledger(replace(house, chart={"killed": {"why": "as we count", "senses": {"dead": ["killed"]}}}))
    chart = pretending.ASKED[0]["chart"]
    assert [sense.name for sense in chart[Measure.KILLED].senses] == ["dead"]


def test_readings_of_different_versions_are_said_and_the_newest_counts(house: Settings) -> None:
    newer = report(STAFF, title="staff")
    better = read(newer)
    reading = replace(better, reader=replace(better.reader, version="999"), claims=better.claims[:0])
    with Ledger.open(house.ledger) as ledger:
        ledger.add(newer, reading)
    checked = check_ledger(house)
    (line,) = checked.told
    assert line.startswith("documents were read by different versions of the reader (rules 999 with the words ")
    assert "of each the newest reading counts" in line
    assert (checked.claims, checked.noted) == (1, ())


def test_tables_beside_reports_are_no_other_version(house: Settings, tmp_path: Path) -> None:
    head = "figure,low,high,bound,unit,measure,party,start_date,end_date,status"
    (tmp_path / "table.csv").write_text(f"{head}\n900,900,900,exact,person,killed,UA,2024-01-01,2024-01-31,count\n")
    (one,) = [one for one in steps.read_all([tmp_path / "table.csv"], house) if isinstance(one, steps.Read)]
    with Ledger.open(house.ledger) as ledger:
        ledger.add(one.document, one.reading)
    checked = check_ledger(house)
    assert (checked.documents, checked.told) == (3, ())


def test_claims_that_nothing_dates_are_said(house: Settings) -> None:
    add(house, "Some 30,000 Russian soldiers are still missing.", title="undated", published=None)
    (line,) = check_ledger(house).told
    assert line.startswith("1 claim has no date and stands in a document without one: kept, and no row of any account")


# ------------------------------------------------------------------ a text held against it
def test_a_text_is_held_against_the_ledger_and_not_added(house: Settings, written: Callable[..., list[Path]]) -> None:
    before = house.ledger.read_bytes()
    checked = check_article(Article(paths=written(LONDON)), house)
    assert told(checked) == [("rival", ["45,720", "30,500"]), ("rival", ["45,720", "30,500"])]
    assert (checked.claims, checked.documents, checked.refused) == (1, 1, ())
    assert house.ledger.read_bytes() == before
    assert {one.title for one in steps.documents(house)} == {"staff", "mayor"}


def test_only_what_touches_the_text_is_found(house: Settings, written: Callable[..., list[Path]]) -> None:
    assert check_article(Article(paths=written(SUDAN)), house).noted == ()
    assert len(check_ledger(house).noted) == 1


def test_alone_leaves_the_ledger_out(house: Settings, written: Callable[..., list[Path]]) -> None:
    assert check_article(Article(paths=written(LONDON), alone=True), house).noted == ()
    both = check_article(Article(paths=written(LONDON, STAFF), alone=True), house)
    assert told(both) == [("rival", ["30,500", "45,720"])] or told(both) == [("rival", ["45,720", "30,500"])]


def test_without_a_ledger_the_texts_stand_by_themselves_and_that_is_said(
    house: Settings, written: Callable[..., list[Path]]
) -> None:
    house.ledger.unlink()
    checked = check_article(Article(paths=written(LONDON, STAFF)), house)
    assert len(checked.noted) == 1
    assert checked.told == ("there is no ledger here; the texts were held against themselves alone",)
    named = replace(house, origins={**house.origins, "ledger": "option"})
    with pytest.raises(MissingInput, match="--alone does without"):
        check_article(Article(paths=written(LONDON)), named)


def test_a_text_that_the_ledger_holds_counts_once(house: Settings, tmp_path: Path) -> None:
    path = tmp_path / "copy.txt"
    path.write_text(STAFF, encoding="utf-8")
    checked = check_article(Article(paths=[path, path]), house)
    assert [kind for kind, _ in told(checked)] == ["parts"]
    assert checked.told[0].startswith("the ledger holds the same text")


def test_what_cannot_be_read_is_refused_and_the_rest_is_checked(
    house: Settings, written: Callable[..., list[Path]], tmp_path: Path
) -> None:
    (tmp_path / "empty.txt").write_bytes(b"")
    checked = check_article(Article(paths=[*written(LONDON), tmp_path / "empty.txt", tmp_path / "no.txt"]), house)
    assert len(checked.noted) == 2
    assert [Path(one.origin).name for one in checked.refused] == ["empty.txt", "no.txt"]
    nothing = check_article(Article(paths=[tmp_path / "no.txt"]), house)
    assert (nothing.documents, len(nothing.refused)) == (0, 1)


def test_what_is_said_of_a_text_counts_more_than_its_own_date(
    house: Settings, written: Callable[..., list[Path]]
) -> None:
    import datetime as dt

    day = dt.date(2025, 1, 2)
    checked = check_article(Article(paths=written(LONDON), published=day, publisher="The Daily"), house)
    given = next(said.report for said in checked.noted[0].claims if "UK" in said.sentence)
    assert (given.document.published, given.document.publisher) == (day, "The Daily")


# ------------------------------------------------------------------ set aside
@pytest.fixture
def rivals(house: Settings) -> Settings:
    add(house, LONDON, title="london")
    return house


def test_a_finding_is_set_aside_with_a_reason_and_opened_again(rivals: Settings) -> None:
    first = check_ledger(rivals).noted[0].finding
    judgement, new = set_aside(rivals, first.id[:8], why="two senses of killed", by="A. Reader")
    assert (judgement.finding, judgement.sentence, new) == (first.id, first.sentence, True)
    aside = [one.aside for one in check_ledger(rivals).noted if one.finding.id == first.id]
    assert [(one.why, one.by) for one in aside if one] == [("two senses of killed", "A. Reader")]
    assert not set_aside(rivals, first.id, why="two senses of killed", by="A. Reader")[1]
    reopen(rivals, first.id[:8], why="the paper corrected itself", by="B. Reader")
    assert all(one.aside is None for one in check_ledger(rivals).noted)
    assert [one.action.value for one in said_of(rivals, first.id)] == ["set_aside", "reopen"]


def test_it_opens_by_itself_when_one_of_its_claims_changes_and_that_is_said(rivals: Settings) -> None:
    first = check_ledger(rivals).noted[0]
    set_aside(rivals, first.finding.id, why="two senses", by="A. Reader")
    london = next(said for said in first.claims if "UK" in said.sentence)
    steps.judge(rivals, london.id, verdict=steps.Verdict.AMEND, why="a slip", by="A", changes={"low": 30_600})
    after = check_ledger(rivals)
    assert [kind for kind, _ in told(after)] == ["rival", "rival", "parts"]
    assert all(one.aside is None for one in after.noted)
    assert [one.finding for one in after.gone] == [first.finding.id]
    with pytest.raises(UnknownFinding, match="is no longer made, for its claims changed"):
        find(after, first.finding.id)
    reopen(rivals, first.finding.id, why="it is gone", by="A. Reader")
    assert check_ledger(rivals).gone == ()


def test_it_is_set_aside_for_a_text_too_once_that_is_added(
    rivals: Settings, written: Callable[..., list[Path]]
) -> None:
    first = check_ledger(rivals).noted[0]
    set_aside(rivals, first.finding.id, why="two senses", by="A. Reader")
    (path,) = written("nothing of it")
    path.write_text(LONDON, encoding="utf-8")
    assert all(one.aside is None for one in check_article(Article(paths=[path]), rivals).noted), "another document"


@pytest.mark.parametrize("prefix", ["", " ", "zzz", "0" * 20, "' OR 1=1"])
def test_a_finding_that_is_not_there_is_said(rivals: Settings, prefix: str) -> None:
    with pytest.raises(UnknownFinding, match="no finding"):
        set_aside(rivals, prefix, why="x", by="A")
    with pytest.raises(UnknownFinding, match="no finding that is set aside"):
        reopen(rivals, prefix, why="x", by="A")


def test_a_judgement_needs_its_reason_before_anything_is_done(rivals: Settings) -> None:
    for act in (set_aside, reopen):
        with pytest.raises(UsageError, match="a judgement needs its reason"):
            act(rivals, "0", why=" ", by="A")


def test_an_id_that_several_findings_begin_with_is_asked_for_in_full(rivals: Settings) -> None:
    checked = check_ledger(rivals)
    one = checked.noted[0]
    twin = replace(checked, noted=(one, *checked.noted))
    with pytest.raises(UsageError, match="could be several findings"):
        find(twin, one.finding.id[:4])
