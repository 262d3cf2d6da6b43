"""What kind of speaker a known phrase is: a person, a body, a side, a paper, somebody without a name; and where none is needed.

Invariant: a plain word is none of them; whether a name that no list knows can speak is decided in `nouns`.
"""

from __future__ import annotations

from collections.abc import Sequence

from muster.reading import wordings
from muster.reading.context import PHRASE, WORD, Item
from muster.reading.gates import gate

_SPEAKERS = frozenset(["person", "office", "body", "paper", "country", "unnamed", "demonym", "irregulars"])


def kind_of(item: Item) -> str | None:
    """What kind of speaker a known phrase is."""
    if item.has("irregulars") and item.low.startswith("the "):
        return "unnamed"  # "the rebels"
    if item.tags.isdisjoint(_SPEAKERS) or item.kind not in (WORD, PHRASE):
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


def kinds_of(view: Sequence[Item]) -> list[str | None]:
    """The kind of each item; a title with an article and no name stands for its holder: "the President says"."""
    kinds = [kind_of(item) if item.low == "model" or not item.tags.isdisjoint(_SPEAKERS) else None for item in view]
    for at, item in enumerate(view[:-1]):
        if "title" in item.tags and kinds[at] is None and item.low.replace("-", " ").split(" ")[-1] in wordings.ROLES:
            before, after = view[at - 1] if at else item, view[at + 1]
            the = before.low in wordings.ARTICLES or before.has("demonym", "country")
            alone = after.has("say") or after.low in (",", ".") or after.low in wordings.AUXILIARY
            kinds[at] = "unnamed" if the and alone else None
    return kinds


def _personal(item: Item) -> bool:
    """Whether an office of a war is a person's name."""
    if item.phrase is None or item.phrase.case != "capital":
        return False
    of_bodies = wordings.BODY_WORDS | wordings.GENERIC
    return not any(word in of_bodies or word.removesuffix("s") in wordings.BODY_WORDS for word in item.phrase.words)


RECKONS = gate("so", "thus", "hence", "therefore", tags=["reckoned_here"])  # without which no sentence does


def reckons_itself(view: Sequence[Item]) -> bool:
    """Whether the sentence is the document's own arithmetic or comment: "That works out at", "On either count", "So it has"."""
    if len(view) > 1 and view[0].low in ("so", "thus", "hence", "therefore") and view[1].low not in wordings.AFTER_SO:
        return True
    return any(
        "reckoned_here" in item.tags
        and (at <= 1 or view[0].low in wordings.WE_RECKON or any(one.low == "divided by" for one in view))
        for at, item in enumerate(view[:14])
    )


def is_post(name: str) -> str:
    """Whether a phrase is the post of "one" person or of "several" ("authors"); empty where it is none."""
    words = name.lower().replace("-", " ").split()
    cut = next((at for at, word in enumerate(words) if word in ("of", "for", "in", "at")), len(words))
    last = words[cut - 1] if cut else ""
    if last in wordings.ROLES or _is_trade(last):
        return "one"
    single = last.removesuffix("s")
    return "several" if single != last and (single in wordings.ROLES or _is_trade(single)) else ""


_PEOPLE = frozenset(
    "diplomat surgeon nurse medic source envoy scholar aide ally colleague friend person deputy judge analyst head".split()
)
_TRADES = ("ist", "er", "or", "ian", "man", "woman", "official", "expert")
_NO_TRADES = frozenset(
    "order centre center paper newspaper number error terror letter poster register ledger winter border river sector corridor matter "
    "chapter answer counter computer tower power offer charter quarter flyer banner sticker server folder monitor never ever over under "
    "after other another rather either neither whether however further later earlier longer higher lower nor for former latter".split()
)


def _is_trade(word: str) -> bool:
    return word in _PEOPLE or (word.endswith(_TRADES) and word not in _NO_TRADES)
