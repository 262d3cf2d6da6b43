"""The noise of a claim: Student's t with four degrees of freedom on the log scale, whose distribution function is closed.

With u = t / sqrt(4 + t^2) the distribution function is F(t) = (1 + u)^2 (2 - u) / 4, and 1 + u = 4 / (s (s - t)) with s = sqrt(4 +
t^2), which loses no digits however far down t lies. An interval's chance is a difference of F taken in the tail where both its ends
lie low. Invariant: finite for all finite ends and scales above nought; an interval's chance grows with the interval.

Every function takes arrays of numpy or of JAX: `of` is the module that computes (numpy or jax.numpy).
"""

from __future__ import annotations

from typing import Any

FREEDOM = 4.0
LEAST = 1e-300  # the least chance that is told apart from none


def density(t: Any, *, of: Any) -> Any:
    """The log density of t: 3/8 (1 + t^2 / 4)^(-5/2)."""
    return of.log(3.0 / 8.0) - 2.5 * of.log1p(t * t / 4.0)


def below(t: Any, *, of: Any) -> Any:
    """The log of the chance of at most t."""
    lower = _lower(t, of=of)
    return of.log(lower * lower * (3.0 - lower) / 4.0)


def above(t: Any, *, of: Any) -> Any:
    """The log of the chance of at least t."""
    return below(-t, of=of)


def between(low: Any, high: Any, *, of: Any) -> Any:
    """The log of the chance of between two ends, low < high by a ten-thousandth at least, so that the difference keeps its digits."""
    flip = low + high > 0
    down, up = _lower(of.where(flip, -high, low), of=of), _lower(of.where(flip, -low, high), of=of)
    chance = (up - down) * (3.0 * (up + down) - (up * up + up * down + down * down)) / 4.0
    return of.log(of.maximum(chance, LEAST))


def _lower(t: Any, *, of: Any) -> Any:
    """1 + u, between 0 and 2."""
    root = of.sqrt(4.0 + t * t)
    far = 4.0 / (root * (root + of.abs(t)))
    return of.where(t < 0, far, 2.0 - far)
