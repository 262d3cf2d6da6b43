"""Bodies that pass on the numbers of a side's own office: "the ministry, which works from the General Staff's bulletins".

Invariant: said once, it holds for all losses that such a body totals up in the text; its guesses at the dead stay its own.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import cache
from importlib import resources

from muster.claims.measures import Measure
from muster.reading.attribution import speaker_between
from muster.reading.context import Item, Page
from muster.reading.days.words import one_of
from muster.reading.hearing import Hearing
from muster.reading.voices import Voice

PASSED_ON = frozenset({Measure.KILLED_WOUNDED, Measure.LOSSES})
_REACH = 60  # characters from the words to the office


@cache
def _data() -> Mapping[str, Mapping[str, Sequence[str]]]:
    text = (resources.files("muster.reading") / "lexicon" / "relays.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


@cache
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str]]:
    known = _data()
    back, data = one_of(known["points_back"]["words"]), one_of(known["points_back"]["data"])
    return (
        re.compile(rf"\b{one_of(known['takes']['words'])}\b"),
        re.compile(rf"\b{back}\s(?P<office>[^.;:\n]{{3,60}}?)[’']?s?\s(?:own\s)?{data}\b"),
    )


def relays_of(page: Page, heard: Hearing) -> dict[str, Voice]:
    """By the name of each body that passes numbers on, the office that they come from."""
    out: dict[str, Voice] = {}
    takes, back = _patterns()
    for number, sentence in enumerate(page.sentences):
        if sentence.tags.isdisjoint(_OFFICES) or not any(_is_office(page, item) for item in sentence.view):
            continue
        low = page.text[sentence.start : sentence.end].lower()
        if len(low) != sentence.end - sentence.start:
            continue
        for match in takes.finditer(low):
            at = sentence.start + match.end()
            source = _office(page, start=at, end=min(sentence.end, at + _REACH))
            passes = _before(heard, number, to=sentence.start + match.start()) if source is not None else None
            if source is not None and passes is not None and passes.name and passes.name != source.name:
                out.setdefault(passes.name, source)
        for match in back.finditer(low):
            source = _office(page, start=sentence.start + match.start("office"), end=sentence.start + match.end())
            passes = _last(page, heard, number, to=sentence.start + match.start()) if source is not None else None
            if source is not None and passes is not None and passes.name and passes.name != source.name:
                out.setdefault(passes.name, source)
    return out


_OFFICES = ("office", "body")


def _is_office(page: Page, item: Item) -> bool:
    return bool(item.party) and item.has(*_OFFICES) and _fights(page, item.party)


def _fights(page: Page, party: str | None) -> bool:
    return party is not None and page.war is not None and page.war.party(party) is not None


def _office(page: Page, *, start: int, end: int) -> Voice | None:
    """The office of a side of the war that stands between two offsets."""
    voice = speaker_between(page, start=start, end=end)
    return voice if voice is not None and voice.kind == "body" and _fights(page, voice.party) else None


def _before(heard: Hearing, number: int, *, to: int) -> Voice | None:
    """The body outside the war that a sentence names before an offset, else the last one of the sentence before."""
    here = [one for one in heard[number].bodies if one.end <= to and one.kind == "body"]
    return here[-1] if here else None


def _last(page: Page, heard: Hearing, number: int, *, to: int) -> Voice | None:
    """The body named last before an offset, in the sentence or in one before it in its block."""
    found = _before(heard, number, to=to)
    block = page.sentences[number].block
    for back in range(number - 1, max(-1, number - _BACK - 1), -1):
        if found is not None or page.sentences[back].block != block:
            break
        bodies = [one for one in heard[back].bodies if one.kind == "body"]
        found = bodies[-1] if bodies else None
    return found


_BACK = 3


def with_source(voice: Voice | None, *, relays: Mapping[str, Voice], measure: Measure) -> Voice | None:
    """The voice with the office that it is said to take such numbers from, where it is given no source beside the figure."""
    if voice is None or not voice.name or voice.source is not None or measure not in PASSED_ON:
        return voice
    source = relays.get(voice.name)
    return replace(voice, source=source.name, source_party=source.party) if source is not None else voice
