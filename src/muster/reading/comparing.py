"""The grammar of comparing: what changed and by how much, how often it did so in a row, how many times as much, what exceeds what.

Invariant: a comparison is one run of words of one sentence that tells its direction and what it is measured against, where the text does
so in one run; the patterns are alternations of words with bounded gaps, so linear.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from importlib import resources
from typing import Any, NamedTuple

from muster.claims.figure import Bound, Figure
from muster.claims.remark import RemarkKind
from muster.numbers.values import value
from muster.reading.context import FIGURE, TIME, Item
from muster.reading.days.words import counted_to, lexicon
from muster.reading.gates import gate
from muster.reading.lexicon import Lexicon, matcher
from muster.reading.measuring import View, measures_of

KINDS = (RemarkKind.RECORD, RemarkKind.CHANGE, RemarkKind.EXCEEDS, RemarkKind.BENCHMARK, RemarkKind.EVENT)


class Seen(NamedTuple):
    """A run of words that compares: its kind, where it stands, its number."""

    kind: RemarkKind
    start: int
    end: int
    figure: Figure | None = None


@value(frozen=True, slots=True, kw_only=True)
class Words:
    """What `lexicon/remarks.toml` says: the phrases by kind, the patterns made of its lists, and the lists that are asked as sets."""

    phrases: Lexicon
    patterns: Mapping[str, re.Pattern[str]]
    lists: Mapping[str, frozenset[str]]
    times: Mapping[str, float]  # "trebled": 3


def _either(words: Iterable[str]) -> str:
    return "|".join(re.escape(one).replace(r"\ ", r"\s+") for one in sorted(words, key=lambda word: (-len(word), word)))


_ORDINALS = {word: n for word, n in lexicon()["ordinals"].items() if 1 < n <= 12 and word.isalpha()}
_NUMBERS = {word: n for word, n in counted_to(12).items() if n > 1}


@cache
def data() -> dict[str, Any]:
    """The words as the file has them."""
    return tomllib.loads((resources.files("muster.reading") / "lexicon" / "remarks.toml").read_text(encoding="utf-8"))


@cache
def words() -> Words:
    """The words, compiled once."""
    told = data()
    moves, how = told["moves"], told["comparing"]
    times = {word: float(n) for n, listed in told["multiples"].items() for word in listed}
    compiled = {
        "streak": _streak(told["streak_units"]),
        "move": rf"\b(?:{_either({*moves['up'], *moves['down']} - _NO_MOVES)})\b",
        "turn": rf"\b(?:{_either([*moves['up'], *moves['down']])})\b",
        "times": _times(times),
        "than": _than(how),
        "exceed": _exceed(how),
        "whole": _whole(),
        "war": _earlier(how["wars"]),
    }
    lists = {
        **{key: frozenset(listed) for key, listed in moves.items()},
        **{
            key: frozenset(how[key])
            for key in ("averages", "points", "numbers", "made_up", "others", "apart", "means", "held_against")
        },
    }
    return Words(
        phrases=matcher({kind.value: told[kind.value] for kind in KINDS}),
        patterns={name: re.compile(pattern, re.I) for name, pattern in compiled.items()},
        lists=lists,
        times=times,
    )


_NO_MOVES = {"more", "less", "fewer", "highs", "lows"}
_HEDGES = r"more\s+than|over|almost|nearly|about|roughly|around|less\s+than|at\s+least|close\s+to|well\s+over"
_COUNTED = r"number|toll|rate|average|level|figure|total|monthly|daily|losses|casualties|size|sum"
_SIDES = r"it|they|we|he|Russia|Ukraine|Moscow|Kyiv|the\s+\w+"
_WORD = r"[\w'’-]+\s+"


def _times(times: Iterable[str]) -> str:
    """ "trebled", "twice the average", "three times as many"."""
    alike = r"(?:again\s+)?as\s+(?:many|much|high|large|great|heavy)|(?:more|higher)(?=\s+than)"
    compared = rf"{alike}|the\s+(?:\w+\s+)?(?:{_COUNTED})|that\b|those|its|their|what"
    n = rf"twice|{_either(_NUMBERS)}|half|(?<![\d.,])\d{{1,3}}(?:\.\d{{1,2}})?"
    return (
        rf"\b(?:(?P<hedge>{_HEDGES})\s+)?(?:(?P<word>{_either(times)})\b|(?P<twice>{n})(?:\s+times)?\s+(?:{compared}))"
    )


def _than(how: Mapping[str, Sequence[str]]) -> str:
    """ "more soldiers than it recruits", "more were killed than were recruited"."""
    passive = (
        r"(?:were|are|have\s+been|had\s+been)\s+(?:newly\s+)?(?:recruited|replaced|enlisted|mobili[sz]ed|conscripted)"
    )
    active = rf"(?:{_SIDES})\s+(?:{_WORD}){{0,4}}?(?:{_either(how['verbs'])})"
    return rf"\b(?:{_either(how['more'])})\b(?:\s+[\w'’-]+){{0,4}}?\s+than\s+(?:{active}|{passive})\b"


def _whole() -> str:
    """ "more in one month than in the whole of 2022", "fewer than in the two previous years combined"."""
    n = rf"(?:{_either(_NUMBERS)}|\d{{1,2}})"
    former = r"(?:previous|preceding|last|past|earlier)"
    units = rf"(?:{former}\s+{n}|{n}\s+{former}|{n})\s+(?:months|quarters|years)(?:\s+before)?(?:\s+(?:combined|together|put\s+together))?"
    stretch = rf"(?:(?:all|whole|entire|entirety)\b(?:\s+of)?|{units})"
    verbs = r"(?:exceed|surpass|outstrip|overtak|overtook)\w*\s+(?:those|that|the\s+\w+|all)\s+(?:of|for|in|from)"
    return rf"\b(?:(?:than|as)\s+(?:in|during|over|for)|{verbs})\s+(?:the\s+|its\s+)?{stretch}"


def _exceed(how: Mapping[str, Sequence[str]]) -> str:
    """ "no longer covers its losses", "outstrip the monthly intake"."""
    verb = rf"\b(?:{_either(how['exceed'])})(?:\s+or\s+(?:exceeded|exceeds|exceed))?\s+"
    between = r"(?:(?!(?:and|or|by|in)\b)[A-Za-z'’-]+\s+){0,6}?"
    return rf"(?:\b(?:{_either(how['denials'])})\s+)?{verb}{between}(?:{_either(how['against'])})\b"


def _earlier(wars: Iterable[str]) -> str:
    """ "more than in ten years in Afghanistan"."""
    more = r"more|fewer|as\s+many|worse|higher|exceeds?|exceeded|surpass(?:es|ed)?|matche[sd]"
    than = r"(?:\s+[\w'’-]+){0,7}?\s+(?:than|as|those|that|losses)\b"
    named = rf"(?:\s+[\w'’-]+(?:,\d{{3}})*){{0,9}}?\s+(?:{_either(wars)})\b"
    return rf"\b(?:{more})\b{than}{named}(?:\s+(?:lost|war|combined|put\s+together))*"


def _streak(listed: Sequence[str]) -> str:
    units = "|".join(listed)
    ordinal = "|".join([*_ORDINALS, r"\d{1,2}(?:st|nd|rd|th)"])
    number = "|".join([*_NUMBERS, r"\d{1,2}"])
    in_a_row = r"(?:running|in\s+a\s+row|in\s+succession|on\s+end|on\s+the\s+trot|straight)"
    return (
        rf"\b(?:(?P<nth>{ordinal})\s+(?:(?:consecutive|straight|successive)\s+(?:{units})|(?:{units})\s+{in_a_row})"
        rf"|(?P<many>{number})\s+(?:(?:consecutive|straight|successive)\s+(?:{units})s|(?:{units})s\s+{in_a_row})"
        rf"|(?:in\s+)?(?:each|every\s+one)\s+of\s+the\s+(?:past|last|previous|preceding)\s+(?P<each>{number})\s+(?:{units})s)\b"
    )


# ------------------------------------------------------------------ streaks
ON_END = gate(
    *"consecutive straight successive running row succession end trot each every".split()
)  # one is in every streak
_CLAUSE = re.compile(r"[.;:—–()\"“”]|,\s|\bbut\b|\bwhile\b")
_AFTER, _BEFORE = 70, 60


_EVERY = re.compile(r"\b(?:in\s+)?(?:each|every)(?:\s+single)?\s+(?:day|week|month|quarter|year)\s+since\b", re.I)


def streaks(text: str, *, first: int, last: int) -> Iterator[Seen]:
    """The streaks of a sentence, each with the words that say which way it went."""
    for match in words().patterns["streak"].finditer(text, first, last):
        said = (match["nth"] or match["many"] or match["each"]).lower()
        digits = re.match(r"\d+", said)
        n = int(digits.group()) if digits else (_ORDINALS if match["nth"] else _NUMBERS)[said]
        start, end = _turned(text, match.start(), match.end(), first=first, last=last)
        yield Seen(RemarkKind.STREAK, start, end, Figure(low=n, high=n, unit="count"))
    for match in _EVERY.finditer(text, first, last):
        start, end = _turned(text, match.start(), match.end(), first=first, last=last)
        if (start, end) != match.span():  # with a word of direction alone is it a streak
            yield Seen(RemarkKind.STREAK, start, max(end, match.end()))


def _turned(text: str, start: int, end: int, *, first: int, last: int) -> tuple[int, int]:
    """A streak with its word of direction, behind it or before it in the same clause."""
    turn = words().patterns["turn"]
    wall = _CLAUSE.search(text, end, min(last, end + _AFTER))
    behind = turn.search(text, end, wall.start() if wall else min(last, end + _AFTER))
    if behind:
        return start, _to_noun(text, behind.end(), last)
    since = [m.end() for m in _CLAUSE.finditer(text, max(first, start - _BEFORE), start)]
    before = list(turn.finditer(text, since[-1] if since else max(first, start - _BEFORE), start))
    return (before[-1].start(), end) if before else (start, end)


_NOUN = re.compile(
    r"(?:\s+(?!(?:in|on|for|of|to|and|by)\b)[\w'’-]+){0,3}?"
    r"\s+(?:rates?|averages?|totals?|losses|casualties|numbers|tolls?)\b",
    re.I,
)


def _to_noun(text: str, end: int, last: int) -> int:
    """On to the noun that says whether rates or totals moved: "rising Russian casualty rates"."""
    noun = _NOUN.match(text, end, min(last, end + 50))
    return noun.end() if noun else end


# ------------------------------------------------------------------ multiples
def multiples(text: str, *, first: int, last: int) -> Iterator[Seen]:
    """ "almost twice the average", "doubled", "half as many as": the factor as a ratio."""
    for match in words().patterns["times"].finditer(text, first, last):
        said = (match["word"] or match["twice"]).lower()
        n = (
            words().times.get(said)
            or _FACTORS.get(said)
            or (float(said) if said[0].isdigit() else float(_NUMBERS[said]))
        )
        if not 0 < n <= 1000 or (said[0].isdigit() and "times" not in match.group().lower()):
            continue
        if not match["word"] and said not in _FACTORS and "times" not in match.group().lower():
            continue
        if said in ("double", "triple", "treble", "quadruple") and not _DOUBLED.match(text, match.end()):
            continue
        again = _AGAIN.match(text, match.end(), last) if n < 1 else None  # "half as many again": by so much more
        end = again.end() if again else match.end()
        n += bool(again) or (n < 1 and " again " in match.group().lower())
        yield Seen(RemarkKind.MULTIPLE, match.start(), end, _factor(n, (match["hedge"] or "").lower()))


_FACTORS = {"twice": 2.0, "half": 0.5}
_AGAIN = re.compile(r"(?:\s+as (?:many|much))?\s+again\b(?:\s+as (?:many|much))?", re.I)
_DOUBLED = re.compile(r"\s+(?:the|that|those|its|their|what)\b", re.I)


def _factor(n: float, hedge: str) -> Figure:
    hedge = " ".join(hedge.split())
    if hedge in ("more than", "over", "at least", "well over"):
        return Figure(low=n, high=None, bound=Bound.AT_LEAST, unit="ratio")
    if hedge == "less than":
        return Figure(low=None, high=n, bound=Bound.AT_MOST, unit="ratio")
    return Figure(low=n, high=n, bound=Bound.ABOUT if hedge else Bound.EXACT, unit="ratio")


# ------------------------------------------------------------------ what exceeds what, and earlier wars
def more_than(text: str, *, first: int, last: int) -> Iterator[Seen]:
    """ "more soldiers than it recruits"."""
    for match in words().patterns["than"].finditer(text, first, last):
        yield Seen(RemarkKind.EXCEEDS, match.start(), match.end())


def exceeding(text: str, *, first: int, last: int) -> Iterator[Seen]:
    """ "outstrip the monthly intake"."""
    for match in words().patterns["exceed"].finditer(text, first, last):
        if _held_against(text, match, first=first):
            yield Seen(RemarkKind.EXCEEDS, match.start(), match.end())


def _held_against(text: str, match: re.Match[str], *, first: int) -> bool:
    """Whether what covers or replaces losses is men taken in, or is said not to do so: not "a report covers all losses"."""
    if text[max(first, match.start() - 3) : match.start()].lower().endswith("to "):
        return False
    said = match.group().lower().split()
    if not any(word.startswith(tuple(words().lists["made_up"])) for word in said[:3]):
        return True
    return bool(_TAKEN_IN.search(text, max(first, match.start() - 90), match.end()))


_TAKEN_IN = re.compile(
    r"recruit|enlist|intake|contract|mobili[sz]|conscript|volunteer|draft|reinforcement|unable|no longer|cannot|fail|\bnot\b|barely",
    re.I,
)


def benchmarks(text: str, *, first: int, last: int) -> Iterator[Seen]:
    """ "more than in ten years in Afghanistan"."""
    for match in words().patterns["war"].finditer(text, first, last):
        yield Seen(RemarkKind.BENCHMARK, match.start(), match.end())


def wholes(text: str, *, first: int, last: int) -> Iterator[Seen]:
    """ "than in the whole of", "than in the two previous years combined": one stretch against all of another."""
    for match in words().patterns["whole"].finditer(text, first, last):
        if _COMPARED.search(text, first, match.end()):
            yield Seen(RemarkKind.CHANGE, match.start(), match.end())


_COMPARED = re.compile(
    r"\b(?:as\s+(?:many|much)|more|fewer|less|higher|lower|exceed\w*|surpass\w*|outstrip\w*|overt[ao]\w*)\b", re.I
)


# ------------------------------------------------------------------ changes
_GAP = 26  # characters between the parts of one change
_PARTED = re.compile(r"[.;:()—–]|\b(?:and|while|but|or|whereas)\b|,\s*(?!(?:or|a|an)\b)")


def changes(text: str, view: View, *, seen: Sequence[Seen], moves: bool, first: int, last: int) -> Iterator[Seen]:
    """Changes out of their parts: a word of movement, where there are any, a phrase, a percentage; each on to the time it is measured
    against."""
    seen = [one for one in seen if one.figure is not None or _has_number(text, view, one)]
    percents = [one for one in seen if one.figure is not None]
    found = words().patterns["move"].finditer(text, first, last) if moves else ()
    moved = [Seen(RemarkKind.CHANGE, match.start(), match.end()) for match in found]
    atoms = sorted([*seen, *moved, *_comparatives(text, percents, last=last)], key=lambda one: (one.start, -one.end))
    group: list[Seen] = []
    for atom in [*atoms, None]:
        if group and (atom is None or not _one_change(text, group[-1], atom)):
            made = _change(text, view, group, phrases=seen)
            if made is not None:
                yield made
            group = []
        if atom is not None and not (group and atom.end <= max(one.end for one in group)):
            group.append(atom)


def _has_number(text: str, view: View, one: Seen) -> bool:
    """Whether a phrase that calls for a number has one behind it: "up from 360,000", and not "built up from notices"."""
    if text[one.start : one.end].lower().rsplit(None, 1)[-1] not in ("from", "to", "by", "of"):
        return True
    if text[one.start : one.end].lower() == "compared to":
        return True
    return any(item.kind == FIGURE for item in [item for item in view if item.start >= one.end][:5])


def _comparatives(text: str, percents: Sequence[Seen], *, last: int) -> Iterator[Seen]:
    """ "12 percent more than", "15% fewer"."""
    for one in percents:
        match = _MORE.match(text, one.end, min(last, one.end + 12))
        if match:
            yield Seen(RemarkKind.CHANGE, match.start(1), match.end(1))


_MORE = re.compile(r"\s+(more|fewer|less|higher|lower|above|below)\b", re.I)


def _one_change(text: str, before: Seen, atom: Seen) -> bool:
    return atom.start <= before.end or (
        atom.start - before.end <= _GAP and not _PARTED.search(text, before.end, atom.start)
    )


def _change(text: str, view: View, group: Sequence[Seen], *, phrases: Sequence[Seen]) -> Seen | None:
    start, end = group[0].start, max(one.end for one in group)
    figure = next((one.figure for one in group if one.figure is not None), None)
    said = [text[one.start : one.end].lower() for one in group]
    moved = [
        one
        for one, told in zip(group, said, strict=True)
        if one.figure is None and words().patterns["turn"].search(told)
    ]
    if figure is not None and not moved:
        return None  # "no more than 65 percent of them"
    if figure is None and not any(one in phrases for one in group) and not any(
        word in words().lists["bare"] and _of_a_measure(text, view, start=one.start, end=one.end)
        for word, one in zip(said, group, strict=True)
    ):  # fmt: skip
        return None
    end = _to_time(view, end)
    if figure is None:
        start = _from_average(text, view, start)
    return Seen(RemarkKind.CHANGE, start, end, figure)


def _of_a_measure(text: str, view: View, *, start: int, end: int) -> bool:
    """Whether a bare word of movement stands at what it moves: "losses fell", "rising Russian losses"."""
    before = [item for item in view if item.end <= start][-5:]
    after = [item for item in view if item.start >= end][:4]
    if any(item.kind == FIGURE for item in (*before[-1:], *after[:1])):
        return False
    attributive = text[start:end].lower().endswith("ing") and not any(item.low in _BE for item in before[-2:])
    return any(_is_measure(item) for item in (after if attributive else before))


_BE = frozenset("are is were was been be have has kept keep keeps".split())


def _is_measure(item: Item) -> bool:
    return bool(measures_of(item, "noun"))


def _to_time(view: View, end: int) -> int:
    """On to the time that a change is measured against: "than in April", "compared to the same period in 2024"."""
    steps = [j for j, item in enumerate(view) if item.end > end]
    refers = words().lists["refers"]
    for j in steps[:4]:
        if view[j].kind == TIME:
            return view[j].end
        if view[j].low not in refers:
            return end
    return end


def _from_average(text: str, view: View, start: int) -> int:
    """From the word that says that it is an average which moved: "mean losses a day in the spring fell"."""
    j = sum(item.start < start for item in view) - 1
    low, found = max(0, j - 9), None
    while j >= low and view[j].kind != FIGURE and not _CLAUSE.match(text, view[j].start):
        if view[j].low.split(" ")[-1] in words().lists["averages"] or view[j].low in words().lists["averages"]:
            found = view[j].start
        j -= 1
    return start if found is None else found
