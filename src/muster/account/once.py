"""One matter told once: what two checks found in the same claims stands as the finding that says most of it.

Invariant: no claim that a finding named is left unnamed, and what stands is as grave as the gravest of those it stands for.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from muster.claims.finding import GRAVEST_FIRST, Finding, Kind, Verdict

_ACCUSING = frozenset({Kind.CONTRADICTION, Kind.RIVAL})
# What says of two or three claims why they cannot all be true, where an accusation says only that they cannot.
_SAYS_WHY = frozenset({Verdict.FALLS, Verdict.FAILS})


def told_once(found: Iterable[Finding]) -> list[Finding]:
    """The findings, gravest first, each matter once."""
    its = sorted({one.id: one for one in found}.values(), key=lambda one: one.order)
    return sorted(_why(_alike(its)), key=lambda one: one.order)


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
