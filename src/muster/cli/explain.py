"""`muster explain`: what a kind of finding means, when it is wrong, and how grave it is."""

from __future__ import annotations

import textwrap
from typing import Annotated

import typer

from muster.claims.finding import GRAVEST_FIRST, Kind, Severity, Verdict
from muster.cli import asking
from muster.cli.layout import Column
from muster.cli.shown import examples, table

app = typer.Typer()
_WIDTH = 100
_LISTED = "a kind of finding, a verdict or a severity; muster explain lists them"


@app.command("explain", epilog=examples("muster explain", "muster explain rival", "muster explain fails_as_spoken"))
def explain(
    name: Annotated[
        str | None,
        typer.Argument(metavar="[KIND]", help="A kind of finding, a verdict or a severity; without it all are listed."),
    ] = None,
) -> None:
    """Say what a kind of finding means, when it is wrong and what to do.

    Verdicts and severities are explained too.
    """
    from muster.claims.kinds import KINDS, SEVERITIES, VERDICTS

    if name is None:
        _list()
        return
    asked = name.strip().lower().replace("-", "_").replace(" ", "_")
    asking.one_of("what is explained", asked, known=dict.fromkeys([*KINDS, *VERDICTS, *GRAVEST_FIRST]), listed=_LISTED)
    if asked in set(Kind):
        about = KINDS[Kind(asked)]
        _say(f"{about.title} ({asked})", about.what)
        _say("When it is wrong", about.limits)
        _say("What to do", about.advice)
        _say("How grave", about.severity)
        _say("For example", about.example)
    elif asked in set(Verdict):
        _say(f"{asked.replace('_', ' ')} (a verdict)", f"{VERDICTS[Verdict(asked)]}.")
    else:
        _say(f"{asked} (a severity)", f"{SEVERITIES[Severity(asked)]}.")


def _say(head: str, said: str) -> None:
    typer.echo(head)
    typer.echo(textwrap.indent(textwrap.fill(said[:1].upper() + said[1:], _WIDTH), "  "))


def _first(said: str) -> str:
    """The first sentence."""
    return f"{said.split('. ')[0].rstrip('.')}."


def _list() -> None:
    from muster.claims.kinds import KINDS, SEVERITIES, VERDICTS

    rows = [["kind", kind.value, f"{about.title}: {_first(about.what)}"] for kind, about in KINDS.items()]
    rows += [["verdict", verdict.value, said] for verdict, said in VERDICTS.items()]
    rows += [["severity", severity.value, said] for severity, said in SEVERITIES.items()]
    table((Column("is a", whole=True), Column("name", whole=True), Column("means")), rows)
