"""The sentence and the paragraph around a figure."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from muster.claims import passages
from muster.claims.passages import heading, in_lines, in_one_line, paragraph, sentence

LONG = "A line that is far too long to have been wrapped by hand, as pages of the web have them, and so a paragraph of its own. "


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("First. They lost 500 men. Then more.", "They lost 500 men."),
        ("The U.S. Army said Gen. Smith lost 500 men in Jan. 2024. Then more.", "The U.S. Army said Gen. Smith lost 500 men in Jan. 2024."),
        ("“They lost 500 men.” He left.", "“They lost 500 men.”"),
        ("A heading\n\nThey lost\n500 men\n\nThen", "They lost\n500 men"),
        ("They lost 500.5 men per day. Then", "They lost 500.5 men per day."),
        (LONG + "\nThey lost 500 men\n" + LONG, "They lost 500 men"),
    ],
)  # fmt: skip
def test_a_sentence_is_found_around_its_figure(text: str, said: str) -> None:
    start = text.index("500")
    first, last = sentence(text, (start, start + 3))
    assert text[first:last] == said


@pytest.mark.parametrize(
    ("text", "head"),
    [
        ("| Month | Killed |\n| --- | --- |\n| May | 500 |", "Killed"),
        ("Month | Killed\nApril | 40\nMay | 500", "Killed"),
        ("Month | 2024\nApril | 40\nMay | 500", "2024"),
        ("April | 40\nMay | 500", ""),
        ("Killed | 500", ""),
        ("They lost 500 men.", ""),
    ],
)
def test_a_figure_in_a_table_stands_under_a_head(text: str, head: str) -> None:
    start = text.index("500")
    assert heading(text, (start, start + 3)) == head


def test_a_paragraph_begins_and_ends_at_a_word() -> None:
    text = "word " * 400 + "500 " + "word " * 400
    first, last = paragraph(text, (text.index("500"), text.index("500") + 3))
    assert {*text[first:last].split()} == {"word", "500"}


@given(st.text("ab. \n!5”", min_size=1, max_size=60), st.data())
def test_a_passage_always_holds_its_place(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    for found in (sentence(text, (start, end)), paragraph(text, (start, end))):
        assert 0 <= found[0] <= start < end <= found[1] <= len(text)


@given(st.text("Gen. AB.\n!5”|", min_size=1, max_size=80), st.data())
def test_several_places_have_the_lines_that_each_has_alone(text: str, data: st.DataObject) -> None:
    starts = data.draw(st.lists(st.integers(0, len(text) - 1), max_size=5))
    places = [(start, data.draw(st.integers(start + 1, len(text)))) for start in starts]
    assert in_lines(text, places) == [in_one_line(text, place) for place in places]


def test_a_paragraph_is_looked_at_once_for_all_its_figures(monkeypatch: pytest.MonkeyPatch) -> None:
    text = "\n\n".join(
        f"By day {at} some {at}00 men fell, and {at}50 more. Some {at}70 came back." for at in range(10, 14)
    )
    places = [(start, start + 4) for start in range(len(text)) if text[start : start + 4].isdigit()]
    looked: list[tuple[int, int]] = []
    whole = passages._ends
    monkeypatch.setattr(passages, "_ends", lambda text, bounds: (looked.append(bounds), whole(text, bounds))[1])
    found = in_lines(text, places)
    assert len(found) == len(places) == 12
    assert len(looked) == 4
    assert found[1:3] == ["By day 10 some 1000 men fell, and 1050 more.", "Some 1070 came back."]
