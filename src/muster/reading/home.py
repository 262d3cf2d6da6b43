"""Whose land a document comes from, and whose its towns are: what tells a side where no side is named.

Invariant: a land is a state; only one that fights in the document's war is its home.
"""

from __future__ import annotations

import re
import tomllib
from bisect import bisect_left
from collections import Counter
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING

from muster.reading import standpoint
from muster.reading.layout import Block, Kind
from muster.reading.lexicon import Lexicon, matcher

if TYPE_CHECKING:
    from muster.reading.context import Page

_HEAD = 4  # blocks that tell where a document comes from: title, masthead, dateline, first paragraph


@cache
def _lands() -> Lexicon:
    text = (resources.files("muster.reading") / "lexicon" / "lands.toml").read_text(encoding="utf-8")
    return matcher(tomllib.loads(text))


def settle(page: Page) -> None:
    """Note on a page where it comes from: its office, its towns, its land."""
    page.lands = lands_of(page)
    page.office = office_of(page) or _under_whose_name(page)
    page.home = home_of(page)
    if page.office is None and (side := standpoint.stands(page)) is not None:
        page.office = page.home = side
        page.partial = True
    elif (side := standpoint.abroad(page)) is not None:
        page.home, page.main = side, [side, *page.main]


def office_of(page: Page) -> str | None:
    """The state whose office publishes a document: one named in the first line, or a body that is no army's named with its state."""
    head = page.sentences[0] if page.sentences else None
    if head is None or page.blocks[head.block].kind is Kind.PARAGRAPH:
        return None
    named = head.view
    official = [item.party for item in named if item.has("office") and item.party]
    if official and len(named) <= 10:
        return official[0]
    sides = {item.party for item in named if item.party and item.has("side")}
    house = _PRESS.search(page.text[head.start : head.end]) is not None
    if house and len(sides) == 1 and len(named) <= _SHORT and not any(item.has("say") for item in named):
        return sides.pop()  # "Sudanese Armed Forces, Press Office"
    states = {code for code in sides if "-" not in code}
    body = any(item.low.split(" ")[0] in _BODIES for item in named)
    return states.pop() if body and len(states) == 1 and len(named) <= 6 else None


def _under_whose_name(page: Page) -> str | None:
    """The state of a formation that publishes under its own name: "Operational Group Orlan / Armed Forces of Ukraine / Weekly bulletin".
    Where no line of the head names a state and the text speaks of an enemy, the one whose towns it speaks of most."""
    lines = []
    for sentence in page.sentences[:_LINES]:
        if page.blocks[sentence.block].kind is Kind.PARAGRAPH or len(sentence.view) > _MOST_OF_LINE:
            break
        lines.append(sentence)
    said = [page.text[line.start : line.end] for line in lines]
    if not said or _FORMATION.search(said[0]) is None or not any(_ISSUES.search(one) for one in said):
        return None
    sides = {
        item.party for line in lines for item in line.view if item.party and item.has("side") and "-" not in item.party
    }
    if sides:
        return sides.pop() if len(sides) == 1 else None
    if not any("foe" in sentence.tags for sentence in page.sentences):
        return None
    towns = Counter(code for _, code in page.lands if _fights(code, page)).most_common(1)
    return towns[0][0] if towns else None


_LINES, _MOST_OF_LINE = 4, 20  # lines of a head; items of one
_FORMATION = re.compile(
    r"^\W*(?:the )?(?:(?:joint|operational|tactical|strategic|northern|southern|eastern|western|central|regional|territorial|air|land|"
    r"ground|naval|special|armed|defence|defense|security)[ -])+(?:group\w*|command|forces?|corps|staff|headquarters)\b",
    re.IGNORECASE,
)
_ISSUES = re.compile(
    r"\b(?:press (?:office|service|cent(?:er|re))|bulletin|summary|communiqu[eé]|situation report|daily report|weekly report|update)\b",
    re.IGNORECASE,
)
_BODIES = frozenset(
    "parliament assembly ministry senate commission commissioner ombudsman government council chamber congress".split()
)


_PRESS = re.compile(
    r"\b(?:(?:press|media|information|public affairs|public relations) (?:office|service|cent(?:er|re)|department|directorate|unit|desk)"
    r"|(?:official|war|military) (?:communiqu[eé]|bulletin))\b",
    re.IGNORECASE,
)
_SHORT = 8  # items of a line that is only a name


def lands_of(page: Page) -> list[tuple[int, str]]:
    """Where the text names a town or region, and the state whose it is, in text order."""
    run = page.run
    return [(run[first].start, next(iter(phrase.tags))) for first, _, phrase in _lands().match(run)]


def home_of(page: Page) -> str | None:
    """The one state at war from whose towns the head of a document comes, or in whose money it reckons; None for a text about a force."""
    if page.main and "-" in page.main[0]:
        return None
    head = page.blocks[min(_HEAD, len(page.blocks)) - 1].end if page.blocks else 0
    towns = {code for start, code in page.lands if start < head and _fights(code, page)}
    if towns:
        return towns.pop() if len(towns) == 1 else None
    money = {item.found.unit[:2] for item in page.items if item.found is not None and _is_money(item.found.unit)}
    states = [code for code in money if _fights(code, page)]
    return states[0] if len(states) == 1 else _of_who_is_asked(page)


def _of_who_is_asked(page: Page) -> str | None:
    """The one side at war named where an interview presents who is asked, above its first question: "an official of Armenia's army"."""
    if sum(line.startswith(("Q", "A")) for line in page.text.split("\n")) < _TURNS:
        return None
    turns = list(_TURN.finditer(page.text))
    if len(turns) < _TURNS:
        return None
    above = {item.party for item in page.items if item.party and item.has("side") and item.start < turns[0].start()}
    return above.pop() if len(above) == 1 and all(_fights(code, page) for code in above) else None


_TURN = re.compile(r"(?m)^(?:Q|A|Question|Answer)\s?:\s")
_TURNS = 4  # a question and its answer, twice


def land_of(page: Page, block: Block) -> str | None:
    """The one state at war whose towns a paragraph names."""
    first = bisect_left(page.lands, (block.start, ""))
    last = bisect_left(page.lands, (block.end, ""))
    found = {code for _, code in page.lands[first:last] if _fights(code, page)}
    return found.pop() if len(found) == 1 else None


def _fights(code: str, page: Page) -> bool:
    if page.war is None:
        return not page.main  # a text that names no side at all
    return page.war.party(code) is not None


def _is_money(unit: str) -> bool:
    return len(unit) == 3 and unit.isupper() and unit not in ("USD", "EUR")
