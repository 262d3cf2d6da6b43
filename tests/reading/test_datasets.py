"""Data sets: every row a claim quoted from its own cells, or a rejection that says why; the canonical text reads the same again."""

from __future__ import annotations

import csv
import datetime as dt
import io
import json
import time
from pathlib import Path

import pytest
from bombs import attempt
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from muster.claims import wire
from muster.claims.claim import Claim, grounded
from muster.claims.document import Document
from muster.claims.errors import DocumentError
from muster.claims.figure import Bound, Per
from muster.claims.measures import Measure, Status
from muster.claims.period import Period
from muster.claims.reading import Reading
from muster.reading import datasets
from muster.reading.cells import records, written
from muster.reading.fetch import load_bytes
from muster.reading.guard import Guard
from muster.reading.rows import war_id

SHARED = Path(__file__).resolve().parents[3] / "shared" / "facts"


def series(*entries: dict[str, object]) -> tuple[Document, Reading]:
    document = load_bytes(json.dumps(entries).encode(), name="a.json")
    return document, datasets.read(document)


def table(text: str) -> tuple[Document, Reading]:
    document = load_bytes(text.encode(), name="a.csv")
    return document, datasets.read(document)


def row(**cells: str) -> tuple[Document, Reading]:
    """A table of one row: a good one but for these cells."""
    good = {"published": "2024-12-09", "war": "Russia-Ukraine", "start_date": "2024-11-01", "end_date": "2024-11-30", "party": "RU",
            "civilian": "false", "measure": "killed", "low": "500", "high": "500", "bound": "exact", "unit": "person", "per": "",
            "status": "report", "speaker": "ISW", "source": "", "publisher": "The Gazette", "url": "", "note": ""} | cells  # fmt: skip
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerows([good.keys(), good.values()])
    return table(out.getvalue())


def the_claim(reading: Reading) -> Claim:
    assert [rejection.because for rejection in reading.rejections] == []
    (claim,) = reading.claims
    return claim


def the_refusal(reading: Reading) -> str:
    assert reading.claims == ()
    (rejection,) = reading.rejections
    assert rejection.because
    return rejection.why


# ------------------------------------------------------------------ the General Staff's series
def test_a_day_of_the_series_is_a_running_total_up_to_the_day_before() -> None:
    document, reading = series(
        {"date": "2024-12-01", "day": 1012, "personnel": 742130, "personnel*": "about", "POW": 0}
    )
    assert document.text == "date,day,personnel,personnel*\n2024-12-01,1012,742130,about\n"
    assert (document.title, document.media) == ("General Staff of Ukraine: daily personnel losses", "dataset")
    assert document.left_out == ("column: POW",)
    claim = the_claim(reading)
    assert claim.quote == "742130" == document.text[claim.place.start : claim.place.end]
    assert (claim.figure.low, claim.figure.high, claim.figure.bound) == (742130, 742130, Bound.ABOUT)
    assert claim.period == Period(dt.date(2022, 2, 24), dt.date(2024, 11, 30))
    assert claim.published == dt.date(2024, 12, 1)
    assert (str(claim.party), claim.measure, claim.status, claim.war) == (
        "RU",
        Measure.LOSSES,
        Status.REPORT,
        "russia-ukraine",
    )
    assert claim.speaker == "General Staff of the Armed Forces of Ukraine"
    figure, *_ = reading.traces[claim.id]
    assert [document.text[start:end] for start, end in figure.words] == ["742130", "about"]


@pytest.mark.parametrize(
    ("said", "low", "high", "bound"),
    [
        ("about", 5, 5, Bound.ABOUT),
        ("more", 5, None, Bound.AT_LEAST),
        ("", 5, 5, Bound.EXACT),
        ("less", None, 5, Bound.AT_MOST),
    ],
)
def test_the_word_beside_a_figure_is_its_bound(said: str, low: int | None, high: int | None, bound: Bound) -> None:
    figure = the_claim(series({"date": "2024-12-01", "personnel": 5, "personnel*": said})[1]).figure
    assert (figure.low, figure.high, figure.bound) == (low, high, bound)


def test_a_figure_that_repeats_or_falls_is_kept() -> None:
    days = [
        {"date": f"2022-03-0{day}", "personnel": count}
        for day, count in ((7, 11000), (8, 12000), (9, 12000), (10 - 1, 11900))
    ]
    assert [claim.figure.low for claim in series(*days)[1].claims] == [11000, 12000, 12000, 11900]


BAD_DAYS = [
    ('{"date": "2024-12-01", "personnel": NaN}', "number"),
    ('{"date": "2024-12-01", "personnel": Infinity}', "number"),
    ('{"date": "2024-12-01", "personnel": -5}', "number"),
    ('{"date": "2024-12-01", "personnel": 1e308}', "number"),
    ('{"date": "2024-12-01", "personnel": 1e400}', "number"),
    ('{"date": "2024-12-01", "personnel": 9007199254740993}', "number"),
    ('{"date": "2024-12-01", "personnel": 31.7}', "number"),
    ('{"date": "2024-12-01", "personnel": "3_1"}', "number"),
    ('{"date": "2024-12-01", "personnel": "٣١"}', "number"),
    ('{"date": "2024-12-01", "personnel": true}', "number"),
    ('{"date": "2024-12-01", "personnel": [5]}', "number"),
    ('{"date": "2024-12-01", "personnel": 5, "personnel": 6}', "number"),
    ('{"date": "2024-12-01", "personnel": null}', "no_figure"),
    ('{"date": "2024-12-01"}', "no_figure"),
    ('{"personnel": 5}', "date"),
    ('{"date": "0001-01-01", "personnel": 5}', "date"),
    ('{"date": "9999-12-31", "personnel": 5}', "date"),
    ('{"date": "2023-02-30", "personnel": 5}', "date"),
    ('{"date": "2022-02-24", "personnel": 5}', "date"),
    ('{"date": "01/02/24", "personnel": 5}', "date"),
    ('{"date": 20240101, "personnel": 5}', "date"),
    ('"a word"', "no_figure"),
    ("null", "date"),
]


@pytest.mark.parametrize(("entry", "why"), BAD_DAYS)
def test_a_bad_day_is_rejected_and_the_good_ones_are_kept(entry: str, why: str) -> None:
    good = '{"date": "2024-12-0%d", "personnel": 5, "personnel*": "about"}'
    data = f"[{good % 1}, {entry}, {good % 2}]".encode()
    document = load_bytes(data, name="a.json")
    reading = datasets.read(document)
    assert [claim.published for claim in reading.claims] == [dt.date(2024, 12, 1), dt.date(2024, 12, 2)]
    (rejection,) = reading.rejections
    assert rejection.why in (why, "date")
    assert document.text[rejection.place.start : rejection.place.end] == rejection.quote


# ------------------------------------------------------------------ the table of claims
def test_a_row_becomes_a_claim_with_every_field() -> None:
    document, reading = row(
        low="20000", high="25000", bound="between", source="Kyiv", note="in Kursk", civilian="true", per="month"
    )
    claim = the_claim(reading)
    assert claim.quote == "20000,25000" == document.text[claim.place.start : claim.place.end]
    assert (claim.figure.low, claim.figure.high, claim.figure.bound, claim.figure.per) == (
        20000,
        25000,
        Bound.BETWEEN,
        Per.MONTH,
    )
    assert (claim.speaker, claim.source, claim.scope, claim.publisher) == ("ISW", "Kyiv", "in Kursk", "The Gazette")
    assert (claim.published, claim.civilian, str(claim.party)) == (dt.date(2024, 12, 9), True, "RU")
    assert claim.period == Period(dt.date(2024, 11, 1), dt.date(2024, 11, 30))
    assert {trace.field for trace in reading.traces[claim.id]} == {
        "figure", "unit", "per", "measure", "party", "civilian", "period", "status", "speaker", "source", "scope"}  # fmt: skip


def test_only_measure_and_a_number_are_needed_in_any_order_and_with_other_separators() -> None:
    document, reading = table("colour;low;Measure\r\nred;12;wounded\r\n\r\nblue;13;missing\r\n")
    assert [(claim.measure.value, claim.figure.low, claim.figure.bound.value) for claim in reading.claims] == [
        ("wounded", 12, "at_least"), ("missing", 13, "at_least")]  # fmt: skip
    assert document.left_out == ("column: colour",)
    assert reading.claims[0].war is None


@pytest.mark.parametrize(
    ("low", "high", "bound", "expected", "sure"),
    [
        ("5", "5", "", (5, 5, "exact"), True),
        ("5", "", "", (5, None, "at_least"), True),
        ("", "5", "", (None, 5, "at_most"), True),
        ("5", "9", "", (5, 9, "between"), True),
        ("5", "9", "exact", (5, 9, "between"), False),
        ("5", "9", "about", (5, 9, "between"), False),
        ("5", "9", "at_least", (5, 9, "between"), False),
        ("5", "", "between", (5, None, "at_least"), False),
        ("", "5", "between", (None, 5, "at_most"), False),
        ("5", "5", "between", (5, 5, "between"), True),
        ("5", "5", "at_least", (5, None, "at_least"), True),
        ("5", "5", "at_most", (None, 5, "at_most"), True),
        ("5", "", "exact", (5, 5, "exact"), True),
        ("", "5", "about", (5, 5, "about"), True),
    ],
)
def test_where_bound_and_numbers_disagree_the_numbers_decide(
    low: str, high: str, bound: str, expected: object, sure: bool
) -> None:
    reading = row(low=low, high=high, bound=bound)[1]
    claim = the_claim(reading)
    assert (claim.figure.low, claim.figure.high, claim.figure.bound.value) == expected
    assert (reading.confidence(claim.id) == 1) is sure


NUMBERS = [
    "NaN", "nan", "inf", "-inf", "Infinity", "1e308", "1e400", "1e3", "-5", "-0.5", "9007199254740993", "31.7", "3_1", "٣١", "३१", "３１",
    "²", "½", "Ⅷ", "1,234", "1 234", "1\u00a0234", "0x10", "five", "5%", "+5", "5.5.5", ".", "--5", "1000000001", "9" * 5_000, "5\u200b",
]  # fmt: skip


@pytest.mark.parametrize("number", NUMBERS)
@pytest.mark.parametrize("end", ["low", "high"])
def test_what_is_no_plain_whole_number_of_people_is_rejected(number: str, end: str) -> None:
    other = "high" if end == "low" else "low"
    assert the_refusal(row(**{end: number, other: "", "bound": ""})[1]) == "number"


@pytest.mark.parametrize(
    ("cells", "why"),
    [
        ({"low": "9", "high": "5"}, "reversed"),
        ({"low": "", "high": ""}, "no_figure"),
        ({"low": "", "high": "5", "bound": "at_least"}, "bound"),
        ({"low": "5", "high": "", "bound": "at_most"}, "bound"),
        ({"bound": "roughly"}, "bound"),
        ({"measure": "slain"}, "measure"),
        ({"measure": ""}, "measure"),
        ({"status": "rumour"}, "status"),
        ({"party": "Russia"}, "party"),
        ({"party": "ru"}, "party"),
        ({"civilian": "maybe"}, "civilian"),
        ({"unit": "people"}, "unit"),
        ({"per": "fortnight"}, "per"),
        ({"start_date": "2024-02-30"}, "date"),
        ({"start_date": "0001-01-01"}, "date"),
        ({"end_date": "9999-12-31"}, "date"),
        ({"end_date": "10000-01-01"}, "date"),
        ({"start_date": "-044-03-15"}, "date"),
        ({"start_date": "yesterday"}, "date"),
        ({"start_date": "01/02/24"}, "date"),
        ({"start_date": "20240101"}, "date"),
        ({"start_date": "2024-12-01", "end_date": "2024-11-01"}, "date"),
        ({"published": "9999-12-31"}, "date"),
        ({"published": "1850-01-01"}, "date"),
    ],
)
def test_a_cell_that_means_nothing_is_rejected_with_its_reason(cells: dict[str, str], why: str) -> None:
    document, reading = row(**cells)
    assert the_refusal(reading) == why
    (rejection,) = reading.rejections
    assert document.text[rejection.place.start : rejection.place.end] == rejection.quote


def test_bad_rows_lose_no_good_ones() -> None:
    text = (
        'measure,low,note\nkilled,1,a\nkilled\nkilled,2,"never closed\nkilled,3,b,c\n'
        'killed,4,"with ""quotes"", and a comma"\n,,\nkilled,5,d\n'
    )
    document, reading = table(text)
    assert [claim.figure.low for claim in reading.claims] == [1, 4, 5]
    assert [rejection.why for rejection in reading.rejections] == ["columns"] * 3
    assert reading.claims[1].scope == 'with "quotes", and a comma'
    assert all(grounded(claim, document) for claim in reading.claims)


def test_units_other_than_people_may_have_decimals() -> None:
    claim = the_claim(row(measure="area_taken", unit="km2", low="499.28", high="499.28")[1])
    assert claim.figure.low == 499.28


def test_a_row_without_its_war_is_of_the_one_that_its_party_fought_in_then() -> None:
    later = {"war": "", "start_date": "2025-02-01", "end_date": "2025-02-28"}
    assert the_claim(row(**later)[1]).war == "russia-ukraine"
    assert the_claim(row(**(later | {"party": "KP"}))[1]).war == "russia-ukraine"
    assert the_claim(row(**(later | {"party": "BR"}))[1]).war is None
    assert the_claim(row(war="", start_date="", end_date="")[1]).war is None


@pytest.mark.parametrize(
    ("name", "identity"),
    [
        ("Russia-Ukraine", "russia-ukraine"),
        ("RUSSIA UKRAINE", "russia-ukraine"),
        ("The War of the Buttons", "the-war-of-the-buttons"),
        ("", None),
    ],
)
def test_a_war_is_known_by_its_names_and_an_unknown_one_gets_an_id_of_its_own(name: str, identity: str | None) -> None:
    assert war_id(name) == identity


@pytest.mark.parametrize("name", ["a.csv", "a.json", "-"])
def test_a_table_of_another_kind_is_refused_with_what_is_known(name: str) -> None:
    data = b"x,y\n1,2\n" if name == "a.csv" else b'[{"x": 1}, {"y": 2}]'
    with pytest.raises(DocumentError, match="General Staff") as caught:
        load_bytes(data, name=name)
    assert caught.value.reason == "unsupported"


# ------------------------------------------------------------------ out and in again
def sample() -> list[Claim]:
    return [
        the_claim(row(low=str(low), high=str(low + 10), bound="between", note=note)[1])
        for low, note in ((5, ""), (70, "officers"))
    ]


def content(claim: Claim) -> tuple[object, ...]:
    return (
        claim.figure,
        claim.measure,
        claim.party,
        claim.period,
        claim.status,
        claim.speaker,
        claim.scope,
        claim.war,
        claim.published,
    )


def test_what_muster_writes_as_csv_json_or_parquet_it_reads(tmp_path: Path) -> None:
    claims = sample()
    wire.to_parquet(claims, tmp_path / "a.parquet")
    for name, data in {
        "a.csv": wire.to_csv(claims).encode(),
        "a.json": wire.to_json(claims).encode(),
        "a.parquet": (tmp_path / "a.parquet").read_bytes(),
    }.items():
        reading = datasets.read(load_bytes(data, name=name))
        assert reading.rejections == (), name
        assert [content(claim) for claim in reading.claims] == [content(claim) for claim in claims], name


def test_a_damaged_parquet_file_is_refused(tmp_path: Path) -> None:
    wire.to_parquet(sample(), tmp_path / "a.parquet")
    data = (tmp_path / "a.parquet").read_bytes()
    for broken in (data[:-20], data[:50] + b"\xff" * 40 + data[90:], b"PAR1" + b"\0" * 100 + b"PAR1"):
        outcome = attempt(broken, "a.parquet")
        assert isinstance(outcome, Document) or outcome.reason in (
            "unreadable",
            "crashed",
            "unsupported",
            "out_of_memory",
        )


def test_the_canonical_text_read_again_gives_the_same_claims() -> None:
    for document in (
        row(low="5", high="9", bound="about", note='a "quoted", note')[0],
        series({"date": "2024-12-01", "personnel": 5})[0],
    ):
        again = load_bytes(document.text.encode(), name="again.csv")
        assert again.text == document.text
        assert [claim.id for claim in datasets.read(again).claims] == [
            claim.id for claim in datasets.read(document).claims
        ]


cell = st.text(st.characters(exclude_categories=["Cs"]), max_size=12) | st.sampled_from(
    ["", '"', '""', ",", "\n", "\r\n", "a,b", ' "x" ']
)


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.lists(cell, min_size=2, max_size=5), max_size=6))
def test_a_table_written_is_read_cell_by_cell_and_each_stands_where_it_says(rows: list[list[str]]) -> None:
    text = written(rows)
    found = list(records(text))
    assert [[one.value for one in line] for line in found] == rows
    assert all(written([[one.value, ""]]) == f"{text[one.start : one.end]},\n" for line in found for one in line)


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow], max_examples=200)
@given(st.text(st.sampled_from('measurlowkid,"\n\r;5٣ '), max_size=200))
def test_any_text_under_a_header_is_claims_and_rejections(body: str) -> None:
    document, reading = table(f"measure,low,high\nkilled,5,5\n{body}")
    assert any(claim.figure.low == 5 for claim in reading.claims) or '"' in body
    assert all(grounded(claim, document) for claim in reading.claims)
    again = load_bytes(document.text.encode(), name="a.csv")
    assert again.text == document.text


# ------------------------------------------------------------------ the real ones
@pytest.mark.skipif(not SHARED.exists(), reason="the collected data sets are not here")
@pytest.mark.parametrize(("name", "rows"), [("claims.csv", 436), ("general-staff-personnel.json", 1626)])
def test_the_collected_data_sets_read_without_a_rejection(name: str, rows: int) -> None:
    document = load_bytes((SHARED / name).read_bytes(), name=name)
    reading = datasets.read(document)
    assert (len(reading.claims), len(reading.rejections)) == (rows, 0)
    assert all(grounded(claim, document) for claim in reading.claims)
    assert len({claim.id for claim in reading.claims}) == rows
    again = load_bytes(document.text.encode(), name="again.csv")
    assert [claim.id for claim in datasets.read(again).claims] == [claim.id for claim in reading.claims]


# ------------------------------------------------------------------ hostile ones
HOSTILE = {
    "quotes that never close.csv": b"measure,low\n" + b'"\n""\n"' * 300_000,
    "a row of ten million cells.csv": b"measure,low\nkilled,5\n" + b"," * 10_000_000,
    "three million bad rows.csv": b"measure,low\n" + b"a\n" * 3_000_000,
    "ten million lists.json": b"[" + b"[]," * 9_000_000 + b"[]]",
    "one long word.csv": b"measure,low\nkilled," + b"9" * 20_000_000,
    "columns without end.csv": b"measure,low" + b",a" * 5_000_000 + b"\nkilled,5\n",
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_table_is_read_or_refused_in_time(name: str) -> None:
    with Guard(seconds=3, memory=512 << 20) as guard:
        began = time.monotonic()
        outcome = attempt(HOSTILE[name], name, guard)
        if isinstance(outcome, Document):
            reading = datasets.read(outcome)
            assert len(reading.claims) + len(reading.rejections) < 1_000_000
    assert time.monotonic() - began < 20
