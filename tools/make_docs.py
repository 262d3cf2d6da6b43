"""The pages of the documentation that are written from the code: the vocabulary, the fields of a claim, the commands, the account.

Each function gives a page as Markdown, so that a test can read what a reader will; `write`, which `make docs` calls, puts them where
they are kept, and a test holds what is kept to the code.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import make_account_docs

from muster.claims.figure import Bound, Per
from muster.claims.measures import MEASURES, STATUSES
from muster.claims.remark import RemarkKind
from muster.claims.war import shipped_wars
from muster.claims.wire import COLUMNS

GROUPS = {
    "loss": "Losses",
    "gain": "Gains",
    "level": "Levels",
    "reasoned": "What such statements are reasoned from",
}
UNITS = {
    "person": "people",
    "km2": "square kilometres",
    "percent": "percent",
    "ratio": "a plain number",
    "money": "money, in the currency's ISO code",
}
BOUNDS = {
    Bound.EXACT: "no hedge: `1,523`",
    Bound.ABOUT: "about, roughly, some, an estimated, nearly, almost, close to",
    Bound.AT_LEAST: "more than, over, at least, exceeds: `low` is given, `high` is empty",
    Bound.AT_MOST: "up to, fewer than, under, as many as: `high` is given, `low` is empty",
    Bound.BETWEEN: "two ends: between 20,000 and 25,000, 30–35 thousand",
}
PERS = {
    Per.DAY: "a rate for each day",
    Per.WEEK: "a rate for each week",
    Per.MONTH: "a rate for each month",
    Per.YEAR: "a rate for each year",
    Per.KM2: "casualties for each square kilometre",
    Per.PERSON: "pay for one person, once",
}
REMARKS = {
    RemarkKind.RECORD: "“an all-time high”, “for the first time above 2,000”",
    RemarkKind.STREAK: "“the fifth month running”",
    RemarkKind.CHANGE: "“rose by 20 percent”",
    RemarkKind.MULTIPLE: "“almost twice the average”",
    RemarkKind.EXCEEDS: "“losing more than it recruits”",
    RemarkKind.BENCHMARK: "“more than in ten years of Afghanistan”",
    RemarkKind.SECOND_UNIT: "“(910 square miles)” after the same in square kilometres",
    RemarkKind.DURATION: "“over nine years”",
    RemarkKind.EVENT: "“partial mobilisation”",
}
FIELDS = {
    "id": "20 hex digits: the hash of all the other fields. In gold files `c1`, `c2`, … in text order",
    "document": "the id of the document: the hash of its content",
    "figure": "the words of the text that state the figure, with hedge and scale words",
    "start": "offset of the first character of `figure` in the document's text",
    "end": "offset after its last character: `text[start:end] == figure`, always",
    "low": "the lower end as a plain number; empty for `at_most`",
    "high": "the upper end; empty for `at_least`, the same as `low` for a single number",
    "bound": "how the words bound the number, see [bounds](generated/vocabulary.md#bounds)",
    "unit": "`person`, `km2`, `percent`, `ratio`, or a currency's ISO 4217 code",
    "per": "empty for a total or a level, else what a rate is counted over, see [rates](generated/vocabulary.md#rates)",
    "measure": "what is counted, see [measures](generated/vocabulary.md#measures)",
    "party": "whose people: an ISO 3166 code (`RU`), or the state's code and a force (`SD-RSF`); empty where a text does not tell",
    "civilian": "true where civilians are counted, alone or among others",
    "start_date": "first day of the period that the figure covers",
    "end_date": "last day of it; for a level both are the day it is stated for",
    "status": "by what right it is stated, see [statuses](generated/vocabulary.md#statuses)",
    "speaker": "who is credited with it in the text; empty for the document's own voice",
    "source": "whose data it is, where the speaker took it from elsewhere",
    "scope": "words that narrow it to a rank, a unit, a place",
    "war": "the id of the war, where it is known",
    "published": "when it was said, where that is not the document's own date",
    "publisher": "who published it, where that is not the document's own publisher",
    "repeats": "the earlier claim of the same document that this one says again",
}


def vocabulary() -> str:
    """Measures and statuses with an example each, bounds, rates, remarks and the wars that are known."""
    lines = [
        "# Vocabulary",
        "",
        "What a figure can be of, by what right it is stated, and how its words bound it. These are the only words that a claim is",
        "made of. This page is written from the code.",
        "",
        "## Measures",
        "",
    ]
    for group, title in GROUPS.items():
        lines += [f"### {title}", ""]
        for measure, about in MEASURES.items():
            if about.group == group:
                lines += [f"#### `{measure.value}`", "", f"**{about.title}**, in {UNITS[about.unit]}. {about.what}", ""]
                lines += [f"> {about.example}", ""]
    lines += ["## Statuses", ""]
    for status, about in STATUSES.items():
        lines += [f"### `{status.value}`", "", f"**{about.title}.** {about.what}", "", f"> {about.example}", ""]
    lines += ["## Bounds", "", *_table({b.value: said for b, said in BOUNDS.items()}, ("bound", "said as"))]
    lines += ["## Rates", "", *_table({p.value: said for p, said in PERS.items()}, ("per", "what it is"))]
    lines += ["## Remarks", "", "Spans that are no claims, kept because a claim is judged by them.", ""]
    lines += _table({k.value: said for k, said in REMARKS.items()}, ("remark", "said as"))
    lines += [
        "## Wars",
        "",
        "Their parties, offices and dates come with Muster; [others can be added](../wars.md).",
        "",
    ]
    lines += _wars()
    return "\n".join(lines)


def fields() -> str:
    """The columns of a claim, in the order of CSV and Parquet."""
    return "\n".join(_table({name: FIELDS[name] for name in COLUMNS}, ("field", "what it holds")))


def _table(rows: Mapping[str, str], head: tuple[str, str]) -> list[str]:
    cells = (f"| `{_cell(key)}` | {said} |" for key, said in rows.items())
    return [f"| {head[0]} | {head[1]} |", "| --- | --- |", *cells, ""]


def _cell(text: str) -> str:
    return text.replace("|", "\\|")


def _wars() -> list[str]:
    lines = ["| id | name | from | to | parties |", "| --- | --- | --- | --- | --- |"]
    for war in shipped_wars().values():
        parties = ", ".join(f"`{side.party}`" for side in war.parties)
        lines.append(f"| `{war.id}` | {war.name} | {war.start} | {war.end or ''} | {parties} |")
    return [*lines, ""]


# ------------------------------------------------------------------ commands
def commands() -> str:
    """Every command with its arguments and options, as its own help has them."""
    lines = [
        "# Commands",
        "",
        "Each command says the same with `--help`. This page is written from the commands.",
        "",
        "Exit codes: 0 done, 1 a finding is there that `--fail-on` names, 2 an option that is not known, 64 a command that cannot mean",
        "anything, 65 bad data, 66 no such input, 74 reading or writing failed, 75 the ledger is in use (try again), 78 bad settings, 130",
        "stopped. A file that was named and",
        "could not be read makes the code (66 where it is not there, else 65) though the others were read; one within a folder is told",
        "and makes none.",
        "",
    ]
    for path, command in walk():
        lines += [
            f"## `{path}`",
            "",
            *_paragraphs(command.help or ""),
            *_parameters(command),
            *_examples(command.epilog),
        ]
    return "\n".join(lines)


def walk() -> Iterator[tuple[str, Any]]:
    """Each command by its whole name (`muster review`), groups before what is in them, the program itself left out."""
    from typer.main import get_command

    from muster.cli.main import app

    waiting: list[tuple[str, Any]] = [("muster", get_command(app))]
    while waiting:
        path, command = waiting.pop(0)
        if path != "muster":
            yield path, command
        inside = getattr(command, "commands", {})
        waiting = [(f"{path} {name}", inside[name]) for name in inside if not inside[name].hidden] + waiting


def _paragraphs(text: str) -> list[str]:
    """A help text as Markdown: its paragraphs kept, the marks of the terminal's own layout taken out."""
    parts = text.replace("\b\n", "").replace("\f", "\n\n").strip().split("\n\n")
    return [line for part in parts for line in (_plain(part.strip()), "")]


def _plain(text: str) -> str:
    return text.replace("[", "\\[").replace("<", "&lt;").replace("*", "\\*").replace("|", "\\|")


def _parameters(command: Any) -> list[str]:
    rows = {}
    for parameter in command.params:
        if getattr(parameter, "hidden", False):
            continue
        if parameter.param_type_name == "argument":
            key = (parameter.metavar or parameter.name.upper()).strip("[]")
        else:
            key = " ".join([", ".join([*parameter.opts, *parameter.secondary_opts]), parameter.metavar or ""]).strip()
        rows[key] = _plain(" ".join((getattr(parameter, "help", None) or "").split()))
    return _table(rows, ("argument or option", "what it does")) if rows else []


def _examples(epilog: str | None) -> list[str]:
    """The examples under a command's help, as they stand there."""
    lines = [line.strip() for line in (epilog or "").replace("\b", "").splitlines()]
    shown = [line for line in lines if line and not line.startswith("Examples")]
    return ["```", *shown, "```", ""] if shown else []


def pages(docs: Path) -> dict[Path, str]:
    """Every page that is written from the code by its place, as it has to be."""
    formats, findings, account, estimate, watch = (
        docs / f"{name}.md" for name in ("formats", "findings", "account", "estimate", "watch")
    )
    return {
        docs / "generated" / "vocabulary.md": vocabulary().rstrip() + "\n",
        docs / "generated" / "cli.md": commands().rstrip() + "\n",
        formats: _filled(formats, {"fields": fields()}),
        findings: _filled(findings, {name: getattr(make_account_docs, name)() for name in FINDINGS}),
        account: _filled(account, {name: getattr(make_account_docs, name)() for name in ACCOUNT}),
        estimate: _filled(estimate, {"assumptions": make_account_docs.assumptions()}),
        watch: _filled(watch, {name: getattr(make_account_docs, name)() for name in WATCH}),
    }


FINDINGS = ("severities", "verdicts", "kinds")
WATCH = ("questions", "indicators", "thresholds")
ACCOUNT = ("stocks", "flows", "chart", "rules")


def _filled(path: Path, pieces: Mapping[str, str]) -> str:
    """The page at this place with each piece between its marks."""
    page = path.read_text(encoding="utf-8")
    for name, text in pieces.items():
        page = _between(page, name, text)
    return page


def _between(page: str, name: str, text: str) -> str:
    """The page with the text between its marks `<!-- name -->` and `<!-- /name -->`."""
    head, _, rest = page.partition(f"<!-- {name} -->\n")
    _, mark, tail = rest.partition(f"<!-- /{name} -->")
    if not mark:
        raise ValueError(
            f"a page must have the marks of what is written into it; there is no <!-- {name} --> … <!-- /{name} -->"
        )
    return f"{head}<!-- {name} -->\n\n{text.strip()}\n\n<!-- /{name} -->{tail}"


def write(docs: Path) -> None:
    """All of them, each only where it changed, so that an unchanged one is not built again."""
    (docs / "generated").mkdir(exist_ok=True)
    for path, page in pages(docs).items():
        if not path.exists() or path.read_text(encoding="utf-8") != page:
            path.write_text(page, encoding="utf-8")


if __name__ == "__main__":
    write(Path(__file__).resolve().parents[1] / "docs")
