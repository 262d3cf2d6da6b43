"""Sums of money: what is paid to one man or for his death, in whose money, and what is no such sum.

Invariant: a number without a currency is money only where words of getting or paying stand before it, or a sum that it goes on from, in a
text that names a currency.
"""

from __future__ import annotations

import re
from collections import Counter
from itertools import pairwise

from muster.claims.figure import Per
from muster.claims.measures import Measure
from muster.reading import measuring, units
from muster.reading.borrowing import Measured
from muster.reading.context import FIGURE, MARK
from muster.reading.measuring import View
from muster.reading.spot import Spot

_LARGEST = 50_000_000
_LEAST_BARE = 10_000
_FOREIGN = ("USD", "EUR", "GBP")


def is_money(unit: str) -> bool:
    """Whether a unit is a currency."""
    return len(unit) == 3 and unit.isupper()


def measured(spot: Spot) -> Measured | str:
    """What a sum is paid for, or why it is no claim."""
    if _is_converted(spot):
        return "second unit"
    if _for_a_wound(spot) or _of_others(spot):
        return "money not to one"
    measure, why = _paid_for(spot)
    return Measured(measure, (), 0.7, "paid to one person") if measure else why


def _for_a_wound(spot: Spot) -> bool:
    """ "half a million for one who is wounded": neither pay nor for a death."""
    after = spot.view[spot.at + 1 : spot.at + 8]
    stop = next(
        (
            j
            for j, item in enumerate(after)
            if (item.kind == FIGURE and item.low != "one") or item.low in (",", ";", ".")
        ),
        len(after),
    )
    wound = next((j for j, item in enumerate(after[:stop]) if "participle.wounded" in item.tags), None)
    dead = any("participle.killed" in item.tags for item in after[:stop])
    return wound is not None and not dead and any(item.low == "for" for item in after[:wound])


def _of_others(spot: Spot) -> bool:
    """ "The average wage in the district is 46,000 roubles": what others earn, said beside what soldiers do."""
    lead = spot.view[: spot.at]
    usual = any(one.low in _USUAL and any(word in _WAGES for word in two.low.split(" ")) for one, two in pairwise(lead))
    usual = usual or any(item.low in _USUAL_WAGES for item in lead)
    return usual and not any(item.has("fighters") or item.low.split(" ")[-1] in _SERVING for item in spot.view)


_USUAL = frozenset("average median mean minimum typical regional local civilian".split())
_WAGES = frozenset("wage wages salary salaries income incomes pension pensions earnings pay".split())
_USUAL_WAGES = frozenset(["average wage", "average salary", "minimum wage", "average pay", "median wage"])
_SERVING = frozenset("army military front contract service enlisting recruit recruits soldier war".split())


def _is_converted(spot: Spot) -> bool:
    """The same sum in other money: in brackets after it, or "220,000 kyat a month, roughly $50"."""
    view, at = spot.view, spot.at
    if measuring.bracketed(view, at) and any(view[j].kind == FIGURE for j in range(max(0, at - 4), at)):
        return True
    before = next((j for j in range(at - 1, max(-1, at - 7), -1) if view[j].kind == FIGURE), None)
    if spot.found.unit not in _FOREIGN or before is None:
        return False
    first = view[before].found
    if first is None or not is_money(first.unit) or first.unit in _FOREIGN:
        return False
    name = first.noun[1] if first.noun else first.end
    between = [item for item in view[before + 1 : at] if item.start >= name]
    return all(item.kind == MARK or item.low in _OR or units.rate_of(item) for item in between)


_OR = frozenset("or about that is equal to at worth currently".split())


# ------------------------------------------------------------------ what it is paid for
def _paid_for(spot: Spot) -> tuple[Measure | None, str]:
    view, at, around = spot.view, spot.at, units.wider(spot.page, spot.here)
    low = float(spot.found.low or spot.largest)
    if low > _LARGEST:
        return None, "money spent in all"
    dead = _weight(view, at, "death_pay") + 0.3 * _weight(around, None, "death_pay")
    paid = _weight(view, at, "pay") + 0.3 * _weight(around, None, "pay")
    kin = any(item.low.split(" ")[-1] in _KIN for item in view)
    if kin or any(item.low in _OF_THE_DEAD for item in view):
        dead += 1.5
    monthly = any(units.rate_of(item) is Per.MONTH for item in view[at + 1 : at + 3])
    if monthly:
        return Measure.RECRUIT_PAY, ""
    if dead:  # "paid for each soldier who dies": that it is paid does not say for what
        paid -= _weight(view, at, "pay_only") + 0.3 * _weight(around, None, "pay_only")
    elif not paid and not _wage(view, at):
        return None, "money not to one"
    return (Measure.DEATH_PAYMENT if dead > paid else Measure.RECRUIT_PAY), ""


_KIN = frozenset("family families parents mother widow widows wife relatives kin heirs children".split())
_OF_THE_DEAD = frozenset(
    [
        "families of the fallen", "families of the dead", "families of those killed", "families of dead soldiers", "family of the fallen",
        "relatives of the fallen", "relatives of the dead", "families of fallen soldiers",
    ]
)  # fmt: skip
_SOMEBODY = frozenset(
    "who man men private recruit recruits volunteer volunteers conscript conscripts family families widow widows "
    "he they".split()
)
_GETS = frozenset(
    "receives receive received gets get got getting pays pay paid paying offers offered offering fetches fetched earns earn "
    "earned promises promised draws draw drew "
    "collects collect takes pockets owed due given awarded entitled advertises advertised advertising".split()
) | {
    "take home", "takes home", "count on", "is entitled to", "are entitled to", "was entitled to", "were entitled to",
}  # fmt: skip


def _gets(view: View, at: int) -> bool:
    """Whether words of getting or paying stand before a sum, and no other figure between."""
    for item in reversed(view[max(0, at - 6) : at]):
        if item.kind == FIGURE:
            return False
        if item.low in _GETS or item.low.split(" ")[-1] in _GETS:
            return True
    return False


def _wage(view: View, at: int) -> bool:
    """Whether a sum is told as what somebody gets for each month."""
    return _gets(view, at) and any("per.month" in item.tags for item in view[max(0, at - 6) : at + 4])


def _weight(view: View, at: int | None, tag: str) -> float:
    hits = [j for j, item in enumerate(view) if tag in item.tags]
    if at is None:
        return 0.5 * len(hits)
    return sum(2.0 / (1 + 0.15 * abs(j - at)) for j in hits)


def over(spot: Spot) -> Per | None:
    """Over what time pay is told whose own words leave it unsaid: what a man makes in his first year, or monthly pay that is raised."""
    text, found, view, at = spot.page.text, spot.found, spot.view, spot.at
    if _YEARLY.match(text, found.end, found.end + 60) or _A_YEARS.search(
        text[max(0, found.start - 40) : found.start].lower()
    ):
        return Per.YEAR
    last = spot.memory.last
    after = " ".join(item.low for item in view[at + 1 : at + 9])
    if any(words in after for words in _ON_TOP):
        return Per.MONTH
    if last is None or last.claim.measure is not Measure.RECRUIT_PAY or last.claim.figure.per is not Per.MONTH:
        return None
    if spot.number - last.sentence > 1 or any(
        item.low.split(" ")[-1] in _ONCE for item in view[max(0, at - 8) : at + 8]
    ):
        return None
    lead = [item.low for item in view[max(0, at - _LEAD) : at]]
    if last.sentence != spot.number and _COMES_TO.search(" ".join(lead)):
        return Per.MONTH  # "makes 120,000 a month with supplements. In the rear it is 20,000"
    return Per.MONTH if any(word in _RAISED for one in lead for word in one.split(" ")) else None


_IN_A_YEAR = r"(?:in|over|during) (?:his|her|their|the|a) (?:first |whole |full )?(?:year|twelve months)\b"
_YEARLY = re.compile(rf" ?\w* (?:a|per) year\b(?!['’])|[^.;:\n]{{0,34}}?\b{_IN_A_YEAR}")
_EARNED = r"(?:pay|income|salary|wages|earnings)"
_A_YEARS = re.compile(
    rf"\b(?:a|one|first|whole) year(?:'s|’s) {_EARNED}(?: of| is| at)?[\w ]{{0,14}}$|\b{_EARNED} {_IN_A_YEAR} [\w ]{{0,24}}$"
)
_ON_TOP = (
    "on top of their monthly",
    "on top of his monthly",
    "on top of the monthly",
    "on top of monthly",
    "in addition to monthly",
)
_ONCE = frozenset("bonus sign-on signing sign signs one-off lump sum federal regional death killed".split())
_LEAD = 6
_RAISED = frozenset("or to raises raise lifts lift takes bring brings reach reaches rising rises more".split())


# ------------------------------------------------------------------ sums without a currency
def bare(spot: Spot) -> str | None:
    """The currency of a bare sum in a text about pay: "his family receives 14 million", "two million instead of 1.4 million"."""
    view, at = spot.view, spot.at
    if spot.largest < _LEAST_BARE or not _counts_nobody(spot):
        return None
    got = (_gets(view, at) and not _by_state(view, at)) or _to_kin(spot)
    if not got and not _named_a_sum(view, at) and not _goes_on(spot):
        return None
    money = Counter(item.found.unit for item in spot.page.items if item.found is not None and is_money(item.found.unit))
    own = [unit for unit, _ in money.most_common() if unit not in _FOREIGN]
    if len(own) > 1:
        return _spoken_of(spot)
    if own:
        return own[0]
    return next(iter(money)) if len(money) == 1 else None


def _to_kin(spot: Spot) -> bool:
    """ "the decree gives the family 5 million and the insurance 3 million on top", "a widow can claim one million": what kin are given for
    a death, in round sums."""
    if spot.largest < _A_SUM or spot.largest % _ROUND:
        return False
    lead = spot.view[max(0, spot.at - _KIN_NEAR) : spot.at]
    kin = any(item.low.split(" ")[-1] in _KIN or item.low in _OF_THE_DEAD for item in lead)
    given = any(item.low.split(" ")[-1] in _GIVES or item.low.split(" ")[0] in _GIVES for item in lead)
    dead = any(tag.endswith((".killed", ".losses")) for item in spot.view for tag in item.tags)
    return kin and given and dead


_A_SUM, _ROUND, _KIN_NEAR = 100_000, 1_000, 14
_GIVES = frozenset(
    "gives give gave claim claims claimed receive receives received gets get pays paid have has grants granted awards".split()
)


def _spoken_of(spot: Spot) -> str | None:
    """The currency of the last sum of the paragraph, where the text names several."""
    block = spot.page.blocks[spot.here.block]
    for k in range(spot.here.last - 1, -1, -1):
        item = spot.page.items[k]
        if item.start < block.start:
            return None
        unit = item.found.unit if item.found is not None and item.end <= spot.found.start else ""
        if is_money(unit) and unit not in _FOREIGN:
            return unit
    return None


def _counts_nobody(spot: Spot) -> bool:
    view, at = spot.view, spot.at
    after = view[at + 1] if at + 1 < len(view) else None
    if after is None or units.rate_of(after) is Per.MONTH or after.low in _THEN:
        return after is not None or spot.found.unit in ("", "month", "person")
    head = measuring.head_noun(view, at)
    return spot.found.noun is None and (head is None or not view[head].has(*_COUNTED))


_THEN = frozenset("in from on if when for instead and plus all altogether upfront".split())
_COUNTED = ("fighters", "civilians", "things", "counters")


def _by_state(view: View, at: int) -> bool:
    """ "Moscow gets 30,000 a month" counts men; "in Tatarstan a recruit gets 2.5 million" does not."""
    low = max(0, at - 6)
    got = next((k for k in range(at - 1, low - 1, -1) if view[k].low.split(" ")[-1] in _BY_SUBJECT), None)
    if got is None:
        return False
    if any(item.has("fighters") or item.low in _SOMEBODY for item in view[low:got]):
        return False
    return any(item.party and item.has("country", "office") for item in view[low:at])


_BY_SUBJECT = ("gets", "get", "got", "receives", "received", "draws", "takes")
_SUMS = frozenset(
    "pay salary salaries wage wages bonus bonuses payment payments allowance payout sum gratuity compensation".split()
)
_LINKS = frozenset(["is", "was", "of", "at", "to", ":", "be", "stands at", "stood at", "reached"])
_BY_WHOM = frozenset("federal regional municipal presidential".split())


def _named_a_sum(view: View, at: int) -> bool:
    """ "monthly pay at the front is 210,000", "with the federal 400,000"."""
    before = view[at - 1] if at else None
    if before is None:
        return False
    if before.low in _BY_WHOM:
        return True
    monthly = at + 1 < len(view) and units.rate_of(view[at + 1]) is Per.MONTH
    lead = view[max(0, at - (_SUBJECT if monthly else 7)) : at]
    return before.low in _LINKS and any(item.low.split(" ")[-1] in _SUMS for item in lead if item.kind != FIGURE)


_MORE = frozenset(["and", "or", "instead of", "instead", "plus", "not", "but", "against"])


def _goes_on(spot: Spot) -> bool:
    """Whether it is set beside a sum in the same sentence: "195,000 roubles for signing, and 204,000 a month", or tells in
    the next one what that comes to elsewhere: "In the rear it is 20,000"."""
    view, at, last = spot.view, spot.at, spot.memory.last
    if last is None or not is_money(last.claim.figure.unit):
        return False
    monthly = at + 1 < len(view) and units.rate_of(view[at + 1]) is Per.MONTH
    size = _FAR if monthly or last.sentence != spot.number else _LIKE
    if not max(last.claim.figure.numbers) / size <= spot.largest <= max(last.claim.figure.numbers) * size:
        return False
    lead = " ".join(item.low for item in view[max(0, at - 4) : at])
    if last.sentence != spot.number:
        near = spot.number - last.sentence == 1 and spot.page.sentences[last.sentence].block == spot.here.block
        return near and bool(_COMES_TO.search(lead))
    joined = any(item.low in _MORE for item in view[max(0, at - 2) : at])
    joined = joined or any(lead.endswith(words) for words in _BESIDES)
    joined = joined or (at > 1 and view[at - 1].low in ("from", "to") and view[at - 2].low in ("up", "down"))
    joined = joined or (
        at > 0 and view[at - 1].party is not None
    )  # "Samara pays 3.6 million roubles, Tula 2.7 million"
    joined = joined or (at > 0 and view[at - 1].low in ("up from", "down from", "up to", *("," if monthly else "")))
    return joined or bool(_ONWARD.search(lead))


_BESIDES = ("besides the", "on top of", "on top of the", "in addition to", "in addition to the", "besides")
_LIKE, _FAR = (
    20,
    200,
)  # how many times a sum another may be that goes on from it; one by the month is far from one paid once
_SUBJECT = 16  # items from "a private's wage" to what it starts at
_COMES_TO = re.compile(
    r"\b(?:it|that|this) ?(?:['’] ?s|is|was)(?: \w+)?$|\b(?:adds?|tops it up with)(?: a further| another)?$"
)
# "from 3.1 million to 800,000, and by January was back at 2.5 million"
_ONWARD = re.compile(r"\b(?:another|a further|further|plus|back (?:at|to)|from|to)$")
