"""`muster claims`: what the ledger holds, filtered, as a table or in a machine's format."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from muster.claims import MEASURES, STATUSES, Bound
from muster.claims.errors import UsageError
from muster.cli import asking
from muster.cli.exporting import export, write_text
from muster.cli.layout import Column
from muster.cli.options import SORTS, Civilian, LedgerFile, OfWar, day, in_force
from muster.cli.shown import civilian as civilian_cell
from muster.cli.shown import examples, figure_of, note, on_terminal, period_of, plural, table
from muster.desk.settings import Settings

if TYPE_CHECKING:
    from muster.desk.steps import Filter, Held

app = typer.Typer()
FORMATS = ("table", "csv", "json", "jsonl", "parquet")
_STATES = ("undecided", "accepted", "rejected", "amended")
_TEXTS = (".txt", ".tsv")
_COLUMNS = (
    Column("id", whole=True),
    Column("figure", rank=7),
    Column("reads", whole=True),
    Column("measure", whole=True),
    Column("party", whole=True),
    Column("civilian", whole=True),
    Column("period", whole=True),
    Column("status", whole=True, rank=3),
    Column("speaker", rank=1),
    Column("source", rank=4),
    Column("publisher", rank=6),
    Column("published", whole=True, rank=5),
    Column("review", whole=True, rank=2),
)
_Many = list[str] | None


@app.command(
    "claims",
    epilog=examples(
        "muster claims --party RU --measure killed --from 2024-01-01",
        "muster claims --party Ethiopia --civilian --sort period",
        "muster claims --text 'said the ministry' --review undecided",
        "muster claims --out claims.parquet",
    ),
)
def claims(
    ctx: typer.Context,
    party: Annotated[
        _Many,
        typer.Option(
            "--party",
            metavar="PARTY",
            help="Of this party, by code or name, such as RU or Ethiopia; may be given again.",
        ),
    ] = None,
    measure: Annotated[
        _Many,
        typer.Option(
            "--measure",
            metavar="NAME",
            help="Of this measure, such as killed, wounded, missing, captured, losses; may be given again.",
        ),
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
        _Many, typer.Option("--status", metavar="NAME", help=f"{', '.join(STATUSES)}; may be given again.")
    ] = None,
    bound: Annotated[
        _Many, typer.Option("--bound", metavar="NAME", help=f"{', '.join(Bound)}; may be given again.")
    ] = None,
    review: Annotated[
        _Many,
        typer.Option("--review", metavar="STATE", help="undecided, accepted, rejected or amended; may be given again."),
    ] = None,
    text: Annotated[
        str | None, typer.Option("--text", metavar="WORDS", help="With these words in the figure's own sentence.")
    ] = None,
    of_war: OfWar = None,
    civilian: Civilian = None,
    sort: Annotated[str, typer.Option("--sort", metavar="|".join(SORTS), help="In which order.")] = SORTS[0],
    document: Annotated[
        str | None,
        typer.Option("--document", metavar="ID", help="From this document; the beginning of its id will do."),
    ] = None,
    everything: Annotated[
        bool, typer.Option("--all", help="Also rejected ones, and those of older versions and readings.")
    ] = False,
    limit: Annotated[int | None, typer.Option("--limit", min=1, metavar="N", help="No more than so many.")] = None,
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
    settings = in_force(ctx, ledger=ledger)
    wanted = steps.Filter(
        parties=asking.parties("--party", party, settings=settings),
        measures=asking.some_of("--measure", measure, known=MEASURES),
        statuses=asking.some_of("--status", status, known=STATUSES),
        bounds=asking.some_of("--bound", bound, known=Bound),
        review=asking.some_of("--review", review, known=_STATES),
        wars=asking.wars("--of-war", of_war, settings=settings),
        sort=asking.one_of("--sort", sort, known=SORTS),
        civilian=civilian, since=day(since), until=day(until), speaker=speaker, source=source, publisher=publisher, text=text,
        document=document, everything=everything, limit=limit, sentences=form != "table",
    )  # fmt: skip
    asking.in_order(wanted.since, wanted.until)
    with closing(steps.claims(settings, wanted)) as found:
        count = export(found, form, out=out) if form != "table" else _tabulate(list(found), out)
    if not count:
        note(_nothing(settings, wanted))
    elif out is not None:
        note(f"{plural(count, 'claim')} written to {out}")
    elif form == "table" and on_terminal():
        note(f"{plural(count, 'claim')}; muster show ID tells all about one")


def _nothing(settings: Settings, wanted: Filter) -> str:
    """Why there may be none, and what there is instead. Raises `UsageError` for a party or document that nobody knows."""
    from muster.desk import steps

    there = Counter(str(held.claim.party or "no party") for held in steps.claims(settings, steps.Filter()))
    if not there:
        return "the ledger holds no claim yet; muster add brings some"
    asking.borne("--party", wanted.parties, there=there, settings=settings)
    asking.shelved(wanted.document, settings=settings)
    parties = f"; its claims are of {', '.join(sorted(there))}" if wanted.parties else ""
    return f"no claim in the ledger is like that{parties}"


def _form(form: str, out: Path | None) -> str:
    """The format meant: a file without one gets that of its name."""
    if form == "table" and out is not None and out.suffix.lower() not in _TEXTS:
        form = out.suffix.lower().removeprefix(".")
        if form not in FORMATS[1:]:
            raise UsageError(
                f"{out} does not tell its format; say --format {' or '.join(FORMATS[1:])}, or name it .txt for a table"
            )
    if form not in FORMATS:
        raise UsageError(f"--format must be one of {', '.join(FORMATS)}; got {form!r}")
    if form == "parquet" and out is None:
        raise UsageError("parquet is no text, so it needs a file: --out FILE")
    return form


def _tabulate(found: Sequence[Held], out: Path | None) -> int:
    rows = [
        [
            held.original.id[:10], held.claim.quote, figure_of(held.claim), held.claim.measure.value, held.claim.party,
            civilian_cell(held.claim), period_of(held.claim), held.claim.status.value, held.claim.speaker, held.claim.source,
            held.claim.publisher or held.publisher, held.claim.published or held.published,
            held.state if held.state != "undecided" else "",
        ]
        for held in found
    ]  # fmt: skip
    if out is not None:
        lines = [[column.name for column in _COLUMNS], *([str(cell or "") for cell in row] for row in rows)]
        write_text("".join("\t".join(line) + "\n" for line in lines), out)
    elif rows:
        table(_COLUMNS, rows)
    return len(rows)
