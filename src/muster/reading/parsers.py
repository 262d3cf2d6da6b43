"""Which parser reads which kind of file. The three that run on foreign binary or markup run in the guarded child only."""

from __future__ import annotations

from muster.reading.parsed import Parsed

GUARDED = ("html", "pdf", "docx", "parquet")


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
        case "markdown":
            from muster.reading.plain import parse_markdown

            return parse_markdown(data)
        case "json" | "csv":
            from muster.reading.datasets import parse_table

            return parse_table(data, media=media)
        case _:
            from muster.reading.plain import parse_text

            return parse_text(data)
