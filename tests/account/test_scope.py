"""What narrows a figure to a part, in the words of a text and in the notes of a table."""

from __future__ import annotations

import pytest

from muster.account.scope import scope_of
from muster.claims.claim import Claim, Place
from muster.claims.figure import Figure
from muster.claims.measures import Measure


def scope(words: str | None, *, table: bool) -> str | None:
    claim = Claim(
        figure=Figure(low=1000, high=1000),
        quote="1,000",
        place=Place(document="d", start=0, end=5),
        measure=Measure.KILLED,
        scope=words,
    )
    return scope_of(claim, table=table)


NOTES = [
    ("volunteers", "volunteers"),
    ("volunteers only; in 2025", "volunteers"),
    ("Kursk only", "kursk"),
    ("Kursk region", "kursk"),
    ("Kharkiv oblast", "kharkiv"),
    ("ground component only; + 33,000 Rosgvardia", "ground forces"),
    ("combat zone", "theatre"),
    ('approximately; "in Ukraine"', "theatre"),
    ("officers", "officers"),
    ("incl. those expected to return; excludes Wagner", "without wagner"),
    ("not counting the mobilised", "without mobilised"),
    ("excludes a large number officially missing", "without the missing"),
    ("includes areas claimed by Russia", "claimed areas too"),
    # What only stands beside a figure, or makes up a part of it, narrows nothing.
    ("half Wagner", None),
    ("plus 40,000 volunteers", None),
    ("20% of 50,000 convicts = 10,000 and as many on contract", None),
    ("sums; other table 908,371 dead / 8,904,467 mobilised", None),
    ("mobilize and conscript", None),
    ("killed, wounded, missing", None),
    ("upper bound; killed+wounded+captured+missing", None),
    ("adversary claim", None),
    ("date inferred from context", None),
    ("one-sided lower bound", None),
    (None, None),
    ("  ", None),
]
WORDS = [
    ("of volunteers", "volunteers"),
    ("in the Kursk region", "kursk"),
    ("in the Kursk direction", "kursk"),
    ("six generals", "generals"),
    ("excluding Wagner", "without wagner"),
    ("from the Perm region", "perm region"),
    ("the Perm region", "perm region"),
    ("the 72nd Brigade", "72nd brigade"),
    (None, None),
]


@pytest.mark.parametrize(("words", "key"), NOTES)
def test_a_tables_note(words: str | None, key: str | None) -> None:
    assert scope(words, table=True) == key


@pytest.mark.parametrize(("words", "key"), WORDS)
def test_a_texts_words(words: str | None, key: str | None) -> None:
    assert scope(words, table=False) == key
