"""What a form says when it is sent."""

from __future__ import annotations

from starlette.requests import Request

from muster.claims.errors import UsageError

_LONGEST = 20_000


async def said(request: Request, *names: str) -> dict[str, str]:
    """What is said under these names, empty for nothing. Raises `UsageError` for what is no form of ours."""
    async with request.form(max_files=0, max_fields=50, max_part_size=_LONGEST) as form:
        found = {name: form.get(name, "") for name in names}
    for name, value in found.items():
        if not isinstance(value, str) or len(value) > _LONGEST:
            raise UsageError(f"{name} must be words, of {_LONGEST:,} letters at most")
    return {name: str(value).replace("\r\n", "\n").strip() for name, value in found.items()}
