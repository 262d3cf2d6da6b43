"""The words of dates: a text cut into runs of calendar words, each word with the letter of its class and its meaning.

Invariant: `text[word.start:word.end]` is the word; a run holds at least one word that can only be of the calendar, never crosses an
empty line, and is found in one pass over the text. The vocabulary is `lexicon/dates.toml`.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache
from importlib import resources
from itertools import pairwise
from typing import Any, NamedTuple

# The letter of each class of words; the grammars of `items` and `dates` are patterns over these.
LETTERS = {
    "months": "m", "weekdays": "w", "seasons": "s", "units": "u", "parts": "E", "days": "y", "ordinals": "o", "cardinals": "n",
    "article": "A", "one": "a", "of": "O", "and": "J", "to": "K", "ending": "g", "within": "P", "since": "S", "until": "U",
    "from": "F", "between": "B", "before": "b", "after": "t", "ago": "G", "away": "z", "so_far": "Z", "year_to_date": "V",
    "new_year": "W", "quarter": "q", "half": "h", "same": "M", "year_end": "R", "weekend": "k", "stretch": "p", "hedge": "f",
    "year_spoken": "v",
}  # fmt: skip
SHIFT_LETTERS = {-1: "L", 0: "T", 1: "N"}
STRONG = ("months", "weekdays", "seasons", "units", "days", "quarter")
STRONG_WORDS = ("year_to_date", "new_year", "same", "year_end", "weekend")
UNIT_DAYS = {
    "hour": 1 / 24,
    "day": 1,
    "week": 7,
    "fortnight": 14,
    "month": 365.25 / 12,
    "year": 365.25,
    "decade": 3652.5,
}
# Words that are something else far more often when written small: "may have", "march on", "sat down".
WHOLE = frozenset(["may", "june", "july", "march", "april"])
SHY = frozenset(["may", "march", "sat", "sun", "mon", "wed", "fri", "mar", "sep", "jan", "jun", "dec", "august"])


class Word(NamedTuple):
    """One word or number of a run: its class's letter, what it means there, and where it stands."""

    letter: str
    value: Any
    start: int
    end: int


@cache
def lexicon() -> Mapping[str, Any]:
    """The vocabulary as it stands in the file."""
    return tomllib.loads((resources.files("muster.reading") / "lexicon" / "dates.toml").read_text(encoding="utf-8"))


def one_of(words: Iterable[str]) -> str:
    """A pattern that matches the longest of these phrases, built as a tree of letters so that a scan stays quick."""
    tree: dict[str, Any] = {}
    for word in words:
        node = tree
        for letter in word:
            node = node.setdefault(letter, {})
        node[""] = {}
    return _branches(tree)


def _branches(tree: dict[str, Any]) -> str:
    ends = "" in tree
    branches = [
        (r"\s{1,3}" if letter == " " else re.escape(letter)) + _branches(rest)
        for letter, rest in sorted(tree.items())
        if letter
    ]
    if not branches:
        return ""
    inner = branches[0] if len(branches) == 1 and not ends else f"(?:{'|'.join(branches)})"
    return inner + ("?" if ends else "")


def _compounds() -> dict[str, int]:
    """ "twenty-one" to "ninety-nine"."""
    said = lexicon()["cardinals"]
    tens, ones = (
        [w for w, n in said.items() if n in range(20, 100, 10)],
        [w for w, n in said.items() if n in range(1, 10)],
    )
    return {f"{ten}-{one}": said[ten] + said[one] for ten in tens for one in ones}


def _small() -> dict[str, int]:
    """The numbers of one or two digits that are one word."""
    return {word: value for word, value in lexicon()["cardinals"].items() if 0 < value < 100 and word.isalpha()}


def counted_to(most: int) -> dict[str, int]:
    """The numbers from one up to `most`, of two digits at the most, by their words."""
    return {word: value for word, value in _small().items() if value <= most}


def _teens() -> dict[str, int]:
    """The numbers of two digits that are one word."""
    return {word: value for word, value in lexicon()["cardinals"].items() if 10 <= value < 100 and word.isalpha()}


@cache
def _vocabulary() -> dict[str, tuple[str, Any]]:
    """Every phrase with its letter and meaning."""
    data = lexicon()
    words: dict[str, tuple[str, Any]] = {}
    words |= {word: ("n", value) for word, value in _compounds().items()}
    for table in ("cardinals", "ordinals", "units", "weekdays", "months", "seasons", "parts", "days"):
        words |= {word: (LETTERS[table], value) for word, value in data[table].items()}
    words |= {word: (SHIFT_LETTERS[value], word) for word, value in data["shifts"].items()}
    for name, entries in data["words"].items():
        words |= {word: (LETTERS[name], word) for word in entries}
    return words


_SPAN = r"-(?:hour|day|week|fortnight|month|year|decade)"
_NUMBER_ENDS = r"(?!\w|[.,/]\d|\s?%)"


@cache
def _scanners() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """The pattern of a run, and of one word in it."""
    data, words = lexicon(), _vocabulary()
    strong = _strong_words()
    counts = one_of([*data["cardinals"], "year", "month", "week", "day"])
    forms = {
        "iso": r"\d{4}(?:-\d\d-|\.\d\d\.|/\d\d/)\d\d(?![\w-]|[./]\d)",
        "dmy": r"(?:\d{1,2}[./]\d{1,2}[./]\d{4}|[0-3]\d\.[01]\d\.[0-3]\d)(?!\w|[./]\d)",
        "year": rf"(?:(?:1[89]|2[01])\d\ds?|2200){_NUMBER_ENDS}(?!-[a-z])",
        "spoken": rf"(?:(?:nineteen|twenty)\s{{1,3}}(?:{one_of(_compounds() | _teens())})|two\s{{1,3}}thousand(?:\s{{1,3}}and)?\s{{1,3}}"
        rf"(?:{one_of(_small())}))(?![\w-]|\s{{1,3}}(?:hundred|thousand|million))",
        "part": r"(?:[qh][1-4]|[1-4]q)(?!\w)",
        "span": rf"(?:\d{{1,4}}|{counts})(?:{_SPAN}(?:-long)?|(?<=[a-z])-?long)(?![\w-]?old|\w)",
        "strong": rf"{one_of(strong)}(?!\w)\.?",
    }
    whole = one_of([word for word in strong if word.split(" ")[0] in set(words) - strong and " " in word])
    weak = {
        "number": rf"\d{{1,3}}(?:,\d{{3}})?(?:st|nd|rd|th)?{_NUMBER_ENDS}(?!{_SPAN}|-\d\d-\d\d)",
        "weak": rf"(?!{forms['spoken']}|{whole}(?!\w)){one_of(set(words) - strong)}(?!\w|{_SPAN})",
        "mark": r"[,/–—-]",
    }
    numeric = ("iso", "dmy", "year")
    digits, others = (
        "|".join(form for name, form in forms.items() if (name in numeric) is wanted) for wanted in (True, False)
    )
    any_strong, any_weak = rf"(?=\d)(?:{digits})|{others}", "|".join(weak.values())
    gap, begins = r"[^\S\n]{0,4}(?:\n[^\S\n]{0,4})?", r"(?<!\w)(?<![$€£₽#])(?<!\d[.,]|\w-)"
    # What is looked at and then taken as it is can be given up in no other way: a page of bare numbers would be tried in all ways.
    lead = rf"(?=(?P<lead>(?:(?:{any_weak}){gap}){{0,9}}))(?P=lead)"
    run = rf"{begins}{lead}(?:{any_strong})(?:{gap}(?:{any_strong}|{any_weak})){{0,40}}"
    named = "|".join(f"(?P<{name}>{form})" for name, form in (forms | weak).items())
    return re.compile(run), re.compile(named)


def lowered(text: str) -> str:
    """The text in small letters with every character at its place ("İ" alone would become two)."""
    return text.replace("İ", "I").lower()


def runs(low: str) -> Iterator[tuple[int, int]]:
    """Where runs of calendar words stand in a text in small letters."""
    places, strong, weak = _openings()
    run, end = _scanners()[0], 0
    said = [(place.group(), place.start()) for place in places.finditer(low)]
    for (word, start), (after, _) in pairwise([*said, ("", 0)]):
        opens = word in strong or word[0].isdigit() or (word in weak and (after in weak or after[:1].isdigit()))
        if opens and start >= end and (match := run.match(low, start)):
            end = match.end()
            yield start, end


@cache
def _openings() -> tuple[re.Pattern[str], frozenset[str], frozenset[str]]:
    """The words and marks of a text; those that may be a run, and those that may open or go on with one: on most it need not be tried.

    Numbers in digits may be a run too.
    """
    data = lexicon()
    counts = [*data["cardinals"], "year", "month", "week", "day"]
    parts = (letter + digit for letter in "qh" for digit in "1234")
    strong = {*_strong_words(), *counts, *(word + "long" for word in counts), *parts}
    weak = {*_vocabulary(), *",/–—-"}
    marks = {word[0] for word in weak | strong if not re.match(r"\w", word)}
    places = re.compile(rf"\w+|[{re.escape(''.join(sorted(marks)))}]")
    first = frozenset(place.group() for word in strong if (place := places.match(word)))
    return places, first, frozenset(one for word in weak | strong for one in places.findall(word))


def _strong_words() -> set[str]:
    """The phrases that can only be of the calendar."""
    data = lexicon()
    names = [word for name in (*STRONG_WORDS, "quarter") for word in data["words"][name]]
    return {word for table in STRONG for word in data.get(table, ())} | set(names)


def words(text: str, low: str, *, start: int, end: int) -> list[Word]:
    """The words of one run, with those that only look like a month, a day or a year marked `x`."""
    found: list[Word] = []
    for match in _scanners()[1].finditer(low, start, end):
        word = _word(match)
        if (
            found
            and found[-1].letter == "m"
            and "\n" in low[found[-1].end : word.start]
            and _DATELINE.match(low, word.start)
        ):
            found.append(
                Word(";", "\n", found[-1].end, found[-1].end)
            )  # "Four days in April", and below "2 April 2021"
        found.append(word)
        if word.end < match.end() and match.group() != "may.":  # "in November." at a sentence's end
            found.append(Word(";", ".", word.end, match.end()))
    return [_sober(text, low, found=found, at=at) if word.letter in "mwYDs" else word for at, word in enumerate(found)]


_DATELINE = re.compile(r"\d{1,2} [a-z]{3,9} \d{4}\b")


def _word(match: re.Match[str]) -> Word:
    kind, said, (start, end) = match.lastgroup or "", match.group(), match.span()
    if kind in ("strong", "weak"):
        known = _vocabulary()
        if said in known:
            letter, value = known[said]
            return Word(letter, value, start, end)
        key = " ".join(said.split())
        letter, value = known.get(key) or known.get(key.removesuffix("."), ("x", None))
        if key.endswith(".") and (letter not in "mw" or key[:-1] in WHOLE or len(key) > 6):
            end -= 1
        return Word(letter, value, start, end)
    letter, value = _NUMERALS[kind](said)
    return Word(letter, value, start, end)


def _number(said: str) -> tuple[str, Any]:
    digits = said.rstrip("stndrh")
    value = int(digits.replace(",", ""))
    return ("d", value) if 1 <= value <= 31 and "," not in said else ("n" if digits == said else "x", value)


def _year(said: str) -> tuple[str, Any]:
    return ("C", int(said[:4])) if said.endswith("s") else ("Y", int(said))


def _spoken(said: str) -> tuple[str, Any]:
    """ "nineteen fifty-three": a year as it is read out."""
    century, *_, rest = said.split()
    if century == "two":
        return "Y", 2000 + _small()[rest]
    return "Y", (1900 if century == "nineteen" else 2000) + (_compounds() | _teens())[rest]


def _part(said: str) -> tuple[str, Any]:
    which = int(said.strip("qh"))
    return ("x", None) if "h" in said and which > 2 else ("H" if "h" in said else "Q", which)


def _span(said: str) -> tuple[str, Any]:
    head, _, tail = said.removesuffix("long").removesuffix("-").rpartition("-")
    count, unit = (1.0, tail) if tail in UNIT_DAYS and not head else (_count(head), tail)
    return ("X", (count, unit)) if unit in UNIT_DAYS and count else ("x", None)


def _count(said: str) -> float:
    return float(said) if said.isdecimal() else float(lexicon()["cardinals"].get(" ".join(said.split()), 0))


def _day(said: str) -> tuple[str, Any]:
    first, second, year = (int(part) for part in re.split(r"[./-]", said))
    if first > 999:
        return "I", (first, second, year)
    year += 2000 if year < 100 else 0
    if "." not in said and first <= 12 and second <= 12 and first != second:
        return "x", None
    return (
        ("I", (year, second, first)) if "." in said or first > 12 or first == second else ("I", (year, first, second))
    )


_NUMERALS: dict[str, Callable[[str], tuple[str, Any]]] = {
    "iso": _day,
    "dmy": _day,
    "year": _year,
    "spoken": _spoken,
    "part": _part,
    "span": _span,
    "number": _number,
    "mark": lambda said: ("D" if said in "–-—" else said, said),
}


def _sober(text: str, low: str, *, found: list[Word], at: int) -> Word:
    """The word itself, or the same with the letter `x` where it is no date after all."""
    word = found[at]
    if word.letter in "mw":
        doubtful = low[word.start : word.end].rstrip(".") in SHY and not _is_name(text, found=found, at=at)
        return word._replace(letter="x") if doubtful else word
    if word.letter == "s":
        if (
            low[word.start : word.end] == "fall"
            and at
            and found[at - 1].value == "to"
            and (at < 2 or found[at - 2].letter not in "smYuyW")
        ):
            return word._replace(letter="x")  # "the guns are to fall silent"
        return word._replace(letter="x") if text[word.start].isupper() and _OF_A_NAME.match(text, word.end) else word
    if word.letter == "Y":
        return word if _is_year(low, found=found, at=at) else word._replace(letter="x")
    if (
        word.letter == "D"
        and text[word.start - 1 : word.start].isspace()
        and (word.value == "—" or _labels(low, found=found, at=at))
    ):
        return word._replace(letter=";")
    return word


def _labels(low: str, *, found: list[Word], at: int) -> bool:
    """Whether a dash sets a year at the head of a line apart from what is told of it: "2022 – 611"."""
    year = found[at - 1] if at else None
    if year is None or year.letter not in "YZ" or not _COUNT.match(low, found[at].end):
        return False
    first = found[at - 3] if year.letter == "Z" and at > 2 else year
    return not low[low.rfind("\n", 0, first.start) + 1 : first.start].strip(" \t•*·-–—▪")


_COUNT = re.compile(r"\s+\d{1,3}(?:[,. ]\d{3})*(?!\d)")


def _is_name(text: str, *, found: list[Word], at: int) -> bool:
    """Whether "May", "March", "Sat" and their like name a month or a weekday here."""
    word = found[at]
    before = found[at - 1].letter if at else ""
    after = found[at + 1].letter if at + 1 < len(found) else ""
    if after == "Y":
        return True
    if not text[word.start].isupper():
        return before in ("P", "S", "U", "E", "L") and before != ""
    if (before and before in "PSUFBEdJKDALTNObt") or after in ("d", "D", "J"):
        return True
    ahead = text[max(0, word.start - 30) : word.start].rstrip(" \t")
    if not ahead or ahead[-1] in ".!?:;•*–—-|(\n\"“”'’":
        return _NOT_A_VERB.match(text, word.end) is not None
    return not _SURNAME.search(ahead)


_NOT_A_VERB = re.compile(
    r"\s*(?:[:,;|.)–—-]|\d{1,3}(?:,\d{3})+\b|(?:(?i:in (?:summary|review|figures|numbers|brief|total))|was|saw|brought|added|gave|yielded"
    r"|ended|accounts|accounted|cost|had|has|is|marked"
    r"|proved|set|remains)\b|\n|$)"
)
_OF_A_NAME = re.compile(r"\s(?:War|Olympics|Games|Palace|Line)\b")  # "the Winter War" is no season
_SURNAME = re.compile(r"\b[A-Z][\w.'’-]*$")


_SO_FAR = r"(?:,? so far| to date)?"
_HEADS_LINE = re.compile(rf"(?:19|20)\d\d{_SO_FAR}\s?[–—:|-]\s?\d{{1,3}}(?:[,. ]\d{{3}})*(?![\d–-])")


def _heads_line(low: str, word: Word) -> bool:
    """Whether a year stands at the head of a line, before what is told of it: "2022 – 17,900"."""
    before = low[low.rfind("\n", 0, word.start) + 1 : word.start]
    return not before.strip(" \t•*·-–—▪") and _HEADS_LINE.match(low, word.start) is not None


@cache
def _counted() -> re.Pattern[str]:
    return re.compile(rf"[^\S\n]{{1,2}}\n?(?:{one_of(lexicon()['counted']['nouns'])})(?!\w)")


def _is_year(low: str, *, found: list[Word], at: int) -> bool:
    """Whether four digits are a year: never before a noun that is counted, nor after a hedge; freely beside other calendar words."""
    word = found[at]
    before = found[at - 1].letter if at else ""
    if _heads_line(low, word):
        return True
    if before == "," and at > 1:
        before = found[at - 2].letter if found[at - 2].letter in "mdo" else before
    if before in "mdsQHwoIqh" and before:
        return True
    if before == "u" and found[at - 1].value == "year":
        return True  # "the year 2024 killed 430,000"
    plain = (
        1950 <= word.value <= 2050 and word.value % 100 and (before in ("E", "D", "S", "U", "F", "B") or before == "P")
    )
    if not plain and (_counted().match(low, word.end) or before in ("f", "n")):
        return False
    if not 1900 <= word.value <= 2100 and before not in ("P", "S", "U", "F", "B", "J", "K", "D", "E", "b", "t", "O"):
        return False
    return not (before == "O" and word.value % 100 == 0)
