"""How closely a time is bound to a figure of its sentence.

Invariant: what stands nearer binds more; a time that is told of another figure, of a part, or in another clause binds less.
"""

from __future__ import annotations

from muster.reading.context import FIGURE, MARK, TIME
from muster.reading.dates import Relation
from muster.reading.days.words import lexicon
from muster.reading.measuring import View

BINDING = (Relation.DURING, Relation.SINCE, Relation.UNTIL, Relation.AGO)

_CLAUSES = frozenset(
    [
        "which", "who", "when", "while", "whereas", "although", "though", "but", "because", "than", "before", "until", "where", "twice",
        "compared",
    ]
)  # fmt: skip


def in_other_clause(view: View, *, j: int, at: int) -> bool:
    """Whether a clause of its own begins between a figure and the time after it."""
    return j > at and any(view[k].low in _CLAUSES for k in range(at + 1, j))


_PARTS = frozenset(["them", "whom", "these", "which", "including", "those"])


def bound(view: View, *, j: int, at: int) -> float:
    """How closely the time at `j` goes with the figure at `at`: 0 or less for not at all."""
    between = range(min(j, at) + 1, max(j, at))
    figures = [k for k in between if view[k].kind == FIGURE]
    times = sum(1 for k in between if (time := view[k].time) is not None and time.relation in BINDING)
    cells = sum(1 for k in between if view[k].low == "|")
    walls = sum(
        1
        for k in between
        if (view[k].low == ";" and (j > at or not _tells_alone(view, j, k)))
        or view[k].low == "twice"
        or (j > at and view[k].low == "against" and view[k + 1].kind == FIGURE)
        or (j > at and view[k].low in ("than", "compared") and k > at + 1)
        or (j > at and view[k].low.endswith("times") and view[k + 1].low in ("what", "as", "more", "the", "that"))
    )
    clauses = sum(1 for k in between if view[k].low in _CLAUSES and not _restricts(view, k, at))
    commas = sum(1 for k in between if view[k].kind == MARK and view[k].low in ",()—–")
    if cells and j > at:
        return 9.0 - 0.5 * times - 0.1 * len(figures)
    far = 0.08 * len(between)
    cost = 7.0 * walls + 2.0 * times + 0.3 * commas
    if j > at:
        parts = sum(1 for k in figures if is_part(view, k))
        lasting = sum(1 for k in figures if _takes(view, j, k))
        cost += 7.0 if _opens_clause(view, j) else 3.0 if _heads_figure(view, j) else 0.0
        cost += 6.0 if not figures and any(_of_part(view, k, at, j=j) for k in between) else 0.0
        cost += 4.0 if _brackets_end(view, at, j) else 0.0
        cost += 2.5 if clauses and _relation(view, j) is Relation.SINCE else 0.0
        return 9.0 - far - cost - 2.5 * clauses - 6.0 * parts - (1.0 if times == 0 else 3.0) * (len(figures) + lasting)
    fronted = not any(view[k].kind == FIGURE for k in range(j)) and (j <= 5 or view[j - 1].low in (":", ",", "—", "–"))
    if fronted and not times:
        return 7.6 - 0.02 * len(between) - 0.2 * len(figures) - cost
    near = next((k for k in range(j - 1, max(-1, j - 7), -1) if view[k].kind == FIGURE), None)
    taken = near is not None and not any(view[n].low in (";", ",") for n in range(near, j))
    return 8.5 - far - cost - 0.5 * clauses - 1.0 * len(figures) - (1.5 if taken else 0.0)


def _tells_alone(view: View, j: int, k: int) -> bool:
    """Whether no figure stands with the time before a semicolon: "It fell on 3 May; 40 died there"."""
    first = next((n + 1 for n in range(k - 1, -1, -1) if view[n].low == ";"), 0)
    return first <= j and not any(view[n].kind == FIGURE for n in range(first, k))


def _heads_figure(view: View, j: int) -> bool:
    """ "and for 2015 30,000", "and in September to 1.5 million": a time that leads the next figure."""
    after = view[j + 1 : j + 3]
    if not after or after[0].kind == FIGURE:
        return bool(after)
    joined = view[j - 1].low in ("and", ",", "then")  # not "from 900 in May to 700 in June"
    joined = joined or [
        one.low in words for one, words in zip(view[max(0, j - 3) : j - 1], _ITS_OWN, strict=False)
    ] == [True, True]
    return joined and len(after) > 1 and after[0].low in ("to", "at") and after[1].kind == FIGURE


_ITS_OWN = (frozenset(["and", ",", "while"]), frozenset(["its", "the", "their", "his"]))  # "and its tally since … at"


def _opens_clause(view: View, j: int) -> bool:
    """ "200 were asked for, and between March and May I got 46": a time that leads a clause with a figure of its own."""
    lead = (
        j - 2 if j > 2 and view[j - 1].low == "of" and view[j - 2].kind == TIME else j
    )  # "and in the ten months of 2022 it was 60"
    if _leads_another(view, j):
        return True
    if not j or view[lead - 1].low not in _COORDINATES or j + 1 >= len(view) or view[j + 1].kind in (FIGURE, MARK):
        return False
    for k in range(j + 1, min(len(view), j + _CLAUSE)):
        if view[k].kind == FIGURE:
            return True
        if view[k].kind == MARK or view[k].time is not None or view[k].low in _CLAUSES or view[k].low in ("and", "as"):
            return False
    return False


def _leads_another(view: View, j: int) -> bool:
    """ "The quota was 403,000 and that for 2026 will be 409,000": the time is of a second subject, whose figure follows its verb."""
    words = lexicon()["second_subject"]
    joined = next((k for k in range(j - 1, max(-1, j - _SUBJECT), -1) if view[k].low in words["joins"]), None)
    if joined is None or any(view[k].kind in (FIGURE, MARK) for k in range(joined + 1, j)):
        return False
    if not any(view[k].low in words["again"] for k in range(joined + 1, j)):
        return False
    after = view[j + 1 : j + _SUBJECT]
    figure = next((k for k, item in enumerate(after) if item.kind == FIGURE), None)
    return figure is not None and not any(item.kind == MARK or item.time is not None for item in after[:figure])


_SUBJECT = 7
_COORDINATES = frozenset(["and", "but", "while", "then", "yet", ";"])
_CLAUSE = 7


def _restricts(view: View, k: int, at: int) -> bool:
    """ "the 33,629 who died in battle between …": a clause that only says which people are counted."""
    return at < k <= at + 4 and view[k].low in ("who", "that", "which") and view[k - 1].low != ","


def _of_part(view: View, k: int, at: int, *, j: int) -> bool:
    """ "up to 4,000 fighters, nearly all of them in the last two months": what is told of a part has a time of its own."""
    if not any(view[n].low == "," for n in range(at + 1, k)):
        return False
    if any(view[n].low == "," for n in range(k + 1, j)):
        return False  # "36,000 people, most of them civilians, have since died"
    return view[k].low in ("of them", "of whom", "of which") or (
        view[k].low in ("them", "whom") and view[k - 1].low == "of"
    )


def _relation(view: View, j: int) -> Relation | None:
    time = view[j].time
    return time.relation if time else None


def _brackets_end(view: View, at: int, j: int) -> bool:
    """Whether the figure stands in brackets that close before the time: "390 freed on Friday (120 civilian) and 307 on Saturday"."""
    closing = next((k for k in range(at + 1, j) if view[k].low in "()"), None)
    return closing is not None and view[closing].low == ")"


def is_part(view: View, k: int) -> bool:
    """Whether the figure at `k` is of some of those told before: "300 of them", "including 40"."""
    return any(
        view[n].low in _PARTS or view[n].low in ("of them", "of whom", "of those", "of these")
        for n in range(max(0, k - 2), min(len(view), k + 3))
    )


def _takes(view: View, j: int, k: int) -> bool:
    """Whether the figure at `k` has a side or subject of its own, so that the time after it need not reach back."""
    joins = (n for n in range(max(0, k - 4), k - 1) if view[n].low in ("and", "while", "but", "with"))
    return j > k and any(view[n + 1].party for n in joins)
