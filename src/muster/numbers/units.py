"""What a number counts: money, percent, area, people, or the noun that follows.

Invariant: a unit is read off the words next to the number and no more than five words on.
"""

from __future__ import annotations

import re

from muster.numbers.flat import GAP, Flat, lexicon
from muster.numbers.numeral import SCALES, UNITS, Numeral, Value, either

_L = lexicon()
_MONEY = _L["money"]
_SYMBOLS: dict[str, str] = _MONEY["symbols"]
_DOLLARS: dict[str, str] = _MONEY["dollars"]
_CODES: dict[str, str] = {code: code for code in _MONEY["codes"]} | _MONEY["other_codes"]
_STRICT = {word: unit for unit in ("km2", "mi2", "percent", "percentage point") for word in _L["units"][unit]}
_NAMES: dict[str, str] = _MONEY["names"]
_NAMED = _NAMES | {name + "s": code for name, code in _NAMES.items() if not name.endswith(("s", "."))} | {"nis": "ILS"}
_AFTER_WORDS = {**_NAMED, **_STRICT}
_FIRSTS = frozenset(re.match(r"\w+", word.split()[0])[0] for word in _AFTER_WORDS)  # type: ignore[index]
_AFTER = re.compile(rf"(?:{GAP}|-)?({either(_AFTER_WORDS)})(?![\w²])")
_CODE_AFTER = re.compile(rf"{GAP}?({either(_CODES)})(?!\w)")
_CODE_BEFORE = re.compile(r"(?<![A-Za-z])([A-Z][A-Za-z]{1,2})[ ]?\Z")
_DOLLAR_BEFORE = re.compile(rf"(?<![\w.])({either(_DOLLARS)})\Z")
_NEXT_WORD = re.compile(rf"(?:{GAP}|-)?([a-z]+)")

_ABBREVIATED = frozenset(word for word in _L["units"]["glued"] if len(word) > 1)

PEOPLE = frozenset(_L["people"]["nouns"])
_PEOPLES = frozenset(_L["people"]["peoples"])
_FATES = frozenset(_L["people"]["fates"])
_NOT_PEOPLE = frozenset(_L["nouns"]["not_people_before"])
_STOP = frozenset(_L["nouns"]["stop"])
_ADJECTIVES = frozenset(_L["nouns"]["adjectives"])
_IRREGULAR: dict[str, str] = _L["nouns"]["irregular"]
_WORD = re.compile(rf"(?:{GAP}|[-/])((?:[^\W_]|['-](?=[^\W_]))+)(?![.,]?\d)")
_PASSED = re.compile(rf"{GAP}of{GAP}(?:its|their|his|her|our|my|your|the|these|those)(?!\w)")
_NOTE = re.compile(r"[⁰¹²³⁴-⁹]+")
_BRACKET = re.compile(r" \([^()\n]{1,40}\)")
_MOST_WORDS = 5


def money_before(flat: Flat, numeral: Numeral) -> None:
    """A currency's sign or code before the number: $, US$, ₽, RUB, UAH with a blank."""
    lower, at = flat.lower, numeral.start
    spot = at - 1 if at > 1 and lower[at - 1] == " " else at
    sign = lower[spot - 1 : spot] if spot else ""
    if sign in _SYMBOLS and sign:
        numeral.left, numeral.unit = spot - 1, _SYMBOLS[sign]
        if sign == "$" and (nation := _DOLLAR_BEFORE.search(lower, max(0, spot - 6), spot - 1)):
            numeral.left, numeral.unit = nation.start(), _DOLLARS[nation[1]]
    elif sign.isalpha() and (code := _CODE_BEFORE.search(flat.cased, max(0, at - 5), at)) and code[1] in _CODES:
        numeral.left, numeral.unit = code.start(), _CODES[code[1]]


def unit_after(flat: Flat, numeral: Numeral) -> None:
    """A percent sign or a currency's sign glued to the number; or percent, area and money in words after it."""
    lower, at = flat.lower, numeral.right
    sign = lower[at : at + 1]
    if sign == " " and lower[at + 1 : at + 2] in ("%", "€", "₽", "₴"):
        sign, at = lower[at + 1], at + 1
    if sign == "%":
        numeral.unit, numeral.right = "percent", at + 1
    elif sign and sign in _SYMBOLS and not lower[at + 1 : at + 2].isdigit():
        numeral.unit, numeral.right = _SYMBOLS[sign], at + 1
    numeral.tail = numeral.right
    if numeral.unit == "percent":
        return
    unit, noun = unit_word(flat, numeral.right, value=numeral.value)
    if noun is not None:
        numeral.unit = numeral.unit if numeral.left < numeral.start else unit
        numeral.noun, numeral.tail = noun, noun[1]


def unit_word(flat: Flat, at: int, *, value: Value) -> tuple[str, tuple[int, int] | None]:
    """The unit of percent, area or money that the words after `at` name, and where they stand."""
    word = _NEXT_WORD.match(flat.lower, at)
    if word is None:
        return "", None
    if word[1] in _FIRSTS and (found := _AFTER.match(flat.lower, at)):
        name = " ".join(found[1].split())
        if not _other_sense(flat.lower, name, value, found.end()):
            return _AFTER_WORDS[name], found.span(1)
    if flat.cased[word.start(1)].isupper() and (code := _CODE_AFTER.match(flat.cased, at)):
        return _CODES[code[1]], code.span(1)
    return "", None


_OF = re.compile(rf"{GAP}(?:of|bomb|shell|warhead|glide)")


def _other_sense(lower: str, name: str, value: Value, end: int) -> bool:
    """Pounds of weight, and "won" as a verb."""
    if name in ("pound", "pounds"):
        return _OF.match(lower, end) is not None
    if name == "won":
        return value < 1000
    return name in ("lei", "leu", "dong") and value < 10


def noun_after(flat: Flat, at: int, *, single: bool = False) -> tuple[str, tuple[int, int] | None]:
    """The unit that the noun after `at` names: `person`, or the noun itself in the singular; "" where none follows.

    People are found behind adjectives and peoples' names; any other noun is the first plural, or the last word of its phrase
    where the number is a single one.
    """
    lower, cased = flat.lower, flat.cased
    for skipped in (_NOTE.match(lower, at), _BRACKET.match(lower, at)):
        at = skipped.end() if skipped else at
    if lower[at : at + 1] == "-":
        return _hyphened(flat, at)
    passed = _PASSED.match(lower, at)
    best: tuple[int, int] | None = None
    here = passed.end() if passed else at
    for count in range(_MOST_WORDS):
        match = _WORD.match(lower, here)
        if match is None or not _goes_on(match[1], numbered=best is not None):
            break
        word, span = match[1], match.span(1)
        capital = cased[span[0]].isupper()
        if "\n" in lower[here : span[0]] and (capital or _in_table(lower, at) or _opens_entry(lower, span[0])):
            break
        here = match.end()
        if _names_people(flat, word, span):
            return "person", span
        if not count and (word == "strong" or word in _ABBREVIATED):
            return "person" if word == "strong" else word, span
        if passed or word[0].isdigit() or word in _ADJECTIVES or word.endswith("ed"):
            continue
        if _plural(word) and not capital:
            if not single:
                return singular(word), span
            if best is not None:
                break
        if best is None or single or (not capital and cased[best[0]].isupper()):
            best = span
    return _noun(flat, best) if best else ("", None)


def _noun(flat: Flat, span: tuple[int, int]) -> tuple[str, tuple[int, int]]:
    """A noun as a unit; a people's name with no noun after it is of people."""
    word, cased = flat.lower[slice(*span)], flat.cased[slice(*span)]
    if cased[0].isupper() and word in _PEOPLES:
        return "person", span
    return (word if cased.isupper() else singular(word)), span


def _in_table(lower: str, at: int) -> bool:
    """Whether the line up to `at` has columns, so that the next line goes on with something else."""
    line = lower[max(lower.rfind("\n", max(0, at - 120), at), max(0, at - 120), 0) : at].strip()
    return "|" in line or "\t" in line or "  " in line


def _opens_entry(lower: str, at: int) -> bool:
    """Whether the line at `at` begins with a label of its own: "tanks – 9,370", "wounded: 20", "mortars 48"."""
    label = _LABEL.match(lower, at)
    return label is not None and not any(word in _STOP for word in label[1].split())


_LABEL = re.compile(r"([^\W\d_]{1,20}(?:[ /-][^\W\d_]{1,20}){0,3}) ?(?:[:=|–—]|- ?\d|\d)")


def _goes_on(word: str, *, numbered: bool) -> bool:
    """Whether a noun phrase may hold this word: no preposition, verb or adverb, and no number but a name's."""
    if word[0].isdigit():
        return numbered or not word.isdigit()
    return word not in _STOP and word not in UNITS and word not in SCALES and not word.endswith(("'s", "ly"))


def _hyphened(flat: Flat, at: int) -> tuple[str, tuple[int, int] | None]:
    """The unit of an adjective: `60-minute`, `500-strong`, `two-man`, `16-year-old`."""
    match = _WORD.match(flat.lower, at)
    if match is None:
        return "", None
    start = match.start(1)
    word = match[1].partition("-")[0]
    span = (start, start + len(word))
    return ("person" if word == "strong" or is_people(word, "x") else singular(word)), span


def _names_people(flat: Flat, word: str, span: tuple[int, int]) -> bool:
    if word not in _FATES and not is_people(word.rpartition("-")[2], flat.cased[span[0]]):
        return False
    follow = _WORD.match(flat.lower, span[1])
    return follow is None or follow[1] not in _NOT_PEOPLE


def is_people(word: str, first: str) -> bool:
    """Whether a word names people: soldiers, Ukrainians, dead."""
    if word in PEOPLE or (word.endswith("s") and word[:-1] in PEOPLE):
        return True
    return first.isupper() and len(word) > 5 and word.endswith(("ans", "men", "women", "eers"))


def _plural(word: str) -> bool:
    return word in _IRREGULAR or (len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us", "is")))


def singular(word: str) -> str:
    """The singular of an English noun; of one that is no plural, the same."""
    if word in _IRREGULAR:
        return _IRREGULAR[word]
    if not _plural(word):
        return word
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    if word.endswith(("ches", "shes", "sses", "xes", "zes")):
        return word[:-2]
    return word[:-1]
