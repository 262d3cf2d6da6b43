"""Irreducible sets of claims that cannot all hold, and the least that one of them would have to give.

Two claims on one series contradict each other just where the days of one lie in those of the other and it has more than the other
admits; all such pairs are found at once. What is left goes to the linear program, whose dual ray names a set that deletion then makes
irreducible. Invariant: each set is infeasible and no longer so without any one of its claims; a set whose claims would have to give less
than a millionth is no conflict, since a computer's numbers are no finer.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field, replace

from muster.account.clashes import FEW, LEAST, MOST_SETS, disjoint, pairs_of
from muster.account.program import INFINITY, SCALE, Outcome, Solver, build, components, terms_of
from muster.account.strain import LARGE, strain
from muster.account.system import Row, System

LARGER = 40  # sets of three and more: each is a program of its own, and who has read forty wants no more
ROUNDS = 8  # times that is asked, each time without the sets that were found
_BISECTIONS = 40


@dataclass(frozen=True, slots=True, kw_only=True)
class Conflict:
    """`rows` cannot all hold. Changed alone by `change` of itself, the claim of `gives` would have to be `becomes` at least (or at most)
    for the rest to stand; `becomes` is None where it was not settled. `sharpest` is what the claim of the smallest figure would have to
    change by alone: a month that is wrong by half is a small change of the total of a war."""

    rows: tuple[Row, ...]
    gives: str
    change: float
    becomes: float | None
    sharpest: float

    @property
    def claims(self) -> tuple[str, ...]:
        """The claims' ids, each once."""
        return tuple(dict.fromkeys(row.claim for row in self.rows))


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgement:
    """`outcome` of the whole system; `conflicts` disjoint ones first, the smallest first. `left` are sets that are not told
    (pairs, and rows in which there is some set) with a claim that stands in none of those; `undecided` what the solver gave up on."""

    outcome: Outcome
    conflicts: tuple[Conflict, ...] = ()
    left: tuple[tuple[Row, ...], ...] = ()
    undecided: tuple[Row, ...] = ()


@dataclass(slots=True)
class _Sets:
    """Sets found one after another, the claims that were let go for them, the rows in which there are more, part by part, and those of
    which nothing is settled."""

    most: int
    found: list[Conflict] = field(default_factory=list)
    gone: set[str] = field(default_factory=set)
    left: list[tuple[Row, ...]] = field(default_factory=list)
    undecided: list[Row] = field(default_factory=list)

    @property
    def full(self) -> bool:
        """Whether no more sets are wanted."""
        return len(self.found) >= self.most

    @property
    def outcome(self) -> Outcome:
        """Of what remains without the claims that were let go."""
        if self.undecided:
            return Outcome.UNDECIDED
        return Outcome.INFEASIBLE if self.left else Outcome.FEASIBLE

    def add(self, system: System, rows: Sequence[Row]) -> set[str]:
        """One more set; its claims are let go."""
        one = conflict(system, rows)
        if one is not None:
            self.found.append(one)
        claims = {row.claim for row in rows}
        self.gone |= claims
        return claims


def judge(system: System, *, most: int = MOST_SETS, first: Collection[str] = ()) -> Judgement:
    """Whether the rows admit any account and, where they do not, which sets of claims are at fault: sets that share no claim first, then
    for every further claim that stands in some pair one more. Sets with one of the claims in `first` are sought before others."""
    pairs = pairs_of(system)
    if first:
        pairs.sort(key=lambda pair: not {pair[0].claim, pair[1].claim} & set(first))
    chosen, spare = disjoint(pairs)
    conflicts = [found for found in (_of_pair(system, *pair) for pair in chosen[:most]) if found]
    dropped = {row.claim for pair in pairs for row in pair[:1]} | {pair[1].claim for pair in chosen}
    kept = _without(system.rows, dropped)
    larger = _larger(system.only(kept), most=min(LARGER, max(0, most - len(conflicts))))
    conflicts += larger.found
    room = max(0, most - len(conflicts))
    conflicts += [found for found in (_of_pair(system, *pair) for pair in spare[:room]) if found]
    told = {claim for one in conflicts for claim in one.claims}
    if dropped - told and len(conflicts) < most:  # of a pair that is not told, one can be in a set with others
        further = _larger(system.only(_without(system.rows, told)), most=min(LARGER, most - len(conflicts)))
        conflicts += further.found
        larger.left += further.left
        larger.undecided += further.undecided
    apart = {frozenset(row.claim for row in pair) for pair in chosen} | {frozenset(one.claims) for one in larger.found}
    ordered = sorted(  # stable: as they were found where all else is the same
        conflicts, key=lambda one: (frozenset(one.claims) not in apart, len(one.claims), -one.change)
    )
    told = {claim for one in conflicts for claim in one.claims}
    beyond = (*chosen[most:], *spare[room:], *larger.left)
    return Judgement(
        outcome=Outcome.INFEASIBLE if conflicts else larger.outcome,
        conflicts=tuple(ordered),
        left=tuple(rows for rows in beyond if {row.claim for row in rows} - told),
        undecided=tuple(larger.undecided),
    )


def _without(rows: Iterable[Row], claims: set[str]) -> list[Row]:
    return [row for row in rows if row.claim not in claims]


def _of_pair(system: System, above: Row, below: Row) -> Conflict | None:
    return conflict(system, (above, below))


# ------------------------------------------------------------------ larger sets
def _larger(system: System, *, most: int) -> _Sets:
    """Sets that share no claim, of every part of the system that stands by itself; where more are found than wanted, one of each part."""
    sets = _Sets(most)
    for part in components(system):
        plain = [row for row in part.rows if row.base is None]
        if len(plain) < len(part.rows):  # sums are plainer than what a ratio makes of them, and are sought first
            for one in components(part.only(plain)):
                _within(one, sets)
            part = part.only(_without(part.rows, sets.gone))
        _within(part, sets)
    return sets


def _within(system: System, sets: _Sets) -> None:
    """The sets of one part. A large one is first asked which of its claims press on one another, and sets are sought among those, until
    all that would have to give stands in some set and is let go with it."""
    for _ in range(ROUNDS):
        program = build(system)
        pressed = strain(program) if len(program.columns) > LARGE else None
        if pressed is None:
            _one_after_another(system, Solver(program), sets)
            return
        if not pressed.presses:
            return
        among = _of_claims(system, pressed.presses)
        before = len(sets.gone)
        if _one_after_another(among, Solver(build(among)), sets) is not Outcome.FEASIBLE:
            return
        giving = _claims(system, pressed.gives) - sets.gone
        if not giving:
            return  # what the strain was settled at is an account of all the others
        if len(sets.gone) == before:
            break
        system = system.only(_without(system.rows, sets.gone))
    sets.undecided += [row for row in system.rows if row.claim in giving]


def _claims(system: System, rows: Iterable[int]) -> set[str]:
    return {system.rows[number].claim for number in rows}


def _of_claims(system: System, rows: Iterable[int]) -> System:
    """The rows of all claims that have one of the rows with these indices."""
    claims = _claims(system, rows)
    return system.only(row for row in system.rows if row.claim in claims)


def _one_after_another(system: System, solver: Solver, sets: _Sets) -> Outcome:
    """Each set is let go before the next is sought; the outcome is that of the rest."""
    before = len(sets.gone)
    while (outcome := solver.feasible()) is Outcome.INFEASIBLE:
        accused = solver.accused()
        if sets.full and len(sets.gone) > before:
            sets.left.append(_of_claims(system, accused).rows)
            return outcome
        rows = _irreducible(system, [system.rows[number] for number in accused])
        if not rows:
            outcome = Outcome.UNDECIDED
            break
        claims = sets.add(system, _nearest(system, rows))
        solver.let_go(number for number, row in enumerate(system.rows) if row.claim in claims)
    if outcome is not Outcome.FEASIBLE:
        sets.undecided += _without(system.rows, sets.gone)
    return outcome


def _irreducible(system: System, rows: Sequence[Row]) -> tuple[Row, ...]:
    """A part of these rows that is infeasible and no longer so without any one claim; empty where they are not infeasible."""
    claims = list(dict.fromkeys(row.claim for row in rows))
    every = [row for row in system.rows if row.claim in set(claims)]
    if not _infeasible(system, every):
        return ()
    # The lightest first, so that what the ray rests on most stays.
    return tuple(_needed(system, every, claims=claims[::-1]))


def _needed(system: System, rows: list[Row], *, claims: Sequence[str]) -> list[Row]:
    """Infeasible rows without those of these claims that can go, in their order. Many are tried at once: where the rest is infeasible
    without all of them, so it would be after each."""
    fewer = _without(rows, set(claims))
    if fewer and _infeasible(system, fewer):
        return fewer
    if len(claims) == 1:
        return rows
    half = len(claims) // 2
    return _needed(system, _needed(system, rows, claims=claims[:half]), claims=claims[half:])


def _nearest(system: System, rows: tuple[Row, ...]) -> tuple[Row, ...]:
    """A set of fewer claims within the days of one of these, the shortest first, where there is one: four months and their sum say more
    than the eight before them, the sum, and the year's total."""
    claims = {row.claim for row in rows}
    if len(claims) < FEW:
        return rows
    span = max(row.end for row in rows) - min(row.start for row in rows)
    for row in sorted(rows, key=lambda one: (one.end - one.start, one.claim)):
        if row.series.level or row.end - row.start >= span:
            continue
        solver = Solver(build(inside := system.only(_inside(system, row))))
        if solver.feasible() is Outcome.INFEASIBLE:
            fewer = _irreducible(inside, [inside.rows[number] for number in solver.accused()])
            if fewer and len({one.claim for one in fewer}) < len(claims):
                return fewer
    return rows


def _inside(system: System, row: Row) -> list[Row]:
    return [one for one in system.rows if row.start <= one.start and one.end <= row.end]


def _infeasible(system: System, rows: Sequence[Row]) -> bool:
    return Solver(build(system.only(rows))).feasible() is Outcome.INFEASIBLE


# ------------------------------------------------------------------ what would reconcile
def conflict(system: System, rows: Sequence[Row]) -> Conflict | None:
    """The conflict of an irreducible set with the least relative change that reconciles it; None where that is under a millionth."""
    own = {row.claim: row.statement for row in rows}
    changes = {claim: _change(system, rows, claim) for claim in own}
    gives = min(changes, key=lambda claim: changes[claim][0])
    change, becomes = changes[gives]
    if change < LEAST:
        return None
    smallest = min(own, key=lambda claim: (own[claim].middle, claim))
    sharpest = changes[smallest][0]
    return Conflict(
        rows=tuple(rows),
        gives=gives,
        change=change,
        becomes=becomes,
        sharpest=change if sharpest == INFINITY else sharpest,
    )


def given_by(system: System, judgement: Judgement, *, claims: Collection[str]) -> Judgement:
    """The same conflicts, where one of these claims is in a set with it as the one that gives: a text that is held against what is known
    is asked about its own figures."""
    return replace(judgement, conflicts=tuple(_given_by(system, one, claims) for one in judgement.conflicts))


def _given_by(system: System, one: Conflict, claims: Collection[str]) -> Conflict:
    asked = [claim for claim in one.claims if claim in claims]
    if not asked or one.gives in claims:
        return one
    changes = {claim: _change(system, one.rows, claim) for claim in asked}
    gives = min(changes, key=lambda claim: (changes[claim][0], claim))
    change, becomes = changes[gives]
    return one if becomes is None else replace(one, gives=gives, change=change, becomes=becomes)


def _change(system: System, rows: Sequence[Row], claim: str) -> tuple[float, float | None]:
    """By how much of itself a claim must change for the others to stand, and what it becomes."""
    own = [row for row in rows if row.claim == claim]
    others = [row for row in rows if row.claim != claim]
    worst: tuple[float, float | None] = (0.0, None)
    for row in own:
        found = _ratio_change(system, others, row) if row.base is not None else _row_change(system, others, row)
        worst = max(worst, found, key=lambda one: one[0])
    return worst


def _row_change(system: System, others: Sequence[Row], row: Row) -> tuple[float, float | None]:
    span = _range(system, others, row)
    if span is None:
        return INFINITY, None
    low, high = span
    per = row.statement.per_unit or 1.0
    if row.width.low is not None and high is not None and row.width.low > high:
        return (row.width.low - high) / row.width.low, high / per
    if row.width.high is not None and low is not None and row.width.high < low:
        base = row.width.high
        return ((low - base) / base if base > 0 else INFINITY), low / per
    return 0.0, None


def _range(system: System, others: Sequence[Row], row: Row) -> tuple[float | None, float | None] | None:
    """Between what ends a row's series must lie, if the others hold; None for an open end, None for all where it was not settled."""
    program = build(system.only(others), cuts=[(row.series, row.start), (row.series, row.end)])
    terms = terms_of(program, row.series, start=row.start, end=row.end)
    solver = Solver(program)
    ends: list[float | None] = []
    for most in (False, True):
        outcome, number, _ = solver.extreme(terms, most=most)
        if outcome is Outcome.UNDECIDED or outcome is Outcome.INFEASIBLE:
            return None
        ends.append(None if number is None else number * SCALE)
    return ends[0], ends[1]


def _ratio_change(system: System, others: Sequence[Row], row: Row) -> tuple[float, float | None]:
    """A ratio's change by bisection, since its base is a variable: the factor nearest to 1 that lets the rest stand."""
    best = INFINITY
    for towards in (0.0, 100.0):
        near, far = 1.0, towards
        if _infeasible(system, [*others, replace(row, width=row.width.times(max(far, 1e-9)))]):
            continue
        for _ in range(_BISECTIONS):
            middle = (near + far) / 2
            if _infeasible(system, [*others, replace(row, width=row.width.times(middle))]):
                near = middle
            else:
                far = middle
        best = min(best, abs(far - 1.0))
    return best, None
