"""Mapping files: for each of our fields, which columns it comes from and how they are read."""

from __future__ import annotations

import difflib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator

from marketplace.creators.intake.converters import READS_ALL_COLUMNS, Converter, converter_named, text
from marketplace.creators.intake.files import SourceFile, column_name
from marketplace.creators.intake.problems import Unfit, UnfitFile, shown
from marketplace.creators.intake.records import COMMENT_FIELDS, CREATOR_FIELDS, FOLLOWER_FIELDS, POST_FIELDS

SHIPPED = Path(__file__).resolve().parent.parent / "mappings"
_MUST = {"posts": ("external_id", "published_at"), "comments": ("body",), "followers": ("account",)}
_NOTHING = frozenset({"", "null", "none", "nan", "n/a", "-", "--", "–", "无", "未知", "unknown"})


class _Rule(BaseModel):
    model_config = ConfigDict(extra="forbid", populate_by_name=True)

    from_: list[str] = Field(default_factory=list, alias="from")
    as_: str = Field(default="text", alias="as")
    values: dict[str, Any] = Field(default_factory=dict)
    nothing: list[str] = Field(default_factory=list)
    cut_at: str | None = None
    drop: list[str] = Field(default_factory=list)
    default: Any = None
    required: bool = False

    @field_validator("from_", mode="before")
    @classmethod
    def _one_or_many(cls, given: Any) -> Any:
        return [given] if isinstance(given, str) else given

    @field_validator("values", mode="before")
    @classmethod
    def _keys_are_words(cls, given: Any) -> Any:
        return {str(key): value for key, value in given.items()} if isinstance(given, dict) else given

    @field_validator("nothing", mode="before")
    @classmethod
    def _words(cls, given: Any) -> Any:
        return [str(item) for item in given] if isinstance(given, list) else [str(given)]


class _File(BaseModel):
    model_config = ConfigDict(extra="forbid")

    name: str
    source: str = Field(min_length=1, max_length=80)
    creators: dict[str, _Rule]
    posts: dict[str, _Rule] = Field(default_factory=dict)
    comments: dict[str, _Rule] = Field(default_factory=dict)
    followers: dict[str, _Rule] = Field(default_factory=dict)


@dataclass(frozen=True)
class FieldRule:
    """How one of our fields is read from a row."""

    field: str
    columns: tuple[str, ...]
    converter_name: str
    convert: Converter
    values: Mapping[str, Any]
    nothing: frozenset[str]
    cut_at: str | None
    drop: tuple[str, ...]
    default: Any
    required: bool

    def read(self, row: Mapping[str, Any]) -> Any:
        """The field's value in a row with normal column names; None when it says nothing. Raises Unfit."""
        said = [row.get(column_name(column)) for column in self.columns]
        if self.converter_name in READS_ALL_COLUMNS:
            return self.convert("\n".join(text(value) for value in said if value is not None))
        for value in said:
            if (found := self._one(value)) not in (None, "", []):
                return found
        if self.default is not None:
            return self.default
        if self.required:
            raise Unfit("nothing is said", f"a value under {' or '.join(self.columns)}")
        return None

    def _one(self, value: Any) -> Any:
        if value is None:
            return None
        if isinstance(value, str):
            value = self._trimmed(value)
        plain = str(value).strip()
        if self.values:
            known = {key.casefold(): mapped for key, mapped in self.values.items()}
            if plain.casefold() in known:
                return known[plain.casefold()]
        if plain.casefold() in self.nothing:
            return None
        if self.values and self.converter_name == "text":
            choices = ", ".join(key for key in self.values)
            raise Unfit(f"{shown(value)} is not on the list", f"one of {choices}")
        return self.convert(value)

    def _trimmed(self, value: str) -> str:
        if self.cut_at:
            value = value.partition(self.cut_at)[0]
        for piece in self.drop:
            value = value.replace(piece, "")
        return value


@dataclass(frozen=True)
class FileMapping:
    """A whole mapping: the source its figures are shown with, and the rules for each file, if any."""

    name: str
    source: str
    creators: tuple[FieldRule, ...]
    posts: tuple[FieldRule, ...]
    comments: tuple[FieldRule, ...] = ()
    followers: tuple[FieldRule, ...] = ()

    def check_columns(self, file: SourceFile, rules: tuple[FieldRule, ...]) -> None:
        """Raises UnfitFile when a table has no column for something that is required."""
        if not file.is_csv:
            return
        there = {column_name(column): column.strip() for column in file.columns}
        for rule in rules:
            if not rule.required or rule.default is not None or any(column_name(c) in there for c in rule.columns):
                continue
            close = difflib.get_close_matches(column_name(rule.columns[0]), there, n=1, cutoff=0.5)
            hint = f" Did you mean {there[close[0]]!r}?" if close else ""
            wanted = ", ".join(rule.columns)
            raise UnfitFile(
                f"{file.path.name} has no column for {rule.field} (the mapping looks for {wanted}).{hint}"
                f" Its columns are: {', '.join(there.values())}. Add the header to the mapping file, under from."
            )


def load_mapping(path: Path) -> FileMapping:
    """Reads a mapping file, or one that ships with us by its bare name (`generic`). Raises UnfitFile."""
    if not path.exists() and (shipped := SHIPPED / f"{path.name.removesuffix('.yaml')}.yaml").exists():
        path = shipped
    try:
        written = _File.model_validate(yaml.safe_load(path.read_text(encoding="utf-8-sig")))
    except OSError as error:
        ours = ", ".join(sorted(file.stem for file in SHIPPED.glob("*.yaml")))
        raise UnfitFile(f"The mapping {path} cannot be read. Ours are: {ours}.") from error
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        raise UnfitFile(f"{path.name} is no YAML file: {error}") from error
    except ValidationError as error:
        first = error.errors()[0]
        place = " → ".join(str(part) for part in first["loc"]) or "the file"
        raise UnfitFile(f"{path.name}: {place}: {first['msg']}.") from error
    return FileMapping(
        written.name,
        written.source,
        _rules(path, "creators", written.creators, CREATOR_FIELDS),
        _rules(path, "posts", written.posts, POST_FIELDS) if written.posts else (),
        _rules(path, "comments", written.comments, COMMENT_FIELDS) if written.comments else (),
        _rules(path, "followers", written.followers, FOLLOWER_FIELDS) if written.followers else (),
    )


def _rules(
    path: Path, part: str, written: Mapping[str, _Rule], fields: Mapping[str, tuple[str, ...]]
) -> tuple[FieldRule, ...]:
    unknown = sorted(set(written) - set(fields))
    if unknown:
        raise UnfitFile(f"{path.name}: {part} has no field {unknown[0]!r}. The fields are: {', '.join(fields)}.")
    must = {"platform", "handle", *_MUST.get(part, ())}
    if missing := sorted(must - set(written)):
        raise UnfitFile(f"{path.name}: {part} needs the field {missing[0]}.")
    return tuple(_rule(path, field, rule, fields[field], field in must) for field, rule in written.items())


def _rule(path: Path, field: str, rule: _Rule, fitting: tuple[str, ...], must: bool) -> FieldRule:
    name, convert = converter_named(rule.as_)
    if rule.from_ and name not in fitting:
        raise UnfitFile(f"{path.name}: {field} cannot be read as {name}. It can be read as: {', '.join(fitting)}.")
    if not rule.from_ and rule.default is None:
        raise UnfitFile(f"{path.name}: {field} needs a column (from) or a default.")
    return FieldRule(
        field=field,
        columns=tuple(rule.from_),
        converter_name=name,
        convert=convert,
        values=rule.values,
        nothing=_NOTHING | {word.casefold() for word in rule.nothing},
        cut_at=rule.cut_at,
        drop=tuple(rule.drop),
        default=rule.default,
        required=rule.required or must,
    )
