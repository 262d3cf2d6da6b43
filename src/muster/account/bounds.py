"""Bounds with no model: the least and the most a quantity can be, if the trusted claims hold, and which of them bind.

All trusted claims of a measure are taken in one sense of the word, since bounds between senses would be none. Where they cannot all hold
in it, they are let give a little, all by one share, and how much is told. Where that is not enough, the sets that clash are told, and
the bounds are those of what is left when of each set the claim goes that stands in most of them. Invariant: where nothing has to give, a
further trusted claim never widens a bound.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace

from muster.account.bodies import Body, called_alone, meant_by
from muster.account.conflicts import Conflict, judge
from muster.account.flows import Flow
from muster.account.program import SCALE, Outcome, Solver, build, terms_of
from muster.account.statement import Statement
from muster.account.strain import admitted
from muster.account.system import Row, Series, System, on_one_series
from muster.account.widths import Width
from muster.claims.errors import UsageError
from muster.claims.measures import Measure
from muster.claims.party import Party
from muster.claims.period import Period

THEATRE = "theatre"  # the scope of a level in the theatre of war
GIVE = 0.05  # of itself: the most that every figure is let give
_BISECTIONS = 16
_NAMED = 20  # bodies that a refusal names


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """What is asked: a measure of a party over a period (for a level: on the days of it that were told of), of civilians or of fighters."""

    measure: Measure
    party: Party
    period: Period
    civilian: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """`width` from the least to the most, an open end where nothing bounds it; `least` and `most` the statements that bind each.
    `without` are statements left out because they cannot hold with the rest, and `clashes` the sets that they stood in; `given` is the
    share of itself by which every figure had to give for all to hold, `undecided` that the solver gave up, and the width is then open."""

    question: Question
    width: Width
    least: tuple[Statement, ...] = ()
    most: tuple[Statement, ...] = ()
    without: tuple[Statement, ...] = ()
    given: float = 0.0
    clashes: tuple[Conflict, ...] = ()
    undecided: bool = False
    claims: int = 0


def trusted(
    system: System, *, trust: Sequence[str] = (), distrust: Sequence[str] = (), undated: bool = False
) -> System:
    """The system with the rows of the trusted bodies (all where none is named) less those of the distrusted, and less those whose own
    sentence does not tell what they are of, unless `undated`. Raises `UsageError` for a name that no body bears, or that is in both."""
    known = {row.statement.body for row in system.rows}
    wanted, gone = keys_of(system, trust), keys_of(system, distrust)
    if both := sorted(one.name for one in known if one.key in wanted & gone):
        raise UsageError(f"{both[0]} cannot be both trusted and distrusted; name it once")
    wanted = (wanted or {one.key for one in known}) - gone
    return system.only(row for row in system.rows if row.statement.body.key in wanted and (undated or not row.loose))


def loose(system: System, question: Question) -> int:
    """How many claims of what is asked, of its days or some of them, are not believed since their own sentence does not tell these."""
    start, end = question.period.start, question.period.end
    found = {
        row.claim
        for row in system.rows
        if row.loose
        and (row.series.measure, row.series.party) == (question.measure, question.party.code)
        and row.series.civilian == question.civilian
        and (start is None or row.end > start.toordinal())
        and (end is None or row.start <= end.toordinal())
    }
    return len(found)


def keys_of(system: System, names: Collection[str]) -> set[str]:
    """The keys of the bodies called so, each by its name, by that and what tells it from others of the name, or by its key. Raises
    `UsageError` for a name that no body bears, or that could be of several."""
    known = {row.statement.body for row in system.rows} if names else set()
    return {key for name in names for key in _keys(name, known, system)}


def _keys(name: str, known: set[Body], system: System) -> set[str]:
    found, near = meant_by(name, known, war=system.war)
    if found or len(near) == 1:
        return found or near
    names = sorted({called_alone(one) for one in known if one.key in near or not near})
    more = f"; and {len(names) - _NAMED:,} more" if len(names) > _NAMED else ""
    which = "say which is meant:" if near else "name one of those there are:"
    raise UsageError(f"no body here is called {name!r}; {which} {'; '.join(names[:_NAMED])}{more}")


def ask(system: System, question: Question) -> Answer:
    """The bounds of what is asked, from the system's rows alone."""
    series, start, end = _series(system, question)
    rows = on_one_series(system.rows)
    if series.level:
        return _level(system.only(_told_of(rows, series, question)), question)
    shared = system.only(row for row in _concerned(rows, question, system) if not row.series.level)
    if not shared.rows:
        return Answer(question=question, width=Width(0.0, None))
    share = 0.0
    without: tuple[Statement, ...] = ()
    clashes: tuple[Conflict, ...] = ()
    found = _bounds(shared, series, start=start, end=end)
    if found is Outcome.INFEASIBLE:
        share = _share(shared)
        if share >= GIVE:
            share, (shared, without, clashes) = 0.0, _agreeing(shared, question)
        found = _bounds(_giving(shared, share) if share else shared, series, start=start, end=end)
    if isinstance(found, Outcome):
        return Answer(question=question, width=Width(0.0, None), clashes=clashes, undecided=True)
    (low, least), (high, most) = found
    return Answer(
        question=question,
        width=Width(max(0.0, low) if low is not None else 0.0, high),
        least=least,
        most=most,
        without=without,
        given=share,
        clashes=clashes,
        claims=len({row.claim for row in shared.rows}),
    )


def _agreeing(system: System, question: Question) -> tuple[System, tuple[Statement, ...], tuple[Conflict, ...]]:
    """The claims that can hold together, those left out for it, and the sets that clashed. Of each set the claim goes that stands in
    most of all sets so far, else the one that would have to change least: a total against which each day of a series is held in
    turn goes before the days do."""
    first = {row.claim for row in system.rows if question.measure in _measures(row)}
    left: dict[str, Statement] = {}
    clashes: list[Conflict] = []
    often: Counter[str] = Counter()
    while found := judge(system, first=first).conflicts:
        clashes += found
        often.update(claim for one in found for claim in one.claims)
        for one in found:
            if not left.keys() & set(one.claims):
                goes = max(one.claims, key=lambda claim: (often[claim], claim == one.gives, claim))
                left[goes] = next(row.statement for row in one.rows if row.claim == goes)
        system = system.only(row for row in system.rows if row.claim not in left)
    return system, tuple(left.values()), tuple(clashes)


End = tuple[float | None, tuple[Statement, ...]]


def _bounds(system: System, series: Series, *, start: int, end: int) -> tuple[End, End] | Outcome:
    """The least and the most of a series over a period, each with the statements that bind it; the outcome where there is none."""
    program = build(system, cuts=[(series, start), (series, end)])
    solver = Solver(program)
    terms = terms_of(program, series, start=start, end=end)
    found: list[End] = []
    for most in (False, True):
        outcome, value, binding = solver.extreme(terms, most=most)
        if outcome in (Outcome.INFEASIBLE, Outcome.UNDECIDED):
            return outcome
        its = {system.rows[number].claim: system.rows[number].statement for number in binding}
        found.append((None if value is None else value * SCALE, tuple(its.values())))
    return found[0], found[1]


def _share(system: System) -> float:
    """The least share of itself by which every figure must be let give for all to hold; `GIVE` where that is not enough."""
    if admitted(build(_giving(system, GIVE))) is not Outcome.FEASIBLE:
        return GIVE
    low, high = 0.0, GIVE
    for _ in range(_BISECTIONS):
        middle = (low + high) / 2
        if admitted(build(_giving(system, middle))) is Outcome.FEASIBLE:
            high = middle
        else:
            low = middle
    return high * (1 + 1e-3)


def _giving(system: System, share: float) -> System:
    return system.only(
        replace(
            row,
            width=Width(
                None if row.width.low is None else row.width.low * (1 - share),
                None if row.width.high is None else row.width.high * (1 + share),
            ),
        )
        for row in system.rows
    )


def alone(system: System, question: Question) -> list[tuple[str, Answer]]:
    """What each body's own claims give, by the body's name, for those that speak of the measure and bound it at all."""
    rows: defaultdict[str, list[Row]] = defaultdict(list)
    bodies = set()
    for row in system.rows:
        body = row.statement.body
        rows[body.key].append(row)
        if row.series.party == question.party.code and question.measure in _measures(row):
            bodies.add((body.name, body.key))
    found = []
    for name, key in sorted(bodies):
        answer = ask(system.only(rows[key]), question)
        if answer.least or answer.most or answer.clashes:
            found.append((name, answer))
    return found


def _concerned(rows: Iterable[Row], question: Question, system: System) -> list[Row]:
    """Rows of the party, and of those counted within it, on measures that share a flow with what is asked, be it through others."""
    parties = {question.party.code, *(code for code, outer in system.within.items() if outer == question.party.code)}
    own = [row for row in rows if row.series.party in parties and row.series.civilian == question.civilian]
    measures = {question.measure}
    while True:
        flows = {flow for measure in measures for flow in _flows(system, measure)}
        more = {
            measure
            for row in own
            for measure in _measures(row)
            if measure not in measures
            and (flows & _flows(system, measure) or (row.base is not None and measures & set(_measures(row))))
        }
        if not more:
            return [row for row in own if set(_measures(row)) <= measures]
        measures |= more


def _measures(row: Row) -> tuple[Measure, ...]:
    return (row.series.measure,) if row.base is None else (row.series.measure, row.base.measure)


def _flows(system: System, measure: Measure) -> set[Flow]:
    return {flow for sense in system.chart[measure].flows for flow, _ in sense.flows}


def _told_of(rows: Iterable[Row], series: Series, question: Question) -> list[Row]:
    """The levels that were told of days in the period, of the theatre as much as of nothing named: most bodies mean it."""
    assert question.period.start is not None
    assert question.period.end is not None
    first, last = question.period.start.toordinal(), question.period.end.toordinal()
    found = [row for row in rows if row.series.whole() == series and first <= row.start <= last]
    return [replace(row, series=series) for row in found if row.series.scope in ("", THEATRE)]


def _level(system: System, question: Question) -> Answer:
    """From the least to the most that a level was told at on any day of the period; a day on which two cannot both hold is a clash."""
    system, without, clashes = _agreeing(system, question)
    lows = [(row.width.low, row.statement) for row in system.rows if row.width.low is not None]
    highs = [(row.width.high, row.statement) for row in system.rows if row.width.high is not None]
    least, most = min(lows, key=_number, default=None), max(highs, key=_number, default=None)
    return Answer(
        question=question,
        width=Width(least[0] if least else 0.0, most[0] if most else None),
        least=(least[1],) if least else (),
        most=(most[1],) if most else (),
        without=without,
        clashes=clashes,
        claims=len(system.rows),
    )


def _number(end: tuple[float, Statement]) -> float:
    return end[0]


def _series(system: System, question: Question) -> tuple[Series, int, int]:
    entry = system.chart[question.measure]
    if entry.base is not None or not entry.senses:
        ends = [one.value for one in (entry.of, entry.base) if one] if entry.base is not None else []
        instead = (
            f"is a ratio; ask for one of its ends, {' or '.join(ends)}"
            if ends
            else "counts nobody who comes, goes or is there"
        )
        raise UsageError(
            f"{question.measure.value} {instead}; muster claims --measure {question.measure.value} lists its figures"
        )
    if question.period.start is None or question.period.end is None:
        raise UsageError("a question needs a period; give --from and --to")
    level = not entry.flows
    series = Series("", question.measure, question.party.code, question.civilian, "", level)
    end = question.period.end.toordinal()
    return (series, end, end) if level else (series, question.period.start.toordinal(), end + 1)
