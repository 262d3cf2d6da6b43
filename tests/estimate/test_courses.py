"""What a fit says over time: months, the figures told beside them at their rates, habits as factors, and what went up."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import numpy as np
import pytest

from muster.account.flows import Flow
from muster.claims.measures import Measure
from muster.estimate.courses import Course, courses, days_of, habits, rise
from muster.estimate.sampling import Fit
from tests.estimate.pretended import pretended, span
from tests.estimate.told import about, month, told

A_MONTH = {Flow.KILLED: 1000.0, Flow.DIED_OF_WOUNDS: 100.0, Flow.WOUNDED: 3000.0, Flow.GONE_MISSING: 200.0}
MONTHS = span(month(0)[0], month(11)[0])


def a_fit(**more: object) -> Fit:
    quarter = (month(0)[0], month(2)[1])
    its = (
        about("staff", Measure.KILLED, quarter, 3300),
        about("staff", Measure.LOSSES, month(3), 4400),
        told("paper", Measure.KILLED, month(4), 900, None),
        told("list", Measure.OBITUARIES, quarter, 1800, None, listed=True),
        about("camp", Measure.STRENGTH, month(5), 50_000, level=True),
        replace(about("mayor", Measure.KILLED, month(6), 70), civilian=True),
        about("doctor", Measure.WOUNDED_PER_KILLED, quarter, 3.1, base=Measure.KILLED, above="RU"),
    )
    return pretended(its, months=MONTHS, a_month=A_MONTH, force=60_000, informed=(Flow.KILLED, Flow.WOUNDED), **more)  # type: ignore[arg-type]


def found(fit: Fit) -> dict[str, Course]:
    return {one.what: one for one in courses(fit, "RU")}


def test_a_figure_stands_over_what_it_is_of_at_its_monthly_rate() -> None:
    its = found(a_fit())
    killed = {one.observation.basis: one for one in its["killed"].told}
    assert killed["staff"].middle == pytest.approx(1100), "a quarter's total over three months"
    assert (killed["paper"].low, killed["paper"].high) == (900, None)
    assert killed["list"].middle == 1800, "a list's count is no rate"
    assert [one.middle for one in its["killed and wounded"].told] == [pytest.approx(4400)]
    assert [one.middle for one in its["wounded per killed"].told] == [pytest.approx(3.1)]
    assert [one.middle for one in its["in the theatre"].told] == [pytest.approx(50_000)]
    assert "mayor" not in killed, "civilians are no soldiers"


def test_a_figure_that_cuts_months_is_shared_out_by_days() -> None:
    days = (dt.date(2023, 1, 17), dt.date(2023, 3, 31))  # 15 of 31 days and two whole months
    fit = pretended((about("staff", Measure.KILLED, days, 3000),), months=MONTHS, a_month=A_MONTH)
    (one,) = found(fit)["killed"].told
    assert one.middle == pytest.approx(3000 / (15 / 31 + 2))


def test_months_are_those_of_the_draws_and_a_prior_is_told_as_one() -> None:
    fit = a_fit()
    its = found(fit)
    assert [month for month, _ in its["killed"].months] == list(MONTHS)
    values = fit.draws.flows[:, 0, :2, 4].sum(axis=1)
    assert its["killed"].months[4][1].middle == pytest.approx(np.median(values))
    assert its["killed"].months[4][1].bands[1] == pytest.approx(tuple(np.quantile(values, [0.1, 0.9])))
    assert {what for what, one in its.items() if one.prior} == {"missing"}
    assert "balance" not in its
    assert its["in the theatre"].level
    assert its["wounded per killed"].ratio


def test_habits_are_factors_whatever_a_basis_is_called() -> None:
    fit = a_fit()
    draws = replace(
        fit.draws,
        beside={
            "house: a: b of c: killed": np.log(np.full(10, 2.0)),
            "class: other side: loss": np.zeros(10),
            "noise: a: killed": np.ones(10),
        },
    )
    one, common = habits(replace(fit, draws=draws))
    assert (one.key, one.of, one.common) == ("a: b of c", "killed", False)
    assert one.factor.middle == pytest.approx(2)
    assert (common.key, common.of, common.common, common.factor.middle) == ("other side", "loss", True, 1.0)


def test_what_rises_is_told_of_whole_months_alone() -> None:
    fit = a_fit()
    flows = fit.draws.flows.copy()
    flows[:, :, :, 8:11] *= 2
    flows[:, :, :, 11] = 0
    higher = replace(fit, draws=replace(fit.draws, flows=flows))
    later = rise(higher, "RU", last=month(11)[0])
    assert later
    assert (later.what, later.early, later.late, later.last) == ("killed", month(5)[0], month(8)[0], month(10)[1])
    assert later.chance > 0.99
    assert rise(fit, "RU", last=month(4)[1]) is None, "three months against two are no comparison"


def test_an_account_begins_with_its_war_and_ends_with_the_last_figure() -> None:
    assert days_of(a_fit(), dt.date(2022, 12, 24)) == (dt.date(2022, 12, 24), month(6)[1])
    assert days_of(a_fit(), None) == (month(0)[0], month(6)[1])
