"""The adapter that asks PostgreSQL: for when one machine is outgrown, or has no room for the files of the other.

It needs the extension `vector` on the server. What it holds stands in a schema of its own, so that a server without the
extension lacks nothing else.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any
from uuid import UUID

import numpy as np
import sqlalchemy as sa
from sqlalchemy.orm import Session

from marketplace.matching.index.columns import Row
from marketplace.matching.index.protocol import Found, Wanted
from marketplace.matching.vectors import Vector

TABLE = "matching_index.creators"

_MAKE = """
CREATE SCHEMA IF NOT EXISTS matching_index;
CREATE TABLE IF NOT EXISTS matching_index.creators (
    creator_id uuid NOT NULL,
    platform text NOT NULL,
    proved boolean NOT NULL,
    open_to_work boolean NOT NULL,
    formats text[] NOT NULL,
    rates jsonb NOT NULL,
    followers bigint,
    languages text[] NOT NULL,
    country text,
    free_from date,
    idle_days integer,
    authentic_low real,
    audience jsonb NOT NULL,
    embedded_at timestamptz,
    vector vector({dimensions}) NOT NULL,
    PRIMARY KEY (creator_id, platform)
)
"""

CONDITIONS: Mapping[str, tuple[Callable[[Wanted], bool], str]] = {
    "platform": (lambda wanted: wanted.platform is not None, "platform = :platform"),
    "proved": (lambda wanted: wanted.proved, "proved"),
    "open_to_work": (lambda wanted: wanted.open_to_work, "open_to_work"),
    "format": (lambda wanted: wanted.format is not None, ":format = ANY (formats)"),
    "currency": (lambda wanted: bool(wanted.format and wanted.currency), "rates ? :kind"),
    "price": (
        lambda wanted: bool(wanted.format and wanted.currency) and wanted.price_max_minor is not None,
        "(rates ->> :kind)::bigint <= :price_max",
    ),
    "followers_min": (
        lambda wanted: wanted.followers_min is not None, "(followers IS NULL OR followers >= :followers_min)"
    ),
    "followers_max": (
        lambda wanted: wanted.followers_max is not None, "(followers IS NULL OR followers <= :followers_max)"
    ),
    "languages": (
        lambda wanted: bool(wanted.languages), "(languages = '{}' OR languages && CAST(:languages AS text[]))"
    ),
    "region": (
        lambda wanted: bool(wanted.countries), "(country IS NULL OR country = ANY (CAST(:countries AS text[])))"
    ),
    "available": (
        lambda wanted: wanted.publish_until is not None, "(free_from IS NULL OR free_from <= :publish_until)"
    ),
    "active": (
        lambda wanted: wanted.idle_days_most is not None, "(idle_days IS NULL OR idle_days <= :idle_days_most)"
    ),
    "authentic": (
        lambda wanted: wanted.authentic_least is not None,
        "(authentic_low IS NULL OR authentic_low >= CAST(:authentic_least AS real))",
    ),
    "decided": (lambda wanted: bool(wanted.without), "creator_id <> ALL (CAST(:without AS uuid[]))"),
}  # fmt: skip
"""A filter -> when it is asked for, and what PostgreSQL is told then."""

ON = "on"
NAMES = {"platform": ON, "proved": "platform", "followers_min": "followers", "followers_max": "followers"}
"""Conditions that are counted under another name."""

_AUDIENCE = """(NOT EXISTS (
    SELECT FROM jsonb_object_keys(audience) AS n WHERE split_part(n, ':', 1) = ANY (CAST(:kinds_{0} AS text[]))
) OR (
    SELECT coalesce(sum(s::real), 0) FROM jsonb_each_text(audience) AS one (n, s)
    WHERE n = ANY (CAST(:names_{0} AS text[]))
) >= :least_{0} - 1e-6)"""


class PgvectorIndex:
    """Searches in the database itself: exact, filters first."""

    def __init__(self, session: Session) -> None:
        self.session = session

    @property
    def is_there(self) -> bool:
        """Whether the server has the extension and the table was made."""
        return self.session.scalar(sa.text("SELECT to_regclass(:name) IS NOT NULL"), {"name": TABLE}) or False

    def make(self, dimensions: int) -> None:
        """Makes the extension and the table; needs the rights to, and a server that has the extension.

        Raises DBAPIError otherwise.
        """
        self.session.execute(sa.text("CREATE EXTENSION IF NOT EXISTS vector"))
        for statement in _MAKE.format(dimensions=int(dimensions)).split(";"):
            self.session.execute(sa.text(statement))

    def put(self, rows: Sequence[Row], gone: Iterable[UUID] = ()) -> None:
        """Adds creators in place of whatever was known of them, and leaves out those who are gone."""
        ids = {*(row.creator_id for row in rows), *gone}
        self.session.execute(
            sa.text(f"DELETE FROM {TABLE} WHERE creator_id = ANY (CAST(:ids AS uuid[]))"),  # noqa: S608 no value in it
            {"ids": list(ids)},
        )
        if rows:
            self.session.execute(_INSERT, [_stored(row) for row in rows])

    def forget_strangers(self) -> None:
        """Leaves out everybody whom the marketplace does not know any more."""
        self.session.execute(
            sa.text(f"DELETE FROM {TABLE} AS c WHERE NOT EXISTS (SELECT FROM creators WHERE id = c.creator_id)")  # noqa: S608
        )

    def search(self, query: Vector, wanted: Wanted, k: int) -> Found:
        """The `k` nearest among those wanted.

        The filter is materialised with the distances, or the planner would walk a graph of neighbours even for a
        filter that nearly nobody passes, and find nearly none of them.
        """
        where, values = conditions(wanted)
        asked = sa.text(
            f"WITH f AS MATERIALIZED (SELECT creator_id, vector <#> CAST(:query AS vector) AS distance FROM {TABLE}"  # noqa: S608
            f" WHERE {where}), each AS (SELECT creator_id, min(distance) AS distance FROM f GROUP BY creator_id)"
            " SELECT creator_id, -distance, (SELECT count(*) FROM f) FROM each ORDER BY distance, creator_id LIMIT :k"
        )
        rows = self.session.execute(asked, {**values, "query": _text(query), "k": k}).all()
        passing, removed = self._counted(wanted)
        return Found(tuple(row[0] for row in rows), tuple(float(row[1]) for row in rows), passing, removed)

    def _counted(self, wanted: Wanted) -> tuple[int, tuple[tuple[str, int], ...]]:
        """How many pass, and how many each filter removes of those that the ones before it leave."""
        named, values = _named(wanted)
        names = list(dict.fromkeys(name for name, _ in named if name != ON))
        left = [
            "count(*) FILTER (WHERE "
            + (" AND ".join(said for name, said in named if name in names[:place]) or "true")
            + ")"
            for place in range(len(names) + 1)
        ]
        on = " AND ".join(said for name, said in named if name == ON) or "true"
        counts = self.session.execute(
            sa.text(f"SELECT {', '.join(left)} FROM {TABLE} WHERE {on}"),  # noqa: S608 no value in it
            values,
        ).one()
        return counts[-1], tuple((name, counts[place] - counts[place + 1]) for place, name in enumerate(names))


def conditions(wanted: Wanted) -> tuple[str, dict[str, Any]]:
    """The hard filters as a condition with its values."""
    named, values = _named(wanted)
    return " AND ".join(said for _, said in named) or "true", values


def _named(wanted: Wanted) -> tuple[list[tuple[str, str]], dict[str, Any]]:
    """The conditions that are asked for, each with the name its filter is counted under, in their order."""
    values: dict[str, Any] = {
        "platform": wanted.platform.value if wanted.platform else None,
        "format": wanted.format.value if wanted.format else None,
        "kind": f"{wanted.format} {wanted.currency}",
        "price_max": wanted.price_max_minor,
        "followers_min": wanted.followers_min,
        "followers_max": wanted.followers_max,
        "languages": list(wanted.languages),
        "countries": list(wanted.countries),
        "publish_until": wanted.publish_until,
        "idle_days_most": wanted.idle_days_most,
        "authentic_least": wanted.authentic_least,
        "without": list(wanted.without),
    }
    named = [(NAMES.get(key, key), said) for key, (asked, said) in CONDITIONS.items() if asked(wanted)]
    for place, ask in enumerate(wanted.audience):
        named.insert(len(named) - bool(wanted.without), ("audience", _AUDIENCE.format(place)))
        values |= {
            f"kinds_{place}": sorted({name.split(":")[0] for name in ask.names}),
            f"names_{place}": sorted(ask.names),
            f"least_{place}": ask.least,
        }
    return named, values


_INSERT = sa.text(
    f"INSERT INTO {TABLE} (creator_id, platform, proved, open_to_work, formats, rates, followers, languages, country,"  # noqa: S608
    " free_from, idle_days, authentic_low, audience, embedded_at, vector) VALUES (:creator_id, :platform, :proved,"
    " :open_to_work, :formats, CAST(:rates AS jsonb), :followers, :languages, :country, :free_from, :idle_days,"
    " :authentic_low, CAST(:audience AS jsonb), :embedded_at, CAST(:vector AS vector))"
)


def _stored(row: Row) -> dict[str, Any]:
    rates = row.rates_minor or {}
    return {
        "creator_id": row.creator_id,
        "platform": row.platform.value,
        "proved": row.proved,
        "open_to_work": row.open_to_work,
        "formats": sorted({format for format, _ in rates}),
        "rates": json.dumps({f"{format} {currency}": minor for (format, currency), minor in rates.items()}),
        "followers": row.followers,
        "languages": sorted(row.languages),
        "country": row.country,
        "free_from": row.free_from,
        "idle_days": row.idle_days,
        "authentic_low": row.authentic_low,
        "audience": json.dumps(dict(row.audience or {})),
        "embedded_at": row.embedded_at,
        # The numbers of the other adapter, so that both give the same scores.
        "vector": _text(row.vector.astype(np.float16).astype(np.float32)),
    }


def _text(vector: Vector) -> str:
    return "[" + ",".join(f"{value:.9g}" for value in vector.tolist()) + "]"
