"""The database handle, the base of every table, names of constraints, and the column types we share."""

from __future__ import annotations

from datetime import UTC, datetime
from enum import StrEnum
from typing import TYPE_CHECKING, Any, TypeVar
from uuid import UUID

import sqlalchemy as sa
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import DeclarativeBase, registry

_CONSTRAINT_NAMES = {
    "ix": "ix_%(column_0_N_label)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}


class UtcDateTime(sa.TypeDecorator[datetime]):
    """An instant. Refuses one without a zone, and always gives back UTC."""

    impl = sa.DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: sa.Dialect) -> datetime | None:
        """On the way in. Raises ValueError without a zone."""
        if value is not None and value.tzinfo is None:
            raise ValueError("an instant needs a zone")
        return value

    def process_result_value(self, value: datetime | None, dialect: sa.Dialect) -> datetime | None:
        """On the way out: UTC."""
        return value.astimezone(UTC) if value is not None else None


class _Base(DeclarativeBase):
    registry = registry(
        metadata=sa.MetaData(naming_convention=_CONSTRAINT_NAMES),
        type_annotation_map={
            datetime: UtcDateTime(),
            UUID: sa.Uuid(),
            dict[str, Any]: JSONB(),
            list[Any]: JSONB(),
            str: sa.Text(),
            int: sa.BigInteger(),
        },
    )


db = SQLAlchemy(model_class=_Base, session_options={"join_transaction_mode": "create_savepoint"})

if TYPE_CHECKING:
    Model = _Base
else:
    Model = db.Model

E = TypeVar("E", bound=StrEnum)


def enum_type(enum: type[StrEnum]) -> sa.Enum:
    """A text column that holds one value of an enum, held by a check constraint."""
    return sa.Enum(
        enum,
        native_enum=False,
        create_constraint=True,
        length=40,
        name=enum.__name__.lower(),
        values_callable=lambda members: [member.value for member in members],
    )
