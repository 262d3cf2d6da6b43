"""What one text, or two, tell side by side: each sentence stands in the test, and beside it the kinds and verdicts that are found."""

from __future__ import annotations

import datetime as dt

import pytest

from muster.account.checks import check
from muster.claims.document import Document
from muster.claims.finding import Finding, Severity
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
