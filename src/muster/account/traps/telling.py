"""Statements as the traps compare them: what is a fact, what is a part, when two speak of the same days, whose voice is whose.

Invariant: `one_voice` is the same either way round; nothing here depends on the order of statements.
"""

from __future__ import annotations

import datetime as dt
import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from typing import TypeVar

from muster.account.bodies import named_body
from muster.account.lexicon import lexicon
from muster.account.partial import partial
from muster.account.statement import Statement, same_document
from muster.claims.claim import Place
from muster.claims.measures import MEASURES, Measure
from muster.claims.report import Report

LOSSES = frozenset(one for one, about in MEASURES.items() if about.group == "loss")
K = TypeVar("K")


@dataclass(frozen=True, slots=True)
class Telling:
    """`every` statement but questions, `again` those that are of no part, repeats too; `facts` tell what is, repeats left out, and `whole`
    those of them that are of no part."""

    reports: tuple[Report, ...]
    every: tuple[Statement, ...]
    again: tuple[Statement, ...]
    facts: tuple[Statement, ...]
    whole: tuple[Statement, ...]

    @classmethod
    def of(cls, statements: Sequence[Statement], reports: Iterable[Report]) -> Telling:
        """Sorted by document and place."""
        its = sorted((one for one in statements if not one.asked), key=place_of)
        parts = partial(its)
        facts = tuple(one for one in its if one.fact)
        return cls(
            reports=tuple(sorted(reports, key=lambda one: one.document.id)),
            every=tuple(its),
            again=tuple(one for one in its if one.id not in parts),
            facts=facts,
            whole=tuple(one for one in facts if one.id not in parts),
        )


def place_of(one: Statement) -> tuple[str, int, int, str]:
    """Where it stands, for sorting."""
    place = one.claim.place
    return (place.document, place.start, place.end, one.id)


def subject(one: Statement, *, civilian: bool | None = None) -> tuple[str, ...]:
    """What two statements must share to speak of one thing: war, party, civilian or not (as its claim says, if nothing else is said),
    measure, part, unit, a level or a flow."""
    claim = one.claim
    return (
        str(claim.war),
        str(claim.party),
        str(claim.civilian if civilian is None else civilian),
        claim.measure.value,
        str(one.scope),
        claim.figure.unit,
        str(one.level),
    )


def grouped(its: Iterable[Statement], key: Callable[[Statement], K]) -> dict[K, list[Statement]]:
    """Statements by a key, in the order they came."""
    groups: dict[K, list[Statement]] = defaultdict(list)
    for one in its:
        groups[key(one)].append(one)
    return groups


def one_voice(one: Statement, other: Statement) -> bool:
    """Whether both tell one body's figure: the same body, or in one text a body and the text itself."""
    if one.body.key == other.body.key:
        return True
    return same_document(one, other) and (one.own_voice or other.own_voice)


def teller_key(one: Statement) -> str:
    """Whose mouth it comes from, apart from whose data it is."""
    return named_body(one.claim.speaker).key if one.claim.speaker else one.body.key


def upto(one: Statement) -> dt.date | None:
    """The last day that it can speak of: the end of its period, or the day it was published where that is before."""
    end = one.period.end
    return end if end is None or one.published is None else min(end, one.published)


def around(one: Statement, reach: int) -> tuple[str, str]:
    """What stands before and behind the figure in its line, so many characters to either side."""
    return near(one.report, one.claim.place, reach=reach)


def near(report: Report, place: Place, *, reach: int) -> tuple[str, str]:
    """The same for a place."""
    text = report.document.text
    before, after = text[max(0, place.start - reach) : place.start], text[place.end : place.end + reach]
    return before.rpartition("\n")[2], after.partition("\n")[0]


@cache
def words(name: str) -> re.Pattern[str]:
    """A pattern out of `words.toml`."""
    return re.compile(lexicon("words", of="traps")[name], re.IGNORECASE)


def measured(one: Statement, *measures: Measure) -> bool:
    """Whether it is of one of these measures."""
    return one.claim.measure in measures
