"""Turns that news reports have in common: the days, status and speaker of their figures.

`news_turns.txt` has each text, and below it what its figures must come to; "*" stands for whatever it is.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from muster.claims import Document
from muster.reading.dates import dateline
from muster.reading.reader import read

pytestmark = pytest.mark.usefixtures("rules_alone")

_TEXTS = Path(__file__).with_name("news_turns.txt")


def _told() -> Iterator[tuple[str, tuple[tuple[str, ...], ...]]]:
    """Each text with its quotes and what is wanted of them: "= QUOTE | FIRST..LAST | STATUS | SPEAKER"."""
    for block in _TEXTS.read_text(encoding="utf-8").split("\n---\n"):
        lines = block.strip().split("\n")
        wanted = [tuple(part.strip() for part in line[2:].split(" | ")) for line in lines if line.startswith("= ")]
        yield "\n".join(line for line in lines if not line.startswith("= ")), tuple(wanted)


@pytest.mark.parametrize(("text", "wanted"), [pytest.param(*one, id=one[0][-60:]) for one in _told()])
def test_what_each_figure_comes_to(text: str, wanted: tuple[tuple[str, ...], ...]) -> None:
    left = list(read(Document(text=text, published=dateline(text))).claims)
    for quote, *told in wanted:
        claim = next((one for one in left if one.quote == quote), None)
        assert claim is not None, f"{quote!r} is no claim"
        left.remove(claim)
        days = f"{claim.period.start or ''}..{claim.period.end or ''}"
        found = [days, claim.status.value, str(claim.speaker)]
        assert [quote, *(one if want != "*" else "*" for one, want in zip(found, told, strict=True))] == [quote, *told]
