"""`muster outlook`: the account carried forward under scenarios, and what it answers."""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated

import typer

from muster.claims.errors import UsageError
from muster.cli import asking
from muster.cli.bands import number, within
from muster.cli.layout import Column
from muster.cli.options import AsJson, InWar, LedgerFile, in_force
from muster.cli.shown import examples, note, safe, safe_json, table

if TYPE_CHECKING:
    from muster.desk.outlooks import Ahead, Banded, Outlook

app = typer.Typer()
_MONTHS = (
    Column("month", whole=True),
    Column("gained", whole=True, rank=1),
    Column("lost", whole=True, rank=1),
    Column("balance", whole=True, rank=2),
    Column("more lost", whole=True, rank=3),
    Column("with returns", whole=True),
    Column("80 of 100 within", whole=True, rank=4),
    Column("more lost so", whole=True, rank=2),
    Column("strength", whole=True),
    Column("80 of 100 ", whole=True, rank=3),
)
_DRIVERS = (
    Column("moved by", rank=0),
    Column("partial rank correlation", whole=True),
    Column("the end, least fifth", whole=True),
    Column("most fifth", whole=True),
)
_BESIDE = (
    Column("scenario", rank=0),
    Column("recruits a month", whole=True),
    Column("needed to hold", whole=True),
    Column("strength then", whole=True),
    Column("80 of 100 within", whole=True, rank=1),
    Column("goes on to", whole=True, rank=2),
    Column("and is", whole=True, rank=2),
)
_EARLIER = (
    Column("earlier war", rank=0),
    Column("counts", whole=True, rank=2),
    Column("a month", whole=True),
    Column("now, times", whole=True),
    Column("80 of 100 within", whole=True, rank=1),
)


@app.command(
    "outlook",
    epilog=examples(
        "muster outlook --party RU",
        "muster outlook --party RU --scenario as-now --scenario losses-50k      side by side, and what sets them apart",
        "muster outlook --party RU --scenario mine.toml --months 24 --json",
        "muster outlook --scenarios                                             what comes with Muster",
    ),
)
def outlook(
    ctx: typer.Context,
    party: Annotated[str, typer.Option("--party", metavar="PARTY", help="Whose force: a code or a name.")] = "",
    scenario: Annotated[
        list[str] | None,
        typer.Option(
            "--scenario",
            metavar="NAME|FILE",
            help="A scenario by its name, or a .toml or .yaml file; may be given again. Else as-now.",
        ),
    ] = None,
    months: Annotated[
        int | None, typer.Option("--months", metavar="N", help="So many months, whatever the scenarios say.")
    ] = None,
    of_war: InWar = None,
    run: Annotated[
        str | None,
        typer.Option("--run", metavar="ID", help="Carry this run of the estimate forward, though it failed."),
    ] = None,
    seed: Annotated[int, typer.Option("--seed", metavar="N", help="For the luck of the months to come.", min=0)] = 1,
    scenarios: Annotated[bool, typer.Option("--scenarios", help="List the scenarios that come with Muster.")] = False,
    ledger: LedgerFile = None,
    as_json: AsJson = False,
) -> None:
    """Say whether losses can be replaced, until when, and what would change it.

    Carries the newest good run of muster estimate forward, every draw by itself, under each scenario: balances month by month with and
    without the wounded who return, the strength, the recruits that would hold it, when it falls below the scenario's floors, what
    recruits cost, how the losses compare with those of earlier wars, and what moves the answer most. What a scenario does not name goes
    on as it went.
    """
    from muster.desk import outlooks as desk

    if scenarios:
        if as_json:
            its = [{"name": name, "title": title} for name, title in desk.offered()]
            typer.echo(safe_json(json.dumps(its, ensure_ascii=False, indent=1)))
            return
        for name, title in desk.offered():
            typer.echo(f"{name:20} {title}")
        return
    settings = in_force(ctx, ledger=ledger)
    if not party.strip():
        raise UsageError("--party must be given; muster outlook --help shows an example")
    wanted = desk.Wanted(
        party=asking.party("--party", party, settings=settings),
        scenarios=scenario or (desk.PLAIN,),
        war=next(iter(asking.wars("--of-war", [of_war] if of_war else None, settings=settings)), None),
        run=run,
        months=months,
        seed=seed,
    )
    ahead = desk.looked_ahead(wanted, settings)
    for one in ahead.outlooks:
        for line in one.scenario.remarks:
            note(f"muster: {line}")
    if as_json:
        typer.echo(safe_json(json.dumps(asdict(ahead), ensure_ascii=False, indent=1, default=str)))
        return
    _shown(ahead)


def _shown(ahead: Ahead) -> None:
    from muster.desk import outlooks as desk

    failed = "" if ahead.good else ", which failed its own diagnostics"
    note(f"muster: the run {ahead.run[:10]} of {ahead.made_at:%Y-%m-%d}{failed}, carried forward")
    for one in ahead.outlooks:
        typer.echo(f"\n{safe(one.scenario.title)} ({one.party}, {one.months[0]:%Y-%m} to {one.months[-1]:%Y-%m})")
        table(_MONTHS, [_month(one, at) for at in range(len(one.months))])
        for line in desk.sentences(one):
            typer.echo(line)
    first = ahead.outlooks[0]
    if len(ahead.outlooks) > 1:
        last = " (the last month that all of them reach)" if len({one.months[-1] for one in ahead.outlooks}) > 1 else ""
        typer.echo(
            f"\nSide by side, at the end of {ahead.until:%Y-%m}{last}; recruits are those of the whole horizon of each"
        )
        table(_BESIDE, [_beside(one, ahead.until) for one in ahead.outlooks])
        for other, causes in zip(ahead.outlooks[1:], ahead.causes, strict=True):
            told = "; ".join(f"{one.what} {signed(one.people.middle)} ({_between(one.people)})" for one in causes)
            typer.echo(
                safe(
                    f"What sets “{other.scenario.title}” apart from “{first.scenario.title}” at the end of {ahead.until:%Y-%m}, 80 of 100 "
                    f"within: {told}."
                )
            )
        return
    typer.echo(f"\nWhat moves the {'strength' if first.strength else 'balance'} at the end")
    table(_DRIVERS, [[one.name, f"{one.rank:+.2f}", number(one.least), number(one.most)] for one in first.drivers])
    if first.earlier:
        typer.echo("\nAgainst earlier wars, each at its own scope")
        table(
            _EARLIER,
            [
                [one.name, one.scope, number(one.a_month), number(one.times.middle, ratio=True), within(one.times.bands[1], ratio=True)]
                for one in first.earlier
            ],
        )  # fmt: skip


def _month(one: Outlook, at: int) -> list[object]:
    its = one.balances[at]
    force = one.strength[at] if one.strength else None
    return [
        f"{its.month:%Y-%m}", number(its.gained.middle), number(its.lost.middle), signed(its.without.middle),
        f"{its.chance_without:.0%}", signed(its.with_return.middle),
        f"{signed(its.with_return.bands[1][0])} – {signed(its.with_return.bands[1][1])}", f"{its.chance_with:.0%}",
        "" if force is None else number(force.middle), "" if force is None else within(force.bands[1]),
    ]  # fmt: skip


def _beside(one: Outlook, until: dt.date) -> list[object]:
    needed = "" if one.needed is None else number(one.needed.middle)
    if not one.strength:
        return [
            one.scenario.title,
            number(one.recruits.middle),
            needed,
            "not estimated",
            "",
            f"{one.months[-1]:%Y-%m}",
            "",
        ]
    then, end = one.strength[one.months.index(until)], one.strength[-1]
    return [
        one.scenario.title, number(one.recruits.middle), needed, number(then.middle), within(then.bands[1]),
        f"{one.months[-1]:%Y-%m}", number(end.middle),
    ]  # fmt: skip


def _between(one: Banded) -> str:
    low, high = one.bands[1]
    return f"{signed(low)} to {signed(high)}"


def signed(value: float) -> str:
    """A number with its sign."""
    return f"{'+' if value > 0 else ''}{number(value)}"
