"""A brief as a Word file (Office Open XML), written part by part: a zip of XML, and the charts as PNG.

Invariant: the words are those of the page; a figure is a link to the bookmark where its sentence stands; nothing in it is a macro, a
field that asks for anything, or a link to the outside. Every date in the zip is the same, so the same brief gives the same bytes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from importlib import resources
from xml.sax.saxutils import escape, quoteattr

from muster.brief import plates
from muster.brief.exhibits import Exhibit, exhibits
from muster.brief.outline import Cell, Paragraph, Picture, Run, Spot, Table, outline, targets
from muster.brief.packing import packed
from muster.brief.render import Form, page
from muster.brief.resting import Resting
from muster.brief.whole import Brief
from muster.brief.words import visible

MARK = b"%made-with-muster"  # the zip's comment, by which it is known never to be a report
_WIDE, _TALL = 6_120_000, 8_200_000  # the room of a page in English metric units, of which 360,000 are a centimetre
_TWIPS = 9_640  # the same width as a table has it
_NAMES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture"'
)
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_STYLES = {"kicker": "Kicker", "lede": "Lede"} | dict.fromkeys(
    ("intro", "about", "along", "byline", "mark", "note"), "About"
)
_PARTS = {
    "[Content_Types].xml": "content-types.xml",
    "_rels/.rels": "rels.xml",
    "docProps/app.xml": "app.xml",
    "word/styles.xml": "styles.xml",
    "word/settings.xml": "settings.xml",
    "word/numbering.xml": "numbering.xml",
    "word/footer1.xml": "footer.xml",
}


@dataclass(slots=True, kw_only=True)
class _Made:
    """What is written so far: the marks of places by their anchors, the pictures, and how many places and pictures have an id."""

    marks: Mapping[str, int]
    shown: Mapping[str, Exhibit]
    pictures: list[bytes] = field(default_factory=list)


def docx(brief: Brief) -> bytes:
    """The brief as a Word file."""
    blocks = outline(page(brief, form=Form(drawing=_placed, along=False, unfolded=True)))
    made = _Made(marks=targets(blocks), shown={one.anchor: one for one in exhibits(brief)})
    body = "".join(_block(one, made) for one in blocks)
    parts = {name: _template(file) for name, file in _PARTS.items()}
    parts["docProps/core.xml"] = _core(brief).encode()
    parts["word/document.xml"] = _document(body).encode()
    parts["word/_rels/document.xml.rels"] = _relations(len(made.pictures)).encode()
    parts |= {f"word/media/image{number}.png": png for number, png in enumerate(made.pictures, 1)}
    return packed(parts, comment=MARK)


def _placed(of: object) -> str:
    from markupsafe import Markup

    anchor = "resting" if isinstance(of, Resting) else getattr(of, "anchor", "")
    return Markup('<img data-exhibit="{}">').format(anchor)


def _template(name: str) -> bytes:
    return (resources.files("muster.brief") / "templates" / "word" / name).read_bytes()


def _core(brief: Brief) -> str:
    made = (
        f'<dcterms:created xsi:type="dcterms:W3CDTF">{brief.made.isoformat()}T00:00:00Z</dcterms:created>'
        if brief.made
        else ""
    )
    return (
        f'{_HEAD}<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" '
        'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        f"<dc:title>{_words(brief.title)}</dc:title><dc:creator>Muster</dc:creator>{made}<dc:language>en-GB</dc:language></cp:coreProperties>"
    )


def _document(body: str) -> str:
    return (
        f'{_HEAD}<w:document {_NAMES}><w:body>{body}<w:sectPr><w:footerReference w:type="default" r:id="rId3"/>'
        '<w:pgSz w:w="11906" w:h="16838"/>'
        '<w:pgMar w:top="1134" w:right="1134" w:bottom="1134" w:left="1134" w:header="567" w:footer="567" w:gutter="0"/>'
        "</w:sectPr></w:body></w:document>"
    )


def _relations(pictures: int) -> str:
    its = [("rId1", "styles", "styles.xml"), ("rId2", "numbering", "numbering.xml"), ("rId3", "footer", "footer1.xml")]
    its += [("rId4", "settings", "settings.xml")]
    its += [(f"rIdP{number}", "image", f"media/image{number}.png") for number in range(1, pictures + 1)]
    lines = "".join(f'<Relationship Id="{name}" Type="{_OFFICE}/{kind}" Target="{to}"/>' for name, kind, to in its)
    return f'{_HEAD}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{lines}</Relationships>'


# ------------------------------------------------------------------ blocks
def _block(one: Paragraph | Table | Picture, made: _Made) -> str:
    if isinstance(one, Table):
        return _table(one, made)
    return _paragraph(one, made) if isinstance(one, Paragraph) else _picture(one, made)


def _paragraph(one: Paragraph, made: _Made, *, style: str = "") -> str:
    style = style or _style(one)
    told = f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>' if style else ""
    return f"<w:p>{told}{''.join(_piece(piece, made) for piece in _ended(one.pieces))}</w:p>"


def _style(one: Paragraph) -> str:
    if one.level:
        return "Title" if one.level == 1 else f"Heading{one.level - 1}"
    if one.listed and one.kind not in ("mark", "put"):
        return "ListBullet"
    return _STYLES.get(one.kind, "ListText" if one.within else "")


def _ended(pieces: Sequence[Run | Spot]) -> Iterator[Run | Spot]:
    """The pieces without empty space at their end."""
    its = list(pieces)
    while its and isinstance(last := its[-1], Run):
        its.pop()
        if text := last.text.rstrip():
            its.append(replace(last, text=text))
            break
    return iter(its)


def _piece(one: Run | Spot, made: _Made) -> str:
    if isinstance(one, Spot):
        number = made.marks.get(one.name)
        return (
            f'<w:bookmarkStart w:id="{number}" w:name="m{number}"/><w:bookmarkEnd w:id="{number}"/>' if number else ""
        )
    number = made.marks.get(one.to) if one.to else None
    run = f"<w:r>{_look(one, linked=number is not None)}{_text(one.text)}</w:r>"
    return f'<w:hyperlink w:anchor="m{number}" w:history="1">{run}</w:hyperlink>' if number else run


def _look(one: Run, *, linked: bool) -> str:
    told = '<w:rStyle w:val="Hyperlink"/>' if linked else ""
    told += '<w:rFonts w:ascii="Courier New" w:hAnsi="Courier New" w:cs="Courier New"/>' if one.code else ""
    told += '<w:b w:val="0"/>' if one.soft else "<w:b/>" if one.bold else ""
    told += "<w:i/>" if one.italic else ""
    told += '<w:color w:val="55524A"/>' if one.soft and not linked else ""
    told += '<w:shd w:val="clear" w:color="auto" w:fill="FFF0B8"/>' if one.marked else ""
    return f"<w:rPr>{told}</w:rPr>" if told else ""


def _text(text: str) -> str:
    pieces = (f'<w:t xml:space="preserve">{_words(line)}</w:t>' if line else "" for line in text.split("\n"))
    return "<w:br/>".join(pieces)


def _words(text: str) -> str:
    """Words as XML has them: what is unseen is told as its code point, and so is what no XML can hold."""
    return escape(
        re.sub(
            "[^\t\n\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]",
            lambda odd: f"⟦U+{ord(odd.group()):04X}⟧",
            visible(text),
        )
    )


# ------------------------------------------------------------------ tables
def _table(one: Table, made: _Made) -> str:
    rows = [row for row in one.rows if row]
    if not rows:
        return ""
    columns = max(sum(cell.wide for cell in row) for row in rows)
    widths = _widths(rows, columns)
    grid = "".join(f'<w:gridCol w:w="{wide}"/>' for wide in widths)
    caption = f"<w:tblCaption w:val={quoteattr(_bare(one.caption))}/>" if one.caption else ""
    look = (
        f'<w:tblPr><w:tblStyle w:val="Muster"/><w:tblW w:w="{sum(widths)}" w:type="dxa"/><w:tblLayout w:type="fixed"/>'
        f'<w:tblLook w:val="0020" w:firstRow="1"/>{caption}</w:tblPr>'
    )
    waiting: dict[int, tuple[int, int]] = {}  # by column: over how many more rows a cell goes on, and how wide it is
    body = "".join(_row(row, waiting, widths, head=number < one.heads, made=made) for number, row in enumerate(rows))
    return (
        f'<w:tbl>{look}<w:tblGrid>{grid}</w:tblGrid>{body}</w:tbl><w:p><w:pPr><w:spacing w:after="60"/></w:pPr></w:p>'
    )


def _widths(rows: Sequence[Sequence[Cell]], columns: int) -> list[int]:
    """The widths of columns, by how much stands in them."""
    letters = [8.0] * columns
    for row in rows:
        at = 0
        for cell in row:
            if cell.wide == 1 and at < columns:
                longest = max(
                    (len(piece.text) for its in cell.paragraphs for piece in its.pieces if isinstance(piece, Run)),
                    default=0,
                )
                letters[at] = max(letters[at], min(40.0, 6 + longest * 0.8))
            at += cell.wide
    return [int(_TWIPS * share / sum(letters)) for share in letters]


def _row(
    row: Sequence[Cell], waiting: dict[int, tuple[int, int]], widths: Sequence[int], *, head: bool, made: _Made
) -> str:
    cells, at, its = "", 0, list(row)
    while at < len(widths):
        if at in waiting:
            left, wide = waiting.pop(at)
            if left > 1:
                waiting[at] = (left - 1, wide)
            cells += _cell(None, widths[at : at + wide], joined="<w:vMerge/>", made=made)
            at += wide
            continue
        if not its:
            cells += _cell(None, widths[at:], joined="", made=made)
            break
        cell = its.pop(0)
        wide = min(cell.wide, len(widths) - at)
        if cell.tall > 1:
            waiting[at] = (cell.tall - 1, wide)
        cells += _cell(
            cell, widths[at : at + wide], joined='<w:vMerge w:val="restart"/>' if cell.tall > 1 else "", made=made
        )
        at += wide
    told = f"<w:trPr><w:cantSplit/>{'<w:tblHeader/>' if head else ''}</w:trPr>"
    return f"<w:tr>{told}{cells}</w:tr>"


def _cell(cell: Cell | None, widths: Sequence[int], *, joined: str, made: _Made) -> str:
    span = f'<w:gridSpan w:val="{len(widths)}"/>' if len(widths) > 1 else ""
    style = "CellHead" if cell is not None and cell.head else "Cell"
    told = "".join(_paragraph(one, made, style=style) for one in cell.paragraphs) if cell is not None else ""
    empty = f'<w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr></w:p>'
    return f'<w:tc><w:tcPr><w:tcW w:w="{sum(widths)}" w:type="dxa"/>{span}{joined}</w:tcPr>{told or empty}</w:tc>'


# ------------------------------------------------------------------ pictures
def _picture(one: Picture, made: _Made) -> str:
    its = made.shown.get(one.anchor)
    if its is None:
        return ""
    png = plates.png(plates.alone(its, plates.inline(its.of), headed=False))
    made.pictures.append(png)
    number = len(made.pictures)
    across, down = plates.size(png)
    wide = min(_WIDE, int(_TALL * across / down))
    size = f'cx="{wide}" cy="{int(wide * down / across)}"'
    told = f"descr={quoteattr(_bare(f'{its.title}. {its.summary}'))} title={quoteattr(_bare(its.title))}"
    return (
        f'<w:p><w:r><w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0"><wp:extent {size}/>'
        f'<wp:docPr id="{number}" name="Chart {number}" {told}/>'
        '<a:graphic><a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:pic>'
        f'<pic:nvPicPr><pic:cNvPr id="{number}" name="image{number}.png"/><pic:cNvPicPr/></pic:nvPicPr>'
        f'<pic:blipFill><a:blip r:embed="rIdP{number}"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill>'
        f'<pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext {size}/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr>'
        "</pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r></w:p>"
    )


def _bare(text: str) -> str:
    """Words for an attribute, whose quoting escapes them: as in a text, but on one line."""
    seen = " ".join(visible(text).split())
    return re.sub("[^\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]", lambda odd: f"⟦U+{ord(odd.group()):04X}⟧", seen)
