"""A party may be asked for by its name: that of a side that fights now before one of a war long over."""

from __future__ import annotations

import pytest

from muster.claims.errors import UsageError
from muster.cli.asking import party
from muster.desk.settings import settings


@pytest.mark.parametrize(("name", "code"), [("Moscow", "RU"), ("kremlin", "RU"), ("Ethiopia", "ET"), ("ua", "UA")])
def test_a_name_is_a_code(name: str, code: str) -> None:
    assert party("--party", name, settings=settings(environment={})) == code


def test_no_name_and_no_code_is_refused_with_what_is_near() -> None:
    with pytest.raises(UsageError, match="--party wants a party's code"):
        party("--party", "Ethiopea!", settings=settings(environment={}))
