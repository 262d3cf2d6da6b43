"""Sums, rates and averages that a text's own words and tables make: what is told of them, and what of true ones that look like false."""

from __future__ import annotations

import datetime as dt
import time
from dataclasses import replace

import pytest

from muster.account.arithmetic import arithmetic
from muster.account.arithmetic.grids import grids
from muster.account.arithmetic.lengths import lengths
from muster.account.statement import statements
from muster.claims import shipped_wars
from muster.claims.finding import Finding, Verdict
from muster.claims.report import Report
from muster.reading.fetch import load_bytes
from muster.reading.reader import read

TABLE = """JUBA, 4 May 2017 — The mission's table for April shows where people were killed and wounded.

State | Killed | Wounded
Jonglei | 120 | 245
Unity | 98 | 160
Upper Nile | 143 | 201
Total | 361 | {}
"""
LIST = """SAMARA, 2 June 2025 — Volunteers published a list of soldiers from three regions who fell in Ukraine. Names confirmed by 1 June:

- Samara: 3,204
- Saratov: 2,718
- Penza: 1,109

That is {} in all. Nobody knows how many are missing from it.
"""
MONTHS = """Called up, month by month

Kyiv, 6 April 2025

January 2025: 27,100 called up
February 2025: 24,300 called up
March 2025: 28,900 called up

The ministry speaks of an average of {} a month.
"""

# kind, a text with a place for one figure, the figure that is right and one that is wrong
TOLD = [
    (
        "parts",
        "DNIPRO, 14 July 2025 — In seven days the enemy left 410 dead on the field, the press officer said. Another 915 were wounded and "
        "23 taken prisoner, so that {} men were put out of action altogether.",
        "1,348",
        "1,648",
    ),
    (
        "parts",
        "VERDUN, 1 March 1916 — The fourth army corps reports for the week 612 killed, 1,840 wounded and 377 missing. Put together that "
        "is {} men, more than a brigade has.",
        "2,829",
        "3,829",
    ),
    (
        "parts",
        "TBILISI, 20 August 2008 — Georgia's health ministry says 412 people died in five days of war. One hundred and seventy of them "
        "were soldiers, 14 policemen and the remaining {} civilians.",
        "228",
        "328",
    ),
    (
        "parts",
        "TEL AVIV, 7 October 2025 — The army gave the number of soldiers killed since the war began: ground forces — 790, police — 68, "
        "security service — 10 and reservists of the home front — 45. It adds up to {}.",
        "913",
        "1,113",
    ),
    ("parts", TABLE, "606", "706"),
    ("parts", TABLE.replace(" | ", "\t"), "606", "706"),
    ("parts", LIST, "7,031", "8,031"),
    (
        "rate",
        "LONDON, 4 December 2024 — Russian casualties reached 45,600 in November, the defence ministry said on Wednesday, or {} for each "
        "day of the month.",
        "1,520",
        "1,720",
    ),
    (
        "rate",
        "MOSCOW, 12 January 2025 — Some 427,000 people signed a contract with the armed forces in 2024, an official told a meeting on "
        "Sunday. Month after month {} put their names down on average, his office added.",
        "35,600",
        "41,600",
    ),
    (
        "rate",
        "BAKHMUT, 22 May 2023 — The battle for the town lasted 224 days. Wagner lost 20,160 men in it, its founder said, that is to say "
        "{} a day.",
        "90",
        "140",
    ),
    (
        "rate",
        "PARIS, 5 October 2025 — Russian forces are losing 1,050 men a day, killed and wounded, the French general staff said of "
        "September. In the whole of that month, it said, they lost {}.",
        "31,500",
        "39,500",
    ),
    (
        "rate",
        "KYIV, 4 November 2025 — Since January Russia has recruited 336,000 men, military intelligence said on Tuesday, or an average of "
        "{} a month.",
        "33,600",
        "43,600",
    ),
    (
        "rate",
        "KYIV, 5 June 2025 — The General Staff put Russian losses at 41,160 in March, 36,590 in April and 34,550 in May. The average of "
        "the three months is {}, an analyst said.",
        "37,433",
        "39,433",
    ),
    ("rate", MONTHS, "26,800", "31,200"),
    (
        "rate",
        "IEPER, 11 November 2017 — The Third Battle of Ypres went on until 10 November 1917, 103 days in all. By then British casualties "
        "had come to some 245,000. Spread over the whole of the battle that is roughly {} men a day.",
        "2,400",
        "3,300",
    ),
    (
        "ratio",
        "BERGEN, 9 February 2026 — Note on the price of ground.\n\nGround: 300 square kilometres taken by Russia in January 2026, from "
        "maps. Casualties: 31,500 Russians killed and wounded in the same month.\n\nRussia paid about {} casualties for each square "
        "kilometre gained in January 2026.",
        "105",
        "165",
    ),
]

TRUE = {
    "two sides among them": "SANAA, 3 March 2019 — The war in Yemen has killed 60,000 people since 2016, ACLED said: 31,000 Houthi "
    "fighters and 22,000 government troops among them.",
    "the same month of another year": "BERGEN, 9 February 2026 — Russia took 300 square kilometres in January 2026, from maps. It had "
    "42,000 killed and wounded in the same month of 2025. In January 2026 it paid about 105 casualties for each square kilometre.",
    "a sort of people is left out": "GAZA, 3 May 2024 — Strikes on Rafah on Thursday killed 34 people, the health ministry said, of whom "
    "11 were women and 14 children.",
    "groups overlap": "ODESA, 14 June 2024 — Of the 310 men who came home on Friday, 205 were wounded and 190 had been taken at "
    "Mariupol; 12 were officers.",
    "one is told without a number": "GOMA, 8 February 2025 — Fourteen South Africans, three Malawians, two Tanzanians and a Uruguayan "
    "were killed in the last ten days of January, regional officials said, twenty in all.",
    "the total is of a longer time": "SANAA, 9 March 2021 — In the fighting on Monday 42 loyalists and 58 Houthis were killed, government "
    "sources said. That brings to 640 the dead of the battle for Marib in all.",
    "the rate is of another month": "WARSAW, 3 January 2025 — The ministry's estimate for December is 48,700 Russians killed and wounded. "
    "That is an average of 1,570 a day. In November it came to 45,720, or 1,524 a day, and in October to 41,980.",
    "two speakers differ": "KYIV, 9 March 2025 — Deputy minister Ivan Melnyk put Russian recruitment in 2024 at some 36,000 a month. "
    "Pavel Orlov, of the Security Council in Moscow, has said that 450,000 people signed contracts in the course of that year.",
    "two months and one of them": "LONDON, 9 July 2024 — The defence ministry estimates Russian casualties in May and June together at "
    "more than 70,000; in June alone they averaged 1,163 a day.",
    "a worst day": "KYIV, 1 July 2025 — Russia lost 31,200 soldiers in June, the General Staff said. On the worst day it was 1,450; in "
    "June as a whole it came to 1,040 a day.",
    "five of many regions": "Riga, 4 May 2025\n\nBashkortostan | 4,890\nTatarstan | 4,610\nSverdlovsk | 3,980\nChelyabinsk | 3,410\n"
    "Total named, all regions | 104,700\n\nNames of fallen soldiers were collected by volunteers from obituaries.",
    "not all parts have a number": "ASMARA, 2 May 2000\n\nFront | Missing soldiers\nBadme | 1,130\nTsorona | 870\nBure | n/a\n"
    "Total | 2,340\n",
}


def of(text: str, *, struck: str = "") -> list[Finding]:
    document = load_bytes(text.encode(), name="-")
    reading = read(document)
    at = document.text.index(struck)
    spans = frozenset({(at, at + len(struck))} if struck else ())
    report = Report(document=document, claims=reading.claims, remarks=reading.remarks, struck=spans)
    kept = tuple(one for one in reading.claims if report.stands(one.place.start, one.place.end))
    report = replace(report, claims=kept)
    return arithmetic(statements([report], wars=shipped_wars()), [report])


def verdicts(text: str, kind: str) -> set[Verdict]:
    return {one.verdict for one in of(text) if one.kind.value == kind}


@pytest.mark.parametrize(("kind", "text", "right", "wrong"), TOLD)
def test_what_comes_out_agrees(kind: str, text: str, right: str, wrong: str) -> None:
    assert wrong not in text
    assert Verdict.AGREES in (found := verdicts(text.format(right), kind))
    assert Verdict.FAILS not in found


@pytest.mark.parametrize(("kind", "text", "right", "wrong"), TOLD)
def test_what_does_not_come_out_fails(kind: str, text: str, right: str, wrong: str) -> None:
    assert right not in text
    assert Verdict.FAILS in verdicts(text.format(wrong), kind)


@pytest.mark.parametrize(("kind", "text", "right", "wrong"), TOLD)
def test_what_a_person_struck_out_is_not_added_up(kind: str, text: str, right: str, wrong: str) -> None:
    found = of(text.format(wrong), struck=wrong)
    assert [one.sentence for one in found if one.kind.value == kind and one.verdict is Verdict.FAILS] == []


@pytest.mark.parametrize("why", TRUE)
def test_a_true_text_is_not_accused(why: str) -> None:
    assert [one.sentence for one in of(TRUE[why]) if one.verdict is Verdict.FAILS] == []


@pytest.mark.parametrize(
    ("words", "days", "months"),
    [
        ("in April", (30, 30), (1, 1)),
        ("between 1 and 26 October", (25, 26), None),
        ("in the three months from December to February", (90, 91), (3, 3)),
        ("since January", (303, 309), (10, 11)),
        ("over twelve months", (354, 377), (12, 12)),
        ("until November, 141 days in all", (141, 141), None),
        ("in the first half of the year", (181, 184), (6, 6)),
        ("they may leave", None, None),
        ("on 14 April", None, None),
    ],
)
def test_how_long_the_times_are_that_words_tell(
    words: str, days: tuple[int, int] | None, months: tuple[int, int] | None
) -> None:
    found = lengths(words, published=dt.date(2025, 11, 5))
    if days is None:
        assert found == []
        return
    assert any(days[0] <= (one.days.low or 0) and (one.days.high or 0) <= days[1] for one in found)
    assert months is None or any((one.months.low, one.months.high) == months for one in found)


def test_tables_are_read_however_they_are_set() -> None:
    rows = ["Dessie{}412", "Weldiya{}287", "Total{}699"]
    for mark in (" | ", "\t", "      ", ": ", ","):
        (grid,) = grids("\n".join(row.format(mark) for row in rows))
        assert [row.label for row in grid.rows] == ["Dessie", "Weldiya", "Total"], mark
        assert [row.cells[0].number for row in grid.rows] == [412, 287, 699], mark


def test_a_page_of_figures_takes_no_long_time() -> None:
    line = ", ".join(f"{number:,} killed" for number in range(1000, 1800))
    began = time.perf_counter()
    of(f"KYIV, 12 August 2025. Russia lost {line}: 9,000,000 in all.")
    assert time.perf_counter() - began < 30
