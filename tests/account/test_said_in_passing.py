"""What is found in sentences of many hands that take a count up again, draw a multiple or a change from it, or make a mean of it: each
turn with an error, and beside it what is honest and must be left alone."""

from __future__ import annotations

import pytest
from checked import checked

from muster.claims.finding import Finding, Severity


def graver(text: str) -> list[Finding]:
    """What is graver than a note in a text."""
    return [one for one in checked(text) if one.severity is not Severity.NOTE]


def kinds(text: str) -> set[str]:
    """Of which kinds that is."""
    return {one.kind.value for one in graver(text)}


# ------------------------------------------------------------------ a count taken up again
@pytest.mark.parametrize(
    "text",
    [
        "KHARTOUM, 9 December 2024. The number of RSF fighters killed since 15 April 2023 stood at 27,900 on 31 October. On 30 November "
        "it had come to 27,440.",
        "GAZA, 9 December 2024. By the end of October 43,200 Palestinians had been killed since 7 October 2023. By 2 December the toll "
        "was 42,900.",
        "SUDANESE ARMED FORCES, PRESS OFFICE\nBulletin No. 113, 2 December 2024\n\nThe number of fighters of the Rapid Support Forces "
        "killed since 15 April 2023 stood at 27,900 on 31 October. On 30 November it had come to 27,440.",
    ],
)  # fmt: skip
def test_a_count_that_is_taken_up_again_cannot_have_fallen(text: str) -> None:
    assert kinds(text) == {"cumulative"}


@pytest.mark.parametrize(
    "text",
    [
        "KHARTOUM, 9 December 2024. The number of RSF fighters killed since 15 April 2023 stood at 27,900 on 31 October. On 30 November "
        "it had come to 28,440.",
        "KYIV, 9 December 2024. By 1 November 2024 Russia had lost 700,000 soldiers since the invasion of 24 February 2022, by one "
        "count. Others give it until 1 December 2024 at 620,000.",
        "GOMA, 9 March 2025. By 1 February 2025 2,900 people had been killed in Goma since 23 January. It was a massacre. By 1 March "
        "2025 the number of names was 2,500.",
    ],
)  # fmt: skip
def test_a_count_that_grew_or_is_another_s_accuses_nobody(text: str) -> None:
    assert graver(text) == []


# ------------------------------------------------------------------ shares beside ages
@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("YEREVAN, 9 November 2021. Of the 3,781 Armenian dead some 1,700, or 45 percent, were conscripts of twenty or younger.", set()),
        ("YEREVAN, 9 May 2021. Of the 3,781 Armenian dead some 1,700, or 54 percent, were conscripts of twenty or younger.", {"share"}),
        ("KYIV, 9 May 2024. Of 1,200 named Russian dead 480 were men of fifty and over, or 40 percent.", set()),
        ("SEOUL, 9 May 2024. Of the 2,000 South Korean prisoners 900, or 45 percent, were boys of eighteen.", set()),
    ],
)  # fmt: skip
def test_an_age_is_no_whole(text: str, found: set[str]) -> None:
    assert kinds(text) == found


# ------------------------------------------------------------------ multiples of what words name
@pytest.mark.parametrize(
    "text",
    [
        "KYIV, 11 December 2024. Ukraine has 43,000 dead, its president says.\n\nThe General Staff puts Russian casualties at 750,610. "
        "Some 400,000 is right for Ukraine's killed and wounded together. It is nine times what Ukraine says of its dead.",
        "KHARTOUM, 11 December 2024. Sudan's army says it has 12,000 dead since 2023 and 30,000 wounded. That is nine times what it had in "
        "2020.",
        "KHARTOUM, 11 December 2024. Sudan's army lost 4,000 men in 2024. The RSF lost 3,900. That is three times what the peacekeepers "
        "lost.",
    ],
)  # fmt: skip
def test_a_multiple_of_what_is_told_elsewhere_accuses_nobody(text: str) -> None:
    assert graver(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "KHARTOUM, 11 December 2024. Sudan's army lost 4,000 men this year and 2,000 last year. That is five times as many.",
        "KHARTOUM, 11 December 2024. Sudan's army lost 4,000 men in 2024 and 2,000 in 2023. That is five times what it lost in 2023.",
        "YANGON, 11 December 2024. The junta called up 9,000 men in May and 3,000 in April. That makes five times the number.",
    ],
)
def test_a_multiple_of_the_two_just_told_is_tried(text: str) -> None:
    assert kinds(text) == {"multiple"}


# ------------------------------------------------------------------ changes in the sentence behind
@pytest.mark.parametrize(
    "text",
    [
        "CHIANG MAI, 22 January 2025. A monitor counted 5,200 junta soldiers killed in 2023 and 4,500 in 2024. Losses fell by half, the "
        "monitor says.",
        "KHARTOUM, 2 January 2025. The RSF lost 9,000 fighters in the summer and 7,400 in the autumn, the army said. That is down by half.",
        "GOMA, 2 March 2025. The hospital treated 300 wounded soldiers in January and 420 in February. The number rose by 20 percent, its "
        "director said.",
    ],
)  # fmt: skip
def test_a_change_behind_the_two_numbers_it_is_of_is_tried(text: str) -> None:
    assert kinds(text) == {"change"}


@pytest.mark.parametrize(
    "behind",
    [
        "Losses fell by a quarter.",
        "Recruitment fell by half, the institute says.",
        "In March losses fell by a tenth.",
        "Its tank losses fell by half.",
        "Losses fell by half in the south.",
        "Losses fell by half from their peak.",
    ],
)
def test_a_change_of_something_else_is_not(behind: str) -> None:
    assert graver(f"KYIV, 12 April 2025. Russia lost 48,000 men in January and 35,000 in February. {behind}") == []


# ------------------------------------------------------------------ means of a whole war
@pytest.mark.parametrize(
    ("text", "found"),
    [
        (
            "TEHRAN, 22 September 2020. Iran lost 218,867 dead in the war with Iraq, its Foundation of Martyrs says. The war lasted 95 "
            "months, from September 1980 to August 1988, which comes to some {} dead a month.",
            {"2,300": set(), "23,000": {"rate"}},
        ),
        (
            "SEOUL, 27 July 2023. The Korean War lasted 1,127 days and cost 36,574 American lives, which makes {} a day.",
            {"32": set(), "320": {"rate"}},
        ),
        (
            "YEREVAN, 27 July 2023. Armenia lost 3,781 soldiers in the 44 days of the war of 2020, or {} a day.",
            {"86": set(), "186": {"rate"}},
        ),
    ],
)
def test_a_mean_of_a_war_is_held_against_its_toll(text: str, found: dict[str, set[str]]) -> None:
    assert {number: kinds(text.format(number)) for number in found} == found


# ------------------------------------------------------------------ months that were mixed up
@pytest.mark.parametrize(
    ("text", "found"),
    [
        (
            "OSLO, 5 November 2024. The Russian army had 38,130 men killed and wounded in September and 41,980 in October, according to "
            "the General Staff in Kyiv.\n\nWith {} killed and wounded in September, as the General Staff has it, Russia paid dearly.",
            {"38,130": set(), "41,980": {"contradiction"}},
        ),
        (
            "KYIV, 5 February 2025. Ukraine's General Staff counted 41,980 Russian casualties in October, 45,720 in November and 48,670 in "
            "December. In January {} Russians were killed or wounded, the highest monthly number since the invasion began.",
            {"48,740": set(), "48,240": {"record"}},
        ),
        (
            "LONDON, 4 June 2025. By the count of Ukraine's General Staff 35,340 Russian soldiers were killed or wounded in May. The {} in "
            "May would fill a football ground, and nobody in Moscow would read out a name.",
            {"35,340 Russians killed or wounded": set(), "35,340 Russians killed": {"definition"}},
        ),
    ],
)  # fmt: skip
def test_a_figure_put_to_another_month_or_measure_is_found(text: str, found: dict[str, set[str]]) -> None:
    assert {told: kinds(text.format(told)) for told in found} == found


# ------------------------------------------------------------------ parts, tolls that run on, and times told with their year
@pytest.mark.parametrize(
    "text",
    [
        "KINSHASA, 14 February 2025. At least 2,900 people have been killed in Goma since 26 January, the United Nations said. It "
        "explained that 2,000 have been buried since, and that 900 remain in the morgues.",
        "OUAGADOUGOU, 6 September 2024. Some 400 people were killed at Barsalogho on 24 August, relatives say. They add that 190 were "
        "buried the next day.",
        "JERUSALEM, 8 October 2025. Israel had lost 368 soldiers in Lebanon by September 1982, and 657 by June 1985.",
        "SANAA, 30 November 2021. Ten thousand children have been killed or maimed in Yemen since March 2015. That is four children every "
        "day.",
        "DOHA, 11 December 2025. A committee of doctors counted 890 civilians killed in Sudan in November, 15 percent more than in "
        "October, when it had counted 774. It added that 212 of the 890 were children.",
    ],
)  # fmt: skip
def test_what_is_honest_in_them_accuses_nobody(text: str) -> None:
    assert graver(text) == []


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        (
            "SANAA, 30 November 2021. Ten thousand children have been killed or maimed in Yemen since March 2015. That is nine children "
            "every day.",
            "rate",
        ),
        (
            "DOHA, 11 December 2025. A committee of doctors counted 890 civilians killed in Sudan in November, 45 percent more than in "
            "October, when it had counted 774. It added that 212 of the 890 were children.",
            "change",
        ),
    ],
)
def test_and_what_is_not_is_found(text: str, kind: str) -> None:
    assert kinds(text) == {kind}
