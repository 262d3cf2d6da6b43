"""What an outlook answers, in words: each number with its band of 80 of 100."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from muster.account.draws import Banded
from muster.account.wording import rough
from muster.claims.yardstick import chance_words
from muster.outlook.answers import Outlook


def sentences(one: Outlook) -> Iterator[str]:
    """What an outlook answers, in words, each number with its band of 80 of 100."""
    lost = sum(its.lost.middle for its in one.balances) / len(one.balances)
    yield (
        f"Gained {_banded(one.recruits)} a month against {rough(lost)} killed, wounded, missing, captured or deserted; "
        f"{_banded(one.returning)} return to duty."
    )
    certain = [its for its in one.balances if its.chance_with >= 0.5]
    yield (
        f"With a chance of 50 of 100 or more, more are lost than replaced, those who return included, in {len(certain) or 'none'} of the "
        f"{len(one.balances)} months."
    )
    if one.needed is not None and one.opening is not None:
        yield f"To hold the {rough(one.opening.middle)} of now, {_banded(one.needed)} recruits a month are needed."
    for floor in one.floors:
        yield (
            f"Below {floor.words} ({rough(floor.people)}): {_when(floor.even)}; with a chance of 80 of 100, {_when(floor.most)}; "
            f"at the end that is {chance_words(floor.last)}."
        )
    if not one.strength:
        yield "No strength was estimated: no claim in the ledger tells of one."
    if one.roubles is not None:
        cost = f"Bonuses come to {one.roubles.middle / 1e9:,.0f} billion roubles"
        if one.dollars is not None:
            cost += f", {one.dollars.middle / 1e9:,.1f} billion dollars"
        yield f"{cost} over the {len(one.months)} months."
    if one.pool is not None:
        yield f"By then {one.pool.middle:.0%} ({one.pool.bands[1][0]:.0%} to {one.pool.bands[1][1]:.0%}) of the pool has signed."


def _when(month: dt.date | None) -> str:
    return f"from {month:%Y-%m}" if month else "not within the horizon"


def _banded(one: Banded) -> str:
    return f"{rough(one.middle)} ({rough(one.bands[1][0])} – {rough(one.bands[1][1])})"
