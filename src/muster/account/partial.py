"""Which figures of a text are of a part, though no scope says so: what stands in one sentence with a greater figure, what words beside
it make a part or a difference, what a line's label narrows.

A text seldom contradicts itself within a sentence; it counts parts there. Invariant: what is named here still bounds from below, so no
claim is lost, and nothing is said of tables, whose columns tell what a figure is of.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from functools import cache, lru_cache

from muster.account.lexicon import lexicon
from muster.account.statement import Statement
from muster.claims.period import Period

TINY = 20.0  # times smaller than another figure of the same series in the same text: six generals are no army
_REACH = 60  # characters to either side that can make a figure a part
_LONGEST = 500  # characters of a line that can be a row of columns
_CLAUSE = re.compile(r"[.;:!?()\n]|, (?:and|but|while|which|who)\b")
_LABELLED = re.compile(r"^\W*[^\W\d_][\w .'’/()-]{0,40}?\s*(?:[–—|:]|\s-)\s*\D{0,24}\d")
_ROW = re.compile(r"\|")
_COLUMNS = re.compile(r"\S(?:\s{2,}|\t)\S.*\d.*\S(?:\s{2,}|\t)[\d(]|^\W*[^\W\d_].*\S(?:\s{3,}|\t)[\d.,]+\W*$")
_SUPPOSED = re.compile(r"^\W*(?:if|suppose|supposing|assuming|were)\b", re.IGNORECASE)


@cache
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    words = lexicon("partial")
    before, after, denied = ("|".join(words[key]) for key in ("before", "after", "denied"))
    return (
        re.compile(rf"\b(?:{before})\W*$", re.IGNORECASE),
        re.compile(rf"^\W*(?:\w+\W+){{0,2}}?(?:{after})\b", re.IGNORECASE),
        re.compile(rf"\b(?:{denied})\b", re.IGNORECASE),
    )


def partial(statements: Iterable[Statement]) -> dict[str, str]:
    """Claims of texts that are of a part, or not asserted, with the reason."""
    texts = [one for one in statements if not one.report.table and not one.claim.repeats]
    found = {one.id: why for one in texts if (why := worded(one))}
    together: defaultdict[tuple[object, ...], list[Statement]] = defaultdict(list)
    for one in texts:
        together[_kind(one)].append(one)
    for its in together.values():
        if len(its) > 1:
            found |= {id_: why for id_, why in _beside(its).items() if id_ not in found}
    return found


def _kind(one: Statement) -> tuple[object, ...]:
    claim = one.claim
    return (one.report.document.id, one.body.key, claim.measure, claim.party, claim.civilian, one.scope, one.level)


def worded(one: Statement) -> str:
    """Why the words around a figure make it a part; empty where they do not."""
    text, place = one.report.document.text, one.claim.place
    head = _CLAUSE.split(text[max(0, place.start - _REACH) : place.start])[-1] or ""
    tail = _CLAUSE.split(text[place.end : place.end + _REACH])[0] or ""
    before, after, denied = _patterns()
    if found := before.search(head):
        return f"“{found[0].strip()}” makes it a part, or a case that is supposed"
    if found := after.search(tail):
        return f"“{found[0].strip()}” makes it a part, or a difference"
    sentence = one.sentence
    if denied.search(sentence) or sentence.rstrip("\"'”’ ").endswith("?") or _SUPPOSED.search(sentence):
        return "the sentence asks, supposes or denies it"
    if _ROW.search(sentence) or _of_table(_line(text, place.start)):
        return "it is of what its line's label says"
    return ""


@lru_cache(maxsize=1024)
def _of_table(line: str) -> bool:
    """Whether a line has a label, or columns; no row of a table is as long as a paragraph, where columns would be sought in vain."""
    return _LABELLED.search(line) is not None or (len(line) <= _LONGEST and _COLUMNS.search(line) is not None)


def _line(text: str, at: int) -> str:
    start = text.rfind("\n", 0, at) + 1
    end = text.find("\n", at)
    return text[start : len(text) if end < 0 else end]


def _beside(statements: list[Statement]) -> Mapping[str, str]:
    """Of one kind in one text: the lesser of two figures for the same days in one sentence, and what is tiny beside another."""
    found = {}
    largest: dict[Period, Statement] = {}
    for one in sorted(statements, key=lambda one: one.middle):
        largest[one.period] = one
    sentences: defaultdict[tuple[object, ...], list[Statement]] = defaultdict(list)
    for one in statements:
        most = largest[one.period]
        if one.middle * TINY < most.middle and not one.slip_of(most):
            found[one.id] = f"the same text has more than {TINY:.0f} times as many for the same days"
        sentences[(one.sentence, one.period, one.claim.figure.per)].append(one)
    for its in sentences.values():
        most = max(its, key=lambda one: one.middle)
        for one in its:
            if one.middle < most.middle and not one.slip_beside(most):
                found[one.id] = "its sentence has a greater figure of the same kind for the same days"
    return found
