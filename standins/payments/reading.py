"""What a request may carry: its shape as a table, read strictly: what is not in the table is refused."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Protocol

from standins.payments.errors import ApiError, invalid_parameter, missing_parameter, unknown_parameter

_DEEPEST = 8
_PLACE = re.compile(r"\d{1,6}", re.ASCII)
_HALF_A_CHARACTER = re.compile(r"[\ud800-\udfff]")
_KEY = re.compile(r"([^\[\]]+)((?:\[[^\[\]]*\])*)$")


class Shape(Protocol):
    """How one parameter is read."""

    @property
    def required(self) -> bool:
        """Whether leaving it out is an error."""

    def read(self, raw: Any, name: str) -> Any:
        """Its value. Raises ApiError."""


@dataclass(frozen=True)
class Text:
    """Words; with `choices` only these."""

    required: bool = False
    longest: int = 5000
    choices: tuple[str, ...] = ()
    pattern: str = ""
    may_be_empty: bool = False

    def read(self, raw: Any, name: str) -> str:
        """The words."""
        if not isinstance(raw, str) or _HALF_A_CHARACTER.search(raw):
            raise invalid_parameter(name, f"Invalid string: {json.dumps(raw)[:80]}")
        if not raw and not self.may_be_empty:
            raise invalid_parameter(
                name, f"You passed an empty string for '{name}'. Leave it out instead.", "parameter_invalid_empty"
            )
        if len(raw) > self.longest:
            raise invalid_parameter(name, f"Invalid string: {name} must be at most {self.longest} characters.")
        if self.choices and raw not in self.choices:
            raise invalid_parameter(name, f"Invalid {name}: must be one of {', '.join(self.choices)}")
        if self.pattern and not re.fullmatch(self.pattern, raw):
            raise invalid_parameter(name, f"Invalid {name}: {raw[:80]}")
        return raw


@dataclass(frozen=True)
class Whole:
    """A whole number within bounds."""

    required: bool = False
    least: int = -(2**53)
    most: int = 2**53

    def read(self, raw: Any, name: str) -> int:
        """The number."""
        if isinstance(raw, str) and re.fullmatch(r"-?\d{1,16}", raw, re.ASCII):
            raw = int(raw)
        if type(raw) is not int:
            raise invalid_parameter(name, f"Invalid integer: {str(raw)[:80]}", "parameter_invalid_integer")
        if not self.least <= raw <= self.most:
            raise invalid_parameter(
                name, f"This value must be from {self.least} to {self.most}.", "parameter_invalid_integer"
            )
        return raw


@dataclass(frozen=True)
class Flag:
    """Yes or no."""

    required: bool = False

    def read(self, raw: Any, name: str) -> bool:
        """Whether it is yes."""
        known: Mapping[Any, bool] = {"true": True, "false": False}
        if isinstance(raw, bool):
            return raw
        if isinstance(raw, str) and raw in known:
            return known[raw]
        raise invalid_parameter(name, f"Invalid boolean: {str(raw)[:80]}")


@dataclass(frozen=True)
class ListOf:
    """Several of one shape."""

    item: Shape
    required: bool = False
    most: int = 100

    def read(self, raw: Any, name: str) -> list[Any]:
        """The values in order."""
        if isinstance(raw, dict) and all(_PLACE.fullmatch(key) for key in raw):
            raw = [raw[key] for key in sorted(raw, key=int)]
        if not isinstance(raw, list):
            raise invalid_parameter(name, f"Invalid array: {name}")
        if self.required and not raw:
            raise missing_parameter(name)
        if len(raw) > self.most:
            raise invalid_parameter(name, f"{name} holds at most {self.most} values.")
        return [self.item.read(value, f"{name}[{at}]") for at, value in enumerate(raw)]


@dataclass(frozen=True)
class Fields:
    """Named parameters; no others are taken."""

    fields: Mapping[str, Shape]
    required: bool = False

    def read(self, raw: Any, name: str = "") -> dict[str, Any]:
        """The values of those that were given."""
        if not isinstance(raw, dict):
            raise invalid_parameter(name, f"Invalid object: {name or 'the body'}")
        path = (lambda key: f"{name}[{key}]") if name else str
        for key in raw:
            if key not in self.fields:
                raise unknown_parameter(path(key))
        for key, shape in self.fields.items():
            if shape.required and raw.get(key) in (None, ""):
                raise missing_parameter(path(key))
        return {key: self.fields[key].read(value, path(key)) for key, value in raw.items() if value is not None}


@dataclass(frozen=True)
class Metadata:
    """Words under keys that the caller chooses."""

    required: bool = False

    def read(self, raw: Any, name: str) -> dict[str, str]:
        """The words by key."""
        if raw == "":
            return {}
        if not isinstance(raw, dict):
            raise invalid_parameter(name, f"Invalid object: {name}")
        if len(raw) > 50:
            raise invalid_parameter(name, "Metadata holds at most 50 keys.")
        word = Text(longest=500, may_be_empty=True)
        for key in raw:
            if len(key) > 40 or _HALF_A_CHARACTER.search(key):
                raise invalid_parameter(f"{name}[{key}]", "Metadata keys have at most 40 characters.")
        return {key: read for key, value in raw.items() if (read := word.read(value, f"{name}[{key}]"))}


@dataclass(frozen=True)
class Either:
    """An object of one shape, or a plain value of another."""

    fields: Shape
    plain: Shape
    required: bool = False

    def read(self, raw: Any, name: str) -> Any:
        """The value."""
        return (self.fields if isinstance(raw, dict) else self.plain).read(raw, name)


CURRENCY = Text(pattern=r"[A-Za-z]{3}")
NEEDED_CURRENCY = Text(required=True, pattern=r"[A-Za-z]{3}")
AMOUNT = Whole(least=1, most=99_999_999)
NEEDED_AMOUNT = Whole(required=True, least=1, most=99_999_999)
URL = Text(pattern=r"https?://[^\s/?#]+\S*", longest=5000)
NEEDED_URL = Text(required=True, pattern=r"https?://[^\s/?#]+\S*", longest=5000)
EXPAND = ListOf(Text(), most=20)
RANGE = Either(Fields({bound: Whole() for bound in ("gt", "gte", "lt", "lte")}), Whole())
PAGE: Mapping[str, Shape] = {
    "limit": Whole(least=1, most=100),
    "starting_after": Text(),
    "ending_before": Text(),
    "created": RANGE,
}


def takes(**fields: Shape) -> Fields:
    """The parameters of an operation of the first version of the API, all of which may expand what they answer."""
    return Fields({**fields, "expand": EXPAND})


def lists(**filters: Shape) -> Fields:
    """The parameters of an operation that lists."""
    return takes(**PAGE, **filters)


def from_form(pairs: Iterable[tuple[str, str]]) -> dict[str, Any]:
    """Nested parameters from a form or a query: `a[b][0]=c`, `a[]=c`."""
    root: dict[str, Any] = {}
    for key, value in pairs:
        matched = _KEY.match(key)
        if not matched:
            raise invalid_parameter(key, f"Invalid parameter name: {key[:80]}")
        steps = [matched[1], *re.findall(r"\[([^\[\]]*)\]", matched[2])]
        if len(steps) > _DEEPEST:
            raise invalid_parameter(key, f"{steps[0]} is nested too deeply.")
        place = root
        for step in steps[:-1]:
            place = place.setdefault(step, {})
            if not isinstance(place, dict):
                raise invalid_parameter(key, f"{key[:80]} is given both as a value and as an object.")
        last = steps[-1] or str(len(place))
        if isinstance(place.get(last), dict):
            raise invalid_parameter(key, f"{key[:80]} is given both as a value and as an object.")
        place[last] = value
    return root


def from_json(body: bytes) -> Any:
    """Parameters from a JSON body."""
    try:
        return json.loads(body or b"{}")
    except (ValueError, RecursionError):
        raise ApiError(400, "Invalid request: the body is not JSON.", code="invalid_json", keep=False) from None
