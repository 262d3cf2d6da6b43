"""The entries of a scenario file: a mapping whose keys are read one by one, each held to what it may say.

Invariant: every key is understood or refused by its line, and no number is larger than what it could be of.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import NoReturn

from muster.account.draws import month_end
from muster.claims.errors import ScenarioError
from muster.outlook.files import Node
from muster.outlook.quantity import Kind, NotAQuantity, Quantity, quantity
from muster.outlook.scenario import LONGEST

# What nothing is larger than: more people than any country has, longer than any war, dearer than any recruit.
_MOST = {
    Kind.PEOPLE: 2e9, Kind.RATE: 1e8, Kind.TIME: 1200.0, Kind.MONEY: 1e9, Kind.MONEY_RATE: 1e9, Kind.TIMES: 1000.0, Kind.RATIO: 1000.0,
    Kind.PLAIN: 1000.0, Kind.EXCHANGE: 1e6,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Entry:
    """A mapping of a file, its keys read one by one."""

    node: Node
    where: str

    def __post_init__(self) -> None:
        if not isinstance(self.node.value, dict):
            self.fail(self.node, "a scenario is a mapping of keys to values")

    def fail(self, node: Node, why: str) -> NoReturn:
        """Refuses, naming the line."""
        raise ScenarioError(f"{self.where}, line {node.line}: {why}")

    @property
    def place(self) -> str:
        """Where it stands."""
        return f"{self.where}, line {self.node.line}"

    def only(self, known: Iterable[str]) -> None:
        """Refuses a key that is not known."""
        for key, node in self.node.value.items():
            if key[:1].isdigit():
                self.fail(
                    node,
                    f"{key!r} is no key: between braces a comma parts entries, so put numbers such as 25,000 in quotes",
                )
            if key not in known:
                self.fail(node, f"{key!r} is no key of this; known are {', '.join(sorted(known))}")

    def get(self, key: str) -> Node | None:
        """The node under a key."""
        found: Node | None = self.node.value.get(key)
        return found

    def text(self, key: str) -> str:
        """The text under a key, empty for none."""
        node = self.get(key)
        if node is None:
            return ""
        if not isinstance(node.value, str):
            self.fail(node, f"{key} is text")
        return str(node.value).strip()

    def items(self, key: str) -> list[Node]:
        """The list under a key, empty for none."""
        node = self.get(key)
        if node is None:
            return []
        if not isinstance(node.value, list):
            self.fail(node, f"{key} is a list")
        return list(node.value)

    def entry(self, key: str) -> Entry | None:
        """The mapping under a key."""
        node = self.get(key)
        if node is None:
            return None
        if not isinstance(node.value, dict):
            self.fail(node, f"{key} is a mapping of keys to values")
        return Entry(node, self.where)

    def quantity(self, key: str, *kinds: Kind) -> Quantity | None:
        """The quantity under a key, of one of these kinds and not negative."""
        node = self.get(key)
        return None if node is None else self.as_quantity(node, key, *kinds)

    def as_quantity(self, node: Node, key: str, *kinds: Kind) -> Quantity:
        """The quantity that a node is."""
        if not isinstance(node.value, str):
            self.fail(node, f"{key} is a quantity in words, such as 30,000 to 36,000 people a month")
        try:
            made = quantity(node.value)
        except NotAQuantity as error:
            self.fail(node, f"{key}: {error}")
        if made.kind not in kinds:
            self.fail(node, f"{key} is to be {' or '.join(kind.value for kind in kinds)}; got {node.value!r}")
        if made.low < 0 and made.kind is not Kind.PLAIN:
            self.fail(node, f"{key} cannot be negative; got {node.value!r}")
        if made.kind is Kind.SHARE and made.high > 1:
            self.fail(node, f"{key} is a share and cannot be above 100 %; got {node.value!r}")
        if max(abs(made.low), abs(made.high)) > _MOST.get(made.kind, 1.0):
            self.fail(node, f"{key} is larger than anything it could be of; got {node.value[:40]!r}")
        return made

    def pair(self, key: str, kind: Kind) -> tuple[Quantity, Quantity] | None:
        """A quantity as it is `now` and as it is `then`."""
        inner = self.entry(key)
        if inner is None:
            return None
        inner.only(("now", "then"))
        return inner.now_and_then(key, kind)

    def now_and_then(self, what: str, kind: Kind) -> tuple[Quantity, Quantity]:
        """What stands under `now` and `then`, the first above nought."""
        now, then = self.quantity("now", kind), self.quantity("then", kind)
        if now is None or then is None or now.low <= 0:
            self.fail(self.node, f"{what} is given as it is `now` and as it is `then`, the first above nought")
        return now, then

    def month(self, key: str, *, last: bool = False) -> dt.date | None:
        """The first day of the month, or its `last`, or the day, under a key."""
        node = self.get(key)
        if node is None:
            return None
        found = re.fullmatch(r"(\d{4})-(\d{1,2})(?:-(\d{1,2}))?", str(node.value))
        later = re.fullmatch(r"month (\d{1,3})", str(node.value))
        try:
            if later and 1 <= int(later[1]) <= LONGEST:
                day = dt.date(1 + (int(later[1]) - 1) // 12, (int(later[1]) - 1) % 12 + 1, 1)
            elif found is not None and 1800 <= int(found[1]) <= 2200:
                day = dt.date(int(found[1]), int(found[2]), int(found[3] or 1))
            else:
                raise ValueError
        except ValueError:
            self.fail(
                node,
                f"{key} is a month such as 2026-03, a day, or a month of the horizon such as month 3; got {node.value!r}",
            )
        return month_end(day) if last and (later or found is None or not found[3]) else day

    def months(self, key: str, *, otherwise: float) -> float:
        """How many months stand under a key."""
        made = self.quantity(key, Kind.TIME)
        if made is None:
            return otherwise
        if made.low != made.high or made.spread:
            self.fail(self.node.value[key], f"{key} is one length of time, not a range")
        return made.low
