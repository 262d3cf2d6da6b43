"""One number told again in one text as something else, though part, voice or days are told in other words; and what only looks so."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from muster.account.checks import check
from muster.claims.finding import Finding, Kind, Severity
from muster.claims.war import shipped_wars
from muster.desk.reports import of_paths
from muster.desk.settings import settings

KINDS = {
    Kind.RANGE_COLLAPSED, Kind.BOUND_AS_POINT, Kind.DEFINITION, Kind.UPGRADED, Kind.TARGET_AS_ESTIMATE, Kind.DIGITS,
}  # fmt: skip


def found(folder: Path, *texts: str) -> list[Finding]:
    """What the traps of retelling find in these texts, notes left out."""
    paths = []
    for number, words in enumerate(texts):
        path = folder / f"{number}.txt"
        path.write_text(words, encoding="utf-8")
        paths.append(path)
    reports = of_paths(paths, settings(environment={}), published=dt.date(2025, 11, 20))
    its = check(reports, wars=shipped_wars())
    return [one for one in its if one.kind in KINDS and one.severity is not Severity.NOTE]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        (
            "Between 14,000 and 19,000 Russians are killed a quarter, the retired officer thinks.\n\n"
            "A state that by his count loses 19,000 of its men each quarter in death alone should notice, he adds.\n",
            Kind.RANGE_COLLAPSED,
        ),
        (
            "Somewhere between 143,000 and 296,000 civilians died in Tigray in two years, the group now says.\n\n"
            "Nobody listens: 296,000 civilians dead in Tigray, and the paper gave it four lines.\n",
            Kind.RANGE_COLLAPSED,
        ),
        (
            "Azerbaijan's last list has 2,907 soldiers killed in the war of 2020 for Nagorno-Karabakh.\n\n"
            "Set against the 2,907 killed and wounded in Azerbaijan's ranks, Armenia's dead weigh heavier.\n",
            Kind.DEFINITION,
        ),
        (
            "With 2,600 confirmed deaths the expedition to Kursk cost North Korea dear.\n\n"
            "Seoul's spy service estimates that about 2,600 of the North Koreans sent to fight against Ukraine have died.\n",
            Kind.UPGRADED,
        ),
        (
            "Putin signed a decree under which Russia's armed forces are to be enlarged to 1.45 million servicemen.\n\n"
            "With 1.45 million soldiers already under arms, Moscow can wait.\n",
            Kind.TARGET_AS_ESTIMATE,
        ),
        (
            "Volunteers name 152,340 Russian soldiers killed in Ukraine\n\nVILNIUS, 19 November 2025. The list of Russian "
            "soldiers who have died in Ukraine has reached 125,340 names, its editors said.\n",
            Kind.DIGITS,
        ),
    ],
)  # fmt: skip
def test_a_number_told_again_as_something_else(tmp_path: Path, text: str, kind: Kind) -> None:
    assert kind in [one.kind for one in found(tmp_path, text)]


def test_a_goal_told_by_another_as_what_was_reached(tmp_path: Path) -> None:
    goal = "12 November 2025\n\nThe Russian army has the goal of signing up 310,000 contract soldiers by the end of December.\n"
    fact = "19 November 2025\n\nRussia has signed up 310,000 contract soldiers this year, a minister in Vilnius says.\n"
    assert [one.kind for one in found(tmp_path, goal, fact)] == [Kind.TARGET_AS_ESTIMATE]


@pytest.mark.parametrize(
    "text",
    [
        # another figure that happens to be as round
        "Between 10,000 and 20,000 Sudanese soldiers were killed in 2023, he thinks. In June 2025 alone 20,000 fled the ranks.\n",
        # pointed back at
        "At least 12,700 Russian convicts were killed, the group says. Half of the 12,700 died at Bakhmut.\n",
        # two parties
        "Between 14,000 and 19,000 Russians were killed in May 2025, he thinks. Ukraine had 19,000 wounded in May 2025.\n",
        # the dead and, of them, the same number as a part of a greater total
        "In May 2025 Russia lost 2,417 killed. With 5,100 wounded that makes 7,517 killed and wounded in May 2025.\n",
        # an estimate of one, a count of another, told as what they are
        "The agency estimates that 2,600 North Koreans have died in Kursk. Reporters have confirmed 1,430 deaths of North Koreans.\n",
        # a target that was met
        "Russia wanted to sign up 427,000 men in 2024. It met its target: 427,000 men were signed up in 2024, Kyiv says.\n",
    ],
)
def test_what_only_looks_so_accuses_nobody(tmp_path: Path, text: str) -> None:
    assert found(tmp_path, text) == []


INSTITUTE = (
    "How many fell in Kursk?\nInstitute for Eurasian Studies, 11 March 2025\n\nWe estimate that between 3,900 and 6,200 North Korean "
    "soldiers had been killed or wounded in Russia's Kursk region by the end of February 2025.\n"
)
PAPER = (
    "Losses in Kursk\nDaily Meridian, 13 March 2025\n\nThe {} says that {} North Korean soldiers had been killed or wounded in Russia's "
    "region of Kursk by the end of last month.\n"
)


def test_what_a_paper_tells_of_another_s_publisher_is_held_against_it(tmp_path: Path) -> None:
    ours, other = (
        PAPER.format("Institute for Eurasian Studies", "6,200"),
        PAPER.format("Institute for Naval Studies", "6,200"),
    )
    assert [one.kind for one in found(tmp_path, INSTITUTE, ours)] == [Kind.RANGE_COLLAPSED]
    assert not found(tmp_path, INSTITUTE, other)
    whole = PAPER.format("Institute for Eurasian Studies", "between 3,900 and 6,200")
    assert not found(tmp_path, INSTITUTE, whole)


def test_a_projection_that_a_paper_calls_confirmed(tmp_path: Path) -> None:
    watch = (
        "El Geneina\nSahel Rights Watch, 4 September 2023\n\nWe estimate that around 7,400 people may have been killed in El Geneina in "
        "Sudan between late April and the middle of June. It is a projection.\n"
    )
    paper = (
        "Darfur\nThe Southern Standard, 19 October 2023\n\nSudan burns. It is {} that {} people were killed in El Geneina between April "
        "and June, according to Sahel Rights Watch.\n"
    )
    assert [one.kind for one in found(tmp_path, watch, paper.format("confirmed", "7,400"))] == [Kind.UPGRADED]
    assert not found(tmp_path, watch, paper.format("feared", "7,400"))


def test_long_numbers_with_two_digits_changed_about_are_one(tmp_path: Path) -> None:
    text = (
        "The roll of the Korean War holds the names of 137,899 South Korean servicemen killed between 1950 and 1953.\n\nThe work took six "
        "years.\n\nThe {} South Korean servicemen killed, as recorded on the roll, would be read out over the summer.\n"
    )
    assert [one.kind for one in found(tmp_path, text.format("138,799"))] == [Kind.DIGITS]
    assert not [one for one in found(tmp_path, text.format("136,742")) if one.kind is Kind.DIGITS]


def test_a_floor_months_after_the_number_and_one_body_s_lost_and_killed_are_no_retelling(tmp_path: Path) -> None:
    later = (
        "25 June 2025\n\nZelensky said in February that 46,000 Ukrainian soldiers had been killed since the invasion. In June he said that "
        "since the invasion over 46,000 had been killed.\n"
    )
    one = (
        "4 December 2020\n\nArmenia lost 2,425 people in the war of 2020, its health ministry said. In all 2,425 Armenian servicemen were "
        "killed, by its count.\n"
    )
    assert found(tmp_path, later) == []
    assert found(tmp_path, one) == []
    two = one.replace(
        "In all 2,425 Armenian servicemen were killed, by its count.",
        "Reuters reported that 2,425 Armenian servicemen were killed in the war.",
    )
    assert [each.kind for each in found(tmp_path, two)] == [Kind.DEFINITION]
