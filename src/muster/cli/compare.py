"""`muster compare`: two runs of the estimate side by side, or one beside published numbers."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from muster.claims.errors import LedgerError, UsageError
from muster.cli.layout import Column
from muster.cli.options import AsJson, LedgerFile, in_force
from muster.cli.shown import examples, note, plural, safe, safe_json, table

if TYPE_CHECKING:
    from muster.desk.comparing import Both, Compared, OneSided, Side
    from muster.desk.published import Beside, Published

app = typer.Typer()
FORMS = {".svg": "svg", ".png": "png"}
_RUNS = (
    Column("", rank=0),
    Column("first", whole=True),
    Column("80 of 100 within", whole=True, rank=3),
    Column("second", whole=True),
    Column("80 of 100 within", whole=True, rank=3),
    Column("second less first", whole=True),
    Column("80 of 100 within", whole=True, rank=1),
    Column("times", whole=True, rank=2),
    Column("second above", whole=True),
)
_NUMBERS = (
    Column("claim", whole=True, rank=3),
    Column("who", rank=0),
    Column("said", rank=0),
    Column("days", rank=2),
    Column("run", whole=True),
    Column("80 of 100 within", whole=True),
    Column("times", whole=True),
    Column("lies above", whole=True),
    Column("went in", whole=True),
    Column("taken as", rank=5),
    Column("more of that", rank=4),
)
_FEW = 5  # claims of one run alone that are told


@app.command(
    "compare",
    epilog=examples(
        "muster compare 3f9a 77b2                               two runs of the ledger side by side",
        "muster compare 3f9a --by 'The Economist' --by CSIS     a run beside what these have published",
        "muster compare 3f9a --with 12ab --picture beside.svg   beside one claim, as a picture too",
    ),
)
def compare(
    ctx: typer.Context,
    runs: Annotated[
        list[str],
        typer.Argument(
            metavar="RUN [RUN]", help="One run or two, by their ids; the beginning will do.", show_default=False
        ),
    ],
    claims: Annotated[
        list[str] | None,
        typer.Option("--with", metavar="CLAIM", help="Against this claim, by its id; may be given again."),
    ] = None,
    sources: Annotated[
        list[str] | None,
        typer.Option(
            "--by", metavar="SOURCE", help="Against all that this body has said, or its data; may be given again."
        ),
    ] = None,
    picture: Annotated[
        Path | None,
        typer.Option("--picture", metavar="FILE", help="Draw it too, into a file that ends in .svg or .png."),
    ] = None,
    ledger: LedgerFile = None,
    as_json: AsJson = False,
) -> None:
    """Compare two runs of the estimate, or one with published numbers.

    Two runs: what each says in all and of the last months, how the second differs and how surely, and what went in otherwise. One run
    with --with or --by: each published number, what the run says of the same people, days and measure, where the number lies among the
    run's possible accounts, and whether the run was fitted to it."""
    form = _form(picture)
    settings = in_force(ctx, ledger=ledger)
    if claims or sources:
        if len(runs) != 1:
            raise UsageError(f"--with and --by hold one run against published numbers; got {len(runs)} runs")
        from muster.desk import published as beside

        numbers = beside.published(settings, runs[0], claims=claims or (), sources=sources or ())
        drawn = beside.picture(numbers, form=form) if form else None
        _put(drawn, picture)
        _say(asdict(numbers)) if as_json else _print_numbers(numbers)
        return
    if len(runs) != 2:
        raise UsageError(
            f"muster compare wants two runs, or one with --with CLAIM or --by SOURCE; got {len(runs)} and neither"
        )
    from muster.desk import comparing

    found = comparing.compared(settings, (runs[0], runs[1]))
    _put(comparing.picture(found, form=form) if form else None, picture)
    _say(asdict(found)) if as_json else _print_runs(found)


def _form(picture: Path | None) -> str | None:
    if picture is None:
        return None
    form = FORMS.get(picture.suffix.lower())
    if form is None:
        raise UsageError(f"--picture must name a file that ends in .svg or .png; got {picture}")
    return form


def _put(drawn: bytes | None, picture: Path | None) -> None:
    if drawn is None or picture is None:
        return
    try:
        picture.write_bytes(drawn)
    except OSError as error:
        raise LedgerError(f"the picture cannot be written to {picture}: {error.strerror}") from None
    note(f"drawn: {picture}")


def _say(found: dict[str, object]) -> None:
    typer.echo(safe_json(json.dumps(found, ensure_ascii=False, indent=1, default=str)))


# ------------------------------------------------------------------ two runs
def _print_runs(found: Compared) -> None:
    typer.echo(safe(f"{found.first.war or 'no known war'}, {found.since} to {found.until}"))
    for which, side in (("first", found.first), ("second", found.second)):
        typer.echo(safe(f"  {which}: {_side(side)}"))
    for party in dict.fromkeys(line.party for line in found.lines):
        its = [line for line in found.lines if line.party == party]
        typer.echo()
        typer.echo(safe(f"{party}, in all"))
        table(_RUNS, [_row(f"{line.what}{', at the end' if line.level else ''}", line.total) for line in its])
        months = list(dict.fromkeys(month for line in its for month, _ in line.recent))
        for month in months:
            typer.echo()
            typer.echo(safe(f"{party}, {month:%B %Y}"))
            table(_RUNS, [_row(line.what, both) for line in its for of, both in line.recent if of == month])
    typer.echo("\nWhat went in:")
    typer.echo(
        f"  {plural(found.alike, 'claim')} in both, {len(found.removed):,} in the first alone, {len(found.added):,} in the second alone"
    )
    for what, its_ in (("first alone", found.removed), ("second alone", found.added)):
        _one_sided(what, its_)
    same = "the same" if found.assumptions else "not the same"
    typer.echo(f"  assumptions, settings and whom they believed: {same}")
    seeds = (
        f"{found.first.seed}"
        if found.first.seed == found.second.seed
        else f"{found.first.seed} and {found.second.seed}"
    )
    typer.echo(f"  seed: {seeds}")
    for name, one, other in found.versions:
        typer.echo(safe(f"  {name}: {one} and {other}"))


def _side(one: Side) -> str:
    failed = "" if one.good else f"; it failed its own diagnostics: {'; '.join(one.faults)}"
    return f"run {one.run[:10]} of {' and '.join(one.parties)}, {one.made_at:%Y-%m-%d}, {plural(one.claims, 'claim')}{failed}"


def _one_sided(what: str, its: tuple[OneSided, ...]) -> None:
    for one in its[:_FEW]:
        typer.echo(safe(f"    {what}: {one.words or 'a claim that the ledger holds no more'} [{one.claim[:10]}]"))
    if len(its) > _FEW:
        typer.echo(f"    and {len(its) - _FEW:,} more; --json lists them")


def _row(what: str, both: Both) -> list[object]:
    return [
        what,
        _number(both.first.middle),
        _within(both.first.bands[1]),
        _number(both.second.middle),
        _within(both.second.bands[1]),
        _signed(both.less.middle),
        _within(both.less.bands[1]),
        f"{both.times.middle:.2f}" if both.times else "",
        f"{both.greater:.0%}",
    ]


def _signed(value: float) -> str:
    return f"{'+' if value > 0 else ''}{_number(value)}"


def _within(ends: tuple[float, float]) -> str:
    return f"{_number(ends[0])} – {_number(ends[1])}"


def _number(value: float) -> str:
    """To three digits."""
    if abs(value) < 10:
        return f"{value:.1f}"
    places = max(0, len(f"{abs(value):.0f}") - 3)
    return f"{round(value, -places):,.0f}"


# ------------------------------------------------------------------ published numbers
def _print_numbers(found: Published) -> None:
    typer.echo(safe(f"{found.war}: run {found.run[:10]} beside {plural(len(found.numbers), 'published number')}"))
    if not found.good:
        note(f"muster: this run failed its own diagnostics: {'; '.join(found.faults)}")
    table(_NUMBERS, [_beside(one) for one in found.numbers])
    for why, number in Counter(one.why for one in found.numbers if one.why).items():
        note(f"muster: of {plural(number, 'number')}: {why}")
    for claim, why in found.passed[:_FEW]:
        note(f"muster: {claim[:10]} is not taken, since {why}")
    if len(found.passed) > _FEW:
        note(f"muster: and {len(found.passed) - _FEW:,} more are not taken; --json lists them")


def _beside(one: Beside) -> list[object]:
    from muster.desk.published import place_words

    return [
        one.claim[:10],
        one.who,
        f"{one.party}: {one.said}",
        f"{one.start} – {one.end}",
        _number(one.answer.middle) if one.answer else "–",
        _within(one.answer.bands[1]) if one.answer else "–",
        f"{one.times:.2f}" if one.times is not None else "",
        place_words(one.below),
        "yes" if one.fitted else "no",
        one.sense,
        one.used.removeprefix("yes").removeprefix("no").lstrip(",: "),
    ]
