"""A total and its parts by kind, branch or side, in one passage: "531 killed, 428 wounded and 9 captured: 968 in all".

Invariant: a sum that comes out is told as agreement; one that does not is a failure only where words say that the parts are all of the
total, or that they lie in it and make more. Where the figures come out in any of the ways they can be put together, nothing fails.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from muster.account import wording
from muster.account.arithmetic.page import Page, akin
from muster.account.arithmetic.reach import Reach, gap, reach, settle, severity, summed
from muster.account.arithmetic.sorts import sorted_by
from muster.account.arithmetic.words import said
from muster.account.statement import NO_FACT, Statement
from muster.account.widths import unit_of
from muster.claims.finding import Finding, Kind, Verdict
from muster.claims.measures import Measure

MOST_PARTS = 8
FEW = 40  # more figures than a sentence has
FAR = 0.5
NEAR = 30  # characters from a total within which a word says that it is one
INSIDE = {
    Measure.KILLED_WOUNDED: frozenset({Measure.KILLED, Measure.WOUNDED}),
    Measure.LOSSES: frozenset(
        {Measure.KILLED, Measure.WOUNDED, Measure.KILLED_WOUNDED, Measure.MISSING, Measure.CAPTURED}
    ),
    Measure.IRRECOVERABLE: frozenset({Measure.KILLED, Measure.MISSING, Measure.CAPTURED}),
}
# One group of people may be told as captured, freed and missing in turn: "4,337 taken, 1,953 released, 2,384 left".
_ONE_GROUP = frozenset({Measure.CAPTURED, Measure.RETURNED, Measure.MISSING})
_OF_THEM = re.compile(r"(?: \w+)? of (?:them|whom|these|those)\b", re.IGNORECASE)
_BARE = re.compile(r"\s*(?:in (?:all|total)|altogether|all told|total|combined)\W*", re.IGNORECASE)
_CLAUSE = re.compile(r"[.;]\s")
_STOP = re.compile(r"[,;.](?!\d)")


class Sum(NamedTuple):
    """A total and what may be its parts."""

    total: Statement
    parts: tuple[Statement, ...]

    @property
    def verdict(self) -> Verdict:
        """Whether they come out, as printed."""
        return settle(plain(self.total), self.made)

    @property
    def made(self) -> Reach:
        """What the parts come to."""
        return summed(plain(one) for one in self.parts)


def plain(one: Statement) -> Reach:
    """A figure as printed: a count's parts add up like any other's, even where the count is a floor."""
    return reach(one, floor=False)


def counted(page: Page) -> list[Statement]:
    """The figures of a report that can be added: no rates, no ranges, of people or ground, and not the whole that a share is told of."""
    its = [
        one
        for one in page.told
        if not one.rate and one.claim.figure.unit in ("person", "km2") and len(one.claim.figure.numbers) == 1
    ]
    return [one for one, before in zip(its, (None, *its), strict=False) if before is None or not _inside(one, before)]


def _inside(one: Statement, before: Statement) -> bool:
    """Whether a figure stands in the words of the one before it: the 9,000 of "a third of the 9,000"."""
    return before.claim.place.start <= one.claim.place.start and one.claim.place.end <= before.claim.place.end


def kinds(page: Page) -> list[Finding]:
    """The totals of a report with the parts that stand beside them."""
    items = counted(page)
    good = _good(page, items)
    used = {one.id for each in good for one in each.parts}
    totals = {each.total.id for each in good}
    bad = [
        each
        for at, total in enumerate(items)
        if total.id not in used
        for each in (_after(page, items, at), _before(page, items, at))
        if each and not (used | totals) & {one.id for one in each.parts} and (total.id not in totals or _far(each))
    ]
    return [told(each) for each in [*good, *bad]]


def _far(one: Sum) -> bool:
    """Whether the parts miss a total, which comes out another way, by so much that it is not a matter of how they are put together."""
    return gap(plain(one.total).bounds, one.made.bounds) > FAR


def _good(page: Page, items: Sequence[Statement]) -> list[Sum]:
    """The sums that come out, each figure a part or a total once."""
    found: list[Sum] = []
    totals: set[str] = set()
    parts: set[str] = set()
    for at, total in enumerate(items):
        after = [
            _run(page, total, items[start : start + MOST_PARTS]) for start in range(at + 1, min(at + 4, len(items)))
        ]
        for which, run in enumerate([*after, _run(page, total, items[max(0, at - MOST_PARTS) : at][::-1])]):
            skipped = 0 < which < len(after)
            cuts = (Sum(total, tuple(run[:size])) for size in range(len(run), 1, -1))
            if skipped:  # a figure stands between: only what comes out to the man
                cuts = (each for each in cuts if each.made.middle == total.middle >= 100)
            one = next((each for each in cuts if _kinds_apart(each) and _comes_out(page, each)), None)
            if one and total.id not in parts and not parts & {each.id for each in one.parts}:
                found.append(one)
                totals.add(total.id)
                parts |= {each.id for each in one.parts}
    return found


def _run(page: Page, total: Statement, line: Sequence[Statement]) -> list[Statement]:
    """The figures next to a total, on one side of it, that could be its parts."""
    run: list[Statement] = []
    for one in line:
        near = page.beside(run[-1] if run else total, one)
        again = one.claim.repeats == total.id or total.claim.repeats == one.id
        if not near or again or len(run) == MOST_PARTS or not _part(page, total, one):
            break
        run.append(one)
    return run


def _part(page: Page, total: Statement, one: Statement) -> bool:
    """Whether a figure could be part of a total: of its war, hand and sort of fact, of its days or fewer, of its thing or one in it."""
    mine, its = total.claim, one.claim
    if its.war != mine.war or its.figure.unit != mine.figure.unit or not akin(total, one):
        return False
    if (its.status in NO_FACT or mine.status in NO_FACT) and its.status is not mine.status:
        return False
    if not _party(page, total, one) or not _days(total, one):
        return False
    losses = INSIDE[Measure.LOSSES]
    if its.measure in losses and mine.measure in losses and page.together(total, one) and _bare(page, total):
        return True
    group = mine.measure in _ONE_GROUP and its.measure in _ONE_GROUP and said("whole", page.words(total, one))
    return its.measure is mine.measure or its.measure in INSIDE.get(mine.measure, ()) or group


def _party(page: Page, total: Statement, one: Statement) -> bool:
    mine, its = total.claim.party, one.claim.party
    if mine == its or mine is None or its is None:
        return True
    return its.code.startswith(f"{mine.code}-") or said("sides", page.words(total))


def _days(total: Statement, one: Statement) -> bool:
    mine, its = total.period, one.period
    if mine == its or mine.start is None or its.start is None or total.assumed:
        return True
    assert mine.end is not None
    assert its.end is not None
    return mine.start <= its.start and its.end <= mine.end


def _kinds_apart(one: Sum) -> bool:
    """Whether no part is of a measure that holds another's: killed and wounded beside "casualties" would count a man twice."""
    measures = [part.claim.measure for part in one.parts]
    if any(inner in INSIDE.get(outer, ()) for outer in measures for inner in measures):
        return False
    return len({*measures}) in (1, len(measures)) or one.total.claim.measure in measures


def _comes_out(page: Page, one: Sum) -> bool:
    """Whether the parts make the total: to the man, or within rounding where words say that they should."""
    number = one.total.middle
    exact = sum(part.middle for part in one.parts) == number
    words = _all_of_it(page, one) or _totalled(page, one.total)
    if exact and number >= 3 * unit_of(number):
        return number >= 100 or words
    return one.verdict is Verdict.AGREES and words


def _bare(page: Page, total: Statement) -> bool:
    """Whether a sentence ends on a total with no word for what it is of, which is then of all that stands before: "968 in all"."""
    text, at, end = page.report.document.text, total.claim.place, page.sentences[total.id][1]
    return said("total", text[at.end : end]) and _BARE.fullmatch(text[at.end : end]) is not None


def _all_of_it(page: Page, one: Sum) -> bool:
    """Whether words say that the parts are all of the total before them."""
    text, first, last = page.report.document.text, one.total.claim.place, one.parts[-1].claim.place
    if last.start < first.end:
        return said("whole", page.words(one.total, *one.parts))
    head = text[first.end : one.parts[0].claim.place.start]
    opens = (
        not head.startswith(",")
        and any(mark in head for mark in (":", " — ", " – "))
        and len(head) < 80
        and not _CLAUSE.search(head)
    )
    both = {part.claim.measure for part in one.parts} == INSIDE[Measure.KILLED_WOUNDED]
    casualties = both and one.total.claim.measure is Measure.KILLED_WOUNDED
    inside = _in_it(page, one.parts[0])
    if inside and not casualties and (sorting := sorted_by(_labels(page, one.parts))) and not sorting.whole:
        return False  # "of whom 11 were women and 14 children": the men are not counted
    civilians = len({part.claim.civilian for part in one.parts}) == 2
    among = said("part", text[one.parts[0].claim.place.end : last.end + NEAR])
    return (
        (opens and not among)
        or (inside and (casualties or civilians))
        or said("whole", text[first.end : last.end + NEAR])
    )


def _labels(page: Page, parts: Sequence[Statement]) -> list[str]:
    """The words behind each part, up to the next or to the end of its clause."""
    text, last = page.report.document.text, parts[-1]
    ends = [*(one.claim.place.start for one in parts[1:]), min(page.sentences[last.id][1], last.claim.place.end + NEAR)]
    return [_STOP.split(text[one.claim.place.end : end])[0] for one, end in zip(parts, ends, strict=True)]


def _totalled(page: Page, total: Statement) -> bool:
    """Whether a word next to a figure says that it is a total."""
    at, (start, end) = total.claim.place, page.sentences[total.id]
    text = page.report.document.text
    before, after = text[max(start, at.start - NEAR) : at.start], text[at.end : min(end, at.end + NEAR)]
    return said("total", before) or said("total", re.split(r"[,;.]\s", after)[0]) or said("sides", page.words(total))


def _after(page: Page, items: Sequence[Statement], at: int) -> Sum | None:
    """A total whose parts come after it and do not make it."""
    total = items[at]
    run = _run(page, total, items[at + 1 : at + 1 + MOST_PARTS])
    if not run or _led(page, items, at) or _in_it(page, total):
        return None
    run = [one for one in run if page.sentences[one.id] == page.sentences[run[0].id]]
    whole = Sum(total, tuple(run))
    together = page.together(total, run[0])
    if len(run) > 1 and _kinds_apart(whole) and _same_days(whole) and _all_of_it(page, whole):
        fails = whole.verdict is Verdict.FAILS and (whole.made.middle > total.middle or not _open(page, whole))
        return whole if fails and (together or said("whole", page.words(*run))) else None
    if not together or not _in_it(page, run[0]):
        return None
    single = Sum(total, (run[0],))
    over = [each for each in (single, whole) if _kinds_apart(each) and _over(each)]
    return over[0] if over else None


def _in_it(page: Page, part: Statement) -> bool:
    """Whether words right beside a figure say that it is in the one before: "of whom 1,300", "1,300 of them"."""
    text, at = page.report.document.text, part.claim.place
    return (
        said("part", text[max(page.sentences[part.id][0], at.start - 25) : at.start])
        or _OF_THEM.match(text, at.end) is not None
    )


def _led(page: Page, items: Sequence[Statement], at: int) -> bool:
    """Whether a figure of the same sort leads the sentence, so that this one is an item of a list and no total."""
    before = [one for one in items[max(0, at - FEW) : at] if page.together(one, items[at])]
    return any(_part(page, one, items[at]) or _part(page, items[at], one) for one in before)


def _over(one: Sum) -> bool:
    return one.verdict is Verdict.FAILS and one.made.middle > one.total.middle


def _open(page: Page, one: Sum) -> bool:
    return said("open", page.words(one.total, *one.parts))


def _before(page: Page, items: Sequence[Statement], at: int) -> Sum | None:
    """A total that a word calls one, and whose parts before it do not make it. What a death "brings the total to" has other parts."""
    total = items[at]
    if not _totalled(page, total) or said("more", page.words(total)):
        return None
    run = _run(page, total, items[max(0, at - MOST_PARTS) : at][::-1])
    run = [one for one in run if page.sentences[one.id] == page.sentences[run[0].id]]
    whole = Sum(total, tuple(run))
    listed = [one for one in items[max(0, at - FEW) : at] if run and page.together(one, run[0])]
    if len(run) < 2 or len(listed) != len(run) or not _kinds_apart(whole) or not _same_days(whole):
        return None
    if total.own_voice != run[0].own_voice or whole.verdict is not Verdict.FAILS:
        return None
    differ = len({one.claim.measure for one in run}) > 1 or len({one.claim.party for one in run}) > 1
    known = differ or page.together(total, run[0])
    return whole if known and (_over(whole) or not _open(page, whole)) else None


def _same_days(one: Sum) -> bool:
    return all(part.period == one.total.period for part in one.parts)


def told(one: Sum) -> Finding:
    """The sum as a finding."""
    total, made, verdict = plain(one.total), one.made, one.verdict
    apart = gap(total.bounds, made.bounds)
    listed = wording.listed(
        [wording.figure(part) for part in sorted(one.parts, key=lambda part: part.claim.place.start)]
    )
    verb = "add up to" if len(one.parts) > 1 else "is"
    follows = f"The text has {wording.number(total.middle)} where the parts make {wording.number(made.middle)}."
    return wording.finding(
        Kind.PARTS,
        verdict,
        severity=severity(verdict, apart=apart),
        sentence=f"{listed} {verb} {wording.number(made.middle)}. {wording.gave(one.total)} in all. "
        + (follows if verdict is Verdict.FAILS and len(one.parts) > 1 else wording.follows(verdict)),
        of=[one.total, *one.parts],
        numbers=[("computed", made.middle), ("stated", total.middle)],
    )
