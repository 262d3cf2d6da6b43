"""Times of papers and sayings: "its April estimate of 600", "according to a UN report in July", "the president's number in May was 46,000".

Invariant: such a time tells when a figure was given, never when what it counts came about.
"""

from __future__ import annotations

import datetime as dt
import re

from muster.reading.context import FIGURE, MARK, TIME, Item, Page
from muster.reading.dates import Relation, Time
from muster.reading.days.words import lexicon
from muster.reading.measuring import View

TOTALS = frozenset(["total", "figure", "tally", "count", "estimate", "toll", "number", "survey", "list"])
REACH = 10  # words between a verb or noun of saying and what goes with it


_PAPERS = frozenset(
    [
        "documents", "files", "papers", "report", "assessment", "memo", "cable", "briefing", "interview", "figure", "estimate", "admission",
        "statement", "answer",
    ]
)  # fmt: skip


def from_papers(view: View, j: int) -> bool:
    """ "its own figure, from September, is 5,900", "the last admission, 5,900 dead, is from September"."""
    back = view[max(0, j - REACH) : j]
    near = [item for item in back[-2:] if item.low != ","]
    if near and near[-1].low.split(" ")[-1] in _PAPERS:
        return True
    dates = bool(near) and near[-1].low.split(" ")[0] in _DATES
    return dates and any(item.low.split(" ")[-1] in _PAPERS | _FIGURE_WORDS for item in back)


_DATES = frozenset(["is", "was", "dates", "dated", "stems", "stemmed", "comes", "came"])


_SAYINGS = frozenset(
    [
        "estimate", "claim", "statement", "assessment", "admission", "announcement", "request", "answer", "speech", "interview", "remark",
        "remarks", "testimony", "letter", "tweet", "appeal", "briefing", "update", "report", "bulletin", "survey", "study", "reckoning",
    ]
)  # fmt: skip


def of_saying(view: View, j: int) -> bool:
    """ "its April estimate of 600", "the army's own request in December", "the minister's answer of 18 April"."""
    after = view[j + 1].low.split(" ")[0] if j + 1 < len(view) else ""
    if after in _SAYINGS and view[j].low.split(" ")[0] not in _PREPOSITIONS:
        return True
    if (
        j
        and view[j - 1].low in ("was", "came")
        and any(item.low in _FIGURE_WORDS for item in view[max(0, j - 6) : j - 1])
    ):
        return True  # "Kyiv's last figure was in February"
    back = j - 1 if j and view[j - 1].low != "of" else j - 2
    if back >= 0 and view[back].low.split(" ")[-1] in _SAYINGS:
        return True
    return _in_a_paper(view, j)


def _in_a_paper(view: View, j: int) -> bool:
    """ "according to a UN report in July", "in a study by two universities this month"."""
    for k in range(j - 1, max(-1, j - _PAPER_REACH), -1):
        if view[k].kind in (FIGURE, MARK, TIME) or counts(view[k]) or view[k].low in ("in", "that"):
            return False
        if view[k].low.split(" ")[-1] in _PAPER:
            lead = " ".join(item.low for item in view[max(0, k - _PAPER_REACH) : k])
            return bool(_BY_PAPER.search(lead))
    return False


_PAPER_REACH = 6
_PAPER = frozenset(
    ["report", "study", "survey", "memo", "assessment", "paper", "audit", "dossier", "bulletin", "release", "document"]
)
_BY_PAPER = re.compile(
    r"\b(?:according to|in|by|from|says|said|cites|citing|quoting) (?:a|an|the|its|their|his|her|one|another|this|that)\b"
    r"(?: [\w’'.-]+){0,4}$"
)


_FIGURE_WORDS = TOTALS | {"word", "update", "admission"}
_PREPOSITIONS = frozenset("in on at during over for by since from until as of within throughout".split())


def somebodys_figure(view: View, j: int) -> bool:
    """ "In May the president's number for the fallen was 46,000": whose number it was, and then the number."""
    for k in range(j + 2, min(len(view), j + _OWNER_REACH)):
        if view[k].kind == FIGURE:
            return False
        if view[k].low.split(" ")[0] in _OWN_FIGURES:
            owner = " ".join(item.low for item in view[max(j, k - 3) : k])
            was = next((n for n in range(k + 1, min(len(view), k + 8)) if view[n].low.split(" ")[0] in _WAS), None)
            return (
                bool(_OWNER.search(owner))
                and was is not None
                and any(one.kind == FIGURE for one in view[was : was + 4])
            )
    return False


_OWNER_REACH = 10
_OWN_FIGURES = frozenset(["number", "figure", "count", "estimate", "tally", "answer", "total"])
_OWNER = re.compile(r"(?:\b(?:his|her|their)|[’'] ?s|s [’'])(?: (?:own|latest|last|first|best|official))*$")
_WAS = frozenset(["was", "stood", "had"])


def counts(item: Item) -> bool:
    """Whether an item counts people or tells what became of them."""
    return item.kind == FIGURE or any(
        tag.startswith(("participle.", "noun.", "subject.", "own.", "enemy.")) for tag in item.tags
    )


def spoken_on(time: Time, page: Page) -> dt.date | None:
    """The day of speaking: "three weeks ago" is so many to the day."""
    day = page.document.published
    if time.relation is Relation.AGO and time.grain == "week" and time.period.start is not None and day is not None:
        return time.period.start + dt.timedelta(days=day.weekday())
    if time.relation is Relation.SINCE and time.grain == "month" and time.period.start is not None:
        return (time.period.start.replace(day=1) + dt.timedelta(days=31)).replace(day=1) - dt.timedelta(days=1)
    return time.period.end or time.period.start


def since_silent(view: View, j: int) -> bool:
    """ "Moscow has been silent since September 2022, when it was 5,937": the figure was given then, and is of all the time before."""
    if not any(item.low == "when" for item in view[j + 1 : j + 3]):
        return False
    said = f" {' '.join(item.low for item in view[max(0, j - _SILENT_REACH) : j])} "
    after = view[j + 2 : j + _SILENT_REACH]
    return any(f" {word} " in said for word in lexicon()["silence"]["words"]) and any(
        one.kind == FIGURE for one in after
    )


_SILENT_REACH = 12


def last_given(view: View, j: int) -> bool:
    """ "The last toll that the ministry made public, in September 2022, was 5,937", "last reported its losses in May (900)"."""
    known = lexicon()["silence"]
    back = view[max(0, j - _LAST_REACH) : j]
    last = next((k for k, item in enumerate(back) if item.low.split(" ")[-1] in known["last"]), None)
    if last is None or any(item.kind == FIGURE for item in back[last:]):
        return False
    rest = back[last + 1 :]
    given = any(item.low.split(" ")[-1] in known["given"] for item in rest)
    told = any(item.has("say") or item.low.split(" ")[-1] in _GIVEN for item in rest)
    behind = view[j + 1 : j + _FIGURE_REACH]
    return given and told and any(one.kind == FIGURE for one in behind)


def last_counted(view: View, j: int) -> bool:
    """ "Stopped announcing its dead in late September, at 521": the time at which a running count was given up."""
    known = lexicon()["silence"]
    before = f" {' '.join(item.low for item in view[max(0, j - _LAST_REACH) : j])} ".rpartition(";")[2]
    if not any(f" {word} " in before for word in known["given_up"]):
        return False
    behind = view[j + 1 : j + _FIGURE_REACH + 4]
    figure = next((k for k, item in enumerate(behind) if item.kind == FIGURE), None)
    return figure is not None and not {"since", "but"} & {item.low for item in behind[:figure]}


_LAST_REACH, _FIGURE_REACH = 14, 7
_GIVEN = frozenset(
    "public published given gave released put out reported announced acknowledged admitted disclosed".split()
)


def vague(time: Time) -> bool:
    """ "last week": the day of speaking is not known, and the text goes on to speak for its own."""
    return time.grain == "week" and time.relative
