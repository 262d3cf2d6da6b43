"""`muster ask`: the least and the most a quantity can be, if trusted claims hold, with no model; beside it what the estimate says."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from muster.claims.errors import UsageError
from muster.claims.party import Party
from muster.claims.period import Period
from muster.cli import asking, bands
from muster.cli.layout import Column
from muster.cli.options import AsJson, Distrust, InWar, LedgerFile, Since, Trust, Until, Wars, in_force
from muster.cli.shown import examples, note, plural, safe, safe_json, table

if TYPE_CHECKING:
    from muster.desk.asking import Answer, Answered, Meant, Replied

app = typer.Typer()
_COLUMNS = (
    Column("on the word of", rank=0),
    Column("least", whole=True),
    Column("most", whole=True),
    Column("which rest on", rank=1),
)
_SENSES = (
    Column("as", rank=0),
    Column("middle", whole=True),
    Column("50 of 100 within", whole=True, rank=3),
    Column("80 of 100 within", whole=True),
    Column("95 of 100 within", whole=True, rank=1),
    Column("rests on", rank=2),
    Column("counts", rank=4),
)
_FEW = 4  # binding claims that are told of each end


@app.command(
    "ask",
    epilog=examples(
        "muster ask killed --party RU --from 2024-09 --to 2024-11",
        "muster ask losses --party RU --from 2025 --to 2025 --trust 'Ukrainian General Staff'",
        "muster ask strength --party RU --from 2024-11 --to 2024-11 --distrust Zelensky --json",
        "muster ask losses_per_area --party RU --from 2025 --to 2025",
        "muster ask returned --per wounded --party RU --from 2024 --to 2024     the share who return",
        "muster ask killed --party RU --from 2026 --to 2027 --scenario as-now    of days to come, under a scenario",
    ),
)
def ask(
    ctx: typer.Context,
    measure: Annotated[str, typer.Argument(metavar="MEASURE", help="What is asked for, such as killed or strength.")],
    paths: Annotated[
        list[Path] | None,
        typer.Argument(metavar="[PATH…]", help="Files and folders, in place of the ledger.", show_default=False),
    ] = None,
    party: Annotated[str, typer.Option("--party", metavar="PARTY", help="Whose people: a code or a name.")] = "",
    since: Since = "",
    until: Until = "",
    per: Annotated[
        str, typer.Option("--per", metavar="MEASURE", help="For each unit of this measure; the estimate alone answers.")
    ] = "",
    run: Annotated[
        str | None,
        typer.Option(
            "--run",
            metavar="ID",
            help="Ask this run of the estimate, though it failed or believed others; see muster runs.",
        ),
    ] = None,
    scenario: Annotated[
        str | None,
        typer.Option("--scenario", metavar="NAME|FILE", help="Of days to come: carry the estimate forward under this."),
    ] = None,
    trust: Trust = None,
    distrust: Distrust = None,
    of_war: InWar = None,
    civilian: Annotated[bool, typer.Option("--civilian", help="Of civilians.")] = False,
    undated: Annotated[
        bool, typer.Option("--undated", help="Believe also the claims whose own sentence does not tell their days.")
    ] = False,
    wars: Wars = None,
    ledger: LedgerFile = None,
    as_json: AsJson = False,
) -> None:
    """Say between what bounds a quantity lies.

    The least and the most it can be if the trusted claims hold, all of them in one sense of the word, and which claims bind. No model is
    used: what no claim bounds stays open. A level is told from the least to the most of the days between. Where the ledger holds a good
    run of muster estimate that believed the same bodies, its answer stands beside: the middle and the bands for each sense of the word
    that it knows, and the claims that bear most on it; with --scenario of days to come, too.
    """
    from muster.desk import asking as desk
    from muster.desk import finding

    settings = in_force(ctx, ledger=ledger, wars=wars)
    _all_given({"--party": party, "--from": since, "--to": until})
    if run is not None and paths:
        raise UsageError("--run is of the ledger's estimates, and PATH is read in place of the ledger; leave one out")
    if scenario is not None and paths:
        raise UsageError(
            "a scenario carries an estimate of the ledger forward, and PATH is read in its place; leave one out"
        )
    wanted = desk.Asked(
        question=desk.Question(
            measure=asking.measure("MEASURE", measure),
            party=Party(asking.party("--party", party, settings=settings)),
            period=Period(*asking.period(since, until)),
            civilian=civilian,
        ),
        trust=trust or (),
        distrust=distrust or (),
        war=next(iter(asking.wars("--of-war", [of_war] if of_war else None, settings=settings)), None),
        paths=paths or (),
        undated=undated,
        per=asking.measure("--per", per) if per else None,
        run=run,
        scenario=scenario,
    )
    answered = desk.asked(wanted, settings)
    for line in answered.told:
        note(f"muster: {line}")
    for one in answered.refused:
        note(f"muster: {one.origin}: {one.message}")
    if as_json:
        typer.echo(safe_json(json.dumps(desk.record(answered), ensure_ascii=False, indent=1, default=str)))
    else:
        _print(answered)
    if code := finding.code(answered.refused, paths or ()):
        raise typer.Exit(code)


def _all_given(options: Mapping[str, str]) -> None:
    """Nothing, where none is left out; else all that are."""
    missing = [option for option, value in options.items() if not value.strip()]
    if missing:
        raise UsageError(f"{', '.join(missing)} must be given; muster ask --help shows an example")


# ------------------------------------------------------------------ what is shown
def _print(answered: Answered) -> None:
    if answered.together is None:
        commands = " and ".join(f"muster ask {end}" for end in answered.ends)
        typer.echo(safe(f"{answered.about} ({answered.war})"))
        note(f"muster: a ratio has no bounds of its own; {commands} give those of its ends")
    else:
        _bounded(answered, answered.together)
    if isinstance(answered.estimate, str):
        if answered.estimate:
            note(f"muster: {answered.estimate}")
    else:
        _replied(answered.estimate)


def _bounded(answered: Answered, together: Answer) -> None:
    typer.echo(safe(f"{answered.about} ({answered.war}): {_bounds(together)}"))
    if answered.loose:
        more = "1 claim of it is" if answered.loose == 1 else f"{answered.loose:,} claims of it are"
        note(f"muster: {more} not believed, as the sentence does not tell the days; --undated takes them in")
    if not together.claims and not together.clashes:
        note(
            f"muster: no claim that is believed says anything of it; muster claims {answered.like} lists those that there are"
        )
        return
    if together.undecided:
        note("muster: the solver gave up on these claims; this is no finding that they agree")
    for what, its in (("at least, by", together.least), ("at most, by", together.most)):
        for one in its[:_FEW]:
            typer.echo(safe(f"  {what} {_said(answered, one)}"))
    if together.given:
        typer.echo(f"  so that all of them hold, every figure was let give {together.given:.2%} of itself")
    if not together.clashes or together.without:
        typer.echo(f"  {plural(together.claims, 'claim')} of that party and war believed, in one sense of each word")
    if together.clashes:
        _clashing(answered, together)
    if answered.alone and (together.clashes or len(answered.alone) > 1):
        table(_COLUMNS, [_row(answered, name, one) for name, one in answered.alone])


def _clashing(answered: Answered, together: Answer) -> None:
    left = plural(len(together.without), "claim")
    typer.echo(
        f"The trusted claims cannot all be true if a word means the same to all. {left} left out, so that the others can:"
    )
    for one in together.without[:_FEW]:
        typer.echo(safe(f"  {_said(answered, one)}"))
        clash = next((clash for clash in together.clashes if one.id in clash.claims), None)
        against = [other for other in _of(clash) if other.id != one.id] if clash else []
        for other in against[:_FEW]:
            typer.echo(safe(f"    which cannot stand with {_said(answered, other)}"))
    if len(together.without) > _FEW:
        typer.echo(f"  and {len(together.without) - _FEW:,} more; --json lists the sets")
    typer.echo("--trust and --distrust choose whom to believe. Each body alone:")


def _of(clash: Any) -> list[Any]:
    """The statements of a clash, each once."""
    return list({row.claim: row.statement for row in clash.rows}.values())


def _said(answered: Answered, one: Any) -> str:
    from muster.desk.asking import told

    return f"{told(one)} [{answered.name(one)[:10]}]"


def _bounds(answer: Answer) -> str:
    low, high = answer.width
    if answer.undecided or (answer.clashes and not answer.without):
        return "no bounds"
    if high is None:
        return f"at least {_plain(low or 0)}, no upper bound" if low else "nothing bounds it"
    return f"between {_plain(low or 0)} and {_plain(high)}"


def _row(answered: Answered, name: str, one: Answer) -> list[object]:
    if one.undecided or (one.clashes and not one.without):
        return [name, "–", "–", "its own claims cannot all be true" if one.clashes else "the solver gave up"]
    low, high = one.width
    rest = {answered.name(statement)[:10]: None for statement in (*one.least[:_FEW], *one.most[:_FEW])}
    but = (
        f"; without {', '.join(answered.name(statement)[:10] for statement in one.without[:_FEW])}"
        if one.without
        else ""
    )
    return [name, _plain(low or 0), "–" if high is None else _plain(high), ", ".join(rest) + but]


def _plain(value: float) -> str:
    return f"{round(value):,}"


# ------------------------------------------------------------------ what the estimate says
def _replied(one: Replied) -> None:
    made = f"run {one.run[:10]} of {', '.join(one.parties)}, made {one.made_at:%Y-%m-%d}"
    if one.scenario:
        made += f", carried forward under “{one.scenario}”"
    with_it = f" with {one.options}" if one.options else ""
    typer.echo()
    said = f" gives no answer: {one.why}" if one.why else ":"
    typer.echo(safe(f"The estimate ({made}{with_it}){said}"))
    if not one.good:
        note(f"muster: this run failed its own diagnostics: {'; '.join(one.faults)}")
    for what in one.stale:
        note(f"muster: the run is stale: {what}")
    for what in one.remarks:
        note(f"muster: {what}")
    if one.why:
        return
    table(_SENSES, [_sense(meant) for meant in one.meant])
    if levels := [_name(meant.sense) for meant in one.meant if meant.level]:
        typer.echo(safe(f"On the evening of the last day: {', '.join(levels)}."))
    typer.echo()
    typer.echo(safe(f"What bears most on “{_name(one.of)}”, and which way more weight would move it:"))
    bands.bearing(one.bearing)
    if one.rests is not None:
        prior = any(meant.prior for meant in one.meant if meant.sense == one.of)
        typer.echo(bands.resting(one.rests, _name(one.of), prior=prior))


def _name(sense: str) -> str:
    return sense.replace("_", " ")


def _sense(one: Meant) -> list[object]:
    inner, middle, outer = (bands.within(ends, ratio=bool(one.per)) for ends in one.value.bands)
    return [
        _name(one.sense) + (f" per {_name(one.per)}" if one.per else ""),
        bands.number(one.value.middle, ratio=bool(one.per)),
        inner,
        middle,
        outer,
        _rests(one),
        one.counts,
    ]


def _rests(one: Meant) -> str:
    from muster.desk import saying

    silent = ", ".join(f"{_name(part)} ({share:.0%})" for part, share in one.silent)
    told = saying.resting_words(prior=one.prior)
    return f"{told}, but for {silent}" if silent and not one.prior else told
