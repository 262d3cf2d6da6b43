"""Claims keep their shape: what cannot be true is refused, and what goes out in any format comes in again as the same claim."""

from __future__ import annotations

import dataclasses
import datetime as dt
import math
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from muster.claims import Bound, Claim, Document, Figure, Measure, Party, Per, Period, Place, Status, wire
from muster.claims.claim import grounded
from muster.claims.errors import ValueRefused
from muster.claims.figure import NUMBER_MOST, PEOPLE_MOST

WORDS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), min_size=1, max_size=30).filter(
    str.strip
)
DAYS = st.dates(min_value=dt.date(1800, 1, 1), max_value=dt.date(2200, 12, 31))


@st.composite
def figures(draw: st.DrawFn) -> Figure:
    unit = draw(st.sampled_from(["person", "km2", "percent", "ratio", "USD"]))
    per = draw(st.none() | st.sampled_from(list(Per)))
    number = (
        st.integers(0, PEOPLE_MOST)
        if unit == "person" and per is None
        else st.floats(0, NUMBER_MOST) | st.integers(0, int(NUMBER_MOST))
    )
    bound = draw(st.sampled_from(list(Bound)))
    low, high = sorted((draw(number), draw(number)))
    if bound is Bound.AT_LEAST:
        return Figure(low=low, high=None, bound=bound, unit=unit, per=per)
    if bound is Bound.AT_MOST:
        return Figure(low=None, high=high, bound=bound, unit=unit, per=per)
    return Figure(low=low, high=high if bound is Bound.BETWEEN else low, bound=bound, unit=unit, per=per)


@st.composite
def periods(draw: st.DrawFn) -> Period:
    days = sorted((draw(DAYS), draw(DAYS)))
    return Period(*(draw(st.none() | st.just(day)) for day in days))


@st.composite
def claims(draw: st.DrawFn) -> Claim:
    start = draw(st.integers(0, 10_000))
    quote = draw(WORDS)
    return Claim(
        figure=draw(figures()),
        quote=quote,
        place=Place(
            document=draw(st.text("0123456789abcdef", min_size=32, max_size=32)), start=start, end=start + len(quote)
        ),
        measure=draw(st.sampled_from(list(Measure))),
        party=draw(st.none() | st.sampled_from([Party("RU"), Party("SD-RSF"), Party("SU")])),
        civilian=draw(st.booleans()),
        period=draw(periods()),
        status=draw(st.sampled_from(list(Status))),
        speaker=draw(st.none() | WORDS),
        source=draw(st.none() | WORDS),
        scope=draw(st.none() | WORDS),
        war=draw(st.none() | WORDS),
        published=draw(st.none() | DAYS),
        publisher=draw(st.none() | WORDS),
        repeats=draw(st.none() | st.text("0123456789abcdef", min_size=20, max_size=20)),
    )


# ------------------------------------------------------------------ out and in again
@given(st.lists(claims(), max_size=4))
def test_what_goes_out_comes_in_again(some: list[Claim]) -> None:
    for back in (
        wire.from_json(wire.to_json(some)),
        wire.from_jsonl(wire.to_jsonl(some)),
        wire.from_csv(wire.to_csv(some)),
    ):
        assert back == some
        assert [claim.id for claim in back] == [claim.id for claim in some]


@settings(max_examples=20, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(claims(), max_size=4))
def test_parquet_keeps_every_claim(tmp_path: Path, some: list[Claim]) -> None:
    wire.to_parquet(some, tmp_path / "claims.parquet")
    assert wire.from_parquet(tmp_path / "claims.parquet") == some


@pytest.mark.parametrize(
    "text", ["1e-5", "1e3", "nan", "inf", "٣", "1,200", "0x10", "--1", "1.2.3", "½", "1" * 500, " "]
)
def test_a_cell_that_is_no_plain_number_is_refused(text: str) -> None:
    with pytest.raises(ValueRefused):
        wire.number_of(text, "low")


# ------------------------------------------------------------------ identity
@given(claims(), claims())
def test_a_claims_id_tells_it_from_every_other(one: Claim, other: Claim) -> None:
    assert (one.id == other.id) == (one == other)


@given(claims())
def test_every_field_is_part_of_the_id(claim: Claim) -> None:
    changed = {
        "civilian": not claim.civilian,
        "speaker": (claim.speaker or "") + " of the day",
        "source": (claim.source or "") + " of the day",
        "scope": (claim.scope or "") + " of the day",
        "war": (claim.war or "") + " again",
        "publisher": (claim.publisher or "") + " again",
        "measure": next(measure for measure in Measure if measure is not claim.measure),
        "status": next(status for status in Status if status is not claim.status),
        "party": Party("ET-TPLF"),
        "period": Period(dt.date(1914, 7, 28), dt.date(1918, 11, 11)),
        "quote": claim.quote + "s",
        "place": Place(document=claim.place.document, start=claim.place.start, end=claim.place.end + 1),
    }
    ids = {dataclasses.replace(claim, **{field: value}).id for field, value in changed.items()}
    assert len(ids | {claim.id}) == len(changed) + 1


# ------------------------------------------------------------------ what cannot be
@pytest.mark.parametrize(
    "wrong",
    [
        {"low": 2.2, "high": 2.2},
        {"low": -1, "high": -1},
        {"low": math.nan, "high": math.nan, "unit": "km2"},
        {"low": math.inf, "high": math.inf, "unit": "km2"},
        {"low": True, "high": True},
        {"low": "5", "high": "5"},
        {"low": 5, "high": 6},
        {"low": 6, "high": 5, "bound": Bound.BETWEEN},
        {"low": 5, "high": 6, "bound": Bound.AT_LEAST},
        {"low": 5, "high": None, "bound": Bound.AT_MOST},
        {"low": None, "high": None},
        {"low": PEOPLE_MOST + 1, "high": PEOPLE_MOST + 1},
        {"low": 2e15, "high": 2e15, "unit": "USD"},
    ],
)
def test_a_figure_that_cannot_be_is_refused(wrong: dict[str, object]) -> None:
    with pytest.raises(ValueRefused):
        Figure(**wrong)  # type: ignore[arg-type]


@pytest.mark.parametrize("code", ["ru", "RUS", "RU-", "-RU", "RU WAGNER", "RU--A", "", "RU\n", "ЯU"])
def test_a_party_that_is_not_written_so_is_refused(code: str) -> None:
    with pytest.raises(ValueRefused):
        Party(code)


def test_a_period_neither_ends_before_it_begins_nor_leaves_the_calendar() -> None:
    with pytest.raises(ValueRefused):
        Period(dt.date(2024, 2, 2), dt.date(2024, 2, 1))
    with pytest.raises(ValueRefused):
        Period(dt.date(1799, 12, 31), None)
    assert Period(dt.date(2024, 2, 1), dt.date(2024, 2, 29)).days == 29


def test_a_claim_stands_where_it_says_or_is_not_grounded() -> None:
    document = Document(text="Kharu lost 1,200 men in March.")
    claim = Claim(
        figure=Figure(low=1200, high=1200),
        quote="1,200",
        place=Place(document=document.id, start=11, end=16),
        measure=Measure.LOSSES,
    )
    assert grounded(claim, document)
    moved = dataclasses.replace(claim, place=Place(document=document.id, start=12, end=17))
    assert not grounded(moved, document)
    assert not grounded(claim, Document(text="Kharu lost 1,300 men in March."))
