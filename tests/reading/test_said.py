"""Sentences of our own with what a reader makes of their figures: tables in `said/`, a line each.

`measures.txt` marks the figures with double brackets, as does `scopes.txt`, which gives what narrows each; `periods.txt` and
`speakers.txt` give one answer for a line, `remarks.txt` all that is told of one comparison.
"""

from __future__ import annotations

import datetime as dt
import re
from pathlib import Path

import pytest

from muster.claims.claim import Claim
from muster.claims.document import Document
from muster.claims.remark import COMPARISONS, Remark, RemarkKind, direction
from muster.reading.reader import read

pytestmark = pytest.mark.usefixtures("rules_alone")

LEAD = "Russia's war against Ukraine went on in 2025.\n\n"
ELSEWHERE = re.compile(r"junta|Goma|Tigray|Kim|Hamas|Finland|Syria|Thailand|Israel|Gaza|RSF|Nagorno|Sudan")
MARKED = re.compile(r"\[\[(.*?)\]\]")
ARTICLES = {"the", "of", "a", "an"}


def lines(name: str) -> list[str]:
    """The lines of a table, without its comment."""
    text = (Path(__file__).parent / "said" / f"{name}.txt").read_text(encoding="utf-8")
    return [line for line in text.splitlines() if " | " in line]


def claims_of(text: str, *, published: dt.date) -> list[Claim]:
    """The claims of a text in order."""
    return list(read(Document(text=text, published=published)).claims)


def unmarked(marked: str) -> tuple[str, list[tuple[int, int]]]:
    """A line as a text, behind the lead that says which war where it does not, and where its figures stand."""
    text = "" if ELSEWHERE.search(marked) else LEAD
    spans: list[tuple[int, int]] = []
    for number, part in enumerate(MARKED.split(marked)):
        if number % 2:
            spans.append((len(text), len(text) + len(part)))
        text += part
    return text, spans


@pytest.mark.parametrize("line", lines("measures"))
def test_what_a_figure_is_of(line: str) -> None:
    """Each marked figure has the measure that stands before the sentence, or is no claim."""
    wanted, _, marked = line.partition(" | ")
    text, spans = unmarked(marked)
    claims = claims_of(text, published=dt.date(2026, 2, 1))
    found = []
    for start, end in spans:
        claim = next((one for one in claims if one.place.start < end and start < one.place.end), None)
        found.append(str(claim.measure) if claim is not None else "none")
    measures = wanted.split(",")
    assert found == (measures if len(measures) > 1 else measures * len(spans))


@pytest.mark.parametrize("line", lines("periods"))
def test_which_days_a_figure_is_of(line: str) -> None:
    """The last figure of the line has the first and last day that stand before it."""
    wanted, _, said = line.partition(" | ")
    last = claims_of("The war in Ukraine.\n\n" + said, published=dt.date(2025, 6, 20))[-1]
    assert f"{last.period.start}..{last.period.end}" == wanted


@pytest.mark.parametrize("line", lines("speakers"))
def test_who_says_a_figure(line: str) -> None:
    """Every figure of the line is credited to the one that stands before it."""
    wanted, _, said = line.partition(" | ")
    lead = "" if "Ukrain" in said else "The war in Ukraine and elsewhere.\n\n"
    claims = claims_of(lead + said, published=dt.date(2026, 2, 1))
    assert claims
    for claim in claims:
        assert words(claim.speaker) == words(wanted)


@pytest.mark.parametrize("line", lines("scopes"))
def test_what_narrows_a_figure(line: str) -> None:
    """Each marked figure has the scope that stands before the sentence, or none."""
    wanted, _, marked = line.partition(" | ")
    text, spans = unmarked(marked)
    claims = claims_of(text, published=dt.date(2026, 2, 1))
    found = []
    for start, end in spans:
        claim = next((one for one in claims if one.place.start < end and start < one.place.end), None)
        assert claim is not None
        found.append(claim.scope or "none")
    assert " / ".join(found) == (wanted if " / " in wanted else " / ".join([wanted] * len(spans)))


@pytest.mark.parametrize("line", lines("remarks"))
def test_what_is_compared(line: str) -> None:
    """One of the comparisons of the line is of the kind, number, direction, measure, party, days and claim that stand before it."""
    wanted, _, said = line.partition(" | ")
    lead = "" if ELSEWHERE.search(said) else LEAD
    reading = read(Document(text=lead + said, published=dt.date(2025, 6, 20)))
    quotes = {claim.id: claim.quote for claim in reading.claims}
    kinds = COMPARISONS | {RemarkKind.SECOND_UNIT}
    told = [told_of(remark, quotes.get(remark.about or "")) for remark in reading.remarks if remark.kind in kinds]
    assert wanted in told if wanted != "none" else not told


def told_of(remark: Remark, about: str | None) -> str:
    """What the reader makes of a comparison, as the table has it."""
    ends = (remark.figure.low, remark.figure.high) if remark.figure else ()
    number = next((f"{end:.10g}" for end in ends if end is not None), "-")
    party = remark.party.code if remark.party else "-"
    days = f"{remark.period.start}..{remark.period.end}"
    fields = (remark.kind.value, number, direction(remark) or "-", remark.measure or "-", party, days, about or "-")
    return "; ".join(fields)


def words(name: str | None) -> set[str]:
    """The words of a name that tell who it is."""
    return set((name or "None").lower().replace("'s", "").replace(".", "").split()) - ARTICLES
