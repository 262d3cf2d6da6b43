"""Muster: reads what has been reported about a war and turns it into one account that stands inspection.

`read(path)` gives reports, `check(reports)` what cannot all be true in them, `fit(reports, party=…)` an estimate, `project(estimate,
scenario)` an outlook; each tells itself as rows. Everything heavy is loaded when it is first used.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

__version__ = "0.1.0"
__all__ = ["__version__", "check", "fit", "project", "read"]

if TYPE_CHECKING:
    from muster.desk.scripting import check, fit, project, read


def __getattr__(name: str) -> Any:
    if name in __all__:
        from muster.desk import scripting

        return getattr(scripting, name)
    raise AttributeError(f"module 'muster' has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
