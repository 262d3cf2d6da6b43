"""A document's text keeps every character, and every claim in it one place of its own."""

from __future__ import annotations

from collections.abc import Iterator

from hypothesis import given
from hypothesis import strategies as st

from muster.brief.marks import Span, paragraphs
from muster.brief.parts import Mark, MarkKind

TEXT = "The first line of it.\n\nThe second paragraph has two lines\nthat go on for some while until the end.\n \n\n- a list\n- of two\n"


def _words(pieces: tuple[str | Mark, ...]) -> str:
    return "".join(piece if isinstance(piece, str) else _words(piece.pieces) for piece in pieces)


def _marks(pieces: tuple[str | Mark, ...]) -> Iterator[Mark]:
    for piece in pieces:
        if isinstance(piece, Mark):
            yield piece
            yield from _marks(piece.pieces)


def _shown(text: str, *spans: tuple[int, int]) -> str:
    made = [Span(start=a, end=b, kind=MarkKind.CLAIM, note="", id=f"{n}") for n, (a, b) in enumerate(spans)]
    return "|".join(_drawn(one.pieces) for one in paragraphs(text, made))


def _drawn(pieces: tuple[str | Mark, ...]) -> str:
    out = ""
    for piece in pieces:
        out += piece if isinstance(piece, str) else f"<{''.join([piece.id or '', *piece.also])}:{_drawn(piece.pieces)}>"
    return out


def test_a_claim_within_another_is_a_mark_within_a_mark() -> None:
    assert _shown("Half of the 20,000 fell", (0, 18), (12, 18)) == "<0:Half of the <1:20,000>> fell"


def test_two_claims_of_the_same_words_share_a_mark() -> None:
    assert _shown("20,000 fell", (0, 6), (0, 6)) == "<01:20,000> fell"


def test_claims_that_cross_are_cut_where_they_cross() -> None:
    assert _shown("abcdef", (0, 4), (2, 6)) == "<0:ab<1:cd>><:ef>"


def test_a_claim_over_a_paragraph_end_keeps_its_id_at_its_beginning() -> None:
    assert _shown("ten\n\nthousand men", (0, 13)) == "<0:ten>|<:thousand> men"


def test_lists_keep_their_lines_and_wrapped_text_does_not() -> None:
    assert [one.broken for one in paragraphs(TEXT, [])] == [False, True, True]
    wrapped = "This line of text is about as long as a margin would let it be,\nand so is this other one, which follows on it."
    assert [one.broken for one in paragraphs(wrapped, [])] == [False]


def test_lines_too_long_for_a_margin_are_paragraphs() -> None:
    assert len(list(paragraphs(f"Heading\n{'word ' * 50}\nAnother", []))) == 3


@given(
    st.text("ab \n", max_size=60),
    st.lists(st.tuples(st.integers(0, 60), st.integers(1, 20), st.sampled_from(list(MarkKind))), max_size=12),
)
def test_no_character_is_lost_and_every_claim_has_one_place(text: str, wanted: list[tuple[int, int, MarkKind]]) -> None:
    spans = [
        Span(
            start=start,
            end=min(start + size, len(text)),
            kind=kind,
            note="",
            id=str(n) if kind is MarkKind.CLAIM else None,
        )
        for n, (start, size, kind) in enumerate(wanted)
        if start < len(text)
    ]
    made = list(paragraphs(text, spans))
    kept = "".join(_words(one.pieces) for one in made)
    assert "".join(kept.split()) == "".join(text.split())
    ids = [i for one in made for mark in _marks(one.pieces) for i in (mark.id, *mark.also) if i]
    worded = {span.id for span in spans if span.id and text[span.start : span.end].strip()}
    assert len(ids) == len(set(ids))
    assert worded <= set(ids)
