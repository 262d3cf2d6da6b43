"""What moves an end with the others held, against drivers whose effects are known."""

from __future__ import annotations

import numpy as np
import pytest

from muster.outlook.drivers import Driver, moved


def known(its: dict[str, np.ndarray], end: np.ndarray) -> dict[str, Driver]:
    return {one.name: one for one in moved(its, end)}


def test_a_driver_has_its_own_effect_and_not_that_of_what_it_goes_along_with() -> None:
    random = np.random.default_rng(1)
    losses = random.standard_normal(4000)
    recruits = 0.9 * losses + 0.4 * random.standard_normal(4000)  # where more are lost, more are called
    end = 100 - 3 * losses + 1 * recruits + 0.5 * random.standard_normal(4000)
    assert np.corrcoef(recruits, end)[0, 1] < -0.8  # which a plain correlation takes for harm
    said = known({"losses": losses, "recruits": recruits}, end)
    assert said["recruits"].rank > 0.5
    assert said["losses"].rank < -0.9
    for name, effect, its in (("losses", -3, losses), ("recruits", 1, recruits)):
        low, high = np.quantile(its, [0.2, 0.8])
        ends = [end.mean() + effect * (part.mean() - its.mean()) for part in (its[its <= low], its[its >= high])]
        assert (said[name].least, said[name].most) == pytest.approx(ends, abs=0.15)
    assert list(said) == ["losses", "recruits"]


def test_what_moves_nothing_by_itself_has_next_to_no_rank() -> None:
    random = np.random.default_rng(2)
    one = random.standard_normal(4000)
    shadow = one + 0.5 * random.standard_normal(4000)
    said = known({"one": one, "shadow": shadow}, one + 0.5 * random.standard_normal(4000))
    assert abs(said["shadow"].rank) < 0.06
    assert abs(said["shadow"].most - said["shadow"].least) < 0.15


def test_a_curved_effect_is_told_by_ranks() -> None:
    random = np.random.default_rng(3)
    one, other = random.standard_normal((2, 4000))
    said = known({"one": one, "other": other}, np.exp(3 * one) * np.exp(0.1 * other))
    assert said["one"].rank > 0.99


def test_what_tells_the_same_twice_or_never_varies_is_told_once_or_not_at_all() -> None:
    one = np.random.default_rng(4).standard_normal(500)
    said = known({"one": one, "again": np.exp(one), "still": np.ones(500)}, 2 * one)
    assert list(said) == ["one"]
    assert said["one"].rank == pytest.approx(1.0)
    assert moved({"still": np.ones(500)}, one) == ()
    assert moved({"one": one[:3]}, one[:3]) == ()


def test_all_ranks_come_out_of_one_regression(monkeypatch: pytest.MonkeyPatch) -> None:
    random = np.random.default_rng(5)
    mixed = random.standard_normal((5, 2000)).T @ random.standard_normal((5, 5))
    its = {f"driver {at}": np.exp(mixed[:, at]) for at in range(5)}
    end = mixed @ [3.0, -2.0, 1.0, 0.5, 0.0] + random.standard_normal(2000)
    by_hand = {name: _alike_alone(its, end, name) for name in its}
    rows: list[int] = []
    whole = np.linalg.lstsq
    monkeypatch.setattr(np.linalg, "lstsq", lambda a, b, rcond: (rows.append(len(a)), whole(a, b, rcond=rcond))[1])
    said = known(its, end)
    assert {name: one.rank for name, one in said.items()} == pytest.approx(by_hand, abs=1e-9)
    assert rows == [5]  # never over all draws: a picture that is to come within a blink waited for that most


def _alike_alone(its: dict[str, np.ndarray], end: np.ndarray, name: str) -> float:
    """The partial rank correlation as it is defined: what two are left with when the others are taken out of both."""

    def ranks(values: np.ndarray) -> np.ndarray:
        return values.argsort().argsort().astype(float)

    others = np.column_stack([np.ones(len(end)), *(ranks(its[one]) for one in its if one != name)])
    left = [one - others @ np.linalg.lstsq(others, one, rcond=None)[0] for one in (ranks(its[name]), ranks(end))]
    return float(np.corrcoef(*left)[0, 1])


def test_a_driver_that_others_add_up_to_takes_its_share_of_what_they_do() -> None:
    one, other = np.random.default_rng(6).standard_normal((2, 1000))
    its = {"one": one, "other": other, "both": one + other}
    end = 5 * one - 2 * other
    columns = np.column_stack([(its[name] - its[name].mean()) / its[name].std() for name in its])
    slopes = dict(zip(its, np.linalg.lstsq(columns, end - end.mean(), rcond=None)[0], strict=True))
    for name, said in known(its, end).items():
        values = columns[:, list(its).index(name)]
        fifths = [
            part.mean()
            for part in (values[values <= np.quantile(values, 0.2)], values[values >= np.quantile(values, 0.8)])
        ]
        assert (said.least, said.most) == pytest.approx([end.mean() + slopes[name] * part for part in fifths], abs=1e-9)
