"""The words before and after a number that bound it.

Invariant: a hedge is whole words next to the number, on its own paragraph; reading is bounded, whatever stands there.
"""

from __future__ import annotations

import re
from collections import defaultdict

from muster.claims.figure import Bound
from muster.numbers.flat import GAP, OPENERS, blank_line, lexicon, word_before
from muster.numbers.numeral import UNITS, either

_L = lexicon()
_SYMBOLS = "~≈≃≅∼<>≤≥⩽⩾="
_MOST_HEDGES = 4
_REACH = 72

Phrase = tuple[tuple[str, ...], Bound | None, str]


_BOUNDS = (Bound.AT_LEAST, Bound.AT_MOST, Bound.ABOUT)


def _phrases() -> dict[str, list[Phrase]]:
    """The hedges by their last word, the longest first; a soft word has no bound of its own, a word between none at all."""
    words = _L["hedges"]
    bound: Bound | None
    kinds: list[tuple[list[str], Bound | None, str]] = [(words[bound.value], bound, "hedge") for bound in _BOUNDS]
    for bound, plain in ((Bound.AT_LEAST, words["above"]), (Bound.AT_MOST, words["beneath"])):
        kinds.append(([*plain, *[f"{degree} {one}" for degree in words["degrees"] for one in plain]], bound, "hedge"))
    kinds += [
        (words["passing"], Bound.AT_LEAST, "verb"),
        (_L["hedges"]["soft"], Bound.ABOUT, "soft"),
        (_L["between_hedge"]["words"], None, "between"),
    ]
    by_last: dict[str, list[Phrase]] = defaultdict(list)
    for phrases, bound, kind in kinds:
        for phrase in phrases:
            split = tuple(phrase.split())
            by_last[split[-1]].append((split, bound, kind))
    return {last: sorted(found, key=lambda one: -len(one[0])) for last, found in by_last.items()}


_BY_LAST = _phrases()
_SYMBOL_BOUNDS = {text: bound for bound in _BOUNDS for text in _L["hedges"][bound.value] if text[0] in _SYMBOLS}
_NOT_AFTER = {phrase: frozenset(words) for phrase, words in _L["no_hedge_after"].items()}
_TIMES = frozenset(_L["over_time"]["units"])
_TIME_HEDGED = frozenset(_L["over_time"]["hedge_after"])
_AFTER_BOUNDS = {text: bound for bound in _BOUNDS for text in _L["hedges_after"][bound.value]}
_GLUED = [text for text in _AFTER_BOUNDS if not text[0].isalpha()]
_LOOSE = [text for text in _AFTER_BOUNDS if text[0].isalpha()]
_ENDS_ONLY = frozenset(
    {
        "plus",
        "maximum",
        "minimum",
        "max",
        "tops",
        "roughly",
        "approximately",
        "approx.",
        "approx",
        "and more",
        "and up",
        "and over",
        "and above",
        "upwards",
    }
)
_AFTER = re.compile(rf"({either(_GLUED)})(?!\w)|,?{GAP}({either(_LOOSE)})(?!\w)")
_AFTER_FIRST = frozenset("+-,") | {" ", "\n", "\t"}
_THEN_NUMBER = re.compile(
    rf"{GAP}(?:[\w-]{{1,12}}{GAP}){{0,2}}(?:[0-9$€£₽~]|(?:{either(UNITS)}|dozen|half)(?!\w))|{GAP}(?:than|of)\b"
)
_CLOSED = re.compile(r"[ \t]{0,3}(?:[^\w\s+$€£-]|\n|\Z)")


def before(lower: str, at: int, *, unit: str = "", small: bool = False) -> tuple[int, Bound | None]:
    """Where the hedges before a number that begins at `at` begin, and the bound they give; `at` and None where there are none."""
    start, bound = at, None
    here = at
    for _ in range(_MOST_HEDGES):
        hedge = _one_before(lower, here, unit)
        if hedge is None or (small and hedge[1] == "verb"):
            break
        here, kind, given = hedge
        if kind == "between":
            continue
        start = here
        if bound is None or bound is Bound.ABOUT or given is not Bound.ABOUT:
            bound = given
    return start, bound


def _one_before(lower: str, at: int, unit: str) -> tuple[int, str, Bound | None] | None:
    stop = at
    while stop and lower[stop - 1] in " \t\r\n" and at - stop < 12:
        stop -= 1
    if stop and lower[stop - 1] in _SYMBOLS:
        return _symbol(lower, stop, at)
    if stop == at and not (stop and lower[stop - 1] == "."):
        return None
    last = word_before(lower, stop)
    if last not in _BY_LAST:
        return None
    floor = max(0, stop - _REACH)
    words = lower[floor:stop].split()
    for phrase, bound, kind in _BY_LAST[last]:
        size = len(phrase)
        if len(words) < size or (len(words) == size and floor) or words[-size].lstrip(OPENERS) != phrase[0]:
            continue
        if size > 1 and tuple(words[1 - size :]) != phrase[1:]:
            continue
        here = stop
        for word in reversed(phrase):
            here = lower.rindex(word, floor, here)
        opened = words[-size] != phrase[0]
        earlier = words[-size - 1].strip("(\"'“‘’”") if len(words) > size and not opened else ""
        if not blank_line(lower, here, at) and _stands(phrase, earlier, unit):
            return here, kind, bound
    return None


def _stands(phrase: tuple[str, ...], earlier: str, unit: str) -> bool:
    """Whether the phrase is a hedge here, given the word before it and the unit after the number."""
    text = " ".join(phrase)
    if earlier in _NOT_AFTER.get(text, ()):
        return False
    return not (text in ("over", "past") and unit in _TIMES and earlier not in _TIME_HEDGED)


def _symbol(lower: str, stop: int, at: int) -> tuple[int, str, Bound | None] | None:
    """A sign of comparing. A quotation mark of Markdown, an arrow and the end of a tag are none."""
    size = 2 if lower[stop - 2 : stop] in _SYMBOL_BOUNDS else 1
    sign = lower[stop - size : stop]
    bound = _SYMBOL_BOUNDS.get(sign)
    earlier = lower[stop - size - 1 : stop - size] if stop > size else "\n"
    quoted = sign == ">" and at > stop and not lower[lower.rfind("\n", max(0, stop - 80), stop) + 1 : stop - 1].strip()
    if bound is None or quoted or earlier.isalnum() or earlier in "-=\"'/<>" or "\n" in lower[stop:at]:
        return None
    return stop - size, "hedge", bound


def after(lower: str, at: int) -> tuple[int, Bound | None]:
    """Where the hedge after a number that ends at `at` ends, and the bound it gives."""
    if lower[at : at + 1] not in _AFTER_FIRST or (hedge := _AFTER.match(lower, at)) is None:
        return at, None
    words = " ".join((hedge[1] or hedge[2]).split())
    end = hedge.end()
    if words == "+" and lower[end : end + 1].isalnum():
        return at, None
    if words[0].isalpha() and _THEN_NUMBER.match(lower, end):
        return at, None
    if words in _ENDS_ONLY and not _CLOSED.match(lower, end):
        return at, None
    return end, _AFTER_BOUNDS[words]
