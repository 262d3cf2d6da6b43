"""The tool that tells what each condition of the rules is worth."""

from __future__ import annotations

import ast
from collections.abc import Callable
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

RULE = """
def rule(near, far, hedged):
    if near and not far or hedged:
        return "said"
    return "unsaid"
"""


@pytest.fixture
def watched(tool: Callable[[str], ModuleType]) -> tuple[Any, Callable[..., str]]:
    worth = tool("worth")
    watch = worth.Watch()
    tree = ast.fix_missing_locations(worth.Watched("toy", watch).visit(ast.parse(RULE)))
    names: dict[str, Callable[..., str]] = {"_watch": watch}
    exec(compile(tree, "toy", "exec"), names)
    return watch, names["rule"]


def test_watched_rules_decide_as_they_did(watched: tuple[Any, Callable[..., str]]) -> None:
    _, rule = watched
    plain: dict[str, Callable[..., str]] = {}
    exec(RULE, plain)
    cases = [(near, far, hedged) for near in (0, 1) for far in (0, 1) for hedged in (0, 1)]
    assert [rule(*case) for case in cases] == [plain["rule"](*case) for case in cases]


@pytest.mark.parametrize(
    ("without", "case", "told"),
    [
        ("near and (not far) or hedged", (1, 0, 1), "unsaid"),
        ("hedged", (0, 0, 1), "unsaid"),
        ("near", (0, 0, 0), "said"),
        ("not far", (1, 1, 0), "said"),
    ],
)
def test_a_condition_left_out_leaves_the_decision_to_the_others(
    watched: tuple[Any, Callable[..., str]], without: str, case: tuple[int, int, int], told: str
) -> None:
    watch, rule = watched
    watch.without = next(k for k, one in enumerate(watch.conditions) if one.text == without)
    assert rule(*case) == told
    watch.without = None
    assert rule(*case) != told


def test_where_a_condition_decides_nothing_it_need_not_be_left_out(
    watched: tuple[Any, Callable[..., str]],
) -> None:
    watch, rule = watched
    rule(1, 0, 0)
    met = {watch.conditions[number].text for number in watch.met}
    assert "near and (not far) or hedged" in met
    assert not met & {"near", "not far", "hedged"}


def test_what_more_than_one_article_would_be_read_better_without_is_told(tool: Callable[[str], ModuleType]) -> None:
    worth = tool("worth")
    watch = worth.Watch()
    watch.conditions += [worth.Condition("toy", 1, "if", name) for name in ("dear", "chance", "good")]
    gains = {0: (2.0, 2.0), 1: (9.0, 0.0), 2: (-3.0, 1.0)}

    class Reader:
        def worth(self, path: Path) -> float:
            watch.met |= set(gains)
            return 5.0 + (gains[watch.without][int(path.name)] if watch.without is not None else 0.0)

    told = worth.costs(Reader(), watch, paths=[Path("0"), Path("1")])
    assert [(cost, better, one.text) for cost, better, one in told] == [(4.0, 2, "dear")]
