"""The page taken apart into headings, paragraphs, tables and pictures, for forms of the brief that are not HTML.

Invariant: the words are those of the page, in its order; what the page hides, or is there for a screen alone (its contents, what
unfolds), is left out. Only our own pages are read: markup in a document is words there already, and stays so.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from html.parser import HTMLParser


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """Words that look alike, `soft` where they stand beside what matters; `to` is the anchor they lead to, `\\n` in them a line's end."""

    text: str
    bold: bool = False
    italic: bool = False
    code: bool = False
    marked: bool = False
    soft: bool = False
    to: str | None = None


@dataclass(frozen=True, slots=True)
class Spot:
    """A place that can be led to."""

    name: str


Piece = Run | Spot


@dataclass(slots=True, kw_only=True)
class Paragraph:
    """A paragraph, or a heading of a `level` from 1 on (0: none); `listed` one that begins an entry of a list, `within` one that goes on
    with it; `kind` is the first class of the page's element."""

    level: int = 0
    kind: str = ""
    listed: bool = False
    within: bool = False
    pieces: list[Piece] = field(default_factory=list)


@dataclass(slots=True, kw_only=True)
class Cell:
    """A cell over so many columns and rows."""

    head: bool
    wide: int = 1
    tall: int = 1
    paragraphs: list[Paragraph] = field(default_factory=list)


@dataclass(slots=True, kw_only=True)
class Table:
    """A table: its caption and its rows, of which the first so many are heads."""

    caption: str = ""
    heads: int = 0
    rows: list[list[Cell]] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Picture:
    """Where a chart stands."""

    anchor: str


Block = Paragraph | Table | Picture
_VOID = frozenset({"meta", "link", "br", "img", "hr", "input"})
_LEFT_OUT = frozenset({"head", "nav", "svg", "summary", "style", "script"})
_BLOCKS = frozenset(
    {"body", "header", "main", "section", "article", "figure", "figcaption", "div", "details", "ul", "ol", "dl", "p", "li", "dt", "dd",
     "h1", "h2", "h3", "h4", "h5", "h6", "table", "thead", "tbody", "tr", "th", "td", "footer", "caption"}
)  # fmt: skip
_HEADING = re.compile(r"h([1-6])")
_OWN_LINE = frozenset({"aside", "note", "quote"})  # classes of what stands on a line of its own


@dataclass(frozen=True, slots=True)
class _Open:
    tag: str
    kind: str
    number: int = 0


class _Reader(HTMLParser):
    """Reads a page into blocks."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.blocks: list[Block] = []
        self._open: list[_Open] = []
        self._passed = 0  # elements deep in what is left out
        self._now: Paragraph | None = None
        self._names: list[str] = []
        self._tables: list[Table] = []
        self._fresh = False  # an entry of a list that has no paragraph yet
        self._numbers: list[int] = []

    # -------------------------------------------------------------- tags
    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        told = {name: value or "" for name, value in attrs}
        kinds = told.get("class", "").split()
        if self._passed or tag in _LEFT_OUT or {"skip", "looks", "take"} & set(kinds):
            self._passed += tag not in _VOID
            return
        if tag == "img":
            self._flush()
            self.blocks.append(Picture(told.get("data-exhibit", "")))
            return
        if tag in _VOID:
            self._say("\n" if tag == "br" else "")
            return
        if tag in _BLOCKS:
            self._flush()
        if told.get("id"):
            self._names.append(told["id"])
        self._begin(tag, told, kinds)
        self._open.append(_Open(tag, told.get("href", "").removeprefix("#") if tag == "a" else " ".join(kinds)))

    def _begin(self, tag: str, told: dict[str, str], kinds: Sequence[str]) -> None:
        if tag == "table":
            self._tables.append(Table())
        elif tag == "tr" and self._tables:
            self._tables[-1].rows.append([])
            self._tables[-1].heads += self._inside("thead")
        elif tag in ("td", "th") and self._tables:
            wide, tall = int(told.get("colspan") or 1), int(told.get("rowspan") or 1)
            self._tables[-1].rows[-1].append(Cell(head=self._inside("thead"), wide=wide, tall=tall))
        elif tag in ("ul", "ol"):
            self._numbers.append(0)
        elif tag == "li":
            self._numbers[-1] += 1
            self._fresh = True
        elif tag == "q":
            self._say("“", own_line="quote" in kinds)
        elif _OWN_LINE & set(kinds):
            self._say("", own_line=True)

    def handle_endtag(self, tag: str) -> None:
        if self._passed:
            self._passed -= tag not in _VOID
            return
        if tag in _VOID:
            return
        if tag == "q":
            self._say("”")
        if tag in _BLOCKS:
            self._flush()
        if tag in ("ul", "ol"):
            self._numbers.pop()
        if tag == "table":
            self.blocks.append(self._tables.pop())
        self._open.pop()

    def _inside(self, tag: str) -> bool:
        return any(one.tag == tag for one in self._open)

    # -------------------------------------------------------------- words
    def handle_data(self, data: str) -> None:
        if self._passed or not self._open:
            return
        kept = any("broken" in one.kind.split() for one in self._open if one.tag == "p")
        text = re.sub(r"[ \t]*\n\s*", "\n", data) if kept else re.sub(r"\s+", " ", data)
        if self._open[-1].tag == "caption" and self._tables:
            self._tables[-1].caption += text.strip()
        elif self._open[-1].tag in ("table", "thead", "tbody", "tr", "ul", "ol", "dl"):
            return
        else:
            self._say(text)

    def _say(self, text: str, *, own_line: bool = False) -> None:
        its = self._now
        if its is None:
            if not text.strip():
                return
            its = self._now = self._paragraph()
        if self._names:
            its.pieces += [Spot(name) for name in self._names]
            self._names = []
        last = next((piece.text for piece in reversed(its.pieces) if isinstance(piece, Run)), "\n")
        if own_line and not last.endswith("\n"):
            text = f"\n{text}"
        if last.endswith((" ", "\n")):
            text = text.lstrip(" ")
        if text:
            its.pieces.append(self._run(text))

    def _run(self, text: str) -> Run:
        tags = {one.tag for one in self._open}
        link = next((one.kind for one in reversed(self._open) if one.tag == "a"), None)
        kinds = {kind for one in self._open if one.tag != "a" for kind in one.kind.split()}
        return Run(
            text=text,
            bold=bool({"strong", "dt"} & tags or {"severity", "state"} & kinds)
            or (self._open[-1].tag == "th" and bool(self._tables)),
            italic="em" in tags or "quote" in kinds or ("q" in tags and not self._tables),
            code="code" in tags,
            marked="mark" in tags,
            soft=bool({"by", "aside", "note"} & kinds),
            to=link or None,
        )

    def _paragraph(self) -> Paragraph:
        for one in reversed(self._open):
            if found := _HEADING.fullmatch(one.tag):
                return Paragraph(level=int(found[1]))
        listed, self._fresh = self._fresh, False
        kind = next(
            (
                one.kind.partition(" ")[0]
                for one in reversed(self._open)
                if one.tag in ("p", "li", "dt", "dd") and one.kind
            ),
            "",
        )
        kind = kind or ("about" if self._inside("figcaption") else "")
        made = Paragraph(kind=kind, listed=listed, within=self._inside("li") or self._inside("dd"))
        ordered = next((one.tag == "ol" for one in reversed(self._open) if one.tag in ("ul", "ol")), False)
        if listed and ordered:
            made.listed = False
            made.pieces.append(Run(text=f"{self._numbers[-1]}. "))
        return made

    def _flush(self) -> None:
        its, self._now = self._now, None
        if its is None:
            return
        if self._tables and self._tables[-1].rows and self._tables[-1].rows[-1]:
            self._tables[-1].rows[-1][-1].paragraphs.append(its)
        else:
            self.blocks.append(its)


def outline(page: str) -> list[Block]:
    """The blocks of a page in their order; a table within a cell is none of ours and would stand before the table it is in."""
    reader = _Reader()
    reader.feed(page)
    reader.close()
    return reader.blocks


def targets(blocks: Sequence[Block]) -> dict[str, int]:
    """The anchors that something leads to, numbered in the order in which they stand."""
    wanted = {piece.to for piece in _pieces(blocks) if isinstance(piece, Run) and piece.to}
    there = dict.fromkeys(piece.name for piece in _pieces(blocks) if isinstance(piece, Spot) and piece.name in wanted)
    return {name: number for number, name in enumerate(there, 1)}


def _pieces(blocks: Sequence[Block]) -> Iterator[Piece]:
    for one in blocks:
        if isinstance(one, Paragraph):
            yield from one.pieces
        elif isinstance(one, Table):
            for row in one.rows:
                for cell in row:
                    yield from _pieces(cell.paragraphs)
