"""Reads a file of JSON lines and keeps apart what can be used and what is wrong, line by line."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Set
from dataclasses import dataclass, field
from typing import Any, Generic, TypeVar

from marketplace.base.json_lines.fields import FieldWrong, needed_name

Found = TypeVar("Found")


class LineWrong(ValueError):
    """A line is no JSON object; says what it is instead."""


@dataclass(frozen=True)
class Lines(Generic[Found]):
    """What a file holds by the ids of its lines, what is wrong with lines left out, and fields that nobody knows."""

    found: Mapping[str | int, Found]
    wrong: tuple[str, ...]
    unknown: tuple[str, ...]


@dataclass
class _Unknown:
    """Fields that are not known, said once each with the first line that has them."""

    known: Set[str]
    said: dict[str, str] = field(default_factory=dict)

    def note(self, number: int, given: Mapping[str, Any]) -> None:
        for name in given.keys() - self.known:
            self.said.setdefault(name, f"line {number}: {name}: is not a field of this tool and is not read.")


def read_lines(file: Iterable[bytes], known: Set[str], read: Callable[[Mapping[str, Any]], Found]) -> Lines[Found]:
    """Reads every line with `read`, which raises FieldWrong. Each line needs an `id` of its own."""
    found: dict[str | int, Found] = {}
    wrong: list[str] = []
    unknown = _Unknown(known | {"id"})
    for number, line in numbered(file):
        try:
            given = json_object(line)
            name = needed_name(given, "id")
            if name in found:
                raise FieldWrong("id", f"“{name}” stands on an earlier line already.")
            unknown.note(number, given)
            found[name] = read(given)
        except (LineWrong, FieldWrong) as error:
            wrong.append(f"line {number}: {error}")
    return Lines(found, tuple(wrong), tuple(unknown.said.values()))


def numbered(file: Iterable[bytes]) -> Iterator[tuple[int, bytes]]:
    """The lines that are not blank, with their numbers from 1."""
    return ((number, line) for number, line in enumerate(file, 1) if line.strip(b"\xef\xbb\xbf \t\r\n"))


def json_object(line: bytes) -> Mapping[str, Any]:
    """The object of a line. Raises LineWrong."""
    try:
        given = json.loads(line.decode("utf-8-sig"))
    except UnicodeDecodeError:
        raise LineWrong("is not UTF-8.") from None
    except json.JSONDecodeError as error:
        raise LineWrong(f"is no JSON: {error.msg}, column {error.colno}.") from None
    except ValueError as error:
        raise LineWrong(f"is no JSON: {error}") from None
    except RecursionError:
        raise LineWrong("is nested too deeply.") from None
    if not isinstance(given, dict):
        raise LineWrong("must be a JSON object.")
    return given
