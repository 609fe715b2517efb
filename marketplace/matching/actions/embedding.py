"""Keeping vectors: what the model said is recorded beside the text it was made from."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from uuid import UUID

import numpy as np
import sqlalchemy as sa

from marketplace.matching.digest import Digest, hash_of
from marketplace.matching.models import BriefVector, CreatorVector, DocumentMean, NicheVector
from marketplace.matching.queries.space import head_for
from marketplace.matching.queries.vectors import sample_of_vectors
from marketplace.matching.taxonomy import NicheText
from marketplace.matching.texts.meaning import Read, own_means
from marketplace.matching.texts.passages import script_of
from marketplace.matching.vectors import Vector, packed
from marketplace.work.unit import Work


def keep_creator_vectors(
    work: Work, model_id: str, marks: Mapping[UUID, str], digests: Mapping[UUID, Digest], vectors: Mapping[UUID, Vector]
) -> None:
    """Keeps digests of creators and their vectors. One whose digest is as it was has none here and keeps the old."""
    known = {
        row.creator_id: row
        for row in work.session.scalars(sa.select(CreatorVector).where(CreatorVector.creator_id.in_(digests)))
    }
    for creator_id, digest in digests.items():
        row = known.get(creator_id) or CreatorVector(creator_id=creator_id, vector=b"")
        if creator_id in vectors:
            row.vector = packed(vectors[creator_id])
        elif not digest.text:
            row.vector = b""
        row.model_id, row.digest, row.digest_hash = model_id, digest.text, hash_of(digest.text)
        row.niche_posts, row.posts = dict(digest.niches), digest.posts
        row.mark, row.embedded_at = marks[creator_id], work.now
        work.session.add(row)
    work.session.flush()


def keep_niche_vectors(
    work: Work, model_id: str, texts: Sequence[NicheText], as_queries: Sequence[Vector], as_documents: Sequence[Vector]
) -> None:
    """Keeps the sentences of the bank in both readings."""
    for text, query, document in zip(texts, as_queries, as_documents, strict=True):
        work.session.merge(
            NicheVector(
                key=text.key,
                model_id=model_id,
                text_hash=hash_of(text.text),
                as_query=packed(query),
                as_document=packed(document),
            )
        )


def keep_brief_vector(work: Work, model_id: str, brief_id: UUID, text: str, vector: Vector) -> None:
    """Keeps what a brief asks for."""
    work.session.merge(
        BriefVector(brief_id=brief_id, model_id=model_id, text_hash=hash_of(text), vector=packed(vector))
    )


def refresh_document_means(work: Work, model_id: str) -> None:
    """Computes again what creators have in common who write in the same script. Needs the bank's vectors."""
    head = head_for(work.session, model_id)
    if head is None:
        return
    sample = sample_of_vectors(work.session, model_id)
    scripts = tuple(script_of(digest) for digest, _ in sample)
    vectors = np.stack([vector for _, vector in sample]) if sample else np.empty((0, len(head.weights) - 1), np.float32)
    means = own_means(Read(vectors, scripts, (), (False,) * len(sample)), head.documents)
    for script, mean in means.items():
        work.session.merge(
            DocumentMean(
                model_id=model_id,
                script=script,
                vector=packed(mean),
                creators=scripts.count(script),
                computed_at=work.now,
            )
        )
