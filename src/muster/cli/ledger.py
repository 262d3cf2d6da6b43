"""`muster claims`: what the ledger holds, filtered, as a table or in a machine's format."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from muster.claims import MEASURES, STATUSES, Bound
from muster.claims.errors import UsageError
from muster.cli.exporting import export
from muster.cli.options import LedgerFile, day, in_force
from muster.cli.shown import examples, figure_of, note, on_terminal, period_of, table

if TYPE_CHECKING:
    from muster.desk.steps import Held

app = typer.Typer()
FORMATS = ("table", "csv", "json", "jsonl", "parquet")
_STATES = ("undecided", "accepted", "rejected", "amended")
_Many = list[str] | None


@app.command(
    "claims",
    epilog=examples(
        "muster claims --party RU --measure killed --from 2024-01-01",
        "muster claims --text 'said the ministry' --review undecided",
        "muster claims --out claims.parquet",
    ),
)
def claims(
    ctx: typer.Context,
    party: Annotated[
        _Many, typer.Option("--party", metavar="CODE", help="Of this party, such as RU; may be given again.")
    ] = None,
    measure: Annotated[
        _Many, typer.Option("--measure", metavar="NAME", help="Of this measure, such as killed; may be given again.")
    ] = None,
    since: Annotated[
        str | None, typer.Option("--from", metavar="DATE", help="Whose period reaches this day or a later one.")
    ] = None,
    until: Annotated[
        str | None, typer.Option("--to", metavar="DATE", help="Whose period reaches this day or an earlier one.")
    ] = None,
    speaker: Annotated[
        str | None, typer.Option("--speaker", metavar="WORDS", help="Said by someone whose name has these words.")
    ] = None,
    source: Annotated[
        str | None, typer.Option("--source", metavar="WORDS", help="On the data of someone whose name has these words.")
    ] = None,
    publisher: Annotated[
        str | None,
        typer.Option("--publisher", metavar="WORDS", help="Published by someone whose name has these words."),
    ] = None,
    status: Annotated[
        _Many, typer.Option("--status", metavar="NAME", help="Of this status, such as count; may be given again.")
    ] = None,
    bound: Annotated[
        _Many, typer.Option("--bound", metavar="NAME", help="Of this bound, such as at_least; may be given again.")
    ] = None,
    review: Annotated[
        _Many,
        typer.Option("--review", metavar="STATE", help="undecided, accepted, rejected or amended; may be given again."),
    ] = None,
    text: Annotated[
        str | None, typer.Option("--text", metavar="WORDS", help="With these words near the figure.")
    ] = None,
    document: Annotated[
        str | None,
        typer.Option("--document", metavar="ID", help="From this document; the beginning of its id will do."),
    ] = None,
    everything: Annotated[
        bool, typer.Option("--all", help="Also rejected ones, and those of older versions and readings.")
    ] = False,
    limit: Annotated[int | None, typer.Option("--limit", min=0, metavar="N", help="No more than so many.")] = None,
    form: Annotated[str, typer.Option("--format", metavar="|".join(FORMATS), help="What to print.")] = "table",
    out: Annotated[
        Path | None, typer.Option("--out", metavar="FILE", help="Write there and not to the screen; parquet needs it.")
    ] = None,
    ledger: LedgerFile = None,
) -> None:
    """List the claims in the ledger.

    They come as judged: amended ones as amended, rejected ones not at all. Filters all have to hold.
    """
    from muster.desk import steps

    form = _form(form, out)
    wanted = steps.Filter(
        parties=tuple(code.upper() for code in party or ()),
        measures=_known("measure", measure, known=list(MEASURES)),
        statuses=_known("status", status, known=list(STATUSES)),
        bounds=_known("bound", bound, known=list(Bound)),
        review=_known("review", review, known=_STATES),
        since=day(since),
        until=day(until),
        speaker=speaker,
        source=source,
        publisher=publisher,
        text=text,
        document=document,
        everything=everything,
        limit=limit,
        sentences=form != "table",
    )  # fmt: skip
    with closing(steps.claims(in_force(ctx, ledger=ledger), wanted)) as found:
        if form == "table":
            _print(found)
        else:
            export(found, form, out=out)


def _form(form: str, out: Path | None) -> str:
    """The format meant: a file without one gets that of its name."""
    if form == "table" and out is not None:
        form = out.suffix.lower().removeprefix(".")
        if form not in FORMATS[1:]:
            raise UsageError(f"{out} does not tell its format; say --format {' or '.join(FORMATS[1:])}")
    if form not in FORMATS:
        raise UsageError(f"--format must be one of {', '.join(FORMATS)}; got {form!r}")
    if form == "parquet" and out is None:
        raise UsageError("parquet is no text, so it needs a file: --out FILE")
    return form


def _known(name: str, values: Sequence[str] | None, *, known: Sequence[str]) -> tuple[str, ...]:
    for value in values or ():
        if value not in known:
            raise UsageError(f"--{name} must be one of {', '.join(known)}; got {value!r}")
    return tuple(values or ())


def _print(found: Iterator[Held]) -> None:
    columns = (
        "id",
        "figure",
        "reads",
        "measure",
        "party",
        "period",
        "status",
        "speaker",
        "source",
        "publisher",
        "published",
        "review",
    )
    rows = [
        [
            held.original.id[:10], held.claim.quote, figure_of(held.claim), held.claim.measure.value, held.claim.party,
            period_of(held.claim), held.claim.status.value, held.claim.speaker, held.claim.source,
            held.claim.publisher or held.publisher, held.claim.published or held.published,
            held.state if held.state != "undecided" else "",
        ]
        for held in found
    ]  # fmt: skip
    if not rows:
        note("no claim in the ledger is like that")
    elif on_terminal():
        table(
            (*columns[:9], "published", "review"),
            [[*row[:9], " ".join(str(cell) for cell in row[9:11] if cell), row[11]] for row in rows],
        )
        note(f"{len(rows):,} claim{'s' * (len(rows) != 1)}; muster show ID tells all about one")
    else:
        table(columns, rows)
