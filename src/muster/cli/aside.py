"""`muster set-aside`: the figures of the ledger's documents that are no claims, and why."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import Annotated

import typer

from muster.cli import asking
from muster.cli.layout import Column
from muster.cli.options import AsJson, LedgerFile, in_force
from muster.cli.shown import SET_ASIDE, examples, note, safe_json, table

app = typer.Typer()


@app.command("set-aside", epilog=examples("muster set-aside", "muster set-aside --document 3f9a --why age"))
def set_aside(
    ctx: typer.Context,
    document: Annotated[
        str, typer.Option("--document", metavar="ID", help="Of this document; the beginning of its id will do.")
    ] = "",
    why: Annotated[
        list[str] | None, typer.Option("--why", metavar="REASON", help="Set aside for this reason; may be given again.")
    ] = None,
    ledger: LedgerFile = None,
    as_json: AsJson = False,
) -> None:
    """List the figures that were set aside.

    A figure that is no claim (a date, an age, a row of a table with a slip in it) is kept with the reason and its sentence.
    """
    from muster.desk import steps

    settings = in_force(ctx, ledger=ledger)
    asking.shelved(document, settings=settings)
    every = steps.set_aside(settings, document=document)
    reasons = sorted({one.why for one in every})
    if reasons:
        asking.some_of("--why", why, known=reasons)
    found = [one for one in every if not why or one.why in why]
    if as_json:
        typer.echo(safe_json(json.dumps([asdict(one) for one in found], ensure_ascii=False, indent=1)))
    elif found:
        columns = (Column("document", whole=True), Column("title", rank=2), *SET_ASIDE)
        table(columns, [[one.document[:12], one.title, one.quote, one.why, one.because, one.sentence] for one in found])
    else:
        note("no figure like that was set aside")
