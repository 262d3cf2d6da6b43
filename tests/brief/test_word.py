"""The brief as a Word file: the words of the page, links between figure and sentence, pictures described, and nothing that runs."""

from __future__ import annotations

import io
import re
import zipfile
from pathlib import Path
from xml.etree import ElementTree

import pytest
from hostile import STRINGS
from looking_ahead import looking_ahead
from made_up import both, claim, report
from test_render import OPTIONS, Page, hostile, hostile_given

from muster.brief.composition import compose
from muster.brief.exhibits import exhibits
from muster.brief.outline import Paragraph, Run, Table, outline
from muster.brief.render import html
from muster.brief.whole import Brief
from muster.brief.word import MARK, docx
from muster.brief.words import visible
from muster.claims.errors import DocumentError
from muster.desk.opening import Opener
from muster.reading.fetch import load
from muster.reading.guard import Guard

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"


def squeezed(text: str) -> str:
    return re.sub(r"\s+", "", text)


@pytest.fixture(scope="module")
def brief() -> Brief:
    return compose(both(), options=OPTIONS, given=looking_ahead())


@pytest.fixture(scope="module")
def made(brief: Brief) -> bytes:
    return docx(brief)


def parts(made: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(made)) as file:
        assert file.testzip() is None
        return {one.filename: file.read(one) for one in file.infolist()}


def document(made: bytes) -> ElementTree.Element:
    return ElementTree.fromstring(parts(made)["word/document.xml"])


def said(root: ElementTree.Element) -> str:
    """The words, a paragraph a line."""
    ends = {f"{W}p": "\n", f"{W}br": "\n"}
    return "".join(ends.get(one.tag) or (one.text or "" if one.tag == f"{W}t" else "") for one in root.iter()).strip()


def test_every_part_is_xml_or_a_picture_and_every_one_that_is_meant_is_there(brief: Brief, made: bytes) -> None:
    its = parts(made)
    for name, held in its.items():
        assert held.startswith(b"\x89PNG") if name.endswith(".png") else ElementTree.fromstring(held) is not None
    rels = ElementTree.fromstring(its["word/_rels/document.xml.rels"])
    targets = {one.get("Id"): f"word/{one.get('Target')}" for one in rels}
    assert set(targets.values()) <= set(its)
    assert not [one for one in rels if one.get("TargetMode")]
    embedded = re.findall(rb'r:embed="(\w+)"', its["word/document.xml"])
    assert len(embedded) == len(exhibits(brief))
    assert {one.decode() for one in embedded} <= set(targets)


def test_it_has_its_title_its_language_and_headings(brief: Brief, made: bytes) -> None:
    core = parts(made)["docProps/core.xml"].decode()
    assert f"<dc:title>{brief.title}</dc:title>" in core
    assert "<dc:language>en-GB</dc:language>" in core
    styles = [one.get(f"{W}val") for one in document(made).iter(f"{W}pStyle")]
    assert styles.count("Title") == 1
    assert styles.count("Heading1") >= 8
    assert {"Heading2", "Heading3", "ListBullet", "Cell"} <= set(styles)


def test_its_words_are_those_of_the_page(brief: Brief, made: bytes) -> None:
    page, text = re.sub("[“”]", "", squeezed(Page(html(brief)).said)), said(document(made))
    words = {word.replace("“", "").replace("”", "") for word in text.split()}  # the page’s style puts these
    assert {word for word in words if squeezed(word) not in page} <= {f"{n}." for n in range(1, 6)} | {""}
    for one in brief.rows:
        assert one.sentence in text
    assert text.count("Words for chances") == 1


def test_a_figure_leads_to_its_sentence(brief: Brief, made: bytes) -> None:
    root = document(made)
    marks = [one.get(f"{W}name") for one in root.iter(f"{W}bookmarkStart")]
    ids = [one.get(f"{W}id") for one in root.iter(f"{W}bookmarkStart")]
    assert len(marks) == len(set(marks)) == len(set(ids))
    links = [(one.get(f"{W}anchor"), said(one)) for one in root.iter(f"{W}hyperlink")]
    assert {to for to, _ in links} == set(marks), "no link leads nowhere and no mark is for nothing"
    figures = {words for _, words in links}
    assert {row.figure for row in brief.rows} <= figures


def test_pictures_are_described(brief: Brief, made: bytes) -> None:
    told = [one.get("descr") for one in document(made).iter(f"{WP}docPr")]
    assert told == [f"{one.title}. {one.summary}" for one in exhibits(brief)]


def test_tables_have_as_many_columns_in_every_row(made: bytes) -> None:
    tables = list(document(made).iter(f"{W}tbl"))
    assert len(tables) > 10
    for table in tables:
        columns = len(list(table.iter(f"{W}gridCol")))
        for row in table.iter(f"{W}tr"):
            wide = 0
            for cell in row.findall(f"{W}tc"):
                span = cell.find(f"{W}tcPr/{W}gridSpan")
                wide += int(span.get(f"{W}val") or 1) if span is not None else 1
                assert cell.findall(f"{W}p"), "a cell without a paragraph is no Word file"
            assert wide == columns


def test_hostile_words_stay_words() -> None:
    made = docx(compose([hostile()], options=OPTIONS, given=hostile_given()))
    text = said(document(made))
    for one in STRINGS:
        wanted = visible(one.replace("[", "(").replace("]", ")"))
        assert squeezed(wanted) in squeezed(text), one
    raw = parts(made)["word/document.xml"].decode()
    plain = parts(docx(compose(both(), options=OPTIONS, given=looking_ahead())))["word/document.xml"].decode()
    assert set(re.findall(r"</?([\w:]+)", raw)) <= set(re.findall(r"</?([\w:]+)", plain))
    assert not re.search(r"instrText|fldSimple|<w:object|altChunk|r:id=\"(?!rId3)", raw)
    assert visible(raw) == raw


def test_what_no_xml_can_hold_is_told_as_its_code_point() -> None:
    source = report("Of \ufffe and \uffff [1,000] fell.", claim(1_000, speaker="\ufdd0x"))
    text = said(document(docx(compose([source], options=OPTIONS))))
    assert {"⟦U+FFFE⟧", "⟦U+FFFF⟧", "⟦U+FDD0⟧"} <= set(re.findall("⟦[^⟧]*⟧", text))


def test_the_same_bytes_and_one_date(brief: Brief, made: bytes) -> None:
    assert docx(brief) == made
    with zipfile.ZipFile(io.BytesIO(made)) as file:
        assert {one.date_time for one in file.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_it_is_never_read_as_a_report_though_the_reader_can_read_it(brief: Brief, made: bytes, tmp_path: Path) -> None:
    guard = Guard(seconds=20, memory=1 << 30)
    path = tmp_path / "brief.docx"
    path.write_bytes(made)
    with pytest.raises(DocumentError, match="brief that Muster made"):
        Opener(guard=guard).file(path)
    read = load(path, guard=guard)
    assert read.title == brief.title
    assert squeezed(brief.rows[0].sentence) in squeezed(read.text)
    assert made.endswith(MARK)


def test_a_page_is_taken_apart_into_headings_lists_tables_and_marks() -> None:
    blocks = outline(
        '<html><head><title>x</title></head><body><nav>no</nav><h2 id="a">A <span class="by">b</span></h2><ul><li>One <a href="#c">two</a>'
        "</li></ul><p>x  y<br>z</p><table><caption>T</caption><thead><tr><th>H</th><th>I</th></tr></thead><tbody><tr>"
        '<th rowspan="2" id="c">'
        '1</th><td>2</td></tr><tr><td>3 <span class="aside">4</span></td></tr></tbody></table></body></html>'
    )
    heading, entry, text, table = blocks
    assert isinstance(heading, Paragraph)
    assert isinstance(entry, Paragraph)
    assert isinstance(text, Paragraph)
    assert isinstance(table, Table)
    assert (heading.level, entry.listed) == (2, True)
    assert [piece.to for piece in entry.pieces if isinstance(piece, Run)] == [None, "c"]
    assert "".join(piece.text for piece in text.pieces if isinstance(piece, Run)) == "x y\nz"
    assert (table.caption, table.heads, [len(row) for row in table.rows]) == ("T", 1, [2, 2, 1])
    assert table.rows[1][0].tall == 2
    assert "".join(piece.text for piece in table.rows[2][0].paragraphs[0].pieces if isinstance(piece, Run)) == "3 \n4"
