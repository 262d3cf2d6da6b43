"""By which way recruits came, where their noun does not tell it: "18,000 joined volunteer formations" are a part beside the contracts.

Invariant: the words stand behind the figure in its own clause, before any other figure.
"""

from __future__ import annotations

import re
from functools import cache

from muster.claims.measures import Measure
from muster.reading.context import FIGURE, MARK, Item
from muster.reading.narrowing import Narrowed, Part, data


def channel(asked: Narrowed) -> tuple[Part, ...]:
    """The words that tell it, or none."""
    if asked.claim.measure is not Measure.RECRUITED:
        return ()
    view, last = asked.view, asked.at
    while last + 1 < len(view) and not _parts(view[last + 1]):
        last += 1
    found = _words().search(asked.page.text, view[asked.at].end, view[last].end)
    return (Part(found.start("way"), found.end("way"), "channel"),) if found else ()


def _parts(item: Item) -> bool:
    return item.kind in (FIGURE, MARK) or item.has("say")


@cache
def _words() -> re.Pattern[str]:
    way = data().channel
    before, said = ("|".join(sorted(way[key], key=lambda word: (-len(word), word))) for key in ("before", "ways"))
    return re.compile(rf"\b(?:{before}) (?:[a-z]+ ){{0,2}}?(?P<way>{said})\b", re.IGNORECASE)
