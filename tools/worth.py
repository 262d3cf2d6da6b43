"""What each condition of the reader's rules is worth: which of them more figures would be read rightly without.

tools/worth.py gist pay     the conditions of these modules of muster.reading
tools/worth.py              those of every module, which takes hours

A condition is the test of an `if`, or a part of an `and` or `or`. The annotated articles are read once as the rules are, which tells where
a condition decides anything, and those articles again with each left out: an `if` never taken, a part neither asked nor granted. Worth is
counted in agreements of quantity, claim and all that is scored, eighths for single fields, less one for each figure that is no claim.
Articles of the sets held out are not read, so that what is mended by this can be measured on them.
"""

from __future__ import annotations

import ast
import importlib
import json
import sys
from collections.abc import Mapping, Sequence
from importlib.abc import MetaPathFinder, SourceLoader
from importlib.machinery import ModuleSpec
from importlib.util import spec_from_file_location
from pathlib import Path
from types import ModuleType
from typing import Any, NamedTuple

sys.path.insert(0, str(Path(__file__).resolve().parent))

READING = Path(__file__).resolve().parent.parent / "src" / "muster" / "reading"
COST = 1.9  # nearly what one figure brings that is read rightly in one field more, and so in all
FIELDS = ("unit", "per", "measure", "party", "civilian", "status")


class Condition(NamedTuple):
    """Where a condition stands and what it is: `if`, `and` or `or`."""

    module: str
    line: int
    kind: str
    text: str


class Watch:
    """Knows every condition, which one is left out, and which decided something since `met` was emptied."""

    def __init__(self) -> None:
        self.conditions: list[Condition] = []
        self.without: int | None = None
        self.met: set[int] = set()

    def __call__(self, number: int, value: object) -> object:
        """The value of a condition as the rules are to see it: without it, what leaves the decision to the others."""
        neutral = self.conditions[number].kind == "and"
        if number == self.without:
            return neutral
        if bool(value) is not neutral:
            self.met.add(number)
        return value


class Watched(ast.NodeTransformer):
    """Puts a call of the watch around every condition inside a function."""

    def __init__(self, module: str, watch: Watch) -> None:
        self.module, self.watch, self.inside = module, watch, 0

    def visit_FunctionDef(self, node: ast.FunctionDef) -> ast.AST:
        self.inside += 1
        out = self.generic_visit(node)
        self.inside -= 1
        return out

    def visit_If(self, node: ast.If) -> ast.AST:
        text = ast.unparse(node.test)
        self.generic_visit(node)
        if self.inside:
            node.test = self._asked("if", node.test, text)
        return node

    def visit_BoolOp(self, node: ast.BoolOp) -> ast.AST:
        texts = [ast.unparse(value) for value in node.values]
        self.generic_visit(node)
        if self.inside:
            kind = "or" if isinstance(node.op, ast.Or) else "and"
            node.values = [self._asked(kind, value, text) for value, text in zip(node.values, texts, strict=True)]
        return node

    def _asked(self, kind: str, value: ast.expr, text: str) -> ast.expr:
        number = ast.Constant(len(self.watch.conditions))
        self.watch.conditions.append(Condition(self.module, value.lineno, kind, text))
        return ast.copy_location(ast.Call(ast.Name("_watch", ast.Load()), [number, value], []), value)


class Loader(SourceLoader):
    """Loads a module of the reader with its conditions watched."""

    def __init__(self, path: Path, watch: Watch) -> None:
        self.path, self.watch = path, watch

    def get_filename(self, fullname: str) -> str:  # noqa: ARG002
        return str(self.path)

    def get_data(self, path: str) -> bytes:
        return Path(path).read_bytes()

    def source_to_code(self, data: Any, path: Any, *, _optimize: int = -1) -> Any:
        tree = Watched(self.path.stem, self.watch).visit(ast.parse(data))
        return compile(ast.fix_missing_locations(tree), path, "exec")

    def exec_module(self, module: ModuleType) -> None:
        module.__dict__["_watch"] = self.watch
        super().exec_module(module)


class Finder(MetaPathFinder):
    """Finds the modules that are watched."""

    def __init__(self, modules: Sequence[str], watch: Watch) -> None:
        self.modules, self.watch = modules, watch

    def find_spec(self, fullname: str, path: object, target: object = None) -> ModuleSpec | None:  # noqa: ARG002
        name = fullname.removeprefix("muster.reading.")
        if name not in self.modules or name == fullname:
            return None
        file = READING / f"{name}.py"
        return spec_from_file_location(fullname, file, loader=Loader(file, self.watch))


# ------------------------------------------------------------------ what a reading is worth
class Reader:
    """Reads annotated articles and says what the readings are worth."""

    def __init__(self) -> None:
        self.rules = importlib.import_module("muster.reading.rules")
        self.score = importlib.import_module("muster.reading.score")
        self.apart = importlib.import_module("muster.reading.apart").take_apart
        self.lexicon = importlib.import_module("muster.reading.lexicon").shipped_lexicon()
        self.load = importlib.import_module("muster.reading.fetch").load

    def worth(self, path: Path) -> float:
        """What the reading of one article is worth; nothing at all where the rules fail on it."""
        score = self.score
        record = json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))
        gold = [score.marked(one) for one in record["claims"]]
        try:
            found = [
                score.marked(one.claim) for one in self.rules.apply(self.apart(self.load(path), self.lexicon)).drafts
            ]
        except Exception:  # a rule without one of its guards may do anything
            return float("-inf")
        agreed = [(gold[i], found[j]) for i, j in score.pairs(gold, found) if score.same_numbers(gold[i], found[j])]
        return sum(self._of_pair(ours, theirs) for ours, theirs in agreed) - (len(found) - len(agreed))

    def _of_pair(self, ours: Mapping[str, Any], theirs: Mapping[str, Any]) -> float:
        fields = sum(ours[name] == theirs[name] for name in FIELDS) + self.score.same_period(ours, theirs)
        fields += self.score.same_name(ours["speaker"], theirs["speaker"])
        return len(self.score.agreements(ours, theirs)) + fields / 8


def costs(reader: Reader, watch: Watch, *, paths: Sequence[Path]) -> list[tuple[float, int, Condition]]:
    """The conditions without which readings are worth more, the dearest first: by how much, how many articles are, and it."""
    worth: dict[Path, float] = {}
    where: dict[int, list[Path]] = {}
    for path in paths:
        watch.met.clear()
        worth[path] = reader.worth(path)
        for number in sorted(watch.met):
            where.setdefault(number, []).append(path)
    dear = []
    for number, there in sorted(where.items()):
        watch.without = number
        gains = [reader.worth(path) - worth[path] for path in there]
        better = sum(gain > 0 for gain in gains)
        if sum(gains) >= COST and better > 1:  # what one article says may be chance
            dear.append((sum(gains), better, watch.conditions[number]))
    watch.without = None
    return sorted(dear, key=lambda one: -one[0])


def main(words: Sequence[str]) -> None:
    known = sorted(path.stem for path in READING.glob("*.py") if not path.stem.startswith("_"))
    unknown = [word for word in words if word not in known]
    if unknown:
        sys.exit(f"No such module of the reader: {', '.join(unknown)}. They are: {', '.join(known)}.")
    watch = Watch()
    sys.meta_path.insert(0, Finder(words or known, watch))
    paths = importlib.import_module("learn").texts()
    for cost, often, one in costs(Reader(), watch, paths=paths):
        print(f"{cost:6.1f}  better in {often:3} articles  {one.module}.py:{one.line}  {one.kind}: {one.text[:120]}")


if __name__ == "__main__":
    main(sys.argv[1:])
