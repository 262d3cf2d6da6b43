"""All documents and readings taken out at once are those that come one by one, in the same order."""

from __future__ import annotations

from pathlib import Path

import pytest

from muster.desk import ingest
from muster.desk.settings import Options, Settings, settings
from muster.ledger import bulk, shelf
from muster.ledger.store import Ledger
from tests.desk import keeping
from tests.here import added

REPORTS = Path(__file__).resolve().parents[2] / "examples" / "reports"


@pytest.fixture
def its(tmp_path: Path) -> Settings:
    """Reports of many sorts, a table of claims, and one document in two versions."""
    its = settings(Options(ledger=tmp_path / "muster.duckdb", jobs=1), environment={})
    table, changed = tmp_path / "claims.csv", tmp_path / "changed.txt"
    table.write_text("\n".join((keeping.HEAD, *keeping.ROWS)) + "\n", encoding="utf-8")
    for number in (1200, 1300):
        changed.write_text(
            f"3 February 2025\n\nSimulated: {number} Russian soldiers were killed in January 2025.\n", encoding="utf-8"
        )
        ingest.add([REPORTS, table, changed], its, how=ingest.how(its))
    return its


@pytest.mark.parametrize("at_once", [1, 4, 250])
def test_all_at_once_is_one_by_one(its: Settings, monkeypatch: pytest.MonkeyPatch, at_once: int) -> None:
    monkeypatch.setattr(bulk, "_AT_ONCE", at_once)
    with Ledger.open(its.ledger, read_only=True) as ledger:
        connection = ledger.connection
        ids = [one.id for one in shelf.documents(connection)]
        found = list(bulk.shelved(connection))
        assert len(ids) > 15
        assert [document.id for document, _ in found] == ids
        assert found == [(shelf.document_of(connection, id_), shelf.reading_of(connection, id_)) for id_ in ids]
        assert any(reading.remarks for _, reading in found)
        assert any(reading.rejections for _, reading in found)


def test_bare_readings_have_all_that_is_claimed(its: Settings) -> None:
    with Ledger.open(its.ledger, read_only=True) as ledger:
        pairs = zip(bulk.shelved(ledger.connection), bulk.shelved(ledger.connection, bare=True), strict=True)
        for (document, reading), (same, bare) in pairs:
            elsewhere = {one.id for one in reading.claims if one.place.document != document.id}
            assert (document, reading.claims, reading.remarks) == (same, bare.claims, bare.remarks)
            assert bare.traces == {name: told for name, told in reading.traces.items() if name in elsewhere}
            assert bare.rejections == ()


def test_what_is_read_in_the_tests_own_process_is_what_workers_read(tmp_path: Path, its: Settings) -> None:
    other = settings(Options(ledger=tmp_path / "other.duckdb", jobs=1), environment={})
    files = [REPORTS, tmp_path / "claims.csv", tmp_path / "changed.txt"]
    assert not added(files, other).refused
    fresh = settings(Options(ledger=tmp_path / "fresh.duckdb", jobs=1), environment={})
    assert not ingest.add(files, fresh, how=ingest.how(fresh)).refused
    with Ledger.open(other.ledger, read_only=True) as one, Ledger.open(fresh.ledger, read_only=True) as two:
        assert list(bulk.shelved(one.connection)) == list(bulk.shelved(two.connection))
