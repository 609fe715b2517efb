"""The space in which briefs and creators are compared: the means of texts in each script, and the niche head."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from uuid import UUID

import numpy as np
import sqlalchemy as sa
from sqlalchemy.orm import Session

from marketplace.creators.niches import Niche
from marketplace.matching.models import DocumentMean, NicheVector
from marketplace.matching.queries.vectors import Embedded, vectors_of
from marketplace.matching.texts.corpus import Asked, Corpus, asked_of, corpus_of
from marketplace.matching.texts.meaning import Read
from marketplace.matching.texts.niche_head import Head, bank_hash, head_of, shipped_head
from marketplace.matching.texts.passages import Script, clean, script_of, width_of
from marketplace.matching.texts.words import said
from marketplace.matching.vectors import Vector, unpacked
from marketplace.matching.wishes import Wish

NAMED = 0.5
"""What the niches count that a brief names, where its text says the rest."""


LEAST_SHARE, MOST_SUBJECTS = 0.1, 3
"""Niches that are shown of a creator."""


@dataclass(frozen=True)
class Subject:
    """A niche that somebody posts about, and how probably a text of theirs is about it."""

    niche: Niche
    share: float
    branch: str | None = None  # of the niche, where one is near


@dataclass(frozen=True)
class Space:
    """One model's space. Nothing in it comes from a brief."""

    model_id: str
    head: Head
    documents: Mapping[Script, Vector]  # what digests in each script have in common

    def corpus(self, known: Sequence[Embedded | None]) -> Corpus:
        """What creators post about, as it is compared, in their order; nothing is known of some."""
        digests = [row.digest if row else "" for row in known]
        vectors = np.zeros((len(known), len(self.head.weights) - 1), dtype=np.float32)
        for place, row in enumerate(known):
            if row is not None:
                vectors[place] = row.vector
        read = [_read(digest) for digest in digests]
        documents = Read(vectors, tuple(row[1] for row in read), (), tuple(row is None for row in known))
        return corpus_of(self.head, [row[0] for row in read], documents, self.documents)

    def asked(self, wish: Wish, query: Vector | None) -> Asked:
        """What a brief asks for, as it is compared. Without the vector of its text, by its words and niches alone."""
        text, named = wish.text, self._named(wish.niches)
        words = (clean(text), clean(" ".join(wish.keywords))) if wish.keywords else (clean(text),)
        if query is None:
            return Asked(words, np.zeros(len(self.head.weights) - 1, dtype=np.float32), named, script_of(text))
        read = Read(query[None, :], (script_of(text),), (width_of(text),), (False,))
        (asked,) = asked_of(self.head, [text], read)
        niches = NAMED * named + (1 - NAMED) * asked.niches if named.any() else asked.niches
        return replace(asked, texts=words, niches=niches)

    def asked_like(self, known: Embedded) -> Asked:
        """Somebody's posts as a brief that asks for the like."""
        corpus = self.corpus([known])
        return Asked((clean(known.digest),), corpus.rows[0], corpus.niches[0], script_of(known.digest))

    def subject_in_common(self, asked: Asked, corpus: Corpus, place: int) -> Niche:
        """What a brief and somebody's posts are most about together."""
        return Niche(self.head.niches[int(np.argmax(asked.niches * corpus.niches[place]))])

    def subjects(self, corpus: Corpus, place: int) -> tuple[Subject, ...]:
        """The niches somebody posts about, the likeliest first; none of somebody of whom nothing is known."""
        if corpus.blank[place]:
            return ()
        likely = corpus.niches[place]
        order = np.argsort(-likely, kind="stable")[:MOST_SUBJECTS]
        return tuple(
            Subject(Niche(niche), float(likely[at]), self.head.branch_of(niche, corpus.rows[place]))
            for at in order
            for niche in (self.head.niches[at],)
            if likely[at] >= LEAST_SHARE
        )

    def _named(self, niches: Sequence[str]) -> Vector:
        """Niches that are named, as equal probabilities; zeros for none."""
        places = [self.head.niches.index(niche) for niche in niches if niche in self.head.niches]
        wanted = np.zeros(len(self.head.niches), dtype=np.float32)
        wanted[places] = 1 / max(1, len(places))
        return wanted


def space(session: Session) -> Space | None:
    """The newest model's space; none before anything was embedded."""
    newest = sa.select(DocumentMean.model_id).order_by(DocumentMean.computed_at.desc()).limit(1).scalar_subquery()
    rows = session.scalars(sa.select(DocumentMean).where(DocumentMean.model_id == newest)).all()
    head = head_for(session, rows[0].model_id) if rows else None
    if head is None:
        return None
    return Space(rows[0].model_id, head, {**head.documents, **{row.script: unpacked(row.vector) for row in rows}})


def subjects_of(session: Session, creator_id: UUID) -> tuple[Subject, ...]:
    """The niches one creator posts about, the likeliest first; none before anything was read of them."""
    where = space(session)
    if where is None:
        return ()
    known = vectors_of(session, [creator_id], where.model_id).get(creator_id)
    return where.subjects(where.corpus([known]), 0)


def has_document_means(session: Session, model_id: str) -> bool:
    """Whether the means of a model have been computed."""
    return session.scalar(sa.select(sa.exists().where(DocumentMean.model_id == model_id))) is True


def head_for(session: Session, model_id: str) -> Head | None:
    """The shipped head for the model it was made with; for another one fitted to the stored sentences of the bank."""
    if _is_shipped(model_id):
        return shipped_head()
    query = sa.select(NicheVector.key, NicheVector.as_query, NicheVector.as_document)
    rows = session.execute(query.where(NicheVector.model_id == model_id).order_by(NicheVector.key))
    bank = tuple((key, as_query, as_document) for key, as_query, as_document in rows)
    return _head_of_bank(model_id, bank) if bank else None


@cache
def _is_shipped(model_id: str) -> bool:
    return shipped_head().made_of == bank_hash(model_id)


@lru_cache(maxsize=4)
def _head_of_bank(model_id: str, bank: tuple[tuple[str, bytes, bytes], ...]) -> Head:
    niches = [key.split(".")[0] for key, *_ in bank]
    scripts = tuple(Script.CHINESE if key.endswith(".zh") else Script.LATIN for key, *_ in bank)
    blank = (False,) * len(bank)
    queries = Read(np.stack([unpacked(row[1]) for row in bank]), scripts, (), blank)
    documents = Read(np.stack([unpacked(row[2]) for row in bank]), scripts, (), blank)
    return head_of(niches, documents, queries, queries, model_id)


@lru_cache(maxsize=20_000)
def _read(digest: str) -> tuple[str, Script]:
    """The words and the script of a digest, which take longer than all that is done with them."""
    return said(clean(digest)), script_of(digest)
