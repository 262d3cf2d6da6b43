"""Which claims of a document restate earlier ones.

A restatement says the same number (or a rounding of it) of the same measure, party and rate, on nobody else's word, for a period that
does not conflict. It takes from the first what it leaves unsaid; but a headline takes its days, and by what right it is stated, from the
first sentence below that says the same.
"""

from __future__ import annotations

from bisect import bisect_left, insort
from collections.abc import Sequence
from dataclasses import replace

from muster.claims.claim import Claim
from muster.claims.figure import Bound, Figure
from muster.claims.measures import Status
from muster.claims.period import UNDATED
from muster.numbers.values import value

_SAME = 0.005
_ROUNDED = 0.03
_APART = 0.05  # further apart no two numbers are the same, nor one the other rounded


@value(frozen=True, slots=True)
class Aligned:
    """A claim, with the fields that it took from the claim it repeats."""

    claim: Claim
    taken: tuple[str, ...] = ()


_First = tuple[float, int, Claim]
_ANY = "any period"


def align(claims: Sequence[Claim], *, head: int = 0) -> list[Aligned]:
    """The claims in order, later restatements bearing `repeats` and what they took from the first; `head` is where the title ends."""
    titles = _titles(claims, head=head)
    headed = {below.id: title.claim for title, below in titles}
    told = {_spot(title.claim): title for title, _ in titles}
    claims = [told[_spot(claim)].claim if _spot(claim) in told else claim for claim in claims]
    out: list[Aligned] = []
    firsts: dict[
        tuple[object, ...], list[_First]
    ] = {}  # by what they say and their period, or any period, in order of their number
    for place, claim in enumerate(claims):
        said, least = _said_of(claim), claim.figure.numbers[0]
        periods = (_ANY,) if claim.period == UNDATED else (claim.period, UNDATED)
        near = (one for period in periods for one in _near(firsts.get((said, period), ()), least, most=len(claims)))
        in_order = sorted(near, key=lambda one: one[1])  # of the text
        first = next((one for _, _, one in in_order if restates(claim, one)), None) or headed.get(claim.id)
        if first is None and claim.repeats is None:
            for period in (claim.period, _ANY):
                insort(firsts.setdefault((said, period), []), (least, place, claim))
        out.append(told.get(_spot(claim), Aligned(claim)) if first is None else _taking(claim, first))
    return out


def _titles(claims: Sequence[Claim], *, head: int) -> list[tuple[Aligned, Claim]]:
    """The claims of a title that the text below says again in full, as they are told there, each with the first that does."""
    out = []
    for number, title in enumerate(claims):
        if title.place.end > head:
            break
        alike = (one for one in claims[number + 1 :] if one.place.start >= head and _told_in_full(one, title))
        below = next(alike, None)
        if below is not None:
            changes = {"period": below.period, "status": below.status}
            taken = tuple(field for field, told in changes.items() if getattr(title, field) != told)
            out.append((Aligned(replace(title, **changes), taken), below))  # type: ignore[arg-type]
    return out


def _spot(claim: Claim) -> tuple[object, ...]:
    """What stays of a claim whose days and status are taken from another."""
    return claim.place, claim.measure


def _told_in_full(claim: Claim, title: Claim) -> bool:
    """Whether a claim says what the title says, whatever days are told with it."""
    alike = _said_of(claim) == _said_of(title) and same_figure(claim.figure, title.figure)
    return (
        alike
        and claim.period != UNDATED
        and (not title.speaker or not claim.speaker or _one_name(title.speaker, claim.speaker))
    )


def _near(alike: Sequence[_First], least: float, *, most: int) -> Sequence[_First]:
    """Those of a list in order whose smallest number is near one."""
    low, high = bisect_left(alike, (least * (1 - _APART),)), bisect_left(alike, (least * (1 + _APART), most))
    return alike[low:high]


def _said_of(claim: Claim) -> tuple[object, ...]:
    """What two claims must have in common if one is to restate the other."""
    return claim.measure, claim.party, claim.civilian, claim.figure.unit, claim.figure.per


def _taking(claim: Claim, first: Claim) -> Aligned:
    taken = []
    changes: dict[str, object] = {"repeats": first.id}
    if claim.period == UNDATED and first.period != UNDATED:
        changes["period"] = first.period
        taken.append("period")
    if claim.status != first.status and claim.status in (Status.ESTIMATE, Status.REPORT):
        changes["status"] = first.status
        taken.append("status")
    if claim.speaker is None and first.speaker is not None and not _round(claim.figure):
        changes["speaker"], changes["source"] = first.speaker, first.source
        taken.append("speaker")
    return Aligned(replace(claim, **changes), tuple(taken))  # type: ignore[arg-type]


def restates(claim: Claim, first: Claim) -> bool:
    """Whether `claim` says again what `first` said."""
    a, b = claim.figure, first.figure
    if _said_of(claim) != _said_of(first):
        return False
    if claim.place.start < first.place.end or _trivial(a):
        return False
    if claim.speaker and first.speaker and not _one_name(claim.speaker, first.speaker):
        return False
    if UNDATED not in (claim.period, first.period) and claim.period != first.period:
        return False
    return same_figure(a, b)


def _trivial(figure: Figure) -> bool:
    """Small numbers recur by chance."""
    return max(figure.numbers) < 10 and figure.unit == "person"


def _round(figure: Figure) -> bool:
    """Whether a number has but one digit that says something: 300,000 is told of many things by many people."""
    return all(len(f"{number:.0f}".rstrip("0")) <= 1 for number in figure.numbers)


def _one_name(one: str, other: str) -> bool:
    return bool(set(one.lower().split()) & set(other.lower().split()) - {"of", "the", "for", "and"})


def same_figure(a: Figure, b: Figure) -> bool:
    """The same numbers, or one of them a rounding of the other from below."""
    x, y = a.numbers, b.numbers
    if len(x) == len(y) and all(abs(p - q) <= _SAME * max(p, q) for p, q in zip(x, y, strict=True)):
        return True
    if len(x) == len(y) == 1:
        for rough, fine in ((a, b), (b, a)):
            p, q = rough.numbers[0], fine.numbers[0]
            if (
                rough.bound is Bound.AT_LEAST
                and fine.bound in (Bound.EXACT, Bound.ABOUT)
                and p <= q <= p * (1 + _ROUNDED)
            ):
                return True
    return False
