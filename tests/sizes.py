"""How much the heaviest tests ask for: little as a rule, as much as a night bears with MUSTER_TEST_NIGHTLY=1."""

from __future__ import annotations

import os

NIGHTLY = os.environ.get("MUSTER_TEST_NIGHTLY") == "1"
SLOW_CLIENTS = 500 if NIGHTLY else 50  # connections at once that say too little
GOOD_REQUESTS = 200 if NIGHTLY else 5  # asked beside them
REQUESTS = 5000 if NIGHTLY else 1000  # to one server
RUNS = 500 if NIGHTLY else 3  # of the estimate kept while it is served
CASES = 5000 if NIGHTLY else 330  # made up from the description of the API
RANGES = 10_000  # pieces of a file that one request wants
PATIENCE = 7200 if NIGHTLY else 300  # seconds that such a test may take
