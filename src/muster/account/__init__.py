"""The algebra of a war's figures and its checks: every measure a functional of one strength account, and what cannot all be true.

Nouns: `Statement` (a claim as the account takes it), `System` (what the claims of one war bound), `Chart`, `Sense`, `Flow`, `Stock`,
`Question` and `Answer` (bounds with no model). Verbs: `statements`, `tabulate`, `systems`, `check`, `ask`. Within lie the packages
`arithmetic`, `comparisons`, `origins` (who rests on whom) and `traps`.
"""

from muster.account.bounds import Answer, Question, ask
from muster.account.chart import Chart, Entry, overlaid, shipped
from muster.account.checks import check
from muster.account.flows import FLOWS, Flow, Stock
from muster.account.functional import Sense
from muster.account.statement import Statement, statements
from muster.account.system import System, systems, tabulate

__all__ = [
    "FLOWS",
    "Answer",
    "Chart",
    "Entry",
    "Flow",
    "Question",
    "Sense",
    "Statement",
    "Stock",
    "System",
    "ask",
    "check",
    "overlaid",
    "shipped",
    "statements",
    "systems",
    "tabulate",
]
