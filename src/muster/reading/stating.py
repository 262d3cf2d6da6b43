"""Which times of a sentence tell when somebody spoke, and so are nobody's losses.

"told NBC in February that …", "On 4 February the institute reported …", "dated 1 August", "Date issued: 6 July". A verb in the
present tense never goes with a day in the past: "opened 300 cases in October, the office says" dates the cases.
"""

from __future__ import annotations

from itertools import pairwise

from muster.reading import idle, monthly, sayings
from muster.reading.context import FIGURE, MARK, TIME, Item
from muster.reading.dates import Relation, Time
from muster.reading.days.words import lexicon
from muster.reading.measuring import View

_PUT_OUT = frozenset(
    [
        "published", "issued", "released", "dated", "given", "disclosed", "updated", "compiled", "announced", "signed", "posted",
        "filed", "prepared", "leaked", "printed", "read out", "presented", "tabled", "submitted", "unveiled", "made public",
    ]
)  # fmt: skip
_PARTICLES = frozenset(
    [
        "out",
        "forward",
        "before",
        "public",
        "parliament",
        "congress",
        "court",
        "on",
        "in",
        ":",
        "of",
        "the",
        "government",
        "back",
    ]
)
_REVISED = frozenset(["raised", "revised", "lowered", "corrected", "updated", "owned up", "owned up to"])
_PAST = frozenset(
    [
        "said",
        "told",
        "wrote",
        "put",
        "gave",
        "spoke",
        "spoke of",
        "found",
        "let slip",
        "heard",
        "held",
        "forecast",
        "was",
        "were",
    ]
)
_OF_A_DAY = frozenset(["counted", "put", "gave", "estimated", "reckoned", "tallied", "placed", "pegged"])
_NEVER = ("for ", "throughout ", "during ", "over ", "from ", "between ")
_LONGEST = 31  # days: a longer time is no time of speaking, unless something was put out in it


def stated(view: View) -> frozenset[int]:
    """Where in a sentence the times stand that tell when something was said."""
    found = set()
    for j, item in enumerate(view):
        if item.kind == TIME and item.time is not None:
            first = max(0, j - _REACH)
            if _is_stated(view[first : j + _REACH], j - first, item.time):
                found.add(j)
    return frozenset(found)


_REACH = 160  # words of a sentence that are looked at on either side


def _labels_a_saying(view: View, j: int, time: Time) -> bool:
    """ "Aug 2022: the commander says nearly 9,000 killed": the time before the colon is that of saying, which is told in the present."""
    if time.grain not in ("month", "day") or j > 1 or j + 2 >= len(view) or view[j + 1].low != ":":
        return False
    figure = next((k for k in range(j + 2, len(view)) if view[k].kind == FIGURE), len(view))
    return any(item.has("say") and item.low.endswith("s") and not past_verb(item) for item in view[j + 2 : figure])


def _is_stated(view: View, j: int, time: Time) -> bool:
    if (
        time.relation is Relation.SINCE
        and 0 < j < len(view) - 1
        and view[j + 1].low == "that"
        and view[j - 1].has("say")
    ):
        return True
    if time.relation is Relation.SINCE and (_when_said(view, j) or sayings.since_silent(view, j)):
        return True
    if view[j].low.startswith("as late as ") and any(past_verb(item) for item in view[j + 1 : j + 8]):
        return True  # "as late as November the army had spoken of 200"
    if time.relation not in (Relation.DURING, Relation.AGO) or time.period.start is None:
        return False
    if view[j].low.startswith("from ") and sayings.from_papers(view, j):
        return True
    if _labels_a_saying(view, j, time):
        return True
    if (
        view[j].low.startswith(_NEVER)
        or idle.is_owner(view, j)
        or ((time.period.days or 1) > 1 and " to " in view[j].low)
    ):
        return False
    if j + 1 < len(view) and view[j + 1].low == "alone":
        return False
    if j + 1 < len(view) and view[j + 1].low == "for" and any(item.low in _ASKED for item in view[max(0, j - 3) : j]):
        return True
    if (
        _put_out(view, j)
        or _had_said(view, j)
        or _said_that(view, j)
        or sayings.of_saying(view, j)
        or sayings.last_given(view, j)
        or sayings.last_counted(view, j)
    ):
        return True
    if _counted_then(view, j) or _put_at(view, j, time):
        return True
    if time.grain == "year" and view[j].low == "last year" and j and past_verb(view[j - 1]) and _ends_clause(view, j):
        return True  # "an envoy estimated last year"
    if time.grain == "year" and _told_that(view, j):
        return True
    if (time.period.days or 1) > _LONGEST:
        return False
    return _after_verb(view, j) or _before_verb(view, j) or _labels_speech(view, j)


def _told_that(view: View, j: int) -> bool:
    """ "In 1987 he told reporters that", "In 2000 the Pentagon conceded that": the year at the head of what was said in it."""
    first = next((k + 1 for k in range(j - 1, -1, -1) if view[k].low in (";", ":")), 0)
    if j - first > 1 or any(view[k].kind == FIGURE for k in range(first, j)):
        return False  # the year must open what is said
    verb = next((k for k in range(j + 1, min(len(view), j + _TELLER)) if view[k].low.split(" ")[0] in _TOLD), None)
    if verb is None or any(item.kind == FIGURE or item.low in ",;:(" for item in view[j + 2 : verb]):
        return False
    return any(item.low == "that" for item in view[verb + 1 : verb + 4])


_TELLER = 8  # items from a year to the verb of who speaks in it
_TOLD = frozenset(
    ["told", "said", "conceded", "admitted", "announced", "claimed", "stated", "acknowledged", "declared", "disclosed"]
)


def _had_said(view: View, j: int) -> bool:
    """ "officials had in November spoken of 200"."""
    after = view[j + 1].low if j + 1 < len(view) else ""
    return 0 < j < len(view) - 1 and view[j - 1].low == "had" and (view[j + 1].has("say") or after.startswith("spoken"))


def _said_that(view: View, j: int) -> bool:
    """ "told the Economic Club of New York last night that"."""
    if j + 1 >= len(view) or view[j + 1].low != "that" or any(item.kind == FIGURE for item in view[:j]):
        return False
    that_month = j > 1 and view[j - 1].low == "that" and past_verb(view[j - 2])  # "officials said that August that"
    back = view[max(0, j - _SAYING) : j - 1 if that_month else j]
    return any(past_verb(item) for item in back) and not any(item.low in ("that", ";", ":") for item in back)


_SAYING = 10  # words between a verb of saying and its "that"


def _when_said(view: View, j: int) -> bool:
    """ "has not moved since 25 March, when the ministry owned up to 1,351"."""
    if not any(item.low == "when" for item in view[j + 1 : j + 3]):
        return False
    after = view[j + 2 : j + 10]
    verb = next((k for k, item in enumerate(after) if past_verb(item)), None)
    return verb is not None and not any(item.kind == FIGURE for item in after[:verb])


def _put_out(view: View, j: int) -> bool:
    """ "dated 3 May", "put out in 1953", "Date issued: 3 May", "the total of 1954"."""
    back = view[max(0, j - 5) : j]
    for k in range(len(back) - 1, -1, -1):
        item = back[k]
        if item.low in _PUT_OUT or item.low.split(" ")[-1] in _PUT_OUT:
            return not any(one.kind == FIGURE for one in view[max(0, j - 7) : j])
        if item.low == "put":
            return k < len(back) - 1
        if item.low == "of" and k and (back[k - 1].has("reckoning") or back[k - 1].low in sayings.TOTALS):
            return k == len(back) - 1
        if item.low.endswith(" of") and item.low.split(" ")[0] in sayings.TOTALS:
            return k == len(back) - 1
        if item.low not in _PARTICLES:
            return False
    return False


_ASKED = frozenset(["asked", "asked for", "requested", "demanded", "sought", "appealed"])


def past_verb(item: Item) -> bool:
    """Whether a word is a verb of stating in the past tense."""
    first = item.low.split(" ")[0]
    if item.low in _ASKED:
        return True
    return (
        item.low in _REVISED
        or first in ("spoke", "spoken")
        or (item.has("say") and (first.endswith("ed") or first in _PAST))
    )


def _after_verb(view: View, j: int) -> bool:
    """ "told reporters on Monday that", "said in March", with nothing counted between."""
    for k in range(j - 1, max(-1, j - 7), -1):
        item = view[k]
        if item.low in _TALKING:
            return not any(sayings.counts(one) for one in view[max(0, k - 3) : k])
        if past_verb(item):
            if item.low.split(" ")[0] in _WRITES and _are_many(view, k):
                return False  # "214 families wrote to us in April"
            if (
                k
                and _passive(view, k)
                and (view[k].low in _PUT_OUT or view[k].low in _HAPPENED or _were_counted(view, k))
            ):
                return False
            if item.low == "added" and k and (view[k - 1].kind == FIGURE or view[k - 1].low in _OF_THEM):
                return False
            return item.low == "spoke" or _ends_clause(view, j) or not sayings.counts(view[j + 1])
        if sayings.counts(item) or (item.kind == MARK and item.low in ",;:.") or item.low == "that":
            return False
    return False


def _are_many(view: View, k: int) -> bool:
    """Whether those who write are themselves counted: "214 families from Russia wrote"."""
    some = next((n for n in range(k - 1, max(-1, k - 7), -1) if view[n].kind == FIGURE or view[n].low == ","), None)
    return (
        some is not None
        and view[some].kind == FIGURE
        and any(item.low in _WRITERS for item in view[some + 1 : some + 3])
    )


_TALKING = frozenset(
    [
        "speaking",
        "talking",
        "writing",
        "addressing",
        "briefing",
        "testifying",
        "answering",
        "appearing",
        "interviewed",
        "quoted",
        "asked",
    ]
)
_WRITES = frozenset(["wrote", "turned", "appealed", "asked", "told", "reported", "applied"])
_WRITERS = frozenset("families relatives mothers wives people soldiers men women widows parents households".split())
_HAPPENED = frozenset(["recorded", "registered"])  # "the lowest, 20, was recorded on 3 May"


def _were_counted(view: View, k: int) -> bool:
    """ "48,670 casualties were counted in December": when the people were counted whose number opens the clause."""
    if not view[k].has("monthly.counts"):
        return False
    first = next((n + 1 for n in range(k - 1, -1, -1) if view[n].low in ("that", ";", ":")), 0)
    return any(item.kind == FIGURE for item in view[first:k])


_OF_THEM = frozenset(["them", "of them", "whom", "of whom", "those", "these", "were", "was", "names"])


def _ends_clause(view: View, j: int) -> bool:
    return j + 1 >= len(view) or view[j + 1].kind == MARK or view[j + 1].low in ("that", "when", "and")


def _before_verb(view: View, j: int) -> bool:
    """ "On 4 February the service reported …", "on 26 November, when she mentioned that …"."""
    first = next((k + 1 for k in range(j - 1, -1, -1) if view[k].low == ";"), 0)
    if any(view[k].kind == FIGURE for k in range(first, j)):
        return False
    aside = 0 < j < len(view) - 2 and view[j - 1].low == "," and view[j + 1].low == ","
    if aside and (past_verb(view[j + 2]) or _figure_after_colon(view, j)):
        return True  # "President Biden, last month, said …", "the chief, in January, went higher: 180,000"
    if j + 1 < len(view) and past_verb(view[j + 1]) and not any(sayings.counts(item) for item in view[first:j]):
        return True  # "Zaluzhnyi, who in August 2022 said that"
    fronted = (
        all(view[k].kind == MARK or len(view[k].low) < 5 or view[k].has("link") for k in range(first, j))
        and j - first <= 3
    )
    if view[j].low in lexicon()["months"] and j + 1 < len(view) and view[j + 1].low == ",":
        return False  # "July, he conceded, brought in 240"
    when = j + 2 < len(view) and view[j + 1].low == "," and view[j + 2].low in ("when", "as")
    if not (fronted or when):
        return False
    if fronted and sayings.somebodys_figure(view, j):
        return True
    for k in range(j + 1, min(len(view), j + 16)):
        item = view[k]
        if (past_verb(item) or (item.low.split(" ")[0] in _ENACTED and item.low != "signed up")) and not _passive(
            view, k
        ):
            return not monthly.reported(view, j, verb=k)
        if item.kind == FIGURE and item.low.startswith("estimated ") and k > j + 2:
            return True  # "This August officials estimated close to 70,000"
        if sayings.counts(item) and not _named(view, k):
            return False
    return False


_ENACTED = frozenset(["signed", "decreed"])  # "On Monday he signed the spring draft: 90,000"


def _figure_after_colon(view: View, j: int) -> bool:
    colon = next((k for k in range(j + 2, min(len(view), j + 8)) if view[k].low == ":"), None)
    return colon is not None and any(item.kind == FIGURE for item in view[colon + 1 : colon + 3])


def _passive(view: View, k: int) -> bool:
    return view[k - 1].low in ("was", "were", "been", "being", "be")


def _named(view: View, k: int) -> bool:
    """Whether a counting word is only part of who speaks: "the army's recruiting office said"."""
    return view[k].kind != FIGURE and k + 2 < len(view) and any(past_verb(view[n]) for n in (k + 1, k + 2))


def _labels_speech(view: View, j: int) -> bool:
    """ "Zelensky, 23 May: more than 3,000", "told the UN on 24 February: over 7,000"."""
    if j + 1 >= len(view) or view[j + 1].low != ":" or j == 0 or view[j - 1].low in ("was", "is", "came on"):
        return False
    if any(view[k].kind == FIGURE for k in range(2, j)):
        return False
    named = any(view[k].low[:1].isalpha() for k in range(min(3, j)))
    return any(view[k].has("say") for k in range(j)) or (view[j - 1].low == "," and named)


def _counted_then(view: View, j: int) -> bool:
    """ "counted 3,100 of them last week": the day of the count, where nothing is said to have happened to them."""
    time = view[j].time
    if time is None or not time.relative or time.grain not in ("week", "day", "season"):
        return False
    for k in range(j - 1, max(-1, j - 8), -1):
        if view[k].low in _OF_A_DAY:
            return any(view[n].kind == FIGURE for n in range(k + 1, j))
        if view[k].kind == MARK or any(
            tag.startswith(("participle.", "subject.", "own.", "enemy.")) for tag in view[k].tags
        ):
            return False
    return False


def _put_at(view: View, j: int, time: Time) -> bool:
    """ "put Russian losses at 180,000 dead or wounded on 22 January": a sum that somebody put, on the day it was put."""
    monthly = time.grain == "month" and (time.period.days or 0) <= _LONGEST and _for_longer(view, j)
    if not monthly and (time.grain != "day" or (time.period.days or 0) != 1):
        return False
    for k in range(j - 1, max(-1, j - 14), -1):
        if view[k].low in (";", ":", "—", "who", "which", "that"):
            return False
        if view[k].low in ("put", "puts", "placed", "pegged", "set") or view[k].low.endswith(" put"):
            rest = view[k + 1 : j]
            return any(one.low == "at" and two.kind == FIGURE for one, two in pairwise(rest))
    return False


def _for_longer(view: View, j: int) -> bool:
    """ "put intake for the whole of 2024 at 90 in January": the figure has its own, longer time already."""
    before = [item.time for item in view[max(0, j - 12) : j] if item.time is not None]
    return bool(before) and before[-1].relation is Relation.DURING and (before[-1].period.days or 0) > 3 * _LONGEST


_GOES_ON = frozenset(["he", "she", "it", "they", "then", "that", "those", "its", "his", "her", "their", "same"])


def says_now(view: View) -> bool:
    """Whether somebody speaks in the present tense."""
    return any(item.has("say") and item.low.endswith("s") and not past_verb(item) for item in view)


def same_voice(view: View) -> bool:
    return any(item.low in _GOES_ON for item in view[:6]) or any(item.low in ("he", "she") for item in view[:16])
