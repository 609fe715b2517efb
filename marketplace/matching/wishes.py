"""What ranking needs to know of a brief, whether it stands in the database or in a file."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Annotated, Any

import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from marketplace.base.money import Money
from marketplace.creators.niches import Niche
from marketplace.creators.states import Format, Platform
from marketplace.matching.taxonomy import names_of


class BadBriefFile(ValueError):
    """The file describes no brief; the message says what is wrong with it."""


@dataclass(frozen=True)
class Wish:
    """What a brief asks of creators."""

    title: str
    story: str
    product_name: str
    platform: Platform
    format: Format
    price_max: Money
    niches: tuple[str, ...] = ()
    keywords: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()  # ISO 639-1
    audience_countries: tuple[str, ...] = ()  # ISO 3166
    creator_countries: tuple[str, ...] = ()  # where creators must live; anywhere when empty
    followers_min: int | None = None
    followers_max: int | None = None
    publish_until: date | None = None

    @property
    def text(self) -> str:
        """What is embedded: the brief in its own words, its niches by name and its search words."""
        said = (self.title, self.product_name, self.story, ", ".join(names_of(list(self.niches))))
        return ". ".join(part for part in (*said, ", ".join(self.keywords)) if part)


Country = Annotated[str, Field(pattern=r"^[A-Z]{2}$")]
Language = Annotated[str, Field(pattern=r"^[a-z]{2}$")]


class _BriefFile(BaseModel):
    model_config = ConfigDict(extra="forbid")

    title: Annotated[str, Field(min_length=1)]
    story: str = ""
    product_name: str = ""
    platform: Platform
    format: Format
    price_max: Annotated[Decimal, Field(gt=0)]
    currency: Annotated[str, Field(pattern=r"^[A-Z]{3}$")]
    niches: list[Niche] = []
    keywords: list[str] = []
    languages: list[Language] = []
    audience_countries: list[Country] = []
    creator_countries: list[Country] = []
    followers_min: Annotated[int, Field(ge=0)] | None = None
    followers_max: Annotated[int, Field(ge=0)] | None = None
    publish_until: date | None = None


def wish_in_file(path: Path) -> Wish:
    """The brief that a YAML or JSON file describes. Raises BadBriefFile."""
    try:
        said = yaml.safe_load(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        raise BadBriefFile(f"{path} cannot be read as YAML or JSON: {error}") from error
    if not isinstance(said, dict):
        raise BadBriefFile(f"{path} describes no brief: it must hold names and values, such as title: Summer cakes.")
    return _wish(said)


def _wish(said: dict[str, Any]) -> Wish:
    try:
        read = _BriefFile.model_validate(said)
        price = Money.parse(str(read.price_max), read.currency)
    except ValidationError as error:
        wrong = "; ".join(f"{'.'.join(map(str, e['loc'])) or 'brief'}: {e['msg'].lower()}" for e in error.errors())
        raise BadBriefFile(wrong) from error
    except ValueError as error:
        raise BadBriefFile(f"price_max: {error}") from error
    values = read.model_dump(exclude={"price_max", "currency"})
    lists = {name: tuple(value) for name, value in values.items() if isinstance(value, list)}
    return Wish(**{**values, **lists, "price_max": price})
