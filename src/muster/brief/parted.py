"""The page of a brief cut into parts that are looked at one after another, each small however much the brief holds.

Invariants: the parts together hold what the page holds, each word of it once, in its order, but for heads that are said again where a table
or a section goes on; a link leads to the part in which its place is; what goes along with the page stands beside the parts, byte for byte.
"""

from __future__ import annotations

import base64
import html
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

MOST = 100_000  # bytes of a part, but for what is said again where it begins
_ROOM = 4_000  # bytes that there must be for a section to begin; below a heading half as many
_TAG = re.compile(r"<(/?)([A-Za-z][\w:-]*)((?:[^<>\"']|\"[^\"]*\"|'[^']*')*)>")
_ALONG = re.compile(r'(<a download="([^"]*)" href=")data:([^";,]*(?:;[^";,]*)*);base64,([^"]*)"')
_ID, _HREF = re.compile(r'\sid="([^"]*)"'), re.compile(r'(\shref=")#([^"]*)"')
_OWN = re.compile(r'\s(?:id|aria-labelledby|open)="[^"]*"|\sopen\b')
_VOID = frozenset({"br", "hr", "img", "wbr", "col", "input"})
_FLOWING = frozenset({"section", "article", ""})  # gone into where they do not fit, however small
_NEVER = frozenset({"svg", "thead", "caption", "summary", "figcaption", "a"})  # never cut
_HEADINGS = ("h2", "h3", "h4")


@dataclass(frozen=True, slots=True, kw_only=True)
class Beside:
    """A file beside the parts: its kind as a server names it, and its bytes."""

    media: str
    held: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Parted:
    """A page in parts: what stands in the `head` of the first, the list of `contents`, the `parts`, each as markup; the one `style` of all;
    `files` by name. Links lead to the parts by their numbers from 1 on, and to a file by `../along/` and its name."""

    head: str
    contents: str
    parts: tuple[str, ...]
    style: str
    files: Mapping[str, Beside]


def parted(page: str, *, most: int = MOST) -> Parted:
    """The parts of a page that `render.html` made, each of at most so many bytes where what can be cut allows it."""
    files: dict[str, Beside] = {}
    inside = _taken_along(_between(page, '<main id="main" tabindex="-1">', "</main>"), files)
    writer = _Writer(most)
    for one in _tree(inside, files, most // 2):
        writer.put(one)
    parts = writer.ended()
    where = {name: number for number, part in enumerate(parts, 1) for name in _ID.findall(part)}
    return Parted(
        head=_led(_between(page, '<header class="top">', "</header>"), where, here=0),
        contents=_led(_between(page, '<nav aria-label="Contents">', "</nav>"), where, here=0),
        parts=tuple(_led(part, where, here=number) for number, part in enumerate(parts, 1)),
        style=_between(page, "<style>", "</style>"),
        files=files,
    )


def _between(page: str, first: str, last: str) -> str:
    return page.partition(first)[2].partition(last)[0]


def _led(markup: str, where: Mapping[str, int], *, here: int) -> str:
    """The markup with each link to a place in another part leading there."""

    def led(found: re.Match[str]) -> str:
        part = where.get(found[2], here)
        return found[0] if part == here else f'{found[1]}{part}#{found[2]}"'

    return _HREF.sub(led, markup)


def _taken_along(markup: str, files: dict[str, Beside]) -> str:
    """The markup with files beside it that it held in addresses."""

    def taken(found: re.Match[str]) -> str:
        files[html.unescape(found[2])] = Beside(media=html.unescape(found[3]), held=base64.b64decode(found[4]))
        return f'{found[1]}../along/{found[2]}"'

    return _ALONG.sub(taken, markup)


# ------------------------------------------------------------------ the tree
@dataclass(slots=True)
class _Node:
    """An element: its name (empty for several that stay together), its first tag, what is in it, and its size in bytes."""

    tag: str
    opening: str
    inside: list[_Node | str] = field(default_factory=list)
    size: int = 0

    @property
    def closing(self) -> str:
        return f"</{self.tag}>" if self.tag and self.tag not in _VOID and not self.opening.endswith("/>") else ""

    def markup(self) -> str:
        return self.opening + "".join(_written(one) for one in self.inside) + self.closing

    def ended(self) -> _Node:
        """The same with its size, now that all is in it."""
        if self.tag == "dl":
            self.inside = list(_together(self.inside))
        self.size = _bytes(self.opening) + sum(map(_size, self.inside)) + _bytes(self.closing)
        return self

    def first(self, *tags: str) -> _Node | None:
        """What of these stands directly in it."""
        return next((one for one in self.inside if isinstance(one, _Node) and one.tag in tags), None)


def _written(one: _Node | str) -> str:
    return one if isinstance(one, str) else one.markup()


def _size(one: _Node | str) -> int:
    return _bytes(one) if isinstance(one, str) else one.size


def _bytes(text: str) -> int:
    return len(text) if text.isascii() else len(text.encode("utf-8", "surrogatepass"))


def _together(inside: Iterable[_Node | str]) -> Iterator[_Node | str]:
    """What a list of terms holds, each term with what is said of it."""
    group: _Node | None = None
    for one in inside:
        if isinstance(one, _Node) and one.tag == "dt":
            if group is not None:
                yield group.ended()
            group = _Node("", "")
        if group is None:
            yield one
        else:
            group.inside.append(one)
    if group is not None:
        yield group.ended()


def _tree(markup: str, files: dict[str, Beside], most: int) -> list[_Node | str]:
    """The elements of markup that is whole; a picture is one of them, whatever is in it, and beside it where it has more bytes."""
    top = _Node("", "")
    stack, at = [top], 0
    while found := _TAG.search(markup, at):
        if found.start() > at:
            stack[-1].inside.append(markup[at : found.start()])
        at = found.end()
        tag = found[2].lower()
        if found[1]:
            stack[-2].inside.append(stack.pop().ended())
        elif tag == "svg":
            at = markup.index("</svg>", at) + len("</svg>")
            svg = markup[found.start() : at]
            stack[-1].inside.append(_Node("", svg).ended() if _bytes(svg) <= most else _fetched(svg, files))
        elif tag in _VOID or found[0].endswith("/>"):
            stack[-1].inside.append(_Node(tag, found[0]).ended())
        else:
            stack.append(_Node(tag, found[0]))
    return [*top.inside, markup[at:]]


def _fetched(svg: str, files: dict[str, Beside]) -> _Node:
    """A picture that is fetched by itself, with its title and words for whoever does not see it."""
    name = f"picture-{len(files) + 1}.svg"
    files[name] = Beside(media="image/svg+xml", held=svg.encode("utf-8", "surrogatepass"))
    said = ". ".join(_plain(one) for one in re.findall(r"<(?:title|desc)\b[^>]*>(.*?)</(?:title|desc)>", svg)[:2])
    return _Node("img", f'<img src="../along/{name}" alt="{html.escape(said)}">').ended()


def _plain(markup: str) -> str:
    """The words of markup."""
    return " ".join(html.unescape(_TAG.sub("", markup)).split())


# ------------------------------------------------------------------ the parts
class _Writer:
    """Writes elements one after another and begins a part anew where they no longer fit."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._parts: list[str] = []
        self._out: list[str] = []
        self._size, self._least = 0, 0  # bytes of this part, and of what it begins with
        self._open: list[_Node] = []
        self._lead = ""  # a cell that the next row begins with

    def put(self, one: _Node | str) -> None:
        """Write an element, or words."""
        if isinstance(one, str):
            self._words(one)
            return
        if one.tag in _FLOWING and one.size > _ROOM and self._size + _ROOM > self._most:
            self._begin()
        if self._size + one.size + (_ROOM // 2 if one.tag in _HEADINGS else 0) <= self._most:
            self._write(one.markup(), row=one.tag == "tr")
        elif one.tag in _NEVER or (one.tag not in _FLOWING and self._again() + one.size <= self._most):
            self._begin()
            self._write(one.markup(), row=one.tag == "tr")
        else:
            self._write(one.opening, row=one.tag == "tr")
            self._open.append(one)
            for inner in one.inside:
                self.put(inner)
            self._open.pop()
            self._write(one.closing)

    def ended(self) -> list[str]:
        """The parts."""
        self._parts.append("".join(self._out))
        return [part for part in self._parts if part.strip()]

    def _words(self, text: str) -> None:
        while self._size + _bytes(text) > self._most:
            room = max(self._most - self._size, 0) // (
                1 if text.isascii() else 4
            )  # letters that fit, whatever they are
            cut = text.rfind(" ", 0, room + 1)
            if cut <= 0 and self._size <= self._least:
                cut = text.find(" ", room + 1)  # a word as long as a part
                if cut < 0:
                    break
            if cut > 0:
                self._write(text[:cut])
                text = text[cut:]
            self._begin()
        self._write(text)

    def _write(self, markup: str, *, row: bool = False) -> None:
        if row and self._lead:
            end = markup.index(">") + 1
            markup, self._lead = markup[:end] + self._lead + markup[end:], ""
        self._out.append(markup)
        self._size += _bytes(markup)

    def _again(self) -> int:
        return sum(_bytes(_opened_again(one)) + _bytes(one.closing) for one in self._open)

    def _begin(self) -> None:
        """A part anew, unless nothing is in this one yet: what is open is closed, and opened again there."""
        if self._size <= self._least:
            return
        self._out += [one.closing for one in reversed(self._open)]
        self._parts.append("".join(self._out))
        self._out = [_opened_again(one) for one in self._open]
        self._size = self._least = sum(map(_bytes, self._out))
        self._lead = next((_lead(one) for one in self._open if one.tag == "tbody"), "")


def _opened_again(one: _Node) -> str:
    """How an element begins where it goes on: under its heading, a table under its head."""
    opening = _OWN.sub("", one.opening)
    if one.tag == "table":
        return opening + "".join(
            _OWN.sub("", its.markup()) for its in (one.first("caption"), one.first("thead")) if its
        )
    if one.tag == "details":
        summary = one.first("summary")
        return f"<details open><summary>{_short(summary) if summary else 'More'}, continued</summary>"
    heading = one.first(*_HEADINGS) if one.tag in ("section", "article") else None
    return opening if heading is None else f"{opening}<{heading.tag}>{_short(heading)}, continued</{heading.tag}>"


def _short(one: _Node) -> str:
    words = _plain("".join(map(_written, one.inside)))
    return html.escape(words if len(words) <= 200 else f"{words[:199].rstrip()}…")


def _lead(body: _Node) -> str:
    """The cell at the head of some rows of a table that reaches down to where they go on; nothing where there is none."""
    row = body.first("tr")
    cell = row.first("th") if row else None
    return _OWN.sub("", cell.markup()) if cell and " rowspan=" in cell.opening else ""
