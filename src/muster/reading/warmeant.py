"""The war that a text is about: the one whose names, sides and places it has most, with its years and its date.

Invariant: a war long over that a single sentence in the midst of a text names, with no year of it elsewhere, is what a war that goes on
is compared with, and not what the text is about. Nor is a text about such a war that names one land at war in it, and nothing else of it.
"""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from collections.abc import Mapping, Sequence, Set

from muster.claims.war import War
from muster.reading.layout import Block
from muster.reading.lexicon import Phrase

_LONG_OVER, _HARDLY = 3 * 365, 2
_YEAR = re.compile(r"\b(?:1[89]|20)[0-9]{2}\b")


def war_of(phrases: Sequence[Phrase], *, day: dt.date | None, years: Set[int], wars: Mapping[str, War]) -> War | None:
    """The war whose own words, parties and places these phrases name most; the years that the text names, and its date, break ties."""
    score: Counter[str] = Counter()
    told: set[str] = set()
    for phrase in phrases:
        for war_id in phrase.wars:
            score[war_id] += _weight(phrase)
        if "war" in phrase.tags:
            told |= phrase.wars
    shown = {war_id for phrase in phrases if phrase.tags & _SHOW for war_id in phrase.wars}
    sides, most = _sides_named(phrases), score.most_common(1)
    alone = [war_id for war_id, its in score.items() if most and its == most[0][1]]
    by_name = told if len(told) == 1 and set(alone) == told else set()
    for war_id in list(score):
        war = wars[war_id]
        parties = {side.party.state for side in war.parties if "-" not in side.party.code}
        both = len(parties & sides) >= 2
        dated = _by_date(war, day, years=years, score=score[war_id], told=war_id in told)
        if dated < 0 and not both and war_id not in shown:
            dated = _NEVER
        score[war_id] += dated + (4 if both and dated >= 0 else 0) + (8 if war_id in by_name else 0)
    best = max(score.values(), default=0)
    if best < _LEAST_SCORE:
        return None
    likely = [wars[war_id] for war_id in score if score[war_id] == best]
    return max(likely, key=lambda war: (_main_sides(phrases, war), war.start)) if len(likely) > 1 else likely[0]


def _main_sides(phrases: Sequence[Phrase], war: War) -> int:
    """How often the sides are named between whom a war is fought, and not those who send troops or watch."""
    states = list(dict.fromkeys(side.party.state for side in war.parties if side.fights_for is None))[:_BETWEEN]
    between = {side.party.code for side in war.parties if side.party.state in states}
    return sum(phrase.parties.get(war.id, phrase.parties.get("")) in between for phrase in phrases)


_LEAST_SCORE = 2
_NEVER = -100
_SHOW = frozenset({"war", "group", "place", "office"})  # what shows a war, as the name of a land does not
_BETWEEN = 2  # states that fight each other: those whose sides a war's file tells first


def _by_date(war: War, day: dt.date | None, *, years: Set[int], score: int, told: bool) -> int:
    """What a text's day and years add to a war's score: one that goes on is likelier than one long over, unless that one's name is told
    or a year of it; one to come is out of the question."""
    if day is not None and day < war.start:
        return _NEVER
    goes_on = day is not None and (war.end is None or day <= war.end)
    last = war.end.year if war.end else 9999
    if war.start.year != last and {war.start.year, last} <= years:
        return 4  # "between 1980 and 1988"
    if any(war.start.year <= year <= last for year in years):
        return 3 if score >= (1 if goes_on else 2) else 0
    over = day is not None and war.end is not None and (day - war.end).days > _LONG_OVER
    return -_HARDLY if over and not told else 0


def _weight(phrase: Phrase) -> int:
    if len(phrase.wars) > 1:
        return 1
    if phrase.common and "war" not in phrase.tags:
        return 0  # there are "insurgents" in many wars
    return 3 if phrase.tags & {"war", "group"} else 2


def _sides_named(phrases: Sequence[Phrase]) -> set[str]:
    return {code[:2] for phrase in phrases for code in phrase.parties.values()}


def years_in(text: str) -> set[int]:
    """The years that a text names."""
    return {int(year) for year in _YEAR.findall(text)}


# ------------------------------------------------------------------ a war that only one sentence compares with
def going_on(
    text: str,
    placed: Sequence[tuple[int, Phrase]],
    *,
    laid: Sequence[Block],
    day: dt.date | None,
    years: Set[int],
    wars: Mapping[str, War],
) -> War | None:
    """The war that goes on and that a text is about once the sentences are left out which alone name a war long over; None where there are
    no such sentences, or where what is left tells of no war that goes on. `placed` are its phrases with the places where they stand,
    `years` those that it names."""
    spans = [span for block in laid for span in block.sentences]
    year = max([*years, *([day.year] if day else [])], default=None)
    if year is None or len(spans) < _LEAST:
        return None
    passing = _passing(placed, spans, year=year, wars=wars)
    if not passing:
        return None
    kept = [(start, end) for number, (start, end) in enumerate(spans) if number not in passing]
    left = years_in(" ".join(text[start:end] for start, end in kept))
    phrases = [phrase for at, phrase in placed if any(start <= at < end for start, end in kept)]
    found = war_of(phrases, day=day or dt.date(year, 12, 31), years=left, wars=wars)
    if found is None or not _main_sides(phrases, found):
        return None
    return found if found.end is None or found.end.year >= year - 1 else None


_LEAST = 3


def _passing(
    placed: Sequence[tuple[int, Phrase]], spans: Sequence[tuple[int, int]], *, year: int, wars: Mapping[str, War]
) -> dict[int, War]:
    """The sentences, by number, that alone name a war which was over years before `year`; none of the first."""
    named: dict[str, set[int]] = {}
    for at, phrase in placed:
        if "war" in phrase.tags and len(phrase.wars) == 1:
            number = next((k for k, (start, end) in enumerate(spans) if start <= at < end), 0)
            named.setdefault(next(iter(phrase.wars)), set()).add(number)
    return {
        next(iter(numbers)): wars[war_id]
        for war_id, numbers in named.items()
        if len(numbers) == 1 and min(numbers) > 1 and _long_over(wars[war_id], year)
    }


def _long_over(war: War, year: int) -> bool:
    return war.end is not None and year - war.end.year > _LONG_OVER // 365
