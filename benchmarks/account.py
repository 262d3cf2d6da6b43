"""How long it takes to say whether 5,000 claims over 60 months and two parties admit an account, and to find what cannot all be true.

    .venv/bin/python benchmarks/account.py [CLAIMS]
    .venv/bin/python benchmarks/account.py check [CLAIMS]

The claims are true reports of a simulated account, so the first answer is yes; then 25 figures are altered by a slip of the pen. Peers,
in the same run: the same program with claims as sums over cells of time, and HiGHS's own search for an irreducible set. With `check`, all
that `muster check` does with such claims, of which two in a hundred are altered, and as a peer its largest program asked without prices.
"""

from __future__ import annotations

import random
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from typing import Any, TypeVar

sys.path.insert(0, str(Path(__file__).parents[1]))

from muster.account.checks import check
from muster.account.conflicts import judge
from muster.account.program import Program, Solver, build, components
from muster.account.statement import statements
from muster.account.strain import admitted
from muster.account.system import System, systems
from muster.claims.figure import Bound
from muster.claims.report import Report
from tests.account import test_laws, truths

Result = TypeVar("Result")
WARS = {"simulated": truths.war()}
MONTHS = 60
SLIPS = 25


def timed(work: Callable[[], Result]) -> tuple[Result, float]:
    """What a piece of work gives, and its seconds of processor time."""
    start = time.process_time()
    found = work()
    return found, time.process_time() - start


def system_of(reports: list[Any]) -> System:
    (system,) = systems(statements(reports, wars=WARS), wars=WARS)
    return system


def over_cells(program: Program) -> Program:
    """The same program with a variable for each cell of time between neighbouring dates, and every difference of two cumulative variables
    the sum of those between."""
    dates: dict[Any, list[int]] = {}
    for of, day in program.columns:
        dates.setdefault(of, []).append(day)
    cells = {of: list(pairwise(sorted(days))) for of, days in dates.items()}
    names = {column: key for key, column in program.columns.items()}
    other = Program(program.system)
    for number, start in enumerate(program.starts):
        end = program.starts[number + 1] if number + 1 < len(program.starts) else len(program.column)
        weights: dict[tuple[Any, int], float] = {}
        for at in range(start, end):
            of, day = names[program.column[at]]
            if len(dates[of]) == 1:
                weights[(of, day)] = weights.get((of, day), 0.0) + program.value[at]
            for first, last in cells[of]:
                if last <= day:
                    weights[(of, first)] = weights.get((of, first), 0.0) + program.value[at]
        terms = [(other.variable(*key), value) for key, value in weights.items() if value]
        other.row(terms, low=program.lower[number], high=program.upper[number], owner=program.owner[number])
    return other


def slipped(rng: random.Random, report: Report, share: float) -> Report:
    """The report with that share of its plain figures altered by a slip of the pen."""
    claims = []
    for one in report.claims:
        made = sorted(truths.slips(one.figure.low or 0.0) - {0.0}) if one.figure.bound is Bound.EXACT else []
        if made and rng.random() < share:
            number = rng.choice(made)
            one = replace(one, figure=replace(one.figure, low=number, high=number))
        claims.append(one)
    return replace(report, claims=tuple(claims))


def checked(claims: int) -> None:
    """All checks on a table of claims, by step; then the largest program that they ask, without prices."""
    rng = random.Random(7)
    told = truths.reports(rng, days=MONTHS * 30, bodies=16, claims=claims, table=True)
    reports = [slipped(rng, report, 0.02) for report in told]
    steps: list[tuple[str, float]] = []
    found, seconds = timed(
        lambda: check(reports, wars=WARS, step=lambda what: steps.append((what, time.process_time())))
    )
    print(f"check of {claims:,} claims: {len(found):,} findings in {seconds:.1f} s")
    for (what, start), (_, end) in pairwise([*steps, ("", time.process_time())]):
        print(f"  {what}: {end - start:.1f} s")
    program = max((build(part) for part in components(system_of(reports))), key=lambda one: len(one.columns))
    ours, asking = timed(lambda: admitted(program))
    simplex, turning = timed(lambda: Solver(program).feasible())
    interior, walking = timed(lambda: Solver(program).interior())
    print(
        f"its largest program, {len(program.columns):,} columns: {ours.value} in {asking:.1f} s; without prices the simplex "
        f"{simplex.value} in {turning:.1f} s, the interior point {interior.value} in {walking:.1f} s"
    )


def main() -> None:
    if sys.argv[1:2] == ["check"]:
        for size in (2_400, 20_000) if len(sys.argv) < 3 else (int(sys.argv[2]),):
            checked(size)
        return
    claims = int(sys.argv[1]) if len(sys.argv) > 1 else 5_000
    rng = random.Random(5)
    reports = truths.reports(rng, days=MONTHS * 30, bodies=25, claims=claims, table=True)
    system, tabulating = timed(lambda: system_of(reports))
    print(f"{len(system.rows):,} rows, {MONTHS} months, two parties; statements and rows {tabulating:.2f} s")
    parts, parting = timed(lambda: components(system))
    programs, building = timed(lambda: [build(part) for part in parts])
    nonzeros = sum(len(program.column) for program in programs)
    ours, solving = timed(lambda: [admitted(program) for program in programs])
    print(
        f"feasibility: {parting + building:.2f} s building, {solving:.2f} s solving; {nonzeros:,} nonzeros; {ours[0].value}"
    )
    peers, making = timed(lambda: [over_cells(program) for program in programs])
    theirs, longer = timed(lambda: [admitted(program) for program in peers])
    print(
        f"peer, sums over cells: {longer:.2f} s solving, {making:.2f} s rewriting; "
        f"{sum(len(program.column) for program in peers):,} nonzeros; {theirs[0].value}"
    )
    slips = 0
    while slips < SLIPS:
        altered = test_laws.slip(rng, reports)
        if altered:
            reports, slips = altered[0], slips + 1
    bent = system_of(reports)
    found, finding = timed(lambda: judge(bent))
    sizes = sorted(len(one.claims) for one in found.conflicts)
    print(
        f"{SLIPS} slips: {len(found.conflicts)} irreducible sets of {sizes[0]} to {sizes[-1]} claims in {finding:.2f} s"
    )
    own, searching = timed(lambda: highs_own(bent))
    print(f"peer, HiGHS's own search for one set at its defaults: {own} rows in {searching:.2f} s")


def highs_own(system: System) -> int:
    """How many rows HiGHS's own irreducible set has; 0 where it gives none."""
    solver = Solver(build(system))
    solver.highs.run()
    outcome = solver.highs.getIis()
    found = outcome[1] if isinstance(outcome, tuple) else outcome
    return len(getattr(found, "row_index_", getattr(found, "row_index", ())))


if __name__ == "__main__":
    main()
