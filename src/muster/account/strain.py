"""What the claims of a large system would have to give for all of them to stand, with the least given in all.

Every bound of a claim is let give at a price, by the share of the claim that is given, which one run of the interior point settles whatever
the claims say: where nothing is given there is an account; where something is, the prices of the bounds name the claims that press on one
another, a hundred perhaps of twenty thousand, among which the simplex then looks for sets. Asking a large program without prices takes the
simplex a hundred times longer, and leaves the interior point with no answer where there is no account.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

from muster.account.program import INFINITY, SCALE, Outcome, Program, Solver
from muster.account.system import Row

LARGE = 2_000  # columns from which a program is asked so
NOTHING = 1e-6  # the share of a claim, or thousands of people where it is of fewer, below which nothing is given
PRESSING = 1e-6  # of the price of a claim, from which a bound presses on others


@dataclass(frozen=True, slots=True, kw_only=True)
class Strain:
    """Indices of the system's rows: `gives` those that give way, `presses` those that something gives way to, which `gives` is among."""

    gives: frozenset[int]
    presses: frozenset[int]


def strain(program: Program) -> Strain | None:
    """The strain of a program's claims, none where there is an account of them all; None where the solver gave up."""
    import numpy as np

    slack, loosened = _loosened(program)
    prices = [_price(program.system.rows[program.owner[number]]) for number in slack]
    solver = Solver(loosened)
    columns = len(loosened.columns)
    cost = np.array([0.0] * (columns - len(slack)) + prices)
    solver.highs.changeColsCost(columns, np.arange(columns, dtype=np.int32), cost)
    outcome = solver.interior()
    given = list(solver.highs.getSolution().col_value)[columns - len(slack) :]
    if solver.holds() and sum(price * share for price, share in zip(prices, given, strict=True)) < NOTHING:
        return Strain(gives=frozenset(), presses=frozenset())  # an account, whether or not there could be a cheaper one
    if outcome is not Outcome.FEASIBLE:
        return None
    pairs = list(zip((program.owner[number] for number in slack), prices, given, strict=True))
    duals = solver.highs.getSolution().row_dual
    gives = frozenset(owner for owner, price, share in pairs if share * price > NOTHING)
    pressing = {
        program.owner[number]
        for number, price in zip(slack, prices, strict=True)
        if abs(duals[number]) > PRESSING * price
    }
    return Strain(gives=gives, presses=gives | pressing)


def admitted(program: Program) -> Outcome:
    """Whether there is any account: of a large program as its strain tells, of a small one by the simplex."""
    if len(program.columns) <= LARGE:
        return Solver(program).feasible()
    found = strain(program)
    if found is None:
        return Outcome.UNDECIDED
    return Outcome.INFEASIBLE if found.presses else Outcome.FEASIBLE


def _price(row: Row) -> float:
    return 1.0 / max(1.0, row.statement.middle / SCALE)


def _loosened(program: Program) -> tuple[list[int], Program]:
    """The program in which every bound of a claim can give, by a column of its own at the end; and the row that each such column is in."""
    slack: list[int] = []
    other = Program(program.system, columns=dict(program.columns))
    for number, (start, end) in enumerate(pairwise([*program.starts, len(program.column)])):
        terms = list(zip(program.column[start:end], program.value[start:end], strict=True))
        low, high = program.lower[number], program.upper[number]
        if program.owner[number] >= 0:
            for sign, bound in ((1.0, low), (-1.0, high)):
                if abs(bound) < INFINITY:
                    terms.append((other.variable(("", "given"), len(slack)), sign))
                    slack.append(number)
        other.row(terms, low=low, high=high, owner=program.owner[number])
    return slack, other
