"""Words that say how the figures of a passage hang together, from `words.toml`."""

from __future__ import annotations

import re
from functools import cache

from muster.account.lexicon import lexicon


@cache
def pattern(name: str) -> re.Pattern[str]:
    """The words of one list as whole words."""
    words = lexicon("words", of="arithmetic")[name]["words"]
    return re.compile(rf"(?<!\w)(?:{'|'.join(words)})(?!\w)", re.IGNORECASE)


def said(name: str, text: str) -> bool:
    """Whether one of the words stands in the text."""
    return pattern(name).search(text) is not None
