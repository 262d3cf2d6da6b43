"""Draws of an account, asked by functional and period."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from muster.account.draws import Draws, month_end, months_from, months_of, position, shares
from muster.account.flows import Flow, Stock
from muster.account.functional import Sense
from muster.claims.errors import UsageError
from muster.claims.period import Period

MONTHS = months_of(dt.date(2024, 1, 15), dt.date(2024, 12, 2))
DEAD = Sense("dead", flows=((Flow.KILLED, 1.0),))
HURT = Sense("hurt", flows=((Flow.WOUNDED, 1.0),))
FORCE = Sense("force", stocks=(Stock.THEATRE,))


def draws() -> Draws:
    random = np.random.default_rng(1)
    return Draws(
        flows=random.uniform(100, 1000, size=(50, 1, 2, 12)),
        stocks=random.uniform(1e5, 2e5, size=(50, 1, 1, 13)),
        parties=("RU",),
        flow_names=(Flow.KILLED, Flow.WOUNDED),
        stock_names=(Stock.THEATRE,),
        months=MONTHS,
    )


days = st.dates(MONTHS[0], month_end(MONTHS[-1]))


@given(st.lists(days, min_size=3, max_size=3, unique=True).map(sorted))
def test_adjoining_periods_add_up(cut: list[dt.date]) -> None:
    first, middle, last = cut
    one = draws()
    whole = one.of(DEAD, party="RU", period=Period(first, last))
    parts = one.of(DEAD, party="RU", period=Period(first, middle)) + one.of(
        DEAD, party="RU", period=Period(middle + dt.timedelta(days=1), last)
    )
    assert whole == pytest.approx(parts)


def test_a_year_is_its_months_and_a_ratio_is_of_sums() -> None:
    one = draws()
    year = Period(MONTHS[0], month_end(MONTHS[-1]))
    assert one.of(DEAD, party="RU", period=year) == pytest.approx(one.flows[:, 0, 0, :].sum(axis=1))
    ratio = one.of(HURT, party="RU", period=year, base=DEAD)
    assert ratio == pytest.approx(one.flows[:, 0, 1, :].sum(axis=1) / one.flows[:, 0, 0, :].sum(axis=1))


def test_a_war_that_began_late_in_a_month_has_all_of_it_in_the_days_left() -> None:
    months = months_from(dt.date(2022, 2, 24), dt.date(2022, 4, 3))
    assert months == (dt.date(2022, 2, 24), dt.date(2022, 3, 1), dt.date(2022, 4, 1))
    assert shares(months, start=dt.date(2022, 2, 1), end=dt.date(2022, 3, 31)).tolist() == [1.0, 1.0, 0.0]
    assert shares(months, start=dt.date(2022, 2, 27), end=dt.date(2022, 2, 28))[0] == pytest.approx(2 / 5)
    assert position(months, dt.date(2022, 2, 24))[:2].tolist() == pytest.approx([4 / 5, 1 / 5])
    one = draws()
    late = replace(one, months=(dt.date(2024, 1, 20), *one.months[1:]))
    january = late.of(DEAD, party="RU", period=Period(dt.date(2024, 1, 1), dt.date(2024, 1, 31)))
    assert january == pytest.approx(one.flows[:, 0, 0, 0])
    with pytest.raises(UsageError, match="covers 2024-01-20"):
        late.of(DEAD, party="RU", period=Period(dt.date(2023, 12, 31), dt.date(2024, 1, 31)))


def test_a_level_is_that_of_the_last_evening() -> None:
    one = draws()
    assert one.of(FORCE, party="RU", period=Period(None, dt.date(2024, 3, 31))) == pytest.approx(one.stocks[:, 0, 0, 3])
    half = one.of(FORCE, party="RU", period=Period(None, dt.date(2024, 4, 15)))
    assert half == pytest.approx((one.stocks[:, 0, 0, 3] + one.stocks[:, 0, 0, 4]) / 2)


@pytest.mark.parametrize(
    ("party", "sense", "period", "says"),
    [
        ("UA", DEAD, Period(), "not of UA"),
        ("RU", Sense("gone", flows=((Flow.GONE_MISSING, 1.0),)), Period(), "no claim speaks of it"),
        ("RU", DEAD, Period(dt.date(2023, 1, 1), dt.date(2024, 2, 1)), "covers 2024-01-01 to 2024-12-31"),
    ],
)
def test_what_was_not_modelled_is_refused_in_words(party: str, sense: Sense, period: Period, says: str) -> None:
    with pytest.raises(UsageError, match=says):
        draws().of(sense, party=party, period=period)


def test_shapes_and_months_must_fit() -> None:
    one = draws()
    with pytest.raises(ValueError, match="stocks"):
        Draws(
            flows=one.flows, stocks=one.stocks[..., 1:], parties=one.parties, flow_names=one.flow_names,
            stock_names=one.stock_names, months=one.months,
        )  # fmt: skip
