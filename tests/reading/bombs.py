"""Files made to break the parser that reads them: small, built here, one trick each. And mutants of good files.

None is kept as a file; `pdf_bombs`, `html_bombs` and `docx_bombs` build them by name.
"""

from __future__ import annotations

import io
import random
import struct
import zipfile
import zlib
from collections.abc import Callable, Iterator

from muster.claims.document import Document
from muster.claims.errors import DocumentError
from muster.reading.fetch import load_bytes
from muster.reading.guard import Guard

Bombs = dict[str, Callable[[], bytes]]


def attempt(data: bytes, name: str, guard: Guard | None = None) -> Document | DocumentError:
    """The document, or the error with which it was refused."""
    try:
        return load_bytes(data, name=name, guard=guard)
    except DocumentError as error:
        return error


# ------------------------------------------------------------------ PDF
def pdf(objects: dict[int, bytes], *, trailer: bytes = b"", root: int = 1) -> bytes:
    """A PDF of these objects with a true cross-reference table."""
    out = bytearray(b"%PDF-1.7\n")
    places = {}
    for number, body in objects.items():
        places[number] = len(out)
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    start = len(out)
    size = max(objects) + 1
    out += b"xref\n0 %d\n0000000000 65535 f \n" % size
    for number in range(1, size):
        out += b"%010d 00000 n \n" % places[number] if number in places else b"0000000000 65535 f \n"
    return bytes(out) + b"trailer\n<</Size %d/Root %d 0 R%s>>\nstartxref\n%d\n%%%%EOF\n" % (size, root, trailer, start)


def stream(data: bytes, entries: bytes = b"", *, packed: int = 1) -> bytes:
    """A stream object's body, deflated so many times over."""
    for _ in range(packed):
        data = zlib.compress(data, 9)
    filters = b"/Filter[" + b"/FlateDecode" * packed + b"]" if packed else b""
    return b"<</Length %d%s%s>>\nstream\n%s\nendstream" % (len(data), filters, entries, data)


FONT = b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>"
PAGE = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Contents 4 0 R/Resources<</Font<</F 5 0 R>>%s>>>>"


def paper(
    content: bytes, *, more: dict[int, bytes] | None = None, resources: bytes = b"", packed: int = 1, font: bytes = FONT
) -> bytes:
    """A PDF of one page with this content."""
    objects = {
        1: b"<</Type/Catalog/Pages 2 0 R>>",
        2: b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        3: PAGE % resources,
        4: stream(content, packed=packed),
        5: font,
    }
    return pdf(objects | (more or {}))


def letter(*lines: str) -> bytes:
    """A PDF that says these lines."""
    shown = b"".join(b"(%s) Tj T* " % line.replace("(", r"\(").replace(")", r"\)").encode("latin-1") for line in lines)
    return paper(b"BT /F 12 Tf 14 TL 50 700 Td " + shown + b"ET", packed=0)


def _many_pages(count: int) -> bytes:
    objects = {
        1: b"<</Type/Catalog/Pages 2 0 R>>",
        2: b"<</Type/Pages/Kids[" + b"3 0 R " * count + b"]/Count %d>>" % count,
    }
    return pdf(objects | {3: PAGE % b"", 4: stream(b"BT /F 9 Tf 9 9 Td (31 killed) Tj ET"), 5: FONT})


def _deep_pages(depth: int) -> bytes:
    objects = {1: b"<</Type/Catalog/Pages 10 0 R>>", 3: PAGE % b"", 4: stream(b"BT /F 9 Tf (a) Tj ET"), 5: FONT}
    for level in range(10, 10 + depth):
        objects[level] = b"<</Type/Pages/Kids[%d 0 R]/Count 1>>" % (level + 1 if level < 9 + depth else 3)
    return pdf(objects)


def _doubling_forms(levels: int) -> bytes:
    forms = {}
    for level in range(levels):
        inner = b"/G Do /G Do" if level + 1 < levels else b"BT /F 9 Tf (boom) Tj ET"
        entries = b"/Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</Font<</F 5 0 R>>/XObject<</G %d 0 R>>>>" % (
            21 + level
        )
        forms[20 + level] = stream(inner, entries)
    return paper(b"/G Do", more=forms, resources=b"/XObject<</G 20 0 R>>")


def _xref_stream(entries: bytes, data: bytes = b"\0" * 40) -> bytes:
    head = (
        b"%PDF-1.7\n1 0 obj\n<</Type/Catalog/Pages 2 0 R>>\nendobj\n2 0 obj\n<</Type/Pages/Kids[]/Count 0>>\nendobj\n"
    )
    return (
        head
        + b"9 0 obj\n"
        + stream(data, b"/Type/XRef/Root 1 0 R" + entries)
        + b"\nendobj\nstartxref\n%d\n%%%%EOF\n" % len(head)
    )


def _cmap(body: bytes) -> bytes:
    font = b"<</Type/Font/Subtype/Type0/BaseFont/X/Encoding/Identity-H/ToUnicode 6 0 R/DescendantFonts[5 0 R]>>"
    return paper(b"BT /F 9 Tf <00410042> Tj ET", more={6: stream(b"begincmap " + body + b" endcmap")}, font=font)


def pdf_bombs() -> Bombs:
    """PDFs that unpack, recurse, loop or lie."""
    million = 1_000_000
    return {
        "text operators": lambda: paper(b"BT /F 9 Tf " + b"(a) Tj 1 0 Td " * 700_000 + b"ET"),
        "flate of 150 MB": lambda: paper(b" " * 150 * million),
        "flate in flate": lambda: paper(b" " * 100 * million, packed=2),
        "same page 200,000 times": lambda: _many_pages(200_000),
        "page tree that is its own child": lambda: pdf({1: b"<</Type/Catalog/Pages 2 0 R>>", 2: b"<</Type/Pages/Kids[2 0 R]/Count 9>>"}),
        "page tree 20,000 deep": lambda: _deep_pages(20_000),
        "form that draws itself": lambda: paper(
            b"/G Do", resources=b"/XObject<</G 6 0 R>>",
            more={6: stream(b"/G Do", b"/Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</G 6 0 R>>>>")},
        ),
        "forms that double 30 times": lambda: _doubling_forms(30),
        "xref index of a billion": lambda: _xref_stream(b"/Size 1000000000/W[1 2 1]/Index[0 1000000000]"),
        "xref widths of gigabytes": lambda: _xref_stream(b"/Size 9/W[999999999 999999999 999999999]"),
        "xref stream of 100 MB": lambda: _xref_stream(b"/Size 50000000/W[1 2 1]", b"\1\0\0\0" * 25_000_000),
        "xref that names itself": lambda: pdf({1: b"<</Type/Catalog/Pages 2 0 R>>", 2: b"<</Type/Pages/Kids[]>>"}, trailer=b"/Prev 9"),
        "trailer size of a trillion": lambda: letter("a").replace(b"/Size 6", b"/Size 999999999999"),
        "arrays 100,000 deep": lambda: pdf({1: b"<</Type/Catalog/Pages 2 0 R>>", 2: b"[" * 100_000}),
        "dictionaries 100,000 deep": lambda: pdf({1: b"<</Type/Catalog/Pages 2 0 R>>", 2: b"<</A" * 100_000}),
        "content arrays 100,000 deep": lambda: paper(b"BT /F 9 Tf " + b"[" * 100_000 + b" TJ ET"),
        "string without an end": lambda: paper(b"BT /F 9 Tf (" + b"a(" * 3 * million),
        "inline image without an end": lambda: paper(b"BI /W 9 /H 9 ID " + b"a" * 20 * million),
        "cmap range of four billion": lambda: _cmap(b"1 beginbfrange <00000000> <FFFFFFFF> <0000> endbfrange"),
        "cmap of a million lines": lambda: _cmap(b"beginbfchar " + b"<0041> <0042>\n" * million + b" endbfchar"),
        "q a million times": lambda: paper(b"q " * million),
        "TJ of a million": lambda: paper(b"BT /F 9 Tf [" + b"(a) -900 " * million + b"] TJ ET"),
        "length that is its own object": lambda: pdf(
            {1: b"<</Type/Catalog/Pages 2 0 R>>", 2: b"<</Length 2 0 R>>\nstream\nabc\nendstream"}
        ),
        "length of a terabyte": lambda: pdf({1: b"<</Type/Catalog/Pages 2 0 R>>", 2: b"<</Length 999999999999>>\nstream\nabc\nendstream"}),
        "object stream of a billion": lambda: _xref_stream(b"/Size 9/W[1 2 1]", b"\2\0\1\0" * 9).replace(
            b"2 0 obj", b"1 0 obj<</Type/ObjStm/N 1000000000/First 9/Length 4>>stream\n1 0 \nendstream endobj 2 0 obj"
        ),
        "predictor of a billion columns": lambda: paper(b"").replace(
            b"/Filter[", b"/DecodeParms[<</Predictor 15/Columns 1000000000>>]/Filter["
        ),
        "widths of a million": lambda: paper(
            b"BT /F 9 Tf (a) Tj ET",
            font=FONT[:-2] + b"/FirstChar 0/LastChar 999999/Widths[" + b"500 " * million + b"]>>",
        ),
        "differences of a million": lambda: paper(
            b"BT /F 9 Tf (a) Tj ET",
            font=FONT.replace(b"/WinAnsiEncoding", b"<</Differences[0 " + b"/a" * million + b"]>>"),
        ),
        "contents 100,000 times": lambda: paper(b"BT /F 9 Tf (a) Tj ET ").replace(
            b"/Contents 4 0 R", b"/Contents[" + b"4 0 R " * 100_000 + b"]"
        ),
        "number of a million digits": lambda: paper(b"BT /F " + b"9" * million + b" Tf (a) Tj ET"),
        "comments of 5 MB": lambda: letter("a").replace(b"%PDF-1.7\n", b"%PDF-1.7\n" + b"%\n" * 2_500_000),
        "encryption that means nothing": lambda: pdf(
            {1: b"<</Type/Catalog/Pages 2 0 R>>", 2: b"<</Type/Pages/Kids[]>>", 3: b"<</Filter/Standard/V 5/R 6/O(a)/U(b)/P -1>>"},
            trailer=b"/Encrypt 3 0 R/ID[(a)(a)]",
        ),
        "endless hexadecimal": lambda: paper(b"BT /F 9 Tf <" + b"41" * 4 * million),
        "title of 10 MB": lambda: pdf(
            {1: b"<</Type/Catalog/Pages 2 0 R>>", 2: b"<</Type/Pages/Kids[]>>", 3: b"<</Title(" + b"a" * 10 * million + b")>>"},
            trailer=b"/Info 3 0 R",
        ),
    }  # fmt: skip


# ------------------------------------------------------------------ HTML
def page(body: str, head: str = "") -> bytes:
    """A page with this body."""
    return f"<!DOCTYPE html><html><head><title>Page</title>{head}</head><body>{body}</body></html>".encode()


def nested(depth: int, sentence: str = "The ministry says that 4,321 soldiers were killed.", tag: str = "div") -> bytes:
    """A page with the sentence so deep, and a paragraph at the top."""
    return page(
        f"<p>A paragraph that stands at the top of the page.</p>{f'<{tag}>' * depth}{sentence}{f'</{tag}>' * depth}"
    )


def html_bombs() -> Bombs:
    """Pages that nest, repeat or never close."""
    many = 100_000
    words = "<p>Some 500 soldiers were killed, the ministry said on Monday.</p>"
    return {
        "div 100,000 deep": lambda: nested(many),
        "div 253 deep": lambda: nested(253),
        "div 2,040 deep": lambda: nested(2_040),
        "span 50,000 deep": lambda: nested(50_000, tag="span"),
        "bold 50,000 times unclosed": lambda: page("<b>" * 50_000 + words),
        "links 50,000 times unclosed": lambda: page("<a href=x>" * 50_000 + words),
        "paragraphs within formatting": lambda: page("<b><i><u><p>" * 20_000 + words),
        "tables 5,000 deep": lambda: page("<table><tr><td>" * 5_000 + words),
        "lists 5,000 deep": lambda: page("<ul><li>" * 5_000 + words),
        "quotes 1,900 deep": lambda: nested(1_900, tag="blockquote"),
        "tables 600 deep": lambda: page("<table><tr><td>a</td><td>" * 600 + words),
        "less-than 5 MB": lambda: page("<" * 5_000_000),
        "less-than and letters": lambda: page("<a " * 1_500_000),
        "attributes 200,000": lambda: page(
            "<div " + " ".join(f"a{n}=1" for n in range(2 * many)) + ">" + words + "</div>"
        ),
        "attribute of 20 MB": lambda: page(f"<div class='{'nav ' * 5_000_000}'>{words}</div>"),
        "spans of a table": lambda: page(
            f"<table>{'<tr><td colspan=1000 rowspan=65534>5</td></tr>' * 2_000}</table>{words}"
        ),
        "cells 500,000 in a row": lambda: page(f"<table><tr>{'<td>5' * 500_000}</tr></table>"),
        "line breaks 8 MB": lambda: page(words + "<br>" * 2_000_000),
        "text of 25 MB": lambda: page("word " * 5_000_000 + words),
        "comment without an end": lambda: page(words + "<!--" + "-" * 10_000_000),
        "comments a million": lambda: page("<!---->" * 1_000_000 + words),
        "entities 3 million": lambda: page("&amp;" * 3_000_000 + words),
        "script without an end": lambda: page(words + "<script>" + "x<!--" * 2_000_000),
        "JSON-LD 100,000 deep": lambda: page(words, f"<script type='application/ld+json'>{'[' * many}</script>"),
        "metas 200,000": lambda: page(words, "<meta name=a content=b>" * 200_000),
        "list items a million": lambda: page("<ul>" + "<li>5" * 1_000_000 + "</ul>"),
        "paragraphs a million": lambda: page("<p>5" * 1_000_000),
        "superscripts 300,000": lambda: page(words + "5<sup>1</sup>" * 300_000),
        "times 200,000": lambda: page("<time datetime=2024-01-01>now</time>" * 200_000 + words),
        "headlines 100,000": lambda: page("<h1>Some 500 killed</h1>" * many),
        "articles 1,500 deep": lambda: nested(1_500, tag="article"),
        "articles 100,000": lambda: page(f"<article>{words}</article>" * many),
        "wrappers named menu 1,500 deep": lambda: page("<div class=menu>" * 1_500 + words * 300 + "</div>" * 1_500),
        "links 300,000": lambda: page("<ul>" + "<li><a href=#>a</a>" * 300_000 + "</ul>" + words),
        "forms 1,500 deep": lambda: nested(1_500, tag="form"),
        "vector graphics 1,900 deep": lambda: nested(1_900, tag="svg"),
        "lines of pre, a million": lambda: page("<pre>" + "5\n" * 1_000_000 + "</pre>"),
        "NULs": lambda: page(words.replace(" ", " \0") + "\0" * 100),
        "UTF-7 declared": lambda: page(words, "<meta charset=utf-7>"),
    }


# ------------------------------------------------------------------ DOCX
W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def word_file(body: str, *, parts: dict[str, bytes | str] | None = None, head: str = "") -> bytes:
    """A Word file of this body, and of these further parts."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("word/document.xml", f"{head}<w:document {W}><w:body>{body}</w:body></w:document>")
        for name, data in (parts or {}).items():
            archive.writestr(name, data)
    return packed.getvalue()


def paragraph(words: str) -> str:
    """A paragraph of WordprocessingML."""
    return f"<w:p><w:r><w:t>{words}</w:t></w:r></w:p>"


def _many_parts(count: int) -> bytes:
    return word_file(paragraph("a"), parts={f"word/media/{n}.png": b"" for n in range(count)})


def _lying_size() -> bytes:
    """A document part of 120 MB that says it has a thousand bytes."""
    data = word_file(paragraph(" " * 120_000_000))
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        true = struct.pack("<I", archive.getinfo("word/document.xml").file_size)
    return data.replace(true, struct.pack("<I", 1_000))


def _overlapping() -> bytes:
    """A central directory that names one packed part 1,500 times."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", f"<w:document {W}>{' ' * 9_000_000}</w:document>")
    data = packed.getvalue()
    start = data.index(b"PK\x01\x02")
    end = data.index(b"PK\x05\x06")
    entry = data[start:end]
    tail = bytearray(data[end:])
    struct.pack_into("<HHII", tail, 8, 1_500, 1_500, len(entry) * 1_500, start)
    return data[:start] + entry * 1_500 + bytes(tail)


def docx_bombs() -> Bombs:
    """Word files that unpack to far more than they are, or reach out."""
    external = '<!DOCTYPE w:document [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
    laughs = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 12))
    return {
        "300 MB picture": lambda: word_file(paragraph("a"), parts={"word/media/a.png": b"\0" * 300_000_000}),
        "90 MB text": lambda: word_file(paragraph("5 " * 45_000_000)),
        "5,000 parts": lambda: _many_parts(5_000),
        "size that lies": _lying_size,
        "parts that overlap": _overlapping,
        "external entity": lambda: word_file(paragraph("&x;"), head=external),
        "external entity in UTF-16": lambda: word_file("", parts={
            "word/footnotes.xml": f"{external}<w:footnotes {W}>{paragraph('&x;')}</w:footnotes>".encode("utf-16")}),
        "billion laughs": lambda: word_file(paragraph("&l11;"), head=f'<!DOCTYPE d [<!ENTITY l0 "ha">{laughs}]>'),
        "elements 100,000 deep": lambda: word_file("<w:ins>" * 100_000 + paragraph("a") + "</w:ins>" * 100_000),
        "tables 3,000 deep": lambda: word_file("<w:tbl><w:tr><w:tc>" * 3_000 + paragraph("a") + "</w:tc></w:tr></w:tbl>" * 3_000),
        "paragraphs a million, all different": lambda: word_file("".join(paragraph(str(n * 7919)) for n in range(1_000_000))),
        "cells 300,000 in a row": lambda: word_file(
            "<w:tbl><w:tr>" + "".join(f"<w:tc>{paragraph(str(n * 31))}</w:tc>" for n in range(300_000)) + "</w:tr></w:tbl>"),
        "attributes 200,000": lambda: word_file("<w:p " + " ".join(f"a{n}='{n}'" for n in range(200_000)) + "/>"),
        "external stylesheet": lambda: word_file(paragraph("a"), head='<?xml-stylesheet href="http://127.0.0.1:9/x.xsl"?>'),
        "no document": lambda: word_file("").replace(b"word/document.xml", b"word/dokument.xml"),
        "cut off": lambda: word_file("".join(paragraph(str(n * 31)) for n in range(500)))[:-200],
    }  # fmt: skip


# ------------------------------------------------------------------ mutants
def mutants(base: bytes, count: int, *, seed: int) -> Iterator[bytes]:
    """Copies of a good file with a few bytes changed, cut out, doubled or swapped."""
    rng = random.Random(seed)
    for _ in range(count):
        data = bytearray(base)
        for _ in range(rng.choice((1, 1, 2, 4, 16))):
            at = rng.randrange(len(data))
            length = rng.choice((1, 1, 2, 8, 64))
            match rng.randrange(5):
                case 0:
                    data[at] ^= 1 << rng.randrange(8)
                case 1:
                    data[at : at + length] = rng.randbytes(length)
                case 2:
                    del data[at : at + length]
                case 3:
                    data[at:at] = data[at : at + length] * rng.choice((1, 50))
                case _:
                    data[at : at + length] = rng.choice(
                        (b"999999999", b"-1", b"\0", b"<<", b"[", b"</", b"&#0;", b"%%EOF")
                    )
            if not data:
                break
        yield bytes(data) or b"x"
