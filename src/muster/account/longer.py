"""Bodies that one text names in short and another in full: "the Harrow Institute" and "the Harrow Institute for Strategy".

Invariant: a short name is another body's only where one longer name opens with it, and it says itself that it is of an organ.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from muster.account.bodies import Body
from muster.account.lexicon import lexicon


def longer(bodies: Iterable[Body]) -> Mapping[str, Body]:
    """The body in full by the key of each that is named in short."""
    known = {one.key: one for one in sorted(bodies)}
    organs = frozenset(lexicon("bodies")["words"]["organs"])
    found: dict[str, Body] = {}
    full = [key for key in known if " for " in key]
    for key in known if full else ():
        words = key.split()
        if len(words) > 1 and words[-1] in organs and not key.startswith(("?", "document ")):
            its = [other for other in full if other.startswith(f"{key} for ")]
            if len(its) == 1:
                found[key] = known[its[0]]
    return found
