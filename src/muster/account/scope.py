"""Whether words narrow a figure to a part: a rank, a unit, a place, an origin, a channel.

Invariant: a claim with no such words is of the whole party; two claims are of one scope only where their scopes have one key.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from functools import cache
from importlib import resources
from typing import Any

from muster.claims.claim import Claim

_WORD = re.compile(r"[\w'’-]+")


@cache
def _lexicon() -> Mapping[str, Any]:
    return tomllib.loads((resources.files("muster.account") / "scope.toml").read_text(encoding="utf-8"))


@cache
def _patterns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple(
        (key, re.compile(rf"\b(?:{words})\b", re.IGNORECASE)) for key, words in _lexicon()["narrowing"].items()
    )


def scope_of(claim: Claim, *, table: bool) -> str | None:
    """The key of the part that the claim is of, None for the whole. A text's scope is taken at its words; a table's note is searched for
    words that narrow, since most of a note does not."""
    words = claim.scope
    if not words or not words.strip():
        return None
    if table:
        found = sorted(key for key, pattern in _patterns() if pattern.search(words))
        return " + ".join(found) or None
    found = sorted(key for key, pattern in _patterns() if pattern.search(words))
    if found:
        return " + ".join(found)
    return (
        " ".join(word.lower() for word in _WORD.findall(words) if word.lower() not in _lexicon()["empty"]["words"])
        or None
    )
