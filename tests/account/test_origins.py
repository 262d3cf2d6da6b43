"""Who rests on whom: the report stands in the test, and beside it what rests on what, or that nothing does."""

from __future__ import annotations

import calendar
import random
from pathlib import Path

import pytest
from desks import Desk, daily, numbers, over, row

from muster.account.origins import chance
from muster.account.origins.basis import findings
from muster.account.origins.every import independent, origins
from muster.account.origins.graph import By, Edge, Origins
from muster.account.statement import statements
from muster.claims.finding import Kind, Severity, Verdict
from muster.claims.war import shipped_wars
from muster.desk.reports import of_paths
from muster.desk.settings import settings

FACTS = Path(__file__).parents[3] / "shared" / "facts"


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path)


def edge(graph: Origins, by: By) -> Edge:
    (found,) = [one for one in graph.edges if one.by is by]
    return found


# ------------------------------------------------------------------ luck
LUCK = [  # a figure as printed, in how many windows it was tried, whether a match is believed
    ("80110", 2, True),
    ("783000", 3, True),
    ("35050", 4, True),
    ("1523", 2, True),
    ("35000", 1, False),
    ("30000", 1, False),
    ("1000", 1, False),
    ("105000", 1, False),
    ("250000", 1, False),
    ("1100000", 2, False),
]


@pytest.mark.parametrize(("figure", "windows", "believed"), LUCK)
def test_only_digits_make_a_match_believed(desk: Desk, figure: str, windows: int, believed: bool) -> None:
    (one,) = desk.read(desk.table(row(figure, speaker="NATO")))
    window = chance.window(one)
    assert window is not None
    assert window.low is not None
    assert window.high is not None
    assert chance.convincing(chance.of_hit(window.high - window.low, one.middle, windows=windows)) is believed


def test_a_believed_match_is_right_nineteen_times_in_twenty() -> None:
    """Against independent estimates of one quantity, some 15 % apart, no more are believed by luck than the rule says."""
    chosen = random.Random(11)
    lucky = sum(abs(80_110 * chosen.lognormvariate(0, chance.APART) - 80_110) <= 500 for _ in range(20_000)) / 20_000
    assert lucky <= chance.of_hit(1_000, 80_110) * 1.1


# ------------------------------------------------------------------ sums
def test_a_total_that_is_a_series_sum_to_the_man_rests_on_it(desk: Desk) -> None:
    series = daily("Sudanese army")
    total = over(series, "2023-09-01", "2023-10-31")
    graph = desk.rows(*series, row(total, start_date="2023-09-01", end_date="2023-10-31", speaker="Crisis Group"))
    assert numbers(graph) == [("crisis group", "sd military", By.SUM)]
    assert edge(graph, By.SUM).convention == "each morning's figure counted for the day before"
    (found,) = findings(graph)
    assert (found.kind, found.verdict, found.severity) == (Kind.BASIS, Verdict.SAME_BASIS, Severity.MINOR)
    assert "though no source is named" in found.sentence


def test_the_other_day_convention_is_told(desk: Desk) -> None:
    series = daily("Sudanese army")
    total = over(series, "2023-08-31", "2023-10-30")
    graph = desk.rows(*series, row(total, start_date="2023-09-01", end_date="2023-10-31", speaker="Crisis Group"))
    assert edge(graph, By.SUM).convention == "each figure counted for its day of publication"


def test_one_that_is_off_by_a_little_or_round_rests_on_nobody(desk: Desk) -> None:
    series = daily("Sudanese army")
    total = over(series, "2023-09-01", "2023-10-31")
    for other in (total + 37, round(total, -3), round(total, -4)):
        graph = desk.rows(*series, row(other, start_date="2023-09-01", end_date="2023-10-31", speaker="Crisis Group"))
        assert numbers(graph) == []


def test_another_measure_party_war_or_a_target_never_meets(desk: Desk) -> None:
    series = daily("Sudanese army")
    total = over(series, "2023-09-01", "2023-10-31")
    days = {"start_date": "2023-09-01", "end_date": "2023-10-31", "speaker": "Crisis Group"}
    for other in ({"measure": "recruited"}, {"party": "SD"}, {"war": "Russia-Ukraine"}, {"status": "target"}):
        assert numbers(desk.rows(*series, row(total, **{**days, **other}))) == []


def test_its_own_sum_makes_no_edge(desk: Desk) -> None:
    series = daily("Sudanese army")
    total = over(series, "2023-09-01", "2023-10-31")
    assert (
        numbers(desk.rows(*series, row(total, start_date="2023-09-01", end_date="2023-10-31", speaker="Sudanese army")))
        == []
    )


# ------------------------------------------------------------------ averages
def months(series: list[str], speaker: str, *, off: float = 0.0, seed: int = 5) -> list[str]:
    """Daily averages of each whole month, each off by up to so much."""
    chosen, rows = random.Random(seed), []
    for number in range(5, 17):
        year, month = 2023 + (number - 1) // 12, (number - 1) % 12 + 1
        last = calendar.monthrange(year, month)[1]
        first, end = f"{year}-{month:02}-01", f"{year}-{month:02}-{last}"
        rate = over(series, first, end) / last * (1 + chosen.uniform(-off, off))
        rows.append(row(round(rate), start_date=first, end_date=end, per="day", speaker=speaker))
    return rows


def test_averages_that_follow_a_series_rest_on_it(desk: Desk) -> None:
    series = daily("Sudanese army")
    graph = desk.rows(*series, *months(series, "Norwegian intelligence", off=0.004))
    found = edge(graph, By.AVERAGES)
    assert (found.child, found.parent, found.whole) == ("no intelligence", "sd military", True)
    assert dict(found.numbers)["matched"] == dict(found.numbers)["of"] == 12


def test_averages_of_their_own_do_not(desk: Desk) -> None:
    series = daily("Sudanese army")
    for seed in range(8):
        assert numbers(desk.rows(*series, *months(series, "Norwegian intelligence", off=0.25, seed=seed))) == []


def test_a_total_that_is_the_sum_of_averages_rests_on_them(desk: Desk) -> None:
    averages = months(daily("Sudanese army"), "Norwegian intelligence")
    cells = [one.split(",") for one in averages]
    total = sum(int(one[6]) * int(one[3][-2:]) for one in cells)
    graph = desk.rows(*averages, row(total, start_date="2023-05-01", end_date="2024-04-30", speaker="Crisis Group"))
    assert ("crisis group", "no intelligence", By.SUM) in numbers(graph)


# ------------------------------------------------------------------ transforms
TRANSFORMS = [  # rows, and the edges that numbers make
    (
        "a month that is another's rounded rate times its days",
        [
            row(1523, per="day", start_date="2023-11-01", end_date="2023-11-30", speaker="Norwegian intelligence"),
            row(45690, start_date="2023-11-01", end_date="2023-11-30", speaker="Crisis Group"),
        ],
        [("crisis group", "no intelligence", By.ROUNDED_RATE)],
    ),
    (
        "a month that only comes near it",
        [
            row(1523, per="day", start_date="2023-11-01", end_date="2023-11-30", speaker="Norwegian intelligence"),
            row(45720, start_date="2023-11-01", end_date="2023-11-30", speaker="Crisis Group"),
        ],
        [],
    ),
    (
        "a round rate and a round month",
        [
            row(1000, per="day", start_date="2023-11-01", end_date="2023-11-30", speaker="Norwegian intelligence"),
            row(30000, start_date="2023-11-01", end_date="2023-11-30", speaker="Crisis Group"),
        ],
        [],
    ),
    (
        "a range that is a count divided by two shares",
        [
            row(61234, measure="obituaries", status="count", speaker="Sudan Archive"),
            row(f"{round(61234 / 0.7)}-{round(61234 / 0.45)}", measure="killed", speaker="Crisis Group"),
        ],
        [("crisis group", "sudan archive", By.CONSTANT)],
    ),
    (
        "a range of as many digits that is none",
        [
            row(61234, measure="obituaries", status="count", speaker="Sudan Archive"),
            row("87911-131417", measure="killed", speaker="Crisis Group"),
        ],
        [],
    ),
    (
        "a round range, which any count would make",
        [
            row(61234, measure="obituaries", status="count", speaker="Sudan Archive"),
            row("90000-140000", measure="killed", speaker="Crisis Group"),
        ],
        [],
    ),
    (
        "a figure that is the dead times four",
        [
            row(12847, measure="killed", speaker="Sudan Archive"),
            row(51388, speaker="Crisis Group"),
        ],
        [("crisis group", "sudan archive", By.CONSTANT)],
    ),
    (
        "round dead and round casualties at three wounded for one",
        [row(15000, measure="killed", speaker="Sudan Archive"), row(60000, speaker="Crisis Group")],
        [],
    ),
    (
        "one total to date of two speakers, one of whom rounds it",
        [
            row(783138, speaker="Sudan Archive"),
            row(783100, speaker="Crisis Group"),
        ],
        [("crisis group", "sudan archive", By.CUMULATIVE)],
    ),
    (
        "one round total of two speakers",
        [row(780000, speaker="Sudan Archive"), row(780000, speaker="Crisis Group")],
        [],
    ),
    (
        "one round total that a table writes with a point",
        [row("780000.0", speaker="Sudan Archive"), row("780000.0", speaker="Crisis Group")],
        [],
    ),
    (
        "three digits that are three times the dead, as many are",
        [row(14861, measure="killed", speaker="Sudan Archive"), row(44600, speaker="Crisis Group")],
        [],
    ),
    (
        "one total of soldiers and of civilians",
        [row(783138, speaker="Sudan Archive"), row(783138, speaker="Crisis Group", party="SD")],
        [],
    ),
    (
        "prisoners exchanged, whose number both sides know",
        [
            row(1303, measure="returned", start_date="2024-05-25", end_date="2024-05-25", speaker="Sudan Archive"),
            row(1303, measure="returned", start_date="2024-05-25", end_date="2024-05-25", speaker="Crisis Group"),
        ],
        [],
    ),
]


@pytest.mark.parametrize(("rows", "expected"), [case[1:] for case in TRANSFORMS], ids=[case[0] for case in TRANSFORMS])
def test_transforms(desk: Desk, rows: list[str], expected: list[tuple[str, str, By]]) -> None:
    assert numbers(desk.rows(*rows)) == expected
    assert numbers(desk.rows(*reversed(rows))) == expected


# ------------------------------------------------------------------ many mouths
SEVEN = "Al Noor,Nile Post,Sahel Daily,Harbour Gazette,Red Sea Times,Delta News,Upland Herald".split(",")


def test_seven_outlets_one_source(desk: Desk) -> None:
    graph = desk.rows(*[row(61200, speaker="Sudan Archive", publisher=name) for name in SEVEN])
    based = independent(graph, graph.of.values())
    assert (based.outlets, based.speakers, based.count, based.effective) == (7, 1, 1, 1.0)
    assert [root.name for root in based.roots] == ["Sudan Archive"]
    (found,) = findings(graph)
    assert (found.verdict, found.severity, dict(found.numbers)["outlets"]) == (Verdict.ONE_SOURCE, Severity.NOTE, 7)
    assert "one source" in found.sentence


def test_who_cites_another_is_no_second_base(desk: Desk) -> None:
    rows = [
        row(61200, speaker="Sudan Archive"),
        row(61000, speaker="Crisis Group", source="Sudan Archive"),
        row(60000, speaker="French intelligence", source="Crisis Group"),
        row(90000, speaker="Norwegian intelligence"),
    ]
    graph = desk.rows(*rows)
    based = independent(graph, graph.of.values())
    assert (based.speakers, based.count) == (4, 2)
    assert [(root.key, root.weight) for root in based.roots] == [("sudan archive", 3.0), ("no intelligence", 1.0)]
    assert based.effective == pytest.approx(16 / 10)


def test_a_further_copy_never_makes_more_bases(desk: Desk) -> None:
    rows = [row(61200, speaker="Sudan Archive"), row(90000, speaker="Norwegian intelligence")]
    counts = []
    for copies in range(4):
        graph = desk.rows(*rows, *[row(61200, speaker="Sudan Archive", publisher=name) for name in SEVEN[:copies]])
        based = independent(graph, graph.of.values())
        assert 1 <= based.effective <= based.count
        counts.append(based.count)
    assert counts == [2, 2, 2, 2]


def test_two_that_cite_each_other_are_one(desk: Desk) -> None:
    graph = desk.rows(
        row(61200, speaker="Crisis Group", source="Sudan Archive"),
        row(61200, speaker="Sudan Archive", source="Crisis Group"),
    )
    assert independent(graph, graph.of.values()).count == 1


def test_an_estimate_of_the_dead_is_not_the_cited_casualties(desk: Desk) -> None:
    graph = desk.rows(
        row(61200, speaker="Norwegian intelligence", source="Sudan Archive"),
        row(18000, measure="killed", speaker="Norwegian intelligence"),
    )
    dead = [one for one in graph.of.values() if one.claim.measure == "killed"]
    assert [root.key for root in independent(graph, dead).roots] == ["no intelligence"]


def test_one_sentence_in_two_papers(desk: Desk) -> None:
    said = "{}\n\nRussian forces lost 1,204 soldiers killed in the fighting around the town in March 2024, by all accounts here.\n"
    first = desk.text(said.format("3 April 2024"), "first.txt")
    second = desk.text(said.format("5 April 2024"), "second.txt")
    graph = origins(desk.read(first, second))
    (found,) = [one for one in graph.edges if one.by is By.OUTLET and one.against]
    assert graph.name(found.child) != graph.name(found.parent)


def test_order_changes_nothing_and_nothing_gives_nothing(desk: Desk) -> None:
    series = daily("Sudanese army", days=60)
    every = desk.read(desk.table(*series, *[row(61200, speaker="Sudan Archive", publisher=name) for name in SEVEN]))
    once = origins(every)
    random.Random(1).shuffle(every)
    assert origins(every) == once
    assert findings(origins(every)) == findings(once)
    assert origins([]) == Origins(nodes=(), edges=(), of={})
    assert findings(origins([])) == []


# ------------------------------------------------------------------ the worked verdicts
@pytest.mark.skipif(not FACTS.exists(), reason="the papers are not here")
def test_the_worked_verdicts_g23_and_g24() -> None:
    paths = [FACTS / "claims.csv", FACTS / "general-staff-personnel.json"]
    found = findings(origins(statements(of_paths(paths, settings()), wars=shipped_wars())))
    same = [one for one in found if one.kind is Kind.BASIS and one.verdict is Verdict.SAME_BASIS]
    assert [(one.severity, len(same)) for one in same if dict(one.numbers).get("of") == 47] == [(Severity.NOTE, 5)]
    assert "37 of 47 months, March 2022 to January 2026" in " ".join(one.sentence for one in same)
    assert any(dict(one.numbers) == {"figure": 783_000, "sum": 783_138} for one in same)  # G24
    assert any(dict(one.numbers) == {"figure": 80_110, "sum": 80_110} for one in same)


@pytest.mark.skipif(not FACTS.exists(), reason="the papers are not here")
def test_g24_needs_the_claims_alone() -> None:
    found = findings(origins(statements(of_paths([FACTS / "claims.csv"], settings()), wars=shipped_wars())))
    assert any(dict(one.numbers) == {"figure": 783_000, "sum": 783_138} for one in found)
