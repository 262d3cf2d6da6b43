"""Chances have the words of one yardstick, and their number beside them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from muster.claims.yardstick import chance_words, likelihood, yardstick

CHANCES = st.floats(0, 1)


@pytest.mark.parametrize(
    ("chance", "told"),
    [
        (1.0, "almost certain (more than 99 of 100)"),
        (0.95, "almost certain (95 of 100)"),
        (0.949, "very likely (95 of 100)"),
        (0.8, "very likely (80 of 100)"),
        (0.6, "likely (60 of 100)"),
        (0.5, "a roughly even chance (50 of 100)"),
        (0.31, "unlikely (31 of 100)"),
        (0.05, "very unlikely (5 of 100)"),
        (0.0, "almost no chance (fewer than 1 of 100)"),
    ],
)
def test_a_chance_has_its_word_and_its_number(chance: float, told: str) -> None:
    assert chance_words(chance) == told


def test_the_words_leave_no_gap_and_say_whose_they_are() -> None:
    words = yardstick().words
    assert [one.low for one in words[:-1]] == [one.high for one in words[1:]]
    assert "203" in yardstick().name
    assert "Analytic Standards" in yardstick().source


@given(CHANCES, CHANCES)
def test_a_higher_chance_never_has_a_lower_word(one: float, other: float) -> None:
    names = [word.words for word in yardstick().words]
    assert one < other or names.index(likelihood(one)) <= names.index(likelihood(other))
