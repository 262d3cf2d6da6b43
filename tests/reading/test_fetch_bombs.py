"""Bombs and mutants: each ends within the limit with a document or a reason, and the parent lives."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator

import bombs
import pytest

from muster.claims.errors import DocumentError
from muster.reading.answer import REASONS
from muster.reading.fetch import load_bytes
from muster.reading.guard import Guard

SECONDS, MEMORY = 1.0, 512 << 20
KNOWN = REASONS | {"timed_out", "out_of_memory", "crashed", "too_large"}


@pytest.fixture(scope="module")
def guard() -> Iterator[Guard]:
    with Guard(seconds=SECONDS, memory=MEMORY) as one:
        load_bytes(b"<html><body><p>Some 500 men.</p></body></html>", name="a.html", guard=one)
        yield one


def outcome(data: bytes, name: str, guard: Guard) -> str:
    """`read`, or the reason for which it was not, within the time allowed."""
    began = time.monotonic()
    outcome = bombs.attempt(data, name, guard)
    assert time.monotonic() - began < SECONDS + 4
    if isinstance(outcome, DocumentError):
        assert outcome.reason in KNOWN
        assert "\n" not in str(outcome)
        return outcome.reason
    assert outcome.text.strip()
    return "read"


def cases(kind: str, made: dict[str, Callable[[], bytes]]) -> list[object]:
    return [pytest.param(kind, make, id=f"{kind}: {name}") for name, make in made.items()]


@pytest.mark.parametrize(
    ("kind", "make"),
    cases("pdf", bombs.pdf_bombs()) + cases("html", bombs.html_bombs()) + cases("docx", bombs.docx_bombs()),
)
def test_a_bomb_does_no_harm(kind: str, make: Callable[[], bytes], guard: Guard) -> None:
    outcome(make(), f"bomb.{kind}", guard)


def test_there_are_bombs_enough() -> None:
    assert len(bombs.pdf_bombs()) >= 25
    assert len(bombs.html_bombs()) >= 25
    assert len(bombs.docx_bombs()) >= 11


PAGE = bombs.page(
    "<nav><a href=/>Home</a></nav><article><h1>Army counts its dead</h1><p>Some 1,234 men were killed, the ministry says.</p>"
    "<table><tr><td>May<td>1,200<tr><td>June<td>1,350</table><ul><li>one<li>two</ul></article>",
    '<meta charset=utf-8><script type="application/ld+json">{"@type":"NewsArticle","datePublished":"2024-12-09"}</script>',
)
PAPER = bombs.letter("Report on losses", "9 December 2024", "Some 1,234 men were killed, the ministry says.", "Page 1")
LETTER = bombs.word_file(
    bombs.paragraph("Some 1,234 men were killed.")
    + f"<w:tbl><w:tr><w:tc>{bombs.paragraph('May')}</w:tc></w:tr></w:tbl>",
    parts={"word/footnotes.xml": f"<w:footnotes {bombs.W}>{bombs.paragraph('a note')}</w:footnotes>"},
)


@pytest.mark.parametrize(("kind", "base", "count"), [("html", PAGE, 100), ("pdf", PAPER, 100), ("docx", LETTER, 60)])
def test_mutants_are_read_or_refused(kind: str, base: bytes, count: int, guard: Guard) -> None:
    assert outcome(base, f"a.{kind}", guard) == "read"
    for data in bombs.mutants(base, count, seed=20241209):
        outcome(data, f"mutant.{kind}", guard)
