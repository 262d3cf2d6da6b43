"""How a body stands to the side that it counts."""

from __future__ import annotations

import pytest

from muster.account.bodies import named_body
from muster.account.stances import Stance, stance_of, state_of
from muster.claims.war import shipped_wars

WARS = shipped_wars()


@pytest.mark.parametrize(
    ("war", "party", "name", "stance"),
    [
        ("russia-ukraine", "RU", "Ukrainian General Staff", Stance.ENEMY),
        ("russia-ukraine", "UA", "Ukrainian General Staff", Stance.OWN),
        ("russia-ukraine", "RU", "Russian Defence Ministry", Stance.OWN),
        ("russia-ukraine", "RU", "Volodymyr Zelensky", Stance.ENEMY),
        ("russia-ukraine", "RU", "UK Ministry of Defence", Stance.STATE),
        ("russia-ukraine", "RU", "US officials", Stance.STATE),
        ("russia-ukraine", "RU", "NATO", Stance.STATE),
        ("russia-ukraine", "RU", "Western intelligence", Stance.STATE),
        ("russia-ukraine", "RU", "Institute for the Study of War", Stance.INDEPENDENT),
        ("russia-ukraine", "RU", "Mediazona", Stance.INDEPENDENT),
        ("gaza-lebanon", "IL", "Israel Defense Forces", Stance.OWN),
        ("nagorno-karabakh", "AZ", "Armenian defence ministry", Stance.ENEMY),
    ],
)
def test_a_bodys_stance_follows_from_whose_it_is(war: str, party: str, name: str, stance: Stance) -> None:
    key = named_body(name, WARS[war]).key
    assert stance_of(key, party, war=WARS[war]) is stance


def test_a_force_within_another_is_of_its_side() -> None:
    war = WARS["russia-ukraine"]
    assert state_of("prigozhin", war) == "RU-WAGNER"
    assert stance_of("prigozhin", "RU", war=war) is Stance.OWN


def test_what_a_user_says_of_a_body_counts() -> None:
    war = WARS["russia-ukraine"]
    assert stance_of("mediazona", "RU", war=war, told={"mediazona": Stance.OWN}) is Stance.OWN
    assert stance_of("anybody", "RU", war=None) is Stance.INDEPENDENT
