"""The algebra of a war's figures and its checks: every measure a functional of one strength account, and what cannot all be true.

Nouns: `Statement` (a claim as the account takes it), `Chart`, `Sense`, `Flow`, `Stock`. Verbs: `statements`.
"""

from muster.account.chart import Chart, Entry, overlaid, shipped
from muster.account.flows import FLOWS, Flow, Stock
from muster.account.functional import Sense
from muster.account.statement import Statement, statements

__all__ = ["FLOWS", "Chart", "Entry", "Flow", "Sense", "Statement", "Stock", "overlaid", "shipped", "statements"]
