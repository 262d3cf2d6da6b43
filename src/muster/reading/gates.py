"""Gates: the words and tags without which a check of the rules finds nothing, so that it is asked only in a sentence that has one.

Most checks look for a turn that few sentences have. Each says here, once, by which words it may be met; what gates a word opens is worked
out when the word is first met, and those that a sentence opens once for the sentence.

Invariant: a gate is a word that the check cannot do without, so a shut gate never changes what is read.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Set
from itertools import count

NONE: frozenset[int] = frozenset()
_numbers = count()
_words: dict[str, set[int]] = {}
_starts: dict[str, set[int]] = {}
_parts: dict[str, set[int]] = {}
_tags: dict[str, set[int]] = {}
_MOST = 50_000  # words that are remembered
_WORD = re.compile(r"\w+")


def gate(*words: str, starts: Iterable[str] = (), holds: Iterable[str] = (), tags: Iterable[str] = ()) -> int:
    """A gate that is opened by an item which is, or has among its words, one of `words`; of which a word begins with one of `starts`; that
    `holds` one of these letters; or that bears one of the tags, or one that ends so: ".missing"."""
    number = next(_numbers)
    for table, told in ((_words, words), (_starts, starts), (_parts, holds), (_tags, tags)):
        for one in told:
            table.setdefault(one, set()).add(number)
    _known.clear()
    _borne.clear()
    return number


def opened(lows: Iterable[str], tags: Iterable[str] = ()) -> Set[int]:
    """The gates that a sentence opens whose items, or words, are these and bear these tags."""
    return NONE.union(*[_known[low] for low in lows], *[_borne[tag] for tag in tags])


class _Known(dict[str, frozenset[int]]):
    """The gates that each item's words open."""

    def __missing__(self, low: str) -> frozenset[int]:
        if len(self) > _MOST:
            self.clear()
        found: set[int] = set()
        for word in {low, *low.split(" "), *_WORD.findall(low)}:
            found |= _words.get(word, NONE)
            for size in range(1, len(word) + 1):
                found |= _starts.get(word[:size], NONE)
        for part, numbers in _parts.items():
            if part in low:
                found |= numbers
        self[low] = gates = frozenset(found)
        return gates


class _Borne(dict[str, frozenset[int]]):
    """The gates that each tag opens."""

    def __missing__(self, tag: str) -> frozenset[int]:
        told = _tags.get(tag, NONE), *(numbers for end, numbers in _tags.items() if end[0] == "." and tag.endswith(end))
        self[tag] = gates = NONE.union(*told)
        return gates


_known, _borne = _Known(), _Borne()
