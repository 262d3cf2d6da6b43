"""The bodies whose figures a ledger has: by which names they are offered to be left out, and the refusal of a name that none of them bears.

Invariant: a name that is offered means one body, and the one that it is offered for.
"""

from __future__ import annotations

import difflib
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from muster.account.bodies import Body, called_alone, meant_by
from muster.account.statement import Statement
from muster.claims.errors import UsageError
from muster.claims.war import wars_with
from muster.desk.settings import Settings

_CLOSE = 3  # names that a refusal gives


@dataclass(frozen=True, slots=True, kw_only=True)
class Voiced:
    """A body with the number of claims that are its data; `called` so that no other is meant."""

    body: Body
    claims: int

    @property
    def called(self) -> str:
        """What to call it by."""
        return called_alone(self.body)


def voiced(statements: Iterable[Statement]) -> tuple[Voiced, ...]:
    """Those whose data the statements are, each by the name it has most often, those with most claims first."""
    named: dict[str, Counter[str]] = {}
    for one in statements:
        named.setdefault(one.body.key, Counter())[one.body.name] += 1
    found = (
        Voiced(body=Body(key, min(its, key=lambda name: (-its[name], name))), claims=its.total())
        for key, its in named.items()
    )
    return tuple(sorted(found, key=lambda one: (-one.claims, one.called)))


def refuse_unknown(names: Sequence[str], known: Sequence[Voiced], *, settings: Settings, war: str | None) -> None:
    """Raises `UsageError` for a name that could be of none of the bodies, with those that are spelled like it."""
    bodies, of = [one.body for one in known], wars_with(settings.wars).get(war or "")
    for name in names:
        if not any(meant_by(name, bodies, war=of)):
            close = {one.called.casefold(): one.called for one in known}
            like = difflib.get_close_matches(name.casefold(), close, n=_CLOSE, cutoff=0.6)
            near = f" Is it {' or '.join(close[one] for one in like)}?" if like else ""
            raise UsageError(
                f"nobody whose figures the ledger has is called {name[:80]!r}.{near} Choose one of those that the field offers, or leave "
                "it empty"
            )
