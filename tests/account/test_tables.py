"""What a careful person finds in a table of figures of many hands, and what such a person would not say."""

from __future__ import annotations

from pathlib import Path

import pytest

from muster.account.checks import check
from muster.claims.finding import Finding, Kind, Severity, Verdict
from muster.claims.war import shipped_wars
from muster.desk.reports import of_paths
from muster.desk.settings import settings

HEAD = "published,war,start_date,end_date,party,civilian,measure,low,high,bound,unit,per,status,speaker,source,publisher,note"
WARS = shipped_wars()
UNITS = {"area_taken": "km2"}


def found(tmp_path: Path, *rows: str) -> list[Finding]:
    """The findings of rows told as `published start end party measure number [bound] [/per]; speaker; source; publisher; note`."""
    lines = [HEAD]
    for row in rows:
        told, speaker, source, publisher, note = (*(part.strip() for part in row.split(";", 4)), "", "", "", "")[:5]
        published, start, end, party, measure, number, *more = told.split()
        per = next((word[1:] for word in more if word.startswith("/")), "")
        bound = next((word for word in more if not word.startswith("/")), "exact")
        low, _, high = number.partition("-")
        high = high or low
        low, high = ("" if bound == "at_most" else low), ("" if bound == "at_least" else high)
        quoted = '"' + note.replace('"', '""') + '"'
        lines.append(
            f"{published},Russia-Ukraine,{start},{end},{party},false,{measure},{low},{high},{bound},{UNITS.get(measure, 'person')},{per},"
            f"estimate,{speaker},{source},{publisher},{quoted}"
        )
    path = tmp_path / "claims.csv"
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return check(of_paths([path], settings(environment={})), wars=WARS)


def verdicts(findings: list[Finding]) -> list[tuple[Kind, Verdict]]:
    return [(one.kind, one.verdict) for one in findings]


START = "2022-02-24"


# ------------------------------------------------------------------ what is no rival
@pytest.mark.parametrize(
    ("number", "note", "rival"),
    [
        ("33000", "", True),
        ("33000", '"over"; only cases on video', False),
        ("33000", '"over 33,000"', False),
        ("33000", "over", True),  # nothing is quoted: a clause of the table's own
        ("41000", '"up to"', False),
        ("41000", "", True),
        ("36000", '"nearly"', True),  # below only, so that 37,000 is too many
        ("36000", "", False),
    ],
)
def test_a_hedge_that_a_note_quotes_is_the_figures(tmp_path: Path, number: str, note: str, rival: bool) -> None:
    its = found(
        tmp_path,
        "2026-01-05 2025-12-01 2025-12-31 RU losses 37000; Fedorov",
        f"2026-01-06 2025-12-01 2025-12-31 RU losses {number}; Syrskyi; ; ; {note}",
    )
    assert (Kind.RIVAL in {one.kind for one in its}) is rival


def test_a_bound_told_elsewhere_as_the_figure_itself_is_nobodys_rival(tmp_path: Path) -> None:
    point = f"2023-08-18 {START} 2023-08-18 RU killed 120000; US officials; ; Data sheet"
    bound = f"2023-08-18 {START} 2023-08-18 RU killed 120000 at_most; US officials; ; Newspaper"
    other = f"2023-11-30 {START} 2023-11-30 RU killed 70000; UK Ministry of Defence"
    assert (Kind.RIVAL, Verdict.NOT_BOTH) in verdicts(found(tmp_path, point, other))
    assert verdicts(found(tmp_path, point, bound, other)) == [(Kind.BOUND_AS_POINT, Verdict.MISTOLD)]


def test_what_a_list_of_names_has_to_the_man_is_a_floor(tmp_path: Path) -> None:
    more = f"2023-08-18 {START} 2023-08-18 UA killed 70000; US officials"
    for number, rival in (("42152", False), ("42000", True)):
        its = found(tmp_path, more, f"2024-02-06 {START} 2024-02-06 UA killed {number}; UALosses")
        assert (Kind.RIVAL in {one.kind for one in its}) is rival
    (above,) = found(
        tmp_path,
        f"2024-02-06 {START} 2024-02-06 UA killed 42152; UALosses",
        f"2024-02-25 {START} 2024-02-25 UA killed 31000; Zelensky",
    )
    assert above.kind is Kind.RIVAL


@pytest.mark.parametrize("note", ["men 18-55; probate", "men under 50", "probate; aged 18–27"])
def test_an_age_makes_a_part(tmp_path: Path, note: str) -> None:
    more = f"2025-06-12 {START} 2025-06-12 RU killed 250000; UK Ministry of Defence"
    part = f"2025-08-29 {START} 2025-08-31 RU killed 200000; Meduza; ; ;"
    assert found(tmp_path, more, f"{part} {note}") == []
    assert len(found(tmp_path, more, f"{part} over 30 and more")) == 1


def test_bodies_that_differ_by_under_a_hundredth_are_no_rivals(tmp_path: Path) -> None:
    one = "2025-01-07 2024-01-01 2024-12-31 RU killed_wounded 429660; UK Ministry of Defence"
    for number, rival in (("433000", False), ("443000", True)):
        its = found(tmp_path, one, f"2025-01-19 2024-01-01 2024-12-31 RU killed_wounded {number}; Syrskyi")
        assert (Kind.RIVAL in {one.kind for one in its}) is rival


# ------------------------------------------------------------------ sets
MONTHS = [
    f"2024-{month:02}-28 2024-{month:02}-01 2024-{month:02}-{days} RU killed {number}; A"
    for month, days, number in ((1, 31, 10111), (2, 29, 10222), (3, 31, 10333), (4, 30, 10444))
]


def test_the_set_that_is_told_is_the_one_of_the_fewest_days(tmp_path: Path) -> None:
    its = found(
        tmp_path,
        *MONTHS,
        "2024-05-02 2024-03-01 2024-04-30 RU killed 25111; A",
        "2024-05-02 2024-01-01 2024-04-30 RU killed 41333; A",
    )
    (one,) = [one for one in its if one.kind is Kind.CONTRADICTION]
    assert len(one.claims) == 3
    assert "25,111" in one.sentence


def test_sums_are_told_before_what_a_ratio_makes_of_them(tmp_path: Path) -> None:
    its = found(
        tmp_path,
        "2025-01-02 2024-01-01 2024-12-31 RU area_taken 4168; ISW",
        "2025-05-03 2025-01-01 2025-04-30 RU area_taken 1627; ISW",
        "2025-01-02 2024-01-01 2024-12-31 RU losses_per_area 102 /km2; ISW",
        "2025-01-19 2024-01-01 2024-12-31 RU killed_wounded 425136; ISW",
        "2025-06-05 2024-01-01 2025-04-30 RU area_taken 4900; CSIS",
    )
    (one,) = [one for one in its if one.kind is Kind.RIVAL]
    assert "102" not in one.sentence


# ------------------------------------------------------------------ one matter once
def test_a_running_total_that_falls_is_told_once_and_as_grave_as_it_is(tmp_path: Path) -> None:
    (one,) = found(
        tmp_path,
        f"2025-02-04 {START} 2025-02-04 RU killed 350000; Zelensky",
        f"2025-02-15 {START} 2025-02-15 RU killed 250000; Zelensky",
    )
    assert (one.kind, one.verdict, one.severity) == (Kind.CUMULATIVE, Verdict.FALLS, Severity.GRAVE)


def test_what_two_tell_in_the_same_numbers_is_one_rival(tmp_path: Path) -> None:
    its = found(
        tmp_path,
        "2026-01-16 2025-01-01 2025-12-31 RU recruited 422704; Medvedev",
        "2026-02-11 2025-01-01 2025-12-31 RU recruited 422704; Kremlin",
        "2026-02-15 2025-01-01 2025-12-31 RU recruited 350000; Syrskyi",
    )
    (one,) = [one for one in its if one.kind is Kind.RIVAL]
    assert len(one.claims) == 3


def test_the_dead_that_have_the_number_of_the_dead_and_wounded_are_told_once(tmp_path: Path) -> None:
    both = "2026-01-01 2025-12-01 2025-12-31 RU killed_wounded 1130 /day; UK Ministry of Defence"
    its = found(tmp_path, both, "2026-02-12 2025-12-01 2025-12-31 RU killed 35000 /month; Rutte")
    assert verdicts(its) == [(Kind.DEFINITION, Verdict.SEVERAL_MEASURES)]


def test_rivals_come_after_what_one_body_is_wrong_in_by_itself(tmp_path: Path) -> None:
    its = found(
        tmp_path,
        f"2022-07-20 {START} 2022-07-20 RU killed 35000; A",
        f"2022-09-21 {START} 2022-09-21 RU killed 5937; B",
        "2023-08-18 2023-01-01 2023-08-18 RU killed 120000 at_most; C; ; Newspaper",
        "2023-08-18 2023-01-01 2023-08-18 RU killed 120000; C; ; Data sheet",
    )
    assert [(one.kind, one.severity) for one in its] == [
        (Kind.BOUND_AS_POINT, Severity.SERIOUS),
        (Kind.RIVAL, Severity.SERIOUS),
    ]


# ------------------------------------------------------------------ what is found besides
def test_a_later_month_is_a_revision_of_a_daily_rate_whatever_bound_was_told_between(tmp_path: Path) -> None:
    its = found(
        tmp_path,
        "2026-01-21 2025-12-01 2025-12-31 RU killed 1000 /day; Rutte",
        "2026-01-21 2025-12-01 2025-12-31 RU killed 30000 at_least /month; Rutte",
        "2026-02-12 2025-12-01 2025-12-31 RU killed 35000 /month; Rutte",
    )
    assert (Kind.REVISION, Verdict.REVISED) in verdicts(its)


AREA = "2025-09-09 2025-08-01 2025-08-31 RU area_taken 499.43; ISW; ; Paper"
RATIO = "2025-09-09 2025-08-01 2025-08-31 RU losses_per_area {} /km2; ISW; ; Paper"


def test_a_ratio_of_a_table_is_held_against_its_ends(tmp_path: Path) -> None:
    month = "2025-09-01 2025-08-01 2025-08-31 RU killed_wounded 930 /day; UK Ministry of Defence; General Staff of Ukraine; Sheet"
    drawn = "2025-09-09 2025-07-01 2025-07-31 RU killed_wounded 33000; General Staff of Ukraine; ; ISW via Paper"
    assert (Kind.RATIO, Verdict.AGREES) in verdicts(found(tmp_path, AREA, RATIO.format(58), month))
    (fails,) = [one for one in found(tmp_path, AREA, RATIO.format(68), month, drawn) if one.kind is Kind.RATIO]
    assert (fails.verdict, fails.severity) == (Verdict.FAILS, Severity.GRAVE)
    # Nothing says that the paper's ratio was made from these losses: then it is no failure.
    assert Kind.RATIO not in {one.kind for one in found(tmp_path, AREA, RATIO.format(68), month)}


def test_more_killed_than_leave_any_wounded_are_implausible(tmp_path: Path) -> None:
    both = "2026-01-01 2025-12-01 2025-12-31 RU killed_wounded 1130 /day; UK Ministry of Defence"
    (one,) = [
        one
        for one in found(tmp_path, both, "2026-02-12 2025-12-01 2025-12-31 RU killed 33000 /month; Rutte")
        if one.kind is Kind.IMPLIED_RATIO
    ]
    assert one.verdict is Verdict.IMPLAUSIBLE
    for dead in ("9000", "20000"):
        assert not found(tmp_path, both, f"2026-02-12 2025-12-01 2025-12-31 RU killed {dead} /month; Rutte")


def test_a_total_is_derived_from_the_rate_that_its_teller_relays(tmp_path: Path) -> None:
    its = found(
        tmp_path,
        "2024-12-05 2024-11-01 2024-11-30 RU killed_wounded 1523 /day; UK Ministry of Defence; General Staff of Ukraine",
        "2024-12-05 2024-11-01 2024-11-30 RU killed_wounded 45690; UK Ministry of Defence",
    )
    assert (Kind.DERIVED, Verdict.NO_SECOND_OBSERVATION) in verdicts(its)


def test_an_open_bound_fills_no_gap_of_a_sum(tmp_path: Path) -> None:
    its = found(
        tmp_path,
        *MONTHS[:2],
        "2024-05-02 2024-03-01 2024-04-30 RU killed 15000 at_least; A",
        "2024-05-02 2024-01-01 2024-04-30 RU killed 90000; A",
    )
    assert Kind.PARTS not in {one.kind for one in its}


def test_a_daily_rate_of_a_month_is_a_number_of_the_month(tmp_path: Path) -> None:
    its = found(
        tmp_path,
        "2026-01-01 2025-12-01 2025-12-31 RU killed_wounded 1130 /day; UK Ministry of Defence",
        "2026-02-12 2025-12-01 2025-12-31 RU killed 35000; Rutte",
    )
    assert (Kind.DEFINITION, Verdict.SEVERAL_MEASURES) in verdicts(its)


def test_a_toll_is_stale_beside_totals_that_are_told_once_a_month(tmp_path: Path) -> None:
    ends = [f"2024-{month:02}-28" for month in range(1, 13)] + ["2025-01-28"]
    series = [
        f"{end} {START} {end} RU killed_wounded {700000 + 30000 * at}; General Staff of Ukraine"
        for at, end in enumerate(ends)
    ]
    old = f"2025-02-20 {START} 2025-02-20 RU killed_wounded {{}}; General Staff of Ukraine; ; Paper; "
    stale = [one for one in found(tmp_path, *series, old.format(900000)) if one.kind is Kind.CUMULATIVE]
    assert {one.verdict for one in stale} & {Verdict.STALE, Verdict.FALLS}
    assert not [one for one in found(tmp_path, *series, old.format(1090000)) if one.kind is Kind.CUMULATIVE]


def test_a_total_that_its_series_came_to_only_later_has_a_wrong_day(tmp_path: Path) -> None:
    series = [
        f"2024-01-{at + 2:02} {START} 2024-01-{at + 1:02} RU losses {360010 + 940 * at}; General Staff of Ukraine"
        for at in range(25)
    ]
    for day, wrong in (("2024-01-05", True), ("2024-01-19", False)):
        told = f"2024-01-20 {START} {day} RU killed_wounded 378810; Armed Forces of Ukraine; ; Data sheet"
        assert ((Kind.CUMULATIVE, Verdict.MISTOLD) in verdicts(found(tmp_path, *series, told))) is wrong
