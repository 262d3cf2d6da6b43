"""True accounts, told in reports with honest rounding: nothing is held against them; and a digit lost or swapped in one is found."""

from __future__ import annotations

import calendar
import random

import pytest
from test_arithmetic import accusations, checked

YEAR = 2024
SPEAKERS = ("The General Staff", "The Institute for the Study of War", "Britain's Ministry of Defence")
SEEDS = 60


def rounded(number: float, rng: random.Random) -> int:
    """A number as reports round it: to the man, to the ten, to the hundred, or to three digits."""
    size = len(str(int(number)))
    step: int = rng.choice([1, 10, 100 if size > 4 else 10, 10 ** max(0, size - 3)])
    return int(max(1, round(number / step) * step))


def told(number: int) -> str:
    """With commas."""
    return f"{number:,}"


def report(seed: int) -> str:
    """A report of three months of a war: months and their sum, a mean a day, ground and its price, the killed and the wounded."""
    rng = random.Random(seed)
    who = rng.choice(SPEAKERS)
    first = rng.randint(1, 9)
    months = [first, first + 1, first + 2]
    losses = [rng.randint(8_000, 60_000) for _ in months]
    ground = [rng.randint(50, 900) for _ in months]
    names = [f"{calendar.month_name[month]} {YEAR}" for month in months]
    lines = [f"KYIV, 20 December {YEAR}."]
    lines += [
        f"{who} said Russia took {told(rounded(one, rng))} casualties in {name}."
        for one, name in zip(losses, names, strict=True)
    ]
    lines.append(
        f"From {names[0]} to {names[2]}, {who[0].lower()}{who[1:]} said, Russian casualties came to {told(rounded(sum(losses), rng))}."
    )
    days = calendar.monthrange(YEAR, months[1])[1]
    lines.append(
        f"In {names[1]} Russia took {told(round(losses[1] / days))} casualties a day on average, {who[0].lower()}{who[1:]} said."
    )
    lines.append(
        f"Russian forces took {told(rounded(losses[2], rng))} casualties and gained {ground[2]} square kilometers in {names[2]}, "
        f"or {round(losses[2] / ground[2])} casualties per square kilometer, {who[0].lower()}{who[1:]} said."
    )
    dead = rng.randint(100, 900)
    hurt = rng.randint(2 * dead, 4 * dead)
    lines.append(
        f"On 3 December, it said, Ukraine took {dead + hurt} casualties, of whom {dead} were killed and {hurt} wounded."
    )
    return " ".join(lines)


@pytest.mark.parametrize("seed", range(SEEDS))
def test_the_truth_is_not_accused(seed: int) -> None:
    text = report(seed)
    assert not accusations(checked(text)), text
