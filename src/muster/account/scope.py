"""Whether words narrow a figure to a part: a rank, a unit, a place, an origin, a channel.

Invariant: a claim with no such words is of the whole party; two claims are of one scope only where their scopes have one key.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from functools import cache, lru_cache
from importlib import resources
from typing import Any

from muster.claims.claim import Claim

_WORD = re.compile(r"[\w'’-]+")


@cache
def _lexicon() -> Mapping[str, Any]:
    return tomllib.loads((resources.files("muster.account") / "scope.toml").read_text(encoding="utf-8"))


@cache
def _patterns(table: str = "narrowing") -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple((key, re.compile(words, re.IGNORECASE)) for key, words in _lexicon()[table].items())


@cache
def _forms() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    forms = _lexicon()["forms"]
    return (
        re.compile(forms["without"], re.IGNORECASE),
        re.compile(forms["no_scope"], re.IGNORECASE),
        re.compile(forms["around"], re.IGNORECASE),
        re.compile(forms["place"]),
    )


@lru_cache(maxsize=8192)
def _of_note(words: str) -> str | None:
    """The scope that a table's note tells. Most of a note tells none: what narrows is a clause that is nothing else ("volunteers"), a
    clause that says "only", or what is left out; a number of others beside it or a part of it ("half Wagner") narrows nothing."""
    found = set()
    for clause in re.split(r"[;,.]\s+|[;,]", words):
        found |= _of_clause(clause.strip(), whole=True)
    return " + ".join(sorted(found)) or None


def _of_clause(clause: str, *, whole: bool) -> set[str]:
    without, no_scope, around, place = _forms()
    if left := without.search(clause):
        told = (*_patterns(), *_patterns("left_out"))
        return {f"without {key}" for key, pattern in told if pattern.search(left["what"])}
    if no_scope.search(clause):
        return set()
    core = around.sub("", clause).strip(" ()\"'“”")
    if not whole:
        return {key for key, pattern in _patterns() if pattern.search(core)}
    keys = {key for key, pattern in _patterns() if pattern.fullmatch(core)}
    if not keys and (named := place.fullmatch(core)):
        return {named["place"].lower()}
    return keys


def scope_of(claim: Claim, *, table: bool) -> str | None:
    """The key of the part that the claim is of, None for the whole. A text's scope is taken at its words; a table's note is searched for
    what narrows, since most of a note does not."""
    words = claim.scope
    if not words or not words.strip():
        return None
    if table:
        return _of_note(words)
    if found := _of_clause(words, whole=False):
        return " + ".join(sorted(found))
    empty = _lexicon()["empty"]["words"]
    return " ".join(word.lower() for word in _WORD.findall(words) if word.lower() not in empty) or None
