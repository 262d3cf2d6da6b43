"""What one text, or two, tell side by side: each sentence stands in the test, and beside it the kinds and verdicts that are found."""

from __future__ import annotations

import datetime as dt

import pytest

from muster.account.checks import check
from muster.claims.document import Document
from muster.claims.finding import Finding
from muster.claims.report import Report
from muster.claims.war import shipped_wars
from muster.reading import reader

WARS = shipped_wars()


def report(text: str, published: str = "2025-01-20") -> Report:
    document = Document(text=text, publisher="The Wire", published=dt.date.fromisoformat(published))
    reading = reader.read(document, wars=WARS)
    return Report(document=document, claims=reading.claims, remarks=reading.remarks)


def found(*texts: str) -> list[Finding]:
    """What is found in these texts together; one may open with its day and a bar."""
    parts = [text.rpartition(" | ") for text in texts]
    return check([report(text, day or "2025-01-20") for day, _, text in parts], wars=WARS)


def told(*texts: str, kind: str) -> list[str]:
    return [one.verdict.value for one in found(*texts) if one.kind.value == kind]


# ------------------------------------------------------------------ counts and their means
@pytest.mark.parametrize(
    ("text", "verdicts"),
    [
        ("The ministry in Kyiv counted 840 Ukrainian dead in June 2024, about 42 a day.", ["fails"]),
        ("The army of Sudan buried 465 of its soldiers in May 2024, 25 a day.", ["fails"]),
        ("The ministry confirmed 744 Russian dead in July 2024, a mean of 34 a day.", ["fails"]),
        ("The ministry in Kyiv counted 840 Ukrainian dead in June 2024, about 28 a day.", ["agrees"]),
        ("The army of Sudan buried 465 of its soldiers in May 2024, 15 a day.", ["agrees"]),
    ],
)
def test_a_count_is_held_to_its_number_beside_its_own_mean(text: str, verdicts: list[str]) -> None:
    assert told(text, kind="rate") == verdicts


# ------------------------------------------------------------------ one area in two units
@pytest.mark.parametrize(
    ("text", "verdicts"),
    [
        ("Russia took 370 km² (200 square miles) in June 2024.", ["fails"]),
        ("Ukraine took 660 square kilometres (300 square miles) of Kursk region in August 2024.", ["fails"]),
        ("Russian troops gained 52 square kilometres (30 square miles) in May 2024.", ["fails"]),
        ("Russian troops gained 50 square kilometres (20 square miles) in May 2024.", ["agrees"]),
        ("Ukraine took 1,300 square kilometres (about 500 square miles) of Kursk in August 2024.", ["agrees"]),
        ("Russia gained 0.4 square miles (1 km²) on 3 June 2024.", ["agrees"]),
    ],
)
def test_an_area_in_two_units_agrees_or_does_not_and_not_both(text: str, verdicts: list[str]) -> None:
    assert told(text, kind="unit_pair") == verdicts


# ------------------------------------------------------------------ middles and their intervals
@pytest.mark.parametrize(
    ("text", "verdicts"),
    [
        ("We estimate that 12,300 Russian soldiers were killed in 2023 (95% interval 13,900 to 17,200).", ["fails"]),
        (
            "The team thinks that 8,150 Eritrean soldiers were killed in Tigray in 2021 (90 % credible interval 9,400-12,000).",
            ["fails"],
        ),
        ("Some 12,300 Russian dead in 2023 (95 % interval 13,900 to 17,200).", ["fails"]),
        ("We estimate that 15,300 Russian soldiers were killed in 2023 (95% interval 13,900 to 17,200).", ["agrees"]),
        ("We estimate that 12,300 Russian soldiers were killed in 2023 (up from 10,900 to 11,200 in 2022).", []),
    ],
)
def test_a_middle_lies_in_the_interval_behind_it(text: str, verdicts: list[str]) -> None:
    assert told(text, kind="outside_interval") == verdicts


# ------------------------------------------------------------------ shares of a whole that opens the sentence
@pytest.mark.parametrize(
    ("text", "verdicts"),
    [
        ("Of 1,200 Russian dead in June 2024, 300, or 30 %, were officers.", ["fails"]),
        ("Of 2,400 Sudanese wounded in May 2024, 480, or 25 percent, came from Omdurman.", ["fails"]),
        ("800 of the 2,000 Russian dead of June 2024, or 50 %, were conscripts.", ["fails"]),
        ("Of 1,200 Russian dead in June 2024, 300, or 25 %, were officers.", ["agrees"]),
        ("Of some 1,200 Russian dead in June 2024, about 300, or 26 %, were officers.", ["agrees"]),
    ],
)
def test_a_share_of_round_numbers_is_worked_out(text: str, verdicts: list[str]) -> None:
    assert told(text, kind="share") == verdicts


# ------------------------------------------------------------------ targets told as facts
PLAN = "2025-01-21 | Russia's army plans to recruit 343,000 soldiers in 2025, the Ukrainian intelligence official Vadym Skibitskyi said."


@pytest.mark.parametrize(
    ("texts", "severities"),
    [
        (
            ("Moscow plans to recruit 287,000 soldiers in 2025.", "Russia recruited 287,000 soldiers in 2025."),
            ["serious"],
        ),
        ((PLAN, "2025-02-03 | Russia has recruited 343,000 soldiers in 2025, Vadym Skibitskyi said."), ["serious"]),
        ((PLAN, "2026-01-14 | Russia recruited 343,000 soldiers in 2025, according to Vadym Skibitskyi."), ["minor"]),
        ((PLAN, "2026-01-14 | Russia met its goal of 343,000 recruits in 2025, according to Vadym Skibitskyi."), []),
        ((PLAN, "2026-01-14 | Russia recruited 341,600 soldiers in 2025, according to Vadym Skibitskyi."), []),
        (
            (
                "2024-01-09 | Ukraine plans to recruit 160,000 soldiers in 2024.",
                "Ukraine recruited 160,000 soldiers in 2024.",
            ),
            [],
        ),
    ],
)
def test_a_target_is_told_as_a_fact(texts: tuple[str, str], severities: list[str]) -> None:
    assert [one.severity.value for one in found(*texts) if one.kind.value == "target_as_estimate"] == severities


# ------------------------------------------------------------------ what somebody spoke of, and what is called confirmed
@pytest.mark.parametrize(
    ("text", "verdicts"),
    [
        (
            "Petro Lys spoke of 700 Russian dead in May 2024. The 700 confirmed deaths of Russian soldiers in May 2024 filled the papers.",
            ["mistold"],
        ),
        (
            "Petro Lys spoke of 700 Russian dead in May 2024. None of the 700 is among the confirmed deaths of Russian soldiers.",
            [],
        ),
    ],
)
def test_what_was_only_spoken_of_is_not_confirmed(text: str, verdicts: list[str]) -> None:
    assert told(text, kind="upgraded") == verdicts


# ------------------------------------------------------------------ lists that shrink
OWN = "The Roll of Names\nRoll of Names, 31 January 2025\n\n"


@pytest.mark.parametrize(
    ("text", "verdicts"),
    [
        (
            OWN
            + "By 20 December 2024 our volunteers had confirmed 62,740 names of Russian soldiers killed since the start of the invasion. "
            "By 17 January 2025 our volunteers had confirmed 61,905 names of Russian soldiers killed since the start of the invasion.",
            ["falls"],
        ),
        (
            OWN
            + "By 20 December 2024 our volunteers had confirmed 62,740 names of Russian soldiers killed since the start of the invasion. "
            "By 17 January 2025 our volunteers had confirmed 63,905 names of Russian soldiers killed since the start of the invasion.",
            [],
        ),
    ],
)
def test_a_list_of_ones_own_does_not_shrink(text: str, verdicts: list[str]) -> None:
    assert told(text, kind="cumulative") == verdicts


# ------------------------------------------------------------------ parts and their total
@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        (
            "In March 2025 the Rapid Support Forces lost 322 fighters killed, 545 wounded and 28 captured, 995 in all, the army said.",
            "the parts make 895; the text has 995 in all",
        ),
        (
            "In May 2024 the army of Ukraine had 240 dead, 610 wounded and 20 missing, 970 in all.",
            "the parts make 870; the text has 970 in all",
        ),
    ],
)
def test_parts_and_their_total_are_told_as_what_they_are(text: str, sentence: str) -> None:
    [one] = [one for one in found(text) if one.kind.value == "parts"]
    assert sentence in one.sentence
    assert "captured (" not in one.sentence


# ------------------------------------------------------------------ one body under a short name and a long one
def test_a_short_name_is_the_one_longer_name_of_another_text() -> None:
    study = "2025-01-10 | The Fenwick Centre for Peace estimates that between 100,000 and 140,000 Ukrainian soldiers were killed in 2023."
    paper = "2025-02-03 | The Fenwick Centre estimates that 140,000 Ukrainian soldiers were killed in 2023. It is a hidden toll."
    other = "2025-02-03 | The Alder Centre estimates that 140,000 Ukrainian soldiers were killed in 2023."
    assert told(study, paper, kind="range_collapsed") == ["mistold"]
    assert told(study, other, kind="range_collapsed") == []


# ------------------------------------------------------------------ wholes and the parts that they include
def test_what_the_dead_include_contradicts_no_whole() -> None:
    text = (
        "The Syrian Observatory documented the killing of 4,360 people in Syria in 2023. "
        "The dead of 2023 include 1,889 civilians and 2,471 combatants."
    )
    assert told(text, kind="contradiction") == []
