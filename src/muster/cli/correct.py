"""`muster correct`: when and by whom a document of the ledger was published, put right."""

from __future__ import annotations

from typing import Annotated

import typer

from muster.claims.errors import UsageError
from muster.cli.options import LedgerFile, Published, Publisher, Wars, in_force, publication
from muster.cli.shown import examples, plural, safe

app = typer.Typer()


@app.command("correct", epilog=examples("muster correct 3f9a --published 2024-12-09 --publisher 'The Daily'"))
def correct(
    ctx: typer.Context,
    document: Annotated[
        str, typer.Argument(metavar="DOCUMENT", help="The document's id, as documents lists it; its beginning will do.")
    ],
    published: Published = None,
    publisher: Publisher = None,
    war: Wars = None,
    ledger: LedgerFile = None,
) -> None:
    """Put right when a document was published, or by whom.

    It is read anew, since days such as "Monday" hang on the date. Judgements stay with their figures, and the file, added again, keeps
    what was said here.
    """
    from muster.desk.correcting import correct as corrected

    settings = in_force(ctx, ledger=ledger, wars=war)
    kept = corrected(settings, document, published=publication(published), publisher=publisher)
    if not kept:
        raise UsageError(f"the document {document} is found nowhere any more")
    claims = max(one.claims for one in kept)
    typer.echo(
        safe(f"{kept[0].document} stands for {kept[0].instead_of or 'itself'}; {plural(claims, 'claim')} read anew")
    )
