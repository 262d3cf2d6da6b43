"""A DuckDB file: opened safely, brought up to date, written durably, kept open by one process and lent to others that ask for it."""

from muster.db.file import MEMORY, Handle, OutOfMemory, Owned, open_file, own
from muster.db.lending import Lender, Serving, serving

__all__ = ["MEMORY", "Handle", "Lender", "OutOfMemory", "Owned", "Serving", "open_file", "own", "serving"]
