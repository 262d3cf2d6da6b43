"""Entries of a file or register whose head line says when and who: "C. 1 May 2023. John Kirby, White House", and rows below it.

Invariant: a head line counts nothing itself, and rows of its own group stand below it.
"""

from __future__ import annotations

from muster.reading.context import FIGURE, TIME, Page, Sentence
from muster.reading.hearing import Hearing
from muster.reading.layout import Kind
from muster.reading.voices import Voice

_OPENS = frozenset("“\"'‘ ")


def who_heads(page: Page, heard: Hearing, *, number: int) -> Voice | None:
    """Whom the entry that begins with sentence `number` credits."""
    sentence = page.sentences[number]
    block = page.blocks[sentence.block]
    if sentence.start != block.start or block.kind is Kind.PARAGRAPH or not _has_rows(page, sentence.block):
        return None
    lines = [one for one in range(number, len(page.sentences)) if page.sentences[one].block == sentence.block]
    items = page.items[sentence.first : page.sentences[lines[-1]].last]
    if not any(item.kind == TIME for item in items) or any(item.kind == FIGURE for item in items):
        return None
    named = ((one, voice) for one in lines for voice in (*heard[one].people, *heard[one].bodies))
    return next((voice for one, voice in named if _opens(page, page.sentences[one], voice)), None)


def _has_rows(page: Page, number: int) -> bool:
    """Whether a block opens its group and a row follows in it."""
    blocks = page.blocks
    opens = number == 0 or blocks[number - 1].group != blocks[number].group
    after = blocks[number + 1] if number + 1 < len(blocks) else None
    return opens and after is not None and after.group == blocks[number].group and after.kind is Kind.ENTRY


def _opens(page: Page, sentence: Sentence, voice: Voice) -> bool:
    """Whether a sentence begins with the one it names, or has only the day before."""
    before = page.text[sentence.start : voice.start]
    first = page.items[sentence.first]
    told = before[first.end - sentence.start :] if first.kind == TIME else before
    return all(mark in _OPENS or mark in ".,:;–—|-" for mark in told)
