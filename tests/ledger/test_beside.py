"""What is current in memory beside a ledger: what a question to the file alone would give, whatever came since."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from making import READER, document, reading

from muster.claims import Reading, Trace
from muster.db import BESIDE
from muster.ledger import Filter, Ledger, beside, listing, query, tallies
from muster.ledger.shelf import latest

TEXTS = (
    "The ministry said {a} were killed. At Straße 9, {b} more fell, St. Paul’s men among them!\n\nAnalysts: {c} wounded.",
    "unit | killed | wounded\nnorth | {a} | {b}\nsouth | {c} | 900000\n\nNobody\nsaid   why {d} stayed.",
    "Approx. {a} men went. Rain. {b} came back; {c} did not. “{d} dead,” he said. And {b}?",
)
WORDS = ("more fell", "STRASSE", "killed: 1,0", "said why", "came back; ", "1,0", "no such words")


@pytest.fixture
def path(tmp_path: Path) -> Iterator[Path]:
    path = tmp_path / "muster.duckdb"
    with closing(Ledger.own(path)):
        with Ledger.open(path) as ledger:
            for number in range(6):
                added(ledger, number)
        yield path


def added(ledger: Ledger, number: int) -> None:
    text = TEXTS[number % 3].format(**{letter: f"{1000 + 10 * number + at:,}" for at, letter in enumerate("abcd")})
    of = document(text, origin=f"{number}.txt")
    ledger.add(of, reading(of))


def sought(ledger: Ledger, words: str) -> set[str]:
    """The claims in whose sentence the words stand, each looked at by itself."""
    return {
        one.original.id
        for one in query.claims(ledger.connection, Filter(everything=True, sentences=True))
        if " ".join(words.casefold().split()) in (one.sentence or "").casefold()
    }


def same(ledger: Ledger) -> None:
    con = ledger.connection
    assert beside.laid(con)
    for name in ("latest", "held", "base"):
        worked_out = con.execute(f"WITH {latest()} FROM {name} ORDER BY ALL").fetchall()
        assert worked_out
        assert con.execute(f"WITH {beside.current(con)} FROM {name} ORDER BY ALL").fetchall() == worked_out
    for words in WORDS:
        assert set(listing.worded(con, words)) == sought(ledger, words), words


def test_it_follows_what_is_added(path: Path) -> None:
    with Ledger.open(path) as ledger:
        same(ledger)
        assert sought(ledger, "1,0")
        for number in range(6, 12):
            added(ledger, number)
            same(ledger)


def test_another_version_of_a_text_takes_the_place_of_the_first(path: Path) -> None:
    with Ledger.open(path) as ledger:
        for text in ("At first 20 men were killed.", "Then 30 men were killed."):
            of = document(text, origin="changing.txt")
            ledger.add(of, reading(of))
            same(ledger)
        current = [one.claim.quote for one in query.claims(ledger.connection)]
        assert "30" in current
        assert "20" not in current
        assert tallies.tally(ledger.connection).claims == len(current)


def test_claims_of_texts_that_are_not_held_are_sought_in_the_table_that_bears_them(path: Path) -> None:
    away = document("Seven hundred died; 4,300 were hurt.", origin="away.txt")
    borne = reading(away)
    table = document("measure | figure\nkilled in Marrow | 4,300", origin="table.csv")
    claim, at = borne.claims[0], table.text.index("4,300")
    traces = {claim.id: (Trace(field="figure", rule="the cell", words=((at, at + 5),)),)}
    with Ledger.open(path) as ledger:
        ledger.add(table, Reading(document=table.id, reader=READER, claims=borne.claims, traces=traces))
        same(ledger)
        assert listing.worded(ledger.connection, "in marrow") == [claim.id]
        assert listing.worded(ledger.connection, "were hurt") == []
        ledger.add(away, borne)
        same(ledger)
        assert listing.worded(ledger.connection, "in marrow") == []
        assert listing.worded(ledger.connection, "were hurt") == [claim.id]


def test_nothing_of_it_goes_into_the_file(path: Path) -> None:
    with Ledger.open(path) as ledger:
        same(ledger)
        names = ledger.connection.execute("SELECT database_name, table_name FROM duckdb_tables()").fetchall()
    laid = {name for database, name in names if database == BESIDE}
    assert laid == {"latest", "held", "base", "state", "said"}
    assert not laid & {name for database, name in names if database == path.stem}


def test_a_transaction_sees_what_it_wrote_itself(path: Path) -> None:
    with Ledger.open(path) as ledger:
        same(ledger)
        con = ledger.connection
        con.execute("BEGIN TRANSACTION")
        con.execute("DELETE FROM reading_claims")
        con.execute(
            "INSERT INTO readings SELECT 'another', document, reader, version, lexicon, read_at FROM readings LIMIT 1"
        )
        assert not beside.laid(con)
        assert con.execute(f"WITH {beside.current(con)} SELECT count(*) FROM base").fetchall() == [(0,)]
        con.execute("ROLLBACK")
        same(ledger)


def test_who_stops_the_laying_leaves_the_rest_for_the_next(path: Path) -> None:
    with Ledger.open(path) as ledger:
        assert not beside.sentences(ledger.connection, stop=lambda: True)
        same(ledger)


def test_many_may_ask_while_it_is_laid_anew(path: Path) -> None:
    wrong: list[BaseException] = []

    def asks() -> None:
        try:
            with Ledger.open(path) as ledger:
                for _ in range(20):
                    listing.worded(ledger.connection, "1,0")
                    listing.listing(ledger.connection, Filter(text="killed"))
        except BaseException as error:
            wrong.append(error)

    threads = [threading.Thread(target=asks) for _ in range(3)]
    for thread in threads:
        thread.start()
    with Ledger.open(path) as ledger:
        for number in range(12, 24):
            added(ledger, number)
    for thread in threads:
        thread.join()
    assert not wrong
    with Ledger.open(path) as ledger:
        same(ledger)
