"""Which of the voices in a text a figure is credited to.

Invariant: a sentence's own voices come before the paragraph's, and nothing is credited to a voice that comes later than the sentence.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from muster.reading.attribution import Voice
from muster.reading.context import Page
from muster.reading.discourse import Memory
from muster.reading.measuring import View


def voice_for(memory: Memory, spoken: Sequence[Voice], view: View, at: int, *, page: Page, number: int) -> Voice | None:
    """The voice that speaks for the figure: the last that began before it, else the first after it, else the paragraph's."""
    named = [voice for voice in spoken if voice.name is not None]
    if not named:
        return memory.voice or (memory.subject if memory.subject_block == page.sentences[number].block else None)
    gapped = _gapped(view, at, named, page.text)
    if gapped is not None:
        return gapped
    start = view[at].start
    before = [voice for voice in named if voice.start < start]
    after = [voice for voice in named if voice.start >= start]
    if before and after and after[0].how == "according" and before[-1].how == "says":
        return replace(after[0], source=after[0].source or before[-1].name)
    if len(before) >= 2 and before[-1].how == "says" and before[-2].how == "says" and _nested(view, before[-2], before[-1]):
        return replace(before[-2], source=before[-2].source or before[-1].name)
    if before:
        return before[-1]
    return after[0]


def _gapped(view: View, at: int, named: Sequence[Voice], text: str) -> Voice | None:
    """ "Baku reporting 50 dead and Yerevan at least 49": the second speaker has the first one's verb."""
    if at < 2 or view[at - 2].low not in ("and", ";", ",", "while", "but"):
        return None
    item = view[at - 1]
    if not item.has("country", "body", "office") or item.has("fighters") or named[0].start > item.start:
        return None
    if any(voice.start <= item.start < voice.end for voice in named):
        return None
    return replace(named[0], name=text[item.start : item.end], start=item.start, end=item.end, party=item.party)


def _nested(view: View, outer: Voice, inner: Voice) -> bool:
    """ "X reports that Y estimates …": one voice inside the other's clause."""
    return outer.at < inner.at and any(view[j].low == "that" for j in range(outer.at, inner.at))


_ADMITS = frozenset("admitted admits admit acknowledged acknowledges acknowledge conceded concedes owned".split())


def admits(view: View, voice: Voice | None) -> bool:
    """Whether who speaks owns up to losses of its own."""
    return voice is not None and voice.at < len(view) and view[voice.at].low.split(" ")[0] in _ADMITS
