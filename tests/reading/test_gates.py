"""Gates only save asking: what is read with all of them open is what is read."""

from __future__ import annotations

from pathlib import Path

import pytest

from muster.claims.document import Document
from muster.claims.reading import Reading
from muster.reading import gates, remarks
from muster.reading.fetch import load
from muster.reading.gates import gate, opened
from muster.reading.reader import read

ARTICLES = sorted((Path(__file__).parent / "articles").glob("*/*.txt"))


class Every(frozenset[int]):
    """All gates, open."""

    def __contains__(self, number: object) -> bool:
        return True


def ungated(document: Document, monkeypatch: pytest.MonkeyPatch) -> Reading:
    with monkeypatch.context() as patch:
        for module in (gates, remarks):
            patch.setattr(module, "opened", lambda *_: Every())
        return read(document)


@pytest.mark.parametrize("part", range(4))
def test_open_gates_change_nothing(part: int, monkeypatch: pytest.MonkeyPatch) -> None:
    for path in ARTICLES[part::20]:
        document = load(path)
        assert read(document) == ungated(document, monkeypatch), path.name


def test_open_gates_change_nothing_where_articles_are_shuffled(monkeypatch: pytest.MonkeyPatch) -> None:
    paragraphs = [part for path in ARTICLES[5::40] for part in path.read_text(encoding="utf-8").split("\n\n")]
    for first in range(7):
        document = Document(text="\n\n".join(paragraphs[first::7]))
        assert read(document) == ungated(document, monkeypatch), first


@pytest.mark.parametrize(
    ("said", "tags", "opens"),
    [
        (["the fled"], [], True),
        (["fled"], [], True),
        (["flee"], [], False),
        (["sanctioned"], [], True),
        (["unsanctioned"], [], False),
        (["antibodies"], [], True),
        (["in\nall"], [], True),
        (["300"], ["noun.missing"], True),
        (["300"], ["things"], True),
        (["300"], ["noun.killed", "anything"], False),
        ([], [], False),
    ],
)
def test_a_gate_opens_to_its_words(said: list[str], tags: list[str], *, opens: bool) -> None:
    one = gate("fled", "all", starts=["sanction"], holds=["bodies"], tags=["things", ".missing"])
    assert (one in opened(said, tags)) is opens


def test_a_gate_made_later_is_opened_by_words_met_before() -> None:
    assert opened(["quite new"]) == frozenset()
    later = gate("quite")
    assert opened(["quite new"]) == {later}
