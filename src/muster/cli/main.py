"""The command `muster`: its subcommands, and the one place where an error becomes a line and an exit code.

Invariant: importing this and printing help loads no engine; each command loads what it needs when it runs.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Annotated, Any

import typer
from typer.core import TyperGroup

from muster import __version__
from muster.claims.errors import MusterError
from muster.cli import (
    adding,
    aside,
    ask,
    backtest,
    brief,
    check,
    compare,
    correct,
    estimate,
    explain,
    judging,
    ledger,
    outlook,
    publish,
    reading,
    review,
    runs,
    scorecard,
    serve,
    showing,
    sources,
    watch,
)
from muster.cli.shown import examples, note

INTERRUPTED = 130


class Commands(TyperGroup):
    """The commands, with errors made for people: one line on the error output, no traceback, the error's own exit code."""

    def invoke(self, ctx: Any) -> Any:
        """Run the command that was named."""
        try:
            result = super().invoke(ctx)
            sys.stdout.flush()
            return result
        except MusterError as error:
            note(f"muster: {error}")
            raise typer.Exit(error.exit_code) from None
        except BrokenPipeError:
            _forget_output()
            raise typer.Exit(0) from None
        except KeyboardInterrupt:
            note("muster: stopped")
            raise typer.Exit(INTERRUPTED) from None


def _forget_output() -> None:
    """Whoever read us has gone: what is still to be written goes nowhere, and without complaint."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    for stream in (sys.stdout, sys.stderr):
        try:
            os.dup2(nowhere, stream.fileno())
        except (OSError, ValueError):
            continue


app = typer.Typer(
    cls=Commands,
    no_args_is_help=True,
    context_settings={"help_option_names": ["-h", "--help"]},
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    epilog=examples(
        "muster read report.txt          the figures in a report",
        "muster add reports/             keep them in a ledger",
        "muster claims --party RU        look at what is kept",
        "muster check draft.txt          what in a text cannot be true",
    ),
)


def _version(asked: bool) -> None:
    if asked:
        typer.echo(f"muster {__version__}")
        raise typer.Exit


@app.callback()
def muster(
    ctx: typer.Context,
    settings: Annotated[
        Path | None,
        typer.Option(
            "--settings",
            envvar="MUSTER_SETTINGS",
            metavar="FILE",
            help="The settings file; ./muster.toml if there is one.",
        ),
    ] = None,
    _: Annotated[bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version.")] = False,
) -> None:
    """Reads what has been reported about a war and turns it into one account that stands inspection."""
    ctx.obj = settings


for room in (
    reading,
    adding,
    ledger,
    showing,
    aside,
    correct,
    review,
    check,
    judging,
    explain,
    ask,
    sources,
    estimate,
    runs,
    compare,
    outlook,
    backtest,
    scorecard,
    watch,
    brief,
    publish,
    serve,
):
    app.add_typer(room.app)


def run() -> None:
    """The entry of the installed command."""
    app(prog_name="muster")


if __name__ == "__main__":
    run()
