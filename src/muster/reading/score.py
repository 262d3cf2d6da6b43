"""How well a reading agrees with what a careful reader found.

Invariant: a claim is paired at most once, pairs overlap in the text, and no other pairing has a greater total weight.
Three agreements: `quantity` (numbers and bound), `claim` (numbers whatever the bound, unit, rate, measure, party, civilian or
not), `full` (the claim, its period, status and speaker). Scores are F1 over all claims.
"""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence

from muster.claims.claim import Claim
from muster.claims.period import read_day
from muster.claims.wire import number_of, to_record, truth
from muster.numbers.values import value

TOLERANCE = 0.005
DAYS_SHARED = 0.8
LEVELS = ("quantity", "claim", "full")
CORE = ("unit", "per", "measure", "party", "civilian")

Value = str | int | float | bool | dt.date | None
Marked = Mapping[str, Value]


@value(frozen=True, slots=True, kw_only=True)
class Score:
    """Counts over one document or many: claims in the gold, claims found, and how many pairs agree at each level."""

    gold: int = 0
    found: int = 0
    quantity: int = 0
    claim: int = 0
    full: int = 0

    def __add__(self, other: Score) -> Score:
        return Score(**{name: getattr(self, name) + getattr(other, name) for name in self.__slots__})

    def f1(self, level: str) -> float:
        """The harmonic mean of precision and recall at a level of `LEVELS`; 1 where there was nothing to find and nothing was found."""
        claims = self.gold + self.found
        return 2 * int(getattr(self, level)) / claims if claims else 1.0


def score(gold: Iterable[Claim | Mapping[str, object]], found: Iterable[Claim | Mapping[str, object]]) -> Score:
    """Agreement of what was found in one document with its gold, each a claim or a record in the gold shape."""
    asked, got = [marked(one) for one in gold], [marked(one) for one in found]
    hits = dict.fromkeys(LEVELS, 0)
    for i, j in pairs(asked, got):
        for level in agreements(asked[i], got[j]):
            hits[level] += 1
    return Score(gold=len(asked), found=len(got), **hits)


def marked(claim: Claim | Mapping[str, object]) -> Marked:
    """The fields that are compared, in one form: numbers as numbers, days as days, empty as None."""
    record = to_record(claim) if isinstance(claim, Claim) else claim
    fields: dict[str, Value] = {}
    for name in ("bound", "per", "measure", "party", "status", "speaker", "source", "repeats"):
        value = record.get(name)
        fields[name] = value.strip() or None if isinstance(value, str) else None
    unit = record.get("unit")
    fields["unit"] = unit if isinstance(unit, str) and unit else "person"
    fields["civilian"] = truth(record.get("civilian"))
    for name in ("start", "end", "low", "high"):
        fields[name] = number_of(record.get(name), name)
    for name in ("start_date", "end_date"):
        value = record.get(name)
        fields[name] = read_day(str(value)) if value else None
    return fields


# ------------------------------------------------------------------ agreement of one pair
def agreements(gold: Marked, found: Marked) -> tuple[str, ...]:
    """The levels at which a pair agrees."""
    if not same_numbers(gold, found):
        return ()
    levels = ["quantity"] if same_quantity(gold, found) else []
    if all(gold[name] == found[name] for name in CORE):
        levels.append("claim")
        if (
            same_period(gold, found)
            and gold["status"] == found["status"]
            and same_name(gold["speaker"], found["speaker"])
        ):
            levels.append("full")
    return tuple(levels)


def same_numbers(gold: Marked, found: Marked) -> bool:
    """Whether both state the same number or numbers, whatever the bound."""
    ours, theirs = _stated(gold), _stated(found)
    return bool(ours) and len(ours) == len(theirs) and all(map(_near, ours, theirs))


def same_quantity(gold: Marked, found: Marked) -> bool:
    """Whether both ends and the bound are the same."""
    ends = all(_near(_number(gold[end]), _number(found[end])) for end in ("low", "high"))
    return ends and gold["bound"] == found["bound"]


def same_period(gold: Marked, found: Marked) -> bool:
    """Whether the days that both cover are four fifths of the days that either covers; an open end must be open in both."""
    (a, b), (c, d) = _days(gold), _days(found)
    if a is None or b is None or c is None or d is None:
        return (a, b) == (c, d)
    if d < c:
        return False
    shared = (min(b, d) - max(a, c)).days + 1
    either = (max(b, d) - min(a, c)).days + 1
    return shared > 0 and shared / either >= DAYS_SHARED


_LITTLE = frozenset(["the", "a", "an", "of", "for", "and", "on", "in", "to", "at", "by", "s"])
_SPELLED = {
    "center": "centre",
    "defense": "defence",
    "labor": "labour",
    "organization": "organisation",
    "zelenskiy": "zelensky",
    "zelenskyy": "zelensky",
}


def same_name(ours: Value, theirs: Value) -> bool:
    """Whether two credits name one voice: they share half the words of the shorter, or one is the other's initials."""
    if not isinstance(ours, str) or not isinstance(theirs, str):
        return ours is None and theirs is None
    first, second = name_words(ours), name_words(theirs)
    if not first or not second:
        return ours.casefold() == theirs.casefold()
    short, long = sorted((first, second), key=len)
    if len(short) == 1 and short[0] == "".join(word[0] for word in long) and len(long) > 1:
        return True
    common = set(first) & set(second)
    return 2 * len(common) >= min(len(set(first)), len(set(second)))


def name_words(name: str) -> list[str]:
    """The words of a name that tell it from others: no accents, articles or possessive, dots out of initials, one spelling."""
    plain = "".join(char for char in unicodedata.normalize("NFKD", name.lower()) if not unicodedata.combining(char))
    plain = re.sub(r"[’']s\b", "", plain)
    plain = re.sub(r"\b(\w)\.(?=\w\b)", r"\1", re.sub(r"[’']", "", plain))
    words = [_SPELLED.get(word, word) for word in re.findall(r"\w+", plain)]
    return [word for word in words if word not in _LITTLE] or words


def _stated(one: Marked) -> list[float]:
    ends = (_number(one["low"]), _number(one["high"]))
    return sorted({end for end in ends if end is not None})


def _number(value: Value) -> float | None:
    return float(value) if isinstance(value, int | float) else None


def _near(ours: float | None, theirs: float | None) -> bool:
    if ours is None or theirs is None:
        return ours is theirs
    return abs(ours - theirs) <= TOLERANCE * max(abs(ours), abs(theirs))


def _days(one: Marked) -> tuple[dt.date | None, dt.date | None]:
    start, end = one["start_date"], one["end_date"]
    return (start if isinstance(start, dt.date) else None, end if isinstance(end, dt.date) else None)


# ------------------------------------------------------------------ who is paired with whom
_WEIGHTS = {
    "measure": 8.0,
    "party": 8.0,
    "unit": 6.0,
    "per": 6.0,
    "civilian": 4.0,
    "status": 2.0,
    "start_date": 1.0,
    "end_date": 1.0,
}


def pairs(gold: Sequence[Marked], found: Sequence[Marked]) -> list[tuple[int, int]]:
    """The pairing of greatest total weight, by position, in the order of the gold."""
    gains = {
        (i, j): weight(ours, theirs)
        for i, ours in enumerate(gold)
        for j, theirs in enumerate(found)
        if _overlap(ours, theirs) > 0
    }
    taken: dict[int, int] = {}
    for group in _groups(gains):
        taken.update(_assigned({pair: gains[pair] for pair in group}))
    return sorted(taken.items())


def weight(ours: Marked, theirs: Marked) -> float:
    """How gladly two overlapping claims are paired: equal numbers before all else, then equal fields, then the tighter span."""
    total = 10.0 + 1000.0 * same_numbers(ours, theirs) + 100.0 * same_quantity(ours, theirs)
    total += sum(worth for name, worth in _WEIGHTS.items() if ours[name] == theirs[name])
    total += 3.0 * same_period(ours, theirs)
    total += 2.0 * same_name(ours["speaker"], theirs["speaker"]) + same_name(ours["source"], theirs["source"])
    total += (ours["repeats"] is None) == (theirs["repeats"] is None)
    shared = _overlap(ours, theirs)
    return total + shared / (_length(ours) + _length(theirs) - shared)


def _overlap(ours: Marked, theirs: Marked) -> float:
    (a, b), (c, d) = _span(ours), _span(theirs)
    return min(b, d) - max(a, c)


def _length(one: Marked) -> float:
    start, end = _span(one)
    return end - start


def _span(one: Marked) -> tuple[float, float]:
    """A claim with no place stands before the text, where nothing overlaps it."""
    start, end = _number(one["start"]), _number(one["end"])
    return (-1.0, -1.0) if start is None or end is None else (start, end)


def _groups(edges: Iterable[tuple[int, int]]) -> list[list[tuple[int, int]]]:
    """Edges that hang together; what does not overlap need not be weighed against each other."""
    groups: list[tuple[set[int], set[int], list[tuple[int, int]]]] = []
    for i, j in edges:
        joined: tuple[set[int], set[int], list[tuple[int, int]]] = ({i}, {j}, [(i, j)])
        apart = []
        for group in groups:
            if i in group[0] or j in group[1]:
                joined = (joined[0] | group[0], joined[1] | group[1], joined[2] + group[2])
            else:
                apart.append(group)
        groups = [*apart, joined]
    return [edges for _, _, edges in groups]


_Path = tuple[float, tuple[tuple[int, int], ...]]
_NOWHERE: _Path = (float("-inf"), ())


def _assigned(gains: Mapping[tuple[int, int], float]) -> dict[int, int]:
    """The assignment of greatest total gain: the path that adds most is taken until none adds (Edmonds and Karp 1972)."""
    taken: dict[int, int] = {}
    while True:
        added, path = _best_path(gains, taken)
        if added <= 0:
            return taken
        taken.update(path)


def _best_path(gains: Mapping[tuple[int, int], float], taken: Mapping[int, int]) -> _Path:
    """The path from a free claim of the gold to a free one found that adds most: what it adds, and the pairs it makes.

    Bellman and Ford's relaxation; a pair already made is gone back along at the cost of its gain.
    """
    holder = {j: i for i, j in taken.items()}
    here: dict[int, _Path] = {i: _NOWHERE if i in taken else (0.0, ()) for i, _ in gains}
    there: dict[int, _Path] = {j: _NOWHERE for _, j in gains}
    for _ in here:
        for (i, j), gain in gains.items():
            reached: _Path = (here[i][0] + gain, (*here[i][1], (i, j)))
            if taken.get(i) == j or reached[0] <= there[j][0] + 1e-9:
                continue
            there[j] = reached
            if j in holder:
                here[holder[j]] = (reached[0] - gains[holder[j], j], reached[1])
    return max((path for j, path in there.items() if j not in holder), default=_NOWHERE)
