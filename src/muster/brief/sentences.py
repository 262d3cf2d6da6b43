"""The sentence around a figure: where it begins, where it ends, and whether it asks.

Invariant: a sentence holds the whole figure, and never more than `REACH` characters on either side of it.
"""

from __future__ import annotations

import re

from muster.claims.claim import Place
from muster.claims.document import Document

REACH = 500
LONG_LINE = 160
# A full stop ends a sentence where no small letter and no digit follows it: that of "No. 4", "1.2" and "p.m. on" does not.
_END = re.compile(r"[?!](?=\W|$)|\.(?=[\s\"”’')\]]*(?:\s+[^\sa-z0-9]|$))|\n\s*\n")
_CLOSING = re.compile(r"[\"”’')\]]*")


def sentence(document: Document, place: Place) -> str:
    """The sentence, its white space evened out. In a table or a list of data it is the line."""
    text = document.text
    low, high = _window(document, place)
    start = max((found.end() for found in _END.finditer(text, low, place.start)), default=low)
    start = min(_CLOSING.match(text, start, place.start).end(), place.start)  # type: ignore[union-attr]
    end = _END.search(text, place.end, high)
    stop = _CLOSING.match(text, end.end(), high).end() if end else high  # type: ignore[union-attr]
    return " ".join(text[start:stop].split())


def asks(document: Document, place: Place) -> bool:
    """Whether it ends with a question mark."""
    end = _END.search(document.text, place.end, _window(document, place)[1])
    return end is not None and end.group() == "?"


def _window(document: Document, place: Place) -> tuple[int, int]:
    """How far the sentence can reach: within the line where lines are what is written in, as in a table."""
    text = document.text
    first = text.rfind("\n", 0, place.start) + 1
    last = text.find("\n", place.end)
    last = len(text) if last < 0 else last
    line = text[first:last]
    if document.media == "dataset" or "|" in line or len(line) > LONG_LINE:
        return max(first, place.start - REACH), min(last, place.end + REACH)
    return max(0, place.start - REACH), min(len(text), place.end + REACH)
