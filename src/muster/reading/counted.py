"""Every number of a document's text, as the checks take it."""

from __future__ import annotations

from muster.claims.document import Document
from muster.claims.number import Number
from muster.reading import figures


def numbers(document: Document) -> tuple[Number, ...]:
    """The numbers of a text in its order; none of a data set, whose rows are claims."""
    if document.media == "dataset":
        return ()
    text = document.text
    return tuple(
        Number(
            start=one.start,
            end=one.end,
            until=max(one.end, one.noun[1]) if one.noun else one.end,
            core=one.core,
            low=one.low,
            high=one.high,
            bound=one.bound,
            unit=one.unit,
            noun=text[slice(*one.noun)].lower() if one.noun else "",
            kind=one.kind.value,
        )
        for one in figures.find(text)
    )
