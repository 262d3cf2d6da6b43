"""When changes begin and end: within a month, in a straight line, at once, after the end, told as dates or as months of the horizon."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import numpy as np
import pytest

from muster.account.flows import Flow
from muster.claims.errors import ScenarioError
from muster.outlook.projection import project, suited
from muster.outlook.quantity import Kind, Quantity
from muster.outlook.scenario import Change, Lever, Mobilisation, Pay, Scenario
from muster.outlook.timing import Calendar
from tests.outlook.carried import draws

PLAIN = Scenario(name="plain", title="Plain", why="", horizon=12)
TWICE, NOBODY = Quantity(2.0, 2.0, Kind.TIMES), Quantity(0.0, 0.0, Kind.SHARE)


def worse(start: dt.date, until: dt.date | None = None, *, over: float = 0.0, place: str = "x.toml, line 9") -> Change:
    return Change(lever=Lever.LOSSES, start=start, until=until, over=over, by=TWICE, place=place)


def killed(scenario: Scenario, *, steps: int = 1) -> np.ndarray:
    made = project(draws(5, spread=0.0), scenario, party="RU", seed=1, steps=steps, calm=True)
    return made.flows[0, 0, made.flow_names.index(Flow.KILLED)]


def test_a_month_of_which_a_change_holds_a_part_has_that_part_of_it() -> None:
    calendar = Calendar(dt.date(2026, 3, 1), 6)
    assert calendar.weight(dt.date(2026, 4, 16)) == pytest.approx([0, 0.5, 1, 1, 1, 1])
    assert calendar.weight(dt.date.min, until=dt.date(2026, 4, 15)) == pytest.approx([1, 0.5, 0, 0, 0, 0])
    assert calendar.weight(dt.date(1, 2, 1), until=dt.date(1, 3, 31)) == pytest.approx([0, 1, 1, 0, 0, 0])
    assert calendar.weight(dt.date.min, over=2.0) == pytest.approx([0.25, 0.75, 1, 1, 1, 1])
    assert calendar.weight(dt.date(2026, 4, 16), over=1.0) == pytest.approx([0, 0.125, 0.875, 1, 1, 1])
    assert calendar.weight(dt.date.min, until=dt.date(2026, 3, 31), over=2.0) == pytest.approx([0.25, 0, 0, 0, 0, 0])


@pytest.mark.parametrize(
    "change",
    [
        worse(dt.date(2026, 4, 16)),
        worse(dt.date.min, over=3.0),
        worse(dt.date(2026, 5, 11), dt.date(2026, 9, 20), over=2.5),
    ],
    ids=["mid-month", "ramp", "both"],
)
def test_finer_steps_come_to_the_same_where_changes_begin_within_a_month(change: Change) -> None:
    scenario = replace(PLAIN, changes=(change,))
    whole, half, fourth = (killed(scenario, steps=steps) for steps in (1, 2, 4))
    assert half == pytest.approx(whole)
    assert fourth == pytest.approx(whole)
    assert whole.max() == pytest.approx(20_000)


def test_pay_of_the_middle_of_a_month_calls_for_half_of_it() -> None:
    pay = Pay(
        start=dt.date(2026, 4, 16),
        bonus=(Quantity(1e6, 1e6, Kind.MONEY), Quantity(4e6, 4e6, Kind.MONEY)),
        elasticity=Quantity(0.5, 0.5, Kind.PLAIN),
    )
    made = project(draws(5, spread=0.0), replace(PLAIN, pay=pay), party="RU", seed=1, calm=True)
    signed = made.flows[0, 0, made.flow_names.index(Flow.RECRUITED)]
    assert signed[:3] == pytest.approx([32_000, 48_000, 64_000])
    assert made.beside["bonuses: 2026-04"] == pytest.approx(np.full(5, 48_000 * 2.5e6))


def called(start: dt.date, *, over: float = 2.0) -> Mobilisation:
    return Mobilisation(
        people=Quantity(9.0, 9.0, Kind.PEOPLE), start=start, over=over, training=1.0, exempt=NOBODY, place=f"x, {start}"
    )


@pytest.mark.parametrize(
    ("scenario", "says"),
    [
        (
            replace(PLAIN, changes=(worse(dt.date(2026, 5, 1), place="x, line 2"), worse(dt.date(1, 6, 1)))),
            "line 9: losses is changed twice at once; the other is in x, line 2",
        ),
        (
            replace(PLAIN, changes=(worse(dt.date(1, 3, 1), dt.date(2026, 4, 30)),)),
            "losses would end in 2026-04, before it begins in month 3",
        ),
        (
            replace(PLAIN, mobilisations=(called(dt.date(1, 3, 1)), called(dt.date(2026, 6, 1)))),
            "two mobilisations at once; the other, in x, 0001-03-01, begins in month 3 and takes 2 months",
        ),
    ],
)
def test_dates_and_months_of_the_horizon_are_held_against_each_other(scenario: Scenario, says: str) -> None:
    with pytest.raises(ScenarioError, match=says):
        project(draws(5), scenario, party="RU", seed=1)


def test_one_after_the_other_is_not_at_once() -> None:
    both = replace(
        PLAIN,
        changes=(worse(dt.date(2026, 5, 1), dt.date(2026, 7, 31)), worse(dt.date(1, 6, 1))),
        mobilisations=(called(dt.date(1, 3, 1)), called(dt.date(2026, 7, 1))),
    )
    assert killed(both)[2:] == pytest.approx([20_000] * 10)


def test_what_begins_after_the_horizon_is_remarked_on() -> None:
    late = replace(
        PLAIN,
        changes=(worse(dt.date(2027, 3, 1)),),
        mobilisations=(called(dt.date(1, 1, 1)),),
        ceasefire=dt.date(2, 2, 1),
    )
    first, second = suited(draws(5), late, party="RU").remarks
    assert first.startswith(
        "x.toml, line 9: losses would change in 2027-03, beyond the horizon, which ends with 2027-02"
    )
    assert second.startswith("plain: the ceasefire would change in month 14, beyond the horizon")


def test_what_changes_nobody_is_remarked_on() -> None:
    none = Change(lever=Lever.MOBILISED, start=dt.date.min, to=Quantity(0.0, 0.0, Kind.RATE), place="x, line 2")
    twice = Change(lever=Lever.CONVICTS, start=dt.date.min, by=TWICE, place="x, line 3")
    some = Change(lever=Lever.OCCUPIED, start=dt.date.min, to=Quantity(9.0, 9.0, Kind.RATE), place="x, line 4")
    scenario = replace(PLAIN, changes=(none, twice, some, worse(dt.date.min)))
    said = suited(draws(5), scenario, party="RU").remarks
    assert [one.split(" changes nothing")[0] for one in said] == [
        "x, line 2: recruits.mobilised", "x, line 3: recruits.convicts",
    ]  # fmt: skip


def test_a_season_without_losses_by_which_things_would_go_on_is_refused() -> None:
    tempo = (0.0, 0.0, *(1.0 for _ in range(10)))
    with pytest.raises(ScenarioError, match="plain: tempo has no losses in the months by which things go on"):
        project(draws(5), replace(PLAIN, recent=2, tempo=tempo), party="RU", seed=1)
