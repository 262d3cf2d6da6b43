"""Which state a part of a text is about: its heading or the lead of its paragraph names it ("Benin. The government …").

Invariant: a section reaches to the next heading or lead, that of a list's entry to the end of the entry; the title begins none.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from muster.reading import camps, nearness
from muster.reading.context import FIGURE, TIME, Item, Page, Section
from muster.reading.layout import Kind


def sections_of(page: Page) -> list[Section]:
    """The sections of a text in order, those without a state too."""
    out: list[Section] = []
    before = -1
    datelines = _datelines(page)
    for number, sentence in enumerate(page.sentences):
        if sentence.block == before or number == 0:
            before = sentence.block
            continue
        before, kind = sentence.block, page.blocks[sentence.block].kind
        view = sentence.view
        if kind is Kind.HEADING or _dated_heading(page, number):
            out.append(_headed(page, number))
            continue
        if sentence.block in datelines:
            out.append(Section(sentence.first, datelines[sentence.block]))
            continue
        lead = _lead(view)
        if lead is not None:
            out.append(Section(sentence.first, lead))
        elif kind is Kind.ENTRY and out and out[-1].state and _led_entry(page, out[-1]):
            out.append(Section(sentence.first, None))
    return out


def _datelines(page: Page) -> dict[int, str | None]:
    """The paragraphs that open with a town in capitals ("BAMAKO — The army …"), and whose town it is; none where only one does."""
    out: dict[int, str | None] = {}
    for number, block in enumerate(page.blocks):
        found = _DATELINE.match(page.text, block.start, block.end)
        if found is not None:
            first = bisect_left(page.lands, (block.start, ""))
            at = page.lands[first] if first < len(page.lands) else (block.end, "")
            out[number] = at[1] if at[0] < found.end() else None
    return out if len(out) > 1 else {}


_DATELINE = re.compile(r"[A-Z][A-Z'’. -]{2,24}[A-Z](?:, [^—–\n]{2,40}?)? ?(?:\([^)\n]{2,30}\) ?)?[—–] ?(?=[A-Z])")


def at(sections: Sequence[Section], item: int) -> Section | None:
    """The section that an item stands in."""
    number = bisect_right(sections, item, key=lambda one: one.first)
    return sections[number - 1] if number else None


def _led_entry(page: Page, section: Section) -> bool:
    return page.blocks[page.sentences[page.of_sentence[section.first]].block].kind is Kind.ENTRY


def _dated_heading(page: Page, number: int) -> bool:
    """ "France in Algeria (1954–1962)": a line with years over a paragraph."""
    sentence = page.sentences[number]
    block, following = page.blocks[sentence.block], page.blocks[sentence.block + 1 : sentence.block + 2]
    if block.kind is not Kind.ENTRY or len(block.sentences) > 1 or not following:
        return False
    view = sentence.view
    dated = any(item.kind == TIME for item in view) and not any(item.kind == FIGURE for item in view)
    return dated and following[0].kind is Kind.PARAGRAPH


def _headed(page: Page, number: int) -> Section:
    sentence = page.sentences[number]
    view = sentence.view
    named = [(j, item) for j, item in enumerate(view) if item.party and item.has("side")]
    free = {item.party: j for j, item in named if not nearness.after_place(view, j)}
    if len(free) != 1:
        return Section(sentence.first, None)
    state, j = next(iter(free.items()))
    if state is None or "-" in state:
        return Section(sentence.first, None)
    fights = page.war is not None and page.war.party(state) is not None
    if not fights and any(item.time is not None and item.time.grain == "day" for item in view[:_DATELINE_ENDS]):
        return Section(sentence.first, None)  # "JUBA, 15 December 2025", over a report on another land's war
    return Section(sentence.first, state, not fights and [item.low for item in view[j + 1 : j + 2]] == ["in"])


_DATELINE_ENDS = 6  # items


def _lead(view: Sequence[Item]) -> str | None:
    """The state whose name alone opens a paragraph: "– Benin. …", "Nigeria: …"."""
    at = next((j for j, item in enumerate(view[:4]) if item.kind != FIGURE and len(item.low) > 1), None)
    if at is None:
        return None
    item, after = view[at], view[at + 1 : at + 2]
    if not item.has("country") or item.has("group", "fighters") or item.low in camps.METONYMS or not item.party:
        return None
    return item.party if "-" not in item.party and (not after or after[0].low in _CLOSES) else None


_CLOSES = frozenset(".:—–|")
