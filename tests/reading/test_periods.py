"""Which days a figure speaks for: texts, the day they were published, and the days of their figures."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import NamedTuple

import pytest

from muster.claims.document import Document
from muster.reading.reader import read

pytestmark = pytest.mark.usefixtures("rules_alone")


class Case(NamedTuple):
    """A text and, for each figure in it, its days as "first..last"."""

    published: dt.date | None
    text: str
    figures: tuple[tuple[str, str], ...]


def cases() -> list[Case]:
    """The cases of `periods.txt`."""
    body = (Path(__file__).parent / "periods.txt").read_text(encoding="utf-8")
    out = []
    for part in body.split("\n==")[1:]:
        head, _, rest = part.partition("\n")
        lines = rest.rstrip().split("\n")
        figures = [line[2:].split(" | ") for line in lines if line.startswith("> ")]
        text = "\n".join(line for line in lines if not line.startswith("> ")).strip()
        day = dt.date.fromisoformat(head.strip()) if head.strip() else None
        out.append(Case(day, text, tuple((figure.strip(), days.strip()) for figure, days in figures)))
    return out


@pytest.mark.parametrize("case", cases(), ids=lambda case: case.text[:50])
def test_the_days_a_figure_speaks_for(case: Case) -> None:
    from muster.reading import dates

    published = case.published or dates.dateline(case.text)
    said: dict[str, list[str]] = {}
    for claim in read(Document(text=case.text, published=published)).claims:
        days = f"{claim.period.start or ''}..{claim.period.end or ''}"
        said.setdefault(" ".join(claim.quote.split()), []).append(days)
    for figure, days in case.figures:
        assert set(said.get(figure, ["no claim"])) == {days}, figure
