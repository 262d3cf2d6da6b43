"""Figures of civilians by the words over them, before them or of a part of them: who is civilian where the noun does not say so."""

from __future__ import annotations

import pytest
from telling import said

SYRIA = "Orontes note\n\nThe war in Syria: the army and the rebels fight for Hama.\n\n"
UKRAINE = "Two armies\n\nRussia and Ukraine have fought since February 2022.\n\n"


@pytest.mark.parametrize(
    ("text", "civil"),
    [
        (SYRIA + "We have documented 812 people killed since Monday. 108 were civilians.", "812 108"),
        (SYRIA + "The observatory documented 6,777 deaths in 2024, of which 3,598 were those of civilians.", "6,777 3,598"),
        (UKRAINE + "On Friday 1,000 Ukrainians were exchanged; 120 of them were civilians.", "1,000 120"),
        (UKRAINE + "KEY FIGURES (civilians)\n- July: 271 killed\n- January–July: 1,041 killed\n- since February 2022: 13,860 killed",
         "271 1,041 13,860"),
        (UKRAINE + "For civilian victims there is a tally by the prosecutor's office, which registered 93 killed.", "93"),
        (UKRAINE + "The Health Ministry has registered sixteen dead civilians.", "sixteen"),
    ],
)  # fmt: skip
def test_these_are_civilians(text: str, civil: str) -> None:
    claims = said(text)
    assert [claims[quote].civilian for quote in civil.split()] == [True] * len(civil.split())


@pytest.mark.parametrize(
    ("text", "others"),
    [
        (SYRIA + "The army lost 812 soldiers. 108 civilians were killed too.", "812"),
        (UKRAINE + "Russia lost 900 men in the week. Eleven of the wounded were conscripts.", "900"),
        (UKRAINE + "KEY FIGURES (soldiers)\n- July: 271 killed\n- January–July: 1,041 killed", "271 1,041"),
        (UKRAINE + "For civilian cars there is a tax. The army counts 93 soldiers killed.", "93"),
        (UKRAINE + "The brigade had 60 dead.", "60"),
    ],
)
def test_these_are_none(text: str, others: str) -> None:
    claims = said(text)
    assert [claims[quote].civilian for quote in others.split()] == [False] * len(others.split())
