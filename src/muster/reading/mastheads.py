"""Who published a text, as the line at its head says: "Northern Wire, 14 March 2025", "Opinion — The Southern Standard, 19 October 2023".

Invariant: a name is taken only from a line of its own that also tells a year, and only where one of its words is that of a publisher.
"""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib import resources

_HEAD, _LONGEST = 4, 110  # lines at the head of a text, and characters of one, in which a publisher is named
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_PARTS = re.compile(r"\s*[|/·•;:()\[\]—–]\s*|,\s+|\.\s+|\s+-+\s+|\s{2,}|\t")
_SENTENCE = re.compile(r"[.!?][”\"]?\s*$|\b(?:said|says|was|were|has|had|have|killed|lost|will|is|are|has been)\b")
_NO_NAME = re.compile(
    r"^(?:by|from|for|posted|published|issued|updated|dated|no\.?|nr\.?|issue|vol(?:ume)?\.?|on|the morning of)\b",
    re.IGNORECASE,
)
_NUMBERED = re.compile(r"(?:\s+(?:no|nr|issue)\b\.?)?\s*\d*$")
_SMALL = frozenset("of the for and on in at to de la du des di al and & von für".split())
_MOST, _LEAST = 9, 2  # words of a name


@cache
def _words(kind: str) -> frozenset[str]:
    data = tomllib.loads((resources.files("muster.reading") / "lexicon" / "mastheads.toml").read_text(encoding="utf-8"))
    return frozenset(data[kind])


def masthead(text: str) -> str | None:
    """The publisher that a text's first lines name, None where they name none."""
    lines = [line for line in text[:2_000].split("\n") if line.strip()][:_HEAD]
    for line in lines:
        if len(line) <= _LONGEST and _YEAR.search(line) and not _SENTENCE.search(line):
            name = next((part for part in _PARTS.split(line.strip()) if _is_name(part)), None)
            if name is not None:
                return name
    return None


def _is_name(part: str) -> bool:
    words = part.split()
    if not _LEAST <= len(words) <= _MOST or _YEAR.search(part) or _NO_NAME.match(part):
        return False
    said = _NUMBERED.sub("", part.lower()).strip("'’\"“” ")
    low = [word.strip("'’\"“”") for word in said.split()]
    if not low or said in _words("kinds") or low[-1] in _words("endings"):
        return False
    named = all(word[0].isupper() or word[0].isdigit() or word.lower() in _SMALL for word in words)
    return named and words[0][0].isalpha() and not _words("publishers").isdisjoint(low)
