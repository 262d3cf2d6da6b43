"""Ledgers that tests write: rows of claims about an invented year of a war, and the desk that reads them with the real reader."""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Iterable
from pathlib import Path

from muster.account.origins.every import origins
from muster.account.origins.graph import By, Origins
from muster.account.statement import Statement, statements
from muster.claims.war import shipped_wars
from muster.desk.reports import of_paths
from muster.desk.settings import settings

COLUMNS = "published,war,start_date,end_date,party,measure,low,high,bound,unit,per,status,speaker,source,publisher"
START = dt.date(2023, 4, 15)  # of the war in Sudan


def row(figure: object, **said: object) -> str:
    """A row of a table of claims; a range is two numbers with a dash."""
    low, _, high = str(figure).partition("-")
    has = {
        "published": "2024-06-02",
        "war": "Sudan",
        "start_date": START,
        "end_date": "2024-06-01",
        "party": "SD-RSF",
        "measure": "killed_wounded",
        "low": low,
        "high": high or low,
        "bound": "between" if high else "exact",
        "unit": "person",
        "status": "estimate",
        **said,
    }
    return ",".join(str(has.get(name, "")) for name in COLUMNS.split(","))


def daily(speaker: str, *, days: int = 420, seed: int = 3) -> list[str]:
    """A body's totals to date, told every morning for the day before; no day like another."""
    chosen, total, rows = random.Random(seed), 0, []
    for after in range(days):
        total += chosen.randrange(10, 90) * 10 + chosen.randrange(10)
        day = START + dt.timedelta(days=after)
        rows.append(
            row(
                total,
                end_date=day,
                published=day + dt.timedelta(days=1),
                speaker=speaker,
                status="report",
                measure="losses",
            )
        )
    return rows


def over(rows: Iterable[str], first: str, last: str) -> int:
    """What the totals come to from one day to another, both inside, in the next-morning convention."""
    place = COLUMNS.split(",").index
    totals = {cells[place("end_date")]: int(cells[place("low")]) for cells in (one.split(",") for one in rows)}
    before = dt.date.fromisoformat(first) - dt.timedelta(days=1)
    return totals[last] - totals.get(str(before), 0)


class Desk:
    """Reports on a desk: what is written is read by the real reader."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def table(self, *rows: str, name: str = "claims.csv") -> Path:
        path = self.folder / name
        path.write_text("\n".join([COLUMNS, *rows]) + "\n")
        return path

    def text(self, words: str, name: str) -> Path:
        path = self.folder / name
        path.write_text(words)
        return path

    def read(self, *paths: Path) -> list[Statement]:
        return statements(of_paths(paths, settings()), wars=shipped_wars())

    def rows(self, *rows: str) -> Origins:
        return self.graph(self.table(*rows))

    def graph(self, *paths: Path) -> Origins:
        return origins(self.read(*paths))


def numbers(graph: Origins) -> list[tuple[str, str, By]]:
    """The edges that numbers made."""
    return [(edge.child, edge.parent, edge.by) for edge in graph.edges if edge.by not in (By.SAID, By.HOUSE, By.OUTLET)]
