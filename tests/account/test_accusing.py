"""What is no contradiction though figures differ, and what is: lost hedges, revisions, exchanges, the missing who were found."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from muster.account.checks import check
from muster.claims.finding import Finding, Kind, Verdict
from muster.claims.report import Report
from muster.claims.war import shipped_wars
from muster.desk.reports import of_paths
from muster.desk.settings import settings
from tests.account.test_system import system, table

WARS = shipped_wars()


def texts(tmp_path: Path, *said: tuple[str, str]) -> list[Report]:
    """Reports of the days on which they were published."""
    found = []
    for number, (published, words) in enumerate(said):
        path = tmp_path / f"{number}.txt"
        path.write_text(words, encoding="utf-8")
        found += of_paths([path], settings(environment={}), published=dt.date.fromisoformat(published))
    return found


def accusing(reports: list[Report]) -> list[Finding]:
    return [
        one
        for one in check(reports, wars=WARS)
        if one.kind is Kind.CONTRADICTION or one.verdict in (Verdict.FAILS, Verdict.FALLS)
    ]


# ------------------------------------------------------------------ bounds told as points
@pytest.mark.parametrize(
    ("bound", "other"),
    [("70000,,at_least", 76000), (",70000,at_most", 64000), ("60000,70000,between", 61000)],
)
def test_a_number_that_was_a_bound_elsewhere_rests_as_one(tmp_path: Path, bound: str, other: int) -> None:
    days = "2024-01-01,2024-03-31,RU,killed"
    point = f"2024-04-09,{days},70000,70000,exact,,estimate,A,,"
    later = f"2024-04-09,{days},{other},{other},exact,,estimate,A,,"
    first = f"2024-04-05,{days},{bound},,estimate,A,,"
    assert accusing(table(tmp_path, point, later))
    assert not accusing(table(tmp_path, first, point, later))
    (rested,) = [row for row in system(table(tmp_path, first, point)).rows if row.statement.rests is not None]
    assert any("rests" in why for why in rested.why)


def test_a_bound_of_another_number_or_other_days_excuses_nothing(tmp_path: Path) -> None:
    days = "2024-01-01,2024-03-31,RU,killed"
    rows = [f"2024-04-09,{days},{number},{number},exact,,estimate,A,," for number in (70000, 76000)]
    for other in (f"2024-04-05,{days},68000,,at_least", "2024-04-05,2024-02-01,2024-02-29,RU,killed,70000,,at_least"):
        assert accusing(table(tmp_path, *rows, f"{other},,estimate,A,,"))


# ------------------------------------------------------------------ revisions
MONTHS = ("01-01,2024-01-31", "02-01,2024-02-29", "03-01,2024-03-31")


def told(published: str, days: str, number: int) -> str:
    return f"{published},2024-{days},RU,killed,{number},{number},exact,,estimate,A,,"


def test_a_month_revised_beside_a_sum_that_was_not_is_no_contradiction(tmp_path: Path) -> None:
    first = [told("2024-04-05", days, 9000) for days in MONTHS] + [told("2024-04-05", "01-01,2024-03-31", 27000)]
    assert not accusing(table(tmp_path, *first, told("2024-06-01", MONTHS[1], 12400)))
    assert accusing(table(tmp_path, *first, told("2024-06-01", "02-01,2024-03-31", 24400)))


def test_a_sum_revised_beside_months_that_were_not_is_none_either(tmp_path: Path) -> None:
    first = [told("2024-04-05", days, 9000) for days in MONTHS] + [told("2024-04-05", "01-01,2024-03-31", 27000)]
    assert not accusing(table(tmp_path, *first, told("2024-06-01", "01-01,2024-03-31", 31400)))


def test_a_revision_excuses_no_more_than_it_changed(tmp_path: Path) -> None:
    first = [told("2024-04-05", days, 9000) for days in MONTHS]
    revised = told("2024-06-01", MONTHS[1], 9900)
    assert not accusing(table(tmp_path, *first, told("2024-04-05", "01-01,2024-03-31", 27000), revised))
    assert accusing(table(tmp_path, *first, told("2024-04-05", "01-01,2024-03-31", 41000), revised))


def test_a_slip_in_an_edition_is_told_though_its_body_told_another_number_later(tmp_path: Path) -> None:
    first = told("2024-04-05", MONTHS[0], 12400)
    slipped = told("2024-04-05", MONTHS[0], 21400)
    later = told("2024-06-01", MONTHS[0], 12600)
    kinds = {one.kind for one in accusing(table(tmp_path, first, slipped, later))}
    assert kinds & {Kind.CONTRADICTION, Kind.DIGITS}  # a slip is told as the slip it is
    assert not accusing(table(tmp_path, first, later))


def test_a_toll_may_fall_where_a_month_of_it_was_revised_down(tmp_path: Path) -> None:
    rows = [
        told("2024-04-05", "01-01,2024-03-31", 27000),
        told("2024-04-05", MONTHS[1], 9000),
        told("2024-05-05", MONTHS[1], 5000),
        told("2024-05-05", "01-01,2024-04-30", 25000),
    ]
    assert not accusing(table(tmp_path, *rows))
    assert accusing(table(tmp_path, rows[0], rows[3]))


# ------------------------------------------------------------------ what a measure is of
def test_an_exchange_of_the_dead_is_no_ratio_of_losses(tmp_path: Path) -> None:
    days = "2025-07-01,2024-01-01,2024-12-31"
    losses = [
        f"{days},{party},losses,{number},{number},exact,,estimate,A,,"
        for party, number in (("RU", 400000), ("UA", 200000))
    ]
    ratio = f"{days},UA,exchange_ratio,20,20,exact,,estimate,A,,{{}}"
    found = table(tmp_path, *losses, ratio.format("bodies exchanged"))
    assert not accusing(found)
    assert any("hand each other" in one.why for one in system(found).passed)
    assert accusing(table(tmp_path, *losses, ratio.format("")))


def test_the_missing_less_those_found_can_fall(tmp_path: Path) -> None:
    rows = [
        "2024-01-05,2022-02-24,2023-12-31,UA,missing,15000,15000,exact,,report,A,,",
        "2025-01-05,2022-02-24,2024-12-31,UA,missing,12000,12000,exact,,report,A,,",
    ]
    assert not accusing(table(tmp_path, *rows))
    assert accusing(table(tmp_path, *(row.replace("missing", "captured") for row in rows)))


def test_those_who_went_missing_are_not_those_still_missing_in_the_same_sentence(tmp_path: Path) -> None:
    words = (
        "Ukraine's Ministry of Defence said 2,570 Ukrainian soldiers went missing in October 2024, and 20,000 were still missing at "
        "the end of the month."
    )
    assert not accusing(texts(tmp_path, ("2024-12-01", words)))


def test_a_ratio_of_nought_is_a_row_and_can_be_wrong(tmp_path: Path) -> None:
    days = "2025-01-05,2024-01-01,2024-12-31,RU"
    ratio = f"{days},wounded_per_killed,{{}},,estimate,A,,"
    dead, hurt = (
        f"{days},{measure},{number},{number},exact,,estimate,A,,"
        for measure, number in (("killed", 30000), ("wounded", 90000))
    )
    (row,) = system(table(tmp_path, ratio.format("0,0,exact"))).rows
    assert row.width == (0.0, 0.5)
    assert accusing(table(tmp_path, ratio.format("0,0,exact"), dead, hurt))
    assert not accusing(table(tmp_path, ratio.format("0,4,between"), dead, hurt))
    assert accusing(table(tmp_path, ratio.format("0,1,between"), dead, hurt))
    assert "bounds nothing" in system(table(tmp_path, ratio.format("0,,at_least"))).passed[0].why


# ------------------------------------------------------------------ what a sentence does not tell
def test_a_rate_whose_days_stand_in_another_sentence_accuses_nobody(tmp_path: Path) -> None:
    first = "Ukraine's General Staff said Russia lost 45,000 soldiers in November 2024, a month of attacks. "
    carried = "The army was tired, or so it seemed. It was losing 900 soldiers a day, the General Staff said."
    back = "That is an average of 900 a day, the General Staff said."
    assert not accusing(texts(tmp_path, ("2024-12-20", first + carried)))
    assert accusing(texts(tmp_path, ("2024-12-20", first + back)))


def test_the_lost_of_a_sentence_that_names_no_dead_are_not_held_against_the_dead(tmp_path: Path) -> None:
    words = (
        "The Institute for the Study of War said 57,700 Russian soldiers were killed in July 2024. "
        "Russia lost 158,000 soldiers in July 2024, the Institute for the Study of War said."
    )
    assert not accusing(texts(tmp_path, ("2024-12-01", words)))


def test_a_rule_of_thumb_of_other_days_and_another_hand_makes_no_total_wrong(tmp_path: Path) -> None:
    words = (
        "Britain's Ministry of Defence said Ukrainian forces suffered 29,000 casualties in April 2024, of whom 9,000 were killed.\n\n"
        "According to Ukraine's General Staff, 1.1 Ukrainian soldiers were wounded for each one killed in December 2024."
    )
    assert not accusing(texts(tmp_path, ("2025-02-01", words)))


def test_parts_that_cover_half_of_a_time_of_rising_losses_do_not_fail(tmp_path: Path) -> None:
    words = "Britain's Ministry of Defence said 750 Russian soldiers were wounded in {} 2024."
    whole = "Britain's Ministry of Defence said {} Russian soldiers were wounded from 1 January 2024 to 13 April 2024."
    said = " ".join([words.format("January"), words.format("February"), whole])
    assert not accusing(texts(tmp_path, ("2024-06-01", said.format("3,200"))))
    assert accusing(texts(tmp_path, ("2024-06-01", said.format("32,000"))))


# ------------------------------------------------------------------ the part in the sentence
def test_a_finding_says_what_part_its_figures_are_of(tmp_path: Path) -> None:
    words = (
        "In November 2024 Russia took 45,000 casualties near Kursk, Ukraine's General Staff said. "
        "From October to December 2024 it took 30,000 casualties near Kursk, the General Staff said."
    )
    found = accusing(texts(tmp_path, ("2025-01-10", words)))
    assert found
    assert all(one.sentence.count("Kursk") >= 2 for one in found)
    row = "2025-01-05,2024-11-{},RU,killed,{},{},exact,,estimate,A,,marines; an estimate"
    found = accusing(table(tmp_path, row.format("01,2024-11-30", 300, 300), row.format("10,2024-11-20", 400, 400)))
    assert [one.sentence.count("marines, ") for one in found] == [2]
    assert "an estimate" not in found[0].sentence
