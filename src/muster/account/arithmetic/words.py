"""Words that say how the figures of a passage hang together, from `words.toml`."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib import resources


@cache
def pattern(name: str) -> re.Pattern[str]:
    """The words of one list as whole words."""
    text = (resources.files("muster.account.arithmetic") / "words.toml").read_text(encoding="utf-8")
    words = tomllib.loads(text)[name]["words"]
    return re.compile(rf"(?<!\w)(?:{'|'.join(words)})(?!\w)", re.IGNORECASE)


def said(name: str, text: str) -> bool:
    """Whether one of the words stands in the text."""
    return pattern(name).search(text) is not None


@cache
def bridge() -> re.Pattern[str]:
    """What may stand between two tellings of one number, and nothing else."""
    text = (resources.files("muster.account.arithmetic") / "words.toml").read_text(encoding="utf-8")
    words = "|".join(tomllib.loads(text)["same"]["words"])
    return re.compile(rf"(?:[\s,(–—=:-]|\b(?:{words})\b)*", re.IGNORECASE)
