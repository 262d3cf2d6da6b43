"""Tables and lists that give a total: the rows above or below it, the columns beside it, or a sentence behind a list that adds it up.

Invariant: nothing fails where a cell has no number, where the words around say that rows are missing or overlap, or where any of the
ways to group the rows gives the total.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from muster.account.arithmetic.amounts import Amount
from muster.account.arithmetic.grids import Cell, Grid, Row, covers
from muster.account.arithmetic.page import Page
from muster.account.arithmetic.reach import gap
from muster.account.arithmetic.tied import Made, told
from muster.account.arithmetic.words import pattern, said
from muster.account.widths import unit_of
from muster.claims.figure import Bound
from muster.claims.finding import Finding, Verdict

MOST_APART = 0.6  # beyond which a sum and what is called its total are of two things
MOST_ROWS = 0.67  # of the rows that must add up to a column for it to be their total


def tables(page: Page) -> list[Finding]:
    """The totals of a report's tables and lists."""
    found = []
    for grid in page.grids:
        partial = said(
            "some_rows", " ".join((grid.before, *grid.heads, *(row.label for row in grid.rows), grid.behind))
        )
        for made in (*_columns(page, grid), *_rows(page, grid), *_behind(page, grid)):
            known = any(one.of for one in (made.total, *made.parts))
            if known and (
                made.verdict is Verdict.AGREES or (made.verdict is Verdict.FAILS and made.closed and not partial)
            ):
                found.append(told(page.report.document.text, made))
    return found


def _columns(page: Page, grid: Grid) -> Iterator[Made]:
    """The rows that add up others, column by column."""
    for at, row in enumerate(grid.rows):
        groups = _groups(grid, at)
        for column in range(len(row.cells)) if groups else ():
            if not _level(grid, column):
                yield from _best(
                    [_sum(page, row.cells[column], [one.cells[column] for one in rows]) for rows in groups]
                )


def _groups(grid: Grid, at: int) -> list[list[Row]]:
    """The ways in which rows can be what a row adds up: those since the last total, all before it, or those behind a total at the top."""
    row, above = grid.rows[at], grid.rows[:at]
    plain = [one for one in above if not one.gathers and not one.inside]
    if row.gathers and not above:
        below = grid.rows[1:]
        return [[one for one in below if not one.gathers and not one.inside]] if len(below) > 1 else []
    if not row.gathers and not covers(row, plain):
        return []
    last = max((place for place, one in enumerate(above) if one.gathers), default=-1)
    since = [one for one in above[last + 1 :] if not one.inside]
    ways = [since, plain, [one for one in above if one.gathers]]
    return [one for place, one in enumerate(ways) if len(one) > 1 and one not in ways[:place]]


def _level(grid: Grid, column: int) -> bool:
    return column < len(grid.heads) and said("level", grid.heads[column])


def _sum(page: Page, total: Cell, parts: Sequence[Cell]) -> Made | None:
    """A total and its parts, closed where every cell has a number and they are not so far apart as to be of two things."""
    if total.number is None or any(one.number is None for one in parts):
        return None
    if not all(page.report.stands(one.start, one.end) for one in (total, *parts)):
        return None
    made = Made(_amount(page, total), tuple(_amount(page, one) for one in parts), True)
    near = gap(made.total.reach.bounds, made.reach.bounds) < MOST_APART
    return made._replace(closed=near and total.number > unit_of(total.number) / 2)


def _amount(page: Page, cell: Cell) -> Amount:
    """The figure that was found in a cell, else one made of its number."""
    assert cell.number is not None
    one = page.amount(cell.start, cell.end)
    if one and one.number == cell.number:
        return one
    return Amount(
        start=cell.start,
        end=cell.end,
        low=cell.number,
        high=cell.number,
        bound=Bound.EXACT,
        unit="",
        sentence=(cell.start, cell.end),
        paragraph=cell.start,
        of=None,
    )


def _best(ways: Sequence[Made | None]) -> Iterator[Made]:
    """The way that comes out; else the first, where every way could be tried."""
    tried = [one for one in ways if one]
    good = [one for one in tried if one.verdict is Verdict.AGREES]
    if good:
        yield good[0]
    elif tried and len(tried) == len(ways):
        yield tried[0]


def _rows(page: Page, grid: Grid) -> Iterator[Made]:
    """A column that is the total of those before it in nearly all rows, where it is not."""
    for column, head in enumerate(grid.heads):
        before = [at for at in range(column) if not _level(grid, at)]
        if len(before) > 1 and pattern("gather").match(head):
            sums = [_sum(page, row.cells[column], [row.cells[at] for at in before]) for row in grid.rows]
            made = [one for one in sums if one]
            good = [one for one in made if one.verdict is Verdict.AGREES]
            if len(made) > 2 and len(good) >= MOST_ROWS * len(made):
                yield from (one for one in made if one.verdict is Verdict.FAILS)


def _behind(page: Page, grid: Grid) -> Iterator[Made]:
    """What a sentence right behind a list adds it up to: "That is 8,332 in all."."""
    if any(row.gathers or len(row.cells) != 1 for row in grid.rows) or not pattern("goes_on").match(grid.behind):
        return
    text = page.report.document.text
    start = grid.end + len(text[grid.end :]) - len(text[grid.end :].lstrip())
    total = page.amount(start, start + len(grid.behind))
    if total is None or total.unit not in ("", "person") or total.rate or not total.single:
        return
    parts = [row.cells[0] for row in grid.rows if not row.inside]
    made = _sum(page, Cell(number=total.number, start=total.start, end=total.end), parts)
    if made and (said("makes", text[start : total.start]) or said("altogether", text[start : total.end + 20])):
        yield made
