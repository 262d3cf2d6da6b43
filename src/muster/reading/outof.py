"""A part that is told out of its whole: "90 of the 400 were officers", where what the verb says is of the part.

Invariant: nothing stands between the two figures but the words that make one a part of the other.
"""

from __future__ import annotations

from muster.reading.context import FIGURE
from muster.reading.measuring import View

_OUT_OF = frozenset(
    f"{of} {those}".strip()
    for of in ("of", "out of", "among")
    for those in ("the", "these", "those", "its", "their", "his", "our", "all the", "all", "all of the")
)
_MOST = 4  # items between the two figures


def whole_of(view: View, at: int) -> int | None:
    """Where the whole stands that the figure at `at` is told to be a part of."""
    whole = next((j for j in range(at + 1, min(len(view), at + 2 + _MOST)) if view[j].kind == FIGURE), None)
    return whole if whole is not None and _joined(view, at, whole) else None


def part_of(view: View, at: int) -> int | None:
    """Where the part stands that is told out of the figure at `at`."""
    part = next((j for j in range(at - 1, max(-1, at - 2 - _MOST), -1) if view[j].kind == FIGURE), None)
    return part if part is not None and _joined(view, part, at) else None


def _joined(view: View, part: int, whole: int) -> bool:
    one, other = view[part].found, view[whole].found
    if one is None or other is None or one.unit not in _PEOPLE or other.unit not in _PEOPLE:
        return False
    return " ".join(item.low for item in view[part + 1 : whole]) in _OUT_OF


_PEOPLE = ("", "person")
