"""Times of a sentence that date none of its figures: when the war began, when a book on it was printed, which event is meant, another row.

Invariant: a time is idle by what it says or where it stands, whatever the figure is of.
"""

from __future__ import annotations

import datetime as dt
import re

from muster.reading.comparing import words
from muster.reading.context import FIGURE, MARK, Item, Page
from muster.reading.dates import Relation, Time
from muster.reading.days.words import lexicon
from muster.reading.measuring import View


def in_other_row(view: View, *, item: Item, at: int, text: str) -> bool:
    """Whether a time stands in another line of a table whose rows run on."""
    here = view[at]
    return "\n" in text[min(item.end, here.end) : max(item.start, here.start)]


BEGAN = frozenset(["began", "opened", "started", "launched", "broke out", "erupted", "invaded", "begun", "broke"])


def dates_the_war(view: View, j: int, *, time: Time, page: Page) -> bool:
    """ "the conflict that it opened on 8 October": a time that only tells when the war began."""
    if time.relation is not Relation.DURING or page.toll_from is None or time.period.start != page.toll_from:
        return False
    before = [item.low for item in view[max(0, j - 2) : j]]
    return "," not in before and any(low in BEGAN for low in before)


def after_the_war(time: Time, *, page: Page) -> bool:
    """ "made it 126,000 dead in 1993", of a war that ended in 1940: when it was told."""
    ended, start = page.war.end if page.war else None, time.period.start
    if time.relation is not Relation.DURING or ended is None or start is None:
        return False
    if time.grain == "year" and (time.period.days or 0) <= _A_YEAR:
        return start > ended + dt.timedelta(days=_AFTER)
    # "To the middle of November", with its year taken from the day of publication, which nothing of a war long over is of.
    told = any(len(word) == 4 and word.isdigit() for word in page.text[time.start : time.end].replace(",", " ").split())
    return not told and start > ended + dt.timedelta(days=_LONG_AFTER)


def reaches_back(view: View, j: int) -> bool:
    """ "the steepest entry since March 2022": how far back a superlative looks, which dates no figure."""
    time = view[j].time
    if time is None or time.relation is not Relation.SINCE or not view[j].low.startswith("since"):
        return False
    if any(item.low == "when" for item in view[j + 1 : j + 3]):
        return False  # "the deadliest month since May 2023, when 54 were killed"
    for item in view[max(0, j - _LOOK) : j][::-1]:
        if item.kind == FIGURE or item.low in (",", ";", ":", ".", "("):
            return False
        word = item.low.split(" ")[-1]
        if word in _EXTREMES or (len(word) > _SHORT and word.endswith("est") and item.low not in _NO_EXTREMES):
            return True
    return False


def compared_with(view: View, j: int, *, at: int) -> bool:
    """ "lost 45,720 men, half again as many as a year earlier": the time of what a figure is held against, told behind it."""
    if j <= at + 1 or any(view[k].kind == FIGURE for k in range(at + 1, j)):
        return False
    last = view[j - 1].low.split(" ")
    return last[-1] == "than" or (
        last[-1] == "as" and {"many", "much"} & {*last, view[j - 2].low.split(" ")[-1]} != set()
    )


def an_average(view: View, at: int) -> int | None:
    """ "lost 45,720 men in November, three times the average of the spring, 15,000 a month": where it begins that the figure is an average
    which another is held against, and so of none of the days told before; None where it is none."""
    lists, first = words().lists, max(0, at - _TO_AVERAGE)
    ahead = view[first:at]
    mean = next((k for k in range(len(ahead) - 1, -1, -1) if ahead[k].low.split(" ")[-1] in lists["means"]), None)
    if mean is None or any(item.kind == FIGURE for item in ahead[mean:]):
        return None
    held = range(max(0, mean - _BESIDE), mean)
    return next((first + k for k in held if not lists["held_against"].isdisjoint(ahead[k].low.split(" "))), None)


_TO_AVERAGE, _BESIDE = 14, 5  # items from "three times the" to the figure, and to the average


def of_what_follows(view: View, j: int, *, at: int) -> bool:
    """ "84,810 in January and February, so March brought the rest", "431,000 (45,700 in November)": a time behind a comma and such a
    word is of no figure before, and one in brackets of the figure that stands in them."""
    if _bracketed_apart(view, j, at=at):
        return True
    mark = next((k for k in range(j - 1, max(at, j - _ONWARD), -1) if view[k].kind == MARK), None)
    if mark is None or mark <= at or view[mark].low not in (",", ";"):
        return False
    between = " ".join(item.low for item in view[mark + 1 : j])
    return any(between == word or between.startswith(f"{word} ") for word in lexicon()["onward"]["words"])


_ONWARD = 5  # items from the time back to the comma


def _bracketed_apart(view: View, j: int, *, at: int) -> bool:
    """Whether brackets that open behind the figure hold the time with a figure of its own."""
    opens = next((k for k in range(j - 1, at, -1) if view[k].low in ("(", ")")), None)
    return opens is not None and view[opens].low == "(" and any(item.kind == FIGURE for item in view[opens + 1 : j])


def of_no_days_told(view: View, at: int, *, rate: bool) -> bool:
    """Whether a figure is of none of the days told before it: the base of a comparison, or a rate of the present."""
    return an_average(view, at) is not None or (rate and of_late(view, at))


def of_late(view: View, at: int) -> bool:
    """ "1.1 million since the invasion, and lately 1,000 a day": a rate of the days just gone, and of none that were told before."""
    first = next(
        (k + 1 for k in range(at - 1, max(-1, at - _LATE_BEFORE), -1) if _closes(view[k])), max(0, at - _LATE_BEFORE)
    )
    last = next((k for k in range(at + 1, min(len(view), at + _LATE_BEHIND)) if _closes(view[k])), at + _LATE_BEHIND)
    said = f" {' '.join(item.low for item in view[first:last])} "
    return any(f" {word} " in said for word in lexicon()["lately"]["words"])


_LATE_BEFORE, _LATE_BEHIND = 6, 9  # items


def _closes(item: Item) -> bool:
    return item.kind == FIGURE or item.low in (",", ";", ":", ".", "(", ")")


def still_told(view: View, j: int) -> bool:
    """ "Estimates of 400,000 were still in print in January": when a figure was going round, and no time that it is of."""
    near = " ".join(item.low for item in view[max(0, j - _ROUND) : j])
    return any(near.endswith(words) for words in _GOING_ROUND)


_ROUND = 5
_GOING_ROUND = (
    "in print", "in circulation", "in use", "going round", "going around", "making the rounds", "still quoted", "still cited",
    "being quoted", "being repeated", "doing the rounds", "still repeated",
)  # fmt: skip
_LOOK, _SHORT = 7, 5
_EXTREMES = frozenset("worst best most least record peak high low".split())
_NO_EXTREMES = frozenset(
    "latest request interest arrest protest forest contest unrest invest suggest midwest conquest harvest".split()
)

_A_YEAR = 366
_LONG_AFTER = 20 * 366  # days: until then men still fall where a war has ended
_AFTER = 200  # days: some die of their wounds, and the missing are looked for


_LAWS = frozenset(
    ["law", "decree", "act", "treaty", "agreement", "resolution", "census", "constitution", "ukase", "bill"]
)
_EVENTS = frozenset(
    [
        "invasion",
        "war",
        "coup",
        "revolution",
        "annexation",
        "uprising",
        "draft",
        "mobilisation",
        "mobilization",
        "treaty",
    ]
)


def names_event(view: View, j: int) -> bool:
    """ "the 1979 invasion", "a law of 2006": a time that only tells which invasion or law is meant."""
    item = view[j]
    if item.low.startswith("from this ") and item.time is not None and item.time.period.days == 1:
        return True  # "up one from this morning"
    if j > 1 and view[j - 1].low == "of" and view[j - 2].low.split(" ")[-1] in _LAWS:
        return True
    bare = item.low[:1].isdigit() or item.low.startswith(("the ", "of "))
    return (
        bare
        and item.time is not None
        and item.time.grain == "year"
        and j + 1 < len(view)
        and view[j + 1].low in _EVENTS
    )


def is_owner(view: View, j: int) -> bool:
    """ "next year's budget"."""
    return j + 2 < len(view) and view[j + 1].low in ("'", "’") and view[j + 2].low == "s"


def in_an_aside(view: View, j: int, *, at: int) -> bool:
    """ "the leader, whom they killed in May, had 900 men", "the draft, on the books since 2006, takes 90"."""
    if j >= at or any(view[k].kind == FIGURE for k in range(j, at)):
        return False
    opens = next((k for k in range(j - 1, -1, -1) if view[k].low in (",", ";", ":", "(")), None)
    closes = next((k for k in range(j + 1, at) if view[k].low in (",", ";", ":", ")")), None)
    if opens is None or closes is None or opens == 0 or view[opens].low != "," or view[closes].low != ",":
        return False
    aside = view[opens + 1 : j]
    if any(item.kind == FIGURE for item in view[:j]) or any(item.low in ("—", "–") for item in aside):
        return False  # "KYIV, 4 June — Since May, it has lost 900": no aside, but the clause itself
    time = view[j].time
    whose = any(item.low.split(" ")[0] in ("who", "whom", "whose", "which") for item in aside)
    since = time is not None and time.relation is Relation.SINCE
    return len(aside) > 1 and (whose or since) and closes - j <= _TAIL


_TAIL = 6  # words of an aside after its time


def of_those_sent(view: View, j: int, *, at: int) -> bool:
    """ "Of the 900 men sent in May, 300 are dead", "40 dead, out of the 90 called up last autumn": when the whole were sent or joined."""
    for k in range(j - 1, max(1, j - _SENT), -1):
        if view[k].low in (",", ";", ":", ".") or k == at:
            return False
        if view[k].kind == FIGURE:
            whole = view[k - 1].low in _WHOLES or (view[k - 1].low in _THE and view[k - 2].low in _WHOLES)
            closed = at < k or any(item.low == "," for item in view[j + 1 : at])
            return whole and closed and any(tag in _JOINED for item in view[k + 1 : j] for tag in item.tags)
    return False


def when_they_joined(view: View, j: int) -> bool:
    """ "Called up in the autumn of 2022: 38 names": when some of the dead had joined, and not when they fell."""
    tags = {tag for item in view[max(0, j - _JUST) : j] for tag in item.tags}
    return not tags.isdisjoint(_JOINED) and not any(tag.startswith(_FELL) for tag in tags)


_JUST = 3
_FELL = ("participle.killed", "noun.killed", "subject.killed", "own.killed", "participle.losses")
_SENT = 12  # words between a whole and the time at which it was sent
_WHOLES = frozenset(["of", "out of", "among", "from among", "of the", "out of the", "among the"])
_THE = frozenset(["the", "some", "its", "their", "his", "those", "about", "approximately", "around", "nearly"])
_JOINED = frozenset(
    f"{role}.{measure}"
    for role in ("participle", "own", "subject")
    for measure in ("strength", "recruited", "mobilised", "conscripted", "foreign", "convicts")
)


def is_citation(page: Page, item: Item, *, time: Time) -> bool:
    """Whether a year stands alone in brackets in a sentence: when a book was printed."""
    alone = page.text[max(0, item.start - 1) : item.start] == "(" and page.text[item.end : item.end + 2] in (
        ").",
        "),",
        ") ",
    )
    return alone and time.grain == "year" and (time.period.days or 0) <= _A_YEAR


def beside_the_whole(view: View, at: int) -> bool:
    """ "323 sailors, of the 649 dead of the whole war"."""
    after: list[str] = []
    for item in view[at + 1 : at + 9]:
        if item.kind == FIGURE or item.low in (";", "."):
            break
        after.append(item.low)
    return bool(WHOLE_WAR.search(" ".join(after)))


WHOLE_WAR = re.compile(r"\b(?:(?:whole|entire|full) (?:of the )?(?:war|conflict)|(?:war|conflict) as a whole)\b")


def of_what_it_was(between: View) -> bool:
    """Whether a figure that it is "down from" or "compared with" stands before the time: "418,170, down from 430,000 in 2024"."""
    said = [item.low for item in between]
    figure = next((k for k in range(len(between) - 1, -1, -1) if between[k].kind == FIGURE), None)
    lead = " ".join(said[max(0, (figure or 0) - 3) : figure]) if figure else ""
    return lead.endswith(_WAS)


_WAS = ("down from", "up from", "compared with", "compared to", "as against", "higher than", "lower than", "instead of")
