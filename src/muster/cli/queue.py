"""The queue of claims that wait for a judgement, least certain first: listed, or walked one by one on a terminal.

Invariant: a judgement given in a walk is kept when the next is given or the walk ends, however it ends, so that the last can be undone.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

import typer

from muster.claims.errors import MusterError
from muster.cli import asking
from muster.cli.layout import Column
from muster.cli.shown import civilian, figure_of, note, period_of, plural, safe, table, whose
from muster.desk.settings import Settings

if TYPE_CHECKING:
    from muster.desk.steps import Filter, Held, Review

_COLUMNS = (
    Column("confidence", whole=True, rank=4),
    Column("id", whole=True),
    Column("figure", rank=5),
    Column("reads", whole=True),
    Column("measure", whole=True),
    Column("party", whole=True),
    Column("civilian", whole=True),
    Column("period", whole=True),
    Column("status", whole=True, rank=2),
    Column("speaker", rank=1),
    Column("document", rank=3),
)
_KEYS = "[a]ccept, [r]eject, a[m]end, [s]kip, [u]ndo, [q]uit, [?]"
_HELP = """  a  it says what its sentence says
  r  it is no such figure
  m  it is one, but a field is wrong: write party=UA, civilian=yes, low=1200, bound=at_least, measure=wounded, from=2024-03-01 …;
     none for nothing
  s  leave it for later          u  go back to the one before, and take back what was said of it
  q  stop; what was said is kept"""


def list_queue(settings: Settings, wanted: Filter) -> None:
    """A table of what waits."""
    from muster.desk import steps

    rows = [
        [
            f"{held.confidence:.2f}", held.original.id[:10], held.claim.quote, figure_of(held.claim), held.claim.measure.value,
            held.claim.party, civilian(held.claim), period_of(held.claim), held.claim.status.value, held.claim.speaker,
            held.title or held.publisher,
        ]
        for held in steps.claims(settings, wanted)
    ]  # fmt: skip
    if rows:
        table(_COLUMNS, rows)
    else:
        note(_none_waits(settings, wanted))


def _none_waits(settings: Settings, wanted: Filter) -> str:
    from muster.desk import steps

    if not wanted.parties:
        return "nothing waits for a judgement"
    there = {
        str(held.claim.party) for held in steps.claims(settings, steps.Filter(everything=True)) if held.claim.party
    }
    asking.borne("--party", wanted.parties, there=there, settings=settings)
    return f"nothing of {', '.join(wanted.parties)} waits for a judgement"


@dataclass(slots=True)
class _Walk:
    """A walk under way: `said` of each claim by its number what was judged of it, `last` not yet kept."""

    settings: Settings
    waiting: Sequence[Held]
    total: int
    last: Review | None = None
    said: dict[int, str] = field(default_factory=dict)

    def judge(self, number: int, verdict: str, *, why: str, changes: dict[str, Any] | None = None) -> None:
        """Say it of the claim of this number; raises for what cannot be said."""
        from muster.desk import steps

        name = self.waiting[number].original.id
        review = steps.considered(
            self.settings, name, verdict=steps.Verdict(verdict), why=why, by=self.settings.reviewer, changes=changes
        )
        self.keep()
        self.last = review
        self.said[number] = review.state

    def keep(self) -> None:
        """Write down what was said last."""
        from muster.desk import steps

        last, self.last = self.last, None
        if last is not None:
            steps.keep(self.settings, last)

    def undo(self, number: int) -> int:
        """The number to go on at: the claim before this one, where what was said of it is not kept yet."""
        if number == 0 or (number - 1 in self.said and self.last is None):
            note("there is nothing to take back")
            return number
        if self.said.pop(number - 1, None):
            self.last = None
        return number - 1


def walk(settings: Settings, wanted: Filter) -> None:
    """Show one claim after the other and ask what to say of it."""
    from muster.desk import steps

    waiting = list(steps.claims(settings, replace(wanted, limit=None)))
    under_way = _Walk(settings, waiting[: wanted.limit], len(waiting))
    number = 0
    try:
        while number < len(under_way.waiting):
            _present(under_way, number)
            after = _answered(under_way, number)
            if after is None:
                break
            number = after
    finally:
        under_way.keep()
    note(_summary(under_way))


def _present(under_way: _Walk, number: int) -> None:
    from muster.cli.showing import described, paragraph
    from muster.desk import steps

    held = under_way.waiting[number]
    shown = steps.show(under_way.settings, held.original.id)
    left = under_way.total - len(under_way.said)
    typer.echo(
        f"\n{number + 1} of {len(under_way.waiting)}, {left:,} waiting; {held.original.id[:10]}, confidence {held.confidence:.2f}"
    )
    typer.echo(safe(described(shown.document)))
    typer.echo(paragraph(shown.document.text, shown.place))
    claim = held.claim
    parts = (figure_of(claim), claim.measure.value, whose(claim), period_of(claim), claim.status.value, claim.speaker)
    typer.echo(safe("→ " + ", ".join(str(part) for part in parts if part)))


def _answered(under_way: _Walk, number: int) -> int | None:
    """The number of the claim to go on with, None to stop."""
    while True:
        answer: str = typer.prompt(_KEYS, default="s", show_default=False).strip().lower()[:1]
        try:
            match answer:
                case "q":
                    return None
                case "s":
                    return number + 1
                case "u":
                    return under_way.undo(number)
                case "a":
                    under_way.judge(number, "accept", why=typer.prompt("why", default="as its sentence says"))
                    return number + 1
                case "r":
                    under_way.judge(number, "reject", why=typer.prompt("why", default="not what its sentence says"))
                    return number + 1
                case "m":
                    changes = asking.changes(typer.prompt("what"), under_way.settings)
                    why = typer.prompt("why", default="as its sentence says")
                    under_way.judge(number, "amend", why=why, changes=changes)
                    return number + 1
                case _:
                    typer.echo(_HELP)
        except MusterError as error:
            note(f"muster: {error}")


def _summary(under_way: _Walk) -> str:
    if not under_way.waiting:
        return "nothing waits for a judgement"
    counts = Counter(under_way.said.values())
    said = ", ".join(f"{number:,} {state}" for state, number in sorted(counts.items())) or "nothing judged"
    return f"{said}; {plural(under_way.total - len(under_way.said), 'claim')} still waiting"
