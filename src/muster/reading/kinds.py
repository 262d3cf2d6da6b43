"""What kind of speaker a known phrase is: a person, a body, a side, a paper, or somebody without a name.

Invariant: a plain word is none of them; whether a name that no list knows can speak is decided in `nouns`.
"""

from __future__ import annotations

from muster.reading import wordings
from muster.reading.context import PHRASE, WORD, Item


def kind_of(item: Item) -> str | None:
    """What kind of speaker a known phrase is."""
    if not item.tags or item.kind not in (WORD, PHRASE):
        return "paper" if item.low == "model" else None
    if item.has("person"):
        return "person"
    if item.has("office"):
        return "person" if _personal(item) else "body"
    if item.has("body"):
        return "body"
    if item.has("paper") or item.low == "model":
        return "paper"
    if item.has("country") and item.low.endswith("government"):
        return "body"
    if item.has("country") and item.has("side") and (item.party is not None or not item.has("group")):
        return "side"
    if item.has("unnamed"):
        return "unnamed"
    return "side" if item.has("demonym") and item.low.endswith(("s", "sh", "ese")) else None


def _personal(item: Item) -> bool:
    """Whether an office of a war is a person's name."""
    if item.phrase is None or item.phrase.case != "capital":
        return False
    of_bodies = wordings.BODY_WORDS | wordings.GENERIC
    return not any(word in of_bodies or word.removesuffix("s") in wordings.BODY_WORDS for word in item.phrase.words)
