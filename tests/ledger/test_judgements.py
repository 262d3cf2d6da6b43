"""Judgements: the claim stays as it was read, and a judgement follows its figure to a better reading of the same text."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from making import READER, document, reading

from muster.claims import Bound, Claim, Document, Figure, Measure, Party, Place, Reader, Reading
from muster.claims.errors import UnknownClaim, UsageError, ValueRefused
from muster.ledger import Filter, Held, Ledger, Verdict, applied, query
from muster.ledger.reviews import Review, Span, review_of, settled

BETTER = Reader(name="every number", version="2", lexicon="none")
MOMENT = dt.datetime.fromisoformat("2025-01-02T03:04:05")


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    with Ledger.open(tmp_path / "muster.duckdb") as opened:
        yield opened


def judge(ledger: Ledger, prefix: str, verdict: Verdict, *, minute: int = 0, **changes: Any) -> Review:
    span = query.find(ledger.connection, prefix)
    at = MOMENT + dt.timedelta(minutes=minute)
    review = review_of(span, verdict, why="as it stands there", by="A. Reader", at=at, changes=changes)
    ledger.judge(review)
    return review


def held(ledger: Ledger, **wanted: Any) -> list[Held]:
    return list(query.claims(ledger.connection, Filter(**wanted)))


def added(ledger: Ledger, text: str = "They lost 500 men.") -> tuple[Document, Claim]:
    of = document(text, origin="a.txt")
    made = reading(of)
    ledger.add(of, made)
    return of, made.claims[0]


def test_a_claim_is_undecided_until_it_is_judged(ledger: Ledger) -> None:
    _, claim = added(ledger)
    assert [one.state for one in held(ledger)] == ["undecided"]
    judge(ledger, claim.id[:6], Verdict.ACCEPT)
    assert [one.state for one in held(ledger)] == ["accepted"]
    assert held(ledger, review=("undecided",)) == []


def test_a_rejected_claim_is_shown_only_where_it_is_asked_for(ledger: Ledger) -> None:
    _, claim = added(ledger)
    judge(ledger, claim.id, Verdict.REJECT)
    assert held(ledger) == []
    assert [one.original.id for one in held(ledger, review=("rejected",))] == [claim.id]
    assert [one.original.id for one in held(ledger, everything=True)] == [claim.id]


def test_an_amended_claim_is_shown_as_amended_with_the_original_beside_it(ledger: Ledger) -> None:
    _, claim = added(ledger)
    judge(ledger, claim.id, Verdict.AMEND, party="UA", measure="wounded")
    (one,) = held(ledger)
    assert (str(one.claim.party), one.claim.measure, one.claim.quote) == ("UA", Measure.WOUNDED, "500")
    assert one.original == claim
    assert held(ledger, parties=("RU",)) == []
    assert len(held(ledger, parties=("UA",), measures=("wounded",))) == 1
    assert query.find(ledger.connection, one.claim.id).claim.id == claim.id


def test_the_last_judgement_counts_and_all_are_kept(ledger: Ledger) -> None:
    _, claim = added(ledger)
    judge(ledger, claim.id, Verdict.REJECT)
    judge(ledger, claim.id, Verdict.ACCEPT, minute=1)
    assert [one.state for one in held(ledger)] == ["accepted"]
    assert [review.verdict for review in applied.all_reviews(ledger.connection)] == [Verdict.REJECT, Verdict.ACCEPT]


def test_saying_the_same_again_adds_nothing_until_something_else_was_said(ledger: Ledger) -> None:
    _, claim = added(ledger)
    for minute, verdict in enumerate([Verdict.ACCEPT, Verdict.ACCEPT, Verdict.REJECT, Verdict.ACCEPT]):
        judge(ledger, claim.id, verdict, minute=minute)
    assert [one.verdict.value for one in applied.all_reviews(ledger.connection)] == ["accept", "reject", "accept"]


@pytest.mark.parametrize("named", ["as it was read", "as it was amended"])
def test_an_acceptance_is_of_the_claim_as_it_is_shown(ledger: Ledger, named: str) -> None:
    _, claim = added(ledger)
    judge(ledger, claim.id, Verdict.AMEND, civilian=True)
    (shown,) = held(ledger)
    judge(ledger, claim.id if named == "as it was read" else shown.claim.id, Verdict.ACCEPT, minute=1)
    (one,) = held(ledger)
    assert (one.state, one.claim.civilian, one.original) == ("accepted", True, claim)


def test_a_further_amendment_leaves_the_earlier_one_standing(ledger: Ledger) -> None:
    _, claim = added(ledger)
    judge(ledger, claim.id, Verdict.AMEND, civilian=True, bound="at_least")
    judge(ledger, claim.id, Verdict.AMEND, minute=1, low=600)
    (one,) = held(ledger)
    assert (one.claim.civilian, one.claim.figure) == (True, Figure(low=600, high=None, bound=Bound.AT_LEAST))
    judge(ledger, claim.id, Verdict.REJECT, minute=2)
    judge(ledger, claim.id, Verdict.ACCEPT, minute=3)
    assert [one.claim for one in held(ledger)] == [claim]


@pytest.mark.parametrize(
    ("changes", "figure"),
    [
        ({"low": 600}, Figure(low=600, high=600)),
        ({"high": 600}, Figure(low=600, high=600)),
        ({"bound": "at_least"}, Figure(low=500, high=None, bound=Bound.AT_LEAST)),
        ({"bound": "at_most"}, Figure(low=None, high=500, bound=Bound.AT_MOST)),
        ({"bound": "at_least", "low": 600}, Figure(low=600, high=None, bound=Bound.AT_LEAST)),
        ({"bound": "between", "high": 900}, Figure(low=500, high=900, bound=Bound.BETWEEN)),
        ({"bound": "about", "low": 600, "high": 600}, Figure(low=600, high=600, bound=Bound.ABOUT)),
        ({"unit": "km2"}, Figure(low=500, high=500, unit="km2")),
        ({"low": 400, "high": 600}, Figure(low=400, high=600, bound=Bound.BETWEEN)),
    ],
)
def test_one_number_is_enough_to_amend_a_figure(ledger: Ledger, changes: dict[str, Any], figure: Figure) -> None:
    _, claim = added(ledger)
    judge(ledger, claim.id, Verdict.AMEND, **changes)
    assert [one.claim.figure for one in held(ledger)] == [figure]


@pytest.mark.parametrize(
    ("changes", "error"),
    [
        ({"low": -5}, ValueRefused),
        ({"low": float("nan")}, ValueRefused),
        ({"low": 31.7}, ValueRefused),
        ({"low": 1e308}, ValueRefused),
        ({"bound": "between", "low": 900}, ValueRefused),
        ({"party": "Russia"}, ValueRefused),
        ({"measure": "beaten"}, ValueRefused),
        ({"start_date": "2024-02-30"}, ValueRefused),
        ({"start_date": "2024-02-02", "end_date": "2024-02-01"}, ValueRefused),
        ({"quote": "900"}, UsageError),
        ({}, UsageError),
        ({"low": 600, "high": 400}, ValueRefused),
        ({"bound": "at_least", "low": 400, "high": 600}, ValueRefused),
        ({"party": "RU", "low": 500}, UsageError),
    ],
)
def test_what_no_claim_may_hold_no_judgement_may_say(
    ledger: Ledger, changes: dict[str, Any], error: type[Exception]
) -> None:
    _, claim = added(ledger)
    with pytest.raises(error):
        judge(ledger, claim.id, Verdict.AMEND, **changes)
    assert applied.all_reviews(ledger.connection) == []


def test_a_judgement_needs_its_reason_and_its_name(ledger: Ledger) -> None:
    _, claim = added(ledger)
    span = query.find(ledger.connection, claim.id)
    with pytest.raises(UsageError, match="reason"):
        review_of(span, Verdict.ACCEPT, why=" ", by="A. Reader", at=MOMENT)
    with pytest.raises(UsageError, match="name"):
        review_of(span, Verdict.ACCEPT, why="so", by="", at=MOMENT)
    with pytest.raises(UsageError, match="only amend"):
        review_of(span, Verdict.ACCEPT, why="so", by="A. Reader", at=MOMENT, changes={"party": "UA"})


def test_ids_may_be_shortened_but_not_beyond_doubt(ledger: Ledger) -> None:
    of = document("First 500, then 600, then 700, then 800, and 900, and 950, 960, 970, 980, 990 and 995, 996 and 997.")
    made = reading(of)
    ledger.add(of, made)
    first = made.claims[0].id
    twins = [claim.id for claim in made.claims if claim.id[0] == first[0]]
    if len(twins) > 1:
        with pytest.raises(UsageError, match="could be several"):
            query.find(ledger.connection, first[0])
    assert query.find(ledger.connection, first[:12].upper()).claim.id == first
    with pytest.raises(UnknownClaim):
        query.find(ledger.connection, "0123456789abcdef0123")
    with pytest.raises(UsageError):
        query.find(ledger.connection, "%")


# ------------------------------------------------------------------ carried over to a better reading
def better(of: Document, **differs: Any) -> Reading:
    """A second reader that takes the whole phrase for the figure, and so makes other claims of the same spans."""
    claims = []
    for old in reading(of).claims:
        end = min(len(of.text), old.place.end + 4)
        fields: dict[str, Any] = {
            "figure": old.figure, "measure": old.measure, "party": old.party,
            "quote": of.text[old.place.start : end], "place": Place(document=of.id, start=old.place.start, end=end),
        }  # fmt: skip
        claims.append(Claim(**(fields | differs)))
    return Reading(document=of.id, reader=BETTER, claims=tuple(claims))


def test_a_judgement_carries_over_to_a_better_reading_of_the_same_figure(ledger: Ledger) -> None:
    of, claim = added(ledger)
    judge(ledger, claim.id, Verdict.AMEND, party="UA")
    ledger.add(of, better(of, civilian=True))
    (one,) = held(ledger)
    assert one.original.id != claim.id
    assert (one.state, str(one.claim.party), one.claim.civilian, one.claim.quote) == ("amended", "UA", True, "500 men")
    assert [review.claim for review in query.show(ledger.connection, one.original.id).reviews] == [claim.id]


def test_it_carries_over_where_the_better_reader_mends_the_very_bound(ledger: Ledger) -> None:
    of, claim = added(ledger, "They lost over 500 men.")
    judge(ledger, claim.id, Verdict.ACCEPT)
    ledger.add(of, better(of, figure=Figure(low=500, high=None, bound=Bound.AT_LEAST)))
    assert [one.state for one in held(ledger)] == ["accepted"]


def test_it_carries_over_where_the_better_reader_reads_the_number_as_amended(ledger: Ledger) -> None:
    of, claim = added(ledger, "They lost 500 thousand men.")
    judge(ledger, claim.id, Verdict.AMEND, low=500_000)
    ledger.add(of, better(of, figure=Figure(low=500_000, high=500_000)))
    assert [(one.state, one.claim.figure.low) for one in held(ledger)] == [("amended", 500_000)]


def test_it_does_not_carry_over_to_another_number_or_another_place(ledger: Ledger) -> None:
    of, claim = added(ledger, "They lost 500 men. The week before, 500 too.")
    judge(ledger, claim.id, Verdict.ACCEPT)
    ledger.add(of, better(of, figure=Figure(low=5, high=5)))
    assert [one.state for one in held(ledger)] == ["undecided", "undecided"]


def test_one_judgement_speaks_of_one_claim_and_of_the_likest(ledger: Ledger) -> None:
    """Of "each side lost 500" a better reader makes a claim for each side: the judgement was on the Russian one."""
    of, claim = added(ledger, "Each side lost 500 men.")
    judge(ledger, claim.id, Verdict.REJECT)
    both = better(of).claims + better(of, party=Party("UA")).claims
    ledger.add(of, Reading(document=of.id, reader=BETTER, claims=both))
    states = {str(one.claim.party): one.state for one in held(ledger, everything=True) if one.current}
    assert states == {"RU": "rejected", "UA": "undecided"}


def test_a_judgement_on_the_new_claim_itself_wins(ledger: Ledger) -> None:
    of, claim = added(ledger)
    judge(ledger, claim.id, Verdict.REJECT, minute=5)
    ledger.add(of, better(of))
    (new,) = held(ledger, review=("rejected",))
    judge(ledger, new.original.id, Verdict.ACCEPT, minute=1)
    assert [one.state for one in held(ledger)] == ["accepted"]


def test_an_amendment_that_no_longer_fits_leaves_the_claim_undecided(ledger: Ledger) -> None:
    from muster.claims import Period

    of, claim = added(ledger)
    judge(ledger, claim.id, Verdict.AMEND, end_date="2024-01-31")
    ledger.add(of, better(of, period=Period(dt.date(2024, 6, 1), dt.date(2024, 6, 30))))
    assert [one.state for one in held(ledger)] == ["undecided"]


def test_a_correction_of_the_date_of_publication_keeps_the_judgements(ledger: Ledger) -> None:
    """The same text under another date is another document, and its figures are the same figures."""
    _, claim = added(ledger)
    judge(ledger, claim.id, Verdict.ACCEPT)
    again = document("They lost 500 men.", origin="a.txt", published=dt.date(2024, 12, 10))
    ledger.add(again, reading(again))
    assert [(one.state, one.published) for one in held(ledger)] == [("accepted", dt.date(2024, 12, 10))]


def test_in_a_changed_document_a_judgement_stays_with_its_sentence(ledger: Ledger) -> None:
    of, claim = added(ledger, "They lost 500 men. Some 40 fled.")
    judge(ledger, claim.id, Verdict.AMEND, civilian=True)
    judge(ledger, reading(of).claims[1].id, Verdict.ACCEPT, minute=1)
    again = document("Late on Monday:\n\nThey lost 500 men. Some 50 fled.", origin="a.txt")
    ledger.add(again, reading(again))
    assert [(one.state, one.claim.civilian, one.claim.quote) for one in held(ledger)] == [
        ("amended", True, "500"),
        ("undecided", False, "50"),
    ]
    assert list(applied.standing(ledger.connection).values()) == [again.id]


def test_a_judgement_on_an_older_claim_is_of_the_one_that_stands_for_it(ledger: Ledger) -> None:
    _, old = added(ledger)
    judge(ledger, old.id, Verdict.AMEND, civilian=True)
    again = document("Late on Monday:\n\nThey lost 500 men.", origin="a.txt")
    ledger.add(again, reading(again))
    (new,) = held(ledger)
    span = applied.current(ledger.connection, query.find(ledger.connection, old.id))
    assert (span.claim, dict(span.amended)) == (new.original, {"civilian": True})
    gone = document("All was calm.", origin="a.txt")
    ledger.add(gone, reading(gone))
    with pytest.raises(UsageError, match="no current claim stands for it"):
        applied.current(ledger.connection, query.find(ledger.connection, old.id))


def test_who_amended_a_claim_is_known_after_another_accepted_it(ledger: Ledger) -> None:
    _, old = added(ledger)
    first = judge(ledger, old.id, Verdict.AMEND, civilian=True)
    again = document("Late on Monday:\n\nThey lost 500 men.", origin="a.txt")
    ledger.add(again, reading(again))
    (new,) = held(ledger)
    last = judge(ledger, new.original.id, Verdict.ACCEPT, minute=1)
    judged = applied.judgements(ledger.connection)[new.original.id]
    assert (judged.review, judged.amended_by, judged.claim.civilian) == (last, first, True)


def test_the_same_amendment_again_adds_nothing(ledger: Ledger) -> None:
    _, claim = added(ledger)
    for minute in range(2):
        judge(ledger, claim.id, Verdict.AMEND, minute=minute, civilian=True)
    assert len(applied.all_reviews(ledger.connection)) == 1


@given(
    st.lists(st.tuples(st.integers(0, 3), st.sampled_from(list(Verdict)[:2]), st.integers(0, 9)), max_size=8),
    st.randoms(),
)
def test_the_order_in_which_judgements_are_read_changes_nothing(
    said: list[tuple[int, Verdict, int]], random: Any
) -> None:
    of = document("First 500, then 600, then 700, then 800.")
    old, new = reading(of).claims, better(of).claims
    spans = [Span(claim=claim, text_hash="t", current=False) for claim in old]
    spans += [Span(claim=claim, text_hash="t", current=True) for claim in new]
    # No two at one moment: which of those came last is for the ledger's own order to say.
    reviews = [
        review_of(
            spans[number], verdict, why="so", by="A. Reader", at=MOMENT + dt.timedelta(minutes=minute, seconds=place)
        )
        for place, (number, verdict, minute) in enumerate(said)
    ]
    expected = settled(reviews, spans)
    random.shuffle(reviews)
    random.shuffle(spans)
    assert settled(reviews, spans) == expected
    current = {claim.id for claim in new}
    assert {claim for claim in expected if claim in current} == {new[number].id for number, _, _ in said}


def test_an_empty_reading_leaves_the_judgement_waiting(ledger: Ledger) -> None:
    of, claim = added(ledger)
    judge(ledger, claim.id, Verdict.ACCEPT)
    ledger.add(of, Reading(document=of.id, reader=BETTER))
    assert held(ledger) == []
    assert [one.state for one in held(ledger, everything=True)] == ["accepted"]
    third = Reader(name=READER.name, version="3", lexicon="none")
    ledger.add(of, reading(of, reader=third))
    assert [one.state for one in held(ledger)] == ["accepted"]
