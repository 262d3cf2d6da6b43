"""Digamma and trigamma, by their recurrence and asymptotic series (Abramowitz and Stegun 6.3.18, 6.4.12); to 1e-9 for numbers above
nought.
"""

from __future__ import annotations

import math

_FROM = 8.0  # from which the series is good


def digamma(x: float) -> float:
    """The derivative of log gamma."""
    found = 0.0
    while x < _FROM:
        found -= 1 / x
        x += 1
    square = 1 / (x * x)
    return found + math.log(x) - 1 / (2 * x) - square * (1 / 12 - square * (1 / 120 - square / 252))


def trigamma(x: float) -> float:
    """The second derivative of log gamma."""
    found = 0.0
    while x < _FROM:
        found += 1 / (x * x)
        x += 1
    square = 1 / (x * x)
    return found + 1 / x + square / 2 + square / x * (1 / 6 - square * (1 / 30 - square / 42))
