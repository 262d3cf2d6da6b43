"""Sentences of our own with what a reader makes of their figures: `said/measures.txt`, a line each, the figures in double brackets."""

from __future__ import annotations

import datetime as dt
import re
from pathlib import Path

import pytest

from muster.claims.document import Document
from muster.reading.reader import read

LEAD = "Russia's war against Ukraine went on in 2025.\n\n"
ELSEWHERE = re.compile(r"junta|Goma|Tigray|Kim|Hamas|Finland|Syria|Thailand")
MARKED = re.compile(r"\[\[(.*?)\]\]")


def lines() -> list[str]:
    """The lines of the table, without its comment."""
    text = (Path(__file__).parent / "said" / "measures.txt").read_text(encoding="utf-8")
    return [line for line in text.splitlines() if " | " in line]


@pytest.mark.parametrize("line", lines())
def test_what_a_figure_is_of(line: str) -> None:
    """Each marked figure has the measure that stands before the sentence, or is no claim."""
    wanted, _, marked = line.partition(" | ")
    parts = MARKED.split(marked)
    text = "" if ELSEWHERE.search(marked) else LEAD
    spans: list[tuple[int, int]] = []
    for number, part in enumerate(parts):
        if number % 2:
            spans.append((len(text), len(text) + len(part)))
        text += part
    claims = read(Document(text=text, published=dt.date(2026, 2, 1))).claims
    found = []
    for start, end in spans:
        claim = next((one for one in claims if one.place.start < end and start < one.place.end), None)
        found.append(str(claim.measure) if claim is not None else "none")
    measures = wanted.split(",")
    assert found == (measures if len(measures) > 1 else measures * len(spans))
