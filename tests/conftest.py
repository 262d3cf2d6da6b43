"""Settings for every test: none is timed, so that a busy machine fails nothing; and the longest files begin first."""

from pathlib import Path

import pytest
from hypothesis import settings

settings.register_profile("house", deadline=None)
settings.load_profile("house")

HERE = Path(__file__).parent
# Those that take a minute or more: begun last, one of them would go on alone. `--no-loadscope-reorder` keeps this order among workers.
LONGEST = (
    "desk/test_examples.py",
    "account/test_laws.py",
    "architecture/test_docs.py",
    "estimate/test_fit.py",
    "estimate/test_calibration.py",
    "desk/test_scripting.py",
    "brief/test_paper.py",
    "desk/test_crashes.py",
    "estimate/test_held_out.py",
    "web/test_in_a_browser.py",
)
PLACE = {HERE / name: at for at, name in enumerate(LONGEST)}


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    items.sort(key=lambda item: PLACE.get(item.path, len(PLACE)))
