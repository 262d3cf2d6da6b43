"""The laws of the rules reader, on any text: grounded, complete, deterministic, and never an exception."""

from __future__ import annotations

import datetime as dt
import subprocess
import sys

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from muster.claims import Document, grounded
from muster.numbers import figures
from muster.reading.reader import read

DAY = dt.date(2025, 2, 9)

WORDS = [
    "Russia", "Ukraine", "Russian", "Ukrainian", "soldiers", "troops", "killed", "wounded", "missing", "captured", "lost", "casualties",
    "more than", "about", "up to", "between", "and", "or", "1,200", "35,000", "40k", "two", "half of the 20,000", "90%", "$4,040",
    "839 square kilometres", "(324 square miles)", "a day", "per month", "in November", "since the invasion", "by March 2024", "said",
    "according to", "the General Staff", "Zelensky", "it", "they", "of whom", "recruited", "bonus", "roubles", "drones", "to one", ".",
    ",", ";", ":", "\n", "\n\n", "- ", "“", "”", "(", ")", "civilians", "children", "the enemy", "twice", "fifth month running",
]  # fmt: skip
NEWS = st.lists(st.sampled_from(WORDS), min_size=1, max_size=60).map(" ".join)
ANY = st.text(max_size=300)


def check(text: str, published: dt.date | None) -> None:
    document = Document(text=text, published=published)
    reading = read(document)
    assert all(grounded(claim, document) for claim in reading.claims)
    for part in (*reading.remarks, *reading.rejections):
        assert text[part.place.start : part.place.end] == part.quote
    covered = {(p.place.start, p.place.end) for p in (*reading.claims, *reading.rejections)}
    assert {(found.start, found.end) for found in figures.find(text)} <= covered
    assert len({claim.id for claim in reading.claims}) == len(reading.claims)
    assert set(reading.traces) == {claim.id for claim in reading.claims}
    for claim in reading.claims:
        assert 0 <= reading.confidence(claim.id) <= 1
        for trace in reading.traces[claim.id]:
            assert all(0 <= start < end <= len(text) for start, end in trace.words)


@settings(max_examples=250, deadline=None)
@given(NEWS)
def test_any_run_of_news_words_is_read_and_accounted_for(text: str) -> None:
    check(text, DAY)


@settings(max_examples=150, deadline=None)
@given(ANY)
@example("¼¼")
def test_any_text_at_all_is_read_and_accounted_for(text: str) -> None:
    check(text, None)


@pytest.mark.parametrize(
    "run", ["Kyiv said 300 killed, ", "Russia lost 300 men and Ukraine 200 in May 2023; ", "1,200 dead "]
)
def test_a_run_of_text_without_a_full_stop_is_read_and_accounted_for(run: str) -> None:
    check(run * (12_000 // len(run)), DAY)


@settings(max_examples=60, deadline=None)
@given(NEWS)
def test_reading_twice_gives_the_same(text: str) -> None:
    document = Document(text=text, published=DAY)
    assert read(document) == read(document)


def test_the_hash_seed_changes_nothing() -> None:
    program = (
        "import datetime as dt\nfrom muster.claims import Document\nfrom muster.reading.reader import read\n"
        "t='KYIV, 3 March 2025 - Russia lost more than 1,200 soldiers on Sunday, the General Staff said, and 40 were captured. "
        "Some 12,000 North Koreans fought in Kursk, of whom 4,000 were killed or wounded, according to NATO.'\n"
        "print([c.id for c in read(Document(text=t, published=dt.date(2025,3,3))).claims])"
    )
    answers = {
        subprocess.run(
            [sys.executable, "-c", program],
            env={"PYTHONHASHSEED": seed, "PATH": ""},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed in ("0", "1", "77")
    }
    assert len(answers) == 1
    assert len(answers.pop().split(",")) == 4
