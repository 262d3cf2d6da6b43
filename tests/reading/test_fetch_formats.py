"""Web pages, PDF and Word files: the article and its tables as lines, nothing lost in silence, what the file says of itself."""

from __future__ import annotations

import datetime as dt
from typing import Any

import bombs
import pytest

from muster.claims.document import Document
from muster.claims.errors import DocumentError
from muster.reading.fetch import load_bytes


def page(body: str, head: str = "", attributes: str = "") -> Document:
    source = f"<!DOCTYPE html><html{attributes}><head><title>A page</title>{head}</head><body>{body}</body></html>"
    return load_bytes(source.encode(), name="a.html")


STORY = "".join(
    f"<p>{sentence}</p>"
    for sentence in (
        "The defence ministry said on Monday that 1,234 of its soldiers had been killed since the spring.",
        "Its neighbour puts the losses at more than 5,678, a figure that nobody has been able to check.",
        "Analysts in the capital speak of between 2,000 and 3,000 dead and of twice as many wounded men.",
    )
)


# ------------------------------------------------------------------ HTML
def test_what_surrounds_the_article_is_no_text_but_its_numbers_are_noted() -> None:
    document = page(
        "<div class='cookie-banner'>We and 812 partners store cookies.</div><header><a href=/>The Gazette</a></header>"
        "<nav><a href=/1>Front 24</a></nav>"
        f"<main><article><h1>Army counts its dead</h1><div class='share-bar'>Shared 903 times</div>{STORY}"
        "<div class='newsletter-box'>Join 70,000 readers</div></article>"
        "<aside><h2>Related</h2><ul><li><a href=/2>Losses pass 44,444</a></li></ul></aside></main>"
        "<footer>© 2026 The Gazette</footer><script>var n = 31415</script>"
    )
    assert document.text.split("\n")[0] == "Army counts its dead"
    assert [line for line in document.text.split("\n") if "1,234" in line or "5,678" in line or "3,000" in line] != []
    for word in ("cookies", "Shared", "readers", "Related", "44,444", "2026", "31415"):
        assert word not in document.text
    assert {"812", "903", "70,000", "44,444", "2026"} <= set(document.left_out)
    assert "31415" not in document.left_out


def test_a_row_of_a_table_is_a_line_and_a_list_keeps_its_items() -> None:
    document = page(
        f"<article>{STORY}<table><tr><th>Month<th>Killed<tr><td>May<td>1,200<tr><td>June<td><p>1,350</p></table>"
        "<ul><li>first 10<li>then <b>20</b></ul></article>"
    )
    lines = document.text.split("\n")
    assert lines[-5:] == ["Month | Killed", "May | 1,200", "June | 1,350", "- first 10", "- then 20"]


def test_a_footnote_mark_does_not_run_into_its_figure() -> None:
    document = page(f"<article>{STORY}<p>They took 45 km<sup>2</sup> and lost 45,100<sup>1</sup> men.</p></article>")
    assert "They took 45 km² and lost 45,100¹ men." in document.text


def test_words_in_inline_elements_are_kept() -> None:
    document = page(
        f"<article>{STORY}<p>Last revised <time datetime=2020-06-25>25 June 2020</time> with <mark>9,876</mark> names.</p></article>"
    )
    assert "Last revised 25 June 2020 with 9,876 names." in document.text


def test_a_page_laid_out_in_tables_and_divs_is_read() -> None:
    document = page(f"<table><tr><td><a href=/>Home</a></td><td><div>{STORY}</div></td></tr></table>")
    for figure in ("1,234", "5,678", "2,000 and 3,000"):
        assert figure in document.text


def test_a_headline_outside_the_article_is_text() -> None:
    document = page(f"<div><h1>Army counts 777 dead</h1></div><article>{STORY}</article>")
    assert document.text.startswith("Army counts 777 dead\n")


@pytest.mark.parametrize(
    "depth", [10, 50, 100, 200, 240, 253, 300, 500, 1_000, 1_900, 1_999, 2_010, 2_100, 3_000, 5_000]
)
@pytest.mark.parametrize("tag", ["div", "span"])
def test_a_sentence_at_any_depth_is_found_or_the_page_refused(depth: int, tag: str) -> None:
    sentence = "The ministry says that 4,321 soldiers were killed."
    outcome = bombs.attempt(bombs.nested(depth, sentence, tag), "a.html")
    if isinstance(outcome, DocumentError):
        assert outcome.reason == "too_deep"
        assert depth > 1_990
    else:
        assert sentence in outcome.text


def test_a_sentence_after_a_node_of_20_mb_is_found_or_the_page_refused() -> None:
    long = bombs.page(f"<article><p>{'word ' * 4_000_000}</p><p>Then 4,321 were killed.</p></article>")
    outcome = bombs.attempt(long, "a.html")
    if isinstance(outcome, DocumentError):
        assert outcome.reason in ("out_of_memory", "timed_out", "too_large")
    else:
        assert "Then 4,321 were killed." in outcome.text


META = {
    "meta": "<meta property=article:published_time content=2024-12-09T23:30:00+02:00>",
    "JSON-LD": '<script type=application/ld+json>{"@graph":[{"@type":"NewsArticle","datePublished":"2024-12-09"}]}</script>',
    "address": "<link rel=canonical href=https://example.org/2024/12/09/army>",
    "named": "<meta name=DC.date.issued content=20241209>",
}


@pytest.mark.parametrize("way", META)
def test_the_date_of_publication_is_taken_where_the_page_states_it(way: str) -> None:
    assert page(f"<article>{STORY}</article>", META[way]).published == dt.date(2024, 12, 9)


def test_a_byline_is_a_date_and_a_date_within_the_text_is_not() -> None:
    byline = "<p>By A. Writer, <time datetime=2024-12-09>Monday</time></p>"
    within = "<p>The war began on <time datetime=2022-02-24>that day</time>.</p>"
    assert page(f"<article>{byline}{STORY}{within}</article>").published == dt.date(2024, 12, 9)
    assert page(f"<article><p>{'A long sentence. ' * 20}</p>{within}</article>").published is None


@pytest.mark.parametrize("said", ["0001-01-01", "9999-12-31", "2024-02-30", "1850-05-05", "yesterday", "<b>", "2024"])
def test_a_date_that_cannot_be_is_unknown(said: str) -> None:
    assert (
        page(f"<article>{STORY}</article>", f'<meta property=article:published_time content="{said}">').published
        is None
    )


def test_title_publisher_and_language_of_a_page() -> None:
    head = (
        '<meta property=og:title content="Army counts its dead"><script type=application/ld+json>'
        '{"@type": ["NewsArticle"], "publisher": {"name": "The Gazette"}}</script>'
    )
    document = page(f"<article>{STORY}</article>", head, " lang=en-GB")
    assert (document.title, document.publisher, document.language) == ("Army counts its dead", "The Gazette", "en")


def test_a_copyright_year_is_no_date() -> None:
    assert page(f"<article>{STORY}</article><footer>© 2019 The Gazette</footer>").published is None


# ------------------------------------------------------------------ PDF
def paper(*lines: str) -> Document:
    return load_bytes(bombs.letter(*lines), name="a.pdf")


def test_lines_are_joined_into_paragraphs_and_hyphens_undone() -> None:
    text = paper(
        "The ministry said on Monday that 1,234 of its soldiers had been killed since the sum-",
        "mer, more than in any year before. A well-known analyst doubts it, and the well-",
        "known figure of 5,678 too.",
        "A short line",
        "The second paragraph begins here and goes on for as long as the first one did, to",
        "the end.",
    ).text
    assert text.split("\n") == [
        "The ministry said on Monday that 1,234 of its soldiers had been killed since the summer, more than in any year "
        "before. A well-known analyst doubts it, and the well-known figure of 5,678 too.",
        "A short line",
        "The second paragraph begins here and goes on for as long as the first one did, to the end.",
    ]


def several(pages: list[list[str]]) -> bytes:
    """A PDF of these pages."""
    objects = {1: b"<</Type/Catalog/Pages 2 0 R>>", 5: bombs.FONT}
    for number, lines in enumerate(pages):
        shown = b"".join(b"(%s) Tj T* " % line.encode() for line in lines)
        objects[10 + 2 * number] = bombs.PAGE.replace(b"/Contents 4 0 R", b"/Contents %d 0 R" % (11 + 2 * number)) % b""
        objects[11 + 2 * number] = bombs.stream(b"BT /F 12 Tf 14 TL 50 700 Td " + shown + b"ET")
    kids = b" ".join(b"%d 0 R" % (10 + 2 * number) for number in range(len(pages)))
    objects[2] = b"<</Type/Pages/Kids[" + kids + b"]/Count %d>>" % len(pages)
    return bombs.pdf(objects)


def test_running_heads_and_page_numbers_are_dropped() -> None:
    heads = [
        ["The Gazette Papers", f"In part {part} some 5{part}0 men were killed, it is said.", f"Page {part} of 4"]
        for part in (1, 2, 3, 4)
    ]
    document = load_bytes(several(heads), name="a.pdf")
    told = [f"In part {part} some 5{part}0 men were killed, it is said." for part in (1, 2, 3, 4)]
    assert document.text.split("\n") == ["The Gazette Papers", *told]


def test_a_pdf_without_text_says_so_and_suggests_ocr() -> None:
    picture = bombs.paper(
        b"/G Do", resources=b"/XObject<</G 6 0 R>>", more={6: bombs.stream(b"\0", b"/Subtype/Image/Width 1/Height 1")}
    )
    with pytest.raises(DocumentError, match="OCR") as caught:
        load_bytes(picture, name="a.pdf")
    assert caught.value.reason == "no_text_layer"


def test_a_page_without_text_among_others_is_noted() -> None:
    document = load_bytes(several([["Some 500 men were killed."], []]), name="a.pdf")
    assert document.left_out == ("page 2: no text layer",)


def test_a_pdf_that_was_cut_off_says_so() -> None:
    with pytest.raises(DocumentError, match="cut off") as caught:
        load_bytes(bombs.letter(*["Some 500 men were killed."] * 40)[:-300], name="a.pdf")
    assert caught.value.reason == "truncated"


def test_an_encrypted_pdf_says_so() -> None:
    import io

    from pypdf import PdfReader, PdfWriter

    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(bombs.letter("Some 500 men were killed."))))
    writer.encrypt("secret", algorithm="RC4-128")
    locked = io.BytesIO()
    writer.write(locked)
    with pytest.raises(DocumentError, match="password") as caught:
        load_bytes(locked.getvalue(), name="a.pdf")
    assert caught.value.reason == "encrypted"


def test_the_day_a_pdf_was_made_counts_only_where_its_text_gives_none() -> None:
    made = b"/Info 9 0 R", {9: b"<</CreationDate(D:20250910090000Z)/Title(The price of a summer)>>"}

    def dated(*lines: str) -> Document:
        shown = b"".join(b"(%s) Tj T* " % line.encode() for line in lines)
        content = bombs.stream(b"BT /F 12 Tf 14 TL 50 700 Td " + shown + b"ET")
        objects = {
            1: b"<</Type/Catalog/Pages 2 0 R>>",
            2: b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
            3: bombs.PAGE % b"",
            4: content,
        }
        return load_bytes(bombs.pdf(objects | {5: bombs.FONT} | made[1], trailer=made[0]), name="a.pdf")

    bare = dated("Some 500 men were killed.")
    assert (bare.published, bare.title) == (dt.date(2025, 9, 10), "The price of a summer")
    assert dated("Report on losses", "9 December 2024", "Some 500 men were killed.").published == dt.date(2024, 12, 9)


# ------------------------------------------------------------------ DOCX
def word(body: str, **parts: Any) -> Document:
    named = {("docProps/core.xml" if name == "core" else f"word/{name}.xml"): data for name, data in parts.items()}
    return load_bytes(bombs.word_file(body, parts=named), name="a.docx")


def part(kind: str, inner: str) -> str:
    return f"<w:{kind} {bombs.W}>{inner}</w:{kind}>"


def test_a_word_file_keeps_tables_insertions_and_notes_and_drops_deletions() -> None:
    p = bombs.paragraph
    document = word(
        p("Some 500 men were killed.")
        + "<w:p><w:r><w:t xml:space='preserve'>In May </w:t></w:r><w:ins><w:r><w:t>1,200</w:t></w:r></w:ins>"
        "<w:del><w:r><w:delText>9,999</w:delText></w:r></w:del><w:r><w:t xml:space='preserve'> fell</w:t><w:tab/><w:t>.</w:t></w:r></w:p>"
        + f"<w:tbl><w:tr><w:tc>{p('Month')}</w:tc><w:tc>{p('Killed')}</w:tc></w:tr>"
        f"<w:tr><w:tc>{p('June')}</w:tc><w:tc>{p('1,350')}{p('revised')}</w:tc></w:tr></w:tbl>"
        + p("The end.")
        + "<w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>hidden 31</w:t></w:r></w:p>",
        footnotes=part(
            "footnotes",
            f"<w:footnote w:type='separator'>{p('---')}</w:footnote><w:footnote>{p('Of whom 77 by drones.')}</w:footnote>",
        ),
        endnotes=part("endnotes", f"<w:endnote>{p('And 88 later.')}</w:endnote>"),
        header1=part("hdr", p("Ministry of Defence")),
        footer1=part("ftr", p("Telephone 555")),
        comments=part("comments", f"<w:comment>{p('Is 1,201 right?')}</w:comment>"),
    )
    assert document.text.split("\n") == [
        "Ministry of Defence",
        "Some 500 men were killed.",
        "In May 1,200 fell\t.",
        "Month | Killed",
        "June | 1,350 revised",
        "The end.",
        "Of whom 77 by drones.",
        "And 88 later.",
    ]
    assert document.left_out == ("1,201", "555")


CORE = (
    '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
    'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/"><dc:title>{title}</dc:title>'
    "<dc:language>en-GB</dc:language><dcterms:created>{created}</dcterms:created></cp:coreProperties>"
)


def test_the_core_properties_of_a_word_file() -> None:
    body = bombs.paragraph("Some 500 men were killed.")
    document = word(body, core=CORE.format(title="A deficit", created="2025-02-07T15:30:00Z"))
    assert (document.title, document.published, document.language) == ("A deficit", dt.date(2025, 2, 7), "en")
    template = word(body, core=CORE.format(title="Microsoft Word - a.doc", created="2013-12-23T23:15:00Z"))
    assert (template.title, template.published) == (None, None)


def test_a_title_in_its_own_style_is_the_title() -> None:
    styled = "<w:p><w:pPr><w:pStyle w:val='Title'/></w:pPr><w:r><w:t>Three totals</w:t></w:r></w:p>"
    assert word(styled + bombs.paragraph("Some 500 men were killed.")).title == "Three totals"


def test_nothing_of_another_file_comes_out_of_a_word_file() -> None:
    for name in ("external entity", "external entity in UTF-16", "external stylesheet"):
        outcome = bombs.attempt(bombs.docx_bombs()[name](), "a.docx")
        assert "root:" not in (str(outcome) if isinstance(outcome, DocumentError) else outcome.text)


def test_a_page_of_divs_keeps_its_date_line_and_drops_what_surrounds_it() -> None:
    document = page(
        "<div id=wrapper><div class=top-menu><ul><li><a href=1>World</a><li><a href=2>War</a><li><a href=3>Sport</a></ul></div>"
        "<div class=content><h1 class=entry-title>Losses pass 900,000</h1><div class=meta>Published on 17 March 2025 by Staff</div>"
        f"<div class=entry>{STORY}</div>"
        "<div class=related-posts><div><a href=4>Ukraine drafts 30,000 a month</a></div></div>"
        "<div class=comments-area><p>Bob: more like 2,000,000 by now, everyone knows that.</p></div></div>"
        "<div class=footer>Copyright 2024</div></div>"
    )
    assert document.text.split("\n")[:2] == ["Losses pass 900,000", "Published on 17 March 2025 by Staff"]
    assert document.published == dt.date(2025, 3, 17)
    assert {"30,000", "2,000,000", "2024"} <= set(document.left_out)
    assert "1,234" in document.text
