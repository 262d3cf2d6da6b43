"""One number told again, to the man, as something else: the end of a range as the figure, a floor as the number, the dead as dead and
wounded, an estimate as confirmed, a target as what is; in the same text, or in one that names who published the other.

The other traps ask for the same days, part and voice, which a text seldom repeats; here the number itself is the tie. Invariant: only
numbers that are met twice by no chance are taken, of one party, in one text or of one body, and never two of one sentence.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import combinations

from muster.account.bodies import named_body
from muster.account.statement import TOLL_APART, Statement
from muster.account.traps.definition import FAMILY, NESTED, SYNONYMS, one_number
from muster.account.traps.hedges import HIGH_END, LOW_END, TOLD_AS, bound_as_point, collapsed
from muster.account.traps.standing import FACTS, WISHES, asserted, confirms, is_over, target, upgrade
from muster.account.traps.telling import LOSSES, Telling, around, grouped, place_of, words
from muster.account.widths import significant
from muster.claims.figure import Bound
from muster.claims.finding import Finding
from muster.claims.measures import Measure, Status
from muster.claims.period import Period

TELLING, LARGE = 3, 10_000  # digits that say something, or two of a number so large
FEW = 40  # tellings of one text that are held against each other


def told_again(telling: Telling) -> Iterator[Finding]:
    """What is told again as something else."""
    its = [one for one in telling.every if not one.report.table and one.claim.figure.unit == "person"]
    for same in grouped(its, lambda one: (one.report.document.id, one.claim.civilian)).values():
        ordered = sorted((one for one in same if _known_again(one)), key=place_of)
        for one, other in combinations(ordered[:FEW], 2):
            if one.sentence != other.sentence and _one_people(one, other):
                yield from _found(one, other)
    by_number: dict[tuple[object, ...], list[Statement]] = defaultdict(list)
    for one in its:
        for number in set(one.claim.figure.numbers) if _known_again(one) else ():
            by_number[(*_whose(one), number)].append(one)
    for same in by_number.values():
        for one, other in combinations(sorted(same, key=place_of)[:FEW], 2):
            if one.report.document.id != other.report.document.id and _handed_on(one, other):
                yield from _found(one, other, telling=2)


def _whose(one: Statement) -> tuple[object, ...]:
    """Whose figure it is, in the report's own name the one's who published it."""
    publisher = one.report.publisher(one.claim) if one.own_voice else None
    return (named_body(publisher).key if publisher else one.body.key, one.claim.civilian, one.claim.war)


def _handed_on(one: Statement, other: Statement) -> bool:
    """Whether one report tells what the other's publisher said in its own name, of the same party where both name one, by the same rate,
    and of no other days."""
    first, second = one.claim, other.claim
    if one.own_voice == other.own_voice or first.figure.per != second.figure.per:
        return False
    parties = {str(first.party), str(second.party)} - {"None"}
    return len(parties) < 2 and not _two_times(first.period, second.period)


def _known_again(one: Statement) -> bool:
    return significant(float(one.claim.figure.numbers[-1])) >= 2


def _by_no_chance(number: float) -> bool:
    """Whether a number is met twice in one text by no chance, whatever is said of it."""
    return significant(number) >= (2 if number >= LARGE else TELLING)


def _one_people(one: Statement, other: Statement) -> bool:
    """Whether nothing says that they are of two parties, two wars or two years."""
    first, second = one.claim, other.claim
    if first.party != second.party or first.war != second.war or first.figure.per != second.figure.per:
        return False
    return not _two_times(first.period, second.period) or not (one.assumed or other.assumed or _said_twice(one, other))


def _two_times(one: Period, other: Period) -> bool:
    """Whether both have days of their own, and none in common."""
    if None in (one.start, one.end, other.start, other.end):
        return False
    return one.end < other.start or other.end < one.start  # type: ignore[operator]


def _of_two_days(one: Statement, other: Statement) -> bool:
    """Whether two running totals from one first day end a month or more apart, by the text's own words."""
    mine, its = one.period, other.period
    if one.assumed or other.assumed or mine.start is None or mine.start != its.start or not (mine.end and its.end):
        return False
    return abs((mine.end - its.end).days) > TOLL_APART


def _said_twice(one: Statement, other: Statement) -> bool:
    """Whether two bodies give it, each of its own days: then it can be another figure."""
    return one.body.key != other.body.key and not (one.own_voice or other.own_voice)


def _found(one: Statement, other: Statement, *, telling: int = TELLING) -> Iterator[Finding]:
    for first, second in ((one, other), (other, one)):
        if _of_one_kind(first, second):
            yield from _hedge_lost(first, second, telling=telling)
            yield from _standing(first, second)
    yield from _renamed(one, other)


def _of_one_kind(one: Statement, other: Statement) -> bool:
    """Whether one measure, or a loss that is told in general: "24,000 lost" of 24,000 killed."""
    pair = {one.claim.measure, other.claim.measure}
    return len(pair) == 1 or (Measure.LOSSES in pair and pair <= LOSSES)


def _hedge_lost(one: Statement, other: Statement, *, telling: int) -> Iterator[Finding]:
    ours, theirs = one.claim.figure, other.claim.figure
    if len(theirs.numbers) != 1 or words("pointed_at").search(around(other, 12)[0]):
        return
    if not other.report.table and words("reproached").search(other.sentence):
        return  # told only to say that it is wrong
    if _of_two_days(one, other):
        return  # "46,000 … in June it was over 46,000"
    number = float(theirs.numbers[0])
    two = _said_twice(one, other)  # two bodies can come to one round number
    chance = significant(number) < (TELLING if two else telling) and (two or not _by_no_chance(number))
    if chance:
        return
    if ours.bound is Bound.BETWEEN and len(ours.numbers) == 2:
        low, high = (float(end) for end in ours.numbers)
        for end, ways in ((high, HIGH_END), (low, LOW_END)):
            if number == end and theirs.bound in ways:
                yield collapsed(one, [other], ways=ways, end=end)
    elif (ours.bound, theirs.bound) in TOLD_AS and number == float(ours.numbers[0]):
        yield bound_as_point(one, [other])


def _standing(one: Statement, other: Statement) -> Iterator[Finding]:
    if one.claim.figure.numbers != other.claim.figure.numbers:
        return
    if (
        one.claim.status in WISHES
        and not words("wish").search(other.sentence)
        and not words("met").search(other.sentence)
    ):
        fact = other.claim.status in FACTS or words("by_now").search(around(other, 40)[1]) is not None
        if (fact or asserted(other)) and not is_over(one, other):
            yield target(one, other)
    losses = one.claim.measure in LOSSES and one.claim.status in FACTS
    guessed = one.claim.status is Status.ESTIMATE or words("guessed").search(one.sentence) is not None
    if losses and guessed and not confirms(one) and confirms(other) and not words("guessed").search(other.sentence):
        yield upgrade(one, other)


def _renamed(one: Statement, other: Statement) -> Iterator[Finding]:
    """One number under two measures, of which one holds the other."""
    pair = frozenset({one.claim.measure, other.claim.measure})
    kin = len({FAMILY.get(measure) for measure in pair}) == 1 and None not in {FAMILY.get(measure) for measure in pair}
    if len(pair) != 2 or not kin or pair in SYNONYMS or not pair & NESTED or Measure.LOSSES in pair:
        return
    numbers = one.claim.figure.numbers
    points = one.point and other.point
    if points and numbers == other.claim.figure.numbers and significant(float(numbers[0])) >= TELLING:
        yield one_number(one, [one, other])


def without_repeats(found: Sequence[Finding], more: Sequence[Finding]) -> list[Finding]:
    """Of `more` those whose matter no finding of the same kind has told of one of its claims."""
    told = {(one.kind, claim) for one in found for claim in one.claims}
    kept: list[Finding] = []
    for one in more:
        if not any((one.kind, claim) in told for claim in one.claims):
            told |= {(one.kind, claim) for claim in one.claims}
            kept.append(one)
    return kept
