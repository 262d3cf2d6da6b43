"""Muster: reads what has been reported about a war and turns it into one account that stands inspection.

`read(document)` gives a `Reading`; everything heavy is loaded when it is first used.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

__version__ = "0.1.0"
__all__ = ["__version__", "read"]

if TYPE_CHECKING:
    from muster.reading import read


def __getattr__(name: str) -> Any:
    if name == "read":
        from muster.reading import read

        return read
    raise AttributeError(f"module 'muster' has no attribute {name!r}")
