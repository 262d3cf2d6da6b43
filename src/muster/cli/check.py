"""`muster check`: what cannot all be true, in the ledger or in a text that is held against it."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from muster.claims import MEASURES
from muster.claims.errors import UsageError
from muster.claims.finding import GRAVEST_FIRST, Kind, Severity
from muster.cli import asking
from muster.cli.options import AsJson, LedgerFile, OfWar, Published, Publisher, Wars, in_force, publication
from muster.cli.shown import examples, note, on_terminal
from muster.desk.settings import Settings

if TYPE_CHECKING:
    from muster.desk.checking import Checked, Noted

app = typer.Typer()
FOUND = 1  # the exit code where a finding is there that --fail-on names
_Many = list[str] | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """Which findings; an empty field asks for nothing, several values of one field are alternatives."""

    kinds: tuple[str, ...] = ()
    severities: tuple[Severity, ...] = GRAVEST_FIRST
    parties: tuple[str, ...] = ()
    measures: tuple[str, ...] = ()
    wars: tuple[str, ...] = ()

    def holds(self, one: Noted) -> bool:
        """Whether the finding is one of these; a finding is of every party, measure and war of its claims."""
        finding, claims = one.finding, [said.claim for said in one.claims]
        parties = {str(party) for party in (finding.party, *(claim.party for claim in claims)) if party}
        measures = {measure.value for measure in (finding.measure, *(claim.measure for claim in claims)) if measure}
        wars = {war for war in (finding.war, *(claim.war for claim in claims)) if war}
        return (
            (not self.kinds or finding.kind.value in self.kinds)
            and finding.severity in self.severities
            and (not self.parties or bool(parties & set(self.parties)))
            and (not self.measures or bool(measures & set(self.measures)))
            and (not self.wars or bool(wars & set(self.wars)))
        )


@app.command(
    "check",
    epilog=examples(
        "muster check                            what the ledger holds, gravest first",
        "muster check draft.txt                  a new text against the ledger, without adding it",
        "cat draft.txt | muster check - --published 2024-12-09",
        "muster check --severity serious --party RU --measure killed",
        "muster check draft.txt --fail-on grave --fail-on record",
        "muster check --json",
    ),
)
def check(
    ctx: typer.Context,
    articles: Annotated[
        list[Path] | None,
        typer.Argument(
            metavar="[ARTICLE…]",
            help="Texts to hold against the ledger: files and folders; - is standard input. None: the ledger itself.",
            show_default=False,
        ),
    ] = None,
    kind: Annotated[
        _Many,
        typer.Option(
            "--kind", metavar="KIND", help="Only of this kind; may be given again. muster explain lists them."
        ),
    ] = None,
    severity: Annotated[
        str | None,
        typer.Option("--severity", metavar="SEVERITY", help="Only so grave and graver: grave, serious, minor or note."),
    ] = None,
    party: Annotated[
        _Many, typer.Option("--party", metavar="PARTY", help="Only on this party, by code or name; may be given again.")
    ] = None,
    measure: Annotated[
        _Many, typer.Option("--measure", metavar="NAME", help="Only on this measure; may be given again.")
    ] = None,
    of_war: OfWar = None,
    everything: Annotated[
        bool, typer.Option("--all", help="Also the notes that say that figures agree, which are else only counted.")
    ] = False,
    alone: Annotated[
        bool, typer.Option("--alone", help="Leave the ledger out and hold the texts against themselves alone.")
    ] = False,
    fail_on: Annotated[
        _Many,
        typer.Option(
            "--fail-on",
            metavar="SEVERITY|KIND",
            help="Exit with 1 where one so grave or graver, or of this kind, is among those that the other options let through; may be "
            "given again.",
        ),
    ] = None,
    published: Published = None,
    publisher: Publisher = None,
    war: Wars = None,
    ledger: LedgerFile = None,
    as_json: AsJson = False,
) -> None:
    """Find the figures that cannot all be true.

    Without ARTICLE all that the ledger holds is checked. With it, what touches these texts: they are held against the ledger and not added.
    Exit code 1 means that a finding is there which --fail-on names. Only what --kind, --severity, --party, --measure and --of-war let
    through can fail; agreement and what was set aside never count.
    """
    from muster.cli import findings

    settings = in_force(ctx, ledger=ledger, wars=war)
    wanted = _wanted(settings, kind=kind, severity=severity, party=party, measure=measure, of_war=of_war)
    fatal = _fatal(fail_on, wanted=wanted)
    checked = _checked(settings, articles, alone=alone, published=published, publisher=publisher)
    for line in checked.told:
        note(f"muster: {line}")
    matching = [one for one in checked.noted if wanted.holds(one)]
    shown, hidden = _split(matching, everything=everything or as_json or severity == Severity.NOTE.value)
    if as_json:
        findings.show_json(shown)
    else:
        if shown:
            findings.show_list(shown)
        note(_said(checked, shown, hidden=hidden, settings=settings, wanted=wanted))
        if shown and on_terminal():
            note(
                "muster explain KIND says what a kind means and what to do; muster finding ID shows all of one, and sets it aside."
            )
        _tell_gone(checked)
    code = _code(checked, articles, failed=any(_fails(one, fatal) for one in matching))
    if code:
        raise typer.Exit(code)


# ------------------------------------------------------------------ what is asked
def named_kind(option: str, value: str) -> str:
    """A kind, however its words are joined."""
    name = value.strip().lower().replace("-", "_").replace(" ", "_")
    return asking.one_of(option, name, known=Kind, listed="a kind of finding; muster explain lists them")


def _wanted(
    settings: Settings, *, kind: _Many, severity: str | None, party: _Many, measure: _Many, of_war: _Many
) -> Wanted:
    from muster.claims.kinds import graver

    severities: tuple[Severity, ...] = GRAVEST_FIRST
    if severity is not None:
        severities = graver(Severity(asking.one_of("--severity", severity, known=GRAVEST_FIRST)))
    return Wanted(
        kinds=tuple(named_kind("--kind", value) for value in kind or ()),
        severities=severities,
        parties=asking.parties("--party", party, settings=settings),
        measures=asking.some_of("--measure", measure, known=MEASURES),
        wars=asking.wars("--of-war", of_war, settings=settings),
    )


def _fatal(values: _Many, *, wanted: Wanted) -> set[str]:
    """The severities, with those above each, and the kinds that fail. Raises `UsageError` for one that the filters leave out, for a script
    that can never fail checks nothing."""
    from muster.claims.kinds import graver

    found: set[str] = set()
    for value in values or ():
        name = value.strip().lower().replace("-", "_").replace(" ", "_")
        listed = f"a severity ({', '.join(GRAVEST_FIRST)}) or a kind of finding; muster explain lists them"
        asking.one_of("--fail-on", name, known=[*GRAVEST_FIRST, *Kind], listed=listed)
        let = {*wanted.severities} if name in {*GRAVEST_FIRST} else {*(wanted.kinds or Kind)}
        if name not in let:
            by = "--severity" if name in {*GRAVEST_FIRST} else "--kind"
            raise UsageError(f"--fail-on {name} asks for findings that {by} leaves out; widen {by}, or leave it away")
        found |= {one.value for one in graver(Severity(name))} if name in {*GRAVEST_FIRST} else {name}
    return found


# ------------------------------------------------------------------ what is done
def _checked(
    settings: Settings, articles: Sequence[Path] | None, *, alone: bool, published: str | None, publisher: str | None
) -> Checked:
    from muster.desk import checking

    with telling() as tell:
        if articles:
            asked = checking.Article(paths=articles, alone=alone, published=publication(published), publisher=publisher)
            checked = checking.check_article(asked, settings, tell=tell)
        elif published or publisher or alone:
            raise UsageError("--alone, --published and --publisher are said of a text: muster check ARTICLE …")
        else:
            checked = checking.check_ledger(settings, tell=tell)
    for one in checked.refused:
        note(f"muster: {one.origin}: {one.message}")
    return checked


@contextmanager
def telling() -> Iterator[Callable[[str], None]]:
    """Within it what is being done is told on a terminal, on a line that goes away."""
    if not sys.stderr.isatty():
        yield lambda _: None
        return
    from rich.console import Console
    from rich.text import Text

    with Console(stderr=True).status(Text("Checking …")) as status:
        yield lambda what: status.update(Text(f"{what} …"))


def _split(matching: Sequence[Noted], *, everything: bool) -> tuple[list[Noted], int]:
    """The findings to show, those that were set aside last, and how many notes of agreement are not shown."""
    from muster.claims.kinds import agrees

    shown = [one for one in matching if everything or one.aside or not agrees(one.finding)]
    shown.sort(key=lambda one: one.aside is not None)
    return shown, len(matching) - len(shown)


def _fails(one: Noted, fatal: set[str]) -> bool:
    from muster.claims.kinds import agrees

    finding = one.finding
    named = finding.severity.value in fatal or finding.kind.value in fatal
    return named and one.aside is None and not agrees(finding)


def _code(checked: Checked, articles: Sequence[Path] | None, *, failed: bool) -> int:
    """What could not be read comes before what was found: a check of half the material is none."""
    from muster.desk import finding

    refused = finding.code(checked.refused, articles or ())
    nothing = finding.NOTHING_READABLE if articles and not checked.documents else 0
    return refused or nothing or (FOUND if failed else 0)


# ------------------------------------------------------------------ what is said
def _said(checked: Checked, shown: Sequence[Noted], *, hidden: int, settings: Settings, wanted: Wanted) -> str:
    from muster.cli import findings

    if not checked.documents:
        return (
            "there is nothing to check" if checked.refused else "the ledger holds no claim yet; muster add brings some"
        )
    if not checked.claims:
        return (
            "no figure about losses, recruitment or strength was read, so there is nothing to check; muster read FILE --set-aside "
            "lists the figures that were taken for none, and why"
        )
    if not shown and not hidden and checked.noted:
        there = {str(said.claim.party) for one in checked.noted for said in one.claims if said.claim.party}
        asking.borne("--party", wanted.parties, there=there, settings=settings)
        kinds = ", ".join(dict.fromkeys(one.finding.kind.value for one in checked.noted))
        return f"no finding is like that; there are {len(checked.noted):,} others, of these kinds: {kinds}"
    return findings.summary(checked, shown, hidden=hidden)


def _tell_gone(checked: Checked) -> None:
    for one in checked.gone:
        note(
            f"muster: set aside by {one.by} on {one.at:%Y-%m-%d} and no longer found, since its claims changed: {one.sentence}"
        )
