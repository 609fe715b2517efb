"""What is known of creators as columns of numbers, in the order of their ids. Pure: rows in, arrays out."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, TypeVar
from uuid import UUID

import numpy as np
from numpy.typing import NDArray

from marketplace.creators.states import Format, Platform
from marketplace.matching.vectors import Vector

Array = NDArray[Any]
Kind = tuple[str, str]
"""A format and a currency."""

PROVED, OPEN = 1, 2
FORMAT_BITS: Mapping[str, int] = {format.value: 1 << place for place, format in enumerate(Format)}
MOST = 2**31 - 1
"""What is larger is kept as this: no brief pays so much, nobody has so many followers."""

PLAIN: Mapping[str, str] = {
    "embedded_at": "i8",  # microseconds since 1970; 0 before it was embedded
    "standing": "u1",  # PROVED and OPEN
    "formats": "u1",  # FORMAT_BITS of those with a price
    "followers": "i4",  # −1 when not known, as in all that follow but the last
    "languages": "u2",  # place in `language_sets`
    "country": "u2",  # place in `countries`
    "free_from": "i4",  # a date's ordinal
    "idle_days": "i4",  # from the last post to the day we last looked
    "authentic_low": "f4",  # nan when not known
}
"""The columns that every part has, with their types."""


@dataclass(frozen=True)
class Row:
    """A creator on one platform, as an index keeps them. The vector has length 1, or is zero when there is none."""

    creator_id: UUID
    platform: Platform
    vector: Vector
    embedded_at: datetime | None = None
    proved: bool = True
    open_to_work: bool = True
    rates_minor: Mapping[Kind, int] | None = None
    followers: int | None = None
    languages: tuple[str, ...] = ()
    country: str | None = None
    free_from: date | None = None
    idle_days: int | None = None
    authentic_low: float | None = None
    audience: Mapping[str, float] | None = None  # region:US -> 0-1


@dataclass(frozen=True)
class Audience:
    """Shares of audiences in the long form, ordered by the creator's place."""

    places: Array
    names: Array  # places in `known`
    shares: Array
    known: list[str]


@dataclass(frozen=True)
class Columns:
    """Creators as columns. `ids` has two halves of 64 bits for each."""

    ids: Array
    plain: Mapping[str, Array]
    rates: Mapping[Kind, Array]  # minor units; −1 without a price
    language_sets: list[tuple[str, ...]]
    countries: list[str]  # empty when not known
    audience: Audience

    def __len__(self) -> int:
        return len(self.ids)


def encode(rows: Sequence[Row]) -> Columns:
    """Rows as columns, in their order."""
    language_sets, languages = _coded(tuple(sorted(row.languages)) for row in rows)
    countries, country = _coded(row.country or "" for row in rows)
    kinds = sorted({kind for row in rows for kind in row.rates_minor or ()})
    shares = [(place, *pair) for place, row in enumerate(rows) for pair in (row.audience or {}).items()]
    known, names = _coded(name for _, name, _ in shares)
    plain = {
        "embedded_at": [microseconds(row.embedded_at) for row in rows],
        "standing": [PROVED * row.proved + OPEN * row.open_to_work for row in rows],
        "formats": [_format_bits(row.rates_minor or {}) for row in rows],
        "followers": [_whole(row.followers) for row in rows],
        "languages": languages,
        "country": country,
        "free_from": [row.free_from.toordinal() if row.free_from else -1 for row in rows],
        "idle_days": [_whole(row.idle_days) for row in rows],
        "authentic_low": [np.nan if row.authentic_low is None else row.authentic_low for row in rows],
    }
    return Columns(
        ids=ids_of([row.creator_id for row in rows]),
        plain={name: np.array(plain[name], dtype=PLAIN[name]) for name in PLAIN},
        rates={
            kind: np.array([_whole((row.rates_minor or {}).get(kind)) for row in rows], dtype="i4") for kind in kinds
        },
        language_sets=language_sets,
        countries=countries,
        audience=Audience(
            places=np.array([place for place, _, _ in shares], dtype="i4"),
            names=np.array(names, dtype="i4"),
            shares=np.array([share for _, _, share in shares], dtype="f4"),
            known=known,
        ),
    )


def taken(columns: Columns, places: Array) -> Columns:
    """Some of the creators, in the order given."""
    audience = columns.audience
    moved = np.full(len(columns), -1, dtype="i4")
    moved[places] = np.arange(len(places), dtype="i4")
    new = moved[audience.places]
    kept = np.flatnonzero(new >= 0)
    kept = kept[np.argsort(new[kept], kind="stable")]
    return Columns(
        ids=columns.ids[places],
        plain={name: column[places] for name, column in columns.plain.items()},
        rates={kind: column[places] for kind, column in columns.rates.items()},
        language_sets=columns.language_sets,
        countries=columns.countries,
        audience=Audience(new[kept], audience.names[kept], audience.shares[kept], audience.known),
    )


def joined(several: Sequence[Columns]) -> Columns:
    """Columns one after the other."""
    language_sets, languages = _merged([one.language_sets for one in several], tuple)
    countries, country = _merged([one.countries for one in several], str)
    known, names = _merged([one.audience.known for one in several], str)
    kinds = sorted({kind for one in several for kind in one.rates})
    begins = np.cumsum([0, *(len(one) for one in several)])[:-1]
    coded = {"languages": languages, "country": country}
    plain = {
        name: [
            _mapped(coded[name][number], one.plain[name]) if name in coded else one.plain[name]
            for number, one in enumerate(several)
        ]
        for name in PLAIN
    }
    return Columns(
        ids=_after([one.ids for one in several], np.empty((0, 2), dtype="u8")),
        plain={name: _after(found, np.empty(0, dtype=PLAIN[name])) for name, found in plain.items()},
        rates={
            kind: _after([one.rates.get(kind, np.full(len(one), -1, dtype="i4")) for one in several], np.empty(0, "i4"))
            for kind in kinds
        },
        language_sets=language_sets,
        countries=countries,
        audience=Audience(
            places=_after(
                [one.audience.places + int(begin) for one, begin in zip(several, begins, strict=True)],
                np.empty(0, "i4"),
            ).astype("i4"),
            names=_after(
                [_mapped(names[number], one.audience.names) for number, one in enumerate(several)], np.empty(0, "i4")
            ).astype("i4"),
            shares=_after([one.audience.shares for one in several], np.empty(0, "f4")),
            known=known,
        ),
    )


def ids_of(creator_ids: Iterable[UUID]) -> Array:
    """Ids as two halves each, so that their order is the database's."""
    return np.frombuffer(b"".join(one.bytes for one in creator_ids), dtype=">u8").reshape(-1, 2).astype("u8")


def uuid_of(halves: Array) -> UUID:
    """An id from its halves."""
    return UUID(int=(int(halves[0]) << 64) | int(halves[1]))


def places_of(ids: Array, sought: Array) -> Array:
    """Where ids stand in sorted ones, those that do, in ascending order."""
    if not len(ids) or not len(sought):
        return np.empty(0, dtype="i8")
    first = np.searchsorted(ids[:, 0], sought[:, 0], side="left")
    last = np.searchsorted(ids[:, 0], sought[:, 0], side="right")
    found = [
        place
        for begin, end, low in zip(first, last, sought[:, 1], strict=True)
        for place in range(int(begin), int(end))
        if ids[place, 1] == low
    ]
    return np.array(sorted(set(found)), dtype="i8")


def in_order(ids: Array) -> Array:
    """The places of ids in the database's order."""
    return np.lexsort((ids[:, 1], ids[:, 0]))


def microseconds(instant: datetime | None) -> int:
    """An instant as a whole number; 0 for none."""
    return 0 if instant is None else (instant - datetime.fromtimestamp(0, instant.tzinfo)) // timedelta(microseconds=1)


def _whole(value: int | None) -> int:
    return -1 if value is None else max(0, min(int(value), MOST))


def _format_bits(rates: Mapping[Kind, int]) -> int:
    bits = 0
    for format, _ in rates:
        bits |= FORMAT_BITS[format]
    return bits


H = TypeVar("H", bound=Hashable)


def _coded(values: Iterable[H]) -> tuple[list[H], list[int]]:
    known: dict[H, int] = {}
    codes = [known.setdefault(value, len(known)) for value in values]
    return list(known), codes


def _merged(lists: Sequence[Sequence[Any]], made: Callable[[Any], Any]) -> tuple[list[Any], list[Array]]:
    """One list without repetition, and for each of the given ones where its entries have gone."""
    known: dict[Any, int] = {}
    moved = [np.array([known.setdefault(made(one), len(known)) for one in several], dtype="i4") for several in lists]
    return list(known), moved


def _mapped(moved: Array, codes: Array) -> Array:
    return moved[codes].astype(codes.dtype) if len(codes) else np.asarray(codes)


def _after(several: Sequence[Array], empty: Array) -> Array:
    return np.concatenate(several) if several else empty
