"""A part of an index on disk: columns and vectors as `.npy` files that are written once and never changed."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Any, BinaryIO

import numpy as np

from marketplace.matching.index.columns import PLAIN, Array, Audience, Columns, joined
from marketplace.matching.vectors import Vector

VECTORS: tuple[tuple[str, str], ...] = (("coarse", "i1"), ("scale", "f4"), ("fine", "f2"))
"""Per creator: the vector in bytes, what one of them is worth, and the vector in 16-bit floats."""


@dataclass(frozen=True)
class Part:
    """An opened part; the arrays are the files themselves, shared by every process that has opened them."""

    name: str
    rows: int
    columns: Columns
    coarse: Array
    scale: Array
    fine: Array
    alive: Array | None = None  # who still counts, one bool each; none when all do


class PartWriter:
    """Writes one part. Vectors go to the disk as they come; the part is there only once it is whole.

    Rows come in the order of their ids.
    """

    def __init__(self, folder: Path, name: str, dimensions: int) -> None:
        self.target, self.making = folder / name, folder / f"{name}.making"
        self.rows, self.batches = 0, list[Columns]()
        shutil.rmtree(self.making, ignore_errors=True)
        self.making.mkdir(parents=True)
        self.shapes = {"coarse": (dimensions,), "scale": (), "fine": (dimensions,)}
        self.files: dict[str, BinaryIO] = {}
        for stored, kind in VECTORS:
            self.files[stored] = (self.making / f"{stored}.npy").open("w+b")
            _write_header(self.files[stored], kind, (0, *self.shapes[stored]))

    def __enter__(self) -> PartWriter:
        return self

    def __exit__(self, kind: type[BaseException] | None, _error: object, _trace: TracebackType | None) -> None:
        for file in self.files.values():
            file.close()
        if kind is not None:
            shutil.rmtree(self.making, ignore_errors=True)

    def add(self, columns: Columns, vectors: Vector) -> None:
        """Creators with their vectors, each of length 1 or zero."""
        coarse, scale = in_bytes(vectors)
        self.add_stored(columns, coarse, scale, vectors.astype(np.float16))

    def add_stored(self, columns: Columns, coarse: Array, scale: Array, fine: Array) -> None:
        """Creators whose vectors were in a part before."""
        for (stored, kind), values in zip(VECTORS, (coarse, scale, fine), strict=True):
            np.ascontiguousarray(values, dtype=kind).tofile(self.files[stored])
        self.batches.append(columns)
        self.rows += len(columns)

    def finish(self) -> int:
        """Puts the part in its place, on the disk to the last byte; gives how many rows it has."""
        for stored, kind in VECTORS:
            file = self.files[stored]
            file.seek(0)
            _write_header(file, kind, (self.rows, *self.shapes[stored]))
            file.flush()
            os.fsync(file.fileno())
        columns = joined(self.batches)
        kinds = list(columns.rates)
        arrays = {"ids": columns.ids, **columns.plain}
        arrays |= {f"rate_{place}": columns.rates[kind] for place, kind in enumerate(kinds)}
        audience = columns.audience
        arrays |= {
            "audience_places": audience.places,
            "audience_names": audience.names,
            "audience_shares": audience.shares,
        }
        for stored, array in arrays.items():
            with (self.making / f"{stored}.npy").open("wb") as file:
                np.save(file, array)
                file.flush()
                os.fsync(file.fileno())
        known = {
            "rows": self.rows, "kinds": kinds, "language_sets": columns.language_sets, "countries": columns.countries,
            "audience": audience.known,
        }  # fmt: skip
        write_whole(self.making / "part.json", known)
        sync_folder(self.making)
        shutil.rmtree(self.target, ignore_errors=True)
        self.making.rename(self.target)
        sync_folder(self.target.parent)
        self.batches = []
        return self.rows


def open_part(folder: Path, name: str, dead: str | None = None) -> Part:
    """A part, mapped into memory. Raises FileNotFoundError when it is gone."""
    known = json.loads((folder / name / "part.json").read_text(encoding="utf-8"))

    def mapped(stored: str) -> Array:
        # The bare array: slices of NumPy's own class for maps cost several times as much.
        return np.asarray(np.load(folder / name / f"{stored}.npy", mmap_mode="r").view(np.ndarray))

    columns = Columns(
        ids=mapped("ids"),
        plain={column: mapped(column) for column in PLAIN},
        rates={(format, currency): mapped(f"rate_{place}") for place, (format, currency) in enumerate(known["kinds"])},
        language_sets=[tuple(one) for one in known["language_sets"]],
        countries=known["countries"],
        audience=Audience(
            mapped("audience_places"), mapped("audience_names"), mapped("audience_shares"), known["audience"]
        ),
    )
    alive = np.load(folder / f"{dead}.npy") == 0 if dead else None
    return Part(name, known["rows"], columns, mapped("coarse"), mapped("scale"), mapped("fine"), alive)


def in_bytes(vectors: Vector) -> tuple[Array, Array]:
    """Rows as bytes, each with a unit of its own: the largest number of a row is 127 of them."""
    scale = np.abs(vectors).max(axis=1, initial=0.0).astype(np.float32) / np.float32(127)
    coarse = np.rint(vectors / np.where(scale > 0, scale, np.float32(1))[:, None]).astype(np.int8)
    return coarse, scale


def write_array(path: Path, array: Array) -> None:
    """A small array, whole or not at all."""
    making = path.with_suffix(".making")
    with making.open("wb") as file:
        np.save(file, array)
        file.flush()
        os.fsync(file.fileno())
    making.rename(path)
    sync_folder(path.parent)


def write_arrays(path: Path, arrays: Mapping[str, Array]) -> None:
    """Small arrays in one file, whole or not at all."""
    making = path.with_suffix(".making")
    with making.open("wb") as file:
        np.savez(file, **arrays)  # type: ignore[arg-type]
        file.flush()
        os.fsync(file.fileno())
    making.rename(path)
    sync_folder(path.parent)


def write_whole(path: Path, content: Any) -> None:
    """A table, on the disk before its name is: whoever reads it finds the old one or the new one."""
    making = path.with_suffix(".making")
    with making.open("w", encoding="utf-8") as file:
        json.dump(content, file, ensure_ascii=False)
        file.flush()
        os.fsync(file.fileno())
    making.replace(path)
    sync_folder(path.parent)


def sync_folder(folder: Path) -> None:
    """Has the names in a folder reach the disk."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _write_header(file: BinaryIO, kind: str, shape: tuple[int, ...]) -> None:
    """NumPy leaves room in a header for the first length to grow, so a longer one fits into the same bytes."""
    described = {"descr": np.lib.format.dtype_to_descr(np.dtype(kind)), "fortran_order": False, "shape": shape}
    np.lib.format.write_array_header_1_0(file, described)
