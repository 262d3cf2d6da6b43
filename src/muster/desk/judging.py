"""What a person makes of a claim: which of its fields a form changes, and where two people judged the same claim differently."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from muster.claims.claim import Claim
from muster.claims.errors import UsageError
from muster.claims.wire import number_of, to_record, truth
from muster.desk.naming import party
from muster.desk.settings import Settings
from muster.ledger import applied, query
from muster.ledger.query import Held
from muster.ledger.reviews import AMENDABLE, Review, Verdict, amended, review_of
from muster.ledger.schema import now
from muster.ledger.store import Ledger

_NUMBERS = ("low", "high")


def changes(claim: Claim, form: Mapping[str, str], *, settings: Settings) -> dict[str, Any]:
    """What a form changes of a claim that was shown so: its fields by name, each as text, an empty one for nothing. A party may be named.
    Raises `UsageError` or `ValueRefused` for what no field can hold."""
    shown, found = to_record(claim), dict[str, Any]()
    for field in AMENDABLE:
        if field in form:
            value = _value(field, form[field].strip(), settings=settings)
            if value != shown[field]:
                found[field] = value
    return found


def _value(field: str, said: str, *, settings: Settings) -> object:
    if field == "civilian":
        return truth(said)
    if not said:
        return None
    if field in _NUMBERS:
        return number_of(said.replace(",", ""), field)
    return party("the party", said, settings=settings) if field == "party" else said


def judge(
    settings: Settings, prefix: str, *, verdict: Verdict, why: str, by: str, form: Mapping[str, str]
) -> tuple[Review, bool]:
    """Add a judgement on the claim whose id begins so, or on the current claim that stands for it, with what a form changes of it where it
    is amended; it comes back with whether it is new. Raises as `steps.judge` does."""
    with Ledger.open(settings.ledger) as ledger, ledger.spoken():
        span = applied.current(ledger.connection, query.find(ledger.connection, prefix))
        changed = None
        if verdict is Verdict.AMEND:
            changed = changes(amended(span.claim, span.amended), form, settings=settings)
        review = review_of(span, verdict, why=why, by=by, at=now(), changes=changed)
        return review, ledger.judge(review)


@dataclass(frozen=True, slots=True, kw_only=True)
class Differing:
    """A claim of which two people or more said different things, each with what they said last, the latest first."""

    held: Held
    reviews: tuple[Review, ...]


def differing(settings: Settings, *, size: int) -> tuple[list[Differing], int]:
    """The claims on which people differ, the latest judged first, at most so many; and how many there are in all."""
    with Ledger.open(settings.ledger, read_only=True) as ledger, ledger.spoken():
        in_force, taken = applied.judgements(ledger.connection), applied.taken_back(ledger.connection)
        said = [one for one in applied.all_reviews(ledger.connection) if one.id not in taken and one.claim in in_force]
        found = [name for name, its in _last(said).items() if len({_gist(one) for one in its}) > 1]
        held = query.held_of(ledger.connection, found[:size], in_force=in_force)
    return [Differing(held=one, reviews=_last(said)[one.original.id]) for one in held], len(found)


def apart(reviews: Sequence[Review], taken_back: Mapping[str, object]) -> tuple[Review, ...]:
    """What each of those who judged one claim said last, the latest first, where they differ; else nothing."""
    its = next(iter(_last([one for one in reviews if one.id not in taken_back], by_claim=False).values()), ())
    return its if len({_gist(one) for one in its}) > 1 else ()


def _last(said: Sequence[Review], *, by_claim: bool = True) -> dict[str, tuple[Review, ...]]:
    """What each person said last of each claim, the latest first; the claim judged last comes first."""
    last: dict[str, dict[str, Review]] = {}
    for one in sorted(said, key=lambda one: one.at):
        name = one.claim if by_claim else ""
        its = last.pop(name, {})
        last[name] = {**{by: review for by, review in its.items() if by != one.by}, one.by: one}
    return {name: tuple(reversed(its.values())) for name, its in reversed(last.items())}


def _gist(review: Review) -> tuple[object, ...]:
    return review.verdict, tuple(sorted((field, str(value)) for field, value in review.amended.items()))


def reviewer_named(said: str) -> str:
    """A reviewer's name as it was said. Raises `UsageError` for one that cannot be written down."""
    name = " ".join(said.split())
    if not name or len(name) > 100 or not name.isprintable():
        raise UsageError("a reviewer's name has 1 to 100 letters that can be seen")
    return name
