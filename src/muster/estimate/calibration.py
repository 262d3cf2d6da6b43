"""Whether the bands of this version of the model hold what they say has been measured: `calibration.json`, which `tools/calibrate.py`
writes, bears the hash of the model that it measured.

Invariant: a change of the model's code or of a shipped assumption changes the hash, a change of comments or docstrings does not.
"""

from __future__ import annotations

import ast
import hashlib
import json
from functools import cache
from importlib.resources import files
from typing import Any

_MODEL = ("layout", "design", "posterior", "noise", "gamma", "priors")
_FILE = "calibration.json"


@cache
def model_hash() -> str:
    """The hash of the model: of its code without what only people read, and of the shipped assumptions."""
    held = hashlib.sha256()
    for name in _MODEL:
        tree = ast.parse(files(__package__).joinpath(f"{name}.py").read_text(encoding="utf-8"))
        for node in ast.walk(tree):
            if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef):
                node.body = [part for part in node.body if not _docstring(part)] or [ast.Pass()]
        held.update(ast.dump(tree).encode())
    held.update(files(__package__).joinpath("priors.toml").read_bytes())
    return held.hexdigest()[:16]


def _docstring(part: ast.stmt) -> bool:
    return isinstance(part, ast.Expr) and isinstance(part.value, ast.Constant) and isinstance(part.value.value, str)


def measured(model: str | None = None) -> dict[str, Any] | None:
    """What simulation showed of a model, by its hash, or of this one; None where it showed it of another or of none."""
    at = files(__package__).joinpath(_FILE)
    if not at.is_file():
        return None
    found: dict[str, Any] = json.loads(at.read_text(encoding="utf-8"))
    return found if found.get("model") == (model or model_hash()) else None
