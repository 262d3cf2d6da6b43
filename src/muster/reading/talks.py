"""Who talks where a text is talk: the questions and answers of an interview, and the names that head the lines of a record.

Invariant: a line is an answer only where questions recur and those who answer speak of themselves; a label names a talker only where
it recurs.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import replace

from muster.reading.context import Item, Page
from muster.reading.kinds import is_post
from muster.reading.labels import Label
from muster.reading.layout import Block, Kind
from muster.reading.names import common_words

QUESTION, ANSWER = "question", "answer"
_SELF = re.compile(r"\b(?:I|[Mm]y|[Ww]e|[Oo]ur)\b")
_NAMED = re.compile(r"(?P<label>(?:[Tt]he )?[A-Z][\w.’' -]{2,60}?)(?:\s?\([^)\n]{1,40}\))?\s?:\s")
_LONGEST_HEAD = 90  # characters of a line that presents who is asked


def turns(page: Page) -> dict[int, str]:
    """Which blocks are questions and which answers, where lines of both stand in pairs; none where nobody answers for themselves."""
    groups: dict[int, list[int]] = defaultdict(list)
    for number, block in enumerate(page.blocks):
        groups[block.group].append(number)
    pairs = [numbers for numbers in groups.values() if len(numbers) > 1]
    asked = [numbers for numbers in pairs if page.text[page.blocks[numbers[0]].end - 1] == "?"]
    selves = sum(_speaks_of_self(page, numbers[1:]) for numbers in asked)
    if len(asked) < 2 or selves < 2 or 3 * selves < len(asked):
        return _alternating(page)
    first = asked[0][0]
    out: dict[int, str] = {}
    for numbers in pairs:
        if numbers[0] >= first:
            out[numbers[0]] = QUESTION
            out.update(dict.fromkeys(numbers[1:], ANSWER))
    return out


def _alternating(page: Page) -> dict[int, str]:
    """Questions that stand alone, each with its answer below: where several are put to "you", and "I" or "we" answer."""
    blocks = page.blocks
    asked = [n for n, block in enumerate(blocks) if _is_question(page, block) and n + 1 < len(blocks)]
    asked = [n for n in asked if not _is_question(page, blocks[n + 1])]
    if len(asked) < _FEWEST or sum(bool(_YOU.search(page.text, blocks[n].start, blocks[n].end)) for n in asked) < 2:
        return {}
    answers = {n: range(n + 1, after) for n, after in zip(asked, [*asked[1:], asked[-1] + 2], strict=True)}
    selves = sum(_speaks_of_self(page, numbers) for numbers in answers.values())
    if selves < 2 or 3 * selves < len(asked):
        return {}
    return {
        **dict.fromkeys((one for numbers in answers.values() for one in numbers), ANSWER),
        **dict.fromkeys(asked, QUESTION),
    }


def _is_question(page: Page, block: Block) -> bool:
    """Whether a block is one short question and nothing else."""
    return (
        page.text[block.end - 1] == "?"
        and block.end - block.start <= _LONGEST_QUESTION
        and page.text[block.start].isupper()
    )


_YOU = re.compile(r"\b[Yy]ou(?:r|rs)?\b")
_FEWEST, _LONGEST_QUESTION = 3, 160


def _speaks_of_self(page: Page, numbers: Sequence[int]) -> bool:
    return any(_SELF.search(page.text, page.blocks[one].start, page.blocks[one].end) for one in numbers)


def presents(block: Block) -> bool:
    """Whether a block may be the line that presents the one who is asked next: "Salim Haddad, 40, driver"."""
    return block.kind is not Kind.PARAGRAPH and block.end - block.start <= _LONGEST_HEAD


def recurring(page: Page) -> dict[int, Label]:
    """The labels of lines that recur and name a person or post: "The Minister of State: …", "Helen Ashdown (Calder Vale): …"."""
    found: dict[int, Label] = {}
    for number, block in enumerate(page.blocks):
        match = _NAMED.match(page.text, block.start, min(block.end, block.start + 100))
        if block.kind is Kind.PARAGRAPH and match is not None and _may_talk(page, match["label"], block.start):
            found[number] = Label(match["label"], "name", match.end())
    times = Counter(label.text for label in found.values())
    kept = {number: label for number, label in found.items() if times[label.text] > 1}
    return kept if len(kept) > 2 else {}


def without_reporters(
    labels: Mapping[int, Label], names: Callable[[], Collection[str]], *, page: Page
) -> dict[int, Label]:
    """The labels, with those that only have a first name ("MARTA:") taken for a journalist's where a host talks to them."""
    if not any(label.kind == "role" and label.text.lower() in _HOSTS for label in labels.values()):
        return dict(labels)
    times = Counter(label.text for label in labels.values())
    common, people = common_words(page), names()
    return {
        number: replace(label, kind="role")
        if label.kind == "name"
        and label.text.isalpha()
        and times[label.text] > 1
        and label.text.lower() not in people
        and label.text.lower() not in common
        and not is_post(label.text)
        else label
        for number, label in labels.items()
    }


_HOSTS = frozenset("presenter host anchor newsreader studio announcer".split())


def _may_talk(page: Page, label: str, start: int) -> bool:
    """Whether a label is a post or has the form of a name, and no side's."""
    words = [word for word in label.split() if word.lower() != "the"]
    if len(words) > 6 or label.isupper():
        return False
    if is_post(label):
        return True
    named = 2 <= len(words) <= 3 and all(word[:1].isupper() for word in words)
    return named and not any(
        item.has("country", "demonym", "group", "side") for item in _items(page, start, len(label))
    )


def _items(page: Page, start: int, length: int) -> Sequence[Item]:
    first = bisect_left(page.items, start, key=_start)
    return page.items[first : bisect_left(page.items, start + length, key=_start)]


def _start(item: Item) -> int:
    return item.start
