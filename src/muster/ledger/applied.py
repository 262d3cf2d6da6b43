"""The judgements in force, each with the claim as it was read and as it stands, and the claim that stands for an older one now.

Invariant: a judgement is applied and never written into a claim; of an older version or reading only what a current claim stands for is
judged anew.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Mapping, Sequence, Set
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from muster.claims import passages
from muster.claims.claim import Claim
from muster.claims.errors import UsageError, ValueRefused
from muster.ledger import beside, reviews
from muster.ledger.reviews import Review, Span, TakenBack, Verdict
from muster.ledger.schema import CLAIM_TYPES, TABLES, Row, claim_from, claim_row, listed, now
from muster.ledger.shelf import HELD, latest

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """A claim with a judgement in force: `row` is the claim as it was read, `changed` what it was amended to where that is another claim;
    `amended_by` is the judgement that amended it, which may have been accepted since."""

    row: Row
    review: Review
    current: bool
    changed: Claim | None = None
    amended_by: Review | None = None

    @property
    def original(self) -> Claim:
        """The claim as it was read."""
        return claim_from(self.row)

    @property
    def claim(self) -> Claim:
        """The claim as it stands."""
        return self.changed or self.original


def judgements(connection: DuckDBPyConnection) -> dict[str, Judged]:
    """The judgements in force, by the id of the claim as it was read."""
    undone = taken_back(connection)
    said = [one for one in all_reviews(connection) if not undone or one.id not in undone]
    if not said:
        return {}
    names = list({one.claim for one in said})
    rows, current = _rows(connection, names), _current(connection, names)
    astray = {one.text_hash for one in said if one.claim not in current}
    amending = [one for one in said if one.verdict is Verdict.AMEND]
    if astray:  # some carry over to other claims: to which is told by all the claims of their texts
        later = _later(connection, sorted(astray))
        spans = _spans(connection, astray, later, besides=names)
        rows |= {span.claim.id: claim_row(span.claim) for span in spans}
        current |= {span.claim.id for span in spans if span.current}
        settled = reviews.settled(said, spans, later=later)
        amendments = reviews.settled(amending, spans, later=later)
    else:
        settled, amendments = ({one.claim: one for one in sorted(its, key=_when)} for its in (said, amending))
    found = {}
    for name, review in settled.items():
        try:
            changed = _changed(rows[name], review)
        except ValueRefused:
            continue  # what was amended does not fit what the better reader made of it: it is to be judged anew
        found[name] = Judged(
            row=rows[name],
            review=review,
            current=name in current,
            changed=changed,
            amended_by=amendments.get(name) if review.amended else None,
        )
    return found


def _rows(connection: DuckDBPyConnection, names: Sequence[str]) -> dict[str, Row]:
    """The claims of these ids as rows, by id."""
    rows = connection.execute(
        f"SELECT {listed(CLAIM_TYPES)} FROM claims WHERE id IN (SELECT unnest($1::VARCHAR[]))", [list(names)]
    ).fetchall()
    return {row[0]: tuple(row) for row in rows}


def _current(connection: DuckDBPyConnection, names: Sequence[str]) -> set[str]:
    """Those of the ids whose claims a reading in force made."""
    rows = connection.execute(
        f"WITH {beside.current(connection, 'SELECT unnest($1::VARCHAR[])')} SELECT id FROM base WHERE is_current",
        [list(names)],
    ).fetchall()
    return {name for (name,) in rows}


def _when(review: Review) -> dt.datetime:
    return review.at


def _changed(row: Row, review: Review) -> Claim | None:
    """What a judgement made of a claim; None where that is the claim as it was read. Raises `ValueRefused` for what is no claim."""
    if not review.amended:
        return None
    original = claim_from(row)
    changed = reviews.amended(original, review.amended)
    return changed if changed != original else None


def standing(connection: DuckDBPyConnection) -> dict[str, str]:
    """The judgements in force on current claims, by id, each with the document that its claim stands in."""
    judged = judgements(connection).values()
    return {one.review.id: str(one.row[1]) for one in judged if one.current}


def current(connection: DuckDBPyConnection, span: Span) -> Span:
    """The span, or where it is of an older version or reading the current claim that stands for it. Raises `UsageError` where none does."""
    if span.current:
        return span
    later = _later(connection, [span.text_hash])
    spans = {one.claim.id: one for one in _spans(connection, {span.text_hash}, later, besides=[span.claim.id])}
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


def reviews_of(connection: DuckDBPyConnection, claim: str, *, besides: Review | None = None) -> list[Review]:
    """Every judgement ever given on a claim, and one `besides` them, oldest first."""
    rows = connection.execute(
        f"SELECT {listed(TABLES['reviews'])} FROM reviews WHERE claim = $1 OR id = $2 ORDER BY seq",
        [claim, besides.id if besides else ""],
    ).fetchall()
    return [reviews.from_row(row) for row in rows]


def taken_back(connection: DuckDBPyConnection) -> dict[str, TakenBack]:
    """The judgements that were taken back, by id."""
    rows = connection.execute(f"SELECT {listed(TABLES['taken_back'])} FROM taken_back ORDER BY seq").fetchall()
    return {review: TakenBack(review=review, why=why, by=by, at=at) for _, review, why, by, at in rows}


def _later(connection: DuckDBPyConnection, texts: Sequence[str]) -> dict[str, set[str]]:
    """For each text those that places which once showed it show now in its stead."""
    rows = connection.execute(
        f"WITH {HELD} SELECT DISTINCT old.text_hash, new.text_hash FROM sightings s JOIN documents old ON old.id = s.document "
        "JOIN latest l ON l.origin = s.origin JOIN documents new ON new.id = l.document "
        "WHERE old.text_hash IN (SELECT unnest($1::VARCHAR[])) AND new.text_hash <> old.text_hash",
        [list(texts)],
    ).fetchall()
    later: dict[str, set[str]] = {}
    for old, new in rows:
        later.setdefault(old, set()).add(new)
    return later


_OF_TEXTS = (
    "SELECT rc.claim FROM reading_claims rc JOIN readings r ON r.id = rc.reading JOIN documents d ON d.id = r.document "
    "WHERE d.text_hash IN (SELECT unnest($1::VARCHAR[])) UNION ALL SELECT unnest($2::VARCHAR[])"
)


def _spans(
    connection: DuckDBPyConnection, texts: Set[str], later: Mapping[str, Set[str]], *, besides: Collection[str]
) -> list[Span]:
    """Every claim in these texts and in later ones, and `besides` these; with its sentence where texts took the place of others."""
    worded = {*later, *(text for after in later.values() for text in after)}
    rows = connection.execute(
        f"WITH {latest(_OF_TEXTS)} SELECT {listed(CLAIM_TYPES, of='base.')}, d.text_hash, is_current "
        "FROM base JOIN documents d ON d.id = base.host",
        [sorted(texts | worded), list(besides)],
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
