"""A bundle holds all that its brief was made of: from it alone, in an empty folder, one command makes every number again."""

from __future__ import annotations

import csv
import io
import json
import re
import shlex
import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from muster.brief.packing import packed, unpacked
from muster.brief.render import html, markdown
from muster.claims.errors import MissingInput, MusterError, UsageError
from muster.claims.party import Party
from muster.desk import briefing, bundling, steps
from muster.desk.again import again, facts_in
from muster.desk.briefing import Asked
from muster.desk.settings import Options, Settings, settings
from muster.desk.tomls import as_toml
from muster.ledger.reviews import Verdict
from tests.cli.running import muster
from tests.desk.keeping import filled, fit_on, held, keep

REPORTS = Path(__file__).parents[2] / "examples" / "reports"
SOME = (
    "06-daily-bulletin-december-total.txt",
    "12-opinion-column-the-december-dead.txt",
    "11-data-desk-names-of-the-dead.md",
)


def silent(_: str) -> None:
    return


def of_ledger(ledger: Settings, asked: Asked) -> tuple[str, bytes]:
    brief, data = bundling.of_ledger(ledger, asked=asked, name="b.zip", tell=silent)
    return html(brief), data


@pytest.fixture
def ledger(tmp_path: Path) -> Settings:
    """A ledger with an estimate, and with judgements."""
    (tmp_path / "private name").mkdir()
    its = filled(tmp_path / "private name")
    claims = held(its)
    keep(its, fit_on(claims[:4]))
    steps.judge(its, claims[4].id, verdict=Verdict.REJECT, why="of another war", by="ann")
    return its


# ------------------------------------------------------------------ one command
def test_from_the_bundle_alone_one_command_makes_the_same_page(tmp_path: Path) -> None:
    here, there = tmp_path / "here", tmp_path / "there"
    for folder in (here, there):
        folder.mkdir()
    for name in SOME:
        shutil.copy(REPORTS / name, here / name)
    muster(here, "brief", *SOME, "--date", "2026-01-20", "--bundle", "brief.zip", "--out", "brief.html")
    shutil.copy(here / "brief.zip", there)
    readme = unpacked((there / "brief.zip").read_bytes())["README.md"].decode()
    (command,) = re.findall(r"^\$ muster (brief --again .*)$", readme, re.MULTILINE)
    muster(there, *shlex.split(command))
    assert (there / "again.html").read_bytes() == (here / "brief.html").read_bytes()
    assert {path.name for path in there.iterdir()} == {"brief.zip", "again.html"}


def test_a_folder_that_a_bundle_was_unpacked_into_does_too(ledger: Settings, tmp_path: Path) -> None:
    page, data = of_ledger(ledger, Asked())
    for name, its in unpacked(data).items():
        target = tmp_path / "open" / name
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(its)
    assert html(again(tmp_path / "open", tell=silent)) == page


def test_judgements_estimates_settings_scenarios_and_what_was_asked_come_again(
    ledger: Settings, tmp_path: Path
) -> None:
    (tmp_path / "mine.toml").write_text('title = "Mine"\nwhy = "To see."\nextends = "as-now"\n')
    war = tmp_path / "w.toml"
    shutil.copy(next((Path(bundling.__file__).parents[1] / "claims" / "wars").glob("*.toml")), war)
    in_force = replace(ledger, wars=(war,), watch={"I01": {"watch": 0.4}})
    since = briefing.of_ledger(in_force, asked=Asked(parties=[Party("AM")])).facts
    asked = Asked(title="Ours", parties=[Party("AZ")], scenarios=(str(tmp_path / "mine.toml"),), since=since)
    page, data = of_ledger(in_force, asked)
    assert "Ours" in page
    assert "Mine" in page
    assert "What changed since the last brief" in page
    assert "Run <code>" in page
    (tmp_path / "b.zip").write_bytes(data)
    for gone in (tmp_path / "mine.toml", war, ledger.ledger):
        gone.unlink()
    made = again(tmp_path / "b.zip", tell=silent)
    assert html(made) == page
    assert markdown(made)


def test_every_number_of_its_files_is_one_of_the_page(ledger: Settings) -> None:
    brief, data = bundling.of_ledger(ledger, asked=Asked(), name="b.zip", tell=silent)
    files = unpacked(data)
    claims = list(csv.DictReader(io.StringIO(files["data/claims.csv"].decode("utf-8-sig"))))
    assert [row["id"] for row in claims] == [row.anchor for row in brief.rows]
    assert [row["id"] for row in json.loads(files["data/claims.json"])] == [row.anchor for row in brief.rows]
    (one,) = json.loads(files["data/estimates.json"])
    (account,) = brief.accounts
    assert one["lines"][0]["total"]["middle"] == account.estimate.lines[0].total.middle
    assert f"ledger/draws/{account.estimate.run}.parquet" in files
    page = html(brief)
    assert all(f'id="f-{found["id"]}"' in page for found in json.loads(files["data/findings.json"]))
    charts = {name.rpartition(".")[0] for name in files if name.startswith("charts/")}
    assert all(f"{chart}.{kind}" in files for chart in charts for kind in ("csv", "json", "png", "svg"))
    assert files["brief.html"].decode() == page


def test_it_is_the_same_bytes_and_tells_no_path_and_no_login(ledger: Settings, tmp_path: Path) -> None:
    _, data = of_ledger(ledger, Asked())
    assert of_ledger(ledger, Asked())[1] == data
    for name, held_ in unpacked(data).items():
        assert str(tmp_path).encode() not in held_, name
        assert b"private name" not in held_, name
    for number in range(2):
        (tmp_path / f"{number}.txt").write_text((REPORTS / SOME[0]).read_text())
    paths, in_force = [tmp_path / "0.txt", tmp_path / "1.txt"], settings(Options(ledger=tmp_path / "x.duckdb"), {})
    twice = {bundling.of_paths(paths, in_force, asked=Asked(), name="b.zip", tell=silent)[1] for _ in range(2)}
    assert len(twice) == 1


def test_the_ledger_can_be_kept_and_is_never_put_over_another(ledger: Settings, tmp_path: Path) -> None:
    page, data = of_ledger(ledger, Asked())
    (tmp_path / "b.zip").write_bytes(data)
    kept = tmp_path / "kept.duckdb"
    again(tmp_path / "b.zip", ledger=kept, tell=silent)
    assert [one.id for one in held(replace(ledger, ledger=kept))] == [one.id for one in held(ledger)]
    assert html(briefing.of_ledger(replace(ledger, ledger=kept), asked=Asked(kept_in=ledger.ledger.name))) == page
    with pytest.raises(UsageError, match="where nothing lies yet"):
        again(tmp_path / "b.zip", ledger=kept, tell=silent)


# ------------------------------------------------------------------ from anybody
def altered(files: dict[str, bytes]) -> Iterator[tuple[str, bytes]]:
    def less(name: str) -> bytes:
        return packed({one: held_ for one, held_ in files.items() if one != name})

    def other(name: str, held_: bytes) -> bytes:
        return packed({**files, name: held_})

    yield "no made.json", less("made.json")
    yield "no settings", less("muster.toml")
    yield "no claims", less("ledger/claims.jsonl")
    yield "made.json no JSON", other("made.json", b"{")
    yield "made.json a list", other("made.json", b"[]")
    yield "another form", other("made.json", files["made.json"].replace(b'"form": 1', b'"form": 99'))
    yield "no such party", other("made.json", files["made.json"].replace(b'"parties": []', b'"parties": [7]'))
    yield (
        "a claim that says other",
        other("ledger/claims.jsonl", re.sub(rb'"killed"', b'"wounded"', files["ledger/claims.jsonl"])),
    )
    yield "a row too short", other("ledger/documents.jsonl", files["ledger/documents.jsonl"] + b'["x"]\n')
    yield "no words", other("ledger/documents.jsonl", b"\xff\xfe")
    yield "draws of nothing", packed({one: b"PAR1" if "draws" in one else held_ for one, held_ in files.items()})
    yield "settings no TOML", other("muster.toml", b"= [")
    yield "a name that leads elsewhere", other("wars/../../out.toml", b"x")
    yield "a name of another system", other("wars/a\\..\\b.toml", b"x")
    yield "no zip", b"PK\x03\x04 and no more"
    yield "cut off", packed(files)[:-400]


def test_what_was_altered_is_refused_in_a_sentence_or_makes_no_number(ledger: Settings, tmp_path: Path) -> None:
    page, data = of_ledger(ledger, Asked())
    for what, its in altered(unpacked(data)):
        path = tmp_path / "b.zip"
        path.write_bytes(its)
        if what == "draws of nothing":
            assert again(path, tell=silent).accounts == ()
            continue
        with pytest.raises(MusterError) as told:
            again(path, tell=silent)
        assert "\n" not in str(told.value), what
        assert len(str(told.value)) < 400, what
    assert not (tmp_path.parent / "out.toml").exists()
    assert page


def test_a_zip_that_swells_is_refused() -> None:
    with pytest.raises(UsageError, match="more than"):
        unpacked(packed({"a": bytes(3 << 20)}), most=1 << 20)


def test_what_is_not_there_is_said(tmp_path: Path) -> None:
    with pytest.raises(MissingInput, match="cannot be read"):
        again(tmp_path / "gone.zip", tell=silent)
    with pytest.raises(MissingInput, match="no bundle"):
        again(tmp_path, tell=silent)


# ------------------------------------------------------------------ an earlier brief
def test_an_earlier_brief_is_known_by_its_page_its_bundle_or_its_facts(ledger: Settings, tmp_path: Path) -> None:
    brief, data = bundling.of_ledger(ledger, asked=Asked(), name="b.zip", tell=silent)
    files = unpacked(data)
    for name, held_ in {"a.html": files["brief.html"], "b.zip": data, "c.json": files["brief.json"]}.items():
        (tmp_path / name).write_bytes(held_)
        assert facts_in(tmp_path / name) == brief.facts
    word = briefing.written(brief, form="docx").held
    for name, held_ in {"a.docx": word, "a.pdf": b"%PDF-1.7 x", "a.txt": b"words", "x.html": b"<html>"}.items():
        assert isinstance(held_, bytes)
        (tmp_path / name).write_bytes(held_)
        with pytest.raises(UsageError):
            facts_in(tmp_path / name)
    with pytest.raises(MissingInput):
        facts_in(tmp_path / "gone.html")


# ------------------------------------------------------------------ settings
def test_settings_written_out_are_read_in_again() -> None:
    import tomllib

    held_ = {
        "wars": ['a "b".toml', "ü\x7f\\.toml"],
        "chart": {"killed": {"senses": [{"name": "x y", "of": {"killed": 1}}], "a b": True}},
        "watch": {"I01": {"watch": 0.4, "months": 3}},
    }
    assert tomllib.loads(as_toml(held_)) == held_


# ------------------------------------------------------------------ the command
@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--again", "b.zip", "--party", "RU"], "beside it stand"),
        (["--bundle", "b.tar"], "a bundle is a zip"),
        (["--out", "b.odt"], "Word (.docx)"),
        (["--since", "gone.html"], "cannot be read"),
    ],
)
def test_what_cannot_be_meant_is_said(tmp_path: Path, words: list[str], said: str) -> None:
    (tmp_path / "a.txt").write_text((REPORTS / SOME[0]).read_text())
    paths = [] if "--again" in words else ["a.txt"]
    done = muster(tmp_path, "brief", *paths, *words, code=66 if "gone" in words[-1] else 64)
    assert said in done.stderr


def test_every_form_is_written_and_what_changed_is_told(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text((REPORTS / SOME[0]).read_text())
    muster(tmp_path, "brief", "a.txt", "--out", "first.html")
    shutil.copy(REPORTS / SOME[1], tmp_path / "b.txt")
    muster(tmp_path, "brief", "a.txt", "b.txt", "--since", "first.html", "--out", "second.docx")
    assert b"word/document.xml" in (tmp_path / "second.docx").read_bytes()
    muster(tmp_path, "brief", "a.txt", "b.txt", "--since", "first.html", "--with-png", "--out", "second.html")
    page = (tmp_path / "second.html").read_text()
    assert "What changed since the last brief" in page
    assert re.search(r"\d+ new claims", page)
    assert 'href="data:image/png' in page
