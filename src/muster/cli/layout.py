"""How a table fits the screen: which of its columns stay, and when it is told as a list instead.

Invariant: a cell of a `whole` column (an id, a figure, a measure, a day) is never cut or broken. What is given up first is a column
that says least; where even the others do not fit, each row becomes a paragraph that names its cells.
"""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from dataclasses import dataclass

_BETWEEN = 3  # characters a column takes beside its cells
_LEAST = 14  # the narrowest that running words are still read in


@dataclass(frozen=True, slots=True)
class Column:
    """A column: `whole` where its cells are never broken; the higher its `rank`, the sooner it is left out, and 0 stays."""

    name: str
    whole: bool = False
    rank: int = 0


def fit(columns: Sequence[Column], rows: Sequence[Sequence[str]], *, width: int) -> list[int] | None:
    """The columns shown at this width, by number; None where those that must stay do not fit. Empty ones are never shown."""
    kept = [number for number in range(len(columns)) if any(row[number] for row in rows)]
    needs = {number: _need(columns[number], [row[number] for row in rows]) for number in kept}
    while sum(needs[number] + _BETWEEN for number in kept) - 1 > width:
        least = max(kept, key=lambda number: columns[number].rank)
        if columns[least].rank == 0:
            return None
        kept.remove(least)
    return kept


def _need(column: Column, cells: Sequence[str]) -> int:
    most = max(map(len, cells), default=0)
    return max(len(column.name), most if column.whole else min(most, _LEAST))


def paragraphs(columns: Sequence[Column], rows: Sequence[Sequence[str]], *, width: int) -> list[str]:
    """Each row as a paragraph: its first cell, then the name and value of every other that has one."""
    return ["\n".join(_paragraph(columns, row, width)) for row in rows]


def _paragraph(columns: Sequence[Column], row: Sequence[str], width: int) -> list[str]:
    lines, line = list[str](), row[0] + " "
    for column, cell in zip(columns[1:], row[1:], strict=True):
        if not cell:
            continue
        said = f" {column.name}: {cell}"
        if len(line) + len(said) > width and line.strip():
            lines.append(line.rstrip())
            line = "  "
        if len(line) + len(said) <= width:
            line += said + ";"
        else:
            *full, line = textwrap.wrap(said, max(width - 4, _LEAST), break_long_words=False, break_on_hyphens=False)
            lines += [f"   {part}" for part in full]
            line = f"   {line};"
    return [*lines, line.removesuffix(";")]
