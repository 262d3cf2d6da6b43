"""The number grammar: tables of how people write numbers, its laws, and its pace on texts made to trip it.

`figures_first.json` was written before the grammar, `figures_second.json` after it, before it had been seen to fail.
Each case is a text and every figure in it: the words, low, high, bound, unit. Where the workplace has gold files, every claim
of theirs must be found with span, numbers and bound.
"""

from __future__ import annotations

import json
import math
import subprocess
import sys
import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from muster.claims.figure import Bound, Figure
from muster.numbers.figures import Found, Kind, find

HERE = Path(__file__).parent
GOLD = HERE.parents[2] / "shared" / "gold"
CASES = [
    case
    for name in ("first", "second", "third")
    for case in json.loads((HERE / f"figures_{name}.json").read_text("utf-8"))
]


def said(text: str, found: Found) -> list[object]:
    return [text[found.start : found.end], found.low, found.high, found.bound.value, found.unit]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["text"][:50])
def test_reads_numbers_as_people_write_them(case: dict[str, object]) -> None:
    text = str(case["text"])
    assert [said(text, found) for found in find(text)] == case["figures"]


def test_tables_are_large_enough() -> None:
    assert len(CASES) >= 220


@pytest.mark.skipif(not GOLD.exists(), reason="no gold files here")
def test_finds_every_gold_figure() -> None:
    missed, total = [], 0
    for path in sorted(GOLD.glob("*/*.json")):
        text = path.with_suffix(".txt").read_bytes().decode()
        keys = {(one.start, one.end, one.low, one.high, one.bound.value) for one in find(text)}
        for claim in json.loads(path.read_text("utf-8"))["claims"]:
            total += 1
            if (claim["start"], claim["end"], claim["low"], claim["high"], claim["bound"]) not in keys:
                missed.append((path.name, claim["figure"]))
    assert len(missed) <= 0.01 * total, missed


def test_says_where_noun_and_core_stand() -> None:
    text = "They lost more than 1.2 million Russian soldiers, 90% of them in the east."
    first, second = find(text)
    assert text[slice(*first.core)] == "1.2 million"
    assert first.noun is not None
    assert text[slice(*first.noun)] == "soldiers"
    assert first.kind is Kind.NUMBER
    assert text[slice(*second.core)] == "90%"
    assert second.kind is Kind.PERCENT


@pytest.mark.parametrize(
    ("text", "units"),
    [
        ("personnel – about 721,440 (+1,640)\ntanks – 9,370", ["", "", ""]),
        ("killed: 300\nwounded: 20\nmortars 4", ["", "", ""]),
        ("It lost 300\nsoldiers and 20\ntanks in May.", ["person", "tank"]),
    ],
)
def test_a_label_on_the_next_line_is_no_unit(text: str, units: list[str]) -> None:
    assert [found.unit for found in find(text)] == units


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("twelve men", Kind.WORDS), ("12 men", Kind.NUMBER), ("a fifth of them", Kind.FRACTION), ("twice as many", Kind.MULTIPLE),
        ("3:1", Kind.RATIO), ("$5", Kind.MONEY), ("12 percent", Kind.PERCENT), ("half of the 12 men", Kind.SHARE_OF),
    ],
)  # fmt: skip
def test_says_how_it_is_written(text: str, kind: Kind) -> None:
    assert find(text)[0].kind is kind


def test_invisible_marks_do_not_move_offsets() -> None:
    text = "\u200fThe \u2067toll\u2069 is more\u00ad than 2\u200b0,000 \u200emen 🧵 and 30 tanks."
    first, second = find(text)
    assert text[first.start : first.end] == "more\u00ad than 2\u200b0,000"
    assert (first.low, first.high, first.bound) == (20000, None, Bound.AT_LEAST)
    assert text[second.start : second.end] == "30"


@pytest.mark.parametrize(
    "text",
    [
        "\u202e000,02\u202c men", "20,\u0663\u0661", "\u0663\u0661", "10² of them", "5\ufe0f\u20e3 men", "1_000 men", "1,2,3",
        "1e308", "9" * 400, "-5 degrees", "Ⅷ", "\uff13\uff11", "x5", "5\u0301", "10^6", "#5", "5@home.org", "007",
    ],
)  # fmt: skip
def test_what_has_no_one_meaning_is_left_unread(text: str) -> None:
    assert find(text) == []


NUMBERS = st.one_of(
    st.integers(0, 10**9),
    st.decimals(0, 10**9, places=2).map(float).map(lambda value: int(value) if value.is_integer() else value),
)
UNITS = st.sampled_from(["person", "km2", "percent", "USD", "RUB", "UAH", "EUR"])


@st.composite
def figures(draw: st.DrawFn) -> Figure:
    unit = draw(UNITS)
    numbers = st.integers(0, 10**9) if unit == "person" else NUMBERS
    low, high = sorted((draw(numbers), draw(numbers)))
    bound = draw(st.sampled_from(Bound))
    if low == high and bound is Bound.BETWEEN:
        bound = Bound.EXACT
    ends = {Bound.AT_LEAST: (low, None), Bound.AT_MOST: (None, high), Bound.BETWEEN: (low, high)}.get(bound, (low, low))
    return Figure(low=ends[0], high=ends[1], bound=bound, unit=unit)


@given(figures())
@settings(max_examples=300, deadline=None)
def test_a_figure_written_out_is_read_back(figure: Figure) -> None:
    text = f"The ministry spoke of {figure.spoken()}{' soldiers' if figure.unit == 'person' else ''} on Monday."
    found = find(text)
    assert [(one.low, one.high, one.bound, one.unit) for one in found] == [
        (figure.low, figure.high, figure.bound, figure.unit)
    ]


PIECES = st.sampled_from([str(case["text"]) for case in CASES])
PREFIXES = st.sampled_from(
    ["So it was said.\n\n", "The mayor — an old man — spoke.\n\n", "É\u0301ire 🧵 said so; nothing more is known.\n\n"]
)


@given(PIECES, PREFIXES)
@settings(max_examples=200, deadline=None)
def test_text_before_only_shifts(text: str, prefix: str) -> None:
    moved = [
        (one.start - len(prefix), one.end - len(prefix), one.low, one.high, one.bound, one.unit)
        for one in find(prefix + text)
    ]
    assert moved == [(one.start, one.end, one.low, one.high, one.bound, one.unit) for one in find(text)]


WORDS = """
5 12 2,000 1.5 2022 0 one two twenty hundred thousand million dozen half a an third quarter of the in to and or between from
more than at least up about over - – — % $ ₽ RUB km² times fold soldiers May 3:1 . , ; ( ) + ~ > ½ ² İ ß e\u0301 k mn bn-
"""
SCRAPS = st.lists(st.sampled_from([*WORDS.split(), "\n", "\t", "\u00a0", "\u200b", ""]), max_size=25)


@given(st.one_of(st.text(max_size=200), SCRAPS.map(" ".join), SCRAPS.map("".join)))
@settings(max_examples=1500, deadline=None)
def test_no_text_makes_it_stumble(text: str) -> None:
    last = 0
    for one in find(text):
        assert last <= one.start <= one.core[0] < one.core[1] <= one.end <= len(text)
        last = one.start
        for end in (one.low, one.high):
            assert end is None or (math.isfinite(end) and end >= 0)
        Figure(low=one.low, high=one.high, bound=one.bound, unit="" if one.unit == "person" else one.unit)


SIZE = 200_000
TRAPS = {
    "digits": "1", "blanks": " ", "ones and commas": "1,", "commas": ",", "at least": "at least ", "between": "between ", "one": "one ",
    "mixed hedges": "more than up to about 5 ", "hundred and": "one hundred and ", "dashes": "1-", "half of": "half of the ",
    "colons": "1:", "line ends": "\n", "letters": "a", "hyphened": "a-", "addresses": "http://", "marks": "5\u0301",
    "a million and": "a million and ",
}  # fmt: skip


@pytest.mark.parametrize("trap", TRAPS)
def test_no_text_takes_long(trap: str) -> None:
    text = (TRAPS[trap] * SIZE)[:SIZE]
    started = time.process_time()
    find("5 " + text + " 5")
    assert time.process_time() - started < 3


def test_is_the_same_under_any_hash_seed() -> None:
    text = " ".join(str(case["text"]) for case in CASES[:80])
    script = f"from muster.numbers.figures import find; print(find({text!r}))"
    runs = {
        subprocess.run(
            [sys.executable, "-c", script], env={"PYTHONHASHSEED": seed}, capture_output=True, text=True, check=True
        ).stdout
        for seed in ("0", "1", "77")
    }
    assert len(runs) == 1
