"""A table at any width: what must be whole is whole."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from muster.cli import shown
from muster.cli.layout import Column, fit, paragraphs

COLUMNS = (
    Column("id", whole=True),
    Column("period", whole=True),
    Column("speaker", rank=1),
    Column("status", whole=True, rank=2),
    Column("note", rank=3),
)
ROW = ("d9e1234567", "1935-10-03/1936-05-05", "the ministry of defence of a land", "report", "")


@pytest.mark.parametrize(
    ("width", "names"),
    [
        (200, ["id", "period", "speaker", "status"]),
        (60, ["id", "period", "speaker"]),
        (45, ["id", "period"]),
        (30, None),
    ],
)
def test_columns_go_by_how_little_they_say_and_empty_ones_first(width: int, names: list[str] | None) -> None:
    kept = fit(COLUMNS, [ROW], width=width)
    assert (None if kept is None else [COLUMNS[number].name for number in kept]) == names


def test_columns_that_are_left_out_are_named(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(shown, "on_terminal", lambda: True)
    for width, said in (("200", False), ("45", True)):
        monkeypatch.setenv("COLUMNS", width)
        shown.table(COLUMNS, [ROW])
        assert ("columns left out: speaker, status;" in capsys.readouterr().out) is said


@given(st.integers(20, 120), st.lists(st.text("abc ", max_size=90), min_size=5, max_size=5))
def test_a_paragraph_keeps_every_word_and_every_whole_cell(width: int, cells: list[str]) -> None:
    row = ["d9e1234567", "1935-10-03/1936-05-05", *cells[2:]]
    (said,) = paragraphs(COLUMNS, [row], width=width)
    assert "d9e1234567" in said
    assert "1935-10-03/1936-05-05" in said
    assert [word for cell in row for word in cell.split()] == [
        word.strip(";")
        for word in said.split()
        if word not in {f"{column.name}:" for column in COLUMNS} and word != ";"
    ]
