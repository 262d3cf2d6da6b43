"""The noise of a claim: Student's t with four degrees of freedom, in its tails too."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from muster.estimate import noise
from muster.estimate.gamma import digamma, trigamma

T = st.floats(-1e4, 1e4)
stats = pytest.importorskip("scipy.stats")
special = pytest.importorskip("scipy.special")


@given(T)
def test_it_is_the_known_distribution(t: float) -> None:
    known = stats.t(4)
    assert noise.density(np.float64(t), of=np) == pytest.approx(known.logpdf(t), abs=1e-9)
    assert noise.below(np.float64(t), of=np) == pytest.approx(known.logcdf(t), rel=1e-9, abs=1e-12)
    assert noise.above(np.float64(t), of=np) == pytest.approx(known.logsf(t), rel=1e-9, abs=1e-12)


@given(T, st.floats(1e-3, 1e4))
def test_an_interval_has_the_chance_between_its_ends_in_either_tail(low: float, width: float) -> None:
    found = noise.between(np.float64(low), np.float64(low + width), of=np)
    near, far = sorted((abs(low), abs(low + width)))
    one_side = low * (low + width) > 0
    in_tail, across = stats.t.sf([near, far], 4), stats.t.cdf([low + width, low], 4)
    chance = -np.diff(in_tail if one_side else across)[0]
    assert np.isfinite(found)
    assert found == pytest.approx(np.log(chance), rel=1e-4, abs=1e-6)


@given(T, st.floats(1e-3, 1e3), st.floats(0, 1e3))
def test_a_wider_interval_is_no_less_likely(low: float, width: float, more: float) -> None:
    narrow = noise.between(np.float64(low), np.float64(low + width), of=np)
    assert noise.between(np.float64(low), np.float64(low + width + more), of=np) >= narrow - 1e-9


@given(st.floats(0.05, 500))
def test_the_derivatives_of_log_gamma(x: float) -> None:
    assert digamma(x) == pytest.approx(float(special.digamma(x)), rel=1e-8, abs=1e-9)
    assert trigamma(x) == pytest.approx(float(special.polygamma(1, x)), rel=1e-8)
