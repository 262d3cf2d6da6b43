"""When a fit may be used: what its chains, its effective draws and its divergences must be."""

from __future__ import annotations

from dataclasses import replace

import pytest

from muster.estimate.health import Health

WELL = Health(
    rhat=1.0099, rhat_of="RU killed", bulk=401, bulk_of="noise", tail=400, tail_of="noise", divergences=4, draws=4800
)


def test_what_just_suffices_is_good() -> None:
    assert WELL.good
    assert WELL.faults == ()


@pytest.mark.parametrize(
    ("worse", "says"),
    [
        (replace(WELL, divergences=5), "5 of 4,800 draws diverged"),
        (replace(WELL, divergences=1, draws=800), "1 of 800 draws diverged"),
        (replace(WELL, rhat=1.011), "chains disagree: R-hat 1.011 of RU killed, above 1.01"),
        (replace(WELL, rhat=float("nan")), "chains disagree: R-hat nan of RU killed, above 1.01"),
        (replace(WELL, tail=399), "too few effective draws: 399 of noise, below 400"),
        (replace(WELL, tail=float("nan")), "too few effective draws: nan of noise, below 400"),
        (replace(WELL, bulk=float("nan")), "too few effective draws: nan of noise, below 400"),
    ],
)
def test_each_fault_by_itself_refuses_a_fit(worse: Health, says: str) -> None:
    assert not worse.good
    assert worse.faults == (says,)
