"""`muster serve`: the desk on one page, in the browser."""

from __future__ import annotations

from typing import Annotated

import typer

from muster.cli.options import LedgerFile, Wars, in_force
from muster.cli.shown import examples, note

app = typer.Typer()


@app.command(
    epilog=examples(
        "muster serve                              the ledger here, in the browser",
        "muster serve --ledger out/muster.duckdb   another",
        "muster serve --port 9000 --no-browser     the link alone",
    )
)
def serve(
    ctx: typer.Context,
    host: Annotated[str, typer.Option("--host", metavar="ADDRESS", help="The address to listen on.")] = "127.0.0.1",
    port: Annotated[
        int | None,
        typer.Option(
            "--port", metavar="NUMBER", min=0, max=65535, help="The port; else 8350, or a free one.", show_default=False
        ),
    ] = None,
    browser: Annotated[bool, typer.Option("--browser/--no-browser", help="Open the page in the browser.")] = True,
    allow_remote: Annotated[
        bool, typer.Option("--allow-remote", help="Let other machines in, with the password of MUSTER_PASSWORD.")
    ] = False,
    name: Annotated[
        list[str] | None,
        typer.Option(
            "--name", metavar="HOST", help="A further name that this machine is asked by; may be given again."
        ),
    ] = None,
    password: Annotated[
        str | None, typer.Option(envvar="MUSTER_PASSWORD", hidden=True, help="From the environment alone.")
    ] = None,
    war: Wars = None,
    ledger: LedgerFile = None,
) -> None:
    """Look at the ledger, review, estimate and publish in the browser, on this machine alone.

    The link that is printed lets one browser in, once. Until Ctrl-C the ledger belongs to the page; other commands may be used beside it
    and have the ledger for as long as they need it.
    """
    from muster.desk import owning
    from muster.web import Serve
    from muster.web import serve as serving

    settings = in_force(ctx, ledger=ledger, wars=war)
    if link := owning.another(settings):
        _told(link, browser=browser, again=True)
        return
    how = Serve(host=host, port=port, allow_remote=allow_remote, password=password, names=tuple(name or ()))
    serving(settings, how, tell=lambda link: _told(link, browser=browser))
    note("Muster has stopped serving.")


def _told(link: str, *, browser: bool, again: bool = False) -> None:
    typer.echo(link)
    note(
        "It is served already; this is another link to it."
        if again
        else "Open this link; it lets one browser in, once. Ctrl-C stops."
    )
    if browser:
        import webbrowser

        webbrowser.open(link)
