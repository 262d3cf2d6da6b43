"""Small series of several wars, and the cases of `comparisons.txt` that are tried on them."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import NamedTuple

HEAD = "published,war,start_date,end_date,party,civilian,measure,low,high,bound,unit,per,status,speaker,source,publisher,url,note"


def monthly(war: str, party: str, measure: str, speaker: str, *, first: str, totals: list[int]) -> str:
    """A series of monthly totals, published on the first of the next month."""
    year, month = map(int, first.split("-"))
    rows = [HEAD]
    for n, total in enumerate(totals):
        start = dt.date(year + (month - 1 + n) // 12, (month - 1 + n) % 12 + 1, 1)
        after = dt.date(year + (month + n) // 12, (month + n) % 12 + 1, 1)
        rows.append(_row(after, war, start, after - dt.timedelta(days=1), party, measure, total, speaker))
    return "\n".join(rows) + "\n"


def daily(war: str, party: str, measure: str, speaker: str, *, start: str, totals: list[int]) -> str:
    """A series of cumulative totals, each published the morning after the day it reaches."""
    first = dt.date.fromisoformat(start)
    rows, so_far = [HEAD], 0
    for n, total in enumerate(totals):
        so_far += total
        end = first + dt.timedelta(days=n)
        rows.append(_row(end + dt.timedelta(days=1), war, first, end, party, measure, so_far, speaker))
    return "\n".join(rows) + "\n"


def yearly(war: str, party: str, measure: str, speaker: str, *, first: int, totals: list[int]) -> str:
    """A series of yearly totals."""
    rows = [HEAD]
    for n, total in enumerate(totals):
        start, end = dt.date(first + n, 1, 1), dt.date(first + n, 12, 31)
        rows.append(_row(end, war, start, end, party, measure, total, speaker))
    return "\n".join(rows) + "\n"


def _row(
    published: dt.date, war: str, start: dt.date, end: dt.date, party: str, measure: str, total: int, speaker: str
) -> str:
    return f"{published},{war},{start},{end},{party},false,{measure},{total},{total},exact,person,,report,{speaker},,,,"


SERIES = {
    "none": "",
    # June 1,167 a day, July 1,152: a rise by totals from July on, by averages from August on.
    "staff": monthly(
        "russia-ukraine", "RU", "losses", "Ukrainian General Staff", first="2024-01",
        totals=[26013, 28241, 27037, 26507, 38911, 35003, 35707, 36811, 38109, 42007, 45703, 48709],
    ),
    "two years": monthly(
        "russia-ukraine", "RU", "losses", "Ukrainian General Staff", first="2023-01",
        totals=[23100, 20900, 21300, 16900, 14100, 20100, 17900, 16700, 15200, 24800, 28300, 29900,
                26013, 28241, 27037, 26507, 38911, 35003, 35707, 36811, 38109, 42007, 45703, 48709],
    ),
    "paramilitary": monthly(
        "sudan", "SD-RSF", "killed", "Sudan War Monitor", first="2023-04", totals=[410, 520, 633, 701, 655, 702, 811, 920, 871]
    ),
    "israel": monthly(
        "gaza-lebanon", "IL", "killed", "Israeli army", first="2023-10", totals=[312, 75, 109, 53, 22, 19, 7, 15, 31]
    ),
    "deserters": monthly(
        "myanmar", "MM", "deserted", "People's Goal", first="2021-02",
        totals=[41, 120, 260, 231, 207, 188, 173, 190, 211, 235, 262, 281],
    ),
    "vietnam": yearly("vietnam", "US", "killed", "Pentagon", first=1965, totals=[1928, 6350, 11363, 16899, 11780, 6173]),
    # Ten quiet days, a catch-up on the third, a heavy day on the last but one.
    "days": daily(
        "tigray", "ET", "losses", "Tigray Defence Command", start="2020-11-04",
        totals=[300, 110, 980, 120, 130, 105, 140, 122, 118, 131, 127, 119, 142, 133, 410, 125],
    ),
}  # fmt: skip


SERIES["staff days"] = daily(
    "russia-ukraine",
    "RU",
    "losses",
    "Ukrainian General Staff",
    start="2022-02-24",
    totals=[1100 + n % 90 for n in range(1200)],
)


class Case(NamedTuple):
    """`found` are the findings, each as "kind verdict"."""

    published: str
    text: str
    series: str
    found: tuple[str, ...]


def _cases() -> list[Case]:
    found = []
    for block in (Path(__file__).parent / "comparisons.txt").read_text(encoding="utf-8").split("\n@ ")[1:]:
        head, _, rest = block.partition("\n")
        published, series, verdicts = (part.strip() for part in head.split("|"))
        text = "\n".join(line for line in rest.split("\n") if not line.startswith("#")).strip()
        told = () if verdicts == "nothing" else tuple(one.strip() for one in verdicts.split(","))
        found.append(Case(published, text, series, told))
    return found


CASES = _cases()
