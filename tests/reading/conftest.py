"""What tests of the rules share: a reader that leaves every answer to them."""

from __future__ import annotations

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
