"""From the tree of a scenario file to a `Scenario`, each entry held to what it may say.

Invariant: every key of a file is understood or refused by its line; what a scenario extends is read first, and each lever is the last
file's that names it.
"""

from __future__ import annotations

from importlib import resources
from pathlib import Path

from muster.claims.errors import ScenarioError, ValueRefused
from muster.claims.party import Party
from muster.outlook import files
from muster.outlook.entries import Entry
from muster.outlook.parts import change_in, mobilisations_in, pay_in
from muster.outlook.quantity import Kind, Quantity
from muster.outlook.scenario import LONGEST, Floor, Scenario
from muster.outlook.timing import alike

_TOP = frozenset(
    "title why of horizon recent floors changes tempo mobilisation pay ceasefire exchange sources extends".split()
)
_DEEPEST = 8  # scenarios that extend one another


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
        entry, at = Entry(files.read(file), where=str(file)), file.parent
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
    entry = Entry(tree, where=where)
    extended = entry.text("extends")
    base = _scenario(extended, folder=at, seen=(*seen, name)) if extended else None
    return _made(entry, name=Path(name).stem, base=base)


# ------------------------------------------------------------------ the whole
def _made(entry: Entry, *, name: str, base: Scenario | None) -> Scenario:
    entry.only(_TOP)
    changes = [change_in(Entry(node, entry.where)) for node in entry.items("changes")]
    taken = {one.lever for one in changes}
    kept = [one for one in base.changes if one.lever not in taken] if base else []
    paid = entry.entry("pay")
    pay = pay_in(paid) if paid is not None else base.pay if base else None
    remarks = list(base.remarks) if base else []
    if not entry.node.value:
        remarks.append(f"{entry.where} names nothing: things go on as they went")
    if paid is not None and pay is not None and pay.elasticity.low < 0:
        node = paid.get("elasticity")
        remarks.append(
            f"{entry.where}, line {node.line if node else 0}: an elasticity below nought means that fewer sign for more pay"
        )
    mobilisations = mobilisations_in(entry) if entry.get("mobilisation") else base.mobilisations if base else ()
    alike((*kept, *changes), mobilisations)
    return Scenario(
        name=name,
        title=entry.text("title") or (base.title if base else name),
        why=entry.text("why") or (base.why if base else ""),
        of=_of(entry) or (base.of if base else ""),
        horizon=_horizon(entry, base),
        recent=_recent(entry, base),
        floors=_floors(entry) or (base.floors if base else ()),
        changes=(*kept, *changes),
        tempo=_tempo(entry) or (base.tempo if base else ()),
        mobilisations=mobilisations,
        pay=pay,
        ceasefire=entry.month("ceasefire") or (base.ceasefire if base else None),
        exchange=_exchange(entry) or (base.exchange if base else None),
        sources=tuple(str(node.value) for node in entry.items("sources")) or (base.sources if base else ()),
        remarks=tuple(remarks),
    )


def _of(entry: Entry) -> str:
    said = entry.text("of")
    try:
        return Party(said).code if said else ""
    except ValueRefused:
        node = entry.get("of")
        assert node is not None
        entry.fail(node, f"of is the code of a party, such as RU; got {said!r}")


def _exchange(entry: Entry) -> Quantity | None:
    made = entry.quantity("exchange", Kind.EXCHANGE)
    if made is not None and made.low <= 0:
        node = entry.get("exchange")
        assert node is not None
        entry.fail(node, f"exchange is above nought; got {node.value!r}")
    return made


def _horizon(entry: Entry, base: Scenario | None) -> int:
    node = entry.get("horizon")
    if node is None:
        return base.horizon if base else 12
    months = entry.months("horizon", otherwise=0.0)
    if months != int(months) or not 1 <= months <= LONGEST:
        entry.fail(node, f"the horizon is from 1 to {LONGEST} whole months; got {node.value!r}")
    return int(months)


def _recent(entry: Entry, base: Scenario | None) -> int:
    node = entry.get("recent")
    if node is None:
        return base.recent if base else 3
    months = entry.months("recent", otherwise=0.0)
    if months != int(months) or not 1 <= months <= 24:
        entry.fail(node, f"recent is from 1 to 24 whole months; got {node.value!r}")
    return int(months)


def _floors(entry: Entry) -> tuple[Floor, ...]:
    found = []
    for node in entry.items("floors"):
        its = entry.as_quantity(node, "a floor", Kind.PEOPLE, Kind.SHARE)
        if its.low != its.high or its.spread:
            entry.fail(node, f"a floor is one number; got {node.value!r}")
        found.append(Floor(people=its.low) if its.kind is Kind.PEOPLE else Floor(share=its.low))
    return tuple(found)


def _tempo(entry: Entry) -> tuple[float, ...]:
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
    if not any(one.low for one in its):
        entry.fail(entry.node.value["tempo"], "tempo has losses in some month; that nobody is lost is a ceasefire")
    return tuple(one.low for one in its)


def written(text: str, *, name: str) -> Scenario:
    """The scenario that a TOML text is; it may extend those that come with Muster alone. Raises `ScenarioError` that names the line."""
    entry = Entry(files.parsed(text.encode("utf-8", "replace"), kind="toml", name=name), where=name)
    extended = entry.text("extends")
    if extended and extended not in shipped():
        raise ScenarioError(f"{name}: it can extend {', '.join(shipped())}; got {extended[:60]!r}")
    base = _scenario(extended, folder=Path(), seen=(name,)) if extended else None
    return _made(entry, name=name, base=base)
