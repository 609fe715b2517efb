"""The one file of an index that ever changes: it names the parts that count, and is replaced whole."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path

from marketplace.matching.index.parts import write_whole

CURRENT = "CURRENT.json"
VERSION = 1
"""Of the layout; an index of another version is built anew."""


@dataclass(frozen=True)
class PartName:
    """A part, how many rows it has, and the file that says who of them does not count any more."""

    name: str
    rows: int
    dead: str | None = None
    dead_rows: int = 0


@dataclass(frozen=True)
class Manifest:
    """What counts. `number` grows with every change, `generation` is the folder of the last building."""

    number: int
    generation: str
    dimensions: int
    model_id: str
    database: str  # which database it was read from, as that says of itself
    newest: int  # microseconds since 1970: the latest embedding that was read
    shelves: Mapping[str, tuple[PartName, ...]] = field(default_factory=dict)  # by platform

    @property
    def rows(self) -> int:
        """How many rows count, each a creator on a platform."""
        return sum(part.rows - part.dead_rows for parts in self.shelves.values() for part in parts)


def read_manifest(folder: Path) -> Manifest | None:
    """The manifest of an index; none when there is no index, or one of another layout."""
    try:
        said = json.loads((folder / CURRENT).read_text(encoding="utf-8"))
    except FileNotFoundError:
        return None
    if said.pop("version") != VERSION:
        return None
    shelves = {name: tuple(PartName(**part) for part in parts) for name, parts in said.pop("shelves").items()}
    return Manifest(**said, shelves=shelves)


def write_manifest(folder: Path, manifest: Manifest) -> None:
    """Makes a manifest the one that counts, in one step."""
    write_whole(folder / CURRENT, {"version": VERSION, **asdict(manifest)})


def stamp_of(folder: Path) -> tuple[int, int, int] | None:
    """Changes whenever the manifest does; costs one look at the file's entry."""
    try:
        found = (folder / CURRENT).stat()
    except FileNotFoundError:
        return None
    return found.st_ino, found.st_mtime_ns, found.st_size
