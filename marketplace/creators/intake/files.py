"""Reads CSV and JSONL files line by line, in UTF-8 (with or without BOM) or GB18030, however large they are."""

from __future__ import annotations

import codecs
import csv
import json
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Any

from marketplace.creators.intake.problems import UnfitFile

LONGEST_LINE_BYTES = 4_000_000
DELIMITERS = (",", "\t", ";", "|")

csv.field_size_limit(LONGEST_LINE_BYTES)


@dataclass(frozen=True)
class Row:
    """One record of a file: the line it begins on, from 1, and its values by normal column name.

    `broken` says why the line could not be read; its values are then empty. `end` is how many bytes were read so far.
    """

    line: int
    values: Mapping[str, Any] = field(default_factory=dict)
    broken: str | None = None
    end: int = 0


@dataclass(frozen=True)
class SourceFile:
    """A file whose encoding and kind are known. `columns` are the headers of a CSV file as they are written."""

    path: Path
    encoding: str
    is_csv: bool
    delimiter: str
    columns: tuple[str, ...]
    size: int

    def rows(self) -> Iterator[Row]:
        """Every record; blank lines are left out."""
        with self.path.open("rb") as file:
            yield from (self._csv_rows(file) if self.is_csv else self._json_rows(file))

    def _json_rows(self, file: IO[bytes]) -> Iterator[Row]:
        for line, raw in _lines(file):
            end = file.tell()
            if raw is None:
                yield Row(line, broken="the line is longer than any record", end=end)
            elif text := raw.decode(self.encoding, "surrogateescape").strip().lstrip("\ufeff"):
                yield _json_row(line, text, end)

    def _csv_rows(self, file: IO[bytes]) -> Iterator[Row]:
        names = [column_name(column) for column in self.columns]
        reader = csv.reader(_texts(file, self.encoding), delimiter=self.delimiter, strict=True)
        begins = 1
        while True:
            line, cells = begins, None
            try:
                cells = next(reader)
            except StopIteration:
                return
            except csv.Error as error:
                why = f"the table cannot be read from here to line {reader.line_num} ({error}); look at the quotes"
                yield Row(line, broken=why, end=file.tell())
            begins = reader.line_num + 1
            if cells and line > 1 and any(cell.strip() for cell in cells):
                yield self._csv_row(line, names, cells, file.tell())

    def _csv_row(self, line: int, names: list[str], cells: list[str], end: int) -> Row:
        if len(cells) > len(names):
            return Row(line, broken=f"{len(cells)} cells under {len(names)} headers", end=end)
        return Row(line, dict(zip(names, cells, strict=False)), end=end)


def open_source(path: Path) -> SourceFile:
    """Finds out how a file is written. Raises UnfitFile when it cannot be read or is no table."""
    try:
        size = path.stat().st_size
        with path.open("rb") as file:
            head = file.read(4)
    except OSError as error:
        raise UnfitFile(f"{path} cannot be read: {error.strerror or error}.") from error
    if size == 0:
        raise UnfitFile(f"{path.name} is empty.")
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        raise UnfitFile(f"{path.name} is written in UTF-16. Save it as UTF-8 (CSV UTF-8) and try again.")
    encoding = _encoding_of(path)
    with path.open("rb") as file:
        first = next((raw for _, raw in _lines(file) if raw is None or raw.strip()), b"") or b""
    text = first.decode(encoding, "surrogateescape").lstrip("\ufeff").strip()
    if text.startswith("["):
        raise UnfitFile(f"{path.name} is one JSON list. Write one JSON object per line (JSONL) instead.")
    if text.startswith("{"):
        return SourceFile(path, encoding, False, "", (), size)
    delimiter = max(DELIMITERS, key=text.count)
    with path.open("rb") as file:
        columns = next(csv.reader(_texts(file, encoding), delimiter=delimiter), [])
    named = [column_name(column) for column in columns]
    doubled = sorted({column for column, name in zip(columns, named, strict=True) if name and named.count(name) > 1})
    if doubled:
        raise UnfitFile(f"{path.name} has two columns with the header {doubled[0].strip()!r}. Rename one of them.")
    return SourceFile(path, encoding, True, delimiter, tuple(columns), size)


def column_name(header: str) -> str:
    """A header in the form in which headers are compared: width, case, spaces and underscores make no difference."""
    plain = unicodedata.normalize("NFKC", header).casefold()
    return "".join(letter for letter in plain if letter not in " \t_-\ufeff\u200b\"'")


def _json_row(line: int, text: str, end: int) -> Row:
    try:
        record = json.loads(text)
    except (ValueError, RecursionError) as error:
        why = error.msg if isinstance(error, json.JSONDecodeError) else type(error).__name__
        return Row(line, broken=f"not a JSON object ({why})", end=end)
    if not isinstance(record, dict):
        return Row(line, broken="not a JSON object", end=end)
    return Row(line, {column_name(key): value for key, value in record.items()}, end=end)


def _encoding_of(path: Path) -> str:
    """The encoding in which the fewest lines are unreadable, UTF-8 when in doubt."""
    wrong = {"utf-8": 0, "gb18030": 0}
    for encoding in wrong:
        with path.open("rb") as file:
            wrong[encoding] = sum(not _is_readable(raw, encoding) for _, raw in _lines(file) if raw is not None)
        if wrong[encoding] == 0:
            return encoding
    return min(wrong, key=lambda encoding: wrong[encoding])


def _is_readable(raw: bytes, encoding: str) -> bool:
    try:
        raw.decode(encoding)
    except UnicodeDecodeError:
        return False
    return True


def _lines(file: IO[bytes]) -> Iterator[tuple[int, bytes | None]]:
    """Every line with its number; None in place of one that is too long to be a record."""
    line = 0
    while raw := file.readline(LONGEST_LINE_BYTES):
        line += 1
        too_long = len(raw) == LONGEST_LINE_BYTES and not raw.endswith(b"\n")
        if too_long:
            while (more := file.readline(LONGEST_LINE_BYTES)) and not more.endswith(b"\n"):
                pass
        yield line, None if too_long else raw


def _texts(file: IO[bytes], encoding: str) -> Iterator[str]:
    for line, raw in _lines(file):
        text = (raw or b"\n").decode(encoding, "surrogateescape")
        yield text.removeprefix("\ufeff") if line == 1 else text
