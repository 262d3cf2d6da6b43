"""The linear program of a system: is there any account that satisfies its rows, and between which bounds does a quantity lie?

Variables are cumulative: of each series at its own dates, of each flow at those of all series that it has a part in, in thousands, so
that a claim on a period is one difference. Between two of its dates a series lies between the least and the most that its measure's
senses make of the flows. Only HiGHS is asked; what it cannot settle is told as undecided, never as consistent.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from enum import Enum
from itertools import pairwise
from typing import Any

from muster.account.flows import Flow
from muster.account.functional import Envelope
from muster.account.system import Row, Series, System

SCALE = 1000.0  # a program's numbers are in thousands: HiGHS works to 1e-7 of a unit
# Counts and not seconds, so that a busy machine finds what a free one does. A program of 20,000 claims takes some sixty steps of the
# interior point, and a set of claims some hundreds of the simplex.
SIMPLEX_STEPS = 30_000
INTERIOR_STEPS = 120
_CIVILIAN = Envelope((), ())


class Outcome(Enum):
    """What the solver found."""

    FEASIBLE = "feasible"
    INFEASIBLE = "infeasible"
    UNBOUNDED = "unbounded"
    UNDECIDED = "undecided"


@dataclass(slots=True)
class Program:
    """Columns, and rows as triples; `owner` gives for each row the index of the system's row it came from, -1 for the algebra's own."""

    system: System
    lower: list[float] = field(default_factory=list)
    upper: list[float] = field(default_factory=list)
    column: list[int] = field(default_factory=list)
    value: list[float] = field(default_factory=list)
    starts: list[int] = field(default_factory=list)
    owner: list[int] = field(default_factory=list)
    columns: dict[tuple[Any, int], int] = field(default_factory=dict)

    def variable(self, of: Series | tuple[str, str], day: int) -> int:
        """The column of a cumulative variable, or of a level, on a day; made when it is first asked for."""
        return self.columns.setdefault((of, day), len(self.columns))

    def row(self, terms: Iterable[tuple[int, float]], *, low: float, high: float, owner: int = -1) -> None:
        """One more row: `low <= sum of terms <= high`."""
        self.starts.append(len(self.column))
        for column, value in terms:
            self.column.append(column)
            self.value.append(value)
        self.lower.append(low)
        self.upper.append(high)
        self.owner.append(owner)


INFINITY = float("inf")


def build(system: System, *, cuts: Iterable[tuple[Series, int]] = ()) -> Program:
    """The program of a system. `cuts` are further dates of series that will be asked about."""
    program = Program(system)
    dates = _dates(system.rows, cuts)
    _parts(system, dates)
    coupled = _coupled(system, dates)
    _cumulative(program, dates)
    _couple(program, dates, coupled=coupled)
    _scopes(program, dates)
    for number, row in enumerate(system.rows):
        _claim(program, row, number=number)
    return program


def components(system: System) -> list[System]:
    """The system in parts that share no series and no flow that binds, each of which can be judged alone."""
    dates = _dates(system.rows, ())
    coupled = _coupled(system, dates)
    first: dict[object, object] = {}

    def root(node: object) -> object:
        while first.setdefault(node, node) != node:
            first[node] = first[first[node]]
            node = first[node]
        return node

    joined: list[tuple[object, object]] = [(row.series, row.base) for row in system.rows if row.base is not None]
    joined += _part_of(system, dates)
    for series, (below, above) in coupled.items():
        its = _envelope(system, series)
        flows = {flow for flow, _ in (*(its.least if below else ()), *(its.most if above else ()))}
        joined += [(series, (series.party, flow)) for flow in flows]
    for one, other in joined:
        first[root(one)] = root(other)
    parts: defaultdict[object, list[Row]] = defaultdict(list)
    for row in system.rows:
        parts[root(row.series)].append(row)
    return [system.only(rows) for rows in parts.values()]


def _dates(rows: Sequence[Row], cuts: Iterable[tuple[Series, int]]) -> dict[Series, list[int]]:
    """The dates of each series, in order."""
    found: defaultdict[Series, set[int]] = defaultdict(set)
    for row in rows:
        for series in (row.series, row.base):
            if series is not None:
                found[series] |= {row.start, row.end}
    for series, day in cuts:
        found[series].add(day)
    return {series: sorted(days) for series, days in sorted(found.items())}


def _parts(system: System, dates: dict[Series, list[int]]) -> None:
    """The whole of a series that is a part is cut where the part is."""
    for series, whole in _part_of(system, dates):
        dates[whole] = sorted({*dates[whole], *dates[series]})


def _part_of(system: System, dates: Iterable[Series]) -> list[tuple[Series, Series]]:
    """Each series that is a part with its whole; of a measure that may fall, a part can be more than the whole, as where ground is taken
    here and lost there."""
    known = set(dates)
    found = []
    for series in sorted(known):
        if series.level or system.chart[series.measure].falls:
            continue
        outer = system.within.get(series.party)
        for whole in (series.whole(), series._replace(party=outer, scope="") if outer else None):
            if whole is not None and whole != series and whole in known:
                found.append((series, whole))
    return found


def _cumulative(program: Program, dates: dict[Series, list[int]]) -> None:
    """Cumulative variables never fall, but those of a measure that may."""
    for series, days in dates.items():
        if not series.level and not program.system.chart[series.measure].falls:
            for before, after in pairwise(days):
                program.row(
                    ((program.variable(series, after), 1.0), (program.variable(series, before), -1.0)),
                    low=0.0,
                    high=INFINITY,
                )


# ------------------------------------------------------------------ series and flows
def _envelope(system: System, series: Series) -> Envelope:
    return _CIVILIAN if series.civilian or series.scope else system.chart[series.measure].envelope


def _coupled(system: System, dates: dict[Series, list[int]]) -> dict[Series, tuple[bool, bool]]:
    """Of each series, whether the flows bound it from below and from above. A flow that no series bounds from above can be as great as one
    likes, so it bounds nothing; a flow that nothing pushes up can be nought."""
    flows = {series: _envelope(system, series) for series in dates if not series.level}
    capped = {(series.party, flow) for series, its in flows.items() for flow, weight in its.least if weight > 0}
    above = {
        series: bool(its.most) and all((series.party, flow) in capped for flow, weight in its.most if weight > 0)
        for series, its in flows.items()
    }
    pushed = {
        (series.party, flow)
        for series, its in flows.items()
        if above[series]
        for flow, weight in its.most
        if weight > 0
    }
    below = {
        series: any((series.party, flow) in pushed for flow, weight in its.least if weight > 0)
        for series, its in flows.items()
    }
    return {series: (below[series], above[series]) for series in flows}


def _couple(program: Program, dates: dict[Series, list[int]], *, coupled: dict[Series, tuple[bool, bool]]) -> None:
    """Rows that hold each series between the least and the most of its flows, between each two of its own dates."""
    cuts: defaultdict[tuple[str, Flow], set[int]] = defaultdict(set)
    for series, (below, above) in coupled.items():
        its = _envelope(program.system, series)
        for flow, _ in (*(its.least if below else ()), *(its.most if above else ())):
            cuts[(series.party, flow)] |= set(dates[series])
    for key, days in sorted(cuts.items()):
        ordered = sorted(days)
        for before, after in pairwise(ordered):
            program.row(
                ((program.variable(key, after), 1.0), (program.variable(key, before), -1.0)), low=0.0, high=INFINITY
            )
    for series, (below, above) in coupled.items():
        its = _envelope(program.system, series)
        for before, after in pairwise(dates[series]):
            own = ((program.variable(series, after), 1.0), (program.variable(series, before), -1.0))
            for wanted, weights, low, high in ((below, its.least, 0.0, INFINITY), (above, its.most, -INFINITY, 0.0)):
                if wanted:
                    terms = [*own]
                    for flow, weight in weights:
                        key = (series.party, flow)
                        terms.append((program.variable(key, after), -weight))
                        terms.append((program.variable(key, before), weight))
                    program.row(terms, low=low, high=high)


def _scopes(program: Program, dates: dict[Series, list[int]]) -> None:
    """A part is never more than its whole."""
    for series, whole in _part_of(program.system, dates):
        for before, after in pairwise(dates[series]):
            program.row(
                (
                    (program.variable(whole, after), 1.0),
                    (program.variable(whole, before), -1.0),
                    (program.variable(series, after), -1.0),
                    (program.variable(series, before), 1.0),
                ),
                low=0.0,
                high=INFINITY,
            )


def _claim(program: Program, row: Row, *, number: int) -> None:
    low, high = row.width
    if row.base is not None:
        for factor, least, most in ((low, 0.0, INFINITY), (high, -INFINITY, 0.0)):
            if factor is not None:
                program.row(_ratio_terms(program, row, factor), low=least, high=most, owner=number)
        return
    program.row(
        _terms(program, row.series, row.start, row.end),
        low=-INFINITY if low is None else low / SCALE,
        high=INFINITY if high is None else high / SCALE,
        owner=number,
    )


def _terms(program: Program, series: Series, start: int, end: int) -> list[tuple[int, float]]:
    if series.level:
        return [(program.variable(series, start), 1.0)]
    return [(program.variable(series, end), 1.0), (program.variable(series, start), -1.0)]


def _ratio_terms(program: Program, row: Row, factor: float) -> list[tuple[int, float]]:
    assert row.base is not None
    base = [(column, -factor * value) for column, value in _terms(program, row.base, row.start, row.end)]
    return [*_terms(program, row.series, row.start, row.end), *base]


# ------------------------------------------------------------------ the solver
class Solver:
    """HiGHS with a program in it. Rows of claims can be let go and asked about again, which starts from where it stood."""

    def __init__(self, program: Program) -> None:
        import highspy
        import numpy as np

        self.program = program
        self._api: Any = highspy
        self.highs: Any = self._api._core._Highs()  # the class around it prints a banner when it is made
        self.highs.setOptionValue("output_flag", False)
        self.highs.setOptionValue("simplex_iteration_limit", SIMPLEX_STEPS)
        self.highs.setOptionValue("ipm_iteration_limit", INTERIOR_STEPS)
        self.highs.setOptionValue("presolve", "off")  # so that a program without a solution comes with its dual ray
        model = self._api.HighsLp()
        width, height = len(program.columns), len(program.lower)
        model.num_col_, model.num_row_ = width, height
        model.col_cost_ = np.zeros(width)
        model.col_lower_ = np.array(
            [-INFINITY if _falls(program, of) else 0.0 for of, _ in program.columns], dtype=float
        )
        model.col_upper_ = np.full(width, INFINITY)
        model.row_lower_, model.row_upper_ = np.array(program.lower), np.array(program.upper)
        model.a_matrix_.format_ = self._api.MatrixFormat.kRowwise
        model.a_matrix_.start_ = np.array([*program.starts, len(program.column)])
        model.a_matrix_.index_ = np.array(program.column, dtype=np.int32)
        model.a_matrix_.value_ = np.array(program.value, dtype=float)
        self.highs.passModel(model)

    def feasible(self) -> Outcome:
        """Whether there is any account, by the simplex, which has a ray for a no. After rows were let go it goes on from where it stood."""
        self.highs.run()
        return self._outcome()

    def interior(self) -> Outcome:
        """What the interior point finds, quicker than the simplex where there is a solution; it stops within it, on no corner."""
        for option, value in (("solver", "ipx"), ("run_crossover", "off")):
            self.highs.setOptionValue(option, value)
        self.highs.run()
        return self._outcome()

    def holds(self) -> bool:
        """Whether the solver stands at a point that satisfies every row, be it the best or not."""
        return bool(self.highs.getSolution().value_valid) and self.highs.getInfo().num_primal_infeasibilities == 0

    def _outcome(self) -> Outcome:
        status, known = self.highs.getModelStatus(), self._api.HighsModelStatus
        if status in (known.kOptimal, known.kModelEmpty):
            return Outcome.FEASIBLE
        if status == known.kInfeasible:
            return Outcome.INFEASIBLE
        return Outcome.UNBOUNDED if status == known.kUnbounded else Outcome.UNDECIDED

    def accused(self) -> list[int]:
        """After an infeasible answer: the indices of the system's rows that the dual ray rests on, heaviest first. Empty where the solver
        has no ray."""
        status, has, ray = self.highs.getDualRay()
        if not has or status != self._api.HighsStatus.kOk:
            return []
        weight: dict[int, float] = {}
        most = max((abs(value) for value in ray), default=0.0)
        for number, value in enumerate(ray):
            owner = self.program.owner[number]
            if owner >= 0 and abs(value) > 1e-9 * most:
                weight[owner] = max(weight.get(owner, 0.0), abs(value))
        return sorted(weight, key=lambda owner: (-weight[owner], owner))

    def let_go(self, rows: Iterable[int]) -> None:
        """Free the rows of the system with these indices."""
        gone = set(rows)
        for number, owner in enumerate(self.program.owner):
            if owner in gone:
                self.highs.changeRowBounds(number, -INFINITY, INFINITY)

    def extreme(self, terms: Sequence[tuple[int, float]], *, most: bool) -> tuple[Outcome, float | None, list[int]]:
        """The least or the most that a sum of columns can be (in thousands), and the rows that bind it."""
        for column, value in terms:
            self.highs.changeColCost(column, value)
        self.highs.changeObjectiveSense(self._api.ObjSense.kMaximize if most else self._api.ObjSense.kMinimize)
        self.highs.run()
        outcome = self._outcome()
        number = self.highs.getInfo().objective_function_value if outcome is Outcome.FEASIBLE else None
        binding = self._binding() if outcome is Outcome.FEASIBLE else []
        for column, _ in terms:
            self.highs.changeColCost(column, 0.0)
        return outcome, number, binding

    def _binding(self) -> list[int]:
        duals = self.highs.getSolution().row_dual
        weight: dict[int, float] = {}
        for number, value in enumerate(duals):
            owner = self.program.owner[number]
            if owner >= 0 and abs(value) > 1e-9:
                weight[owner] = max(weight.get(owner, 0.0), abs(value))
        return sorted(weight, key=lambda owner: (-weight[owner], owner))


def _falls(program: Program, of: Series | tuple[str, Flow]) -> bool:
    return isinstance(of, Series) and not of.level and program.system.chart[of.measure].falls


def terms_of(program: Program, series: Series, *, start: int, end: int) -> list[tuple[int, float]]:
    """The columns whose sum is a series over a period, or its level on the first day."""
    return _terms(program, series, start, end)
