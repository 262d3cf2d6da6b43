"""`muster publish`: the pages as a folder of files for any web server."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from muster.cli.check import telling
from muster.cli.options import LedgerFile, Wars, in_force
from muster.cli.shown import examples, note, plural

app = typer.Typer()


@app.command(
    epilog=examples(
        "muster publish site/                              the ledger here as a folder of pages",
        "muster publish site/ --ledger out/muster.duckdb   another",
    )
)
def publish(
    ctx: typer.Context,
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="An empty folder, or one written so before.")],
    war: Wars = None,
    ledger: LedgerFile = None,
) -> None:
    """Write the pages of muster serve into a folder that can lie on any web server.

    The pages are read only: what they show is of the ledger as it is now, every link between them is relative, and there is no form and no
    script in them.
    """
    from muster.web import publish as written

    settings = in_force(ctx, ledger=ledger, wars=war)
    with telling() as tell:
        made = written(settings, folder, tell=tell)
    for one in made.left_out:
        note(f"muster: not written: {one}")
    note(f"{plural(made.pages, 'page')}: {folder / 'index.html'}")
