"""Bounds with no model: the least and the most a quantity can be, if the trusted claims hold, and which of them bind.

All trusted claims of a measure are taken in one sense of the word, since bounds between senses would be none; where they cannot all hold in
it, the sets that clash are told and no bound is given but each body's alone. Invariant: a further trusted claim never widens a bound.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from muster.account.bodies import named_body
from muster.account.conflicts import Conflict, judge
from muster.account.program import SCALE, Outcome, Solver, build, terms_of
from muster.account.statement import Statement
from muster.account.system import Row, Series, System, on_one_series
from muster.account.widths import Width
from muster.claims.errors import UsageError
from muster.claims.measures import Measure
from muster.claims.party import Party
from muster.claims.period import Period


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """What is asked: a measure of a party over a period (for a level: on its last day), of civilians or of fighters."""

    measure: Measure
    party: Party
    period: Period
    civilian: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """`width` from the least to the most, an open end where nothing bounds it; `least` and `most` the statements that bind each.
    `clashes` are sets of trusted claims that cannot all hold, `undecided` that the solver gave up; the width is then open."""

    question: Question
    width: Width
    least: tuple[Statement, ...] = ()
    most: tuple[Statement, ...] = ()
    clashes: tuple[Conflict, ...] = ()
    undecided: bool = False
    claims: int = 0


def trusted(system: System, *, trust: Sequence[str] = (), distrust: Sequence[str] = ()) -> System:
    """The system with the rows of the trusted bodies (all where none is named) less those of the distrusted. Raises `UsageError` for a
    name that no body bears."""
    known = {row.statement.body.key: row.statement.body.name for row in system.rows}
    wanted = {_key(name, known) for name in trust} or set(known)
    gone = {_key(name, known) for name in distrust}
    return system.only(row for row in system.rows if row.statement.body.key in wanted - gone)


def _key(name: str, known: dict[str, str]) -> str:
    key = named_body(name).key
    if key in known:
        return key
    near = sorted(other for other in known if name.lower() in other or name.lower() in known[other].lower())
    if len(near) == 1:
        return near[0]
    names = ", ".join(sorted(known[other] for other in near or known)[:20])
    raise UsageError(f"no body here is called {name!r}; {'it could be' if near else 'there are'} {names}")


def ask(system: System, question: Question) -> Answer:
    """The bounds of what is asked, from the system's rows alone."""
    rows = on_one_series(system.rows)
    shared = system.only(_concerned(rows, question, system))
    if not shared.rows:
        return Answer(question=question, width=Width(0.0, None))
    series, start, end = _series(system, question)
    program = build(shared, cuts=[(series, start), (series, end)])
    solver = Solver(program)
    terms = terms_of(program, series, start=start, end=end)
    found: list[tuple[float | None, tuple[Statement, ...]]] = []
    for most in (False, True):
        outcome, value, binding = solver.extreme(terms, most=most)
        if outcome in (Outcome.INFEASIBLE, Outcome.UNDECIDED):
            return _no_answer(shared, question, outcome)
        statements = tuple({one.id: one for one in _of(shared.rows, binding)}.values())
        found.append((None if value is None else value * SCALE, statements))
    (low, least), (high, most_) = found
    width = Width(max(0.0, low) if low is not None else 0.0, high)
    return Answer(
        question=question, width=width, least=least, most=most_, claims=len({row.claim for row in shared.rows})
    )


def alone(system: System, question: Question) -> list[tuple[str, Answer]]:
    """What each body's own claims give, by the body's name, for those that bound it at all."""
    bodies = sorted({(row.statement.body.name, row.statement.body.key) for row in system.rows})
    found = []
    for name, key in bodies:
        its = system.only(row for row in system.rows if row.statement.body.key == key)
        answer = ask(its, question)
        if answer.least or answer.most:
            found.append((name, answer))
    return found


def _of(rows: Sequence[Row], binding: Iterable[int]) -> list[Statement]:
    return [rows[number].statement for number in binding]


def _concerned(rows: Iterable[Row], question: Question, system: System) -> list[Row]:
    """Rows of the party, and of those counted within it."""
    parties = {question.party.code, *(code for code, outer in system.within.items() if outer == question.party.code)}
    return [row for row in rows if row.series.party in parties and row.series.civilian == question.civilian]


def _series(system: System, question: Question) -> tuple[Series, int, int]:
    entry = system.chart[question.measure]
    if entry.base is not None or not entry.senses:
        raise UsageError(
            f"{question.measure.value} is no flow or level of the account; ask for one of its ends instead"
        )
    if question.period.start is None or question.period.end is None:
        raise UsageError("a question needs a period; give --from and --to")
    level = not entry.flows
    series = Series("", question.measure, question.party.code, question.civilian, "", level)
    end = question.period.end.toordinal()
    return (series, end, end) if level else (series, question.period.start.toordinal(), end + 1)


def _no_answer(system: System, question: Question, outcome: Outcome) -> Answer:
    undecided = outcome is Outcome.UNDECIDED
    judged = judge(system, most=10)
    return Answer(
        question=question,
        width=Width(0.0, None),
        clashes=judged.conflicts,
        undecided=undecided or judged.undecided,
        claims=len({row.claim for row in system.rows}),
    )
