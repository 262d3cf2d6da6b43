"""Bodies that tell of simulated wars honestly, in every shape the chart knows: what no check may accuse.

Totals, rates, parts by time, front, branch, kind and ally, ratios, levels, running tables, a daily series in either convention of the day,
revised editions beside what was told before, exchanges of the dead, the missing less those found.
"""

from __future__ import annotations

import calendar
import datetime as dt
import random
from dataclasses import replace

from muster.claims.claim import Claim, Place
from muster.claims.document import Document
from muster.claims.figure import Bound, Figure, Per
from muster.claims.measures import Measure, Status
from muster.claims.party import Party
from muster.claims.period import Period
from muster.claims.report import Report
from tests.account.honest_wars import (
    ALL,
    ALLY,
    BRANCHES,
    FRONTS,
    LOSSES,
    SIDES,
    START,
    TOLD,
    Body,
    M,
    Scope,
    World,
    body,
    day,
    months,
)


class Teller:
    """One edition: a body telling a world on one day of publication."""

    def __init__(self, rng: random.Random, world: World, its: Body, published: int):
        self.rng, self.world, self.its, self.published = rng, world, its, published
        self.until = min(world.days, published) - 1
        self.parties = (*SIDES, ALLY)[: world.parties]

    # ---------------------------------------------------------------- numbers
    def round(self, number: float) -> float:
        digits = max(2, self.its.digits - (self.rng.random() < 0.3))
        if number <= 0:
            return 0.0
        power = max(0, len(str(int(number))) - digits)
        if self.its.fives and digits == 2 and power >= 1:
            return round(number / (5 * 10**power)) * 5.0 * 10**power
        return float(round(number / 10**power) * 10**power)

    def figure(
        self, value: float, *, per: Per | None = None, unit: str = "person", point: bool = False
    ) -> Figure | None:
        rng = self.rng
        shown = self.round(value)
        if value <= 0 or shown <= 0:
            return None
        kind = (
            Bound.EXACT
            if point
            else rng.choice([Bound.EXACT] * 4 + [Bound.ABOUT] * 2 + [Bound.AT_LEAST, Bound.AT_MOST, Bound.BETWEEN])
        )
        power = 10 ** max(0, len(str(int(value))) - 2)
        low, high = float(value // power * power), float(-(-value // power) * power)
        if kind is Bound.AT_LEAST:
            low = low if rng.random() < 0.7 else max(power, low - power)
            return Figure(low=low, high=None, bound=kind, unit=unit, per=per) if low > 0 else None
        if kind is Bound.AT_MOST:
            return Figure(low=None, high=high, bound=kind, unit=unit, per=per)
        if kind is Bound.BETWEEN:
            low, high = max(0.0, low - power * rng.randint(0, 2)), high + power * rng.randint(0, 2)
            return Figure(low=low, high=high, bound=kind if low < high else Bound.EXACT, unit=unit, per=per)
        return Figure(low=shown, high=shown, bound=kind, unit=unit, per=per)

    def put(
        self,
        shown: Figure | None,
        *,
        measure: Measure,
        party: Party,
        first: int,
        last: int,
        scope: Scope = ALL,
        **more: object,
    ) -> Claim | None:
        if shown is None:
            return None
        one = claim(
            shown, measure=measure, party=party, period=Period(day(first), day(last)), speaker=self.its.name,
            scope=scope_words(scope), published=day(self.published), **more,
        )  # fmt: skip
        self.its.claims.append(one)
        return one

    def total(
        self,
        measure: Measure,
        party: Party,
        first: int,
        last: int,
        *,
        scope: Scope = ALL,
        per: Per | None = None,
        point: bool = False,
    ) -> Claim | None:
        value = self.world.total(party, self.its.senses[measure], first, last, scope)
        if measure is M.OBITUARIES:
            value = round(value * 0.6)
        unit = "km2" if measure is M.AREA_TAKEN else "person"
        shown = self.figure(value / units(first, last, per), per=per, unit=unit, point=point or measure is M.OBITUARIES)
        status = Status.COUNT if measure is M.OBITUARIES else Status.ESTIMATE
        return self.put(shown, measure=measure, party=party, first=first, last=last, scope=scope, status=status)

    # ---------------------------------------------------------------- shapes
    def span(self) -> tuple[int, int]:
        rng = self.rng
        known = [one for one in months(self.world) if one[1] <= self.until]
        kind = rng.random()
        if known and kind < 0.35:
            return rng.choice(known)
        if known and kind < 0.6:
            at = rng.randrange(len(known))
            return known[at][0], known[min(len(known) - 1, at + rng.choice((1, 2, 5)))][1]
        if kind < 0.85:
            return 0, rng.randint(20, self.until)
        first = rng.randint(0, self.until - 10)
        return first, rng.randint(first + 7, self.until)

    def anything(self) -> None:
        rng = self.rng
        shape = rng.choice(
            (self.plain, self.plain, self.rated, self.rated, self.tiled, self.fronts, self.kinds, self.ratio, self.exchange, self.held,
             self.running, self.bodies_exchanged, self.allied)
        )  # fmt: skip
        shape()

    def plain(self) -> None:
        scope = self.rng.choice((ALL, ALL, (self.rng.randrange(3), None), (None, self.rng.randrange(3))))
        self.total(self.rng.choice(TOLD), self.rng.choice(self.parties), *self.span(), scope=scope)

    def rated(self) -> None:
        first, last = self.span()
        per = self.rng.choice((Per.DAY, Per.DAY, Per.WEEK, Per.MONTH, Per.YEAR))
        measure, party = self.rng.choice(TOLD[:-1]), self.rng.choice(self.parties)
        self.total(measure, party, first, last, per=per)
        if self.rng.random() < 0.5:
            self.total(measure, party, first, last)

    def tiled(self) -> None:
        known = [one for one in months(self.world) if one[1] <= self.until]
        if len(known) < 2:
            return
        at = self.rng.randrange(len(known) - 1)
        its = known[at : at + self.rng.choice((2, 3, 6, 12))]
        measure, party = self.rng.choice(TOLD[:-1]), self.rng.choice(self.parties)
        for first, last in its:
            self.total(measure, party, first, last, per=self.rng.choice((None, None, Per.DAY)))
        self.total(measure, party, its[0][0], its[-1][1])

    def fronts(self) -> None:
        first, last = self.span()
        measure, party = self.rng.choice(TOLD[:-1]), self.rng.choice(self.parties)
        by_branch = self.rng.random() < 0.5
        for at in range(3):
            self.total(measure, party, first, last, scope=(None, at) if by_branch else (at, None))
        self.total(measure, party, first, last)

    def kinds(self) -> None:
        (first, last), party = self.span(), self.rng.choice(self.parties)
        for measure in (M.KILLED, M.WOUNDED, M.MISSING, M.CAPTURED, M.KILLED_WOUNDED, M.LOSSES, M.IRRECOVERABLE):
            if self.rng.random() < 0.7:
                self.total(measure, party, first, last)

    def ratio(self) -> None:
        (first, last), party = self.span(), self.rng.choice(self.parties)
        measure, of, base = self.rng.choice(
            ((M.LOSSES_PER_AREA, M.KILLED_WOUNDED, M.AREA_TAKEN), (M.WOUNDED_PER_KILLED, M.WOUNDED, M.KILLED))
        )
        top, low = (self.world.total(party, self.its.senses[one], first, last) for one in (of, base))
        if top < 0 or low <= 0:
            return
        value = round(top / low, self.rng.choice((0, 1, 1, 2)))
        per, unit = (Per.KM2, "person") if measure is M.LOSSES_PER_AREA else (None, "ratio")
        if value >= 0.0:
            self.put(
                Figure(low=value, high=value, unit=unit, per=per), measure=measure, party=party, first=first, last=last
            )
        for one in (of, base):
            if self.rng.random() < 0.6:
                self.total(one, party, first, last)

    def exchange(self) -> None:
        (first, last), at = self.span(), self.rng.randrange(2)
        own, other = (self.world.total(SIDES[one], self.its.senses[M.LOSSES], first, last) for one in (at, 1 - at))
        value = round(other / own, self.rng.choice((0, 1))) if own > 0 else 0.0
        if own > 0:
            self.put(
                Figure(low=value, high=value, unit="ratio"),
                measure=M.EXCHANGE_RATIO,
                party=SIDES[at],
                first=first,
                last=last,
            )
            self.total(M.LOSSES, SIDES[at], first, last)
            self.total(M.LOSSES, SIDES[1 - at], first, last)

    def bodies_exchanged(self) -> None:
        first, last = self.span()
        value = float((1, 5, 10, 30, 77)[(first + last) % 5])
        self.put(
            Figure(low=value, high=value, unit="ratio"), measure=M.EXCHANGE_RATIO, party=SIDES[1], first=first, last=last,
            scope_said="bodies exchanged",
        )  # fmt: skip

    def allied(self) -> None:
        first, last = self.span()
        measure = self.rng.choice(LOSSES)
        for party in self.parties:
            self.total(measure, party, first, last)

    def held(self) -> None:
        party, on = self.rng.choice(self.parties), self.rng.randint(0, self.until)
        name, measure, words = self.rng.choice(
            (("theatre", M.STRENGTH, "in theatre"), ("force", M.STRENGTH, "whole force"), ("missing", M.MISSING, "still missing"),
             ("captive", M.CAPTURED, "still held"))
        )  # fmt: skip
        for at in {on, self.rng.randint(0, self.until)}:
            value = self.world.levels[party, name][at]
            self.put(self.figure(value), measure=measure, party=party, first=at, last=at, scope_said=words)

    def running(self) -> None:
        """A cumulative table by the month."""
        measure, party = self.rng.choice((*LOSSES, M.RECRUITED)), self.rng.choice(self.parties)
        for _, last in months(self.world):
            if last <= self.until:
                self.total(measure, party, 0, last, point=self.rng.random() < 0.8)


def scope_words(scope: Scope) -> str | None:
    front, branch = scope
    return f"{FRONTS[front]} only" if front is not None else f"{BRANCHES[branch]} only" if branch is not None else None


def units(first: int, last: int, per: Per | None) -> float:
    days = last - first + 1
    if per is None:
        return 1.0
    if per in (Per.DAY, Per.WEEK):
        return days / (1 if per is Per.DAY else 7)
    total = 0.0
    for at in range(first, last + 1):
        one = day(at)
        total += 1 / (
            calendar.monthrange(one.year, one.month)[1]
            if per is Per.MONTH
            else 366
            if calendar.isleap(one.year)
            else 365
        )
    return total


def claim(
    shown: Figure,
    *,
    scope: str | None = None,
    scope_said: str | None = None,
    status: Status = Status.ESTIMATE,
    **fields: object,
) -> Claim:
    return Claim(
        figure=shown, quote=shown.spoken(), place=Place(document="-", start=0, end=1), status=status, war="simulated",
        scope=scope_said or scope, **fields,  # type: ignore[arg-type]
    )  # fmt: skip


def daily(rng: random.Random, world: World, its: Body, party: Party, measure: Measure, *, morning: bool) -> Report:
    """A cumulative series a data set keeps day by day; `morning` ones are published for the day before."""
    claims = []
    for at in range(20, min(world.days, 20 + rng.choice((40, 80)))):
        value = world.total(party, its.senses[measure], 0, at)
        if value > 0:
            claims.append(
                claim(Figure(low=value, high=value), measure=measure, party=party, period=Period(day(0), day(at)), speaker=its.name,
                      published=day(at + morning), status=Status.REPORT)
            )  # fmt: skip
    return report(claims, table=True, published=day(world.days + 1))


def when(period: Period) -> str:
    assert period.start is not None
    assert period.end is not None
    if period.start == period.end:
        return f"on {period.start:%-d %B %Y}"
    return f"from {period.start:%-d %B %Y} to {period.end:%-d %B %Y}"


PER = {
    Per.DAY: " a day",
    Per.WEEK: " a week",
    Per.MONTH: " a month",
    Per.YEAR: " a year",
    Per.KM2: " for each square kilometre",
    None: "",
}


def report(claims: list[Claim], *, table: bool, published: dt.date) -> Report:
    lines, spots, at = [], [], 0
    for one in claims:
        scope = f", {one.scope}," if one.scope else ""
        head = f"{one.speaker} puts what {one.party} had of {one.measure.value}{scope} {when(one.period)} at "
        spots.append((at + len(head), at + len(head) + len(one.quote)))
        lines.append(f"{head}{one.quote}{PER[one.figure.per]} in all.")
        at += len(lines[-1]) + 1
    document = Document(
        text="\n".join(lines), title="A simulated report", published=published, media="dataset" if table else "text"
    )
    placed = [
        replace(one, place=Place(document=document.id, start=a, end=b))
        for one, (a, b) in zip(claims, spots, strict=True)
    ]
    return Report(document=document, claims=tuple(placed))


def reports(seed: int, *, fives: bool = False, revising: bool = True, net: bool = True) -> tuple[World, list[Report]]:
    """Reports of one random war by some bodies, in tables or texts, in one edition or several."""
    rng = random.Random(seed)
    world = World.random(seed)
    found: list[Report] = []
    for number in range(rng.choice((1, 2, 3))):
        its = body(rng, f"Bureau {chr(65 + number)}", fives=fives and rng.random() < 0.5, net=net)
        table = rng.random() < 0.6
        if rng.random() < 0.2:
            found += retold(rng, world, its)
            continue
        if revising and rng.random() < 0.4:
            found += editions(rng, world, its, table=table)
            continue
        teller = Teller(rng, world, its, world.days + rng.choice((0, 20)))
        while len(its.claims) < 14:
            teller.anything()
        found.append(report(its.claims, table=table, published=day(teller.published)))
    return world, found


def retold(rng: random.Random, world: World, its: Body) -> list[Report]:
    """A daily series, and other reports of it that may cut the day elsewhere."""
    party, measure = rng.choice(SIDES), rng.choice((M.LOSSES, M.KILLED, M.KILLED_WOUNDED))
    morning = rng.random() < 0.5
    series = daily(rng, world, its, party, measure, morning=morning)
    shift = rng.choice((-1, 0))
    its.claims = []
    teller = Teller(rng, world, its, world.days + 1)
    for _ in range(6):
        first, last = teller.span()
        before = len(its.claims)
        teller.total(measure, party, max(0, first + shift) if first else 0, last + shift)
        for at in range(before, len(its.claims)):
            its.claims[at] = replace(its.claims[at], period=Period(day(first), day(last)))
    return (
        [series, report(its.claims, table=rng.random() < 0.5, published=day(teller.published))]
        if its.claims
        else [series]
    )


def editions(rng: random.Random, world: World, its: Body, *, table: bool) -> list[Report]:
    """What a body told before it knew better, and later: every month of which it changed its mind is told again."""
    known = months(world)
    if len(known) < 4:
        return []
    changed = rng.sample(known[:-1], 2)
    early = Teller(rng, world.revised(rng, changed), its, max(known[-2][1], world.days - 20))
    late = Teller(rng, world, its, world.days + 30)
    measures, party = rng.sample((*LOSSES, M.RECRUITED), 2), rng.choice(SIDES)
    for teller in (early, late):
        for measure in measures:
            for first, last in known[:-1] if teller is early else changed:
                for scope in (ALL,):
                    teller.total(measure, party, first, last, scope=scope, point=True)
            if teller is early or rng.random() < 0.4:
                teller.total(measure, party, 0, known[-2][1], point=True)
            if teller is early:
                teller.total(measure, party, *teller.span())
            elif rng.random() < 0.5:
                teller.total(measure, party, 0, known[-1][1], point=True)
    first = [one for one in its.claims if one.published == day(early.published)]
    later = [one for one in its.claims if one.published != day(early.published)]
    return [report(one, table=table, published=one[0].published or START) for one in (first, later) if one]
