"""One figure of a text made ten times as large or as small, in the text itself, so that a reader reads it anew."""

from __future__ import annotations

import re

from muster.account.statement import Statement

_NUMERAL = re.compile("\\d{1,3}(?:[,\u202f\u2009\u00a0 ]\\d{3})+(?:\\.\\d+)?|\\d+(?:\\.\\d+)?")
_SEPARATOR = re.compile("[,\u202f\u2009\u00a0 ]")


def altered(text: str, one: Statement, *, factor: int) -> str | None:
    """The text with every numeral of the figure's words times ten, or a tenth, written as before; None where there is no numeral."""
    place = one.claim.place
    quote = text[place.start : place.end]
    if not _NUMERAL.search(quote):
        return None
    new = _NUMERAL.sub(lambda match: _scaled(match[0], factor=factor, people=one.claim.figure.unit == "person"), quote)
    return None if new == quote else f"{text[: place.start]}{new}{text[place.end :]}"


def _scaled(numeral: str, *, factor: int, people: bool) -> str:
    marks = _SEPARATOR.findall(numeral)
    mark = marks[0] if marks else ","
    bare = _SEPARATOR.sub("", numeral)
    value = float(bare) * 10 if factor > 0 else float(bare) / 10
    if "." not in bare and (people or value.is_integer()):
        value = round(value) or 1
    whole, _, rest = f"{value:.4f}".rstrip("0").rstrip(".").partition(".")
    grouped = f"{int(whole):,}".replace(",", mark) if marks or int(whole) >= 10_000 else whole
    return f"{grouped}.{rest}" if rest else grouped
