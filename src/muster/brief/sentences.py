"""The sentence around a figure, as it is told and whether it asks.

Invariant: a sentence holds the whole figure; in a table or a set of data it is what stands in the line.
"""

from __future__ import annotations

from muster.claims import cells, passages
from muster.claims.claim import Place
from muster.claims.document import Document

_REACH = 500


def sentence(document: Document, place: Place) -> str:
    """The sentence, its white space evened out; of a table the row, each cell behind the head of its column."""
    if document.media != "dataset" and (row := cells.row(document.text, (place.start, place.end))):
        return "".join(row)
    start, end = _bounds(document, place)
    head = "" if document.media == "dataset" else passages.heading(document.text, (place.start, place.end))
    return passages.under(head, " ".join(document.text[start:end].split()))


def asks(document: Document, place: Place) -> bool:
    """Whether a question mark follows the figure in it, its own or that of a question it quotes."""
    return "?" in document.text[place.end : _bounds(document, place)[1]]


def _bounds(document: Document, place: Place) -> tuple[int, int]:
    text, low, high = document.text, max(0, place.start - _REACH), place.end + _REACH
    first = max(low, text.rfind("\n", low, place.start) + 1)
    last = text.find("\n", place.end, high)
    last = min(len(text), high) if last < 0 else last
    if document.media == "dataset" or "|" in text[first:last]:
        return first, last
    return passages.sentence(text, (place.start, place.end))
