"""What the API can be asked, declared once: each operation with its parameters as schemas, from which requests are checked and the
description (OpenAPI 3.1) is written.

Invariant: what the description allows is understood, what it does not is refused by one line and status 400; no parameter is read that is
not declared.
"""

from __future__ import annotations

import datetime as dt
import json
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from starlette.requests import Request

from muster.claims.errors import UsageError

Schema = Mapping[str, Any]
Values = dict[str, Any]
TEXT: Schema = {"type": "string", "minLength": 1, "maxLength": 200}
TRUTH: Schema = {"type": "boolean"}
DAY: Schema = {"type": "string", "format": "date"}
ID: Schema = {"type": "string", "pattern": "^[0-9a-f]{4,64}$"}
CODE: Schema = {"type": "string", "pattern": "^[A-Z]{2}(-[A-Z0-9]{1,12}){0,2}$"}
CURSOR: Schema = {"type": "string", "pattern": "^[A-Za-z0-9_=-]{1,400}$"}


def number(least: int, most: int, *, otherwise: int | None = None) -> Schema:
    """A whole number within bounds."""
    made = {"type": "integer", "minimum": least, "maximum": most}
    return made | ({} if otherwise is None else {"default": otherwise})


def one_of(names: Sequence[str]) -> Schema:
    """One of these words."""
    return {"type": "string", "enum": [str(name) for name in names]}


def several(one: Schema) -> Schema:
    """Several of one kind; in a query the key is given again."""
    return {"type": "array", "items": one, "maxItems": 50}


@dataclass(frozen=True, slots=True, kw_only=True)
class Parameter:
    """A parameter by its name, where it stands (`query` or `path`), and what it may be."""

    name: str
    schema: Schema
    about: str
    where: str = "query"
    required: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Operation:
    """What can be asked under a path: `answer` is given the request and the values, and gives what becomes JSON, or a
    future of it. `body` is the schema of the object that is sent, None for none; `items` whether a list comes page by page."""

    method: str
    path: str
    name: str
    about: str
    answer: Callable[[Request, Values], Any]
    parameters: tuple[Parameter, ...] = ()
    body: Schema | None = None
    items: bool = False
    status: int = 200


# ------------------------------------------------------------------ what was sent
async def values_of(request: Request, operation: Operation) -> Values:
    """The values of a request. Raises `UsageError` for what the description does not allow."""
    known = {one.name: one for one in operation.parameters}
    for name in request.query_params:
        if name not in known or known[name].where != "query":
            raise UsageError(
                f"{name[:60]!r} is no parameter of {operation.name}; known are {', '.join(known) or 'none'}"
            )
    found: Values = {}
    for name, one in known.items():
        if one.where == "path":
            found[name] = checked(request.path_params[name], one.schema, name=name)
            continue
        said = request.query_params.getlist(name)
        if one.schema.get("type") == "array":
            if len(said) > one.schema.get("maxItems", len(said)):
                raise UsageError(f"{name} is said {len(said)} times; {one.schema['maxItems']} are taken")
            found[name] = [checked(value, one.schema["items"], name=name) for value in said]
        elif len(said) > 1:
            raise UsageError(f"{name} is said once; got it {len(said)} times")
        elif said:
            found[name] = checked(said[0], one.schema, name=name)
        elif one.required:
            raise UsageError(f"{name} is missing")
        else:
            found[name] = one.schema.get("default")
    if operation.body is not None:
        found |= _object(await request.body(), operation.body)
    return found


def _object(body: bytes, schema: Schema) -> Values:
    try:
        said = json.loads(body)
    except (ValueError, RecursionError):
        raise UsageError("the body is to be JSON") from None
    if not isinstance(said, dict):
        raise UsageError("the body is to be a JSON object")
    known: Mapping[str, Schema] = schema["properties"]
    for name in said:
        if name not in known:
            raise UsageError(f"{str(name)[:60]!r} is nothing that can be sent; known are {', '.join(known)}")
    for name in schema.get("required", ()):
        if name not in said:
            raise UsageError(f"{name} is missing")
    return {
        name: _typed(said[name], its, name=name) if name in said else its.get("default") for name, its in known.items()
    }


def _typed(value: Any, schema: Schema, *, name: str) -> Any:
    """A value of JSON, held to its schema."""
    kind = schema["type"]
    if kind == "integer" and isinstance(value, float) and value.is_integer():
        value = int(value)  # JSON has numbers of one kind
    right = {"string": str, "integer": int, "array": list, "boolean": bool}[kind]
    if not isinstance(value, right) or (kind == "integer" and isinstance(value, bool)):
        raise UsageError(f"{name} is to be of type {kind}")
    if isinstance(value, list):
        if len(value) > schema.get("maxItems", len(value)) or len(value) < schema.get("minItems", 0):
            raise UsageError(f"{name} has {len(value)} items, which is too many or too few")
        return [_typed(one, schema["items"], name=name) for one in value]
    return checked(str(value), schema, name=name) if kind != "boolean" else value


def checked(said: str, schema: Schema, *, name: str) -> Any:
    """A value that was said as text, held to its schema. Raises `UsageError`."""
    kind = schema["type"]
    if kind == "integer":
        if (
            not re.fullmatch(r"-?[0-9]{1,15}", said, re.ASCII)
            or not schema["minimum"] <= int(said) <= schema["maximum"]
        ):
            raise UsageError(
                f"{name} is a whole number from {schema['minimum']} to {schema['maximum']}; got {said[:60]!r}"
            )
        return int(said)
    if kind == "boolean":
        if said not in ("true", "false"):
            raise UsageError(f"{name} is true or false; got {said[:60]!r}")
        return said == "true"
    if "enum" in schema and said not in schema["enum"]:
        raise UsageError(f"{name} is one of {', '.join(schema['enum'])}; got {said[:60]!r}")
    if "pattern" in schema and not re.search(schema["pattern"].replace("$", r"\Z"), said, re.ASCII):
        raise UsageError(f"{name} is not as it must be ({schema['pattern']}); got {said[:60]!r}")
    if not schema.get("minLength", 0) <= len(said) <= schema.get("maxLength", len(said)):
        raise UsageError(
            f"{name} has {len(said)} letters; from {schema.get('minLength', 0)} to {schema.get('maxLength')} are taken"
        )
    if schema.get("format") == "date":
        return _day(said, name)
    return said


def _day(said: str, name: str) -> dt.date:
    try:
        if not re.fullmatch(r"\d{4}-\d{2}-\d{2}", said, re.ASCII):
            raise ValueError
        return dt.date.fromisoformat(said)
    except ValueError:
        raise UsageError(f"{name} is a day such as 2026-11-30; got {said[:60]!r}") from None


# ------------------------------------------------------------------ the description
def description(operations: Sequence[Operation], *, version: str, address: str) -> dict[str, Any]:
    """The API as an OpenAPI 3.1 document."""
    paths: dict[str, dict[str, Any]] = {}
    for one in operations:
        paths.setdefault(one.path, {})[one.method.lower()] = _described(one)
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Muster",
            "version": version,
            "description": "What a ledger holds and what is made of it, asked as the commands ask. A program says the key that lies in the "
            "note beside the ledger: Authorization: Bearer KEY.",
        },
        "servers": [{"url": address}],
        "paths": paths,
        "components": {
            "schemas": {
                "Error": {"type": "object", "properties": {"error": {"type": "string"}}, "required": ["error"]},
                "Page": {
                    "type": "object",
                    "properties": {"items": {"type": "array"}, "next": {"type": ["string", "null"]}},
                    "required": ["items", "next"],
                },
            },
            "securitySchemes": {"key": {"type": "http", "scheme": "bearer"}},
        },
        "security": [{"key": []}],
    }


def _described(one: Operation) -> dict[str, Any]:
    schema: Schema = {"$ref": "#/components/schemas/Page"} if one.items else {}
    wrong = {
        "description": "Not as it must be, or not there",
        "content": {"application/json": {"schema": {"$ref": "#/components/schemas/Error"}}},
    }
    made: dict[str, Any] = {
        "operationId": one.name,
        "summary": one.about,
        "parameters": [
            {
                "name": its.name,
                "in": its.where,
                "required": its.required or its.where == "path",
                "description": its.about,
                "schema": dict(its.schema),
            }
            for its in one.parameters
        ],
        "responses": {
            str(one.status): {
                "description": "What was asked for",
                "content": {"application/json": {"schema": dict(schema)}},
            },
            **dict.fromkeys(("400", "401", "403", "404", "413", "422", "503"), wrong),
        },
    }
    if one.body is not None:
        made["requestBody"] = {"required": True, "content": {"application/json": {"schema": dict(one.body)}}}
    return made
