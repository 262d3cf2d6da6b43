"""`muster review`: a judgement on a claim, or the queue of those that wait for one, least certain first."""

from __future__ import annotations

import sys
from dataclasses import replace
from typing import TYPE_CHECKING, Annotated, Any

import typer

from muster.claims import MEASURES, STATUSES
from muster.claims.errors import UsageError
from muster.cli import asking
from muster.cli.options import SORTS, LedgerFile, OfWar, in_force
from muster.cli.queue import list_queue, walk
from muster.cli.shown import examples, safe
from muster.desk.settings import Settings

if TYPE_CHECKING:
    from muster.desk.steps import Filter

app = typer.Typer()
_Text = str | None


@app.command(
    "review",
    epilog=examples(
        "muster review                                          walk the queue",
        "muster review --list --party ET                        what waits of one party",
        "muster review 3f9a accept --why 'read in the report itself'",
        "muster review 3f9a amend --party UA --low 1200 --why 'the table speaks of Ukraine'",
    ),
)
def review(
    ctx: typer.Context,
    claim: Annotated[str | None, typer.Argument(metavar="CLAIM", help="The claim's id; its beginning will do.")] = None,
    verdict: Annotated[str | None, typer.Argument(metavar="VERDICT", help="accept, reject or amend.")] = None,
    why: Annotated[_Text, typer.Option("--why", metavar="WORDS", help="The reason; always wanted.")] = None,
    by: Annotated[
        _Text, typer.Option("--by", metavar="NAME", help="Who judges; else the settings' reviewer, else your login.")
    ] = None,
    party: Annotated[
        _Text, typer.Option("--party", metavar="PARTY", help="Amend the party; none for no party.")
    ] = None,
    measure: Annotated[_Text, typer.Option("--measure", metavar="NAME", help="Amend the measure.")] = None,
    low: Annotated[
        _Text, typer.Option("--low", metavar="NUMBER", help="Amend the low end; alone, it is both ends of a point.")
    ] = None,
    high: Annotated[_Text, typer.Option("--high", metavar="NUMBER", help="Amend the high end.")] = None,
    bound: Annotated[
        _Text,
        typer.Option("--bound", metavar="NAME", help="Amend the bound: exact, about, at_least, at_most, between."),
    ] = None,
    per: Annotated[
        _Text, typer.Option("--per", metavar="NAME", help="Amend what it is counted over; none for a total.")
    ] = None,
    unit: Annotated[_Text, typer.Option("--unit", metavar="NAME", help="Amend the unit.")] = None,
    status: Annotated[_Text, typer.Option("--status", metavar="NAME", help="Amend the status.")] = None,
    speaker: Annotated[
        _Text, typer.Option("--speaker", metavar="NAME", help="Amend who says it; none for no one.")
    ] = None,
    source: Annotated[
        _Text, typer.Option("--source", metavar="NAME", help="Amend whose data it rests on; none for no one's.")
    ] = None,
    scope: Annotated[
        _Text, typer.Option("--scope", metavar="WORDS", help="Amend what narrows it; none for nothing.")
    ] = None,
    since: Annotated[
        _Text, typer.Option("--from", metavar="DATE", help="Amend the period's first day; none for unknown.")
    ] = None,
    until: Annotated[
        _Text, typer.Option("--to", metavar="DATE", help="Amend the period's last day; none for unknown.")
    ] = None,
    civilian: Annotated[
        bool | None, typer.Option("--civilian/--no-civilian", help="Amend whether civilians are counted.")
    ] = None,
    of_war: OfWar = None,
    sort: Annotated[
        _Text, typer.Option("--sort", metavar="|".join(SORTS), help="In which order they wait; else by confidence.")
    ] = None,
    queue: Annotated[bool, typer.Option("--list", help="List what waits for a judgement and ask nothing.")] = False,
    limit: Annotated[
        int | None, typer.Option("--limit", min=1, metavar="N", help="No more than so many of the queue.")
    ] = None,
    ledger: LedgerFile = None,
) -> None:
    """Judge a claim, or walk those to be judged.

    The claim as it was read stays beside the judgement. Without a claim the undecided ones come one by one, least certain first;
    --party, --measure, --status, --civilian and --of-war then say of which.
    """
    settings = in_force(ctx, ledger=ledger, reviewer=by)
    said = {
        "party": party, "measure": measure, "low": low, "high": high, "bound": bound, "per": per, "unit": unit, "status": status,
        "speaker": speaker, "source": source, "scope": scope, "start_date": since, "end_date": until,
    }  # fmt: skip
    if claim is None or queue:
        narrowing = {"party", "measure", "status"}
        others = [field for field, value in said.items() if value is not None and field not in narrowing]
        if others or why:
            raise UsageError("name the claim and the verdict: muster review CLAIM accept|reject|amend --why …")
        narrowed = replace(
            _narrowed(settings, party=party, measure=measure, status=status, limit=limit),
            sort=asking.one_of("--sort", sort or "confidence", known=SORTS),
            wars=asking.wars("--of-war", of_war, settings=settings),
            civilian=civilian,
        )
        if queue or not (sys.stdin.isatty() and sys.stdout.isatty()):
            list_queue(settings, narrowed)
        else:
            walk(settings, narrowed)
        return
    if of_war or sort:
        raise UsageError("--of-war and --sort are for the queue; name no claim with them")
    changes: dict[str, Any] = {
        field: asking.amended(field, value, settings=settings) for field, value in said.items() if value is not None
    }
    if civilian is not None:
        changes["civilian"] = civilian
    _judge(settings, claim, verdict=verdict, why=why, changes=changes)


def _narrowed(settings: Settings, *, party: _Text, measure: _Text, status: _Text, limit: int | None) -> Filter:
    """What waits for a judgement, least certain first, of these alone."""
    from muster.desk import steps

    return steps.Filter(
        review=("undecided",),
        sort="confidence",
        parties=asking.parties("--party", [party] if party else (), settings=settings),
        measures=asking.some_of("--measure", [measure] if measure else (), known=MEASURES),
        statuses=asking.some_of("--status", [status] if status else (), known=STATUSES),
        limit=limit,
    )


def _judge(settings: Settings, claim: str, *, verdict: str | None, why: str | None, changes: dict[str, Any]) -> None:
    from muster.desk import steps

    verdicts = [one.value for one in steps.Verdict]
    if verdict is None:
        raise UsageError(f"say what of it: accept, reject or amend, as in muster review {claim} accept --why …")
    asking.one_of("the verdict", verdict, known=verdicts)
    found, new = steps.judge(
        settings, claim, verdict=steps.Verdict(verdict), why=why or "", by=settings.reviewer, changes=changes
    )
    stands = "" if found.claim.startswith(claim.strip().lower()) else f", as which {claim} stands now"
    typer.echo(safe(f"{found.claim} {found.state} by {found.by}{'' if new else ', as it was already'}{stands}"))
