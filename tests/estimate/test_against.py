"""Two sets of draws held against each other, and what a row of the account asks of draws."""

from __future__ import annotations

import datetime as dt

import numpy as np
import pytest

from muster.account.chart import shipped as chart
from muster.account.flows import Flow
from muster.account.system import Row, Series
from muster.account.widths import Width
from muster.claims.errors import UsageError
from muster.claims.measures import Measure
from muster.claims.period import Period
from muster.estimate.against import chance_above, difference, meant, share_below
from muster.estimate.priors import shipped
from muster.estimate.sampling import Fit
from tests.estimate.pretended import pretended, span
from tests.estimate.told import month

RANDOM = np.random.default_rng(3)


def test_chances_are_over_all_pairs() -> None:
    first, second = RANDOM.integers(0, 9, size=70).astype(float), RANDOM.integers(2, 11, size=50).astype(float)
    pairs = [(b > a) + 0.5 * (a == b) for a in first for b in second]
    assert chance_above(first, second) == pytest.approx(np.mean(pairs))
    assert share_below(first, 4.0) == pytest.approx(np.mean([(one < 4) + 0.5 * (one == 4) for one in first]))


def test_the_difference_of_two_normals_is_one() -> None:
    """Against the closed form: N(3, 4²) less N(1, 3²) is N(2, 5²), above nought with the chance 0.655."""
    first, second = RANDOM.normal(1, 3, size=4000), RANDOM.normal(3, 4, size=2500)
    found = difference(first, second)
    assert found.less.middle == pytest.approx(2, abs=0.25)
    assert found.less.bands[1] == pytest.approx((2 - 1.2816 * 5, 2 + 1.2816 * 5), abs=0.35)
    assert found.greater == pytest.approx(0.655, abs=0.02)
    assert found.times is None, "what can be nought or less has no ratio"


def test_runs_that_began_alike_are_not_taken_for_one() -> None:
    """Draw by draw the second is ten more than the first, as in two runs of one seed it may be; as runs apart they differ less surely."""
    first = RANDOM.normal(100, 20, size=2000)
    found = difference(first, first + 10)
    low, high = found.less.bands[1]
    assert high - low == pytest.approx(2 * 1.2816 * 20 * 2**0.5, rel=0.05)
    assert found.greater == pytest.approx(0.638, abs=0.02)  # the normal's at 10 / (20 √2)


def test_a_run_against_itself_is_as_likely_above_as_below() -> None:
    first = RANDOM.lognormal(5, 0.3, size=999)
    found = difference(first, first)
    assert found.greater == 0.5
    assert found.less.middle == pytest.approx(0, abs=0.02 * np.median(first))
    assert found.times
    assert found.times.middle == pytest.approx(1, rel=0.02)


# ------------------------------------------------------------------ what is asked of draws
def a_fit() -> Fit:
    flows = {
        Flow.KILLED: 1000.0,
        Flow.WOUNDED: 3000.0,
        Flow.DIED_OF_WOUNDS: 100.0,
        Flow.GONE_MISSING: 200.0,
        Flow.CIVILIANS_KILLED: 50.0,
    }
    return pretended((), months=span(month(0)[0], month(11)[0]), a_month=flows, force=60_000, spread=0.01)


def row(measure: Measure, *, base: Measure | None = None, civilian: bool = False, level: bool = False) -> Row:
    def series(of: Measure) -> Series:
        return Series(body="x", measure=of, party="RU", civilian=civilian, scope="", level=level)

    return Row(
        statement=None,  # type: ignore[arg-type]
        series=series(measure),
        base=base and series(base),
        start=0,
        end=1,
        width=Width(None, None),
    )


@pytest.mark.parametrize(
    ("asked", "name", "a_year"),
    [
        (row(Measure.KILLED), "dead", 12 * 1100),
        (row(Measure.LOSSES), "killed_and_wounded", 12 * 4000),
        (row(Measure.OBITUARIES), "dead", None),
        (row(Measure.KILLED, civilian=True), "dead", 12 * 50),
        (row(Measure.STRENGTH, level=True), "theatre", 60_000),
        (row(Measure.WOUNDED, base=Measure.KILLED), "incidents", 3000 / 1100),
    ],
)
def test_a_row_is_asked_in_the_likeliest_sense_that_was_modelled(asked: Row, name: str, a_year: float | None) -> None:
    fit = a_fit()
    if a_year is None:
        with pytest.raises(UsageError, match="says nothing of obituaries of RU"):
            meant(asked, fit.draws, chart=chart(), priors=shipped())
        return
    found = meant(asked, fit.draws, chart=chart(), priors=shipped())
    assert found.sense.name == name
    values = found.over(fit.draws, period=Period(dt.date(2023, 1, 1), dt.date(2023, 12, 31)))
    assert np.median(values) == pytest.approx(a_year, rel=0.02)


def test_days_that_are_not_covered_and_other_parties_are_refused() -> None:
    fit = a_fit()
    found = meant(row(Measure.KILLED), fit.draws, chart=chart(), priors=shipped())
    with pytest.raises(UsageError, match="covers"):
        found.over(fit.draws, period=Period(dt.date(2022, 1, 1), dt.date(2022, 2, 1)))
    other = row(Measure.KILLED)
    other = Row(
        **{**{name: getattr(other, name) for name in Row.__slots__}, "series": other.series._replace(party="UA")}
    )
    with pytest.raises(UsageError, match="is of RU and not of UA"):
        meant(other, fit.draws, chart=chart(), priors=shipped())
