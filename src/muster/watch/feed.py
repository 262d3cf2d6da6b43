"""A board as an Atom feed (RFC 4287): an entry for each indicator that is not quiet.

Invariant: the same board gives the same bytes. An entry's id is that of the indicator, its state and what it is about, so that a state
which lasts is one entry and a further false record is another.
"""

from __future__ import annotations

import datetime as dt
import re
import uuid
import xml.etree.ElementTree as ET

from muster.watch.board import Board, Result, State, indicators

NAMESPACE = "http://www.w3.org/2005/Atom"
_OWN = uuid.uuid5(uuid.NAMESPACE_DNS, "muster.watch")
_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def atom(board: Board, *, generator: str = "") -> str:
    """The feed. Its days are the board's and its entries' own, never the clock's; `generator` is the version that made it."""
    ET.register_namespace("", NAMESPACE)
    feed = ET.Element(_tag("feed"))
    _put(feed, "id", _urn(board.war, board.party))
    _put(feed, "title", f"Muster watch: {board.side}")
    _put(feed, "subtitle", f"Indicators of {board.side} that stand at alert or watch, as of {board.day}")
    _put(feed, "updated", _instant(board.day))
    _put(_put(feed, "author", ""), "name", "Muster")
    made = _put(feed, "generator", "Muster")
    if generator:
        made.set("version", generator)
    for one in board.gravest_first:
        if one.state in (State.ALERT, State.WATCH):
            _entry(feed, one, board)
    ET.indent(feed)
    return f'<?xml version="1.0" encoding="utf-8"?>\n{ET.tostring(feed, encoding="unicode")}\n'


def _entry(feed: ET.Element, one: Result, board: Board) -> None:
    entry = ET.SubElement(feed, _tag("entry"))
    _put(entry, "id", _urn(board.war, board.party, one.id, one.state.value, one.about))
    _put(entry, "title", f"{one.state.value.upper()}: {indicators()[one.id].name} ({board.side})")
    _put(entry, "updated", _instant(min(one.day or board.day, board.day)))
    ET.SubElement(entry, _tag("category"), term=one.state.value)
    ET.SubElement(entry, _tag("category"), term=one.id)
    claims = f"\nClaims: {', '.join(claim[:10] for claim in one.claims)}" if one.claims else ""
    _put(entry, "content", f"{one.why}{claims}").set("type", "text")


def _tag(name: str) -> str:
    return f"{{{NAMESPACE}}}{name}"


def _put(parent: ET.Element, name: str, text: str) -> ET.Element:
    child = ET.SubElement(parent, _tag(name))
    if text:
        child.text = _NOT_XML.sub("\ufffd", text)
    return child


def _urn(*parts: str) -> str:
    return uuid.uuid5(_OWN, "\n".join(parts)).urn


def _instant(day: dt.date) -> str:
    return f"{day.isoformat()}T00:00:00Z"
