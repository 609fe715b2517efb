"""The adapter that looks at everybody: memory-mapped files that all processes of a machine share."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

import numpy as np

from marketplace.matching.index.manifest import Manifest, PartName, read_manifest, stamp_of
from marketplace.matching.index.parts import Part, open_part
from marketplace.matching.index.protocol import Found, Wanted
from marketplace.matching.index.scan import search_parts
from marketplace.matching.vectors import Vector

_TRIES = 20
"""How often a reader looks again when the writer has cleared away what it was about to open."""


@dataclass(frozen=True)
class Opened:
    """An index as one search sees it, whatever the writer does meanwhile."""

    stamp: tuple[int, int, int]
    manifest: Manifest
    parts: Mapping[tuple[str, PartName], Part]

    def on(self, shelf: str) -> list[Part]:
        """The parts of a platform."""
        generation = self.manifest.generation
        return [self.parts[generation, part] for part in self.manifest.shelves.get(shelf, ())]


class ExactIndex:
    """Searches an index in a folder, and changes over by itself to what the writer has made."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._opened: Opened | None = None

    @property
    def opened(self) -> Opened | None:
        """The index as it stands now; none when there is none. Parts that did not change stay open."""
        stamp = stamp_of(self.folder)
        if stamp is None:
            return None
        known = self._opened
        if known is None or known.stamp != stamp:
            # Two threads may both come here: they open the same files, and either result will do.
            known = self._opened = self._open(known)
        return known

    def search(self, query: Vector, wanted: Wanted, k: int) -> Found:
        """The `k` nearest among those wanted; nobody where there is no index."""
        opened = self.opened
        if opened is None:
            return Found((), (), 0)
        sought = np.ascontiguousarray(query, dtype=np.float32)
        if wanted.platform is not None:
            return search_parts(opened.on(wanted.platform.value), sought, wanted, k)
        return _together([search_parts(opened.on(shelf), sought, wanted, k) for shelf in opened.manifest.shelves], k)

    def _open(self, known: Opened | None) -> Opened | None:
        for _ in range(_TRIES):
            stamp, manifest = stamp_of(self.folder), read_manifest(self.folder)
            if stamp is None or manifest is None:
                return None
            try:
                return _read(self.folder / manifest.generation, stamp, manifest, known)
            except FileNotFoundError:
                continue
        raise FileNotFoundError(f"the index in {self.folder} names files that are not there; build it anew")


def _read(home: Path, stamp: tuple[int, int, int], manifest: Manifest, known: Opened | None) -> Opened:
    before = known.parts if known else {}
    parts = {}
    for part in (part for several in manifest.shelves.values() for part in several):
        key = (manifest.generation, part)
        parts[key] = before.get(key) or open_part(home, part.name, part.dead)
    return Opened(stamp, manifest, parts)


def _together(several: list[Found], k: int) -> Found:
    """Answers of several platforms as one, each creator once."""
    best: dict[UUID, float] = {}
    for found in several:
        for creator_id, score in zip(found.ids, found.scores, strict=True):
            best[creator_id] = max(score, best.get(creator_id, -2.0))
    order = sorted(best, key=lambda one: (-best[one], one))[:k]
    removed: dict[str, int] = {}
    for name, count in (pair for found in several for pair in found.removed):
        removed[name] = removed.get(name, 0) + count
    return Found(
        ids=tuple(order),
        scores=tuple(best[one] for one in order),
        passing=sum(found.passing for found in several),
        removed=tuple(removed.items()),
    )
