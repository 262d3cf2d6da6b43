"""One matter told once: what two checks found in the same claims stands as the finding that says most of it.

Invariant: no claim that a finding named is left unnamed, and what stands is as grave as the gravest of those it stands for.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from muster.claims.finding import GRAVEST_FIRST, Finding, Kind, Severity, Verdict

_ACCUSING = frozenset({Kind.CONTRADICTION, Kind.RIVAL})
# What says of two or three claims why they cannot all be true, where an accusation says only that they cannot.
_SAYS_WHY = frozenset({Verdict.FALLS, Verdict.FAILS})
# Arithmetic that fails, and what is no more than a note over words in which it does.
_PLAINER = frozenset({Kind.RATIO, Kind.RATE, Kind.PARTS, Kind.SHARE, Kind.MULTIPLE, Kind.UNIT_PAIR, Kind.CHANGE})
_NOTES = frozenset({Kind.MULTIPLE, Kind.CHANGE})
_AGREED = (Verdict.AGREES, Verdict.AGREES_AS_BOUND)
# Of a multiple, that nothing decides it says less than the base that it implies, and that less than what is decided.
_SAYS_LESS = {Verdict.IMPLIED: 1, Verdict.NOT_DECIDABLE: 2}


def told_once(found: Iterable[Finding]) -> list[Finding]:
    """The findings, gravest first, each matter once."""
    its = sorted({one.id: one for one in found}.values(), key=lambda one: one.order)
    return sorted(_why(_alike(list(_plainest(its)))), key=lambda one: one.order)


def _plainest(found: Sequence[Finding]) -> Iterator[Finding]:
    """Without a contradiction whose claims a failure of arithmetic names, or which agree as a rate and its total once the days that the
    words can mean are counted, and without a note over words of which another finding says more."""
    failures = [one for one in found if one.kind in _PLAINER and one.verdict in (Verdict.FAILS, Verdict.FALSE)]
    settled = [frozenset(one.claims) for one in found if one.kind is Kind.RATE and one.verdict in _AGREED]
    said = [
        (place, _SAYS_LESS.get(one.verdict, 0)) for one in found if one.kind is Kind.MULTIPLE for place in one.remarks
    ]
    for one in found:
        less = _SAYS_LESS.get(one.verdict, 0) if one.kind is Kind.MULTIPLE else 0
        outdone = less and any(rank < less and place.overlaps(there) for place in one.remarks for there, rank in said)
        meets = one.kind in _ACCUSING and any(set(one.claims) <= claims for claims in settled)
        if not outdone and not meets and not _yields(one, failures):
            yield one


def _yields(one: Finding, failures: Iterable[Finding]) -> bool:
    its = set(one.claims)
    if one.kind is Kind.CONTRADICTION:
        return any(its <= set(other.claims) for other in failures)
    if one.kind not in _NOTES or one.severity is not Severity.NOTE:
        return False
    return any(
        other.kind in _NOTES
        and other is not one
        and its <= set(other.claims)
        and any(place.overlaps(there) for place in one.remarks for there in other.remarks)
        for other in failures
    )


def _alike(found: Sequence[Finding]) -> list[Finding]:
    """What is found of one claim in the very same numbers, where several reports tell them: one finding, which names the claims of all."""
    groups: dict[tuple[object, ...], list[Finding]] = {}
    for one in found:
        key = (one.kind, one.verdict, one.war, one.party, one.measure, one.numbers)
        same = groups.setdefault(key if one.numbers else (one.id,), [])
        for at, other in enumerate(same):
            if set(one.claims) & set(other.claims):
                same[at] = _joined(other, one)
                break
        else:
            same.append(one)
    return [one for same in groups.values() for one in same]


def _joined(one: Finding, other: Finding) -> Finding:
    return replace(
        one,
        claims=tuple(dict.fromkeys((*one.claims, *other.claims))),
        documents=tuple(dict.fromkeys((*one.documents, *other.documents))),
    )


def _why(found: Sequence[Finding]) -> Iterator[Finding]:
    """An accusation yields to what says of the same claims why: a running total that fell, a ratio that its two ends do not make."""
    says = {frozenset(one.claims): one for one in found if one.verdict in _SAYS_WHY and len(one.claims) > 1}
    accused = {frozenset(one.claims): one for one in found if one.kind in _ACCUSING}
    old = {one.claims[0] for one in found if one.verdict is Verdict.STALE}
    renamed = {claim for one in found if one.kind is Kind.DEFINITION for claim in one.claims}
    for one in found:
        claims = frozenset(one.claims)
        if one.kind in _ACCUSING and claims in says:
            continue
        if one.kind is Kind.RIVAL and len(claims) > 2 and claims & old:
            continue  # among many figures it is the old one that does not fit
        if one.kind is Kind.IMPLIED_RATIO and one.verdict is Verdict.IMPLAUSIBLE and one.claims[0] in renamed:
            continue  # that the dead are the number of another's dead and wounded says why so few are left
        if says.get(claims) is one and claims in accused:
            yield replace(one, severity=min(one.severity, accused[claims].severity, key=GRAVEST_FIRST.index))
        else:
            yield one
