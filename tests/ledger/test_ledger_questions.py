"""Which claims a filter lets through."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from making import READER

from muster.claims import Bound, Claim, Document, Figure, Measure, Party, Period, Place, Reading, Status, Trace
from muster.ledger import Filter, Ledger, query

REPORT = """The defence ministry said 1,200 soldiers were killed in March 2024.
Analysts, citing hospital records, put the wounded of both armies at more than 5,000.
The general staff wants 30,000 recruits a month. Some 77 per cent fell to drones."""


def _claim(of: Document, quote: str, **fields: Any) -> Claim:
    start = of.text.index(quote)
    place = Place(document=of.id, start=start, end=start + len(quote))
    value = int(quote.replace(",", ""))
    return Claim(**({"figure": Figure(low=value, high=value), "quote": quote, "place": place} | fields))


@pytest.fixture(scope="module")
def ledger(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ledger]:
    of = Document(text=REPORT, title="A report", publisher="The Daily", published=dt.date(2024, 4, 2), origin="r.txt")
    made = (
        _claim(
            of, "1,200", measure=Measure.KILLED, party=Party("RU"), speaker="the Defence Ministry", status=Status.COUNT,
            period=Period(dt.date(2024, 3, 1), dt.date(2024, 3, 31)),
        ),
        _claim(
            of, "5,000", measure=Measure.WOUNDED, speaker="analysts", source="hospital records",
            figure=Figure(low=5000, high=None, bound=Bound.AT_LEAST), period=Period(None, dt.date(2024, 4, 1)),
        ),
        _claim(of, "30,000", measure=Measure.RECRUITED, party=Party("UA"), status=Status.TARGET, publisher="A %_Wire"),
        _claim(of, "77", measure=Measure.CAUSE_SHARE, party=Party("RU-WAGNER"), figure=Figure(low=77, high=77, unit="percent")),
    )  # fmt: skip
    traces = {
        claim.id: (Trace(field="party", rule="so", confidence=0.9 - number / 10),) for number, claim in enumerate(made)
    }
    with Ledger.open(tmp_path_factory.mktemp("asked") / "muster.duckdb") as opened:
        opened.add(of, Reading(document=of.id, reader=READER, claims=made, traces=traces))
        yield opened


DAY = dt.date


@pytest.mark.parametrize(
    ("wanted", "quotes"),
    [
        (Filter(), ["1,200", "5,000", "30,000", "77"]),
        (Filter(parties=("RU",)), ["1,200"]),
        (Filter(parties=("RU", "UA")), ["1,200", "30,000"]),
        (Filter(measures=("wounded",)), ["5,000"]),
        (Filter(parties=("RU",), measures=("wounded",)), []),
        (Filter(statuses=("target",)), ["30,000"]),
        (Filter(bounds=("at_least",)), ["5,000"]),
        (Filter(speaker="defence ministry"), ["1,200"]),
        (Filter(source="HOSPITAL"), ["5,000"]),
        (Filter(publisher="daily"), ["1,200", "5,000", "77"]),
        (Filter(publisher="%_wire"), ["30,000"]),
        (Filter(publisher="%"), ["30,000"]),
        (Filter(since=DAY(2024, 3, 31)), ["1,200", "5,000"]),
        (Filter(since=DAY(2024, 4, 2)), []),
        (Filter(until=DAY(2024, 2, 29)), ["5,000"]),
        (Filter(since=DAY(2024, 3, 10), until=DAY(2024, 3, 11)), ["1,200", "5,000"]),
        (Filter(text="general STAFF wants"), ["30,000"]),
        (Filter(text="no such words"), []),
        (Filter(text="'; DROP TABLE claims; --"), []),
        (Filter(limit=2), ["1,200", "5,000"]),
        (Filter(limit=0), []),
        (Filter(sort="confidence", limit=1), ["77"]),
        (Filter(review=("accepted", "amended")), []),
        (Filter(document="zz"), []),
    ],
)
def test_a_filter_lets_through_what_it_says(ledger: Ledger, wanted: Filter, quotes: list[str]) -> None:
    assert [held.claim.quote for held in query.claims(ledger.connection, wanted)] == quotes


def test_all_about_a_claim(ledger: Ledger) -> None:
    first = next(query.claims(ledger.connection, Filter(parties=("RU",))))
    shown = query.show(ledger.connection, first.claim.id[:10])
    assert shown.document.text == REPORT
    assert shown.origins == ("r.txt",)
    assert shown.reader == READER
    assert [(trace.field, trace.confidence) for trace in shown.traces] == [("party", 0.9)]
    assert (shown.held.claim, shown.held.confidence, shown.held.state) == (first.claim, 0.9, "undecided")


def test_words_are_found_near_the_figure_and_not_at_the_other_end(tmp_path: Path) -> None:
    of = Document(text="A grain harvest. " + "Nothing else. " * 40 + "They lost 500 men. " + "é\u0301 " * 200 + "Rain.")
    claim = _claim(of, "500", measure=Measure.KILLED)
    with Ledger.open(tmp_path / "muster.duckdb") as ledger:
        ledger.add(of, Reading(document=of.id, reader=READER, claims=(claim,)))
        found = {
            words: [held.claim.quote for held in query.claims(ledger.connection, Filter(text=words))]
            for words in ("they lost", "harvest", "rain")
        }
    assert found == {"they lost": ["500"], "harvest": [], "rain": []}
