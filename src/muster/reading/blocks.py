"""A tree of elements to lines: a block is a line, a row of a table is a line with ` | ` between its cells.

Invariant: walks the tree without recursion and in linear time, so no depth or size of page can bring it down.
"""

from __future__ import annotations

import re
from enum import Enum
from typing import Any


def _names(words: str) -> frozenset[str]:
    return frozenset(words.split())


_BLOCK = _names(
    "address article aside blockquote body caption center dd details dialog div dl dt fieldset figcaption figure footer form h1 "
    "h2 h3 h4 h5 h6 header hgroup hr html legend li main menu nav ol p pre section summary table tbody tfoot thead ul "
    "head item list quote row tr"
)
_NEVER = _names(
    "script style noscript template head meta link title iframe object embed audio video canvas map select option button "
    "input textarea datalist progress meter"
)
_AROUND = _names("nav footer aside dialog menu")
_WHOLE = _names("html body article main")
_NAMED = re.compile(
    r"(?:^|[\s_-])(?:cookies?|consent|gdpr|related|recirc|newsletters?|subscribe|subscription|signup|share|sharing|social|promos?|"
    r"breadcrumbs?|menu|nav|navbar|navigation|sidebar|advert(?:isement)?s?|ads?|comments?|paywall|sponsor(?:ed)?|teasers?|"
    r"outbrain|taboola|most-(?:read|popular)|recommended|skip-link|site-(?:header|footer))(?:$|[\s_-])",
    re.IGNORECASE,
)
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_SPACE = re.compile(r"[ \t\r\n\f]+")


class Keep(Enum):
    """How much of an element is kept: all that it shows, or its article without what surrounds it."""

    ALL = "all"
    ARTICLE = "article"


def block_text(root: Any, *, keep: Keep) -> str:
    """The text of an element, block by block, each on its own line."""
    writer = _Writer()
    for event, element in (walk := _walk(root)):
        tag = element.tag if isinstance(element.tag, str) else ""
        if event == "end":
            writer.close(tag, element)
            if element is not root:
                writer.add(element.tail)
        elif element is not root and _unseen(element, tag, keep):
            walk.skip_subtree()
            writer.skip(tag, element)
        else:
            writer.open(tag, element)
    return writer.text()


def _walk(root: Any) -> Any:
    from lxml import etree

    return etree.iterwalk(root, events=("start", "end"))


def _unseen(element: Any, tag: str, keep: Keep) -> bool:
    """Whether the element is not text: no element at all, never shown, hidden, or around the article where only that is kept.
    Trafilatura writes headings as `head` with a `rend`; in a page that is the part that is not shown."""
    if not tag or (tag in _NEVER and not (tag == "head" and element.get("rend") is not None)):
        return True
    return _skipped(element, tag, keep)


def text_length(element: Any, most: int = 1_000_000) -> int:
    """How many characters an element holds, counted no further than `most`."""
    total = 0
    for part in element.itertext():
        total += len(part)
        if total >= most:
            break
    return total


def _skipped(element: Any, tag: str, keep: Keep) -> bool:
    style = element.get("style")
    if element.get("hidden") is not None or (style and _HIDDEN.search(style)):
        return True
    if keep is Keep.ALL or tag in _WHOLE:
        return False
    if tag in ("svg", "math"):
        return True
    if element.get("aria-hidden") == "true" or element.get("role") in ("dialog", "navigation", "search", "alertdialog"):
        return True
    if tag in _AROUND:
        return True
    if tag == "header":  # a page's own, not an article's
        return not any(True for _ in element.iterancestors("article", "main"))
    named = f"{element.get('class') or ''} {element.get('id') or ''}"[:300]
    if tag == "form" or (named.strip() and _NAMED.search(named)):
        return not _holds_article(element)
    return tag in ("ul", "ol", "div", "section") and _only_links(element)


def _holds_article(element: Any) -> bool:
    """Whether something named like an advertisement in fact wraps the page: it holds the headline, an article or much text."""
    return next(element.iter("article", "main", "h1"), None) is not None or text_length(element, 3_000) >= 3_000


def _only_links(element: Any) -> bool:
    """Whether a short block is a list of links: three or more that make nearly all of its text."""
    length = text_length(element, 1_500)
    if not 0 < length < 1_500:
        return False
    links = list(element.iter("a"))
    return len(links) >= 3 and sum(text_length(link) for link in links) >= 0.85 * length


class _Writer:
    """Collects words into lines."""

    def __init__(self) -> None:
        self.lines: list[str] = []
        self.parts: list[str] = []
        self.row: Any = None
        self.cells = 0
        self.pre = 0
        self.skipped: Any = None

    def skip(self, tag: str, element: Any) -> None:
        """Note an element whose content is passed over; a block among them still parts the lines around it."""
        self.skipped = element
        if tag in _BLOCK and self.row is None:
            self.flush()

    def open(self, tag: str, element: Any) -> None:
        if self.row is None and tag in ("tr", "row") and _is_row(element):
            self.flush()
            self.row, self.cells = element, 0
        elif self.row is not None:
            self._open_in_row(tag)
        elif tag in ("br", "lb"):
            self.flush()
        elif tag in _BLOCK:
            self.flush()
            if tag in ("li", "item"):
                self.parts.append("- ")
        elif tag in ("td", "th", "cell"):
            self.flush()
        self.pre += tag == "pre"
        self.add(element.text)

    def _open_in_row(self, tag: str) -> None:
        if tag in ("td", "th", "cell"):
            if self.cells:
                self.parts.append(" | ")
            self.cells += 1
        elif tag in _BLOCK or tag in ("br", "lb"):
            self.parts.append(" ")

    def close(self, tag: str, element: Any) -> None:
        if element is self.skipped:
            self.skipped = None
            return
        self.pre -= tag == "pre"
        if self.row is not None:
            if element is self.row:
                self.row = None
                self.flush()
            elif tag in _BLOCK:
                self.parts.append(" ")
        elif tag in _BLOCK or tag in ("td", "th", "cell"):
            self.flush()

    def add(self, words: str | None) -> None:
        if not words:
            return
        if self.pre and self.row is None:
            first, *rest = words.split("\n")
            self.parts.append(first)
            for line in rest:
                self.flush(keep_spaces=True)
                self.parts.append(line)
        else:
            self.parts.append(_SPACE.sub(" ", words))

    def flush(self, *, keep_spaces: bool = False) -> None:
        line = "".join(self.parts)
        line = line.rstrip() if keep_spaces else _SPACE.sub(" ", line).strip(" ")
        while line.endswith(" |"):
            line = line[:-2].rstrip()
        self.parts.clear()
        if line.strip(" |-"):
            self.lines.append(line)

    def text(self) -> str:
        self.flush()
        return "\n".join(self.lines)


def _is_row(element: Any) -> bool:
    """Whether a tr is a row of data: two cells or more and no table within (else it is there for the layout)."""
    cells = sum(child.tag in ("td", "th", "cell") for child in element)
    return cells >= 2 and next(element.iter("table", "article", "h1", "h2"), None) is None
