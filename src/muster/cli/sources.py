"""`muster sources`: who rests on whom, and on how many independent bases each measure's figures rest."""

from __future__ import annotations

import json
from collections import defaultdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from muster.claims import MEASURES
from muster.cli import asking
from muster.cli.layout import Column
from muster.cli.options import AsJson, LedgerFile, in_force
from muster.cli.shown import examples, note, plural, safe, safe_json, table

if TYPE_CHECKING:
    from muster.desk.origins import Based, Traced
    from muster.desk.steps import Refused

app = typer.Typer()
_COLUMNS = (
    Column("who", rank=0),
    Column("rests on"),
    Column("by", whole=True),
    Column("claims", whole=True),
    Column("measure", rank=2),
    Column("what shows it", rank=1),
)
_FEW = 6  # names that a line shows


@app.command(
    "sources",
    epilog=examples(
        "muster sources                                  of all that the ledger holds",
        "muster sources --measure killed_wounded --party RU",
        "muster sources reports/ losses.json --json      of these files, without a ledger",
    ),
)
def sources(
    ctx: typer.Context,
    paths: Annotated[
        list[Path] | None,
        typer.Argument(metavar="[PATH…]", help="Files and folders, in place of the ledger.", show_default=False),
    ] = None,
    measure: Annotated[
        list[str] | None,
        typer.Option("--measure", metavar="MEASURE", help="Of this measure; may be given again."),
    ] = None,
    party: Annotated[
        list[str] | None, typer.Option("--party", metavar="PARTY", help="Of this party; may be given again.")
    ] = None,
    outlets: Annotated[
        bool, typer.Option("--outlets", help="Also the outlets that print what each body says.")
    ] = False,
    ledger: LedgerFile = None,
    as_json: AsJson = False,
) -> None:
    """Show who rests on whom.

    From what texts say ("on data of") and from the numbers themselves: a sum of another's series, averages that follow another's, a count
    divided by a constant. Then, for each measure and party, how many outlets, speakers and independent sources there are: at most so many,
    since none of these is seen to rest on another.
    """
    from muster.desk import finding, origins

    settings = in_force(ctx, ledger=ledger)
    measures = asking.some_of("--measure", measure, known=MEASURES)
    parties = asking.parties("--party", party, settings=settings)
    refused: list[Refused] = []
    traced = origins.traced(settings, paths or (), measures=measures, parties=parties, refused=refused)
    for one in refused:
        note(f"muster: {one.origin}: {one.message}")
    if as_json:
        typer.echo(safe_json(json.dumps(origins.record(traced, outlets=outlets), ensure_ascii=False, indent=1)))
    else:
        _print(traced, outlets=outlets)
    if code := finding.code(refused, paths or ()):
        raise typer.Exit(code)


def _print(traced: Traced, *, outlets: bool) -> None:
    rows = _rows(traced, outlets=outlets)
    if rows:
        table(_COLUMNS, rows)
        typer.echo()
    elif traced.based:
        note("no one here is seen to rest on another")
    else:
        note("no figure like that is here")
    wars = len({one.war for one in traced.based}) > 1
    for one in traced.based:
        typer.echo(safe(told(one, war=wars)))


def _rows(traced: Traced, *, outlets: bool) -> list[list[object]]:
    """A row for each pair and way, with all their measures."""
    names = {node.key: node.name for node in traced.nodes}
    groups: dict[tuple[str, str, str], list[Any]] = defaultdict(list)
    for edge in traced.edges:
        if outlets or edge.by.value != "outlet":
            groups[(edge.child, edge.parent, edge.by.value)].append(edge)
    return [
        [
            names[child],
            names[parent] if child != parent else "its own figures",
            by,
            len({claim for edge in its for claim in edge.claims}),
            ", ".join(sorted({edge.subject.measure for edge in its})),
            its[0].words + (f", and {len(its) - 1} more" if len(its) > 1 else ""),
        ]
        for (child, parent, by), its in groups.items()
    ]


def told(one: Based, *, war: bool = False) -> str:
    """A measure's bases in a line: `killed, RU: 7 outlets, 3 speakers, 1 independent source: Ukrainian General Staff`; with its war."""
    whose = f"{one.party} civilians" if one.civilian else one.party
    whose += f", {one.war or 'no known war'}" if war else ""
    names = [root.name for root in one.on.roots]
    more = f" and {len(names) - _FEW} more" if len(names) > _FEW else ""
    said = f"{one.measure}, {whose}: {plural(one.on.outlets, 'outlet')}, {plural(one.on.speakers, 'speaker')}"
    said += f", {'at most ' if one.on.count > 1 else ''}{plural(one.on.count, 'independent source')}"
    if names:
        said += f": {', '.join(names[:_FEW])}{more}"
    if one.on.count > 1:
        said += f" (worth {one.on.effective:.1f})"
    if one.on.leaning:
        said += f"; not counted, as other figures of theirs are seen to rest on those of others: {_leaning(one)}"
    return said + (f"; {plural(one.on.untold, 'claim')} of nobody named" if one.on.untold else "")


def _leaning(one: Based) -> str:
    """Who is no further source, and beside whom: `Zelensky and Syrskyi (with Ukrainian General Staff)`."""
    groups: dict[tuple[str, ...], list[str]] = defaultdict(list)
    for root in one.on.leaning:
        groups[root.on].append(root.name)
    return "; ".join(f"{', '.join(names)} (with {' and '.join(on)})" for on, names in groups.items())
