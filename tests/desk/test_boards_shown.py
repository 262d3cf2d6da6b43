"""Whose boards of indicators a brief shows."""

from __future__ import annotations

import pytest

from muster.claims.party import Party
from muster.desk.boards import of_whom

WAR = "russia-ukraine"


@pytest.mark.parametrize(
    ("fitted", "parties", "wars", "shown"),
    [
        ([(WAR, "RU")], (), (), [(WAR, "RU")]),
        ([(WAR, "RU")], ("RU", "UA"), (), [(WAR, "RU"), (None, "UA")]),  # one that has no estimate is not lost beside one that has
        ([(WAR, "RU"), (WAR, "UA")], ("RU", "UA"), (WAR,), [(WAR, "RU"), (WAR, "UA")]),
        ([], ("UA",), (WAR, "other"), [(WAR, "UA"), ("other", "UA")]),
        ([("", "RU")], (), (), [(None, "RU")]),
        ([], (), (), []),
    ],
)  # fmt: skip
def test_a_brief_shows_the_boards_of_those_with_an_estimate_and_of_those_asked_for(
    fitted: list[tuple[str, str]], parties: tuple[str, ...], wars: tuple[str, ...], shown: list[tuple[str | None, str]]
) -> None:
    assert of_whom(fitted, parties=[Party(code) for code in parties], wars=wars) == shown
