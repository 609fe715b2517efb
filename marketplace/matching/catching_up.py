"""Embedding everything that changed: claimed in one transaction, computed in none, recorded in another."""

from __future__ import annotations

import time
from collections.abc import Callable

from marketplace.base.actor import SYSTEM
from marketplace.gateways import current
from marketplace.matching.actions.embedding import (
    keep_brief_vector,
    keep_creator_vectors,
    keep_niche_vectors,
    refresh_document_means,
)
from marketplace.matching.digest import hash_of
from marketplace.matching.index.keeping import follow
from marketplace.matching.index.place import index_folder
from marketplace.matching.queries.space import has_document_means
from marketplace.matching.queries.vectors import (
    briefs_to_embed,
    changed_creators,
    digests_of,
    embedded_digests,
    niches_to_embed,
)
from marketplace.work.unit import unit_of_work

BATCH = 16


def embed_everything_changed(*, seconds: float | None = None, progress: Callable[[int], None] = lambda _: None) -> int:
    """Embeds what changed, for so many seconds or until all is done; gives how many creators were looked at."""
    started = time.monotonic()
    changed = _embed_bank() | _embed_briefs()
    seen = 0
    while seconds is None or time.monotonic() - started < seconds:
        count = _embed_creators()
        follow(index_folder())
        seen += count
        progress(count)
        if count < BATCH:
            break
    model_id = current.embedding().model_id
    with unit_of_work(SYSTEM) as work:
        if changed or seen or not has_document_means(work.session, model_id):
            refresh_document_means(work, model_id)
    return seen


def _embed_bank() -> bool:
    model = current.embedding()
    with unit_of_work(SYSTEM) as work:
        texts = niches_to_embed(work.session, model.model_id)
    if not texts:
        return False
    as_documents = model.embed_documents([row.text for row in texts])
    as_queries = [model.embed_query(row.text) for row in texts]
    with unit_of_work(SYSTEM) as work:
        keep_niche_vectors(work, model.model_id, texts, as_queries, list(as_documents))
    return True


def _embed_briefs() -> bool:
    model = current.embedding()
    with unit_of_work(SYSTEM) as work:
        waiting = briefs_to_embed(work.session, model.model_id, limit=200)
    made = [(brief_id, text, model.embed_query(text)) for brief_id, text in waiting]
    if made:
        with unit_of_work(SYSTEM) as work:
            for brief_id, text, vector in made:
                keep_brief_vector(work, model.model_id, brief_id, text, vector)
    return bool(made)


def _embed_creators() -> int:
    model = current.embedding()
    with unit_of_work(SYSTEM) as work:
        marks = changed_creators(work.session, model.model_id, limit=BATCH)
        digests = digests_of(work.session, list(marks))
        known = embedded_digests(work.session, list(marks), model.model_id)
    new = [
        creator_id
        for creator_id, digest in digests.items()
        if digest.text and known.get(creator_id) != hash_of(digest.text)
    ]
    rows = list(model.embed_documents([digests[creator_id].text for creator_id in new])) if new else []
    if digests:
        with unit_of_work(SYSTEM) as work:
            keep_creator_vectors(work, model.model_id, marks, digests, dict(zip(new, rows, strict=True)))
    return len(marks)
