"""What goes to the screen: text made safe, tables, marks.

Invariant: nothing out of a document, a name or an error reaches a terminal unescaped. Control characters, terminal escapes and marks
that turn the direction of writing are shown as `\\x1b` or `\\u202e`; machine formats into a pipe or a file are left exact.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING

import typer

from muster.claims.claim import Claim
from muster.cli.layout import Column, fit, paragraphs

if TYPE_CHECKING:
    from rich.console import Console

# Controls, the marks that steer direction, invisible and unpaired characters. Line ends and tabs stay only where `lines` allows.
_UNSAFE = re.compile(
    "[\x00-\x1f\x7f-\x9f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\ud800-\udfff]"
)


SET_ASIDE = (
    Column("figure", whole=True),
    Column("why", whole=True),
    Column("because", rank=1),
    Column("sentence"),
)


def safe(text: object, *, lines: bool = False) -> str:
    """The text with all that could steer a terminal written out; with `lines` its line ends are kept."""

    def escaped(found: re.Match[str]) -> str:
        character = found[0]
        if lines and character in "\n\t":
            return character
        return f"\\x{ord(character):02x}" if ord(character) < 0x100 else f"\\u{ord(character):04x}"

    return _UNSAFE.sub(escaped, str(text))


def safe_json(text: str) -> str:
    """JSON that means the same, with what could steer a terminal as `\\u` escapes: within JSON such characters stand in strings only."""
    return _UNSAFE.sub(lambda found: found[0] if found[0] == "\n" else f"\\u{ord(found[0]):04x}", text)


def note(text: str) -> None:
    """A line to the person, beside the output."""
    typer.echo(safe(text), err=True)


def note_of(names: Sequence[str], said: str) -> None:
    """What is to be said of several documents, in one line that names a few of them."""
    few = f"{', '.join(names[:3])} and {len(names) - 3:,} more" if len(names) > 4 else ", ".join(names)
    note(f"muster: {few}: {said}")


def on_terminal() -> bool:
    """Whether the output goes to a person's screen."""
    return sys.stdout.isatty()


def table(columns: Sequence[str | Column], rows: Sequence[Sequence[object]], *, title: str | None = None) -> None:
    """A table: on a terminal drawn as its width allows, in a pipe a header and lines with tabs between the cells."""
    heads = [Column(one) if isinstance(one, str) else one for one in columns]
    cells = [["" if cell is None else safe(cell) for cell in row] for row in rows]
    if not on_terminal():
        for line in [[head.name for head in heads], *cells]:
            typer.echo("\t".join(line))
        return
    from rich.console import Console

    console = Console()
    kept = fit(heads, cells, width=console.width)
    if kept is None:
        for said in paragraphs(heads, cells, width=console.width):
            typer.echo(f"{said}\n")
        return
    _draw(
        console, [heads[number] for number in kept], [[line[number] for number in kept] for line in cells], title=title
    )
    left_out = [
        head.name for number, head in enumerate(heads) if number not in kept and any(line[number] for line in cells)
    ]
    if left_out:
        said = f"columns left out: {', '.join(left_out)}; a wider terminal shows them, and so does a pipe or JSON"
        typer.echo(typer.style(said, dim=True))


def _draw(console: Console, heads: Sequence[Column], cells: Sequence[Sequence[str]], *, title: str | None) -> None:
    from rich import box
    from rich.table import Table
    from rich.text import Text

    drawn = Table(title=Text(safe(title)) if title else None, box=box.SIMPLE, title_justify="left", show_edge=False)
    for head, column in zip(heads, zip(*cells, strict=True), strict=True):
        width = max(len(head.name), *map(len, column)) if head.whole else None
        drawn.add_column(head.name, no_wrap=head.whole, min_width=width, overflow="fold")
    for line in cells:
        drawn.add_row(*(Text(cell) for cell in line))
    console.print(drawn)


def plural(number: int, noun: str) -> str:
    """`1 claim`, `1,200 claims`."""
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def whose(claim: Claim) -> str:
    """Whose people a claim counts, in running words: `ET civilians`, `RU`, or nothing."""
    party = claim.party.code if claim.party else ""
    return f"{party} civilians".strip() if claim.civilian else party


def civilian(claim: Claim) -> str:
    """Whether civilians are counted, in a cell."""
    return "yes" if claim.civilian else ""


def period_of(claim: Claim) -> str:
    """A claim's period in a cell: one day, two days with a slash between, or nothing."""
    start, end = claim.period.start, claim.period.end
    if start is None and end is None:
        return ""
    return str(start) if start == end else f"{start or '…'}/{end or '…'}"


def figure_of(claim: Claim) -> str:
    """What a claim's figure comes to: `at least 15,000`, `about 1,200 per day`."""
    f = claim.figure
    return f.spoken() + (f" per {f.per.value}" if f.per else "")


def examples(*lines: str) -> str:
    """The examples below a command's help, kept line by line."""
    return "\b\nExamples:\n" + "\n".join(f"  {line}" for line in lines)
