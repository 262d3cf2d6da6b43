"""Numbers in words: `sixty-one thousand two hundred and seven`, `half a million`, `two-thirds`, `one point five million`.

Invariant: reading stops at the first word that does not fit, so a run of number words is read in linear time.
"""

from __future__ import annotations

import re
from decimal import Decimal
from fractions import Fraction

from muster.numbers.flat import GAP, lexicon, marked
from muster.numbers.numeral import PARTS, SCALES, UNITS, Numeral, either, take_part, take_scale

_L = lexicon()
_JOIN = rf"(?:-|{GAP})"
_WORDS = {**UNITS, "hundred": 100, **{word: value for word, value in SCALES.items() if value >= 1000}}
_WORD = re.compile(rf"({either(_WORDS)})(?!\w)")
_NEXT = re.compile(rf"({_JOIN}and{_JOIN}|,?{_JOIN})({either(_WORDS)})(?!\w)")
# "Twenty twenty-two" is a year, "fifty-fifty" a chance.
_PAIR = re.compile(rf"[ -](?:{either(word for word, value in UNITS.items() if value >= 10)})(?!\w)")
_ORDINAL = re.compile(rf"{_JOIN}(?:and{_JOIN})?(?:{either(_L['ordinals']['words'])})(?!\w)")
_PART = re.compile(rf"{_JOIN}({either([*PARTS, *[part + 's' for part in PARTS if part != 'half'], 'halves'])})(?!\w)")
_OF_SCALE = re.compile(
    rf"(?:{_JOIN}of)?{_JOIN}(?:an?|one){_JOIN}({either(SCALES)})(?!\w)|{_JOIN}({either(SCALES)})(?!\w)"
)
_ARTICLE = re.compile(rf"an?{_JOIN}({either(SCALES)})(?!\w)")
_ARTICLE_PART = re.compile(rf"an?{_JOIN}({either(PARTS)})(?!\w)")
_DOZEN = re.compile(rf"{_JOIN}(dozen)(?!\w)")
_POINT = re.compile(rf"{GAP}point((?:{GAP}(?:oh|zero|one|two|three|four|five|six|seven|eight|nine)(?!\w)){{1,6}})")
_SHARE_BEFORE = frozenset(_L["share"]["before"])
_BARE_AFTER = frozenset(_L["bare"]["after"])
_HALF_BEFORE = frozenset(_L["half"]["before"])
_HALF_NOT_AFTER = frozenset(_L["half"]["not_after"])
_LETTERS = re.compile(r"[a-z]+")
_AFTER = re.compile(rf"{GAP}([^\W\d_]+)|([^\w\s-]|\s|\Z)")

Read = tuple[Numeral | None, int]


def spelled(lower: str, start: int) -> Read:
    """The number whose first word is at `start`, None where it is none, and where to go on."""
    here = _LETTERS.match(lower, start)
    assert here is not None
    word, end = here[0], here.end()
    if not _free_before(lower, start) or (end < len(lower) and (marked(lower[end]) or lower[end] == "_")):
        return None, end
    if word in ("a", "an"):
        return _after_article(lower, start)
    if word in PARTS:
        return _part(lower, start, end, Fraction(1, PARTS[word]))
    if word in _L["multiples"]:
        value = _L["multiples"][word]
        return Numeral(start, end, value, value, form="multiple"), end
    if word.endswith("fold"):
        return Numeral(start, end, UNITS[word[:-4]], 1, form="multiple"), end
    if word in SCALES:
        return _bare(lower, start, end, word)
    return _counted(lower, start)


def _free_before(lower: str, start: int) -> bool:
    if not start:
        return True
    char = lower[start - 1]
    if char == "-":
        earlier = lower[start - 2 : start - 1]
        return not earlier.isalnum() or lower[max(0, start - 4) : start] in ("-to-", "-in-", "-or-", "-of-")
    return not (char.isalnum() or char == "_" or char in "'@#./" or marked(char)) or (
        char == "." and lower[start - 2 : start - 1] == "."
    )


def _after_article(lower: str, start: int) -> Read:
    """`a hundred and fifty`, `a dozen`, `a million and a half`, `a fifth`, `a quarter of a million`."""
    if scale := _ARTICLE.match(lower, start):
        if scale[1] == "dozen":
            dozen = take_part(lower, Numeral(start, scale.end(), 12, 1, scale=12, form="words"))
            return dozen, dozen.end
        return _words(lower, start, start + 1 + (lower[start + 1] == "n"), first=1)
    part = _ARTICLE_PART.match(lower, start)
    if part is None:
        return None, start + 1
    return _part(lower, start, part.end(), Fraction(1, PARTS[part[1]]))


def _bare(lower: str, start: int, end: int, word: str) -> Read:
    """A scale word that no number precedes counts once after "another" and the like; else it is "several hundred"."""
    before = lower[max(0, start - 24) : start].split()
    if not before or before[-1] not in _BARE_AFTER:
        return None, end
    if word == "dozen":
        return Numeral(start, end, 12, 1, scale=12, form="words"), end
    return _words(lower, start, start - 1, first=1)


def _counted(lower: str, start: int) -> Read:
    numeral, stop = _words(lower, start, start, first=None)
    if numeral is None:
        return None, stop
    if part := _PART.match(lower, stop):
        return _parts(lower, numeral, part)
    if numeral.value < 100 and numeral.scale == 1 and (dozen := _DOZEN.match(lower, stop)):
        numeral.multiply(12, dozen.end())
        return numeral, numeral.end
    if numeral.value < 1000 and (point := _POINT.match(lower, stop)):
        figures = "".join(str(UNITS.get(word, 0)) for word in point[1].split())
        numeral.value = numeral.raw = Decimal(f"{numeral.value}.{figures}")
        numeral.end = point.end()
        take_scale(lower, numeral)
        return numeral, numeral.end
    if numeral.scale == 1 and take_part(lower, numeral).end > stop:
        take_scale(lower, numeral)
    return numeral, numeral.end


def _words(lower: str, start: int, at: int, *, first: int | None) -> Read:
    """Groups under a thousand, each with its scale word, each scale less than the one before.

    It begins with the word at `at`, or where `first` stands for an article, with the one after it.
    """
    group, end, last = _group(lower, at, first)
    if first is None and 10 <= group < 100 and (pair := _PAIR.match(lower, end)):
        return None, pair.end()
    total, raw, scale, least = 0, group, last, 10**18
    while True:
        word = _NEXT.match(lower, end)
        big = _WORDS[word[2]] if word and "and" not in word[1] and "," not in word[1] else 0
        if not 1000 <= big < least:
            total += group
            break
        assert word is not None
        total, least, end = total + group * big, big, word.end()
        raw, scale = (group, big) if total == group * big else (total, 1)
        more = _more(lower, end, least)
        if more is None:
            break
        group, end = more
        raw, scale = total + group, 1
    while (word := take_word(lower, end)) and _WORDS[word[2]] >= 100:
        total, raw, scale, end = total * _WORDS[word[2]], total, _WORDS[word[2]], word.end()
    if scale == 1:
        raw = total
    if scale < 1000 <= total:
        raw, scale = (total // 100, 100) if total % 100 == 0 and scale == 100 else (total, 1)
    ordinal = _ORDINAL.match(lower, end) if total >= 20 else None
    if ordinal and not (total < 100 and total % 10):
        return None, ordinal.end()
    numeral = Numeral(start, end, total, raw, scale=scale, form="words")
    if first is not None or scale >= 1000:
        take_part(lower, numeral)
    return numeral, numeral.end


def take_word(lower: str, end: int) -> re.Match[str] | None:
    """The number word that follows with nothing but a blank or a hyphen between."""
    word = _NEXT.match(lower, end)
    return word if word and "and" not in word[1] and "," not in word[1] else None


def _group(lower: str, at: int, first: int | None) -> tuple[int, int, int]:
    """A number under ten thousand that no scale word but "hundred" divides, its end, and 100 where it is whole hundreds, else 1."""
    value, end = _tens(lower, at) if first is None else (first, at)
    word = take_word(lower, end)
    if word is None or _WORDS[word[2]] != 100:
        return value, end, 1
    value, end = value * 100, word.end()
    rest = _NEXT.match(lower, end)
    if rest and "," not in rest[1] and _WORDS[rest[2]] < 100:
        more, stop = _tens(lower, rest.start(2))
        after = take_word(lower, stop)
        if more and not (after and _WORDS[after[2]] == 100):
            return value + more, stop, 1
    return value, end, 100


def _tens(lower: str, at: int) -> tuple[int, int]:
    word = _WORD.match(lower, at)
    assert word is not None
    value, end = _WORDS[word[1]], word.end()
    if value >= 20 and (unit := take_word(lower, end)) and 1 <= _WORDS[unit[2]] <= 9:
        return value + _WORDS[unit[2]], unit.end()
    return value, end


def _more(lower: str, end: int, least: int) -> tuple[int, int] | None:
    """The next group after a scale word, where it belongs to the same number."""
    word = _NEXT.match(lower, end)
    if word is None or _WORDS[word[2]] >= 100:
        return None
    group, stop, _ = _group(lower, word.start(2), None)
    after = take_word(lower, stop)
    scaled = _WORDS[after[2]] if after else 0
    if scaled >= least or scaled == 100:
        return None
    large = group >= 100 or scaled > 0
    fits = not large if "and" in word[1] else large or "," not in word[1]
    return (group, stop) if fits else None


def _parts(lower: str, numeral: Numeral, part: re.Match[str]) -> Read:
    """`two-thirds`, `three quarters of a million`, `one fifth`."""
    word = part[1]
    word = "half" if word == "halves" else word
    below = PARTS[word.removesuffix("s") if word not in PARTS else word]
    if numeral.value >= below or (word in PARTS and word != "half" and numeral.value != 1):
        return (None, part.end()) if word in PARTS and numeral.value != 1 else (numeral, numeral.end)
    share = Fraction(int(numeral.value), below)
    if word not in PARTS and not _OF_SCALE.match(lower, part.end()):
        return Numeral(numeral.start, part.end(), 0, 0, form="fraction", share=share), part.end()
    return _part(lower, numeral.start, part.end(), share)


def _part(lower: str, start: int, end: int, share: Fraction) -> Read:
    """A part of a scale word is a number, `half a million`; of anything else it is a share."""
    if scale := _OF_SCALE.match(lower, end):
        size = SCALES[scale[1] or scale[2]]
        value = Decimal(share.numerator) * size / share.denominator
        return Numeral(
            start, scale.end(), value, Decimal(share.numerator) / share.denominator, scale=size, form="words"
        ), scale.end()
    return (Numeral(start, end, 0, 0, form="fraction", share=share) if _is_share(lower, start, end) else None), end


def _is_share(lower: str, start: int, end: int) -> bool:
    """Whether a part stands for itself: not "a third man", "the first half", "half-hour", "a quarter earlier"."""
    before = lower[max(0, start - 24) : start].split()
    word = lower[start:end]
    if "half" in word and before and before[-1].strip("(\"“‘'") in _HALF_NOT_AFTER:
        return False
    if word == "quarter":
        return False
    after = _AFTER.match(lower, end)
    if after is None:
        return False
    return after[1] is None or after[1] in _SHARE_BEFORE or (word in ("half", "a half") and after[1] in _HALF_BEFORE)
