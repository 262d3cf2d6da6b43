"""The brief as PDF: the words of the page and no others, tagged and bookmarked, with nothing fetched and nothing that runs."""

from __future__ import annotations

import io
import re
import socket
import sys
from collections.abc import Iterator
from typing import Any

import pytest
from hostile import STRINGS
from looking_ahead import looking_ahead
from made_up import both
from test_render import OPTIONS, Page, hostile, hostile_given

from muster.brief.composition import compose
from muster.brief.exhibits import exhibits
from muster.brief.render import html
from muster.brief.whole import Brief
from muster.brief.words import visible
from muster.claims.errors import DocumentError, MissingEngine
from muster.desk.opening import Opener
from muster.reading.guard import Guard

pytest.importorskip("weasyprint", exc_type=ImportError)
from muster.brief import paper

pypdf = pytest.importorskip("pypdf")


def squeezed(text: str) -> str:
    return re.sub(r"\s+", "", text)


@pytest.fixture(scope="module")
def brief() -> Brief:
    return compose(both(), options=OPTIONS, given=looking_ahead())


@pytest.fixture(scope="module")
def made(brief: Brief) -> bytes:
    return paper.pdf(brief)


@pytest.fixture(scope="module")
def of_hostile() -> bytes:
    """The paper of a brief of hostile words, made where asking the network fails the test."""

    def never(*_: object, **__: object) -> None:
        raise AssertionError("the network was asked")

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(socket, "create_connection", never)
        patch.setattr(socket.socket, "connect", never)
        return paper.pdf(compose([hostile()], options=OPTIONS, given=hostile_given()))


def read(made: bytes) -> Any:
    return pypdf.PdfReader(io.BytesIO(made))


def links(file: Any) -> Iterator[Any]:
    for page in file.pages:
        for one in page.get("/Annots", ()):
            yield one.get_object()


def test_it_has_its_title_language_tags_and_bookmarks(brief: Brief, made: bytes) -> None:
    file = read(made)
    catalog = file.trailer["/Root"]
    assert file.metadata.title == brief.title
    assert (catalog["/Lang"], catalog["/MarkInfo"]["/Marked"]) == ("en", True)
    assert "/StructTreeRoot" in catalog
    told = [one.title for one in file.outline if not isinstance(one, list)]
    assert brief.title in told
    assert "pdfuaid" in catalog["/Metadata"].get_object().get_data().decode()


def test_every_word_of_it_is_one_of_the_page(brief: Brief, made: bytes) -> None:
    page = squeezed(Page(html(brief)).said).casefold()
    text = "\n".join(one.extract_text() for one in read(made).pages)
    text = re.sub(r"(?m)^\d+ / \d+$", "", text)  # the numbers of the pages
    bare = [
        word.strip("“”●■◆▲▶▼✚•◦▪").casefold() for word in text.split()
    ]  # quotation marks and bullets are the style's
    assert [word for word in bare if word not in page and not re.fullmatch(r"\d+\.", word)] == []
    assert "Words for chances" in text
    assert len(bare) > 500


def described(element: Any) -> Iterator[str]:
    """The descriptions of pictures in a tree of tags."""
    its = element.get_object() if hasattr(element, "get_object") else element
    if isinstance(its, list):
        for one in its:
            yield from described(one)
    elif isinstance(its, dict):
        if "/Alt" in its:
            yield str(its["/Alt"])
        yield from described(its.get("/K", []))


def test_pictures_are_described(brief: Brief, made: bytes) -> None:
    told = list(described(read(made).trailer["/Root"]["/StructTreeRoot"]))
    assert told == [f"{one.title}. {one.summary}" for one in exhibits(brief)]


def test_links_lead_within_and_nothing_runs(made: bytes, of_hostile: bytes) -> None:
    for one in (*links(read(made)), *links(read(of_hostile))):
        assert "/A" not in one or one["/A"]["/S"] == "/GoTo", one
    assert not re.search(rb"/(JavaScript|JS|Launch|URI|EmbeddedFile|SubmitForm)\b", made)


def test_hostile_words_are_words_and_nothing_is_fetched(of_hostile: bytes) -> None:
    file = read(of_hostile)
    text = squeezed("".join(page.extract_text() for page in file.pages))
    missing = [one for one in STRINGS if squeezed(visible(one.replace("[", "(").replace("]", ")"))) not in text]
    assert len(missing) <= 6, missing  # those that run over the end of a line or a page are drawn in two pieces


def test_nothing_but_what_the_page_holds_is_fetched() -> None:
    _, fetcher = paper._engine()
    for address in ("http://127.0.0.1:9/x", "https://evil.example/a.png", "file:///etc/passwd", "ftp://x/y"):
        with pytest.raises(ValueError, match="disallowed"):
            fetcher.fetch(address)
    assert fetcher.fetch("data:text/plain,x").read() == b"x"


def test_the_same_bytes(brief: Brief, made: bytes) -> None:
    assert paper.pdf(brief) == made


@pytest.mark.parametrize(
    ("fault", "said"), [(None, "muster\\[pdf\\]"), (OSError("cannot load library 'libpango-1.0-0'"), "Pango")]
)
def test_what_is_not_installed_is_told_in_a_line(
    brief: Brief, monkeypatch: pytest.MonkeyPatch, fault: object, said: str
) -> None:
    class Finder:
        def find_spec(self, name: str, *_: object) -> None:
            if name == "weasyprint" and isinstance(fault, OSError):
                raise fault

    for name in [name for name in sys.modules if name.partition(".")[0] == "weasyprint"]:
        monkeypatch.delitem(sys.modules, name)
    if fault is None:
        monkeypatch.setitem(sys.modules, "weasyprint", None)  # type: ignore[arg-type]
    monkeypatch.setattr(sys, "meta_path", [Finder(), *sys.meta_path])
    with pytest.raises(MissingEngine, match=said) as told:
        paper.pdf(brief)
    assert "\n" not in str(told.value)


def test_it_is_never_read_as_a_report(made: bytes, tmp_path: Any) -> None:
    path = tmp_path / "brief.pdf"
    path.write_bytes(made)
    with pytest.raises(DocumentError, match="brief that Muster made"):
        Opener(guard=Guard(seconds=20, memory=1 << 30)).file(path)
