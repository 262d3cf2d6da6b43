"""What goes into the ledger comes out the same, once, whatever the order and however odd."""

from __future__ import annotations

import itertools
import os
import stat
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from making import READER, document, read_documents, reading

from muster.claims import Document, Reader, Reading, wire
from muster.claims.errors import ValueRefused
from muster.ledger import Ask, Filter, Ledger, query, shelf

NUMBERS = itertools.count()


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    with Ledger.open(tmp_path / "muster.duckdb") as opened:
        yield opened


@pytest.fixture(scope="module")
def common(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ledger]:
    """One ledger for many examples: to open one takes longer than to ask it."""
    with Ledger.open(tmp_path_factory.mktemp("common") / "muster.duckdb") as opened:
        yield opened


def count(ledger: Ledger, table: str) -> int:
    row = ledger.connection.execute(f"SELECT count(*) FROM {table}").fetchone()
    assert row
    return int(row[0])


def exported(ledger: Ledger) -> str:
    return wire.to_csv(held.claim for held in query.claims(ledger.connection))


@settings(max_examples=60, deadline=None)
@given(read_documents())
def test_everything_comes_out_as_it_went_in(common: Ledger, made: tuple[Document, Reading]) -> None:
    of, read = made
    # Each example is read by a reader of its own, so that it is in force even where two examples drew the same document.
    read = replace(read, reader=replace(READER, version=str(next(NUMBERS))))
    common.add(of, read)
    assert shelf.reading_of(common.connection, of.id) == read
    again = shelf.document_of(common.connection, of.id)
    assert (again.text, again.title, again.publisher, again.id) == (of.text, of.title, of.publisher, of.id)
    assert (again.published, again.language) == (of.published, of.language)
    held = [one.claim for one in query.claims(common.connection, Filter(document=of.id))]
    assert {claim.id for claim in held} == {claim.id for claim in read.claims}
    assert wire.from_json(wire.to_json(held)) == held


def test_where_a_document_came_from_is_kept(ledger: Ledger) -> None:
    of = replace(document("They lost 500 men.", origin="a.html"), media="html", bytes_hash="b1", left_out=("12", "34"))
    ledger.add(of, reading(of))
    assert shelf.document_of(ledger.connection, of.id) == of


@pytest.mark.parametrize("field", ["text", "title", "publisher", "language"])
def test_half_a_character_is_refused_in_words(ledger: Ledger, field: str) -> None:
    values = {"text": "Some 500 fell.", field: "half \ud800 a character"}
    odd = Document(**values)  # type: ignore[arg-type]
    with pytest.raises(ValueRefused, match="lone surrogate"):
        ledger.add(odd, Reading(document=odd.id, reader=READER))
    assert count(ledger, "documents") == 0


def test_a_quote_that_is_not_in_its_document_is_refused(ledger: Ledger) -> None:
    said, other = document("They lost 500 men."), document("They lost 900 men.")
    elsewhere = reading(other)
    with pytest.raises(ValueRefused, match="one of another"):
        ledger.add(said, elsewhere)
    forged = Reading(document=said.id, reader=READER, claims=elsewhere.claims)
    with pytest.raises(ValueRefused, match="must stand in its document"):
        ledger.add(said, forged)


def test_adding_twice_is_adding_once(ledger: Ledger) -> None:
    of = document("They lost 500 men and 2 tanks.", origin="a.txt")
    first = ledger.add(of, reading(of))
    sizes = {
        table: count(ledger, table) for table in ("documents", "readings", "claims", "reading_claims", "sightings")
    }
    second = ledger.add(of, reading(of))
    assert (first.how, first.claims, first.rejections) == ("added", 1, 1)
    assert (second.how, second.claims, second.rejections) == ("known", 0, 0)
    assert sizes == {table: count(ledger, table) for table in sizes}


def test_the_order_of_documents_changes_nothing(tmp_path: Path) -> None:
    told = [
        document(f"They lost {number},000 men, 7 of them officers.", origin=f"{number}.txt") for number in range(11, 15)
    ]
    exports = set()
    for number, order in enumerate(itertools.permutations(told)):
        if number % 6 == 0:
            with Ledger.open(tmp_path / f"{number}.duckdb") as ledger:
                for of in order:
                    ledger.add(of, reading(of))
                exports.add((exported(ledger), tuple(one.id for one in shelf.documents(ledger.connection))))
    assert len(exports) == 1


def test_a_page_that_changed_is_a_new_version_beside_the_old(ledger: Ledger) -> None:
    morning = document("The toll is 500.", origin="page.html")
    evening = document("The toll is 800.", origin="page.html")
    ledger.add(morning, reading(morning))
    kept = ledger.add(evening, reading(evening))
    assert (kept.how, kept.instead_of) == ("changed", morning.id)
    assert [held.claim.quote for held in query.claims(ledger.connection)] == ["800"]
    assert sorted(held.claim.quote for held in query.claims(ledger.connection, Filter(everything=True))) == [
        "500",
        "800",
    ]
    (now,) = shelf.documents(ledger.connection)
    assert (now.id, now.version, now.versions, now.instead_of) == (evening.id, 2, 2, morning.id)
    old = next(one for one in shelf.documents(ledger.connection, everything=True) if one.id == morning.id)
    assert (old.version, old.current, old.replaced_by) == (1, False, evening.id)


def test_a_page_that_went_back_shows_its_first_version_again(ledger: Ledger) -> None:
    morning = document("The toll is 500.", origin="page.html")
    evening = document("The toll is 800.", origin="page.html")
    for of in (morning, evening, morning):
        ledger.add(of, reading(of))
    assert [held.claim.quote for held in query.claims(ledger.connection)] == ["500"]


def test_a_document_stays_while_any_place_shows_it(ledger: Ledger) -> None:
    text = "The toll is 500."
    here, copy = document(text, origin="here.html"), document(text, origin="copy.html")
    changed = document("The toll is 800.", origin="here.html")
    for of in (here, copy, changed):
        ledger.add(of, reading(of))
    assert sorted(held.claim.quote for held in query.claims(ledger.connection)) == ["500", "800"]


def test_the_latest_reading_is_in_force_and_the_older_stays(ledger: Ledger) -> None:
    of = document("They lost 500 men.", origin="a.txt")
    better = Reader(name="every number", version="2", lexicon="none")
    ledger.add(of, reading(of))
    assert ledger.add(of, reading(of, reader=better, party="UA")).how == "reread"
    assert [str(held.claim.party) for held in query.claims(ledger.connection)] == ["UA"]
    parties = {str(held.claim.party) for held in query.claims(ledger.connection, Filter(everything=True))}
    assert parties == {"RU", "UA"}
    assert count(ledger, "readings") == 2


def test_a_file_is_read_again_only_when_something_is_new(ledger: Ledger) -> None:
    of = Document(text="They lost 500 men.", origin="a.txt", bytes_hash="b1")
    ask = Ask(origin="a.txt", suffix=".txt", bytes_hash="b1")
    assert [(plan.here, plan.known) for plan in ledger.plan([ask], READER)] == [(False, None)]
    ledger.add(of, reading(of))
    assert [plan.here for plan in ledger.plan([ask], READER)] == [True]
    for fresh in (
        Ask(origin="a.txt", suffix=".txt", bytes_hash="b2"),
        Ask(origin="a.txt", suffix=".txt", bytes_hash="b1", publisher="Someone"),
        Ask(origin="b.md", suffix=".md", bytes_hash="b1"),
    ):
        assert [(plan.here, plan.known) for plan in ledger.plan([fresh], READER)] == [(False, None)]
    other = Reader(name="every number", version="2", lexicon="none")
    assert [(plan.here, plan.known) for plan in ledger.plan([ask], other)] == [(False, None)]
    (moved,) = ledger.plan([Ask(origin="copy.txt", suffix=".txt", bytes_hash="b1")], READER)
    assert moved.known is not None
    assert moved.known.document == of.id


def test_the_file_is_its_owners_alone_even_while_it_is_written(tmp_path: Path) -> None:
    before = os.umask(0)
    try:
        with Ledger.open(tmp_path / "muster.duckdb") as ledger:
            of = document("They lost 500 men.")
            ledger.add(of, reading(of))
            modes = {path.name: stat.S_IMODE(path.stat().st_mode) for path in tmp_path.iterdir()}
    finally:
        os.umask(before)
    assert "muster.duckdb" in modes
    assert set(modes.values()) == {0o600}


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("low", "'NaN'::DOUBLE"), ("low", "'inf'::DOUBLE"), ("low", "-5"), ("low", "1e308"), ("low", "31.7"), ("low", "2e9"),
        ("high", "'-inf'::DOUBLE"), ("high", "400"), ("bound", "'perhaps'"), ("\"end\"", "0"),
    ],
)  # fmt: skip
def test_no_such_number_gets_in_even_by_sql(ledger: Ledger, column: str, value: str) -> None:
    of = document("They lost 500 men.")
    ledger.add(of, reading(of))
    with pytest.raises(ValueRefused, match="refused a value"), ledger.spoken():
        ledger.connection.execute(f"INSERT INTO claims SELECT * REPLACE ('x' AS id, {value} AS {column}) FROM claims")
    assert count(ledger, "claims") == 1


@pytest.mark.parametrize(
    "sql",
    [
        "SELECT * FROM read_text('/etc/hostname')", "COPY documents TO 'out.csv'", "ATTACH 'other.duckdb'", "INSTALL httpfs",
        "LOAD httpfs", "SET threads = 9", "SET enable_external_access = true", "EXPORT DATABASE 'out'",
    ],
)  # fmt: skip
def test_the_engine_reaches_nothing_outside_its_file(ledger: Ledger, sql: str) -> None:
    import duckdb

    with pytest.raises(duckdb.Error):
        ledger.connection.execute(sql)
