"""Numbers that are no figures: days and years, clock times, the marks of lists, the numbers of things with names.

Invariant: a numeral is only marked, with the reason, never moved or changed.
"""

from __future__ import annotations

import re

from muster.numbers.flat import GAP, Flat, blank_line, lexicon, word_before
from muster.numbers.numeral import Numeral, either
from muster.numbers.units import noun_after, singular

_L = lexicon()
_D = _L["dates"]
_MONTHS = frozenset(_D["months"])
_ANY = frozenset(_L["labels"]["any"])
_CAPITAL = frozenset(_L["labels"]["capital"])
_STATIONS = {name: frozenset(numbers) for name, numbers in _L["labels"]["stations"].items()}
_HEARD_ON = frozenset(_L["labels"]["heard_on"])
_YEAR_AFTER = frozenset(_D["year_after"])
_COUNT_AFTER = frozenset(_D["count_after"])
_ROUND_AFTER = frozenset(_D["round_after"])
_CLOCK_AFTER = frozenset(_D["clock_after"])
_IN_MONTH = frozenset({"in", "during", "since", "late", "early", "for", "throughout"})
_MONTH_NEXT = re.compile(rf"(?:{GAP}(?:of{GAP})?|-)({either(_D['months'])})(?![\w])")
_CLOCK_NEXT = re.compile(rf"{GAP}?(?:a\.?m\.?|p\.?m\.?|{GAP}?o'clock|gmt|utc|noon|hrs)(?!\w)")
_HOURS_NEXT = re.compile(rf"{GAP}?(?:hours|hrs|hour|gmt|utc|local|z|msk|cet|eet|est|bst)(?!\w)")
_DAY_GAP = re.compile(r"\s{0,3}(?:,|and|or|to|through|until|[-–—/&]|, and)\s{0,3}")
_MARK_AFTER = re.compile(r"[.)\]/:](?=\s|\Z)| {0,4}\|")
_MARKED_LINE = re.compile(r"\s{0,8}[0-9]{1,3}[.)/]\s")
_SECTION = re.compile(r"(?:([01][0-9]|2[0-3])\.[0-5][0-9]|[0-9]{1,2}\.[0-9]{1,2}) [A-Z]")
_MARK_BEFORE = re.compile(r"[\s#>*•·(\[–-]*\Z")
_DASH = re.compile(r"\s?[-–—/]\s?")
_NUMBERED = re.compile(rf"(?:{GAP}(?:and|or|to){GAP}|, |[-–])")


def mark_strays(flat: Flat, found: list[Numeral]) -> None:
    """Marks, in place, each numeral that is a date, a time, a mark of a list or a name."""
    last: Numeral | None = None
    for index, numeral in enumerate(found):
        if numeral.scale == 1 and not (numeral.grouped or numeral.unit) and numeral.form in ("digits", "words"):
            numeral.stray = _stray(flat, numeral, last)
            if numeral.stray == "day":
                _days_before(flat, found, index)
        last = numeral


def _stray(flat: Flat, numeral: Numeral, last: Numeral | None) -> str:
    lower, value = flat.lower, numeral.value
    before = word_before(lower, numeral.left)
    bare = before.rstrip(".")
    if _clock(lower, numeral, bare):
        return "clock"
    if numeral.form == "digits" and (mark := _list_mark(flat, numeral)):
        return mark
    if _labelled(flat, numeral, before):
        return "name"
    if last is not None and last.stray and (after := _after_stray(flat, numeral, last)):
        return after
    if numeral.form == "words" and not 1900 <= value <= 2099 and bare not in _MONTHS:
        return ""
    if not numeral.plain and numeral.form == "digits":
        return ""
    if _day(flat, numeral, before):
        return "day"
    return "year" if 1000 <= value <= 2100 and _year(flat, numeral, bare) else ""


def _clock(lower: str, numeral: Numeral, before: str) -> bool:
    if numeral.value <= 24 and _CLOCK_NEXT.match(lower, numeral.right):
        return True
    four = numeral.plain and numeral.right - numeral.left == 4 and numeral.value <= 2400
    return bool(
        four
        and _HOURS_NEXT.match(lower, numeral.right)
        and (before in _CLOCK_AFTER or lower[numeral.right + 1 : numeral.right + 4] != "hou")
    )


def _list_mark(flat: Flat, numeral: Numeral) -> str:
    """`1.`, `2)`, `3/`, `(4)`, `5 |` at the head of a line that begins a paragraph or follows the end of a sentence; `1.2 Losses`."""
    lower, start = flat.lower, numeral.left
    line = lower.rfind("\n", max(0, start - 12), start) + 1
    if numeral.value >= 200 or (not line and start > 11) or not _MARK_BEFORE.fullmatch(lower, line, start):
        return ""
    if not numeral.plain:
        headed = _SECTION.match(flat.cased, start)
        return ("clock" if headed[1] else "mark") if headed else ""
    after = _MARK_AFTER.match(lower, numeral.right)
    if after is None:
        return ""
    earlier = lower[max(0, line - 40) : line].rstrip()
    closed = not earlier or earlier[-1] in ".!?:;)”\"'|" or blank_line(lower, max(0, line - 40), line)
    before = lower.rfind("\n", max(0, line - 400), max(0, line - 1)) + 1
    return "mark" if closed or after[0] != "." or _MARKED_LINE.match(lower, before) else ""


def _labelled(flat: Flat, numeral: Numeral, before: str) -> bool:
    """Whether the word before makes the number a name: Article 407, No. 37, Battalion 114, Phase Two."""
    word = before.rstrip(".")
    if not word or blank_line(flat.lower, numeral.left - 3, numeral.left):
        return False
    at = flat.lower.rfind(word, 0, numeral.left)
    cased = flat.cased[at : at + len(word)]
    if word == "year" and flat.lower[:at].endswith("new "):
        return False  # "since New Year 38 have run away"
    if numeral.form == "words" and not flat.cased[numeral.start].isupper():
        return False
    if word in ("no", "nos", "p", "art", "ch", "fig", "id", "step"):
        return before.endswith(".") or (word in ("no", "nos") and cased[0] == "N" and numeral.form == "digits")
    if before.endswith("."):
        return word in ("nr", "pp", "vol", "chap", "mk", "tel", "para")
    if cased[0].isupper() and numeral.value in _STATIONS.get(word, ()):
        return numeral.value > _CHANNELS or word_before(flat.lower, at).rstrip(".") in _HEARD_ON
    one = cased.capitalize()
    known = word in _ANY or (cased[0].isupper() and (one in _CAPITAL or singular(word).capitalize() in _CAPITAL))
    return known and _unhyphened(flat, numeral)


_CHANNELS = 5  # a list of states may tell so few of each: "Germany two, France 3"


def _unhyphened(flat: Flat, numeral: Numeral) -> bool:
    """Whether the number is not hyphened to a word of its own: `Day 60-minute raid`."""
    return (
        flat.lower[numeral.right : numeral.right + 1] != "-"
        or not flat.lower[numeral.right + 1 : numeral.right + 2].isalpha()
    )


def _after_stray(flat: Flat, numeral: Numeral, last: Numeral) -> str:
    """Goes on with a day, a year or a name: `May 3-5`, `May 3, 2024`, `1979-1989`, `Articles 5 and 6`."""
    gap = flat.lower[last.right : numeral.left]
    if len(gap) > 8 or not (numeral.plain or numeral.form == "words"):
        return ""
    if last.stray == "day" and 1000 <= numeral.value <= 2100 and gap.strip() in (",", "", "of", "/", "-"):
        return "year"
    if (
        last.stray == "day"
        and numeral.value <= 31
        and (_DASH.fullmatch(gap) or gap.strip() in ("and", "to", "or", "through"))
    ):
        return "" if noun_after(flat, numeral.right)[0] == "person" and not _DASH.fullmatch(gap) else "day"
    if last.stray == "year" and (
        _DASH.fullmatch(gap) or (gap.strip() in ("and", "to", "or", ",") and 1900 <= numeral.value <= 2100)
    ):
        return "year" if noun_after(flat, numeral.right)[0] != "person" else ""
    if last.stray == "name" and numeral.value < 1000 and _NUMBERED.fullmatch(gap):
        before = word_before(flat.lower, last.left)
        return "name" if before.endswith("s") or gap in "-–" else ""
    return ""


def _day(flat: Flat, numeral: Numeral, before: str) -> bool:
    """A day of a month: the month after it, or before it."""
    if not 1 <= numeral.value <= 31:
        return False
    month = _MONTH_NEXT.match(flat.lower, numeral.right)
    if month and flat.cased[month.start(1)].isupper():
        return True
    word = before.rstrip(".")
    if word not in _MONTHS or (before.endswith(".") and len(word) > 4):
        return False
    at = flat.lower.rfind(word, 0, numeral.left)
    if not flat.cased[at].isupper():
        return False
    earlier = word_before(flat.lower, at)
    return not (earlier in _IN_MONTH and noun_after(flat, numeral.right)[0] == "person")


def _year(flat: Flat, numeral: Numeral, before: str) -> bool:
    """A bare four-digit number is a year unless something shows that it counts."""
    value = int(numeral.value)
    if before in _MONTHS:
        return True
    if before in _COUNT_AFTER:
        return False
    modern = 1900 <= value <= 2099
    unit = noun_after(flat, numeral.right)[0]
    if unit == "person":
        return before in _YEAR_AFTER and before not in ("of", "and", "or", "to", "by", "as", "all") and modern
    if before in _ROUND_AFTER and value % 100 == 0:
        return False
    if numeral.form == "words" and not (modern and before in ("in", "since", "by", "until", "from", "late", "early")):
        return False
    return modern or (
        before in _YEAR_AFTER
        and before not in ("of", "and", "or", "to", "by", "as", "all", "last", "next", "back", "again")
    )


def _days_before(flat: Flat, found: list[Numeral], index: int) -> None:
    """The days that share this one's month: `3, 5 and 9 May`."""
    here = found[index]
    for earlier in reversed(found[max(0, index - 6) : index]):
        joined = _DAY_GAP.fullmatch(flat.lower, earlier.right, here.left)
        if not joined or earlier.value > 31 or earlier.scale > 1 or earlier.grouped or earlier.unit:
            return
        earlier.stray, here = "day", earlier
