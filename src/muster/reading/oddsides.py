"""Sides that are told in ways of their own: by a ratio's unit, by the money that is paid, by the head of a column.

Invariant: where one of these tells, the words around the figure are not asked.
"""

from __future__ import annotations

from muster.claims.measures import Measure
from muster.reading import columns, ratios, turns
from muster.reading.borrowing import Measured
from muster.reading.camps import opponent
from muster.reading.context import FIGURE
from muster.reading.layout import Kind
from muster.reading.spot import Spot
from muster.reading.votes import Side


def side(spot: Spot, decided: Measured) -> Side | None:
    """Sides that are told in ways of their own: ratios and columns."""
    if decided.measure is Measure.EXCHANGE_RATIO:
        code = ratios.ratio_side(spot.view, spot.at, before=[draft.claim for draft in spot.memory.drafts[-3:]])
        near = {item.low for item in spot.view[max(0, spot.at - 4) : spot.at + 9]}
        own = _of_the_teller(spot)
        if own is not None:
            return Side(own, None, 0.6, "whose one loss is the unit")
        if near & _OURS and (spot.page.office or spot.page.home):
            code = spot.page.office or spot.page.home
        if code is not None:
            return Side(code, None, 0.6, "whose one loss is the unit")
    paid = _paid_in(spot, decided)
    if paid is not None:
        return Side(paid, None, 0.8, "in whose money it is paid")
    if decided.measure is Measure.RECRUIT_PAY and any(item.low in _PRIVATES for item in spot.view[: spot.at]):
        war = spot.page.war
        if war is not None and war.government:
            return Side(
                max(war.government, key=lambda one: spot.page.named.get(one, 0)), None, 0.6, "whose privates are paid"
            )
    column = columns.side_of(spot.page, spot.here.block, figure=spot.found.start) or _column(spot)
    if column is not None:
        return Side(column, None, 0.7, "the head of its column")
    if decided.measure is Measure.WOUNDED_PER_KILLED and _of_thumb(spot):
        return Side(None, None, 0.6, "a rule of thumb")
    return None


def _of_the_teller(spot: Spot) -> str | None:
    """ "killing three Russians for every man it loses": the unit is of those who fight the people counted."""
    view, at = spot.view, spot.at
    counted = view[at + 1].party if at + 1 < len(view) and view[at + 1].has("demonym") else None
    if counted is None or not ratios.loses_one(view, at):
        return None
    return opponent(counted, spot.page)


_OURS = frozenset({"our", "ours", "theirs"})  # "four of theirs for one of ours"


def _of_thumb(spot: Spot) -> bool:
    """ "The old rule of three wounded for each man killed", taken from other wars."""
    view = spot.view[turns.after_dateline(spot.view, text=spot.page.text) :]
    told = any(item.low in _THUMB or item.has("status.historical") for item in view)
    return told and not any(item.party for item in view)


_THUMB = frozenset(
    "rule rules yardstick assumption average averages norm norms textbook textbooks planners usual usually traditional traditionally "
    "historically typical typically".split()
)


_PRIVATES = frozenset("private conscript privates conscripts corporal sergeant".split())


def _paid_in(spot: Spot, decided: Measured) -> str | None:
    """The state in whose money recruits or the bereaved are paid: a currency's code begins with its country's (ISO 4217)."""
    unit, war = spot.found.unit, spot.page.war
    if decided.measure not in (Measure.RECRUIT_PAY, Measure.DEATH_PAYMENT) or len(unit) != 3 or unit in ("USD", "EUR"):
        return None
    state = unit[:2]
    if war is not None and war.government and state not in war.government:  # a rial, pound or franc is of many lands
        state = max(war.government, key=lambda one: spot.page.named.get(one, 0))
    forces = any(item.party and item.party.startswith(state + "-") for item in spot.page.items)
    return state if war is not None and war.party(state) is not None and not forces else None


def _column(spot: Spot) -> str | None:
    """The side at the head of a table's column: a row above with as many sides as this row has figures."""
    view, page = spot.view, spot.page
    figures = [j for j, item in enumerate(view) if item.kind == FIGURE]
    if len(figures) < 2 or page.blocks[spot.here.block].kind is Kind.PARAGRAPH:
        return None
    if any(item.party and item.has("side") for item in view):
        return None
    for above in range(spot.number - 1, max(-1, spot.number - 9), -1):
        sentence = page.sentences[above]
        row = sentence.view
        heads = [item.party for item in row if item.party and item.has("side")]
        if len(heads) == len(figures) and len(row) <= 3 * len(heads) and not any(item.kind == FIGURE for item in row):
            return heads[figures.index(spot.at)]
        if page.blocks[sentence.block].kind is Kind.PARAGRAPH:
            return None
    return None
