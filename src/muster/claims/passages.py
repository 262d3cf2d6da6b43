"""The sentence and the paragraph that a figure stands in, for showing them and for telling whether two texts say the same.

Invariant: what comes back is a pair of offsets around the place that was asked for; neither goes over the end of a paragraph.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

_REACH = 600  # characters to either side, beyond which a passage is cut at a word
_WRAPPED = 110  # no hand-wrapped line is longer
_LONG, _LONG_LATER = re.compile(rf"[^\n]{{{_WRAPPED + 1}}}"), re.compile(rf"\n[^\n]{{{_WRAPPED + 1}}}")
_END = re.compile(r"[.!?…][\"'”’)\]]*(?=\s+[^\sa-z])")
_HEAD = re.compile(r"[^\W\d_]|^(?:19|20)\d\d$")  # words, or a year
_SHORT = re.compile(
    r"(?:^|[\s(“\"])(?:[A-Za-z]|(?:[A-Za-z]\.)+[A-Za-z]|Mr|Mrs|Ms|Dr|Prof|St|Gen|Lt|Col|Maj|Capt|Sgt|Cpl|Brig|Adm|Cmdr|Sen|Rep|Gov|Pres|No|Nos|"
    r"vs|approx|est|Inc|Ltd|Co|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)$"
)


def paragraph(text: str, place: tuple[int, int]) -> tuple[int, int]:
    """The paragraph around a place. Where lines are long, and so not wrapped, each is a paragraph."""
    start, end = place
    near = max(0, start - _REACH), end + _REACH
    stop = "\n" if _LONG.match(text, *near) or _LONG_LATER.search(text, *near) else "\n\n"
    first = text.rfind(stop, 0, start)
    first = 0 if first < 0 else first + len(stop)
    last = text.find(stop, end)
    last = len(text) if last < 0 else last
    if start - first > _REACH:
        first = text.find(" ", start - _REACH, start) + 1 or start - _REACH
    if last - end > _REACH:
        cut = text.rfind(" ", end, end + _REACH)
        last = end + _REACH if cut < 0 else cut
    return _trimmed(text, first, last, place=place)


def sentence(text: str, place: tuple[int, int]) -> tuple[int, int]:
    """The sentence around a place, within its paragraph."""
    bounds = paragraph(text, place)
    return _around(text, place, bounds, _ends(text, bounds))


def _ends(text: str, bounds: tuple[int, int]) -> Iterator[tuple[int, int]]:
    """Where sentences end between bounds: from where to where the marks stand."""
    first, last = bounds
    for mark in _END.finditer(text, first, last):
        if mark[0][0] == "." and _SHORT.search(text, max(first, mark.start() - 12), mark.start()):
            continue
        yield mark.span()
        first = mark.end()


def _around(
    text: str, place: tuple[int, int], bounds: tuple[int, int], ends: Iterable[tuple[int, int]]
) -> tuple[int, int]:
    """What lies around a place between bounds and the ends of sentences nearest it."""
    first, last = bounds
    for begin, end in ends:
        if end <= place[0]:
            first = end
        elif begin >= place[1]:
            last = end
            break
    return _trimmed(text, first, last, place=place)


def in_one_line(text: str, place: tuple[int, int]) -> str:
    """The words of the sentence around a place, on one line; in a table the head of its column before those of its row."""
    first, last = sentence(text, place)
    return under(heading(text, place), " ".join(text[first:last].split()))


def in_lines(text: str, places: Iterable[tuple[int, int]]) -> list[str]:
    """The same of each of several places; what they share is looked at once."""
    ends: dict[tuple[int, int], list[tuple[int, int]]] = {}
    lines: dict[tuple[int, int], str] = {}
    tables, found = "|" in text, []
    for place in places:
        bounds = paragraph(text, place)
        if bounds not in ends:
            ends[bounds] = list(_ends(text, bounds))
        first, last = around = _around(text, place, bounds, ends[bounds])
        if around not in lines:
            lines[around] = " ".join(text[first:last].split())
        found.append(under(heading(text, place) if tables else "", lines[around]))
    return found


def under(head: str, said: str) -> str:
    """What is said, its head before it where there is one."""
    return f"{head}: {said}" if head else said


def heading(text: str, place: tuple[int, int]) -> str:
    """The head of the column that a place in a table's row stands in; nothing outside a table, in its head, or where it has none."""
    row = text.rfind("\n", 0, place[0]) + 1
    column = text.count("|", row, place[0])
    if "|" not in text[row : _line_end(text, row)]:
        return ""
    top = row
    while top > 0 and "|" in text[(above := text.rfind("\n", 0, top - 1) + 1) : top - 1]:
        top = above
    cells = text[top : _line_end(text, top)].split("|")
    head = " ".join(cells[column].split()) if top < row and column < len(cells) else ""
    return head if _HEAD.search(head) else ""


def _line_end(text: str, at: int) -> int:
    end = text.find("\n", at)
    return len(text) if end < 0 else end


def _trimmed(text: str, first: int, last: int, *, place: tuple[int, int]) -> tuple[int, int]:
    start, end = place
    while first < start and text[first].isspace():
        first += 1
    while last > end and text[last - 1].isspace():
        last -= 1
    return first, last
