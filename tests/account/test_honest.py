"""Simulated wars told honestly in every shape are not accused; a slip that another claim of its body excludes is."""

from __future__ import annotations

import random
from dataclasses import replace

import pytest

from muster.account.checks import check
from muster.claims.claim import Claim
from muster.claims.figure import Bound
from muster.claims.finding import Finding, Kind, Verdict
from muster.claims.report import Report
from tests.account import honest
from tests.account.excluded import can_all_be_true
from tests.account.honest_wars import M, World, war

WARS = {parties: {"simulated": war(parties)} for parties in (2, 3)}
TRAPS = (Kind.DIGITS,)  # what looks like a slip, and can be a revision by chance


def accusing(found: list[Finding]) -> list[Finding]:
    wrong = (Verdict.FAILS, Verdict.FALLS)
    return [one for one in found if one.kind is Kind.CONTRADICTION or (one.verdict in wrong and one.kind not in TRAPS)]


def checked(world: World, reports: list[Report]) -> list[Finding]:
    return accusing(check(reports, wars=WARS[world.parties]))


@pytest.mark.parametrize("chunk", range(6))
def test_an_honest_body_is_never_accused(chunk: int) -> None:
    """A thousand were tried by hand; these are the first of them."""
    for seed in range(chunk * 15, chunk * 15 + 15):
        found = checked(*honest.reports(seed))
        assert not found, (seed, found[0].sentence)


def test_a_slip_that_the_same_edition_excludes_is_caught() -> None:
    caught: dict[str, list[bool]] = {}
    for seed in range(60):
        world, reports = honest.reports(seed)
        altered = slip(random.Random(seed), reports)
        if altered is not None:
            kind, after, claim = altered
            caught.setdefault(kind, []).append(any(claim.id in one.claims for one in checked(world, after)))
    every = [one for its in caught.values() for one in its]
    assert len(every) > 30
    assert all(len(its) > 1 for its in caught.values()), caught
    assert sum(every) / len(every) >= 0.9, caught


def slip(rng: random.Random, reports: list[Report]) -> tuple[str, list[Report], Claim] | None:
    """The reports with one figure altered so that what its body told on the same day cannot all be true."""
    daily = {one.claims[0].speaker for one in reports if len({each.measure for each in one.claims}) == 1}
    places = [(r, c) for r, one in enumerate(reports) for c, its in enumerate(one.claims) if its.speaker not in daily]
    for r, c in rng.sample(places, min(6, len(places))):
        claim = reports[r].claims[c]
        figure = claim.figure
        if figure.bound not in (Bound.EXACT, Bound.ABOUT) or not figure.low or figure.low < 10:
            continue
        if claim.measure is M.EXCHANGE_RATIO:
            continue
        kind, number = rng.choice(sorted(slips(figure.low)))
        new = replace(claim, figure=replace(figure, low=number, high=number))
        edition = [
            each
            for one in reports
            for each in one.claims
            if (each.speaker, each.published) == (claim.speaker, claim.published) and each.id != claim.id
        ]
        if can_all_be_true([*edition, new]):
            continue
        assert can_all_be_true([*edition, claim])
        claims = [new if at == c else one for at, one in enumerate(reports[r].claims)]
        said = [replace(one, quote=one.figure.spoken()) for one in claims]
        published = reports[r].document.published
        assert published is not None
        after = honest.report(said, table=reports[r].table, published=published)
        return kind, [after if at == r else one for at, one in enumerate(reports)], after.claims[c]
    return None


def slips(number: float) -> set[tuple[str, float]]:
    digits = str(int(number))
    made = {("lost", digits[:at] + digits[at + 1 :]) for at in range(len(digits))}
    made |= {("swap", digits[:at] + digits[at + 1] + digits[at] + digits[at + 2 :]) for at in range(len(digits) - 1)}
    made |= {("times ten", f"{digits}0"), ("a tenth", digits[:-1])}
    return {(kind, float(one)) for kind, one in made if one[0] != "0" and float(one) != number}
