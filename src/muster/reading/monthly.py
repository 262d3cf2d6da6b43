"""What a month cost, told where a running tally might stand as well: "put its losses in May at 24,310", "In May the staff reported 24,310".

Invariant: only a number that no month's tally would stop at, and no month outgrow, is a month's by these words.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from muster.claims.figure import Per
from muster.claims.measures import Measure
from muster.reading.asked import Asked
from muster.reading.context import FIGURE, MARK, Item
from muster.reading.dates import Relation, Time
from muster.reading.measuring import View

NO_MONTH = 60_000  # no month of these wars cost as many: "in May 2024 it had lost 300,000" is of all the time till then
_LEAST, _ROUND = 5_000, 1_000
_MONTHLY = frozenset({Measure.LOSSES, Measure.KILLED_WOUNDED})


def of_its_losses(asked: Asked, j: int, *, time: Time) -> bool:
    """ "put Russian losses in November at 45,838", "losses in November stood at 45,838": the month stands with the losses themselves."""
    if time.grain != "month" or time.relation is not Relation.DURING or asked.largest >= NO_MONTH or not j < asked.at:
        return False
    if reported(asked.view, j, verb=asked.at - 1):
        return True
    if any(item.kind == FIGURE for item in asked.view[:j]) or asked.at - j - 1 > _REACH:
        return False
    k = j - 1
    while k > 1 and not _lost(asked.view[k]) and (asked.view[k].has("side") or asked.view[k].low in _OF):
        k -= 1  # "the losses of the RSF in June"
    return k >= 0 and _lost(asked.view[k])


def befell(asked: Asked, j: int, *, time: Time) -> bool:
    """ "had killed 1,870 fighters in October", "counted 41,980 casualties in October and 45,720 in November": the month is of the deed."""
    if not _plain(time) or asked.largest >= NO_MONTH or j < asked.at or asked.measure is Measure.OBITUARIES:
        return False
    view, months = asked.view, _months_in_turn(asked.view, asked.at)
    first = months[0][0] if months else asked.at
    if not first or any(_largest(view[k]) >= NO_MONTH for k, _ in months):
        return False
    verb = view[first - 1]
    if any(tag.startswith("enemy.") for tag in verb.tags) or _had_them_killed(view, first):
        return True
    if not verb.has("monthly.counts", "monthly.adds"):
        return False
    alone = len(months) == 1 and _exact(view[asked.at]) and _losses_or_bare(view[asked.at + 1 : j])
    return alone or (len(months) > 1 and _adjoin(view, months))


def _plain(time: Time | None) -> bool:
    return time is not None and time.grain == "month" and time.relation is Relation.DURING


def _had_them_killed(view: View, k: int) -> bool:
    """ "The army had 38,130 men killed and wounded": those who suffer it have it."""
    if k < 2 or view[k - 1].low not in _HAVE or not view[k - 2].has("side", "fighters"):
        return False
    return any(item.low.endswith(_KILLED) for item in view[k + 1 : k + 3])


_HAVE = frozenset(["had", "has", "have"])
_KILLED = ("killed", "wounded", "injured", "slain", "captured")


def _months_in_turn(view: View, at: int) -> list[tuple[int, int]]:
    """The figures of an enumeration that the one at `at` stands in, each with the month right behind it and what it is of."""
    found: list[tuple[int, int]] = []
    for k, item in enumerate(view):
        if item.kind != FIGURE:
            continue
        j = next((n for n in range(k + 1, min(len(view), k + _NOUN)) if view[n].time is not None), None)
        if j is None or not _plain(view[j].time) or any(one.kind in (FIGURE, MARK) for one in view[k + 1 : j]):
            found = found if at < k else []
            continue
        if found and (k - found[-1][1] > _LINK or any(one.low not in _LINKS for one in view[found[-1][1] + 1 : k])):
            if at < k:
                break
            found = []
        found.append((k, j))
    return found if any(k == at for k, _ in found) else []


_NOUN, _LINK = 8, 3  # items from a figure to its month, and from a month to the next figure
_LINKS = frozenset([",", ";", "and", "then", "but"])


def _adjoin(view: View, months: Sequence[tuple[int, int]]) -> bool:
    """Whether each month is the one after or before its neighbour."""
    starts = [time.period.start for _, j in months if (time := view[j].time) is not None]
    numbers = [day.year * 12 + day.month for day in starts if day is not None]
    return len(numbers) == len(months) and all(abs(two - one) == 1 for one, two in pairwise(numbers))


def _largest(item: Item) -> float:
    return float(max(item.found.low or 0, item.found.high or 0)) if item.found else 0.0


_OF = frozenset(["of", "of the", "the"])
_REACH = 3  # words between the month and the figure: "at", "stood at", "came to some"


def _lost(item: Item) -> bool:
    return any(tag in _LOST for tag in item.tags)


_LOST = frozenset(f"noun.{measure}" for measure in ("losses", "killed_wounded", "killed", "wounded"))


def reported(view: View, j: int, *, verb: int) -> bool:
    """ "In November the staff reported 45,838 casualties": what whoever counts by the month gave out for it, at `verb` the verb."""
    time = view[j].time
    if time is None or time.grain != "month" or verb + 1 >= len(view):
        return False
    found = view[verb + 1].found
    if found is None or found.low is None or found.low != found.high:
        return False
    if view[verb].has("monthly.adds"):
        return found.low < NO_MONTH
    return view[verb].has("monthly.counts") and _exact(view[verb + 1]) and _losses_or_bare(view[verb + 2 : verb + 6])


def _exact(item: Item) -> bool:
    """Whether a number is as large as the losses of a month, and is told to the hundred or nearer."""
    number = item.found.low if item.found is not None and item.found.low == item.found.high else None
    return number is not None and _LEAST <= number < NO_MONTH and number % _ROUND != 0


def _losses_or_bare(after: View) -> bool:
    """Whether casualties are named behind a figure, or nothing is that is counted: "In May it reported 24,310, again fewer"."""
    for item in after:
        if item.kind == MARK:
            return True
        told = [tag for tag in item.tags if tag.split(".")[0] in _COUNTS]
        if told:
            return any(tag.split(".")[-1] in _MONTHLY for tag in told)
    return True


_COUNTS = frozenset("noun participle subject own enemy people fighters civilians counters".split())


def daily_mean(view: View, at: int) -> Per | None:
    """ "45,838 (1,528) for November": a bare number in brackets that is a thirtieth of the one before it is its mean of a day."""
    if not 1 < at < len(view) - 1 or view[at - 1].low != "(" or view[at + 1].low != ")":
        return None
    mean, before = view[at].found, next((item for item in view[at - 2 :: -1] if item.kind == FIGURE), None)
    total = before.found if before is not None else None
    if (
        mean is None
        or total is None
        or not mean.low
        or not total.low
        or (mean.low, total.low) != (mean.high, total.high)
    ):
        return None
    fits = any(abs(total.low / days - mean.low) <= _TO_THE_MAN for days in _DAYS_OF_A_MONTH)
    return Per.DAY if mean.low >= _NO_CHANCE and fits else None


_DAYS_OF_A_MONTH, _TO_THE_MAN, _NO_CHANCE = (28, 29, 30, 31), 1.0, 100
