"""`muster add`: documents into the ledger, with progress, refusals in a line each, and a way out that loses nothing."""

from __future__ import annotations

import json
import signal
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from muster.claims.errors import UsageError
from muster.cli.options import AsJson, LedgerFile, Published, Publisher, Wars, in_force, publication
from muster.cli.shown import examples, note, note_of, plural, safe, safe_json

if TYPE_CHECKING:
    from muster.desk.bringing import Refused
    from muster.desk.ingest import Tally, Told

app = typer.Typer()
INTERRUPTED = 130
_EVERY = 2.0  # seconds between two lines of progress in a pipe


@app.command(
    "add",
    epilog=examples(
        "muster add reports/",
        "muster add page.html --published 2024-12-09 --publisher 'The Daily'",
        "muster add reports/ --ledger war.duckdb --jobs 4",
        "muster add --fetch https://example.org/report.html",
    ),
)
def add(
    ctx: typer.Context,
    paths: Annotated[
        list[Path] | None,
        typer.Argument(metavar="PATH…", help="Files and folders; - is standard input.", show_default=False),
    ] = None,
    fetch: Annotated[
        list[str] | None,
        typer.Option(
            "--fetch",
            metavar="ADDRESS",
            help="Ask for the page at this public address, over the network; may be given again.",
        ),
    ] = None,
    ledger: LedgerFile = None,
    published: Published = None,
    publisher: Publisher = None,
    war: Wars = None,
    jobs: Annotated[
        int | None,
        typer.Option("--jobs", metavar="N", help="How many processes read; else as many as there are processors."),
    ] = None,
    as_json: AsJson = False,
    quiet: Annotated[bool, typer.Option("--quiet", help="Print refusals and nothing else.")] = False,
) -> None:
    """Read reports and keep them in the ledger.

    Adding a thing twice adds nothing. It can be stopped at any moment, with Ctrl-C or without ceremony: what was kept stays
    kept, and the same command goes on from there.
    """
    from tempfile import TemporaryDirectory

    from muster.desk import finding, ingest

    settings = in_force(ctx, ledger=ledger, wars=war, jobs=jobs)
    if not paths and not fetch:
        raise UsageError("name files or folders to add, or an address with --fetch")
    with TemporaryDirectory(prefix="muster-brought-") as folder:
        places, missed = _brought(fetch or (), Path(folder), quiet=quiet)
        how = ingest.how(settings, published=publication(published), publisher=publisher, places=places)
        with _interruptible() as stop, _teller(quiet=quiet) as tell:
            tally = ingest.add([*(paths or ()), *places], settings, how=how, tell=tell, stop=stop)
    tally.refused[:0] = missed
    for notice, names in tally.noticed.items() if not quiet else ():
        note_of(names, notice)
    if as_json:
        typer.echo(safe_json(json.dumps(_record(tally), ensure_ascii=False, indent=1)))
    elif not quiet:
        _summary(tally, str(settings.ledger))
    if tally.stopped:
        note(f"muster: stopped; {plural(tally.kept, 'document')} kept. The same command goes on from there.")
        raise typer.Exit(INTERRUPTED)
    code = finding.code(tally.refused, paths or ()) or (0 if tally.kept and not missed else finding.NOTHING_READABLE)
    if code:
        raise typer.Exit(code)


def _brought(addresses: Sequence[str], folder: Path, *, quiet: bool) -> tuple[dict[Path, str], list[Refused]]:
    if not addresses:
        return {}, []
    from muster.desk import bringing

    places, missed = bringing.brought(addresses, folder, tell=(lambda _: None) if quiet else note)
    for one in missed:
        note(f"muster: {one.origin}: {one.message}")
    return places, missed


def _record(tally: Tally) -> dict[str, Any]:
    return {
        "added": tally.added,
        "changed": tally.changed,
        "reread": tally.reread,
        "known": tally.known,
        "claims": tally.claims,
        "rejections": tally.rejections,
        "noticed": [{"documents": names, "message": str(notice)} for notice, names in tally.noticed.items()],
        "refused": [{"document": one.origin, "reason": one.reason, "message": one.message} for one in tally.refused],
        "versions": [
            {"place": one.origin, "document": one.document, "instead_of": one.instead_of} for one in tally.versions
        ],
        "put_right": [
            {"place": one.origin, "document": one.document, "instead_of": one.instead_of} for one in tally.put_right
        ],
        "left_behind": tally.left_behind,
        "stopped": tally.stopped,
    }


def _summary(tally: Tally, ledger: str) -> None:
    parts = [f"{plural(tally.added, 'document')} added", f"{tally.known:,} already known"]
    parts += [f"{len(tally.put_right):,} put right"] * bool(tally.put_right)
    parts += [f"{tally.changed:,} changed"] * bool(tally.changed) + [f"{tally.reread:,} read anew"] * bool(tally.reread)
    parts += [f"{len(tally.refused):,} refused"]
    typer.echo(
        safe(
            f"{', '.join(parts)}; {plural(tally.claims, 'claim')}, {plural(tally.rejections, 'other figure')} set aside. Ledger: {ledger}"
        )
    )
    left = dict(tally.left_behind)
    for one in tally.versions:
        judged = _stayed(left.pop(one.document, 0), "it")
        typer.echo(safe(f"  {one.origin} changed: {one.document[:12]} beside {(one.instead_of or '')[:12]}{judged}"))
    for one in tally.put_right:
        said = f"{one.origin}: the same text under what was said of it; {one.document[:12]} stands for {(one.instead_of or '')[:12]}"
        typer.echo(safe(f"  {said}{_stayed(left.pop(one.document, 0), 'it')}"))
    for document, number in left.items():
        typer.echo(safe(f"  {document[:12]} read anew{_stayed(number, 'the new reading')}"))


def _stayed(judgements: int, where: str) -> str:
    if not judgements:
        return ""
    return f"; {plural(judgements, 'judgement')} did not go with it, for the sentences judged are no longer in {where}"


# ------------------------------------------------------------------ while it runs
@contextmanager
def _interruptible() -> Iterator[Callable[[], bool]]:
    """Within it the first Ctrl-C is a request, which the function given tells of; the second stops at once."""
    asked: list[int] = []

    def request(number: int, _: object) -> None:
        if asked:
            raise KeyboardInterrupt
        asked.append(number)

    try:
        before = signal.signal(signal.SIGINT, request)
    except ValueError:  # not the main thread, where no signal arrives
        yield lambda: False
        return
    try:
        yield lambda: bool(asked)
    finally:
        signal.signal(signal.SIGINT, before)


@contextmanager
def _teller(*, quiet: bool) -> Iterator[Callable[[Told], None]]:
    """A line for each refusal and, unless quiet, how far it has come: a live line on a terminal, now and then one in a pipe."""
    if quiet or not sys.stderr.isatty():
        yield _plain(quiet=quiet)
        return
    from rich.console import Console
    from rich.text import Text

    console = Console(stderr=True)
    with console.status("Reading …") as status:

        def tell(told: Told) -> None:
            if told.refused is not None:
                console.print(Text(safe(f"muster: {told.refused.origin}: {told.refused.message}")))
            status.update(f"Reading … {_progress(told.tally)}")

        yield tell


def _plain(*, quiet: bool) -> Callable[[Told], None]:
    last = time.monotonic()

    def tell(told: Told) -> None:
        nonlocal last
        if told.refused is not None:
            note(f"muster: {told.refused.origin}: {told.refused.message}")
        elif not quiet and time.monotonic() - last >= _EVERY:
            last = time.monotonic()
            note(f"so far {_progress(told.tally)}")

    return tell


def _progress(tally: Tally) -> str:
    refused = f", {len(tally.refused):,} refused" if tally.refused else ""
    return f"{plural(tally.kept, 'document')} done{refused}, {plural(tally.claims, 'claim')}"
