"""What tests of the reader share: one that leaves every answer to the rules, and the tools that teach it."""

from __future__ import annotations

import importlib.util
import sys
from collections.abc import Callable
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from muster.reading import choosing, grounds, learned, logit


@pytest.fixture
def rules_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    """What a figure is of, by what right, on whose word and of which days is what the rules say, whatever was learned."""

    def ruled(_: choosing.Chooser, asked: choosing.Question[Any, Any]) -> tuple[Any, float]:
        return asked.ruled, 1.0

    monkeypatch.setattr(choosing.Chooser, "pick", ruled)
    for learner in (grounds, learned):
        monkeypatch.setattr(learner, "shipped", lambda: logit.NOTHING)


@pytest.fixture(scope="session")
def tool() -> Callable[[str], ModuleType]:
    """Loads one of the project's tools by its name."""

    def load(name: str) -> ModuleType:
        spec = importlib.util.spec_from_file_location(name, Path(__file__).resolve().parents[2] / f"tools/{name}.py")
        assert spec is not None
        assert spec.loader is not None
        module = sys.modules[name] = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(module)
        return module

    return load
