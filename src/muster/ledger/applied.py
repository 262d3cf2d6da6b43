"""The judgements in force, each with the claim as it was read and as it stands, and the claim that stands for an older one now.

Invariant: a judgement is applied and never written into a claim; of an older version or reading only what a current claim stands for is
judged anew.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from muster.claims import passages
from muster.claims.claim import Claim
from muster.claims.errors import UsageError, ValueRefused
from muster.ledger import reviews
from muster.ledger.reviews import Review, Span, Verdict
from muster.ledger.schema import CLAIM_TYPES, TABLES, claim_from, listed, now
from muster.ledger.shelf import LATEST

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """A claim with a judgement in force: `claim` has what was amended, else it is the original; `amended_by` is the judgement that
    amended it, which may have been accepted since."""

    original: Claim
    claim: Claim
    review: Review
    current: bool
    amended_by: Review | None = None


def judgements(connection: DuckDBPyConnection) -> dict[str, Judged]:
    """The judgements in force, by the id of the claim as it was read."""
    said = all_reviews(connection)
    if not said:
        return {}
    later = _later(connection, sorted({review.text_hash for review in said}))
    spans = _spans(connection, {review.text_hash for review in said}, later)
    by_id = {span.claim.id: span for span in spans}
    amendments = reviews.settled((one for one in said if one.verdict is Verdict.AMEND), spans, later=later)
    found = {}
    for name, review in reviews.settled(said, spans, later=later).items():
        original = by_id[name].claim
        try:
            claim = reviews.amended(original, review.amended) if review.amended else original
        except ValueRefused:
            continue  # what was amended does not fit what the better reader made of it: it is to be judged anew
        found[name] = Judged(
            original=original,
            claim=claim,
            review=review,
            current=by_id[name].current,
            amended_by=amendments.get(name) if review.amended else None,
        )
    return found


def standing(connection: DuckDBPyConnection) -> dict[str, str]:
    """The judgements in force on current claims, by id, each with the document that its claim stands in."""
    judged = judgements(connection).values()
    return {one.review.id: one.original.place.document for one in judged if one.current}


def current(connection: DuckDBPyConnection, span: Span) -> Span:
    """The span, or where it is of an older version or reading the current claim that stands for it. Raises `UsageError` where none does."""
    if span.current:
        return span
    later = _later(connection, [span.text_hash])
    spans = {one.claim.id: one for one in _spans(connection, {span.text_hash}, later)}
    judgement = reviews.review_of(span, Verdict.ACCEPT, why="followed", by="nobody", at=now())
    heir = reviews.heir(judgement, spans[span.claim.id], among=spans.values(), later=later)
    if heir is None:
        raise UsageError(
            f"the claim {span.claim.id} is of an older version or reading, and no current claim stands for it"
        )
    judged = judgements(connection).get(heir.claim.id)
    return replace(heir, amended=judged.review.amended if judged else {})


def all_reviews(connection: DuckDBPyConnection) -> list[Review]:
    """Every judgement ever given, oldest first."""
    rows = connection.execute(f"SELECT {listed(TABLES['reviews'])} FROM reviews ORDER BY seq").fetchall()
    return [reviews.from_row(row) for row in rows]


def _later(connection: DuckDBPyConnection, texts: Sequence[str]) -> dict[str, set[str]]:
    """For each text those that places which once showed it show now in its stead."""
    rows = connection.execute(
        f"WITH {LATEST} SELECT DISTINCT old.text_hash, new.text_hash FROM sightings s JOIN documents old ON old.id = s.document "
        "JOIN latest l ON l.origin = s.origin JOIN documents new ON new.id = l.document "
        "WHERE old.text_hash IN (SELECT unnest($1::VARCHAR[])) AND new.text_hash <> old.text_hash",
        [list(texts)],
    ).fetchall()
    later: dict[str, set[str]] = {}
    for old, new in rows:
        later.setdefault(old, set()).add(new)
    return later


def _spans(connection: DuckDBPyConnection, texts: Set[str], later: Mapping[str, Set[str]]) -> list[Span]:
    """Every claim in these texts and in later ones; with its sentence where texts took the place of others."""
    worded = {*later, *(text for after in later.values() for text in after)}
    rows = connection.execute(
        f"WITH {LATEST} SELECT {listed(CLAIM_TYPES, of='base.')}, d.text_hash, is_current "
        "FROM base JOIN documents d ON d.id = base.host WHERE d.text_hash IN (SELECT unnest($1::VARCHAR[])) "
        "OR base.id IN (SELECT claim FROM reviews)",
        [sorted(texts | worded)],
    ).fetchall()
    read = connection.execute(
        "SELECT text_hash, any_value(text) FROM documents WHERE text_hash IN (SELECT unnest($1::VARCHAR[])) GROUP BY text_hash",
        [sorted(worded)],
    ).fetchall()
    text_of: dict[str, str] = dict(read)
    spans = []
    for row in rows:
        claim, text = claim_from(row[:-2]), text_of.get(row[-2])
        said = _worded(text, claim) if text is not None else None
        spans.append(Span(claim=claim, text_hash=row[-2], current=row[-1], worded=said))
    return spans


def _worded(text: str, claim: Claim) -> tuple[str, int] | None:
    start, end = claim.place.start, claim.place.end
    if text[start:end] != claim.quote:
        return None
    first, last = passages.sentence(text, (start, end))
    return " ".join(text[first:last].split()), len(" ".join(text[first:start].split()))
