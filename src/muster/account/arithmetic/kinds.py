"""A total and its parts by kind, branch or side: "531 killed, 428 wounded and 9 captured: 968 in all".

Invariant: a sum that comes out is told as agreement; one that does not is a failure only where words say that the parts are all of the
total, or make more than it. Where figures of one passage come out in any of the ways they can be put together, nothing fails.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from muster.account import wording
from muster.account.arithmetic.page import Page, akin, alike, own_voice, place
from muster.account.arithmetic.reach import FOLLOWS, Reach, gap, reach, settle, severity, summed
from muster.account.arithmetic.words import said
from muster.account.statement import NO_FACT, Statement
from muster.account.widths import unit_of
from muster.claims.finding import Finding, Kind, Severity, Verdict
from muster.claims.measures import Measure

MOST_PARTS = 8
_INSIDE = {
    Measure.KILLED_WOUNDED: frozenset({Measure.KILLED, Measure.WOUNDED}),
    Measure.LOSSES: frozenset(
        {Measure.KILLED, Measure.WOUNDED, Measure.KILLED_WOUNDED, Measure.MISSING, Measure.CAPTURED}
    ),
    Measure.IRRECOVERABLE: frozenset({Measure.KILLED, Measure.MISSING, Measure.CAPTURED}),
}


class _Sum(NamedTuple):
    total: Statement
    parts: tuple[Statement, ...]


def kinds(page: Page) -> list[Finding]:
    """The totals of a report with the parts that stand beside them."""
    items = [one for one in page.told if _counts(one)]
    found: list[Finding] = []
    used: set[str] = set()
    for at, total in enumerate(items):
        tried = [sum_ for run in _runs(page, items, at) for sum_ in _cuts(total, run)]
        good = next((one for one in tried if _comes_out(page, one)), None)
        if good:
            if not used & {one.id for one in good.parts} and total.id not in used:
                found.append(_told(good))
                used |= {total.id, *(one.id for one in good.parts)}
            continue
        bad = next((one for one in tried if _fails(page, one)), None)
        if bad:
            found.append(_told(bad))
    return found + list(_apart(page, items, used=used))


def _counts(one: Statement) -> bool:
    return not one.rate and one.claim.figure.unit in ("person", "km2") and len(one.claim.figure.numbers) == 1


def _runs(page: Page, items: Sequence[Statement], at: int) -> Iterator[list[Statement]]:
    """The figures after and before a total that could be its parts, nearest first in a sentence that is the total's or next to it."""
    total = items[at]
    for line in (items[at + 1 :], items[:at][::-1]):
        run: list[Statement] = []
        for one in line:
            if not page.beside(run[-1] if run else total, one) or len(run) == MOST_PARTS:
                break
            if one.claim.repeats and one.claim.repeats == total.id:
                break
            if not _part(page, total, one):
                break
            run.append(one)
        yield run


def _part(page: Page, total: Statement, one: Statement) -> bool:
    """Whether a figure could be part of a total: of its war, hand and sort of fact, of its days or fewer, of its thing or one in it."""
    mine, its = total.claim, one.claim
    if its.war != mine.war or its.figure.unit != mine.figure.unit or not akin(total, one):
        return False
    if (its.status in NO_FACT or mine.status in NO_FACT) and its.status is not mine.status:
        return False
    if not _party(page, total, one) or not _days(total, one):
        return False
    text = page.between(total, one)
    inside = its.measure in _INSIDE.get(mine.measure, ()) or its.measure is mine.measure
    return inside or said("whole", text)


def _party(page: Page, total: Statement, one: Statement) -> bool:
    mine, its = total.claim.party, one.claim.party
    if mine == its or mine is None or its is None:
        return True
    return its.code.startswith(f"{mine.code}-") or said("total", page.words(total, one))


def _days(total: Statement, one: Statement) -> bool:
    mine, its = total.period, one.period
    if mine == its or mine.start is None or its.start is None or total.assumed:
        return True
    assert mine.end is not None and its.end is not None
    return mine.start <= its.start and its.end <= mine.end


def _cuts(total: Statement, run: Sequence[Statement]) -> Iterator[_Sum]:
    """The longest run first, then shorter ones from its beginning; two parts at the least, and no measure beside one that holds it."""
    for size in range(len(run), 1, -1):
        parts = tuple(run[:size])
        measures = [one.claim.measure for one in parts]
        if any(inner in _INSIDE.get(outer, ()) for outer in measures for inner in measures):
            continue
        if len({*measures}) > 1 and len({*measures}) < len(measures) and total.claim.measure not in measures:
            continue
        yield _Sum(total, parts)


def _comes_out(page: Page, one: _Sum) -> bool:
    """Whether the parts make the total: to the man, or within rounding where words say so or the measures do."""
    made = sum(part.middle for part in one.parts)
    if made == one.total.middle and one.total.middle >= 3 * unit_of(one.total.middle):
        return one.total.middle >= 100 or _cue(page, one) != ""
    settled = settle(_reach(one.total), summed(_reach(part) for part in one.parts))
    return settled is Verdict.AGREES and _cue(page, one) in ("all", "total")


def _reach(one: Statement) -> Reach:
    return reach(one, floor=False)


def _cue(page: Page, one: _Sum) -> str:
    """What the words say: that the parts are "all" of it, that it is the "total", that they are "part" of it, or nothing."""
    text = page.words(one.total, *one.parts)
    between = page.between(one.total, one.parts[0])
    if said("total", page.words(one.total)):
        return "total"
    if said("whole", text):
        return "all"
    if one.total.claim.place.start < one.parts[0].claim.place.start and _opens(between):
        return "all"
    return "part" if said("part", text) else ""


def _opens(between: str) -> bool:
    """Whether a total is followed by its parts after a colon or a dash."""
    return any(mark in between for mark in (":", " — ", " – ")) and len(between) < 80 and ". " not in between


def _fails(page: Page, one: _Sum) -> bool:
    """Whether the parts must make the total and do not."""
    if settle(_reach(one.total), summed(_reach(part) for part in one.parts)) is not Verdict.FAILS:
        return False
    cue, made = _cue(page, one), sum(part.middle for part in one.parts)
    if (
        len({page.sentences[part.id] for part in one.parts}) > 1
        or not cue
        or own_voice(one.total) != own_voice(one.parts[0])
    ):
        return False
    if not page.together(one.total, one.parts[0]) and cue != "total":
        return False
    if made > one.total.middle:
        return True
    return cue != "part" and not said("open", page.words(one.total, *one.parts))


def _told(one: _Sum) -> Finding:
    total, made = _reach(one.total), summed(_reach(part) for part in one.parts)
    verdict, apart = settle(total, made), gap(total.bounds, made.bounds)
    listed = wording.listed([wording.figure(part) for part in one.parts])
    return wording.finding(
        Kind.PARTS,
        verdict,
        severity(verdict, apart=apart),
        sentence=f"{listed} make {wording.number(made.middle)}, beside {wording.told(one.total)}: {FOLLOWS[verdict]}.",
        of=[one.total, *one.parts],
        numbers=[("computed", made.middle), ("stated", total.middle)],
    )


def _apart(page: Page, items: Sequence[Statement], *, used: set[str]) -> Iterator[Finding]:
    """Parts that one sentence lists as all there is, their total told elsewhere in the report."""
    lines = defaultdict(list)
    for one in items:
        lines[page.sentences[one.id]].append(one)
    for line in lines.values():
        parts = tuple(
            one for one in line if one.claim.measure is line[0].claim.measure and one.claim.party == line[0].claim.party
        )
        listed = said("whole", page.words(*line)) and not said("open", _after(page, line))
        if len(parts) < 2 or len(parts) != len(line) or used & {one.id for one in parts} or not listed:
            continue
        totals = [one for one in items if not page.beside(one, parts[0]) and _total(page, one, parts)]
        sums = [_Sum(one, parts) for one in totals]
        good = next(
            (one for one in sums if settle(_reach(one.total), _made(one)) in (Verdict.AGREES, Verdict.AGREES_AS_BOUND)),
            None,
        )
        if good:
            yield _told(good)
        elif sums and (alike([one.total for one in sums]) or len(sums) == 1):
            near = min(sums, key=lambda one: abs(place(one.total)[0] - place(parts[0])[0]))
            yield _told(near)


def _after(page: Page, line: Sequence[Statement]) -> str:
    """What stands behind the last figure of a list."""
    start, end = line[-1].claim.place.end, page.sentences[line[-1].id][1]
    return page.report.document.text[start:end]


def _made(one: _Sum) -> Reach:
    return summed(_reach(part) for part in one.parts)


def _total(page: Page, one: Statement, parts: Sequence[Statement]) -> bool:
    first = parts[0]
    same = (
        one.claim.measure is first.claim.measure and one.claim.party == first.claim.party and one.period == first.period
    )
    return same and one not in parts and akin(one, first) and one.claim.war == first.claim.war


def nested(page: Page) -> list[Finding]:
    """More killed than killed and wounded, of one hand and the same days."""
    groups = defaultdict(list)
    for one in page.facts:
        if not one.level:
            claim = one.claim
            party = claim.party and claim.party.code
            groups[(claim.war, party, claim.civilian, one.scope, one.period, one.body.key, claim.figure.per)].append(
                one
            )
    return [found for group in groups.values() for found in _holding(group)]


def _holding(group: Sequence[Statement]) -> Iterator[Finding]:
    for outer in (Measure.KILLED_WOUNDED, Measure.LOSSES):
        wholes = [one for one in group if one.claim.measure is outer]
        for inner in (Measure.KILLED, Measure.WOUNDED):
            parts = [one for one in group if one.claim.measure is inner]
            if (
                not wholes
                or not parts
                or not alike(wholes)
                or not alike(parts)
                or (outer is Measure.LOSSES and inner is Measure.WOUNDED)
            ):
                continue
            whole, part = wholes[0], parts[0]
            apart = gap(_reach(part).bounds, _reach(whole).bounds)
            if part.middle > whole.middle and apart > 0.1:
                yield wording.finding(
                    Kind.PARTS,
                    Verdict.FAILS,
                    Severity.GRAVE,
                    sentence=f"{wording.told(part)} is more than {wording.told(whole)}, which holds it: they cannot both be right.",
                    of=[whole, part],
                    numbers=[("part", part.middle), ("whole", whole.middle)],
                )
