"""Settings written out as TOML.

Invariant: what is written is read in again as the same.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence

_BARE = re.compile(r"[A-Za-z0-9_-]+")


def as_toml(held: Mapping[str, object]) -> str:
    """Plain values, lists and tables of these as TOML."""
    return "".join(_lines(held, ()))


def _lines(held: Mapping[str, object], path: tuple[str, ...]) -> Iterator[str]:
    for key, value in held.items():
        if not isinstance(value, Mapping):
            yield f"{_key(key)} = {_value(value)}\n"
    for key, value in held.items():
        if isinstance(value, Mapping):
            yield f"\n[{'.'.join(map(_key, (*path, key)))}]\n"
            yield from _lines(value, (*path, key))


def _key(key: str) -> str:
    return key if _BARE.fullmatch(key) else _text(key)


def _value(value: object) -> str:
    if isinstance(value, str):
        return _text(value)
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{_key(str(key))} = {_value(one)}" for key, one in value.items()) + "}"
    return f"[{', '.join(map(_value, value))}]" if isinstance(value, Sequence) else repr(value)


def _text(text: str) -> str:
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")
