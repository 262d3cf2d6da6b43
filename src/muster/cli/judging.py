"""`muster finding`: one finding with all that it speaks of, set aside with a reason or opened again."""

from __future__ import annotations

import json
from typing import Annotated

import typer

from muster.claims.errors import UsageError
from muster.cli import asking
from muster.cli.check import telling
from muster.cli.options import AsJson, LedgerFile, in_force
from muster.cli.shown import examples, safe, safe_json
from muster.desk.settings import Settings

app = typer.Typer()
_ACTIONS = ("set-aside", "reopen")


@app.command(
    "finding",
    epilog=examples(
        "muster finding 3f9a",
        "muster finding 3f9a set-aside --why 'the second figure is of the whole front'",
        "muster finding 3f9a reopen --why 'the paper has corrected itself'",
    ),
)
def finding(
    ctx: typer.Context,
    name: Annotated[
        str, typer.Argument(metavar="FINDING", help="The finding's id, as check lists it; its beginning will do.")
    ],
    action: Annotated[
        str | None, typer.Argument(metavar="[ACTION]", help="set-aside or reopen; without it the finding is shown.")
    ] = None,
    why: Annotated[str | None, typer.Option("--why", metavar="WORDS", help="The reason; always wanted.")] = None,
    by: Annotated[
        str | None,
        typer.Option("--by", metavar="NAME", help="Who judges; else the settings' reviewer, else your login."),
    ] = None,
    ledger: LedgerFile = None,
    as_json: AsJson = False,
) -> None:
    """Show a finding on what the ledger holds, set it aside, or open it again.

    What is set aside is listed as such, with the reason, and counts no more. It opens again by itself when one of its claims changes.
    """
    settings = in_force(ctx, ledger=ledger, reviewer=by)
    if action is None:
        if why or by:
            raise UsageError(f"say what of it: set-aside or reopen, as in muster finding {name} set-aside --why …")
        _show(settings, name, as_json=as_json)
        return
    _judge(settings, name, action=action, why=why or "")


def _show(settings: Settings, name: str, *, as_json: bool) -> None:
    from muster.cli import findings
    from muster.desk import checking

    with telling() as tell:
        found = checking.find(checking.check_ledger(settings, tell=tell), name)
    if as_json:
        typer.echo(safe_json(json.dumps(findings.record(found), ensure_ascii=False, indent=1, allow_nan=False)))
        return
    findings.show_one(found)
    for one in checking.said_of(settings, found.finding.id):
        typer.echo(safe(f"{findings.words(one.action.value)} by {one.by} on {one.at:%Y-%m-%d}: {one.why}"))


def _judge(settings: Settings, name: str, *, action: str, why: str) -> None:
    from muster.cli import findings
    from muster.desk import checking

    asking.one_of("what to do with it", action, known=_ACTIONS)
    if not why.strip():
        raise UsageError(f"a judgement needs its reason: --why, as in muster finding {name} {action} --why 'WORDS'")
    with telling() as tell:
        if action == "set-aside":
            judged, new = checking.set_aside(settings, name, why=why, by=settings.reviewer, tell=tell)
        else:
            judged, new = checking.reopen(settings, name, why=why, by=settings.reviewer)
    again = "" if new else ", as it was already"
    typer.echo(
        safe(f"{judged.finding} {'set aside' if action == 'set-aside' else 'open again'}, by {judged.by}{again}")
    )
    typer.echo(safe(f"  {findings.words(judged.kind)}: {judged.sentence}"))
