"""A file that is no ledger, is in use, is too new, or is carried into a fork: a plain sentence, and nothing harmed."""

from __future__ import annotations

import os
import subprocess
import sys
import textwrap
import time
from pathlib import Path

import pytest
from making import document, reading

from muster.claims.errors import LedgerError, LedgerLocked, LedgerTooNew, MissingInput, NotALedger
from muster.ledger import Ledger, query


def filled(path: Path) -> Path:
    with Ledger.open(path) as ledger:
        for number in range(20):
            of = document(f"They lost {number + 10},000 men. " * 50, origin=f"{number}.txt")
            ledger.add(of, reading(of))
    return path


@pytest.mark.parametrize(
    "content",
    [b"", b"x", b"hello\n" * 2000, b"SQLite format 3\0" + bytes(4096), b"DUCK" * 4000, bytes(65536), os.urandom(20000)],
    ids=["empty", "one byte", "text", "sqlite", "magic words", "zeros", "noise"],
)
def test_what_is_no_ledger_is_called_so_and_left_alone(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "notes.txt"
    path.write_bytes(content)
    for read_only in (True, False):
        with pytest.raises(NotALedger, match=r"notes\.txt"):
            Ledger.open(path, read_only=read_only)
    assert path.read_bytes() == content


def test_a_folder_is_no_ledger(tmp_path: Path) -> None:
    with pytest.raises(NotALedger, match="folder"):
        Ledger.open(tmp_path)


def test_a_database_of_something_else_is_no_ledger(tmp_path: Path) -> None:
    import duckdb

    path = tmp_path / "shop.duckdb"
    with duckdb.connect(path) as other:
        other.execute("CREATE TABLE goods (name VARCHAR)")
    with pytest.raises(NotALedger, match="not one of Muster's"):
        Ledger.open(path)
    with duckdb.connect(path) as other:
        other.execute("CREATE TABLE muster_file AS SELECT 'vault' AS kind, 1 AS version")
    with pytest.raises(NotALedger, match="another kind"):
        Ledger.open(path)


def test_one_that_is_not_there_is_made_to_be_written_but_not_to_be_read(tmp_path: Path) -> None:
    with pytest.raises(MissingInput, match="muster add"):
        Ledger.open(tmp_path / "muster.duckdb", read_only=True)
    assert list(tmp_path.iterdir()) == []
    with pytest.raises(MissingInput, match="folder"):
        Ledger.open(tmp_path / "no" / "such" / "muster.duckdb")
    Ledger.open(tmp_path / "muster.duckdb").close()
    assert [path.name for path in tmp_path.iterdir()] == ["muster.duckdb"]


def test_one_from_a_later_version_says_so(tmp_path: Path) -> None:
    import duckdb

    path = filled(tmp_path / "muster.duckdb")
    with duckdb.connect(path) as later:
        later.execute("INSERT INTO muster_file VALUES ('ledger', 99)")
    with pytest.raises(LedgerTooNew, match="later version of Muster"):
        Ledger.open(path)


def test_a_migration_that_was_cut_off_is_done_when_it_is_opened_next(tmp_path: Path) -> None:
    import duckdb

    path = filled(tmp_path / "muster.duckdb")
    with duckdb.connect(path) as cut:
        cut.execute("DELETE FROM muster_file")  # the tables were made, the version was not yet written
    with Ledger.open(path, read_only=True) as ledger:
        assert len(list(query.claims(ledger.connection))) == 20 * 50


@pytest.mark.parametrize("size", [10, 1000, 4096, 5000, 12_288, 60_000])
def test_one_cut_short_is_refused_or_whole(tmp_path: Path, size: int) -> None:
    path = filled(tmp_path / "muster.duckdb")
    path.write_bytes(path.read_bytes()[:size])
    with pytest.raises(LedgerError), Ledger.open(path) as ledger, ledger.spoken():
        list(query.claims(ledger.connection))


def test_one_that_is_open_elsewhere_says_by_whom_within_a_second(tmp_path: Path) -> None:
    path = filled(tmp_path / "muster.duckdb")
    script = (
        "import sys; from pathlib import Path; from muster.ledger import Ledger\n"
        "with Ledger.open(Path(sys.argv[1])): print('open', flush=True); sys.stdin.read()"
    )
    with subprocess.Popen(
        [sys.executable, "-c", script, str(path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == "open\n"
        for read_only in (True, False):
            started = time.monotonic()
            with pytest.raises(LedgerLocked, match=rf"PID {holder.pid}.*try again"):
                Ledger.open(path, read_only=read_only)
            assert time.monotonic() - started < 1.0
        holder.communicate("")
    Ledger.open(path).close()


def test_readers_do_not_stand_in_each_others_way(tmp_path: Path) -> None:
    path = filled(tmp_path / "muster.duckdb")
    script = (
        "import sys; from pathlib import Path; from muster.ledger import Ledger, query\n"
        "with Ledger.open(Path(sys.argv[1]), read_only=True) as one: print(len(list(query.claims(one.connection))))"
    )
    with Ledger.open(path, read_only=True):
        done = subprocess.run([sys.executable, "-c", script, str(path)], capture_output=True, text=True, check=True)
    assert done.stdout == "1000\n"


# ------------------------------------------------------------------ forks
FORKS = """
import os, sys
sys.path.insert(0, {here!r})
from pathlib import Path
from making import document, reading
from muster.claims.errors import LedgerError
from muster.ledger import Ledger, query

with Ledger.open(Path(sys.argv[1])) as ledger:
    for number in range(20):
        of = document(f"They lost {{number + 100}} men.", origin=f"{{number}}.txt")
        child = os.fork()
        if child == 0:
            try:
                ledger.add(of, reading(of))
            except LedgerError as error:
                assert "forked" in str(error), error
                sys.exit(7)  # the long way out, with every object taken down
            sys.exit(1)
        ledger.add(of, reading(of))
        assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 7
"""


@pytest.mark.skipif(not hasattr(os, "fork"), reason="no fork here")
def test_a_forked_child_is_given_an_error_and_harms_nothing(tmp_path: Path) -> None:
    path = tmp_path / "muster.duckdb"
    script = textwrap.dedent(FORKS).format(here=str(Path(__file__).parent))
    done = subprocess.run(
        [sys.executable, "-c", script, str(path)], capture_output=True, text=True, timeout=60, check=False
    )
    assert done.returncode == 0, done.stderr
    assert "Traceback" not in done.stderr
    with Ledger.open(path) as ledger:
        assert len(list(query.claims(ledger.connection))) == 20
        doubled = "SELECT count(*) - count(DISTINCT id) FROM documents"
        assert ledger.connection.execute(doubled).fetchone() == (0,)


def test_a_closed_ledger_says_that_it_is_closed(tmp_path: Path) -> None:
    ledger = Ledger.open(tmp_path / "muster.duckdb")
    ledger.close()
    ledger.close()
    with pytest.raises(LedgerError, match="closed"):
        list(query.claims(ledger.connection))


def test_an_engine_out_of_memory_is_opened_anew_and_nothing_is_lost_or_doubled(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from muster.ledger import store

    failed: list[int] = []
    keep = store._keep

    def short_of_memory(connection: object, arrivals: object) -> object:
        kept = keep(connection, arrivals)  # type: ignore[arg-type]
        if not failed:
            failed.append(1)
            connection.execute("SELECT error('Out of Memory Error: as if')")  # type: ignore[attr-defined]
        return kept

    monkeypatch.setattr(store, "_keep", short_of_memory)
    with Ledger.open(tmp_path / "muster.duckdb") as ledger:
        first = ledger.connection
        of = document("They lost 500 men.")
        assert ledger.add(of, reading(of)).how == "added"
        assert failed
        assert ledger.connection is not first
        assert len(list(query.claims(ledger.connection))) == 1
