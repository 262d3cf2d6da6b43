"""`muster backtest`: what the account would have foretold on days gone by, and what was told afterwards."""

from __future__ import annotations

import json
import sys
from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated

import typer

from muster.claims.errors import UsageError
from muster.cli import asking
from muster.cli.bands import number, within
from muster.cli.layout import Column
from muster.cli.options import AsJson, Distrust, InWar, LedgerFile, in_force
from muster.cli.shown import examples, note, plural, safe, safe_json, table

if TYPE_CHECKING:
    from muster.desk.backtesting import Backtest, Cut, Later, Score

app = typer.Typer()
_SCORES = (
    Column("figures", rank=0),
    Column("told", whole=True),
    Column("in 50 %", whole=True, rank=1),
    Column("in 80 %", whole=True),
    Column("in 95 %", whole=True, rank=1),
    Column("CRPS", whole=True),
    Column("also naive", whole=True, rank=2),
    Column("CRPS of these", whole=True, rank=2),
    Column("naive CRPS", whole=True, rank=2),
)
_FIGURES = (
    Column("told", whole=True),
    Column("of", whole=True, rank=1),
    Column("by", rank=3),
    Column("days", whole=True, rank=2),
    Column("expected", whole=True),
    Column("80 of 100 within", whole=True),
    Column("naive", whole=True, rank=4),
    Column("claim", whole=True, rank=5),
)
_STRENGTHS = (
    Column("strength of", whole=True),
    Column("told", whole=True),
    Column("by", rank=2),
    Column("expected", whole=True),
    Column("80 of 100 within", whole=True),
    Column("naive balance", whole=True),
)
_FAR = 12  # figures outside that are shown of each cut


@app.command(
    "backtest",
    epilog=examples(
        "muster backtest --party RU --cut 2024-11-30",
        "muster backtest --party RU --cut 2024-05 --cut 2024-11 --cut 2025-05 --months 12 --json",
        "muster backtest --party RU                                every half year; takes minutes for each",
    ),
)
def backtest(
    ctx: typer.Context,
    party: Annotated[str, typer.Option("--party", metavar="PARTY", help="Whose account: a code or a name.")] = "",
    cut: Annotated[
        list[str] | None,
        typer.Option("--cut", metavar="DATE", help="What was published by this day is known; may be given again."),
    ] = None,
    months: Annotated[int, typer.Option("--months", metavar="N", help="So many months are looked ahead.")] = 12,
    scenario: Annotated[
        str, typer.Option("--scenario", metavar="NAME|FILE", help="How the months ahead are assumed to go.")
    ] = "as-now",
    distrust: Distrust = None,
    seed: Annotated[int, typer.Option("--seed", metavar="N", help="For the draws and the luck to come.", min=0)] = 1,
    failed: Annotated[
        bool, typer.Option("--failed", help="Score fits that failed their own diagnostics, too.")
    ] = False,
    of_war: InWar = None,
    ledger: LedgerFile = None,
    as_json: AsJson = False,
) -> None:
    """Try the estimate and its outlook on days gone by.

    For each cut an estimate is made of what was published by then and carried forward; then every figure that was told in the months after,
    of days after the cut, is held against what was to be expected of it, its body's habits and words included. Told are the shares that
    lie in the bands of 50, 80 and 95 of 100, and a score (CRPS on the scale of logs: the less the better) beside that of a naive reader
    who lets the figures lately told go on, and for strengths who adds recruits and takes off losses. The estimates are kept, so that the
    second time is quick; they answer nothing else."""
    from muster.desk import backtesting as desk

    settings = in_force(ctx, ledger=ledger)
    if not party.strip():
        raise UsageError("--party must be given; muster backtest --help shows an example")
    found = desk.backtest(
        desk.Wanted(
            party=asking.party("--party", party, settings=settings),
            cuts=tuple(asking.last_day("--cut", one) for one in cut or ()),
            months=months,
            scenario=scenario,
            war=next(iter(asking.wars("--of-war", [of_war] if of_war else None, settings=settings)), None),
            distrust=distrust or (),
            seed=seed,
            failed=failed,
        ),
        settings,
        tell=_tell,
    )
    if as_json:
        typer.echo(safe_json(json.dumps(asdict(found), ensure_ascii=False, indent=1, default=str)))
        return
    _shown(found)


def _tell(line: str) -> None:
    if sys.stderr.isatty():
        note(f"muster: {line} …")


def _shown(found: Backtest) -> None:
    typer.echo(
        safe(f"{found.war or 'no known war'}, {found.party}: {found.scenario}, {found.months} months from each cut")
    )
    for line in found.remarks:
        note(f"muster: {line}")
    table(_SCORES, [_score(words, one) for words, one in found.scores])
    scored, unforetold = dict(found.scores)["all"].figures, sum(one.unforetold for one in found.cuts)
    typer.echo(
        f"{plural(scored, 'figure')} were scored, {found.distinct} of them distinct, since some came after several cuts; of "
        f"{unforetold} that came neither the estimate nor the outlook speaks."
    )
    for cut in found.cuts:
        _cut(cut)
    levels = [(cut, one) for cut in found.cuts for one in cut.later if one.level]
    if levels:
        typer.echo("\nStrengths that were told, and what was to be expected of them")
        table(_STRENGTHS, [_strength(cut, one) for cut, one in levels])


def _score(words: str, one: Score) -> list[object]:
    both = (
        [] if one.own_score is None or one.naive_score is None else [f"{one.own_score:.3f}", f"{one.naive_score:.3f}"]
    )
    return [
        words,
        one.figures,
        *(f"{share:.0%}" for share in one.inside),
        f"{one.score:.3f}",
        one.both,
        *(both or ["", ""]),
    ]


def _cut(cut: Cut) -> None:
    state = "" if cut.good else f", which failed its own diagnostics: {'; '.join(cut.faults)}"
    typer.echo()
    typer.echo(safe(f"Known by {cut.day}: run {cut.run[:10]} on {plural(cut.claims, 'claim')}{state}"))
    if cut.unforetold:
        typer.echo(f"{plural(cut.unforetold, 'figure')} came of which neither the estimate nor the outlook speaks.")
    outside = [one for one in cut.later if not one.inside[1]]
    typer.echo(
        f"{plural(len(cut.later), 'figure')} came that can be scored; {len(outside)} lie outside the band of 80 of 100."
    )
    if outside:
        table(_FIGURES, [_figure(one) for one in sorted(outside, key=lambda one: -one.score)[:_FAR]])


def _figure(one: Later) -> list[object]:
    ratio = one.told < _SMALL
    naive = "" if one.naive is None else number(one.naive, ratio=ratio)
    return [
        number(one.told, ratio=ratio), one.what, one.by, one.days, number(one.expected.middle, ratio=ratio),
        within(one.expected.bands[1], ratio=ratio), naive, one.claims[0][:10],
    ]  # fmt: skip


_SMALL = 100.0  # below it is a ratio


def _strength(cut: Cut, one: Later) -> list[object]:
    return [
        f"{one.end}, from {cut.day}", number(one.told), one.by, number(one.expected.middle), within(one.expected.bands[1]),
        "" if one.balance is None else number(one.balance),
    ]  # fmt: skip
