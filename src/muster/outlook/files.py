"""Scenario files as plain values that know their lines: TOML, and of YAML what a person can read without surprise.

YAML is read by its events alone, so that nothing is built from it but mappings, lists and text: no tags, no anchors, no aliases, no
duplicate keys, and `no`, `1:30` and `010` are the text that they are. Invariant: whatever the bytes, a tree comes back or a
`ScenarioError` that names the line.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from muster.claims.errors import MissingInput, ScenarioError

MOST_BYTES, DEEPEST = 1_000_000, 32


@dataclass(frozen=True, slots=True)
class Node:
    """A mapping of nodes, a list of them, or text, and the line on which it begins."""

    value: Any
    line: int


def read(path: Path) -> Node:
    """The tree of a file by its ending, `.toml`, `.yaml` or `.yml`. Raises `MissingInput` or `ScenarioError`."""
    try:
        with path.open("rb") as file:
            data = file.read(MOST_BYTES + 1)
    except OSError as error:
        raise MissingInput(f"the scenario {path} cannot be read: {error.strerror}") from None
    except ValueError:
        raise ScenarioError(f"the scenario {str(path)!r} has no name that a file can have") from None
    return parsed(data, kind=path.suffix.lower().lstrip("."), name=str(path))


def parsed(data: bytes, *, kind: str, name: str) -> Node:
    """The tree of bytes of a kind, `toml`, `yaml` or `yml`."""
    if kind not in ("toml", "yaml", "yml"):
        raise ScenarioError(f"{name}: a scenario is a .toml or .yaml file")
    if len(data) > MOST_BYTES:
        raise ScenarioError(f"{name} is larger than {MOST_BYTES:,} bytes, which no scenario needs")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        raise ScenarioError(f"{name}, line {line}: this is no UTF-8 text") from None
    return _toml(text, name) if kind == "toml" else _yaml(text, name)


# ------------------------------------------------------------------ TOML
_HEADER = re.compile(r"^\s*(\[\[?)\s*([^\[\]]+?)\s*\]\]?\s*(?:#.*)?$")
_KEY = re.compile(r"""^\s*([A-Za-z0-9_\-."' ]+?)\s*=""")


def _toml(text: str, name: str) -> Node:
    if max((_depth(line) for line in text.splitlines()), default=0) > DEEPEST:
        raise ScenarioError(f"{name} is nested deeper than {DEEPEST}")
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise ScenarioError(f"{name} is no TOML: {error}") from None
    except RecursionError:
        raise ScenarioError(f"{name} is nested deeper than {DEEPEST}") from None
    return _node(data, (), lines=dict(_lines(text)), name=name, line=1)


def _depth(line: str) -> int:
    """How deep the brackets of a line open at most."""
    deep = deepest = 0
    for mark in line:
        deep += (mark in "[{") - (mark in "]}")
        deepest = max(deepest, deep)
    return deepest


def _lines(text: str) -> Iterator[tuple[tuple[str, ...], int]]:
    """The line of every key, by its path; of an array of tables by the number in it."""
    where: tuple[str, ...] = ()
    many: dict[tuple[str, ...], int] = {}
    for number, line in enumerate(text.splitlines(), 1):
        header = _HEADER.match(line)
        if header:
            where = tuple(part.strip(" \"'") for part in header[2].split("."))
            if header[1] == "[[":
                many[where] = many.get(where, -1) + 1
                where = (*where, str(many[where]))
            yield where, number
            continue
        key = _KEY.match(line)
        if key:
            yield (*where, *(part.strip(" \"'") for part in key[1].split("."))), number


def _node(value: Any, path: tuple[str, ...], *, lines: dict[tuple[str, ...], int], name: str, line: int) -> Node:
    at = lines.get(path, line)
    if len(path) > DEEPEST:
        raise ScenarioError(f"{name}, line {at}: nested deeper than {DEEPEST}")
    if isinstance(value, dict):
        its = {key: _node(one, (*path, key), lines=lines, name=name, line=at) for key, one in value.items()}
        return Node(its, at)
    if isinstance(value, list):
        return Node([_node(one, (*path, str(k)), lines=lines, name=name, line=at) for k, one in enumerate(value)], at)
    return Node(str(value).lower() if isinstance(value, bool) else str(value), at)


# ------------------------------------------------------------------ YAML
def _yaml(text: str, name: str) -> Node:
    import yaml

    tools: Any = yaml
    try:
        return _Tree(name).of(tools.parse(text, Loader=tools.SafeLoader))
    except tools.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        where = f"{name}, line {mark.line + 1}" if mark is not None else name
        raise ScenarioError(f"{where}: this is no YAML: {getattr(error, 'problem', None) or error}") from None
    except RecursionError:
        raise ScenarioError(f"{name} is nested deeper than {DEEPEST}") from None


class _Tree:
    """Builds the tree of one document out of its events."""

    def __init__(self, name: str) -> None:
        self._name = name

    def of(self, events: Iterator[Any]) -> Node:
        """The tree; an empty document is an empty mapping."""
        root: Node | None = None
        for event in events:
            kind = type(event).__name__
            if kind in ("StreamStartEvent", "DocumentStartEvent", "DocumentEndEvent", "StreamEndEvent"):
                continue
            if root is not None:
                raise self._refused(event, "a scenario is one document")
            root = self._read(event, events, deep=1)
        return root or Node({}, 1)

    def _read(self, event: Any, events: Iterator[Any], *, deep: int) -> Node:
        kind = type(event).__name__
        if kind == "AliasEvent" or getattr(event, "anchor", None):
            raise self._refused(
                event, "anchors and aliases are not taken; write it out, or let one scenario extend another"
            )
        if getattr(event, "tag", None):
            raise self._refused(event, f"tags such as {event.tag} are not taken")
        if deep > DEEPEST:
            raise self._refused(event, f"nested deeper than {DEEPEST}")
        if kind == "ScalarEvent":
            return Node(event.value, event.start_mark.line + 1)
        line = event.start_mark.line + 1
        if kind == "SequenceStartEvent":
            its = []
            for inner in iter(lambda: next(events), None):
                if type(inner).__name__ == "SequenceEndEvent":
                    break
                its.append(self._read(inner, events, deep=deep + 1))
            return Node(its, line)
        return Node(self._mapping(events, deep=deep), line)

    def _mapping(self, events: Iterator[Any], *, deep: int) -> dict[str, Node]:
        found: dict[str, Node] = {}
        for inner in iter(lambda: next(events), None):
            if type(inner).__name__ == "MappingEndEvent":
                break
            key = self._read(inner, events, deep=deep + 1)
            if not isinstance(key.value, str):
                raise self._refused(inner, "a key is a word")
            if key.value in found:
                raise self._refused(inner, f"{key.value} stands twice, first in line {found[key.value].line}")
            its = self._read(next(events), events, deep=deep + 1)
            found[key.value] = Node(its.value, key.line if isinstance(its.value, str) else its.line)
        return found

    def _refused(self, event: Any, why: str) -> ScenarioError:
        return ScenarioError(f"{self._name}, line {event.start_mark.line + 1}: {why}")
