"""`muster estimate`: one posterior account from claims that disagree."""

from __future__ import annotations

import json
import sys
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from muster.claims.errors import FitFailed, UsageError
from muster.cli import asking
from muster.cli.layout import Column
from muster.cli.options import AsJson, Distrust, InWar, LedgerFile, Trust, Wars, in_force
from muster.cli.shown import examples, note, plural, safe, safe_json, table

if TYPE_CHECKING:
    from muster.desk.estimates import Banded, Summary

app = typer.Typer()
_FLOWS = (
    Column("", rank=0),
    Column("in all", whole=True),
    Column("80 of 100 within", whole=True),
    Column("95 of 100 within", rank=1),
    Column("last months", rank=2),
    Column("rests on", rank=3),
)
_BASES = (
    Column("data of", rank=0),
    Column("bears", whole=True),
    Column("claims", whole=True),
    Column("towards", whole=True),
)
_FEW = 10


@app.command(
    "estimate",
    epilog=examples(
        "muster estimate --party RU",
        "muster estimate --party RU --anchor 'Mediazona and Meduza' --distrust 'The Economist'",
        "muster estimate --party RU --party UA --settings priors.toml --seed 7 --json",
        "muster estimate --explain                       every assumption with its reason",
    ),
)
def estimate(
    ctx: typer.Context,
    party: Annotated[
        list[str] | None, typer.Option("--party", metavar="PARTY", help="Whose account; may be given again.")
    ] = None,
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
    of_war: InWar = None,
    explain: Annotated[
        bool, typer.Option("--explain", help="Print every assumption with its reason, and fit nothing.")
    ] = False,
    failed: Annotated[bool, typer.Option("--failed", help="Show a fit though its own diagnostics refuse it.")] = False,
    wars: Wars = None,
    ledger: LedgerFile = None,
    as_json: AsJson = False,
) -> None:
    """Fuse the ledger's claims into one account with its uncertainty.

    Each month's killed, wounded, missing, recruits and strength, from claims that differ in bias, words and care: copies count
    once, each body's habit is learned beside the others', and what no claim can settle stays open. The run is kept; the same inputs
    are answered from it. A fit that its own diagnostics refuse is kept as failed and not shown unless asked for."""
    from muster.desk import estimates, estimating

    if explain:
        _explain(estimating.assumptions(file), as_json=as_json)
        return
    settings = in_force(ctx, ledger=ledger, wars=wars)
    if not party:
        raise UsageError("--party must be given; muster estimate --help shows an example")
    wanted = estimating.Wanted(
        parties=tuple(dict.fromkeys(asking.party("--party", one, settings=settings) for one in party)),
        war=next(iter(asking.wars("--of-war", [of_war] if of_war else None, settings=settings)), None),
        trust=trust or (),
        distrust=distrust or (),
        anchor=anchor or (),
        file=file,
        seed=seed,
    )
    found = estimates.summary(estimating.estimated(wanted, settings, tell=_tell))
    if as_json:
        typer.echo(safe_json(json.dumps(asdict(found), ensure_ascii=False, indent=1, default=str)))
    elif found.good or failed:
        _print(found)
    if not found.good and not failed:
        raise FitFailed(
            f"the fit failed its own diagnostics: {'; '.join(found.faults)}. It is kept as failed ({found.run[:10]}); "
            "--failed shows it, another --seed or fewer contradictory claims may settle it"
        )


def _tell(line: str) -> None:
    if sys.stderr.isatty():
        note(f"muster: {line} …")


# ------------------------------------------------------------------ what is shown
def _print(found: Summary) -> None:
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
    for party in dict.fromkeys(line.party for line in found.lines):
        typer.echo(safe(f"\n{party}"))
        table(_FLOWS, [_row(line) for line in found.lines if line.party == party])
    typer.echo(
        f"\nWhat bears on the first line, and which way more weight would move it ({found.unsettled:.0%} of its uncertainty is what bodies "
        "of one side may have in common, which no claim settles):"
    )
    table(
        _BASES,
        [
            [one.name, f"{one.share:.0%}", len(one.claims), "more" if one.up else "fewer"]
            for one in found.weighed[:_FEW]
        ],
    )
    single = ", ".join(f"{one.name} [{one.claims[0][:10]}] {one.share:.0%}" for one in found.bearing)
    typer.echo(safe(f"The figures that bear most: {single}"))
    if found.far_out:
        typer.echo("\nFar out, as the others see it:")
        for one in found.far_out[:_FEW]:
            way = "high" if one.rank > 0.5 else "low"
            typer.echo(safe(f"  {one.name}: {one.number:,.0f} {one.what}, {one.days}, is {way} [{one.claims[0][:10]}]"))
    for why, number in sorted(found.aside.items(), key=lambda pair: -pair[1])[:_FEW]:
        note(f"muster: {plural(number, 'claim')} not used: {why}")


def _row(line: Any) -> list[object]:
    recent = ", ".join(f"{month:%b %Y} {_number(line, banded.middle)}" for month, banded in line.recent)
    total: Banded = line.total
    rests = "the prior alone" if line.prior else "claims"
    if line.level:
        recent = ""
    return [
        line.what,
        _number(line, total.middle),
        _within(line, total.bands[1]),
        _within(line, total.bands[2]),
        recent,
        rests,
    ]


def _within(line: Any, ends: tuple[float, float]) -> str:
    return f"{_number(line, ends[0])} – {_number(line, ends[1])}"


def _number(line: Any, value: float) -> str:
    if line.what == "wounded per killed":
        return f"{value:.1f}"
    places = max(0, len(f"{abs(value):.0f}") - 3)
    return f"{round(value, -places):,.0f}"


def _explain(assumed: list[dict[str, str]], *, as_json: bool) -> None:
    if as_json:
        typer.echo(safe_json(json.dumps(assumed, ensure_ascii=False, indent=1)))
        return
    table(
        (Column("assumption", rank=0), Column("is", whole=True), Column("why", rank=1)),
        [[one["name"], one["is"], one["why"]] for one in assumed],
    )
