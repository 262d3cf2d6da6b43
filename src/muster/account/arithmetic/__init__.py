"""The arithmetic inside and between reports: parts and totals, rates, ratios, units, shares, multiples, one thing told twice.

Verb: `arithmetic`.
"""

from muster.account.arithmetic.every import arithmetic

__all__ = ["arithmetic"]
