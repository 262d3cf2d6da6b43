"""The reader's front: a document in, its reading out."""

from __future__ import annotations

from muster.claims import Document, Reading


def read(document: Document) -> Reading:
    """All that the rules make of the document."""
    raise NotImplementedError
