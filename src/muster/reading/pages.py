"""HTML to text: the article, its headline, lists and tables as lines, without what surrounds it.

Invariant: nothing is lost in silence. A page too deep or too big for the parser is refused; a number that the page shows but the
article does not is listed in `left_out`. Runs in the guarded child only.
"""

from __future__ import annotations

import re
from typing import Any

from muster.claims.errors import DocumentError
from muster.reading import markup
from muster.reading.blocks import Keep, block_text, text_length
from muster.reading.parsed import Parsed, numbers_missing
from muster.reading.plain import decode

MAX_DEPTH = 2_000  # libxml2 gives up at 2,048 even when told that the tree is huge
PLAIN_DEPTH = 200  # deeper and larger than any page that a person wrote: trafilatura is spared those
MAX_ELEMENTS = 50_000
MAX_TEXT = 3_000_000

_CHARSET = re.compile(rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([A-Za-z0-9_-]{2,30})""", re.IGNORECASE)
_TAG = re.compile(r"<(/?)([A-Za-z][A-Za-z0-9:-]{0,30})")
_VOID = frozenset(
    (
        "area",
        "base",
        "br",
        "col",
        "embed",
        "hr",
        "img",
        "input",
        "link",
        "meta",
        "param",
        "source",
        "track",
        "wbr",
        "p",
        "li",
        "td",
        "th",
        "tr",
        "option",
        "dt",
        "dd",
    )
)
_YEAR = re.compile(r"^(?!.*(?:©|copyright)).*\b(?:19|20)[0-9]{2}\b", re.IGNORECASE)
_UPPER = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_LOWER = str.maketrans("0123456789", "₀₁₂₃₄₅₆₇₈₉")
# Inline elements that trafilatura drops with their words, and those whose attributes blow up its tables.
_INLINE = (
    "time",
    "var",
    "kbd",
    "samp",
    "u",
    "label",
    "output",
    "nobr",
    "tt",
    "wbr",
    "abbr",
    "data",
    "bdi",
    "bdo",
    "mark",
    "small",
)


def parse_html(data: bytes) -> Parsed:
    """The page's article and what it says of itself. Raises `DocumentError` for what is no page, is too deep, or holds no text."""
    declared = _CHARSET.search(data[:4096])
    source = decode(data, declared=declared[1].decode("ascii") if declared else None)
    depth = nesting(source)
    if depth > MAX_DEPTH:
        raise DocumentError(
            f"the page nests its elements {depth:,} deep, more than any parser follows ({MAX_DEPTH:,}); save its text instead",
            reason="too_deep",
        )
    root = _tree(source)
    fields = markup.fields_of(root)
    title, published = markup.title_of(root, fields), markup.published_of(root, fields)
    language = markup.language_of_page(root, fields)
    _settle(root)
    everything = block_text(root, keep=Keep.ALL)
    text = _with_headline(_article(root, depth), root)
    if not text.strip():
        raise DocumentError("the page shows no text; it may be written by a script when it is opened", reason="no_text")
    return Parsed(
        text=text,
        title=title,
        publisher=markup.publisher_of(fields),
        published=published,
        language=language,
        left_out=numbers_missing(everything, text),
    )


def nesting(source: str) -> int:
    """How deep the elements that must be closed are nested: an upper bound, found without parsing."""
    depth = deepest = 0
    for match in _TAG.finditer(source):
        if match[2].lower() in _VOID:
            continue
        depth = max(depth - 1, 0) if match[1] else depth + 1
        deepest = max(deepest, depth)
    return deepest


def _tree(source: str) -> Any:
    """The page as a tree. Raises `DocumentError` where the parser ran into one of its limits and would lose text."""
    from lxml import etree, html

    parser = html.HTMLParser(huge_tree=True, encoding="utf-8", remove_comments=True, remove_pis=True)
    cleaned = source.replace("\x00", "").encode("utf-8", errors="replace")
    try:
        root = html.document_fromstring(cleaned, parser=parser)
    except etree.ParserError:
        raise DocumentError("the page is empty", reason="empty") from None
    except etree.XMLSyntaxError as error:
        raise DocumentError(f"the page could not be parsed: {error}", reason="unreadable") from None
    # Not only errors of the resource kind: libxml2 reports some of its limits as internal or memory errors.
    if any(entry.level >= etree.ErrorLevels.FATAL for entry in parser.error_log):
        raise DocumentError("the page is too deep or too big for the parser; text would be lost", reason="too_deep")
    return root


def _settle(root: Any) -> None:
    """Write superscripts as superscripts (else a footnote's mark runs into the figure before it) and unwrap inline elements."""
    for tag, digits in (("sup", _UPPER), ("sub", _LOWER)):
        for element in root.iter(tag):
            for part in element.iter():
                if part.text:
                    part.text = part.text.translate(digits)
    for element in list(root.iter("sup", "sub", *_INLINE)):  # renamed, not stripped: stripping takes quadratic time
        element.tag = "span"
    for cell in root.iter("td", "th"):
        for spread in ("colspan", "rowspan"):
            cell.attrib.pop(spread, None)


def _article(root: Any, depth: int) -> str:
    """The article's text: trafilatura's, unless it lost a good part or a figure of what the page itself marks as its article."""
    marked = _marked(root)
    large = text_length(root, MAX_TEXT) >= MAX_TEXT or sum(1 for _ in root.iter()) > MAX_ELEMENTS
    own = "\n".join(filter(None, (block_text(element, keep=Keep.ARTICLE) for element in marked)))
    if not own:
        own, marked = block_text(root, keep=Keep.ARTICLE), []
    theirs = "" if large or depth > PLAIN_DEPTH else _trafilatura(root)
    if len(theirs) < (0.8 if marked else 0.5) * len(own) or (marked and numbers_missing(own, theirs)):
        return own
    return _with_byline(theirs, own)


def _with_byline(theirs: str, own: str) -> str:
    """The article below the line that dates it, where the page has one above the article and the article lost it."""
    above: list[str] = []
    for line in own.split("\n"):
        if len(line) > 120 or len(above) >= 20 or (len(line) > 40 and line in theirs):
            break
        above.append(line)
    dated = [line for line in above if _YEAR.search(line) and line not in theirs]
    return "\n".join([*dated[:1], theirs]) if theirs else theirs


def _marked(root: Any) -> list[Any]:
    """What the page marks as its main part: the article that outweighs the others, else all of `main`, else every article."""
    articles = [one for one in root.iter("article") if not any(True for _ in one.iterancestors("article"))][:500]
    weights = [text_length(one) for one in articles]
    if articles and max(weights) >= 0.6 * sum(weights) and max(weights) > 200:
        return [articles[weights.index(max(weights))]]
    main = next(root.iter("main"), None)
    if main is None:
        main = next(iter(root.xpath("//*[@role='main']")), None)
    return [main] if main is not None and text_length(main) > 200 else articles


def _trafilatura(root: Any) -> str:
    """The article that trafilatura finds, rendered by our own rules. Empty where it finds none."""
    from copy import deepcopy

    from trafilatura.core import bare_extraction

    found = bare_extraction(
        deepcopy(root),
        include_comments=False,
        include_tables=True,
        favor_recall=True,
        with_metadata=False,
        deduplicate=False,
    )
    body = getattr(found, "body", None)
    return "" if body is None else block_text(body, keep=Keep.ALL)


def _with_headline(text: str, root: Any) -> str:
    """The text with the page's h1 above it where the article lost it: headlines are text."""
    if not text.strip():
        return text
    for heading in root.iter("h1"):
        words = block_text(heading, keep=Keep.ALL).replace("\n", " ").strip()
        if len(words) >= 8 and not any(True for _ in heading.iterancestors("header", "nav", "footer", "aside")):
            return text if words in text.replace("\n", " ") else f"{words}\n{text}"
    return text
