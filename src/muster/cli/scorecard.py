"""`muster scorecard`: forecasts and stated needs of the ledger, and what became of them."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated

import typer

from muster.claims.errors import UsageError
from muster.cli import asking
from muster.cli.layout import Column
from muster.cli.options import AsJson, InWar, LedgerFile, in_force
from muster.cli.shown import examples, note, plural, safe_json, table

if TYPE_CHECKING:
    from muster.desk.scoring import Card, Entry

app = typer.Typer()
_COLUMNS = (
    Column("who", rank=0),
    Column("claim", whole=True, rank=4),
    Column("said", rank=0),
    Column("for", whole=True),
    Column("came", rank=1),
    Column("verdict", whole=True),
    Column("because", rank=2),
)


@app.command(
    "scorecard",
    epilog=examples(
        "muster scorecard --party RU", "muster scorecard --party RU --speaker 'UK Ministry of Defence' --json"
    ),
)
def scorecard(
    ctx: typer.Context,
    party: Annotated[str, typer.Option("--party", metavar="PARTY", help="Whose people: a code or a name.")] = "",
    speaker: Annotated[str, typer.Option("--speaker", metavar="WORDS", help="Of speakers with these words.")] = "",
    of_war: InWar = None,
    ledger: LedgerFile = None,
    as_json: AsJson = False,
) -> None:
    """Score forecasts and stated needs whose time has passed, by speaker.

    What came is what was later told of the same people and days, by the same body where that decides, else what the newest good run of
    muster estimate says. A bound or a range held where all that what came can be lies within it, one number where it lies within a fifth.
    What names no time is listed as not scorable, and what is not over yet as that.
    """
    from muster.desk import scoring

    settings = in_force(ctx, ledger=ledger)
    if not party.strip():
        raise UsageError("--party must be given; muster scorecard --help shows an example")
    wars = asking.wars("--of-war", [of_war] if of_war else None, settings=settings)
    found = scoring.card(asking.party("--party", party, settings=settings), settings, war=next(iter(wars), None))
    its = [one for one in found.entries if speaker.casefold() in one.who.casefold()]
    if as_json:
        record = {**asdict(found), "entries": [asdict(one) for one in its]}
        typer.echo(safe_json(json.dumps(record, ensure_ascii=False, indent=1, default=str)))
        return
    _shown(found, its)


def _shown(found: Card, its: list[Entry]) -> None:
    if not its:
        note("the ledger holds no forecast and no stated need that is like that")
        return
    table(
        _COLUMNS,
        [
            [
                one.who,
                one.claim[:10],
                f"{one.figure} {one.what} ({one.status})",
                one.days,
                one.came,
                one.verdict,
                one.why,
            ]
            for one in its
        ],
    )
    by = (
        f" by {found.day}" if found.day.year > 1 else ""
    )  # the first of the calendar: nothing says up to when anything is known
    due = [one for one in its if one.verdict in ("held", "failed", "cannot tell")]
    held = sum(one.verdict == "held" for one in due)
    note(f"{plural(len(its), 'forecast')}; {len(due)} due{by}, of which {held} held")
