"""What a brief leaves out, and why, in one place: judged, repeated, set apart, unread, and what an estimate could not use.

Invariant: nothing is left out of a number without a line here that says how much and for what reason.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from muster.brief.accounts import Account
from muster.brief.checks import Checks
from muster.brief.parts import Entry, Refusal
from muster.brief.words import count_words
from muster.claims.reading import Rejection

MOST_REASONS = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class LeftOut:
    """How many of what were left out of which numbers, for what reason; `to` leads to where they stand, None where they are told of
    alone."""

    what: str
    why: str
    to: str | None = None


def left_out(
    entries: Sequence[Entry],
    *,
    rejections: Sequence[Rejection],
    refused: Sequence[Refusal],
    accounts: Sequence[Account],
    checks: Checks | None,
    narrowed: str,
) -> tuple[LeftOut, ...]:
    """All of it, in the order in which things are left out on the way from a document to a number."""
    return (
        *_of_reading(rejections, refused),
        *_of_claims(entries),
        *_of_checks(checks),
        *(one for account in accounts for one in _of_account(account)),
        *(
            [LeftOut(what="What is of something else", why=f"This brief was narrowed to {narrowed}.")]
            if narrowed
            else []
        ),
    )


def _of_reading(rejections: Sequence[Rejection], refused: Sequence[Refusal]) -> Iterator[LeftOut]:
    if refused:
        yield LeftOut(what=count_words(len(refused), "document"), why="They could not be read.", to="unread")
    if rejections:
        counted = Counter(one.why.replace("_", " ") for one in rejections)
        said = ", ".join(f"{why} {many:,}" for why, many in counted.most_common(MOST_REASONS))
        over = sum(counted.values()) - sum(many for _, many in counted.most_common(MOST_REASONS))
        more = f", others {over:,}" if over else ""
        yield LeftOut(
            what=count_words(len(rejections), "figure"),
            why=f"No claims about a party’s people in a war, by reason: {said}{more}. Each stands under its document with why.",
            to="documents",
        )


def _of_claims(entries: Sequence[Entry]) -> Iterator[LeftOut]:
    again = sum(entry.repeated and not entry.set_aside for entry in entries)
    apart = sum(entry.apart and not entry.repeated and not entry.set_aside for entry in entries)
    judged = sum(entry.set_aside for entry in entries)
    if again:
        yield LeftOut(
            what=count_words(again, "claim"),
            why="They say again what the same document has said; listed, never counted.",
            to="claims",
        )
    if apart:
        yield LeftOut(
            what=count_words(apart, "claim"),
            why="Goals, needs, forecasts and benchmarks: none says what has happened.",
            to="apart",
        )
    if judged:
        yield LeftOut(
            what=count_words(judged, "claim"),
            why="Rejected by review; in no table, count, finding or file.",
            to="rejected",
        )


def _of_checks(checks: Checks | None) -> Iterator[LeftOut]:
    if checks is not None and checks.aside:
        yield LeftOut(
            what=count_words(checks.aside, "finding"),
            why="Set aside by a person; told with who did and why, and in no count of those that stand.",
            to="findings",
        )


def _of_account(account: Account) -> Iterator[LeftOut]:
    aside = sorted(account.estimate.aside, key=lambda one: (-one[1], one[0]))
    for why, many in aside[:MOST_REASONS]:
        yield LeftOut(
            what=f"{count_words(many, 'claim')} from the estimate of {account.title}",
            why=f"{why[:1].upper()}{why[1:]}.",
        )
    over = sum(many for _, many in aside[MOST_REASONS:])
    if over:
        yield LeftOut(
            what=f"{count_words(over, 'claim')} from the estimate of {account.title}", why="For other reasons."
        )
    if account.estimate.since:
        yield LeftOut(
            what=f"{count_words(account.estimate.since, 'claim')} from the estimate of {account.title}",
            why="They came in, or were judged, after its run was made.",
        )
