"""What the numbers of a passage come to when the words between them say how they hang together, whether claims were made of them or not.

Invariant: the sentence or paragraph itself ties the numbers; where any numbers beside them come out, nothing is accused.
"""

from muster.account.numbers.every import numbers

__all__ = ["numbers"]
