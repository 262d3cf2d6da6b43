"""Words that date a figure from the start of a war: "since the invasion began", "from the beginning of the war".

Invariant: the days come from the caller; a date that the words themselves give and that disagrees with the caller's is left alone.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Mapping
from functools import lru_cache

from muster.reading.days.words import lexicon, one_of

_GAP = r"\s{1,3}"


def beginnings(low: str, days: Mapping[str, dt.date]) -> Iterator[tuple[int, int, dt.date, bool]]:
    """Where a text (in small letters) dates something from one of these events: start, end, the day, and whether it is "before" it."""
    if not days:
        return
    pattern, nouns, invasion = _pattern(tuple(sorted(days.items())))
    for match in pattern.finditer(low):
        noun = match["noun"] or match["noun2"]
        day = nouns[" ".join(noun.split())] if noun else invasion
        if day is not None and _agrees(match, day):
            yield match.start(), match.end(), day, match["word"] in _BEFORE


_BEFORE = ("before", "until", "prior to", "ahead of")


_CLOSED = re.compile(
    r"\s(?:to|until|till|up to|through)\s(?:the\s|this\s|last\s|early\s|mid|late\s|today|now|[a-z]+day|\d|[a-z]{3,9}\s)"
)


def _agrees(match: re.Match[str], day: dt.date) -> bool:
    """Whether a date said with the words ("in February 2022") is the day's own month and year."""
    month, year, number = match["month"], match["year"] or match["only"], match["day"] or match["day2"]
    if number and int(number) != day.day:
        return False
    said = match["onset"] or match["began"] or match["verb"] or match["noun2"]
    is_date = any(letter.isdigit() for letter in match["noun"] or "")
    closed = match["word"] == "from" and not is_date and _CLOSED.match(match.string, match.end())
    if not said and not closed and match["word"] in ("from", "after", "following", "between"):
        return False
    return (not month or lexicon()["months"][month] == day.month) and (not year or int(year) == day.year)


@lru_cache(maxsize=64)
def _pattern(days: tuple[tuple[str, dt.date], ...]) -> tuple[re.Pattern[str], dict[str, dt.date], dt.date | None]:
    """The pattern for these events, the day of each noun, and that of an invasion, for "since it invaded"."""
    data = lexicon()["beginnings"]
    onset, verbs = one_of(data["onset"]), one_of(data["verbs"])
    nouns = {_noun(words.lower(), onset=onset, verbs=verbs): day for words, day in reversed(days)}
    nouns = {noun: day for noun, day in nouns.items() if noun}
    invasion = next((day for noun, day in sorted(nouns.items()) if "invasion" in noun), None)
    whose = rf"(?:(?:the|its|their|his|this|that|[\w-]+[’']s?){_GAP})"
    noun = one_of(nouns) or r"(?!)"
    kind = rf"(?:(?:{one_of(data['adjectives'])}|[\w-]+(?:an|ian|ish|ese|li)|[\w-]+[’']s?){_GAP}){{0,3}}?"
    begun = rf"(?:{_GAP}(?:was{_GAP}|first{_GAP})?(?:{verbs}))?(?:{_GAP}in{_GAP}earnest)?"
    no_date = rf"(?!(?:{one_of(lexicon()['months'])}|early|late|mid)\b|\d)"
    where = rf"(?:{_GAP}(?:of|in|on|against|with){_GAP}(?:the{_GAP})?{no_date}[a-z’'-]{{3,30}}){{0,2}}"
    event = (
        rf"{whose}?(?:very{_GAP})?(?P<onset>(?:{onset}){_GAP}of{_GAP})?{whose}?{kind}(?P<noun>{noun})(?!\w)"
        rf"(?P<began>[’']s{_GAP}(?:{onset})(?!\w))?{where}(?P<verb>{begun})(?![\w-])"
    )
    event += rf"(?!{_GAP}(?:was{_GAP}|were{_GAP})?(?:{one_of(data['again'])})\b)"
    does = (
        rf"(?:[\w.’'-]{{1,30}}{_GAP}){{0,4}}?(?:(?:{one_of(data['doing'])}){_GAP}{whose}?{kind}(?P<noun2>{noun})(?!\w){where}"
        rf"|(?:{one_of(data['invading'])})(?!\w)(?:{_GAP}(?!in\b|on\b)[a-z-]{{3,20}})?)"
    )
    word = r"(?<!\w)(?P<word>ever since|since|from|after|following|between|before|until|prior to|ahead of)"
    return re.compile(rf"{word}{_GAP}(?:{event}|{does})(?!\w){_date()}"), nouns, invasion


def _date() -> str:
    """A date beside the words, with its month and year, or how long ago it was."""
    month = one_of(lexicon()["months"])
    named = rf"(?:(?P<day>\d{{1,2}}){_GAP})?(?P<month>{month})\.?(?!\w)(?:{_GAP}(?P<day2>\d{{1,2}})(?!\d))?"
    said = rf"{named}(?:,?{_GAP}(?P<year>\d{{4}})(?!\d))?"
    hedge = rf"(?:(?:nearly|almost|over|about|around|just|more{_GAP}than|some){_GAP}){{0,2}}"
    ago = rf"{hedge}[\w-]{{1,12}}{_GAP}(?:days?|weeks?|months?|years?){_GAP}ago"
    in_a_month = rf"(?:back{_GAP})?(?:in|on|of){_GAP}(?:early{_GAP}|late{_GAP})?(?:{said}|(?P<only>\d{{4}})(?!\d))"
    return rf"(?:,?{_GAP}(?:{in_a_month}|{ago}|last{_GAP}(?:week|month|year)))?"


def _noun(words: str, *, onset: str, verbs: str) -> str:
    """ "the start of the war", "the war began" → "war"."""
    words = re.sub(r"^(?:since |the |its )+", "", " ".join(words.split()))
    words = re.sub(rf"^(?:{onset}) of (?:the |its )?", "", words)
    return re.sub(rf" (?:{verbs})$", "", words)
