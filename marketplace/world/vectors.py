"""The vectors of the small world's texts, shipped with it, since the model would need half a minute for them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
import sqlalchemy as sa
from sqlalchemy.orm import Session

from marketplace.base.actor import SYSTEM
from marketplace.gateways import current
from marketplace.matching.actions.embedding import (
    keep_brief_vector,
    keep_creator_vectors,
    keep_niche_vectors,
    refresh_document_means,
)
from marketplace.matching.digest import hash_of
from marketplace.matching.models import BriefVector, CreatorVector, NicheVector
from marketplace.matching.queries.vectors import briefs_to_embed, changed_creators, digests_of, niches_to_embed
from marketplace.matching.vectors import Vector, unpacked
from marketplace.work.unit import Work, unit_of_work

FILE = Path(__file__).parent / "vectors.npz"
MOST = 10_000
EMBEDDING_JOB = "matching.embed_changed_creators"


@dataclass(frozen=True)
class Shipped:
    """Vectors by the hash of their text, as looked for and as found; the model that made them."""

    model_id: str
    queries: Mapping[str, Vector]
    documents: Mapping[str, Vector]


@cache
def shipped() -> Shipped:
    """The vectors that came with the world."""
    with np.load(FILE) as kept:
        queries = dict(zip(kept["query_hashes"].tolist(), kept["queries"].astype(np.float32), strict=True))
        documents = dict(zip(kept["document_hashes"].tolist(), kept["documents"].astype(np.float32), strict=True))
        return Shipped(str(kept["model_id"]), queries, documents)


def keep_shipped_vectors() -> int:
    """Keeps the shipped vectors of every text that has one; gives how many texts are left for the model."""
    if not FILE.exists() or shipped().model_id != current.embedding().model_id:
        return MOST
    with unit_of_work(SYSTEM) as work:
        left = _keep_niches(work) + _keep_briefs(work) + _keep_creators(work)
        refresh_document_means(work, shipped().model_id)
    return left


def write_vectors(session: Session, model_id: str) -> int:
    """Writes the file anew from what the model has said on this database; gives how many vectors it holds."""
    niches = session.scalars(sa.select(NicheVector).where(NicheVector.model_id == model_id)).all()
    briefs = session.scalars(sa.select(BriefVector).where(BriefVector.model_id == model_id)).all()
    creators = session.scalars(sa.select(CreatorVector).where(CreatorVector.model_id == model_id)).all()
    queries = {row.text_hash: row.as_query for row in niches} | {row.text_hash: row.vector for row in briefs}
    documents = {row.text_hash: row.as_document for row in niches}
    documents |= {row.digest_hash: row.vector for row in creators if row.vector}
    np.savez_compressed(
        FILE,
        model_id=np.array(model_id),
        query_hashes=np.array(sorted(queries)),
        queries=np.stack([unpacked(queries[key]) for key in sorted(queries)]).astype(np.float16),
        document_hashes=np.array(sorted(documents)),
        documents=np.stack([unpacked(documents[key]) for key in sorted(documents)]).astype(np.float16),
    )
    return len(queries) + len(documents)


def _keep_niches(work: Work) -> int:
    kept = shipped()
    waiting = niches_to_embed(work.session, kept.model_id)
    known = [row for row in waiting if hash_of(row.text) in kept.queries and hash_of(row.text) in kept.documents]
    keep_niche_vectors(
        work,
        kept.model_id,
        known,
        [kept.queries[hash_of(row.text)] for row in known],
        [kept.documents[hash_of(row.text)] for row in known],
    )
    return len(waiting) - len(known)


def _keep_briefs(work: Work) -> int:
    kept = shipped()
    waiting = briefs_to_embed(work.session, kept.model_id, limit=MOST)
    known = [(brief_id, text) for brief_id, text in waiting if hash_of(text) in kept.queries]
    for brief_id, text in known:
        keep_brief_vector(work, kept.model_id, brief_id, text, kept.queries[hash_of(text)])
    return len(waiting) - len(known)


def _keep_creators(work: Work) -> int:
    kept = shipped()
    marks = changed_creators(work.session, kept.model_id, limit=MOST)
    digests = digests_of(work.session, list(marks))
    known = {
        creator_id: digest
        for creator_id, digest in digests.items()
        if not digest.text or hash_of(digest.text) in kept.documents
    }
    vectors = {creator_id: kept.documents[hash_of(digest.text)] for creator_id, digest in known.items() if digest.text}
    keep_creator_vectors(work, kept.model_id, marks, known, vectors)
    return len(digests) - len(known)
