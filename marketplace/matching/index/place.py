"""Where the index of a database is, and whether there is one to ask."""

from __future__ import annotations

import hashlib
from functools import cache
from pathlib import Path

from sqlalchemy.orm import Session

from marketplace.database import db
from marketplace.local.place import state_folder
from marketplace.matching.index.exact import ExactIndex
from marketplace.matching.index.pgvector import PgvectorIndex
from marketplace.matching.index.protocol import Index
from marketplace.matching.index.sourcing import database_of
from marketplace.matching.queries.space import Space
from marketplace.settings import MatchingSettings, settings


def index_folder() -> Path:
    """The folder of this machine's index for the database of the moment; it need not be there."""
    url = db.engine.engine.url.render_as_string(hide_password=True)
    home = settings(MatchingSettings).matching_index_folder or state_folder() / "matching-index"
    return home / hashlib.sha256(url.encode()).hexdigest()[:12]


def index_to_ask(session: Session, where: Space) -> Index | None:
    """The index of this database and model; none where it was not built, or was built from another."""
    if settings(MatchingSettings).matching_index == "pgvector":
        adapter = PgvectorIndex(session)
        return adapter if adapter.is_there else None
    index = _exact(index_folder())
    opened = index.opened
    if opened is None or opened.manifest.model_id != where.model_id:
        return None
    return index if opened.manifest.database == database_of(session) else None


@cache
def _exact(folder: Path) -> ExactIndex:
    return ExactIndex(folder)
