"""Rows read to be changed."""

from __future__ import annotations

from typing import TypeVar

import sqlalchemy as sa

from marketplace.database import Model

R = TypeVar("R", bound=Model)


def locked(query: sa.Select[R], row: type[R], lock: bool) -> sa.Select[R]:
    """The query, waiting for whoever else would change the row and reading it anew, if `lock` says so."""
    return query.with_for_update(of=row).execution_options(populate_existing=True) if lock else query
