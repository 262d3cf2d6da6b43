"""Which parser reads which kind of file. All but those of plain text and Markdown run in the guarded child only."""

from __future__ import annotations

import contextlib
import io
import zipfile

from muster.claims.errors import DocumentError
from muster.reading.parsed import Parsed

GUARDED = ("html", "pdf", "docx", "parquet", "json", "csv")


def parse(media: str, data: bytes) -> Parsed:
    """What the parser for this kind of file makes of the bytes. Parsers are imported when first used."""
    match media:
        case "html":
            from muster.reading.pages import parse_html

            return parse_html(data)
        case "pdf":
            from muster.reading.papers import parse_pdf

            return parse_pdf(data)
        case "docx":
            from muster.reading.word import parse_docx

            return parse_docx(data)
        case "parquet":
            from muster.reading.datasets import parse_parquet

            return parse_parquet(data)
        case "parquet rows":
            from muster.reading.datasets import parquet_rows

            return parquet_rows(data)
        case "markdown":
            from muster.reading.plain import parse_markdown

            return parse_markdown(data)
        case "json" | "csv":
            from muster.reading.datasets import parse_table

            return parse_table(data, media=media)
        case _:
            from muster.reading.plain import parse_text

            return parse_text(data)


# ------------------------------------------------------------------ for the guard
def warm_up() -> None:
    """Load the parsers, and by parsing a little of each kind what they load when first used."""
    for media, data in (("html", _PAGE), ("pdf", _PAPER), ("docx", _letter()), ("json", b"[]")):
        with contextlib.suppress(DocumentError):
            parse(media, data)


_PAGE = b"<html><body><p>The parsers are loaded before the first page comes.</p></body></html>"
_PAPER = b"""%PDF-1.4
1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj
2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj
3 0 obj<</Type/Page/Parent 2 0 R/Contents 4 0 R/Resources<</Font<</F 5 0 R>>>>>>endobj
4 0 obj<</Length 43>>stream
BT /F 12 Tf 50 700 Td (Loaded before.) Tj ET
endstream endobj
5 0 obj<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>endobj
trailer<</Root 1 0 R>>
startxref
0
%%EOF
"""


def _letter() -> bytes:
    body = b'<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:p/></w:document>'
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("word/document.xml", body)
    return packed.getvalue()
