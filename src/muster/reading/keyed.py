"""Whose figures the columns of a table are, where a key beside it says so: "Column A is … as reported by the General Staff", "The first
column is the institute's. The second comes from the ministry".

Invariant: a key names its column by a letter or number that heads it, or by its place after the first, which tells what the rows are.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace

from muster.reading import columns
from muster.reading.attribution import speaker_between
from muster.reading.context import Page, Sentence
from muster.reading.names import Names
from muster.reading.voices import Voice

_IS = r"(?:is|are|gives?|shows?|has|holds|lists?|contains?|comes? from|is from|rests? on)"
_LETTERED = re.compile(rf"\b[Cc]olumn (?P<key>[A-Z]|\d)\b[^.;]{{0,20}}? {_IS}\b")
_NTH = re.compile(
    rf"\b[Tt]he (?P<key>first|second|third|fourth|left(?:-hand)?|middle|right(?:-hand)?|last)(?P<word> columns?)? {_IS}\b"
)
_PLACES = {"first": 0, "second": 1, "third": 2, "fourth": 3, "left": 0, "left-hand": 0, "middle": 1}
_BY = re.compile(
    r"\b(?:by|according to|from|on the word of|taken over from|the work of|in the (?:reports?|returns|bulletins?|account) of) "
)
_OWNED = re.compile(r"^ (?:the )?(?P<who>[\w' -]{2,60}?)(?:[’']s|s[’'])\s*(?:[.,;]|own\b|$)")
_SAID_OF_IT = re.compile(r", (?:which|who|whose|and)\b|;|\.\s|\(")


def columns_of(page: Page, names: Names) -> Mapping[str, Voice]:
    """Whose the columns are, each by what heads it or, where it is told by its place, by that: "A", "+0"."""
    out: dict[str, Voice] = {}
    told = False
    for sentence in page.sentences:
        if _WORDS.isdisjoint(sentence.lows):
            told = False
            continue
        for key, voice in _told(page, sentence, told=told):
            out.setdefault(key, replace(voice, name=names.full(voice.name)) if voice.name else voice)
            told = True
    return out


_WORDS = frozenset(["column", "columns", "first", "second", "third", "fourth", "last", "left", "right"])


def _told(page: Page, sentence: Sentence, *, told: bool) -> list[tuple[str, Voice]]:
    """The columns whose owner a sentence tells, by their keys; one told by its place needs the word, or a key before it."""
    found = []
    for pattern in (_LETTERED, _NTH):
        for match in pattern.finditer(page.text, sentence.start, sentence.end):
            if pattern is _NTH and not (match["word"] or told):
                continue
            key = match["key"] if pattern is _LETTERED else _place(match["key"])
            voice = _owner(page, match.end(), end=sentence.end, direct=match[0].endswith(("from", "on")))
            if voice is not None and voice.name:
                found.append((key, voice))
    return found


def _place(word: str) -> str:
    return f"+{_PLACES[word]}" if word in _PLACES else "+last"


def _owner(page: Page, start: int, *, end: int, direct: bool) -> Voice | None:
    """Who is named as a column's source, up to the next clause."""
    stop = _SAID_OF_IT.search(page.text, start, end)
    last = stop.start() if stop else end
    owned, by = _OWNED.search(page.text[start:last] + "."), _BY.search(page.text, start, last)
    if owned is not None:
        return speaker_between(page, start=start + owned.start("who"), end=start + owned.end("who"))
    if not direct and by is None:
        return None
    return speaker_between(page, start=start if direct else by.end() if by else start, end=last)


_SUM = re.compile(r"\W*(?:sum|total|mean|average|all)\b", re.IGNORECASE)
_OURS = re.compile(r"\b(?:sums?|totals?|means?|averages?) (?:is|are) (?:ours|our own)\b", re.IGNORECASE)


def of_cell(page: Page, number: int, *, figure: int, keys: Mapping[str, Voice]) -> Voice | None:
    """Whose the figure is that begins at `figure` in the row of block `number`."""
    if not keys:
        return None
    place = columns.place_of(page, number, figure=figure)
    if place is None:
        return None
    at, many, head = place
    if _SUM.match(page.text, page.blocks[number].start) and _OURS.search(page.text):
        return None  # "The sums are ours"
    named = keys.get(head.strip())
    if named is not None:
        return named
    return keys.get(f"+{at - 1}") or (keys.get("+last") if at == many - 1 else None) if at else None
