"""Short articles of many wars in many hands: those in which nothing is false accuse nobody, and an error planted in one is found."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from checked import checked

from muster.claims.finding import Severity

TOLD = (Path(__file__).parent / "short_articles.txt").read_text(encoding="utf-8")
ARTICLES = [
    (kind.strip(), text.strip()) for kind, _, text in (one.partition("\n") for one in re.split(r"(?m)^=== ", TOLD)[1:])
]


@pytest.mark.parametrize(("kind", "text"), ARTICLES, ids=[f"{kind} {text[:20]}" for kind, text in ARTICLES])
def test_what_is_found_in_a_short_article(kind: str, text: str) -> None:
    found = [one for one in checked(text) if one.severity is not Severity.NOTE]
    if kind == "none":
        assert [one.sentence for one in found] == []
    else:
        assert {one.kind.value for one in found} == {kind}
