"""Is this a request Stripe would take, and a resource Stripe could have sent?"""

from __future__ import annotations

import gzip
import json
import re
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, urlsplit

from jsonschema import Draft202012Validator
from referencing import Registry, Resource
from referencing.jsonschema import DRAFT202012

_HERE = Path(__file__).parent
_OF_EACH_EVENT = {"v2.core.event": {"data", "related_object"}}
"""Fields that the SDK types per type of event, not in the class that all share."""


@cache
def _read(name: str) -> Any:
    return json.loads(gzip.decompress((_HERE / f"{name}.json.gz").read_bytes()))


def resource_kinds() -> set[str]:
    return set(_read("resources")["resources"])


def check_request(method: str, url: str, body: str | None) -> None:
    """Raises AssertionError when Stripe's SDK would not have let this request be written."""
    address = urlsplit(url)
    schema = _request_schema(f"{method.upper()} {address.path}")
    if schema is None:
        schema = {"properties": {"expand": {"type": "array"}}, "additionalProperties": False}
    if method == "post" and address.path.startswith("/v2/"):
        params = json.loads(body or "{}")
    else:
        params = _typed(_nested(parse_qsl(body if method == "post" else address.query)), schema, "requests")
        if address.path.startswith("/v2/"):
            params.pop("page", None)  # of an address that an answer has named, not of the caller's making
    _check(params, schema, "requests", f"{method} {address.path}")


def check_answer(answer: Any) -> None:
    """Raises AssertionError when a resource in the answer is not one of Stripe's."""
    if isinstance(answer, list):
        for item in answer:
            check_answer(item)
    elif isinstance(answer, dict):
        schema = _read("resources")["resources"].get(str(answer.get("object")))
        if schema:
            _check(answer, schema, "resources", answer["object"])
        for value in answer.values():
            check_answer(value)


def _check(value: Any, schema: Any, name: str, about: str) -> None:
    errors = _validator(name).evolve(schema=schema).iter_errors(value)
    wrong = [f"{error.json_path}: {error.message[:300]}" for error in errors]
    wrong += list(_strangers(value, schema, name, "$"))
    assert not wrong, f"{about}: {wrong}"


@cache
def _validator(name: str) -> Draft202012Validator:
    document = Resource.from_contents(_read(name), default_specification=DRAFT202012)
    return Draft202012Validator({}, _resolver=Registry().with_resource("", document).resolver())


def _strangers(value: Any, schema: Any, name: str, path: str) -> Any:
    """Fields that the schema of their object does not name."""
    for one in _alternatives(schema, name):
        if isinstance(value, dict) and "properties" in one and one.get("additionalProperties") is None:
            for key, inner in value.items():
                if key in _OF_EACH_EVENT.get(str(value.get("object")), ()):
                    continue
                if key not in one["properties"]:
                    yield f"{path}.{key} is not a field"
                else:
                    yield from _strangers(inner, one["properties"][key], name, f"{path}.{key}")
        elif isinstance(value, list) and "items" in one:
            for at, inner in enumerate(value):
                yield from _strangers(inner, one["items"], name, f"{path}[{at}]")


def _alternatives(schema: Any, name: str) -> list[Any]:
    schema = _resolved(schema, name)
    options = schema.get("anyOf")
    return [_resolved(option, name) for option in options] if options else [schema]


def _resolved(schema: Any, name: str) -> Any:
    while "$ref" in schema:
        schema = _read(name)["$defs"][schema["$ref"].removeprefix("#/$defs/").replace("~1", "/")]
    return schema


def _request_schema(line: str) -> Any:
    for template, schema in _read("requests")["requests"].items():
        if re.fullmatch(re.sub(r"\{\w+\}", "[^/]+", template), line):
            return schema
    return None


def _nested(pairs: list[tuple[str, str]]) -> Any:
    root: dict[str, Any] = {}
    for key, value in pairs:
        place, steps = root, re.findall(r"[^\[\]]+", key)
        for step in steps[:-1]:
            place = place.setdefault(step, {})
        place[steps[-1]] = value
    return root


def _typed(value: Any, schema: Any, name: str) -> Any:
    """Words from a form as the types their schema asks for."""
    options = _alternatives(schema, name)
    if isinstance(value, dict):
        lists = [one for one in options if one.get("type") == "array"]
        if lists and all(key.isdigit() for key in value):
            return [_typed(value[key], lists[0].get("items", {}), name) for key in sorted(value, key=int)]
        known = next((one["properties"] for one in options if "properties" in one), {})
        return {key: _typed(inner, known.get(key, {}), name) for key, inner in value.items()}
    types = {one.get("type") for one in options}
    if "integer" in types and re.fullmatch(r"-?\d+", value):
        return int(value)
    if "boolean" in types and value in ("true", "false"):
        return value == "true"
    return value
