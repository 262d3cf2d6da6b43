"""What reports compare, tried on the series and claims at hand: records, streaks, changes, excesses, benchmarks of earlier wars, targets.

Verb: `comparisons`.
"""

from muster.account.comparisons.every import comparisons

__all__ = ["comparisons"]
