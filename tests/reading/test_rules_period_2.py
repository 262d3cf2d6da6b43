"""The days of figures in plain sentences about many wars.

`days_of_figures.txt` has each text, and below it what its figures must come to.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from muster.claims import Document
from muster.reading.dates import dateline
from muster.reading.reader import read

pytestmark = pytest.mark.usefixtures("rules_alone")

_TEXTS = Path(__file__).with_name("days_of_figures.txt")


def _told() -> Iterator[tuple[str, tuple[tuple[str, str], ...]]]:
    """Each text with its quotes and their days: "= QUOTE FIRST..LAST"."""
    for block in _TEXTS.read_text(encoding="utf-8").split("\n---\n"):
        lines = block.strip().split("\n")
        wanted = [line[2:].rpartition(" ") for line in lines if line.startswith("= ")]
        yield (
            "\n".join(line for line in lines if not line.startswith("= ")),
            tuple((quote, days) for quote, _, days in wanted),
        )


@pytest.mark.parametrize(("text", "wanted"), [pytest.param(*one, id=one[0][-60:]) for one in _told()])
def test_the_days_of_each_figure(text: str, wanted: tuple[tuple[str, str], ...]) -> None:
    left = list(read(Document(text=text, published=dateline(text))).claims)
    for quote, days in wanted:
        claim = next(one for one in left if one.quote == quote)
        left.remove(claim)
        assert (quote, f"{claim.period.start or ''}..{claim.period.end or ''}") == (quote, days)
