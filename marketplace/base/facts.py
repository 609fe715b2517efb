"""Facts: what happened, in the past tense; ids and plain values only."""

from dataclasses import dataclass
from typing import Any, ClassVar, Self, TypeVar, dataclass_transform

from pydantic import TypeAdapter

_FACTS: dict[str, type["Fact"]] = {}


@dataclass(frozen=True)
class Fact:
    """Something that happened. Subclasses are frozen dataclasses of ids, numbers, words and instants."""

    NAME: ClassVar[str] = ""

    def as_json(self) -> dict[str, Any]:
        """Plain JSON values, from which `from_json` makes the same fact again."""
        plain: dict[str, Any] = TypeAdapter(type(self)).dump_python(self, mode="json")
        return plain

    @classmethod
    def from_json(cls, plain: dict[str, Any]) -> Self:
        """The fact that `as_json` wrote. Raises pydantic.ValidationError when it does not fit."""
        return TypeAdapter(cls).validate_python(plain)


F = TypeVar("F", bound=Fact)


@dataclass_transform(frozen_default=True, kw_only_default=True)
def fact(cls: type[F]) -> type[F]:
    """Makes a class a fact and remembers it under `package.Name`."""
    made = dataclass(frozen=True, kw_only=True)(cls)
    made.NAME = f"{package_of(cls.__module__)}.{cls.__name__}"
    _FACTS[made.NAME] = made
    return made


def package_of(module: str) -> str:
    """The package of ours that a module stands in: `orders` for `marketplace.orders.events`."""
    parts = module.split(".")
    return parts[1] if len(parts) > 1 else parts[0]


def fact_named(name: str) -> type[Fact]:
    """The fact class with this name. Raises KeyError for a name nobody has declared."""
    return _FACTS[name]


def all_facts() -> dict[str, type[Fact]]:
    """Every declared fact by name."""
    return dict(_FACTS)
