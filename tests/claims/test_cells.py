"""A row of a table is said with the heads of its columns; what is no table has none."""

from __future__ import annotations

import pytest

from muster.claims import cells

ALIGNED = """Losses of the month, as the desk has them

  Month            Running total since      Losses in
                   1 March 2031             the month
  ---------------- ----------------------- -----------
  April 2031           41,730                  3,250
  May 2031             44,920                  3,190

The desk counts again on Monday, and 1,200 more are feared."""
PIPED = "| Force | Dead | Missing |\n| --- | ---: | ---: |\n| Northern army | 1,910 | 75 (about) |\n"
TABBED = "side\tkilled\twounded\nhill men\t310\t640\n"
PLAIN = "Side        Killed   Missing\nBlue        2,783    100+\nGreen       3,825    187\n"


def row(text: str, words: str) -> tuple[str, str, str] | None:
    at = text.index(words)
    return cells.row(text, (at, at + len(words)))


@pytest.mark.parametrize(
    ("text", "words", "expected"),
    [
        (
            ALIGNED,
            "3,250",
            ("April 2031; Running total since 1 March 2031: 41,730; Losses in the month: ", "3,250", ""),
        ),
        (ALIGNED, "44,920", ("May 2031; Running total since 1 March 2031: ", "44,920", "; Losses in the month: 3,190")),
        (PIPED, "1,910", ("Northern army; Dead: ", "1,910", "; Missing: 75 (about)")),
        (PIPED, "75", ("Northern army; Dead: 1,910; Missing: ", "75", " (about)")),
        (TABBED, "640", ("hill men; killed: 310; wounded: ", "640", "")),
        (PLAIN, "187", ("Green; Killed: 3,825; Missing: ", "187", "")),
    ],
)
def test_a_row_is_said_cell_by_cell_behind_the_heads(text: str, words: str, expected: tuple[str, str, str]) -> None:
    assert row(text, words) == expected


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (ALIGNED, "1,200"),
        ("The dead: 310.  The wounded: 640.\nNothing more is known.", "640"),
        ("By A. Writer | The Herald | 310 dead\n\nA text follows.", "310"),
        ("310", "310"),
    ],
)
def test_prose_a_byline_and_a_line_alone_are_no_rows(text: str, words: str) -> None:
    assert row(text, words) is None
