"""What is known and how it came to be known: documents, their readings and claims, and people's judgements, in one DuckDB file.

Rows are added and never altered. `Ledger` opens the file and takes things in; `query` and `shelf` ask; `reviews` says which
judgement is in force.
"""

from muster.ledger.query import Filter, Held, Shown
from muster.ledger.reviews import Review, Verdict
from muster.ledger.shelf import Shelved
from muster.ledger.store import Arrival, Ask, Kept, Known, Ledger, Plan

__all__ = [
    "Arrival",
    "Ask",
    "Filter",
    "Held",
    "Kept",
    "Known",
    "Ledger",
    "Plan",
    "Review",
    "Shelved",
    "Shown",
    "Verdict",
]
