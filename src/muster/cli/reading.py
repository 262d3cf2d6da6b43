"""`muster read` and `muster settings`: what can be done without a ledger."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from itertools import chain, count
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from muster.claims import passages, wire
from muster.claims.claim import Claim
from muster.claims.errors import LedgerError, UsageError
from muster.claims.war import wars_with
from muster.cli.layout import Column
from muster.cli.options import AsJson, LedgerFile, Paths, Published, Publisher, Wars, in_force, publication
from muster.cli.shown import (
    SET_ASIDE,
    civilian,
    examples,
    figure_of,
    note,
    on_terminal,
    period_of,
    plural,
    safe,
    safe_json,
    table,
)
from muster.desk.settings import Settings, in_a_line, listed

if TYPE_CHECKING:
    from muster.desk.steps import Read, Refused

app = typer.Typer()
_COLUMNS = (
    Column("figure", rank=4),
    Column("reads", whole=True),
    Column("measure", whole=True),
    Column("party", whole=True),
    Column("civilian", whole=True),
    Column("period", whole=True),
    Column("status", whole=True, rank=3),
    Column("speaker", rank=1),
    Column("source", rank=2),
)


@app.command(
    "read",
    epilog=examples(
        "muster read report.html                       a table of its figures",
        "muster read reports/ --json found/            one JSON file a document",
        "muster read report.html --set-aside           the figures that are no claims, and why",
        "cat story.txt | muster read - --published 2024-12-09",
    ),
)
def read(
    ctx: typer.Context,
    paths: Paths,
    out: Annotated[
        Path | None,
        typer.Option("--json", metavar="DIR", help="Write DIR/NAME.json for each document and print no table."),
    ] = None,
    set_aside: Annotated[
        bool, typer.Option("--set-aside", help="Show the figures that are no claims, each with the reason.")
    ] = False,
    published: Published = None,
    publisher: Publisher = None,
    war: Wars = None,
    form: Annotated[
        str | None, typer.Option("--format", metavar="table|json", help="What to print.", show_default="table")
    ] = None,
) -> None:
    """Read reports and show their figures.

    Every figure about losses, recruitment and strength is found, with who says it, of whom and for when. No ledger is touched.
    """
    from muster.desk import finding

    if form not in (None, "table", "json"):
        raise UsageError(f"--format must be table or json; got {form!r}")
    _one_output(out, form, set_aside=set_aside)
    settings = in_force(ctx, wars=war)
    refused: list[Refused] = []
    found = _found(paths, settings, published=published, publisher=publisher, refused=refused)
    if out is not None:
        count = _write(found, out)
    elif form == "json":
        count = _print_json(found)
    else:
        count = _print_set_aside(found) if set_aside else _print_tables(found)
    code = finding.code(refused, paths) or (0 if count else finding.NOTHING_READABLE)
    if code:
        raise typer.Exit(code)


def _one_output(out: Path | None, form: str | None, *, set_aside: bool) -> None:
    """Raises `UsageError` where two things are asked for of which one alone can be done."""
    if out is not None and form is not None:
        raise UsageError(
            "--json writes files and prints nothing: leave out --format, or print with --format json alone"
        )
    if set_aside and (out is not None or form == "json"):
        raise UsageError(
            "--set-aside prints a table, and the JSON has what was set aside anyway: leave out one of the two"
        )


def _found(
    paths: Sequence[Path],
    settings: Settings,
    *,
    published: str | None,
    publisher: str | None,
    refused: list[Refused],
) -> Iterator[Read]:
    """What could be read; the rest, and what should be known of a document, is said in a line each."""
    from muster.desk import steps
    from muster.desk.noticing import notices

    for one in steps.read_all(paths, settings, published=publication(published), publisher=publisher):
        if isinstance(one, steps.Read):
            yield one
            for notice in notices(one.document, one.reading):
                note(f"muster: {one.name}: {notice}")
        else:
            refused.append(one)
            note(f"muster: {one.origin}: {one.message}")


def _gold(one: Read) -> wire.Record:
    return {"name": one.name, **wire.to_gold(one.document, one.reading)}


def _write(found: Iterator[Read], folder: Path) -> int:
    """A file for each document, by its name; of two of one name the second has its folder's before it."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise LedgerError(f"the folder {folder} cannot be made: {error.strerror}") from None
    taken: set[str] = set()
    for one in found:
        name = _name(one.name, taken)
        taken.add(name.casefold())
        (folder / f"{name}.json").write_text(
            json.dumps(_gold(one), ensure_ascii=False, indent=1) + "\n", encoding="utf-8"
        )
    if taken:
        note(f"{plural(len(taken), 'document')} written to {folder}")
    return len(taken)


def _name(path: str, taken: set[str]) -> str:
    """A file's name, with as many of its folders before it, and at last a number, as tell it from those that are taken."""
    *folders, stem = Path(path).with_suffix("").parts if path != "-" else ("stdin",)
    folders = [folder for folder in folders if folder not in ("/", "..")]
    names = ["-".join([*folders[len(folders) - depth :], stem]) for depth in range(len(folders) + 1)]
    numbered = (f"{stem}-{number}" for number in count(2))
    return next(name for name in chain(names, numbered) if name.casefold() not in taken)


def _print_json(found: Iterator[Read]) -> int:
    count = 0
    for one in found:
        typer.echo(("[" if not count else ",") + safe_json(json.dumps(_gold(one), ensure_ascii=False, indent=1)))
        count += 1
    typer.echo("]" if count else "[]")
    return count


def _print_tables(found: Iterator[Read]) -> int:
    """On a terminal a table a document; in a pipe one table of all, the document's name first."""
    count, aside, rows = 0, 0, []
    for one in found:
        count += 1
        aside += len(one.reading.rejections)
        cells = [_cells(claim) for claim in one.reading.claims]
        if not on_terminal():
            rows += [[one.name, *line] for line in cells]
            continue
        _head(one)
        if cells:
            table(_COLUMNS, cells)
        else:
            typer.echo("  no figures about losses, recruitment or strength")
        if one.reading.rejections:
            typer.echo(f"  {plural(len(one.reading.rejections), 'other figure')} set aside; --set-aside lists them")
        typer.echo()
    if count and not on_terminal():
        table(("document", *_COLUMNS), rows)
        if aside:
            note(f"{plural(aside, 'other figure')} set aside; --set-aside lists them")
    return count


def _head(one: Read) -> None:
    said = ", ".join(str(part) for part in (one.document.title, one.document.publisher, one.document.published) if part)
    typer.echo(safe(f"{one.name}: {said}" if said else one.name))


def _print_set_aside(found: Iterator[Read]) -> int:
    count, rows = 0, list[list[object]]()
    for one in found:
        count += 1
        text = one.document.text
        rows += [
            [one.name, r.quote, r.why, r.because, passages.in_one_line(text, (r.place.start, r.place.end))]
            for r in one.reading.rejections
        ]
    if rows:
        table(("document", *SET_ASIDE), rows)
    else:
        note("no figure was set aside")
    return count


def _cells(claim: Claim) -> list[object]:
    return [
        claim.quote, figure_of(claim), claim.measure.value, claim.party, civilian(claim), period_of(claim), claim.status.value,
        claim.speaker, claim.source,
    ]  # fmt: skip


@app.command(
    "settings",
    epilog=examples(
        "muster settings",
        "muster --settings project.toml settings --json",
        "muster settings --parties       the wars and parties that can be asked for",
    ),
)
def settings_(
    ctx: typer.Context,
    parties: Annotated[bool, typer.Option("--parties", help="List the wars and their parties instead.")] = False,
    ledger: LedgerFile = None,
    war: Wars = None,
    as_json: AsJson = False,
) -> None:
    """Show the settings in force.

    Each with where it comes from: an option, the environment, muster.toml or the default.
    """
    found = in_force(ctx, ledger=ledger, wars=war)
    if parties:
        _list_parties(found, as_json=as_json)
        return
    its = listed(found)
    if as_json:
        record = {one.name: {"value": one.value, "from": one.origin} for one in its}
        typer.echo(safe_json(json.dumps(record, ensure_ascii=False, indent=1)))
        return
    table(("setting", "value", "from"), [[one.name, in_a_line(one.value), one.origin] for one in its])


def _list_parties(found: Settings, *, as_json: bool) -> None:
    """The wars known, and by which code and name each of their parties can be asked for."""
    rows = [
        {"party": side.party.code, "name": side.name, "war": id_, "title": war.name}
        for id_, war in sorted(wars_with(found.wars).items())
        for side in war.parties
    ]
    if as_json:
        typer.echo(safe_json(json.dumps(rows, ensure_ascii=False, indent=1)))
    else:
        table(tuple(rows[0]), [list(row.values()) for row in rows])
