"""Claims that a ledger gave out come in again as the same claims, and what cannot be read is never passed over."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from muster.cli.exporting import export
from muster.desk import briefing, finding, ingest, steps
from muster.desk.settings import Options, Settings, settings
from muster.ledger.query import Held
from muster.reading.fetch import Refused

TEXT = """9 December 2024

The Russian defence ministry said 1,200 Ukrainian soldiers were killed in March 2024. About 40 civilians were killed in Kharkiv in May 2024.
"""


def ledger(path: Path) -> Settings:
    return settings(Options(ledger=path, jobs=1), {})


def add(into: Settings, *paths: Path) -> ingest.Tally:
    return ingest.add(paths, into, how=ingest.how(into, publisher="The Daily"))


def claims(of: Settings) -> list[Held]:
    return list(steps.claims(of, steps.Filter(sentences=True)))


@pytest.fixture
def first(tmp_path: Path) -> Settings:
    (tmp_path / "march.txt").write_text(TEXT)
    made = ledger(tmp_path / "first.duckdb")
    add(made, tmp_path / "march.txt")
    return made


def plain(one: Held) -> Held:
    """All but where it was found, and no more digits than a copy has."""
    return replace(one, origin=None, confidence=round(one.confidence, 4))


def copy(of: Settings, form: str) -> Path:
    path = of.ledger.parent / f"copy.{form}"
    export(steps.claims(of, steps.Filter(sentences=True)), form, out=path)
    return path


@pytest.mark.parametrize("form", ["csv", "json", "jsonl", "parquet"])
def test_a_copy_comes_in_as_the_same_claims(first: Settings, tmp_path: Path, form: str) -> None:
    path = copy(first, form)
    before = claims(first)
    assert len(before) == 2
    assert add(first, path).added == 0
    assert claims(first) == before
    assert len(steps.documents(first)) == 1
    other = ledger(tmp_path / "other.duckdb")
    assert (add(other, path).added, add(other, path).added) == (1, 0)
    after = claims(other)
    assert [plain(one) for one in after] == [plain(one) for one in before]
    shown = steps.show(other, after[0].original.id[:8])
    assert shown.document.text[shown.place.start : shown.place.end] == after[0].claim.quote
    brief = briefing.of_ledger(other, asked=briefing.Asked())
    assert brief.method.claims == 2
    assert copy(other, form).exists()


def test_a_claim_of_a_copy_is_its_documents_own_once_that_is_there(first: Settings, tmp_path: Path) -> None:
    other = ledger(tmp_path / "other.duckdb")
    add(other, copy(first, "csv"))
    add(other, tmp_path / "march.txt")
    assert [one.claim for one in claims(other)] == [one.claim for one in claims(first)]
    assert briefing.of_ledger(other, asked=briefing.Asked()).method.claims == 2


def test_an_amended_claim_comes_in_as_it_was_amended_and_never_twice(first: Settings, tmp_path: Path) -> None:
    name = claims(first)[0].original.id
    steps.judge(first, name, verdict=steps.Verdict.AMEND, why="so", by="A. Reader", changes={"low": 1300})
    path = copy(first, "jsonl")
    other = ledger(tmp_path / "other.duckdb")
    add(other, path)
    assert [one.claim for one in claims(other)] == [one.claim for one in claims(first)]
    add(first, path)
    assert len(claims(first)) == 2


@pytest.mark.parametrize("borne", [False, True])
def test_the_copy_in_a_brief_is_as_good_as_any(first: Settings, tmp_path: Path, *, borne: bool) -> None:
    name = claims(first)[0].original.id
    steps.judge(first, name, verdict=steps.Verdict.AMEND, why="so", by="A. Reader", changes={"low": 1300})
    of = first
    if borne:
        of = ledger(tmp_path / "other.duckdb")
        add(of, copy(first, "json"))
    said = json.loads(briefing.of_ledger(of, asked=briefing.Asked()).exact)
    written = json.loads(copy(of, "json").read_text())
    assert [one | {"found_at": None} for one in said] == [one | {"found_at": None} for one in written]
    path = tmp_path / "claims.json"
    path.write_text(json.dumps(said))
    add(of, path)
    assert len(steps.documents(of)) == 1


@pytest.mark.parametrize("form", briefing.FORMATS)
def test_a_brief_is_no_report(first: Settings, form: str) -> None:
    path = first.ledger.parent / f"brief.{form}"
    made = briefing.written(briefing.of_ledger(first, asked=briefing.Asked()), form=form).held
    path.write_bytes(made.encode() if isinstance(made, str) else made)
    assert [one.reason for one in add(first, path).refused] == ["brief"]
    (refused,) = steps.read_all([path], first)
    assert isinstance(refused, Refused)
    assert "the reports that it was made from" in refused.message


def test_a_row_that_was_altered_is_a_row_of_a_table(first: Settings, tmp_path: Path) -> None:
    path = copy(first, "csv")
    path.write_text(path.read_text().replace(",1200,1200,", ",1500,1500,"))
    other = ledger(tmp_path / "other.duckdb")
    add(other, path)
    names = {one.original.id for one in claims(first)}
    found = {one.claim.figure.low: one.original.id in names for one in claims(other)}
    assert found == {1500: False, 40: True}


def test_lines_by_any_hand_are_a_table(tmp_path: Path) -> None:
    row = {"measure": "killed", "low": 12, "party": "RU", "published": "2024-12-09"}
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "mine.jsonl").write_text(json.dumps(row) + "\n" + json.dumps(row | {"low": 13}) + "\n")
    made = ledger(tmp_path / "mine.duckdb")
    add(made, tmp_path / "in")
    assert [one.claim.figure.low for one in claims(made)] == [12, 13]


# ------------------------------------------------------------------ what cannot be read
def test_every_file_in_a_folder_is_read_or_refused(tmp_path: Path) -> None:
    folder = tmp_path / "reports"
    (folder / "more").mkdir(parents=True)
    for name in ("a.txt", "b.rtf", "c.png", "d.doc", "e.xhtml", "more/f.xyz", "more/g", ".hidden.rtf", "x.duckdb"):
        (folder / name).write_text("text")
    found = list(finding.found([folder]))
    refused = {Path(one.origin).name: one.reason for one in found if isinstance(one, Refused)}
    assert refused == dict.fromkeys(("b.rtf", "c.png", "d.doc", "e.xhtml", "f.xyz", "g"), "unsupported")
    assert len(found) - len(refused) == 1
    assert finding.code([one for one in found if isinstance(one, Refused)], [folder]) == 0


@pytest.mark.parametrize(
    ("name", "make", "reason", "said", "code"),
    [
        ("gone.txt", None, "missing", "no such file", 66),
        ("empty", Path.mkdir, "empty", "without a file", 65),
        ("notes.rtf", Path.touch, "unsupported", "save it as .docx", 65),
        ("https://example.org/page", None, "missing", "nothing is fetched unasked", 66),
    ],
)
def test_what_was_named_and_cannot_be_read_makes_the_exit_code(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    *,
    name: str,
    make: Callable[[Path], None] | None,
    reason: str,
    said: str,
    code: int,
) -> None:
    monkeypatch.chdir(tmp_path)
    if make:
        make(Path(name))
    (one,) = finding.found([Path(name)])
    assert isinstance(one, Refused)
    assert (one.origin, one.reason, finding.code([one], [Path(name)])) == (name, reason, code)
    assert said in one.message
