"""Options that several commands share, and the settings that come of them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import typer

from muster.claims.errors import UsageError, ValueRefused
from muster.claims.period import Period, read_day
from muster.desk.settings import Options, Settings, settings

Paths = Annotated[
    list[Path], typer.Argument(metavar="PATH…", help="Files and folders; - is standard input.", show_default=False)
]
LedgerFile = Annotated[
    Path | None,
    typer.Option(
        "--ledger", metavar="FILE", help="The ledger; else MUSTER_LEDGER, else the settings', else ./muster.duckdb."
    ),
]
Published = Annotated[
    str | None,
    typer.Option(
        "--published", metavar="DATE", help="When the documents were published, as 2024-12-09, whatever they say."
    ),
]
Publisher = Annotated[
    str | None, typer.Option("--publisher", metavar="NAME", help="Who published the documents, whatever they say.")
]
Wars = Annotated[
    list[Path] | None,
    typer.Option("--war", metavar="FILE", help="A file that describes a further war; may be given again."),
]
OfWar = Annotated[
    list[str] | None,
    typer.Option("--of-war", metavar="WAR", help="Of this war: its id, or words of its name; may be given again."),
]
Civilian = Annotated[
    bool | None,
    typer.Option("--civilian/--no-civilian", help="Only those that count civilians, or only the others."),
]
Trust = Annotated[
    list[str] | None, typer.Option("--trust", metavar="BODY", help="Believe this body alone; may be given again.")
]
Distrust = Annotated[
    list[str] | None, typer.Option("--distrust", metavar="BODY", help="Leave this body out; may be given again.")
]
InWar = Annotated[
    str | None, typer.Option("--of-war", metavar="WAR", help="In this war: its id, or words of its name.")
]
SORTS = ("published", "period", "figure", "confidence", "party")
Since = Annotated[str, typer.Option("--from", metavar="DATE", help="The first day: 2024-09-01, or a month or a year.")]
Until = Annotated[str, typer.Option("--to", metavar="DATE", help="The last day, in the same form.")]
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON.")]


def in_force(
    ctx: typer.Context,
    *,
    ledger: Path | None = None,
    wars: Sequence[Path] | None = None,
    jobs: int | None = None,
    reviewer: str | None = None,
) -> Settings:
    """The settings, with what was said on the command line over them."""
    return settings(Options(file=ctx.obj, ledger=ledger, wars=wars or (), jobs=jobs, reviewer=reviewer))


def publication(text: str | None) -> dt.date | None:
    """A day of publication said on the command line. Raises `UsageError` for what is none, or none that a report can have."""
    found, tomorrow = day(text), dt.datetime.now(dt.UTC).date() + dt.timedelta(days=1)
    if found and not dt.date(1900, 1, 1) <= found <= tomorrow:
        raise UsageError(f"--published must lie between 1900 and tomorrow; got {found}")
    return found


def day(text: str | None) -> dt.date | None:
    """A day said on the command line. Raises `UsageError` for what is none, or lies outside the years Muster knows."""
    try:
        found = read_day(text)
        Period(found, found)
    except ValueRefused as error:
        raise UsageError(str(error)) from None
    return found
