"""Sorts of people of whom nobody is of two, from `sorts.toml`: whether a breakdown can be all there is of its whole."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

from muster.account.lexicon import lexicon


class Sorting(NamedTuple):
    """One way to sort people; `whole` where there are no others."""

    whole: bool
    sorts: tuple[re.Pattern[str], ...]


@cache
def _sortings() -> tuple[Sorting, ...]:
    data = lexicon("sorts", of="arithmetic").values()
    return tuple(
        Sorting(one["whole"], tuple(re.compile(rf"\b(?:{'|'.join(words)})\b", re.IGNORECASE) for words in one["sorts"]))
        for one in data
    )


def sorted_by(labels: Sequence[str]) -> Sorting | None:
    """The way in which these labels, one for each part, sort people: each is of one sort and no two are of the same."""
    for sorting in _sortings():
        which = [[at for at, sort in enumerate(sorting.sorts) if sort.search(label)] for label in labels]
        if all(len(one) == 1 for one in which) and len({one[0] for one in which}) == len(labels):
            return Sorting(sorting.whole and len(labels) == len(sorting.sorts), sorting.sorts)
    return None
