"""Words that tie the numbers of a passage, from `words.toml`."""

from __future__ import annotations

import re
from functools import cache

from muster.account.lexicon import lexicon

_HEDGE = "@hedge"


@cache
def pattern(name: str) -> re.Pattern[str]:
    """One list as a pattern, in any case; `@hedge` in it stands for any words that hedge a number."""
    lists = lexicon("words", of="numbers")
    hedge = f"(?:(?:{'|'.join(lists['hedge']['words'])})\\s+)*"
    words = "|".join(lists[name]["words"]).replace(_HEDGE, hedge)
    return re.compile(f"(?:{words})", re.IGNORECASE)


def said(name: str, text: str) -> bool:
    """Whether one of the words stands in the text."""
    return pattern(name).search(text) is not None
