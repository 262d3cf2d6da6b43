"""How findings reach the screen: on a terminal a list to read, in a pipe a line each, as JSON a record each.

Invariant: what is printed of a finding is the same everywhere: its id, its sentence, and the claims it speaks of in its own order.
"""

from __future__ import annotations

import json
import math
import re
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import typer

from muster.claims import cells, passages, wire
from muster.claims.claim import Place
from muster.claims.document import Document
from muster.claims.finding import GRAVEST_FIRST, Severity
from muster.claims.kinds import KINDS, agrees
from muster.claims.measures import MEASURES
from muster.claims.report import Report
from muster.cli.shown import figure_of, on_terminal, period_of, plural, safe, safe_json, table, whose

if TYPE_CHECKING:
    from rich.console import Console
    from rich.text import Text

    from muster.desk.checking import Checked, Noted, Said

MOST = 6  # quotes shown beside a finding in a list
_REACH = 150  # characters of a sentence shown on each side of its figure
_STYLES = {
    Severity.GRAVE: "bold red",
    Severity.SERIOUS: "bold yellow",
    Severity.MINOR: "bold cyan",
    Severity.NOTE: "bold",
}
_COLUMNS = (
    "severity",
    "kind",
    "verdict",
    "id",
    "party",
    "measure",
    "war",
    "sentence",
    "claims",
    "documents",
    "set aside",
)


def words(name: str) -> str:
    """A kind or verdict as it is printed: with spaces."""
    return name.replace("_", " ")


# ------------------------------------------------------------------ lists
def show_list(noted: Sequence[Noted]) -> None:
    """Findings in the order given: to read on a terminal, a line each with tabs in a pipe."""
    if not on_terminal():
        table(_COLUMNS, [_cells(one) for one in noted])
        return
    from rich.console import Console

    console = Console()
    told: dict[frozenset[str], list[Noted]] = {}
    for one in noted:
        told.setdefault(_of(one), []).append(one)
    for its in told.values():
        draw(its[0], console, most=MOST, also=its[1:])


def _of(one: Noted) -> frozenset[str]:
    """What makes two findings one to a reader: the very same claims, whatever the kind. One with remarks, or set aside, stands alone."""
    same = frozenset(said.id for said in one.claims)
    return same if same and not one.remarks and not one.aside else frozenset({one.finding.id})


def _cells(one: Noted) -> list[object]:
    finding = one.finding
    return [
        finding.severity.value, finding.kind.value, finding.verdict.value, finding.id, finding.party,
        finding.measure and finding.measure.value, finding.war, finding.sentence, ",".join(said.id for said in one.claims),
        "; ".join(called(document) for document in one.documents), _aside(one),
    ]  # fmt: skip


def _aside(one: Noted) -> str:
    return f"by {one.aside.by} on {one.aside.at:%Y-%m-%d}: {one.aside.why}" if one.aside else ""


def called(document: Document) -> str:
    """A document's title, or what else it goes by."""
    return document.title or document.publisher or document.origin or document.id[:12]


def draw(one: Noted, console: Console, *, most: int | None = None, also: Sequence[Noted] = ()) -> None:
    """A finding to read: how grave, what it says, and the words it speaks of, each with its claim's id. What others say of the very same
    claims stands below it."""
    from rich.text import Text

    finding = one.finding
    head = Text(finding.severity.value.upper(), style="dim" if one.aside else _STYLES[finding.severity])
    head.append(f"  {words(finding.kind.value)}: {words(finding.verdict.value)}", style="dim" if one.aside else "bold")
    head.append(f"  {finding.id[:12]}", style="dim")
    _put(console, head)
    _put(console, Text(safe(finding.sentence)), indent=2)
    for other in also:
        said = f"also {words(other.finding.kind.value)}, {words(other.finding.verdict.value)} ({other.finding.severity.value}): "
        _put(
            console,
            Text(safe(f"{said}{other.finding.sentence}")).append(f"  {other.finding.id[:12]}", style="dim"),
            indent=2,
        )
    quotes = _quotes(one)
    for quote in quotes[:most]:
        _put(console, quote, indent=4)
    if most is not None and len(quotes) > most:
        rest = f"and {len(quotes) - most:,} more; muster finding {finding.id[:12]} tells all of them"
        _put(console, Text(rest, style="dim"), indent=4)
    if one.aside:
        _put(console, Text(safe(f"set aside {_aside(one)}"), style="italic"), indent=2)
    console.print()


def _put(console: Console, text: Text, *, indent: int = 0) -> None:
    from rich.padding import Padding

    console.print(Padding(text, (0, 0, 0, indent)))


def _quotes(one: Noted) -> list[Text]:
    """The words of each claim and remark; a sentence that has just been shown is not shown again."""
    quotes, before = [], ""
    for said in one.claims:
        same = said.sentence == before and not said.report.table
        quotes.append(_quote(said, again=same))
        before = said.sentence
    return quotes + [_remark(place, report) for place, report in one.remarks]


def _quote(said: Said, *, again: bool = False) -> Text:
    """The words of a report with the figure marked; of a row of a table, which is no prose, what its figure comes to."""
    from rich.text import Text

    claim, report = said.claim, said.report
    name = report.publisher(claim) if report.table else _titled(report.document)
    where = ", ".join(_known([claim.speaker or claim.source, name, str(report.published(claim) or "")]))
    read = ", ".join(_known([MEASURES[claim.measure].title.lower(), whose(claim), period_of(claim)]))
    under = f"{where}; read as {read} [{said.id[:10]}]"
    if not report.table and not again:
        return _marked(report, claim.place, under=under)
    row = Text("in a table: " if report.table else "in the same sentence: ")
    row.append(safe(figure_of(claim) if report.table else _one_line(claim.quote)), style="bold underline")
    return row.append(safe(f"\n{under}", lines=True), style="dim")


def _remark(place: Place, report: Report) -> Text:
    return _marked(report, place, under=_titled(report.document))


def _titled(document: Document) -> str:
    """A document's title as a title, or what else it goes by."""
    return f"“{document.title}”" if document.title else called(document)


def _known(parts: Sequence[str | None]) -> list[str]:
    return [part for part in parts if part]


def _marked(report: Report, place: Place, *, under: str) -> Text:
    """The sentence around a place with the place marked, shortened on both sides where it is long; of a table the row, its cells behind the
    heads of their columns. What stands under it is said on a line of its own."""
    from rich.text import Text

    text = report.document.text
    row = cells.row(text, (place.start, place.end))
    first, last = passages.sentence(text, (place.start, place.end))
    left, right = (row[0], row[2]) if row else (text[first : place.start], text[place.end : last])
    left, right = _one_line(left), _one_line(right)
    shown = Text("“")
    shown.append(safe(left if len(left) <= _REACH else f"…{left[-_REACH:]}"))
    shown.append(safe(_one_line(text[place.start : place.end])), style="bold underline")
    shown.append(safe(right if len(right) <= _REACH else f"{right[:_REACH]}…"))
    shown.append("”")
    shown.append(safe(f"\n{under}", lines=True), style="dim")
    return shown


def _one_line(text: str) -> str:
    """The words with one space wherever there were several, or a break."""
    return re.sub(r"\s+", " ", text)


# ------------------------------------------------------------------ one of them, in a pipe too
def show_one(one: Noted) -> None:
    """All of one finding, with every claim that it speaks of."""
    if on_terminal():
        from rich.console import Console

        draw(one, Console())
    else:
        finding = one.finding
        typer.echo(safe(f"{finding.severity.value}, {words(finding.kind.value)}: {words(finding.verdict.value)}"))
        typer.echo(safe(finding.sentence))
        rows = [
            [said.id[:10], said.claim.quote, said.claim.measure.value, said.claim.party, period_of(said.claim),
             called(said.report.document), said.sentence]
            for said in one.claims
        ]  # fmt: skip
        rows += [
            ["", report.document.text[place.start : place.end], "", "", "", called(report.document), report.sentence(place)]
            for place, report in one.remarks
        ]  # fmt: skip
        table(("claim", "figure", "measure", "party", "period", "document", "sentence"), rows)
        if one.aside:
            typer.echo(safe(f"set aside {_aside(one)}"))
    typer.echo(safe(f"What to do: {KINDS[one.finding.kind].advice}"))
    typer.echo(safe(f"When it is wrong: {KINDS[one.finding.kind].limits}"))
    if one.finding.numbers:
        table(("number", "value"), [[words(name), f"{value:,.6g}"] for name, value in one.finding.numbers])


# ------------------------------------------------------------------ in one line
def summary(checked: Checked, shown: Sequence[Noted], *, hidden: int) -> str:
    """What was found, by severity; how many notes of agreement are not shown; how many are set aside."""
    material = f"{plural(checked.claims, 'claim')} in {plural(checked.documents, 'document')}"
    open_ = [one for one in shown if not one.aside]
    counts = [(severity, sum(one.finding.severity is severity for one in open_)) for severity in GRAVEST_FIRST]
    by = ", ".join(
        f"{number:,} {'notes' if severity is Severity.NOTE and number > 1 else severity.value}"
        for severity, number in counts
        if number
    )
    parts = [f"{plural(len(open_), 'finding')} on {material}{f': {by}' if by else ''}"]
    if hidden:
        parts.append(f"{plural(hidden, 'note')} of agreement (--all shows {'it' if hidden == 1 else 'them'})")
    if aside := len(shown) - len(open_):
        parts.append(f"{aside:,} set aside")
    return "; ".join(parts)


# ------------------------------------------------------------------ JSON
def show_json(noted: Sequence[Noted]) -> None:
    """An array with a record for each finding."""
    typer.echo(safe_json(json.dumps([record(one) for one in noted], ensure_ascii=False, indent=1, allow_nan=False)))


def record(one: Noted) -> dict[str, Any]:
    """A finding for machines: its numbers by name, its claims with their sentences, its documents by title."""
    finding, aside = one.finding, one.aside
    return {
        "id": finding.id,
        "kind": finding.kind.value,
        "verdict": finding.verdict.value,
        "severity": finding.severity.value,
        "agreement": agrees(finding),
        "sentence": finding.sentence,
        "war": finding.war,
        "party": finding.party and finding.party.code,
        "measure": finding.measure and finding.measure.value,
        "numbers": [
            {"name": name, "value": value if math.isfinite(value) else None} for name, value in finding.numbers
        ],
        "claims": [_claim(said) for said in one.claims],
        "remarks": [_remark_record(place, report) for place, report in one.remarks],
        "documents": [_document(document) for document in one.documents],
        "set_aside": aside and {"by": aside.by, "at": aside.at.isoformat(timespec="seconds") + "Z", "why": aside.why},
    }


def _claim(said: Said) -> dict[str, Any]:
    return {**wire.to_record(said.claim), "id": said.id, "sentence": said.sentence, "title": said.report.document.title}


def _remark_record(place: Place, report: Report) -> dict[str, Any]:
    return {
        "document": place.document,
        "start": place.start,
        "end": place.end,
        "quote": report.document.text[place.start : place.end],
        "sentence": report.sentence(place),
        "title": report.document.title,
    }


def _document(document: Document) -> dict[str, Any]:
    return {
        "id": document.id,
        "title": document.title,
        "publisher": document.publisher,
        "published": document.published and document.published.isoformat(),
        "found_at": document.origin,
    }
