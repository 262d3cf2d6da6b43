"""Random ledgers: bodies with estimates of their own, honestly rounded, rest on nobody; one figure retold in each of four ways is found."""

from __future__ import annotations

import calendar
import datetime as dt
import random
from pathlib import Path

import pytest
from desks import START, Desk, numbers, row

from muster.account.origins.graph import By

BODIES = [
    "Crisis Group",
    "Sudan Archive",
    "French intelligence",
    "Norwegian intelligence",
    "Nile Institute",
    "Omdurman Watch",
]
TELLER, OTHER = "Upland Observatory", "Delta Register"
TRUTHS = 12


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path)


def month(number: int) -> tuple[dt.date, dt.date]:
    year, of = 2023 + (number - 1) // 12, (number - 1) % 12 + 1
    return dt.date(year, of, 1), dt.date(year, of, calendar.monthrange(year, of)[1])


def rounded(chosen: random.Random, value: float) -> int:
    """To so many digits as people print; a float that is whole, as tables write it."""
    return max(1, round(value, chosen.choice([2, 2, 3, 3, 4, 5, 6]) - len(str(int(value)))))


class Truth:
    """A war's losses by day, an army's totals told weekly and at the ends of months, and what six bodies estimate, each off by its own."""

    def __init__(self, seed: int) -> None:
        self.dice = random.Random(seed)
        level, total = self.dice.uniform(20, 1200), 0
        self.days: dict[dt.date, int] = {}
        for after in range(420):
            level *= self.dice.lognormvariate(0, 0.03)
            total += max(1, int(level * self.dice.lognormvariate(0, 0.3)))
            self.days[START + dt.timedelta(days=after)] = total
        ends = {month(number)[1] for number in range(4, 17)}
        self.army = [
            row(
                total,
                end_date=day,
                published=day + dt.timedelta(days=1),
                speaker="Sudanese army",
                status="report",
                measure="losses",
            )
            for day, total in self.days.items()
            if day in ends or day.weekday() == 0
        ]
        spread = self.dice.choice([0.1, 0.15, 0.3, 0.5])
        self.others = [
            self.estimate(body, bias, number)
            for body, bias in [(body, self.dice.lognormvariate(0, spread)) for body in BODIES]
            for number in self.dice.sample(range(5, 17), 7)
        ]

    def over(self, number: int) -> int:
        first, last = month(number)
        return self.days[last] - self.days.get(first - dt.timedelta(days=1), 0)

    def estimate(self, body: str, bias: float, number: int) -> str:
        first, last = month(number)
        off = bias * self.dice.lognormvariate(0, 0.1)
        its = {"start_date": first, "end_date": last, "speaker": body}
        match self.dice.randrange(5):
            case 0:
                return row(rounded(self.dice, self.over(number) * off), **its)
            case 1:
                return row(rounded(self.dice, self.over(number) * off / last.day), per="day", **its)
            case 2:
                return row(rounded(self.dice, self.days[last] * off), end_date=last, speaker=body)
            case 3:
                return row(
                    rounded(self.dice, self.days[last] * off * 0.3), end_date=last, measure="killed", speaker=body
                )
        low = self.days[last] * off * 0.25
        high = rounded(self.dice, low * self.dice.uniform(1.3, 1.8))
        return row(f"{min(rounded(self.dice, low), high - 1)}-{high}", end_date=last, measure="killed", speaker=body)

    def retold(self, way: By) -> list[str]:
        """A figure and the same retold, to the man."""
        number = self.dice.randrange(6, 14)
        first, last = month(number)
        its = {"start_date": first, "end_date": last}
        off = self.dice.lognormvariate(0, 0.2)
        if way is By.SUM:
            return [*self.army, row(self.over(number), speaker=TELLER, **its)]
        if way is By.ROUNDED_RATE:
            rate = 10 * round(self.over(number) / last.day * off / 10) + self.dice.randrange(1, 10) + 1000
            return [row(rate, per="day", speaker=OTHER, **its), row(rate * last.day, speaker=TELLER, **its)]
        count = int(self.days[last] * off) + 10_000
        if way is By.CUMULATIVE:
            return [row(count, end_date=last, speaker=OTHER), row(round(count, -1), end_date=last, speaker=TELLER)]
        more, less = self.dice.choice([(0.7, 0.45), (0.65, 0.45), (0.8, 0.5), (0.75, 0.6)])
        return [
            row(count, end_date=last, measure="obituaries", status="count", speaker=OTHER),
            row(f"{round(count / more)}-{round(count / less)}", end_date=last, measure="killed", speaker=TELLER),
        ]


def test_estimates_of_their_own_rest_on_nobody(desk: Desk) -> None:
    """But for the one match in twenty that the rule lets luck make: one ledger of these, each with some forty figures."""
    with_edges = [seed for seed in range(TRUTHS) if numbers(desk.rows(*(truth := Truth(seed)).army, *truth.others))]
    assert len(with_edges) <= 1


@pytest.mark.parametrize("way", [By.SUM, By.ROUNDED_RATE, By.CONSTANT, By.CUMULATIVE])
def test_a_figure_that_is_retold_is_found(desk: Desk, way: By) -> None:
    for seed in range(6):
        truth = Truth(1000 + seed)
        found = numbers(desk.rows(*truth.others[:9], *truth.retold(way)))
        ways = {By.CUMULATIVE, By.FIGURE} if way is By.CUMULATIVE else {way}  # a total of less than a year is a figure
        assert {by for child, parent, by in found if TELLER.lower() in (child, parent)} <= ways
        assert any(TELLER.lower() in (child, parent) for child, parent, _ in found)
