"""People whom a text gives a name that is not their own: "a commander who calls himself Marx", "an officer, callsign Notary".

Invariant: such a name stands right behind who bears it, and with a capital.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import replace

from muster.reading.context import Item
from muster.reading.measuring import View
from muster.reading.nouns import Noun

_ALIAS = re.compile(
    r"[,(]? ?(?:(?:with|by|under) (?:the|his|her) (?:\w+ )?)?"
    r"(?:whom (?:we|I) (?:will |shall |can )?call|whom I['’]ll call|who (?:calls|called|calling) (?:him|her)self"
    r"|who (?:wants|wanted|asks|asked|prefers) (?:us )?to (?:be (?:called|known as)|call (?:him|her))|who asked me to call (?:him|her)"
    r"|who goes by(?: the (?:name|call ?sign))?(?: of)?|call[- ]?signs?|nom de guerre|known (?:to all |here )?as|nicknamed) "
    r"[“\"‘']?(?P<name>[A-Z][\w’-]+(?: [A-Z][\w’-]+)?)"
)


def called(noun: Noun, view: View, *, text: str) -> Noun:
    """The phrase with the name that is given to who it means; itself where none is given."""
    if noun.kind not in ("unnamed", "person") or noun.owned or noun.end >= len(view) or not noun.article:
        return noun
    match = _ALIAS.match(text, view[noun.end - 1].end)
    if match is None:
        return noun
    head = bisect_left(view, match.start("name"), key=_start)
    last = bisect_left(view, match.end("name"), key=_start)
    return replace(noun, head=head, last=last, end=last, kind="person", article="") if head < last else noun


def _start(item: Item) -> int:
    return item.start
