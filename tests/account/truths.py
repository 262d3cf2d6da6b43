"""Random true accounts, and random true reports of them with honest rounding: what no check may accuse.

A truth is a flow for every day of every party; a body fixes one sense for each measure and tells totals, rates, ranges, bounds, running
totals, parts, ratios and levels of it, each rounded as printed.
"""

from __future__ import annotations

import datetime as dt
import random
from dataclasses import dataclass, field

from muster.account.chart import shipped
from muster.account.flows import Flow, Stock
from muster.account.functional import Sense
from muster.claims.claim import Claim, Place
from muster.claims.document import Document
from muster.claims.figure import Bound, Figure, Per
from muster.claims.measures import Measure, Status
from muster.claims.party import Party
from muster.claims.period import Period
from muster.claims.report import Report
from muster.claims.war import War, WarParty

START = dt.date(2030, 1, 1)
PARTIES = (Party("XA"), Party("XB"))
TOLD = (
    Measure.KILLED, Measure.WOUNDED, Measure.KILLED_WOUNDED, Measure.LOSSES, Measure.MISSING, Measure.CAPTURED, Measure.DESERTED,
    Measure.RECRUITED, Measure.MOBILISED, Measure.IRRECOVERABLE, Measure.AREA_TAKEN, Measure.RETURNED,
)  # fmt: skip


def war(days: int = 400) -> War:
    """A simulated war of two sides."""
    return War(
        id="simulated",
        name="simulated war",
        start=START,
        end=None,
        parties=tuple(WarParty(party=party, name=party.code, names=(f"Side {party.code}",)) for party in PARTIES),
    )


@dataclass
class Truth:
    """Daily flows by party, and levels on each day."""

    days: int
    flows: dict[Party, dict[Flow, list[float]]]
    levels: dict[Party, dict[Stock, list[float]]]

    @classmethod
    def random(cls, rng: random.Random, days: int) -> Truth:
        flows, levels = {}, {}
        for party in PARTIES:
            scale = {flow: 10 ** rng.uniform(0.5, 3) for flow in Flow}
            for flow in (Flow.DIED_OF_WOUNDS, Flow.INVALIDED):
                scale[flow] = scale[Flow.WOUNDED] * rng.uniform(0.02, 0.4)
            flows[party] = {
                flow: [max(0.0, round(scale[flow] * rng.lognormvariate(0, 0.4))) for _ in range(days)] for flow in Flow
            }
            levels[party] = {
                stock: [round(10 ** rng.uniform(4, 6) * (1 + 0.001 * day)) for day in range(days)] for stock in Stock
            }
        return cls(days=days, flows=flows, levels=levels)

    def total(self, party: Party, sense: Sense, first: int, last: int) -> float:
        """What a sense comes to from day `first` to day `last`, both inside."""
        its = self.flows[party]
        return sum(weight * sum(its[flow][first : last + 1]) for flow, weight in sense.flows)


@dataclass
class Hand:
    """A body, with one sense for each measure, and what it has told so far."""

    name: str
    senses: dict[Measure, Sense]
    claims: list[Claim] = field(default_factory=list)


def hand(rng: random.Random, name: str) -> Hand:
    chart = shipped()
    return Hand(name, {measure: rng.choice(chart[measure].flows) for measure in TOLD})


def day(number: int) -> dt.date:
    return START + dt.timedelta(days=number)


def rounded(rng: random.Random, number: float) -> float:
    """A number to as many digits as a person may print, never finer than one."""
    digits = rng.choice((2, 2, 3, 3, 4, 7))
    if number <= 0:
        return 0.0
    power = max(0, len(str(int(number))) - digits)
    return float(round(number / 10**power) * 10**power)


def figure(rng: random.Random, value: float, *, per: Per | None, unit: str = "person") -> Figure | None:
    """A true figure of a value: a point, a hedge, a bound or a range around it. None where there is nothing to tell."""
    shown = rounded(rng, value)
    if shown <= 0:
        return None
    kind = rng.choice((Bound.EXACT, Bound.EXACT, Bound.ABOUT, Bound.AT_LEAST, Bound.AT_MOST, Bound.BETWEEN))
    if kind is Bound.AT_LEAST:
        low = float(int(value * rng.uniform(0.85, 1.0)))
        return Figure(low=low, high=None, bound=kind, unit=unit, per=per) if low > 0 else None
    if kind is Bound.AT_MOST:
        return Figure(low=None, high=float(int(value * rng.uniform(1.0, 1.2)) + 1), bound=kind, unit=unit, per=per)
    if kind is Bound.BETWEEN:
        low, high = float(int(value * rng.uniform(0.7, 1.0))), float(int(value * rng.uniform(1.0, 1.3)) + 1)
        return Figure(low=low, high=high, bound=kind, unit=unit, per=per)
    return Figure(low=shown, high=shown, bound=kind, unit=unit, per=per)


def period(rng: random.Random, days: int) -> tuple[int, int]:
    """Two days of the war, both inside: a month or so, or a running total from the start."""
    first = 0 if rng.random() < 0.35 else rng.randrange(days - 10)
    return first, min(days - 1, first + rng.choice((7, 14, 30, 31, 61, 92, rng.randrange(8, days))))


def tell(rng: random.Random, truth: Truth, its: Hand) -> Claim | None:
    """One true claim of a body: a total or a daily rate of a measure, in its own sense of the word."""
    party, measure = rng.choice(PARTIES), rng.choice(TOLD)
    first, last = period(rng, truth.days)
    value = truth.total(party, its.senses[measure], first, last)
    unit = "km2" if measure is Measure.AREA_TAKEN else "person"
    if value <= 0:
        return None
    per = rng.choice((None, None, Per.DAY, Per.WEEK))
    units = {None: 1.0, Per.DAY: last - first + 1.0, Per.WEEK: (last - first + 1) / 7}[per]
    shown = figure(rng, value / units, per=per, unit=unit)
    return shown and claim(
        shown, measure=measure, party=party, period=Period(day(first), day(last)), speaker=its.name, war="simulated"
    )


def ratio(rng: random.Random, truth: Truth, its: Hand) -> Claim | None:
    """A true ratio of a body: casualties per square kilometre, or wounded per killed."""
    party = rng.choice(PARTIES)
    first, last = period(rng, truth.days)
    measure, of, base = rng.choice(
        (
            (Measure.LOSSES_PER_AREA, Measure.KILLED_WOUNDED, Measure.AREA_TAKEN),
            (Measure.WOUNDED_PER_KILLED, Measure.WOUNDED, Measure.KILLED),
        )
    )
    above, below = (truth.total(party, its.senses[one], first, last) for one in (of, base))
    if above <= 0 or below <= 0:
        return None
    value = round(above / below, 2)
    if value < 0.1:
        return None
    per, unit = (Per.KM2, "person") if measure is Measure.LOSSES_PER_AREA else (None, "ratio")
    shown = Figure(low=value, high=value, bound=Bound.EXACT, unit=unit, per=per)
    return claim(
        shown, measure=measure, party=party, period=Period(day(first), day(last)), speaker=its.name, war="simulated"
    )


def again(rng: random.Random, truth: Truth, its: Hand, one: Claim) -> list[Claim]:
    """What the body has told of some days, told again as a point over another unit, or in two parts that make it."""
    first, last = ((end - START).days for end in (one.period.start, one.period.end) if end)
    cut = rng.randrange(first, last) if last - first > 12 and rng.random() < 0.5 else last
    found = []
    for start, end in {(first, cut), (cut + 1, last)} if cut < last else {(first, last)}:
        value = truth.total(one.party or PARTIES[0], its.senses[one.measure], start, end)
        per = rng.choice((None, Per.DAY))
        shown = rounded(rng, value / (end - start + 1 if per else 1))
        if shown > 0:
            found.append(
                claim(
                    Figure(low=shown, high=shown, bound=Bound.EXACT, unit=one.figure.unit, per=per),
                    measure=one.measure,
                    party=one.party,
                    period=Period(day(start), day(end)),
                    speaker=its.name,
                    war="simulated",
                )
            )
    return found


def level(rng: random.Random, truth: Truth, its: Hand) -> Claim | None:
    """A true strength on a day, of the theatre, as each body here means it."""
    party, on = rng.choice(PARTIES), rng.randrange(truth.days)
    shown = figure(rng, truth.levels[party][Stock.THEATRE][on], per=None)
    return shown and claim(
        shown, measure=Measure.STRENGTH, party=party, period=Period(day(on), day(on)), speaker=its.name, war="simulated"
    )


def claim(shown: Figure, **fields: object) -> Claim:
    """A claim that is given its place when it is put into a report."""
    return Claim(
        figure=shown,
        quote=shown.spoken(),
        place=Place(document="-", start=0, end=1),
        status=Status.ESTIMATE,
        **fields,  # type: ignore[arg-type]
    )


def _days(period: Period) -> str:
    start, end = period.start, period.end
    if not start or not end or start == end:
        return f"on {start:%d %B %Y}"
    return f"from {start:%d %B %Y} to {end:%d %B %Y}"


def report(claims: list[Claim], *, table: bool, published: dt.date) -> Report:
    """The claims as a report: a data set, a line each, or a text, a sentence each."""
    from dataclasses import replace

    lines, spots = [], []
    at = 0
    for one in claims:
        head = f"{one.speaker} puts what {one.party} had of {one.measure.value} {_days(one.period)} at "
        spots.append((at + len(head), at + len(head) + len(one.quote)))
        lines.append(f"{head}{one.quote} in all.")
        at += len(lines[-1]) + 1
    document = Document(
        text="\n".join(lines), title="A simulated report", published=published, media="dataset" if table else "text"
    )
    placed = [
        replace(one, place=Place(document=document.id, start=start, end=end))
        for one, (start, end) in zip(claims, spots, strict=True)
    ]
    return Report(document=document, claims=tuple(placed))


def slips(number: float) -> set[float]:
    """What a slip of the pen makes of a number: two digits swapped, or one lost."""
    digits = str(int(number))
    made = {digits[:at] + digits[at + 1 :] for at in range(len(digits))}
    made |= {digits[:at] + digits[at + 1] + digits[at] + digits[at + 2 :] for at in range(len(digits) - 1)}
    return {float(one) for one in made if one and one[0] != "0"} - {number}


def reports(rng: random.Random, *, days: int = 200, bodies: int = 4, claims: int = 40, table: bool) -> list[Report]:
    """True reports of a random true account, one for each body."""
    truth = Truth.random(rng, days)
    found = []
    for number in range(bodies):
        its = hand(rng, f"Bureau {chr(65 + number)}")
        while len(its.claims) < claims // bodies:
            teller = rng.choice((tell, tell, tell, tell, ratio, level))
            if (one := teller(rng, truth, its)) is not None:
                its.claims.append(one)
                if teller is tell and rng.random() < 0.5:
                    its.claims += again(rng, truth, its, one)
        found.append(report(its.claims, table=table, published=day(days)))
    return found
