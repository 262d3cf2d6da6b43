"""`muster brief`: one page in which every number leads to its sentence."""

from __future__ import annotations

import datetime as dt
import re
import sys
from collections.abc import Sequence
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
    from muster.desk.briefing import Asked, Brief, Facts, Made, Told
    from muster.desk.settings import Settings

FORMATS = ("html", "md", "pdf", "docx")
ENDINGS = {".html": "html", ".htm": "html", ".md": "md", ".markdown": "md", ".pdf": "pdf", ".docx": "docx"}
BINARY = ("pdf", "docx")
SCREEN = Path("-")
_Many = list[str] | None


app = typer.Typer()


@app.command(
    epilog=examples(
        "muster brief reports/                      a page from a folder, no ledger needed",
        "muster brief --party RU --measure killed   from the ledger, of one thing",
        "muster brief --format md --out -           Markdown on the screen",
        "muster brief --out brief.pdf               for print; brief.docx for Word",
        "muster brief --since last.html             with what changed since an earlier one",
        "muster brief --sections estimate,findings  of all that it can tell, these sections alone",
        "muster brief --bundle brief.zip            with all that it is made of",
        "muster brief --again brief.zip             made again from its bundle alone",
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
        typer.Option(
            "--out", metavar="FILE", help="Write there; - is the screen. Else ./brief.html, or another ending."
        ),
    ] = None,
    form: Annotated[
        str | None,
        typer.Option(
            "--format",
            metavar="|".join(FORMATS),
            help="A page, Markdown, PDF or Word; else what the name of the file says, else a page.",
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
    sections: Annotated[
        str | None,
        typer.Option(
            "--sections",
            metavar="NAME,…",
            help="Only these: takeaways, figures, goals, estimate, outlook, signs, timelines, findings, sources. The claims, their "
            "documents and how it was made always stand.",
        ),
    ] = None,
    since: Annotated[
        Path | None,
        typer.Option(
            "--since",
            metavar="FILE",
            help="An earlier brief (its HTML, its bundle or its brief.json): tell what changed.",
        ),
    ] = None,
    bundle: Annotated[
        Path | None,
        typer.Option("--bundle", metavar="FILE.zip", help="Write all that it is made of there too, to make it again."),
    ] = None,
    again: Annotated[
        Path | None,
        typer.Option(
            "--again",
            metavar="BUNDLE",
            help="Make the brief of a bundle again, from it alone; --ledger keeps the ledger made of it.",
        ),
    ] = None,
    with_png: Annotated[
        bool, typer.Option("--with-png", help="Put each chart into the page as PNG too, to take along.")
    ] = False,
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
    target = out or Path(f"brief.{form}")
    told = briefing.Told(published=publication(published), publisher=publisher)
    if again is not None:
        _nothing_else(
            paths, title, date, party, measure, of_war, civilian, scenario, sections, since, bundle, published, publisher, war
        )  # fmt: skip
        made = _made_again(again, ledger)
    else:
        settings = in_force(ctx, ledger=ledger, wars=war)
        asked = briefing.Asked(
            title=title,
            made=day(date) or dt.datetime.now(dt.UTC).date(),
            parties=tuple(Party(code) for code in asking.parties("--party", party, settings=settings)),
            measures=tuple(Measure(name) for name in asking.some_of("--measure", measure, known=MEASURES)),
            wars=asking.wars("--of-war", of_war, settings=settings),
            civilian=civilian,
            scenarios=tuple(scenario or ()),
            since=_earlier(since),
            without=_left_out(sections),
        )
        _mindful(paths, ledger=ledger, scenario=scenario, told=told)
        made = _made(paths, settings, asked=asked, told=told, bundle=bundle)
    written = briefing.written(made, form=form, with_png=with_png)
    for notice, names in told.noticed.items():
        note_of(names, notice)
    _put(written.held, target)
    _say(written, target, refused=[f"{one.origin}: {one.message}" for one in told.refused] or written.refused)
    if bundle is not None:
        note(f"and all that it is made of: {bundle}")
    if code := finding.code(told.refused, paths or ()):
        raise typer.Exit(code)


def _mindful(paths: list[Path] | None, *, ledger: Path | None, scenario: _Many, told: Told) -> None:
    """Raises `UsageError` for options that do not go together."""
    if paths and ledger:
        raise UsageError("a brief is made from PATHs or from a ledger; got both")
    if paths and scenario:
        raise UsageError("a scenario carries an estimate forward, which the ledger keeps; leave out PATHs")
    if not paths and (told.published or told.publisher):
        raise UsageError("--published and --publisher are said of PATHs; what is in the ledger has its own")


def _nothing_else(*said: object) -> None:
    if any(one is not None and one != [] for one in said):
        raise UsageError(
            "--again makes what the bundle says; beside it stand --out, --format, --with-png and --ledger alone"
        )


def _left_out(sections: str | None) -> frozenset[str]:
    """The sections that are not among those named; none where none is named."""
    from muster.desk import briefing

    if sections is None:
        return frozenset()
    said = re.split(r"[\s,]+", sections.strip(" ,"))
    return frozenset(briefing.PARTS) - {*asking.some_of("each of --sections", said, known=briefing.PARTS)}


def _earlier(since: Path | None) -> Facts | None:
    from muster.desk import again

    return None if since is None else again.facts_in(since)


def _made_again(bundle: Path, ledger: Path | None) -> Brief:
    from muster.desk import again

    with telling() as tell:
        return again.again(bundle, ledger=ledger, tell=tell)


def _made(paths: list[Path] | None, settings: Settings, *, asked: Asked, told: Told, bundle: Path | None) -> Brief:
    """The brief, and its bundle written where one is wanted."""
    from muster.desk import briefing, bundling

    with telling() as tell:
        if bundle is None:
            if paths:
                return briefing.of_paths(paths, settings, asked=asked, told=told, tell=tell)
            return briefing.of_ledger(settings, asked=asked, tell=tell)
        if bundle.suffix.lower() != ".zip":
            raise UsageError(f"a bundle is a zip, and its name ends so; got {bundle}")
        if paths:
            made, packed = bundling.of_paths(paths, settings, asked=asked, name=bundle.name, told=told, tell=tell)
        else:
            made, packed = bundling.of_ledger(settings, asked=asked, name=bundle.name, tell=tell)
    write_whole(packed, bundle, what="the bundle")
    return made


def _form(form: str | None, out: Path | None) -> str:
    """The form meant: what is said, which the name of the file may not gainsay, else what that name says, else a page."""
    if form is not None and form not in FORMATS:
        raise UsageError(f"--format must be one of {', '.join(FORMATS)}; got {form!r}")
    ending = "" if out is None or out == SCREEN else out.suffix.lower()
    named = ENDINGS.get(ending)
    if (ending and named is None) or (named and form and form != named):
        raise UsageError(
            "a brief is a page (.html), Markdown (.md), PDF (.pdf) or Word (.docx); "
            f"got {out}{f' for --format {form}' if form else ''}"
        )
    meant = form or named or "html"
    if out == SCREEN and meant in BINARY and sys.stdout.isatty():
        raise UsageError(f"a brief as {meant} is no text for a screen; give it a file with --out")
    return meant


def _put(held: str | bytes, out: Path) -> None:
    """Write it to the file, or to the screen."""
    if out == SCREEN:
        typer.echo(held, nl=False)
        return
    write_whole(held, out, what="the brief")


def _say(made: Made, out: Path, *, refused: Sequence[str]) -> None:
    for one in refused:
        note(f"muster: {one}")
    if out != SCREEN:
        note(made.title)
        counted = f", {made.counted:,} of them counted," if made.counted != made.claims else ""
        speakers = f" by {plural(made.speakers, 'named speaker')}" if made.speakers else ""
        note(f"{plural(made.claims, 'claim')}{counted}{speakers} in {plural(made.documents, 'document')}: {out}")
