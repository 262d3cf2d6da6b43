"""Numbers in digits: groups, decimals, glued scales and ratios; and what in digits is no number.

Invariant: only ASCII digits are read. What has several meanings ("1,2,3", "24.02.2022", "1_000", "3١") is left unread.
"""

from __future__ import annotations

import re
from decimal import Decimal
from fractions import Fraction

from muster.numbers.flat import GAP, lexicon, marked, word_before
from muster.numbers.numeral import SCALES, VULGAR, Numeral, Value, either, take_part, take_scale

_L = lexicon()
_SUFFIXES: dict[str, int] = _L["suffixes"]
_GLUED = frozenset(_L["units"]["glued"]) | {"km2", "km²", "mi2", "mi²", "sqkm"}
CODES = frozenset(code.lower() for code in [*_L["money"]["codes"], *_L["money"]["other_codes"]]) | {"rs"}
_MONTHS = frozenset(_L["dates"]["months"])
_DOTTED = _MONTHS | {
    "no",
    "nos",
    "nr",
    "art",
    "p",
    "pp",
    "c",
    "ca",
    "approx",
    "min",
    "max",
    "rs",
    "est",
}

_RUN = re.compile(r"[0-9]+(?:[.,'][0-9]+)*")
_SPACED = re.compile(r"[1-9][0-9]{0,2}(?: [0-9]{3})+(?![0-9])(?:\.[0-9]+(?![0-9.,]))?(?!,[0-9])(?! ?mm\b)")
_GROUPS = re.compile(
    r"[1-9][0-9]{0,2}(?:,[0-9]{3})+(\.[0-9]+)?|[1-9][0-9]?(?:,[0-9]{2})+,[0-9]{3}|[1-9][0-9]{0,2}(?:'[0-9]{3})+"
)
_POINTED = re.compile(r"[1-9][0-9]{0,2}(?:\.[0-9]{3}){2,}")
_DECIMAL = re.compile(r"[0-9]+\.[0-9]+")
_COMMA_DECIMAL = re.compile(r"[0-9]{1,3},[0-9]{1,2}")
_CHAIN = re.compile(r"[0-9]+([-/])[0-9]+(?:\1[0-9]+)+")
_PHONE = re.compile(r"\+[0-9](?:[ ()-]{0,2}[0-9]){6,18}")
_HOME_PHONE = re.compile(r"0[0-9]{2,4}(?:[ -][0-9]{2,4}){1,3}(?![0-9])")
_DAY_MONTH = re.compile(r"[0-9] [a-z]+\.? \Z")
_CLOCK = re.compile(r"[0-9]{1,2}:[0-9]{2}(?::[0-9]{2}(?:[.,][0-9]+)?)?(?![0-9])")
_COLON = re.compile(r"([0-9]{1,4}(?:\.[0-9]{1,3})?):([0-9]{1,4}(?:\.[0-9]{1,3})?)(?![\w:]|\.[0-9])")
_COLONS = re.compile(r"[0-9.]+(?::[0-9.]+)+")
_RATIO_NEAR = re.compile(r"\b(?:ratio|ratios|rate|odds|outnumber\w*|proportion)\b[^\n]*\Z")
_SLASHED = re.compile(rf"([1-9])/([1-9][0-9]?)(?={GAP}of\b)")
_CITATION = re.compile(r"[0-9]{1,3}(?:, ?[0-9]{1,3})*\]")
_SHORT_YEAR = re.compile(r"[0-9]{2}s?(?![0-9,.'])")
_LETTERS = re.compile(r"[^\W_]+")
_LETTERS_BACK = re.compile(r"[^\W\d_]+\Z")
_SUPER = re.compile(r"[⁰¹²³⁴-⁹]+")
_METRES = re.compile(rf"{GAP}(?:{either(_L['metres']['after'])})(?!\w)")
_SHORT_SCALE = re.compile(r" (k|mn|bn|tn)(?![\w'-])")
_SMALLER = re.compile(rf"{GAP}([1-9][0-9]{{0,2}}){GAP}(hundred|thousand|million)(?!\w)")

Read = tuple[Numeral | None, int]


def digits(lower: str, start: int, last: Numeral | None) -> Read:
    """The number whose first digit is at `start`, None where it is none, and where to go on; `last` is the number before."""
    run = _RUN.match(lower, start)
    assert run is not None
    end = run.end()
    following = lower[end : end + 2]
    if lower[start] == "0" and (phone := _HOME_PHONE.match(lower, start)):
        return None, phone.end()
    if start and lower[start - 1] == "+" and (phone := _PHONE.match(lower, start - 1)):
        return None, max(end, phone.end())
    if following[:1] in ("-", "/") and (chain := _CHAIN.match(lower, start)):
        return None, max(end, chain.end())
    if start and not _free_before(lower, start, last):
        return None, end
    if following[:1] == ":" and following[1:].isdigit():
        return _ratio(lower, start)
    if following[:1] == "/" and following[1:].isdigit():
        return _slashed(lower, start, end)
    spaced = _SPACED.match(lower, start) if following[:1] == " " else None
    if spaced and word_before(lower, start) in _MONTHS and not _DAY_MONTH.search(lower, max(0, start - 20), start):
        spaced = None  # "On May 5 300 men left" has a day and a count
    if spaced:
        end = spaced.end()
    token = spaced[0].replace(" ", ",") if spaced else run[0]
    numeral = _number(token, start, end)
    return _glued_after(lower, numeral) if numeral else _comma_decimal(lower, start, token)


def _number(token: str, start: int, end: int) -> Numeral | None:
    if len(token) > 24 or (len(token) > 1 and token[0] == "0" and token[1] != "."):
        return None
    if token.isdigit():
        value: Value = int(token)
        return Numeral(start, end, value, value, plain=True)
    if _GROUPS.fullmatch(token):
        token = token.replace(",", "").replace("'", "")
        value = Decimal(token) if "." in token else int(token)
        return Numeral(start, end, value, value, grouped=True)
    if _POINTED.fullmatch(token):
        value = int(token.replace(".", ""))
        return Numeral(start, end, value, value, grouped=True)
    if _DECIMAL.fullmatch(token):
        value = Decimal(token)
        return Numeral(start, end, value, value)
    return None


def _comma_decimal(lower: str, start: int, token: str) -> Read:
    """A decimal comma is read before a percent sign or a scale word alone: "2,5 million"."""
    end = start + len(token)
    if _COMMA_DECIMAL.fullmatch(token):
        value = Decimal(token.replace(",", "."))
        numeral = take_scale(lower, Numeral(start, end, value, value))
        if numeral.scale > 1 or lower[end : end + 1] == "%":
            return numeral, numeral.end
    return None, end


def _free_before(lower: str, start: int, last: Numeral | None) -> bool:
    """Whether what stands just before the digits leaves them a number of their own."""
    char = lower[start - 1]
    if char in " \n(":
        return True
    earlier = lower[start - 2] if start > 1 else " "
    if char.isalnum():
        code = _LETTERS_BACK.search(lower, max(0, start - 4), start)
        return code is not None and code[0] in CODES and not lower[max(0, code.start() - 1) : code.start()].isalnum()
    if char == "-":
        joined = earlier == "-" or lower[max(0, start - 4) : start] in ("-to-", "-in-", "-or-")
        return joined or (last is not None and not lower[last.end : start - 1].strip("%$€£₽+"))
    if char == ".":
        word = _LETTERS_BACK.search(lower, max(0, start - 12), start - 1)
        return earlier == "." or (word is not None and word[0] in _DOTTED)
    if char == "'":
        return not earlier.isalnum() and not _SHORT_YEAR.match(lower, start)
    if char == "[":
        return not _CITATION.match(lower, start)
    if char in "_/":
        return not (earlier.isalnum() or earlier == "/")
    if char in ",:":
        return not earlier.isdigit()
    return char not in "@#=&%^\\" and not marked(char)


def _ratio(lower: str, start: int) -> Read:
    """A ratio such as 3:1. "20:10" is a time, unless a word of comparing stands before it."""
    colon, clock = _COLON.match(lower, start), _CLOCK.match(lower, start)
    if colon is None or (clock and not _RATIO_NEAR.search(lower, max(0, start - 40), start)):
        whole = _COLONS.match(lower, start)
        return None, whole.end() if whole else start + 1
    one, two = sorted((Decimal(colon[1]), Decimal(colon[2])))
    if not one:
        return None, colon.end()
    value = round(two / one, 2).normalize()
    return Numeral(start, colon.end(), value, value, form="ratio"), colon.end()


def _slashed(lower: str, start: int, end: int) -> Read:
    """Two digits over one another are read before "of" alone; else they are a date or a name."""
    part = _SLASHED.match(lower, start)
    if part is None or int(part[1]) >= int(part[2]):
        return None, end
    share = Fraction(int(part[1]), int(part[2]))
    return Numeral(start, part.end(), 0, 0, form="fraction", share=share), part.end()


def _glued_after(lower: str, numeral: Numeral) -> Read:
    """What is glued to the last digit: a scale, a unit, a footnote mark; anything else makes it no number."""
    end = numeral.end
    char = lower[end : end + 1]
    if char and char in VULGAR and numeral.plain:
        part = VULGAR[char]
        numeral.raw = numeral.value = numeral.value + Decimal(part.numerator) / Decimal(part.denominator)
        numeral.end, numeral.plain = end + 1, False
    elif char and (note := _SUPER.match(lower, end)):
        return (numeral if numeral.grouped else None), note.end()
    elif char.isalnum():
        return _suffixed(lower, numeral)
    elif char and _runs_on(lower, end, char):
        return None, end
    if numeral.plain:
        take_part(lower, numeral)
    take_scale(lower, numeral)
    if numeral.scale == 1 and (short := _SHORT_SCALE.match(lower, numeral.end)):
        numeral.multiply(_SUFFIXES[short[1]], short.end())
    rest = _SMALLER.match(lower, numeral.end) if numeral.scale > 1000 else None
    if rest and SCALES[rest[2]] < numeral.scale:
        numeral.value += int(rest[1]) * SCALES[rest[2]]
        numeral.raw, numeral.scale, numeral.end, numeral.grouped = numeral.value, 1, rest.end(), True
    return numeral, numeral.end


def _runs_on(lower: str, end: int, char: str) -> bool:
    """Whether the sign after the digits makes them a part of something else: an address, a name, a power, a digit of another script."""
    following = lower[end + 1 : end + 2]
    if char == "_":
        return following.isalnum()
    return char in "@^" or (char in ".," and following.isdigit()) or marked(char)


def _suffixed(lower: str, numeral: Numeral) -> Read:
    """Letters glued to it: 27k, 1.1mn, 155mm, 3x; others are a name or an ordinal."""
    letters = _LETTERS.match(lower, numeral.end)
    assert letters is not None
    word, stop = letters[0], letters.end()
    numeral.right = stop
    if stop < len(lower) and (marked(lower[stop]) or lower[stop] == "_"):
        return None, stop
    if word == "m" and _METRES.match(lower, stop):
        numeral.unit = "m"
    elif word in _SUFFIXES:
        numeral.multiply(_SUFFIXES[word], stop)
        return numeral, stop
    elif word in SCALES:
        numeral.multiply(SCALES[word], stop)
        return numeral, stop
    elif word in _GLUED or word in CODES:
        numeral.unit = word
    elif word == "x" and numeral.value <= 1000 and lower[stop : stop + 1] != "-":
        numeral.form, numeral.end = "multiple", stop
    else:
        return None, stop
    numeral.plain = False
    return numeral, stop
