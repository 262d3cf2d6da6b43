"""On how many independent bases a figure rests: through whoever cites whom, and never more than what is seen anywhere allows."""

from __future__ import annotations

from pathlib import Path

import pytest
from desks import Desk, daily, over, row

from muster.account.origins.every import Independence, independent
from muster.account.origins.graph import By, Origins

DEAD = {"measure": "killed"}


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path)


def of(graph: Origins, measure: str) -> Independence:
    return independent(graph, [one for one in graph.of.values() if one.claim.measure == measure])


def roots(based: Independence) -> list[str]:
    return [root.key for root in based.roots]


# ------------------------------------------------------------------ elsewhere
def test_who_takes_it_from_another_in_another_month_is_no_further_source(desk: Desk) -> None:
    graph = desk.rows(
        row(61200, speaker="Sudan Archive"),
        row(61000, speaker="Crisis Group", source="Sudan Archive"),
        row(70000, speaker="Crisis Group", end_date="2024-05-01"),
        row(74000, speaker="Crisis Group", end_date="2024-03-01"),
    )
    based = of(graph, "killed_wounded")
    assert roots(based) == ["sudan archive"]
    assert [(one.name, one.on, one.measure) for one in based.leaning] == [
        ("Crisis Group", ("Sudan Archive",), "killed_wounded")
    ]
    assert "Sudan Archive" in based.leaning[0].why


def test_who_takes_the_casualties_from_another_is_no_further_source_of_the_dead_beside_it(desk: Desk) -> None:
    rows = [
        row(61000, speaker="Norwegian intelligence", source="Sudan Archive"),
        row(18000, speaker="Norwegian intelligence", **DEAD),
        row(21000, speaker="Sudan Archive", **DEAD),
    ]
    based = of(desk.rows(*rows), "killed")
    assert (roots(based), [one.key for one in based.leaning]) == (["sudan archive"], ["no intelligence"])
    alone = of(desk.rows(*rows[:2]), "killed")
    assert (roots(alone), alone.leaning) == (["no intelligence"], ())


def test_recruits_are_other_people_than_the_dead(desk: Desk) -> None:
    graph = desk.rows(
        row(61000, speaker="Norwegian intelligence", source="Sudan Archive"),
        row(18000, measure="recruited", speaker="Norwegian intelligence"),
        row(21000, measure="recruited", speaker="Sudan Archive"),
    )
    assert of(graph, "recruited").count == 2


def test_two_that_lean_on_one_who_is_not_here_are_one(desk: Desk) -> None:
    graph = desk.rows(
        row(61000, speaker="Norwegian intelligence", source="Sudan Archive"),
        row(61000, speaker="Crisis Group", source="Sudan Archive"),
        row(18000, speaker="Norwegian intelligence", **DEAD),
        row(25000, speaker="Crisis Group", **DEAD),
        row(30000, speaker="Nile Institute", **DEAD),
    )
    based = of(graph, "killed")
    assert (based.count, [one.key for one in based.leaning]) == (2, ["no intelligence"])
    assert based.leaning[0].on == ("Crisis Group",)
    assert based.effective == pytest.approx(9 / 5)


def test_one_that_leans_on_two_does_not_make_them_one(desk: Desk) -> None:
    graph = desk.rows(
        row(61000, speaker="Crisis Group", source="Sudan Archive"),
        row(66000, speaker="Crisis Group", source="Nile Institute", end_date="2024-05-20"),
        row(18000, speaker="Crisis Group", **DEAD),
        row(25000, speaker="Sudan Archive", **DEAD),
        row(30000, speaker="Nile Institute", **DEAD),
    )
    based = of(graph, "killed")
    assert (based.count, based.leaning[0].on) == (2, ("Nile Institute", "Sudan Archive"))


def test_a_count_of_its_own_is_a_base_whoever_else_is_cited(desk: Desk) -> None:
    graph = desk.rows(
        row(61000, speaker="Crisis Group", source="Sudan Archive"),
        row(12847, speaker="Crisis Group", status="count", **DEAD),
        row(25000, speaker="Sudan Archive", **DEAD),
    )
    based = of(graph, "killed")
    assert (sorted(roots(based)), based.leaning) == (["crisis group", "sudan archive"], ())


def test_the_numbers_of_another_month_count_as_words_do(desk: Desk) -> None:
    series = daily("Sudanese army")
    total = over(series, "2023-09-01", "2023-10-31")
    graph = desk.rows(
        *series,
        row(total, start_date="2023-09-01", end_date="2023-10-31", speaker="Crisis Group"),
        row(9000, start_date="2023-12-01", end_date="2023-12-31", speaker="Crisis Group", measure="losses"),
    )
    based = of(graph, "losses")
    assert (roots(based), [one.key for one in based.leaning]) == (["sd military"], ["crisis group"])


# ------------------------------------------------------------------ chains
def test_who_cites_one_who_cites_a_third_rests_on_the_third(desk: Desk) -> None:
    """Also where the one in the middle mostly speaks for itself: the figure is followed."""
    graph = desk.rows(
        row(61000, speaker="French intelligence", source="Crisis Group"),
        row(61000, speaker="Crisis Group", source="Sudan Archive"),
        *[row(40000 + 1000 * month, speaker="Crisis Group", end_date=f"2024-0{month}-01") for month in range(1, 6)],
    )
    its = [one for one in graph.of.values() if one.claim.speaker == "French intelligence"]
    assert roots(independent(graph, its)) == ["sudan archive"]


@pytest.mark.parametrize("long", [2, 3, 5])
def test_a_circle_is_one(desk: Desk, long: int) -> None:
    names = ["Crisis Group", "Sudan Archive", "Nile Institute", "Omdurman Watch", "Delta Register"][:long]
    rows = [
        row(61000 + 1000 * at, speaker=name, source=names[(at + 1) % long], end_date=f"2024-05-{at + 1:02}")
        for at, name in enumerate(names)
    ]
    more = [row(40000 + 1000 * at, speaker=name, end_date="2024-02-01") for at, name in enumerate(names)] * 2
    for ledger in (rows, [*rows, *more]):
        assert of(desk.rows(*ledger), "killed_wounded").count == 1


# ------------------------------------------------------------------ nobody, and whose people
def test_nobody_is_no_source(desk: Desk) -> None:
    names = ["others", "newspapers", "analysts", "officials", "army doctors", "people familiar with the matter"]
    graph = desk.rows(*[row(61000 + at, speaker=name, publisher="Al Noor") for at, name in enumerate(names)])
    based = of(graph, "killed_wounded")
    assert (based.count, based.speakers, based.untold) == (0, 0, len(names))


def test_a_papers_own_source_is_the_papers_word(desk: Desk) -> None:
    graph = desk.rows(
        row(61000, speaker="Al Noor", source="sources"),
        row(66000, speaker="an Al Noor source in the general staff", end_date="2024-05-20"),
    )
    assert roots(of(graph, "killed_wounded")) == ["al noor"]
    assert [edge for edge in graph.edges if edge.by is By.SAID] == []


def test_one_who_is_not_named_passes_on_whose_data_it_is(desk: Desk) -> None:
    graph = desk.rows(row(61000, speaker="lawmaker", source="French intelligence"))
    assert roots(of(graph, "killed_wounded")) == ["fr intelligence"]


def test_an_army_and_its_general_staff_are_one_house(desk: Desk) -> None:
    graph = desk.rows(
        row(61000, speaker="Sudanese General Staff"), row(66000, speaker="Sudanese army", end_date="2024-05-20")
    )
    assert roots(of(graph, "killed_wounded")) == ["sd general staff"]


def test_a_person_told_with_an_office_speaks_for_it_and_with_a_paper_does_not(desk: Desk) -> None:
    office = desk.rows(
        row(61000, speaker="Omar Bashir (French MoD)"), row(66000, speaker="Hassan Idris (French Defence Ministry)")
    )
    assert roots(of(office, "killed_wounded")) == ["fr defence ministry"]
    paper = desk.rows(row(61000, speaker="Omar Bashir (WSJ)"), row(66000, speaker="Hassan Idris (WSJ)"))
    assert of(paper, "killed_wounded").count == 2


def test_one_sentence_has_one_who_cites(desk: Desk) -> None:
    text = (
        "Radio and war\n\n4 June 2025\n\nWestern intelligence services believe that up to 90,000 Ukrainian soldiers have been killed, "
        "according to the Polish broadcaster Radiostacja, and more than twice as many Russians.\n"
    )
    graph = desk.graph(desk.text(text, "radio.txt"))
    said = {(edge.child, edge.parent) for edge in graph.edges if edge.by is By.SAID}
    assert said
    assert not {(parent, child) for child, parent in said} & said
