"""What is said of a document whose reading suffers from what it is."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import pytest

from muster.claims import Document, Reading
from muster.desk.noticing import Notice, english, notices
from muster.reading.reader import read, reader_of

FRENCH = (
    "Le ministère de la Défense a déclaré mardi que 1 200 soldats ukrainiens avaient été tués depuis le début de la semaine dans la "
    "région de Kharkiv, et que plus de 300 autres avaient été blessés au cours des mêmes combats, selon un porte-parole."
)
UKRAINIAN = "Генеральний штаб повідомив, що за добу було знищено 1200 російських військових."


@pytest.mark.parametrize(
    ("text", "said"),
    [(FRENCH, False), (UKRAINIAN, False), ("Losses: 1,200 killed, 300 wounded.", True), ("1,200", True)],
)
def test_only_english_is_taken_for_english(text: str, *, said: bool) -> None:
    assert english(text) is said


@pytest.mark.parametrize(
    "path", sorted((Path(__file__).parents[2] / "examples" / "reports").glob("*.txt")), ids=lambda path: path.stem
)
def test_every_example_is_english(path: Path) -> None:
    assert english(path.read_text(encoding="utf-8"))


def noticed(text: str, **more: Any) -> tuple[Notice, ...]:
    document = Document(text=text, **more)
    return notices(document, read(document))


def test_a_document_without_a_date_is_noticed_but_not_a_data_set() -> None:
    assert noticed("Ukraine lost 500 men.") == (Notice.UNDATED,)
    assert noticed("Ukraine lost 500 men.", published=dt.date(2024, 12, 9)) == ()
    table = Document(text="measure,low", media="dataset")
    assert notices(table, Reading(document=table.id, reader=reader_of())) == ()


def test_a_war_that_is_not_known_is_noticed_where_there_are_claims() -> None:
    masoller = "Uruguay lost 360 soldiers killed at Masoller in September 1904."
    assert noticed(masoller, published=dt.date(1904, 10, 5)) == (Notice.STRANGE,)
    assert noticed("All was calm.", published=dt.date(1904, 10, 5)) == ()
