"""CSV with the place of every cell: a linear tokenizer, and the one way a table is written as canonical text.

Invariant: `text[cell.start:cell.end]` is the cell as it stands there; what `written` writes, `records` reads back cell by cell. A quote
that is never closed spoils its own line and no other.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from muster.numbers.values import value

MAX_CELL = 20_000  # a quoted cell that runs on for longer was never closed
MAX_CELLS = 1_000  # in a row; a longer one is no row of any table that is known
MAX_SPOILT = (
    250  # lines with bad quotes; after so many a cell may no longer go over its line, which keeps the time linear
)

_BARE = {delimiter: re.compile(rf"[^{re.escape(delimiter)}\r\n]*") for delimiter in ",;\t|"}
_QUOTED = re.compile(r'"[^"]*(?:""[^"]*)*"')
_QUOTED_IN_LINE = re.compile(r'"[^"\r\n]*(?:""[^"\r\n]*)*"')
_LINE = re.compile(r"[^\r\n]*")
_END = re.compile(r"\r\n|\r|\n")


@value(frozen=True, slots=True)
class Cell:
    """A cell's value, and where it stands with its quotes."""

    value: str
    start: int
    end: int


def records(text: str, delimiter: str = ",") -> Iterator[list[Cell]]:
    """The rows of a table, empty lines passed over. A line whose quotes do not close comes back as one cell."""
    at = spoilt = 0
    while at < len(text):
        line_end = _END.match(text, at)
        if line_end:
            at = line_end.end()
            continue
        row = _record(text, at, delimiter, _QUOTED if spoilt < MAX_SPOILT else _QUOTED_IN_LINE)
        if row is None:
            spoilt += 1
            line = _LINE.match(text, at)
            row = [Cell(text[at : line.end()], at, line.end())] if line else []
        yield row
        at = row[-1].end


def _record(text: str, at: int, delimiter: str, quoted: re.Pattern[str]) -> list[Cell] | None:
    """The cells from here to the end of the record, None where its quotes do not close as they should or it is too long."""
    row: list[Cell] = []
    while len(row) < MAX_CELLS:
        if text.startswith('"', at):
            close = quoted.match(text, at, at + MAX_CELL)
            if close is None:
                return None
            value, end = close[0][1:-1].replace('""', '"'), close.end()
        else:
            bare = _BARE[delimiter].match(text, at)
            value, end = (bare[0], bare.end()) if bare else ("", at)
        row.append(Cell(value, at, end))
        if not text.startswith(delimiter, end):
            return row if end == len(text) or text[end] in "\r\n" else None
        at = end + 1
    return None


def written(rows: Sequence[Sequence[str]]) -> str:
    """The rows as text: commas, `\\n` ends, quotes only where a cell needs them."""
    return "".join(",".join(_cell(value) for value in row) + "\n" for row in rows)


def _cell(value: str) -> str:
    return f'"{value.replace(chr(34), chr(34) * 2)}"' if re.search(r'[",\r\n]', value) else value
