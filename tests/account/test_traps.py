"""The traps of casualty figures: the reports stand in the test, each with its day, and beside them what is found in them, or nothing."""

from __future__ import annotations

import datetime as dt
import random
from pathlib import Path

import pytest
from checked import checked

from muster.account.statement import Statement, statements
from muster.account.traps.digits import slip
from muster.account.traps.every import traps
from muster.account.widths import Width, slipped
from muster.claims.document import Document
from muster.claims.finding import Finding, Kind, Severity, Verdict
from muster.claims.report import Report
from muster.claims.war import shipped_wars
from muster.desk.reports import of_paths
from muster.desk.settings import settings
from muster.reading.reader import read

SHARED = Path(__file__).parents[3] / "shared"
DAY = "2026-02-20"


def reported(text: str, day: str = DAY) -> Report:
    document = Document(text=text.strip(), published=dt.date.fromisoformat(day), title=f"Report of {day}")
    reading = read(document)
    return Report(document=document, claims=reading.claims, remarks=reading.remarks)


def reports_of(said: str) -> list[Report]:
    """Reports out of one text: a line "--- 2025-12-24" opens a report of that day."""
    found = []
    for part in ("\n" + said.strip()).split("\n--- "):
        if not part.strip():
            continue
        first, _, rest = part.partition("\n")
        dated = part.strip() and first.strip()[:4].isdigit() and rest
        found.append(reported(rest, first.strip()) if dated else reported(part))
    return found


def found_in(reports: list[Report]) -> list[Finding]:
    its: list[Statement] = statements(reports, wars=shipped_wars())
    return traps(its, reports)


def named(findings: list[Finding]) -> list[str]:
    """Kinds and verdicts, but those that only say that something agrees."""
    return sorted(f"{one.kind.value} {one.verdict.value}" for one in findings)


# What is found, and the reports. Nothing is found where the first is empty.
CASES: list[tuple[str, str]] = [
    # One number under several measures.
    (
        "definition several_measures",
        """The General Staff of Ukraine put Russian losses in December 2025 at 35,050.

Mykhailo Fedorov said that 35,000 Russian soldiers were eliminated in December 2025.

Mark Rutte said 35,000 Russian soldiers were killed in December 2025.

Volodymyr Zelensky said 35,000 Russian soldiers were killed and seriously wounded in December 2025.""",
    ),
    (
        "definition several_measures",
        """--- 2024-07-02
Sudan's army said it killed 12,400 RSF fighters in June 2024.
--- 2024-07-05
According to a Khartoum monitor, the RSF suffered 12,400 casualties in June 2024, killed and wounded.""",
    ),
    (
        "",  # two parts that happen to be alike
        """The Armenian Defence Ministry said 4,000 Armenian soldiers were killed and 4,000 were wounded in October 2020.""",
    ),
    (
        "",  # casualties and losses are one thing in most mouths
        """Ukraine's General Staff says Russia lost 31,200 troops in November 2025. Britain's defence ministry told of 31,200 Russian
casualties in November 2025.""",
    ),
    ("", "In May 2024 the Houthis recruited 20,000 men, their spokesman said, and in June 2024 they lost 20,000."),
    # Bounds told as points.
    (
        "bound_as_point mistold",
        """--- 2026-01-28
CSIS estimates that up to 325,000 Russian soldiers were killed between 24 February 2022 and 31 December 2025.
--- 2026-01-29
At least 325,000 Russian soldiers were killed between 24 February 2022 and 31 December 2025, according to CSIS.""",
    ),
    (
        "bound_as_point mistold",
        """NATO says that as many as 24,500 Russian soldiers were killed in June 2025.

The dead are many: 24,500 Russian soldiers were killed in June 2025, says NATO.""",
    ),
    (
        "",
        """--- 2025-07-04
The Ethiopian army said that at least 5,200 Fano fighters were killed in June 2025.
--- 2025-07-05
The Ethiopian army said that more than 5,200 Fano fighters were killed in June 2025.""",
    ),
    (
        "",
        "NATO says that up to 9,300 Russian soldiers were killed in June 2025. In July 2025 9,300 were killed, it said.",
    ),
    # Ranges told as their end.
    (
        "range_collapsed mistold",
        """Mark Rutte said that between 20,000 and 25,000 Russian soldiers are killed every month.

No army bears that for long: 25,000 soldiers killed every month is more than Russia can train.""",
    ),
    (
        "range_collapsed mistold",
        """--- 2024-05-10
US intelligence estimates that Hamas lost 10,000 to 15,000 fighters killed between 7 October 2023 and 30 April 2024.
--- 2024-05-12
US intelligence says that 15,000 Hamas fighters were killed between 7 October 2023 and 30 April 2024.""",
    ),
    (
        "",
        """--- 2024-05-10
US intelligence estimates that Hamas lost 10,000 to 15,000 fighters killed between 7 October 2023 and 30 April 2024.
--- 2024-05-12
US intelligence says that at least 10,000 Hamas fighters were killed between 7 October 2023 and 30 April 2024.""",
    ),
    # Targets told as facts.
    (
        "target_as_estimate mistold",
        """Ukraine's goal is to eliminate 50,000 Russian soldiers a month, Mykhailo Fedorov said.

Russia loses 50,000 soldiers a month, and its recruiters cannot keep up.""",
    ),
    (
        "",
        """Russia aimed to recruit 403,000 men in 2025, Kyrylo Budanov said. It reached that figure: 403,000 signed contracts in 2025.""",
    ),
    (
        "",
        "Ukraine's goal is to eliminate 50,000 Russian soldiers a month, Fedorov said. In December 2025 it eliminated 35,000.",
    ),
    # Estimates called confirmed.
    (
        "upgraded mistold",
        """The NATO chief, Mark Rutte, estimates that between 20,000 and 25,000 Russian soldiers are killed each month.

He stressed that these figures represent confirmed deaths and not the wounded.""",
    ),
    (
        "",
        """The NATO chief, Mark Rutte, estimates that between 20,000 and 25,000 Russian soldiers are killed each month.

These figures have not been independently confirmed.""",
    ),
    (
        "",
        """Mediazona has confirmed 160,000 Russian dead by name since 24 February 2022. These figures are verified one by one, it says.""",
    ),
    # Tolls that fall.
    (
        "cumulative falls",
        """--- 2025-12-24
Dmitry Medvedev said that 36,000 volunteers have joined since the start of 2025.
--- 2026-01-16
Dmitry Medvedev said that 32,000 volunteers joined in 2025.""",
    ),
    (
        "cumulative falls",
        """--- 2025-02-04
Volodymyr Zelensky said 350,000 Russian soldiers had been killed since 24 February 2022.
--- 2025-02-15
Volodymyr Zelensky said 250,000 Russian soldiers had been killed since 24 February 2022.""",
    ),
    (
        "",
        """--- 2024-03-01
Gaza's Health Ministry says 30,228 people have been killed since 7 October 2023.
--- 2024-04-01
Gaza's Health Ministry says 32,845 people have been killed since 7 October 2023.""",
    ),
    (
        "",  # two bodies
        """--- 2025-02-04
Volodymyr Zelensky said 350,000 Russian soldiers had been killed since 24 February 2022.
--- 2025-03-15
Mediazona says 165,000 Russian soldiers had been killed since 24 February 2022.""",
    ),
    # A centre outside its interval.
    (
        "outside_interval fails",
        """The institute's best estimate is 41,000 Iraqi soldiers killed in the war, with an interval of 20,000 to 35,000.""",
    ),
    (
        "outside_interval agrees",
        """The institute's best estimate is 27,000 Iraqi soldiers killed in the war, with an interval of 20,000 to 35,000.""",
    ),
    # Percentages on the wrong base.
    (
        "percent_base fails",
        """The ministry counted 37,877 people killed in Gaza up to 30 June 2024; the study puts the number killed at 64,260,
about 41% higher.""",
    ),
    (
        "change true",
        """The ministry counted 37,877 people killed in Gaza up to 30 June 2024; the study puts the number killed at 64,260,
an undercount of 41%.""",
    ),
    (
        "change true",
        """The ministry counted 37,877 people killed in Gaza up to 30 June 2024; the study puts the number killed at 64,260,
about 70% higher.""",
    ),
    # Digits.
    (
        "digits fails",
        """--- 2024-12-05
Britain's defence ministry says Russia suffered 45,690 casualties in November 2024.
--- 2024-12-09
Russia suffered 45,960 casualties in November 2024, says Britain's defence ministry.""",
    ),
    (
        "digits fails",
        """--- 2024-12-05
Britain's defence ministry says Russia suffered 45,690 casualties in November 2024.
--- 2024-12-09
Russia suffered 4,569 casualties in November 2024, says Britain's defence ministry.""",
    ),
    (
        "",  # contracts, and men who came as volunteers
        """--- 2025-06-04
Medvedev said that 210,000 contracts with the Russian army were signed in 2024.
--- 2025-07-16
In 2024 58,000 men joined as volunteers, Medvedev said.""",
    ),
    (
        "",
        """--- 2025-03-04
Medvedev said that 87,000 Russians had joined volunteer units in 2024.
--- 2025-07-16
Medvedev said that 210,000 Russians had signed contracts in 2024.""",
    ),
    (
        "revision revised",
        """--- 2024-12-05
Britain's defence ministry says Russia suffered 45,690 casualties in November 2024.
--- 2025-01-09
Britain's defence ministry says Russia suffered 47,320 casualties in November 2024.""",
    ),
    (
        "",
        """--- 2024-12-05
Britain's defence ministry says Russia suffered 45,690 casualties in November 2024.
--- 2025-01-09
Britain's defence ministry says Russia suffered about 46,000 casualties in November 2024.""",
    ),
    # A balance with a flow missing.
    (
        "balance missing_flow",
        """Russia had 575,000 troops in Ukraine on 1 November 2024 and 695,000 on 1 July 2025, Kyiv says. It recruited 35,000 men a month
from November 2024 to June 2025. It lost 40,600 soldiers a month from November 2024 to June 2025.""",
    ),
    (
        "",
        """Russia had 575,000 troops in Ukraine on 1 November 2024 and 531,000 on 1 July 2025, Kyiv says. It recruited 35,000 men a month
from November 2024 to June 2025. It lost 40,600 soldiers a month from November 2024 to June 2025.""",
    ),
    # The same in other hands.
    (
        "cumulative falls",
        """Dmitry Medvedev said on 24 December that 36,000 volunteers had joined in 2025. On 16 January he said that 32,000 volunteers had
joined in 2025.""",
    ),
    (
        "definition several_measures",
        """Losses by the General Staff's series came to 35,050 in December 2025.
Fedorov: 35,000 eliminated in December 2025.
Rutte: 35,000 killed in December 2025.
Zelensky: 35,000 killed and seriously wounded in December 2025.""",
    ),
    (
        "bound_as_point mistold",
        """CSIS put the number of Russian soldiers killed since February 2022 at up to 325,000. B92 wrote that CSIS counts at least 325,000
Russian soldiers killed since February 2022.""",
    ),
    (
        "upgraded mistold",
        """Researchers estimate that 20,000 RSF fighters were killed in 2024. The army later wrote of 20,000 confirmed RSF dead in 2024,
citing the researchers.""",
    ),
    (
        "percent_base fails",
        """Russia's losses rose from 25,000 in March 2025 to 35,000 in April 2025, a rise of 29 percent.""",
    ),
    (
        "percent_base fails",
        """Russia's losses fell from 35,000 in March 2025 to 25,000 in April 2025, a drop of 40 percent.""",
    ),
    (
        "change true",
        """Russia's losses fell from 35,000 in March 2025 to 25,000 in April 2025, a drop of 29 percent.""",
    ),
    ("outside_interval fails", "NATO puts the Russian dead at 15,000 (range 7,000 to 12,000)."),
    (
        "outside_interval fails",
        """The mission estimates between 3,000 and 5,000 fighters killed in Tigray in November 2020; its central figure is 7,500 killed.""",
    ),
    (
        "digits fails",
        """Ethiopia's army lost 12,500 men in the Tigray war in November 2020, the TPLF says. The TPLF says the army lost 125,000 men in
Tigray in November 2020.""",
    ),
    (
        "target_as_estimate mistold",
        """Russia needs to recruit 52,000 men a month, says Petro Chernyk.
According to Petro Chernyk, Russia recruits 52,000 men a month.""",
    ),
    (
        "",  # it was met, for all one knows
        """The goal for 2024 was to recruit 430,000 men, Vadym Skibitskyi said. Russia recruited 430,000 men in 2024, he said.""",
    ),
    (
        "",  # one sentence counts two things
        """The institute credits Hezbollah with up to 20,000 full-time fighters and around 20,000 reservists.""",
    ),
    (
        "",  # "by then" is an earlier day
        """On 19 January 2025 the Health Ministry's list stood at 46,913 dead in Gaza since 7 October 2023. A study counted the dead up to
30 June 2024; the ministry had recorded 37,877 killed by then.""",
    ),
]


@pytest.mark.parametrize(("expected", "said"), CASES)
def test_what_is_found(expected: str, said: str) -> None:
    findings = found_in(reports_of(said))
    assert named(findings) == ([expected] if expected else []), [one.sentence for one in findings]


def test_the_order_of_reports_changes_nothing() -> None:
    reports = [report for _, said in CASES for report in reports_of(said)]
    first = found_in(reports)
    random.Random(5).shuffle(reports)
    assert found_in(reports) == first


SLIPS = [
    (45690, 45960, "two digits were swapped"),
    (422704, 42704, "a digit was lost or doubled"),
    (45690, 4569, "a nought was lost or added"),
    (117400, 117.4, "a thousand was lost"),
    (45690, 45680, ""),
    (30000, 3000, ""),  # round numbers meet by chance
    (45690, 54960, ""),
    (1234, 1243, "two digits were swapped"),
    (120, 210, ""),
]


@pytest.mark.parametrize(("one", "other", "said"), SLIPS)
def test_a_slip_of_the_hand(one: float, other: float, said: str) -> None:
    assert slip(one, other) == said
    assert slip(other, one) == said


def test_less_than_one_has_no_digit_to_lose() -> None:
    assert not slipped(0.5, Width(59.0, 61.0), telling=1)
    assert slipped(5.0, Width(51.0, 53.0), telling=1)


needs_shared = pytest.mark.skipif(not SHARED.exists(), reason="the shared material is not here")


def shared(*names: str) -> list[Finding]:
    reports = of_paths([SHARED / name for name in names], settings())
    return found_in(reports)


@needs_shared
@pytest.mark.parametrize("seed", ["000", "001", "002", "003", "004"])
def test_a_source_report_is_not_accused_beyond_what_it_does(seed: str) -> None:
    grave = [one for one in shared(f"gold/seeds/{seed}.txt") if one.severity in (Severity.GRAVE, Severity.SERIOUS)]
    assert named(grave) == (["range_collapsed mistold", "upgraded mistold"] if seed == "000" else [])


@needs_shared
def test_a_toll_against_the_daily_series() -> None:
    """Over 830,000 since the start, and more than 50,000 in 2025: the series makes it 840,800."""
    findings = shared("gold/seeds/002.txt", "facts/general-staff-personnel.json")
    [stale] = [one for one in findings if one.kind == "cumulative"]
    assert stale.verdict == "stale_as_spoken"
    assert dict(stale.numbers)["series"] == 840_800


@needs_shared
def test_a_toll_that_was_passed_months_before() -> None:
    findings = shared("gold/seeds/000.txt", "facts/general-staff-personnel.json")
    [stale] = [one for one in findings if one.kind == "cumulative"]
    assert stale.verdict == "stale_as_spoken"
    assert "20 September 2025" in stale.sentence
    assert dict(stale.numbers)["age_days"] > 100


def test_a_headline_s_floor_that_the_text_below_does_not_meet() -> None:
    text = (
        "{} Russian soldiers killed in August\n\nKYIV, 9 September 2024. The ministry says that 1,640 Russian soldiers were killed in "
        "August."
    )
    kinds = [one.kind for one in checked(text.format("More than 2,000")) if one.verdict is Verdict.FAILS]
    assert kinds == [Kind.TOLD_TWICE]
    assert not [one for one in checked(text.format("More than 1,600")) if one.verdict is Verdict.FAILS]


def test_two_times_of_saying_in_one_sentence() -> None:
    text = (
        "MOSCOW, 9 August 2024. The Russian defence ministry said in May that it had recruited {} men this year, and in July that it "
        "had "
    )
    assert [one.kind for one in checked(text.format("40,000") + "recruited 36,000 this year.")] == [Kind.CUMULATIVE]
    assert not checked(text.format("30,000") + "recruited 36,000 this year.")
