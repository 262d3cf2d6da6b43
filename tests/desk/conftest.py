"""The documents and the reader of the ledger's tests serve here too, in these processes and those they start."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "ledger"))
