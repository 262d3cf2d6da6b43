"""`muster estimate`: one posterior account from claims that disagree."""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from muster.claims.errors import FitFailed, UsageError
from muster.cli import asking, bands
from muster.cli.layout import Column
from muster.cli.options import AsJson, Distrust, InWar, LedgerFile, Since, Trust, Until, Wars, in_force
from muster.cli.shown import examples, note, plural, safe, safe_json, table

if TYPE_CHECKING:
    from muster.desk.estimates import Bias, Line, Summary, Weights

app = typer.Typer()
_FLOWS = (
    Column("", rank=0),
    Column("in all", whole=True),
    Column("50 of 100 within", whole=True, rank=3),
    Column("80 of 100 within", whole=True),
    Column("95 of 100 within", whole=True, rank=1),
    Column("last months", rank=4),
    Column("rests on", rank=2),
)
_BASES = (
    Column("data of", rank=0),
    Column("bears", whole=True),
    Column("claims", whole=True),
    Column("towards", whole=True),
)
_BIASES = (
    Column("data of", rank=0),
    Column("on", whole=True),
    Column("figures", whole=True, rank=4),
    Column("before", whole=True, rank=1),
    Column("now", whole=True),
    Column("narrower by", whole=True, rank=3),
    Column("so it", rank=2),
)
_FEW = 10


@app.command(
    "estimate",
    epilog=examples(
        "muster estimate --party RU",
        "muster estimate --party RU --anchor 'Mediazona and Meduza' --distrust 'The Economist'",
        "muster estimate --party RU --from 2024-09 --to 2024-11 --biases",
        "muster estimate --party RU --party UA --settings priors.toml --seed 7 --json",
        "muster estimate --explain                       every assumption with its reason",
    ),
)
def estimate(
    ctx: typer.Context,
    party: Annotated[
        list[str] | None, typer.Option("--party", metavar="PARTY", help="Whose account; may be given again.")
    ] = None,
    since: Since = "",
    until: Until = "",
    trust: Trust = None,
    distrust: Distrust = None,
    anchor: Annotated[
        list[str] | None,
        typer.Option(
            "--anchor", metavar="BODY", help="Take this body's losses as nearly without bias; may be given again."
        ),
    ] = None,
    file: Annotated[
        Path | None,
        typer.Option("--settings", metavar="FILE", help="Assumptions to lay over those that come with Muster."),
    ] = None,
    seed: Annotated[
        int, typer.Option("--seed", metavar="N", help="What the draws begin from; the same gives the same.", min=0)
    ] = 1,
    known_by: Annotated[
        str | None, typer.Option("--known-by", metavar="DATE", help="Of what was published by this day alone.")
    ] = None,
    of_war: InWar = None,
    explain: Annotated[
        bool, typer.Option("--explain", help="Print every assumption with its reason, and fit nothing.")
    ] = False,
    biases: Annotated[
        bool, typer.Option("--biases", help="Show also each body's bias, as it was assumed and as the claims leave it.")
    ] = False,
    failed: Annotated[bool, typer.Option("--failed", help="Show a fit though its own diagnostics refuse it.")] = False,
    wars: Wars = None,
    ledger: LedgerFile = None,
    as_json: AsJson = False,
) -> None:
    """Fuse the ledger's claims into one account with its uncertainty.

    Each month's killed, wounded, missing, recruits and strength, from claims that differ in bias, words and care: copies count
    once, each body's habit is learned beside the others', and what no claim can settle stays open. The run is kept; the same inputs
    are answered from it. A fit that its own diagnostics refuse is kept as failed and not shown unless asked for. With --from and --to
    the totals and months that are printed are of these days; the fit uses all claims all the same, and is not made again for other days."""
    from muster.desk import estimates, estimating

    if explain:
        _explain(estimating.assumptions(file), as_json=as_json)
        return
    settings = in_force(ctx, ledger=ledger, wars=wars)
    first, last = asking.period(since, until)
    if not party:
        raise UsageError("--party must be given; muster estimate --help shows an example")
    wanted = estimating.Wanted(
        parties=tuple(sorted({asking.party("--party", one, settings=settings) for one in party})),
        war=next(iter(asking.wars("--of-war", [of_war] if of_war else None, settings=settings)), None),
        trust=trust or (),
        distrust=distrust or (),
        anchor=anchor or (),
        file=file,
        seed=seed,
        by=None if known_by is None else asking.last_day("--known-by", known_by),
    )
    found = estimates.summary(estimating.estimated(wanted, settings, tell=_tell), since=first, until=last)
    if as_json:
        typer.echo(safe_json(json.dumps(asdict(found), ensure_ascii=False, indent=1, default=str)))
    elif found.good or failed:
        _print(found, biases=biases)
    if not found.good and not failed:
        raise FitFailed(
            f"the fit failed its own diagnostics: {'; '.join(found.faults)}. It is kept as failed ({found.run[:10]}); "
            "--failed shows it, another --seed or fewer contradictory claims may settle it"
        )


def _tell(line: str) -> None:
    if sys.stderr.isatty():
        note(f"muster: {line} …")


# ------------------------------------------------------------------ what is shown
def _print(found: Summary, *, biases: bool) -> None:
    again = ", from the ledger" if found.again else ""
    typer.echo(
        safe(
            f"{found.war}, {found.first} to {found.last}: run {found.run[:10]} on {plural(found.used, 'claim')}{again}"
        )
    )
    if not found.calibrated:
        note("muster: the calibration of this version has not been measured; read the bands as the model's own")
    if not found.good:
        note(f"muster: this fit failed its own diagnostics: {'; '.join(found.faults)}")
    for one in found.weights:
        typer.echo()
        typer.echo(safe(one.party))
        table(_FLOWS, [_row(line) for line in found.lines if line.party == one.party])
        _bears(one)
        if biases:
            _biased([bias for bias in found.biases if bias.party == one.party])
    if found.far_out:
        typer.echo("\nFar out, as the others see it:")
        for its in found.far_out[:_FEW]:
            way = "high" if its.rank > 0.5 else "low"
            typer.echo(
                safe(
                    f"  {bands.told_apart(its.name, its.apart)}: {its.number:,.0f} {its.what}, {its.party}, {its.days}, is {way} "
                    f"[{its.claims[0][:10]}]"
                )
            )
    for why, number in sorted(found.aside.items(), key=lambda pair: -pair[1])[:_FEW]:
        note(f"muster: {plural(number, 'claim')} not used: {why}")


def _bears(one: Weights) -> None:
    typer.echo()
    typer.echo(safe(f"What bears on “{one.of}”, and which way more weight would move it:"))
    table(
        _BASES,
        [
            [bands.told_apart(its.name, its.apart), f"{its.share:.0%}", len(its.claims), bands.way(its)]
            for its in one.weighed[:_FEW]
        ],
    )
    typer.echo("The figures that bear most:")
    bands.bearing(one.bearing)
    typer.echo(bands.resting(one.rests, one.of))


def _row(line: Line) -> list[object]:
    from muster.desk import saying

    ratio = line.what == "wounded per killed"
    recent = ", ".join(
        f"{month:%b %Y} {bands.number(banded.middle, ratio=ratio)}" for month, banded in line.recent if not line.level
    )
    return [
        line.what,
        bands.number(line.total.middle, ratio=ratio),
        *(bands.within(ends, ratio=ratio) for ends in line.total.bands),
        recent,
        saying.resting_words(prior=line.prior),
    ]


# ------------------------------------------------------------------ biases
def _biased(its: Sequence[Bias]) -> None:
    typer.echo("\nWhat was assumed of each bias, and what the claims leave of it (80 of 100 lie within):")
    if not its:
        typer.echo("  no body told more than once, so that its habit cannot be told from its noise")
        return
    table(
        _BIASES,
        [
            [
                f"in common: {one.whom}" if one.kind == "in common" else bands.told_apart(one.whom, one.apart),
                one.what.replace("_", " "), one.figures, _factors(one, one.before), _factors(one, one.after),
                f"{max(one.narrower, 0):.0%}", _so(one),
            ]
            for one in its
        ],
    )  # fmt: skip
    typer.echo(
        "A body's bias is its own and what its side has in common. One that told once is not here: it cannot be told from noise."
    )


def _factors(one: Bias, ends: tuple[float, float]) -> str:
    if one.kind == "list":
        return f"{ends[0]:.0%} – {ends[1]:.0%}"
    return f"× {ends[0]:.2f} – {ends[1]:.2f}"


def _so(one: Bias) -> str:
    """What a bias says, in words."""
    if one.narrower < _LITTLE and one.after[0] <= one.before[1] and one.before[0] <= one.after[1]:
        return "is as assumed: the claims say little of it"
    if one.kind == "list":
        return f"finds {one.middle:.0%} of the dead in the end"
    if not one.settled:
        return "may count what the account holds"
    said = f"counts {one.middle:.1f} times what the account holds"
    return f"{said}, though an anchor" if one.anchor else said


_LITTLE = 0.1  # of the band that was assumed


def _explain(assumed: list[dict[str, str]], *, as_json: bool) -> None:
    if as_json:
        typer.echo(safe_json(json.dumps(assumed, ensure_ascii=False, indent=1)))
        return
    table(
        (Column("assumption", rank=0), Column("is", whole=True), Column("why", rank=1)),
        [[one["name"], one["is"], one["why"]] for one in assumed],
    )
