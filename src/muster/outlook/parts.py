"""The parts of a scenario file: changes of levers, mobilisations, pay.

Invariant: a part that was read says one thing; what two parts say together is held against the calendar when it is laid over an account.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from muster.outlook.entries import Entry
from muster.outlook.quantity import Kind, Quantity
from muster.outlook.scenario import LEVERS, RELATIVE, STEEPEST, Change, Lever, Mobilisation, Pay, said_month

_CHANGE = frozenset("what from until over to by now then why".split())
_MOBILISATION = frozenset("people from over training exempt why".split())
_PAY = frozenset("from bonus salary wage elasticity pool refill why".split())
_NONE = Quantity(0.0, 0.0, Kind.SHARE)
_TIMES = 1000.0  # by how much pay can rise or fall


def change_in(entry: Entry) -> Change:
    """One change of a lever."""
    entry.only(_CHANGE)
    what, node = entry.text("what"), entry.get("what") or entry.node
    if what not in list(Lever):
        entry.fail(node, f"{what or 'nothing'!r} is nothing that a scenario can change; it can {', '.join(Lever)}")
    lever = Lever(what)
    to, by, now = _turned(entry, lever)
    start, until = _started(entry), entry.month("until", last=True)
    if until is not None and until < start and (until.year < RELATIVE) == (start.year < RELATIVE):
        entry.fail(
            entry.node.value["until"],
            f"{what} would end in {said_month(until)}, before it begins in {said_month(start)}",
        )
    return Change(
        lever=lever,
        start=start,
        until=until,
        over=entry.months("over", otherwise=0.0),
        to=to,
        by=by,
        now=now,
        why=entry.text("why"),
        place=entry.place,
    )


def _turned(entry: Entry, lever: Lever) -> tuple[Quantity | None, Quantity | None, Quantity | None]:
    """The level, the factor, and what the level is held against. Of what no estimate knows today's level the file names both."""
    kind, _ = LEVERS[lever]
    by = entry.quantity("by", Kind.TIMES)
    if lever is not Lever.EVACUATION:
        for key in ("now", "then"):
            if entry.get(key) is not None:
                entry.fail(entry.node.value[key], f"{key} is for {Lever.EVACUATION.value}; {lever.value} has to or by")
        to = entry.quantity("to", kind)
        if (to is None) == (by is None):
            entry.fail(
                entry.get("what") or entry.node,
                f"{lever.value} is changed `to` a level ({kind.value}) or `by` a factor ({Kind.TIMES.value})",
            )
        return to, by, None
    told = entry.get("now") is not None or entry.get("then") is not None
    if entry.get("to") is not None or told == (by is not None):
        entry.fail(
            entry.get("to") or entry.get("what") or entry.node,
            f"{lever.value} is changed `by` a factor, such as x 0.5, or is `now` 14.5 hours and `then` 2 hours: no estimate knows today's",
        )
    if not told:
        return None, by, None
    now, then = entry.now_and_then(lever.value, kind)
    return then, None, now


def _started(entry: Entry) -> dt.date:
    """The month from which a part holds; from the first where none is named."""
    return entry.month("from") or dt.date.min


def mobilisations_in(entry: Entry) -> tuple[Mobilisation, ...]:
    """The mobilisations of a file, one or a list of them."""
    node = entry.node.value["mobilisation"]
    nodes = node.value if isinstance(node.value, list) else [node]
    return tuple(_mobilisation(Entry(one, entry.where)) for one in nodes)


def _mobilisation(entry: Entry) -> Mobilisation:
    entry.only(_MOBILISATION)
    people = entry.quantity("people", Kind.PEOPLE)
    if people is None:
        entry.fail(entry.node, "a mobilisation names how many people it calls up")
    over = entry.months("over", otherwise=1.0)
    if over < 1:
        entry.fail(entry.node.value["over"], "a mobilisation is spread over one month or more")
    return Mobilisation(
        people=people,
        start=_started(entry),
        over=over,
        training=entry.months("training", otherwise=2.0),
        exempt=entry.quantity("exempt", Kind.SHARE) or _NONE,
        why=entry.text("why"),
        place=entry.place,
    )


def pay_in(entry: Entry) -> Pay:
    """What recruits are paid, and the pool they come out of."""
    entry.only(_PAY)
    made = Pay(
        start=_started(entry),
        bonus=entry.pair("bonus", Kind.MONEY),
        salary=entry.pair("salary", Kind.MONEY_RATE),
        wage=entry.pair("wage", Kind.MONEY_RATE),
        pool=entry.quantity("pool", Kind.PEOPLE),
        refill=entry.quantity("refill", Kind.RATE),
        why=entry.text("why"),
        place=entry.place,
    )
    if made.refill is not None and made.pool is None:
        entry.fail(entry.node.value["refill"], "refill says how a pool fills up again: name the pool, too")
    made = replace(made, elasticity=entry.quantity("elasticity", Kind.PLAIN) or made.elasticity)
    if max(abs(made.elasticity.low), abs(made.elasticity.high)) > STEEPEST:
        entry.fail(entry.node.value["elasticity"], f"elasticity lies between -{STEEPEST:g} and {STEEPEST:g}")
    _bounded(entry, made)
    return made


def _bounded(entry: Entry, pay: Pay) -> None:
    """Refuses pay that would call nobody knows how many."""
    its = [one for one in (pay.bonus, pay.salary) if one is not None]
    if pay.wage is not None and pay.wage[1].low <= 0:
        entry.fail(entry.node.value["wage"], "a civil wage stays above nought")
    if its and not any(then.low > 0 for _, then in its) and pay.elasticity.low < 0:
        entry.fail(
            entry.node, "for no pay and an elasticity below nought without end would sign: name a pay or an elasticity"
        )
    for now, then in (*its, *((pay.wage,) if pay.wage else ())):
        if then.high > _TIMES * now.low or now.high > _TIMES * then.low > 0:
            entry.fail(entry.node, f"pay is not changed by more than {_TIMES:,.0f} times")
