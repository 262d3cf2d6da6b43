"""`muster review`: a judgement on a claim, or the queue of those that wait for one, least certain first."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated, Any

import typer

from muster.claims import wire
from muster.claims.errors import UsageError
from muster.cli.options import LedgerFile, day, in_force
from muster.cli.shown import examples, figure_of, note, period_of, safe, table
from muster.desk.settings import Settings

if TYPE_CHECKING:
    from muster.desk.steps import Held

app = typer.Typer()
_NONE = "none"
_Text = str | None


@app.command(
    "review",
    epilog=examples(
        "muster review                                          walk the queue",
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
    party: Annotated[_Text, typer.Option("--party", metavar="CODE", help="Amend the party; none for no party.")] = None,
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
    queue: Annotated[bool, typer.Option("--list", help="List what waits for a judgement and ask nothing.")] = False,
    limit: Annotated[
        int | None, typer.Option("--limit", min=1, metavar="N", help="No more than so many of the queue.")
    ] = None,
    ledger: LedgerFile = None,
) -> None:
    """Judge a claim, or walk those to be judged.

    The claim as it was read stays beside the judgement. Without a claim the undecided ones come one by one, least certain first.
    """
    settings = in_force(ctx, ledger=ledger, reviewer=by)
    said = {
        "party": party, "measure": measure, "low": low, "high": high, "bound": bound, "per": per, "unit": unit, "status": status,
        "speaker": speaker, "source": source, "scope": scope, "start_date": since, "end_date": until,
    }  # fmt: skip
    changes: dict[str, Any] = {field: _amended(field, value) for field, value in said.items() if value is not None}
    if civilian is not None:
        changes["civilian"] = civilian
    if claim is not None and not queue:
        _judge(settings, claim, verdict=verdict, why=why, changes=changes)
    elif changes or why:
        raise UsageError("name the claim and the verdict: muster review CLAIM accept|reject|amend --why …")
    elif queue or not (sys.stdin.isatty() and sys.stdout.isatty()):
        _list(settings, limit)
    else:
        _walk(settings, limit)


def _amended(field: str, value: str) -> object:
    """A field's new value out of the words said for it."""
    if value.strip().lower() == _NONE:
        return None
    if field in ("low", "high"):
        return wire.number_of(value, field)
    if field in ("start_date", "end_date"):
        found = day(value)
        return found and found.isoformat()
    return value.upper() if field == "party" else value


def _judge(settings: Settings, claim: str, *, verdict: str | None, why: str | None, changes: dict[str, Any]) -> None:
    from muster.desk import steps

    verdicts = [one.value for one in steps.Verdict]
    if verdict not in verdicts:
        raise UsageError(f"a verdict is one of {', '.join(verdicts)}; got {verdict!r}")
    found, new = steps.judge(
        settings, claim, verdict=steps.Verdict(verdict), why=why or "", by=settings.reviewer, changes=changes
    )
    typer.echo(safe(f"{found.claim} {found.state} by {found.by}{'' if new else ', as it was already'}"))


# ------------------------------------------------------------------ the queue
def _waiting(settings: Settings, limit: int | None) -> list[Held]:
    from muster.desk import steps

    wanted = steps.Filter(review=("undecided",), doubtful_first=True, limit=limit)
    return list(steps.claims(settings, wanted))


def _list(settings: Settings, limit: int | None) -> None:
    rows = [
        [f"{held.confidence:.2f}", held.original.id[:10], held.claim.quote, *_reads(held), held.title or held.publisher]
        for held in _waiting(settings, limit)
    ]
    if rows:
        table(
            ("confidence", "id", "figure", "reads", "measure", "party", "period", "status", "speaker", "document"), rows
        )
    else:
        note("nothing waits for a judgement")


def _reads(held: Held) -> Iterator[object]:
    claim = held.claim
    yield from (figure_of(claim), claim.measure.value, claim.party, period_of(claim), claim.status.value, claim.speaker)


def _walk(settings: Settings, limit: int | None) -> None:
    from muster.cli.showing import paragraph
    from muster.desk import steps

    waiting = _waiting(settings, limit)
    for number, held in enumerate(waiting, 1):
        shown = steps.show(settings, held.original.id)
        typer.echo(f"\n{number} of {len(waiting)}, {held.original.id[:10]}, confidence {held.confidence:.2f}")
        typer.echo(paragraph(shown.document.text, shown.place))
        typer.echo(safe("→ " + ", ".join(str(part) for part in _reads(held) if part)))
        answer = _asked()
        if answer == "q":
            return
        if answer in ("a", "r"):
            why = typer.prompt("why", default="as its sentence says" if answer == "a" else "not what its sentence says")
            verdict = steps.Verdict.ACCEPT if answer == "a" else steps.Verdict.REJECT
            steps.judge(settings, held.original.id, verdict=verdict, why=why, by=settings.reviewer)
    note("that was all" if waiting else "nothing waits for a judgement")


def _asked() -> str:
    while True:
        answer: str = typer.prompt("[a]ccept, [r]eject, [s]kip, [q]uit", default="s", show_default=False)
        if answer.strip().lower()[:1] in ("a", "r", "s", "q"):
            return answer.strip().lower()[:1]
