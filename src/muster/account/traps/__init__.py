"""The well-known traps of casualty figures, named where they occur.

`traps` goes through the statements of reports and gives a finding for each: a number under several measures, a bound or a range told as a
point, a target or an estimate told as more than it is, a cumulative that falls, is stale or leaps, a point outside its own interval, a
percentage on the wrong base, swapped or lost digits, a balance that leaves a flow out, a revised figure.
"""

from muster.account.traps.every import traps

__all__ = ["traps"]
