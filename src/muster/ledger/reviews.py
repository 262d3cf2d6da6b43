"""Judgements on claims, and which claim each of them speaks of now.

Invariants: a judgement is a row of its own and the claim it judges is never altered; a judgement speaks of the claim it was made
on while a current reading holds it, and else of the one claim a current reading made of the same figure in the same text, or in the
same sentence of the text that took that one's place. It is said
of the claim as that was shown: what an earlier judgement amended holds on through an acceptance and a further amendment.
"""

from __future__ import annotations

import datetime as dt
import json
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from muster.claims.claim import Claim
from muster.claims.document import digest
from muster.claims.errors import UsageError, ValueRefused
from muster.claims.wire import from_record, to_record
from muster.ledger.schema import Row

AMENDABLE = (
    "low", "high", "bound", "unit", "per", "measure", "party", "civilian", "start_date", "end_date", "status", "speaker",
    "source", "scope", "war",
)  # fmt: skip


class Verdict(StrEnum):
    """What a reviewer may say of a claim."""

    ACCEPT = "accept"
    REJECT = "reject"
    AMEND = "amend"


STATES = {Verdict.ACCEPT: "accepted", Verdict.REJECT: "rejected", Verdict.AMEND: "amended"}
UNDECIDED = "undecided"


@dataclass(frozen=True, slots=True, kw_only=True)
class Review:
    """A judgement: on which claim, where its figure stood, what was said, by whom and when (UTC)."""

    claim: str
    text_hash: str
    start: int
    end: int
    numbers: tuple[float, ...]
    verdict: Verdict
    amended: Mapping[str, Any]
    why: str
    by: str
    at: dt.datetime

    @property
    def id(self) -> str:
        """20 hex digits of the hash of what was judged, how, by whom and when."""
        return digest(self.claim, self.verdict, dict(self.amended), self.why, self.by, self.at.isoformat(), length=20)

    @property
    def state(self) -> str:
        """`accepted`, `rejected` or `amended`."""
        return STATES[self.verdict]

    @property
    def all_numbers(self) -> frozenset[tuple[float, ...]]:
        """The numbers read and the numbers they were amended to: either is the same figure, read again."""
        amended = tuple(
            sorted({float(self.amended[end]) for end in ("low", "high") if self.amended.get(end) is not None})
        )
        return frozenset({self.numbers, amended or self.numbers})


@dataclass(frozen=True, slots=True, kw_only=True)
class TakenBack:
    """That a judgement was taken back: which, why, by whom and when (UTC)."""

    review: str
    why: str
    by: str
    at: dt.datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """A claim as far as judgements need it; `current` where a current reading made it, `amended` what the judgement in force changed,
    `worded` its sentence and where in it the figure begins, where that is needed."""

    claim: Claim
    text_hash: str
    current: bool
    amended: Mapping[str, Any] = field(default_factory=dict)
    worded: tuple[str, int] | None = None


def review_of(
    span: Span, verdict: Verdict, *, why: str, by: str, at: dt.datetime, changes: Mapping[str, Any] | None = None
) -> Review:
    """A judgement on the span's claim as it is shown. Raises `UsageError` where it cannot mean anything, `ValueRefused` for values no
    claim may hold."""
    changes = dict(changes or {})
    if not why.strip():
        raise UsageError("a judgement needs its reason: --why …")
    if not by.strip():
        raise UsageError("a judgement needs a name: --by …, or reviewer = … in muster.toml")
    if changes and verdict is not Verdict.AMEND:
        raise UsageError(f"{verdict.value} says nothing else of a claim; only amend changes {', '.join(changes)}")
    if verdict is Verdict.AMEND:
        changes = _amendment(span, changes)
    elif verdict is Verdict.ACCEPT:
        changes = dict(span.amended)
        amended(span.claim, changes)
    return Review(
        claim=span.claim.id,
        text_hash=span.text_hash,
        start=span.claim.place.start,
        end=span.claim.place.end,
        numbers=_numbers(span.claim),
        verdict=verdict,
        amended=changes,
        why=why.strip(),
        by=by.strip(),
        at=at,
    )


def _amendment(span: Span, changes: dict[str, Any]) -> dict[str, Any]:
    """All that is amended of the span's claim with these changes."""
    if not changes:
        raise UsageError("amend needs at least one field to amend")
    shown = amended(span.claim, span.amended)
    changes = _settle_ends(changes, shown)
    again = all(field in span.amended and span.amended[field] == value for field, value in changes.items())
    changes = dict(span.amended) | changes
    if amended(span.claim, changes) == shown and not again:
        raise UsageError("that amends nothing, for the claim says so as it is; accept it where it is right")
    return changes


def _settle_ends(changes: dict[str, Any], claim: Claim) -> dict[str, Any]:
    """Both ends of a figure follow from its bound, so that one number suffices to amend a point; two that differ are a range."""
    if not {"low", "high", "bound"} & set(changes):
        return changes
    bound = changes.get("bound", claim.figure.bound.value)
    low, high = (changes.get(end, getattr(claim.figure, end)) for end in ("low", "high"))
    said = [changes[end] for end in ("low", "high") if changes.get(end) is not None]
    if len(said) == 2:
        bound = _bound_of_two(said, changes)
    elif bound == "at_least":
        low, high = (said[0] if said else low if low is not None else high), None
    elif bound == "at_most":
        low, high = None, (said[0] if said else high if high is not None else low)
    elif bound != "between" and not {"low", "high"} <= set(changes):
        low = high = said[0] if said else low if low is not None else high
    return changes | {"low": low, "high": high, "bound": bound}


def _bound_of_two(ends: Sequence[Any], changes: Mapping[str, Any]) -> str:
    """The bound of a figure whose ends were both said: what was said of it, else a range, or one number."""
    low, high = ends
    if low > high:
        raise ValueRefused(f"a range must not be reversed; got low {low} and high {high}")
    return str(changes.get("bound", "exact" if low == high else "between"))


def amended(claim: Claim, changes: Mapping[str, Any]) -> Claim:
    """The claim with the changes laid over it, checked like any other; its quote and place stay."""
    unknown = sorted(set(changes) - set(AMENDABLE))
    if unknown:
        raise UsageError(f"{unknown[0]!r} cannot be amended; what can is {', '.join(AMENDABLE)}")
    return from_record(to_record(claim) | dict(changes) | {"id": None})


def same(one: Review, other: Review) -> bool:
    """Whether two judgements say the same of the same claim in the same name, whenever that was."""
    return _gist(one) == _gist(other)


def _gist(review: Review) -> tuple[object, ...]:
    return review.claim, review.verdict, dict(review.amended), review.why, review.by


def _numbers(claim: Claim) -> tuple[float, ...]:
    return tuple(float(number) for number in claim.figure.numbers)


# ------------------------------------------------------------------ which claim a judgement speaks of
def settled(
    reviews: Iterable[Review], spans: Iterable[Span], *, later: Mapping[str, Collection[str]] | None = None
) -> dict[str, Review]:
    """For each claim's id the judgement in force on it: the last on the claim itself, else the last that carries over to it. `later` are
    the texts that took the place of a text, by hash."""
    later = later or {}
    known = {span.claim.id: span for span in spans}
    by_text: dict[str, list[Span]] = defaultdict(list)
    for span in known.values():
        if span.current:
            by_text[span.text_hash].append(span)
    own: dict[str, Review] = {}
    astray: list[Review] = []
    for review in sorted(reviews, key=lambda review: review.at):
        if review.claim in known:
            own[review.claim] = review
        if review.claim not in known or not known[review.claim].current:
            astray.append(review)
    free = {text: [span for span in its if span.claim.id not in own] for text, its in by_text.items()}
    carried: dict[str, Review] = {}
    for review in astray:
        found = _carried(review, known.get(review.claim), by_text=free, later=later)
        if found is not None:
            carried[found.claim.id] = review
    return carried | own


def heir(review: Review, judged: Span, *, among: Iterable[Span], later: Mapping[str, Collection[str]]) -> Span | None:
    """The current claim among these that a judgement on one which is not current would speak of, None for none."""
    by_text: dict[str, list[Span]] = defaultdict(list)
    for one in among:
        if one.current:
            by_text[one.text_hash].append(one)
    return _carried(review, judged, by_text=by_text, later=later)


def _carried(
    review: Review,
    judged: Span | None,
    *,
    by_text: Mapping[str, Sequence[Span]],
    later: Mapping[str, Collection[str]],
) -> Span | None:
    """The current claim that a judgement on one which is not current speaks of now."""
    after = [span for text in later.get(review.text_hash, ()) for span in by_text.get(text, ())]
    same = _same_figure(review, judged, among=by_text.get(review.text_hash, ()))
    return same or _successor(review, judged, among=after)


def _same_figure(review: Review, judged: Span | None, *, among: Sequence[Span]) -> Span | None:
    """The current claim on the same figure: the one most like what was judged, or None."""
    found = [
        span
        for span in among
        if span.claim.place.start < review.end
        and review.start < span.claim.place.end
        and _numbers(span.claim) in review.all_numbers
    ]
    return max(found, key=lambda span: (_likeness(judged, span), span.claim.id), default=None)


def _successor(review: Review, judged: Span | None, *, among: Sequence[Span]) -> Span | None:
    """The current claim on the same figure in the same sentence of a later text, or None."""
    if judged is None or judged.worded is None:
        return None
    sentence, at = judged.worded
    end = at + review.end - review.start
    found = [
        span
        for span in among
        if span.worded is not None
        and span.worded[0] == sentence
        and span.worded[1] < end
        and at < span.worded[1] + len(span.claim.quote)
        and _numbers(span.claim) in review.all_numbers
    ]
    return max(found, key=lambda span: (_likeness(judged, span), span.claim.id), default=None)


def _likeness(judged: Span | None, span: Span) -> int:
    if judged is None:
        return 0
    one, other = to_record(judged.claim), to_record(span.claim)
    weights = {
        "measure": 4,
        "party": 4,
        "per": 2,
        "unit": 2,
        "start": 1,
        "end": 1,
        "civilian": 1,
        "start_date": 1,
        "end_date": 1,
    }
    return sum(weight for field, weight in weights.items() if one[field] == other[field])


# ------------------------------------------------------------------ rows
def to_row(review: Review, seq: int) -> Row:
    """A judgement as the columns of the table."""
    return (
        seq, review.id, review.claim, review.text_hash, review.start, review.end, list(review.numbers), review.verdict.value,
        json.dumps(dict(review.amended), ensure_ascii=False, default=str), review.why, review.by, review.at,
    )  # fmt: skip


def from_row(row: Sequence[Any]) -> Review:
    """The judgement of a row."""
    _, _, claim, text, start, end, numbers, verdict, changes, why, by, at = row
    return Review(
        claim=claim,
        text_hash=text,
        start=start,
        end=end,
        numbers=tuple(numbers),
        verdict=Verdict(verdict),
        amended=json.loads(changes),
        why=why,
        by=by,
        at=at,
    )
