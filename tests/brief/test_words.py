"""How figures, periods and foreign text are put into words."""

from __future__ import annotations

import datetime as dt
import unicodedata

import pytest
from hostile import STRINGS
from hypothesis import given
from hypothesis import strategies as st
from made_up import claim, figure

from muster.brief.words import Kind, figure_words, kind_of, listed, period_words, possessive, visible
from muster.claims.claim import Claim, Place
from muster.claims.figure import Per
from muster.claims.measures import Measure
from muster.claims.period import Period

PERIODS = [
    (None, None, "undated"),
    ("2024-11-28", "2024-11-28", "28 Nov 2024"),
    ("2024-11-01", "2024-11-30", "November 2024"),
    ("2024-09-01", "2024-11-30", "Sep–Nov 2024"),
    ("2024-11-01", "2025-02-28", "Nov 2024 – Feb 2025"),
    ("2024-01-01", "2024-12-31", "2024"),
    ("2022-01-01", "2024-12-31", "2022–2024"),
    ("2024-12-03", "2024-12-09", "3–9 Dec 2024"),
    ("2022-02-24", "2022-03-24", "24 Feb – 24 Mar 2022"),
    ("2022-02-24", "2024-12-09", "24 Feb 2022 – 9 Dec 2024"),
    (None, "2024-12-09", "until 9 Dec 2024"),
    ("2022-02-24", None, "from 24 Feb 2022"),
]


@pytest.mark.parametrize(("start", "end", "said"), PERIODS)
def test_a_period_is_told_as_people_tell_it(start: str | None, end: str | None, said: str) -> None:
    days = [day and dt.date.fromisoformat(day) for day in (start, end)]
    assert period_words(Period(days[0] or None, days[1] or None)) == said


def _claim(**fields: object) -> Claim:
    return Claim(quote="x", place=Place(document="d", start=0, end=1), **fields)


KINDS = [
    (claim(5), Kind.TOTAL, "5"),
    (claim(figure(1523, bound="at_least", per=Per.DAY)), Kind.RATE, "at least 1,523 a day"),
    (claim(575_000, measure=Measure.STRENGTH), Kind.LEVEL, "575,000"),
    (claim(figure(90, bound="about", unit="percent"), measure=Measure.CAUSE_SHARE), Kind.RATIO, "about 90%"),
    (claim(figure(53, per=Per.KM2), measure=Measure.LOSSES_PER_AREA), Kind.RATIO, "53 for each km²"),
    (claim(figure(839, unit="km2"), measure=Measure.AREA_TAKEN), Kind.TOTAL, "839 km²"),
    (claim(figure(400_000, unit="RUB", per=Per.MONTH), measure=Measure.RECRUIT_PAY), Kind.RATIO, "400,000 RUB a month"),
]


@pytest.mark.parametrize(("fields", "kind", "said"), KINDS)
def test_totals_rates_levels_and_ratios_are_told_apart(fields: dict[str, object], kind: Kind, said: str) -> None:
    made = _claim(**fields)
    assert (kind_of(made), figure_words(made)) == (kind, said)


def test_lists_and_owners() -> None:
    assert [listed(list("abcdef"[:n])) for n in (0, 1, 2, 3, 6)] == [
        "",
        "a",
        "a and b",
        "a, b and c",
        "a, b, c and 3 others",
    ]
    assert [possessive("Russia"), possessive("Wagner forces")] == ["Russia’s", "Wagner forces’"]


@given(st.one_of(st.text(st.characters(codec=None)), st.sampled_from(STRINGS)))
def test_nothing_unseen_is_left(text: str) -> None:
    seen = visible(text)
    assert all(one in "\n\t" or unicodedata.category(one) not in ("Cc", "Cf", "Cs", "Zl", "Zp") for one in seen)
    assert visible(seen) == seen
    seen.encode()


def test_unseen_characters_are_named() -> None:
    assert visible("ab\u202ec\x1b\r\nd") == "ab⟦U+202E⟧c⟦U+001B⟧\nd"
