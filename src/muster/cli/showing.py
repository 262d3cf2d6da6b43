"""`muster show` and `muster documents`: one claim with all that is known of it, and where claims come from."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING, Annotated, Any

import typer

from muster.claims import passages, wire
from muster.claims.claim import Claim, Place
from muster.claims.document import Document
from muster.cli.layout import Column
from muster.cli.options import AsJson, LedgerFile, in_force
from muster.cli.shown import examples, figure_of, note, on_terminal, period_of, safe, safe_json, table
from muster.desk.copying import to_record

if TYPE_CHECKING:
    from muster.desk.steps import Review, Shelved, Shown, TakenBack

app = typer.Typer()
_DOCUMENTS = (
    Column("id", whole=True),
    Column("title"),
    Column("publisher", rank=3),
    Column("published", whole=True),
    Column("claims", whole=True, rank=1),
    Column("sightings", whole=True, rank=4),
    Column("found at", whole=True),
    Column("version", rank=2),
)


# ------------------------------------------------------------------ one claim
@app.command("show", epilog=examples("muster show 3f9a", "muster show 3f9a --json"))
def show(
    ctx: typer.Context,
    claim: Annotated[str, typer.Argument(metavar="CLAIM", help="The claim's id; its beginning will do.")],
    ledger: LedgerFile = None,
    as_json: AsJson = False,
) -> None:
    """Show all about one claim.

    Its paragraph with the figure marked, by which words each of its fields was decided, its document, its judgements, and what it bounds in
    the account.
    """
    from muster.cli import rows
    from muster.desk import steps
    from muster.desk.rows import tabulated

    settings = in_force(ctx, ledger=ledger)
    shown = steps.show(settings, claim)
    bounded = tabulated(settings, shown.held.original.id)
    if as_json:
        record = _record(shown) | {"account": rows.record(bounded)}
        typer.echo(safe_json(json.dumps(record, ensure_ascii=False, indent=1)))
        return
    typer.echo(paragraph(shown.document.text, shown.place))
    typer.echo()
    _fields(shown)
    _about(shown)
    rows.tell(bounded)


def paragraph(text: str, place: Place) -> str:
    """The figure's paragraph, the figure marked, and in a table the head of its column."""
    first, last = passages.paragraph(text, (place.start, place.end))
    before, figure, after = (
        safe(part, lines=True)
        for part in (text[first : place.start], text[place.start : place.end], text[place.end : last])
    )
    marked = typer.style(figure, bold=True, reverse=True) if on_terminal() else f"[[{figure}]]"
    head = passages.heading(text, (place.start, place.end))
    under = f"\nunder the heading “{safe(head)}”" if head else ""
    return "…" * (first > 0 and text[first - 1] != "\n") + before + marked + after + under


def _fields(shown: Shown) -> None:
    held, text = shown.held, shown.document.text
    traces = {trace.field: trace for trace in shown.traces}
    before = dict(_values(held.original))
    rows = []
    for field, value in _values(held.claim):
        trace = traces.get(field)
        words = " … ".join(" ".join(text[start:end].split()) for start, end in trace.words) if trace else ""
        read = f"(read as {before[field]})" if before[field] else "(none was read)"
        was = f"{value or 'none'} {read}" if value != before[field] else value
        rows.append([field, was, words, trace.rule if trace else "", f"{trace.confidence:.2f}" if trace else ""])
    table(("field", "value", "decided by the words", "rule", "confidence"), rows)


def _values(claim: Claim) -> list[tuple[str, object]]:
    return [
        ("figure", figure_of(claim)), ("unit", claim.figure.unit), ("per", claim.figure.per and claim.figure.per.value),
        ("measure", claim.measure.value), ("party", claim.party and claim.party.code), ("civilian", "yes" if claim.civilian else "no"),
        ("period", period_of(claim)), ("status", claim.status.value), ("speaker", claim.speaker), ("source", claim.source),
        ("scope", claim.scope), ("repeats", claim.repeats and claim.repeats[:10]), ("war", claim.war),
    ]  # fmt: skip


def _about(shown: Shown) -> None:
    held, document, reader = shown.held, shown.document, shown.reader
    typer.echo(
        safe(f"claim {held.original.id}, {held.state}{'' if held.current else ', of an older version or reading'}")
    )
    typer.echo(safe(f"document {document.id[:12]}: {described(document)}"))
    typer.echo(safe(f"  characters {shown.place.start} to {shown.place.end}; found at {', '.join(shown.origins)}"))
    typer.echo(
        safe(f"read by {reader.name} {reader.version}, lexicon {reader.lexicon[:12]}, confidence {held.confidence:.2f}")
    )
    for review in shown.reviews:
        carried = "" if review.claim == held.original.id else f", made on {review.claim[:10]} and carried over"
        taken = shown.taken_back.get(review.id)
        undone = f"; taken back by {taken.by} on {taken.at:%Y-%m-%d}: {taken.why}" if taken else ""
        what = "; ".join(f"{field}: {'none' if value is None else value}" for field, value in review.amended.items())
        typer.echo(
            safe(
                f"{review.state} by {review.by} on {review.at:%Y-%m-%d}{carried}: {review.why}{f' ({what})' if what else ''}{undone}"
            )
        )
    if shown.repeats:
        typer.echo(safe(f"repeats {shown.repeats.id[:10]}: {shown.repeats.quote}"))
    for one in shown.repeated_by:
        typer.echo(safe(f"repeated by {one.id[:10]}: {one.quote}"))


def described(document: Document) -> str:
    """A document's title, publisher and date, as far as they are known."""
    said = [document.title, document.publisher, document.published and str(document.published)]
    return ", ".join(part for part in said if part) or "untitled"


def _record(shown: Shown) -> dict[str, Any]:
    held, document, text = shown.held, shown.document, shown.document.text
    around = passages.paragraph(text, (shown.place.start, shown.place.end))
    sentence = passages.sentence(text, (shown.place.start, shown.place.end))
    return {
        "claim": to_record(
            replace(
                held,
                sentence=passages.in_one_line(text, (shown.place.start, shown.place.end)),
                origin=min(shown.origins),
            )
        ),
        "original": wire.to_record(held.original),
        "review": held.state,
        "current": held.current,
        "confidence": held.confidence,
        "sentence": text[slice(*sentence)],
        "paragraph": text[slice(*around)],
        "fields": {
            trace.field: {
                "rule": trace.rule,
                "confidence": trace.confidence,
                "words": [{"start": start, "end": end, "words": text[start:end]} for start, end in trace.words],
            }
            for trace in shown.traces
        },
        "reader": {"name": shown.reader.name, "version": shown.reader.version, "lexicon": shown.reader.lexicon},
        "document": {
            "id": document.id,
            "title": document.title,
            "publisher": document.publisher,
            "published": document.published and document.published.isoformat(),
            "language": document.language,
            "media": document.media,
            "found_at": list(shown.origins),
        },
        "reviews": [_review(review) | _taken(shown.taken_back.get(review.id)) for review in shown.reviews],
        "repeats": shown.repeats and shown.repeats.id,
        "repeated_by": [one.id for one in shown.repeated_by],
    }


def _review(review: Review) -> dict[str, Any]:
    return {
        "claim": review.claim,
        "verdict": review.verdict.value,
        "amended": dict(review.amended),
        "why": review.why,
        "by": review.by,
        "at": review.at.isoformat(timespec="seconds") + "Z",
    }


def _taken(one: TakenBack | None) -> dict[str, Any]:
    if one is None:
        return {}
    return {"taken_back": {"why": one.why, "by": one.by, "at": one.at.isoformat(timespec="seconds") + "Z"}}


# ------------------------------------------------------------------ documents
@app.command("documents", epilog=examples("muster documents", "muster documents --all --json"))
def documents(
    ctx: typer.Context,
    everything: Annotated[bool, typer.Option("--all", help="Also the versions that others have replaced.")] = False,
    ledger: LedgerFile = None,
    as_json: AsJson = False,
) -> None:
    """List the documents in the ledger.

    Where each was found, how many claims it holds, and which have changed since they were first seen.
    """
    from muster.desk import steps

    found = steps.documents(in_force(ctx, ledger=ledger), everything=everything)
    if as_json:
        typer.echo(safe_json(json.dumps([_shelved(one) for one in found], ensure_ascii=False, indent=1)))
        return
    if not found:
        note("no document is in the ledger")
        return
    table(
        _DOCUMENTS,
        [
            [
                one.id[:12],
                one.title,
                one.publisher,
                one.published,
                one.claims,
                one.sightings,
                _places(one),
                _version(one),
            ]
            for one in found
        ],
    )


def _places(one: Shelved) -> str:
    more = f" and {len(one.origins) - 1} more" if len(one.origins) > 1 else ""
    return one.origins[0] + more


def _version(one: Shelved) -> str:
    if one.versions == 1:
        return f"put right, now {one.replaced_by[:12]}" if one.replaced_by else ""
    said = f"version {one.version} of {one.versions}"
    if not one.current and one.replaced_by:
        return f"{said}, replaced by {one.replaced_by[:12]}"
    return f"{said}, in place of {one.instead_of[:12]}" if one.instead_of else said


def _shelved(one: Shelved) -> dict[str, Any]:
    return {
        "id": one.id,
        "title": one.title,
        "publisher": one.publisher,
        "published": one.published and one.published.isoformat(),
        "claims": one.claims,
        "sightings": one.sightings,
        "found_at": list(one.origins),
        "readings": one.readings,
        "version": one.version,
        "versions": one.versions,
        "current": one.current,
        "instead_of": one.instead_of,
        "replaced_by": one.replaced_by,
    }
