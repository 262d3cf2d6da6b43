"""A DuckDB file: opened safely, brought up to date, written durably, kept open by one process and lent to others that ask for it."""

from muster.db.file import BESIDE, MEMORY, Handle, OutOfMemory, Owned, open_file, own
from muster.db.lending import Lender, page_of
from muster.db.patience import within

__all__ = ["BESIDE", "MEMORY", "Handle", "Lender", "OutOfMemory", "Owned", "open_file", "own", "page_of", "within"]
