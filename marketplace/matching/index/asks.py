"""Hard filters over columns, one table, in the order in which `filters` counts them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np

from marketplace.matching.index.columns import FORMAT_BITS, MOST, OPEN, PROVED, Array, Columns, ids_of, places_of
from marketplace.matching.index.protocol import AudienceAsk, Wanted

Keeps = Callable[[int, int], Array]
"""Which of the creators from one place to before another are kept."""


@dataclass(frozen=True)
class Ask:
    """One hard filter on one part of an index."""

    name: str
    keeps: Keeps


def asks_of(wanted: Wanted, columns: Columns) -> list[Ask]:
    """The filters that are asked for, in their order."""
    made = ((name, make(wanted, columns)) for name, make in MAKERS.items())
    return [Ask(name, keeps) for name, keeps in made if keeps is not None]


def _proved(wanted: Wanted, columns: Columns) -> Keeps | None:
    return _has_bit(columns.plain["standing"], PROVED) if wanted.proved else None


def _open_to_work(wanted: Wanted, columns: Columns) -> Keeps | None:
    return _has_bit(columns.plain["standing"], OPEN) if wanted.open_to_work else None


def _format(wanted: Wanted, columns: Columns) -> Keeps | None:
    return _has_bit(columns.plain["formats"], FORMAT_BITS[wanted.format]) if wanted.format else None


def _currency(wanted: Wanted, columns: Columns) -> Keeps | None:
    if not wanted.format or wanted.currency is None:
        return None
    column = columns.rates.get((wanted.format.value, wanted.currency))
    return _nobody if column is None else lambda begin, end: column[begin:end] >= 0


def _price(wanted: Wanted, columns: Columns) -> Keeps | None:
    if not wanted.format or wanted.currency is None or wanted.price_max_minor is None:
        return None
    most = min(wanted.price_max_minor, MOST - 1)
    column = columns.rates.get((wanted.format.value, wanted.currency))
    return _nobody if column is None else lambda begin, end: column[begin:end] <= most


def _followers(wanted: Wanted, columns: Columns) -> Keeps | None:
    low, high = wanted.followers_min or 0, wanted.followers_max
    if wanted.followers_min is None and high is None:
        return None
    column = columns.plain["followers"]

    def keeps(begin: int, end: int) -> Array:
        values = column[begin:end]
        inside = values >= min(low, MOST)
        if high is not None:
            inside &= values <= min(high, MOST)
        return inside | (values < 0)

    return keeps


def _languages(wanted: Wanted, columns: Columns) -> Keeps | None:
    if not wanted.languages:
        return None
    sought = set(wanted.languages)
    kept = np.array([not known or bool(sought & set(known)) for known in columns.language_sets], dtype=bool)
    return _looked_up(columns.plain["languages"], kept)


def _region(wanted: Wanted, columns: Columns) -> Keeps | None:
    if not wanted.countries:
        return None
    kept = np.array([known in {"", *wanted.countries} for known in columns.countries], dtype=bool)
    return _looked_up(columns.plain["country"], kept)


def _available(wanted: Wanted, columns: Columns) -> Keeps | None:
    return _at_most(columns.plain["free_from"], wanted.publish_until.toordinal()) if wanted.publish_until else None


def _active(wanted: Wanted, columns: Columns) -> Keeps | None:
    most = wanted.idle_days_most
    return _at_most(columns.plain["idle_days"], most) if most is not None else None


def _authentic(wanted: Wanted, columns: Columns) -> Keeps | None:
    least, column = wanted.authentic_least, columns.plain["authentic_low"]
    if least is None:
        return None
    return lambda begin, end: ~(column[begin:end] < np.float32(least))


def _audience(wanted: Wanted, columns: Columns) -> Keeps | None:
    if not wanted.audience:
        return None

    def keeps(begin: int, end: int) -> Array:
        kept = np.ones(end - begin, dtype=bool)
        for ask in wanted.audience:
            kept &= _has_audience(ask, columns, begin, end)
        return kept

    return keeps


def _has_audience(ask: AudienceAsk, columns: Columns, begin: int, end: int) -> Array:
    """Where shares of the asked kinds are known, whether they are enough; where none of their kind is, everybody."""
    audience, kinds = columns.audience, {name.split(":")[0] for name in ask.names}
    first, last = np.searchsorted(audience.places, (begin, end))
    places, names = audience.places[first:last] - begin, audience.names[first:last]
    of_kind = np.array([name.split(":")[0] in kinds for name in audience.known] or [False], dtype=bool)[names]
    meant = np.array([name in ask.names for name in audience.known] or [False], dtype=bool)[names]
    known = np.bincount(places[of_kind], minlength=end - begin) > 0
    shares = np.bincount(places[meant], weights=audience.shares[first:last][meant], minlength=end - begin)
    return ~known | (shares >= ask.least - 1e-6)


def _not_without(wanted: Wanted, columns: Columns) -> Keeps | None:
    if not wanted.without:
        return None
    places = places_of(columns.ids, ids_of(wanted.without))

    def keeps(begin: int, end: int) -> Array:
        kept = np.ones(end - begin, dtype=bool)
        first, last = np.searchsorted(places, (begin, end))
        kept[places[first:last] - begin] = False
        return kept

    return keeps


def _nobody(begin: int, end: int) -> Array:
    return np.zeros(end - begin, dtype=bool)


def _has_bit(column: Array, bit: int) -> Keeps:
    mask = column.dtype.type(bit)
    return lambda begin, end: (column[begin:end] & mask) != 0


def _at_most(column: Array, most: int) -> Keeps:
    return lambda begin, end: column[begin:end] <= most


def _looked_up(column: Array, kept: Array) -> Keeps:
    return lambda begin, end: kept.take(column[begin:end])


MAKERS: Mapping[str, Callable[[Wanted, Columns], Keeps | None]] = {
    "platform": _proved,
    "open_to_work": _open_to_work,
    "format": _format,
    "currency": _currency,
    "price": _price,
    "followers": _followers,
    "languages": _languages,
    "region": _region,
    "available": _available,
    "active": _active,
    "authentic": _authentic,
    "audience": _audience,
    "decided": _not_without,
}
"""A filter's name -> how it reads a part; none when it is not asked for."""
