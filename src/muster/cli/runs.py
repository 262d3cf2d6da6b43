"""`muster runs`: the runs of the estimate that the ledger holds."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated

import typer

from muster.cli import asking
from muster.cli.layout import Column
from muster.cli.options import AsJson, LedgerFile, OfWar, in_force
from muster.cli.shown import examples, note, on_terminal, plural, safe_json, table

if TYPE_CHECKING:
    from muster.desk.standing import Listed

app = typer.Typer()
_COLUMNS = (
    Column("run", whole=True),
    Column("parties", whole=True),
    Column("war", rank=3),
    Column("made", whole=True, rank=1),
    Column("seed", whole=True, rank=4),
    Column("claims", whole=True, rank=2),
    Column("covers", whole=True, rank=5),
    Column("with", rank=2),
    Column("state", rank=0),
)


@app.command(
    "runs",
    epilog=examples(
        "muster runs",
        "muster runs --party RU --good --json",
        "muster ask killed --party RU --from 2024 --to 2024 --run 3f9a       what one of them says",
    ),
)
def runs(
    ctx: typer.Context,
    party: Annotated[
        list[str] | None, typer.Option("--party", metavar="PARTY", help="Of this party; may be given again.")
    ] = None,
    of_war: OfWar = None,
    good: Annotated[bool, typer.Option("--good", help="Only those that passed their own diagnostics.")] = False,
    ledger: LedgerFile = None,
    as_json: AsJson = False,
) -> None:
    """List the runs of the estimate that the ledger holds.

    The newest first: of which war and parties, when and with which seed and options it was made, on how many claims, which months it
    covers, and whether it passed its own diagnostics or why it failed. A failed run is used for nothing unless it is named.
    """
    from muster.desk import standing

    settings = in_force(ctx, ledger=ledger)
    parties = asking.parties("--party", party, settings=settings)
    wars = asking.wars("--of-war", of_war, settings=settings)
    every = standing.listed(settings)
    found = [
        one
        for one in every
        if (not parties or set(parties) & set(one.parties)) and (not wars or one.war in wars) and (one.good or not good)
    ]
    if as_json:
        typer.echo(safe_json(json.dumps([asdict(one) for one in found], ensure_ascii=False, indent=1, default=str)))
    elif found:
        table(_COLUMNS, [_row(one) for one in found])
        if on_terminal():
            note(f"{plural(len(found), 'run')}; muster ask … --run ID asks one of them")
    else:
        note(
            "no run in the ledger is like that"
            if every
            else "the ledger holds no run yet; muster estimate --party RU makes one"
        )


def _row(one: Listed) -> list[object]:
    return [
        one.id[:10], ", ".join(one.parties), one.war or "no known war", f"{one.made_at:%Y-%m-%d %H:%M}", one.seed, one.claims,
        f"{one.first:%Y-%m} to {one.last:%Y-%m}", one.options, "good" if one.good else f"failed: {'; '.join(one.faults)}",
    ]  # fmt: skip
