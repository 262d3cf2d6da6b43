"""Scenarios: what is assumed of the months to come, over what the estimate says of those that were.

A scenario names a horizon, floors to watch, and changes of levers from a month on; what it does not name goes on as it went. It may
extend another, whose changes it takes over lever by lever. Invariant: a scenario that was read can be carried out; what cannot is refused
with its line, and what is odd but possible is remarked on.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from enum import StrEnum

from muster.outlook.quantity import Kind, Quantity

# How the number of volunteers follows pay, as a power: a tenth more pay brings three to eight in a hundred more, as armies that pay their
# volunteers have found (Asch, Heaton and others, RAND 2010, for recruits and bonuses).
ELASTICITY = Quantity(0.3, 0.8, Kind.PLAIN)
STEEPEST = 5.0  # an elasticity that no pay has ever come near
RELATIVE = 100
LONGEST = 120  # months: beyond ten years nothing of today's rates says anything


class Lever(StrEnum):
    """What a scenario can change; the value is its name in a file."""

    CONTRACT = "recruits.contract"
    CONVICTS = "recruits.convicts"
    FOREIGN = "recruits.foreign"
    OCCUPIED = "recruits.occupied"
    MOBILISED = "recruits.mobilised"
    KEPT_ON = "recruits.conscripts_kept"
    TRAINING = "recruits.training"
    LOSSES = "losses"
    RATIO = "wounded_per_killed"
    RETURNING = "returning"
    DELAY = "return_delay"
    EVACUATION = "evacuation"
    DESERTION = "desertion"
    DISCHARGE = "discharge"


LEVERS: dict[Lever, tuple[Kind, str]] = {
    Lever.CONTRACT: (Kind.RATE, "contract soldiers and volunteers who sign"),
    Lever.CONVICTS: (Kind.RATE, "recruits out of prison"),
    Lever.FOREIGN: (Kind.RATE, "foreigners, and troops that another state sends"),
    Lever.OCCUPIED: (Kind.RATE, "people called up in occupied land"),
    Lever.MOBILISED: (Kind.RATE, "people called up month by month, without a mobilisation of its own"),
    Lever.KEPT_ON: (Kind.RATE, "conscripts who are kept on under contract"),
    Lever.TRAINING: (Kind.TIME, "months from recruitment until a recruit is sent"),
    Lever.LOSSES: (Kind.RATE, "killed and wounded, as incidents"),
    Lever.RATIO: (Kind.RATIO, "wounded for each one killed at once"),
    Lever.RETURNING: (Kind.SHARE, "share of the surviving wounded who serve again"),
    Lever.DELAY: (Kind.TIME, "mean time until the wounded return"),
    Lever.EVACUATION: (Kind.TIME, "mean time until the wounded reach a surgeon"),
    Lever.DESERTION: (Kind.RATE, "deserters and absentees without leave"),
    Lever.DISCHARGE: (Kind.RATE, "those in the theatre who leave, as contracts end, or for age or health"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """From the day `start` on (up to and with the day `until`, else for good) a lever is `to` a level, or `by` times what it would have
    been, reached in a straight line over `over` months. Where a level of `now` stands beside it, it is as many times what it would have
    been as the one is of the other. `place` is the file and line where it stands. A month of the horizon, whatever its date, is one of the
    years before `RELATIVE`: the first is January of the year 1."""

    lever: Lever
    start: dt.date
    until: dt.date | None = None
    over: float = 0.0
    to: Quantity | None = None
    by: Quantity | None = None
    now: Quantity | None = None
    why: str = ""
    place: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Mobilisation:
    """So many `people` called up from the day `start` on, evenly `over` months, sent after `training` months of its own; the share
    `exempt` of them is let go before it is sent."""

    people: Quantity
    start: dt.date
    over: float
    training: float
    exempt: Quantity
    why: str = ""
    place: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Pay:
    """Volunteers follow pay: their number is multiplied by (then / now) ** elasticity, pay being the bonus and a year's salaries, as so
    many times the civil `wage` where that is named. They come out of a `pool`, which fills up again by `refill` people a month at most to
    what it was; as it empties they come in its proportion."""

    start: dt.date
    bonus: tuple[Quantity, Quantity] | None = None
    salary: tuple[Quantity, Quantity] | None = None
    elasticity: Quantity = ELASTICITY
    wage: tuple[Quantity, Quantity] | None = None
    pool: Quantity | None = None
    refill: Quantity | None = None
    why: str = ""
    place: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Floor:
    """A number of people in the theatre to watch: `people`, or a `share` of those there at the start."""

    people: float | None = None
    share: float | None = None

    @property
    def words(self) -> str:
        """The floor in words."""
        return f"{self.people:,.0f}" if self.people is not None else f"{self.share:.0%} of today's"


@dataclass(frozen=True, slots=True, kw_only=True)
class Scenario:
    """`horizon` in months from the end of the account, `recent` how many of its last months say how things go on, `tempo` how many times
    the usual losses each calendar month has (twelve numbers, or none). `of` is the code of the party whose numbers it assumes, empty where
    it would suit any. `remarks` say what is odd."""

    name: str
    title: str
    why: str
    horizon: int
    recent: int = 3
    floors: tuple[Floor, ...] = ()
    changes: tuple[Change, ...] = ()
    tempo: tuple[float, ...] = ()
    mobilisations: tuple[Mobilisation, ...] = ()
    pay: Pay | None = None
    ceasefire: dt.date | None = None
    exchange: Quantity | None = None
    of: str = ""
    sources: tuple[str, ...] = field(default=())
    remarks: tuple[str, ...] = field(default=())


def said_month(day: dt.date) -> str:
    """A month as a scenario's file says it: 2026-03, or month 3 of the horizon."""
    return f"month {(day.year - 1) * 12 + day.month}" if day.year < RELATIVE else f"{day:%Y-%m}"
