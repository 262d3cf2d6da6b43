"""Digits swapped, lost or doubled: one figure told twice, or beside a known series, in two ways that a slip of the hand explains.

Invariant: both tell the same thing of the same days, in one voice, and share no number even as bounds; a round number, which another
can be ten times by chance, is never accused within a text.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from itertools import combinations

from muster.account import wording
from muster.account.dating import ONE_DAY
from muster.account.statement import NO_FACT, Statement, alike
from muster.account.traps.series import Toll
from muster.account.traps.telling import (
    Telling,
    grouped,
    one_voice,
    subject,
    upto,
)
from muster.account.widths import TELLING, as_bounds, significant
from muster.claims.figure import plain, whole
from muster.claims.finding import Finding, Kind, Severity, Verdict
from muster.claims.measures import Measure

SWAPPED = "two digits were swapped"
LEAST = 4  # digits that a swap or a loss is looked for in
CLOSE = 0.02  # of the series at the day: so near must ten times the figure come
LONG = 5  # digits that say so much that a number with two of them changed about is the same one
_ONE_THING = {
    Measure.KILLED: "dead",
    Measure.OBITUARIES: "dead",
    Measure.LOSSES: "lost",
    Measure.KILLED_WOUNDED: "lost",
    Measure.WOUNDED: "wounded",
    Measure.RECRUITED: "recruited",
    Measure.STRENGTH: "strength",
}
AROUND = 3  # days to either side that a toll may be of


def slips(telling: Telling, runs: Sequence[Toll]) -> Iterator[Finding]:
    """Slips of digits."""
    its = [
        one
        for one in telling.again
        if one.claim.figure.unit in ("person", "km2")
        and one.claim.status not in NO_FACT
        and one.point
        and one.claim.figure.numbers[0] > 0
    ]
    told: set[frozenset[str]] = set()
    key = grouped(its, lambda one: (*subject(one), str(one.claim.figure.per), one.period.start, _end(one)))
    for group in key.values():
        distinct = list(
            {(one.body.key, one.claim.figure.numbers[0], one.report.document.id): one for one in group}.values()
        )
        if 1 < len(distinct) <= 60:
            for one, other in combinations(distinct, 2):
                if one.sentence == other.sentence:
                    continue  # one sentence counts two things
                if one_voice(one, other) and alike(one, other) and (slip := _slip(one, other)):
                    told.add(frozenset({one.id, other.id}))
                    yield _finding(one, other, slip=slip)
    for one, other in _in_one_text(its):
        if frozenset({one.id, other.id}) not in told:
            yield _finding(one, other, slip=SWAPPED)
    for one in telling.whole:
        if found := _series(one, runs):
            yield found


def _in_one_text(its: Sequence[Statement]) -> Iterator[tuple[Statement, Statement]]:
    """Two long numbers of one text on one party that differ by two digits that changed places, whatever else is told of them: no chance
    makes such a pair."""
    long = [
        one
        for one in its
        if not one.report.table and one.claim.measure in _ONE_THING and significant(one.claim.figure.numbers[0]) >= LONG
    ]
    key = grouped(
        long,
        lambda one: (one.report.document.id, str(one.claim.party), one.claim.civilian, _ONE_THING[one.claim.measure]),
    )
    for group in key.values():
        for one, other in combinations(group[:60], 2):
            first, second = (float(each.claim.figure.numbers[0]) for each in (one, other))
            if one.sentence != other.sentence and slip(first, second) == SWAPPED:
                yield one, other


def _by_chance(one: Statement, other: Statement) -> bool:
    """Whether a body that told another number on another day can have come to the one with two digits swapped by chance: of numbers of
    three digits, one revision in a hundred does."""
    numbers = (float(each.claim.figure.numbers[0]) for each in (one, other))
    return one.published != other.published and max(significant(number) for number in numbers) <= TELLING


def _end(one: Statement) -> object:
    return one.report.document.id if one.period.end is None else one.period.end


def _slip(one: Statement, other: Statement) -> str:
    if as_bounds(one.claim).meets(as_bounds(other.claim)):
        return ""
    first, second = one.claim.figure.numbers[0], other.claim.figure.numbers[0]
    return slip(float(first), float(second))


def slip(first: float, second: float) -> str:
    """How one number becomes the other by a slip of the hand; empty where it does not."""
    small, great = sorted((first, second))
    if small <= 0 or small == great:
        return ""
    for power, said in (
        (3, "a thousand was lost"),
        (1, "a nought was lost or added"),
        (2, "two noughts were lost or added"),
    ):
        if abs(great / small / 10**power - 1) < 1e-9 and significant(small) >= 2:
            return said
    if not (float(small).is_integer() and float(great).is_integer()):
        return ""
    a, b = str(int(small)), str(int(great))
    if len(a) == len(b) >= LEAST and significant(small) >= TELLING:
        differ = [at for at in range(len(a)) if a[at] != b[at]]
        if (
            len(differ) == 2
            and differ[1] == differ[0] + 1
            and (a[differ[0]], a[differ[1]]) == (b[differ[1]], b[differ[0]])
        ):
            return SWAPPED
    if len(b) != len(a) + 1 or len(a) < LEAST or significant(small) < TELLING:
        return ""
    return "a digit was lost or doubled" if any(b[:at] + b[at + 1 :] == a for at in range(len(b))) else ""


def _series(one: Statement, runs: Sequence[Toll]) -> Finding | None:
    """A toll against the series at its day."""
    claim = one.claim
    day, number = upto(one), float(claim.figure.numbers[-1])
    if (
        claim.measure not in (Measure.LOSSES, Measure.KILLED_WOUNDED)
        or one.rate
        or one.level
        or one.scope
        or claim.civilian
        or day is None
    ):
        return None
    for run in runs:
        if run.war != claim.war or run.party != claim.party or _of_run(one, run):
            continue
        if run.start != one.period.start:
            if found := _of_a_month(one, run):
                return found
            continue
        if not _of_its_count(one, run):
            continue
        near = [
            toll for shift in range(-AROUND, AROUND + 1) if (toll := run.at(day + dt.timedelta(days=shift))) is not None
        ]
        for toll in near:
            said = slip(number, toll)
            for power in (1, 3):
                if (
                    not said
                    and significant(number) >= 2
                    and min(abs(number * 10**power / toll - 1), abs(number / 10**power / toll - 1)) <= CLOSE
                ):
                    said = "a nought was lost or added" if power == 1 else "a thousand was lost or added"
            if said:
                its = f"{wording.of_side(one)} by {wording.day(day)}. The series of {run.body.name} then stood at {wording.number(toll)}"
                return _against(one, its, series=toll, slip=said)
    return None


def _of_its_count(one: Statement, run: Toll) -> bool:
    """Whether it can be a figure of the series, for days that are told: by its body, by who takes from it, or in the report's own name."""
    return not one.assumed and (one.own_voice or one.body.key == run.body.key or one.body.key in run.followers)


def _of_a_month(one: Statement, run: Toll) -> Finding | None:
    """The total of a month, or of days within the run, against what the run grew by; of four digits that say something."""
    start, end = one.period.start, one.period.end
    number = float(one.claim.figure.numbers[-1])
    exact = one.point and significant(number) >= TELLING
    if not _of_its_count(one, run) or not exact or start is None or end is None or not run.daily or start <= run.start:
        return None
    for shift in (0, 1):
        grown = run.over(start + shift * ONE_DAY, end + shift * ONE_DAY)
        if grown and slip(number, grown) == SWAPPED:
            its = (
                f"{wording.of_whom(one)}. The series of {run.body.name} comes to {wording.number(grown)} for these days"
            )
            return _against(one, its, series=grown, slip=SWAPPED)
    return None


def _of_run(one: Statement, run: Toll) -> bool:
    """Whether it is an entry of the series itself; what a text tells of it can be held against the other entries."""
    return one.report.table and one.id in run.members


def _severity(slip: str) -> Severity:
    return Severity.GRAVE if "nought" in slip or "thousand" in slip else Severity.SERIOUS


def _finding(one: Statement, other: Statement, *, slip: str) -> Finding:
    second = plain(whole(float(other.claim.figure.numbers[0])))
    return wording.finding(
        Kind.DIGITS,
        Verdict.IMPLAUSIBLE if slip == SWAPPED and _by_chance(one, other) else Verdict.FAILS,
        severity=_severity(slip),
        sentence=(
            f"{wording.teller(one)} gave {wording.of_whom(one)}. "
            f"Elsewhere the same figure is {second}. It looks as if {slip}."
        ),
        of=[one, other],
        numbers=[("one", float(one.claim.figure.numbers[0])), ("other", float(other.claim.figure.numbers[0]))],
    )


def _against(one: Statement, told: str, *, series: float, slip: str) -> Finding:
    return wording.finding(
        Kind.DIGITS,
        Verdict.FAILS,
        severity=_severity(slip),
        sentence=f"{wording.teller(one)} gave {told}. It looks as if {slip}.",
        of=[one],
        numbers=[("told", float(one.claim.figure.numbers[-1])), ("series", series)],
    )
