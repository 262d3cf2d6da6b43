"""Claims page by page: the same claims in the same order as all at once, with the numbers of each facet."""

from __future__ import annotations

import datetime as dt
import random
from collections import Counter
from collections.abc import Iterator
from contextlib import closing, nullcontext
from pathlib import Path
from typing import Any

import pytest
from making import READER

from muster.claims import Claim, Document, Figure, Measure, Party, Period, Place, Reading, Status, Trace
from muster.claims.errors import UnknownClaim, UsageError
from muster.ledger import Filter, Ledger, Verdict, applied, listing, query
from muster.ledger.listing import Part
from muster.ledger.reviews import Review, TakenBack, review_of

MOMENT = dt.datetime.fromisoformat("2025-01-01T00:00:00")
TEXTS = (
    "The ministry said {a} were killed. At Straße 9, {b} more fell, St. Paul’s men among them!\n\nAnalysts: {c} wounded.",
    "unit | killed | wounded\nnorth | {a} | {b}\nsouth | {c} | 900000\n\nNobody\nsaid   why {d} stayed.",
    "Approx. {a} men went. Rain. {b} came back; {c} did not. “{d} dead,” he said. And {e}?",
)


def judge(ledger: Ledger, claim: str, verdict: Verdict, **changes: Any) -> Review:
    span = query.find(ledger.connection, claim)
    review = review_of(span, verdict, why="so", by="A. Reader", at=MOMENT, changes=changes)
    ledger.judge(review)
    return review


def added(ledger: Ledger, number: int, chance: random.Random) -> None:
    values = iter(range(1000 + 10 * number, 1010 + 10 * number))
    text = TEXTS[number % 3].format(**{letter: f"{next(values):,}" for letter in "abcde"})
    published = None if number % 5 == 0 else dt.date(2024, 1, 1 + number % 20)
    of = Document(
        text=text,
        title=f"Report {number}",
        publisher=f"Paper {number % 3}",
        published=published,
        origin=f"{number}.txt",
    )
    claims = []
    for value in range(1000 + 10 * number, 1010 + 10 * number):
        start = text.find(f"{value:,}")
        if start >= 0:
            place = Place(document=of.id, start=start, end=start + 5)
            day = dt.date(2024, chance.randint(1, 12), 1)
            claims.append(
                Claim(
                    figure=Figure(low=value, high=value), quote=f"{value:,}", place=place,
                    measure=chance.choice((Measure.KILLED, Measure.WOUNDED)), civilian=chance.random() < 0.3,
                    party=chance.choice((None, Party("RU"), Party("UA"))), status=chance.choice(list(Status)),
                    period=chance.choice((Period(), Period(day, day), Period(None, day))),
                    speaker=chance.choice((None, "the ministry", "a ministry of the north")),
                )
            )  # fmt: skip
    traces = {claim.id: (Trace(field="party", rule="so", confidence=round(chance.random(), 1)),) for claim in claims}
    ledger.add(of, Reading(document=of.id, reader=READER, claims=tuple(claims), traces=traces))


@pytest.fixture(scope="module", params=["opened", "owned"])
def ledger(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ledger]:
    """A ledger opened for a question, and one of this process's own, which has what is current in memory."""
    chance, path = random.Random(7), tmp_path_factory.mktemp("listed") / "muster.duckdb"
    owned = Ledger.own(path) if request.param == "owned" else None
    with closing(owned) if owned else nullcontext(), Ledger.open(path) as opened:
        for number in range(18):
            added(opened, number, chance)
        held = list(query.claims(opened.connection))
        for one in chance.sample(held, 20):
            verdict = chance.choice(list(Verdict))
            changes = {"party": "UA", "scope": "a town"} if verdict is Verdict.AMEND else {}
            judge(opened, one.original.id, verdict, **changes)
        yield opened


def ids(found: Any) -> list[str]:
    return [one.original.id for one in found]


FILTERS = (
    Filter(), Filter(parties=("RU",)), Filter(parties=("none", "UA"), measures=("killed",)), Filter(review=("rejected", "amended")),
    Filter(civilian=True, statuses=("estimate", "count")), Filter(speakers=("the ministry",)), Filter(speaker="ministry"),
    Filter(since=dt.date(2024, 3, 1), until=dt.date(2024, 9, 1)), Filter(publishers=("Paper 1",), everything=True),
    Filter(document="zz"), Filter(text="the ministry said"), Filter(text="killed"), Filter(text="STRASSE 9"), Filter(text="st. paul"),
    Filter(text="killed: north"), Filter(text="nobody said why"), Filter(text="rain"), Filter(text="1,0"), Filter(text="no such"),
    Filter(text="d. \u201c"),
)  # fmt: skip


@pytest.mark.parametrize("wanted", [*FILTERS, *(Filter(sort=sort) for sort in query.SORTS)])
def test_page_after_page_is_all_of_it(ledger: Ledger, wanted: Filter) -> None:
    whole = ids(query.claims(ledger.connection, wanted))
    forth: list[str] = []
    page = listing.listing(ledger.connection, wanted, part=Part(size=9))
    assert page.total == len(whole)
    assert not page.earlier
    while True:
        forth += ids(page.claims)
        if not page.later:
            break
        page = listing.listing(ledger.connection, wanted, part=Part(size=9, after=forth[-1]))
    assert forth == whole
    back: list[str] = whole[-1:]
    while whole and back[0] != whole[0]:
        page = listing.listing(ledger.connection, wanted, part=Part(size=9, before=back[0]))
        back = ids(page.claims) + back
        assert page.earlier == (back[0] != whole[0])
    assert back == whole


def test_a_facet_says_what_choosing_there_would_give(ledger: Ledger) -> None:
    wanted = Filter(parties=("RU",), measures=("killed",))
    page = listing.listing(ledger.connection, wanted)
    there = list(query.claims(ledger.connection, Filter(measures=("killed",))))
    assert dict(page.facets["party"]) == Counter(one.claim.party.code if one.claim.party else "none" for one in there)
    there = list(query.claims(ledger.connection, Filter(parties=("RU",))))
    assert dict(page.facets["measure"]) == Counter(one.claim.measure.value for one in there)
    there = list(query.claims(ledger.connection, wanted))
    assert dict(page.facets["status"]) == Counter(one.claim.status.value for one in there)
    assert dict(page.facets["civilian"]) == Counter(str(one.claim.civilian).lower() for one in there)
    states = Counter(one.state for one in query.claims(ledger.connection, Filter(everything=True)))
    assert dict(listing.listing(ledger.connection, Filter()).facets["review"]) == states


def test_of_a_long_facet_the_commonest_are_told(ledger: Ledger) -> None:
    page = listing.listing(ledger.connection, Filter(), part=Part(top=2))
    told = Counter(one.publisher for one in query.claims(ledger.connection))
    assert list(page.facets["publisher"]) == sorted(told.items(), key=lambda one: (-one[1], one[0] or ""))[:2]


@pytest.mark.parametrize("cursor", ["nothing", "'; DROP TABLE claims; --"])
def test_a_page_after_no_claim_is_refused(ledger: Ledger, cursor: str) -> None:
    with pytest.raises(UsageError, match="no claim"):
        listing.listing(ledger.connection, Filter(), part=Part(after=cursor))


def test_a_page_goes_on_where_a_claim_was_that_is_no_longer_asked_for(ledger: Ledger) -> None:
    whole = ids(query.claims(ledger.connection))
    rejected = ids(query.claims(ledger.connection, Filter(review=("rejected",))))
    everything = ids(query.claims(ledger.connection, Filter(everything=True)))
    at = everything.index(rejected[0])
    rest = [name for name in everything[at + 1 :] if name in whole]
    assert ids(listing.listing(ledger.connection, Filter(), part=Part(size=500, after=rejected[0])).claims) == rest


# ------------------------------------------------------------------ taken back
def test_a_judgement_taken_back_leaves_what_was_before(tmp_path: Path) -> None:
    with Ledger.open(tmp_path / "muster.duckdb") as ledger:
        added(ledger, 1, random.Random(1))
        claim = ids(query.claims(ledger.connection))[0]
        first = judge(ledger, claim, Verdict.AMEND, party="ET")
        before = query.show(ledger.connection, claim).held
        second = judge(ledger, claim, Verdict.REJECT)
        taken = TakenBack(review=second.id, why="a slip", by="A. Reader", at=MOMENT)
        assert ledger.take_back(taken)
        assert not ledger.take_back(taken)
        shown = query.show(ledger.connection, claim)
        assert shown.held == before
        assert [one.id for one in shown.reviews] == [first.id, second.id]
        assert shown.taken_back == {second.id: taken}
        ledger.take_back(TakenBack(review=first.id, why="so", by="A. Reader", at=MOMENT))
        assert query.show(ledger.connection, claim).held.state == "undecided"
        assert applied.judgements(ledger.connection) == {}
        with pytest.raises(UnknownClaim):
            ledger.take_back(TakenBack(review="0" * 20, why="so", by="A. Reader", at=MOMENT))


def test_what_was_taken_back_can_be_said_again(tmp_path: Path) -> None:
    with Ledger.open(tmp_path / "muster.duckdb") as ledger:
        added(ledger, 1, random.Random(1))
        claim = ids(query.claims(ledger.connection))[0]
        said = judge(ledger, claim, Verdict.ACCEPT)
        ledger.take_back(TakenBack(review=said.id, why="so", by="A. Reader", at=MOMENT))
        span = query.find(ledger.connection, claim)
        later = MOMENT + dt.timedelta(minutes=1)
        assert ledger.judge(review_of(span, Verdict.ACCEPT, why="so", by="A. Reader", at=later))
        assert query.show(ledger.connection, claim).held.state == "accepted"
