"""Files that go along with a chart: its numbers as CSV for a spreadsheet, and what they are as JSON.

Invariant: no cell is one that a spreadsheet would take for a formula; in the JSON nothing is changed.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable

from muster.brief.exhibits import Cell, Exhibit
from muster.brief.sheet import UTF8, inert


def series(one: Exhibit) -> str:
    """The numbers of a chart as CSV, with the mark by which spreadsheets know UTF-8."""
    return UTF8 + _csv((one.columns, *one.rows))


def _csv(rows: Iterable[Iterable[Cell]]) -> str:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    for row in rows:
        writer.writerow([inert(cell) if isinstance(cell, str) else "" if cell is None else cell for cell in row])
    return out.getvalue()


def about(one: Exhibit, *, brief: str, made: str) -> str:
    """What a chart shows and where it comes from, as JSON; `brief` is the title of the brief, `made` its day, empty for none."""
    held = {
        "title": one.title,
        "summary": one.summary,
        "source": one.source,
        "run": one.run or None,
        "unit": one.unit,
        "columns": list(one.columns),
        "rows": len(one.rows),
        "brief": brief,
        "made": made or None,
    }
    return json.dumps(held, ensure_ascii=False, indent=1) + "\n"
