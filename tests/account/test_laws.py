"""The laws of the account: the truth is never accused, slips are, and what is added never takes an accusation back."""

from __future__ import annotations

import random
from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from muster.account import conflicts
from muster.account.bounds import Question, ask
from muster.account.chart import shipped
from muster.account.checks import check
from muster.account.conflicts import judge
from muster.account.flows import FLOWS, Flow, Stock
from muster.account.functional import after, envelope
from muster.account.program import Outcome, Solver, build
from muster.account.statement import Statement, statements
from muster.account.system import System, on_one_series, systems
from muster.account.widths import Width, as_bounds, as_spoken
from muster.claims.claim import Claim
from muster.claims.figure import Bound, Figure
from muster.claims.finding import Finding, Kind, Verdict
from muster.claims.measures import Measure
from muster.claims.period import Period
from muster.claims.report import Report
from tests.account import truths

WARS = {"simulated": truths.war()}


def accusing(found: list[Finding]) -> list[Finding]:
    return [one for one in found if one.kind is Kind.CONTRADICTION or one.verdict is Verdict.FAILS]


def one_system(reports: list[Report]) -> System:
    (system,) = systems(statements(reports, wars=WARS), wars=WARS)
    return system


def feasible(system: System) -> bool:
    outcome = Solver(build(system)).feasible()
    assert outcome in (Outcome.FEASIBLE, Outcome.INFEASIBLE)
    return outcome is Outcome.FEASIBLE


# ------------------------------------------------------------------ truth and slips
@pytest.mark.parametrize("chunk", range(10))
def test_the_truth_is_never_accused(chunk: int) -> None:
    for seed in range(chunk * 100, chunk * 100 + 100):
        found = check(truths.reports(random.Random(seed), table=seed % 2 == 0), wars=WARS)
        assert not accusing(found), (seed, accusing(found)[0].sentence)


def test_a_slip_of_the_pen_is_caught() -> None:
    """A digit swapped or lost in a figure that another claim of its body, for the same days, speaks of and does not admit: nine in ten."""
    caught = tried = 0
    for seed in range(150):
        rng = random.Random(seed)
        altered = slip(rng, truths.reports(rng, table=seed % 2 == 0))
        if altered is not None:
            reports, claim = altered
            tried += 1
            caught += any(claim.id in one.claims for one in accusing(check(reports, wars=WARS)))
    assert tried > 120
    assert caught / tried >= 0.9, f"{caught} of {tried}"


def slip(rng: random.Random, reports: list[Report]) -> tuple[list[Report], Claim] | None:
    """The reports with one figure altered that leaves its own rounding and what another claim says of the same; the claim as it is then."""
    places = [(r, c) for r, report in enumerate(reports) for c in range(len(report.claims))]
    rng.shuffle(places)
    for r, c in places:
        claim = reports[r].claims[c]
        if claim.figure.bound not in (Bound.EXACT, Bound.ABOUT) or claim.figure.low is None:
            continue
        made = sorted(one for one in truths.slips(claim.figure.low) if one > 0 and not as_bounds(claim).holds(one))
        if not made:
            continue
        number = rng.choice(made)
        new = replace(claim, figure=replace(claim.figure, low=number, high=number))
        claims = tuple(new if at == c else one for at, one in enumerate(reports[r].claims))
        altered = [replace(report, claims=claims) if at == r else report for at, report in enumerate(reports)]
        its = statements([altered[r]], wars=WARS)
        me = next(one for one in its if one.id == new.id)
        if any(speaks_of(other, me) and not other.total.meets(me.total) for other in its):
            return altered, new
    return None


def speaks_of(other: Statement, me: Statement) -> bool:
    same = (other.claim.measure, other.claim.party, other.period) == (me.claim.measure, me.claim.party, me.period)
    two_sided = other.claim.figure.low is not None and other.claim.figure.high is not None
    return same and two_sided and other.id != me.id


# ------------------------------------------------------------------ adding and tightening
@given(st.integers(0, 10_000))
def test_a_further_claim_never_clears_a_contradiction(seed: int) -> None:
    rng = random.Random(seed)
    reports = truths.reports(rng, claims=24, table=True)
    altered = slip(rng, reports)
    if altered is None:
        return
    system = one_system(altered[0])
    fewer = system.only(row for row in system.rows if rng.random() < 0.7)
    if not feasible(fewer):
        assert not feasible(system)


@given(st.integers(0, 10_000))
def test_tightening_a_bound_never_widens_what_is_feasible(seed: int) -> None:
    rng = random.Random(seed)
    system = one_system(truths.reports(rng, claims=20, table=True))
    row = rng.choice(system.rows)
    width = row.width
    low, high = width.low or 0.0, width.high if width.high is not None else (width.low or 0.0) * 3 + 10
    tight = replace(row, width=Width(low + (high - low) * 0.3, high - (high - low) * 0.3))
    question = Question(measure=Measure.KILLED, party=truths.PARTIES[0], period=Period(truths.day(20), truths.day(80)))
    loose = ask(system, question)
    narrow = ask(system.only(tight if one is row else one for one in system.rows), question)
    if loose.clashes or narrow.clashes or loose.given or narrow.given:
        return  # all bodies in one sense of a word need not hold
    assert (narrow.width.low or 0.0) >= (loose.width.low or 0.0) - 1e-3
    assert loose.width.high is None or (narrow.width.high is not None and narrow.width.high <= loose.width.high + 1e-3)


@given(st.integers(0, 10_000))
def test_the_order_changes_nothing_and_twice_is_once(seed: int) -> None:
    rng = random.Random(seed)
    altered = slip(rng, truths.reports(rng, claims=30, table=True))
    if altered is None:
        return
    reports = altered[0]
    found = check(reports, wars=WARS)
    shuffled = [replace(report, claims=tuple(rng.sample(report.claims, len(report.claims)))) for report in reports]
    rng.shuffle(shuffled)
    assert check(shuffled, wars=WARS) == found
    assert check([*reports, *reports], wars=WARS) == found


# ------------------------------------------------------------------ the sets
@given(st.integers(0, 10_000))
def test_each_set_cannot_hold_and_any_part_of_it_can(seed: int) -> None:
    rng = random.Random(seed)
    reports = truths.reports(rng, claims=30, table=True)
    for _ in range(3):
        altered = slip(rng, reports)
        reports = altered[0] if altered else reports
    system = one_system(reports)
    for rows in (system.rows, on_one_series(system.rows)):
        found = judge(system.only(rows))
        assert (found.outcome is Outcome.FEASIBLE) is (not found.conflicts)
        for one in found.conflicts:
            assert not feasible(system.only(one.rows))
            for claim in one.claims:
                assert feasible(system.only(row for row in one.rows if row.claim != claim))


def test_a_large_system_is_judged_as_a_small_one_is(monkeypatch: pytest.MonkeyPatch) -> None:
    """A large program is asked at a price which claims press on one another; where the way parts is only a matter of its size."""
    differ = 0
    for seed in range(40):
        rng = random.Random(seed)
        reports = truths.reports(rng, claims=60, table=True)
        for _ in range(seed % 4):
            altered = slip(rng, reports)
            reports = altered[0] if altered else reports
        system = one_system(reports)
        for rows in (system.rows, on_one_series(system.rows)):
            its = system.only(rows)
            monkeypatch.setattr(conflicts, "LARGE", 1_000_000)
            small = judge(its)
            monkeypatch.setattr(conflicts, "LARGE", 0)
            large = judge(its)
            assert large.outcome is small.outcome
            assert not large.undecided
            for one in large.conflicts:
                assert not feasible(system.only(one.rows))
                for claim in one.claims:
                    assert feasible(system.only(row for row in one.rows if row.claim != claim))
            gone = {claim for found in (large, small) for one in found.conflicts for claim in one.claims}
            assert feasible(its.only(row for row in rows if row.claim not in gone))
            differ += small.outcome is Outcome.INFEASIBLE
    assert differ > 20, "some must be infeasible, or the test compares nothing"


def test_a_series_alone_is_judged_as_a_shortest_path_would() -> None:
    """Claims on one series are difference constraints, for which Bellman and Ford's algorithm is another way to the same answer."""
    differ = 0
    for seed in range(120):
        rng = random.Random(seed)
        system = one_system(truths.reports(rng, bodies=1, claims=14, table=True))
        alone = [row for row in system.rows if row.base is None and not row.series.level]
        bent = [replace(row, width=row.width.times(rng.choice((0.7, 1.0, 1.0, 1.3)))) for row in alone]
        kept = [row for row in bent if row.series.measure is Measure.RECRUITED]
        assert feasible(system.only(kept)) is not negative_circle(kept)
        differ += negative_circle(kept)
    assert differ > 3, "some must be infeasible, or the test compares nothing"


def negative_circle(rows: list) -> bool:
    """Whether the difference constraints of one series have no solution: high bounds one way, low bounds and monotony the other."""
    edges = []
    for series in {row.series for row in rows}:
        days = sorted({day for row in rows if row.series == series for day in (row.start, row.end)})
        edges += [((series, later), (series, sooner), 0.0) for sooner, later in pairwise(days)]
        for row in rows:
            if row.series == series and row.width.high is not None:
                edges.append(((series, row.start), (series, row.end), row.width.high))
            if row.series == series and row.width.low is not None:
                edges.append(((series, row.end), (series, row.start), -row.width.low))
    far = {node: 0.0 for edge in edges for node in edge[:2]}
    for _ in range(len(far) + 1):
        changed = False
        for one, other, weight in edges:
            if far[one] + weight < far[other] - 1e-6:
                far[other] = far[one] + weight
                changed = True
        if not changed:
            return False
    return True


# ------------------------------------------------------------------ functionals and widths
numbers = st.floats(0, 1e6)
accounts = st.dictionaries(st.sampled_from(list(Flow)), numbers)


@given(accounts, accounts)
def test_functionals_are_linear_and_add_over_adjoining_periods(
    one: dict[Flow, float], other: dict[Flow, float]
) -> None:
    both = {flow: one.get(flow, 0.0) + other.get(flow, 0.0) for flow in Flow}
    for entry in shipped().values():
        for sense in entry.flows:
            assert sense.of(both) == pytest.approx(sense.of(one) + sense.of(other), abs=1e-3)


@given(accounts)
def test_every_sense_lies_within_its_envelope(account: dict[Flow, float]) -> None:
    for entry in shipped().values():
        around = envelope(entry.senses)
        least = sum(weight * account.get(flow, 0.0) for flow, weight in around.least)
        most = sum(weight * account.get(flow, 0.0) for flow, weight in around.most)
        for sense in entry.flows:
            assert least - 1e-3 <= sense.of(account) <= most + 1e-3


@given(accounts, accounts)
def test_stocks_telescope_and_people_are_conserved(one: dict[Flow, float], other: dict[Flow, float]) -> None:
    start = dict.fromkeys(Stock, 1e7)
    both = {flow: one.get(flow, 0.0) + other.get(flow, 0.0) for flow in Flow}
    step, once = after(after(start, one), other), after(start, both)
    for stock in Stock:
        assert step[stock] == pytest.approx(once[stock], abs=1e-3)
    came = sum(number for flow, number in both.items() if FLOWS[flow].into and not FLOWS[flow].out_of)
    went = sum(number for flow, number in both.items() if FLOWS[flow].out_of and not FLOWS[flow].into)
    assert sum(once.values()) == pytest.approx(sum(start.values()) + came - went, rel=1e-9, abs=1e-2)


@given(st.integers(1, 10**9), st.sampled_from([Bound.EXACT, Bound.ABOUT, Bound.AT_LEAST, Bound.AT_MOST]))
def test_what_is_spoken_lies_within_what_is_bounded(number: int, bound: Bound) -> None:
    low = None if bound is Bound.AT_MOST else number
    high = None if bound is Bound.AT_LEAST else number
    claim = truths.claim(Figure(low=low, high=high, bound=bound), measure=Measure.KILLED)
    bounds, spoken = as_bounds(claim), as_spoken(claim)
    assert bounds.holds(number)
    assert spoken.holds(number)
    assert bounds.low is None or (spoken.low is not None and spoken.low >= bounds.low)
    assert bounds.high is None or (spoken.high is not None and spoken.high <= bounds.high)


def test_of_a_balance_told_twice_the_same_claims_are_named() -> None:
    """A finding names three flows of a side at most: with each told twice it had named fewer."""
    rng = random.Random(1634)
    altered = slip(rng, truths.reports(rng, claims=30, table=True))
    assert altered is not None
    found = check(altered[0], wars=WARS)
    assert "balance" in {one.kind.value for one in found}
    assert check([*altered[0], *altered[0]], wars=WARS) == found
