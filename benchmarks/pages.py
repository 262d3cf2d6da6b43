"""How long the pages take and how large they are over a ledger of 100,000 claims in 5,000 documents.

Run by hand: python benchmarks/pages.py [FOLDER]. With a folder the ledger is made there once and used again. To reach: 200 ms at the
median on the server and 150 KB for any page. Every page is asked as a browser asks it, through the whole application but without a
socket; each time with another filter or another claim, so that nothing is quick because it was asked before.
"""

from __future__ import annotations

import datetime as dt
import random
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import quote

from starlette.testclient import TestClient

from muster.claims import (
    Bound,
    Claim,
    Document,
    Figure,
    Measure,
    Party,
    Period,
    Place,
    Reader,
    Reading,
    Rejection,
    Status,
    Trace,
)
from muster.desk.settings import Options, settings
from muster.ledger import Ledger
from muster.ledger.reviews import Span, Verdict, review_of
from muster.ledger.schema import CLAIM_TYPES, claim_from, entry_of, listed
from muster.ledger.store import Arrival, Ask
from muster.web.app import application
from muster.web.session import Session
from muster.web.site import Site

DOCUMENTS, CLAIMS, REVIEWS, TIMES = 5_000, 20, 1_000, 9
HERE = "http://127.0.0.1:8350"
READER = Reader(name="made up", version="1", lexicon="0" * 32)
PARTIES = ("RU", "UA", "RU", "UA", "ET", "SD-RSF", None)
MEASURES = (Measure.KILLED, Measure.WOUNDED, Measure.LOSSES, Measure.RECRUITED, Measure.STRENGTH, Measure.CAPTURED)
STATUSES = (Status.ESTIMATE, Status.COUNT, Status.REPORT, Status.TARGET)
SPEAKERS = tuple(f"the spokesman of brigade {number}" for number in range(400)) + ("the Defence Ministry", None) * 200
PLACES = ("the river crossing", "the eastern villages", "the coast road", "the rail junction", "the salt works")
FIELDS = ("figure", "unit", "measure", "party", "civilian", "period", "status", "speaker", "source", "scope")


# ------------------------------------------------------------------ the ledger
def made(folder: Path) -> Path:
    """The ledger in a folder, made where it is not there."""
    path = folder / "muster.duckdb"
    if not path.exists():
        chance = random.Random(1)
        with Ledger.open(path, memory=1024) as ledger:
            for first in range(0, DOCUMENTS, 100):
                ledger.keep([_arrival(number, chance) for number in range(first, first + 100)])
            judge(ledger, chance)
    return path


def judge(ledger: Ledger, chance: random.Random) -> None:
    """Judgements on some of the claims."""
    rows = ledger.connection.execute(
        f"SELECT {listed(CLAIM_TYPES, of='c.')}, d.text_hash FROM claims c JOIN documents d ON d.id = c.document "
        f"ORDER BY c.id LIMIT {REVIEWS}"
    ).fetchall()
    for number, row in enumerate(rows):
        span = Span(claim=claim_from(row[:-1]), text_hash=row[-1], current=True)
        verdict = chance.choice((Verdict.ACCEPT, Verdict.ACCEPT, Verdict.REJECT, Verdict.AMEND))
        changes = {"scope": "one brigade alone"} if verdict is Verdict.AMEND else None
        moment = dt.datetime.fromisoformat("2025-01-01T00:00:00") + dt.timedelta(seconds=number)
        ledger.judge(review_of(span, verdict, why="looked at", by="someone", at=moment, changes=changes))


def _arrival(number: int, chance: random.Random) -> Arrival:
    day = dt.date(2022, 3, 1) + dt.timedelta(days=number % 1200)
    text, spans = "", []
    for place in range(CLAIMS):
        figure = f"{chance.randint(100, 90_000):,}"
        said = (
            f"Near {chance.choice(PLACES)} the army had {figure} of them by the count of day {place}, an officer said. "
        )
        start = len(text) + said.index(figure)
        spans.append((start, start + len(figure)))
        text += said + ("Rain held up the convoys, and nobody spoke of prices.\n\n" if place % 4 == 3 else "")
    document = Document(
        text=text, title=f"Report {number} from the front", publisher=f"Paper {number % 60}", published=day, language="en",
        origin=f"reports/{number:05}.txt", bytes_hash=f"{number:064x}",
    )  # fmt: skip
    claims = [_claim(document, span, day=day, chance=chance) for span in spans]
    aside = tuple(
        Rejection(quote=text[start:end], place=Place(document=document.id, start=start, end=end), why="date", because="a day")
        for start, end in ((text.index("day 1") + 4, text.index("day 1") + 5),)
    )  # fmt: skip
    traces = {claim.id: _traces(claim, chance) for claim in claims}
    reading = Reading(document=document.id, reader=READER, claims=tuple(claims), rejections=aside, traces=traces)
    ask = Ask(origin=document.origin or "", suffix=".txt", bytes_hash=document.bytes_hash or "")
    return Arrival(ask=ask, what=entry_of(document, reading))


def _claim(document: Document, span: tuple[int, int], *, day: dt.date, chance: random.Random) -> Claim:
    quote, bound = document.text[slice(*span)], chance.choice((Bound.EXACT, Bound.EXACT, Bound.ABOUT, Bound.AT_LEAST))
    value = int(quote.replace(",", ""))
    first = day.replace(day=1)
    return Claim(
        figure=Figure(low=value, high=None if bound is Bound.AT_LEAST else value, bound=bound),
        quote=quote,
        place=Place(document=document.id, start=span[0], end=span[1]),
        measure=chance.choice(MEASURES),
        party=Party(code) if (code := chance.choice(PARTIES)) else None,
        civilian=chance.random() < 0.1,
        period=Period(first, day) if chance.random() < 0.8 else Period(),
        status=chance.choice(STATUSES),
        speaker=chance.choice(SPEAKERS),
        war="russia-ukraine" if chance.random() < 0.7 else None,
    )


def _traces(claim: Claim, chance: random.Random) -> tuple[Trace, ...]:
    place = (claim.place.start, claim.place.end)
    return tuple(
        Trace(field=name, rule=f"the {name} is told", words=(place,), confidence=chance.uniform(0.4, 1))
        for name in FIELDS
    )


# ------------------------------------------------------------------ the pages
def asked(claims: list[str], documents: list[str], *, figures: list[str]) -> dict[str, Callable[[int], str]]:
    """An address of each kind, another for each number."""
    month = [f"{2022 + number // 12}-{number % 12 + 1:02}-01" for number in range(3, 40)]
    return {
        "claims": lambda n: f"/claims?from={month[n]}",
        "claims, by figure": lambda n: f"/claims?sort=figure&from={month[n]}",
        "claims, some facets": lambda n: f"/claims?party=RU&measure=killed&status=count&from={month[n]}",
        "claims, far on": lambda n: f"/claims?after={claims[50_000 + 1000 * n]}",
        "claims, words once": lambda n: f"/claims?text={quote(figures[5_000 * n + 11])}",
        "claims, new words": lambda n: f"/claims?text=day+{n}%2C+an+officer&party=ET&from={month[n]}",
        "claims, common words": lambda n: f"/claims?text=river+crossing&from={month[n]}",
        "a claim": lambda n: f"/claims/{claims[3_000 * n + 7]}",
        "review": lambda n: f"/review?from={month[n]}",
        "review, far on": lambda n: f"/review?after={claims[40_000 + 1000 * n]}",
        "documents": lambda n: f"/documents?text=Paper+{n}",
        "documents, all": lambda n: f"/documents?after={documents[400 * n]}",
        "a document": lambda n: f"/documents/{documents[500 * n + 3]}",
    }  # fmt: skip


def measured(browser: TestClient, address: Callable[[int], str]) -> Iterator[tuple[float, float, int]]:
    """Seconds on the clock, seconds of processors, and bytes of each of several answers."""
    for number in range(TIMES):
        clock, processor = time.perf_counter(), time.process_time()
        answer = browser.get(address(number))
        took = time.perf_counter() - clock, time.process_time() - processor
        if answer.status_code != 200:
            raise SystemExit(f"{address(number)}: {answer.status_code}\n{answer.text[:2000]}")
        yield *took, len(answer.content)


def told(name: str, found: list[tuple[float, float, int]]) -> None:
    """A line on the answers of a page."""
    clock, processor, sizes = zip(*found, strict=True)
    median, busy = 1000 * statistics.median(clock), 1000 * statistics.median(processor)
    print(f"{name:22} median {median:5.0f} ms, of processors {busy:5.0f} ms;", end=" ")
    print(
        f"quickest {1000 * min(clock):5.0f} ms, slowest {1000 * max(clock):5.0f} ms; largest {max(sizes) / 1000:4.0f} KB",
        flush=True,
    )


def main() -> None:
    with tempfile.TemporaryDirectory() as place:
        path = made(Path(sys.argv[1]) if len(sys.argv) > 1 else Path(place))
        its = settings(Options(ledger=path, jobs=1), environment={})
        owned = Ledger.own(path)
        try:
            with Ledger.open(path) as ledger:
                rows = ledger.connection.execute(
                    'SELECT id, document, figure FROM claims ORDER BY document, "start"'
                ).fetchall()
            session = Session(port=8350, key="key")
            app = application(Site(settings=its, address=HERE), hosts=frozenset({"127.0.0.1:8350"}), session=session)
            browser = TestClient(app, base_url=HERE, headers={"accept": "text/html"})
            browser.get(f"/jobs/none?token={session.token()}")
            wanted = sys.argv[2] if len(sys.argv) > 2 else ""
            names, documents, figures = (list(column) for column in zip(*rows, strict=True))
            pages = asked(names, sorted(set(documents)), figures=figures)
            for name, address in pages.items():
                if wanted in name:
                    told(name, list(measured(browser, address)))
        finally:
            owned.close()


if __name__ == "__main__":
    main()
