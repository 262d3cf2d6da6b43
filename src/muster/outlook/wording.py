"""What an outlook answers, in words: each number with its band of 80 of 100."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from muster.account.draws import Banded
from muster.account.wording import rough
from muster.claims.yardstick import chance_words
from muster.outlook.answers import EVEN, FEW, Outlook, Passing


def sentences(one: Outlook) -> Iterator[str]:
    """What an outlook answers, in words, each number with its band of 80 of 100."""
    yield (
        f"Gained {_banded(one.recruits)} a month against {_banded(one.lost)} killed, wounded, missing, captured, deserted or discharged; "
        f"{_banded(one.returning)} return to duty."
    )
    certain = [its for its in one.balances if its.chance_with >= EVEN]
    yield (
        f"With a chance of 50 of 100 or more, more are lost than replaced, those who return included, in {len(certain) or 'none'} of the "
        f"{len(one.balances)} months."
    )
    if one.opening is not None:
        yield _held(one, one.opening)
    for floor in one.floors:
        yield _passed(floor)
    if not one.strength:
        yield "No strength was estimated: no claim in the ledger tells of one."
    if one.roubles is not None:
        cost = f"Bonuses come to {_banded(one.roubles, 1e9)} billion roubles"
        if one.dollars is not None:
            cost += f", {_banded(one.dollars, 1e9)} billion dollars"
        yield f"{cost} over the {len(one.months)} months."
    if one.pool is not None:
        yield f"By then {one.pool.middle:.0%} ({one.pool.bands[1][0]:.0%} to {one.pool.bands[1][1]:.0%}) of the pool has signed."
    untold = {
        what: words
        for what, words, its in (
            ("bonus", "what bonuses cost", one.roubles),
            ("pool", "what share of the pool has signed", one.pool),
        )
        if its is None
    }
    if untold:
        yield (
            f"Not told here: {' and '.join(untold.values())}; that takes a scenario that names a {' and a '.join(untold)} under pay, "
            "such as bonus-cut."
        )


def _held(one: Outlook, opening: Banded) -> str:
    """The recruits that would hold the strength, or why that cannot be told."""
    if one.needed is not None:
        return f"To hold the {rough(opening.middle)} of now, {_banded(one.needed)} recruits a month are needed."
    why = (
        f"in {one.ran_out:.0%} of the possible accounts more would be lost in some month than are there"
        if one.ran_out > FEW
        else "who signs is not sent within the horizon"
    )
    return f"How many recruits a month would hold the {rough(opening.middle)} of now cannot be told: {why}."


def _passed(floor: Passing) -> str:
    ends = f"at the end that is {chance_words(floor.last)}"
    what = f"{floor.words} ({rough(floor.people)})"
    if floor.now >= EVEN:
        return f"Already below {what}, which is {chance_words(floor.now)}; {ends}."
    return f"Below {what}: {_when(floor.even)}; with a chance of 80 of 100, {_when(floor.most)}; {ends}."


def _when(month: dt.date | None) -> str:
    return f"from {month:%Y-%m}" if month else "not within the horizon"


def _banded(one: Banded, unit: float = 1.0) -> str:
    """The middle with the band of 80 of 100, in so many of a unit."""
    return f"{_told(one.middle / unit)} ({_told(one.bands[1][0] / unit)} – {_told(one.bands[1][1] / unit)})"


def _told(value: float) -> str:
    return rough(value) if abs(value) >= 10 or value == 0 else f"{value:.2g}"
