"""`muster brief`: one page in which every number leads to its sentence."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from muster.claims.errors import UsageError
from muster.claims.measures import MEASURES, Measure
from muster.claims.party import Party
from muster.cli import asking
from muster.cli.check import telling
from muster.cli.exporting import write_whole
from muster.cli.options import Civilian, LedgerFile, OfWar, Published, Publisher, Wars, day, in_force, publication
from muster.cli.shown import examples, note, note_of, plural

if TYPE_CHECKING:
    from muster.desk.briefing import Made

FORMATS = ("html", "md")
ENDINGS = {".html": "html", ".htm": "html", ".md": "md", ".markdown": "md"}
SCREEN = Path("-")
_Many = list[str] | None


app = typer.Typer()


@app.command(
    epilog=examples(
        "muster brief reports/                      a page from a folder, no ledger needed",
        "muster brief --party RU --measure killed   from the ledger, of one thing",
        "muster brief --format md --out -           Markdown on the screen",
    )
)
def brief(
    ctx: typer.Context,
    paths: Annotated[
        list[Path] | None,
        typer.Argument(
            metavar="[PATH…]",
            help="Files and folders to read; - is standard input. None: the ledger.",
            show_default=False,
        ),
    ] = None,
    out: Annotated[
        Path | None,
        typer.Option("--out", metavar="FILE", help="Write there; - is the screen. Else ./brief.html or ./brief.md."),
    ] = None,
    form: Annotated[
        str | None,
        typer.Option(
            "--format",
            metavar="|".join(FORMATS),
            help="A page, or Markdown; else what the name of the file says, else a page.",
        ),
    ] = None,
    title: Annotated[
        str | None, typer.Option("--title", metavar="WORDS", help="The title; else it says what was found.")
    ] = None,
    date: Annotated[
        str | None, typer.Option("--date", metavar="DATE", help="The day printed on it; today if none is given.")
    ] = None,
    party: Annotated[
        _Many,
        typer.Option(
            "--party",
            metavar="PARTY",
            help="Only of this party, such as RU or Ethiopia; may be given again.",
        ),
    ] = None,
    measure: Annotated[
        _Many,
        typer.Option("--measure", metavar="NAME", help="Only of this measure, such as killed; may be given again."),
    ] = None,
    of_war: OfWar = None,
    civilian: Civilian = None,
    scenario: Annotated[
        _Many,
        typer.Option(
            "--scenario",
            metavar="NAME|FILE",
            help="A scenario of the outlook; may be given again. Else those that suit the party.",
        ),
    ] = None,
    published: Published = None,
    publisher: Publisher = None,
    war: Wars = None,
    ledger: LedgerFile = None,
) -> None:
    """Make a brief: what the reports say by party and measure, timelines, who says what on whose data, and the documents with every
    figure marked. From PATHs it is made straight, without them from the ledger, and then with its newest good estimates and what follows
    from them under scenarios."""
    from muster.desk import briefing, finding

    form = _form(form, out)
    settings = in_force(ctx, ledger=ledger, wars=war)
    asked = briefing.Asked(
        title=title,
        made=day(date) or dt.datetime.now(dt.UTC).date(),
        parties=tuple(Party(code) for code in asking.parties("--party", party, settings=settings)),
        measures=tuple(Measure(name) for name in asking.some_of("--measure", measure, known=MEASURES)),
        wars=asking.wars("--of-war", of_war, settings=settings),
        civilian=civilian,
        scenarios=tuple(scenario or ()),
    )
    told = briefing.Told(published=publication(published), publisher=publisher)
    if paths:
        if ledger:
            raise UsageError("a brief is made from PATHs or from a ledger; got both")
        if scenario:
            raise UsageError("a scenario carries an estimate forward, which the ledger keeps; leave out PATHs")
        with telling() as tell:
            made = briefing.of_paths(paths, settings, asked=asked, told=told, tell=tell)
    else:
        if published or publisher:
            raise UsageError("--published and --publisher are said of PATHs; what is in the ledger has its own")
        with telling() as tell:
            made = briefing.of_ledger(settings, asked=asked, tell=tell)
    written = briefing.written(made, form=form)
    for notice, names in told.noticed.items():
        note_of(names, notice)
    _put(written.text, out or Path(f"brief.{form}"))
    _say(written, out or Path(f"brief.{form}"))
    if code := finding.code(told.refused, paths or ()):
        raise typer.Exit(code)


def _form(form: str | None, out: Path | None) -> str:
    """The form meant: what is said, which the name of the file may not gainsay, else what that name says, else a page."""
    if form is not None and form not in FORMATS:
        raise UsageError(f"--format must be one of {', '.join(FORMATS)}; got {form!r}")
    ending = "" if out is None or out == SCREEN else out.suffix.lower()
    named = ENDINGS.get(ending)
    if (ending and named is None) or (named and form and form != named):
        raise UsageError(
            f"a brief is a page (.html) or Markdown (.md); got {out}{f' for --format {form}' if form else ''}"
        )
    return form or named or "html"


def _put(text: str, out: Path) -> None:
    """Write it to the file, or to the screen."""
    if out == SCREEN:
        typer.echo(text, nl=False)
        return
    write_whole(text, out, what="the brief")


def _say(made: Made, out: Path) -> None:
    for refused in made.refused:
        note(f"muster: {refused}")
    if out != SCREEN:
        note(made.title)
        counted = f", {made.counted:,} of them counted," if made.counted != made.claims else ""
        speakers = f" by {plural(made.speakers, 'named speaker')}" if made.speakers else ""
        note(f"{plural(made.claims, 'claim')}{counted}{speakers} in {plural(made.documents, 'document')}: {out}")
