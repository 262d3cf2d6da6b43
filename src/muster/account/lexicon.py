"""The word lists of the account: TOML files beside the modules that use them, each read once."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from functools import cache
from importlib import resources
from typing import Any


@cache
def lexicon(name: str, *, of: str = "") -> Mapping[str, Any]:
    """The file `name.toml` of the account, or of its package `of`."""
    package = f"muster.account.{of}" if of else "muster.account"
    return tomllib.loads((resources.files(package) / f"{name}.toml").read_text(encoding="utf-8"))


@cache
def word(name: str) -> re.Pattern[str]:
    """One list of `telling.toml` as a pattern of whole words in any case."""
    return re.compile(rf"\b(?:{'|'.join(lexicon('telling')[name])})\b", re.IGNORECASE)
