"""All indicators over what there is to see, as one board.

Invariant: every indicator that has words has its function here, in their order; each is pure, so the same material gives the same board.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from muster.watch import balances, events, fighting, forecasts, lists, pay, recruiting, series, targets, told
from muster.watch.board import GRAVEST_FIRST, Answer, Board, Question, Result, State, indicators, questions
from muster.watch.looking import Seen
from muster.watch.thresholds import Limits

Rule = Callable[[Seen, Limits], Result]
RULES: tuple[Rule, ...] = (
    balances.replenishment,
    balances.naive,
    balances.floor,
    series.pace,
    told.records,
    told.streaks,
    series.year_before,
    fighting.ground,
    fighting.lethality,
    told.names,
    told.circularity,
    told.stale,
    targets.targets,
    pay.bonuses,
    recruiting.sources,
    series.missing,
    lists.named,
    events.mobilisation,
    forecasts.forecasts,
    told.own_past,
)
FORCE: tuple[Rule, ...] = (balances.replenishment, balances.floor)  # what the questions ask of the other side


def watched(seen: Seen, limits: Limits, *, other: Seen | None = None, run: str = "") -> Board:
    """The board of a party. `other` is the other side of the war, which one question asks of, None where there is no one other side; `run`
    names the estimate that they are read off."""
    results = tuple(rule(seen, limits) for rule in RULES)
    theirs = tuple(rule(other, limits) for rule in FORCE) if other is not None else ()
    return Board(
        war=seen.system.war.id if seen.system.war else "",
        party=seen.party,
        side=seen.side,
        day=seen.today,
        run=run,
        results=results,
        answers=tuple(_answer(one, results, theirs, side=other.side if other else "") for one in questions()),
    )


def _answer(question: Question, own: Sequence[Result], theirs: Sequence[Result], *, side: str) -> Answer:
    by_id: Mapping[str, Result] = {one.id: one for one in own}
    of_other: Mapping[str, Result] = {one.id: one for one in theirs}
    its = [(by_id[id_], "") for id_ in question.indicators]
    its = [*((of_other[id_], f" of {side}") for id_ in question.other if id_ in of_other), *its]
    words = indicators()
    said = [
        f"{words[one.id].name}{whose} ({one.id}): {one.state.value}.{f' {one.why}' if whose else ''}"
        for one, whose in its
    ]
    if question.other and not theirs:
        said.insert(0, "Who the other side is, is not known.")
    states = [one.state for one, whose in its if whose or not question.other]
    known = [one for one in states if one is not State.CANNOT_TELL]
    gravest = min(known, key=GRAVEST_FIRST.index, default=State.CANNOT_TELL)
    unsure = gravest is State.QUIET and states[0] is State.CANNOT_TELL
    return Answer(
        question=question,
        state=State.CANNOT_TELL if unsure else gravest,
        why=" ".join([*([question.caveat] if question.caveat else []), *said]),
    )
