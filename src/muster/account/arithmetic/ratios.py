"""Ratios beside the two figures they are of; and the ratio that two figures, or a rule of thumb, would need.

Invariant: a ratio is tried only on figures of the same party and days; a yardstick makes nothing false, it makes it implausible.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import product
from typing import Any, NamedTuple

from muster.account import wording
from muster.account.arithmetic.evidence import dated_alone, dated_in_sentence
from muster.account.arithmetic.page import Page, akin, alike, one_hand, place, stated
from muster.account.arithmetic.rates import DAYS
from muster.account.arithmetic.reach import Reach, gap, reach, settle, severity
from muster.account.arithmetic.words import said
from muster.account.lexicon import lexicon
from muster.account.statement import NO_FACT, Statement
from muster.account.widths import Width, as_bounds
from muster.claims.finding import Finding, Kind, Severity, Verdict
from muster.claims.measures import Measure, Status

# What a ratio is of: the measures that can stand above, and the one below.
ENDS = {
    Measure.LOSSES_PER_AREA: ((Measure.KILLED_WOUNDED, Measure.LOSSES), Measure.AREA_TAKEN),
    Measure.WOUNDED_PER_KILLED: ((Measure.WOUNDED,), Measure.KILLED),
}
_ONE = Width(1.0, 1.0)  # the dead man himself, beside his wounded
_TOTALS = (Measure.KILLED_WOUNDED, Measure.LOSSES)
MOST = 12  # pairs, nearest first, on which a ratio is tried
Pair = tuple[Statement, Statement]


def yardstick() -> dict[str, Any]:
    """How many are wounded for one killed, with reasons and sources."""
    return lexicon("yardstick", of="arithmetic")["wounded_per_killed"]  # type: ignore[no-any-return]


def ratios(page: Page) -> list[Finding]:
    """Each ratio of a report beside its numerator and denominator, where both stand in it."""
    found = []
    for one in page.facts:
        if one.claim.measure in ENDS and one.claim.figure.low is not None:
            pairs = list(_pairs(page, one))
            if pairs and (told := _best(page, one, pairs)):
                found.append(told)
    return found


def _pairs(page: Page, ratio: Statement) -> Iterator[Pair]:
    """Numerators and denominators of the ratio's party and days, each of its hand or in the report's own name."""
    tops, base = ENDS[ratio.claim.measure]
    told = page.days[ratio.period]
    same = [one for one in told if one.claim.status not in NO_FACT and _of(ratio, one) and akin(ratio, one)]
    over = [one for one in same if one.claim.measure in tops]
    under = [one for one in same if one.claim.measure is base]
    yield from (
        (top, low) for top, low in product(over, under) if top.rate == low.rate and min(low.claim.figure.numbers) > 0
    )


def _of(ratio: Statement, one: Statement) -> bool:
    claim = one.claim
    same = (claim.war, claim.party, claim.civilian, one.scope) == (
        ratio.claim.war,
        ratio.claim.party,
        ratio.claim.civilian,
        ratio.scope,
    )
    return same and one.period == ratio.period and not one.level


def _best(page: Page, ratio: Statement, pairs: Sequence[Pair]) -> Finding | None:
    ranked = sorted(
        pairs, key=lambda pair: (_apart(page, ratio, pair), _far(ratio, pair), place(pair[0]), place(pair[1]))
    )[:MOST]
    tried = [judged(ratio, pair) for pair in ranked]
    agreed = [one for one in tried if one.verdict in (Verdict.AGREES, Verdict.AGREES_AS_BOUND)]
    if agreed:
        return agreed[0]
    tops, bases = [pair[0] for pair in pairs], [pair[1] for pair in pairs]
    if not alike(tops) or not alike(bases):
        return None
    return next((one for one, pair in zip(tried, ranked, strict=True) if _sure(page, ratio, pair)), None)


def _sure(page: Page, ratio: Statement, pair: Pair) -> bool:
    """Whether words show that a ratio is of these two: in one sentence, right behind them, or all three dated alike. Losses that stand
    elsewhere may be another thing than the casualties of a ratio: those of a body that counts the dead and captured alone."""
    if all(page.together(ratio, one) for one in pair):
        return True
    if all(page.beside(ratio, one) for one in pair) and said("link", page.words(ratio)):
        return True
    loose = pair[0].claim.measure is Measure.LOSSES and not page.together(ratio, pair[0])
    if loose or not all(stated(one) for one in (ratio, *pair)):
        return False
    if page.together(*pair) and all(dated_in_sentence(page, one) for one in pair):
        return True
    return all(page.together(ratio, one) or dated_alone(page, one) for one in pair) and dated_in_sentence(page, ratio)


def _apart(page: Page, ratio: Statement, pair: Pair) -> int:
    return sum((not page.beside(ratio, one)) + (not one_hand(ratio, one)) for one in pair)


def _far(ratio: Statement, pair: Pair) -> int:
    """How many characters away the pair is told."""
    return sum(abs(one.claim.place.start - ratio.claim.place.start) for one in pair)


def judged(ratio: Statement, pair: Pair) -> Finding:
    """A ratio held against the two figures that it is of; in a table these are of other rows, of which each is told in full."""
    top, base = pair
    made, said = _plain(top).over(_plain(base)), reach(ratio, floor=False)
    verdict, apart = settle(made, said), gap(made.bounds, said.bounds)
    told = f"{wording.figure(top)} divided by {wording.figure(base)} is {wording.number(made.middle)}"
    if ratio.report.table:
        both = f"{wording.gave(top, after=ratio)}. {wording.gave(base, after=ratio)}"
        told = f"{both}. That makes {wording.number(made.middle)} for one"
    return wording.finding(
        Kind.RATIO,
        verdict,
        severity=severity(verdict, apart=apart),
        sentence=f"{wording.gave(ratio)}. {told}. {wording.follows(verdict)}",
        of=[ratio, top, base],
        numbers=[
            ("numerator", top.middle),
            ("denominator", base.middle),
            ("computed", made.middle),
            ("stated", said.middle),
        ],
    )


def _plain(one: Statement) -> Reach:
    return reach(one, floor=False)


def implied(page: Page) -> list[Finding]:
    """The wounded that figures of one report leave for each one killed."""
    return [*_of_rates(page), *_of_rule(page), *_of_pairs(page), *_of_rest(page)]


def _of_rates(page: Page) -> Iterator[Finding]:
    """So many killed a month beside so many killed and wounded a day."""
    rates = [one for one in page.facts if one.rate and not one.claim.civilian and one.scope is None]
    killed = [one for one in rates if one.claim.measure is Measure.KILLED]
    both = [one for one in rates if one.claim.measure is Measure.KILLED_WOUNDED]
    stick = yardstick()
    for one, other in product(killed, both):
        if one.claim.party != other.claim.party or not _overlap(one, other):
            continue
        left = _left(one, other)
        if left is None or stick["least"] <= left.high <= stick["most"] or stick["least"] <= left.low <= stick["most"]:
            continue
        if left.low < stick["least"] and left.high > stick["most"]:
            continue
        least, most = (wording.number(round(max(end, 0), 1)) for end in (left.said_low, left.said_high))
        ends = least if least == most else f"{least} to {most}"
        yield wording.finding(
            Kind.IMPLIED_RATIO,
            Verdict.IMPLAUSIBLE,
            severity=Severity.SERIOUS,
            sentence=f"{wording.gave(one)}. {wording.gave(other, after=one)}. If both are right, there were {ends} wounded for each "
            f"man killed; {wording.number(stick['usual'])} is the rule, and wars on record have {_range(stick)}.",
            of=[one, other],
            numbers=[("least", left.said_low), ("most", left.said_high), ("yardstick", float(stick["usual"]))],
        )
        return


class _Left(NamedTuple):
    """What two rates leave for each one killed: the ends as bounds, and as the figures are printed."""

    low: float
    high: float
    said_low: float
    said_high: float


def _left(killed: Statement, both: Statement) -> _Left | None:
    """Nothing where either rate is open at an end."""
    dead, hit = (as_bounds(one.claim).times(1 / _per(one)) for one in (killed, both))
    if not dead.low or not dead.high or not hit.low or not hit.high:
        return None
    first, second = killed.claim.figure.numbers, both.claim.figure.numbers
    scale = _per(killed) / _per(both)
    return _Left(
        hit.low / dead.high - 1,
        hit.high / dead.low - 1,
        second[0] / first[-1] * scale - 1,
        second[-1] / first[0] * scale - 1,
    )


def _per(one: Statement) -> float:
    assert one.claim.figure.per is not None
    return DAYS[one.claim.figure.per]


def _range(stick: dict[str, Any]) -> str:
    return f"{wording.number(stick['low'])} to {wording.number(stick['high'])}"


def _overlap(one: Statement, other: Statement) -> bool:
    """Whether two rates can be of the same days: both dated and one within the other is not enough where a month stands beside a war."""
    if not stated(one) or not stated(other):
        return True
    return one.period == other.period


def _of_rule(page: Page) -> Iterator[Finding]:
    """So many killed, so many wounded for each, and the total of one hand: "15,000 killed, three wounded for each, 40,000 in all"."""
    rules = [one for one in page.told if _rule(one)]
    for rule in rules[:MOST]:
        for dead in (one for one in page.facts if one.claim.measure is Measure.KILLED and _may(rule, one)):
            totals = [one for one in page.facts if _total_of(page, dead, one)]
            if totals:
                yield _multiplied(dead, rule, min(totals, key=place))
                return


def _rule(one: Statement) -> bool:
    claim = one.claim
    fact = claim.status not in NO_FACT or claim.status is Status.HISTORICAL
    return claim.measure is Measure.WOUNDED_PER_KILLED and fact and not claim.repeats and bool(claim.figure.low)


def _may(rule: Statement, dead: Statement) -> bool:
    """Whether a rule can have been used on so many dead: it is a benchmark, or of their hand and told of no other days."""
    own = akin(rule, dead) and (not stated(rule) or rule.period == dead.period)
    if not own and rule.claim.status is not Status.HISTORICAL:
        return False
    return rule.claim.party in (None, dead.claim.party) and not dead.claim.civilian and not dead.level


def _total_of(page: Page, dead: Statement, one: Statement) -> bool:
    """Whether it is the total that the dead are in: one party, days and hand, in one sentence."""
    claim = one.claim
    same = (claim.war, claim.party, one.scope, one.period, claim.figure.per) == (
        dead.claim.war,
        dead.claim.party,
        dead.scope,
        dead.period,
        dead.claim.figure.per,
    )
    return same and claim.measure in _TOTALS and one_hand(dead, one) and page.together(dead, one)


def _multiplied(dead: Statement, rule: Statement, total: Statement) -> Finding:
    each = reach(rule, floor=False)
    one = each.plus(Reach(_ONE, _ONE, _ONE, 1.0))
    made, said = reach(dead).product(one), reach(total)
    verdict, apart = settle(made, said), gap(made.bounds, said.bounds)
    if verdict is Verdict.FAILS and rule.claim.status is Status.HISTORICAL:
        verdict = Verdict.IMPLAUSIBLE
    weight = Severity.SERIOUS if verdict is Verdict.IMPLAUSIBLE else severity(verdict, apart=apart)
    return wording.finding(
        Kind.IMPLIED_RATIO,
        verdict,
        severity=weight,
        sentence=f"{wording.gave(dead)}. With {wording.number(each.middle)} wounded for each of them that makes "
        f"{wording.number(made.middle)} in all. {wording.gave(total, after=dead)}. {wording.follows(verdict)}",
        of=[dead, rule, total],
        numbers=[
            ("killed", dead.middle),
            ("wounded per killed", each.middle),
            ("computed", made.middle),
            ("stated", total.middle),
        ],
    )


def _casualties(page: Page, *, beside: Measure) -> Iterator[Pair]:
    """The killed of each sentence and what one hand tells beside them of the same people and days."""
    for line in page.lines.values():
        facts = [one for one in line if one.fact and not one.claim.civilian]
        dead = [one for one in facts if one.claim.measure is Measure.KILLED]
        for killed, other in product(dead, [one for one in facts if one.claim.measure is beside]):
            same = killed.claim.figure.per is other.claim.figure.per
            if same and _of(killed, other) and one_hand(killed, other):
                yield killed, other


def _of_pairs(page: Page) -> Iterator[Finding]:
    """Killed and wounded told in one sentence by one hand, in a proportion that no army has had."""
    stick = yardstick()
    for killed, wounded in _casualties(page, beside=Measure.WOUNDED):
        least, most = sorted((killed.middle, wounded.middle))
        if least < stick["fewest"] and most < 50 * stick["fewest"]:
            continue
        low, high = _plain(wounded).over(_plain(killed)).bounds
        if low is not None and high is not None and (high < stick["never_below"] or low > stick["never_above"]):
            yield _out_of_proportion(killed, wounded, wounded=wounded.middle)


def _of_rest(page: Page) -> Iterator[Finding]:
    """The killed among the casualties of one sentence, which leave too few for the wounded: "11,300 casualties, 9,800 of them killed"."""
    stick = yardstick()
    for killed, both in _casualties(page, beside=Measure.KILLED_WOUNDED):
        told = any(one.claim.measure is Measure.WOUNDED for one in page.line(killed))
        if told or not (killed.point and both.point and stick["fewest"] <= killed.middle < both.middle):
            continue
        high, low = _plain(both).bounds.high, _plain(killed).bounds.low
        if high and low and high / low - 1 < stick["never_below"]:
            yield _out_of_proportion(killed, both, wounded=both.middle - killed.middle)


def _out_of_proportion(killed: Statement, other: Statement, *, wounded: float) -> Finding:
    stick, ratio = yardstick(), wounded / killed.middle
    return wording.finding(
        Kind.IMPLIED_RATIO,
        Verdict.IMPLAUSIBLE,
        severity=Severity.SERIOUS,
        sentence=f"{wording.gave(killed)}. {wording.gave(other, after=killed)}. That is {wording.number(round(ratio, 2))} wounded for "
        f"each man killed; wars on record have {_range(stick)}.",
        of=[killed, other],
        numbers=[("computed", ratio), ("yardstick", float(stick["usual"]))],
    )
