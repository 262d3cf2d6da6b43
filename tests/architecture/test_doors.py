"""What passes through a room's door has a type: no `Any` in the signature of anything that a face shows."""

from __future__ import annotations

import ast
import importlib
import inspect
import sys

import pytest
from house import Function, faces, functions, modules, packages

# `Record` is a flat dict for JSON and says so; it is the one loose value, and only the ways in and out hand it on.
LOOSE = {"Record"}


def annotations(function: Function) -> list[ast.expr]:
    args = function.args
    every = [*args.posonlyargs, *args.args, *args.kwonlyargs, *filter(None, (args.vararg, args.kwarg))]
    return [note for note in (*(a.annotation for a in every), function.returns) if note is not None]


def says_any(function: Function) -> bool:
    return any(isinstance(n, ast.Name) and n.id == "Any" for note in annotations(function) for n in ast.walk(note))


def shown(package: str) -> list[tuple[str, str]]:
    """Each function, and class, that the face shows: the module it is written in and its name there."""
    found = []
    module = importlib.import_module(package)
    for name in faces(package):
        thing = getattr(module, name)
        if (inspect.isfunction(thing) or inspect.isclass(thing)) and thing.__module__ in modules():
            found.append((thing.__module__, thing.__name__))
    return found


@pytest.mark.parametrize("package", packages())
def test_no_any_through_the_door(package: str) -> None:
    loose = {
        f"{module}.{called}"
        for module, name in shown(package)
        for called, function, _ in functions(modules()[module])
        if (called == name or (called.startswith(f"{name}.") and not called.rpartition(".")[2].startswith("_")))
        and says_any(function)
    }
    assert loose == set()


def test_the_package_is_typed_for_its_users() -> None:
    assert (modules()["muster"].parent / "py.typed").exists()
    assert "muster" in sys.modules
