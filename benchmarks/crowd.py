"""A ledger of 100,000 claims in 5,000 documents that nobody wrote, with judgements and a survey, for `pages.py`."""

from __future__ import annotations

import datetime as dt
import pickle
import random
from pathlib import Path

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
from muster.desk import pulse, surveying
from muster.desk.settings import Settings
from muster.desk.surveying import Survey
from muster.ledger import Ledger, runs
from muster.ledger.reviews import Span, Verdict, review_of
from muster.ledger.schema import CLAIM_TYPES, claim_from, entry_of, listed, now
from muster.ledger.store import Arrival, Ask

DOCUMENTS, CLAIMS, REVIEWS = 5_000, 20, 1_000
READER = Reader(name="made up", version="1", lexicon="0" * 32)
PARTIES = ("RU", "UA", "RU", "UA", "ET", "SD-RSF", None)
MEASURES = (Measure.KILLED, Measure.WOUNDED, Measure.LOSSES, Measure.RECRUITED, Measure.STRENGTH, Measure.CAPTURED)
STATUSES = (Status.ESTIMATE, Status.COUNT, Status.REPORT, Status.TARGET)
SPEAKERS = tuple(f"the spokesman of brigade {number}" for number in range(400)) + ("the Defence Ministry", None) * 200
PLACES = ("the river crossing", "the eastern villages", "the coast road", "the rail junction", "the salt works")
FIELDS = ("figure", "unit", "measure", "party", "civilian", "period", "status", "speaker", "source", "scope")


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


# ------------------------------------------------------------------ what is made of it
def surveyed(settings: Settings, folder: Path) -> Survey:
    """The check of all its claims, which takes minutes: kept in the folder, and made anew where the ledger holds something else."""
    file = folder / "survey.pickle"
    if file.exists():
        kept: Survey = pickle.loads(file.read_bytes())
        if kept.read == pulse.read(settings):
            return kept
    at, read, material = now(), pulse.read(settings), surveying.gathered(settings)
    found = surveying.work(material, tell=lambda _: None)
    made = surveying.put_together(material, found, at=at, read=read)
    file.write_bytes(pickle.dumps(made))
    return made


def with_runs(path: Path, other: Path) -> None:
    """The runs of the estimate that another ledger keeps, in this one too: made-up claims have none of their own."""
    with Ledger.open(other, read_only=True) as source:
        heads = runs.every(source.connection)
        its = [runs.named(source.connection, head.id) for head in heads]
    with Ledger.open(path) as ledger:
        for run in its:
            ledger.keep_run(run)
