"""The same table of claims served by Datasette, to hold the pages against: exported to SQLite, asked over the loopback.

Datasette is no dependency of the project: it is given as the path of its command, in an environment of its own.
"""

from __future__ import annotations

import os
import sqlite3
import statistics
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote

import httpx

from muster.claims.wire import COLUMNS, to_record
from muster.ledger import Filter, Ledger, query

PORT, TIMES = 8361, 9
_FACETS = ("review", "party", "measure", "status", "bound", "civilian", "war", "speaker", "publisher_of")
_MORE = ("review", "confidence", "sentence", "title", "publisher_of", "published_on")


def exported(ledger: Path, file: Path) -> Path:
    """The claims of a ledger as the page shows them, as one SQLite table with an index for words and one for each of its orders."""
    if file.exists():
        return file
    kinds = ", ".join(f'"{name}"' for name in (*COLUMNS, *_MORE))
    with Ledger.open(ledger) as opened, sqlite3.connect(file) as made:
        made.execute(f"CREATE TABLE claims ({kinds}, PRIMARY KEY (id))")
        marks = ", ".join("?" * (len(COLUMNS) + len(_MORE)))
        rows = (_row(one) for one in query.claims(opened.connection, Filter(sentences=True)))
        made.executemany(f"INSERT INTO claims VALUES ({marks})", rows)
        for name in (*_FACETS, "published_on", "high"):
            made.execute(f'CREATE INDEX "by {name}" ON claims ("{name}")')
        made.execute("CREATE VIRTUAL TABLE claims_fts USING fts5 (sentence, content=claims)")
        made.execute("INSERT INTO claims_fts (rowid, sentence) SELECT rowid, sentence FROM claims")
    return file


def _row(one: query.Held) -> list[object]:
    record = to_record(one.claim)
    plain = [record[name] for name in COLUMNS]
    return [*plain, one.state, one.confidence, one.sentence, one.title, one.publisher, str(one.published)]


def addresses(ids: list[str]) -> dict[str, list[str]]:
    """What is asked, `TIMES` addresses of each kind."""
    facets = "&".join(f"_facet={name}" for name in _FACETS)
    month = [f"{2022 + n // 12}-{n % 12 + 1:02}-01" for n in range(3, 3 + TIMES)]
    table = "/claims/claims?_size=50"
    return {
        "list": [f"{table}&_sort=published_on&end_date__gte={one}" for one in month],
        "list with nine facets": [f"{table}&_sort=published_on&end_date__gte={one}&{facets}" for one in month],
        "some facets chosen": [
            f"{table}&party=RU&measure=killed&status=count&end_date__gte={one}&{facets}" for one in month
        ],
        "words, as letters": [
            f"{table}&sentence__contains={quote(f'day {n}, an officer')}&{facets}" for n in range(TIMES)
        ],
        "words, by its index of words": [
            f"{table}&_search={quote(f'day {n} an officer')}&{facets}" for n in range(TIMES)
        ],
        "common words, as letters": [
            f"{table}&sentence__contains=river+crossing&end_date__gte={one}&{facets}" for one in month
        ],
        "a row": [f"/claims/claims/{ids[3_000 * n + 7]}" for n in range(TIMES)],
    }


def held_against(command: str, ledger: Path, *, folder: Path) -> None:
    """Ask it, and print how long it took, on the clock at the median and of its processor on average."""
    file = exported(ledger, folder / "claims.sqlite")
    with sqlite3.connect(file) as opened:
        ids = [name for (name,) in opened.execute("SELECT id FROM claims ORDER BY document, start")]
    with _served(command, file) as (peer, browser):
        for name, asked in addresses(ids).items():
            clocks, sizes, before = [], [], _busy(peer)
            for address in asked:
                started = time.perf_counter()
                answer = browser.get(address, headers={"accept": "text/html"})
                clocks.append(time.perf_counter() - started)
                if answer.status_code != 200:
                    raise SystemExit(f"Datasette: {address}: {answer.status_code}")
                sizes.append(len(answer.content))
            busy = (_busy(peer) - before) / len(asked)
            print(
                f"Datasette, {name:30} median {1000 * statistics.median(clocks):5.0f} ms, of processors {1000 * busy:5.0f} ms on average; "
                f"quickest {1000 * min(clocks):5.0f} ms, slowest {1000 * max(clocks):5.0f} ms; largest {max(sizes) / 1000:4.0f} KB",
                flush=True,
            )


@contextmanager
def _served(command: str, file: Path) -> Iterator[tuple[int, httpx.Client]]:
    limits = ("facet_time_limit_ms", "sql_time_limit_ms", "facet_suggest_time_limit_ms")
    settings = [word for name in limits for word in ("--setting", name, "5000")]
    # What it suggests to count besides is work that the page does not do.
    settings += ["--setting", "suggest_facets", "off"]
    peer = subprocess.Popen(
        [command, "serve", "-i", str(file), "-p", str(PORT), *settings],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        with httpx.Client(base_url=f"http://127.0.0.1:{PORT}", timeout=60) as browser:
            _wait(browser)
            yield peer.pid, browser
    finally:
        peer.terminate()
        peer.wait(10)


def _wait(browser: httpx.Client) -> None:
    for _ in range(100):
        try:
            browser.get("/-/versions.json")
            return
        except httpx.TransportError:
            time.sleep(0.2)
    raise SystemExit("Datasette did not start")


def _busy(pid: int) -> float:
    """Seconds of processors that a process has had."""
    parts = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(parts[11]) + int(parts[12])) / os.sysconf("SC_CLK_TCK")
