"""Values of the reading's own: nothing changes one once it is made.

Invariant: the type checker holds to that, for all code here is checked; at run time the guard would cost five times what the making does,
and a page makes them by the thousand.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

__all__ = ["value"]

if TYPE_CHECKING:
    from dataclasses import dataclass as value
else:
    from dataclasses import dataclass

    def value(*, frozen: bool, **how: bool):
        """A dataclass that is frozen for the type checker and can be hashed as one."""
        return dataclass(unsafe_hash=frozen, **how)
