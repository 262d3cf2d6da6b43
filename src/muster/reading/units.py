"""Figures that count no people: ground, money, shares and ratios. Each is a claim only in the company of certain words."""

from __future__ import annotations

from itertools import pairwise

from muster.claims.claim import Claim
from muster.claims.figure import Per
from muster.claims.measures import Measure
from muster.reading import wordings
from muster.reading.context import FIGURE, MARK, TIME, Item, Page, Sentence
from muster.reading.gates import gate
from muster.reading.speaking import View, measures_of

_HELD = frozenset("controls control controlled holds held occupies occupied total ceded lost".split())


def area(view: View, at: int, *, around: View) -> Measure | None:
    """Ground is a claim where the sentence says that it was taken, or stands under words that say so and not that it is held."""
    if any(of_ground(item) for item in view) or _credited(view[:at]):
        return Measure.AREA_TAKEN
    if _claimed(view, at):
        return Measure.AREA_TAKEN
    if any(item.low in _HELD for item in view):
        return None
    return Measure.AREA_TAKEN if any(of_ground(item) for item in around) else None


def _claimed(view: View, at: int) -> bool:
    """ "By 27 August he was claiming 1,294 square kilometres", "Kyiv says it holds 1,000": ground of which nothing says that it is the
    size of a land."""
    lead = [word for item in view[max(0, at - _NEAR) : at] for word in item.low.split(" ")]
    after = [item.low for item in view[at + 1 : at + _NEAR]]
    sized = any(word in _SIZED for word in lead) or any(word in _SIZED for word in after[:3])
    sized = sized or " ".join(after).startswith(
        ("of the ", "square kilometres of the ", "square kilometers of the ", "square miles of the ")
    )
    return not sized


def one_of_price(view: View, at: int) -> bool:
    """ "one square kilometre for every 56 men", "44 casualties to take one square kilometre": the unit of a price, and no ground taken."""
    found = view[at].found
    if found is None or not found.low == found.high == 1:
        return False
    after = [item.low for item in view[at + 1 : at + 5]]
    priced = any(one in ("for", "for every", "for each", "every") for one in after)
    paid = any(item.kind == FIGURE for item in view[max(0, at - 6) : at]) and view[at - 1].low.split(" ")[0] in _TO_TAKE
    return priced or paid


_TO_TAKE = frozenset("take capture seize gain win conquer per for each every".split())


def _credited(lead: View) -> bool:
    """ "Analysts credit Russia with 556 square kilometres", "it added 90 square miles": right before it, since who talks adds too."""
    words = [item.low for item in lead[-_NEAR:]]
    gave = any(word in _CREDITS for word in words) and "with" in words[-2:]
    return gave or bool(_ADDS & set(words[-2:]))


_SIZED = frozenset(
    "covers covered covering region district province territory park reserve forest lake sea zone area size large mined mines burned burnt "
    "flooded contaminated ceded withdrew withdrawal".split()
)
_NEAR = 8  # items before a figure
_CREDITS, _ADDS = frozenset("credit credits credited crediting".split()), frozenset("add adds added adding".split())


def of_ground(item: Item) -> bool:
    return Measure.AREA_TAKEN in measures_of(item, "own") or Measure.AREA_TAKEN in measures_of(item, "noun")


def share(view: View, at: int, *, around: View = (), last: Claim | None = None) -> Measure | None:
    """A percentage is a claim where it is the part of losses or targets that is due to a cause. `last` is the claim before it.

    The cause may stand in the text `around`, where the sentence says that something has that part: "They account for 80% of losses".
    """
    cause = any("cause" in item.tags for item in view)
    said = any("share" in item.tags for item in view) or _put_down_to(view)
    of = any("share_of" in item.tags for item in view)
    if not cause and said and any("share_of" in item.tags for item in view[at + 1 : at + 5]):
        cause = any("cause" in item.tags for item in around)
    if cause and (said or of):
        return Measure.CAUSE_SHARE
    if _answered(view, at, around) or _asked_what_hits(view, at, around):
        return Measure.CAUSE_SHARE
    if said and _by_those(view, at) and any("cause" in item.tags for item in around):
        return Measure.CAUSE_SHARE
    if cause and _is_cause(view, at) and any("share_of" in item.tags for item in around):
        return Measure.CAUSE_SHARE
    of_them = at + 1 < len(view) and view[at + 1].low.startswith("of") and not of  # "a third of the shells"
    again = last is not None and last.measure is Measure.CAUSE_SHARE and not of_them
    return Measure.CAUSE_SHARE if again and not _of_else(view, at) else None


def _answered(view: View, at: int, around: View) -> bool:
    """ "What hits them? Drones. Eight in ten of our wounded": the cause is all that the sentence before says."""
    before = around[: len(around) - len(view)][-_ANSWER:]
    alone = bool(before) and before[-1].kind == MARK and any("cause" in item.tags for item in before[:-1])
    head = before[0].low if before else ""
    if not alone or not (len(before) < _ANSWER or head in (".", "?", "!") or before[1].low in (".", "?", "!")):
        return False
    return any("share_of" in item.tags for item in view[at + 1 : at + 5])


def _put_down_to(view: View) -> bool:
    """ "had put four fifths of the cases down to artillery"."""
    put = any(item.low in ("put", "puts", "putting") for item in view)
    down = (f"{one.low} {two.low}" for one, two in pairwise(view))
    return put and (any(words == "down to" for words in down) or any(item.low == "down to" for item in view))


def _asked_what_hits(view: View, at: int, around: View) -> bool:
    """ "What are they hit by?" — "Drones. I would say seven in ten": the part of what the answer has just named."""
    before = around[: len(around) - len(view)][-_QUESTION:]
    asked = next((k for k in range(len(before) - 1, -1, -1) if before[k].low == "?"), None)
    if asked is None or not any(word in _HITS for item in before[:asked] for word in item.low.split(" ")):
        return False
    named = any(item.has("cause") for item in (*before[asked:], *view[:at]))
    after = view[at + 1] if at + 1 < len(view) else None
    return named and (after is None or after.kind == MARK)


_QUESTION = 24  # items
_HITS = frozenset(
    "hit hits hitting kill kills killed killing wound wounds wounded wounding injures injured hurts hurt".split()
)
_ANSWER = 4


def _is_cause(view: View, at: int) -> bool:
    """ "85 percent of it is drones"."""
    after = [item for item in view[at + 1 : at + 8] if item.low not in ("percent", "per", "cent")]
    if len(after) < 4 or after[0].low != "of" or after[1].low not in ("it", "that", "this", "them", "these"):
        return False
    return after[2].low in ("is", "are", "was", "were", "comes from", "come from") and after[3].has("cause")


def _by_those(view: View, at: int) -> bool:
    """ "Drones. Four in five of the wounded had been hit by one"."""
    return any(
        one.has("share") and one.low.endswith(" by") and two.low in ("one", "them", "these", "those")
        for one, two in pairwise(view[at + 1 :])
    )


_ELSE = frozenset(
    "territory population people russians ukrainians respondents budget gdp economy land voters respondents men stock "
    "strength force officers volunteers territories country area regions prisoners cases recruits production supply".split()
)


def _of_else(view: View, at: int) -> bool:
    """Whether the percentage is of something that is not lost: "27% of Russians"."""
    for j in range(at + 1, min(len(view), at + 5)):
        follows = view[j + 1] if j + 1 < len(view) else None
        people = view[j].has("demonym") and not (
            follows is not None and follows.has("share_of", "modifiers", "fighters")
        )
        if view[j].low in _ELSE or people:
            return True
        if view[j].has("share_of", "share", "cause"):
            return False
    return False


def per_of(view: View, at: int, *, cue: int | None) -> tuple[Per | None, tuple[int, int] | None]:
    """What a rate is counted over: words after the figure in its clause ("a day"), or an adjective before it ("daily losses of")."""
    if _for_ground(view, at):
        return Per.KM2, None
    j = at
    while j + 1 < min(len(view), at + 15):
        j += 1
        item = view[j]
        if item.kind == FIGURE and any(view[k].low == "(" for k in (j - 1, j - 2)):
            j = next((k for k in range(j, min(len(view), j + 9)) if view[k].low == ")"), len(view))
            continue
        if item.kind == FIGURE or (item.kind == MARK and item.low in ";:|"):
            break
        near = rate_of(item)
        if near and not (_of_an_issue(view, j) or _is_when(view, j)) and not (near is Per.KM2 and _too_many(view[at])):
            return near, (item.start, item.end)
        if item.kind == MARK and item.low in ",—–" and j > at + 3 and (cue is None or j > cue):
            break
        if item.has("breaks") and item.low not in ("as", "that"):
            break
    for j in range(at - 1, max(-1, at - 9), -1):
        item = view[j]
        if item.kind == FIGURE or (item.kind == MARK and item.low in ";.,"):
            break
        near = None if _of_an_issue(view, j) else rate_of(item) or _so_often(item)
        if near and (
            not _OFTEN.keys().isdisjoint(item.low.split(" "))
            or near is Per.KM2
            or item.low.startswith(("each", "every"))
        ):
            return near, (item.start, item.end)
    return _average(view, at)


def _too_many(item: Item) -> bool:
    """Whether so many are lost by no means for one square kilometre: "418,000 casualties, and each square kilometre costs 75"."""
    return item.found is not None and max(item.found.low or 0, item.found.high or 0) > _MOST_FOR_GROUND


_MOST_FOR_GROUND = 3_000
_OFTEN = {
    "daily": Per.DAY,
    "weekly": Per.WEEK,
    "monthly": Per.MONTH,
    "annual": Per.YEAR,
    "yearly": Per.YEAR,
    "annually": Per.YEAR,
}


def _so_often(item: Item) -> Per | None:
    """ "Daily losses", "monthly intake": an adjective inside what is counted, and not inside "daily update" or "monthly record"."""
    words = item.low.split(" ")
    if not (_ISSUED | _PEAKS).isdisjoint(words):
        return None
    return next((_OFTEN[word] for word in words if word in _OFTEN), None)


_PEAKS = frozenset("record records high highs low lows highest lowest worst deadliest heaviest".split())


# what comes out daily or every year, and tells no rate: "in its annual report", "the daily bulletins of the staff"
_ISSUES = (
    "report bulletin briefing update survey review statement newspaper paper digest message address letter summary communique communiqué "
    "conference meeting magazine journal newsletter press yearbook audit parade ceremony log sitrep roundup dispatch"
).split()
_ISSUED = frozenset([*_ISSUES, *(f"{one}s" for one in _ISSUES), "summaries", "dispatches", "ceremonies"])


def _of_an_issue(view: View, at: int) -> bool:
    """Whether a word of a rate says how often a paper comes out: "monthly report", "daily casualty update"."""
    for item in view[at + 1 : at + 3]:
        if item.low in _ISSUED or item.low in wordings.NUMBERS:
            return True  # "its weekly figures for May come to 6,300"
        if item.kind == MARK:
            break
    return False


def _is_when(view: View, at: int) -> bool:
    """ "…, a day after the talks", "on Monday, a week before", "a month ago": when it was, and no rate, as "1,200 a day after May" is."""
    after = view[at + 1].low.split(" ")[0] if at + 1 < len(view) else ""
    apart = at > 0 and view[at - 1].kind in (MARK, TIME)
    return after in _AGO or (apart and after in ("after", "before"))


_AGO = frozenset("later earlier ago".split())


def for_ground(view: View, at: int) -> bool:
    """ "about 61 men for each square kilometre"."""
    near = view[at + 1 : at + 6]
    ground = next((j for j, item in enumerate(near) if "per.km2" in item.tags), None)
    if ground is None:
        return False
    return all(
        item.has("fighters", "modifiers", "demonym", "noun.killed_wounded") or item.low in ("for", "per", "to")
        for item in near[:ground]
    )


def _for_ground(view: View, at: int) -> bool:
    """ "one square kilometre for every 56 men", "4,168 square kilometres, at 102 casualties for each of them"."""
    ground = next((item.found for item in reversed(view[max(0, at - 12) : at]) if item.kind == FIGURE), None)
    if ground is None or ground.unit != "km2":
        return False
    if ground.low == 1 and view[at - 1].low in ("every", "for every", "each", "for each"):
        return True
    after = " ".join(item.low for item in view[at + 1 : at + 7])
    return any(
        f"for {each} of {them}" in after for each in ("each", "every one") for them in ("them", "these", "those")
    )


def _average(view: View, at: int) -> tuple[Per | None, tuple[int, int] | None]:
    """ "The daily average for May, on the same data, was 1,113": said at the head of the clause."""
    for j in range(at - 1, max(-1, at - 22), -1):
        if view[j].kind == FIGURE and (at - j > 6 or not _listed(view, j, at)):
            return None, None
        near = rate_of(view[j])
        words = [word for k in (j - 1, j, j + 1) if 0 <= k < len(view) for word in view[k].low.split(" ")]
        fronted = j == 0 and len(view) > 1 and view[1].low == ","  # "Per day, they lost 1,262"
        if near in (Per.DAY, Per.WEEK, Per.MONTH) and (fronted or not _MEANS.isdisjoint(words)):
            return near, (view[j].start, view[j].end)
    return None, None


_MEANS = frozenset("average averages mean means".split())


def _listed(view: View, j: int, at: int) -> bool:
    return any(view[k].low in (",", ";", "and", "from") for k in range(j + 1, at))


def rate_of(item: Item) -> Per | None:
    """Over what an item counts a rate: "a day", "monthly"."""
    if item.tags.isdisjoint(_RATES):
        return None
    return next(per for tag, per in _RATES.items() if tag in item.tags)


_RATES = {f"per.{per.value}": per for per in sorted(Per)}
RATE = gate(*_OFTEN, "each", "every", tags=_RATES)  # without which no figure is a rate


def wider(page: Page, sentence: Sentence) -> View:
    """The items of the sentence's block and of the block before it."""
    number = page.of_sentence[sentence.first]
    low = number
    while low > 0 and page.sentences[low - 1].block >= sentence.block - 1 and number - low < 4:
        low -= 1
    return page.items[page.sentences[low].first : sentence.last]


def price(view: View, at: int) -> bool:
    """ "A square kilometre comes out at roughly 75 men"."""
    near = view[max(0, at - 18) : at]
    if not any("square" in item.low for item in near) or any(item.kind == FIGURE for item in near):
        return False
    lead = " ".join(item.low for item in near)
    each = any(f"{one} square {unit}" in lead for one in _EACH for unit in _GROUND)
    return each and any(words in lead for words in _COSTS)


_GROUND = ("kilometre", "kilometer", "km", "mile")
_EACH = ("a", "each", "every", "per", "one", "each of those", "each of these", "every one of those", "a single")
_COSTS = (
    "comes out at", "came out at", "costs", "cost", "works out at", "worked out at", "paid for with", "paid with", "pays with",
    "bought with", "bought at", "at the price of", "at a price of", "price of", "cost of", "at the cost of", "at a cost of",
)  # fmt: skip
