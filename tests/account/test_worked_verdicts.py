"""The 25 worked verdicts of `facts/checks.csv`, one by one: the kind and verdict of ours that each comes to, on the reports it names with
nothing typed in, or on a short text of our own that states it."""

from __future__ import annotations

import csv
from functools import cache
from pathlib import Path

import pytest

from muster.account.checks import check
from muster.claims.finding import Finding, Kind, Verdict
from muster.claims.report import Report
from muster.claims.war import shipped_wars
from muster.desk.reports import of_paths
from muster.desk.settings import settings

SHARED = Path(__file__).parents[3] / "shared"
SEEDS, FACTS = SHARED / "gold/seeds", SHARED / "facts"
here = pytest.mark.skipif(not (FACTS / "checks.csv").exists(), reason="the shared papers are not here")

RATIO_TEXT = """Published 9 September 2025.

The Russian army took 28,880 casualties in August 2025 and gained 499.43 square kilometres of ground in August 2025, our desk counts.
That is 68 casualties for each square kilometre in August 2025, our desk counts.
"""
FALLS_TEXT = """Published 17 January 2026.

Dmitry Medvedev said on 24 December 2025 that 36,000 volunteers had joined the Russian army since 1 January 2025.
On 16 January 2026 Medvedev said that 32,000 volunteers had joined the Russian army from 1 January to 31 December 2025.
"""
DAY_TEXT = """Published 12 August 2025.

Volodymyr Zelensky gave the Russian losses of 11 August 2025: 531 killed, 428 wounded and 9 captured, 968 in all.
"""
NAMES_TEXT = """Published 15 February 2026.

The Ukrainian General Staff put Russian losses in December 2025 at 35,050.
Mykhailo Fedorov said that 35,000 Russian soldiers were eliminated in December 2025.
Mark Rutte said that 35,000 Russian soldiers were killed in December 2025.
Volodymyr Zelensky said that 35,000 Russian soldiers were killed and seriously wounded in December 2025.
"""

# id: where it is looked for, and what is found there: kind, verdict, and words that the sentence or numbers must have.
Found = tuple[Kind, Verdict, tuple[str, ...]]
WORKED: dict[str, tuple[tuple[str, ...], Found]] = {
    "G01": (("001.txt",), (Kind.RATIO, Verdict.AGREES, ("53.06",))),
    "G02": (("001.txt",), (Kind.PARTS, Verdict.AGREES, ("1,517", "839", "2,356"))),
    "G03": (("001.txt",), (Kind.PARTS, Verdict.AGREES_AS_BOUND, ("80,110", "45,690", "125,800"))),
    "G04": (("001.txt",), (Kind.DERIVED, Verdict.NO_SECOND_OBSERVATION, ("1,523", "30 days"))),
    "G05": (("001.txt",), (Kind.RATE, Verdict.AGREES, ("839", "27.97"))),
    "G06": (("001.txt",), (Kind.UNIT_PAIR, Verdict.AGREES, ("2,356", "910"))),
    "G07": (("001.txt", "general-staff-personnel.json"), (Kind.STREAK, Verdict.TRUE_BY_TOTALS, ("5 months", "totals"))),
    "G08": (("001.txt", "general-staff-personnel.json"), (Kind.STREAK, Verdict.TRUE_BY_TOTALS, ("4 by daily averages",))),
    "G10": (("000.txt",), (Kind.RATE, Verdict.FAILS_AS_SPOKEN, ("1,100,000", "1,000 killed and wounded a day"))),
    "G11": (("000.txt", "003.txt"), (Kind.IMPLIED_RATIO, Verdict.IMPLAUSIBLE, ("0.2 to 0.5", "3"))),
    "G12": (("003.txt",), (Kind.IMPLIED_RATIO, Verdict.FAILS_AS_SPOKEN, ("15,000", "60,000", "40,000"))),
    "G14": (("002.txt",), (Kind.RATE, Verdict.AGREES, ("427,000", "35,583", "36,000"))),
    "G15": (("002.txt",), (Kind.TARGET, Verdict.OUT_OF_REACH, ("115,000", "72,000"))),
    "G16": (("002.txt", "general-staff-personnel.json"), (Kind.CUMULATIVE, Verdict.STALE_AS_SPOKEN, ("830,000", "840,800"))),
    "G17": (("001.txt",), (Kind.TARGET, Verdict.SHORT, ("4,000", "10,000", "40 %"))),
    "G18": (("001.txt",), (Kind.UNIT_PAIR, Verdict.IMPLIED, ("99", "RUB"))),
    "G19": (("004.txt",), (Kind.TARGET, Verdict.NOT_CLOSE, ("35,000", "50,000", "70 %"))),
    "G20": (("004.txt",), (Kind.MULTIPLE, Verdict.IMPLIED, ("50,000", "25,000"))),
    "G22": (("000.txt", "003.txt"), (Kind.BENCHMARK, Verdict.TWO_ACCOUNTS, ("9 years", "10 years"))),
    "G23": (("claims.csv", "general-staff-personnel.json"), (Kind.BASIS, Verdict.SAME_BASIS, ("37 of 47 months",))),
    "G24": (("claims.csv", "general-staff-personnel.json"), (Kind.BASIS, Verdict.SAME_BASIS, ("783,000", "783,138"))),
    "G26": ((RATIO_TEXT,), (Kind.RATIO, Verdict.FAILS, ("57.8", "68"))),
    "G31": ((FALLS_TEXT,), (Kind.CUMULATIVE, Verdict.FALLS, ("4,000",))),
    "G35": ((DAY_TEXT,), (Kind.PARTS, Verdict.AGREES, ("531", "428", "968"))),
    "G38": ((NAMES_TEXT,), (Kind.DEFINITION, Verdict.SEVERAL_MEASURES, ("35,0",))),
}  # fmt: skip


@cache
def reports(name: str) -> tuple[Report, ...]:
    found = [path for path in (SEEDS / name, FACTS / name) if path.exists()]
    return tuple(of_paths(found, settings(environment={})))


def findings(where: tuple[str, ...], folder: Path) -> list[Finding]:
    read: list[Report] = []
    for name in where:
        if "\n" in name:
            path = folder / "report.txt"
            path.write_text(name, encoding="utf-8")
            read += of_paths([path], settings(environment={}))
        else:
            read += reports(name)
    return check(read, wars=shipped_wars())


@here
@pytest.mark.parametrize("name", sorted(WORKED))
def test_each_worked_verdict_is_found(name: str, tmp_path: Path) -> None:
    where, (kind, verdict, words) = WORKED[name]
    found = findings(where, tmp_path)
    fits = [one for one in found if (one.kind, one.verdict) == (kind, verdict)]
    assert any(all(word in one.sentence for word in words) for one in fits), "\n".join(
        f"{one.kind}/{one.verdict}: {one.sentence}" for one in fits or found
    )


@here
def test_all_of_the_worked_verdicts_are_here() -> None:
    with (FACTS / "checks.csv").open(encoding="utf-8") as file:
        assert {row["id"] for row in csv.DictReader(file)} == set(WORKED)
