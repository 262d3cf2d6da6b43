"""A service that is looked at for long grows in nothing, and one asked for ten thousand pieces of a file gives it whole or in few."""

from __future__ import annotations

import gc
import os
import re
import time
from collections.abc import Iterator
from itertools import count, cycle, islice
from pathlib import Path

import pytest
from served import client, site
from starlette.testclient import TestClient
from with_a_run import estimated, kept

from muster.db import MEMORY
from muster.desk import steps, surveying
from muster.desk.owning import owned
from muster.desk.settings import Settings
from muster.ledger.store import Ledger
from muster.web.checked import keep
from muster.web.site import Site
from tests.sizes import NIGHTLY, PATIENCE, RANGES, REQUESTS, RUNS

pytestmark = pytest.mark.timeout(PATIENCE)
PIECES = 100  # of a file that are sent at most
MIB = 2**20
LOOKS = 10 if NIGHTLY else 3  # looks at what it holds


@pytest.fixture(scope="module")
def over(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    its, _ = estimated(tmp_path_factory.mktemp("ledger"))
    made = site(its)
    with owned(its):  # as `muster serve` has it
        survey(made)
        yield made


@pytest.fixture(scope="module")
def browser(over: Site) -> TestClient:
    return client(over)


def survey(over: Site) -> None:
    """What the check would find, worked out in a process of its own as the page does."""
    keep(over, surveying.survey(over.settings))


# ------------------------------------------------------------------ ranges
SHAPES = {
    "apart": ",".join(f"{2 * at}-{2 * at}" for at in range(RANGES)),
    "within each other": ",".join(f"{at}-" for at in range(RANGES)),
    "the same": ",".join("0-9" for _ in range(RANGES)),
    "from the end": ",".join(f"-{at}" for at in range(1, RANGES + 1)),
    "as many as are sent": ",".join(f"{2 * at}-{2 * at}" for at in range(PIECES)),
    "none": "," * RANGES,
}


@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize(
    "path", ["/static/style.css", "/static/muster.js", "/claims.csv", "/claims.parquet", "/outlook/scenario.toml"]
)
def test_thousands_of_ranges_of_a_file_are_one_answer(browser: TestClient, path: str, shape: str) -> None:
    whole = browser.get(path).content
    begun = time.perf_counter()
    answer = browser.get(path, headers={"range": f"bytes={SHAPES[shape]}"})
    took = time.perf_counter() - begun
    assert answer.status_code in (200, 206, 400, 416)
    if answer.status_code == 200:
        assert answer.content == whole
    pieces = len(re.findall(rb"content-range: bytes", answer.content, re.IGNORECASE))
    assert pieces <= PIECES
    assert len(answer.content) <= len(whole) + 300 * (PIECES + 1)
    if NIGHTLY:
        print(f"{RANGES} ranges of {path}, {shape}: {1000 * took:.0f} ms")
        assert took <= 0.2


# ------------------------------------------------------------------ for long
def held(its: Settings) -> tuple[int, int, int]:
    """Open files, memory maps, and bytes of memory of this process, less what the engine has of the file at hand, which it lets go when
    its own limit is reached."""
    gc.collect()
    maps = Path("/proc/self/maps").read_text(encoding="utf-8").count("\n")
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    return len(os.listdir("/proc/self/fd")), maps, pages * os.sysconf("SC_PAGE_SIZE") - at_hand(its)


def at_hand(its: Settings) -> int:
    """Bytes that the engine holds in memory."""
    with Ledger.open(its.ledger, read_only=True) as ledger:
        row = ledger.connection.execute("SELECT sum(memory_usage_bytes) FROM duckdb_memory()").fetchone()
    assert row is not None
    return int(row[0])


def addresses(its: Settings, runs: list[str]) -> Iterator[str]:
    """The main pages over and over, many under an address that was not asked for before."""
    texts = [f"/documents/{one.id}" for one in steps.documents(its)]
    for number, text in enumerate(cycle(texts)):
        slow = (f"/claims?text=word{number}", "/claims?measure=killed", "/review", f"/api/claims?text=w{number}")
        yield from ("/", "/documents", slow[number % len(slow)], text, "/findings", f"/findings?page={1 + number % 3}")
        yield from ("/sources", "/method", "/brief", "/estimate", f"/outlook?a.losses=x+1.{number}", "/brief/none")
        yield from (f"/estimate/{runs[number % len(runs)]}?month=2024-{1 + number % 12:02}", f"/claims?sort=x{number}")
        yield from ("/static/style.css", "/static/muster.js", f"/nothing/{number}", f"/outlook?a.months=x{number}")


@pytest.mark.skipif(
    not Path("/proc/self/maps").exists(), reason="what a process holds is told in /proc, which is not here"
)
def test_served_for_long_it_grows_in_nothing(over: Site, browser: TestClient) -> None:
    its, seeds = over.settings, count(100)
    runs = [kept(its, next(seeds)).id]
    asked = addresses(its, runs)

    def ask(often: int, *, new: int) -> None:
        for _ in range(new):
            runs.append(kept(its, next(seeds)).id)
            for path in islice(asked, often // new):
                assert browser.get(path).status_code in (200, 400, 404)

    ask(REQUESTS // 2, new=max(1, RUNS // 10))  # warm: what is loaded and kept once is loaded and kept
    before = held(its)
    for _ in range(LOOKS):
        ask(REQUESTS // LOOKS, new=max(1, RUNS // LOOKS))
        print(f"{len(runs)} runs kept: {_in_words(its, before)}", flush=True)
    files, maps, memory = (after - start for after, start in zip(held(its), before, strict=True))
    assert files <= 50
    assert maps <= 50
    assert memory <= 100 * MIB
    assert at_hand(its) <= (MEMORY + 64) * 1_000_000


def _in_words(its: Settings, before: tuple[int, int, int]) -> str:
    files, maps, memory = (after - start for after, start in zip(held(its), before, strict=True))
    return f"{files:+} files, {maps:+} maps, {memory / MIB:+.1f} MiB; {at_hand(its) / MIB:.0f} MiB of the file at hand"
