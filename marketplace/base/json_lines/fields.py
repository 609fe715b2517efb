"""What may stand in a field. Each reader returns None for a field that is missing or null, or raises FieldWrong."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime, time
from typing import Any, TypeVar

Found = TypeVar("Found")

MOST = 1e12
"""No platform counts more of anything; a larger number is a mistake."""

LONGEST = 1_000_000
"""Characters of a text."""


class FieldWrong(ValueError):
    """A field holds what it cannot hold; says which and what it may be."""

    def __init__(self, field: str, must: str) -> None:
        """Takes the name of the field and the sentence that says what it must be."""
        super().__init__(f"{field}: {must}")
        self.field = field
        self.must = must


def number(given: Mapping[str, Any], field: str, *, most: float = MOST) -> float | None:
    """A number from 0 to `most`; a fraction is one too."""
    value = given.get(field)
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise FieldWrong(field, "must be a number or null.")
    if not 0 <= value <= most or not math.isfinite(value):
        raise FieldWrong(field, f"must be between 0 and {most:,.0f}.")
    return float(value)


def share(given: Mapping[str, Any], field: str) -> float | None:
    """A number from 0 to 1."""
    return number(given, field, most=1)


def flag(given: Mapping[str, Any], field: str) -> bool | None:
    """True or false; 1 and 0 are taken for them."""
    value = given.get(field)
    if value is None:
        return None
    if isinstance(value, bool | int | float) and value in (0, 1):
        return bool(value)
    raise FieldWrong(field, "must be true, false, 1, 0 or null.")


def text(given: Mapping[str, Any], field: str) -> str | None:
    """A text."""
    value = given.get(field)
    if value is None:
        return None
    if not isinstance(value, str):
        raise FieldWrong(field, "must be a text or null.")
    if len(value) > LONGEST:
        raise FieldWrong(field, f"must not be longer than {LONGEST:,} characters.")
    return value


def name(given: Mapping[str, Any], field: str) -> str | int | None:
    """An id or the name of somebody: a text or a whole number."""
    value = given.get(field)
    if value is None or (isinstance(value, int | str) and not isinstance(value, bool)):
        return value
    raise FieldWrong(field, "must be a text or a whole number.")


def needed_name(given: Mapping[str, Any], field: str) -> str | int:
    """An id that has to be there."""
    found = name(given, field)
    if found is None:
        raise FieldWrong(field, "must be a text or a whole number.")
    return found


def moment(given: Mapping[str, Any], field: str) -> datetime | None:
    """A time in ISO 8601; without a zone it is taken for UTC, and an empty text for none."""
    value = given.get(field)
    if value is None or value == "":
        return None
    return moment_of(value, field)


def moment_of(value: Any, field: str) -> datetime:
    """The time that an ISO 8601 text or a day says."""
    if not isinstance(value, str):
        raise FieldWrong(field, "must be a time in ISO 8601, such as 2026-03-01T09:30:00Z.")
    try:
        found = datetime.fromisoformat(value)
    except ValueError:
        try:
            found = datetime.combine(date.fromisoformat(value), time.min)
        except ValueError:
            raise FieldWrong(field, "must be a time in ISO 8601, such as 2026-03-01T09:30:00Z.") from None
    try:
        return found.replace(tzinfo=UTC) if found.tzinfo is None else found.astimezone(UTC)
    except OverflowError:
        raise FieldWrong(field, "is a time outside of the years 1 to 9999.") from None


def objects(
    given: Mapping[str, Any], field: str, read: Callable[[Mapping[str, Any]], Found]
) -> tuple[Found, ...] | None:
    """A list of JSON objects, each read by `read`; what is wrong in one is said with its place, from 0."""
    value = given.get(field)
    if value is None:
        return None
    if not isinstance(value, list):
        raise FieldWrong(field, "must be a list or null.")
    found = []
    for place, each in enumerate(value):
        if not isinstance(each, Mapping):
            raise FieldWrong(f"{field}[{place}]", "must be a JSON object.")
        try:
            found.append(read(each))
        except FieldWrong as wrong:
            raise FieldWrong(f"{field}[{place}].{wrong.field}", wrong.must) from None
    return tuple(found)
