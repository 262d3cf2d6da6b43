"""What a figure can be of. One table, printed by the docs, that says of each measure what it is and what it is not."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Measure(StrEnum):
    """The measures of `gold/GUIDELINES.md`."""

    KILLED = "killed"
    WOUNDED = "wounded"
    KILLED_WOUNDED = "killed_wounded"
    MISSING = "missing"
    CAPTURED = "captured"
    LOSSES = "losses"
    IRRECOVERABLE = "irrecoverable"
    DESERTED = "deserted"
    RECRUITED = "recruited"
    MOBILISED = "mobilised"
    CONSCRIPTED = "conscripted"
    FOREIGN = "foreign"
    CONVICTS = "convicts"
    RETURNED = "returned"
    STRENGTH = "strength"
    RESERVE = "reserve"
    AREA_TAKEN = "area_taken"
    CAUSE_SHARE = "cause_share"
    WOUNDED_PER_KILLED = "wounded_per_killed"
    LOSSES_PER_AREA = "losses_per_area"
    EXCHANGE_RATIO = "exchange_ratio"
    RECRUIT_PAY = "recruit_pay"
    DEATH_PAYMENT = "death_payment"
    MISSING_INQUIRIES = "missing_inquiries"
    OBITUARIES = "obituaries"


class Status(StrEnum):
    """By what right a figure is stated."""

    ESTIMATE = "estimate"
    COUNT = "count"
    REPORT = "report"
    TARGET = "target"
    NEEDED = "needed"
    FORECAST = "forecast"
    HISTORICAL = "historical"


@dataclass(frozen=True, slots=True, kw_only=True)
class About:
    """A line of the vocabulary: `group` is loss, gain, level or reasoned; `unit` what its figures are in."""

    title: str
    group: str
    unit: str
    what: str
    example: str


def _about(group: str, title: str, what: str, example: str, *, unit: str = "person") -> About:
    return About(title=title, group=group, unit=unit, what=what, example=example)


MEASURES: dict[Measure, About] = {
    Measure.KILLED: _about("loss", "Killed", "People killed, or dead of wounds.", "The ministry admitted 5,937 dead."),
    Measure.WOUNDED: _about(
        "loss", "Wounded", "People wounded; often cases rather than people.", "Some 390,000 had been wounded."
    ),
    Measure.KILLED_WOUNDED: _about(
        "loss",
        "Killed and wounded",
        "Killed and wounded together, and “casualties” where the text does not define them.",
        "The army took 28,880 casualties in August.",
    ),
    Measure.MISSING: _about(
        "loss", "Missing", "People missing, or missing and captive told as one.", "More than 100 are missing."
    ),
    Measure.CAPTURED: _about(
        "loss", "Captured", "Prisoners, and those who surrendered.", "54 soldiers laid down their arms."
    ),
    Measure.LOSSES: _about(
        "loss",
        "Losses",
        "“Lost”, “eliminated”, “neutralised”, and any total that adds missing or captured to killed and wounded.",
        "About 35,000 servicemen were eliminated in December.",
    ),
    Measure.IRRECOVERABLE: _about(
        "loss",
        "Irrecoverable losses",
        "Killed, captured, missing and those who will not return to duty, where the text says so.",
        "Irrecoverable losses run at 20,000 a month.",
    ),
    Measure.DESERTED: _about(
        "loss", "Deserted", "Deserters and absentees, registered cases too.", "17,000 walk out every month."
    ),
    Measure.RECRUITED: _about(
        "gain",
        "Recruited",
        "Contract soldiers and volunteers, or not said how.",
        "427,000 signed contracts in 2024.",
    ),
    Measure.MOBILISED: _about(
        "gain", "Mobilised", "People called up against their will.", "300,000 reservists were mobilised."
    ),
    Measure.CONSCRIPTED: _about("gain", "Conscripted", "The regular draft.", "The decree calls up 135,000 conscripts."),
    Measure.FOREIGN: _about(
        "gain",
        "Foreign fighters",
        "Foreigners, or another state's troops, on this side.",
        "11,000 North Koreans arrived.",
    ),
    Measure.CONVICTS: _about(
        "gain", "Convicts", "Prisoners recruited from penal colonies.", "Wagner enlisted 50,000 inmates."
    ),
    Measure.RETURNED: _about(
        "gain",
        "Returned",
        "Wounded back on duty, freed prisoners, absentees who came back.",
        "230 came home in the exchange.",
    ),
    Measure.STRENGTH: _about(
        "level", "Strength", "People under arms, in theatre or in the force.", "575,000 troops were deployed."
    ),
    Measure.RESERVE: _about("level", "Reserve", "People who could be called up.", "Russia can draw on 25 million."),
    Measure.AREA_TAKEN: _about(
        "reasoned", "Ground taken", "Ground gained.", "It gained 839 km² in November.", unit="km2"
    ),
    Measure.CAUSE_SHARE: _about(
        "reasoned",
        "Share by cause",
        "The share of losses, wounds or targets that is due to a cause.",
        "Drones cause 75% of wounds.",
        unit="percent",
    ),
    Measure.WOUNDED_PER_KILLED: _about(
        "reasoned",
        "Wounded per killed",
        "How many are wounded for each one killed.",
        "Three are wounded for each death.",
        unit="ratio",
    ),
    Measure.LOSSES_PER_AREA: _about(
        "reasoned",
        "Losses per area",
        "Casualties for each square kilometre gained.",
        "53 casualties per km².",
    ),
    Measure.EXCHANGE_RATIO: _about(
        "reasoned",
        "Exchange ratio",
        "The other side's losses for each own loss.",
        "One Ukrainian to eight Russians.",
        unit="ratio",
    ),
    Measure.RECRUIT_PAY: _about(
        "reasoned",
        "Recruit's pay",
        "Bonus or wage for one who enlists.",
        "The bonus is 400,000 roubles.",
        unit="money",
    ),
    Measure.DEATH_PAYMENT: _about(
        "reasoned",
        "Death payment",
        "What is paid for one killed or wounded.",
        "The family is owed 5 million roubles.",
        unit="money",
    ),
    Measure.MISSING_INQUIRIES: _about(
        "reasoned",
        "Inquiries for the missing",
        "Requests, samples or appeals from relatives.",
        "48,000 gave DNA samples.",
    ),
    Measure.OBITUARIES: _about(
        "reasoned", "Named dead", "Dead counted by name from open sources.", "The list holds 122,883 names."
    ),
}

STATUSES: dict[Status, About] = {
    Status.ESTIMATE: _about("status", "Estimate", "Someone's assessment.", "NATO estimates 7,000 to 15,000 killed."),
    Status.COUNT: _about(
        "status",
        "Count",
        "Confirmed one by one, or a side's own admitted losses.",
        "Baku acknowledged 192 dead.",
    ),
    Status.REPORT: _about(
        "status",
        "Report",
        "An official tally or claim, its method not stated.",
        "Kyiv says it eliminated 35,000.",
    ),
    Status.TARGET: _about(
        "status", "Target", "A goal, quota or order.", "Moscow aims at 690,000 by the end of the year."
    ),
    Status.NEEDED: _about("status", "Needed", "What would be required.", "It would need 50,000 recruits a month."),
    Status.FORECAST: _about(
        "status", "Forecast", "What is expected to come.", "London expects over 1,000 a day in February."
    ),
    Status.HISTORICAL: _about(
        "status", "Historical", "A benchmark from another war or era.", "The USSR lost 15,000 in Afghanistan."
    ),
}
