"""The one writer of an index: a new generation, rows added, replaced and dropped. Each is there whole or not at all.

Nothing is written into a file that a reader may have open. Killed at any line, the writer leaves the index as it was
before or as it is after, and what it had begun is cleared away by the next.
"""

from __future__ import annotations

import fcntl
import os
import shutil
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from pathlib import Path
from uuid import UUID

import numpy as np

from marketplace.matching.index.columns import (
    Array,
    Columns,
    Row,
    encode,
    ids_of,
    in_order,
    joined,
    microseconds,
    places_of,
    taken,
)
from marketplace.matching.index.manifest import Manifest, PartName, read_manifest, write_manifest
from marketplace.matching.index.parts import PartWriter, in_bytes, open_part, sync_folder, write_array, write_arrays
from marketplace.matching.vectors import Vector

TAIL = 20_000
"""New rows join the last part until it has so many; writing so few anew takes a tenth of a second."""

MEANS = "means.npz"
"""What was taken off the vectors of a generation, by script: what is added later has to be of the same kind."""

Batch = tuple[str, Columns, Vector]
"""Rows of one platform in the order of their ids."""


class Writer:
    """Changes an index. Made by `writing`, which sees to it that there is only one at a time."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    @property
    def manifest(self) -> Manifest | None:
        """What counts now."""
        return read_manifest(self.folder)

    @property
    def means(self) -> dict[str, Vector]:
        """What was taken off the vectors, by script. Raises LookupError without an index."""
        with np.load(self.folder / self.there.generation / MEANS) as kept:
            return {script: kept[script] for script in kept.files}

    @property
    def there(self) -> Manifest:
        """What counts now. Raises LookupError without an index."""
        found = self.manifest
        if found is None:
            raise LookupError(f"there is no index in {self.folder}")
        return found

    def build(
        self,
        batches: Iterable[Batch],
        *,
        dimensions: int,
        model_id: str,
        database: str,
        means: Mapping[str, Vector] | None = None,
        newest: int = 0,
    ) -> Manifest:
        """A new generation out of everything; readers change over once it is whole.

        Batches of a platform follow one another in the order of their ids. `means` were taken off the vectors, by
        script; `newest` is when the latest of them was embedded, in microseconds since 1970.
        """
        before = self.manifest
        number = before.number + 1 if before else 1
        generation = f"g{number:08d}"
        home = self.folder / generation
        shutil.rmtree(home, ignore_errors=True)
        home.mkdir(parents=True)
        with ExitStack() as held:
            writers: dict[str, PartWriter] = {}
            for shelf, columns, vectors in batches:
                if shelf not in writers:
                    writers[shelf] = held.enter_context(PartWriter(home, f"{shelf}-{number:08d}", dimensions))
                writers[shelf].add(columns, vectors)
            shelves = {
                shelf: (PartName(writer.target.name, writer.finish()),) for shelf, writer in sorted(writers.items())
            }
        write_arrays(home / MEANS, means or {})
        sync_folder(self.folder)
        made = Manifest(number, generation, dimensions, model_id, database, newest, shelves)
        return self._changed_to(made, before)

    def put(self, rows: Sequence[Row], gone: Iterable[UUID] = ()) -> Manifest:
        """Adds creators in place of whatever was known of them on any platform, and leaves out those who are gone.

        Raises LookupError without an index to add to.
        """
        before = self.there
        ids = ids_of({*(row.creator_id for row in rows), *gone})
        number = before.number + 1
        shelves = {}
        for shelf in sorted({*before.shelves, *(row.platform.value for row in rows)}):
            own = [row for row in rows if row.platform.value == shelf]
            shelves[shelf] = self._shelf(before, number, shelf, own, ids)
        newest = max([before.newest, *(microseconds(row.embedded_at) for row in rows)])
        return self._changed_to(replace(before, number=number, newest=newest, shelves=shelves), before)

    def _shelf(
        self, before: Manifest, number: int, shelf: str, rows: Sequence[Row], ids: Array
    ) -> tuple[PartName, ...]:
        parts = [self._without(before, number, part, ids) for part in before.shelves.get(shelf, ())]
        if not rows:
            return tuple(parts)
        tail = parts.pop() if parts and parts[-1].rows - parts[-1].dead_rows + len(rows) <= TAIL else None
        return (*parts, self._tail(before, f"{shelf}-{number:08d}", tail, rows))

    def _without(self, before: Manifest, number: int, part: PartName, ids: Array) -> PartName:
        """The same part without some ids: their places are written down beside it."""
        home = self.folder / before.generation
        stored = np.load(home / part.name / "ids.npy", mmap_mode="r").view(np.ndarray)
        places = places_of(stored, ids)
        dead = np.load(home / f"{part.dead}.npy") if part.dead else np.zeros(part.rows, dtype=bool)
        if not len(places) or dead[places].all():
            return part
        dead[places] = True
        name = f"dead-{number:08d}-{part.name}"
        write_array(home / f"{name}.npy", dead)
        return replace(part, dead=name, dead_rows=int(dead.sum()))

    def _tail(self, before: Manifest, name: str, tail: PartName | None, rows: Sequence[Row]) -> PartName:
        """A new last part: what still counts of the old one, and the new rows."""
        home = self.folder / before.generation
        vectors = np.stack([row.vector for row in rows]).astype(np.float32)
        columns, (coarse, scale), fine = encode(rows), in_bytes(vectors), vectors.astype(np.float16)
        if tail is not None:
            old = open_part(home, tail.name, tail.dead)
            kept = np.arange(old.rows) if old.alive is None else np.flatnonzero(old.alive)
            columns = joined([taken(old.columns, kept), columns])
            coarse = np.concatenate([old.coarse[kept], coarse])
            scale = np.concatenate([old.scale[kept], scale])
            fine = np.concatenate([old.fine[kept], fine])
        order = in_order(columns.ids)
        with PartWriter(home, name, before.dimensions) as writer:
            writer.add_stored(taken(columns, order), coarse[order], scale[order], fine[order])
            return PartName(name, writer.finish())

    def _changed_to(self, made: Manifest, before: Manifest | None) -> Manifest:
        write_manifest(self.folder, made)
        self.clear_away(made, before)
        return made

    def clear_away(self, *kept: Manifest | None) -> None:
        """Deletes what no manifest of these names. Readers keep the files that they have open."""
        manifests = [one for one in kept if one is not None]
        named = {
            (one.generation, name)
            for one in manifests
            for parts in one.shelves.values()
            for part in parts
            for name in (part.name, f"{part.dead}.npy")
        } | {(one.generation, MEANS) for one in manifests}
        generations = {one.generation for one in manifests}
        for home in self.folder.glob("g*"):
            if home.name not in generations:
                shutil.rmtree(home, ignore_errors=True)
                continue
            for found in home.iterdir():
                if (home.name, found.name) not in named:
                    shutil.rmtree(found, ignore_errors=True) if found.is_dir() else found.unlink(missing_ok=True)


class WriterBusy(RuntimeError):
    """Somebody else writes, and goes on for longer than one would wait."""


@contextmanager
def writing(folder: Path, *, wait_seconds: float | None = None) -> Iterator[Writer]:
    """The writer of an index, alone: others wait, and a killed one makes room by its death.

    Raises WriterBusy after so many seconds, when they are given.
    """
    folder.mkdir(parents=True, exist_ok=True)
    descriptor = os.open(folder / "writer.lock", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        _lock(descriptor, wait_seconds)
        yield Writer(folder)
    finally:
        os.close(descriptor)


def _lock(descriptor: int, wait_seconds: float | None) -> None:
    if wait_seconds is None:
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        return
    ends = time.monotonic() + wait_seconds
    while True:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
            return
        except BlockingIOError:
            if time.monotonic() >= ends:
                raise WriterBusy from None
            time.sleep(0.05)
