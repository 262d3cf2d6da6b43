"""Values made by the thousand in the reading of one page: nothing changes one once it is made.

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

    def value(*, frozen: bool, slots: bool, kw_only: bool = False):
        """A dataclass that is frozen for the type checker and can be hashed as one."""
        return dataclass(unsafe_hash=frozen, slots=slots, kw_only=kw_only)
