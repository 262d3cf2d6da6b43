"""`muster watch`: a board of indicators, what changed on it, and the same as a feed."""

from __future__ import annotations

import json
import re
import textwrap
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from muster.claims.errors import UsageError
from muster.cli import asking
from muster.cli.check import telling
from muster.cli.options import AsJson, InWar, LedgerFile, in_force
from muster.cli.shown import examples, note, on_terminal, plural, safe, safe_json, table
from muster.desk.settings import Settings

if TYPE_CHECKING:
    from rich.console import Console

    from muster.desk.watching import Board, Change, Past, Result, Watched

app = typer.Typer()
REACHED = 1  # the exit code where an indicator stands so that --fail-on names
FAILING = ("watch", "alert")
_DAY = re.compile(r"\d{4}(?:-\d{1,2}){0,2}")
_WIDTH = 100
_SHOWN = 4  # claims named on a screen
_STYLES = {"alert": "bold red", "watch": "bold yellow", "quiet": "bold green", "cannot tell": "bold dim"}


@app.command(
    "watch",
    epilog=examples(
        "muster watch --party RU                              the board, alerts first",
        "muster watch --party RU --json > board.json          the same for programs, and to keep",
        "muster watch --party RU --since board.json           what changed since",
        "muster watch --party RU --fail-on alert              for cron: exit code 1 where something stands at alert",
        "muster watch --party RU --feed watch.atom            write a feed of what stands at watch or alert",
        "muster watch --explain I04                           what an indicator reads, by which rule and thresholds",
    ),
)
def watch(
    ctx: typer.Context,
    party: Annotated[str, typer.Option("--party", metavar="PARTY", help="Of whom: a code or a name.")] = "",
    of_war: InWar = None,
    indicator: Annotated[
        list[str] | None,
        typer.Option("--indicator", metavar="ID", help="Only this indicator, such as I04; may be given again."),
    ] = None,
    explain: Annotated[
        str | None,
        typer.Option("--explain", metavar="ID", help="Say what an indicator is instead; all lists them."),
    ] = None,
    since: Annotated[
        Path | None,
        typer.Option("--since", metavar="FILE", help="Say what changed since a board that --json wrote."),
    ] = None,
    feed: Annotated[
        Path | None, typer.Option("--feed", metavar="FILE", help="Write an Atom feed of what stands at watch or alert.")
    ] = None,
    fail_on: Annotated[
        str | None,
        typer.Option(
            "--fail-on",
            metavar="STATE",
            help="Exit with 1 where an indicator stands at this state or a graver one: watch or alert. With --since, where one has "
            "changed to it, or stands at it over a further thing.",
        ),
    ] = None,
    ledger: LedgerFile = None,
    as_json: AsJson = False,
) -> None:
    """Say of twenty indicators whether they are quiet, to be watched, alert or cannot be told, and why.

    They read what the ledger holds of a party, what muster check finds on it, and the newest good run of muster estimate with its outlook.
    Thresholds stand in muster.toml where they are other than shipped. The exit code is 0 whatever stands on the board, but for --fail-on.
    """
    settings = in_force(ctx, ledger=ledger)
    if explain is not None:
        _explain(explain, settings, as_json=as_json)
        return
    if not party.strip():
        raise UsageError("--party must be given; muster watch --help shows an example")
    shown = [_id("--indicator", one) for one in indicator or ()]
    fatal = _fatal(fail_on)
    before = _before(since, party)
    wars = asking.wars("--of-war", [of_war] if of_war else None, settings=settings)
    found = _watched(asking.party("--party", party, settings=settings), settings, war=next(iter(wars), None))
    board = found.board
    results = [one for one in board.gravest_first if not shown or one.id in shown]
    changed = _changed(before, board, results)
    if feed is not None:
        _feed(board, feed)
    if as_json:
        _json(board, results if shown else None, changed)
    elif before is not None and changed is not None:
        _show_changes(changed, before)
    elif feed is None:
        _show(board, results, questions=not shown)
    for line in found.told:
        note(f"muster: {line}")
    standing = results if changed is None else [one.result for one in changed if one.graver]
    if any(one.state.value in fatal for one in standing):
        raise typer.Exit(REACHED)


# ------------------------------------------------------------------ what is asked
def _id(option: str, value: str) -> str:
    from muster.desk.watching import indicators

    return asking.one_of(
        option, value.strip().upper(), known=indicators(), listed="an indicator, I01 to I20; muster watch --explain all lists them"
    )  # fmt: skip


def _fatal(value: str | None) -> tuple[str, ...]:
    """The states that fail: the one named and those above it."""
    if value is None:
        return ()
    return FAILING[FAILING.index(asking.one_of("--fail-on", value.strip().lower(), known=FAILING)) :]


def _before(since: Path | None, party: str) -> Past | None:
    from muster.desk import watching

    if since is None:
        return None
    if _DAY.fullmatch(str(since)) and not since.exists():
        raise UsageError(
            f"--since wants a file that muster watch --json wrote, for what a board said on a day is kept nowhere else; got {since}. "
            f"muster watch --party {party} --json > board.json keeps one"
        )
    return watching.earlier(since)


def _watched(party: str, settings: Settings, *, war: str | None) -> Watched:
    from muster.desk import watching

    with telling() as tell:
        return watching.watch(party, settings, war=war, tell=tell)


def _changed(before: Past | None, board: Board, results: Sequence[Result]) -> list[Change] | None:
    from muster.desk import watching

    if before is None:
        return None
    ids = {one.id for one in results}
    return [one for one in watching.changed(before, board) if one.result.id in ids]


# ------------------------------------------------------------------ the board
def _show(board: Board, results: Sequence[Result], *, questions: bool) -> None:
    from muster.desk.watching import indicators

    words = indicators()
    if on_terminal():
        _draw(board, results, questions=questions)
    else:
        rows = [
            [one.state.value, one.id, words[one.id].name, one.day, one.why, ",".join(one.claims)] for one in results
        ]
        asked = [[one.state.value, one.question.id, one.question.asks, board.day, one.why, ""] for one in board.answers]
        table(("state", "id", "indicator", "day", "why", "claims"), [*rows, *(asked if questions else [])])
    run = f"the estimate {board.run[:10]}" if board.run else "no estimate"
    note(f"{_counted(results)}; {board.side} as of {board.day}, with {run}")


def _counted(results: Sequence[Result]) -> str:
    found = []
    for state in _STYLES:
        number = sum(one.state.value == state for one in results)
        if number:
            found.append(f"{number} {state}")
    return f"{plural(len(results), 'indicator')}: {', '.join(found)}"


def _draw(board: Board, results: Sequence[Result], *, questions: bool) -> None:
    from rich.console import Console
    from rich.text import Text

    from muster.desk.watching import indicators

    console, words = Console(), indicators()
    for state, style in _STYLES.items():
        its = [one for one in results if one.state.value == state]
        if its:
            console.print(Text(state.upper(), style=style))
        for one in its:
            _put(console, Text(f"{one.id}  ", style="dim").append(words[one.id].name, style="bold"), indent=2)
            _put(console, Text(safe(one.why)), indent=7)
            if one.claims:
                more = f" and {len(one.claims) - _SHOWN:,} more" if len(one.claims) > _SHOWN else ""
                said = f"claims {', '.join(claim[:10] for claim in one.claims[:_SHOWN])}{more}"
                _put(console, Text(safe(said), style="dim"), indent=7)
        if its:
            console.print()
    for answer in board.answers if questions else ():
        head = Text(f"{answer.question.id}  ", style="dim").append(answer.question.asks, style="bold")
        _put(console, head.append(f"  {answer.state.value}", style=_STYLES[answer.state.value]))
        _put(console, Text(safe(answer.why)), indent=4)
    if questions:
        console.print()


def _put(console: Console, text: object, *, indent: int = 0) -> None:
    from rich.padding import Padding

    console.print(Padding(text, (0, 0, 0, indent)))  # type: ignore[arg-type]


def _json(board: Board, shown: Sequence[Result] | None, changed: Sequence[Change] | None) -> None:
    from muster.desk.watching import record

    made = record(board, shown=shown, changed=changed)
    typer.echo(safe_json(json.dumps(made, ensure_ascii=False, indent=1, allow_nan=False)))


# ------------------------------------------------------------------ what changed, and the feed
def _show_changes(changed: Sequence[Change], before: Past) -> None:
    from muster.desk.watching import indicators

    words = indicators()
    if changed:
        table(
            ("was", "now", "id", "indicator", "why", "new claims"),
            [
                [one.before.value if one.before else "", one.result.state.value, one.result.id, words[one.result.id].name,
                 one.result.why, one.new]
                for one in changed
            ],
        )  # fmt: skip
    note(f"{plural(len(changed), 'change') if changed else 'nothing changed'} since the board of {before.day}")


def _feed(board: Board, out: Path) -> None:
    from muster.cli.exporting import write_whole
    from muster.desk import watching

    text = watching.feed(board)
    write_whole(text, out, what="the feed")
    entries = sum(one.state.value in FAILING for one in board.results)
    note(f"{entries} {'entry' if entries == 1 else 'entries'} written to {out}")


# ------------------------------------------------------------------ what an indicator is
def _explain(value: str, settings: Settings, *, as_json: bool) -> None:
    from muster.desk import watching

    if value.strip().lower() == "all":
        rows = [[one.id, one.name, one.rule] for one in watching.indicators().values()]
        table(("id", "indicator", "rule"), rows)
        return
    one, thresholds = watching.explained(_id("--explain", value), settings)
    if as_json:
        record = {**asdict(one), "thresholds": [asdict(its) for its in thresholds]}
        typer.echo(safe_json(json.dumps(record, ensure_ascii=False, indent=1)))
        return
    typer.echo(f"{one.id}  {one.name}")
    for head, said in (
        ("What it reads", one.inputs),
        ("By which rule", one.rule),
        ("When it is silent or wrong", one.limits),
    ):
        typer.echo(head)
        typer.echo(textwrap.indent(textwrap.fill(said, _WIDTH), "  "))
    table(("threshold", "is", "unit", "why"), [[its.name, f"{its.value:g}", its.unit, its.why] for its in thresholds])
