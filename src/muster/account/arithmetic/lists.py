"""Parts and totals that stand apart in one report: a list that is all there is, its total told elsewhere; more killed than casualties.

Invariant: a total is looked for only among figures of the same hand, party and days; where several stand there that differ, agreement
alone is told.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import combinations

from muster.account import wording
from muster.account.arithmetic.kinds import INSIDE, Sum, counted, plain, told
from muster.account.arithmetic.page import Page, akin, alike, one_hand, place
from muster.account.arithmetic.reach import gap
from muster.account.arithmetic.words import said
from muster.account.partial import worded
from muster.account.statement import Statement
from muster.claims.finding import Finding, Kind, Severity, Verdict
from muster.claims.measures import Measure

AGREED = (Verdict.AGREES, Verdict.AGREES_AS_BOUND)
FAR = 0.5  # how far a sum must miss its total where no word joins the two


def lists(page: Page, beside: Sequence[Finding]) -> list[Finding]:
    """The lists of a report, and its casualties, beside totals that stand elsewhere in it; `beside` are the sums of its passages."""
    done = {name for one in beside for name in one.claims}
    items = counted(page)
    return [*_listed(page, items, done=done), *_composed(page), *_nested(page)]


def _listed(page: Page, items: Sequence[Statement], *, done: set[str]) -> Iterator[Finding]:
    lines = defaultdict(list)
    for one in items:
        lines[page.sentences[one.id]].append(one)
    for line in lines.values():
        if len(line) < 2 or done & {one.id for one in line} or not said("whole", page.words(*line)):
            continue
        totals = [one for one in items if not page.beside(one, line[0]) and all(_total(one, part) for part in line)]
        yield from _settled([Sum(one, tuple(line)) for one in totals], said_open=said("open", _behind(page, line[-1])))


def _behind(page: Page, last: Statement) -> str:
    """What stands behind the last figure of a list."""
    return page.report.document.text[last.claim.place.end : page.sentences[last.id][1]]


def _total(one: Statement, part: Statement) -> bool:
    """Whether a figure elsewhere could be the total of a list."""
    mine, its = one.claim, part.claim
    same = mine.measure is its.measure and mine.party == its.party and mine.war == its.war
    return same and one.period == part.period and one is not part and akin(one, part)


def _settled(sums: Sequence[Sum], *, said_open: bool) -> Iterator[Finding]:
    """The sum that comes out with one of the totals; else a failure, where the totals are one and the miss is plain."""
    good = [one for one in sums if one.verdict in AGREED]
    if good:
        yield told(min(good, key=lambda one: (AGREED.index(one.verdict), place(one.total))))
    elif sums and not said_open and alike([one.total for one in sums]):
        near = min(sums, key=lambda one: abs(place(one.total)[0] - place(one.parts[0])[0]))
        largest = max(one.middle for one in near.parts)
        known = near.total.middle > largest or len(sums) > 1  # a total told twice is no slip of the reader's
        if known and gap(plain(near.total).spoken, near.made.spoken) > 0.1:
            yield told(near)


def _groups(page: Page) -> list[list[Statement]]:
    """Figures of one party, days and sort, which may differ in measure."""
    groups = defaultdict(list)
    for one in page.facts:
        if not one.level:
            claim = one.claim
            party = claim.party.code if claim.party else None
            groups[(claim.war, party, claim.civilian, one.scope, one.period, claim.figure.per)].append(one)
    return [group for group in groups.values() if len(group) > 1]


def _composed(page: Page) -> Iterator[Finding]:
    """Killed and wounded told in one sentence, and the same hand's casualties in another."""
    for group in _groups(page):
        wholes = [one for one in group if one.claim.measure in INSIDE and len(one.claim.figure.numbers) == 1]
        pairs = [
            (one, other)
            for one, other in combinations(
                [one for one in group if one.claim.measure in INSIDE[Measure.KILLED_WOUNDED]], 2
            )
            if page.together(one, other) and one.claim.measure is not other.claim.measure and one_hand(one, other)
        ]
        for whole in wholes:
            apart = [pair for pair in pairs if one_hand(whole, pair[0]) and not page.beside(whole, pair[0])]
            yield from _of_casualties(page, [Sum(whole, pair) for pair in apart])


def _of_casualties(page: Page, sums: Sequence[Sum]) -> Iterator[Finding]:
    good = [one for one in sums if one.verdict is Verdict.AGREES]
    if good:
        yield told(good[0])
        return
    before = [one for one in sums if place(one.parts[0]) < place(one.total)]
    if (
        not before
        or not said("total", page.words(before[0].total))
        or before[0].total.claim.measure is not Measure.KILLED_WOUNDED
    ):
        return
    near = max(before, key=lambda one: place(one.parts[0]))
    if near.verdict is Verdict.FAILS and gap(plain(near.total).bounds, near.made.bounds) > 0.3:
        yield told(near)


def _nested(page: Page) -> Iterator[Finding]:
    """More killed, or wounded, than killed and wounded, of one hand and the same days."""
    for group in _groups(page):
        for outer, inner in (
            (Measure.KILLED_WOUNDED, Measure.KILLED),
            (Measure.KILLED_WOUNDED, Measure.WOUNDED),
            (Measure.LOSSES, Measure.KILLED),
        ):
            wholes = [one for one in group if one.claim.measure is outer]
            parts = [
                one for one in group if one.claim.measure is inner and any(one_hand(one, whole) for whole in wholes)
            ]
            if parts and alike(wholes) and alike(parts):
                yield from _more(page, wholes[0], parts[0])


def _more(page: Page, whole: Statement, part: Statement) -> Iterator[Finding]:
    apart = gap(plain(part).bounds, plain(whole).bounds)
    near = page.paragraphs[whole.id] == page.paragraphs[part.id] and whole.body.key == part.body.key
    if part.middle > whole.middle and apart > FAR and near and not worded(whole):
        yield wording.finding(
            Kind.PARTS,
            Verdict.FAILS,
            severity=Severity.GRAVE,
            sentence=f"{wording.gave(part)}. {wording.gave(whole)}. The first is a part of the second, and yet it is more. "
            "They cannot both be right.",
            of=[whole, part],
            numbers=[("part", part.middle), ("whole", whole.middle)],
        )
