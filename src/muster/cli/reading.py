"""`muster read` and `muster settings`: what can be done without a ledger."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from muster.claims import wire
from muster.claims.errors import MissingInput, UsageError
from muster.cli.options import AsJson, LedgerFile, Paths, Published, Publisher, Wars, day, in_force
from muster.cli.shown import examples, figure_of, note, on_terminal, period_of, safe, safe_json, table
from muster.desk.settings import Settings

if TYPE_CHECKING:
    from muster.desk.steps import Read

app = typer.Typer()
NOTHING_READABLE = 65
_COLUMNS = ("figure", "reads", "measure", "party", "period", "status", "speaker", "source")


@app.command(
    "read",
    epilog=examples(
        "muster read report.html                       a table of its figures",
        "muster read reports/ --json out/              one JSON file a document",
        "cat story.txt | muster read - --published 2024-12-09",
    ),
)
def read(
    ctx: typer.Context,
    paths: Paths,
    json_folder: Annotated[
        Path | None,
        typer.Option(
            "--json", metavar="DIR", help="Write DIR/NAME.json for each document and print no table; - is the screen."
        ),
    ] = None,
    published: Published = None,
    publisher: Publisher = None,
    war: Wars = None,
    form: Annotated[str, typer.Option("--format", metavar="table|json", help="What to print.")] = "table",
) -> None:
    """Read reports and show their figures.

    Every figure about losses, recruitment and strength is found, with who says it, of whom and for when. No ledger is touched.
    """
    if form not in ("table", "json"):
        raise UsageError(f"--format must be table or json; got {form!r}")
    settings = in_force(ctx, wars=war)
    found = _found(paths, settings, published=published, publisher=publisher)
    if json_folder == Path("-"):
        json_folder, form = None, "json"
    if json_folder is not None:
        count = _write(found, json_folder)
    elif form == "json":
        count = _print_json(found)
    else:
        count = _print_tables(found)
    if not count:
        raise typer.Exit(NOTHING_READABLE)


def _found(
    paths: Sequence[Path], settings: Settings, *, published: str | None, publisher: str | None
) -> Iterator[Read]:
    """What could be read; the rest is said in a line each."""
    from muster.desk import steps

    for one in steps.read_all(paths, settings, published=day(published), publisher=publisher):
        if isinstance(one, steps.Read):
            yield one
        else:
            note(f"muster: {one.origin}: {one.message}")


def _gold(one: Read) -> str:
    return json.dumps(wire.to_gold(one.document, one.reading), ensure_ascii=False, indent=1)


def _write(found: Iterator[Read], folder: Path) -> int:
    """A file for each document, by its name; a second document of the same name gets a number."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise MissingInput(f"the folder {folder} cannot be made: {error.strerror}") from None
    taken: set[str] = set()
    for one in found:
        stem = Path(one.name).stem if one.name != "-" else "stdin"
        name, number = stem, 1
        while name.casefold() in taken:
            number += 1
            name = f"{stem}-{number}"
        taken.add(name.casefold())
        (folder / f"{name}.json").write_text(_gold(one) + "\n", encoding="utf-8")
    if taken:
        note(f"{len(taken)} document{'s' * (len(taken) != 1)} written to {folder}")
    return len(taken)


def _print_json(found: Iterator[Read]) -> int:
    count = 0
    for one in found:
        record = {"name": one.name, **wire.to_gold(one.document, one.reading)}
        typer.echo(("[" if not count else ",") + safe_json(json.dumps(record, ensure_ascii=False, indent=1)))
        count += 1
    typer.echo("]" if count else "[]")
    return count


def _print_tables(found: Iterator[Read]) -> int:
    """On a terminal a table a document; in a pipe one table of all, the document's name first."""
    count, rows = 0, []
    for one in found:
        count += 1
        cells = [_cells(claim) for claim in one.reading.claims]
        if not on_terminal():
            rows += [[one.name, *line] for line in cells]
            continue
        said = [one.document.title, one.document.publisher, one.document.published]
        typer.echo(safe(f"{one.name}: " + ", ".join(str(part) for part in said if part)))
        left = f"{len(one.reading.rejections)} other figures set aside" if one.reading.rejections else ""
        if cells:
            table(_COLUMNS, cells)
        else:
            typer.echo("  no figures about losses, recruitment or strength")
        if left:
            typer.echo(f"  {left}\n")
    if count and not on_terminal():
        table(("document", *_COLUMNS), rows)
    return count


def _cells(claim: Any) -> list[object]:
    return [
        claim.quote, figure_of(claim), claim.measure.value, claim.party, period_of(claim), claim.status.value, claim.speaker,
        claim.source,
    ]  # fmt: skip


@app.command("settings", epilog=examples("muster settings", "muster --settings project.toml settings --json"))
def settings_(ctx: typer.Context, ledger: LedgerFile = None, war: Wars = None, as_json: AsJson = False) -> None:
    """Show the settings in force.

    Each with where it comes from: an option, the environment, muster.toml or the default.
    """
    found = in_force(ctx, ledger=ledger, wars=war)
    values: dict[str, object] = {
        "ledger": str(found.ledger),
        "wars": [str(path) for path in found.wars],
        "reviewer": found.reviewer,
        "jobs": found.jobs,
        "limits.seconds": found.seconds,
        "limits.megabytes": found.megabytes,
    }
    origins = {name: found.origins[name.removeprefix("limits.")] for name in values}
    if as_json:
        record = {name: {"value": value, "from": origins[name]} for name, value in values.items()}
        typer.echo(safe_json(json.dumps(record, ensure_ascii=False, indent=1)))
        return
    shown = {name: ", ".join(value) if isinstance(value, list) else value for name, value in values.items()}
    table(("setting", "value", "from"), [[name, shown[name], origins[name]] for name in values])
