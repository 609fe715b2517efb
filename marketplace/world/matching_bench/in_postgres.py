"""pgvector on the same creators: the exact adapter, and a graph (HNSW) as PostgreSQL's planner uses it."""

from __future__ import annotations

import io
import json
import time
from collections.abc import Callable

import numpy as np
import sqlalchemy as sa
from sqlalchemy.orm import Session

from marketplace.database import db
from marketplace.matching.index.columns import FORMAT_BITS, OPEN, PROVED, Array, Columns, uuid_of
from marketplace.matching.index.pgvector import TABLE, PgvectorIndex, conditions
from marketplace.matching.index.protocol import Wanted
from marketplace.matching.vectors import Vector
from marketplace.world.matching_bench.made import DIMENSIONS, PLATFORM, Made
from marketplace.world.matching_bench.peers import EF, Peer

PIECE = 20_000
_RAW = np.dtype(
    [("fields", ">i2"), ("l1", ">i4"), ("place", ">i4"), ("l2", ">i4"), ("dim", ">i2"), ("flags", ">i2")]
    + [("vector", ">f4", (DIMENSIONS,))]
)
"""A row of PostgreSQL's binary COPY: a number and a vector."""

HEAD, TAIL = b"PGCOPY\n\xff\r\n\0" + bytes(8), b"\xff\xff"


def pgvector_peers(made: Made, say: Callable[[str], None], *, graph: bool) -> list[Peer]:
    """Fills a scratch database; without the extension both say that it is missing."""
    # Each statement by itself: nothing of this outlives the scratch database.
    session = Session(db.engine.connect().execution_options(isolation_level="AUTOCOMMIT"))
    index = PgvectorIndex(session)
    try:
        index.make(DIMENSIONS)
    except sa.exc.DBAPIError as error:
        session.rollback()
        missing = f"this PostgreSQL has no pgvector ({str(error.orig).splitlines()[0]})"
        return [Peer("pgvector_exact", missing=missing), Peer("pgvector_hnsw", missing=missing)]
    began = time.perf_counter()
    _fill(session, made)
    took = time.perf_counter() - began
    numbers = {uuid_of(made.columns.ids[place]): place for place in range(len(made.columns))}

    def exact(query: Vector, wanted: Wanted, k: int) -> Array:
        return np.array([numbers[one] for one in index.search(query, wanted, k).ids], dtype=np.int64)

    def by_graph(query: Vector, wanted: Wanted, k: int) -> Array:
        where, values = conditions(wanted)
        asked = f"SELECT creator_id FROM {TABLE} WHERE {where} ORDER BY vector <#> CAST(:query AS vector) LIMIT :k"  # noqa: S608
        text = "[" + ",".join(f"{value:.9g}" for value in query.tolist()) + "]"
        rows = session.scalars(sa.text(asked), {**values, "query": text, "k": k})
        return np.array([numbers[one] for one in rows], dtype=np.int64)

    size = int(session.scalar(sa.text(f"SELECT pg_total_relation_size('{TABLE}')")) or 0)
    peers = [Peer("pgvector_exact", exact, took, size, queries=7)]
    if graph:
        say("pgvector builds its graph …")
        took = _graph(session)
        size = int(session.scalar(sa.text("SELECT pg_relation_size('matching_index.bench_hnsw')")) or 0)
        peers.append(Peer("pgvector_hnsw", by_graph, took, size, queries=30))
    return peers


def _graph(session: Session) -> float:
    """Builds it in one go: in memory, and without workers of its own, for which many machines lack shared memory."""
    began = time.perf_counter()
    session.execute(sa.text("SET maintenance_work_mem = '5GB'"))
    session.execute(sa.text(f"CREATE INDEX bench_hnsw ON {TABLE} USING hnsw (vector vector_ip_ops)"))
    took = time.perf_counter() - began
    session.execute(sa.text(f"SET hnsw.ef_search = {EF}"))
    return took


def _fill(session: Session, made: Made) -> None:
    session.execute(sa.text(f"ALTER TABLE {TABLE} SET UNLOGGED"))
    session.execute(sa.text(f"CREATE TEMP TABLE raw_vectors (place int4, vector vector({DIMENSIONS}))"))
    session.execute(sa.text(f"CREATE TEMP TABLE raw_columns (place int4, LIKE {TABLE})"))
    session.execute(sa.text("ALTER TABLE raw_columns DROP COLUMN embedded_at, DROP COLUMN vector"))
    cursor = session.connection().connection.cursor()
    for begin in range(0, len(made.columns), PIECE):
        with cursor.copy("COPY raw_vectors FROM STDIN (FORMAT binary)") as copy:
            copy.write(HEAD + _binary(made.vectors[begin : begin + PIECE], begin).tobytes() + TAIL)
        with cursor.copy("COPY raw_columns FROM STDIN") as copy:
            copy.write(_lines(made.columns, begin, min(len(made.columns), begin + PIECE)))
    columns = ", ".join(COLUMNS)
    session.execute(
        sa.text(
            f"INSERT INTO {TABLE} ({columns}, vector) SELECT {columns}, vector"  # noqa: S608
            " FROM raw_columns JOIN raw_vectors USING (place)"
        )
    )
    session.execute(sa.text("DROP TABLE raw_vectors, raw_columns"))
    session.execute(sa.text(f"ANALYZE {TABLE}"))
    session.execute(sa.text(f"SELECT sum(vector_dims(vector)) FROM {TABLE}"))  # noqa: S608 brings it into memory


def _binary(vectors: Vector, begin: int) -> Array:
    made = np.empty(len(vectors), dtype=_RAW)
    made["fields"], made["l1"], made["l2"] = 2, 4, 4 + 4 * DIMENSIONS
    made["place"] = np.arange(begin, begin + len(vectors))
    made["dim"], made["flags"], made["vector"] = DIMENSIONS, 0, vectors
    return made


COLUMNS = (
    "creator_id", "platform", "proved", "open_to_work", "formats", "rates", "followers", "languages", "country",
    "free_from", "idle_days", "authentic_low", "audience",
)  # fmt: skip


def _lines(columns: Columns, begin: int, end: int) -> str:
    """Rows as PostgreSQL's text COPY reads them."""
    out = io.StringIO()
    plain = {name: column[begin:end].tolist() for name, column in columns.plain.items()}
    rates = {f"{kind[0]} {kind[1]}": column[begin:end].tolist() for kind, column in columns.rates.items()}
    for number in range(end - begin):
        standing, formats = plain["standing"][number], plain["formats"][number]
        free, country = plain["free_from"][number], columns.countries[plain["country"][number]]
        fields = (
            begin + number,
            uuid_of(columns.ids[begin + number]),
            PLATFORM.value,
            "t" if standing & PROVED else "f",
            "t" if standing & OPEN else "f",
            "{" + ",".join(name for name, bit in FORMAT_BITS.items() if formats & bit) + "}",
            json.dumps({kind: column[number] for kind, column in rates.items() if column[number] >= 0}),
            plain["followers"][number],
            "{" + ",".join(columns.language_sets[plain["languages"][number]]) + "}",
            country or r"\N",
            r"\N" if free < 0 else "2026-10-01",
            plain["idle_days"][number],
            plain["authentic_low"][number],
            "{}",
        )
        out.write("\t".join(map(str, fields)) + "\n")
    return out.getvalue()
