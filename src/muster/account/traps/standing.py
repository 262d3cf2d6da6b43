"""A figure told with more standing than it has: a target as a fact, an estimate as confirmed.

Invariant: a fact in whose own sentence a wish is told is a slip of reading and accuses nobody; a target that was met is a fact; words that
deny a confirmation are none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from muster.account import wording
from muster.account.statement import Statement, alike, same_document
from muster.account.traps.hedges import ROUND
from muster.account.traps.telling import (
    LOSSES,
    Telling,
    around,
    grouped,
    one_voice,
    place_of,
    subject,
    words,
)
from muster.account.widths import significant
from muster.claims import passages
from muster.claims.figure import Bound
from muster.claims.finding import Finding, Kind, Severity, Verdict
from muster.claims.measures import Measure, Status
from muster.claims.report import Report

SOON = 60  # days in which one body's target can be retold as a fact by another report
LARGE = 100_000  # people: a target so large is met by no chance when another body tells it as a fact
TELLING = 2  # digits that a wish and what came of it can share by chance
LEAST = 1000  # people: a smaller number is met by chance
DRAFTS = (Measure.CONSCRIPTED, Measure.MOBILISED)  # whose orders are told as what they call up
WISHES = (Status.TARGET, Status.NEEDED)
FACTS = (Status.ESTIMATE, Status.COUNT, Status.REPORT)


def targets_as_facts(telling: Telling) -> Iterator[Finding]:
    """Targets and needs that are told elsewhere as what is."""
    groups = grouped(telling.again, lambda one: (subject(one)[:4], subject(one)[5:], str(one.claim.figure.per)))
    for group in groups.values():  # of any part: the very number is the tie
        wishes = [one for one in group if one.claim.status in WISHES and one.claim.figure.numbers[-1] >= LEAST]
        facts = [
            one
            for one in group
            if (one.claim.status in FACTS or (one.claim.repeats and asserted(one)))
            and not words("wish").search(one.sentence)
        ]
        seen: set[str] = set()
        for wish in wishes if facts else ():
            told = [one for one in facts if one.id not in seen and _as_fact(wish, one)]
            seen |= {one.id for one in told}
            if told:
                yield target(wish, told[0])


def asserted(one: Statement) -> bool:
    """Whether words beside a figure that restates another tell it as what happens."""
    before, after = around(one, 40)
    return words("asserted").search(before) is not None or words("asserted_behind").search(after) is not None


def _as_fact(wish: Statement, fact: Statement) -> bool:
    ours, theirs = wish.claim.figure.numbers, fact.claim.figure.numbers
    if ours != theirs or (is_over(wish, fact) and not _to_the_man(wish, fact)):
        return False
    if wish.claim.measure in DRAFTS and (
        wish.period.end is None or fact.period.end is None or wish.assumed or fact.assumed
    ):
        return False
    if wish.body.key != fact.body.key and significant(float(ours[-1])) < 2 and ours[-1] < ROUND:
        return False
    if words("met").search(fact.sentence) or words("met").search(wish.sentence):
        return False
    if same_document(wish, fact):
        return not _met_since(wish, fact)
    if wish.published is None or fact.published is None:
        return False
    if wish.body.key != fact.body.key and (ours[-1] < LARGE or significant(float(ours[-1])) < 2):
        return False  # two bodies meet in a round number by chance
    soon = (fact.published - wish.published).days <= SOON or _to_the_man(wish, fact)
    return soon and wish.published <= fact.published and not _met_since(wish, fact)


def _to_the_man(wish: Statement, fact: Statement) -> bool:
    """Whether one body wished for so large a number, told to three digits, that no year comes to it by itself."""
    number = float(wish.claim.figure.numbers[-1])
    return wish.body.key == fact.body.key and not wish.own_voice and number >= LARGE and significant(number) > TELLING


def is_over(wish: Statement, fact: Statement) -> bool:
    """Whether the target's days were over when the fact was told, so that it can have been met to the man."""
    end = wish.period.end
    return end is not None and not wish.assumed and fact.published is not None and end < fact.published


def _met_since(wish: Statement, fact: Statement) -> bool:
    """Whether the fact speaks for days other than the target's, so that the target can have been met there."""
    if wish.period.end is None or fact.period.end is None:
        return False
    cut = (
        fact.period.end == fact.published and wish.period.start == fact.period.start
    )  # "recruited 343,000 in 2025", in January 2025
    told = fact.period.start is not None and not fact.assumed and not wish.assumed
    return told and not cut and not alike(wish, fact)


def target(wish: Statement, fact: Statement) -> Finding:
    what = "a target" if wish.claim.status is Status.TARGET else "what would be needed"
    over = is_over(wish, fact)
    taken = "to the man it would have been met" if over else "a wish was taken for a fact"
    return wording.finding(
        Kind.TARGET_AS_ESTIMATE,
        Verdict.MISTOLD,
        severity=Severity.MINOR if over else Severity.SERIOUS,
        sentence=f"{wording.gave(fact)} as a fact. For {wording.teller(wish)} the same figure is {what}: {taken}.",
        of=[wish, fact],
        numbers=[("number", float(wish.claim.figure.numbers[-1]))],
    )


def upgraded(telling: Telling) -> Iterator[Finding]:
    """Estimates that are told as confirmed."""
    losses = [one for one in telling.again if _lost(one)]
    said = {one.report.document.id: one.report for one in losses if not one.report.table}
    by_document = grouped([one for one in losses if not one.report.table], lambda one: one.report.document.id)
    seen: set[str] = set()
    for document in sorted(said):
        for one in _said_of(said[document], by_document[document]):
            seen.add(one.id)
            yield upgrade(one, None)
    for group in grouped(
        losses, lambda one: (*subject(one), str(one.claim.figure.per), one.claim.figure.numbers)
    ).values():
        estimates = [
            one
            for one in group
            if one.claim.status is Status.ESTIMATE and words("estimated").search(one.sentence) and not confirms(one)
        ]
        for confirmed in group if estimates else ():
            if confirms(confirmed):
                first = next((one for one in estimates if one_voice(one, confirmed) and alike(one, confirmed)), None)
                if first and first.id not in seen:
                    seen.add(first.id)
                    yield upgrade(first, confirmed)


def _lost(one: Statement) -> bool:
    return one.claim.measure in LOSSES and one.claim.figure.unit == "person" and one.claim.status in FACTS


def _said_of(report: Report, its: list[Statement]) -> Iterator[Statement]:
    """Estimates of which a sentence behind them, with no figure of its own, says that they are confirmed."""
    text = report.document.text
    for found in words("said_confirmed").finditer(text):
        first, last = passages.sentence(text, found.span())
        if words("denied").search(text[first : found.end()]):
            continue
        if any(first <= one.claim.place.start < last for one in its):
            continue
        before = [one for one in sorted(its, key=place_of) if one.claim.place.end <= first]
        if (
            before
            and _near(text, before[-1].claim.place.end, first)
            and before[-1].claim.status in (Status.ESTIMATE, Status.REPORT)
        ):
            yield before[-1]


def _near(text: str, end: int, first: int) -> bool:
    """Whether a figure stands in the paragraph of a sentence or not far before it."""
    return first - end <= 500 and len(re.findall(r"\n\s*\S", text[end:first])) <= 3


def confirms(one: Statement) -> bool:
    """Whether the words about a figure say that its people were confirmed."""
    before, after = around(one, 50)
    clause = re.split(r"[.;!?]\s", before)[-1] + " # " + re.split(r"[.;!?]\s", after)[0]
    found = words("confirmed").search(clause)
    return found is not None and not words("denied").search(clause[: found.end()])


def upgrade(one: Statement, confirmed: Statement | None) -> Finding:
    kind = (
        "a range"
        if one.claim.figure.bound is Bound.BETWEEN
        else "an estimate"
        if one.claim.status is Status.ESTIMATE
        else "a statement"
    )
    return wording.finding(
        Kind.UPGRADED,
        Verdict.MISTOLD,
        severity=Severity.SERIOUS,
        sentence=(
            f"{wording.gave(one)}. It is told as {kind}, yet elsewhere in the text{_by(confirmed, one)} it is called confirmed. "
            f"Nobody is said to have counted them one by one."
        ),
        of=[one, *([confirmed] if confirmed else [])],
    )


def _by(confirmed: Statement | None, one: Statement) -> str:
    if confirmed is None or same_document(confirmed, one):
        return ""
    return f" of {wording.paper(confirmed)}"
