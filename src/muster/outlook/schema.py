"""From the tree of a scenario file to a `Scenario`, each entry held to what it may say.

Invariant: every key of a file is understood or refused by its line; what a scenario extends is read first, and each lever is the last
file's that names it.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from importlib import resources
from itertools import pairwise
from pathlib import Path
from typing import NoReturn

from muster.claims.errors import ScenarioError, ValueRefused
from muster.claims.party import Party
from muster.outlook import files
from muster.outlook.files import Node
from muster.outlook.quantity import Kind, NotAQuantity, Quantity, quantity
from muster.outlook.scenario import (
    LEVERS,
    LONGEST,
    RELATIVE,
    Change,
    Floor,
    Lever,
    Mobilisation,
    Pay,
    Scenario,
    said_month,
)

_TOP = frozenset(
    "title why of horizon recent floors changes tempo mobilisation pay ceasefire exchange sources extends".split()
)
_CHANGE = frozenset("what from until over to by why".split())
_MOBILISATION = frozenset("people from over training exempt why".split())
_PAY = frozenset("from bonus salary elasticity pool why".split())
_DEEPEST = 8  # scenarios that extend one another
_NONE = Quantity(0.0, 0.0, Kind.SHARE)


def shipped() -> tuple[str, ...]:
    """The names of the scenarios that come with Muster."""
    folder = resources.files(__package__) / "scenarios"
    return tuple(sorted(one.name.removesuffix(".toml") for one in folder.iterdir() if one.name.endswith(".toml")))


def named(name: str, *, folder: Path | None = None) -> Scenario:
    """A scenario by its file, or by the name of one that comes with Muster. Raises `ScenarioError`, `MissingInput`."""
    return _scenario(name, folder=folder or Path(), seen=())


def files_of(name: str, *, folder: Path | None = None) -> tuple[Path, ...]:
    """The files that a scenario is made of, its own first, then those that it extends; none of those that come with Muster. Raises as
    `named`."""
    named(name, folder=folder)
    found: list[Path] = []
    at = folder or Path()
    while name and name not in shipped():
        file = Path(name) if Path(name).is_absolute() else at / name
        found.append(file)
        entry, at = _Entry(files.read(file), where=str(file)), file.parent
        name = entry.text("extends")
    return tuple(found)


def _scenario(name: str, *, folder: Path, seen: tuple[str, ...]) -> Scenario:
    if name in seen or len(seen) >= _DEEPEST:
        raise ScenarioError(
            f"{' extends '.join((*seen, name))}: a scenario cannot extend itself, nor others {_DEEPEST} deep"
        )
    if name in shipped():
        path = resources.files(__package__) / "scenarios" / f"{name}.toml"
        tree, where, at = files.parsed(path.read_bytes(), kind="toml", name=f"{name}.toml"), f"{name}.toml", folder
    elif Path(name).suffix.lower() in (".toml", ".yaml", ".yml"):
        file = Path(name) if Path(name).is_absolute() else folder / name
        tree, where, at = files.read(file), str(file), file.parent
    else:
        raise ScenarioError(f"there is no scenario {name!r}; those that come with Muster are {', '.join(shipped())}")
    entry = _Entry(tree, where=where)
    extended = entry.text("extends")
    base = _scenario(extended, folder=at, seen=(*seen, name)) if extended else None
    return _made(entry, name=Path(name).stem, base=base)


@dataclass(frozen=True, slots=True)
class _Entry:
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

    def entry(self, key: str) -> _Entry | None:
        """The mapping under a key."""
        node = self.get(key)
        if node is None:
            return None
        if not isinstance(node.value, dict):
            self.fail(node, f"{key} is a mapping of keys to values")
        return _Entry(node, self.where)

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
        return made

    def month(self, key: str) -> dt.date | None:
        """The first of the month, or the day, under a key."""
        node = self.get(key)
        if node is None:
            return None
        found = re.fullmatch(r"(\d{4})-(\d{1,2})(?:-(\d{1,2}))?", str(node.value))
        later = re.fullmatch(r"month (\d{1,3})", str(node.value))
        if later and 1 <= int(later[1]) <= LONGEST:
            return dt.date(1 + (int(later[1]) - 1) // 12, (int(later[1]) - 1) % 12 + 1, 1)
        try:
            if found is None:
                raise ValueError
            return dt.date(int(found[1]), int(found[2]), int(found[3] or 1))
        except ValueError:
            self.fail(
                node,
                f"{key} is a month such as 2026-03, a day, or a month of the horizon such as month 3; got {node.value!r}",
            )

    def months(self, key: str, *, otherwise: float) -> float:
        """How many months stand under a key."""
        made = self.quantity(key, Kind.TIME)
        if made is None:
            return otherwise
        if made.low != made.high or made.spread:
            self.fail(self.node.value[key], f"{key} is one length of time, not a range")
        return made.low


# ------------------------------------------------------------------ the whole
def _made(entry: _Entry, *, name: str, base: Scenario | None) -> Scenario:
    entry.only(_TOP)
    changes = [_change(_Entry(node, entry.where)) for node in entry.items("changes")]
    taken = {one.lever for one in changes}
    kept = [one for one in base.changes if one.lever not in taken] if base else []
    paid = entry.entry("pay")
    pay = _pay(paid) if paid is not None else base.pay if base else None
    remarks = list(base.remarks) if base else []
    if paid is not None and pay is not None and pay.elasticity.low < 0:
        node = paid.get("elasticity")
        remarks.append(
            f"{entry.where}, line {node.line if node else 0}: an elasticity below nought means that fewer sign for more pay"
        )
    return Scenario(
        name=name,
        title=entry.text("title") or (base.title if base else name),
        why=entry.text("why") or (base.why if base else ""),
        of=_of(entry) or (base.of if base else ""),
        horizon=_horizon(entry, base),
        recent=_recent(entry, base),
        floors=_floors(entry) or (base.floors if base else ()),
        changes=_apart((*kept, *changes)),
        tempo=_tempo(entry) or (base.tempo if base else ()),
        mobilisations=_mobilisations(entry) if entry.get("mobilisation") else base.mobilisations if base else (),
        pay=pay,
        ceasefire=entry.month("ceasefire") or (base.ceasefire if base else None),
        exchange=_exchange(entry) or (base.exchange if base else None),
        sources=tuple(str(node.value) for node in entry.items("sources")) or (base.sources if base else ()),
        remarks=tuple(remarks),
    )


def _of(entry: _Entry) -> str:
    said = entry.text("of")
    try:
        return Party(said).code if said else ""
    except ValueRefused:
        node = entry.get("of")
        assert node is not None
        entry.fail(node, f"of is the code of a party, such as RU; got {said!r}")


def _exchange(entry: _Entry) -> Quantity | None:
    made = entry.quantity("exchange", Kind.EXCHANGE)
    if made is not None and made.low <= 0:
        node = entry.get("exchange")
        assert node is not None
        entry.fail(node, f"exchange is above nought; got {node.value!r}")
    return made


def _horizon(entry: _Entry, base: Scenario | None) -> int:
    node = entry.get("horizon")
    if node is None:
        return base.horizon if base else 12
    months = entry.months("horizon", otherwise=0.0)
    if months != int(months) or not 1 <= months <= LONGEST:
        entry.fail(node, f"the horizon is from 1 to {LONGEST} whole months; got {node.value!r}")
    return int(months)


def _recent(entry: _Entry, base: Scenario | None) -> int:
    node = entry.get("recent")
    if node is None:
        return base.recent if base else 3
    months = entry.months("recent", otherwise=0.0)
    if months != int(months) or not 1 <= months <= 24:
        entry.fail(node, f"recent is from 1 to 24 whole months; got {node.value!r}")
    return int(months)


def _floors(entry: _Entry) -> tuple[Floor, ...]:
    found = []
    for node in entry.items("floors"):
        its = entry.as_quantity(node, "a floor", Kind.PEOPLE, Kind.SHARE)
        if its.low != its.high or its.spread:
            entry.fail(node, f"a floor is one number; got {node.value!r}")
        found.append(Floor(people=its.low) if its.kind is Kind.PEOPLE else Floor(share=its.low))
    return tuple(found)


def _tempo(entry: _Entry) -> tuple[float, ...]:
    nodes = entry.items("tempo")
    if not nodes:
        return ()
    if len(nodes) != 12:
        entry.fail(
            entry.node.value["tempo"], f"tempo has a number for each of twelve calendar months; got {len(nodes)}"
        )
    its = [entry.as_quantity(node, "tempo", Kind.PLAIN, Kind.TIMES) for node in nodes]
    if any(one.low < 0 or one.low != one.high for one in its):
        entry.fail(entry.node.value["tempo"], "tempo has one number for each month, none below nought")
    return tuple(one.low for one in its)


# ------------------------------------------------------------------ parts
def _change(entry: _Entry) -> Change:
    entry.only(_CHANGE)
    what, node = entry.text("what"), entry.get("what") or entry.node
    if what not in list(Lever):
        entry.fail(node, f"{what or 'nothing'!r} is nothing that a scenario can change; it can {', '.join(Lever)}")
    lever = Lever(what)
    kind, _ = LEVERS[lever]
    to, by = entry.quantity("to", kind), entry.quantity("by", Kind.TIMES)
    if (to is None) == (by is None):
        entry.fail(node, f"{what} is changed `to` a level ({kind.value}) or `by` a factor ({Kind.TIMES.value})")
    start, until = _started(entry), entry.month("until")
    if until is not None and until < start and (until.year < RELATIVE) == (start.year < RELATIVE):
        entry.fail(
            entry.node.value["until"],
            f"{what} would end in {said_month(until)}, before it begins in {said_month(start)}",
        )
    return Change(
        lever=lever,
        start=start,
        until=until,
        over=entry.months("over", otherwise=0.0),
        to=to,
        by=by,
        why=entry.text("why"),
        place=entry.place,
    )


def _started(entry: _Entry) -> dt.date:
    """The month from which a part holds; from the first where none is named."""
    return entry.month("from") or dt.date.min


def _mobilisations(entry: _Entry) -> tuple[Mobilisation, ...]:
    """The mobilisations of a file, one or a list of them; none of them begins before another is over."""
    node = entry.node.value["mobilisation"]
    nodes = node.value if isinstance(node.value, list) else [node]
    its = sorted((_mobilisation(_Entry(one, entry.where)) for one in nodes), key=lambda one: one.start)
    for one, other in pairwise(its):
        if month_number(other.start) < month_number(one.start) + one.over:
            raise ScenarioError(
                f"{other.place}: two mobilisations at once; the other, in {one.place}, begins in "
                f"{said_month(one.start)} and takes {one.over:g} months"
            )
    return tuple(its)


def month_number(day: dt.date) -> int:
    """Months since the year nought."""
    return day.year * 12 + day.month - 1


def _mobilisation(entry: _Entry) -> Mobilisation:
    entry.only(_MOBILISATION)
    people = entry.quantity("people", Kind.PEOPLE)
    if people is None:
        entry.fail(entry.node, "a mobilisation names how many people it calls up")
    over = entry.months("over", otherwise=1.0)
    if over < 1:
        entry.fail(entry.node.value["over"], "a mobilisation is spread over one month or more")
    return Mobilisation(
        people=people,
        start=_started(entry),
        over=over,
        training=entry.months("training", otherwise=2.0),
        exempt=entry.quantity("exempt", Kind.SHARE) or _NONE,
        why=entry.text("why"),
        place=entry.place,
    )


def _pay(entry: _Entry) -> Pay:
    entry.only(_PAY)

    def pair(key: str, kind: Kind) -> tuple[Quantity, Quantity] | None:
        inner = entry.entry(key)
        if inner is None:
            return None
        inner.only(("now", "then"))
        now, then = inner.quantity("now", kind), inner.quantity("then", kind)
        if now is None or then is None or now.low <= 0:
            inner.fail(inner.node, f"{key} is given as it is `now` and as it is `then`, the first above nought")
        return now, then

    made = Pay(
        start=_started(entry),
        bonus=pair("bonus", Kind.MONEY),
        salary=pair("salary", Kind.MONEY_RATE),
        pool=entry.quantity("pool", Kind.PEOPLE),
        why=entry.text("why"),
        place=entry.place,
    )
    return replace(made, elasticity=entry.quantity("elasticity", Kind.PLAIN) or made.elasticity)


def _apart(changes: tuple[Change, ...]) -> tuple[Change, ...]:
    """The changes, refused where two of one lever hold at once."""
    for lever in Lever:
        its = sorted((one for one in changes if one.lever is lever), key=lambda one: one.start)
        for one, other in pairwise(its):
            if one.start == other.start or (one.until or dt.date.max) >= other.start:
                raise ScenarioError(
                    f"{other.place}: {lever.value} is changed twice at once; the other is in {one.place}"
                )
    return changes


def written(text: str, *, name: str) -> Scenario:
    """The scenario that a TOML text is; it may extend those that come with Muster alone. Raises `ScenarioError` that names the line."""
    entry = _Entry(files.parsed(text.encode("utf-8", "replace"), kind="toml", name=name), where=name)
    extended = entry.text("extends")
    if extended and extended not in shipped():
        raise ScenarioError(f"{name}: it can extend {', '.join(shipped())}; got {extended[:60]!r}")
    base = _scenario(extended, folder=Path(), seen=(name,)) if extended else None
    return _made(entry, name=name, base=base)
