"""Forecasts and stated needs, scored once their time has passed.

What came is what was later told of the same people and days, by the same body where it told any; where nobody told, it is what the
account of an estimate says. A bound or a range held where all that what came can be lies within it, and failed where none of that does; one
number is as good as a fifth more or less, for no forecast is meant more finely. Invariant: what names no time, or a time that is not over,
is listed and never scored; a later bound is no measure of what came.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from muster.account.chart import Chart
from muster.account.draws import Banded, Draws, banded
from muster.account.statement import Statement
from muster.account.system import Row, System
from muster.account.widths import Width
from muster.claims.errors import UsageError
from muster.claims.figure import Bound
from muster.claims.measures import Measure, Status

NEAR = 0.2  # how far what came may lie from one number, as a share, and the number still have held
SURE = 0.8  # of the draws that must agree before the account says that it held, or did not
SAME = 0.8  # of the days of both together, from which two figures are of the same days
LEVEL = 31  # days by which a level may be told about the forecast's own
SCORED = (Status.FORECAST, Status.NEEDED)


class Verdict(StrEnum):
    """What became of it."""

    HELD = "held"
    FAILED = "failed"
    UNSURE = "cannot tell"
    AHEAD = "not over yet"
    UNDATED = "not scorable"


@dataclass(frozen=True, slots=True, kw_only=True)
class Later:
    """What was told afterwards: the `claim`, by whom, the `number` for as many days as the forecast's, between what (`low`, `high`; None:
    open) it then lies, and what that makes of the forecast; `same` that it is the forecast's own body's."""

    claim: str
    by: str
    number: float
    low: float | None
    high: float | None
    verdict: Verdict
    same: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Scored:
    """A forecast or need and what became of it, with `why`. `low` and `high` are what was said, as a total over its days or a level (None:
    open), `later` what was told, `account` what an estimate says, and the `chance` it gives that it held."""

    statement: Statement
    verdict: Verdict
    why: str
    low: float | None = None
    high: float | None = None
    later: tuple[Later, ...] = ()
    account: Banded | None = None
    chance: float | None = None


def scored(system: System, draws: Draws | None, *, today: dt.date) -> list[Scored]:
    """All forecasts and needs of a war, by speaker and then by time. `draws` are those of an estimate, where there is one; `today` is the
    day up to which what is told is known."""
    its = [
        one.statement
        for one in system.passed
        if one.statement.claim.status in SCORED and not one.statement.claim.repeats
    ]
    found = [_scored(one, system.rows, draws, chart=system.chart, today=today) for one in its]
    return sorted(
        found, key=lambda one: (one.statement.body.name, one.statement.period.end or dt.date.max, one.statement.id)
    )


def _scored(one: Statement, rows: Sequence[Row], draws: Draws | None, *, chart: Chart, today: dt.date) -> Scored:
    period = one.period
    own = one.claim.period
    if period.start is None or period.end is None or (own.start is None and own.end is None):
        return Scored(statement=one, verdict=Verdict.UNDATED, why="it names no time by which it can be judged")
    if one.claim.scope or one.scope:
        return Scored(statement=one, verdict=Verdict.UNDATED, why="it is of a part, of which no total is told")
    if period.end > today:
        return Scored(statement=one, verdict=Verdict.AHEAD, why=f"its time ends on {period.end}")
    low, high = _said(one)
    later = tuple(_later(one, rows, said=Width(low, high)))
    account, chance = _account(one, draws, chart=chart, ends=(low, high))
    verdict, why = _verdict(later, chance)
    return Scored(
        statement=one, verdict=verdict, why=why, low=low, high=high, later=later, account=account, chance=chance
    )


def _verdict(later: Sequence[Later], chance: float | None) -> tuple[Verdict, str]:
    """What became of it, and as who has it: the same body where what it told decides, else others, else the estimate."""
    decided = [its for its in later if its.verdict is not Verdict.UNSURE]
    if judged := [its for its in decided if its.same] or decided:
        came = {its.verdict for its in judged}
        why = "as the same body later told" if judged[0].same else "as later told"
        return (came.pop(), why) if len(came) == 1 else (Verdict.UNSURE, f"{why}, in figures that differ")
    if chance is not None:
        verdict = Verdict.HELD if chance >= SURE else Verdict.FAILED if chance <= 1 - SURE else Verdict.UNSURE
        return verdict, "as the estimate has it"
    if later:
        return Verdict.UNSURE, "what was told of its days afterwards is too wide to decide it"
    return Verdict.UNSURE, "nothing was told of its days afterwards, and no estimate covers them"


def _said(one: Statement) -> tuple[float | None, float | None]:
    """Both ends of what was said; one number is as good as a fifth more or less."""
    low, high = one.total.low, one.total.high
    if one.claim.figure.bound in (Bound.EXACT, Bound.ABOUT):
        return one.middle * (1 - NEAR), one.middle * (1 + NEAR)
    return low, high


def _of(came: Width, said: Width) -> Verdict:
    """Held where the whole width of what came lies within what was said, failed where all of it lies without."""
    if not came.meets(said):
        return Verdict.FAILED
    above = said.low is None or (came.low is not None and came.low >= said.low)
    below = said.high is None or (came.high is not None and came.high <= said.high)
    return Verdict.HELD if above and below else Verdict.UNSURE


def _later(one: Statement, rows: Iterable[Row], *, said: Width) -> Iterator[Later]:
    """What was told of the same party, measure and days once these were over; a total of a few days more or less is taken by the day."""
    seen = set()
    for row in rows:
        its = row.statement
        if its.id in seen or row.base is not None or row.series.scope or _word(its) is not _word(one):
            continue
        if its.claim.party != one.claim.party or its.claim.civilian != one.claim.civilian or its.level != one.level:
            continue
        if (
            not _same_days(one, its)
            or its.published is None
            or one.period.end is None
            or its.published < one.period.end
        ):
            continue
        seen.add(its.id)
        scale = 1.0 if one.level else (one.period.days or 1) / (its.period.days or 1)
        came = its.total.times(scale)
        yield Later(
            claim=its.id,
            by=its.body.name,
            number=its.middle * scale,
            low=came.low,
            high=came.high,
            verdict=_of(came, said),
            same=its.body.key == one.body.key,
        )


def _word(one: Statement) -> Measure:
    """The measure; losses are told as casualties and the other way round."""
    return Measure.KILLED_WOUNDED if one.claim.measure is Measure.LOSSES else one.claim.measure


def _same_days(one: Statement, other: Statement) -> bool:
    if one.level and one.period.end is not None and other.period.end is not None:
        return abs((one.period.end - other.period.end).days) <= LEVEL
    return one.period.shared(other.period) >= SAME


def _account(
    one: Statement, draws: Draws | None, *, chart: Chart, ends: tuple[float | None, float | None]
) -> tuple[Banded | None, float | None]:
    """What the draws say of it in the plainest sense of its word that they know, and the chance that it held."""
    party = one.claim.party.code if one.claim.party is not None else ""
    entry = chart[_word(one)]
    if draws is None or party not in draws.parties or one.claim.civilian or entry.of is not None:
        return None, None
    sense = next((its for its in (entry.levels if one.level else entry.flows) if draws.knows(its)), None)
    if sense is None:
        return None, None
    try:
        values = draws.of(sense, party=party, period=one.period)
    except UsageError:  # days that the estimate does not cover
        return None, None
    low, high = ends
    held = (values >= (low if low is not None else float("-inf"))) & (
        values <= (high if high is not None else float("inf"))
    )
    return banded(values), float(held.mean())
