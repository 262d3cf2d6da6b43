"""What `muster show` says of a claim's place in the account."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import typer

from muster.cli.shown import safe

if TYPE_CHECKING:
    from muster.desk.rows import Tabulated


def tell(found: Tabulated) -> None:
    """The rows that a claim became and how wide they are, or why it is none, in a few lines."""
    lines = [f"in the account: {'no row, for ' + found.passed if found.passed else _rows(len(found.rows))}"]
    for row in found.rows:
        lines.append(f"  {row.what}: {row.within}, {row.days}")
        lines += [f"    {why}" for why in row.why]
    if found.bound is not None and found.spoken is not None:
        if not found.rows:
            lines.append(f"  it would be of the series of {found.body}, {found.days}")
            lines += [f"  assumed: {found.assumed}"] * bool(found.assumed)
        lines += [f"  of a part alone: {found.scope}"] * bool(found.scope)
        bound, spoken = _between(*found.bound), _between(*found.spoken)
        lines.append(f"  {found.counts}; {bound}{f', as spoken {spoken}' if spoken != bound else ''}")
        lines.append(f"    {found.wide}")
        lines += [f"  its measure can mean {'; or '.join(found.meanings)}"] * bool(found.meanings)
    for line in lines:
        typer.echo(safe(line))


def _rows(number: int) -> str:
    return "one row" if number == 1 else f"{number} rows"


def _between(low: float | None, high: float | None) -> str:
    if low is None:
        return "any number" if high is None else f"at most {_plain(high)}"
    if high is None:
        return f"at least {_plain(low)}"
    return _plain(low) if low == high else f"{_plain(low)} to {_plain(high)}"


def _plain(value: float) -> str:
    return f"{value:,.2f}".rstrip("0").rstrip(".")


def record(found: Tabulated) -> dict[str, Any]:
    """The same for machines."""
    return {
        "rows": [
            {"what": row.what, "days": row.days, "within": row.within, "why": list(row.why)} for row in found.rows
        ],
        "no_row": found.passed or None,
        "body": found.body or None,
        "days": found.days or None,
        "assumed": found.assumed or None,
        "scope": found.scope or None,
        "as_bound": found.bound and list(found.bound),
        "as_spoken": found.spoken and list(found.spoken),
        "wide": found.wide or None,
        "meanings": list(found.meanings),
    }
