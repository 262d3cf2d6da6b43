"""How long the pages take and how large they are over a ledger of 100,000 claims in 5,000 documents.

Run by hand: python benchmarks/pages.py [FOLDER] [--only WORDS] [--runs LEDGER] [--peer DATASETTE] [--paint]. With a folder the ledger is
made there once and used again, with the check of its claims, which takes minutes. `--runs` names a ledger, such as that of `make demo`,
whose estimates are looked at and carried forward; `--peer` the command of Datasette, installed in an environment of its own, which then
serves the same table; `--paint` opens the main pages in Chromium. To reach: 200 ms at the median on the server and 150 KB for any page,
400 ms for a scenario's new picture, 0.5 s to the first paint. Every page is asked as a browser asks it, through the whole application but
without a socket; each time with another filter, claim or scenario, so that nothing is quick because it was asked before.
"""

from __future__ import annotations

import argparse
import gzip
import os
import re
import signal
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import quote

import httpx
from crowd import made, surveyed, with_runs
from starlette.testclient import TestClient

from muster.desk import briefing
from muster.desk.settings import Options, Settings, settings
from muster.ledger import Ledger, runs
from muster.ledger.runs import Head
from muster.web.app import application
from muster.web.checked import keep, made_of
from muster.web.session import Session
from muster.web.site import Site
from muster.web.tied import tied

HERE, TIMES = "http://127.0.0.1:8350", 9
Address = Callable[[int], str]
PAINTED = (
    "/",
    "/documents",
    "/claims",
    "/review",
    "/findings",
    "/sources",
    "/estimate",
    "/outlook",
    "/brief",
    "/method",
)


# ------------------------------------------------------------------ the pages
def of_claims(claims: list[str], documents: list[str], *, figures: list[str]) -> dict[str, Address]:
    """An address of each page over claims and documents, another for each number."""
    month = [f"{2022 + number // 12}-{number % 12 + 1:02}-01" for number in range(3, 40)]
    facets = {
        "party": "party=UA", "measure": "measure=wounded", "status": "status=estimate", "bound": "bound=about", "civilian": "civilian=yes",
        "war": "war=russia-ukraine", "review": "review=accepted", "speaker": "speaker_is=the+Defence+Ministry",
        "publisher": "publisher_is=Paper+7",
    }  # fmt: skip
    sorts = ("published", "period", "figure", "confidence", "party")
    return {
        "overview": lambda n: f"/?since={month[n]}",
        "documents": lambda n: f"/documents?text=Paper+{n}",
        "documents, all": lambda n: f"/documents?after={documents[400 * n]}",
        "a document": lambda n: f"/documents/{documents[500 * n + 3]}",
        **{f"claims, by {sort}": lambda n, sort=sort: f"/claims?sort={sort}&from={month[n]}" for sort in sorts},  # type: ignore[misc]
        **{f"claims, of a {name}": lambda n, its=its: f"/claims?{its}&from={month[n]}" for name, its in facets.items()},  # type: ignore[misc]
        "claims, some facets": lambda n: f"/claims?party=RU&measure=killed&status=count&from={month[n]}",
        "claims, far on": lambda n: f"/claims?after={claims[50_000 + 1000 * n]}",
        "claims, words once": lambda n: f"/claims?text={quote(figures[5_000 * n + 11])}",
        "claims, words first": lambda n: f"/claims?text=day+{n}%2C+an+officer&party=ET&from={month[n]}",
        "claims, words again": lambda n: f"/claims?text=day+{n}%2C+an+officer&party=ET&from={month[n]}",
        "claims, common words": lambda n: f"/claims?text=river+crossing&from={month[n]}",
        "a claim": lambda n: f"/claims/{claims[3_000 * n + 7]}",
        "review": lambda n: f"/review?from={month[n]}",
        "review, far on": lambda n: f"/review?after={claims[40_000 + 1000 * n]}",
    }


def of_survey(site: Site) -> dict[str, Address]:
    """An address of each page over the check of all claims."""
    stand = site.memo.last("survey")
    assert stand is not None
    found = stand[1]
    names, keys = [one.finding.id for one in found.checked.noted], list(found.found.voices)
    measures = ("killed", "wounded", "losses", "recruited", "strength", "captured")
    return {
        "findings": lambda n: f"/findings?page={n + 1}",
        "findings, of a party": lambda n: f"/findings?party=UA&agreeing=yes&page={n + 1}",
        "a finding": lambda n: f"/findings/{names[n * len(names) // TIMES]}",
        "sources": lambda n: f"/sources?page={n + 1}",
        "sources, a measure": lambda n: f"/sources?measure={measures[n % 6]}&party={('RU', 'UA')[n // 6]}",
        "a source": lambda n: f"/sources/of?key={quote(keys[n * len(keys) // TIMES])}",
    }


def of_runs(heads: list[Head]) -> dict[str, Address]:
    """An address of each page over estimates, and of those that need none."""
    plain: dict[str, Address] = {
        "estimate": lambda _: "/estimate",
        "brief, the form": lambda _: "/brief",
        "method": lambda _: "/method",
    }
    if not heads:
        return plain
    run, party = heads[0].id, heads[0].inputs.parties[0]
    said = f"/outlook?party={party}&run={run}"
    return plain | {
        "an estimate": lambda n: f"/estimate/{run}?party={party}&month=2024-{n + 1:02}",
        "outlook": lambda _: said,
        "outlook, a new scenario": lambda n: f"{said}&a.recruits={20 + n}%2C000+people+a+month&a.losses=x+1.{n}",
        "outlook, two new ones": lambda n: f"{said}&beside=yes&a.losses=x+0.{n + 1}&b.losses=x+1.{n + 1}5",
    }


def measured(browser: TestClient, address: Address) -> Iterator[tuple[float, float, bytes]]:
    """Seconds on the clock, seconds of processors, and what came, of each of several answers."""
    for number in range(TIMES):
        clock, processor = time.perf_counter(), time.process_time()
        answer = browser.get(address(number))
        took = time.perf_counter() - clock, time.process_time() - processor
        if answer.status_code != 200:
            raise SystemExit(f"{address(number)}: {answer.status_code}\n{answer.text[:2000]}")
        yield *took, answer.content


def told(name: str, found: list[tuple[float, float, bytes]]) -> None:
    """A line on the answers of a page."""
    clock, processor, bodies = zip(*found, strict=True)
    median, busy = 1000 * statistics.median(clock), 1000 * statistics.median(processor)
    largest = max(bodies, key=len)
    print(
        f"{name:24} median {median:5.0f} ms, of processors {busy:5.0f} ms; quickest {1000 * min(clock):5.0f} ms, slowest "
        f"{1000 * max(clock):5.0f} ms; largest {len(largest) / 1000:4.0f} KB, {len(gzip.compress(largest)) / 1000:3.0f} KB packed",
        flush=True,
    )


def previewed(browser: TestClient) -> Address | None:
    """A brief composed of what the ledger of `--runs` holds, in a site of its own; the addresses of parts of its look."""
    said = {"title": "A brief", "part": list(briefing.PARTS), "date": "2026-11-30"}
    begun = browser.post("/brief", data=said)
    for _ in range(600):
        if found := re.search(r'class="button" href="([^"]+)"', browser.get(str(begun.url)).text):
            first = browser.get(f"{found[1]}/look/1").text
            count = re.search(r", part 1 of (\d+)</title>", first)
            return lambda n: f"{found[1]}/look/{n * int(count[1]) // TIMES + 1 if count else 1}"
        time.sleep(0.5)
    return None


def begun(path: Path) -> None:
    """Serve the ledger as a person does and tell how long the first looks take, which follow its link at once."""
    command = [sys.executable, "-m", "muster", "serve", "--ledger", str(path), "--no-browser", "--port", "0"]
    clock = time.perf_counter()
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as child:
        try:
            assert child.stdout is not None
            link = child.stdout.readline().strip()
            print(f"as served: the link after {time.perf_counter() - clock:.2f} s", flush=True)
            base = link.partition("/?")[0]
            with httpx.Client(follow_redirects=True, timeout=120) as browser:
                browser.get(f"{base}/method?{link.partition('?')[2]}")
                for address in ("/claims?text=river+crossing", "/claims?text=coast+road", "/outlook", "/"):
                    clock, processor = time.perf_counter(), _processors(child.pid)
                    browser.get(base + address).raise_for_status()
                    took = time.perf_counter() - clock, _processors(child.pid) - processor
                    print(
                        f"as served: {address:28} {1000 * took[0]:5.0f} ms, of processors {1000 * took[1]:5.0f} ms",
                        flush=True,
                    )
        finally:
            child.send_signal(signal.SIGINT)


def _processors(process: int) -> float:
    """The seconds of processors that a process has had, whatever it did beside an answer among them."""
    user, system = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[11:13]
    return (int(user) + int(system)) / os.sysconf("SC_CLK_TCK")


# ------------------------------------------------------------------ the first paint
def painted(site: Site) -> None:
    """Open the main pages in Chromium, over a socket, and tell when each was first painted."""
    import shutil
    import socket

    import uvicorn
    from playwright.sync_api import sync_playwright

    door = socket.create_server(("127.0.0.1", 0))
    port = door.getsockname()[1]
    session = Session(port=port, key="key")
    app = application(site, hosts=frozenset({f"127.0.0.1:{port}"}), session=session)
    server = uvicorn.Server(uvicorn.Config(app, log_level="error", lifespan="off", ws="none"))
    thread = threading.Thread(target=lambda: server.run(sockets=[door]), daemon=True)
    thread.start()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        page = browser.new_page()
        page.goto(f"http://127.0.0.1:{port}/method?token={session.token()}")
        for path in PAINTED:
            paints = []
            for _ in range(5):
                page.goto(f"http://127.0.0.1:{port}{path}")
                paints.append(page.evaluate(_PAINT))
            print(
                f"first paint of {path:12} median {statistics.median(paints):5.0f} ms, slowest {max(paints):5.0f} ms",
                flush=True,
            )
        browser.close()
    server.should_exit = True
    thread.join(10)


_PAINT = """() => new Promise(done => {
  const look = () => {
    const one = performance.getEntriesByName("first-contentful-paint")[0];
    one ? done(one.startTime) : setTimeout(look, 20)
  };
  look()
})"""


# ------------------------------------------------------------------ all of it
def opened(its: Settings) -> tuple[Site, TestClient]:
    """A site over a ledger, and a browser in it."""
    session, site = Session(port=8350, key="key"), Site(settings=its, address=HERE)
    app = application(site, hosts=frozenset({"127.0.0.1:8350"}), session=session)
    browser = TestClient(app, base_url=HERE, headers={"accept": "text/html", "sec-fetch-site": "same-origin"})
    browser.get(f"/jobs/none?token={session.token()}")
    return site, browser


def pages_of(site: Site, its: Settings) -> dict[str, Address]:
    """Every page, each with its addresses."""
    with Ledger.open(its.ledger) as ledger:
        rows = ledger.connection.execute(
            'SELECT id, document, figure FROM claims ORDER BY document, "start"'
        ).fetchall()
        heads = runs.every(ledger.connection)
    names, documents, figures = (list(column) for column in zip(*rows, strict=True))
    return of_claims(names, sorted(set(documents)), figures=figures) | of_survey(site) | of_runs(heads)


def main(args: argparse.Namespace, folder: Path) -> None:
    path = made(folder)
    if args.runs:
        with_runs(path, args.runs)
    its = settings(Options(ledger=path, jobs=1), environment={})
    survey = surveyed(its, folder)
    owned = Ledger.own(path)
    try:
        site, browser = opened(its)
        keep(site, survey)
        made_of(site, survey, of="tied", work=lambda: tied(survey))  # as the job that checks does
        for name, address in pages_of(site, its).items():
            if args.only in name:
                told(name, list(measured(browser, address)))
        if args.runs and args.only in "brief, its look":
            look = previewed(small := opened(settings(Options(ledger=args.runs, jobs=1), environment={}))[1])
            if look:
                told("brief, its look", list(measured(small, look)))
        if args.paint:
            painted(site)
    finally:
        owned.close()
    if args.only in "as served":
        begun(path)
    if args.peer:
        from datasette_peer import held_against

        held_against(args.peer, path, folder=folder)


if __name__ == "__main__":
    reading = argparse.ArgumentParser(description=__doc__)
    reading.add_argument("folder", nargs="?", type=Path)
    reading.add_argument("--only", default="")
    reading.add_argument("--runs", type=Path)
    reading.add_argument("--peer")
    reading.add_argument("--paint", action="store_true")
    said = reading.parse_args()
    with tempfile.TemporaryDirectory() as place:
        main(said, said.folder or Path(place))
