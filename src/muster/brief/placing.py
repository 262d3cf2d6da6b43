"""Where each body of a picture stands: those who rest on nobody first, the others further along, near to what they rest on.

Invariant: a body stands in a column beyond the bodies it rests on, and outlets that rest on somebody beyond every body, except in a circle
and where the columns are used up; no two stand in one row of one column, and what hangs together stands together.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence

Pair = tuple[str, str]  # who rests, and on whom
MOST_COLUMNS = 4


def columns(pairs: Sequence[Pair], outlets: Collection[str]) -> dict[str, int]:
    """How far each is from those who rest on nobody; outlets stand beyond all others."""
    parents: dict[str, list[str]] = defaultdict(list)
    for child, parent in pairs:
        parents[child].append(parent)
    depth: dict[str, int] = {}

    def deep(key: str, above: frozenset[str]) -> int:
        if key not in depth:
            up = [deep(one, above | {key}) for one in parents[key] if one not in above and one != key]
            depth[key] = 1 + max(up) if up else 0
        return depth[key]

    keys = sorted({key for pair in pairs for key in pair})
    for key in keys:
        deep(key, frozenset())
    last = max((depth[key] for key in keys if key not in outlets), default=0)

    def placed(key: str) -> int:
        if key not in outlets or not depth[key]:
            return depth[key]
        up = [placed(one) for one in parents[key] if one in outlets and depth[one] < depth[key]]
        return max(last + 1, 1 + max(up, default=0))

    return {key: min(placed(key), MOST_COLUMNS - 1) for key in keys}


def groups(pairs: Sequence[Pair]) -> list[set[str]]:
    """Who hangs together, with the most bodies first."""
    found: list[set[str]] = []
    for pair in pairs:
        joined = set(pair)
        apart = [group for group in found if not group & joined]
        for group in found:
            joined |= group if group & joined else set()
        found = [*apart, joined]
    return sorted(found, key=lambda group: (-len(group), min(group)))


def rows(group: Collection[str], pairs: Sequence[Pair], *, columns: Mapping[str, int]) -> dict[str, float]:
    """In each column from the left, each body beside what it rests on; a column with fewer than the tallest is centred."""
    near: dict[str, list[str]] = defaultdict(list)
    for child, parent in pairs:
        near[child].append(parent)
        near[parent].append(child)
    by_column = {column: sorted(key for key in group if columns[key] == column) for column in range(MOST_COLUMNS)}
    tall = max(len(its) for its in by_column.values())
    found = {key: (place + 0.5) * tall / len(its) for its in by_column.values() for place, key in enumerate(its)}
    for _ in range(4):
        for its in by_column.values():
            middle = {key: sum(found[one] for one in near[key]) / len(near[key]) for key in its}
            its.sort(key=lambda key: (middle[key], key))
            found |= {key: (place + 0.5) * tall / len(its) for place, key in enumerate(its)}
    return found
