"""A party: whose people a figure counts.

A state is its ISO 3166 alpha-2 code (`RU`; `SU` for the Soviet Union); any other force is the state's code, a hyphen and a
short name in capitals (`RU-WAGNER`, `SD-RSF`).
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from muster.claims.errors import ValueRefused

_CODE = re.compile(r"[A-Z]{2}(?:-[A-Z0-9]+(?:-[A-Z0-9]+)*)?")


@dataclass(frozen=True, slots=True, order=True)
class Party:
    """A checked code. Raises `ValueRefused` where it is not of the form above."""

    code: str

    def __post_init__(self) -> None:
        if not isinstance(self.code, str) or not _CODE.fullmatch(self.code):
            raise ValueRefused(f"a party is written like RU or SD-RSF; got {self.code!r}")

    @property
    def state(self) -> str:
        """The code of the state it belongs to or fights in."""
        return self.code[:2]

    def __str__(self) -> str:
        return self.code
