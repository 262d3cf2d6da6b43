"""What fits on a page can be read: files, functions and lists of parameters have a size that they do not outgrow."""

from __future__ import annotations

import ast
from statistics import mean

import pytest
from house import Function, functions, is_command, modules

FILE, FUNCTION, AVERAGE, PARAMETERS = 400, 60, 20, 7
POSITIONAL, POSITIONAL_INSIDE = 2, 5

# Functions whose every caller writes the arguments in one well-known order, so that their names would only be noise.
ORDER_IS_KNOWN = {
    "muster.brief.words.count_words",  # (3, "claim", "claims")
    "muster.reading.days.arithmetic.months",  # (year, month, …)
    "muster.numbers.digits.digits",  # (text, start, end)
    "muster.numbers.flat.blank_line",  # (text, start, end)
}


def lines(function: Function) -> int:
    """The lines of the body, the docstring not counted."""
    body = function.body
    said = (
        isinstance(body[0], ast.Expr)
        and isinstance(body[0].value, ast.Constant)
        and isinstance(body[0].value.value, str)
    )
    first = body[1 if said and len(body) > 1 else 0]
    return (function.end_lineno or first.lineno) - first.lineno + 1


@pytest.mark.parametrize("name", modules())
def test_a_file_has_at_most_400_lines(name: str) -> None:
    assert len(modules()[name].read_text(encoding="utf-8").splitlines()) <= FILE


@pytest.mark.parametrize("name", modules())
def test_a_function_has_at_most_60_lines(name: str) -> None:
    long = {f"{called}: {lines(f)}" for called, f, _ in functions(modules()[name]) if lines(f) > FUNCTION}
    assert long == set()


def test_functions_are_small_on_average() -> None:
    assert mean(lines(f) for path in modules().values() for _, f, _ in functions(path)) <= AVERAGE


@pytest.mark.parametrize("name", modules())
def test_more_than_two_arguments_are_named(name: str) -> None:
    """`f(a, b, c)` tells a reader nothing of what c is. A module's own helpers, called in sight of where they stand, may have a few more;
    commands are exempt, as their parameters are options already."""
    crowded = set()
    for called, f, method in functions(modules()[name]):
        plain = f.args.posonlyargs + f.args.args
        inside = any(part.startswith("_") for part in called.split("."))
        most = POSITIONAL_INSIDE if inside else POSITIONAL
        if len(plain) - method > most and not is_command(f) and f"{name}.{called}" not in ORDER_IS_KNOWN:
            crowded.add(f"{called}({', '.join(a.arg for a in plain)})")
    assert crowded == set()


@pytest.mark.parametrize("name", modules())
def test_no_function_takes_more_than_seven(name: str) -> None:
    """Over seven want a type. Commands are exempt: a command has as many parameters as it has options."""
    crowded = {
        called
        for called, f, method in functions(modules()[name])
        if len(f.args.posonlyargs + f.args.args + f.args.kwonlyargs) - method > PARAMETERS and not is_command(f)
    }
    assert crowded == set()


@pytest.mark.parametrize("name", modules())
def test_nothing_passes_on_what_it_does_not_know(name: str) -> None:
    """`**kwargs` handed to another function hides what that one takes from reader and type checker alike."""
    passed = {
        called
        for called, f, _ in functions(modules()[name])
        if f.args.kwarg
        and any(
            isinstance(k.value, ast.Name) and k.arg is None and k.value.id == f.args.kwarg.arg
            for call in ast.walk(f)
            if isinstance(call, ast.Call)
            for k in call.keywords
        )
    }
    assert passed == set()
